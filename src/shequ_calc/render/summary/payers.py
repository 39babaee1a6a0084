"""Who bears the money of many communities, and how much of it each."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ...policy import LEVELS
from ...record import Record
from .entries import Entry

__all__ = ["Borne", "borne"]


class Borne(Record):
    """What a level of government bears, in yuan a ``period``; "unstated" is nobody named. An upper
    end that is open is None."""

    period: str
    level: str
    low: Fraction
    high: Fraction | None


def borne(entries: Iterable[Entry]) -> list[Borne]:
    """What each level bears of the lines of communities, the highest level first. Lines without a
    number add nothing."""
    sums: dict[tuple[str, str], tuple[Fraction, Fraction | None]] = {}
    for entry in entries:
        finding = entry.finding
        counts = entry.adds and finding.role == "line" and finding.unit == "yuan"
        if not counts or finding.status not in ("computed", "needs-input"):
            continue
        if finding.low is None and finding.high is None:
            continue
        parts = [(one.level, one.low, one.high) for one in finding.payers]
        for level, low, high in parts or [("unstated", finding.low, finding.high)]:
            key = finding.period or "", level
            old_low, old_high = sums.get(key, (Fraction(0), Fraction(0)))
            more = None if old_high is None or high is None else old_high + high
            sums[key] = old_low + (low or 0), more
    found = [Borne(period, level, low, high) for (period, level), (low, high) in sums.items()]
    return sorted(found, key=lambda one: (one.period, LEVELS.index(one.level)))
