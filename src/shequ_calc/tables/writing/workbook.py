"""Frames as an Excel workbook: the lines, their sources, and what made them.

Rows are written through to disk, so that a sheet may have as many as a sheet can hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any

from ...language import joined, said
from ...render.charts.chart import Chart
from ...render.charts.native import write_charts
from ...render.columns import header, words_in
from ...render.summary.grid import Grid
from ...render.summary.sheet import sheet_name, write_grid
from ...render.vocabulary import LEVELS
from ...render.workbook import (
    DIGITS,
    ROWS,
    SOURCES,
    Formats,
    finish,
    head_width,
    heighten,
    hidden_lines,
    titled,
    write_amount,
    write_stamp,
    write_text,
)
from ...render.wrap import cells, wrap
from ..reading.errors import TableError
from .shapes import Column
from .summary import SummaryOfRows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Book", "all_numbers"]

_SAMPLE = 2000
_KEPT = 4  # columns that may stand on each page of a table that goes over several
_PLAIN = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,5}[1-9])?")


class Book:
    """A workbook: the lines, where their figures stand, and what made it all.

    ``texts`` names own columns whose cells stay texts whatever they look like (names, codes),
    ``numbers`` those that give numbers to a rule, ``units`` the units of what stands side by side;
    ``ending`` gives the stamp and the rows of the sheet of sources, once all lines are written;
    ``title`` stands above each page, ``charts`` behind a ``summary``. With ``one_page`` only the
    lines are printed, and the stamp stands in their foot.
    Raises TableError where there are more lines than a sheet has rows, and OSError.
    """

    def __init__(
        self,
        stream: IO[bytes],
        columns: Sequence[Column],
        *,
        ending: Callable[[], tuple[Mapping[str, str], Sequence[Sequence[str]]]],
        texts: Sequence[str] = (),
        numbers: Sequence[str] = (),
        units: Mapping[str, str] | None = None,
        summary: SummaryOfRows | None = None,
        charts: Callable[[], Sequence[Chart]] = tuple,
        one_page: bool = False,
        title: str = "",
    ) -> None:
        import xlsxwriter  # type: ignore[import-untyped]

        settings = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(stream, settings)
        self._formats = Formats(self._book)
        self._columns, self._ending = list(columns), ending
        self._texts = frozenset(texts)
        self._units = units or {}
        # One cell that is no number makes no texts of the others.
        self._numeric: dict[str, bool] = dict.fromkeys(numbers, True)
        self._summary, self._one_page, self._title = summary, one_page, title
        self._charts = charts
        if summary:
            self._first = self._book.add_worksheet(said("汇总", "summary"))
        self._sheet = self._book.add_worksheet(said("结果", "findings"))
        self._row = 0
        self._widths = [head_width(column.header) for column in columns]
        names = [column.name for column in columns]
        self._kept = max([0, *(names.index(name) + 1 for name in texts if name in names[:_KEPT])])
        for index, column in enumerate(columns):
            number = column.kind == "number" or column.name in self._numeric
            look = self._formats.head_of_numbers if number else self._formats.head
            self._sheet.write_string(0, index, column.header, look)
        heads = zip(columns, self._widths, strict=True)
        tall = max(len(wrap(column.header, width - 4)) for column, width in heads)
        heighten(self._sheet, 0, tall)
        self._words = {
            column.name: words_in(column.name) for column in columns if column.kind != "ledger"
        }

    def prepare(self, own: pl.DataFrame) -> pl.DataFrame:
        """The cells as they are: a text cell runs nothing."""
        return own

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines, a row each."""
        if self._row + len(lines) > ROWS:
            raise TableError(_too_many())
        names = [column.name for column in self._columns]
        for column in self._columns:
            if column.kind == "ledger" and column.name not in self._numeric:
                self._numeric[column.name] = self._all_numbers(lines[column.name], column.name)
        units = lines["unit"].to_list() if "unit" in lines.columns else None
        totals = lines["role"].to_list() if "role" in lines.columns else None
        for index, row in enumerate(lines.iter_rows()):
            self._row += 1
            unit = (units[index] if units else None) or ""
            bold = bool(totals) and totals is not None and totals[index] == "total"
            tall = 1
            for at, (name, cell) in enumerate(zip(names, row, strict=True)):
                if cell is not None:
                    tall = max(tall, self._cell(at, name, cell, unit, bold))
            heighten(self._sheet, self._row, tall)

    def _cell(self, at: int, name: str, cell: str, unit: str, bold: bool) -> int:
        """Write a cell; how many lines it takes."""
        kind = self._columns[at].kind
        if kind == "number":
            key, _, end = name.rpartition(".")
            unit = self._units.get(key, unit)
            unit = "day" if end == "gap" and unit == "date" else unit
            shown = write_amount(
                self._sheet, self._row, at, Fraction(cell), unit, self._formats, bold=bold
            )
            self._widths[at] = max(self._widths[at], len(shown) + 4)
            return 1
        tall = 1
        if kind == "ledger" and self._numeric[name] and _PLAIN.fullmatch(cell):
            plain = self._formats.number("General")
            self._sheet.write_number(self._row, at, Decimal(cell), plain)
        else:
            if kind != "ledger":
                cell = self._in_words(name, cell)
            tall = write_text(self._sheet, self._row, at, cell, self._formats)
        if self._row <= _SAMPLE:
            self._widths[at] = max(self._widths[at], cells(cell.partition("\n")[0]) + 2)
        return tall

    def _in_words(self, name: str, cell: str) -> str:
        """A field in the words of a person."""
        if name in ("payers", "gap_payers", "notes", "readings"):
            if name.endswith("payers"):
                for level, label in LEVELS.items():
                    cell = cell.replace(f"{level}=", f"{label.said()} ")
            return cell.replace("\x1f", "\n")
        return self._words.get(name, {}).get(cell, cell)

    def _all_numbers(self, values: pl.Series, name: str) -> bool:
        return name not in self._texts and all_numbers(values)

    def close(self) -> None:
        """The other sheets, and the end. Raises OSError where the disk is full."""
        from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

        finish(self._sheet, self._widths, self._row, self._kept)
        titled(self._sheet, self._title)
        stamp, sources = self._ending()
        if sources:
            sheet = self._book.add_worksheet(said("依据", "sources"))
            self._sources(sheet, sources)
            if self._summary or self._one_page:
                sheet.hide()
        charts = self._charts() if self._summary else ()
        if self._summary:
            self._sheet.hide()
            self._summaries(self._summary.grids())
            stamp = {**stamp, **hidden_lines()}
        about = self._book.add_worksheet(said("说明", "about"))
        if self._one_page:
            about.hide()
            # What made it stands in the foot of the page instead.
            told = joined(list(stamp.values())[:4]).replace("&", "&&")
            pages = said("&R第 &P 页，共 &N 页", "&RPage &P of &N")
            self._sheet.set_footer(f"&L{told[:180]}{pages}")
        write_stamp(about, stamp, self._formats)
        if charts:
            write_charts(self._book, about, charts, len(stamp) + 1)
        try:
            self._book.close()
        except FileCreateError as err:
            cause = err.args[0] if err.args else None
            raise (cause if isinstance(cause, OSError) else OSError(str(err))) from None

    def _summaries(self, grids: Sequence[tuple[str, Grid]]) -> None:
        """The sheets that a person reads; where there are several, each is called by its place."""
        taken: set[str] = set()
        for at, (place, grid) in enumerate(grids):
            name = sheet_name(said("汇总", "summary"), place, taken)
            sheet = self._book.add_worksheet(name) if at else self._first
            sheet.name = name
            write_grid(self._book, sheet, grid)

    def gather(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> None:
        """What the sheet to be read has of the next lines: the cells and findings of a batch."""
        if self._summary:
            self._summary.take(own, found, first_row)

    def abandon(self) -> None:
        """Let go of the rows that were put aside on disk, after something went wrong."""
        with suppress(Exception):
            self._book.close()

    def _sources(self, sheet: Any, sources: Sequence[Sequence[str]]) -> None:
        heads = [header(name) for name in SOURCES]
        widths = [cells(head) + 4 for head in heads]
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, self._formats.head)
        for row, cited in enumerate(sources, 1):
            tall = 1
            for at, cell in enumerate(cited):
                tall = max(tall, write_text(sheet, row, at, cell, self._formats))
                widths[at] = max(widths[at], cells(cell) + 2)
            heighten(sheet, row, tall)
        finish(sheet, widths, len(sources))


def all_numbers(values: pl.Series) -> bool:
    """Whether a column of a ledger is one of numbers, of at most as many digits as a spreadsheet
    keeps, written as it writes them."""
    known = values.drop_nulls()
    fits = known.str.contains(f"^{_PLAIN.pattern}$") & (known.str.len_chars() <= DIGITS)
    return bool(len(known)) and bool(fits.all())


def _too_many() -> str:
    return said(
        f"结果超过工作表的{ROWS:,}行，没有写文件；请改用 .csv、--wide 或 --sum",
        f"there are more lines than the {ROWS:,} rows of a sheet, and no file was written; "
        "use .csv, --wide or --sum",
    )
