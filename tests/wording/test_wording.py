"""Rules in words: every node, and rules as documents combine them, against checked texts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from commands import in_lang
from shequ_calc.carriers.words import WordsCarrier
from shequ_calc.language import in_both, said, speak
from shequ_calc.measures import quantity
from shequ_calc.quantity import UNITS, Label, Unit
from shequ_calc.rules import nodes as r
from shequ_calc.wording.amounts import AMOUNTS
from shequ_calc.wording.choices import CHOICES, CONDITIONS
from shequ_calc.wording.description import describe, given_line

EXPECTED = Path(__file__).parents[1] / "expected" / "wording"

_INPUTS = {
    "households": ("户数", "households", "household"),
    "residents": ("常住人口", "resident population", "person"),
    "party-members": ("党员人数", "party members", "person"),
    "years": ("工作年限", "years of service", "year"),
    "average-wage": ("上年度社会平均工资", "last year's average wage", "yuan"),
    "grade": ("级别", "grade", "grade"),
    "coefficient": ("地区系数", "area coefficient", "ratio"),
    "senior": ("持证人数", "certified workers", "person"),
    "born": ("出生日期", "date of birth", "date"),
    "closing": ("报名截止日", "closing date", "date"),
    "post": ("岗位", "post", ""),
    "area": ("地区", "area", ""),
    "group": ("人员类别", "group", ""),
    "degree": ("学历", "education", ""),
    "assessments": ("年度考核结果", "yearly assessments", ""),
}
_OPTIONS = {
    "chief": ("正职", "chief"),
    "deputy": ("副职", "deputy"),
    "member": ("两委成员", "committee member"),
    "staff": ("一般工作人员", "staff"),
    "urban": ("城区", "urban district"),
    "county": ("县城", "county town"),
    "soldier": ("退役军人", "demobilised soldier"),
    "certified": ("持证社会工作者", "certified social worker"),
    "middle": ("高中", "senior middle school"),
    "college": ("大专", "college diploma"),
    "bachelor": ("本科", "bachelor"),
    "failed": ("不合格", "failed"),
    "one": ("一级", "first class"),
    "two": ("二级", "second class"),
    "three": ("三级", "third class"),
}
_PROVISIONS = {
    "here/posts": ("社工岗", "social-work posts", "person"),
    "here/hall": ("大厅工作人员", "hall staff", "person"),
    "here/grids": ("网格", "grids", "grid"),
    "here/base": ("基本报酬", "base pay", "yuan"),
    "here/funds": ("运转经费", "operating funds", "yuan"),
    "here/city": ("市级承担部分", "the city's part", "yuan"),
}
_READINGS = {
    "registered": ("按户籍户数", "registered households"),
    "resident": ("按常住户数", "resident households"),
    "from-range": ("以10至15人为基数", "counted from 10-15"),
    "from-top": ("以15人为基数", "counted from 15"),
}
_ASSUMPTIONS = {"even-steps": ("各级之间等差", "equal steps between grades")}


@dataclass(frozen=True)
class _Names:
    unit: Unit

    def _pick(self, pair: tuple[str, ...]) -> str:
        return said(*pair[:2])

    def input_label(self, input_id: str) -> str:
        return self._pick(_INPUTS[input_id])

    def input_unit(self, input_id: str) -> Unit:
        return UNITS[_INPUTS[input_id][2]]

    def option_label(self, input_id: str, option: str) -> str:
        return self._pick(_OPTIONS[option])

    def provision_label(self, provision: str) -> str:
        return self._pick(_PROVISIONS[provision])

    def provision_unit(self, provision: str) -> Unit:
        return UNITS[_PROVISIONS[provision][2]]

    def reading_label(self, point: str, option: str) -> str:
        return self._pick(_READINGS[option])

    def assumption(self, name: str) -> str:
        return self._pick(_ASSUMPTIONS[name])


def n(value: str | int) -> r.Number:
    return r.Number(Fraction(value))


def i(name: str) -> r.Input:
    return r.Input(name)


def ref(name: str) -> r.Ref:
    return r.Ref(f"here/{name}")


def between(low: str | int, high: str | int) -> r.Between:
    return r.Between(n(low), n(high))


def bound(kind: str, of: r.Rule) -> r.Bound:
    return r.Bound(kind, of)


def steps(
    of: r.Rule,
    every: r.Rule,
    beyond: int = 0,
    add: r.Rule | None = None,
    way: str = "down",
) -> r.Steps:
    return r.Steps(of, Fraction(beyond), every, add or n(1), way, "d" if way == "outward" else "")


def rate(of: r.Rule, each: r.Rule, per: int = 1, way: str = "") -> r.Rate:
    return r.Rate(of, each, Fraction(per), way, "d" if way == "outward" else "")


def rounded(of: r.Rule, way: str, to: str | int = 1) -> r.Round:
    return r.Round(of, way, Fraction(to), "d" if way == "outward" else "")


def row(edges: str, rule: r.Rule) -> r.Bracket:
    """A bracket from interval notation: ``[0,1000)``; nothing stands for no end."""
    low, high = edges[1:-1].split(",")
    return r.Bracket(
        Fraction(low) if low else None,
        edges[0] == "[",
        Fraction(high) if high else None,
        edges[-1] == "]",
        rule,
    )


def table(of: r.Rule, *rows: r.Bracket, doubt: str = "") -> r.Brackets:
    return r.Brackets(of, rows, doubt)


def case(of: str, otherwise: r.Rule | None = None, **cases: r.Rule) -> r.Case:
    return r.Case(of, tuple(cases.items()), otherwise)


def share(of: r.Rule, index: int) -> r.Share:
    return r.Share(
        of, (("a", Fraction(7, 10)), ("b", Fraction(3, 10))), "ab"[index], Fraction(1, 100)
    )


def at_least(left: r.Rule, right: r.Rule) -> r.Compare:
    return r.Compare("<=", right, left)


def more_than(left: r.Rule, right: r.Rule) -> r.Compare:
    return r.Compare("<", right, left)


def at_most(left: r.Rule, right: r.Rule) -> r.Compare:
    return r.Compare("<=", left, right)


def less_than(left: r.Rule, right: r.Rule) -> r.Compare:
    return r.Compare("<", left, right)


HOUSEHOLDS, RESIDENTS, MEMBERS, WAGE = (
    i("households"),
    i("residents"),
    i("party-members"),
    i("average-wage"),
)
AGE = r.Age(i("born"), i("closing"), "on-birthday")
DEGREES = ("middle", "college", "bachelor")
WITHOUT = r.NoAmount(Label("由县级确定", "left to the county"))


def if_(condition: r.Condition) -> r.When:
    return r.When(condition, n(3), n(2))


# One table for each node: name, unit, rule.
NODES: list[tuple[str, str, r.Rule]] = [
    ("number: persons", "person", n(5)),
    ("number: one", "person", n(1)),
    ("number: money", "yuan", n(50000)),
    ("number: money with fen", "yuan", n("55317.65")),
    ("number: percent", "ratio", n("7/10")),
    ("number: ratio above one", "ratio", n("1.2")),
    ("number: a third", "ratio", n("1/3")),
    ("number: whole share", "ratio", n(1)),
    ("number: grade", "grade", n(18)),
    ("number: date", "date", r.Day(Fraction(20240101))),
    ("input", "household", HOUSEHOLDS),
    ("ref", "person", ref("posts")),
    ("no-amount", "yuan", WITHOUT),
    ("floor: count", "person", bound("floor", n(5))),
    ("floor: money", "yuan", bound("floor", n(200))),
    ("cap", "person", bound("cap", n(18))),
    ("above: count", "person", bound("above", n(5))),
    ("above: money", "yuan", bound("above", n(5000))),
    ("below: count", "person", bound("below", n(5))),
    ("below: money", "yuan", bound("below", n(5000))),
    ("cap: date", "date", bound("cap", n(20200930))),
    ("floor: degree", "level", bound("floor", r.Rank("degree", "college", DEGREES))),
    ("about", "person", bound("about", n(200))),
    ("floor of a rate", "yuan", bound("floor", rate(HOUSEHOLDS, n(20)))),
    ("floor of a case", "yuan", bound("floor", case("area", urban=n(200000), county=n(50000)))),
    ("floor of a sum", "yuan", bound("floor", r.Sum((ref("base"), n(500))))),
    ("about a rate, rounded", "person", bound("about", rate(HOUSEHOLDS, n(1), 300, "down"))),
    ("between", "person", between(10, 15)),
    ("between: percent", "ratio", between("0.7", "0.8")),
    ("between: grades", "grade", between(1, 18)),
    ("between: amounts", "yuan", r.Between(ref("base"), WAGE)),
    ("sum", "yuan", r.Sum((ref("base"), n(500)))),
    ("sum: three", "person", r.Sum((n(5), ref("hall"), steps(HOUSEHOLDS, n(500))))),
    ("minus", "person", r.Minus(ref("posts"), (ref("hall"),))),
    ("minus: two, money", "yuan", r.Minus(ref("funds"), (ref("city"), n(20000)))),
    ("product: ratio", "yuan", r.Product((WAGE, n("1.2")))),
    ("product: percent", "yuan", r.Product((n("0.7"), WAGE))),
    ("product: a third", "yuan", r.Product((WAGE, n("1/3")))),
    ("product: percent range", "yuan", r.Product((WAGE, between("0.7", "0.8")))),
    ("product: amount each", "yuan", r.Product((ref("posts"), n(3000), n(12)))),
    ("product: one each", "person", r.Product((n(1), ref("grids")))),
    ("product: coefficient", "yuan", r.Product((ref("base"), i("coefficient")))),
    ("divide", "yuan", r.Divide(WAGE, n(12))),
    (
        "divide a product",
        "yuan",
        r.Divide(r.Product((r.Minus(i("grade"), (n(1),)), r.Minus(n(64000), (n(47600),)))), n(17)),
    ),
    ("divide by a range", "grid", r.Divide(HOUSEHOLDS, between(300, 500))),
    ("higher of two", "yuan", r.Extreme(True, (ref("base"), WAGE))),
    ("highest of three", "yuan", r.Extreme(True, (ref("base"), WAGE, n(30000)))),
    ("lower of two", "yuan", r.Extreme(False, (ref("base"), WAGE))),
    ("lowest of three", "yuan", r.Extreme(False, (ref("base"), WAGE, n(30000)))),
    ("higher: a floor", "yuan", r.Extreme(True, (n(30000), WAGE))),
    ("lower: a cap", "person", r.Extreme(False, (ref("posts"), n(18)))),
    ("known", "household", r.Known((HOUSEHOLDS, r.Product((ref("grids"), n(400)))))),
    ("round down", "yuan", rounded(r.Product((WAGE, n("0.7"))), "down")),
    ("round up to tens", "yuan", rounded(r.Product((WAGE, n("0.7"))), "up", 10)),
    ("round nearest", "person", rounded(r.Product((ref("posts"), n("0.3"))), "nearest")),
    ("round inward", "person", rounded(r.Product((ref("posts"), between("0.3", "0.4"))), "inward")),
    ("round outward", "person", rounded(r.Product((ref("posts"), n("0.3"))), "outward")),
    ("round up a division", "person", rounded(r.Divide(HOUSEHOLDS, n(300)), "up")),
    (
        "round inward a division",
        "grid",
        rounded(r.Divide(HOUSEHOLDS, between(300, 500)), "inward"),
    ),
    ("steps", "person", steps(HOUSEHOLDS, n(300))),
    ("steps beyond", "person", steps(HOUSEHOLDS, between(300, 500), 3000)),
    ("steps up", "person", steps(HOUSEHOLDS, n(300), way="up")),
    ("steps up by a range", "person", steps(HOUSEHOLDS, between(300, 500), way="up")),
    ("steps nearest", "person", steps(HOUSEHOLDS, n(300), way="nearest")),
    ("steps inward", "grid", steps(HOUSEHOLDS, between(300, 500), way="inward")),
    ("steps inward: persons", "person", steps(HOUSEHOLDS, between(300, 500), way="inward")),
    ("steps outward", "person", steps(HOUSEHOLDS, n(300), way="outward")),
    ("steps: residents, two each", "person", steps(RESIDENTS, n(1000), 5000, n(2))),
    ("steps: every year", "yuan", steps(i("years"), n(1), add=n(50))),
    (
        "steps: by case",
        "yuan",
        steps(i("years"), n(3), add=case("post", chief=n(100), staff=n(60))),
    ),
    ("rate", "yuan", rate(HOUSEHOLDS, n(20))),
    ("rate per thousand", "yuan", rate(HOUSEHOLDS, between(20000, 30000), 1000)),
    ("rate: members", "yuan", rate(MEMBERS, n(500))),
    ("rate: posts", "yuan", rate(ref("posts"), n(3000))),
    ("rate: share of money", "yuan", rate(ref("funds"), n("0.2"))),
    ("rate: rounded", "person", rate(HOUSEHOLDS, n(1), 300, "outward")),
    ("rate: by case", "yuan", rate(HOUSEHOLDS, case("area", urban=n(30), county=n(20)))),
    (
        "brackets",
        "person",
        table(
            HOUSEHOLDS,
            row("(,1000)", n(5)),
            row("[1000,2000]", n(7)),
            row("(2000,3000]", n(9)),
            row("(3000,4000)", n(10)),
            row("[4000,5000)", n(11)),
            row("[5000,)", n(12)),
        ),
    ),
    (
        "brackets: other edges",
        "person",
        table(HOUSEHOLDS, row("(,1000]", n(5)), row("(1000,)", between(6, 9))),
    ),
    (
        "brackets: shared edge",
        "person",
        table(
            HOUSEHOLDS, row("[1000,2000]", n(7)), row("[2000,3000]", n(9)), doubt="here/posts#edge1"
        ),
    ),
    ("case", "yuan", case("post", n(2600), chief=n(3600), deputy=n(3200), member=n(3200))),
    ("when", "person", if_(at_least(HOUSEHOLDS, n(3000)))),
    (
        "when: chain",
        "person",
        r.When(
            at_least(HOUSEHOLDS, n(3000)),
            n(9),
            r.When(at_least(HOUSEHOLDS, n(1000)), n(7), WITHOUT),
        ),
    ),
    ("meant", "person", r.Meant(r.IsOneOf("group", ("soldier", "certified")), n(3))),
    ("share", "yuan", share(ref("base"), 0)),
    ("share of a sum", "yuan", share(r.Sum((ref("base"), n(500))), 1)),
    (
        "readings",
        "person",
        r.Readings("here:which", (("registered", n(5)), ("resident", bound("about", n(6))))),
    ),
    ("assume", "yuan", r.Assume("even-steps", r.Product((ref("base"), n("1.2"))))),
    ("age", "year", AGE),
    ("age: a year begun", "year", r.Age(i("born"), n(20240630), "after-birthday")),
    ("count", "time", r.Count("assessments", "failed", False)),
    ("run", "time", r.Count("assessments", "failed", True)),
    ("rank", "level", r.Rank("degree", "", DEGREES)),
    ("rank of an option", "level", r.Rank("degree", "college", DEGREES)),
    ("if at least, money", "person", if_(at_least(WAGE, n(50000)))),
    ("if more", "person", if_(more_than(HOUSEHOLDS, n(3000)))),
    ("if at most", "person", if_(at_most(HOUSEHOLDS, n(3000)))),
    ("if less", "person", if_(less_than(HOUSEHOLDS, n(3000)))),
    ("if equal", "person", if_(r.Compare("==", i("grade"), n(18)))),
    ("if years", "person", if_(at_least(i("years"), n(3)))),
    ("if age", "person", if_(at_most(AGE, n(40)))),
    ("if share", "person", if_(at_least(i("senior"), r.Product((ref("posts"), n("0.3")))))),
    ("if in a row", "person", if_(at_least(r.Count("assessments", "failed", True), n(2)))),
    ("if in all", "person", if_(at_least(r.Count("assessments", "failed", False), n(3)))),
    (
        "if degree",
        "person",
        if_(at_least(r.Rank("degree", "", DEGREES), r.Rank("degree", "college", DEGREES))),
    ),
    (
        "if degree below",
        "person",
        if_(less_than(r.Rank("degree", "", DEGREES), r.Rank("degree", "college", DEGREES))),
    ),
    ("if one of", "person", if_(r.IsOneOf("post", ("chief", "deputy", "member")))),
    (
        "if all",
        "person",
        if_(r.All((at_least(HOUSEHOLDS, n(3000)), r.IsOneOf("area", ("urban",))))),
    ),
    (
        "if any in all",
        "person",
        if_(
            r.All(
                (
                    r.IsOneOf("area", ("urban",)),
                    r.Any((at_least(HOUSEHOLDS, n(500)), at_least(RESIDENTS, n(800)))),
                )
            )
        ),
    ),
    ("if not one of", "person", if_(r.Not(r.IsOneOf("post", ("chief",))))),
    ("if not at least", "person", if_(r.Not(at_least(HOUSEHOLDS, n(3000))))),
    (
        "if not both",
        "person",
        if_(r.Not(r.All((at_least(HOUSEHOLDS, n(3000)), r.IsOneOf("area", ("urban",)))))),
    ),
]

RULES: list[tuple[str, str, r.Rule]] = [
    (
        "posts: a range, and steps above a threshold",
        "person",
        r.Sum((bound("about", between(10, 15)), steps(HOUSEHOLDS, between(300, 500), 3000))),
    ),
    (
        "posts: two readings above a threshold",
        "person",
        table(
            HOUSEHOLDS,
            row("(,3000]", bound("about", between(10, 15))),
            row(
                "(3000,)",
                r.Readings(
                    "here:base",
                    (
                        (
                            "from-range",
                            r.Sum(
                                (
                                    bound("about", between(10, 15)),
                                    steps(HOUSEHOLDS, between(300, 500), 3000),
                                )
                            ),
                        ),
                        (
                            "from-top",
                            r.Sum((n(15), steps(HOUSEHOLDS, between(300, 500), 3000))),
                        ),
                    ),
                ),
            ),
        ),
    ),
    (
        "a committee, and workers by bracket, the last row open, capped",
        "person",
        r.Extreme(
            False,
            (
                r.Sum(
                    (
                        between(5, 9),
                        table(
                            HOUSEHOLDS,
                            row("(,1000)", n(2)),
                            row("[1000,3000)", n(4)),
                            row("[3000,)", r.Sum((n(6), steps(HOUSEHOLDS, n(500), 3000)))),
                        ),
                    )
                ),
                n(18),
            ),
        ),
    ),
    (
        "funds: a rate per thousand households, with a floor",
        "yuan",
        bound("floor", r.Extreme(True, (rate(HOUSEHOLDS, n(20000), 1000), n(50000)))),
    ),
    (
        "pay: base by grade coefficient",
        "yuan",
        r.Product((ref("base"), case("group", n(1), one=n("1.2"), two=n("1.1")))),
    ),
    (
        "age limit, widened for groups, the widest counting",
        "year",
        bound(
            "cap",
            r.Extreme(
                True,
                (
                    n(35),
                    r.When(r.IsOneOf("group", ("soldier", "certified")), n(40), n(35)),
                    r.When(
                        at_least(
                            r.Rank("degree", "", DEGREES), r.Rank("degree", "bachelor", DEGREES)
                        ),
                        n(45),
                        n(35),
                    ),
                ),
            ),
        ),
    ),
    ("pay: the smaller part of a split", "yuan", share(r.Product((ref("posts"), WAGE)), 1)),
    (
        "payers: one level flat and another the remainder",
        "yuan",
        r.Minus(r.Product((ref("funds"), n("0.5"))), (n(20000),)),
    ),
    (
        "funds by seat, with members' funds",
        "yuan",
        r.Sum(
            (
                bound("floor", case("area", urban=n(200000), county=n(50000))),
                rate(MEMBERS, bound("floor", n(200))),
            )
        ),
    ),
    (
        "grade: start by post, more by years, capped",
        "grade",
        r.Extreme(
            False,
            (
                r.Sum(
                    (
                        case("post", n(1), chief=n(7), deputy=n(5)),
                        steps(i("years"), n(3)),
                        case("degree", n(0), bachelor=n(2), college=n(1)),
                    )
                ),
                n(18),
            ),
        ),
    ),
    (
        "allowance by certificate, doubled in town",
        "yuan",
        r.Product(
            (
                case("group", one=n(100), two=n(200), three=n(300)),
                r.When(r.IsOneOf("area", ("urban",)), n(2), n(1)),
            )
        ),
    ),
    (
        "either-or: households or people",
        "person",
        r.When(
            r.Any((at_least(HOUSEHOLDS, n(500)), at_least(RESIDENTS, n(800)))),
            bound("floor", n(2)),
            n(1),
        ),
    ),
    (
        "one per about 300 households",
        "person",
        bound("about", steps(HOUSEHOLDS, n(300), way="outward")),
    ),
    (
        "grid workers: others than hall staff, at least one per grid",
        "person",
        r.Extreme(True, (r.Minus(ref("posts"), (ref("hall"),)), rate(ref("grids"), n(1)))),
    ),
    (
        "pay by grade, assumed between lowest and highest",
        "yuan",
        r.Assume("even-steps", case("group", one=between(47600, 50000), two=n(64000))),
    ),
]


def texts(rows: list[tuple[str, str, r.Rule]]) -> str:
    """The golden file: each rule's name, then its words in both languages."""
    blocks = []
    for name, unit, rule in rows:
        both = in_both(lambda rule=rule, unit=unit: describe(rule, _Names(UNITS[unit])))
        blocks.append("\n".join([f"# {name}", *both]))
    return "\n\n".join(blocks) + "\n"


