"""One finding as a cell of a table that a person reads."""

from __future__ import annotations

from fractions import Fraction

from ...finding import Finding
from ...language import joined, said
from ...record import Record
from ..finding_text import checked_text, field_text, figure, has_number
from ..vocabulary import LEVELS, word

__all__ = ["ADDED_UNITS", "ROW_SCOPE", "Entry", "entry_of"]


class Entry(Record):
    """What a cell says. ``key`` tells which column it belongs to, ``requires`` what is required
    where ``text`` says what there is; ``low`` and ``high`` are what is added up, ``adds`` whether
    it can be."""

    key: str
    finding: Finding
    text: str
    requires: str
    notes: tuple[str, ...]
    tone: str
    low: Fraction | None
    high: Fraction | None
    adds: bool

    @property
    def told(self) -> bool:
        """Whether there is something to see: a figure, a verdict, or that no number fits."""
        return bool(self.text)


# Units of which the amounts of several communities add up to an amount.
ADDED_UNITS = frozenset(
    ("person", "household", "grid", "community", "organisation", "team", "centre", "item", "task")
) | {"plate", "post", "yuan", "square-metre"}
# What one community has, or one person is paid: other scopes are said of more than a row.
ROW_SCOPE = {"staffing": "community", "budget": "community", "salary": "person"}
_JUDGED = ("met", "near", "short", "over")


def entry_of(finding: Finding) -> Entry:
    """The cell of a finding; without a text where there is nothing to see in a row."""
    # Lines of a table do not say which view of a provision they are; its label and what one amount
    # is for tell.
    told = (finding.provision, finding.label_zh, finding.scope, finding.period or "", finding.unit)
    key = "\t".join(told)
    more = dict(finding.extra)
    if "verdict" in more:
        return _checked(key, finding, more)
    shown = has_number(finding) or finding.status == "none-fits"
    adds = finding.unit in ADDED_UNITS and finding.scope == ROW_SCOPE.get(finding.question)
    return Entry(
        key,
        finding,
        figure(finding) if shown else "",
        "",
        _notes(finding),
        "",
        finding.low,
        finding.high,
        adds and finding.role != "reference",
    )


def _checked(key: str, finding: Finding, more: dict[str, str]) -> Entry:
    verdict, actual = more["verdict"], checked_text(finding, "actual")
    judged = verdict in _JUDGED or (verdict == "unknown" and bool(actual))
    told = checked_text(finding, "verdict") + said("", " ") + checked_text(finding, "gap")
    missing = Fraction(more["gap"]) if verdict in ("short", "over") and more.get("gap") else None
    adds = finding.unit in ADDED_UNITS and finding.role != "part" and missing is not None
    return Entry(
        key,
        finding,
        joined(text for text in (actual, told.strip()) if text) if judged else "",
        # What is missing is named in a note, in words.
        figure(finding)
        if has_number(finding) or not finding.needs
        else field_text(finding, "status"),
        _notes(finding),
        "" if verdict == "met" else verdict,
        missing if verdict == "short" else None,
        missing if verdict == "over" else None,
        adds,
    )


def _notes(finding: Finding) -> tuple[str, ...]:
    """What goes for the figure, without the figures of its readings and payers: those differ from
    row to row, and stand in the full lines."""
    texts = list(finding.notes)
    if finding.readings:
        names = said("；", "; ").join(one.name for one in finding.readings)
        texts.append(said(f"读法：{names}", f"readings: {names}"))
    levels = [word(LEVELS, one.level) for one in finding.payers if one.level != "unstated"]
    if levels:
        whole = len(levels) == len(finding.payers)
        texts.append(
            said("承担：", "paid by: ")
            + joined(levels if whole else [*levels, word(LEVELS, "unstated")])
        )
    return tuple(texts)
