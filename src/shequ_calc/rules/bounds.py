"""Arithmetic on ranges with open ends, for any carrier.

A value has a low and a high end, each known or open. What travels beside the ends are *marks*
(about, derived, assumed, needs, none-fits, no-amount, not-for, perhaps-for, gap,
wavers), each with the flag under which
it holds, and notes with the terms they speak of. Nothing here looks at a term, or at a flag that
depends on a community: all choices go through the carrier. Amounts are never negative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Generic, NamedTuple

from ..carriers import Carrier, Flag, Term

__all__ = [
    "ABOUT",
    "DERIVED",
    "GAP",
    "NONE_FITS",
    "NOT_FOR",
    "PERHAPS_FOR",
    "WAVERS",
    "Bounds",
    "Mark",
    "Note",
    "Truth",
    "Value",
    "as_parts",
]

Mark = tuple[str, str]
ABOUT, DERIVED, GAP, NONE_FITS = ("about", ""), ("derived", ""), ("gap", ""), ("none-fits", "")
# Where the rule is not for this post, place or person, and where that is not known.
NOT_FOR, PERHAPS_FOR = ("not-for", ""), ("perhaps-for", "")
# A bound that is itself a range: at least half of a wage of 1,350 to 1,500.
WAVERS = ("wavers", "")


class Note(NamedTuple, Generic[Term]):
    """Something to tell beside a value: a message key, its terms, and the flag it holds under.

    The terms are those of ``provision`` where it is named, and of a part of the value where
    ``part`` is set: they are not the numbers of whatever uses it.
    """

    flag: Flag
    key: str
    terms: tuple[Term, ...]
    provision: str = ""
    part: bool = False


class Value(NamedTuple, Generic[Term]):
    """A range in a carrier's terms. An end whose flag is false is open, or not known."""

    low: Term
    high: Term
    low_ok: Flag
    high_ok: Flag
    marks: Mapping[Mark, Flag]
    notes: tuple[Note[Term], ...] = ()

    @property
    def exact(self) -> bool:
        """Whether it is one number (known or not) whatever the community: no range at all."""
        return self.low is self.high and self.low_ok is self.high_ok


class Truth(NamedTuple):
    """Yes, no, or (neither) not decided.

    ``both`` holds where it is not decided because the amounts are ranges that allow either
    answer, and not because something is missing.
    """

    yes: Flag
    no: Flag
    marks: Mapping[Mark, Flag]
    both: Flag = False


def as_parts(*values: Value[Term]) -> tuple[Note[Term], ...]:
    """The notes of what another value is made of."""
    return tuple(
        note if note.provision else note._replace(part=True)
        for value in values
        for note in value.notes
    )


