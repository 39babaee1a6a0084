"""A table that a person reads, in Markdown: to be put into a memo, or turned into other formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language import said
from .grid import Cell, Grid, Section

__all__ = ["markdown_lines", "plain_markdown", "section_lines"]

_ESCAPED = (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("*", "\\*"), ("`", "\\`"), ("[", "\\["))


def markdown_lines(grid: Grid, level: int = 1) -> Iterator[str]:
    """The lines of the table under its title, a heading of ``level``, with what stands below."""
    if grid.title:
        yield f"{'#' * level} {plain_markdown(grid.title)}"
        yield ""
    if grid.subtitle:
        yield plain_markdown(grid.subtitle)
        yield ""
    for number, group in enumerate(grid.groups):
        if number:
            yield ""
        if group.title:
            yield f"**{plain_markdown(group.title)}**"
            yield ""
        yield from _head(grid)
        for row in group.rows:
            own = [plain_markdown(text) for text in row.own]
            if row.fault:
                first = said("无法计算：", "not answered: ") + plain_markdown(row.fault)
                yield _row([*own, first, *[""] * (len(grid.heads) - 1)])
            else:
                yield _row([*own, *map(_cell, row.cells)])
        if group.subtotal:
            yield _sum(grid, said("小计", "subtotal"), group.subtotal)
        if len(grid.groups) == 1 and grid.total:
            yield _sum(grid, said("合计", "total"), grid.total)
    if len(grid.groups) > 1 and grid.total:
        yield ""
        yield from _head(grid)
        yield _sum(grid, said("合计", "total"), grid.total)
    for section in grid.sections:
        yield from section_lines(section, level + 1)


def section_lines(section: Section, level: int) -> Iterator[str]:
    """The lines of a section as a list under a heading of ``level``."""
    yield ""
    yield f"{'#' * level} {plain_markdown(section.title)}"
    yield ""
    for line in section.lines:
        # A number that a line begins with is its own, not one of a list.
        number, dot, rest = line.partition(". ")
        numbered = dot and number.isdigit()
        plain = plain_markdown(rest if numbered else line)
        yield f"- {number}\\. {plain}" if numbered else f"- {plain}"


def _head(grid: Grid) -> Iterator[str]:
    heads = ["<br>".join(map(plain_markdown, head.lines())) for head in grid.heads]
    yield _row([*map(plain_markdown, grid.own), *heads])
    numbers = [*grid.numbers, *(not head.words for head in grid.heads)]
    yield _row(["---:" if number else "---" for number in numbers])


def _sum(grid: Grid, title: str, sums: Sequence[Cell]) -> str:
    own = [f"**{title}**", *[""] * (len(grid.own) - 1)]
    return _row([*own, *(f"**{_cell(cell)}**" if cell.text else "" for cell in sums)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(plain_markdown(line) for line in cell.marked().split("\n"))


def plain_markdown(text: str) -> str:
    """``text`` with nothing in it that Markdown would take for a sign of its own."""
    for old, new in _ESCAPED:
        text = text.replace(old, new)
    return text
