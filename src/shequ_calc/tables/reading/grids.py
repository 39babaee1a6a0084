"""Tables that are held as a whole: sheets, web pages, lists of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...language import said
from ...record import Record
from ..layout.header import Header, chosen_rows, find_header, turned
from ..layout.heads import is_numeric
from ..layout.marks import visible
from ..layout.rows import FEW, Rows
from .errors import TableError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Grid", "GridRows", "Layout", "no_heads", "no_such_header"]

Merged = tuple[tuple[int, int], tuple[int, int]]


class Layout(Record):
    """How a person wants a table to be read: ``sheet`` is the name or number of one, ``header``
    where the heads stand (``3``, ``2-3``, the letter of a column), with ``all_rows`` nothing is
    left out, with ``visible`` what is hidden is; with ``loose`` estimates, asides and marks for
    nothing are taken for what they say."""

    sheet: str | None = None
    header: str | None = None
    all_rows: bool = False
    visible: bool = False
    loose: bool = False


class Grid(Record):
    """The cells of a sheet as texts; ``merged`` spans of them, from 0, top left to bottom right;
    ``hidden`` rows, from 0."""

    name: str
    rows: Sequence[list[str]]
    merged: Sequence[Merged] = ()
    hidden: frozenset[int] = frozenset()


class GridRows:
    """The rows of one grid, or of several that have the same heads.

    Raises TableError where there are no heads.
    """

    def __init__(self, grids: Sequence[Grid], known: Callable[[str], bool], layout: Layout) -> None:
        self._parts = [_Part(grid, known, layout) for grid in grids]
        first = self._parts[0]
        for part, grid in zip(self._parts, grids, strict=True):
            if part.header != first.header:
                raise TableError(_unlike(grids[0].name, grid.name, first.header, part.header))
        self.header = first.header
        self.units = first.found.units
        self.hints = [*first.found.hints(lambda at: at + 1)]
        self.total: int | None = sum(len(part.rows) for part in self._parts)
        self._read = 0
        if hidden := [line for part in self._parts for line in part.hidden]:
            self.hints.append(_hidden(hidden, left_out=layout.visible))

    def share(self) -> float | None:
        """How many of the rows have been given out."""
        return self._read / max(1, self.total or 0)

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The rows, ``size`` at a time."""
        self._read = 0
        for part in self._parts:
            rows = Rows(names)
            for row, line in zip(part.rows, part.lines, strict=True):
                self._read += 1
                rows.add(row, line)
                if len(rows) >= min(size, FEW):
                    yield rows.frame()
            if len(rows):
                yield rows.frame()

    def unshare(self, columns: Sequence[int]) -> None:
        """A number that was merged over several rows is no row's own: in ``columns`` (by number)
        its cells say so, and cannot be read."""
        for part in self._parts:
            for at, top, bottom in part.shared:
                if at in columns:
                    for row in part.rows_of(top, bottom):
                        row[at] = _merged(row[at], top + 1, bottom + 1)


class _Part:
    """The rows of one grid below its heads; ``shared`` are numbers merged over several rows:
    the column, and the first and last row in the grid."""

    def __init__(self, grid: Grid, known: Callable[[str], bool], layout: Layout) -> None:
        rows = [[visible(cell) for cell in row] for row in grid.rows]
        found = _header(rows, known, layout, grid.name)
        self.found = found
        self.shared: list[tuple[int, int, int]] = []
        if found.upright is not None:
            _spread(rows, grid.merged, -1)
            rows = turned(rows, found)
            self.header = [cell.strip() for cell in rows[0]] if rows else []
            self.rows, self._above = rows[1:], found.upright + 1
            self.lines = [self._above + at for at in range(1, len(self.rows) + 1)]
            self.hidden: list[int] = []
            return
        self.shared = _spread(rows, grid.merged, found.last)
        width = max(map(len, rows))
        while width > 1 and not any(_at(row, width - 1) for row in rows[found.first :]):
            width -= 1
        self.header = [_at(found.cells, at) for at in range(width)]
        self._above = found.below
        places = range(found.below, len(rows))
        self.hidden = [at + 1 for at in places if at in grid.hidden and any(rows[at])]
        if layout.visible:
            places = [at for at in places if at not in grid.hidden]  # type: ignore[assignment]
        self._by_place = {at: row for at in places if (row := rows[at][:width]) is not None}
        self.rows = list(self._by_place.values())
        self.lines = [at + 1 for at in self._by_place]

    def rows_of(self, top: int, bottom: int) -> list[list[str]]:
        """The rows from one place of the grid to another."""
        return [self._by_place[at] for at in range(top, bottom + 1) if at in self._by_place]


