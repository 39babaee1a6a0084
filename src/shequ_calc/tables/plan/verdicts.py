"""On what the readings of a check agree, in flags over columns: the verdict, and which numbers
there are.

For one community :mod:`shequ_calc.questions.check` says the same of a single judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import chain

from ...carriers import Flag
from ...carriers.frame import FrameCarrier, FrameTerm
from ...finding import VERDICTS
from ...questions.verdicts import Judged
from ...rules.bounds import GAP, Value
from ...rules.doubts import Doubts, World
from ...rules.walk import Mark
from .status import Figure, told_apart

__all__ = ["Agreed", "Judging", "agreed_of"]


@dataclass(frozen=True, slots=True)
class Judging:
    """A line judged in one reading: what is required and what there is, the latter as it came out
    of the walk and as it is ``shown``, and what the two come to."""

    world: World
    required: Value[FrameTerm]
    actual: Value[FrameTerm]
    shown: Value[FrameTerm]
    found: Judged[FrameTerm]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Whether anything is asked for, and the verdict then: the first of ``verdicts`` whose flag
    holds. ``actual`` and ``gap`` are each whether there is such a number, and its column."""

    asked: Flag = False
    verdicts: tuple[tuple[Flag, str], ...] = ((True, "unknown"),)
    actual: tuple[Flag, str] = (False, "")
    gap: tuple[Flag, str] = (False, "")


def agreed_of(
    c: FrameCarrier,
    doubts: Doubts,
    judged: Sequence[Judging],
    *,
    lapsed: bool,
    actual: str,
    gap: str,
) -> Agreed:
    """What every reading says of a line that something is held against.

    ``actual`` and ``gap`` are the columns of the figure in the first reading and of the least gap.
    """
    ends = [_ends(c, one) for one in judged]
    first = ends[0][0][1]
    one_number: Flag = True
    for (low_ok, low), (high_ok, high) in ends:
        same = c.both(c.equal(low, high), c.equal(low, first))
        one_number = c.both(one_number, c.both(c.both(low_ok, high_ok), same))
    alike = [reduce(c.both, flags) for flags in zip(*map(_verdict, judged), strict=True)]
    verdicts = [one for one in zip(alike, VERDICTS, strict=False) if one[0] is not False]
    asked = False if lapsed else _asked(c, doubts, judged, ends)
    return Agreed(
        asked,
        (*verdicts, (True, "unknown")),
        (one_number, actual),
        (c.both(asked, reduce(c.either, alike)), gap),
    )


def _verdict(one: Judging) -> tuple[Flag, ...]:
    return one.found.met, one.found.near, one.found.short, one.found.over


def _ends(c: FrameCarrier, one: Judging) -> tuple[Figure, Figure]:
    """What there is, in whole grains: neither end of it where "nothing or more" is all that is
    known while something is missing."""
    missing = _needs(c, chain(one.required.marks.items(), one.actual.marks.items()))
    empty = c.both(c.negate(one.actual.high_ok), c.equal(one.actual.low, c.number(Fraction(0))))
    low_ok = c.both(one.shown.low_ok, c.negate(c.both(empty, missing)))
    return (low_ok, one.shown.low), (one.shown.high_ok, one.shown.high)


def _asked(
    c: FrameCarrier,
    doubts: Doubts,
    judged: Sequence[Judging],
    ends: Sequence[tuple[Figure, Figure]],
) -> Flag:
    """Whether the rule has a case for the row in any of the readings that are told apart."""
    cases = []
    for one in judged:
        marks = one.required.marks
        cases.append(c.either(c.negate(marks.get(GAP, False)), _needs(c, marks.items())))
    if all(flag is cases[0] for flag in cases):
        return cases[0]
    zero = c.number(Fraction(0))
    told: list[list[Figure]] = [
        [*own, *((flag, zero) for flag in _verdict(one)), (True, one.found.gap)]
        for one, own in zip(judged, ends, strict=True)
    ]
    apart = told_apart(c, doubts, [one.world for one in judged], told)
    return reduce(c.either, map(c.both, apart, cases))


def _needs(c: FrameCarrier, marks: Iterable[tuple[Mark, Flag]]) -> Flag:
    found: Flag = False
    for (kind, _), flag in marks:
        found = c.either(found, flag) if kind == "needs" else found
    return found
