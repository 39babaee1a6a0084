"""Tables of web pages, and workbooks that Excel 2003 wrote as XML; both are often called .xls."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

from ...language import said
from .errors import TableError
from .grids import Grid, Merged

__all__ = ["html_grids", "xml_grids"]

_WIDEST = 1000  # cells that one may span


def html_grids(path: Path, start: int) -> list[Grid]:
    """The tables of a web page. Raises TableError where there is none."""
    parser = _Page()
    parser.feed(path.read_bytes()[start:].decode("utf-8", "replace"))
    parser.close()
    parser.finish()
    grids = [
        Grid(said(f"表{at}", f"table {at}"), rows, merged)
        for at, (rows, merged) in enumerate(parser.tables, 1)
        if any(any(row) for row in rows)
    ]
    if not grids:
        raise TableError(said("网页里没有表格", "there is no table in the web page"))
    return grids


def xml_grids(path: Path, start: int) -> list[Grid]:
    """The sheets of a workbook of XML. Raises TableError where it is broken."""
    book = _Book()
    try:
        book.read(path.read_bytes()[start:])
    except expat.ExpatError as err:
        raise TableError(
            said(
                f"Excel 2003 的 XML 在第{err.lineno}行断了；请用 Excel 打开后另存为 .xlsx",
                f"the XML of Excel 2003 breaks off in line {err.lineno}; open it in Excel and "
                "save it as .xlsx",
            )
        ) from None
    if not book.grids:
        raise TableError(said("工作簿里没有工作表", "there is no sheet in the workbook"))
    return book.grids


class _Cells:
    """Rows that are filled cell by cell, around cells that come down from the row above."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Merged] = []
        self._taken: set[tuple[int, int]] = set()

    def begin_row(self, at: int | None = None) -> None:
        while at is not None and len(self.rows) < at:
            self.rows.append([])
        self.rows.append([])
        self._column = 0

    def put(self, text: str, across: int = 0, down: int = 0, at: int | None = None) -> None:
        """A cell that covers so many further cells to its right and below it."""
        if not self.rows:
            self.begin_row()
        top, row = len(self.rows) - 1, self.rows[-1]
        left = self._column if at is None else at
        while at is None and (top, left) in self._taken:
            left += 1
        across, down = min(across, _WIDEST), min(down, _WIDEST * 100)
        row += [""] * (left + across + 1 - len(row))
        row[left] = text
        self._column = left + across + 1
        if across or down:
            self.merged.append(((top, left), (top + down, left + across)))
            spans = range(1, down + 1)
            self._taken |= {(top + d, left + a) for d in spans for a in range(across + 1)}

    def squared(self) -> list[list[str]]:
        """The rows, all as wide as the widest."""
        width = max(map(len, self.rows), default=0)
        return [row + [""] * (width - len(row)) for row in self.rows]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[list[str]], list[Merged]]] = []
        self._open: list[_Cells] = []
        self._cell: list[str] | None = None
        self._spans = (0, 0)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "table":
                self._end_cell()
                self._open.append(_Cells())
            case "tr" if self._open:
                self._end_cell()
                self._open[-1].begin_row()
            case "td" | "th" if self._open:
                self._end_cell()
                about = dict(attrs)
                self._spans = (_span(about.get("colspan")), _span(about.get("rowspan")))
                self._cell = []
            case "br" if self._cell is not None:
                self._cell.append(" ")
            case "style" | "script":
                self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "td" | "th" | "tr":
                self._end_cell()
            case "table":
                self._end_cell()
                self.finish(1)
            case "style" | "script":
                self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def finish(self, most: int = 1 << 20) -> None:
        """End the tables that are open, the inner before the outer."""
        while self._open and most:
            most -= 1
            cells = self._open.pop()
            self.tables.append((cells.squared(), cells.merged))

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            self._open[-1].put(" ".join("".join(self._cell).split()), *self._spans)
        self._cell = None


def _span(text: str | None) -> int:
    """How many further cells a cell spans."""
    return max(0, int(text) - 1) if text and text.isascii() and text.strip().isdigit() else 0


class _Book:
    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self._cells = _Cells()
        self._name = ""
        self._hidden: set[int] = set()
        self._cell: tuple[int | None, int, int] = (None, 0, 0)
        self._kind = self._text = ""
        self._inside = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(content, True)

    def _start(self, tag: str, attrs: dict[str, str]) -> None:
        about = {name.rpartition("}")[2]: value for name, value in attrs.items()}
        match tag.rpartition("}")[2]:
            case "Worksheet":
                self._cells, self._hidden = _Cells(), set()
                self._name = about.get("Name", "")
            case "Row":
                index = about.get("Index")
                self._cells.begin_row(int(index) - 1 if index else None)
                if about.get("Hidden") == "1":
                    self._hidden.add(len(self._cells.rows) - 1)
            case "Cell":
                index = about.get("Index")
                across, down = about.get("MergeAcross", "0"), about.get("MergeDown", "0")
                self._cell = (int(index) - 1 if index else None, int(across), int(down))
                self._text = ""
            case "Data":
                self._kind, self._inside = about.get("Type", "String"), True

    def _end(self, tag: str) -> None:
        match tag.rpartition("}")[2]:
            case "Data":
                self._inside = False
            case "Cell":
                at, across, down = self._cell
                self._cells.put(_plain(self._text, self._kind), across, down, at)
                self._kind = ""
            case "Worksheet":
                rows = self._cells.squared()
                self.grids.append(
                    Grid(self._name, rows, self._cells.merged, frozenset(self._hidden))
                )

    def _characters(self, text: str) -> None:
        if self._inside:
            self._text += text


def _plain(text: str, kind: str) -> str:
    """A typed value as a person would type it."""
    text = text.strip()
    if kind == "DateTime":
        return text.removesuffix(".000").removesuffix("T00:00:00")
    if kind == "Boolean":
        return "true" if text == "1" else "false"
    if kind == "Number" and ("E" in text or "." in text):
        from decimal import Decimal, InvalidOperation

        try:
            text = format(Decimal(text), "f")
        except InvalidOperation:
            return text
        return text.rstrip("0").rstrip(".") if "." in text else text
    return text
