"""The table that a person reads, on a terminal: a line a community, as many figures as there is
room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language import joined, said
from ..summary.grid import Cell, Grid, Row
from ..wrap import cells, pad, wrap
from .table import Line, hung

__all__ = ["grid_lines"]

_GAP = "  "
_NARROWEST, _NOTES = 40, 100
_OWN, _FIGURE, _HEAD = 16, 34, 12  # the widest cells, and the least that a head has
_HEAD_LINES = 4
_BLOCKS = 2  # lines that a community has, at most


def grid_lines(grid: Grid, *, width: int, cite: bool, checked: bool = False) -> Iterator[Line]:
    """The lines of the table in ``width`` cells. Figures that have no room beside the first stand
    in a second block of lines; of what was ``checked``, and where a community has none there, in
    as many as it takes. What is left out is named below. Sources stand below only with ``cite``."""
    width = max(width, _NARROWEST)
    yield [(grid.title, "bold")]
    if grid.subtitle:
        yield from ([(text, "dim")] for text in wrap(grid.subtitle, width))
    end = blocks = 0
    while not blocks or (
        end < len(grid.heads) and (checked or blocks < _BLOCKS or _silent(grid, end))
    ):
        layout = _Layout(grid, width, end)
        if blocks:
            yield []
        yield from layout.lines(again=bool(blocks))
        end, blocks = layout.end, blocks + 1
    notes = min(width, _NOTES)
    if end < len(grid.heads):
        yield []
        labels = joined(head.label for head in grid.heads[end:])
        text = said(
            f"窗口放不下的栏：{labels}；用 --all 看全部，或用 -o 表.xlsx",
            f"no room for: {labels}; --all shows everything, -o table.xlsx writes it",
        )
        yield from hung(text, 0, 2, notes)
    for section in grid.sections:
        if cite or section.title != said("依据", "Sources"):
            yield []
            yield [(section.title, "bold")]
            for line in section.lines:
                yield from hung(line, 0, 2, notes)


def _silent(grid: Grid, end: int) -> bool:
    """Whether a community has blanks in the columns before ``end``, and figures behind: those are
    of another place's rules, and its own are still to come."""
    return any(
        not all(cell.text for cell in row.cells[:end])
        and any(cell.text for cell in row.cells[end:])
        for group in grid.groups
        for row in group.rows
    )


class _Layout:
    """How wide the columns from ``start`` on are, and where those end that there is room for."""

    def __init__(self, grid: Grid, width: int, start: int) -> None:
        self._grid, self._start = grid, start
        rows = [row for group in grid.groups for row in group.rows]
        sums = [sum_ for sum_ in (*(group.subtotal for group in grid.groups), grid.total) if sum_]
        first = max(cells(said("合计", "subtotal")), 4)
        self._own = [
            min(max([first, cells(name), *(cells(row.own[at]) for row in rows)]), _OWN)
            for at, name in enumerate(grid.own)
        ]
        self._widths: list[int] = []
        used = sum(self._own) + len(_GAP) * (len(self._own) - 1)
        for at, head in enumerate(grid.heads[start:], start):
            texts = [_in_a_line(row.cells[at]) for row in rows if row.cells]
            texts += [_in_a_line(sum_[at]) for sum_ in sums]
            wide = max([0, *map(cells, texts)])
            wide = min(max(wide, min(cells(head.lines()[0]), _HEAD)), _FIGURE)
            if used + len(_GAP) + wide > width and self._widths:
                break
            used += len(_GAP) + wide
            self._widths.append(wide)
        self._width = width
        self.end = start + len(self._widths)

    def lines(self, *, again: bool) -> Iterator[Line]:
        """The heads, the rows and what they come to; where rows stand ``again``, only those of
        which there is more to say."""
        yield from self.head()
        for group in self._grid.groups:
            if group.title:
                yield [(group.title, "bold")]
            for row in group.rows:
                if not again or any(cell.text for cell in row.cells[self._start : self.end]):
                    yield self.row(row)
            if group.subtotal:
                yield self.sum(said("小计", "subtotal"), group.subtotal)
        if self._grid.total:
            yield self.sum(said("合计", "total"), self._grid.total)

    def head(self) -> Iterator[Line]:
        """The lines of the heads; they stand on the table."""
        texts = [[_cut(name, width)] for name, width in zip(self._grid.own, self._own, strict=True)]
        heads = self._grid.heads[self._start : self.end]
        for head, width in zip(heads, self._widths, strict=True):
            lines = [part for line in head.lines() for part in wrap(line, width)]
            texts.append(lines[:_HEAD_LINES])
        most = max(map(len, texts))
        texts = [[""] * (most - len(lines)) + lines for lines in texts]
        for line in zip(*texts, strict=True):
            yield [(self._line(line), "bold")]

    def row(self, row: Row) -> Line:
        """The line of a community."""
        own = [_cut(text, width) for text, width in zip(row.own, self._own, strict=True)]
        if not row.fault:
            return [(self._line([*own, *self._figures(row.cells)]), "")]
        start = self._line(own) + _GAP
        fault = said("无法计算：", "not answered: ") + row.fault
        return [(start, ""), (_cut(fault, max(self._width - cells(start), 10)), "red")]

    def sum(self, title: str, sums: Sequence[Cell]) -> Line:
        """The line of what rows come to."""
        own = [title, *[""] * (len(self._own) - 1)]
        return [(self._line([*own, *self._figures(sums)]), "bold")]

    def _figures(self, row: Sequence[Cell]) -> list[str]:
        pairs = zip(row[self._start : self.end], self._widths, strict=True)
        return [_cut(_in_a_line(cell), width) for cell, width in pairs]

    def _line(self, texts: Sequence[str]) -> str:
        heads = self._grid.heads[self._start : self.end]
        numbers = [*self._grid.numbers, *(not head.words for head in heads)]
        widths = [*self._own, *self._widths]
        columns = zip(texts, widths, numbers, strict=False)
        return _GAP.join(pad(text, width, right=number) for text, width, number in columns)


def _in_a_line(cell: Cell) -> str:
    return cell.marked().replace("\n", said("；", "; "))


def _cut(text: str, width: int) -> str:
    """``text`` in ``width`` cells; what is cut off is marked."""
    if cells(text) <= width:
        return text
    kept = ""
    for char in text:
        if cells(kept + char) >= width:
            break
        kept += char
    return f"{kept}…"
