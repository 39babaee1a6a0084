"""What is required against what there is: verdict and gap in one reading, on any carrier.

Nothing is divided and nothing rounded before it is compared. What is not known never reads as
met: a floor of which a part is missing, or that is itself a range, can be missed for certain, but
not be kept for certain.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Generic, NamedTuple

from ..carriers import Carrier, Flag, Term
from ..finding import VERDICTS
from ..rules.bounds import ABOUT, NONE_FITS, Value

__all__ = ["FAILED", "Judged", "failing", "judge", "verdict_of"]

FAILED = ("short", "over")
_NEAR = Fraction(10)  # a gap up to a tenth of the bound is near
_RANKS = {"must": ("must",), "should": ("must", "should"), "target": ("must", "should", "target")}


class Judged(NamedTuple, Generic[Term]):
    """At most one of the flags holds; where none does, the verdict is unknown.

    ``gap`` is what is certain to be missing, or too much, in the unit (in days for dates); 0 where
    nothing is. ``below`` holds where less than the lower end is permitted, as under a ``may``.
    """

    met: Flag
    near: Flag
    short: Flag
    over: Flag
    gap: Term
    below: Flag


def judge(
    carrier: Carrier[Term],
    required: Value[Term],
    actual: Value[Term],
    force: str,
    unit: str = "",
    grain: Fraction | None = None,
    sure: Value[Term] | None = None,
) -> Judged[Term]:
    """How ``actual`` stands to ``required``, which has been settled.

    ``sure`` is what keeps to it whatever its wavering bounds are (:meth:`Walk.sure`), where that
    is not the same. A ``may`` is never short. The gap is rounded up to ``grain``.
    """
    c, zero, sure = carrier, carrier.number(Fraction(0)), sure or required
    low_ok, high_ok = required.low_ok, required.high_ok
    under = c.both(c.both(low_ok, actual.high_ok), c.less(actual.high, required.low))
    over = c.both(c.both(high_ok, actual.low_ok), c.less(required.high, actual.low))
    short: Flag = under if force != "may" else False

    missing = _apart(c, actual.high, required.low, unit)
    excess = _apart(c, required.high, actual.low, unit)
    apart = c.choose(short, missing, c.choose(over, excess, zero))
    about = required.marks.get(ABOUT, False)
    near: Flag = False
    if about is not False and unit != "date":
        bound = c.choose(short, required.low, required.high)
        close = c.at_most(c.multiply(apart, c.number(_NEAR)), bound)
        near = c.both(c.both(about, close), c.either(short, over))

    enough: Flag = True
    if force != "may":
        reached = c.both(actual.low_ok, c.at_most(sure.low, actual.low))
        enough = c.either(c.negate(low_ok), c.both(sure.low_ok, reached))
    kept = c.both(c.both(sure.high_ok, actual.high_ok), c.at_most(actual.high, sure.high))
    within = c.both(enough, c.either(c.negate(high_ok), kept))
    something = c.both(c.either(low_ok, high_ok), c.either(actual.low_ok, actual.high_ok))
    met = c.both(c.both(within, something), c.negate(_incomplete(c, required)))
    far = c.negate(near)
    below = c.both(met, under) if force == "may" else False
    gap = apart if grain is None else _up(c, apart, grain)
    return Judged(met, near, c.both(short, far), c.both(over, far), gap, below)


def verdict_of(judged: Judged[Fraction]) -> str:
    """The verdict of a single community in one reading."""
    flags = zip(VERDICTS, (judged.met, judged.near, judged.short, judged.over), strict=False)
    return next((name for name, flag in flags if flag), "unknown")


def failing(verdict: str, force: str, about: bool, fail_on: str) -> bool:
    """Whether a verdict is one that ``fail_on`` (must, should or target) asks for.

    About-rules never fail, nor does what is only permitted or merely stated.
    """
    return verdict in FAILED and not about and force in _RANKS[fail_on]


def _incomplete(c: Carrier[Term], value: Value[Term]) -> Flag:
    lacks: Flag = value.marks.get(NONE_FITS, False)
    for (kind, _), flag in value.marks.items():
        lacks = c.either(lacks, flag) if kind == "needs" else lacks
    return lacks


def _up(c: Carrier[Term], term: Term, grain: Fraction) -> Term:
    if grain == 1:
        return c.ceiling(term)
    return c.multiply(c.ceiling(c.divide(term, grain)), c.number(grain))


def _apart(c: Carrier[Term], less: Term, more: Term, unit: str) -> Term:
    """``more`` - ``less``, 0 where that is negative; for dates the days between them."""
    if unit == "date":
        less, more = _day(c, less), _day(c, more)
    return c.greatest(c.subtract(more, less), c.number(Fraction(0)))


def _day(c: Carrier[Term], date: Term) -> Term:
    """The number of a day that is written yyyymmdd, counted through (Julian day number)."""

    def whole(term: Term, by: int) -> Term:
        return c.floor(c.divide(term, Fraction(by)))

    def times(term: Term, by: int) -> Term:
        return c.multiply(term, c.number(Fraction(by)))

    def plus(term: Term, more: int) -> Term:
        return c.add(term, c.number(Fraction(more)))

    year, month = whole(date, 10000), whole(date, 100)
    month, day = c.subtract(month, times(year, 100)), c.subtract(date, times(month, 100))
    # The year begins in March, so that the leap day is its last.
    early = whole(c.subtract(c.number(Fraction(14)), month), 12)
    year = c.subtract(plus(year, 4800), early)
    month = plus(c.add(month, times(early, 12)), -3)
    days = c.add(day, whole(plus(times(month, 153), 2), 5))
    leaps = c.add(c.subtract(whole(year, 4), whole(year, 100)), whole(year, 400))
    return plus(c.add(c.add(days, times(year, 365)), leaps), -32045)
