"""Rules evaluated in every reading: from a law and the facts to ends, marks and readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..carriers.number import Facts, NumberCarrier
from ..community import Part, PlaceOptions, parts_of, placed_inputs
from ..library.shelf.law import Law
from ..outcomes.readings import NUMBERS, reduced
from ..outcomes.status import known_ends
from ..places.place import Division
from ..policy import LEVELS, Payer
from ..quantity import UNITS
from ..record import Record
from ..rules.doubts import Doubts, World, doubts_of
from ..rules.nodes import Rule
from ..rules.walk import Mark, Note, Value, Walk

if TYPE_CHECKING:
    from ..outcomes.payers import Borne

__all__ = ["Ends", "Evaluation", "Outcome", "PayerPart", "hull_of"]


class PayerPart(Record):
    """What is to be told of the amount that a payer of a line bears: its marks and notes."""

    level: str
    marks: frozenset[Mark]
    notes: tuple[Note[Fraction], ...]


class Ends(Record):
    """A settled result in one reading: ends (None: open, or none), what holds of it, its payers,
    and what is to be told of those whose part is an amount of its own."""

    low: Fraction | None
    high: Fraction | None
    marks: frozenset[Mark]
    notes: tuple[Note[Fraction], ...]
    payers: tuple[tuple[str, Fraction | None, Fraction | None], ...] = ()
    amounts: tuple[PayerPart, ...] = ()

    @property
    def figures(self) -> tuple[object, ...]:
        """What must differ for two readings to be worth telling apart."""
        state = frozenset(
            mark for mark in self.marks if mark[0] in ("none-fits", "no-amount", "not-for", "gap")
        )
        return self.low, self.high, state, self.payers


class Outcome(Record):
    """A result in every reading that matters: the points it turns on, and the ends in each."""

    doubts: Doubts
    worlds: tuple[tuple[World, Ends], ...]

    def in_world(self, world: Mapping[str, str]) -> Ends:
        """The ends in the reading that a (larger) world fixes."""
        for own, ends in self.worlds:
            if all(world.get(doubt, option) == option for doubt, option in own.items()):
                return ends
        return self.worlds[0][1]

    def hull(self) -> tuple[Fraction | None, Fraction | None]:
        """The lowest low and the highest high; an end open in one reading is open."""
        return hull_of([ends for _, ends in self.worlds])

    def marks(self) -> frozenset[Mark]:
        """What holds in at least one reading."""
        return frozenset().union(*(ends.marks for _, ends in self.worlds))

    def amounts(self) -> list[PayerPart]:
        """What is to be told of payers' amounts, in whichever reading."""
        return list(dict.fromkeys(part for _, ends in self.worlds for part in ends.amounts))

    def readings(self) -> list[tuple[World, Ends]]:
        """The readings in which the ends differ; empty where all agree."""
        kept, worlds = reduced(self.doubts, self.worlds, lambda ends: (ends.low, ends.high))
        return worlds if kept else []

    def payers(self) -> list[tuple[str, Fraction | None, Fraction | None]]:
        """What each level bears, the hull over the readings."""
        borne = {level for _, ends in self.worlds for level, *_ in ends.payers}
        levels = [level for level in LEVELS if level in borne]
        result = []
        for level in levels:
            own = [p for _, ends in self.worlds for p in ends.payers if p[0] == level]
            missing = len(own) < len(self.worlds)
            lows = [p[1] for p in own] + ([Fraction(0)] if missing else [])
            result.append((level, _end(lows, min), _end([p[2] for p in own], max)))
        return result


def hull_of(worlds: Iterable[Ends]) -> tuple[Fraction | None, Fraction | None]:
    """The lowest low and the highest high of some readings; an end open in one is open."""
    ends = list(worlds)
    return _end([one.low for one in ends], min), _end([one.high for one in ends], max)


def _end(values: list[Fraction | None], of: object) -> Fraction | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return min(known) if of is min else max(known)


