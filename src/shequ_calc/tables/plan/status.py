"""How findings stand, in flags over columns: which ends are known, and the status.

For one community :mod:`shequ_calc.questions.findings` says the same of a single outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from ...carriers import Flag
from ...carriers.frame import FrameCarrier, FrameTerm
from ...questions.findings import Asked
from ...rules.doubts import Doubts, World
from ...rules.walk import Mark

__all__ = ["Figure", "Standing", "standing_of", "told_apart", "total_standing"]

# A number where the flag holds, nothing elsewhere.
Figure = tuple[Flag, FrameTerm]
_STATES = ("none-fits", "no-amount", "gap")
_SHOWN = ("about", "assumed", "derived", "needs")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether there is such a finding (there always is, but for a total), whether either end is
    known, and its status: the first of ``statuses`` whose flag holds. ``marks`` are those that a
    finding shows: what is about, derived, assumed, or needed."""

    present: Flag = True
    low: Flag = False
    high: Flag = False
    statuses: tuple[tuple[Flag, str], ...] = ()
    marks: tuple[tuple[Mark, Flag], ...] = ()

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
    shown = sorted({mark for own in marks for mark in own if mark[0] in _SHOWN})
    told = {mark: [own.get(mark, False) for own in marks] for mark in shown}
    kept: list[Flag] | None = None
    if any(flag is not flags[0] for flags in (needs, *told.values()) for flag in flags):
        zero = c.number(Fraction(0))
        kinds = sorted({mark for own in marks for mark in own if mark[0] in _STATES})
        compared = [
            [
                *own_figures,
                *borne,
                *((own.get(mark, False), zero) for mark in kinds),
            ]
            for own_figures, borne, own in zip(
                figures, payers or [()] * len(ends), marks, strict=True
            )
        ]
        kept = told_apart(c, doubts, [world for world, *_ in ends], compared)
    missing = _in_any(c, kept, needs)
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
    return Standing(
        True,
        low,
        high,
        tuple(one for one in statuses if one[0] is not False),
        tuple((mark, _in_any(c, kept, flags)) for mark, flags in told.items()),
    )


def _in_any(c: FrameCarrier, kept: Sequence[Flag] | None, flags: Sequence[Flag]) -> Flag:
    """Whether a flag holds in a reading that is told apart; in all of them it may be the same."""
    if kept is None or all(flag is flags[0] for flag in flags):
        return flags[0]
    return _any(c, map(c.both, kept, flags))


def _any(c: FrameCarrier, flags: Iterable[Flag]) -> Flag:
    found: Flag = False
    for flag in flags:
        found = c.either(found, flag)
    return found


def told_apart(
    c: FrameCarrier, doubts: Doubts, worlds: Sequence[World], told: Sequence[Sequence[Figure]]
) -> list[Flag]:
    """Whether each reading is told apart: points that turn no figure are taken at their default,
    one after the other, as for one community."""
    kept: list[Flag] = [True] * len(worlds)
    for doubt, options in doubts.items():
        turns: Flag = False
        for one, other in doubts.pairs(doubt, worlds):
            apart = c.both(c.both(kept[one], kept[other]), _differ(c, told[one], told[other]))
            turns = c.either(turns, apart)
        kept = [
            flag if world.get(doubt, options[0]) == options[0] else c.both(flag, turns)
            for world, flag in zip(worlds, kept, strict=True)
        ]
    return kept


def differ(c: FrameCarrier, told: Sequence[Sequence[Figure]]) -> Flag:
    """Whether what is told in each reading is not the same in all."""
    return _any(c, (_differ(c, told[0], one) for one in told[1:]))


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
    return Standing(
        present, present, c.both(present, closed), ((True, "computed"),), _marks(c, every, summed)
    )


def _marks(
    c: FrameCarrier, every: Sequence[tuple[Asked, Standing]], summed: Sequence[Standing]
) -> tuple[tuple[Mark, Flag], ...]:
    """The marks of a total: those of the lines that are in it, and what any line needs."""
    found: dict[Mark, Flag] = {("derived", ""): True}
    for one in summed:
        counted = c.either(one.low, one.high)
        for (kind, name), flag in one.marks:
            if kind in ("about", "assumed"):
                mark = (kind, name)
                found[mark] = c.either(found.get(mark, False), c.both(counted, flag))
    for _, one in every:
        for mark, flag in one.marks:
            if mark[0] == "needs":
                found[mark] = c.either(found.get(mark, False), flag)
    return tuple(found.items())
