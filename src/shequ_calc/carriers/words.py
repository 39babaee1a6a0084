"""The words carrier: exact values that remember how they came about, for one community.

A term is a value and the arithmetic that led to it, with the inputs put in, as in
``10 + ⌊(4,200 − 3,000) ÷ 500⌋``: what a clerk can follow with a pocket calculator. Values, flags
and facts are the number carrier's own; this module only writes beside them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from ..language import Label, said
from ..quantity import exact_text, number_text
from ..record import Record, replace
from . import Flag
from .number import Facts, NumberCarrier

__all__ = ["FUNCTIONS", "WordsCarrier", "WordsTerm"]

# What arithmetic has no sign for: their names.
FUNCTIONS = {
    "least": Label("最小", "min"),
    "greatest": Label("最大", "max"),
    "nearest": Label("四舍五入", "round"),
    "down": Label("向下取整", "round down"),
    "up": Label("向上取整", "round up"),
    "years": Label("满年数", "full years"),
    "years-begun": Label("进年数", "years begun"),
}

_ZERO, _ONE, _HALF = Fraction(0), Fraction(1), Fraction(1, 2)
_DAYS_A_YEAR = Fraction(10_000)  # dates travel as yyyymmdd
_SUM, _PRODUCT, _ATOM = 1, 2, 3


class WordsTerm(Record):
    """An exact value, the arithmetic that gives it, and the ids of the inputs in it.

    What follows is how the text is built, for the carrier alone. ``binds`` is the precedence of
    the outermost sign. ``step`` is an amount the value is a multiple of whatever the inputs
    (so that rounding which can change nothing is not written). ``base`` is (term, k) where the
    value is term × k by a division, ``plus`` is (term, c) where it is term + c with c stated,
    ``among`` holds the arguments of a least or greatest, ``days`` the two ends of a time.
    """

    value: Fraction
    text: str
    inputs: tuple[str, ...] = ()
    binds: int = _ATOM
    step: Fraction = _ONE
    stated: bool = False
    day: bool = False
    base: tuple[WordsTerm, Fraction] | None = None
    plus: tuple[WordsTerm, Fraction] | None = None
    among: tuple[str, tuple[WordsTerm, ...]] | None = None
    days: tuple[WordsTerm, WordsTerm] | None = None

    def equation(self, result: str = "") -> str:
        """``text = result``; only the result where there is nothing to work out.

        ``result`` is the value as it is to be shown, with its unit; the bare value by default.
        """
        shown = result or exact_text(self.value)
        if self.day:
            return self.text
        if self.text == exact_text(self.value):
            return shown
        return f"{self.text} = {shown}"


def _common(a: Fraction, b: Fraction) -> Fraction:
    """The greatest step that both are whole multiples of."""
    top = math.gcd(a.numerator * b.denominator, b.numerator * a.denominator)
    return Fraction(top, a.denominator * b.denominator)


def _whole(step: Fraction) -> bool:
    return step.denominator == 1


def _inside(term: WordsTerm, at_least: int) -> str:
    """``term`` as an operand: in brackets where it binds less than its surroundings."""
    return term.text if term.binds >= at_least else f"({term.text})"


def _together(*terms: WordsTerm) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for term in terms for name in term.inputs))


def _with_inputs(term: WordsTerm, *others: WordsTerm) -> WordsTerm:
    return replace(term, inputs=_together(term, *others))


class WordsCarrier:
    """Terms are values with their arithmetic, flags are booleans.

    ``facts`` and ``by_place`` are the number carrier's. ``dates`` names the inputs that are dates.
    """

    def __init__(
        self,
        facts: Facts,
        by_place: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
        *,
        dates: frozenset[str] = frozenset(),
    ) -> None:
        self._numbers = NumberCarrier(facts, by_place)
        self._dates = dates

    def given(self, *terms: WordsTerm) -> dict[str, WordsTerm]:
        """The inputs that the terms rest on, each as it stands in their text."""
        return {name: self.amount(name)[0] for name in _together(*terms)}

    # Facts

    def category(self, input_id: str, world: Mapping[str, str]) -> str | tuple[str, ...] | None:
        """The option an input has in a world, a set of options, or None where it is not known."""
        return self._numbers.category(input_id, world)

    def number(self, value: Fraction) -> WordsTerm:
        text = exact_text(value)
        binds = _SUM if value < 0 else _PRODUCT if "/" in text else _ATOM
        return WordsTerm(value, text, binds=binds, step=value, stated=True)

    def amount(self, input_id: str) -> tuple[WordsTerm, Flag]:
        value, known = self._numbers.amount(input_id)
        if not known:
            return self.number(value), known
        term = replace(self.number(value), inputs=(input_id,), stated=False)
        if input_id in self._dates:
            return self._as_day(term), known
        return replace(term, step=Fraction(1, value.denominator)), known

    def is_one_of(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[Flag, Flag]:
        return self._numbers.is_one_of(input_id, options, world)

    def count(self, input_id: str, value: str, run: bool) -> tuple[WordsTerm, Flag]:
        count, known = self._numbers.count(input_id, value, run)
        return self.number(count), known

    def rank(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[WordsTerm, Flag]:
        rank, known = self._numbers.rank(input_id, options, world)
        return self.number(rank), known

    # Arithmetic

    def add(self, a: WordsTerm, b: WordsTerm) -> WordsTerm:
        value = self._numbers.add(a.value, b.value)
        if _is_zero(b):
            return _with_inputs(a, b)
        plus = (a, b.value) if b.stated else None
        if _is_zero(a):
            return replace(_with_inputs(b, a), plus=plus)
        if scale := _upscaled(a):
            # A count of fen, say, to which some are added: the same said in yuan.
            inner, k = scale
            more = b.base[0] if b.base and b.base[1] == k else None
            if b.stated or more:
                more = more or self.number(b.value / k)
                return replace(self._scaled(self.add(inner, more), k), plus=plus)
        right = f"({b.text})" if b.text.startswith("−") else b.text
        return WordsTerm(
            value,
            f"{a.text} + {right}",
            _together(a, b),
            _SUM,
            _common(a.step, b.step),
            plus=plus,
        )

    def subtract(self, a: WordsTerm, b: WordsTerm) -> WordsTerm:
        if _is_zero(b):
            return _with_inputs(a, b)
        if a.day or b.day:
            a, b = self._as_day(a), self._as_day(b)
        return WordsTerm(
            self._numbers.subtract(a.value, b.value),
            f"{a.text} − {_inside(b, _PRODUCT)}",
            _together(a, b),
            _SUM,
            _common(a.step, b.step),
            days=(b, a) if a.day and b.day else None,
        )

    def multiply(self, a: WordsTerm, b: WordsTerm) -> WordsTerm:
        value = self._numbers.multiply(a.value, b.value)
        if _is_zero(a) or _is_zero(b):
            return _with_inputs(self.number(_ZERO), a, b)
        if b.stated and b.value == 1:
            return _with_inputs(a, b)
        if a.stated and a.value == 1:
            return _with_inputs(b, a)
        if b.stated and a.base and a.base[1] * b.value == 1:
            return _with_inputs(a.base[0], a, b)
        if b.stated and (scale := _upscaled(a)):
            return self._scaled(self.multiply(scale[0], b), scale[1])
        return WordsTerm(
            value,
            f"{_inside(a, _PRODUCT)} × {_inside(b, _PRODUCT)}",
            _together(a, b),
            _PRODUCT,
            a.step * b.step,
        )

    def divide(self, a: WordsTerm, by: Fraction) -> WordsTerm:
        k = 1 / by
        if by == 1 or _is_zero(a):
            return a
        if _whole(k) and k > 0:
            return self._scaled(a, k)
        divisor = _inside(self.number(by), _ATOM)
        return WordsTerm(
            self._numbers.divide(a.value, by),
            f"{_inside(a, _PRODUCT)} ÷ {divisor}",
            a.inputs,
            _PRODUCT,
            a.step * k,
            base=(a, k),
            days=a.days if by == _DAYS_A_YEAR else None,
        )

    def floor(self, a: WordsTerm) -> WordsTerm:
        return self._rounded(a, self._numbers.floor(a.value), "down", "⌊⌋")

    def ceiling(self, a: WordsTerm) -> WordsTerm:
        return self._rounded(a, self._numbers.ceiling(a.value), "up", "⌈⌉")

    def least(self, a: WordsTerm, b: WordsTerm) -> WordsTerm:
        return self._extreme("least", self._numbers.least(a.value, b.value), a, b)

    def greatest(self, a: WordsTerm, b: WordsTerm) -> WordsTerm:
        value = self._numbers.greatest(a.value, b.value)
        for one, other in ((a, b), (b, a)):
            if _is_zero(one):
                kept = other if other.value > 0 else self.number(_ZERO)
                return _with_inputs(kept, a, b)
        return self._extreme("greatest", value, a, b)

    # Comparisons, choices and flags

    def at_most(self, a: WordsTerm, b: WordsTerm) -> Flag:
        return self._numbers.at_most(a.value, b.value)

    def less(self, a: WordsTerm, b: WordsTerm) -> Flag:
        return self._numbers.less(a.value, b.value)

    def equal(self, a: WordsTerm, b: WordsTerm) -> Flag:
        return self._numbers.equal(a.value, b.value)

    def choose(self, condition: Flag, then: WordsTerm, otherwise: WordsTerm) -> WordsTerm:
        return then if condition else otherwise

    def both(self, a: Flag, b: Flag) -> Flag:
        return self._numbers.both(a, b)

    def either(self, a: Flag, b: Flag) -> Flag:
        return self._numbers.either(a, b)

    def negate(self, a: Flag) -> Flag:
        return self._numbers.negate(a)

    # Writing

    def _scaled(self, inner: WordsTerm, k: Fraction) -> WordsTerm:
        """``inner`` × k for a whole k, remembered so that what undoes it leaves no trace."""
        return WordsTerm(
            inner.value * k,
            f"{_inside(inner, _PRODUCT)} × {exact_text(k)}",
            inner.inputs,
            _PRODUCT,
            inner.step * k,
            base=(inner, k),
        )

    def _rounded(self, a: WordsTerm, value: Fraction, way: str, signs: str) -> WordsTerm:
        if _whole(a.step):
            return a
        if a.days:
            name = "years" if way == "down" else "years-begun"
            return self._call(name, value, _ONE, *a.days)
        if scale := _upscaled(a):
            inner, k = scale
            return self._scaled(self._to_grain(inner, way, 1 / k), k)
        if way == "down" and a.plus and a.plus[1] == _HALF:
            return self._to_grain(a, way, _ONE)
        return WordsTerm(value, f"{signs[0]}{a.text}{signs[1]}", a.inputs)

    def _to_grain(self, a: WordsTerm, way: str, grain: Fraction) -> WordsTerm:
        """``a`` rounded to multiples of ``grain``; down after adding half of one is to nearest."""
        units = a.value / grain
        value = Fraction(units.__floor__() if way == "down" else units.__ceil__()) * grain
        if way == "down" and a.plus and a.plus[1] == grain / 2:
            a, way = a.plus[0], "nearest"
        if _whole(a.step / grain):
            return a
        multiple = () if grain == 1 else (self.number(grain),)
        return self._call(way, value, grain, a, *multiple)

    def _extreme(self, name: str, value: Fraction, a: WordsTerm, b: WordsTerm) -> WordsTerm:
        terms: dict[str, WordsTerm] = {}
        for term in (a, b):
            among = term.among[1] if term.among and term.among[0] == name else (term,)
            for one in among:
                terms.setdefault(one.text, one)
        several = tuple(terms.values())
        if len(several) == 1:
            return _with_inputs(several[0], a, b)
        step = several[0].step
        for one in several[1:]:
            step = _common(step, one.step)
        return replace(self._call(name, value, step, *several), among=(name, several))

    def _call(self, name: str, value: Fraction, step: Fraction, *terms: WordsTerm) -> WordsTerm:
        inner = ", ".join(term.text for term in terms)
        return WordsTerm(value, f"{FUNCTIONS[name].said()}({inner})", _together(*terms), step=step)

    def _as_day(self, term: WordsTerm) -> WordsTerm:
        """``term`` as a date, where its value is one (yyyymmdd)."""
        digits = number_text(term.value)
        if term.day or len(digits) != 8 or not digits.isdigit() or not (term.stated or term.inputs):
            return term
        year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
        text = said(f"{year}年{month}月{day}日", f"{year:04}-{month:02}-{day:02}")
        return replace(term, text=text, day=True, binds=_ATOM, step=_ONE, stated=False)


def _is_zero(term: WordsTerm) -> bool:
    return term.stated and term.value == 0


def _upscaled(term: WordsTerm) -> tuple[WordsTerm, Fraction] | None:
    """(inner, k) where ``term`` is inner × k with a whole k: a count of small grains."""
    return term.base if term.base and term.base[1] > 1 and _whole(term.base[1]) else None
