"""What a figure on a page opens into: how firmly it holds, how it can be read, who bears it, and
where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding
from ...language import said
from ..finding_text import (
    checked_text,
    field_text,
    figure,
    gap_payer_texts,
    payer_texts,
    reading_figure,
    source_text,
)
from ..wrap import clean

__all__ = ["unfolded"]


def unfolded(finding: Finding) -> Iterator[str]:
    """The lines about a finding, the first of which says what it is."""
    for line in _lines(finding):
        yield clean(line)


def _lines(finding: Finding) -> Iterator[str]:
    colon, comma, stop = said("：", ": "), said("，", ", "), said("；", "; ")
    kind = [field_text(finding, name) for name in ("force", "basis") if getattr(finding, name)]
    aside = said(f"（{comma.join(kind)}）", f" ({comma.join(kind)})") if kind else ""
    yield f"{finding.label()}{colon}{figure(finding)}{aside}"
    if verdict := checked_text(finding, "verdict"):
        actual = checked_text(finding, "actual")
        told = [said(f"实际 {actual}", f"there is {actual}") if actual else "", verdict]
        told.append(checked_text(finding, "gap"))
        who = stop.join(gap_payer_texts(finding)) if "gap" in dict(finding.extra) else ""
        told.append(said(f"补足：{who}", f"made good by {who}") if who else "")
        yield comma.join(one for one in told if one)
    for index, reading in enumerate(finding.readings):
        shown = reading_figure(finding, index)
        yield said(f"读法“{reading.name}”：{shown}", f"read as {reading.name!r}: {shown}")
    if payers := payer_texts(finding):
        yield said("承担：", "paid by: ") + stop.join(payers)
    yield from finding.notes
    if source := source_text(finding):
        yield said("出处：", "source: ") + source
