"""How wide the columns of a table that a person reads are on paper; how many lines texts take."""

from __future__ import annotations

from ..wrap import cells, wrap
from .grid import Grid

__all__ = ["fits_a_page", "lines_in", "widths_of"]

_OWN, _FIGURES = 26, (28, 22, 18, 16)  # the widest columns, in characters; figures where crowded
_LEAST, _PAGE = 9, 118  # the narrowest figure, and what a landscape page holds at full size
# How far a page is shrunk before figures take several lines, and how far it may be: 11 points are
# then 6.
_SMALL, _SMALLEST = 0.7, 0.55


def fits_a_page(grid: Grid) -> bool:
    """Whether a page is wide enough for the table to be read."""
    return sum(widths_of(grid)) * _SMALLEST <= _PAGE


def widths_of(grid: Grid, *, fill: bool = True) -> list[int]:
    """As wide as what stands in a column needs, and all of them at least as a page, unless they
    need not ``fill`` it; of many columns, none wider than a page has room for."""
    rows = [row for group in grid.groups for row in group.rows]
    own = []
    for column, name in enumerate(grid.own):
        most = max((cells(row.own[column]) for row in rows), default=0)
        own.append(min(max(most, cells(name), 6) + 2, _OWN))
    sums = [sum_ for sum_ in (*(group.subtotal for group in grid.groups), grid.total) if sum_]
    figures = []
    for column, head in enumerate(grid.heads):
        texts = {row.cells[column].marked() for row in rows if row.cells}
        texts |= {sum_[column].marked() for sum_ in sums}
        most = max((cells(line) for text in texts for line in text.split("\n")), default=0)
        # A head may take three lines, not more for want of a little room.
        named = max(cells(line) for line in head.lines()) // 3
        figures.append(max(most, named, _LEAST) + 2)
    if not grid.heads and any(row.fault for row in rows):
        figures.append(_FIGURES[0])  # room for what is wrong
    widths: list[int] = []
    for widest in _FIGURES:
        widths = own + [min(width, widest) for width in figures]
        if sum(widths) * _SMALL <= _PAGE:
            break
    spare = _PAGE - sum(widths)
    if fill and spare > 0:
        widths = [width + spare * width // sum(widths) for width in widths]
    return widths


def lines_in(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column as wide as so many digits. Letters are narrower
    than digits, on the whole; two Chinese cells are a little wider."""
    room = width * (1.08 if text.isascii() else 0.97)
    return sum(len(wrap(line, max(int(room), 4))) for line in text.split("\n"))
