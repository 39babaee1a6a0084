"""The walk over columns in one place, or in one part of a city, in every reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import TypeAlias

from ...carriers.frame import FrameCarrier, FrameTerm
from ...library.shelf.law import Law
from ...rules.doubts import Doubts, World, doubts_of
from ...rules.nodes import Rule
from ...rules.walk import Walk

__all__ = ["ByPlace", "Inside", "TooManyReadings", "few"]

_WORLDS = 256
ByPlace: TypeAlias = Mapping[str, tuple[str, tuple[str, ...]]]  # by input: its point, and options


class TooManyReadings(ValueError):
    """More combinations of readings than are worked out in columns."""


def few(doubts: Doubts) -> Doubts:
    """The same points. Raises TooManyReadings where their combinations are too many."""
    if prod(map(len, doubts.values())) > _WORLDS:
        raise TooManyReadings(", ".join(doubts))
    return doubts


class Inside:
    """The walk over columns in a place, or in a part of a city: a walk for each reading."""

    def __init__(self, carrier: FrameCarrier, law: Law, by_place: ByPlace) -> None:
        self.carrier = carrier
        self._law = law
        self._points = {
            name: " ".join((point, *options))
            for name, (point, options) in by_place.items()
            if point
        }
        self._walks: dict[tuple[tuple[str, str], ...], Walk[FrameTerm]] = {}

    def walk(self, world: World) -> Walk[FrameTerm]:
        """The walk in a reading; kept, so that shared provisions are worked out once."""
        key = tuple(sorted(world.items()))
        if key not in self._walks:
            self._walks[key] = Walk(self.carrier, self._law.rules, world)
        return self._walks[key]

    def doubts(self, rules: Sequence[Rule]) -> Doubts:
        """The points at which some rules can be read in more than one way. Raises
        TooManyReadings."""
        found = Doubts()
        for rule in rules:
            found.join(doubts_of(rule, self._law.rules, self._points))
        return few(found)
