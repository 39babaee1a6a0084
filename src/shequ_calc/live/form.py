"""A form for one community: what is to be put in, and below it what each rule gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..language import said
from ..policy import InputSpec
from ..quantity import UNITS
from ..questions.request import Request
from ..render.columns import header
from ..render.vocabulary import BASES, FORCES, PERIODS, QUESTIONS, SCOPES, STATUSES, word
from ..render.wrap import cells
from ..tables.writing.template import Field
from .facts import LIVE
from .rows import LiveFinding
from .workbook import LiveBook, LiveRows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Sheets", "write_form"]

# The rows of every group on the sheet of workings, given where inputs are put in.
Sheets = Callable[[LiveBook, Mapping[str, str]], list[LiveRows]]
_COLUMNS = (
    "division_name", "label", "low", "high", "about", "unit", "period", "scope", "force", "basis",
    "status", "needs", "document", "clause", "phrase",
)  # fmt: skip
_WIDEST = 48


def write_form(
    book: LiveBook,
    sheets: Sheets,
    found: pl.DataFrame,
    fields: Sequence[Field],
    specs: Mapping[str, InputSpec],
    request: Request,
) -> None:
    """Write the form and its workings. ``found`` are the findings as they are now, ``fields`` the
    inputs that their rules ask for."""
    top = 3
    where = {field.id: top + 1 + index for index, field in enumerate(fields)}
    live = {name: row for name, row in where.items() if specs[name].kind in LIVE}
    groups = sheets(book, {name: f"'{book.name}'!$B${row + 1}" for name, row in live.items()})
    _titles(book, found, request)
    if fields:
        _inputs(book, groups, fields, where, specs, request)
    below = top + len(fields) + 2 if fields else top
    left = max([24, *(cells(field.header) + 2 for field in fields)])
    bottom = _findings(book, groups, found, below, left)
    columns = {name: at for at, name in enumerate(_COLUMNS)}
    book.watch(below + 1, bottom, columns["status"])
    book.main.freeze_panes(top, 2)
    book.main.set_landscape()
    book.main.fit_to_pages(1, 0)
    names = {row: name for row, name in found.select("__row", "division_name").iter_rows() if name}
    book.write_workings(groups, names)


def _titles(book: LiveBook, found: pl.DataFrame, request: Request) -> None:
    names = "、".join(dict.fromkeys(found["division_name"].drop_nulls()))
    names = names if request.place else said("各地", "every place")
    title = f"{names} · {QUESTIONS[request.question].said()}"
    book.main.write_string(0, 0, title, book.format("General", bold=True))
    how = said(
        f"按 {request.on} 的规定；改黄色的格，结果随之重算，空格为未知",
        f"rules of {request.on}; change the yellow cells, the findings follow; blank: not known",
    )
    book.main.write_string(1, 0, how)


def _inputs(
    book: LiveBook,
    groups: Sequence[LiveRows],
    fields: Sequence[Field],
    where: Mapping[str, int],
    specs: Mapping[str, InputSpec],
    request: Request,
) -> None:
    sheet = book.main
    heads = (
        said("已知情况", "what is known"),
        said("填这里", "fill in here"),
        said("可以填", "accepted"),
    )
    for at, head in enumerate(heads):
        sheet.write_string(min(where.values()) - 1, at, head, book.formats.head)
    for field in fields:
        row, spec = where[field.id], specs[field.id]
        book.text(row, 0, field.header)
        hint = f"{field.accepted}{said('；', '; ')}{field.hint}" if field.hint else field.accepted
        if spec.kind not in LIVE:
            book.text(row, 1, request.given.get(field.id, ""))
            hint = said("（不随表重算）", "(fixed) ") + hint
        else:
            own = next((g for g in groups if field.id in g.sheet.group.readers), None)
            spec = own.sheet.group.readers[field.id].spec if own else spec
            book.put_in(row, 1, spec, None, own.value(field.id, 0) if own else None)
            if spec.kind == "category":
                sheet.data_validation(row, 1, row, 1, book.choices(spec))
        sheet.write_string(row, 2, hint)


def _findings(
    book: LiveBook, groups: Sequence[LiveRows], found: pl.DataFrame, top: int, left: int
) -> int:
    """Write the findings below row ``top``; the last row that was written. The first column is
    ``left`` wide at least."""
    sheet = book.main
    columns = {name: at for at, name in enumerate(_COLUMNS)}
    widths = [cells(header(name)) + 3 for name in _COLUMNS]
    for place, name in enumerate(_COLUMNS):
        sheet.write_string(top, place, header(name), book.formats.head)
    lines: dict[int, list[dict[str, str | None]]] = {}
    for line in found.sort("__row", "__order", maintain_order=True).iter_rows(named=True):
        lines.setdefault(line["__row"], []).append(line)
    row = top
    for group in groups:
        for at, number in enumerate(group.frame["__row"]):
            now = lines.get(number, [])
            for index, one in enumerate(group.sheet.findings):
                line = now[index] if index < len(now) else {}
                row += 1
                for name, text in _fixed(one, line).items():
                    book.text(row, columns[name], text)
                    widths[columns[name]] = max(widths[columns[name]], cells(text) + 2)
                book.finding(row, columns, one, _now(line, group), at=number)
                for reading in one.readings:
                    row += 1
                    now_ends = group.ends(reading, at)
                    book.reading(row, columns, one.part, reading, now_ends, at=number)
                    widths[1] = max(widths[1], cells(reading.name) + 2)
    for name, least in (("division_name", left), ("label", 26), ("needs", 26)):
        widths[columns[name]] = max(widths[columns[name]], least)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width, 12 if place in (2, 3) else 6), _WIDEST))
    return row


def _now(line: Mapping[str, str | None], group: LiveRows) -> dict[str, str | None]:
    """The fields of a finding that formulas write, as they are now."""
    needs = [name for name in (line.get("needs") or "").split("; ") if name]
    labels = [group.sheet.group.law.inputs[name].label.said() for name in needs]
    return {
        "low": line.get("low"),
        "high": line.get("high"),
        "status": word(STATUSES, line.get("status") or ""),
        "about": said("约", "about") if line.get("about") == "true" else "",
        "basis": word(BASES, line.get("basis") or ""),
        "needs": "".join(label + said("；", "; ") for label in labels),
    }


def _fixed(one: LiveFinding, line: Mapping[str, str | None]) -> dict[str, str]:
    """The fields of a finding that are the same whatever is put in."""
    asked = one.part.asked
    cited = {
        name: line.get(name) or "" for name in ("division_name", "document", "clause", "phrase")
    }
    if asked is None:
        return cited | {
            "label": said("合计", "total"),
            "unit": UNITS["yuan"].text(),
            "period": word(PERIODS, "year"),
            "scope": word(SCOPES, "community"),
        }
    part = said("其中：", "of which: ") if asked.role == "part" else ""
    return cited | {
        "label": part + asked.label.said(),
        "unit": UNITS[asked.unit].text(),
        "period": word(PERIODS, asked.period),
        "scope": word(SCOPES, asked.scope),
        "force": word(FORCES, asked.provision.force),
    }
