"""How findings stand, in flags over columns: which ends are known, and the status.

For one community :mod:`shequ_calc.questions.findings` says the same of a single outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from ..carriers import Flag
from ..carriers.frame import FrameCarrier, FrameTerm
from ..questions.evaluation import World
from ..questions.findings import Asked
from ..walk import Doubts, Mark

__all__ = ["Figure", "Standing", "standing_of", "total_standing"]

# A number where the flag holds, nothing elsewhere.
Figure = tuple[Flag, FrameTerm]
_STATES = ("none-fits", "no-amount", "gap")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether there is such a finding (there always is, but for a total), whether either end is
    known, and its status: the first of ``statuses`` whose flag holds."""

    present: Flag = True
    low: Flag = False
    high: Flag = False
    statuses: tuple[tuple[Flag, str], ...] = ()

    def has(self, c: FrameCarrier, *names: str) -> Flag:
        """Whether the status is one of ``names``."""
        found: Flag = False
        before: Flag = False
        for flag, status in self.statuses:
            if status in names:
                found = c.either(found, c.both(flag, c.negate(before)))
            before = c.either(before, flag)
        return found


def standing_of(
    c: FrameCarrier,
    asked: Asked,
    doubts: Doubts,
    ends: Sequence[tuple[World, Flag, Flag]],
    marks: Sequence[Mapping[Mark, Flag]],
    payers: Sequence[Sequence[Figure]],
    figures: Sequence[Sequence[Figure]],
) -> Standing:
    """How a provision's finding stands, from what it gives in each reading: which ends are known,
    its marks, what is borne, and its ends as figures."""
    if asked.lapsed:
        return Standing(statuses=((True, "not-in-force"),))
    low = reduce(c.both, (flag for _, flag, _ in ends))
    high = reduce(c.both, (flag for *_, flag in ends))
    unknown = c.negate(c.either(low, high))
    none_fits = _any(c, (own.get(("none-fits", ""), False) for own in marks))
    needs = [_any(c, (flag for (kind, _), flag in own.items() if kind == "needs")) for own in marks]
    missing = needs[0]
    if any(flag is not missing for flag in needs):
        zero = c.number(Fraction(0))
        kinds = sorted({mark for own in marks for mark in own if mark[0] in _STATES})
        told = [
            [
                *own_figures,
                *borne,
                *((own.get(mark, False), zero) for mark in kinds),
            ]
            for own_figures, borne, own in zip(
                figures, payers or [()] * len(ends), marks, strict=True
            )
        ]
        kept = _kept(c, doubts, [world for world, *_ in ends], told)
        missing = _any(c, map(c.both, kept, needs))
    if asked.provision.only_where:
        known: tuple[tuple[Flag, str], ...] = ((True, "conditional"),)
    else:
        known = ((missing, "needs-input"), (True, "computed"))
    statuses = (
        (c.both(unknown, none_fits), "none-fits"),
        (c.both(unknown, missing), "needs-input"),
        (unknown, "no-amount"),
        *known,
    )
    return Standing(True, low, high, tuple(one for one in statuses if one[0] is not False))


def _any(c: FrameCarrier, flags: Iterable[Flag]) -> Flag:
    found: Flag = False
    for flag in flags:
        found = c.either(found, flag)
    return found


def _kept(
    c: FrameCarrier, doubts: Doubts, worlds: Sequence[World], told: Sequence[Sequence[Figure]]
) -> list[Flag]:
    """Whether each reading is told apart: points that turn no figure are taken at their default,
    one after the other, as for one community."""
    kept: list[Flag] = [True] * len(worlds)
    for doubt, options in doubts.items():
        groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
        for index, world in enumerate(worlds):
            others = tuple(item for item in world.items() if item[0] != doubt)
            groups.setdefault(others, []).append(index)
        turns: Flag = False
        for group in groups.values():
            apart = _any(c, (_differ(c, told[group[0]], told[index]) for index in group[1:]))
            turns = c.either(turns, c.both(kept[group[0]], apart))
        kept = [
            flag if world[doubt] == options[0] else c.both(flag, turns)
            for world, flag in zip(worlds, kept, strict=True)
        ]
    return kept


def _differ(c: FrameCarrier, a: Sequence[Figure], b: Sequence[Figure]) -> Flag:
    found: Flag = False
    for (a_ok, a_term), (b_ok, b_term) in zip(a, b, strict=True):
        one = c.either(c.both(a_ok, c.negate(b_ok)), c.both(b_ok, c.negate(a_ok)))
        other = c.both(c.both(a_ok, b_ok), c.negate(c.equal(a_term, b_term)))
        found = c.either(found, c.either(one, other))
    return found


def total_standing(
    c: FrameCarrier, every: Sequence[tuple[Asked, Standing]], summed: Sequence[Standing]
) -> Standing:
    """How the total of ``summed`` lines stands among ``every`` line of a budget: there is one
    where any of them has an end, and its upper end is open where more may be due."""
    present = _any(c, (c.either(one.low, one.high) for one in summed))
    closed: Flag = True
    for one in summed:
        closed = c.both(closed, c.either(c.negate(one.low), one.high))
    for asked, one in every:
        if asked.role == "line" and asked.scope in ("community", "person"):
            closed = c.both(closed, c.negate(one.has(c, "no-amount", "needs-input")))
        if asked.provision.opens and any(one is own for own in summed):
            closed = c.both(closed, c.negate(c.either(one.low, one.high)))
    return Standing(present, present, c.both(present, closed), ((True, "computed"),))
