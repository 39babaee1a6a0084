"""What holds of every rule, whatever its figures: on rules, facts and choices made at random."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from random_rules import (
    FEN,
    KINDS,
    ONE,
    POINT,
    WAYS,
    ZERO,
    Facts,
    divisors,
    facts_given,
    figures,
    grains,
    numbers,
    ranges,
    stated,
    trees,
    worlds,
)
from shequ_calc.carriers.number import NumberCarrier
from shequ_calc.library.shelf.law import in_force
from shequ_calc.policy import Payer
from shequ_calc.questions.evaluation import Evaluation
from shequ_calc.rules import nodes as r
from shequ_calc.rules.doubts import doubts_of
from shequ_calc.rules.walk import Value, Walk


def walked(rule: r.Rule, facts: Facts, world: Mapping[str, str]) -> Value[Fraction]:
    return Walk(NumberCarrier(facts), {}, world).value(rule)


class Concrete:
    """One way everything left open can turn out: choices made, missing facts supplied.

    Written apart from the walk, on plain fractions, one number for each rule.
    """

    def __init__(self, facts: Facts, world: Mapping[str, str], seed: int) -> None:
        self._random = random.Random(seed)
        self._world = world
        self._facts: dict[str, Fraction | str] = {
            "x": self._more(), "y": self._more(), "kind": self._random.choice(KINDS), **facts
        }  # fmt: skip

    def _more(self) -> Fraction:
        return Fraction(self._random.choice((0, 0, 1, 3, self._random.randrange(5000))), 6)

    def _in(self, low: Fraction, high: Fraction) -> Fraction:
        return low + (high - low) * self._random.choice((0, 1, Fraction(1, 2), Fraction(1, 3)))

    def _stated(self, node: r.Rule) -> Fraction:
        return self.value(node)

    def _round(self, value: Fraction, way: str) -> Fraction:
        way = self._world["d"] if way == "outward" else way
        if way == "nearest":
            return Fraction((value + Fraction(1, 2)).__floor__())
        return Fraction(value.__floor__() if way == "down" else value.__ceil__())

    def value(self, node: r.Rule) -> Fraction:
        match node:
            case r.Number(value):
                return value
            case r.Input(name):
                return Fraction(self._facts[name])
            case r.NoAmount():
                return self._more()
            case r.Between(low, high):
                return self._in(self.value(low), self.value(high))
            case r.Bound(kind, of, grain):
                return self._bound(kind, self.value(of), grain)
            case r.Sum(parts):
                return sum(map(self.value, parts), ZERO)
            case r.Minus(of, less):
                return max(self.value(of) - sum(map(self.value, less), ZERO), ZERO)
            case r.Product((a, b)):
                return self.value(a) * self.value(b)
            case r.Divide(of, by):
                return self.value(of) / self.value(by)
            case r.Extreme(high, of):
                return (max if high else min)(map(self.value, of))
            case r.Round(of, way, to, _):
                return self._round(self.value(of) / to, way) * to
            case r.Steps(of, beyond, every, add, way, _):
                steps = max(self.value(of) - beyond, ZERO) / self.value(every)
                return self._round(steps, way) * self.value(add)
            case r.Rate(of, each, per, way, _):
                product = self.value(of) * self.value(each) / per
                return self._round(product, way) if way else product
            case r.Brackets(of, rows, _):
                return self._row(self.value(of), rows)
            case r.Case(of, cases, otherwise):
                return self.value(dict(cases).get(str(self._facts[of]), otherwise))
            case r.When(condition, then, otherwise):
                return self.value(then if self.truth(condition) else otherwise)
            case r.Readings(doubt, options):
                return self.value(dict(options)[self._world[doubt]])
            case r.Assume(_, of):
                return self.value(of)
        raise AssertionError(node)

    def _bound(self, kind: str, value: Fraction, grain: Fraction) -> Fraction:
        match kind:
            case "floor":
                return value + self._more()
            case "cap":
                return self._in(ZERO, value)
            case "above":
                return ((value / grain).__floor__() + 1) * grain + self._more()
            case "below":
                return self._in(ZERO, max(((value / grain).__ceil__() - 1) * grain, ZERO))
        return value

    def _row(self, value: Fraction, rows: tuple[r.Bracket, ...]) -> Fraction:
        for row in rows:
            over = row.low is None or row.low < value or (row.low_in and row.low == value)
            under = row.high is None or value < row.high or (row.high_in and row.high == value)
            if over and under:
                return self.value(row.rule)
        raise AssertionError("the tables made here have no gaps")

    def truth(self, node: r.Condition) -> bool:
        match node:
            case r.Compare("<=", left, right):
                return self.value(left) <= self.value(right)
            case r.Compare("<", left, right):
                return self.value(left) < self.value(right)
            case r.Compare(_, left, right):
                return self.value(left) == self.value(right)
            case r.IsOneOf(of, options):
                return self._facts[of] in options
            case r.Not(of):
                return not self.truth(of)
            case r.All((a, b)):
                return self.truth(a) & self.truth(b)
            case r.Any((a, b)):
                return self.truth(a) | self.truth(b)
        raise AssertionError(node)


@given(trees(), facts_given, worlds, st.integers(0, 2**32))
@settings(max_examples=250)
def test_however_it_turns_out_it_lies_between_the_ends(
    rule: r.Rule, facts: Facts, world: Mapping[str, str], seed: int
) -> None:
    value = walked(rule, facts, world)
    real = Concrete(facts, world, seed).value(rule)
    assert not value.low_ok or value.low <= real
    assert not value.high_ok or real <= value.high


@given(trees("exact"), worlds, figures, figures, st.sampled_from(KINDS))
@settings(max_examples=150)
def test_where_nothing_is_open_it_is_exactly_the_fraction(
    rule: r.Rule, world: Mapping[str, str], x: Fraction, y: Fraction, kind: str
) -> None:
    facts: Facts = {"x": x, "y": y, "kind": kind}
    value = walked(rule, facts, world)
    assert value.low_ok
    assert value.high_ok
    assert value.low == value.high == Concrete(facts, world, 0).value(rule)


@given(trees("choice"), worlds, figures, figures, st.sampled_from(KINDS))
def test_where_only_choices_are_left_both_ends_are_known(
    rule: r.Rule, world: Mapping[str, str], x: Fraction, y: Fraction, kind: str
) -> None:
    value = walked(rule, {"x": x, "y": y, "kind": kind}, world)
    assert value.low_ok
    assert value.high_ok


@given(trees(), facts_given, grains)
@settings(max_examples=150)
def test_no_rule_raises_and_no_low_is_above_its_high_in_any_reading(
    rule: r.Rule, facts: Facts, grain: Fraction | None
) -> None:
    doubts = doubts_of(rule, {}, {})
    for down in doubts.get("d", ("down",)):
        for point in doubts.get("p", POINT[:1]):
            walk = Walk(NumberCarrier(facts), {}, {"d": down, "p": point})
            value = walk.value(rule)
            for one in (value, walk.settle(value, grain)):
                assert not one.low_ok or one.low >= 0
                assert not (one.low_ok and one.high_ok) or one.low <= one.high


@given(trees(), facts_given, worlds, st.sampled_from([ONE, FEN, Fraction(10)]))
def test_what_is_settled_stays_as_it_is(
    rule: r.Rule, facts: Facts, world: Mapping[str, str], grain: Fraction
) -> None:
    walk = Walk(NumberCarrier(facts), {}, world)
    once = walk.settle(walk.value(rule), grain)
    assert walk.settle(once, grain) == once
    for end, known in ((once.low, once.low_ok), (once.high, once.high_ok)):
        assert not known or (end / grain).denominator == 1


@given(trees(), facts_given, worlds, grains)
def test_what_is_sure_to_keep_to_a_rule_lies_within_it(
    rule: r.Rule, facts: Facts, world: Mapping[str, str], grain: Fraction | None
) -> None:
    walk = Walk(NumberCarrier(facts), {}, world)
    value, sure = walk.settled(rule, grain), walk.sure(rule, grain)
    if value.low_ok and sure.low_ok:
        assert value.low <= sure.low
    if value.high_ok and sure.high_ok:
        assert sure.high <= value.high
    if not any(kind == "wavers" and flag for (kind, _), flag in value.marks.items()):
        assert (sure.low, sure.high, sure.low_ok, sure.high_ok) == value[:4]


@given(trees(), worlds, figures, figures, st.sampled_from(KINDS))
def test_where_everything_is_given_nothing_is_needed(
    rule: r.Rule, world: Mapping[str, str], x: Fraction, y: Fraction, kind: str
) -> None:
    marks = walked(rule, {"x": x, "y": y, "kind": kind}, world).marks
    assert not any(flag for (what, _), flag in marks.items() if what == "needs")


@given(trees(), facts_given, worlds, figures)
def test_another_fact_never_widens_a_result(
    rule: r.Rule, facts: Facts, world: Mapping[str, str], x: Fraction
) -> None:
    assume("x" not in facts)
    before, after = walked(rule, facts, world), walked(rule, {**facts, "x": x}, world)
    if after.low_ok and before.low_ok:
        assert before.low <= after.low
    if after.high_ok and before.high_ok:
        assert after.high <= before.high
    assert after.low_ok or not before.low_ok
    assert after.high_ok or not before.high_ok


# Rounding


@given(figures, st.sampled_from([ONE, FEN, Fraction(10)]))
def test_down_is_at_most_and_up_at_least(value: Fraction, to: Fraction) -> None:
    number = r.Number(value)
    ways = {way: walked(r.Round(number, way, to, ""), {}, {}).low for way in WAYS[:3]}
    assert ways["down"] <= value <= ways["up"]
    assert ways["up"] - ways["down"] == (0 if (value / to).denominator == 1 else to)
    assert abs(ways["nearest"] - value) <= to / 2


@given(st.integers(1, 3000), st.integers(1, 600), st.integers(0, 400))
def test_inward_is_every_whole_number_that_keeps_within_the_words(
    households: int, least: int, wider: int
) -> None:
    every = r.Between(r.Number(Fraction(least)), r.Number(Fraction(least + wider)))
    rule = r.Steps(r.Number(Fraction(households)), ZERO, every, r.Number(ONE), "inward", "")
    value = walked(rule, {}, {})
    # So many grids that each has between `least` and `least + wider` households.
    fit = [n for n in range(1, households + 1) if least * n <= households <= (least + wider) * n]
    assert value.low_ok is value.high_ok is bool(fit)
    assert value.marks.get(("none-fits", ""), False) is not bool(fit)
    if fit:
        assert (value.low, value.high) == (fit[0], fit[-1])
        assert list(range(fit[0], fit[-1] + 1)) == fit
    else:
        below, above = value.notes[-1].terms
        assert above == below + 1
        assert below == 0 or households / below > least + wider
        assert households / above < least


# Rules that rise


def rising(inner: st.SearchStrategy[r.Rule]) -> st.SearchStrategy[r.Rule]:
    flat = st.one_of(numbers, ranges(figures))
    ways = st.sampled_from(["down", "up", "nearest"])

    def table(of: r.Rule, edges: list[Fraction], values: list[Fraction]) -> r.Rule:
        low = [None, *edges]
        high = [*edges, None]
        rows = zip(low, high, values, strict=False)
        return r.Brackets(
            of, tuple(r.Bracket(a, False, b, True, r.Number(value)) for a, b, value in rows), ""
        )

    return st.one_of(
        st.tuples(inner, flat).map(r.Sum),
        st.tuples(inner, flat).map(r.Product),
        st.builds(r.Steps, inner, figures, stated, flat, ways, st.just("")),
        st.builds(r.Rate, inner, flat, divisors, st.one_of(st.just(""), ways), st.just("")),
        st.builds(r.Extreme, st.booleans(), st.tuples(inner, flat)),
        st.builds(r.Round, inner, ways, st.just(ONE), st.just("")),
        st.builds(r.Minus, inner, st.tuples(flat)),
        st.builds(
            table,
            inner,
            st.lists(figures, min_size=2, max_size=2, unique=True).map(sorted),
            st.lists(figures, min_size=3, max_size=3).map(sorted),
        ),
    )


@given(st.recursive(st.just(r.Input("x")), rising, max_leaves=5), figures, figures)
@settings(max_examples=150)
def test_a_rule_of_rising_parts_rises(rule: r.Rule, one: Fraction, other: Fraction) -> None:
    less, more = sorted((one, other))
    small, large = (walked(rule, {"x": x}, {}) for x in (less, more))
    assert small.low <= large.low
    assert small.high <= large.high


# Parts and payers

amounts = st.one_of(numbers, ranges(figures), numbers.map(lambda node: r.Bound("floor", node)))
weights = st.lists(st.integers(0, 20), min_size=2, max_size=6).filter(any)


@example(r.Between(r.Number(Fraction(10)), r.Number(Fraction(11))), [6, 6, 2], ONE)
@given(amounts, weights, st.sampled_from([FEN, ONE]))
@settings(max_examples=150)
def test_parts_sum_to_the_whole_to_the_grain(
    whole: r.Rule, shares: list[int], grain: Fraction
) -> None:
    walk = Walk(NumberCarrier({}), {}, {})
    exact = tuple((str(at), Fraction(share, sum(shares))) for at, share in enumerate(shares))
    value = walk.settle(walk.value(whole), grain)
    parts = [walk.value(r.Share(whole, exact, name, grain)) for name, _ in exact]
    assert sum(part.low for part in parts) == value.low
    for part, (_, weight) in zip(parts, exact, strict=True):
        assert (part.low_ok, part.high_ok) == (value.low_ok, value.high_ok)
        assert (part.low / grain).denominator == 1
        assert abs(part.low - value.low * weight) < grain
    if value.high_ok:
        assert sum(part.high for part in parts) == value.high
        assert all(part.low <= part.high for part in parts)


LEVELS = ("province", "city", "county", "street")
flat_payers = st.one_of(numbers, st.just(r.Readings("p", tuple(zip(POINT, (
    r.Number(Fraction(1)), r.Number(Fraction(5))), strict=True)))))  # fmt: skip
lines = st.one_of(
    amounts,
    st.tuples(amounts, amounts).map(
        lambda two: r.Readings("p", (("few", two[0]), ("many", two[1])))
    ),
)


@given(
    lines,
    st.lists(st.one_of(st.integers(0, 30), flat_payers), min_size=1, max_size=3),
    st.booleans(),
)
@settings(max_examples=150)
def test_payers_sum_to_their_line_in_every_reading(
    line: r.Rule, bearing: list[int | r.Rule], names_the_rest: bool
) -> None:
    payers = [
        Payer(level, Fraction(one, 100), None, "") if isinstance(one, int)
        else Payer(level, None, one, "")
        for level, one in zip(LEVELS, bearing, strict=False)
    ]  # fmt: skip
    if names_the_rest:
        payers.append(Payer("street", None, None, ""))
    outcome = Evaluation(in_force((), "2024-01-01"), {}, {}).outcome(line, "yuan", payers)
    for _, ends in outcome.worlds:
        highs = [high for _, _, high in ends.payers]
        assert sum(low for _, low, _ in ends.payers) == ends.low
        assert (None in highs) == (ends.high is None)
        if ends.high is not None:
            assert sum(highs) == ends.high
        for level, low, high in ends.payers:
            assert level in LEVELS or level == "unstated"
            assert low >= 0
            assert high is None or low <= high


@pytest.mark.parametrize("high", [Fraction(10), Fraction(40)])
def test_a_payer_with_a_choice_of_its_own_leaves_all_that_can_be_left(high: Fraction) -> None:
    payers = [Payer("province", None, r.Between(r.Number(ONE), r.Number(high)), "")]
    evaluation = Evaluation(in_force((), "2024-01-01"), {}, {})
    ((_, ends),) = evaluation.outcome(r.Number(Fraction(40)), "yuan", payers).worlds
    assert ends.payers == (("province", 1, high), ("unstated", 40 - high, 39))
