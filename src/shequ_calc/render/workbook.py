"""Findings as an Excel workbook: the findings, their sources, and what made them.

Numbers are typed cells and text is always text, so nothing in a name or a note can run.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..finding import FIELDS, Finding
from ..language import said
from ..quantity import UNITS, number_text
from .columns import KINDS, columns_of, extra_columns, extras, header
from .finding_text import field_text, figure, payer_texts, reading_figure
from .summary.listing import listed
from .summary.sheet import write_grid
from .vocabulary import VERDICTS, VOCABULARIES, word
from .wrap import cells, wrap

if TYPE_CHECKING:
    Sheet = Any  # xlsxwriter has no types of its own

__all__ = [
    "COLUMNS",
    "DIGITS",
    "ROWS",
    "SOURCES",
    "Formats",
    "finish",
    "head_width",
    "heighten",
    "hidden_lines",
    "titled",
    "write_amount",
    "write_stamp",
    "write_text",
    "write_workbook",
]

COLUMNS = (
    "division_name",
    "label",
    "figure",
    "low",
    "high",
    "unit",
    "period",
    "scope",
    "force",
    "basis",
    "status",
    "role",
    "topic",
    "payers",
    "readings",
    "needs",
    "notes",
    "question",
    "division",
    "place",
    "provision",
)
SOURCES = (
    "provision", "label", "document", "number", "issued", "clause", "phrase", "seen", "trust",
)  # fmt: skip
_IN_WORDS = frozenset(VOCABULARIES)
ROWS = 1_048_575  # of a sheet, below its header
_TEXT = 32_000  # a cell holds 32,767 characters
_WIDEST, _SAMPLE = 48, 2000
_LEGIBLE = 260  # the characters across a page that can still be read
_HEAD_LINES = 4
_LINE, _MOST_LINES = 15, 27  # points of a line; a row is at most 409 high
DIGITS = 15  # of a number, which is what a spreadsheet keeps


def write_workbook(
    findings: Sequence[Finding],
    path: Path | IO[bytes],
    *,
    stamp: Mapping[str, str],
    columns: Sequence[str] | None = None,
    on: str = "",
    inputs: Mapping[str, str] | None = None,
    raw: bool = False,
) -> None:
    """Write a sheet to be read, the full lines behind it, their sources, and what made them.
    ``stamp`` is printed as it is given, a line an entry. With ``columns``, which are then the
    lines', there is nothing to read before them; nor with ``raw``. ``inputs`` are the words for
    those that are missing.

    Raises ValueError where there are more findings than a sheet has rows, and OSError.
    """
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    if len(findings) > ROWS:
        raise ValueError(
            said(
                f"共{len(findings):,}行，超过工作表的{ROWS:,}行；请改用 .csv",
                f"{len(findings):,} rows are more than the {ROWS:,} of a sheet; use .csv",
            )
        )
    default = [*extra_columns(findings), *COLUMNS]
    names = columns_of(columns, findings, default=default)
    target = str(path) if isinstance(path, Path) else path
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formats = Formats(book)
    read = columns is None and not raw
    if read:
        grid = listed(findings, on, inputs)
        write_grid(book, book.add_worksheet(said("汇总", "summary")), grid)
    lines = book.add_worksheet(said("结果", "findings"))
    _findings(lines, findings, names, formats)
    sources = book.add_worksheet(said("依据", "sources"))
    _sources(sources, findings, formats)
    if read:
        lines.hide()
        sources.hide()
        stamp = {**stamp, **hidden_lines()}
    write_stamp(book.add_worksheet(said("说明", "about")), stamp, formats)
    try:
        book.close()
    except FileCreateError as err:
        cause = err.args[0] if err.args and isinstance(err.args[0], OSError) else OSError(str(err))
        raise cause from None


class Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        base = {"valign": "top"}
        head = {**base, "bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True}
        self.head = book.add_format(head)
        self.head_of_numbers = book.add_format({**head, "align": "right"})
        self.text = book.add_format({**base, "num_format": "@"})
        self.long = book.add_format({**base, "num_format": "@", "text_wrap": True})
        self._made: dict[tuple[str, bool], Any] = {}
        self._book = book

    def number(self, pattern: str, *, bold: bool = False) -> Any:
        """The format of a number; one object a pattern."""
        key = (pattern, bold)
        if key not in self._made:
            fields = {"valign": "top", "num_format": pattern, "bold": bold}
            self._made[key] = self._book.add_format(fields)
        return self._made[key]


def _findings(
    sheet: Sheet, findings: Sequence[Finding], names: Sequence[str], formats: Formats
) -> None:
    widths = _heads(sheet, names, formats)
    for row, finding in enumerate(findings, 1):
        more, lines = extras(finding), 1
        for column, name in enumerate(names):
            if name in ("low", "high"):
                value = getattr(finding, name)
                if value is not None:
                    bold = finding.role == "total"
                    shown = write_amount(
                        sheet, row, column, value, finding.unit, formats, bold=bold
                    )
                    widths[column] = max(widths[column], len(shown) + 4)
                continue
            if name in ("actual", "gap") and more.get(name):
                unit = "day" if name == "gap" and finding.unit == "date" else finding.unit
                write_amount(sheet, row, column, Fraction(more[name]), unit, formats)
                continue
            words = name not in more or name == "verdict"
            text = _words(finding, name) if words else more[name]
            lines = max(lines, write_text(sheet, row, column, text, formats))
            if row <= _SAMPLE:
                widths[column] = max(widths[column], cells(text.partition("\n")[0]) + 2)
        heighten(sheet, row, lines)
    finish(sheet, widths, len(findings))


def _sources(sheet: Sheet, findings: Sequence[Finding], formats: Formats) -> None:
    widths = _heads(sheet, SOURCES, formats)
    cited: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        if finding.document:
            cited.setdefault((finding.place, finding.provision), finding)
    for row, finding in enumerate(cited.values(), 1):
        lines = 1
        for column, name in enumerate(SOURCES):
            text = _words(finding, name)
            lines = max(lines, write_text(sheet, row, column, text, formats))
            widths[column] = max(widths[column], cells(text) + 2)
        heighten(sheet, row, lines)
    finish(sheet, widths, len(cited))


def write_stamp(sheet: Sheet, stamp: Mapping[str, str], formats: Formats) -> None:
    """Write what made the workbook, and when, a line an entry."""
    for row, (key, value) in enumerate(stamp.items()):
        sheet.write_string(row, 0, key, formats.head)
        heighten(sheet, row, write_text(sheet, row, 1, value, formats))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 72)
    _paper(sheet)


def hidden_lines() -> dict[str, str]:
    """How to come by the sheets that nobody prints, as a line of a stamp."""
    return {
        said("逐条明细", "full lines"): said(
            "在隐藏的工作表“结果”和“依据”中：右键单击工作表标签，选“取消隐藏”；或用 --raw-sheet",
            "on the hidden sheets findings and sources: right-click a tab and choose Unhide; or "
            "write the file with --raw-sheet",
        )
    }


def _heads(sheet: Sheet, names: Sequence[str], formats: Formats) -> list[int]:
    heads = [header(name) for name in names]
    for column, (name, text) in enumerate(zip(names, heads, strict=True)):
        number = KINDS.get(name) == "number"
        look = formats.head_of_numbers if number else formats.head
        sheet.write_string(0, column, text, look)
    return [cells(text) + 4 for text in heads]


def finish(sheet: Sheet, widths: Sequence[int], rows: int, kept: int = 0) -> None:
    """Set the columns' widths, keep the header in sight and on each page, and offer filters. What
    is much wider than a page goes over several, the first ``kept`` columns on each of them."""
    shown = [min(width, _WIDEST) for width in widths]
    for column, width in enumerate(shown):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(widths) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    across = -(-sum(shown) // _LEGIBLE)
    if across > 1 and kept:
        sheet.repeat_columns(0, kept - 1)
    sheet.hide_gridlines(0)
    _paper(sheet, across)


def _paper(sheet: Sheet, across: int = 1) -> None:
    """A4, as wide as a page or so many, with the pages numbered."""
    sheet.set_paper(9)
    sheet.set_margins(0.5, 0.5, 0.5, 0.7)
    sheet.fit_to_pages(across, 0)
    sheet.set_footer(said("&C第 &P 页，共 &N 页", "&CPage &P of &N"))


def titled(sheet: Sheet, title: str) -> None:
    """Have ``title`` stand above each page; a header of a page takes 255 characters."""
    sheet.set_header("&L" + title.replace("&", "&&")[:200])


def head_width(text: str) -> int:
    """How wide a column must be for its head, which may take a few lines."""
    width = 6
    while len(wrap(text, width)) > _HEAD_LINES:
        width += 1
    return width + 4


def write_text(sheet: Sheet, row: int, column: int, text: str, formats: Formats) -> int:
    """Write ``text`` as text, whatever it looks like; a long one is wrapped, or cut at a cell's
    end. How many lines it takes."""
    if not text:
        return 1
    if len(text) > _TEXT:
        text = text[:_TEXT] + "…"
    long = "\n" in text or cells(text) > _WIDEST - 2
    sheet.write_string(row, column, text, formats.long if long else formats.text)
    return _lines(text) if long else 1


@lru_cache(4096)  # lines of a ledger say the same over and over
def _lines(text: str) -> int:
    return sum(len(wrap(line, _WIDEST - 4)) for line in text.split("\n"))


def heighten(sheet: Sheet, row: int, lines: int) -> None:
    """Have ``row`` hold so many lines; a spreadsheet that prints smaller than it shows does not
    find out by itself."""
    if lines > 1:
        sheet.set_row(row, _LINE * min(lines, _MOST_LINES))


def write_amount(
    sheet: Sheet,
    row: int,
    column: int,
    value: Fraction,
    unit: str,
    formats: Formats,
    *,
    bold: bool = False,
) -> str:
    """Write ``value`` as a number, or a date; returns its digits. One that a spreadsheet could
    not keep exactly is written as text."""
    text = number_text(value)
    if unit == "date" and (day := _day(text)):
        sheet.write_datetime(row, column, day, formats.number("yyyy-mm-dd", bold=bold))
    elif len(text.lstrip("-").replace(".", "")) > DIGITS:
        sheet.write_string(row, column, text, formats.text)
    else:
        pattern = _pattern(value, unit)
        sheet.write_number(row, column, Decimal(text), formats.number(pattern, bold=bold))
    return text


def _day(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(text, "%Y%m%d")
    except ValueError:
        return None


def _pattern(value: Fraction, unit: str) -> str:
    if unit == "date":
        return "0"
    if unit == "ratio":
        if value > 1:
            return "0.######" if value.denominator != 1 else "0"
        return "0%" if (value * 100).denominator == 1 else "0.00%"
    return "#,##0" if value.denominator == 1 else "#,##0.00"


def _words(finding: Finding, name: str) -> str:
    """A cell of a sheet that a person reads: words where a file for programs has ids."""
    match name:
        case "label":
            return finding.label()
        case "figure":
            return figure(finding)
        case "unit":
            unit = UNITS.get(finding.unit)
            return unit.text() if unit else finding.unit
        case (
            "period"
            | "scope"
            | "question"
            | "force"
            | "basis"
            | "status"
            | "role"
            | "topic"
            | "seen"
        ):
            return field_text(finding, name)
        case "verdict":
            return word(VERDICTS, dict(finding.extra).get(name, ""))
        case "about":
            return (said("是", "yes")) if finding.about else ""
        case "payers":
            return said("；", "; ").join(payer_texts(finding))
        case "readings":
            each = (reading_figure(finding, i) for i in range(len(finding.readings)))
            lines = zip(finding.readings, each, strict=True)
            return "\n".join(f"{r.name}{said('：', ': ')}{text}" for r, text in lines)
        case "needs":
            return ", ".join(finding.needs)
        case "notes":
            return "\n".join(finding.notes)
        case "low_exact" | "high_exact":
            value = finding.low if name == "low_exact" else finding.high
            return "" if value is None or finding.unit != "ratio" else str(value)
    return str(getattr(finding, name) or "") if name in FIELDS else ""
