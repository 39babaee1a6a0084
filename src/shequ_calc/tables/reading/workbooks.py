"""Workbooks and Parquet files: typed cells as the texts a person would type."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...language import said
from ..layout.header import find_header
from ..layout.rows import LINE
from .errors import TableError, no_sheet
from .grids import Grid, GridRows, Layout, no_heads
from .kinds import damaged
from .sheet_xml import sheet_xml

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ParquetRows", "Workbook", "sheets_rows"]

_ALL = ("all", "全部", "所有")


class Workbook:
    """A workbook of Excel, WPS or LibreOffice; a sheet is read as a whole when it is asked for.

    A cell with an error (#DIV/0!) counts for its text, and so does a formula without a value.
    Raises TableError.
    """

    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        self._path = path
        try:
            # By its content: the suffix is not always what the file is.
            with open(path, "rb") as binary:
                self._book = CalamineWorkbook.from_filelike(binary)
        except PasswordError:
            raise TableError(
                said("工作簿有密码，无法读取", "the workbook has a password")
            ) from None
        except CalamineError:
            raise damaged() from None
        self.names: list[str] = list(self._book.sheet_names)

    def grid(self, name: str) -> Grid:
        """The cells of a sheet."""
        from python_calamine import CalamineError

        try:
            found = self._book.get_sheet_by_name(name)
            cells = found.to_python(skip_empty_area=False)
        except (CalamineError, IndexError):
            raise damaged() from None
        rows = [[_text(cell) for cell in row] for row in cells]
        about = sheet_xml(self._path, name)
        for row, column, text in about.cells:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        return Grid(name, rows, list(found.merged_cell_ranges or ()), about.hidden)


def _text(cell: Any) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case float():
            return _decimal(cell)
        case datetime.datetime():
            day = cell.date().isoformat()
            return day if cell.time() == datetime.time(0) else f"{day} {cell.time().isoformat()}"
        case None:
            return ""
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _decimal(value: float) -> str:
    """The shortest decimal that is the number a file holds; whole ones bare."""
    from decimal import Decimal

    if not isfinite(value):
        return ""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def sheets_rows(
    book: Workbook | Sequence[Grid], known: Callable[[str], bool], layout: Layout
) -> GridRows:
    """The rows of the sheet that is asked for, or of all; else of the first whose heads are known,
    or that is not blank. Raises TableError."""
    names = book.names if isinstance(book, Workbook) else [grid.name for grid in book]

    def grid(at: int) -> Grid:
        return book.grid(names[at]) if isinstance(book, Workbook) else book[at]

    sheet = layout.sheet
    if sheet is not None and sheet not in names and sheet.casefold() in _ALL:
        return _all_rows([grid(at) for at in range(len(names))], known, layout)
    if sheet is not None:
        if sheet in names:
            return GridRows([grid(names.index(sheet))], known, layout)
        if sheet.isascii() and sheet.isdigit() and 1 <= int(sheet) <= len(names):
            return GridRows([grid(int(sheet) - 1)], known, layout)
        raise TableError(no_sheet(sheet, names))
    chosen = None
    for at in range(len(names)):
        found = grid(at)
        if not any(any(row) for row in found.rows):
            continue
        chosen = chosen or found
        if _heads(found, known) >= 2:
            chosen = found
            break
    if chosen is None:
        raise no_heads(names[0] if names else "")
    rows = GridRows([chosen], known, layout)
    if others := ", ".join(name for name in names if name != chosen.name):
        rows.hints.append(
            said(
                f"读取的是工作表“{chosen.name}”；另有：{others}（用 --sheet 名称 选择，"
                "--sheet all 为全部）",
                f"sheet {chosen.name!r} was read; there is also: {others} (choose with --sheet "
                "NAME, or --sheet all)",
            )
        )
    return rows


def _heads(grid: Grid, known: Callable[[str], bool]) -> int:
    """How many heads of a sheet are known."""
    header = find_header(grid.rows, known)
    if header is None:
        return 0
    if header.upright is not None:
        return 2
    return sum(known(cell) for cell in header.cells)


def _all_rows(grids: Sequence[Grid], known: Callable[[str], bool], layout: Layout) -> GridRows:
    """The rows of all sheets that are tables. Raises TableError where their heads differ."""
    tables = [grid for grid in grids if _heads(grid, known) >= 1]
    rows = GridRows(tables or grids[:1], known, layout)
    if skipped := ", ".join(grid.name for grid in grids if grid not in tables):
        rows.hints.append(
            said(
                f"不是表格的工作表未计入：{skipped}",
                f"sheets that are no tables left out: {skipped}",
            )
        )
    return rows


class ParquetRows:
    """A Parquet file, read in slices. Raises TableError where it is none."""

    def __init__(self, path: Path) -> None:
        import polars as pl

        try:
            self._lazy = pl.scan_parquet(path, glob=False)
            self._schema = self._lazy.collect_schema()
            self.total: int | None = int(self._lazy.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError):
            raise TableError(
                said("Parquet 文件已损坏，或不是 Parquet", "no Parquet file, or a damaged one")
            ) from None
        self.header = list(self._schema.names())
        self.units: tuple[str, ...] = ()
        self.hints: list[str] = []
        self._read = 0

    def share(self) -> float | None:
        """How many of the rows have been read."""
        return self._read / max(1, self.total or 0)

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The rows, ``size`` at a time."""
        import polars as pl

        texts = [
            _as_text(pl.col(name), dtype).alias(new)
            for (name, dtype), new in zip(self._schema.items(), names, strict=True)
        ]
        self._read = 0
        while self._read < (self.total or 0):
            frame = self._lazy.slice(self._read, size).select(texts).collect()
            line = pl.int_range(self._read + 1, self._read + 1 + pl.len()).alias(LINE)
            self._read += size
            yield frame.with_columns(line).filter(~pl.all_horizontal(pl.col(names).is_null()))


def _as_text(column: pl.Expr, dtype: Any) -> pl.Expr:
    import polars as pl

    if dtype == pl.String:
        return pl.when(column != "").then(column)
    if dtype.is_float():
        whole = column.is_finite() & (column == column.floor()) & (column.abs() < 2**53)
        bare = pl.when(whole).then(column).cast(pl.Int64).cast(pl.String)
        return pl.when(whole).then(bare).otherwise(column.cast(pl.String))
    if dtype == pl.Binary:
        return column.bin.encode("hex")
    if isinstance(dtype, pl.List):
        return column.list.eval(_as_text(pl.element(), dtype.inner)).list.join("; ")
    if dtype.is_decimal():
        return column.cast(pl.String).str.replace(r"\.0+$|(\.\d*?)0+$", "$1")
    if isinstance(dtype, pl.Struct):
        fields = ((f.name, column.struct.field(f.name), f.dtype) for f in dtype.fields)
        texts = pl.struct(_as_text(one, kind).alias(name) for name, one, kind in fields)
        return pl.when(column.is_not_null()).then(texts.struct.json_encode())
    if isinstance(dtype, pl.Datetime):
        day = column.dt.strftime("%Y-%m-%d")
        bare = column.dt.truncate("1d") == column
        return pl.when(bare).then(day).otherwise(column.cast(pl.String))
    return column.cast(pl.String)
