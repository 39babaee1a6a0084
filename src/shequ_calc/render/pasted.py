"""Findings as plain text that can be put into a message or a memo: each figure with its kind, its
readings, who bears it, what it is part of, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..finding import Finding
from ..language import said
from .finding_text import (
    checked_text,
    field_text,
    figure,
    gap_payer_texts,
    payer_texts,
    reading_figure,
    source_text,
)
from .groups import grouped, heading, judged, lacking
from .wrap import clean

__all__ = ["pasted_lines"]

_STEP = "  "


def pasted_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """The lines: a place, or a row of a table, after the other, each with its figures; the notes of
    all of them, each once; and of a check, what was not judged for want of data."""
    shown, missing, _ = judged(findings)
    notes: dict[str, int] = {}
    for index, group in enumerate(grouped(shown)):
        if index:
            yield ""
        yield heading(group)
        for finding in group:
            for line in _entry(finding, notes):
                yield clean(line)
    numbered = [f"{number}. {note}" for note, number in notes.items()]
    yield from _closing(said("说明", "Notes"), numbered, after=shown)
    want = said("缺少数据，无法判断", "Not known, for want of data")
    yield from _closing(want, lacking(missing), after=shown)


def _closing(title: str, lines: Sequence[str], *, after: Sequence[Finding]) -> Iterator[str]:
    if lines:
        yield from ("", title) if after else (title,)
        yield from map(clean, lines)


def _entry(finding: Finding, notes: dict[str, int]) -> Iterator[str]:
    marks = [notes.setdefault(note, len(notes) + 1) for note in finding.notes]
    mark = "".join(f"[{number}]" for number in marks)
    inside = finding.role == "part"
    indent = _STEP if inside else ""
    label = finding.label() or said("错误", "error")
    if inside:
        label = said(f"其中：{label}", f"of which: {label}")
    yield indent + label + said("：", ": ") + _told(finding) + mark
    indent += _STEP
    for index, reading in enumerate(finding.readings):
        told = reading_figure(finding, index)
        yield indent + said(f"读法“{reading.name}”：{told}", f"read as “{reading.name}”: {told}")
    payers = said("；", "; ").join(payer_texts(finding))
    if payers:
        yield indent + said(f"承担：{payers}", f"paid by: {payers}")
    if finding.document:
        yield indent + said("依据：", "source: ") + source_text(finding)


def _told(finding: Finding) -> str:
    """The figure and its kind; of a check what there is, too, and what follows."""
    kind = [field_text(finding, "force")] if finding.force else []
    if finding.basis and (finding.low is not None or finding.high is not None):
        kind.append(field_text(finding, "basis"))
    if finding.status == "conditional":
        kind.append(field_text(finding, "status"))
    beside = said("，", ", ").join(kind)
    text = figure(finding) if finding.status != "error" else field_text(finding, "status")
    if beside:
        text += said(f"（{beside}）", f" ({beside})")
    verdict = checked_text(finding, "verdict") if dict(finding.extra).get("verdict") else ""
    if not verdict:
        return text
    actual, gap = checked_text(finding, "actual"), checked_text(finding, "gap")
    told = said(f"规定{text}", f"required {text}")
    if actual:
        told += said(f"，实际{actual}", f", there is {actual}")
    told += said(f"，{verdict}{gap}", f": {verdict} {gap}".rstrip())
    who = said("；", "; ").join(gap_payer_texts(finding))
    if who and gap:
        told += said(f"（补足：{who}）", f" (made good by: {who})")
    return told
