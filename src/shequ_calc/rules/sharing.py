"""Settling a result to the grain of its unit, and splitting it among those who bear it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Generic

from ..carriers import Carrier, Flag, Term
from .bounds import Bounds, Note, Value, as_parts

__all__ = ["Sharing"]


class Sharing(Generic[Term]):
    """Rounds once, at the end, and takes parts that sum to their whole, on one carrier."""

    def __init__(self, carrier: Carrier[Term], bounds: Bounds[Term]) -> None:
        self._c = carrier
        self._b = bounds

    def settle(self, value: Value[Term], grain: Fraction | None) -> Value[Term]:
        """``value`` rounded to ``grain`` once, at the end: floors up and caps down; a figure that
        lies between two grains on its own, half up."""
        if grain is None:
            return value
        c, b = self._c, self._b
        low, high = b.to(c.ceiling, value.low, grain), b.to(c.floor, value.high, grain)
        between = c.both(c.both(value.low_ok, value.high_ok), c.less(high, low))
        return value._replace(
            low=c.choose(between, b.half_up(value.low, grain), low),
            high=c.choose(between, b.half_up(value.high, grain), high),
        )

    def split(
        self, whole: Value[Term], weights: Sequence[Fraction], index: int, grain: Fraction
    ) -> Value[Term]:
        """The part ``index`` of a whole split by ``weights`` (which sum to 1), to ``grain``.

        The whole is rounded first; what rounding down leaves goes to the largest remainders, so
        that the parts sum to the rounded whole, at the lower end and at the upper one.
        """
        c, whole = self._c, self.settle(whole, grain)
        low, high = (self._part(end, weights, index, grain) for end in (whole.low, whole.high))
        if sum(weight > 0 for weight in weights) > 2:
            # With three parts a larger whole can give one of them less (10 and 11 split 6:6:2);
            # then only what the upper end has more is split, so that no part's ends cross.
            more = self._part(c.subtract(whole.high, whole.low), weights, index, grain)
            crossed = c.both(self._any_crosses(whole, weights, grain), whole.low_ok)
            high = c.choose(c.both(crossed, whole.high_ok), c.add(low, more), high)
        return whole._replace(low=low, high=high, notes=as_parts(whole))

    def _any_crosses(
        self, whole: Value[Term], weights: Sequence[Fraction], grain: Fraction
    ) -> Flag:
        if whole.exact:
            return False
        each = [
            self._c.less(
                self._part(whole.high, weights, index, grain),
                self._part(whole.low, weights, index, grain),
            )
            for index in range(len(weights))
        ]
        return reduce(self._c.either, each)

    def _part(self, whole: Term, weights: Sequence[Fraction], index: int, grain: Fraction) -> Term:
        c = self._c
        units = c.divide(whole, grain)
        exact = [c.multiply(units, c.number(weight)) for weight in weights]
        floors = [c.floor(share) for share in exact]
        rests = [c.subtract(share, floor) for share, floor in zip(exact, floors, strict=True)]
        left = c.subtract(units, reduce(c.add, floors))
        zero, one = c.number(Fraction(0)), c.number(Fraction(1))
        rank, own = zero, rests[index]
        for other, rest in enumerate(rests):
            if other != index:
                ahead = c.at_most(own, rest) if other < index else c.less(own, rest)
                rank = c.add(rank, c.choose(ahead, one, zero))
        extra = c.choose(c.less(rank, left), one, zero)
        return c.multiply(c.add(floors[index], extra), c.number(grain))

    def within(self, amount: Value[Term], whole: Value[Term]) -> Value[Term]:
        """What ``amount`` can be as a part of ``whole``: no more than it, end by end, with a note
        where more than a closed whole is cut off."""
        c = self._c
        low_over = c.both(c.both(amount.low_ok, whole.low_ok), c.less(whole.low, amount.low))
        high_over = c.both(c.both(amount.high_ok, whole.high_ok), c.less(whole.high, amount.high))
        low = c.choose(low_over, whole.low, amount.low)
        high = c.choose(high_over, whole.high, amount.high)
        cut = c.both(whole.high_ok, c.either(low_over, high_over))
        if cut is False:
            return amount._replace(low=low, high=high)
        stated = c.choose(high_over, amount.high, amount.low)
        left = c.choose(high_over, whole.high, whole.low)
        note = Note(cut, "cut-to-line", (stated, left))
        return amount._replace(low=low, high=high, notes=(*amount.notes, note))

    def remainder(self, whole: Value[Term], part: Value[Term]) -> Value[Term]:
        """What others bear of ``whole`` beside ``part``: end by end, so that the two sum to it,
        and never below zero. Where the part is wider than its whole (10 to 15 of 40), or not
        known, that would say something false, and it is all that can be left (25 to 30)."""
        c, b = self._c, self._b
        low = c.greatest(c.subtract(whole.low, b.low_of(part)), b.zero)
        high = c.greatest(c.subtract(whole.high, part.high), b.zero)
        closed = c.both(whole.high_ok, part.high_ok)
        marks = b.merge(whole.marks, part.marks)
        crossed = c.both(c.both(whole.low_ok, closed), c.less(high, low))
        known = c.either(part.low_ok, part.high_ok)
        return b.choose(
            c.both(known, c.negate(crossed)),
            Value(low, high, whole.low_ok, closed, marks),
            b.minus(whole, part),
        )
