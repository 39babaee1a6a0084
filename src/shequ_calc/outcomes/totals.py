"""Lines of a community's year summed, reading by reading, on any carrier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Generic

from ..carriers import Carrier, Flag, Term
from ..record import Record
from ..rules.bounds import Mark
from .line import Line
from .payers import Borne
from .readings import any_of
from .status import Standing

__all__ = ["Amount", "Sums", "amounts_borne", "may_be_summed", "opens", "sums_of", "total_standing"]


class Amount(Record, Generic[Term]):
    """Money: a least and a most, each 0 where it is not known, and whether the most is known."""

    low: Term
    high: Term
    closed: Flag


class Sums(Record, Generic[Term]):
    """What lines come to in one reading, and what each level bears of it."""

    whole: Amount[Term]
    payers: Mapping[str, Amount[Term]]


def may_be_summed(line: Line) -> bool:
    """Whether a line is money of the community's year that is due in any case."""
    yearly = line.unit == "yuan" and line.scope == "community" and line.period == "year"
    certain = line.role == "line" and not line.lapsed and not line.provision.only_where
    return yearly and certain


def opens(line: Line) -> bool:
    """Whether more may be due than the summed lines say, where this one has no end."""
    return line.role == "line" and line.scope in ("community", "person")


def amounts_borne(c: Carrier[Term], parts: Sequence[Borne[Term]]) -> dict[str, Amount[Term]]:
    """What each level bears, nothing where it is not told."""
    found: dict[str, Amount[Term]] = {}
    nothing = c.number(Fraction(0))
    for borne in parts:
        part, present, before = borne.value, borne.present, found.get(borne.level)
        low = c.choose(c.both(present, part.low_ok), part.low, nothing)
        high = c.choose(c.both(present, part.high_ok), part.high, nothing)
        closed = c.either(c.negate(present), part.high_ok)
        if before is not None:
            low, high = c.least(low, before.low), c.greatest(high, before.high)
            closed = c.both(closed, before.closed)
        found[borne.level] = Amount(low, high, closed)
    return found


def sums_of(c: Carrier[Term], lines: Iterable[tuple[Flag, Sums[Term]]]) -> Sums[Term]:
    """The sum of some lines, each counted where its flag holds."""
    zero = c.number(Fraction(0))
    nothing = Amount(zero, zero, True)
    whole, payers = nothing, dict[str, Amount[Term]]()
    for counted, line in lines:
        whole = _added(c, whole, counted, line.whole)
        for level, amount in line.payers.items():
            payers[level] = _added(c, payers.get(level, nothing), counted, amount)
    return Sums(whole, payers)


def _added(c: Carrier[Term], a: Amount[Term], counted: Flag, b: Amount[Term]) -> Amount[Term]:
    nothing = c.number(Fraction(0))
    return Amount(
        c.add(a.low, c.choose(counted, b.low, nothing)),
        c.add(a.high, c.choose(counted, b.high, nothing)),
        c.both(a.closed, c.either(c.negate(counted), b.closed)),
    )


def total_standing(
    c: Carrier[Term], every: Sequence[tuple[Line, Standing]], summed: Sequence[Standing]
) -> Standing:
    """How the total of ``summed`` lines stands among ``every`` line of a budget: there is one
    where any of them has an end, and its upper end is open where more may be due."""
    present = any_of(c, (c.either(one.low, one.high) for one in summed))
    closed: Flag = True
    for one in summed:
        closed = c.both(closed, c.either(c.negate(one.low), one.high))
    for asked, one in every:
        if opens(asked):
            closed = c.both(closed, c.negate(one.has(c, "no-amount", "needs-input")))
            # Readings of which only some come to an amount.
            some = c.both(one.has(c, "computed"), c.negate(c.either(one.low, one.high)))
            closed = c.both(closed, c.negate(some))
        if asked.provision.opens and any(one is own for own in summed):
            closed = c.both(closed, c.negate(c.either(one.low, one.high)))
    return Standing(
        present, present, c.both(present, closed), ((True, "computed"),), _marks(c, every, summed)
    )


def _marks(
    c: Carrier[Term], every: Sequence[tuple[Line, Standing]], summed: Sequence[Standing]
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
