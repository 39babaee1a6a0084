"""The words carrier: the number carrier's values, with arithmetic that really leads to them."""

from __future__ import annotations

import ast
import math
import re
from fractions import Fraction

import pytest

from rule_maker import Rules
from shequ_calc.carriers.number import NumberCarrier
from shequ_calc.carriers.words import FUNCTIONS, WordsCarrier, WordsTerm, exact_text
from shequ_calc.language import speak
from shequ_calc.rules import nodes as r
from shequ_calc.rules.walk import Value, Walk

FEN = Fraction(1, 100)


def n(value: str | int) -> r.Number:
    return r.Number(Fraction(value))


def i(name: str) -> r.Input:
    return r.Input(name)


def between(low: str | int, high: str | int) -> r.Between:
    return r.Between(n(low), n(high))


HOUSEHOLDS = i("households")
POSTS = r.Sum(
    (
        r.Bound("about", between(10, 15)),
        r.Steps(HOUSEHOLDS, Fraction(3000), between(300, 500), n(1), "down", ""),
    )
)


def words(
    rule: r.Rule, lang: str = "zh", grain: Fraction | None = None, **facts: str | int
) -> Value[WordsTerm]:
    speak(lang)
    known = {name.replace("_", "-"): Fraction(value) for name, value in facts.items()}
    carrier = WordsCarrier(known, dates=frozenset({"born", "closing"}))
    walk = Walk(carrier, {}, {})
    return walk.settle(walk.value(rule), grain)


# Texts


@pytest.mark.parametrize(
    ("households", "low", "high"),
    [
        (4200, "10 + ⌊(4,200 − 3,000) ÷ 500⌋ = 12", "15 + ⌊(4,200 − 3,000) ÷ 300⌋ = 19"),
        (3000, "10", "15"),
        (800, "10", "15"),
    ],
)
def test_posts_of_a_range_and_steps(households: int, low: str, high: str) -> None:
    value = words(POSTS, households=households)
    assert (value.low.equation(), value.high.equation()) == (low, high)


def rate(each: r.Rule, per: int = 1, way: str = "") -> r.Rate:
    return r.Rate(HOUSEHOLDS, each, Fraction(per), way, "")


def share(of: r.Rule, *weights: str, index: int = 0) -> r.Share:
    return r.Share(of, tuple(zip("abc", map(Fraction, weights), strict=False)), "abc"[index], FEN)


