"""Rules, facts and readings made at random, for properties that hold of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import strategies as st

from shequ_calc.quantity import Label
from shequ_calc.rules import nodes as r

FEN, ONE, ZERO = Fraction(1, 100), Fraction(1), Fraction(0)
NO_AMOUNT = r.NoAmount(Label("无", "none"))
KINDS = ("a", "b", "c")
INPUTS = ("x", "y")
POINT = ("few", "many")
WAYS = ("down", "up", "nearest", "outward")

# Small figures, often equal to each other, so that edges are met.
figures = st.one_of(
    st.integers(0, 12).map(Fraction),
    st.fractions(0, 20, max_denominator=6),
    st.sampled_from([FEN, Fraction(7, 10), Fraction(1000)]),
)
divisors = figures.filter(lambda value: value > 0)
grains = st.sampled_from([ONE, FEN, Fraction(10), None])


numbers, inputs = figures.map(r.Number), st.sampled_from(INPUTS).map(r.Input)


def ranges(of: st.SearchStrategy[Fraction]) -> st.SearchStrategy[r.Between]:
    pairs = st.tuples(of, of).map(sorted)
    return pairs.map(lambda ends: r.Between(r.Number(ends[0]), r.Number(ends[1])))


stated = st.one_of(divisors.map(r.Number), ranges(divisors))


@st.composite
def trees(draw: st.DrawFn, left: str = "open", depth: int = 3) -> r.Rule:
    """Rules nested at random, with what the document leaves ``open``: nothing (``exact``), ranges
    (``choice``), or also open ends and amounts not named."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        more = {"exact": [], "choice": [ranges(figures)]}
        open_ones = more.get(left, [ranges(figures), st.just(NO_AMOUNT)])
        return draw(st.one_of(numbers, inputs, *open_ones))
    one, two = (draw(trees(left, depth - 1)) for _ in range(2))
    way, grain = draw(st.sampled_from(WAYS)), draw(st.sampled_from([ONE, FEN]))
    every = draw(divisors.map(r.Number) if left == "exact" else stated)
    match draw(st.integers(0, 13)):
        case 0:
            kinds = ("floor", "cap", "above", "below", "about") if left == "open" else ("about",)
            return r.Bound(draw(st.sampled_from(kinds)), one, grain)
        case 1:
            return r.Sum((one, two, draw(trees(left, 0))))
        case 2:
            return r.Minus(one, (two, draw(trees(left, 0))))
        case 3:
            return r.Product((one, two))
        case 4:
            return r.Divide(one, every)
        case 5:
            return r.Extreme(draw(st.booleans()), (one, two))
        case 6:
            return r.Round(one, way, grain, "d")
        case 7:
            return r.Steps(one, draw(figures), every, two, way, "d")
        case 8:
            return r.Rate(one, two, draw(divisors), draw(st.sampled_from(["", way])), "d")
        case 9:
            return r.Brackets(one, draw(tables(left, depth - 1)), "")
        case 10:
            return r.Case("kind", (("a", one), ("b", two)), draw(trees(left, 0)))
        case 11:
            return r.When(draw(conditions(left, depth - 1)), one, two)
        case 12:
            return r.Readings("p", tuple(zip(POINT, (one, two), strict=True)))
    return r.Assume("a", one)


@st.composite
def conditions(draw: st.DrawFn, left: str, depth: int) -> r.Condition:
    if depth == 0 or draw(st.booleans()):
        if draw(st.integers(0, 3)) == 0:
            return r.IsOneOf("kind", draw(st.sampled_from([("a",), ("b", "c")])))
        left, right = (draw(trees(left, min(depth, 1))) for _ in range(2))
        return r.Compare(draw(st.sampled_from(["<=", "<", "=="])), left, right)
    two = draw(conditions(left, depth - 1)), draw(conditions(left, depth - 1))
    return draw(st.sampled_from([r.Not(two[0]), r.All(two), r.Any(two)]))


@st.composite
def tables(draw: st.DrawFn, left: str, depth: int) -> tuple[r.Bracket, ...]:
    """Tables without a gap, each edge in one of its two rows, from 0 to no end."""
    edge = st.tuples(figures, st.booleans())
    edges = sorted(draw(st.lists(edge, min_size=1, max_size=2, unique_by=lambda one: one[0])))
    lows = [(None, True), *((edge, not below) for edge, below in edges)]
    highs = [*((edge, below) for edge, below in edges), (None, True)]
    return tuple(
        r.Bracket(*low, *high, draw(trees(left, depth)))
        for low, high in zip(lows, highs, strict=True)
    )


facts_given = st.fixed_dictionaries(
    {}, optional={"x": figures, "y": figures, "kind": st.sampled_from(KINDS)}
)
worlds = st.fixed_dictionaries({"d": st.sampled_from(["down", "up"]), "p": st.sampled_from(POINT)})
Facts = Mapping[str, Fraction | str]
