"""Findings of one community, or of places side by side, as a list: a line a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...finding import Finding
from ...language import joined, said
from ...record import replace
from ..finding_text import (
    checked_text,
    document_text,
    field_text,
    figure,
    gap_payer_texts,
    payer_texts,
    place_text,
    reading_figure,
)
from ..groups import grouped, heading, judged, lacking
from ..vocabulary import TITLES
from ..wrap import clean
from .grid import Cell, Grid, Group, Head, Row, Section

__all__ = ["listed"]


def listed(
    findings: Sequence[Finding], on: str = "", names: Mapping[str, str] | None = None
) -> Grid:
    """The table of one answer: what is required, how firmly, who bears it and where it stands;
    of a check, what there is and what follows. ``on`` is the day that was asked for,
    ``names`` the words for inputs that are missing, where they are known."""
    shown, missing, _ = judged(findings)
    checked = any("verdict" in dict(finding.extra) for finding in findings)
    notes: dict[str, int] = {}
    groups = []
    for group in grouped(shown):
        rows = tuple(_row(finding, notes, checked=checked) for finding in group)
        groups.append(Group(clean(heading(group)), rows))
    heads = [Head(said("规定", "required") if checked else said("结果", "figure"))]
    if checked:
        heads += [Head(said("实际", "there is")), Head(said("结论", "verdict"), words=True)]
    words = [said("性质", "kind"), said("承担", "paid by"), said("出处", "source")]
    heads += [Head(word, words=True) for word in words]
    used = [
        index
        for index in range(len(heads))
        if any(row.cells[index].text for group in groups for row in group.rows)
    ]
    documents = {text: None for finding in shown if (text := document_text(finding))}
    sections = [
        Section(
            said("说明", "Notes"), tuple(f"{number}. {note}" for note, number in notes.items())
        ),
        Section(
            said("缺数据，无法判断", "Not known, for want of data"), tuple(lacking(missing, names))
        ),
        Section(said("依据", "Sources"), tuple(documents), cites=True),
    ]
    return Grid(
        TITLES[findings[0].question].said() if findings else "",
        said(f"按{on}有效的规定", f"by the rules in force on {on}") if on else "",
        (said("条款", "provision"),),
        (False,),
        tuple(heads[index] for index in used),
        tuple(_narrowed(group, used) for group in groups),
        (),
        tuple(section for section in sections if section.lines),
    )


def _row(finding: Finding, notes: dict[str, int], *, checked: bool) -> Row:
    marks = tuple(notes.setdefault(clean(note), len(notes) + 1) for note in finding.notes)
    label = finding.label() or said("错误", "error")
    if finding.role == "part":
        label = said(f"其中：{label}", f"of which: {label}")
    cells = [Cell("\n".join(_figures(finding)), marks, "", finding)]
    if checked:
        verdict = dict(finding.extra).get("verdict", "")
        told = f"{checked_text(finding, 'verdict')} {checked_text(finding, 'gap')}".strip()
        who = joined(gap_payer_texts(finding)) if verdict == "short" else ""
        if who:
            told += said(f"（补足：{who}）", f" (made good by: {who})")
        tone = "" if verdict == "met" else verdict
        cells += [Cell(checked_text(finding, "actual")), Cell(told, (), tone, finding)]
    kind = [field_text(finding, name) for name in ("force", "basis") if getattr(finding, name)]
    if finding.status == "conditional":
        kind.append(field_text(finding, "status"))
    cells += [
        Cell(said("，", ", ").join(kind)),
        Cell(said("；", "; ").join(payer_texts(finding))),
        Cell(place_text(finding)),
    ]
    return Row((clean(label),), tuple(_clean(cell) for cell in cells))


def _narrowed(group: Group, used: Sequence[int]) -> Group:
    """The same rows without the columns that nothing stands in."""
    rows = (replace(row, cells=tuple(row.cells[index] for index in used)) for row in group.rows)
    return replace(group, rows=tuple(rows))


def _figures(finding: Finding) -> Iterator[str]:
    yield figure(finding) if finding.status != "error" else field_text(finding, "status")
    for index, reading in enumerate(finding.readings):
        yield f"{reading.name}{said('：', ': ')}{reading_figure(finding, index)}"


def _clean(cell: Cell) -> Cell:
    text = "\n".join(clean(line) for line in cell.text.split("\n"))
    return replace(cell, text=text)
