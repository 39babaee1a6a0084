"""The plan of a check: what is required and what there is, for every row.

Every line has a signature of its own. Verdicts are independent of each other, so that rows agree
in all of them hardly ever, but in one of them nearly always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from ...carriers.frame import FrameTerm
from ...carriers.program import Step
from ...library.shelf.law import Law
from ...outcomes.agreement import Agreed, Judging, agreed_of
from ...outcomes.applied import applied
from ...outcomes.line import Line
from ...outcomes.payers import MakingGood
from ...outcomes.verdicts import judge
from ...quantity import UNITS
from ...rules.doubts import Doubts, World
from ...rules.nodes import Rule
from .inside import ByPlace, Inside
from .plan import Fine, Part, Plan, Terms

__all__ = ["CheckPlan", "Held"]


@dataclass(frozen=True, slots=True)
class Held:
    """A line of a check: its part of the plan, which words of the signature are its own, and the
    columns of what there is, of the gap, and of who makes it good.

    ``worlds`` pairs each joint reading with the columns of its actual figure and gap; ``exact``
    has both as they are where they are ratios. A line that
    nothing is held against has no columns.
    """

    part: Part
    words: tuple[int, ...]
    actual: str = ""
    gap: str = ""
    worlds: tuple[tuple[World, str, str], ...] = ()
    good: Mapping[str, str] | None = None
    exact: tuple[tuple[Fine, Fine], ...] = ()


class CheckPlan(Plan):
    """The program of a check. ``held`` are its lines, in the order of the provisions."""

    def __init__(
        self,
        law: Law,
        question: str,
        inputs: frozenset[str],
        by_place: ByPlace,
        parts: Sequence[ByPlace] = (),
    ) -> None:
        self.held: list[Held] = []
        self._own: list[tuple[dict[int, Step], dict[int, Step]]] = []
        self._judged: list[list[Judging[FrameTerm]]] = []
        super().__init__(law, question, inputs, by_place, parts)
        self._sign()

    @property
    def signature(self) -> list[Step]:
        """The words of all lines, one after the other."""
        return self._signed

    def agreed(self) -> list[Agreed]:
        """On what the readings of each of ``held`` agree. Raises OverflowRisk."""
        found = []
        for held, rows in zip(self.held, self._judged, strict=True):
            asked = held.part.asked
            if asked is None or asked.actual is None:
                found.append(Agreed())
                continue
            doubts = self._doubts([asked.rule, asked.actual])
            lapsed = asked.lapsed
            found.append(
                agreed_of(
                    self._carrier, doubts, rows, lapsed=lapsed, actual=held.actual, gap=held.gap
                )
            )
        return found

    def _sign(self) -> None:
        self._signed: list[Step] = []
        for index, (part, own) in enumerate(zip(self.parts, self._own, strict=True)):
            words = self._packed(*own)
            at = range(len(self._signed), len(self._signed) + len(words))
            self._signed += words
            self.held.append(self._held(index, part, tuple(at)))

    def _line(self, asked: Line, *, payers: bool) -> Terms:
        del payers  # who bears a line is told in every check
        self._flags, self._terms = {}, {}
        line = super()._line(asked, payers=True)
        c = self._carrier
        low, high = self._hull([w[1] for w in line.worlds], [w[2] for w in line.worlds])
        self._says(c.equal(low, high))
        if len(self.law.cites[asked.provision.id]) > 1:
            self._says_which_apply(asked, line.doubts)
        self._judge(asked)
        self._own.append((self._terms, self._flags))
        return line

    def _says_which_apply(self, asked: Line, doubts: Doubts) -> None:
        """Letters quote the figures that apply."""
        for world in doubts.worlds():
            for taken, _ in applied(self._carrier, self._walk(world), asked.rule):
                self._says(taken)

    def _says_in_parts(self, asked: Line, grain: Fraction | None) -> None:
        super()._says_in_parts(asked, grain)
        if asked.actual is not None:
            for inside in self._parts:
                self._rows(inside, asked, asked.actual)

    def _judge(self, asked: Line) -> None:
        """Put the columns of a line's actual figure and gap aside, and what words turn on."""
        if asked.actual is None:
            self._judged.append([])
            return
        doubts, rows = self._rows(self._here, asked, asked.actual)
        told = [(r.world, (r.found.gap, r.shown.low, r.shown.high)) for r in rows]
        self._says_which_matter(doubts, told)
        self._judged.append(rows)

    def _rows(
        self, inside: Inside, asked: Line, actual_rule: Rule
    ) -> tuple[Doubts, list[Judging[FrameTerm]]]:
        """A line judged in every reading, in a place or a part of it; words turn on the flags."""
        c = self._carrier
        doubts = inside.doubts([asked.rule, actual_rule])
        grain = UNITS[asked.unit].grain
        rows: list[Judging[FrameTerm]] = []
        for world in doubts.worlds():
            walk = inside.walk(world)
            required, sure = walk.settled(asked.rule, grain), walk.sure(asked.rule, grain)
            actual = walk.value(actual_rule)
            found = judge(c, required, actual, asked.provision.force, asked.unit, grain, sure)
            shown = walk.settle(actual, grain)
            for flag in (*found[:4], found.below, actual.low_ok, actual.high_ok):
                self._says(flag)
            for flag in (*required.marks.values(), *actual.marks.values()):
                self._says(flag)
            if not shown.exact:
                self._says(c.equal(shown.low, shown.high))
                self._says(c.equal(shown.low, c.number(Fraction(0))))
            rows.append(Judging(world, required, actual, shown, found))
        return doubts, rows

    def _held(self, index: int, part: Part, words: tuple[int, ...]) -> Held:
        rows = self._judged[index]
        if not rows or part.asked is None:
            return Held(part, words)
        name, grain, asked = f"p{index}", part.grain, part.asked
        worlds = []
        for k, row in enumerate(rows):
            actual = self._column(f"{name}.actual.{k}", self._shown(row.shown.low, grain), grain)
            gap = self._column(f"{name}.gap.{k}", self._shown(row.found.gap, grain), grain)
            worlds.append((row.world, actual, gap))
        least = reduce(self._carrier.least, (row.found.gap for row in rows))
        good: dict[str, str] | None = None
        if asked.unit == "yuan":
            making = MakingGood[FrameTerm](asked.provision.payers)
            parts: dict[str, FrameTerm] = {}
            for level, own in making.parts(self._walk({}), least, grain):
                before = parts.get(level)
                parts[level] = own if before is None else self._carrier.add(before, own)
            good = {
                level: self._column(f"{name}.good.{level}", own, grain)
                for level, own in parts.items()
            }
        gap = self._column(f"{name}.gap", self._shown(least, grain), grain)
        exact = []
        if UNITS[asked.unit].grain is None:
            exact = [
                (
                    self._exactly(f"{name}.actual.{k}.exact", row.shown.low),
                    self._exactly(f"{name}.gap.{k}.exact", row.found.gap),
                )
                for k, row in enumerate(rows)
            ]
        return Held(part, words, worlds[0][1], gap, tuple(worlds), good, tuple(exact))