def expected(name: str) -> dict[str, str]:
    text = (EXPECTED / name).read_text(encoding="utf-8")
    blocks = (block.partition("\n") for block in text.strip().split("\n\n"))
    return {title.removeprefix("# "): body for title, _, body in blocks}


@pytest.mark.parametrize(("title", "unit", "rule"), NODES, ids=[row[0] for row in NODES])
def test_each_node(title: str, unit: str, rule: r.Rule) -> None:
    both = in_both(lambda: describe(rule, _Names(UNITS[unit])))
    assert "\n".join(both) == expected("nodes.txt")[title]


@pytest.mark.parametrize(("title", "unit", "rule"), RULES, ids=[row[0] for row in RULES])
def test_combined_rules(title: str, unit: str, rule: r.Rule) -> None:
    both = in_both(lambda: describe(rule, _Names(UNITS[unit])))
    assert "\n".join(both) == expected("rules.txt")[title]


@pytest.mark.parametrize(("file", "rows"), [("nodes.txt", NODES), ("rules.txt", RULES)])
def test_nothing_expected_is_left_over(file: str, rows: list[tuple[str, str, r.Rule]]) -> None:
    assert list(expected(file)) == [name for name, _, _ in rows]


def test_every_node_is_worded_and_tested() -> None:
    used = {type(part) for _, _, rule in NODES for part in r.descend(rule)} - {r.Bracket}
    assert used == {*AMOUNTS, *CHOICES, *CONDITIONS}


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("4200", "household", "4,200户", "4,200 households"),
        ("1", "community", "1个社区", "1 community"),
        ("2", "community", "2个社区", "2 communities"),
        ("0.005", "ratio", "0.5%", "0.5%"),
        ("2/3", "ratio", "2/3", "2/3"),
        ("4/3", "ratio", "4/3倍", "4/3 times"),
        ("0", "ratio", "0", "0"),
        ("1234.5", "square-metre", "1,234.5平方米", "1,234.5 m²"),
        ("20240506", "date", "2024年5月6日", "2024-05-06"),
    ],
)
def test_figures_with_units(value: str, unit: str, zh: str, en: str) -> None:
    assert in_lang("zh", quantity, Fraction(value), UNITS[unit]) == zh
    assert in_lang("en", quantity, Fraction(value), UNITS[unit]) == en


def test_the_line_of_inputs() -> None:
    facts = {"households": Fraction(4200), "born": Fraction(19900506)}
    for lang, line in (
        ("zh", "户数 = 4,200户；出生日期 = 1990年5月6日"),
        ("en", "households = 4,200 households; date of birth = 1990-05-06"),
    ):
        speak(lang)
        carrier = WordsCarrier(facts, dates=frozenset({"born"}))
        terms = [carrier.amount(name)[0] for name in facts]
        assert given_line(carrier.given(*terms), _Names(UNITS["person"])) == line
