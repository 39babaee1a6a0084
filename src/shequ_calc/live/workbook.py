"""The workbook that goes on counting: what is put in, what comes of it, and the workings between.

Cells to fill in are yellow and open; all else is locked, without a password, since a formula that
is overwritten, or a row that is sorted away from its workings, would count on unseen.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any

from ..carriers.program import Step
from ..language import said
from ..policy import InputSpec
from ..quantity import UNITS, number_text
from ..render.columns import header
from ..render.vocabulary import STATUSES
from ..render.workbook import DIGITS, SOURCES, Formats, write_stamp, write_text
from ..render.wrap import cells, wrap
from ..tables.plan.plan import Part, leaf_of
from .facts import names_of
from .rows import GroupSheet, LiveFinding, LiveReading

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LiveBook", "LiveRows"]

_LONGEST = 32_000  # characters; a cell holds 32,767
_DAY_ZERO = datetime.date(1899, 12, 30)
_YELLOW, _AMBER, _RED = "#FFF8D6", "#FBE3B5", "#F6C9C4"


@dataclass(slots=True)
class LiveRows:
    """The rows of a group: its sheet, what they read (with ``__row``), and the values of the steps
    that have a cell, by index."""

    sheet: GroupSheet
    frame: pl.DataFrame
    steps: pl.DataFrame

    def value(self, name: str, index: int) -> int | None:
        """An input of the row at ``index``, in grains or as the number of an option; None where
        it is not known."""
        for kind in "nc":
            if f"{kind}:{name}" in self.frame.columns and self.frame[f"{kind}:{name}?"][index]:
                return int(self.frame[f"{kind}:{name}"][index])
        return None

    def ends(self, reading: LiveReading, index: int) -> tuple[int | None, int | None] | None:
        """What a reading comes to now in the row at ``index``, in grains; None where the readings
        do not differ."""
        if not self._now(reading.differs, index):
            return None
        low, high = (
            int(self._now(value, index)) if self._now(flag, index) else None
            for flag, value in reading.ends
        )
        return low, high

    def _now(self, value: Any, index: int) -> Any:
        return self.steps[str(value.index)][index] if isinstance(value, Step) else value


class LiveBook:
    """The sheets of one workbook, and how their cells are written."""

    def __init__(self, stream: IO[bytes], first: str) -> None:
        import xlsxwriter  # type: ignore[import-untyped]

        settings = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(stream, settings)
        self._book.set_calc_mode("auto")
        self.formats = Formats(self._book)
        self.name, self.workings_name = first, said("演算", "workings")
        self.main = self._book.add_worksheet(first)
        self._workings = self._book.add_worksheet(self.workings_name)
        self._lists = self._book.add_worksheet(said("选项", "choices"))
        # What is only counted with is nothing to print, nor to read.
        self._workings.hide()
        self._lists.hide()
        self._listed: dict[object, tuple[str, str]] = {}
        self._columns = 0
        self._open: dict[str, Any] = {}
        add = self._book.add_format
        self._status = {
            "needs-input": add({"bg_color": _AMBER}),
            "error": add({"bg_color": _RED}),
        }

    # Lists

    def options(self, spec: InputSpec) -> tuple[str, str]:
        """Where the names of a category's options stand, and beside them their numbers."""
        names = names_of(spec)
        if names not in self._listed:
            at = self._columns
            for row, (name, number) in enumerate(names):
                write_text(self._lists, row, at, name, self.formats)
                self._lists.write_number(row, at + 1, number)
            self._columns += 2
            self._listed[names] = (
                self._span(at, len(names)),
                self._span(at + 1, len(names)),
            )
        return self._listed[names]

    def choices(self, spec: InputSpec) -> dict[str, Any]:
        """A drop-down of a category's options; other spellings may stay."""
        labels = tuple(option.label.said() for option in spec.options)
        if labels not in self._listed:
            for row, label in enumerate(labels):
                write_text(self._lists, row, self._columns, label, self.formats)
            self._listed[labels] = (self._span(self._columns, len(labels)), "")
            self._columns += 1
        return {
            "validate": "list",
            "source": f"={self._listed[labels][0]}",
            "error_type": "warning",
            "error_title": spec.label.said()[:32],
            "error_message": said("不在列表里，确定保留吗？", "Not in the list. Keep it?"),
        }

    def _span(self, column: int, length: int) -> str:
        from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

        return f"'{self._lists.get_name()}'!{xl_range_abs(0, column, length - 1, column)}"

    # Cells

    def format(self, pattern: str, *, filled_in: bool = False, bold: bool = False) -> Any:
        """The format of a cell; one to be filled in is yellow and open."""
        key = f"{pattern} {filled_in} {bold}"
        if key not in self._open:
            look: dict[str, Any] = {"valign": "top", "num_format": pattern, "bold": bold}
            if filled_in:
                look |= {"bg_color": _YELLOW, "border": 4, "locked": False}
            self._open[key] = self._book.add_format(look)
        return self._open[key]

    def text(self, row: int, column: int, text: str) -> None:
        """Write a text on one line, whatever it looks like."""
        if text:
            self.main.write_string(row, column, text[:_LONGEST], self.formats.text)

    def long(self, row: int, column: int, text: str) -> None:
        """Write a text that may take several lines, whatever it looks like."""
        if text:
            self.main.write_string(row, column, text[:_LONGEST], self.formats.long)

    def across(self, row: int, text: str, widths: Sequence[int]) -> None:
        """Write a text below columns of these ``widths``, as high as it needs."""
        self.main.set_row(row, 15 * len(wrap(text, int(sum(widths) * 0.95))))
        self.main.merge_range(row, 0, row, len(widths) - 1, "", self.formats.long)
        self.main.write_string(row, 0, text[:_LONGEST], self.formats.long)

    def put_in(
        self, row: int, column: int, spec: InputSpec, text: str | None, value: int | None
    ) -> None:
        """Write what is known of an input as a cell to be filled in: ``value`` in the grains of a
        program or the number of an option; the ``text`` where it cannot be read."""
        look = self.format(_pattern_of(spec), filled_in=True)
        if value is None:
            if text:
                self.main.write_string(row, column, text, look)
            else:
                self.main.write_blank(row, column, None, look)
        elif spec.kind == "category":
            self.main.write_string(row, column, spec.options[value].label.said(), look)
        elif spec.kind == "date":
            self._day(row, column, value, look)
        else:
            leaf = leaf_of(spec)
            assert leaf is not None
            self._number(row, column, value * leaf.grain, look)

    def _day(self, row: int, column: int, day: int, look: Any) -> None:
        found = datetime.date(day // 10000, day // 100 % 100, day % 100)
        if found.year < 1900:
            # Spreadsheets know no earlier days.
            self.main.write_string(row, column, found.isoformat(), look)
        else:
            self.main.write_number(row, column, (found - _DAY_ZERO).days, look)

    def _number(self, row: int, column: int, value: Fraction, look: Any) -> None:
        text = number_text(value)
        if Fraction(text) == value and len(text.replace(".", "")) <= DIGITS:
            self.main.write_number(row, column, Decimal(text), look)
        else:
            # A twelfth of a yearly figure may have no end as a decimal.
            exact = f"={value.numerator}/{value.denominator}"
            self.main.write_formula(row, column, exact, look, Decimal(text))

    def formula(
        self, row: int, column: int, formula: str, look: Any, value: str | Decimal, *, at: int
    ) -> None:
        """Write a formula of the workings' row ``at``, and the value it has now."""
        if formula:
            text = f"={formula.replace('{r}', str(at + 1))}"
            self.main.write_formula(row, column, text, look, value)

    def finding(
        self, row: int, columns: Mapping[str, int], one: LiveFinding, now: Mapping[str, str | None],
        *, at: int,
    ) -> None:  # fmt: skip
        """Write the fields of a finding that ``columns`` has a place for; ``now`` are the values
        they have, numbers and words as in any table."""
        asked = one.part.asked
        unit = asked.unit if asked else "yuan"
        bold = asked is None
        for name in ("low", "high"):
            self._amount(row, columns[name], getattr(one, name), unit, now[name], bold, at)
        for name in ("status", "about", "basis", "needs"):
            if name in columns:
                look = self.format("General", bold=bold)
                text = now.get(name) or ""
                self.formula(row, columns[name], getattr(one, name), look, text, at=at)

    def reading(
        self, row: int, columns: Mapping[str, int], part: Part, one: LiveReading,
        now: tuple[int | None, int | None] | None, *, at: int,
    ) -> None:  # fmt: skip
        """Write a reading of a finding, and the ends it has now."""
        unit = part.asked.unit if part.asked else "yuan"
        look = self.formats.long
        self.formula(row, columns["label"], one.label, look, one.name if now else "", at=at)
        for name, text, end in zip(
            ("low", "high"), (one.low, one.high), now or (None, None), strict=True
        ):
            value = None if end is None else number_text(end * part.grain)
            self._amount(row, columns[name], text, unit, value, False, at)

    def _amount(
        self, row: int, column: int, formula: str, unit: str, now: str | None, bold: bool, at: int
    ) -> None:
        if now and unit == "date":
            day = int(now)
            date = datetime.date(day // 10000, day // 100 % 100, day % 100)
            now = str((date - _DAY_ZERO).days)
        look = self.format(_pattern(unit), bold=bold)
        self.formula(row, column, formula, look, Decimal(now) if now else "", at=at)

    def watch(self, top: int, bottom: int, column: int) -> None:
        """Colour the statuses that want something done."""
        for status, look in self._status.items():
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{STATUSES[status].said()}"',
                "format": look,
            }
            self.main.conditional_format(top, column, bottom, column, rule)

    # Workings

    def write_workings(self, groups: Sequence[LiveRows], names: Mapping[int, str]) -> None:
        """Write the sheet of workings: row by row what each of ``groups`` needs. ``names`` says by
        row what a row is about."""
        sheet = self._workings
        sheet.write_string(0, 0, said("行", "row"), self.formats.head)
        sheet.set_column(0, 0, 24)
        for row, name in names.items():
            write_text(sheet, row, 0, name, self.formats)
        whole = self.format("0")
        for rows in groups:
            first = rows.sheet.first
            values = _values(rows)
            for offset, column in enumerate(rows.sheet.columns):
                at = first + offset
                sheet.write_string(0, at, column.header, self.formats.head)
                for row, value in zip(rows.frame["__row"], values[offset], strict=True):
                    if column.formula:
                        text = f"={column.formula.replace('{r}', str(row + 1))}"
                        sheet.write_formula(row, at, text, whole, value)
                    elif isinstance(value, bool):
                        sheet.write_boolean(row, at, value)
                    else:
                        sheet.write_number(row, at, value, whole)
            sheet.set_column(first, first + len(rows.sheet.columns) - 1, 14)
        sheet.freeze_panes(1, 1)
        sheet.protect("", {"format_columns": True, "select_locked_cells": True})

    # The end

    def close(self, stamp: Mapping[str, str], sourced: Sequence[Sequence[str]]) -> None:
        """The sheets of sources and of what made the workbook, and the end. Raises OSError."""
        from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

        sources = self._book.add_worksheet(said("依据", "sources"))
        for at, name in enumerate(SOURCES):
            sources.write_string(0, at, header(name), self.formats.head)
        widths = [cells(header(name)) + 4 for name in SOURCES]
        for row, cited in enumerate(sourced, 1):
            for at, cell in enumerate(cited):
                write_text(sources, row, at, cell, self.formats)
                widths[at] = max(widths[at], min(cells(cell) + 2, 48))
        for at, width in enumerate(widths):
            sources.set_column(at, at, width)
        sources.freeze_panes(1, 0)
        sources.hide()
        stamp = {**stamp, **hidden_workings()}
        about = self._book.add_worksheet(said("说明", "about"))
        write_stamp(about, stamp, self.formats)
        about.hide()
        self.main.set_footer(said("&C第 &P 页，共 &N 页", "&CPage &P of &N"))
        protection = {"format_columns": True, "format_rows": True}
        self.main.protect("", protection)
        try:
            self._book.close()
        except FileCreateError as err:
            cause = err.args[0] if err.args else None
            raise (cause if isinstance(cause, OSError) else OSError(str(err))) from None


def hidden_workings() -> dict[str, str]:
    """How to come by the sheets that nobody prints, as a line of a stamp."""
    return {
        said("演算和依据", "workings, sources"): said(
            "在隐藏的工作表中：右键单击工作表标签，选“取消隐藏”",
            "on hidden sheets: right-click a tab and choose Unhide",
        )
    }


def _values(rows: LiveRows) -> list[list[Any]]:
    """The values of a group's workings, column by column."""
    found: list[list[Any]] = []
    for column in rows.sheet.columns:
        if isinstance(column.value, Step):
            found.append(rows.steps[str(column.value.index)].to_list())
        elif column.value in rows.frame.columns:
            found.append(rows.frame[column.value].to_list())
        else:
            nothing: Any = False if column.value.endswith("?") else 0
            found.append([nothing] * len(rows.frame))
    return found


def _pattern(unit: str) -> str:
    grain = UNITS[unit].grain if unit else None
    if unit == "date":
        return "yyyy-mm-dd"
    if grain is None:
        return "0.00####"
    return "#,##0" if grain == 1 else "#,##0.00"


def _pattern_of(spec: InputSpec) -> str:
    match spec.kind:
        case "number":
            return _pattern(spec.unit) if spec.unit != "yuan" else "#,##0.00"
        case "date":
            return "yyyy-mm-dd"
    return "@"
