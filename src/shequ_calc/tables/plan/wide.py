"""Findings side by side: the numbers and the status or verdict of every part of a plan, as
expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...carriers import Flag
from ...carriers.program import Step
from ...outcomes.agreement import Agreed
from .plan import Part, Plan

__all__ = ["Side", "Sides", "sides_of"]


@dataclass(frozen=True, slots=True)
class Side:
    """One finding: its ends as whole grains, null where there is none, and its status, null where
    there is no such finding. Of a check there is the verdict instead, null where nothing is asked,
    and ``more`` numbers: actual and gap."""

    part: Part
    low: Any
    high: Any
    status: Any
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sides:
    """``stages`` are named expressions to add one after the other, then come those of ``sides``."""

    stages: list[list[tuple[str, Any]]]
    sides: list[Side]


class _Roots:
    """Collects what is wanted of a program, and hands it out again as expressions."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.made: list[Any] = []

    def want(self, value: Step | Flag) -> int:
        """A place for a step; -1 for what is known beforehand."""
        if not isinstance(value, Step):
            return -1
        self.steps.append(value)
        return len(self.steps) - 1


def sides_of(
    plan: Plan,
    parts: Sequence[Part],
    agreed: Sequence[Agreed] = (),
    *,
    called: Mapping[str, str] | None = None,
    own: str = "__s",
    by_floats: bool = False,
    api: Any = None,
) -> Sides:
    """The expressions for some parts of a plan, and of a check what is ``agreed`` on each; the
    options are those of ``Program.stages``, which raises OverflowRisk."""
    if api is None:
        import narwhals as api
    roots = _Roots()
    own_agreed: Sequence[Agreed | None] = agreed or [None] * len(parts)
    lines = [_line(part, one) for part, one in zip(parts, own_agreed, strict=True)]
    wanted = [
        (
            [
                (roots.want(flag), roots.want(plan.columns[name]) if flag is not False else -1)
                for flag, name in line.numbers.values()
            ],
            roots.want(line.present),
            [roots.want(flag) for flag, _ in line.texts],
        )
        for line in lines
    ]
    stages, roots.made = plan.program.stages(
        roots.steps, called=called, own=own, by_floats=by_floats, api=api
    )
    sides = []
    for part, line, (places, present, flags) in zip(parts, lines, wanted, strict=True):
        numbers = {
            end: _number(api, flag, name, plan, roots, at)
            for (end, (flag, name)), at in zip(line.numbers.items(), places, strict=True)
        }
        texts = [
            (flag if at < 0 else roots.made[at], text)
            for at, (flag, text) in zip(flags, line.texts, strict=True)
        ]
        there = line.present if present < 0 else roots.made[present]
        low, high = numbers.pop("low"), numbers.pop("high")
        sides.append(Side(part, low, high, _text(api, texts, there), numbers))
    return Sides(stages, sides)


@dataclass(frozen=True, slots=True)
class _Line:
    """What is told of a part: by name whether there is a number, and its column; and a text, the
    first whose flag holds where the finding is ``present``."""

    numbers: Mapping[str, tuple[Flag, str]]
    present: Flag
    texts: Sequence[tuple[Flag, str]]


def _line(part: Part, agreed: Agreed | None) -> _Line:
    standing = part.standing
    ends = {"low": (standing.low, part.low), "high": (standing.high, part.high)}
    if agreed is None:
        return _Line(ends, standing.present, standing.statuses)
    held = {"actual": agreed.actual, "gap": agreed.gap}
    return _Line(ends | held, agreed.asked, agreed.verdicts)


def _number(api: Any, flag: Flag, name: str, plan: Plan, roots: _Roots, at: tuple[int, int]) -> Any:
    if flag is False:
        return api.lit(None, api.Int64)
    value = plan.columns[name]
    number = api.lit(value, api.Int64) if isinstance(value, int) else roots.made[at[1]]
    return number if flag is True else api.when(roots.made[at[0]]).then(number)


def _text(api: Any, texts: Sequence[tuple[Any, str]], present: Any) -> Any:
    if present is False:
        return api.lit(None, api.String)
    told = None
    for flag, text in reversed(texts):
        said = api.lit(text, api.String)
        told = said if flag is True or told is None else api.when(flag).then(said).otherwise(told)
    return told if present is True else api.when(present).then(told)
