"""What a law and a question come to for every row: one program of whole numbers.

The same walk as for one community runs once, on the frame carrier. Its numbers are columns; all
that is said in words depends on flags alone, which are packed into a *signature*: two rows of one
signature get the same words, and differ in their numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from ...carriers import Flag
from ...carriers.frame import FrameCarrier, FrameTerm, Leaf
from ...carriers.program import Program, Step
from ...library.shelf.law import Law
from ...outcomes.line import Line
from ...outcomes.payers import borne, borne_figures
from ...outcomes.readings import differ
from ...outcomes.status import Standing, known_ends, standing_of
from ...outcomes.totals import Amount, Sums, amounts_borne, may_be_summed, sums_of, total_standing
from ...policy import InputSpec
from ...quantity import FEN, UNITS
from ...questions.findings import lines_in
from ...rules.doubts import Doubts, World, doubts_of
from ...rules.nodes import Rule
from ...rules.walk import Value, Walk
from .inside import ByPlace, Inside, few

__all__ = ["RATIO", "Fine", "Part", "Plan", "Terms", "leaf_of"]

RATIO = Fraction(1, 1_000_000)
Fine: TypeAlias = tuple[str, Fraction]  # a column, and what one of it is worth
_BITS = 60
_LAST_DAY = 9999_12_31
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Part:
    """Where one finding's numbers stand: names of whole-number columns, in grains.

    ``worlds`` pairs each reading with the columns of its ends, ``payers`` each level with those
    of what it bears. ``asked`` is None for a total. ``standing`` says in flags which ends are
    known, and the status; ``known`` says so of the ends in each reading, and ``differs`` whether
    the readings come to different ends. ``exact`` has what a grain cannot hold: both ends of a
    ratio, by reading.
    """

    asked: Line | None
    grain: Fraction
    low: str
    high: str
    worlds: tuple[tuple[World, str, str], ...]
    payers: Mapping[str, tuple[str, str]]
    standing: Standing
    known: tuple[tuple[Flag, Flag], ...]
    differs: Flag
    exact: tuple[tuple[Fine, Fine], ...] = ()


@dataclass(slots=True)
class Terms:
    """A finding's terms in each reading, before they are columns."""

    asked: Line
    grain: Fraction
    doubts: Doubts
    worlds: list[tuple[World, FrameTerm, FrameTerm, Flag, Flag]]
    payers: list[dict[str, Amount[FrameTerm]]]
    known: Flag
    standing: Standing
    exact: list[tuple[FrameTerm, FrameTerm]] = field(default_factory=list)


def leaf_of(spec: InputSpec) -> Leaf | None:
    """How a number input stands in its column: fen, counts, days or millionths; None for others."""
    if spec.kind == "date":
        return Leaf(Fraction(1), _LAST_DAY)
    if spec.kind != "number":
        return None
    step = spec.grain or RATIO
    return Leaf(step, int(spec.greatest / step))


