"""A table of communities instead of flags: the way to its answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..language import said
from .failures import UsageFault
from .options.output import Shown, names_in
from .options.table import Table

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog
    from ..questions import Request
    from ..tables.reading.grids import Layout
    from ..tables.run import TableAsk

__all__ = ["answer", "layout_of", "mapping_of", "table_ask"]


def answer(table: Table, request: Request, shown: Shown, quiet: bool, catalog: Catalog) -> int:
    """Put a question to every row of a table, or make a workbook that goes on counting; the exit
    code. Raises UsageFault."""
    from ..tables import run

    if table.live:
        _check_live(table, request, shown)
    if not table.named:
        return _answer_live(table, request, shown, quiet, catalog)
    ask = table_ask(table, request, shown, quiet)
    if table.live:
        from ..live import live_table

        return live_table(ask, catalog)
    return run.answer_table(ask, catalog)


def table_ask(table: Table, request: Request, shown: Shown, quiet: bool) -> TableAsk:
    """What a table is asked. Raises UsageFault for what a table cannot be."""
    from ..tables.run import Reading, TableAsk
    from ..tables.writing.outputs import Output

    if shown.value:
        raise UsageFault(
            said("--value 不用于表格；请用 -f csv", "--value is not for tables; use -f csv")
        )
    if request.communities is not None:
        raise UsageFault(
            said(
                "--communities 不用于表格：每一行是一个社区",
                "--communities is not for tables: each row is one community",
            )
        )
    return TableAsk(
        question=request.question,
        place=request.place,
        given=request.given,
        on=request.on,
        only=request.only,
        reading=Reading(
            table.file or "",
            tuple(table.vary or ()),
            layout_of(table),
            table.encoding,
            table.kind,
            tuple(mapping_of(table).items()),
        ),
        output=Output(
            format=shown.format,
            file=shown.output,
            columns=shown.column_names(),
            sums=names_in(*(table.sums or ())),
            wide=table.wide,
            raw=table.raw,
            cite=shown.cite,
            stamped=table.stamp,
            encoding=table.encoding_out,
            raw_sheet=table.raw_sheet,
            by=table.by,
            every_line=shown.whole,
            plot=table.plot,
        ),
        strict=table.strict,
        quiet=quiet,
    )


def layout_of(table: Table) -> Layout:
    """How the table is to be read, as far as options say."""
    from ..tables.reading.grids import Layout

    return Layout(table.sheet, table.header, table.all_rows, table.visible, table.loose)


def mapping_of(table: Table) -> dict[str, str]:
    """What ``--map`` says of columns. Raises UsageFault."""
    return dict(_pair(text) for text in table.mapping or ())


def _answer_live(
    table: Table, request: Request, shown: Shown, quiet: bool, catalog: Catalog
) -> int:
    """Write the workbook of one community; the exit code."""
    from ..live import live_form
    from ..questions import ask

    assert shown.output is not None
    answers = ask(request, catalog)
    live_form(request, catalog, shown.output, stamped=table.stamp)
    if not quiet:
        for warning in answers.warnings:
            print(f"shequ: {warning}", file=sys.stderr)
    return 0


def _check_live(table: Table, request: Request, shown: Shown) -> None:
    """Raises UsageFault for what a workbook that goes on counting cannot be asked for."""
    if not (shown.output or "").lower().endswith(".xlsx"):
        raise UsageFault(
            said("--live 需要工作簿：-o FILE.xlsx", "--live needs a workbook: -o FILE.xlsx")
        )
    others = {
        "--sum": table.sums, "--columns": shown.columns, "--value": shown.value,
        "--vary": table.vary, "--format": shown.format, "--communities": request.communities,
        "--raw": table.raw, "--encoding-out": table.encoding_out, "--plot": table.plot,
    }  # fmt: skip
    for name, value in others.items():
        if value:
            raise UsageFault(
                said(f"--live 不能与 {name} 同用", f"--live and {name} exclude each other")
            )


def _pair(text: str) -> tuple[str, str]:
    column, sign, name = text.replace("＝", "=").rpartition("=")
    if not sign or not column.strip():
        raise UsageFault(
            said(
                f"--map 应写成 栏名=输入项，例如 户数=households；给的是“{text}”",
                f"--map takes COLUMN=ID, as in Homes=households; given: {text!r}",
            )
        )
    return column.strip(), name.strip()
