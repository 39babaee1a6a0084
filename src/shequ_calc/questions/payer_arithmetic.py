"""How the parts of a line of money arise among those who bear it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..carriers.words import WordsTerm
from ..language import said
from ..measures import quantity
from ..policy import Payer
from ..quantity import FEN, UNITS, exact_text
from ..rules.walk import Walk
from .evaluation import Ends

__all__ = ["payer_arithmetic"]

_Ends = tuple[Fraction | None, Fraction | None]


def payer_arithmetic(
    payers: Sequence[Payer], line: Ends, walk: Walk[WordsTerm]
) -> Iterator[tuple[str, str]]:
    """Each level with the arithmetic of its part of ``line``, in the reading of ``walk``."""
    named = [payer for payer in payers if payer.share is not None or payer.amount is not None]
    whole, parts = (line.low, line.high), [(low, high) for _, low, high in line.payers]
    for payer, part in zip(named, parts, strict=False):
        if payer.amount is not None:
            yield payer.level, _flat(payer, part, walk)
        else:
            yield payer.level, _shared(payer.share or Fraction(0), whole, part)
    for level, *rest in line.payers[len(named) :]:
        words = [_money(part) for part in ((line.low, line.high), *parts[: len(named)])]
        left = " − ".join(f"({one})" if one[0] in "≥≤" else one for one in words)
        shown = _money((rest[0], rest[1]))
        text = f"{said('其余', 'the rest')}{said('：', ': ')}{left} = {shown}"
        yield level, text if named else f"{said('全部', 'all of it')}{said('：', ': ')}{shown}"


def _shared(share: Fraction, whole: _Ends, part: _Ends) -> str:
    percent = f"{exact_text(share * 100)}%"
    product = tuple(None if end is None else end * share for end in whole)
    text = f"{percent} × {_money(whole)} = {_money((product[0], product[1]))}"
    if product == part:
        return text
    return text + said("，取到分为", ", to the fen ") + _money(part)


def _flat(payer: Payer, part: _Ends, walk: Walk[WordsTerm]) -> str:
    assert payer.amount is not None
    value = walk.settle(walk.value(payer.amount), FEN)
    ends = [(value.low, value.low_ok), (value.high, value.high_ok)]
    own = tuple(term.value if known else None for term, known in ends)
    texts = [_worked(term) for term, known in ends if known]
    text = said("至", " to ").join(dict.fromkeys(texts)) or _money((None, None))
    if own == part:
        return text
    return text + said("，承担", ", of which it bears ") + _money(part)


def _worked(term: WordsTerm) -> str:
    return term.equation(quantity(term.value, UNITS["yuan"]))


def _money(ends: _Ends) -> str:
    low, high = ("" if end is None else quantity(end, UNITS["yuan"]) for end in ends)
    if low == high:
        return low or said("未知", "not known")
    if not high:
        return f"≥ {low}"
    return f"{exact_text(ends[0])}–{high}" if ends[0] is not None else f"≤ {high}"
