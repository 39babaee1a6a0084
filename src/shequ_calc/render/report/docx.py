"""A report as a document of Word, in the layout of an official one.

Page, type and spacing follow GB/T 9704-2012 (the format of official documents of Party and
government organs): A4 with margins of 37, 35, 28 and 26 mm, a title in size 2 of 小标宋, headings
一、 in 黑体 and （一） in 楷体, the text in size 3 of 仿宋, 28 points a line, the page's number in
its foot. Where a computer has none of these types it takes its own. Tables wider than such a page
stand on pages laid across.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO, Any

from ...language import said
from ..charts.chart import Band, Bars, Chart
from ..charts.drawing import drawn_png
from ..official import HEADING, SUBHEADING, TEXT, TITLE, new_document, paragraph, typed
from ..summary.grid import Cell, Grid, Row, Section
from ..summary.widths import widths_of
from .report import Chapter, Report

__all__ = ["write_report"]

_UPRIGHT, _ACROSS = 156, 247  # millimetres of text on a page
_MARGINS = {False: (37, 35, 28, 26), True: (28, 26, 25, 25)}  # of pages upright, and laid across
_PICTURE = 156
_NARROW = 90  # characters of a table that an upright page still holds
_TABLE, _NOTE = 9, 10.5  # points of a table and of what stands below it
_TONES = {"short": "F8D7D3", "over": "FCE8C5", "near": "FDF3D0", "error": "F8D7D3"}
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_NUMERALS = "一二三四五六七八九十"


def write_report(report: Report, stream: IO[bytes]) -> None:
    """Write the report. Raises ValueError where a library for it is missing."""
    document = new_document()
    _numbered_pages(document.sections[0])
    paragraph(document, report.title, TITLE, 22, centred=True)
    if report.subtitle:
        paragraph(document, report.subtitle, SUBHEADING, 16, centred=True)
    writer = _Writer(document)
    for number, chapter in enumerate(report.chapters):
        writer.chapter(chapter, number)
    document.save(stream)


class _Writer:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._across = False
        self._parts = 0

    def chapter(self, chapter: Chapter, number: int) -> None:
        """A chapter under its heading."""
        wide = any(isinstance(block, Grid) and _is_wide(block) for block in chapter.blocks)
        self._turn(across=wide)
        self._parts = 0
        if chapter.title:
            _heading(self._document, 1, _first(number) + chapter.title)
        for block in chapter.blocks:
            match block:
                case Grid():
                    self._grid(block)
                case Section():
                    self._section(block)
                case Band() | Bars():
                    self._picture(block)
                case _:
                    paragraph(self._document, block, TEXT, 16, indented=True)

    def _turn(self, *, across: bool) -> None:
        """Go on upright pages, or on pages laid across."""
        if across == self._across:
            return
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        top, bottom, left, right = map(Mm, _MARGINS[across])
        section.top_margin, section.bottom_margin = top, bottom
        section.left_margin, section.right_margin = left, right
        self._across = across

    def _section(self, section: Section) -> None:
        self._parts += 1
        _heading(self._document, 2, _second(self._parts) + section.title)
        for number, line in enumerate(section.lines, 1):
            text = line if len(section.lines) == 1 else f"{number}. {line}"
            paragraph(self._document, text, TEXT, 16, indented=True)

    def _picture(self, chart: Chart) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        png, svg = drawn_png(chart)
        self._document.add_picture(io.BytesIO(png), width=Mm(_PICTURE))
        holder = self._document.paragraphs[-1]
        holder.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _described(holder, chart.title)
        _beside(self._document, holder, svg)

    def _grid(self, grid: Grid) -> None:
        if grid.title:
            self._parts += 1
            _heading(self._document, 2, _second(self._parts) + grid.title)
        if grid.rows or grid.total:
            _table(self._document, grid, _ACROSS if self._across else _UPRIGHT)
        for section in grid.sections:
            head = paragraph(self._document, section.title, HEADING, _NOTE)
            head.paragraph_format.keep_with_next = True
            for line in section.lines:
                paragraph(self._document, line, TEXT, _NOTE)


def _first(number: int) -> str:
    return said(f"{_chinese(number + 1)}、", f"{number + 1}. ")


def _second(number: int) -> str:
    return said(f"（{_chinese(number)}）", f"({number}) ")


def _chinese(number: int) -> str:
    """A numeral from 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十")
    return head + (_NUMERALS[ones - 1] if ones else "")


def _heading(document: Any, level: int, text: str) -> None:
    made = paragraph(
        document, text, HEADING if level == 1 else SUBHEADING, 16, indented=True,
        style=f"Heading {level}",
    )  # fmt: skip
    made.paragraph_format.keep_with_next = True


def _is_wide(grid: Grid) -> bool:
    words = any(head.words for head in grid.heads)
    return not words and _characters(grid) > _NARROW


def _characters(grid: Grid) -> int:
    return sum(widths_of(grid, fill=False))


