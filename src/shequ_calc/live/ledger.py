"""A ledger that goes on counting: a row a community, its findings beside its own cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ..language import said
from ..policy import InputSpec
from ..quantity import UNITS
from ..render.vocabulary import STATUSES, word
from ..render.wrap import cells
from ..tables.reading.ledger import Ledger
from ..tables.writing.shapes import Wide
from ..tables.writing.workbook import all_numbers
from .facts import LIVE
from .form import Sheets
from .workbook import LiveBook, LiveRows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LiveLedger", "write_ledger"]

_WIDEST, _SAMPLE = 40, 500


@dataclass(frozen=True, slots=True)
class LiveLedger:
    """What was read: the ledger, all its rows, what could not be read of each, and the keys that a
    wide table has columns for, with their labels."""

    ledger: Ledger
    rows: pl.DataFrame
    fault: pl.Series
    keys: Sequence[str]
    labels: Mapping[str, str]


def write_ledger(
    book: LiveBook,
    sheets: Sheets,
    found: pl.DataFrame,
    live: LiveLedger,
    specs: Mapping[str, InputSpec],
) -> None:
    """Write the ledger with its findings, and the workings. ``found`` are the findings side by
    side as they are now, ``specs`` the inputs that are read, by id."""
    own = list(live.ledger.columns)
    inputs = {name: column for column, name in live.ledger.inputs.items()}
    # What a column gives in another unit, or an option for every row, has a column of its own.
    cell_of = {name: own.index(column) for name, column in inputs.items() if column in own}
    added = [name for name in specs if name not in cell_of and specs[name].kind in LIVE]
    cell_of |= {name: len(own) + index for index, name in enumerate(added)}
    cell_of = {name: at for name, at in cell_of.items() if specs[name].kind in LIVE}
    groups = sheets(book, {name: _cell(book.name, at) for name, at in cell_of.items()})
    keys = [
        key for key in live.keys if any(one.key == key for g in groups for one in g.sheet.findings)
    ]
    heads = [*own, *(_label(specs[name]) for name in added)]
    shape = Wide(own, keys, live.labels)
    findings = [column for column in shape.columns if column.kind != "ledger"]
    widths = [cells(head) + 3 for head in [*heads, *(column.header for column in findings)]]
    for at, head in enumerate([*heads, *(column.header for column in findings)]):
        book.main.write_string(0, at, head, book.formats.head)
    at_key = {key: len(heads) + 3 * index for index, key in enumerate(keys)}
    lived = {row for group in groups for row in group.frame["__row"]}
    _own_cells(book, live, set(cell_of.values()), lived, widths)
    now = {line["__row"]: line for line in found.iter_rows(named=True)}
    notes = len(heads) + 3 * len(keys)
    for group in groups:
        for index, row in enumerate(group.frame["__row"]):
            line = now.get(row, {})
            _put_in(book, group, index, row, cell_of, live, inputs)
            wrong = bool(group.frame["bad"][index])
            for one in group.sheet.findings:
                at = at_key[one.key]
                status = "error" if wrong else line.get(f"{one.key}.status") or ""
                fields = {
                    "low": line.get(f"{one.key}.low"),
                    "high": line.get(f"{one.key}.high"),
                    "status": word(STATUSES, status),
                }
                places = {"low": at, "high": at + 1, "status": at + 2}
                book.finding(row, places, one, fields, at=row)
    for row, line in now.items():
        if row not in lived and line.get("notes"):
            book.text(row, notes, line["notes"])
    for row, reason in enumerate(live.fault, 1):
        if reason is not None:
            book.text(row, notes, reason)
    for at, width in enumerate(widths):
        book.main.set_column(at, at, min(width, _WIDEST))
    book.main.freeze_panes(1, 1)
    book.main.set_landscape()
    book.main.set_paper(9)
    book.main.fit_to_pages(1, 0)
    book.main.repeat_rows(0)
    for key in keys:
        book.watch(1, max(1, len(live.rows)), at_key[key] + 2)
    book.write_workings(groups, _names(live))


def _cell(sheet: str, column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

    return f"'{sheet}'!${xl_col_to_name(column)}{{r}}"


def _label(spec: InputSpec) -> str:
    unit = UNITS[spec.unit].text() if spec.unit else ""
    label = spec.label.said()
    return label if not unit else said(f"{label}（{unit}）", f"{label} ({unit})")


def _names(live: LiveLedger) -> dict[int, str]:
    """What each row is about: the community's name, where there is a column of names."""
    column = live.ledger.name
    if not column or column not in live.rows.columns:
        return {row: str(row) for row in range(1, len(live.rows) + 1)}
    return {row: name or str(row) for row, name in enumerate(live.rows[column], 1)}


def _own_cells(
    book: LiveBook, live: LiveLedger, filled_in: set[int], lived: set[int], widths: list[int]
) -> None:
    """The ledger's own cells, but for those that are filled in, in the rows that are ``lived``."""
    fixed = {*live.ledger.places.values(), live.ledger.name}
    for at, name in enumerate(live.ledger.columns):
        values = live.rows[name]
        numbers = name not in fixed and all_numbers(values)
        for row, text in enumerate(values, 1):
            if text is None:
                continue
            if row <= _SAMPLE:
                widths[at] = max(widths[at], cells(text) + 2)
            if at in filled_in and row in lived:
                continue
            if numbers:
                book.main.write_number(row, at, Decimal(text), book.format("General"))
            else:
                book.text(row, at, text)


def _put_in(
    book: LiveBook,
    group: LiveRows,
    index: int,
    row: int,
    cell_of: Mapping[str, int],
    live: LiveLedger,
    inputs: Mapping[str, str],
) -> None:
    """The cells of a row that are filled in."""
    for name, at in cell_of.items():
        reader = group.sheet.group.readers.get(name)
        text = live.rows[inputs[name]][row - 1] if name in inputs else None
        if reader is None:
            if text is not None:
                book.text(row, at, text)
            continue
        book.put_in(row, at, reader.spec, text, group.value(name, index))
        if reader.spec.kind == "category":
            book.main.data_validation(row, at, row, at, book.choices(reader.spec))
