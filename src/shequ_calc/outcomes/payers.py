"""Who bears what of a line of money, and who makes a gap good, on any carrier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Generic

from ..carriers import Carrier, Flag, Term
from ..policy import LEVELS, Payer
from ..record import Record
from ..rules.walk import Value, Walk
from .readings import Figure

__all__ = ["Borne", "MakingGood", "borne", "borne_figures"]

_ZERO = Fraction(0)


class Borne(Record, Generic[Term]):
    """What a level of government bears, whether that is told at all, and whether it is an amount
    of its own rather than a share or the rest."""

    level: str
    value: Value[Term]
    present: Flag
    amount: bool = False


def borne(
    c: Carrier[Term],
    walk: Walk[Term],
    whole: Value[Term],
    payers: Sequence[Payer],
    grain: Fraction,
) -> list[Borne[Term]]:
    """Each payer's part of a line; together they are the line."""
    shares = [payer.share or _ZERO for payer in payers]
    weights = (*shares, 1 - sum(shares, _ZERO))
    parts: list[Borne[Term]] = []
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
        parts.append(Borne(payer.level, part, True, payer.amount is not None))
    some = c.either(c.negate(c.equal(rest.high, c.number(_ZERO))), c.negate(rest.high_ok))
    parts.append(Borne(taker, rest, some if parts else True))
    return parts


def borne_figures(c: Carrier[Term], parts: Sequence[Borne[Term]]) -> list[Figure[Term]]:
    """What tells apart who bears what: whether each part is told, and its ends."""
    zero = c.number(_ZERO)
    return [
        figure
        for part in parts
        for figure in (
            (part.present, zero),
            (c.both(part.present, part.value.low_ok), part.value.low),
            (c.both(part.present, part.value.high_ok), part.value.high),
        )
    ]


class MakingGood(Generic[Term]):
    """Who makes a gap good: a single payer all of it, payers with shares by their shares; where
    amounts or nothing is said of it, nobody that the document names."""

    def __init__(self, payers: Sequence[Payer]) -> None:
        self._payers = payers
        shares = [payer for payer in payers if payer.share is not None]
        self._split = bool(shares) and all(payer.amount is None for payer in payers)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels among which a gap is split, in the order of LEVELS."""
        if self._split:
            return tuple(sorted({level for level, _ in self._weights()}, key=LEVELS.index))
        alone = len(self._payers) == 1 and self._payers[0].amount is None
        return (self._payers[0].level if alone else "unstated",)

    def _weights(self) -> list[tuple[str, Fraction]]:
        shared = [(p.level, p.share) for p in self._payers if p.share is not None]
        rest = 1 - sum((share for _, share in shared), Fraction(0))
        taker = next((p.level for p in self._payers if p.share is None), "unstated")
        return [*shared, (taker, rest)] if rest else shared

    def parts(self, walk: Walk[Term], gap: Term, grain: Fraction) -> Iterator[tuple[str, Term]]:
        """Each level with its part; together they are the gap."""
        if not self._split:
            yield self.levels[0], gap
            return
        weights = self._weights()
        whole = Value(gap, gap, True, True, {})
        for index, (level, _) in enumerate(weights):
            part = walk.split(whole, tuple(weight for _, weight in weights), index, grain)
            yield level, part.low