HALF_UP = r.Round(r.Divide(HOUSEHOLDS, n(300)), "nearest", Fraction(1), "")
TENS = r.Round(r.Product((HOUSEHOLDS, n("0.3"))), "up", Fraction(10), "")
FLOORED = r.Extreme(True, (rate(n(20000), 1000), n(50000)))
NESTED = r.Extreme(False, (r.Extreme(False, (HOUSEHOLDS, n(5000))), n(9000)))
TABLE = r.Brackets(
    HOUSEHOLDS,
    (
        r.Bracket(None, False, Fraction(3000), True, n(10)),
        r.Bracket(Fraction(3000), False, None, False, rate(n("0.005"), 1)),
    ),
    "",
)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (n(5), "5", "5"),
        (n("1/3"), "1/3", "1/3"),
        (HOUSEHOLDS, "4,200", "4,200"),
        (r.Product((HOUSEHOLDS, n(1))), "4,200", "4,200"),
        (r.Product((n(1), HOUSEHOLDS)), "4,200", "4,200"),
        (r.Sum((n(0), HOUSEHOLDS, n(0))), "4,200", "4,200"),
        (r.Product((HOUSEHOLDS, n(0))), "0", "0"),
        (r.Product((n("1.2"), HOUSEHOLDS)), "1.2 × 4,200 = 5,040", "1.2 × 4,200 = 5,040"),
        (r.Product((r.Sum((HOUSEHOLDS, n(8))), n("0.7"))), "(4,200 + 8) × 0.7 = 2,945.6", ""),
        (r.Product((HOUSEHOLDS, n("1/3"))), "4,200 × 1/3 = 1,400", ""),
        (r.Divide(HOUSEHOLDS, n("2/3")), "4,200 ÷ (2/3) = 6,300", ""),
        (r.Minus(HOUSEHOLDS, (n(80), n(20))), "4,200 − (80 + 20) = 4,100", ""),
        (r.Minus(n(10), (HOUSEHOLDS,)), "0", "0"),
        (rate(n("1.5"), 1000, "up"), "⌈4,200 × 1.5 ÷ 1,000⌉ = 7", "⌈4,200 × 1.5 ÷ 1,000⌉ = 7"),
        (HALF_UP, "四舍五入(4,200 ÷ 300) = 14", "round(4,200 ÷ 300) = 14"),
        (TENS, "⌈4,200 × 0.3 ÷ 10⌉ × 10 = 1,260", "⌈4,200 × 0.3 ÷ 10⌉ × 10 = 1,260"),
        (
            FLOORED,
            "最大(4,200 × 20,000 ÷ 1,000, 50,000) = 84,000",
            "max(4,200 × 20,000 ÷ 1,000, 50,000) = 84,000",
        ),
        (NESTED, "最小(4,200, 5,000, 9,000) = 4,200", "min(4,200, 5,000, 9,000) = 4,200"),
        (r.Extreme(True, (n(5), n(5))), "5", "5"),
        (TABLE, "4,200 × 0.005 = 21", "4,200 × 0.005 = 21"),
        (share(rate(n("1.5")), "0.7", "0.3"), "4,200 × 1.5 × 0.7 = 4,410", ""),
        (
            share(n(100), "1/3", "1/3", "1/3"),
            "向下取整(100 × 1/3, 0.01) + 0.01 = 33.34",
            "round down(100 × 1/3, 0.01) + 0.01 = 33.34",
        ),
        (
            share(n(100), "1/3", "1/3", "1/3", index=2),
            "向下取整(100 × 1/3, 0.01) = 33.33",
            "round down(100 × 1/3, 0.01) = 33.33",
        ),
    ],
)
def test_arithmetic_reads_without_noise(rule: r.Rule, zh: str, en: str) -> None:
    assert words(rule, "zh", households=4200).low.equation() == zh
    assert words(rule, "en", households=4200).low.equation() == (en or zh)


def test_rounding_to_the_fen_is_written_only_where_it_changes_something() -> None:
    exact = words(r.Product((i("wage"), n("1.2"))), grain=FEN, wage="50000.5")
    assert exact.low.equation() == "50,000.5 × 1.2 = 60,000.6"
    point = words(r.Divide(i("wage"), n(7)), grain=FEN, wage=50000)
    assert point.low.equation() == "四舍五入(50,000 ÷ 7, 0.01) = 7,142.86"
    ends = words(r.Divide(i("wage"), between(6, 7)), "en", grain=FEN, wage=50000)
    assert ends.low.equation() == "round up(50,000 ÷ 7, 0.01) = 7,142.86"
    assert ends.high.equation() == "round down(50,000 ÷ 6, 0.01) = 8,333.33"


def test_ages_are_years_between_dates() -> None:
    for grows, zh, en in (
        (
            "on-birthday",
            "满年数(1990年5月6日, 2024年1月1日) = 33",
            "full years(1990-05-06, 2024-01-01) = 33",
        ),
        (
            "after-birthday",
            "进年数(1990年5月6日, 2024年1月1日) = 34",
            "years begun(1990-05-06, 2024-01-01) = 34",
        ),
    ):
        for at in (i("closing"), n(20240101)):
            rule = r.Age(i("born"), at, grows)
            facts = {"born": 19900506, "closing": 20240101}
            assert words(rule, "zh", **facts).low.equation() == zh
            assert words(rule, "en", **facts).low.equation() == en
    assert words(i("born"), born=19900506).low.equation() == "1990年5月6日"


def test_the_result_can_be_given_with_its_unit() -> None:
    low = words(POSTS, households=4200).low
    assert low.equation("12人") == "10 + ⌊(4,200 − 3,000) ÷ 500⌋ = 12人"
    assert words(n(5)).low.equation("5人") == "5人"


def test_the_inputs_of_a_text_are_told_even_where_they_fold_away() -> None:
    carrier = WordsCarrier({"households": Fraction(4200), "grade": Fraction(3)})
    value = Walk(carrier, {}, {}).value(POSTS)
    assert carrier.given(value.low, value.high).keys() == {"households"}
    assert carrier.given(value.low)["households"].text == "4,200"
    assert words(POSTS, households=100).low.inputs == ("households",)
    assert carrier.given(carrier.number(Fraction(1))) == {}


