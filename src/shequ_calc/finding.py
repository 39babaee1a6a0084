"""Findings: what a provision gives for a community, as one record for every output."""

from __future__ import annotations

from fractions import Fraction

from .language import said
from .record import Record

__all__ = ["CHECKED", "FIELDS", "STATUSES", "VERDICTS", "Finding", "PayerAmount", "Reading"]

STATUSES = (
    "computed",
    "needs-input",
    "conditional",
    "no-amount",
    "none-fits",
    "not-in-force",
    "not-for",
    "error",
)

FIELDS = (
    "question",
    "place",
    "provision",
    "division",
    "division_name",
    "label_zh",
    "label_en",
    "role",
    "topic",
    "scope",
    "low",
    "high",
    "unit",
    "period",
    "about",
    "force",
    "basis",
    "status",
    "needs",
    "payers",
    "readings",
    "notes",
    "document",
    "number",
    "issued",
    "clause",
    "phrase",
    "seen",
    "trust",
)

# What a check adds: verdict (met, near, short, over, unknown; "" where none is asked for), the
# actual figure and the gap as plain numbers, who makes a gap good, and a sentence for a letter.
CHECKED = ("verdict", "actual", "gap", "gap_payers", "letter")
VERDICTS = ("met", "near", "short", "over", "unknown")


class Reading(Record):
    """One way to understand an open text, and its own ends (None: open, or none)."""

    name: str
    low: Fraction | None
    high: Fraction | None


class PayerAmount(Record):
    """What one level of government bears of a line, in the line's unit."""

    level: str
    low: Fraction | None
    high: Fraction | None


class Finding(Record):
    """One answer. ``low`` and ``high`` are in ``unit`` a ``period``; None is an open end, or none.

    ``division_name`` and ``notes`` are in the language asked for; the labels are in both. ``view``
    names the view of the provision that it is, "" for the provision's own line; ``levels`` are the
    names of what is counted, from the lowest, where that is the levels of a category.
    """

    question: str
    place: str
    provision: str
    division: str
    division_name: str
    label_zh: str
    label_en: str
    role: str
    scope: str
    low: Fraction | None
    high: Fraction | None
    unit: str
    period: str | None
    about: bool
    force: str
    basis: str
    status: str
    needs: tuple[str, ...] = ()
    payers: tuple[PayerAmount, ...] = ()
    readings: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    document: str = ""
    number: str = ""
    issued: str = ""
    clause: str = ""
    phrase: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    view: str = ""
    topic: str = ""
    seen: str = ""
    trust: str = ""
    levels: tuple[str, ...] = ()

    def label(self) -> str:
        """The provision's label in the language spoken."""
        return said(self.label_zh, self.label_en)
