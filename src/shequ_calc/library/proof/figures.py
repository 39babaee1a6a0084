"""The figures in a rule: where each stands in the file, and how it is used there.

A figure is a number that a document must hold. The rank of an option, the grain of a unit and
what changes nothing (steps beyond 0, a rate per 1, rounding to 1, a zero that is added, a floor of
zero, nothing in a case that the words leave out) are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from ...quantity import number_text
from ...rules import nodes as r
from ..format.source import Where
from .numerals import COUNT

__all__ = ["STEPS", "Declared", "Figure", "figures", "kind_of_unit"]

_KINDS = {
    "yuan": "money",
    "household": "household",
    "year": "year",
    "age": "year",
    "month": "month",
    "day": "day",
    "hour": "hour",
    "minute": "minute",
    "square-metre": "area",
    "ratio": "ratio",
    "date": "date",
}


def kind_of_unit(unit: str) -> str:
    """What numbers of a unit count, in the words of :class:`numerals.Stated`."""
    return _KINDS.get(unit, COUNT)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a figure rests on that is declared: ``readings`` and the option, or ``assume``."""

    by: str
    name: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a rule, as written in ``text``; a day has ``date`` in place of ``value``.

    ``kind`` is what it counts, None where that is open (a factor may count anything). ``whole``
    is a figure that is the amount itself. ``span`` holds both ends where it is one of a range.
    ``beside`` is multiply or divide for a factor or a divisor, ``refs`` the provisions it is
    multiplied with or divides. ``declared`` is what it rests on, outermost first. Where ``idle``,
    a zero would change nothing. ``bounds`` are the bounds around it, outermost first; of the edge
    of a row and of a number that something is compared with it is the one word for how: from,
    over, to, below. ``measure`` is a figure that the amount is measured by (every 300 households).
    ``option`` is the input and its option whose case it stands in, the innermost.
    """

    path: Where
    text: str
    kind: str | None
    value: Fraction | None = None
    date: str = ""
    whole: bool = False
    span: tuple[Fraction, Fraction] | None = None
    beside: str = ""
    refs: tuple[str, ...] = ()
    declared: tuple[Declared, ...] = ()
    idle: bool = False
    bounds: tuple[str, ...] = ()
    measure: bool = False
    option: tuple[str, str] = ("", "")


def figures(
    rule: r.Rule,
    kind: str | None,
    counted: Callable[[r.Node], str | None],
    written: Callable[[Where], str],
    declared: tuple[Declared, ...] = (),
) -> Iterator[Figure]:
    """The figures of a rule in the order of its nodes.

    ``kind`` is what the rule's amount counts; ``counted`` tells what another rule (an input, a
    reference) counts, or None, and ``written`` how the file writes the number at a place.
    """
    whole = Figure((), "", kind, whole=True, declared=declared)
    return _Figures(counted, written).of(rule, whole)


class _Figures:
    """One walk over a rule; the way down is carried by a figure that has no number yet."""

    def __init__(
        self, counted: Callable[[r.Node], str | None], written: Callable[[Where], str]
    ) -> None:
        self._counted = counted
        self._written = written

    def of(self, node: r.Node, spot: Figure) -> Iterator[Figure]:
        """The figures of a node that stands where ``spot`` is."""
        if not isinstance(node, r.Known | r.Number):
            # What changes nothing in a sum or as the higher one may change what is made of it.
            spot = replace(spot, idle=False)
        step = cast("_Step", STEPS[type(node)])
        yield from step(self, node, spot)

    def _inside(self, node: r.Node, spot: Figure) -> Iterator[Figure]:
        for part in r.children(node):
            yield from self.of(part, spot)

    def _apart(self, node: r.Node, spot: Figure) -> Iterator[Figure]:
        return self._inside(node, _loose(spot))

    def _stated(self, value: Fraction, place: Where, spot: Figure) -> Iterator[Figure]:
        text = self._written(place) or number_text(value)
        yield replace(spot, path=place, text=text, value=value)

    def _number(self, node: r.Number, spot: Figure) -> Iterator[Figure]:
        if node.value or not spot.idle:
            yield from self._stated(node.value, node.place, spot)

    def _day(self, node: r.Day, spot: Figure) -> Iterator[Figure]:
        day = self._written(node.place)
        yield replace(spot, path=node.place, text=day, date=day, kind="date")

    def _bound(self, node: r.Bound, spot: Figure) -> Iterator[Figure]:
        # No amount is less than zero.
        bounds = (*spot.bounds, node.kind)
        return self._inside(node, replace(spot, idle=node.kind == "floor", bounds=bounds))

    def _extreme(self, node: r.Extreme, spot: Figure) -> Iterator[Figure]:
        bounds = (*spot.bounds, "higher-of" if node.high else "lower-of")
        return self._inside(node, replace(spot, idle=node.high, bounds=bounds))

    def _compare(self, node: r.Compare, spot: Figure) -> Iterator[Figure]:
        # What is at most 5 reaches to 5: the left side begins what the right one ends.
        low, high = ("over", "below") if node.op == "<" else ("from", "to")
        for part, edge in ((node.left, low), (node.right, high)):
            bounds = () if node.op == "==" else (edge,)
            yield from self.of(part, replace(_loose(spot), bounds=bounds, measure=not bounds))

    def _not(self, node: r.Not, spot: Figure) -> Iterator[Figure]:
        for figure in self._inside(node, _loose(spot)):
            turned = tuple(_TURNED.get(bound, bound) for bound in figure.bounds)
            yield replace(figure, bounds=turned)

    def _sum(self, node: r.Sum, spot: Figure) -> Iterator[Figure]:
        return self._inside(node, replace(spot, whole=False, idle=True))

    def _parts(self, node: r.Node, spot: Figure) -> Iterator[Figure]:
        return self._inside(node, replace(spot, whole=False))

    def _between(self, node: r.Between, spot: Figure) -> Iterator[Figure]:
        span = None
        match node:
            case r.Between(r.Number(low), r.Number(high)):
                span = (low, high)
        return self._inside(node, replace(spot, whole=False, span=span))

    def _product(self, node: r.Product, spot: Figure) -> Iterator[Figure]:
        factor = replace(_loose(spot), beside="multiply", refs=_refs(*node.factors))
        return self._inside(node, factor)

    def _divide(self, node: r.Divide, spot: Figure) -> Iterator[Figure]:
        yield from self.of(node.of, _loose(spot))
        divisor = replace(_loose(spot), beside="divide", refs=_refs(node.of))
        yield from self.of(node.by, divisor)

    def _round(self, node: r.Round, spot: Figure) -> Iterator[Figure]:
        yield from self.of(node.of, spot)
        if node.to != 1:
            yield from self._stated(node.to, (*node.place, "to"), replace(spot, whole=False))

    def _steps(self, node: r.Steps, spot: Figure) -> Iterator[Figure]:
        of = replace(spot, kind=self._counted(node.of), whole=False, measure=True)
        yield from self.of(node.of, of)
        if node.beyond:
            yield from self._stated(node.beyond, (*node.place, "beyond"), of)
        yield from self.of(node.every, of)
        yield from self.of(node.add, replace(spot, whole=False))

    def _rate(self, node: r.Rate, spot: Figure) -> Iterator[Figure]:
        of = replace(spot, kind=self._counted(node.of), whole=False, measure=True)
        yield from self.of(node.of, of)
        yield from self.of(node.each, replace(spot, kind=None, whole=False))
        if node.per != 1:
            yield from self._stated(node.per, (*node.place, "per"), of)

    def _brackets(self, node: r.Brackets, spot: Figure) -> Iterator[Figure]:
        of = replace(spot, kind=self._counted(node.of), whole=False, measure=True)
        yield from self.of(node.of, of)
        for row in node.rows:
            if row.low is not None and self._written((*row.place, "at")):
                alone = replace(of, measure=False)
                yield from self._stated(row.low, (*row.place, "at"), alone)
                yield from self._arm(row.rule, spot)
                continue
            low, high = "from" if row.low_in else "over", "to" if row.high_in else "below"
            if row.low:
                edge = replace(of, bounds=(low,), measure=False)
                yield from self._stated(row.low, (*row.place, low), edge)
            if row.high is not None:
                edge = replace(of, bounds=(high,), measure=False)
                yield from self._stated(row.high, (*row.place, high), edge)
            yield from self._arm(row.rule, spot)

    def _arm(self, node: r.Rule, spot: Figure) -> Iterator[Figure]:
        """What one row, case or branch gives: that it is nothing, no words need to say."""
        return self.of(node, replace(spot, idle=True))

    def _case(self, node: r.Case, spot: Figure) -> Iterator[Figure]:
        for option, inner in node.cases:
            yield from self._arm(inner, replace(spot, option=(node.of, option)))
        if node.otherwise is not None:
            yield from self._arm(node.otherwise, spot)

    def _when(self, node: r.When, spot: Figure) -> Iterator[Figure]:
        yield from self.of(node.condition, _loose(spot))
        yield from self._arm(node.then, spot)
        yield from self._arm(node.otherwise, spot)

    def _share(self, node: r.Share, spot: Figure) -> Iterator[Figure]:
        yield from self.of(node.of, _loose(spot))
        for name, weight in node.parts:
            yield from self._stated(weight, (*node.place, "parts", name), _loose(spot))

    def _readings(self, node: r.Readings, spot: Figure) -> Iterator[Figure]:
        name = node.doubt.partition(":")[2]
        for option, inner in node.options:
            point = (*spot.declared, Declared("readings", name, option))
            yield from self.of(inner, replace(spot, declared=point))

    def _assume(self, node: r.Assume, spot: Figure) -> Iterator[Figure]:
        named = Declared("assume", node.name.partition(":")[2])
        yield from self.of(node.of, replace(spot, declared=(*spot.declared, named)))


_Step = Callable[[_Figures, r.Node, Figure], Iterator[Figure]]
STEPS: dict[type, object] = {
    r.Number: _Figures._number,
    r.Day: _Figures._day,
    r.Between: _Figures._between,
    r.Sum: _Figures._sum,
    r.Minus: _Figures._parts,
    r.Product: _Figures._product,
    r.Divide: _Figures._divide,
    r.Extreme: _Figures._extreme,
    r.Round: _Figures._round,
    r.Steps: _Figures._steps,
    r.Rate: _Figures._rate,
    r.Brackets: _Figures._brackets,
    r.Meant: _Figures._inside,
    r.When: _Figures._when,
    r.Share: _Figures._share,
    r.Readings: _Figures._readings,
    r.Assume: _Figures._assume,
    r.Age: _Figures._parts,
    r.Bound: _Figures._bound,
    r.Known: _Figures._inside,
    r.Case: _Figures._case,
    # Nodes without a figure.
    r.Input: _Figures._inside,
    r.Ref: _Figures._inside,
    r.NoAmount: _Figures._inside,
    r.Count: _Figures._inside,
    r.Rank: _Figures._inside,
    r.IsOneOf: _Figures._inside,
    # Conditions: what is compared is not the amount.
    r.Compare: _Figures._compare,
    r.All: _Figures._apart,
    r.Any: _Figures._apart,
    r.Not: _Figures._not,
}
# How an edge is called from the other side.
_TURNED = {"from": "below", "below": "from", "to": "over", "over": "to"}


def _loose(spot: Figure) -> Figure:
    """A spot whose numbers may count anything, and are not the amount itself."""
    return replace(spot, kind=None, whole=False)


def _refs(*rules: r.Rule) -> tuple[str, ...]:
    return tuple(rule.provision for rule in rules if isinstance(rule, r.Ref))
