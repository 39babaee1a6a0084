"""``shequ report``: a ledger as one document to be handed on."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from ..language import said
from ..record import replace
from .answer import Options
from .failures import UsageFault
from .options.community import Facts, Place
from .options.groups import Group, Text, command, option
from .options.output import Shown, names_in
from .options.rules import Rules, Shelf
from .options.table import Table

if TYPE_CHECKING:
    from ..render.report.report import Report
    from ..tables.run import TableAsk

__all__ = ["app"]

app, _command = command(
    "report",
    "把一张台账写成一份报告：总体情况、人员、经费、薪酬、核对、图表、依据、读法和假定。",
    "Write a ledger up as a report: in short, staffing, money, pay, check, charts, the rules, how "
    "they were read.",
)
_SUFFIXES = (".docx", ".html", ".md")


class _Contents(Group):
    """What the report is called, and what it holds."""

    title: Annotated[
        Text, option("--title", zh="报告的标题", en="What the report is called", metavar="TEXT")
    ] = None
    questions: Annotated[
        Text,
        option(
            "--questions",
            zh="只写这些部分：staffing,budget,salary,check",
            en="Only these parts: staffing,budget,salary,check",
            metavar="NAMES",
        ),
    ] = None

    def names(self) -> tuple[str, ...]:
        """The questions that are put. Raises UsageFault for one there is not."""
        from ..tables.report.report import ASKED

        asked = names_in(self.questions) if self.questions else ASKED
        for name in asked:
            if name not in ASKED:
                listed = ", ".join(ASKED)
                raise UsageFault(
                    said(
                        f"--questions 没有“{name}”；可用：{listed}",
                        f"--questions has no {name!r}; accepted: {listed}",
                    )
                )
        return tuple(name for name in ASKED if name in asked)


@_command
def report(
    place: Place,
    facts: Annotated[Facts, "households", "average-wage", "disposable-income", "graduate-pay"],
    contents: _Contents,
    rules: Rules,
    shown: Annotated[Shown, "format", "columns", "value", "cite", "whole"],
    table: Annotated[
        Table, "vary", "wide", "sums", "raw_sheet", "raw", "encoding_out", "stamp", "live", "plot"
    ],
    shelf: Shelf,
) -> None:
    """The report to a file of Word, HTML or Markdown; as Markdown to standard output."""
    from ..tables.report.report import report_of
    from .tables import table_ask

    options = Options(place, facts, rules, shown, table, shelf)
    options.check()
    suffix = _suffix(shown.output)
    if not table.file:
        raise UsageFault(
            said(
                "report 需要一张台账：shequ report 台账.xlsx -o 报告.docx",
                "report needs a ledger: shequ report ledger.xlsx -o report.docx",
            )
        )
    questions = contents.names()
    catalog = shelf.catalog()
    request = options.request(questions[0], catalog)
    ask = table_ask(table, request, shown, shelf.quiet)
    with _readable(ask) as again:
        made, code = report_of(
            again, catalog, questions, by=table.by, title=contents.title or "",
        )  # fmt: skip
    try:
        _write(made, suffix, shown.output)
    except ValueError as err:
        raise UsageFault(str(err)) from None
    raise typer.Exit(code)


def _suffix(output: Text) -> str:
    suffix = Path(output or "x.md").suffix.lower()
    if suffix not in _SUFFIXES:
        accepted = ", ".join(_SUFFIXES)
        given = suffix or output
        raise UsageFault(
            said(
                f"报告不能写成 {given}；文件名可以这样结尾：{accepted}（PDF 可由 Word、WPS、"
                "LibreOffice 或浏览器另存）",
                f"a report cannot be {given!r}; a file name may end in {accepted} (Word, WPS, "
                "LibreOffice or a browser save them as PDF)",
            )
        )
    return suffix


@contextmanager
def _readable(ask: "TableAsk") -> Iterator["TableAsk"]:
    """The same question of a table that can be read more than once: standard input is kept in a
    file for as long."""
    if ask.reading.source != "-":
        yield ask
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = os.path.join(folder, said("标准输入", "standard input"))
        Path(kept).write_bytes(sys.stdin.buffer.read())
        yield replace(ask, reading=replace(ask.reading, source=kept))


def _write(made: "Report", suffix: str, output: Text) -> None:
    from ..render.output import replacing

    def fill(stream: IO[bytes]) -> None:
        if suffix == ".docx":
            from ..render.report.docx import write_report

            write_report(made, stream)
            return
        if suffix == ".html":
            from ..render.report.page import page_lines as lines
        else:
            from ..render.report.markdown import report_lines as lines
        for line in lines(made):
            stream.write(f"{line}\n".encode())

    if output:
        replacing(Path(output), fill)
        return
    sys.stdout.flush()
    fill(sys.stdout.buffer)
    sys.stdout.buffer.flush()
