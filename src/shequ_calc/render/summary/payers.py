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
    """What each level bears of the lines of communities, the highest level first. A line without a
    number adds nothing; where one is for want of data, who pays for it elsewhere may pay more, and
    the upper end is open."""
    sums: dict[tuple[str, str], tuple[Fraction, Fraction | None]] = {}
    paying: dict[str, dict[tuple[str, str], None]] = {}
    missing: dict[str, None] = {}
    for entry in entries:
        finding = entry.finding
        if not (entry.adds and finding.role == "line" and finding.unit == "yuan"):
            continue
        if finding.low is None and finding.high is None:
            if finding.status == "needs-input":
                missing[entry.key] = None
            continue
        if finding.status not in ("computed", "needs-input"):
            continue
        parts = [(one.level, one.low, one.high) for one in finding.payers]
        for level, low, high in parts or [("unstated", finding.low, finding.high)]:
            key = finding.period or "", level
            paying.setdefault(entry.key, {})[key] = None
            old_low, old_high = sums.get(key, (Fraction(0), Fraction(0)))
            more = None if old_high is None or high is None else old_high + high
            sums[key] = old_low + (low or 0), more
    opened = {key for line in missing for key in paying.get(line, {})}
    found = [Borne(*key, low, None if key in opened else high) for key, (low, high) in sums.items()]
    return sorted(found, key=lambda one: (one.period, LEVELS.index(one.level)))
