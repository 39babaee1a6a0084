"""Which ends of a result are known, and how its finding stands, on any carrier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce

from ..carriers import Carrier, Flag, Term
from ..record import Record
from ..rules.bounds import NONE_FITS, NOT_FOR, Mark, Value
from ..rules.doubts import Doubts, World
from .line import Line
from .readings import Figure, any_of, told_apart, unlike

__all__ = ["Standing", "known_ends", "needs_of", "standing_of", "statuses_of"]

_STATES = ("none-fits", "no-amount", "not-for", "gap")
_SHOWN = ("about", "assumed", "derived", "needs")


class Standing(Record):
    """Whether there is such a finding (there always is, but for a total), whether either end is
    known, and its status: the first of ``statuses`` whose flag holds. ``marks`` are those that a
    finding shows: what is about, derived, assumed, or needed."""

    present: Flag = True
    low: Flag = False
    high: Flag = False
    statuses: tuple[tuple[Flag, str], ...] = ()
    marks: tuple[tuple[Mark, Flag], ...] = ()

    def has(self, c: Carrier[Term], *names: str) -> Flag:
        """Whether the status is one of ``names``."""
        found: Flag = False
        before: Flag = False
        for flag, status in self.statuses:
            if status in names:
                found = c.either(found, c.both(flag, c.negate(before)))
            before = c.either(before, flag)
        return found


def needs_of(c: Carrier[Term], marks: Mapping[Mark, Flag]) -> Flag:
    """Whether something is missing."""
    return any_of(c, (flag for (kind, _), flag in marks.items() if kind == "needs"))


def known_ends(c: Carrier[Term], value: Value[Term]) -> tuple[Flag, Flag]:
    """Whether each end is known.

    "Nothing or more" is known of every amount: where something is missing, or nothing fits a part,
    it says nothing.
    """
    lacks = c.either(value.marks.get(NONE_FITS, False), needs_of(c, value.marks))
    empty = c.both(c.negate(value.high_ok), c.equal(value.low, c.number(Fraction(0))))
    return c.both(value.low_ok, c.negate(c.both(empty, lacks))), value.high_ok


def statuses_of(
    c: Carrier[Term], line: Line, known: Flag, *, not_for: Flag, none_fits: Flag, missing: Flag
) -> tuple[tuple[Flag, str], ...]:
    """The status of a finding: the first whose flag holds. ``known`` is whether it has an end in
    any reading."""
    if line.lapsed:
        return ((True, "not-in-force"),)
    unknown = c.negate(known)
    statuses: tuple[tuple[Flag, str], ...] = (
        (c.both(c.both(unknown, not_for), c.negate(missing)), "not-for"),
        (c.both(unknown, none_fits), "none-fits"),
        (c.both(unknown, missing), "needs-input"),
        (unknown, "no-amount"),
        (bool(line.provision.only_where), "conditional"),
        (missing, "needs-input"),
        (True, "computed"),
    )
    return tuple(status for status in statuses if status[0] is not False)


def standing_of(
    c: Carrier[Term],
    line: Line,
    doubts: Doubts,
    ends: Sequence[tuple[World, Flag, Flag]],
    marks: Sequence[Mapping[Mark, Flag]],
    payers: Sequence[Sequence[Figure[Term]]],
    figures: Sequence[Sequence[Figure[Term]]],
) -> Standing:
    """How a line's finding stands, from what it gives in each reading: which ends are known, its
    marks, what is borne, and its ends as figures."""
    low = reduce(c.both, (flag for _, flag, _ in ends))
    high = reduce(c.both, (flag for *_, flag in ends))
    not_for, none_fits = (
        any_of(c, (held.get(mark, False) for held in marks)) for mark in (NOT_FOR, NONE_FITS)
    )
    needs = [needs_of(c, held) for held in marks]
    shown = sorted({mark for held in marks for mark in held if mark[0] in _SHOWN})
    flags_of = {mark: [held.get(mark, False) for held in marks] for mark in shown}
    kept: list[Flag] | None = None
    if any(flag is not flags[0] for flags in (needs, *flags_of.values()) for flag in flags):
        zero = c.number(Fraction(0))
        kinds = sorted({mark for held in marks for mark in held if mark[0] in _STATES})
        compared = [
            [*amounts, *borne, *((held.get(mark, False), zero) for mark in kinds)]
            for amounts, borne, held in zip(figures, payers or [()] * len(ends), marks, strict=True)
        ]
        worlds = [world for world, *_ in ends]
        _, kept = told_apart(c, doubts, worlds, lambda a, b: unlike(c, compared[a], compared[b]))
    missing = _in_any(c, kept, needs)
    known = any_of(c, (c.either(low_ok, high_ok) for _, low_ok, high_ok in ends))
    statuses = statuses_of(c, line, known, not_for=not_for, none_fits=none_fits, missing=missing)
    if line.lapsed:
        return Standing(statuses=statuses)
    return Standing(
        True,
        low,
        high,
        statuses,
        tuple((mark, _in_any(c, kept, flags)) for mark, flags in flags_of.items()),
    )


def _in_any(c: Carrier[Term], kept: Sequence[Flag] | None, flags: Sequence[Flag]) -> Flag:
    """Whether a flag holds in a reading that is told apart; in all of them it may be the same."""
    if kept is None or all(flag is flags[0] for flag in flags):
        return flags[0]
    return any_of(c, map(c.both, kept, flags))
