"""The figures in a rule: where each stands in the file, and how it is used there.

A figure is a number that a document must hold. The rank of an option, the grain of a unit and
what changes nothing (steps beyond 0, a rate per 1, rounding to 1, a zero that is added) are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from ...quantity import exact
from ..checks.rule_data import is_number
from ..format.source import Where
from .numerals import COUNT

__all__ = ["Declared", "Figure", "figures", "kind_of_unit"]

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
_NO_FIGURES = ("ref", "input", "no-amount", "count", "run", "rank", "is")
_SAME = ("floor", "cap", "above", "below", "about", "lower-of", "known")


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
    a zero would change nothing.
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


def figures(
    rule: Any,
    path: Where,
    kind: str | None,
    counted: Callable[[Any], str | None],
    declared: tuple[Declared, ...] = (),
) -> Iterator[Figure]:
    """The figures of a rule's data in the order they are written.

    ``kind`` is what the rule's amount counts; ``counted`` tells what another rule (an input, a
    reference) counts, or None.
    """
    return _Walk(counted).rule(rule, Figure(path, "", kind, whole=True, declared=declared))


class _Walk:
    """One walk over a rule; the way down is carried by a figure that has no number yet."""

    def __init__(self, counted: Callable[[Any], str | None]) -> None:
        self._counted = counted

    def rule(self, rule: Any, spot: Figure) -> Iterator[Figure]:
        if isinstance(rule, str):
            if is_number(rule) and (exact(rule) or not spot.idle):
                yield replace(spot, text=rule, value=exact(rule))
            return
        ((key, body),) = rule.items()
        if key in _NO_FIGURES:
            return
        inner = replace(spot, path=(*spot.path, key), idle=spot.idle and key == "known")
        step = getattr(self, "_" + key.replace("-", "_"), None)
        if key in _SAME:
            yield from self._inside(body, inner)
        elif step is not None:
            yield from step(body, inner)
        else:
            yield from self._inside(body, replace(inner, kind=None, whole=False))

    def _inside(self, body: Any, spot: Figure) -> Iterator[Figure]:
        items: Any = ()
        if isinstance(body, list):
            items = enumerate(body)
        elif isinstance(body, dict) and len(body) != 1:
            items = body.items()
        else:
            yield from self.rule(body, spot)
        for step, item in items:
            inner = self._down(spot, step)
            yield from (
                self._inside(item, inner) if isinstance(item, list) else self.rule(item, inner)
            )

    def _down(self, spot: Figure, *steps: str | int) -> Figure:
        return replace(spot, path=(*spot.path, *steps))

    def _date(self, body: str, spot: Figure) -> Iterator[Figure]:
        yield replace(spot, text=body, date=body, kind="date")

    def _higher_of(self, body: list[Any], spot: Figure) -> Iterator[Figure]:
        return self._inside(body, replace(spot, idle=True))

    def _sum(self, body: list[Any], spot: Figure) -> Iterator[Figure]:
        return self._inside(body, replace(spot, whole=False, idle=True))

    def _minus(self, body: list[Any], spot: Figure) -> Iterator[Figure]:
        return self._inside(body, replace(spot, whole=False))

    def _between(self, body: list[Any], spot: Figure) -> Iterator[Figure]:
        ends = tuple(exact(end) for end in body if isinstance(end, str) and is_number(end))
        span = (ends[0], ends[1]) if len(ends) == 2 else None
        return self._inside(body, replace(spot, whole=False, span=span))

    def _multiply(self, body: list[Any], spot: Figure) -> Iterator[Figure]:
        spot = replace(spot, kind=None, whole=False, beside="multiply", refs=_refs(body))
        return self._inside(body, spot)

    def _divide(self, body: Any, spot: Figure) -> Iterator[Figure]:
        loose = replace(spot, kind=None, whole=False)
        yield from self.rule(body["of"], self._down(loose, "of"))
        divisor = replace(loose, beside="divide", refs=_refs([body["of"]]))
        yield from self.rule(body["by"], self._down(divisor, "by"))

    def _round(self, body: Any, spot: Figure) -> Iterator[Figure]:
        yield from self.rule(body["of"], self._down(spot, "of"))
        if exact(body["to"]) != 1:
            yield from self.rule(body["to"], self._down(replace(spot, whole=False), "to"))

    def _steps(self, body: Any, spot: Figure) -> Iterator[Figure]:
        of = replace(spot, kind=self._counted(body["of"]), whole=False)
        yield from self.rule(body["of"], self._down(of, "of"))
        if exact(body["beyond"]):
            yield from self.rule(body["beyond"], self._down(of, "beyond"))
        yield from self.rule(body["every"], self._down(of, "every"))
        yield from self.rule(body["add"], self._down(replace(spot, whole=False), "add"))

    def _rate(self, body: Any, spot: Figure) -> Iterator[Figure]:
        of = replace(spot, kind=self._counted(body["of"]), whole=False)
        yield from self.rule(body["of"], self._down(of, "of"))
        yield from self.rule(body["each"], self._down(replace(of, kind=None), "each"))
        if exact(body["per"]) != 1:
            yield from self.rule(body["per"], self._down(of, "per"))

    def _brackets(self, body: Any, spot: Figure) -> Iterator[Figure]:
        of = replace(spot, kind=self._counted(body["of"]), whole=False)
        yield from self.rule(body["of"], self._down(of, "of"))
        for index, row in enumerate(body["rows"]):
            for name, item in row.items():
                at = ("rows", index, name)
                if name == "is":
                    yield from self.rule(item, self._down(spot, *at))
                elif name in ("to", "below") or exact(item):
                    yield from self.rule(item, self._down(of, *at))

    def _case(self, body: Any, spot: Figure) -> Iterator[Figure]:
        for option, inner in body["is"].items():
            yield from self.rule(inner, self._down(spot, "is", option))
        if body.get("otherwise") is not None:
            yield from self.rule(body["otherwise"], self._down(spot, "otherwise"))

    def _when(self, body: Any, spot: Figure) -> Iterator[Figure]:
        yield from self.rule(body["if"], self._down(replace(spot, kind=None, whole=False), "if"))
        for name in ("then", "else"):
            yield from self.rule(body[name], self._down(spot, name))

    def _share(self, body: Any, spot: Figure) -> Iterator[Figure]:
        loose = replace(spot, kind=None, whole=False)
        yield from self.rule(body["of"], self._down(loose, "of"))
        for name, part in body["parts"].items():
            yield from self.rule(part, self._down(loose, "parts", name))

    def _readings(self, body: Any, spot: Figure) -> Iterator[Figure]:
        for option, inner in body["is"].items():
            point = (*spot.declared, Declared("readings", body["of"], option))
            at = self._down(replace(spot, declared=point), "is", option)
            yield from self.rule(inner, at)

    def _assume(self, body: Any, spot: Figure) -> Iterator[Figure]:
        named = (*spot.declared, Declared("assume", body["name"]))
        yield from self.rule(body["is"], self._down(replace(spot, declared=named), "is"))

    def _age(self, body: Any, spot: Figure) -> Iterator[Figure]:
        for name in ("born", "at"):
            yield from self.rule(body[name], self._down(replace(spot, whole=False), name))


def _refs(rules: list[Any]) -> tuple[str, ...]:
    return tuple(rule["ref"] for rule in rules if isinstance(rule, dict) and "ref" in rule)
