"""What the figures of many communities come to, end by end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ...language import said
from ...record import replace
from ..finding_text import figure
from .entries import Entry
from .grid import BLANK, Cell

__all__ = ["summed"]


def summed(entries: Sequence[Entry | None], *, checked: bool) -> Cell:
    """The cell under a column whose rows are ``entries``, None where a row has none.

    An end that one of them has open is open in the sum, and so is the upper one where a row could
    not be answered. Of a check, what is missing is added up, and the communities are counted.
    """
    there = [entry for entry in entries if entry]
    adding = [entry for entry in there if entry.adds]
    if not adding:
        return BLANK
    return _gaps(adding) if checked else _range(adding, len(adding) < len(there))


def _range(adding: Sequence[Entry], unknown: bool) -> Cell:
    lows = [entry.low for entry in adding if entry.low is not None]
    highs = [entry.high for entry in adding if entry.high is not None]
    low = sum(lows, Fraction(0)) if lows else None
    high = sum(highs, Fraction(0)) if len(highs) == len(adding) and not unknown else None
    if low is None and high is None:
        return BLANK
    one = adding[0].finding
    about = any(entry.finding.about for entry in adding)
    whole = replace(
        one, low=low, high=high, about=about, status="computed", scope="community", readings=()
    )
    return Cell(figure(whole))


def _gaps(adding: Sequence[Entry]) -> Cell:
    parts = []
    for words, each in (
        (said("不足", "short"), [entry.low for entry in adding if entry.low is not None]),
        (said("超出", "over"), [entry.high for entry in adding if entry.high is not None]),
    ):
        if each:
            amount = sum(each, Fraction(0))
            plain = replace(
                adding[0].finding, low=amount, high=amount, about=False, status="computed",
                scope="community", period=None, readings=(), extra=(),
            )  # fmt: skip
            count = len(each)
            parts.append(
                said(f"{count}个社区{words}{figure(plain)}", f"{count} {words}: {figure(plain)}")
            )
    return Cell("\n".join(parts))