def _at(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _header(
    rows: Sequence[Sequence[str]], known: Callable[[str], bool], layout: Layout, name: str
) -> Header:
    if layout.header is not None:
        try:
            return chosen_rows(layout.header, rows, known)
        except ValueError:
            raise no_such_header(layout.header, len(rows)) from None
    found = find_header(rows, known)
    if found is None:
        raise no_heads(name)
    return found


def no_heads(sheet: str = "") -> TableError:
    """What is said of a table, or a sheet, that is blank."""
    return TableError(
        said(f"工作表“{sheet}”是空的", f"sheet {sheet!r} is empty")
        if sheet
        else said("表是空的：没有表头", "the table is empty: it has no header")
    )


def no_such_header(text: str, rows: int) -> TableError:
    """What is wrong with a ``--header`` that is none of a table of so many rows."""
    return TableError(
        said(
            f"--header 不能是“{text}”；应为表头所在的行（1 至 {rows}），如 3 或 2-3，"
            "栏名在一列里时写列的字母，如 A",
            f"--header cannot be {text!r}; give the row of the heads, from 1 to {rows}, as 3 or "
            "2-3, or the letter of the column they stand in, as A",
        )
    )


def _spread(
    rows: list[list[str]], merged: Sequence[Merged], last: int
) -> list[tuple[int, int, int]]:
    """Below the heads, put the text of a merged cell into all the cells it covers; but a text over
    most of a row is a heading. Returns the numbers that are merged over several rows."""
    shared = []
    for (top, left), (bottom, right) in merged:
        if top <= last or top >= len(rows) or left >= len(rows[top]):
            continue
        if top == bottom and left == 0 and 2 * (right + 1) > len(rows[top]):
            continue
        text = rows[top][left]
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [text] * len(row[left : right + 1])
        if bottom > top and is_numeric(text):
            shared += [(at, top, bottom) for at in range(left, right + 1)]
    return shared


def _merged(text: str, first: int, last: int) -> str:
    return said(f"{text}（第{first}-{last}行合并）", f"{text} (lines {first}-{last} merged)")


def _hidden(lines: Sequence[int], *, left_out: bool) -> str:
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    texts = [str(one) if one == other else f"{one}-{other}" for one, other in spans]
    shown = ", ".join(texts[:8]) + (" …" if len(texts) > 8 else "")
    count = len(lines)
    zh = f"第{shown.replace(', ', '、')}行"
    en = f"line {shown}" if count == 1 else f"lines {shown}"
    if left_out:
        rows = "1 hidden row" if count == 1 else f"{count:,} hidden rows"
        return said(f"隐藏的{count:,}行未计入：{zh}", f"{rows} left out: {en}")
    rows = "1 row is hidden and counts" if count == 1 else f"{count:,} rows are hidden and count"
    return said(
        f"有{count:,}行被隐藏或筛掉，照样计入：{zh}；只要看得见的行请加 --visible",
        f"{rows} all the same: {en}; --visible leaves them out",
    )


def _unlike(first: str, other: str, heads: Sequence[str], others: Sequence[str]) -> str:
    ours = "、".join(head for head in heads if head not in others) or "、".join(heads)
    theirs = "、".join(head for head in others if head not in heads) or "、".join(others)
    return said(
        f"工作表“{first}”和“{other}”的栏名不同（{ours}；{theirs}），不能合读；"
        "请用 --sheet 名称 逐个读",
        f"the sheets {first!r} and {other!r} have different heads ({ours}; {theirs}); "
        "read them one by one with --sheet NAME",
    )
