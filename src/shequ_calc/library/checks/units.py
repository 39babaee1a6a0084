"""What the figures of a rule count: units, periods and scopes, checked through the rule.

A dimension says what a figure may be: of which units, for which period, for each of what. A
stated number takes whatever it stands beside: as an amount any unit, as a factor none, or that of
a rate (800 yuan for each of 5 persons). Persons times yuan a person are yuan of the community, 12
times a monthly amount may be a yearly one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import NamedTuple

from ...policy import SCOPES, TURNS, InputSpec
from ...quantity import UNITS, Label
from ...rules import nodes as r
from ..format.source import Source, Where
from .stated import Stated

__all__ = ["ANY", "Dim", "Dims", "Disagree", "declared"]

Words = frozenset[str] | None
Disagree = Callable[[Where, Label], None]

# From the narrow to the wide: multiplying by a stated number of heads only widens.
_WIDTH = ("person", "household", "community", "street", "county", "city", "province")
_HEADS = {"person": "person", "household": "household", "community": "community"}
_CALENDAR = ("year", "month", "term")
_SCOPE_WORDS = {
    "community": Label("每社区", "per community"),
    "person": Label("每人", "per person"),
    "household": Label("每户", "per household"),
    "street": Label("每街道", "per street"),
    "county": Label("全县（市、区）", "of the county"),
    "city": Label("全市", "of the city"),
    "province": Label("全省", "of the province"),
}
_PERIOD_WORDS = {
    "": Label("不分期间", "of no period"),
    "year": Label("每年", "a year"),
    "month": Label("每月", "a month"),
    "quarter": Label("每季度", "a quarter"),
    "two-years": Label("每两年", "every two years"),
    "three-years": Label("每三年", "every three years"),
    "term": Label("每届", "a term"),
    "once": Label("一次性", "once"),
}
_UNIT_WORDS = {
    "ratio": Label("比率", "a ratio"),
    "date": Label("日期", "a date"),
    "age": Label("周岁", "years of age"),
}


class Dim(NamedTuple):
    """What a figure may be: units, periods ("" is none) and scopes; None is any.

    ``stated`` marks a number written in the rule, which takes what it stands beside.
    """

    unit: Words = None
    period: Words = None
    scope: Words = None
    stated: bool = False

    @property
    def pure(self) -> bool:
        """Whether it is a ratio and nothing else."""
        return self.unit == frozenset(("ratio",))

    @property
    def counted(self) -> bool:
        """Whether it counts things that come whole, and so may serve as heads."""
        return self.unit is not None and all(UNITS[unit].grain == 1 for unit in self.unit)


ANY = Dim()
_STATED = Dim(stated=True)
_PURE = Dim(frozenset(("ratio",)))
_DATE = Dim(frozenset(("date",)))
_AGE = Dim(frozenset(("age", "year")))
_RANK = Dim(frozenset(("level", "grade")))


def declared(unit: str, scope: str, period: str) -> Dim:
    """The dimension that a provision, or a view of one, declares."""
    money = unit == "yuan"
    spans = frozenset((period,)) if period or money else None
    return Dim(frozenset((unit,)), spans, frozenset((scope,)))


def _of_input(spec: InputSpec | None) -> Dim:
    if spec is None:
        return ANY
    if spec.kind == "date":
        return _DATE
    if spec.kind != "number" or not spec.unit:
        return ANY
    return Dim(frozenset((spec.unit,)), frozenset((spec.period,)) if spec.period else None)


class Dims:
    """Works out dimensions under the inputs and provisions (by full id) of one file.

    What does not agree is handed to ``disagree`` with the path of the later part.
    """

    def __init__(
        self,
        inputs: Mapping[str, InputSpec],
        provisions: Mapping[str, Dim],
        source: Source,
        disagree: Disagree,
    ) -> None:
        self._inputs = inputs
        self._provisions = provisions
        self._source = source
        self._disagree = disagree
        self._viewed = ""

    def check(self, stated: Stated) -> None:
        """Check one rule of a provision, inside and against what it declares."""
        # A view says its provision again for another scope, and may take it as it is.
        self._viewed = str(stated.path[1]) if stated.view else ""
        found = self.of(stated.rule)
        wanted = declared(stated.unit, stated.scope, stated.period)
        if stated.kind == "actual":
            wanted = wanted._replace(scope=None)
        clash = _clash(found, wanted)
        if clash:
            gives, asks = clash
            self._disagree(
                stated.path,
                Label(
                    f"这里算出的是{gives.zh}，条款要的是{asks.zh}",
                    f"this gives {gives.en}, the provision asks for {asks.en}",
                ),
            )

    def of(self, node: r.Node) -> Dim:
        """The dimension of a rule; conditions are checked and give nothing."""
        parts = list(r.children(node))
        if isinstance(node, r.Compare):
            parts.sort(key=lambda part: part.place)  # its sides may have changed places
        inner = [self.of(part) for part in parts]
        match node:
            case r.Bracket():
                return inner[0]
            case r.Day():
                return _DATE
            case r.Number():
                written = self._source.written(node.place)
                return _PURE if "%" in written or "/" in written else _STATED
            case r.Input(name):
                return _of_input(self._inputs.get(name))
            case r.Ref(provision):
                dim = self._provisions.get(provision, ANY)
                viewed = provision.partition("/")[2] == self._viewed
                return dim._replace(scope=None) if viewed else dim
            case r.Rank():
                return _RANK
            case r.Age():
                self._same(parts, inner, Label("年龄的两个日期", "the days of an age"), _DATE)
                return _AGE
            case r.Product() | r.Rate():
                return self._product(node, parts, inner)
            case r.Divide(by=by):
                return _divided(inner[0], by)
            case r.Steps():
                return _STATED if inner[2].stated else inner[2]
            case r.Round() | r.Share():
                return inner[0]
            case r.Brackets() | r.When():
                return self._same(parts[1:], inner[1:], _WORDS[type(node)])
            case r.Extreme(high=high):
                return self._same(parts, inner, _HIGHER if high else _LOWER)
            case _ if type(node) in _WORDS:
                return self._same(parts, inner, _WORDS[type(node)])
        return inner[0] if len(inner) == 1 else ANY

    def _same(
        self,
        parts: Sequence[r.Node],
        dims: Sequence[Dim],
        what: Label,
        result: Dim = _STATED,
    ) -> Dim:
        """What all parts may be together, and with ``result``."""
        for part, dim in zip(parts, dims, strict=True):
            clash = _clash(result, dim)
            if clash is None:
                result = _both(result, dim)
                continue
            first, later = clash
            self._disagree(
                part.rule.place if isinstance(part, r.Bracket) else part.place,
                Label(
                    f"{what.zh}要单位一致：前面是{first.zh}，这里是{later.zh}",
                    f"{what.en} must agree: {first.en} before, {later.en} here",
                ),
            )
            return ANY
        return result

    def _product(self, node: r.Rule, parts: Sequence[r.Node], dims: Sequence[Dim]) -> Dim:
        factors = [dim for dim in dims if not dim.stated and not dim.pure]
        stated = any(dim.stated for dim in dims)
        if any(dim.unit is None for dim in factors):
            return ANY
        if not factors:
            return _STATED if stated else _PURE
        result = factors[0]
        for factor in factors[1:]:
            times = _times(result, factor) or _times(factor, result)
            if times is None:
                one, other = _unit_words(result.unit), _unit_words(factor.unit)
                ones, others = _scopes(result), _scopes(factor)
                self._disagree(
                    node.place,
                    Label(
                        f"{one.zh}{ones.zh}不能乘{other.zh}{others.zh}",
                        f"{one.en}{ones.en} cannot be multiplied by {other.en}{others.en}",
                    ),
                )
                return ANY
            result = times
        return _scaled(result, parts) if stated else result


_HIGHER = Label("就高的各项", "what the higher is taken of")
_LOWER = Label("就低的各项", "what the lower is taken of")
_WORDS = {
    r.Between: Label("范围的两端", "the ends of a range"),
    r.Sum: Label("相加的各项", "parts that are added"),
    r.Minus: Label("相减的各项", "parts of a difference"),
    r.Known: Label("可选的各项", "what stands in for one another"),
    r.Brackets: Label("各档", "the rows"),
    r.Case: Label("各类", "the cases"),
    r.When: Label("两种情形", "then and else"),
    r.Readings: Label("各读法", "the readings"),
    r.Compare: Label("比较的两边", "the sides of a comparison"),
}


def _meet(one: Words, other: Words) -> Words:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _both(one: Dim, other: Dim) -> Dim:
    if one.stated or other.stated:
        return one if other.stated else other
    return Dim(
        _meet(one.unit, other.unit), _meet(one.period, other.period), _meet(one.scope, other.scope)
    )


def _clash(one: Dim, other: Dim) -> tuple[Label, Label] | None:
    """What the two are, where they do not agree: units first, then periods, then scopes."""
    if one.stated or other.stated:
        return None
    both = _both(one, other)
    if both.unit == frozenset():
        return _unit_words(one.unit), _unit_words(other.unit)
    unit = _unit_words(both.unit)
    if both.period == frozenset():
        return tuple(
            Label(f"{_listed(_PERIOD_WORDS, dim.period).zh}的{unit.zh}",
                  f"{unit.en} {_listed(_PERIOD_WORDS, dim.period).en}")
            for dim in (one, other)
        )  # type: ignore[return-value]  # fmt: skip
    if both.scope == frozenset():
        return tuple(
            Label(f"{_listed(_SCOPE_WORDS, dim.scope).zh}的{unit.zh}",
                  f"{unit.en} {_listed(_SCOPE_WORDS, dim.scope).en}")
            for dim in (one, other)
        )  # type: ignore[return-value]  # fmt: skip
    return None


def _times(heads: Dim, each: Dim) -> Dim | None:
    """So many heads times so much each; None where the two do not go together."""
    if heads.unit is None or not heads.counted or len(heads.unit) != 1:
        return None
    (unit,) = heads.unit
    head = _HEADS.get(unit)
    if head is not None:
        if each.scope is not None and head not in each.scope:
            return None
        if each.unit == heads.unit:
            return None
        wider = heads.scope if heads.scope is not None else frozenset(SCOPES) - {head}
        return Dim(each.unit, each.period, wider)
    if unit in _CALENDAR and each.period is not None and unit in each.period:
        return Dim(each.unit, None, each.scope)
    scope = _meet(heads.scope, each.scope)
    return Dim(each.unit, each.period, scope if scope != frozenset() else heads.scope)


def _scaled(dim: Dim, by: Iterable[r.Node]) -> Dim:
    """``dim`` times a stated number, which may be a number of heads, or a rate for each."""
    scope = dim.scope
    if scope is not None:
        first = min(_WIDTH.index(one) for one in scope)
        scope = frozenset(_WIDTH[first:])
    if dim.counted:
        return Dim(None, None, scope)
    period = dim.period
    if period is not None:
        turns = {to for (of, to), times in TURNS.items() if of in period and _is(by, times)}
        period = period | turns
    return Dim(dim.unit, period, scope)


def _is(rules: Iterable[r.Node], times: int) -> bool:
    return r.Number(Fraction(times)) in rules


def _divided(dim: Dim, by: r.Rule) -> Dim:
    """``dim`` divided by a stated number, which may be a number of heads or of months."""
    if dim.stated:
        return dim
    scope = dim.scope
    if scope is not None:
        last = max(_WIDTH.index(one) for one in scope)
        scope = frozenset(_WIDTH[: last + 1])
    period = dim.period
    if period is not None:
        turns = {of for (of, to), times in TURNS.items() if to in period and _is((by,), times)}
        period = period | turns
    return Dim(None if dim.counted else dim.unit, period, scope)


def _unit_words(units: Words) -> Label:
    words = {
        unit: _UNIT_WORDS.get(unit, Label(UNITS[unit].zh.removeprefix("个"), UNITS[unit].en))
        for unit in units or ()
    }
    return _listed(words, units)


def _scopes(dim: Dim) -> Label:
    if dim.scope is None or dim.scope == frozenset(SCOPES):
        return Label("", "")
    words = _listed(_SCOPE_WORDS, dim.scope)
    return Label(f"（{words.zh}）", f" ({words.en})")


def _listed(words: Mapping[str, Label], which: Words) -> Label:
    if which is None:
        return Label("任何单位", "anything")
    labels: Iterable[Label] = [words[one] for one in sorted(which)]
    return reduce(lambda a, b: Label(f"{a.zh}或{b.zh}", f"{a.en} or {b.en}"), labels)
