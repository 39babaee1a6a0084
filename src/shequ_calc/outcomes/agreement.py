"""On what the readings of a check agree, on any carrier: the verdict, and which numbers exist."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Generic

from ..carriers import Carrier, Flag, Term
from ..finding import VERDICTS
from ..record import Record
from ..rules.bounds import GAP, NOT_FOR, Value
from ..rules.doubts import Doubts, World
from .readings import Figure, told_apart, unlike
from .status import needs_of
from .verdicts import Judged

__all__ = ["Agreed", "Judging", "agreed_of", "shown_ends"]


class Judging(Record, Generic[Term]):
    """A line judged in one reading: what is required and what there is, the latter as it came out
    of the walk and as it is ``shown``, and what the two come to."""

    world: World
    required: Value[Term]
    actual: Value[Term]
    shown: Value[Term]
    found: Judged[Term]


class Agreed(Record):
    """Whether anything is asked for, and the verdict then: the first of ``verdicts`` whose flag
    holds. ``actual`` and ``gap`` are each whether there is such a number, and its column."""

    asked: Flag = False
    verdicts: tuple[tuple[Flag, str], ...] = ((True, "unknown"),)
    actual: tuple[Flag, str] = (False, "")
    gap: tuple[Flag, str] = (False, "")


def agreed_of(
    c: Carrier[Term],
    doubts: Doubts,
    judged: Sequence[Judging[Term]],
    *,
    lapsed: bool,
    actual: str = "",
    gap: str = "",
) -> Agreed:
    """What every reading says of a line that something is held against.

    ``actual`` and ``gap`` are the columns of the figure in the first reading and of the least gap.
    """
    ends = [shown_ends(c, one) for one in judged]
    first = ends[0][0][1]
    one_number: Flag = True
    for (low_ok, low), (high_ok, high) in ends:
        same = c.both(c.equal(low, high), c.equal(low, first))
        one_number = c.both(one_number, c.both(c.both(low_ok, high_ok), same))
    alike = [reduce(c.both, flags) for flags in zip(*map(_verdict, judged), strict=True)]
    verdicts = [one for one in zip(alike, VERDICTS, strict=False) if one[0] is not False]
    asked = False if lapsed else _applies(c, doubts, judged, ends)
    return Agreed(
        asked,
        (*verdicts, (True, "unknown")),
        (one_number, actual),
        (c.both(asked, reduce(c.either, alike)), gap),
    )


def _verdict(one: Judging[Term]) -> tuple[Flag, ...]:
    return one.found.met, one.found.near, one.found.short, one.found.over


def shown_ends(c: Carrier[Term], one: Judging[Term]) -> tuple[Figure[Term], Figure[Term]]:
    """What there is, in whole grains: neither end of it where "nothing or more" is all that is
    known while something is missing."""
    missing = c.either(needs_of(c, one.required.marks), needs_of(c, one.actual.marks))
    empty = c.both(c.negate(one.actual.high_ok), c.equal(one.actual.low, c.number(Fraction(0))))
    low_ok = c.both(one.shown.low_ok, c.negate(c.both(empty, missing)))
    return (low_ok, one.shown.low), (one.shown.high_ok, one.shown.high)


def _applies(
    c: Carrier[Term],
    doubts: Doubts,
    judged: Sequence[Judging[Term]],
    ends: Sequence[tuple[Figure[Term], Figure[Term]]],
) -> Flag:
    """Whether the rule has a case for the row in any of the readings that are told apart."""
    cases = []
    for one in judged:
        marks = one.required.marks
        none = c.either(marks.get(GAP, False), marks.get(NOT_FOR, False))
        cases.append(c.either(c.negate(none), needs_of(c, marks)))
    if all(flag is cases[0] for flag in cases):
        return cases[0]
    zero = c.number(Fraction(0))
    figures: list[list[Figure[Term]]] = [
        [*own, *((flag, zero) for flag in _verdict(one)), (True, one.found.gap)]
        for one, own in zip(judged, ends, strict=True)
    ]
    worlds = [one.world for one in judged]
    _, apart = told_apart(c, doubts, worlds, lambda a, b: unlike(c, figures[a], figures[b]))
    return reduce(c.either, map(c.both, apart, cases))
