"""A table that a person reads as a sheet that prints on A4: landscape, as wide as the page, its
head on each page, its notes and sources below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...language import said
from .grid import Cell, Grid, Row
from .widths import lines_in, widths_of

if TYPE_CHECKING:
    from typing import Any

    Book = Any  # xlsxwriter has no types of its own
    Sheet = Any
    Format = Any

__all__ = ["sheet_name", "write_grid"]

_LINE = 16  # points of one line of text
_TEXT, _BELOW = 11, 9  # points of the table, and of what stands below it
_MARGIN = 0.5  # inches
_PLAIN = re.compile("0|[1-9][0-9]{0,14}")
_TONES = {"short": "#F8D7D3", "over": "#FCE8C5", "near": "#FDF3D0", "error": "#F8D7D3"}


def sheet_name(kind: str, place: str, taken: set[str]) -> str:
    """A sheet's name, of at most the 31 characters that it may have, which none of ``taken`` has;
    it is one of them then."""
    whole = f"{kind}{said('·', ' ')}{place}" if place else kind
    name, number = whole[:31], 1
    while name.lower() in taken:
        number += 1
        name = f"{whole[:27]} {number}"
    taken.add(name.lower())
    return name


def write_grid(book: Book, sheet: Sheet, grid: Grid) -> None:
    """Put ``grid`` on an empty sheet of an xlsxwriter workbook."""
    _Writer(book, sheet, grid).write()


class _Writer:
    def __init__(self, book: Book, sheet: Sheet, grid: Grid) -> None:
        self._book, self._sheet, self._grid = book, sheet, grid
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._row = 0
        self._widths = widths_of(grid)
        self._last = len(self._widths) - 1

    def write(self) -> None:
        """The whole sheet, from its title to its sources."""
        grid, sheet = self._grid, self._sheet
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        self._across(grid.title, bold=True, size=16, align="center")
        if grid.subtitle:
            self._across(grid.subtitle, align="center", colour="#444444")
        head = self._row
        self._heads()
        for group in grid.groups:
            if group.title:
                self._across(group.title, bold=True, fill="#EEF2F6", border=True)
            for row in group.rows:
                self._line(row)
            if group.subtotal:
                self._sum(said("小计", "subtotal"), group.subtotal)
        if grid.total:
            self._sum(said("合计", "total"), grid.total)
        for section in grid.sections:
            self._row += 1
            self._across(section.title, bold=True)
            for line in section.lines:
                self._across(line, size=_BELOW)
        self._page(head)

    def _page(self, head: int) -> None:
        sheet = self._sheet
        sheet.freeze_panes(head + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.print_area(0, 0, self._row - 1, self._last)
        sheet.set_footer(said("&C第 &P 页，共 &N 页", "&CPage &P of &N"))

    def _heads(self) -> None:
        texts = [[name] for name in self._grid.own] + [head.lines() for head in self._grid.heads]
        self._height(texts)
        form = self._format(bold=True, align="center", fill="#E8EEF4", border=True)
        texts += [[""]] * (len(self._widths) - len(texts))
        for column, lines in enumerate(texts):
            self._sheet.write_string(self._row, column, "\n".join(lines), form)
        self._row += 1

    def _line(self, row: Row) -> None:
        fault = said("无法计算：", "not answered: ") + row.fault if row.fault else ""
        texts = [[text] for text in row.own]
        if fault:
            first = len(row.own)
            self._height(texts, at_least=lines_in(fault, sum(self._widths[first:])))
        else:
            texts += [cell.marked().split("\n") for cell in row.cells]
            self._height(texts)
        for column, text in enumerate(row.own):
            number = self._grid.numbers[column]
            form = self._format(align="right" if number else "left", border=True)
            if number and _PLAIN.fullmatch(text):
                self._sheet.write_number(self._row, column, int(text), form)
            else:
                self._text(column, text, form)
        if fault:
            self._merge(len(row.own), fault, self._format(fill=_TONES["error"], border=True))
        else:
            self._cells(row.cells)
        self._row += 1

    def _sum(self, title: str, sums: Sequence[Cell]) -> None:
        own = len(self._grid.own)
        self._height([[title], *([""] * (own - 1)), *(cell.marked().split("\n") for cell in sums)])
        form = self._format(bold=True, fill="#F3F3F3", border=True)
        for column in range(own):
            self._text(column, "" if column else title, form)
        self._cells(sums, bold=True, fill="#F3F3F3")
        self._row += 1

    def _cells(self, row: Sequence[Cell], *, bold: bool = False, fill: str = "") -> None:
        for column, cell in enumerate(row, len(self._grid.own)):
            tone = _TONES.get(cell.tone, fill)
            words = self._grid.heads[column - len(self._grid.own)].words
            align = "left" if words else "right"
            form = self._format(align=align, border=True, bold=bold, fill=tone)
            self._text(column, cell.marked(), form)

    def _text(self, column: int, text: str, form: Format) -> None:
        if text:
            self._sheet.write_string(self._row, column, text, form)
        else:
            self._sheet.write_blank(self._row, column, None, form)

    def _across(self, text: str, **look: Any) -> None:
        size = look.get("size", _TEXT)
        width = sum(self._widths) * _TEXT / size
        self._sheet.set_row(self._row, _LINE * size / _TEXT * lines_in(text, width))
        self._merge(0, text, self._format(**look))
        self._row += 1

    def _merge(self, first: int, text: str, form: Format) -> None:
        if first >= self._last:
            self._sheet.write_string(self._row, min(first, self._last), text, form)
        else:
            self._sheet.merge_range(self._row, first, self._row, self._last, "", form)
            self._sheet.write_string(self._row, first, text, form)

    def _height(self, texts: Sequence[Sequence[str]], at_least: int = 1) -> None:
        most = at_least
        for lines, width in zip(texts, self._widths, strict=False):
            most = max(most, sum(lines_in(line, width) for line in lines))
        self._sheet.set_row(self._row, _LINE * most)

    def _format(
        self,
        *,
        bold: bool = False,
        size: int = _TEXT,
        align: str = "left",
        fill: str = "",
        colour: str = "",
        border: bool = False,
    ) -> Format:
        fields: dict[str, object] = {
            "font_name": said("宋体", "Calibri"), "font_size": size, "bold": bold, "align": align,
            "valign": "vcenter", "text_wrap": True, "num_format": "@", "border": int(border),
        }  # fmt: skip
        fields |= {"bg_color": fill} if fill else {}
        fields |= {"font_color": colour} if colour else {}
        key = tuple(fields.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(fields)
        return self._formats[key]
