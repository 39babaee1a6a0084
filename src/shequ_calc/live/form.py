"""A form for one community: what is to be put in, and below it what each rule gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..language import joined, said
from ..policy import InputSpec
from ..quantity import UNITS
from ..questions.request import Request
from ..render.columns import header
from ..render.vocabulary import BASES, FORCES, PERIODS, QUESTIONS, SCOPES, STATUSES, word
from ..render.wrap import cells, wrap
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
    "label", "low", "high", "about", "unit", "scope", "force", "basis", "status", "needs", "clause",
)  # fmt: skip
_AT = {name: at for at, name in enumerate(_COLUMNS)}
_LEAST = {"label": 24, "low": 12, "high": 12, "needs": 16}
_WIDEST = {"label": 30, "clause": 32}
_ELSE = 20


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
    left = max([0, *(cells(field.header) + 2 for field in fields)])
    bottom, widths = _findings(book, groups, found, below, left)
    book.watch(below + 1, bottom, _AT["status"])
    last = _notes(book, found, bottom + 2, widths)
    book.main.freeze_panes(top, 1)
    book.main.set_paper(9)
    book.main.set_margins(0.5, 0.5, 0.5, 0.5)
    book.main.print_area(0, 0, last, len(_COLUMNS) - 1)
    # One community is one page; of every place there are as many as it takes.
    book.main.fit_to_pages(1, 1 if request.place else 0)
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
) -> tuple[int, list[int]]:
    """Write the findings below row ``top``; the last row that was written, and the columns'
    widths. The first column is ``left`` wide at least."""
    widths = {name: max(cells(header(name)) + 2, _LEAST.get(name, 6)) for name in _COLUMNS}
    widths["label"] = max(widths["label"], left)
    for name, at in _AT.items():
        book.main.write_string(top, at, header(name), book.formats.head)
    lines: dict[int, list[dict[str, str | None]]] = {}
    for line in found.sort("__row", "__order", maintain_order=True).iter_rows(named=True):
        lines.setdefault(line["__row"], []).append(line)
    heights: dict[int, int] = {}
    several = found["division_name"].n_unique() > 1
    row = top
    for group in groups:
        for at, number in enumerate(group.frame["__row"]):
            now = lines.get(number, [])
            if several and now:
                row += 1
                name = now[0]["division_name"] or ""
                book.main.write_string(row, 0, name, book.format("General", bold=True))
            for index, one in enumerate(group.sheet.findings):
                line = now[index] if index < len(now) else {}
                row += 1
                for name, text in _fixed(one, line).items():
                    book.long(row, _AT[name], text)
                    widths[name] = max(widths[name], cells(text) + 2)
                    lines_of_text = len(wrap(text, _WIDEST.get(name, _ELSE) - 1))
                    heights[row] = max(heights.get(row, 1), lines_of_text)
                book.finding(row, _AT, one, _now(line, group), at=number)
                for reading in one.readings:
                    row += 1
                    book.reading(row, _AT, one.part, reading, group.ends(reading, at), at=number)
                    widths["label"] = max(widths["label"], cells(reading.name) + 8)
                    heights[row] = len(wrap(reading.name, _WIDEST["label"] - 8))
    for tall, height in heights.items():
        book.main.set_row(tall, 15 * height)
    fitted = [min(widths[name], _WIDEST.get(name, _ELSE)) for name in _COLUMNS]
    for at, width in enumerate(fitted):
        book.main.set_column(at, at, width)
    return row, fitted


def _notes(book: LiveBook, found: pl.DataFrame, top: int, widths: Sequence[int]) -> int:
    """Write what is to be known beside the figures, and the documents, from row ``top``; the last
    row that was written."""
    noted: dict[str, dict[str, None]] = {}
    documents: dict[str, None] = {}
    for line in found.sort("__row", "__order", maintain_order=True).iter_rows(named=True):
        for note in (line["notes"] or "").split("; "):
            # What is missing stands beside its figure, and follows it.
            if note and "--set" not in note:
                noted.setdefault(note, {})[said(line["label_zh"], line["label_en"])] = None
        beside = said("，", ", ").join(line[name] for name in ("number", "issued") if line[name])
        if line["document"]:
            documents[line["document"] + (said(f"（{beside}）", f" ({beside})"))] = None
    colon = said("：", ": ")
    notes = [f"{joined(labels)}{colon}{note}" for note, labels in noted.items()]
    row = top
    for title, texts in (
        (said("说明（按生成时所填）", "Notes (by what was filled in when this was made)"), notes),
        (said("依据", "Sources"), list(documents)),
    ):
        if texts:
            book.main.write_string(row, 0, title, book.format("General", bold=True))
            for text in texts:
                row += 1
                book.across(row, text, widths)
            row += 2
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


def _per(scope: str, period: str | None) -> str:
    """What one amount is for, and how often."""
    return said("·", ", ").join(
        text for text in (word(SCOPES, scope), word(PERIODS, period or "")) if text
    )


def _fixed(one: LiveFinding, line: Mapping[str, str | None]) -> dict[str, str]:
    """The fields of a finding that are the same whatever is put in."""
    asked = one.part.asked
    phrase = line.get("phrase") or ""
    cited = {"clause": (line.get("clause") or "") + (f"“{phrase}”" if phrase else "")}
    if asked is None:
        return cited | {
            "label": said("合计", "total"),
            "unit": UNITS["yuan"].text(),
            "scope": _per("community", "year"),
        }
    part = said("其中：", "of which: ") if asked.role == "part" else ""
    return cited | {
        "label": part + asked.label.said(),
        "unit": UNITS[asked.unit].text(),
        "scope": _per(asked.scope, asked.period),
        "force": word(FORCES, asked.provision.force),
    }