def test_what_is_not_known_is_zero_and_flagged() -> None:
    carrier = WordsCarrier({})
    term, known = carrier.amount("households")
    assert (term.value, term.text, term.inputs, known) == (0, "0", (), False)


@pytest.mark.parametrize(
    ("value", "text"),
    [("4200", "4,200"), ("0.000001", "0.000001"), ("1/7", "1/7"), ("-1234.5", "−1,234.5")],
)
def test_figures_are_never_rounded(value: str, text: str) -> None:
    assert exact_text(Fraction(value)) == text


# Properties: the same values as the number carrier, and texts that come to them


def _dates(text: str) -> str:
    return re.sub(
        r"(\d{4})年(\d+)月(\d+)日", lambda m: f"{int(m[1]):04}{int(m[2]):02}{int(m[3]):02}", text
    )


_PYTHON = {"least": "min", "greatest": "max"}
_CALLS = {
    "min": lambda *args: min(args),
    "max": lambda *args: max(args),
    "floor": lambda a: Fraction(math.floor(a)),
    "ceil": lambda a: Fraction(math.ceil(a)),
    "nearest": lambda a, to=Fraction(1): math.floor(a / to + Fraction(1, 2)) * to,
    "down": lambda a, to=Fraction(1): math.floor(a / to) * to,
    "up": lambda a, to=Fraction(1): math.ceil(a / to) * to,
    "years": lambda born, at: Fraction(math.floor(max(at - born, 0) / 10000)),
    "years_begun": lambda born, at: Fraction(math.ceil(max(at - born, 0) / 10000)),
}


def evaluated(text: str) -> Fraction:
    """What a text comes to, worked out by Python from the text alone."""
    source = re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\1\2\3", _dates(text))
    source = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", source)
    for name, words_ in sorted(FUNCTIONS.items(), key=lambda item: -len(item[1].said())):
        python = _PYTHON.get(name, name).replace("-", "_")
        source = re.sub(
            rf"(?<![\w ]){words_.said()}\(|(?<= ){words_.said()}\(", f" {python}(", source
        )
    for sign, python in (("⌊", "floor("), ("⌈", "ceil("), ("⌋", ")"), ("⌉", ")")):
        source = source.replace(sign, python)
    source = source.replace("×", "*").replace("÷", "/").replace("−", "-").strip()
    return _worked_out(ast.parse(source, mode="eval").body, source)


def _worked_out(node: ast.expr, source: str) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(ast.get_source_segment(source, node) or "")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_worked_out(operand, source)
        case ast.Call(func=ast.Name(id=name), args=args):
            return Fraction(_CALLS[name](*(_worked_out(arg, source) for arg in args)))
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _worked_out(left, source), _worked_out(right, source)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
    raise AssertionError(f"{ast.dump(node)} is no arithmetic")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", range(10))
def test_values_are_the_number_carriers_and_texts_come_to_them(part: int, lang: str) -> None:
    speak(lang)
    for seed in range(part * 100, part * 100 + 100):
        rules = Rules(seed)
        facts, rule = rules.facts(), rules.rule(rules.random.randrange(1, 5))
        world = {"d": rules.random.choice(("down", "up")), "edge": "lower", "which": "b"}
        carrier = WordsCarrier(facts, dates=frozenset({"born"}))
        numbers, texts = Walk(NumberCarrier(facts), {}, world), Walk(carrier, {}, world)
        for grain in (None, Fraction(1), FEN):
            plain = numbers.settle(numbers.value(rule), grain)
            worded = texts.settle(texts.value(rule), grain)
            assert (worded.low.value, worded.high.value) == (plain.low, plain.high), rule
            assert (worded.low_ok, worded.high_ok) == (plain.low_ok, plain.high_ok), rule
            assert worded.marks == plain.marks
            for term in (worded.low, worded.high):
                assert evaluated(term.text) == term.value, (term.text, rule)
                assert term.step == 0 or (term.value / term.step).denominator == 1, term.text
                assert "  " not in term.text
