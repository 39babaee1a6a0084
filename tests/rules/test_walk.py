"""The walk on exact numbers: roundings, open ends, what binds, what is not known, what splits."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from shequ_calc.carriers.number import NumberCarrier
from shequ_calc.quantity import Label
from shequ_calc.rules import nodes as r
from shequ_calc.rules.doubts import doubts_of
from shequ_calc.rules.walk import Value, Walk

FEN = Fraction(1, 100)
NO_AMOUNT = r.NoAmount(Label("无", "none"))
Ends = tuple[Fraction | None, Fraction | None]


def n(value: str | int) -> r.Number:
    return r.Number(Fraction(value))


def i(name: str) -> r.Input:
    return r.Input(name)


def span(low: str | int, high: str | int) -> r.Between:
    return r.Between(n(low), n(high))


def floor(value: str | int) -> r.Bound:
    return r.Bound("floor", n(value))


def cap(value: str | int) -> r.Bound:
    return r.Bound("cap", n(value))


def rows(*edges: tuple[str, str, r.Rule]) -> tuple[r.Bracket, ...]:
    """Brackets as ``("[0", "500]", rule)``: ``(`` and ``)`` leave an edge out, ``""`` is open."""
    return tuple(
        r.Bracket(
            Fraction(low[1:]) if low else None,
            not low.startswith("("),
            Fraction(high[:-1]) if high else None,
            not high.endswith(")"),
            rule,
        )
        for low, high, rule in edges
    )


def walker(world: Mapping[str, str] | None = None, **facts: object) -> Walk[Fraction]:
    known = {
        name: Fraction(value) if isinstance(value, int) else value for name, value in facts.items()
    }
    return Walk(NumberCarrier(known), {}, world or {})  # type: ignore[arg-type]


def ends_of(value: Value[Fraction]) -> Ends:
    return value.low if value.low_ok else None, value.high if value.high_ok else None


def marks_of(value: Value[Fraction]) -> set[str]:
    return {" ".join(mark).strip() for mark, flag in value.marks.items() if flag} - {"derived"}


def ends(rule: r.Rule, world: Mapping[str, str] | None = None, **facts: object) -> Ends:
    return ends_of(walker(world, **facts).value(rule))


def marks(rule: r.Rule, **facts: object) -> set[str]:
    return marks_of(walker(**facts).value(rule))


# The five roundings


@pytest.mark.parametrize(
    ("value", "way", "expected"),
    [
        (n("8.4"), "down", (8, 8)),
        (n("8.4"), "up", (9, 9)),
        (n("8.4"), "nearest", (8, 8)),
        (n("8.5"), "nearest", (9, 9)),
        (n("8.4"), "inward", (None, None)),
        (n(8), "inward", (8, 8)),
        (span("8.4", "14.9"), "down", (8, 14)),
        (span("8.4", "14.1"), "up", (9, 15)),
        (span("8.4", "14.5"), "nearest", (8, 15)),
        (span("8.4", "14.9"), "inward", (9, 14)),
        (span("8.4", "8.9"), "inward", (None, None)),
        (floor("8.4"), "inward", (9, None)),
        (cap("8.4"), "inward", (None, 8)),
    ],
)
def test_roundings(value: r.Rule, way: str, expected: Ends) -> None:
    assert ends(r.Round(value, way, Fraction(1), "")) == expected


def test_outward_is_two_readings() -> None:
    rule = r.Round(n("8.4"), "outward", Fraction(1), "d")
    assert doubts_of(rule, {}, {}) == {"d": ("down", "up")}
    assert ends(rule, {"d": "down"}) == (8, 8)
    assert ends(rule, {"d": "up"}) == (9, 9)


@pytest.mark.parametrize(
    ("way", "expected"), [("down", 12340), ("up", 12350), ("nearest", 12350), ("inward", None)]
)
def test_rounding_to_tens(way: str, expected: int | None) -> None:
    assert ends(r.Round(n(12345), way, Fraction(10), "")) == (expected, expected)


def test_an_inward_rounding_that_leaves_nothing_is_a_state_with_its_neighbours() -> None:
    steps = r.Steps(n(550), Fraction(0), span(300, 500), n(1), "inward", "")
    value = walker().value(steps)
    assert marks_of(value) == {"none-fits"}
    # 550/300 = 1.83 down, 550/500 = 1.1 up
    assert [(note.key, note.terms) for note in value.notes if note.flag] == [
        ("nearest-each 300 500", (1, 2))
    ]


# Choice and doubt


def test_a_choice_is_one_range_and_a_doubt_is_a_world_each() -> None:
    assert doubts_of(span(10, 15), {}, {}) == {}
    doubt = r.Readings("p", (("few", n(10)), ("many", n(15))))
    total = r.Sum((r.Product((doubt, n(2))), r.Ref("x")))
    assert doubts_of(total, {"x": doubt}, {}) == {"p": ("few", "many")}
    for world, expected in (("few", 30), ("many", 45)):  # the same option in both places
        walk = Walk(NumberCarrier({}), {"x": doubt}, {"p": world})
        assert ends_of(walk.value(total)) == (expected, expected)


def test_what_stands_inside_one_reading_does_not_count_in_another() -> None:
    def part(doubt: str) -> r.Rule:
        return r.Round(n("8.4"), "outward", Fraction(1), doubt)

    rule = r.Readings("p", (("a", part("x")), ("b", part("y")), ("c", n(1))))
    found = doubts_of(rule, {}, {})
    assert list(found.worlds()) == [
        {"p": "a", "x": "down"},
        {"p": "a", "x": "up"},
        {"p": "b", "y": "down"},
        {"p": "b", "y": "up"},
        {"p": "c"},
    ]
    # By itself, too: then it counts everywhere.
    found.join(doubts_of(part("y"), {}, {}))
    assert len(list(found.worlds())) == 2 * 2 + 2 + 2
    # With the point taken at its default, what stands inside another option is gone.
    assert list(doubts_of(rule, {}, {}).only(["x", "y"]).worlds()) == [{"x": "down"}, {"x": "up"}]


def test_what_a_point_turns_is_compared_with_its_default() -> None:
    inner = r.Round(n("8.4"), "outward", Fraction(1), "x")
    found = doubts_of(r.Readings("p", (("a", n(1)), ("b", inner))), {}, {})
    worlds = list(found.worlds())
    assert worlds == [{"p": "a"}, {"p": "b", "x": "down"}, {"p": "b", "x": "up"}]
    assert list(found.pairs("p", worlds)) == [(0, 1), (0, 2)]
    assert list(found.pairs("x", worlds)) == [(1, 2)]


def test_doubts_are_found_wherever_they_stand() -> None:
    edge = r.Brackets(i("a"), rows(("[0", "5]", n(1)), ("[5", "", n(2))), "edge")
    step = r.Steps(i("a"), Fraction(0), n(3), n(1), "outward", "steps")
    rate = r.Rate(i("a"), n(1), Fraction(3), "outward", "rate")
    holds = r.All((r.IsOneOf("seat", ("main",)), r.Compare("<", edge, step)))
    rule = r.When(holds, rate, r.Rank("class", "", ("low", "high")))
    found = doubts_of(rule, {}, {"seat": "area main all", "class": "classed a b"})
    assert found == {
        "area": ("main", "all"),
        "edge": ("lower", "upper"),
        "steps": ("down", "up"),
        "rate": ("down", "up"),
        "classed": ("a", "b"),
    }


def test_a_category_by_place_follows_the_reading() -> None:
    by_place = {"seat": ("area", {"main": "county", "all": "province"})}
    case = r.Case("seat", (("province", n(200)), ("county", n(50))), None)
    rank = r.Rank("seat", "", ("county", "prefecture", "province"))
    for world, amount, place in (("main", 50, 1), ("all", 200, 3)):
        walk = Walk(NumberCarrier({}, by_place), {}, {"area": world})
        assert ends_of(walk.value(case)) == (amount, amount)
        assert ends_of(walk.value(rank)) == (place, place)
    told = Walk(NumberCarrier({"seat": "province"}, by_place), {}, {"area": "main"})
    assert ends_of(told.value(case)) == (200, 200)


# Open ends


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (r.Sum((n(5), i("x"))), (5, None)),
        (r.Sum((i("x"), i("y"))), (None, None)),
        (r.Sum((span(2, 3), floor(5), n(1))), (8, None)),
        (r.Sum((cap(7), n(10))), (10, 17)),
        (r.Sum((n(5), NO_AMOUNT)), (5, None)),
        (r.Minus(n(20), (span(2, 5),)), (15, 18)),
        (r.Minus(n(3), (span(2, 5),)), (0, 1)),
        (r.Minus(n(20), (floor(5),)), (None, 15)),
        (r.Minus(n(20), (cap(5),)), (15, 20)),
        (r.Minus(floor(20), (n(5),)), (15, None)),
        (r.Minus(n(20), (i("x"),)), (None, 20)),
        (r.Minus(n(20), (n(8), n(9), n(10))), (0, 0)),
        (r.Product((span(2, 3), span(10, 20))), (20, 60)),
        (r.Product((floor(2), n(10))), (20, None)),
        (r.Product((cap(2), n(10))), (None, 20)),
        (r.Product((floor(2), n(0))), (0, 0)),
        (r.Product((cap(0), floor(5))), (0, 0)),
        (r.Product((i("x"), n(0))), (0, 0)),
        (r.Product((n(3), i("x"))), (None, None)),
        (r.Divide(span(600, 900), span(300, 500)), (Fraction(6, 5), 3)),
        (r.Divide(floor(600), n(300)), (2, None)),
        (r.Steps(floor(1300), Fraction(300), n(500), n(2), "down", ""), (4, None)),
        (r.Steps(n(200), Fraction(300), n(500), n(2), "up", ""), (0, 0)),
        (r.Bound("above", n(5)), (6, None)),
        (r.Bound("above", n("5.5")), (6, None)),
        (r.Bound("below", n("5.5")), (None, 5)),
        (r.Bound("below", n(0)), (None, 0)),
        (r.Bound("below", n(100), FEN), (None, Fraction("99.99"))),
    ],
)
def test_open_ends(rule: r.Rule, expected: Ends) -> None:
    assert ends(rule) == expected


def test_nothing_of_what_is_not_known_needs_nothing() -> None:
    assert marks(r.Product((n(0), i("x")))) == set()
    assert marks(r.Product((i("x"), n(2), n(0)))) == set()
    assert marks(r.Product((n(1), i("x")))) == {"needs x"}
    assert marks(r.Product((floor(0), i("x")))) == {"needs x"}


def test_a_range_whose_ends_cross_is_a_state() -> None:
    # 50 a household, at most 5,000 in all: from 101 households on nothing is both.
    rule = r.Between(r.Product((n(50), i("households"))), n(5000))
    assert ends(rule, households=100) == (5000, 5000)
    assert ends(rule, households=99) == (4950, 5000)
    assert ends(rule, households=101) == (None, None)
    assert marks(rule, households=101) == {"none-fits"}
    assert ends(rule) == (None, 5000)


# The end that binds

ABOUT_10, ABOUT_14 = r.Bound("about", n(10)), r.Bound("about", n(14))
ASSUMED_10 = r.Assume("a", n(10))


@pytest.mark.parametrize(
    ("high", "parts", "expected", "said"),
    [
        (True, (ABOUT_10, n(12)), (12, 12), set()),
        (True, (ABOUT_14, n(12)), (14, 14), {"about"}),
        (True, (r.Bound("about", span(10, 15)), n(12)), (12, 15), {"about"}),  # binds above
        (True, (r.Bound("about", span(8, 11)), n(12)), (12, 12), set()),
        (True, (ASSUMED_10, span(8, 12)), (10, 12), {"assumed a"}),  # binds below
        (True, (ASSUMED_10, floor(12)), (12, None), set()),
        (True, (n(12), i("x")), (12, None), {"needs x"}),
        (True, (cap(5), n(3)), (3, 5), set()),
        (False, (ABOUT_10, n(12)), (10, 10), {"about"}),
        (False, (ABOUT_14, n(12)), (12, 12), set()),
        (False, (r.Bound("about", span(10, 15)), n(12)), (10, 12), {"about"}),
        (False, (ASSUMED_10, span(4, 8)), (4, 8), set()),
        (False, (floor(9), n(12)), (9, 12), set()),
        (False, (n(12), i("x")), (None, 12), {"needs x"}),
        (False, (floor(5), floor(7)), (5, None), set()),
        (False, (i("x"), i("y")), (None, None), {"needs x", "needs y"}),
    ],
)
def test_marks_come_from_the_end_that_binds(
    high: bool, parts: tuple[r.Rule, ...], expected: Ends, said: set[str]
) -> None:
    for of in (parts, parts[::-1]):
        assert ends(r.Extreme(high, of)) == expected
        assert marks(r.Extreme(high, of)) == said


def test_the_branch_that_is_used_leaves_its_marks_and_no_other_does() -> None:
    rule = r.When(r.Compare("<=", i("a"), n(5)), ABOUT_10, ASSUMED_10)
    assert marks(rule, a=5) == {"about"}
    assert marks(rule, a=6) == {"assumed a"}
    assert marks(rule) == {"needs a"}
    first = r.Known((i("a"), ASSUMED_10, i("b")))
    assert marks(first, a=3) == set()
    assert marks(first, b=3) == {"assumed a"}
    assert marks(r.Known((i("a"), i("b")))) == {"needs a", "needs b"}


# What is not known never decides

YES, NO = r.Compare("<=", n(1), n(2)), r.Compare("<", n(2), n(2))
MAYBE, OTHER = r.Compare("<=", i("x"), n(2)), r.IsOneOf("kind", ("a",))


@pytest.mark.parametrize(
    ("condition", "answer", "needs"),
    [
        (YES, "yes", set()),
        (NO, "no", set()),
        (MAYBE, "unknown", {"x"}),
        (OTHER, "unknown", {"kind"}),
        (r.Not(YES), "no", set()),
        (r.Not(MAYBE), "unknown", {"x"}),
        (r.Any((MAYBE, YES)), "yes", set()),
        (r.Any((MAYBE, NO)), "unknown", {"x"}),
        (r.Any((MAYBE, OTHER)), "unknown", {"x", "kind"}),
        (r.All((MAYBE, NO)), "no", set()),
        (r.All((MAYBE, YES)), "unknown", {"x"}),
        (r.All((r.Any((MAYBE, YES)), r.Not(NO))), "yes", set()),
        (r.Not(r.All((MAYBE, NO))), "yes", set()),
        # 500 and something more is at least 500, whatever the something is.
        (r.Compare("<=", n(500), r.Sum((n(500), i("x")))), "yes", set()),
        (r.Compare("<", r.Sum((n(500), i("x"))), n(500)), "no", set()),
        (r.Compare("==", r.Sum((n(500), i("x"))), n(499)), "no", set()),
        (r.Compare("==", n(3), n(3)), "yes", set()),
        (r.Compare("==", n(3), i("x")), "unknown", {"x"}),
        (r.Compare("<", span(1, 2), span(3, 4)), "yes", set()),
        (r.Compare("<", span(3, 4), span(1, 3)), "no", set()),
        (r.Compare("<", span(1, 3), span(2, 4)), "either", set()),
        (r.Compare("==", span(1, 3), n(2)), "either", set()),
        (r.Compare("<=", floor(3), n(5)), "either", set()),
        (r.Compare("<=", floor(6), n(5)), "no", set()),
        (r.Not(r.Compare("<", span(1, 3), n(2))), "either", set()),
        (r.All((r.Compare("<", span(1, 3), n(2)), YES)), "either", set()),
        (r.All((r.Compare("<", span(1, 3), n(2)), MAYBE)), "unknown", {"x"}),
        (r.Any((r.Compare("<", span(1, 3), n(2)), NO)), "either", set()),
        (r.Any((r.Compare("<", span(1, 3), n(2)), YES)), "yes", set()),
    ],
)
def test_conditions(condition: r.Condition, answer: str, needs: set[str]) -> None:
    truth = walker().truth(condition)
    answers = {"yes": truth.yes, "no": truth.no, "either": truth.both}
    assert [name for name, flag in answers.items() if flag] == [answer][: answer != "unknown"]
    found = {name for (kind, name), flag in truth.marks.items() if flag and kind == "needs"}
    assert found == needs
    # What it gives for a choice of 10 or 20 says the same.
    given = {"yes": (10, 10), "no": (20, 20), "either": (10, 20), "unknown": (None, None)}
    assert ends(r.When(condition, n(10), n(20))) == given[answer]


def test_a_set_of_options_counts_where_any_of_them_does() -> None:
    rule = r.When(r.IsOneOf("groups", ("a", "b")), n(1), n(0))
    assert ends(rule, groups=("c", "b")) == (1, 1)
    assert ends(rule, groups=("c",)) == (0, 0)
    assert ends(rule, groups=()) == (0, 0)
    assert ends(rule) == (None, None)


# Brackets, over amounts that are ranges, too

TABLE = rows(("[0", "500]", n(2)), ("(500", "1000]", span(3, 4)), ("(1000", "", n(9)))
GAPPED = rows(("[0", "500]", n(2)), ("[600", "1000)", n(4)))


@pytest.mark.parametrize(
    ("of", "table", "expected", "said"),
    [
        (n(500), TABLE, (2, 2), set()),
        (n(501), TABLE, (3, 4), set()),
        (n(1000), TABLE, (3, 4), set()),
        (n("1000.01"), TABLE, (9, 9), set()),
        (i("x"), TABLE, (None, None), {"needs x"}),
        (span(400, 500), TABLE, (2, 2), set()),
        (span(400, 501), TABLE, (2, 4), set()),
        (span(501, 1001), TABLE, (3, 9), set()),
        (span(400, 1001), TABLE, (2, 9), set()),
        (floor(501), TABLE, (3, 9), set()),
        (floor(1001), TABLE, (9, 9), set()),
        (cap(500), TABLE, (2, 2), set()),
        (cap(501), TABLE, (2, 4), set()),
        (r.Sum((n(600), i("x"))), TABLE, (3, 9), {"needs x"}),
        (n(550), GAPPED, (None, None), {"gap"}),
        (n(1000), GAPPED, (None, None), {"gap"}),
        (span(510, 590), GAPPED, (None, None), {"gap"}),
        (span(450, 550), GAPPED, (2, 2), set()),
        (span(450, 600), GAPPED, (2, 4), set()),
        (span(1000, 1200), GAPPED, (None, None), {"gap"}),
        (r.Bound("about", n(400)), TABLE, (2, 2), {"about"}),
        (NO_AMOUNT, TABLE, (None, None), {"no-amount 无\nnone"}),
    ],
)
def test_brackets(of: r.Rule, table: tuple[r.Bracket, ...], expected: Ends, said: set[str]) -> None:
    rule = r.Brackets(of, table, "")
    assert ends(rule) == expected
    assert marks(rule) == said


def test_a_range_over_rows_of_which_one_is_open_is_open() -> None:
    table = rows(("[0", "500]", floor(2)), ("(500", "", NO_AMOUNT))
    assert ends(r.Brackets(span(1, 500), table, "")) == (2, None)
    assert ends(r.Brackets(span(1, 501), table, "")) == (None, None)
    assert marks(r.Brackets(span(1, 501), table, "")) == {"no-amount 无\nnone"}


@pytest.mark.parametrize(
    ("amount", "lower", "upper"), [(499, 2, 2), (500, 2, 3), (501, 3, 3), (1000, 3, 4)]
)
def test_a_shared_edge_belongs_to_one_row_in_each_reading(
    amount: int, lower: int, upper: int
) -> None:
    table = rows(("[0", "500]", n(2)), ("[500", "1000]", n(3)), ("[1000", "", n(4)))
    rule = r.Brackets(i("x"), table, "edge")
    assert ends(rule, {"edge": "lower"}, x=amount) == (lower, lower)
    assert ends(rule, {"edge": "upper"}, x=amount) == (upper, upper)


def test_a_table_ends_where_it_ends_in_every_reading() -> None:
    table = rows(("[100", "500]", n(2)), ("[500", "1000]", n(3)))
    rule = r.Brackets(i("x"), table, "edge")
    for world in ("lower", "upper"):
        assert ends(rule, {"edge": world}, x=100) == (2, 2)
        assert ends(rule, {"edge": world}, x=1000) == (3, 3)
        assert ends(rule, {"edge": world}, x=99) == (None, None)


# Settling, splitting, remainders


@pytest.mark.parametrize(
    ("value", "grain", "expected"),
    [
        (span("8.4", "14.9"), 1, (9, 14)),
        (floor("8.4"), 1, (9, None)),
        (cap("8.4"), 1, (None, 8)),
        (n("8.4"), 1, (8, 8)),
        (n("8.5"), 1, (9, 9)),
        (span("8.4", "8.6"), 1, (8, 9)),
        (n("2960.995"), FEN, (2961, 2961)),
        (floor("2960.991"), FEN, (2961, None)),
        (cap("2960.999"), FEN, (None, Fraction("2960.99"))),
        (n("1/3"), None, (Fraction(1, 3), Fraction(1, 3))),
        (i("x"), FEN, (None, None)),
    ],
)
def test_settling(value: r.Rule, grain: Fraction | None, expected: Ends) -> None:
    walk = walker()
    settled = walk.settle(walk.value(value), grain and Fraction(grain))
    assert ends_of(settled) == expected


def split(whole: r.Rule, *weights: str, grain: Fraction = FEN) -> list[Ends]:
    walk, exact = walker(), tuple(Fraction(weight) for weight in weights)
    value = walk.value(whole)
    return [ends_of(walk.split(value, exact, index, grain)) for index in range(len(exact))]


def test_parts_take_what_rounding_leaves_by_the_largest_remainder() -> None:
    # 33.3333 each; of equal remainders the first takes the fen.
    assert split(n(100), "1/3", "1/3", "1/3") == [
        (Fraction("33.34"), Fraction("33.34")),
        (Fraction("33.33"), Fraction("33.33")),
        (Fraction("33.33"), Fraction("33.33")),
    ]
    # 5.5, 2.2 and 3.3 of 11: two whole ones are left, for .5 and .3
    one = Fraction(1)
    assert split(n(11), "1/2", "1/5", "3/10", grain=one) == [(6, 6), (2, 2), (3, 3)]
    assert split(floor(100), "7/10", "3/10") == [(70, None), (30, None)]
    assert split(i("x"), "7/10", "3/10") == [(None, None), (None, None)]
    # The whole is rounded first, so that the parts are of what is printed: 0.046 is 0.05.
    assert split(n("0.046"), "7/10", "3/10") == [
        (Fraction("0.04"), Fraction("0.04")),
        (Fraction("0.01"), Fraction("0.01")),
    ]


def test_no_part_of_a_range_has_its_ends_crossed() -> None:
    # 10 split 6:6:2 is 4.29, 4.29, 1.43, so 4, 4, 2; 11 is 4.71, 4.71, 1.57, so 5, 5, 1: the
    # third would fall from 2 to 1. So the eleventh goes on top of the ten: to the first.
    parts = split(span(10, 11), "6/14", "6/14", "2/14", grain=Fraction(1))
    assert parts == [(4, 5), (4, 4), (2, 2)]
    assert split(n(11), "6/14", "6/14", "2/14", grain=Fraction(1)) == [(5, 5), (5, 5), (1, 1)]


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        (n(40), n(15), (25, 25)),
        (span(40, 60), span(10, 15), (30, 45)),  # 10 of 40, 15 of 60
        (floor(40), n(15), (25, None)),
        (floor(40), floor(8), (32, None)),
        (n(10), n(15), (0, 0)),
        (n(40), span(10, 15), (25, 30)),  # wider than its whole
        (n(40), cap(15), (25, 40)),
        (n(40), i("x"), (None, 40)),
        (i("x"), n(15), (None, None)),
        (cap(40), n(15), (None, 25)),
    ],
)
def test_remainders(whole: r.Rule, part: r.Rule, expected: Ends) -> None:
    walk = walker()
    assert ends_of(walk.remainder(walk.value(whole), walk.value(part))) == expected


@pytest.mark.parametrize(
    ("amount", "whole", "expected"),
    [
        (n(15), n(40), (15, 15)),
        (n(50), n(40), (40, 40)),
        (n(15), span(10, 20), (10, 15)),
        (n(15), floor(10), (10, 15)),
        (n(15), i("x"), (15, 15)),
        (i("x"), n(40), (None, None)),
    ],
)
def test_a_payer_bears_no_more_than_the_line(amount: r.Rule, whole: r.Rule, expected: Ends) -> None:
    walk = walker()
    assert ends_of(walk.within(walk.value(amount), walk.value(whole))) == expected


# Ages, counts, ranks, references


@pytest.mark.parametrize(
    ("born", "at", "completed", "begun"),
    [
        (19840630, 20240629, 39, 40),
        (19840630, 20240630, 40, 40),
        (19840630, 20240701, 40, 41),
        (19840630, 20250629, 40, 41),  # 40 years and 364 days
        (19840229, 20250228, 40, 41),
        (19840229, 20250301, 41, 42),
        (20240630, 20240630, 0, 0),
        (20240630, 20240629, None, None),  # not yet born
    ],
)
def test_ages(born: int, at: int, completed: int | None, begun: int | None) -> None:
    for grows, expected in (("on-birthday", completed), ("after-birthday", begun)):
        assert ends(r.Age(i("born"), n(at), grows), born=born) == (expected, expected)
    assert ends(r.Age(i("born"), n(at), "on-birthday")) == (None, None)
    assert marks(r.Age(i("born"), n(at), "on-birthday")) == {"needs born"}


def test_a_day_of_birth_after_the_day_asked_is_needed_as_if_none_were_given() -> None:
    late = r.Age(i("born"), i("at"), "on-birthday")
    assert "needs born" in marks(late, born=20240630, at=20240629)
    assert not {one for one in marks(late, born=20240630, at=20240630) if one[:5] == "needs"}
    assert marks(late, born=20240630) >= {"needs at"}


def test_counts_and_runs() -> None:
    results = ("good", "excellent", "excellent", "good", "excellent")
    assert ends(r.Count("results", "excellent", False), results=results) == (3, 3)
    assert ends(r.Count("results", "excellent", True), results=results) == (2, 2)
    assert ends(r.Count("results", "poor", True), results=results) == (0, 0)
    assert ends(r.Count("results", "poor", True), results=()) == (0, 0)
    assert marks(r.Count("results", "poor", False)) == {"needs results"}


def test_ranks() -> None:
    options = ("none", "low", "high")
    assert ends(r.Rank("kind", "", options), kind="high") == (3, 3)
    assert ends(r.Rank("kind", "low", options)) == (2, 2)
    assert marks(r.Rank("kind", "low", options)) == set()
    assert marks(r.Rank("kind", "", options)) == {"needs kind"}


def test_a_reference_is_what_the_provision_gives_and_derived() -> None:
    rules = {"p/a": r.Bound("about", span(2, 3)), "p/b": r.Product((r.Ref("p/a"), n(2)))}
    walk = Walk(NumberCarrier({}), rules, {})
    assert ends_of(walk.provision("p/b")) == (4, 6)
    assert walk.provision("p/b").marks == {("about", ""): True, ("derived", ""): True}
    assert walk.provision("p/b") is walk.provision("p/b")


def test_a_divisor_must_be_stated() -> None:
    with pytest.raises(TypeError, match="a divisor must be stated, not Input"):
        ends(r.Divide(n(1), i("x")), x=2)