class Plan:
    """The program of a law and a question for rows whose places agree in what follows from them.

    ``columns`` names every number column with its step; ``signature`` holds the flags, and the
    whole numbers, on which words depend.
    """

    def __init__(
        self,
        law: Law,
        question: str,
        inputs: frozenset[str],
        by_place: ByPlace,
        parts: Sequence[ByPlace] = (),
    ) -> None:
        self.law = law
        self.program = Program()
        category = {n for n in inputs.union(by_place, *parts) if law.inputs[n].options}
        specs = law.inputs
        leaves = {name: leaf_of(specs[name]) for name in inputs}

        def inside(places: ByPlace, part: str = "") -> Inside:
            carrier = FrameCarrier(
                self.program,
                {name: leaf for name, leaf in leaves.items() if leaf is not None},
                {name: tuple(option.id for option in specs[name].options) for name in category},
                frozenset(name for name in category if specs[name].kind == "set"),
                {name: point for name, (point, _) in places.items()},
                part,
            )
            return Inside(carrier, law, places)

        self._here = inside(by_place)
        self._parts = [inside(places, f"{k}/") for k, places in enumerate(parts)]
        self._placed = frozenset[str]().union(*parts)
        self._carrier = self._here.carrier
        self.columns: dict[str, Step | int] = {}
        self._flags: dict[int, Step] = {}
        self._terms: dict[int, Step] = {}
        money = question == "budget"
        lines = [self._line(asked, payers=money) for asked in lines_in(law, question)]
        self.parts = [self._part(index, line) for index, line in enumerate(lines)]
        if money:
            self._total(lines)

    @property
    def signature(self) -> list[Step]:
        """Whole numbers that together say all on which words depend."""
        return self._packed(self._terms, self._flags)

    def _packed(self, terms: Mapping[int, Step], told: Mapping[int, Step]) -> list[Step]:
        words: list[Step] = list(terms.values())
        flags = list(told.values())
        for start in range(0, len(flags), _BITS):
            packed: Step | None = None
            for place, flag in enumerate(flags[start : start + _BITS]):
                bit = self.program.step("bit", flag)
                worth = (
                    bit if place == 0 else self.program.step("times", bit, 2**place, most=2**place)
                )
                if packed is None:
                    packed = worth
                else:
                    packed = self.program.step("add", packed, worth, most=2 ** (place + 1))
            if packed is not None:
                words.append(packed)
        return words

    # Readings

    def _walk(self, world: World) -> Walk[FrameTerm]:
        return self._here.walk(world)

    def _doubts(self, rules: Sequence[Rule]) -> Doubts:
        return self._here.doubts(rules)

    def _says(self, flag: Flag) -> None:
        if isinstance(flag, Step):
            told = flag
            while told.op == "not":
                told = next(iter(told.inner))
            self._flags[told.index] = told

    # Lines

    def _line(self, asked: Line, *, payers: bool) -> Terms:
        c = self._carrier
        bearing = asked.payers if payers else ()
        amounts = [payer.amount for payer in bearing if payer.amount is not None]
        doubts = self._doubts([asked.rule, *amounts])
        grain = UNITS[asked.unit].grain
        line = Terms(asked, grain or RATIO, doubts, [], [], False, Standing())
        marks, figures, shares = [], [], []
        for world in doubts.worlds():
            walk = self._walk(world)
            value = walk.settled(asked.rule, grain)
            self._says_words(value)
            low_ok, high_ok = self._known(value)
            ends = self._shown(value.low, line.grain), self._shown(value.high, line.grain)
            line.worlds.append((world, *ends, low_ok, high_ok))
            if grain is None:
                line.exact.append((value.low, value.high))
            marks.append(value.marks)
            figures.append([(low_ok, value.low), (high_ok, value.high)])
            if bearing:
                parts = borne(c, walk, value, bearing, line.grain)
                for part in parts:
                    self._says_words(part.value)
                    for flag in (part.value.low_ok, part.value.high_ok, part.present):
                        self._says(flag)
                line.payers.append(amounts_borne(c, parts))
                shares.append(borne_figures(c, parts))
        line.standing = standing_of(
            c,
            asked,
            doubts,
            [(w, low, high) for w, _, _, low, high in line.worlds],
            marks,
            shares,
            figures,
        )
        low_known = reduce(c.both, (low for *_, low, _ in line.worlds))
        high_known = reduce(c.both, (high for *_, high in line.worlds))
        line.known = c.either(low_known, high_known)
        self._says_which_matter(doubts, [(w, (low, high)) for w, low, high, *_ in line.worlds])
        if bearing:
            levels = sorted({level for amounts in line.payers for level in amounts})
            nothing = Amount(c.number(_ZERO), c.number(_ZERO), True)
            borne_ends = [
                (world, [end for one in levels for end in _ends(amounts.get(one, nothing))])
                for (world, *_), amounts in zip(line.worlds, line.payers, strict=True)
            ]
            self._says_which_matter(doubts, borne_ends)
        if self._differs(asked):
            self._says_in_parts(asked, grain)
        return line

    def _differs(self, asked: Line) -> bool:
        """Whether a line may come to something else in another part of the city."""
        found = doubts_of(asked.rule, self.law.rules, {name: name for name in self._placed})
        return not self._placed.isdisjoint(found)

    def _says_in_parts(self, asked: Line, grain: Fraction | None) -> None:
        """What a line comes to in other parts of the city: the notes say it."""
        for inside in self._parts:
            for world in inside.doubts([asked.rule]).worlds():
                value = inside.walk(world).settled(asked.rule, grain)
                self._says_words(value)
                self._known(value)
                self._says_terms([value.low, value.high])

    def _says_terms(self, terms: Iterable[FrameTerm]) -> None:
        for term in terms:
            if term.step is not None:
                step = self._carrier.whole(term, term.scale)
                assert isinstance(step, Step)
                self._terms[step.index] = step

    def _says_words(self, value: Value[FrameTerm]) -> None:
        c = self._carrier
        for flag in value.marks.values():
            self._says(flag)
        for note in value.notes:
            self._says(note.flag)
            zero = c.number(_ZERO)
            self._says_terms(c.choose(note.flag, term, zero) for term in note.terms)

    def _shown(self, term: FrameTerm, grain: Fraction) -> FrameTerm:
        """``term`` in whole grains; ratios, which have no grain, to the nearest millionth that
        columns hold."""
        if (term.scale / grain).denominator == 1:
            return term
        walk = self._walk({})
        return walk.settle(Value(term, term, True, True, {}), grain).low

    def _known(self, value: Value[FrameTerm]) -> tuple[Flag, Flag]:
        low, high = known_ends(self._carrier, value)
        self._says(low)
        self._says(high)
        return low, high

    def _says_which_matter(
        self, doubts: Doubts, results: Sequence[tuple[World, Sequence[FrameTerm]]]
    ) -> None:
        """Whether the numbers turn on each point: in the rows where they do, readings are told."""
        c = self._carrier
        for doubt in doubts:
            for at, other_at in doubts.pairs(doubt, [world for world, _ in results]):
                for one, other in zip(results[at][1], results[other_at][1], strict=True):
                    self._says(c.equal(one, other))

    # Columns

    def _column(self, name: str, term: FrameTerm, grain: Fraction) -> str:
        self.columns[name] = self._carrier.whole(term, grain)
        return name

    def _hull(
        self, lows: Sequence[FrameTerm], highs: Sequence[FrameTerm]
    ) -> tuple[FrameTerm, FrameTerm]:
        return reduce(self._carrier.least, lows), reduce(self._carrier.greatest, highs)

    def _part(self, index: int, line: Terms) -> Part:
        low, high = self._hull([w[1] for w in line.worlds], [w[2] for w in line.worlds])
        name, worlds = f"p{index}", line.worlds
        exact = []
        for k, (one, other) in enumerate(line.exact):
            fine = self._exactly(f"{name}.{k}.low.exact", one)
            exact.append((fine, self._exactly(f"{name}.{k}.high.exact", other)))
        return self._columns_of(
            name, line.asked, line.grain, low, high, worlds, line.payers, line.standing, exact
        )

    def _exactly(self, name: str, term: FrameTerm) -> Fine:
        """A column for a term as it is."""
        whole = term.step is None or not term.scale
        one = Fraction(1, term.scale.denominator) if whole else term.scale
        return self._column(name, term, one), one

    def _columns_of(
        self,
        name: str,
        asked: Line | None,
        grain: Fraction,
        low: FrameTerm,
        high: FrameTerm,
        worlds: Sequence[tuple[World, FrameTerm, FrameTerm, Flag, Flag]],
        payers: Sequence[Mapping[str, Amount[FrameTerm]]],
        standing: Standing,
        exact: Sequence[tuple[Fine, Fine]] = (),
    ) -> Part:
        zero = self._carrier.number(_ZERO)
        nothing, bearing = Amount(zero, zero, True), {}
        for level in sorted({level for amounts in payers for level in amounts}):
            amounts = [reading.get(level, nothing) for reading in payers]
            least, most = self._hull([a.low for a in amounts], [a.high for a in amounts])
            bearing[level] = (
                self._column(f"{name}.{level}.low", least, grain),
                self._column(f"{name}.{level}.high", most, grain),
            )
        ends, figures = [], []
        for k, (world, one, other, low_ok, high_ok) in enumerate(worlds):
            figures.append([(low_ok, one), (high_ok, other)])
            own_low = self._column(f"{name}.{k}.low", one, grain)
            ends.append((world, own_low, self._column(f"{name}.{k}.high", other, grain)))
        return Part(
            asked,
            grain,
            self._column(f"{name}.low", low, grain),
            self._column(f"{name}.high", high, grain),
            tuple(ends),
            bearing,
            standing,
            tuple((low_ok, high_ok) for *_, low_ok, high_ok in worlds),
            differ(self._carrier, figures),
            tuple(exact),
        )

    def _total(self, lines: Sequence[Terms]) -> None:
        """The sum of the community's year, reading by reading, of the lines that have an end."""
        c = self._carrier
        summed = [line for line in lines if may_be_summed(line.asked)]
        if not summed:
            return
        doubts = Doubts()
        differs = any(self._differs(line.asked) for line in summed)
        for line in summed:
            doubts.join(line.doubts)
            self._says(line.known)
            if differs:
                self._says_terms(end for _, *ends, _, _ in line.worlds for end in ends)
        results = [
            (world, sums_of(c, [(line.known, self._sums(line, world)) for line in summed]))
            for world in few(doubts).worlds()
        ]
        worlds = [(world, sums.whole.low, sums.whole.high) for world, sums in results]
        self._says_which_matter(doubts, [(w, (low, high)) for w, low, high in worlds])
        low, high = self._hull([w[1] for w in worlds], [w[2] for w in worlds])
        every = [(line.asked, line.standing) for line in lines]
        standing = total_standing(c, every, [line.standing for line in summed])
        ends = [(*reading, standing.low, standing.high) for reading in worlds]
        payers = [sums.payers for _, sums in results]
        self.parts.append(self._columns_of("total", None, FEN, low, high, ends, payers, standing))

    def _sums(self, line: Terms, world: World) -> Sums[FrameTerm]:
        """What a line gives in the reading that a (larger) world fixes."""
        c, nothing = self._carrier, self._carrier.number(_ZERO)
        at = next(
            k
            for k, (own, *_) in enumerate(line.worlds)
            if all(world.get(name) == option for name, option in own.items())
        )
        _, low, high, low_ok, high_ok = line.worlds[at]
        whole = Amount(c.choose(low_ok, low, nothing), c.choose(high_ok, high, nothing), high_ok)
        return Sums(whole, line.payers[at])


def _ends(amount: Amount[FrameTerm]) -> tuple[FrameTerm, FrameTerm]:
    return amount.low, amount.high
