"""How far a rule can reach: its greatest value, and the readings it can be read in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod

from ...quantity import grouped
from ...rules import nodes as r
from ..format.source import Where
from .declarations import Declared
from .stated import Stated

__all__ = ["READING_LIMIT", "VALUE_LIMIT", "Extent"]

Add = Callable[[Where, str, str], None]
VALUE_LIMIT = Fraction(10**18)
READING_LIMIT = 64
_CALENDAR_LIMIT = Fraction(10**8)
_CALENDAR = (r.Day, r.Age, r.Count, r.Rank)


class Extent:
    """Works out how far the rules of a file reach; its provisions must not go in circles."""

    def __init__(self, names: Declared, add: Add) -> None:
        self._names = names
        self._add = add
        self._greatest: dict[str, Fraction] = {}
        self._doubts: dict[str, dict[str, int]] = {}

    def check(self, stated: Stated) -> None:
        """Check one rule: products that are too large, readings that are too many."""
        self._value(stated.rule, report=True)
        doubts = self._read(stated.rule)
        count = prod(doubts.values())
        if count > READING_LIMIT:
            listed = ", ".join(f"{name} ({number})" for name, number in doubts.items())
            self._add(
                stated.path,
                f"各种读法合起来有 {count} 种，最多 {READING_LIMIT} 种：{listed}",
                f"the readings combine to {count}, at most {READING_LIMIT} are computed: {listed}",
            )

    # Values

    def _of_provision(self, reference: str) -> Fraction:
        key = self._names.own(reference)
        if key not in self._names.provisions:
            return Fraction(0)
        if key not in self._greatest:
            versions = self._names.provisions[key].versions
            self._greatest[key] = max(self._value(version.rule) for version in versions)
        return self._greatest[key]

    def _value(self, node: r.Node, *, report: bool = False) -> Fraction:
        """The greatest value; an open end counts as the number it begins with."""
        inner = [self._value(part, report=report) for part in r.children(node)]
        match node:
            case _ if isinstance(node, _CALENDAR):
                return _CALENDAR_LIMIT
            case r.Number(value):
                return value
            case r.Input(name):
                spec = self._names.inputs.get(name)
                return Fraction(0) if spec is None or spec.kind != "number" else spec.greatest
            case r.Ref(provision):
                return self._of_provision(provision)
            case r.Product():
                return self._product(node, prod(inner, start=Fraction(1)), inner, report)
            case r.Steps(every=every):
                of, _, add = inner
                return self._product(node, of * add / (_least(every) or 1), (of, add), report)
            case r.Rate(per=per):
                return self._product(
                    node, prod(inner, start=Fraction(1)) / (per or 1), inner, report
                )
            case r.Divide(by=by):
                return inner[0] / (_least(by) or 1)
            case r.Sum():
                return sum(inner, Fraction(0))
            case r.Minus():
                return inner[0]
        return max(inner, default=Fraction(0))

    def _product(
        self, node: r.Rule, value: Fraction, factors: Sequence[Fraction], report: bool
    ) -> Fraction:
        if value > VALUE_LIMIT and report and max(factors) <= VALUE_LIMIT:
            given = dict.fromkeys(self._inputs(node))
            zh = "、".join(f"{name}（现为 {grouped(most)}）" for name, most in given)
            en = ", ".join(f"{name} (now {grouped(most)})" for name, most in given)
            self._add(
                node.place,
                "可能超过 10^18，太大，无法准确计算；"
                + (f"请给输入项写更小的 greatest：{zh}" if given else "请检查所写的数"),
                "this can exceed 10^18, which is too large to compute; "
                + (f"give the inputs a lower greatest value: {en}" if given else "see its numbers"),
            )
        return value

    def _inputs(self, node: r.Node) -> Iterator[tuple[str, Fraction]]:
        """The inputs that a value comes of, also by way of other provisions, and their greatest."""
        for one in r.descend(node):
            match one:
                case r.Input(name) if name in self._names.inputs:
                    yield name, self._names.inputs[name].greatest
                case r.Ref(provision):
                    there = self._names.provisions.get(self._names.own(provision))
                    for version in there.versions if there else ():
                        yield from self._inputs(version.rule)

    # Readings

    def _read(self, rule: r.Rule) -> dict[str, int]:
        """Every point at which a rule can be read in more than one way: how many ways."""
        found: dict[str, int] = {}
        for node in r.descend(rule):
            match node:
                case r.Readings(doubt, options):
                    found[doubt.partition(":")[2]] = len(options)
                case r.Case(of) | r.IsOneOf(of):
                    found |= self._by_place(of)
                case r.Ref(provision):
                    found |= self._of_reference(provision)
                case r.Round() | r.Steps() | r.Rate() | r.Brackets() if node.doubt:
                    found[".".join(map(str, node.place))] = 2
        return found

    def _by_place(self, name: str) -> Mapping[str, int]:
        spec = self._names.inputs.get(name)
        values = spec.by_place.values() if spec else ()
        points = {value[0]: len(value[1]) for value in values if not isinstance(value, str)}
        return {point.partition(":")[2]: number for point, number in points.items()}

    def _of_reference(self, reference: str) -> Mapping[str, int]:
        key = self._names.own(reference)
        if key not in self._names.provisions:
            return {}
        if key not in self._doubts:
            versions = self._names.provisions[key].versions
            found: dict[str, int] = {}
            for version in versions:
                found |= self._read(version.rule)
            if len(versions) > 1:
                found[f"{key}.versions"] = 2
            self._doubts[key] = found
        return self._doubts[key]


def _least(by: r.Rule) -> Fraction:
    return min(node.value for node in r.descend(by) if isinstance(node, r.Number))