def _table(document: Any, grid: Grid, room: int) -> None:
    """The table, as wide as the text, its head on each page."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    columns = len(grid.own) + len(grid.heads)
    table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _millimetres(grid, columns, room)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    rows = _Rows(table, widths)
    heads = [[name] for name in grid.own] + [head.lines() for head in grid.heads]
    rows.add(["\n".join(lines) for lines in heads], bold=True, align="center", fill="E8EEF4",
             head=True)  # fmt: skip
    for group in grid.groups:
        if group.title:
            rows.across(group.title)
        for row in group.rows:
            rows.row(grid, row)
        if group.subtotal:
            rows.sums(grid, said("小计", "subtotal"), group.subtotal)
    if grid.total:
        rows.sums(grid, said("合计", "total"), grid.total)


def _millimetres(grid: Grid, columns: int, room: int) -> list[float]:
    if any(head.words for head in grid.heads):
        # Words fold: the long ones get the room, and no column starves.
        shares = [max(4.0, min(_longest(grid, column), 30)) for column in range(columns)]
    else:
        shares = [float(width) for width in widths_of(grid, fill=False)[:columns]]
    return [room * share / sum(shares) for share in shares]


def _longest(grid: Grid, column: int) -> float:
    own = len(grid.own)
    texts = [
        row.own[column] if column < own else row.cells[column - own].text
        for group in grid.groups
        for row in group.rows
    ]
    # Long words fold: twice as many want less than twice the room.
    return float(max((len(text) for text in texts), default=6) ** 0.8)


class _Rows:
    """Rows put straight into the table's XML: to ask the table for its cells takes a time that
    grows with their square."""

    def __init__(self, table: Any, widths: Sequence[float]) -> None:
        self._table, self._widths = table._tbl, widths

    def row(self, grid: Grid, row: Row) -> None:
        """A row of a community."""
        aligned = ["right" if number else "left" for number in grid.numbers]
        if row.fault:
            fault = said("无法计算：", "not answered: ") + row.fault
            self.add(list(row.own), aligns=aligned, rest=fault, fill="")
            return
        aligned += ["left" if head.words else "right" for head in grid.heads]
        texts = [*row.own, *(cell.marked() for cell in row.cells)]
        tones = [""] * len(row.own) + [_TONES.get(cell.tone, "") for cell in row.cells]
        self.add(texts, aligns=aligned, fills=tones)

    def sums(self, grid: Grid, title: str, cells: Sequence[Cell]) -> None:
        """A row of sums."""
        texts = [title, *[""] * (len(grid.own) - 1), *(cell.marked() for cell in cells)]
        aligned = ["left"] * len(grid.own) + ["right"] * len(cells)
        self.add(texts, aligns=aligned, bold=True, fill="F3F3F3")

    def across(self, title: str) -> None:
        """A title over all columns."""
        self.add([], rest=title, bold=True, fill="EEF2F6")

    def add(
        self,
        texts: Sequence[str],
        *,
        align: str = "left",
        aligns: Sequence[str] = (),
        fill: str = "",
        fills: Sequence[str] = (),
        rest: str | None = None,
        bold: bool = False,
        head: bool = False,
    ) -> None:
        """A row of ``texts``; ``rest`` fills the columns that they leave."""
        from docx.oxml import OxmlElement

        row = OxmlElement("w:tr")
        settings = OxmlElement("w:trPr")
        settings.append(OxmlElement("w:cantSplit"))
        if head:
            settings.append(OxmlElement("w:tblHeader"))
        row.append(settings)
        for at, text in enumerate(texts):
            each = aligns[at] if aligns else align
            row.append(_cell(text, self._widths[at], 1, each, fills[at] if fills else fill, bold))
        if rest is not None:
            left = len(self._widths) - len(texts)
            width = sum(self._widths[len(texts) :])
            tone = fill or _TONES["error"]
            row.append(_cell(rest, width, left, "left", tone, bold))
        self._table.append(row)


def _cell(text: str, width: float, columns: int, align: str, fill: str, bold: bool) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def made(name: str, **values: object) -> Any:
        element = OxmlElement(name)
        for key, value in values.items():
            element.set(qn(f"w:{key}"), str(value))
        return element

    cell = OxmlElement("w:tc")
    settings = OxmlElement("w:tcPr")
    settings.append(made("w:tcW", w=round(width * 1440 / 25.4), type="dxa"))
    if columns > 1:
        settings.append(made("w:gridSpan", val=columns))
    if fill:
        settings.append(made("w:shd", val="clear", color="auto", fill=fill))
    settings.append(made("w:vAlign", val="center"))
    cell.append(settings)
    for line in text.split("\n"):
        holder = OxmlElement("w:p")
        layout = OxmlElement("w:pPr")
        layout.append(made("w:spacing", before=20, after=20))
        layout.append(made("w:jc", val=align))
        holder.append(layout)
        run = OxmlElement("w:r")
        run.append(typed(TEXT, _TABLE, bold=bold))
        piece = OxmlElement("w:t")
        piece.text = line
        piece.set(qn("xml:space"), "preserve")
        run.append(piece)
        holder.append(run)
        cell.append(holder)
    return cell


def _numbered_pages(section: Any) -> None:
    """``— 1 —`` in the foot, as GB/T 9704-2012 has it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    run = foot.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._element.append(element)
    foot.add_run(" —")


def _described(holder: Any, text: str) -> None:
    """Say what a picture shows, for whoever cannot see it."""
    for element in holder._element.iter():
        if element.tag.endswith("}docPr"):
            element.set("descr", text)


def _beside(document: Any, holder: Any, svg: str) -> None:
    """Put the same picture as SVG beside the PNG: whoever can draws its texts in types of theirs,
    and sharp at any size."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    part = document.part
    taken = {str(one.partname) for one in part.package.iter_parts()}
    number = next(n for n in range(1, len(taken) + 2) if f"/word/media/chart{n}.svg" not in taken)
    name = PackURI(f"/word/media/chart{number}.svg")
    picture = Part(name, "image/svg+xml", svg.encode(), part.package)
    relation = part.relate_to(
        picture, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    )
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for element in holder._element.iter():
        if element.tag == f"{{{main}}}blip":
            element.append(
                parse_xml(
                    f'<a:extLst xmlns:a="{main}"><a:ext uri="{_SVG_EXTENSION}">'
                    f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="{links}" r:embed="{relation}"/>'
                    "</a:ext></a:extLst>"
                )
            )