class Bounds(Generic[Term]):
    """What can be done with values on one carrier.

    A bound over a range, a *wavering* one, lies somewhere in it. The widest is taken, from the
    range's lower end for a floor and its upper one for a cap; the narrowest if ``narrow``.
    """

    def __init__(self, carrier: Carrier[Term], *, narrow: bool = False) -> None:
        self._c = carrier
        self._narrow = narrow
        self.zero = carrier.number(Fraction(0))

    # Making values

    def exactly(self, term: Term) -> Value[Term]:
        """A single known number."""
        return Value(term, term, True, True, {})

    def given(self, term: Term, known: Flag, name: str) -> Value[Term]:
        """What the input ``name`` gives, which is needed where it is not known."""
        needs = {("needs", name): self._c.negate(known), DERIVED: True}
        return Value(term, term, known, known, needs)

    def unknown(self, marks: Mapping[Mark, Flag]) -> Value[Term]:
        """Neither end known."""
        return Value(self.zero, self.zero, False, False, marks)

    def marked(self, value: Value[Term], mark: Mark) -> Value[Term]:
        """``value`` with a mark that always holds."""
        return value._replace(marks={**value.marks, mark: True})

    def derived(self, value: Value[Term]) -> Value[Term]:
        """``value``, marked as worked out rather than read off."""
        return self.marked(value, DERIVED)

    def low_of(self, value: Value[Term]) -> Term:
        """The lower end, 0 where it is not known: amounts are never negative."""
        if value.low_ok is True:
            return value.low
        return self._c.choose(value.low_ok, value.low, self.zero)

    # Marks and choices

    def merge(self, *several: Mapping[Mark, Flag]) -> dict[Mark, Flag]:
        """Every mark, under any of its flags."""
        merged: dict[Mark, Flag] = {}
        for marks in several:
            for mark, flag in marks.items():
                merged[mark] = self._c.either(merged[mark], flag) if mark in merged else flag
        return merged

    def under(self, flag: Flag, marks: Mapping[Mark, Flag], kind: str = "") -> dict[Mark, Flag]:
        """``marks`` (or those of one kind) where ``flag`` holds, too."""
        return {
            mark: self._c.both(flag, own) if mark[0] == kind or not kind else own
            for mark, own in marks.items()
        }

    def notes_under(self, flag: Flag, notes: tuple[Note[Term], ...]) -> tuple[Note[Term], ...]:
        """``notes`` where ``flag`` holds, too."""
        return tuple(note._replace(flag=self._c.both(flag, note.flag)) for note in notes)

    def choose(self, flag: Flag, then: Value[Term], otherwise: Value[Term]) -> Value[Term]:
        """``then`` where the flag holds, else ``otherwise``, with the marks of the one chosen."""
        if flag is True:
            return then
        if flag is False:
            return otherwise
        c = self._c
        no = c.negate(flag)

        def flags(a: Flag, b: Flag) -> Flag:
            return c.either(c.both(flag, a), c.both(no, b))

        return Value(
            c.choose(flag, then.low, otherwise.low),
            c.choose(flag, then.high, otherwise.high),
            flags(then.low_ok, otherwise.low_ok),
            flags(then.high_ok, otherwise.high_ok),
            self.merge(self.under(flag, then.marks), self.under(no, otherwise.marks)),
            self.notes_under(flag, then.notes) + self.notes_under(no, otherwise.notes),
        )

    def first(
        self, rows: Sequence[tuple[Flag, Value[Term]]], otherwise: Value[Term]
    ) -> Value[Term]:
        """The first row whose flag holds."""
        return reduce(
            lambda picked, row: self.choose(row[0], row[1], picked), reversed(rows), otherwise
        )

    def hull(self, rows: Sequence[tuple[Flag, Value[Term]]], otherwise: Value[Term]) -> Value[Term]:
        """From the lowest low to the highest high of all rows whose flag holds; an end open in
        one of them is open."""
        c, start = self._c, self.first(rows, otherwise)

        def ends(of: Callable[[Value[Term]], Term], pick: Callable[[Term, Term], Term]) -> Term:
            return reduce(pick, (c.choose(flag, of(row), of(start)) for flag, row in rows))

        def known(of: Callable[[Value[Term]], Flag]) -> Flag:
            each = (c.either(c.negate(flag), of(row)) for flag, row in rows)
            return reduce(c.both, each, of(start))

        whole = Value(
            ends(lambda value: value.low, c.least),
            ends(lambda value: value.high, c.greatest),
            known(lambda value: value.low_ok),
            known(lambda value: value.high_ok),
            self.merge(start.marks, *(self.under(flag, row.marks) for flag, row in rows)),
            tuple(note for flag, row in rows for note in self.notes_under(flag, row.notes)),
        )
        return self._wavering(whole, rows)

    def _wavering(
        self, whole: Value[Term], rows: Sequence[tuple[Flag, Value[Term]]]
    ) -> Value[Term]:
        """``whole``, the hull of ``rows``: where they are floors, or caps, it is one that lies
        between theirs."""
        c, low, high = self._c, whole.low, whole.high
        apart: Flag = False
        for flag, row in rows:
            floor = c.both(flag, c.both(row.low_ok, c.negate(row.high_ok)))
            cap = c.both(flag, c.both(row.high_ok, c.negate(row.low_ok)))
            higher = c.both(c.both(floor, whole.low_ok), c.less(low, row.low))
            lower = c.both(c.both(cap, whole.high_ok), c.less(row.high, high))
            apart = c.either(apart, c.either(higher, lower))
            low, high = c.choose(higher, row.low, low), c.choose(lower, row.high, high)
        if apart is False:
            return whole
        if self._narrow:
            return whole._replace(low=low, high=high)
        return whole._replace(marks=self.merge(whole.marks, {WAVERS: apart}))

    def decided(self, known: Flag, value: Value[Term], marks: Mapping[Mark, Flag]) -> Value[Term]:
        """``value`` where what it turns on is known, else nothing. What decides leaves its
        ``marks``, but looking a figure up derives nothing."""
        plain = {mark: flag for mark, flag in marks.items() if mark != DERIVED}
        chosen = self.choose(known, value, self.unknown({}))
        return chosen._replace(marks=self.merge(chosen.marks, plain))

    def branch(self, holds: Truth, then: Value[Term], otherwise: Value[Term]) -> Value[Term]:
        """``then`` or ``otherwise``, or the hull of both where the amounts allow either."""
        chosen = self.choose(holds.yes, then, otherwise)
        if holds.both is not False:
            wide = self.hull([(True, then), (True, otherwise)], otherwise)
            chosen = self.choose(holds.both, wide, chosen)
        known = self._c.either(self._c.either(holds.yes, holds.no), holds.both)
        return self.decided(known, chosen, holds.marks)

    # Arithmetic

    def add(self, a: Value[Term], b: Value[Term]) -> Value[Term]:
        """a + b. With one of them missing the lower end stays and the upper one opens."""
        c = self._c
        return Value(
            c.add(self.low_of(a), self.low_of(b)),
            c.add(a.high, b.high),
            c.either(a.low_ok, b.low_ok),
            c.both(a.high_ok, b.high_ok),
            self.merge(a.marks, b.marks),
            as_parts(a, b),
        )

    def minus(self, a: Value[Term], b: Value[Term]) -> Value[Term]:
        """What can be left of a after b, never below zero. With b missing nothing is known of
        the lower end, and the upper one stands."""
        c = self._c
        return Value(
            c.greatest(c.subtract(a.low, b.high), self.zero),
            c.greatest(c.subtract(a.high, self.low_of(b)), self.zero),
            c.both(a.low_ok, b.high_ok),
            a.high_ok,
            self.merge(a.marks, b.marks),
            as_parts(a, b),
        )

    def multiply(self, a: Value[Term], b: Value[Term]) -> Value[Term]:
        """a x b. Nothing of something not known is nothing, and needs nothing."""
        c = self._c
        a_none, b_none = (c.both(one.high_ok, c.equal(one.high, self.zero)) for one in (a, b))
        none = c.either(a_none, b_none)
        low_ok, high_ok = c.both(a.low_ok, b.low_ok), c.both(a.high_ok, b.high_ok)
        return Value(
            c.choose(c.both(none, c.negate(low_ok)), self.zero, c.multiply(a.low, b.low)),
            c.choose(c.both(none, c.negate(high_ok)), self.zero, c.multiply(a.high, b.high)),
            c.either(low_ok, none),
            c.either(high_ok, none),
            self.under(c.negate(none), self.merge(a.marks, b.marks), "needs"),
            as_parts(a, b),
        )

    def divide(self, a: Value[Term], least: Fraction, most: Fraction) -> Value[Term]:
        """a divided by a stated range above zero."""
        low, high = self._c.divide(a.low, most), self._c.divide(a.high, least)
        return a._replace(low=low, high=high, notes=as_parts(a))

    def beyond(self, a: Value[Term], start: Fraction) -> Value[Term]:
        """What a has beyond a threshold."""
        if not start:
            return a
        c, edge = self._c, self._c.number(start)
        low, high = (c.greatest(c.subtract(end, edge), self.zero) for end in (a.low, a.high))
        return a._replace(low=low, high=high, notes=as_parts(a))

    def between(self, a: Value[Term], b: Value[Term]) -> Value[Term]:
        """From a's lower end to b's upper one; none-fits where that leaves nothing."""
        marks = self.merge(a.marks, b.marks, self._wavers(a), self._wavers(b))
        ends = self._least(a), self._most(b), a.low_ok, b.high_ok
        return self._fitting(Value(*ends, marks, as_parts(a, b)), "nearest")

    def _fitting(self, value: Value[Term], key: str) -> Value[Term]:
        """``value``, or the state none-fits with the nearest on either side where the lower end
        has come to lie above the upper one."""
        c = self._c
        none = c.both(c.both(value.low_ok, value.high_ok), c.less(value.high, value.low))
        if none is False:
            return value
        some = c.negate(none)
        return value._replace(
            low_ok=c.both(value.low_ok, some),
            high_ok=c.both(value.high_ok, some),
            marks=self.merge(value.marks, {NONE_FITS: none}),
            notes=(*value.notes, Note(none, key, (value.high, value.low))),
        )

    def bound(self, kind: str, a: Value[Term], grain: Fraction) -> Value[Term]:
        """A bound in words: floor, cap, above, below (by at least one grain) or about."""
        if kind == "about":
            return self.marked(a, ABOUT)
        c = self._c
        step = c.number(grain)
        low, high = self._least(a), self._most(a)
        if kind == "above":
            low = c.add(self.to(c.floor, low, grain), step)
        elif kind == "below":
            high = c.greatest(c.subtract(self.to(c.ceiling, high, grain), step), self.zero)
        bound = a._replace(marks=self.merge(a.marks, self._wavers(a)))
        if kind in ("floor", "above"):
            return bound._replace(low=low, high_ok=False)
        return bound._replace(high=high, low_ok=False)

    def _least(self, a: Value[Term]) -> Term:
        """From where a floor over a counts."""
        if self._narrow and not a.exact:
            return self._c.choose(a.high_ok, a.high, a.low)
        return a.low

    def _most(self, a: Value[Term]) -> Term:
        """To where a cap over a counts."""
        if self._narrow and not a.exact:
            return self._c.choose(a.low_ok, a.low, a.high)
        return a.high

    def _wavers(self, a: Value[Term]) -> dict[Mark, Flag]:
        """The mark of a bound over a, where that is a range with both ends."""
        c = self._c
        apart = False if a.exact else c.both(c.both(a.low_ok, a.high_ok), c.less(a.low, a.high))
        return {} if apart is False else {WAVERS: apart}

    def first_known(self, values: Sequence[Value[Term]]) -> Value[Term]:
        """The first of which anything is known; what all of them need where none is."""
        rows = [(self._c.either(value.low_ok, value.high_ok), value) for value in values]
        return self.first(rows, self.unknown(self.merge(*(value.marks for value in values))))

    # Rounding

    def to(self, way: Callable[[Term], Term], term: Term, to: Fraction) -> Term:
        """``term`` brought by ``way`` to a whole multiple of ``to``."""
        if to == 1:
            return way(term)
        return self._c.multiply(way(self._c.divide(term, to)), self._c.number(to))

    def half_up(self, term: Term, to: Fraction) -> Term:
        """The nearest whole multiple of ``to``, halves upwards."""
        return self.to(self._c.floor, self._c.add(term, self._c.number(to / 2)), to)

    def rounded(
        self, value: Value[Term], way: str, to: Fraction, key: str = "nearest"
    ) -> Value[Term]:
        """``value`` to whole multiples of ``to``: down, up, nearest, or inward.

        Inward keeps every multiple that lies within; where there is none that is a state, with
        the nearest on either side in a note under ``key``.
        """
        c = self._c
        if way == "inward":
            low, high = self.to(c.ceiling, value.low, to), self.to(c.floor, value.high, to)
            return self.derived(self._fitting(value._replace(low=low, high=high), key))
        if way == "nearest":
            low, high = self.half_up(value.low, to), self.half_up(value.high, to)
        else:
            step = c.floor if way == "down" else c.ceiling
            low, high = self.to(step, value.low, to), self.to(step, value.high, to)
        return self.derived(value._replace(low=low, high=high))
