"""The table on a terminal, laid out in cells so that Chinese and English both stand straight.

Lines are made first, as texts with a style each, and printed afterwards: a plain table needs
nothing but the stream, and only a coloured one brings in rich.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from ...finding import Finding
from ...language import said
from ..groups import grouped, heading, judged, lacking
from ..wrap import clean, wrap
from .table_columns import Entry, Grid, entry_of, grid_for

__all__ = ["hung", "print_lines", "print_table", "table_lines", "terminal_width"]

Line = list[tuple[str, str]]
_NARROWEST, _NOTES = 40, 100


def print_table(
    findings: Sequence[Finding],
    *,
    cite: bool = False,
    width: int | None = None,
    stream: TextIO,
    color: bool = False,
) -> None:
    """Print findings for a person: by place, with their notes below, and sources with ``cite``.

    ``width`` is the terminal's when None. Without ``color``, or where NO_COLOR is set, the text
    is plain.
    """
    width = width or terminal_width()
    lines = table_lines(findings, cite=cite, width=width)
    print_lines(lines, width=width, stream=stream, color=color)


def terminal_width() -> int:
    """How many cells a line of the terminal has; COLUMNS goes before what it says."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def print_lines(lines: Iterable[Line], *, width: int, stream: TextIO, color: bool) -> None:
    """Print lines in their styles; plain without ``color``, or where NO_COLOR is set."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    if not color or os.environ.get("NO_COLOR"):
        stream.writelines("".join(text for text, _ in line).rstrip() + "\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, width=max(width, 500), highlight=False)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)


def table_lines(
    findings: Sequence[Finding], *, cite: bool = False, width: int = 80
) -> Iterator[Line]:
    """The lines of the table, each a list of texts with their styles."""
    if not findings:
        return
    width = max(width, _NARROWEST)
    findings, missing, every = judged(findings)
    if not findings:
        yield from _missing(missing, min(width, _NOTES))
        return
    apart = grouped(findings)
    numbers = _numbered(apart)
    groups = [(heading(group), _entries(group, numbers)) for group in apart]
    grid = grid_for([entry for _, entries in groups for entry in entries], width)
    yield from grid.head()
    for index, (head, entries) in enumerate(groups):
        if index:
            yield []
        for text in wrap(head, width):
            yield [(text, "bold")]
        yield from _body(grid, entries)
    if numbers:
        yield []
        yield from _notes(numbers, min(width, _NOTES))
    if missing:
        yield []
        yield from _missing(missing, min(width, _NOTES))
    yield from _letters(every, min(width, _NOTES))
    if cite:
        yield from _sources(findings, min(width, _NOTES))


def _missing(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """What could not be judged for want of data, and which data would decide it."""
    if findings:
        yield [(said("缺少数据，无法判断", "Not known, for want of data"), "bold")]
    for text in lacking(findings):
        for line in hung(text, 2, 4, width):
            yield [(piece, "dim") for piece, _ in line]


def _body(grid: Grid, entries: Sequence[Entry]) -> Iterator[Line]:
    """The lines of one place, its total last under a rule."""
    for entry in entries:
        if not entry.total:
            yield from grid.entry(entry)
    totals = [entry for entry in entries if entry.total]
    if totals and len(totals) < len(entries):
        yield grid.rule()
    for entry in totals:
        yield from grid.entry(entry)


def _entries(group: Sequence[Finding], numbers: dict[str, int]) -> list[Entry]:
    entries = []
    whole: Finding | None = None
    for finding in group:
        entries.append(entry_of(finding, whole, [numbers[note] for note in finding.notes]))
        if finding.role == "line":
            whole = finding
    return entries


# Below the table


def _numbered(groups: Sequence[Sequence[Finding]]) -> dict[str, int]:
    """Every note once, with its number, in the order of the lines; a total is the last of them."""
    notes: dict[str, None] = {}
    for group in groups:
        for finding in sorted(group, key=lambda finding: finding.role == "total"):
            notes.update(dict.fromkeys(finding.notes))
    return {note: number for number, note in enumerate(notes, 1)}


def _notes(numbers: dict[str, int], width: int) -> Iterator[Line]:
    margin = len(str(len(numbers))) + 2
    for note, number in numbers.items():
        for index, text in enumerate(wrap(clean(note), width - margin)):
            mark = f"{number}".rjust(margin - 2) if index == 0 else ""
            yield [(mark.ljust(margin), "dim"), (text, "")]


def _letters(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """The sentences for letters, by place where there are several."""
    letters = [(f.division_name, text) for f in findings if (text := dict(f.extra).get("letter"))]
    if not letters:
        return
    yield []
    yield [(said("函件用语", "For a letter"), "bold")]
    several = len({place for place, _ in letters}) > 1
    for place, text in letters:
        yield from hung(f"{place}：{text}" if several else text, 2, 4, width)


def _sources(findings: Sequence[Finding], width: int) -> Iterator[Line]:
    """Each document once, and under it the clause and words of every provision cited."""
    documents: dict[tuple[str, str, str], dict[tuple[str, str, str], None]] = {}
    for f in findings:
        if f.document:
            cited = documents.setdefault((f.document, f.number, f.issued), {})
            cited.setdefault((f.label(), f.clause, f.phrase))
    if not documents:
        return
    yield []
    yield [(said("依据", "Sources"), "bold")]
    for (title, number, issued), cited in documents.items():
        name = title if "《" in title else f"《{title}》"
        head = said("，", ", ").join(text for text in (name, number, issued) if text)
        yield from hung(head, 0, 2, width)
        for label, clause, phrase in cited:
            where = said(f"{label}：{clause}", f"{label}: {clause}")
            yield from hung(f"{where} “{phrase}”" if phrase else where, 2, 4, width)


def hung(text: str, first: int, rest: int, width: int) -> Iterator[Line]:
    """``text`` wrapped, its first line ``first`` cells in and its later ones ``rest``."""
    for index, line in enumerate(wrap(clean(text), width - rest)):
        yield [(" " * (rest if index else first) + line, "")]