class Evaluation:
    """One community under one law, on the number carrier. ``city`` is the place that is named
    where parts of it may differ in ``by_place``."""

    def __init__(
        self, law: Law, facts: Facts, by_place: PlaceOptions, city: Division | None = None
    ) -> None:
        self.law = law
        self.facts = facts
        self.by_place = by_place
        self.city = city
        self._parts: list[tuple[Part, Evaluation]] | None = None
        self._placed: dict[str, str] | None = None
        self._carrier = NumberCarrier(facts, by_place)
        self._points = {
            name: " ".join((point, *options))
            for name, (point, options) in by_place.items()
            if point and name not in facts
        }
        self._walks: dict[tuple[tuple[str, str], ...], Walk[Fraction]] = {}

    @property
    def parts(self) -> list[tuple[Part, Evaluation]]:
        """The parts of the city, each with the same community there, which is this one where the
        city itself is such a part; none of what is no city."""
        if self._parts is None:
            self._parts = [
                (
                    part,
                    self
                    if part.by_place == self.by_place
                    else Evaluation(self.law, self.facts, part.by_place),
                )
                for part in parts_of(self.law, self.city)
            ]
        return self._parts

    def turns_on_place(self, rules: Sequence[Rule]) -> bool:
        """Whether something that some rules look at follows from the place."""
        if self._placed is None:
            every = (spec.id for spec in placed_inputs(self.law))
            self._placed = {name: name for name in every if name not in self.facts}
        found = (name for r in rules for name in doubts_of(r, self.law.rules, self._placed))
        return any(name in self._placed for name in found)

    def doubts(self, rules: Sequence[Rule]) -> Doubts:
        """The points at which some rules can be read in more than one way."""
        found = Doubts()
        for rule in rules:
            found.join(doubts_of(rule, self.law.rules, self._points))
        return found

    def walk(self, world: World) -> Walk[Fraction]:
        """The walk in a world; kept, so that shared provisions are evaluated once."""
        key = tuple(sorted(world.items()))
        if key not in self._walks:
            self._walks[key] = Walk(self._carrier, self.law.rules, world)
        return self._walks[key]

    def outcome(self, rule: Rule, unit: str, payers: Sequence[Payer] = ()) -> Outcome:
        """What ``rule`` gives in every reading, settled to ``unit``, with who bears it."""
        amounts = [payer.amount for payer in payers if payer.amount is not None]
        doubts = self.doubts([rule, *amounts])
        grain = UNITS[unit].grain
        results = [
            (world, self._ends(self.walk(world), rule, grain, payers)) for world in doubts.worlds()
        ]
        kept, worlds = reduced(doubts, results, lambda ends: ends.figures)
        return Outcome(kept, tuple(worlds))

    def _ends(
        self, walk: Walk[Fraction], rule: Rule, grain: Fraction | None, payers: Sequence[Payer]
    ) -> Ends:
        value = walk.settled(rule, grain)
        parts = _borne(walk, value, payers, grain or Fraction(1)) if payers else []
        low_ok, high_ok = known_ends(NUMBERS, value)
        return Ends(
            value.low if low_ok else None,
            value.high if high_ok else None,
            _holding(value),
            _noted(value),
            tuple(
                (
                    part.level,
                    part.value.low if part.value.low_ok else None,
                    part.value.high if part.value.high_ok else None,
                )
                for part in parts
            ),
            tuple(
                PayerPart(part.level, _holding(part.value), _noted(part.value))
                for part in parts
                if part.amount
            ),
        )


def _borne(
    walk: Walk[Fraction], value: Value[Fraction], payers: Sequence[Payer], grain: Fraction
) -> list[Borne[Fraction]]:
    from ..outcomes.payers import borne

    return [part for part in borne(NUMBERS, walk, value, payers, grain) if part.present]


def _noted(value: Value[Fraction]) -> tuple[Note[Fraction], ...]:
    return tuple(note for note in value.notes if note.flag)


def _holding(value: Value[Fraction]) -> frozenset[Mark]:
    return frozenset(mark for mark, flag in value.marks.items() if flag)
