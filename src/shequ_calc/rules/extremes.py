"""The higher and the lower of two values, on any carrier."""

from __future__ import annotations

from typing import Generic

from ..carriers import Carrier, Flag, Term
from .bounds import Bounds, Note, Value, as_parts

__all__ = ["Extremes"]


class Extremes(Generic[Term]):
    """Picks the higher or the lower of two, end by end. Marks come from the one that binds."""

    def __init__(self, carrier: Carrier[Term], bounds: Bounds[Term]) -> None:
        self._c = carrier
        self._b = bounds

    def higher(self, a: Value[Term], b: Value[Term]) -> Value[Term]:
        """The higher of two. With one of them missing, it is at least the other."""
        c, low_of = self._c, self._b.low_of
        a_low, b_low = low_of(a), low_of(b)

        def binds(one: Value[Term], low: Term, other: Value[Term], other_low: Term) -> Flag:
            at_low = c.both(one.low_ok, c.at_most(other_low, low))
            at_high = c.both(other.high_ok, c.at_most(other.high, one.high))
            return c.either(c.either(at_low, at_high), c.negate(one.high_ok))

        picked = Value(
            c.greatest(a_low, b_low),
            c.greatest(a.high, b.high),
            c.either(a.low_ok, b.low_ok),
            c.both(a.high_ok, b.high_ok),
            {},
            (*self._lifted(a, b), *self._lifted(b, a)),
        )
        return self._marked(picked, (binds(a, a_low, b, b_low), a), (binds(b, b_low, a, a_low), b))

    def lower(self, a: Value[Term], b: Value[Term]) -> Value[Term]:
        """The lower of two. With one of them missing, it is at most the other."""
        c, low_of = self._c, self._b.low_of

        def binds(one: Value[Term], other: Value[Term]) -> Flag:
            at_low = c.both(other.low_ok, c.at_most(one.low, other.low))
            at_high = c.either(c.negate(other.high_ok), c.at_most(one.high, other.high))
            return c.either(c.either(at_low, c.both(one.high_ok, at_high)), c.negate(one.low_ok))

        a_only, b_only = c.negate(b.high_ok), c.negate(a.high_ok)
        picked = Value(
            c.least(low_of(a), low_of(b)),
            c.choose(a_only, a.high, c.choose(b_only, b.high, c.least(a.high, b.high))),
            c.both(a.low_ok, b.low_ok),
            c.either(a.high_ok, b.high_ok),
            {},
            (*self._cut(a, b), *self._cut(b, a)),
        )
        return self._marked(picked, (binds(a, b), a), (binds(b, a), b))

    def _marked(self, picked: Value[Term], *binding: tuple[Flag, Value[Term]]) -> Value[Term]:
        b = self._b
        return picked._replace(
            marks=b.merge(*(b.under(flag, value.marks) for flag, value in binding)),
            notes=tuple(
                note for flag, value in binding for note in b.notes_under(flag, as_parts(value))
            )
            + picked.notes,
        )

    # A figure that is limited is no news. That a cap cuts even the least of a range, or a floor
    # lifts even the most of one, is a collision which the document does not resolve.

    def _cut(self, limit: Value[Term], of: Value[Term]) -> tuple[Note[Term], ...]:
        c = self._c
        cap = c.either(c.negate(limit.low_ok), self._single(limit))
        crossed = c.both(c.both(limit.high_ok, of.low_ok), c.less(limit.high, of.low))
        return self._collision("cap-below", c.both(cap, crossed), of, (limit.high, of.low))

    def _lifted(self, limit: Value[Term], of: Value[Term]) -> tuple[Note[Term], ...]:
        c = self._c
        floor = c.either(c.negate(limit.high_ok), self._single(limit))
        crossed = c.both(c.both(limit.low_ok, of.high_ok), c.less(of.high, limit.low))
        return self._collision("floor-above", c.both(floor, crossed), of, (limit.low, of.high))

    def _collision(
        self, key: str, crossed: Flag, of: Value[Term], terms: tuple[Term, Term]
    ) -> tuple[Note[Term], ...]:
        flag = self._c.both(crossed, self._c.negate(self._single(of)))
        return () if flag is False else (Note(flag, key, terms),)

    def _single(self, value: Value[Term]) -> Flag:
        c = self._c
        same: Flag = True if value.exact else c.equal(value.low, value.high)
        return c.both(c.both(value.low_ok, value.high_ok), same)
