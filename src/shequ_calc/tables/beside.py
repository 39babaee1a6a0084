"""Findings side by side: low, high and status of every part of a plan, as expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..carriers import Flag
from ..carriers.program import Step
from .plan import Part, Plan

__all__ = ["Side", "Sides", "sides_of"]


@dataclass(frozen=True, slots=True)
class Side:
    """One finding: its ends as whole grains, null where there is none, and its status, null where
    there is no such finding."""

    part: Part
    low: Any
    high: Any
    status: Any


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
    *,
    called: Mapping[str, str] | None = None,
    own: str = "__s",
    by_floats: bool = False,
    api: Any = None,
) -> Sides:
    """The expressions for some parts of a plan; the options are those of ``Program.stages``."""
    if api is None:
        import narwhals as api
    roots = _Roots()
    wanted = [
        (
            [
                (roots.want(flag), roots.want(plan.columns[name]) if flag is not False else -1)
                for flag, name in _ends(part)
            ],
            roots.want(part.standing.present),
            [roots.want(flag) for flag, _ in part.standing.statuses],
        )
        for part in parts
    ]
    stages, roots.made = plan.program.stages(
        roots.steps, called=called, own=own, by_floats=by_floats, api=api
    )
    sides = []
    for part, (ends, present, flags) in zip(parts, wanted, strict=True):
        low, high = (
            _end(api, flag, plan.columns[name], roots, at)
            for (flag, name), at in zip(_ends(part), ends, strict=True)
        )
        statuses = [
            (flag if at < 0 else roots.made[at], text)
            for at, (flag, text) in zip(flags, part.standing.statuses, strict=True)
        ]
        there = part.standing.present if present < 0 else roots.made[present]
        sides.append(Side(part, low, high, _status(api, statuses, there)))
    return Sides(stages, sides)


def _ends(part: Part) -> tuple[tuple[Flag, str], tuple[Flag, str]]:
    return (part.standing.low, part.low), (part.standing.high, part.high)


def _end(api: Any, flag: Flag, value: Step | int, roots: _Roots, at: tuple[int, int]) -> Any:
    if flag is False:
        return api.lit(None, api.Int64)
    number = api.lit(value, api.Int64) if isinstance(value, int) else roots.made[at[1]]
    return number if flag is True else api.when(roots.made[at[0]]).then(number)


def _status(api: Any, statuses: Sequence[tuple[Any, str]], present: Any) -> Any:
    told = None
    for flag, text in reversed(statuses):
        said = api.lit(text, api.String)
        told = said if flag is True or told is None else api.when(flag).then(said).otherwise(told)
    return told if present is True else api.when(present).then(told)
