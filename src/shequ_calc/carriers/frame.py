"""The frame carrier: the same walk for columns of communities, exact in whole numbers.

A term is a step of a program times a stated fraction. Only whole numbers are computed, fractions
stay outside until a floor, a ceiling or a comparison, which multiply before they divide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from . import Flag
from .program import Program, Step

__all__ = ["FrameCarrier", "FrameTerm", "Leaf"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """How a number input stands in its column: in whole multiples of ``grain``, up to ``most``."""

    grain: Fraction
    most: int


@dataclass(frozen=True, slots=True)
class FrameTerm:
    """``step`` times ``scale``; without a step, ``scale`` itself."""

    step: Step | None
    scale: Fraction


_ZERO = FrameTerm(None, Fraction(0))


class FrameCarrier:
    """Terms over the columns of a table.

    Columns it reads, by input id: ``n:ID`` the amount (0 where blank) and ``n:ID?`` whether it is
    known; ``c:ID`` the number of the option (from 0) and ``c:ID?``; with ``@OPTION`` before the
    ``?`` where the category follows from the place in a reading (``@K/OPTION`` in a ``part`` of a
    city); ``s:ID=OPTION`` whether a set
    holds an option; ``q:ID=OPTION`` and ``r:ID=OPTION`` how often and how long in a row an option
    stands in a sequence.
    """

    def __init__(
        self,
        program: Program,
        leaves: Mapping[str, Leaf],
        options: Mapping[str, tuple[str, ...]],
        sets: frozenset[str],
        by_place: Mapping[str, str],
        part: str = "",
    ) -> None:
        self.program = program
        self._leaves = leaves
        self._options = options
        self._sets = sets
        self._by_place = by_place
        self._part = part

    # Facts

    def number(self, value: Fraction) -> FrameTerm:
        return FrameTerm(None, value)

    def amount(self, input_id: str) -> tuple[FrameTerm, Flag]:
        leaf = self._leaves.get(input_id)
        if leaf is None:
            return _ZERO, False
        step = self.program.column(f"n:{input_id}", 0, leaf.most)
        return FrameTerm(step, leaf.grain), self.program.flag(f"n:{input_id}?")

    def _category(self, input_id: str, world: Mapping[str, str]) -> str | None:
        if input_id not in self._options:
            return None
        point = self._by_place.get(input_id)
        if point is None:
            return f"c:{input_id}"
        return f"c:{input_id}@{self._part}{world.get(point, '') if point else ''}"

    def is_one_of(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[Flag, Flag]:
        name = self._category(input_id, world)
        if name is None:
            return False, False
        known = self.program.flag(f"{name}?")
        found: Flag = False
        for option in options:
            if input_id in self._sets:
                found = self.either(found, self.program.flag(f"s:{input_id}={option}"))
            elif option in self._options[input_id]:
                index = self._options[input_id].index(option)
                column = self.program.column(name, 0, len(self._options[input_id]))
                found = self.either(found, self.program.step("eq", column, index))
        return self.both(found, known), known

    def count(self, input_id: str, value: str, run: bool) -> tuple[FrameTerm, Flag]:
        if input_id not in self._options:
            return _ZERO, False
        kind = "r" if run else "q"
        step = self.program.column(f"{kind}:{input_id}={value}", 0, 10_000)
        return FrameTerm(step, Fraction(1)), self.program.flag(f"c:{input_id}?")

    def rank(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[FrameTerm, Flag]:
        name = self._category(input_id, world)
        if name is None or self._options.get(input_id) != options:
            return _ZERO, False
        known = self.program.flag(f"{name}?")
        column = self.program.column(name, 0, len(options))
        rank = self.add(FrameTerm(column, Fraction(1)), self.number(Fraction(1)))
        return self.choose(known, rank, _ZERO), known

    # Whole numbers

    def _times(self, step: Step, by: int) -> Step:
        if by == 1:
            return step
        ends = sorted((step.least * by, step.most * by))
        return self.program.step("times", step, by, least=ends[0], most=ends[1])

    def whole(self, term: FrameTerm, grain: Fraction) -> Step | int:
        """``term`` in whole multiples of ``grain``. Raises ValueError where it has none."""
        scale = term.scale / grain
        if scale.denominator != 1:
            raise ValueError(f"a multiple of {scale} is not whole")
        if term.step is None:
            return scale.numerator
        return self._times(term.step, scale.numerator)

    def _common(self, a: FrameTerm, b: FrameTerm) -> tuple[Step | int, Step | int, Fraction]:
        """Both in whole multiples of one fraction."""
        if a.step is not None and b.step is not None and a.scale == b.scale and a.scale > 0:
            return a.step, b.step, a.scale
        unit = Fraction(1, lcm(a.scale.denominator, b.scale.denominator))
        scales = [term.scale / unit for term in (a, b)]
        if a.step is None or b.step is None:
            # Beside a constant, the largest fraction of which both are multiples keeps numbers low.
            common = gcd(scales[0].numerator, scales[1].numerator) or 1
            unit *= common
        return self.whole(a, unit), self.whole(b, unit), unit

    # Arithmetic

    def add(self, a: FrameTerm, b: FrameTerm) -> FrameTerm:
        if a.step is None and b.step is None:
            return self.number(a.scale + b.scale)
        if b == _ZERO:
            return a
        if a == _ZERO:
            return b
        x, y, unit = self._common(a, b)
        if isinstance(x, int):
            x, y = y, x
        assert isinstance(x, Step)
        if isinstance(y, int):
            step = self.program.step("plus", x, y, least=x.least + y, most=x.most + y)
        else:
            step = self.program.step("add", x, y, least=x.least + y.least, most=x.most + y.most)
        return FrameTerm(step, unit)

    def subtract(self, a: FrameTerm, b: FrameTerm) -> FrameTerm:
        if a == b:
            return _ZERO
        if b.step is None:
            return self.add(a, self.number(-b.scale))
        x, y, unit = self._common(a, b)
        assert isinstance(y, Step)
        if isinstance(x, int):
            step = self.program.step("from", x, y, least=x - y.most, most=x - y.least)
        else:
            step = self.program.step("sub", x, y, least=x.least - y.most, most=x.most - y.least)
        return FrameTerm(step, unit)

    def multiply(self, a: FrameTerm, b: FrameTerm) -> FrameTerm:
        if a.step is None or b.step is None:
            step, scale = a.step or b.step, a.scale * b.scale
            return (
                FrameTerm(step, scale)
                if step is not None and scale
                else self.number(scale if step is None else Fraction(0))
            )
        ends = [x * y for x in (a.step.least, a.step.most) for y in (b.step.least, b.step.most)]
        x, y = sorted((a.step, b.step), key=lambda step: step.index)
        step = self.program.step("mul", x, y, least=min(ends), most=max(ends))
        return FrameTerm(step, a.scale * b.scale)

    def divide(self, a: FrameTerm, by: Fraction) -> FrameTerm:
        return FrameTerm(a.step, a.scale / by)

    def floor(self, a: FrameTerm) -> FrameTerm:
        if a.step is None:
            return self.number(Fraction(a.scale.__floor__()))
        if a.scale.denominator == 1:
            return a
        return self._divided(self._times(a.step, a.scale.numerator), a.scale.denominator, 0)

    def ceiling(self, a: FrameTerm) -> FrameTerm:
        if a.step is None:
            return self.number(Fraction(a.scale.__ceil__()))
        if a.scale.denominator == 1:
            return a
        by = a.scale.denominator
        return self._divided(self._times(a.step, a.scale.numerator), by, by - 1)

    def _divided(self, step: Step, by: int, more: int) -> FrameTerm:
        """(step + more) // by, with the step lifted above zero first where it can lie below:
        engines differ in how they divide what is negative."""
        lift = max(0, -(step.least // by)) if step.least < 0 else 0
        shift = more + lift * by
        low, high = step.least + shift, step.most + shift
        lifted = self.program.step("plus", step, shift, least=low, most=high) if shift else step
        quotient = self.program.step("div", lifted, by, least=low // by, most=high // by)
        if lift:
            low, high = quotient.least - lift, quotient.most - lift
            quotient = self.program.step("plus", quotient, -lift, least=low, most=high)
        return FrameTerm(quotient, Fraction(1))

    def least(self, a: FrameTerm, b: FrameTerm) -> FrameTerm:
        return self._one("min", a, b)

    def greatest(self, a: FrameTerm, b: FrameTerm) -> FrameTerm:
        return self._one("max", a, b)

    def _one(self, op: str, a: FrameTerm, b: FrameTerm) -> FrameTerm:
        if a == b:
            return a
        below = self.at_most(a, b)
        if isinstance(below, bool):
            return (a if below else b) if op == "min" else (b if below else a)
        picked = self.choose(below, a, b) if op == "min" else self.choose(below, b, a)
        if a.step is None or b.step is None or a.scale != b.scale:
            return picked
        pick = min if op == "min" else max
        least, most = pick(a.step.least, b.step.least), pick(a.step.most, b.step.most)
        x, y = sorted((a.step, b.step), key=lambda step: step.index)
        return FrameTerm(self.program.step(op, x, y, least=least, most=most), a.scale)

    # Flags

    def _compare(self, op: str, a: FrameTerm, b: FrameTerm) -> Flag:
        x, y, _ = self._common(a, b)
        low_x, high_x = (x, x) if isinstance(x, int) else (x.least, x.most)
        low_y, high_y = (y, y) if isinstance(y, int) else (y.least, y.most)
        if op == "eq":
            if x is y or low_x == high_x == low_y == high_y:
                return True
            if high_x < low_y or high_y < low_x:
                return False
        else:
            if x is y:
                return op == "le"
            if high_x < low_y or (op == "le" and high_x == low_y):
                return True
            if low_x > high_y or (op == "lt" and low_x == high_y):
                return False
        if isinstance(x, int):
            turned = {"le": "ge", "lt": "gt", "eq": "eq"}[op]
            return self.program.step(turned, y, x)
        return self.program.step(op, x, y)

    def at_most(self, a: FrameTerm, b: FrameTerm) -> Flag:
        return self._compare("le", a, b)

    def less(self, a: FrameTerm, b: FrameTerm) -> Flag:
        return self._compare("lt", a, b)

    def equal(self, a: FrameTerm, b: FrameTerm) -> Flag:
        return self._compare("eq", a, b)

    def choose(self, condition: Flag, then: FrameTerm, otherwise: FrameTerm) -> FrameTerm:
        if condition is True or then == otherwise:
            return then
        if condition is False:
            return otherwise
        x, y, unit = self._common(then, otherwise)
        low_x, high_x = (x, x) if isinstance(x, int) else (x.least, x.most)
        low_y, high_y = (y, y) if isinstance(y, int) else (y.least, y.most)
        least, most = min(low_x, low_y), max(high_x, high_y)
        return FrameTerm(self.program.step("case", condition, x, y, least=least, most=most), unit)

    def both(self, a: Flag, b: Flag) -> Flag:
        return self._connected("and", a, b, neutral=True)

    def either(self, a: Flag, b: Flag) -> Flag:
        return self._connected("or", a, b, neutral=False)

    def _connected(self, op: str, a: Flag, b: Flag, *, neutral: bool) -> Flag:
        """``a op b``; beside ``neutral`` the other flag decides, its opposite decides alone."""
        if a is (not neutral) or b is (not neutral):
            return not neutral
        if a is neutral or a is b:
            return b
        if b is neutral:
            return a
        if self.negate(a) is b:
            return not neutral
        assert isinstance(a, Step)
        assert isinstance(b, Step)
        x, y = sorted((a, b), key=lambda step: step.index)
        # a & (a & b) and the like say nothing new.
        for part, combined in ((x, y), (y, x)):
            if combined.op == op and any(arg is part for arg in combined.args):
                return combined
        return self.program.step(op, x, y)

    def negate(self, a: Flag) -> Flag:
        if isinstance(a, bool):
            return not a
        assert isinstance(a, Step)
        return a.args[0] if a.op == "not" else self.program.step("not", a)
