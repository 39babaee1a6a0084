"""The number carrier: exact fractions, for one community."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from . import Flag

__all__ = ["Facts", "NumberCarrier", "longest_run"]

Facts = Mapping[str, Fraction | str | tuple[str, ...]]

_ZERO = Fraction(0)


def longest_run(items: tuple[str, ...], value: str) -> int:
    """The length of the longest unbroken run of ``value`` in ``items``."""
    best = here = 0
    for item in items:
        here = here + 1 if item == value else 0
        best = max(best, here)
    return best


class NumberCarrier:
    """Terms are fractions, flags are booleans.

    ``facts`` holds what is known of the community by input id. ``by_place`` gives categories that
    follow from where it lies: input id to (reading point or "", option per reading).
    """

    def __init__(
        self, facts: Facts, by_place: Mapping[str, tuple[str, Mapping[str, str]]] | None = None
    ) -> None:
        self.facts = facts
        self.by_place = by_place or {}

    def number(self, value: Fraction) -> Fraction:
        return value

    def amount(self, input_id: str) -> tuple[Fraction, Flag]:
        value = self.facts.get(input_id)
        return (value, True) if isinstance(value, Fraction) else (_ZERO, False)

    def category(self, input_id: str, world: Mapping[str, str]) -> str | tuple[str, ...] | None:
        """The option an input has in a world, a set of options, or None where it is not known."""
        value = self.facts.get(input_id)
        if value is None and input_id in self.by_place:
            doubt, options = self.by_place[input_id]
            return options.get(world.get(doubt, ""), next(iter(options.values())))
        return None if isinstance(value, Fraction) else value

    def is_one_of(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[Flag, Flag]:
        value = self.category(input_id, world)
        if isinstance(value, tuple):
            return any(item in options for item in value), True
        return value in options, value is not None

    def count(self, input_id: str, value: str, run: bool) -> tuple[Fraction, Flag]:
        items = self.facts.get(input_id)
        if not isinstance(items, tuple):
            return _ZERO, False
        return Fraction(longest_run(items, value) if run else items.count(value)), True

    def rank(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[Fraction, Flag]:
        value = self.category(input_id, world)
        if not isinstance(value, str) or value not in options:
            return _ZERO, False
        return Fraction(options.index(value) + 1), True

    def add(self, a: Fraction, b: Fraction) -> Fraction:
        return a + b

    def subtract(self, a: Fraction, b: Fraction) -> Fraction:
        return a - b

    def multiply(self, a: Fraction, b: Fraction) -> Fraction:
        return a * b

    def divide(self, a: Fraction, by: Fraction) -> Fraction:
        return a / by

    def floor(self, a: Fraction) -> Fraction:
        return Fraction(a.__floor__())

    def ceiling(self, a: Fraction) -> Fraction:
        return Fraction(a.__ceil__())

    def least(self, a: Fraction, b: Fraction) -> Fraction:
        return min(a, b)

    def greatest(self, a: Fraction, b: Fraction) -> Fraction:
        return max(a, b)

    def at_most(self, a: Fraction, b: Fraction) -> Flag:
        return a <= b

    def less(self, a: Fraction, b: Fraction) -> Flag:
        return a < b

    def equal(self, a: Fraction, b: Fraction) -> Flag:
        return a == b

    def choose(self, condition: Flag, then: Fraction, otherwise: Fraction) -> Fraction:
        return then if condition else otherwise

    def both(self, a: Flag, b: Flag) -> Flag:
        return a and b

    def either(self, a: Flag, b: Flag) -> Flag:
        return a or b

    def negate(self, a: Flag) -> Flag:
        return not a
