"""Workbooks and Parquet files: typed cells as the texts a person would type."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...language import said
from ...library.format.suggestions import nearest
from .error_cells import error_cells
from .errors import TableError
from .rows import FEW, LINE, Rows, header_at

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ParquetRows", "SheetRows"]


class SheetRows:
    """A sheet of an Excel workbook (or of LibreOffice's); read as a whole.

    ``sheet`` is a name, or a number from 1; the first with anything in it where it is None. A
    merged cell counts for all the cells it covers, a cell with an error (#DIV/0!) for its text.
    Raises TableError.
    """

    def __init__(self, path: Path, sheet: str | None, known: Callable[[str], bool]) -> None:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        try:
            book = CalamineWorkbook.from_path(str(path))
            names = list(book.sheet_names)
            name = _chosen(names, sheet)
            if name is None:
                name = next(
                    (one for one in names if book.get_sheet_by_name(one).total_height), names[0]
                )
            found = book.get_sheet_by_name(name)
            cells = found.to_python(skip_empty_area=False)
            merged = list(found.merged_cell_ranges or ())
        except PasswordError:
            raise TableError(
                said("工作簿有密码，无法读取", "the workbook has a password")
            ) from None
        except (CalamineError, IndexError) as err:
            raise TableError(said(f"不是工作簿（{err}）", f"not a workbook ({err})")) from None
        self.sheet, self.sheets = name, names
        rows = [[_text(cell) for cell in row] for row in cells]
        for row, column, text in error_cells(path, name):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        at = header_at(rows, known)
        if at is None:
            raise TableError(
                said(f"工作表“{name}”是空的", f"sheet {name!r} is empty") + _others(names, name)
            )
        _spread(rows, merged, at)
        width = max(len(row) for row in rows)
        while width > 1 and not any(row[width - 1] for row in rows[at:]):
            width -= 1
        self.header = [cell.strip() for cell in rows[at][:width]]
        self._rows = [row[:width] for row in rows[at + 1 :]]
        self._above = at + 1
        self.total: int | None = len(self._rows)
        self._read = 0

    def share(self) -> float | None:
        """How many of the rows have been given out."""
        return self._read / max(1, len(self._rows))

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The rows, ``size`` at a time."""
        rows = Rows(names)
        self._read = 0
        for row in self._rows:
            self._read += 1
            rows.add(row, self._above + self._read)
            if len(rows) >= min(size, FEW):
                yield rows.frame()
        if len(rows):
            yield rows.frame()


def _chosen(names: Sequence[str], sheet: str | None) -> str | None:
    if sheet is None or sheet in names:
        return sheet
    if sheet.isascii() and sheet.isdigit() and 1 <= int(sheet) <= len(names):
        return names[int(sheet) - 1]
    near = nearest(sheet, names)
    listed = ", ".join(names)
    raise TableError(
        said(
            f"没有工作表“{sheet}”；" + (f"是否指“{near}”？" if near else "") + f"有：{listed}",
            f"no sheet {sheet!r}; "
            + (f"did you mean {near!r}? " if near else "")
            + f"there is: {listed}",
        )
    )


def _others(names: Sequence[str], name: str) -> str:
    others = ", ".join(one for one in names if one != name)
    return said(f"；还有：{others}", f"; there is also: {others}") if others else ""


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


def _spread(
    rows: list[list[str]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], at: int
) -> None:
    """Below the header, put the text of a merged cell into all the cells it covers."""
    for (top, left), (bottom, right) in merged:
        if top <= at or top >= len(rows):
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])


class ParquetRows:
    """A Parquet file, read in slices. Raises TableError where it is none."""

    def __init__(self, path: Path) -> None:
        import polars as pl

        try:
            self._lazy = pl.scan_parquet(path, glob=False)
            self._schema = self._lazy.collect_schema()
            self.total: int | None = int(self._lazy.select(pl.len()).collect().item())
        except (pl.exceptions.PolarsError, OSError) as err:
            line = str(err).splitlines()[0][:200]
            raise TableError(
                said(f"不是 Parquet 文件（{line}）", f"not Parquet ({line})")
            ) from None
        self.header = list(self._schema.names())
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
