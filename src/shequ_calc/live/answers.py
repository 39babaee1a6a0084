"""Answers that go on counting: a workbook whose findings are formulas of what is put in.

For one community it is a form, for a table of them a row each.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..carriers.program import OverflowRisk
from ..finding import FIELDS
from ..language import said
from ..library.shelf.catalog import Catalog
from ..questions.request import AskError, Request, chosen
from ..render.output import replacing
from ..tables.engine import Engine
from ..tables.plan.group import Group
from ..tables.plan.plan import Part
from ..tables.reading.errors import TableError
from ..tables.reading.ledger import FAULT, Ledger
from ..tables.reading.sweep import sweep
from ..tables.run import (
    TableAsk,
    open_ledger,
    places_that_answer,
    report_reading,
    report_rows,
    specs_of,
)
from ..tables.tally import Tally
from ..tables.writing.outputs import labels_of
from ..tables.writing.provenance import put_beside, sources, stamp
from ..tables.writing.template import fields_of
from .form import write_form
from .ledger import LiveLedger, write_ledger
from .rows import GroupSheet
from .workbook import LiveBook, LiveRows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MOST", "live_form", "live_table"]

MOST = 5_000  # rows of a table: a workbook with more formulas is slow to open


class _Live(Engine):
    """Answers as for any table, and keeps what the rows of each group read. ``more`` are inputs
    that may be filled in later."""

    def __init__(self, *args: Any, more: Iterable[str] = (), **named: Any) -> None:
        super().__init__(*args, **named)
        self._more = frozenset(more)
        self.kept: list[tuple[Group, pl.DataFrame]] = []

    def _known(self, inputs: Iterable[str]) -> frozenset[str]:
        return super()._known(inputs) | self._more

    def _read(
        self, group: Group, cells: pl.DataFrame, frame: pl.DataFrame, inputs: Mapping[str, str]
    ) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
        import polars as pl

        if group.plan is None:
            ids = ", ".join(policy.id for policy in group.law.policies)
            raise AskError(_no_formulas(ids, said("读法太多或数太大", "too many readings")))
        frame, wrong = super()._read(group, cells, frame, inputs)
        bad = pl.any_horizontal(pl.lit(False), *(errors.is_not_null() for errors in wrong.values()))
        self.kept.append((group, frame.with_columns(bad.alias("bad"))))
        return frame, wrong

    def _answered(
        self,
        group: Group,
        cells: pl.DataFrame,
        frame: pl.DataFrame,
        inputs: Mapping[str, str],
        wide: bool,
    ) -> tuple[list[pl.DataFrame], int]:
        # A formula has one day to count with: a cell without one is none that can be read.
        return self._answered_as_read(group, cells, frame, inputs, wide)

    def parts(self, group: Group) -> dict[str, Part]:
        """The parts of a group's plan that are asked for, by their keys."""
        assert group.plan is not None
        total = group.law.total
        found = {part.asked.key if part.asked else total: part for part in group.plan.parts}
        return {key: part for key, part in found.items() if self._meant_key(key)}

    def sheets(self, book: LiveBook, cells: Mapping[str, str]) -> list[LiveRows]:
        """The rows of every group on the sheet of workings; ``cells`` says where inputs are put
        in. Raises AskError where numbers are too large for a spreadsheet."""
        found: list[LiveRows] = []
        first = 1
        for group, frame in self.kept:
            try:
                sheet = GroupSheet(
                    group,
                    self.parts(group),
                    cells,
                    sheet=book.workings_name,
                    first=first,
                    options=book.options,
                )
            except OverflowRisk as err:
                ids = ", ".join(policy.id for policy in group.law.policies)
                raise AskError(_no_formulas(ids, str(err))) from None
            found.append(LiveRows(sheet, frame, group.run_steps(frame, sheet.steps())))
            first += len(sheet.columns)
        return found


def live_form(request: Request, catalog: Catalog, file: str, *, stamped: bool) -> None:
    """Write the form of one community, or of one for every place that can answer.

    Raises AskError, TableError and OSError. ``request`` has been answered before, so that what it
    gives can be read.
    """
    specs = specs_of(catalog)
    codes = [request.place.code] if request.place else places_that_answer(request, catalog)
    only = [name for name in chosen(request, catalog) if not name.endswith("/total")]
    fields = fields_of(catalog, request.place, [request.question], request.on, only)
    fields = [field for field in fields if field.id]
    engine = _engine(request, catalog, FIELDS, more=[field.id for field in fields])
    with closing(sweep((), specs, codes)) as ledger:
        batch = next(ledger.batches())
        found = engine.answer(batch, ledger, 1).findings
    provisions = list(dict.fromkeys(found["provision"].drop_nulls()))

    def fill(stream: IO[bytes]) -> None:
        book = LiveBook(stream, said("测算", "calculator"))
        write_form(book, engine.sheets, found, fields, specs, request)
        _end(book, request, catalog, provisions, "")

    replacing(Path(file), fill)
    if stamped:
        put_beside(Path(file), _stamp(request, catalog, provisions, ""))


