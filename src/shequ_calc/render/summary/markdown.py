"""A table that a person reads, in Markdown: to be put into a memo, or turned into other formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language import said
from .grid import Cell, Grid

__all__ = ["markdown_lines"]

_ESCAPED = (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("*", "\\*"), ("`", "\\`"), ("[", "\\["))


def markdown_lines(grid: Grid, level: int = 1) -> Iterator[str]:
    """The lines of the table under its title, a heading of ``level``, with what stands below."""
    yield f"{'#' * level} {_plain(grid.title)}"
    if grid.subtitle:
        yield ""
        yield _plain(grid.subtitle)
    for group in grid.groups:
        yield ""
        if group.title:
            yield f"**{_plain(group.title)}**"
            yield ""
        yield from _head(grid)
        for row in group.rows:
            own = [_plain(text) for text in row.own]
            if row.fault:
                first = said("无法计算：", "not answered: ") + _plain(row.fault)
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
        yield ""
        yield f"{'#' * (level + 1)} {_plain(section.title)}"
        yield ""
        for line in section.lines:
            # A number that a line begins with is its own, not one of a list.
            number, dot, rest = line.partition(". ")
            numbered = dot and number.isdigit()
            yield f"- {number}\\. {_plain(rest)}" if numbered else f"- {_plain(line)}"


def _head(grid: Grid) -> Iterator[str]:
    heads = ["<br>".join(map(_plain, head.lines())) for head in grid.heads]
    yield _row([*map(_plain, grid.own), *heads])
    numbers = [*grid.numbers, *(not head.words for head in grid.heads)]
    yield _row(["---:" if number else "---" for number in numbers])


def _sum(grid: Grid, title: str, sums: Sequence[Cell]) -> str:
    own = [f"**{title}**", *[""] * (len(grid.own) - 1)]
    return _row([*own, *(f"**{_cell(cell)}**" if cell.text else "" for cell in sums)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_plain(line) for line in cell.marked().split("\n"))


def _plain(text: str) -> str:
    for old, new in _ESCAPED:
        text = text.replace(old, new)
    return text
