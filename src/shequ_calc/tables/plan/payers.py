"""Who bears what of a line of money, in terms over columns.

For one community :mod:`shequ_calc.questions.evaluation` says the same in plain fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...carriers import Flag
from ...carriers.frame import FrameCarrier, FrameTerm
from ...policy import Payer
from ...rules.walk import Value, Walk
from .status import Figure

__all__ = ["borne", "borne_figures", "by_level"]

_ZERO = Fraction(0)
# A level of government, what it bears, and whether that is told at all.
Borne = tuple[str, Value[FrameTerm], Flag]


def borne(
    c: FrameCarrier,
    walk: Walk[FrameTerm],
    whole: Value[FrameTerm],
    payers: Sequence[Payer],
    grain: Fraction,
) -> list[Borne]:
    """Each payer's part of a line; together they are the line."""
    shares = [payer.share or _ZERO for payer in payers]
    weights = (*shares, 1 - sum(shares, _ZERO))
    parts: list[Borne] = []
    rest, taker = whole, "unstated"
    for index, payer in enumerate(payers):
        if payer.amount is not None:
            part = walk.settle(walk.value(payer.amount), grain)
        elif payer.share is not None:
            part = walk.split(whole, weights, index, grain)
        else:
            taker = payer.level
            continue
        part = walk.within(part, rest)
        rest = walk.remainder(rest, part)
        parts.append((payer.level, part, True))
    some = c.either(c.negate(c.equal(rest.high, c.number(_ZERO))), c.negate(rest.high_ok))
    parts.append((taker, rest, some if parts else True))
    return parts


def by_level(c: FrameCarrier, parts: Sequence[Borne]) -> dict[str, tuple[FrameTerm, FrameTerm]]:
    """The ends of what each level bears, nothing where it is not told."""
    found: dict[str, tuple[FrameTerm, FrameTerm]] = {}
    nothing = c.number(_ZERO)
    for level, part, present in parts:
        low = c.choose(c.both(present, part.low_ok), part.low, nothing)
        high = c.choose(c.both(present, part.high_ok), part.high, nothing)
        if level in found:
            low, high = c.least(low, found[level][0]), c.greatest(high, found[level][1])
        found[level] = (low, high)
    return found


def borne_figures(c: FrameCarrier, parts: Sequence[Borne]) -> list[Figure]:
    """What tells apart who bears what: whether each part is told, and its ends."""
    zero = c.number(Fraction(0))
    return [
        figure
        for _, part, present in parts
        for figure in (
            (present, zero),
            (c.both(present, part.low_ok), part.low),
            (c.both(present, part.high_ok), part.high),
        )
    ]