def live_table(ask: TableAsk, catalog: Catalog) -> int:
    """Read a table, answer it, and write it with its formulas; the exit code.

    Raises TableError, AskError and OSError.
    """
    import polars as pl

    assert ask.output.file is not None
    specs, tally = specs_of(catalog), Tally()
    request = Request(ask.question, ask.place, ask.given, ask.on, ask.only)
    with closing(open_ledger(ask, specs, catalog)) as ledger:
        engine = _engine(request, catalog, ("status",))
        engine.check(ledger)
        report_reading(ask, ledger)
        rows = _rows_of(ledger)
        fault = rows[FAULT] if FAULT in rows.columns else pl.Series([None] * len(rows))
        fine = rows.filter(fault.is_null()).drop(FAULT, strict=False)
        numbers = pl.Series(fault.is_null().arg_true() + 1, dtype=pl.Int64)
        answered = engine.answer(fine, ledger, 0, wide=True)
        at = numbers.gather(answered.findings["__row"]).alias("__row")
        found = answered.findings.with_columns(at)
        engine.kept = [
            (group, frame.with_columns(numbers.gather(frame["__row"]).alias("__row")))
            for group, frame in engine.kept
        ]
        tally.take(found, len(rows), answered.errors + fault.drop_nulls().len(), wide=True)
        provisions = list(tally.provisions)
        labels = labels_of(catalog, engine.keys)
        live = LiveLedger(ledger, rows, fault, engine.keys, labels)
        names = dict.fromkeys((*ledger.inputs.values(), *ask.given))
        read = {name: specs[name] for name in names}

        def fill(stream: IO[bytes]) -> None:
            book = LiveBook(stream, said("结果", "findings"))
            write_ledger(book, engine.sheets, found, live, read)
            _end(book, request, catalog, provisions, ask.reading.source)

        replacing(Path(ask.output.file), fill)
    if not ask.quiet and not any(set(names) & set(group.readers) for group, _ in engine.kept):
        print(f"shequ: {_nothing_follows()}", file=sys.stderr)
    if ask.output.stamped:
        made = _stamp(request, catalog, provisions, ask.reading.source)
        put_beside(Path(ask.output.file), made)
    return report_rows(ask, tally, ledger)


def _rows_of(ledger: Ledger) -> pl.DataFrame:
    """All rows of a ledger. Raises TableError where there are more than a workbook should have."""
    import polars as pl

    batches: list[pl.DataFrame] = []
    for batch in ledger.batches(MOST + 1):
        batches.append(batch)
        if sum(map(len, batches)) > MOST:
            raise TableError(_too_long())
    if not batches:
        names = dict.fromkeys((*ledger.columns, *ledger.inputs), pl.String)
        return pl.DataFrame(schema=names)
    return pl.concat(batches, how="diagonal")


def _engine(
    request: Request, catalog: Catalog, columns: tuple[str, ...], more: Iterable[str] = ()
) -> _Live:
    return _Live(
        request.question,
        catalog,
        given=request.given,
        place=request.place,
        on=request.on,
        only=request.only,
        columns=columns,
        more=more,
    )


def _end(
    book: LiveBook, request: Request, catalog: Catalog, provisions: list[str], source: str
) -> None:
    cited = sources(catalog, provisions, on=request.on)
    book.close(_stamp(request, catalog, provisions, source) | _said_about(), cited)


def _stamp(
    request: Request, catalog: Catalog, provisions: list[str], source: str
) -> dict[str, str]:
    policies = sorted({name.partition("/")[0] for name in provisions})
    return stamp(catalog, policies, questions=[request.question], on=request.on, source=source)


def _said_about() -> dict[str, str]:
    return {
        said("怎样用", "how to use it"): said(
            "改黄色的格，结果随之重算；空格表示不知道，不是0。地方和日期不能在表里改，请重新生成",
            "Change the yellow cells, and the findings follow. A blank is not known, which is not "
            "0. The place and the date are fixed: make a new workbook for others",
        ),
        said("工作表保护", "protection"): said(
            "没有密码，“审阅—撤销工作表保护”即可解除；解除后请勿排序或覆盖公式",
            "There is no password. Once it is taken off, do not sort rows or overwrite formulas",
        ),
        said("没有写入的", "left out"): said(
            "承担方不随格子变化，不在此表；说明是按生成时所填写的；台账只有各读法的最低和最高，"
            "没有说明。请用 shequ 查看",
            "Payers do not follow the cells and are not here; the notes are those of what was "
            "filled in when this was made; a ledger has the lowest and the highest of all "
            "readings only, and no notes. Ask shequ for them",
        ),
    }


def _nothing_follows() -> str:
    return said(
        "表中没有一栏会改变结果：工作簿里的数都是固定的，没有黄色的格",
        "no column of the table changes a finding: the figures in the workbook are fixed, and no "
        "cell is yellow",
    )


def _no_formulas(ids: str, why: str) -> str:
    return said(
        f"{ids} 的规则写不成表格公式（{why}）；请去掉 --live",
        f"the rules of {ids} cannot be formulas of a spreadsheet ({why}); leave out --live",
    )


def _too_long() -> str:
    return said(
        f"--live 最多 {MOST:,} 行；请分成几个表，或去掉 --live",
        f"--live takes at most {MOST:,} rows; split the table, or leave out --live",
    )
