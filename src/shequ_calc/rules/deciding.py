"""Deciding: amounts against brackets and against each other, and several conditions at once.

Three answers are told apart from a fourth: yes, no, either (the amounts are ranges that allow
both), and not known. What is not known never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Generic

from ..carriers import Carrier, Flag, Term
from .bounds import Bounds, Truth, Value

__all__ = ["Deciding"]


class Deciding(Generic[Term]):
    """Comparisons and conditions on one carrier."""

    def __init__(self, carrier: Carrier[Term], bounds: Bounds[Term]) -> None:
        self._c = carrier
        self._b = bounds

    def meets(
        self,
        of: Value[Term],
        low: Fraction | None,
        low_in: bool,
        high: Fraction | None,
        high_in: bool,
    ) -> tuple[Flag, Flag]:
        """Whether all of ``of`` lies in a bracket, and whether any of it does. ``of`` must have a
        known end; of an open lower one, 0 is known."""
        c = self._c
        least = of.low if of.exact else self._b.low_of(of)
        most_ok: Flag = True if of.exact else of.high_ok
        whole: Flag = True
        some: Flag = True
        if low is not None:
            edge = c.number(low)
            test = c.at_most if low_in else c.less
            whole = test(edge, least)
            some = c.either(c.negate(most_ok), test(edge, of.high))
        if high is not None:
            edge = c.number(high)
            test = c.at_most if high_in else c.less
            whole = c.both(whole, c.both(most_ok, test(of.high, edge)))
            some = c.both(some, test(least, edge))
        return whole, some

    def compare(self, op: str, a: Value[Term], b: Value[Term]) -> Truth:
        """a against b by ``<=``, ``<`` or ``==``. A comparison that is decided needs nothing."""
        c = self._c
        below, above = c.both(a.high_ok, b.low_ok), c.both(a.low_ok, b.high_ok)
        if op == "==":
            same = c.both(c.equal(a.low, b.high), c.equal(a.high, b.low))
            yes = c.both(c.both(below, above), same)
            no = c.either(
                c.both(below, c.less(a.high, b.low)), c.both(above, c.less(b.high, a.low))
            )
        else:
            test, other = (c.at_most, c.less) if op == "<=" else (c.less, c.at_most)
            yes = c.both(below, test(a.high, b.low))
            no = c.both(above, other(b.high, a.low))
        open_ = c.negate(c.either(yes, no))
        marks = self._b.under(open_, self._b.merge(a.marks, b.marks), "needs")
        if a.exact and b.exact:
            return Truth(yes, no, marks)
        known = c.both(c.either(a.low_ok, a.high_ok), c.either(b.low_ok, b.high_ok))
        return Truth(yes, no, marks, c.both(open_, known))

    def every(self, parts: Sequence[Truth]) -> Truth:
        """Whether all hold. Where one does not, only such ones leave their marks."""
        c = self._c
        yes = reduce(c.both, (part.yes for part in parts))
        no = reduce(c.either, (part.no for part in parts))
        marks = self._b.merge(
            *(self._b.under(c.either(c.negate(no), part.no), part.marks) for part in parts)
        )
        both: Flag = False
        if any(part.both is not False for part in parts):
            allowed = reduce(c.both, (c.either(part.yes, part.both) for part in parts))
            both = c.both(allowed, c.negate(yes))
        return Truth(yes, no, marks, both)

    def some(self, parts: Sequence[Truth]) -> Truth:
        """Whether at least one holds. Where one does, only such ones leave their marks."""
        return self.opposite(self.every([self.opposite(part) for part in parts]))

    def opposite(self, truth: Truth) -> Truth:
        """Yes for no, and no for yes."""
        return Truth(truth.no, truth.yes, truth.marks, truth.both)
