"""What the questions share: from options to findings, from findings to output."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..language import said
from ..record import Record
from .failures import UsageFault
from .options.community import Facts, Place
from .options.groups import Text, command
from .options.output import Shown
from .options.rules import Rules, Shelf
from .options.table import Table

if TYPE_CHECKING:
    from ..finding import Finding
    from ..library.shelf.catalog import Catalog
    from ..questions import Answers, Request

__all__ = ["Options", "answer", "question_command", "show"]


class Options(Record):
    """The groups of options that every question takes."""

    place: Place
    facts: Facts
    rules: Rules
    shown: Shown
    table: Table
    shelf: Shelf

    def request(self, question: str, catalog: "Catalog", *, letters: bool = False) -> "Request":
        """The question that they put. Raises UsageFault and PlaceError."""
        from ..questions import Request

        place = self.place.division(catalog)
        return Request(
            question,
            place,
            self.facts.given(place, catalog),
            self.rules.day(),
            self.rules.names(),
            self.facts.communities(),
            letters,
        )

    def check(self, *read: Text) -> None:
        """Raises UsageFault for what cannot be shown, and for a file that would be written over a
        table that is read (``read`` are others than the table of communities)."""
        self.shown.check()
        self.shown.spare(self.table.file, *read)
        if self.table.stamp and not self.shown.output:
            raise UsageFault(said("--stamp 需要 -o 文件", "--stamp needs a file: -o FILE"))


def question_command(question: str, zh: str, en: str, *inputs: Any) -> typer.Typer:
    """The command of a question; ``inputs`` have options of their own."""
    app, decorated = command(question, zh, en)

    @decorated
    def run(
        place: Place,
        facts: Annotated[(Facts, *inputs)],
        rules: Rules,
        shown: Shown,
        table: Table,
        shelf: Shelf,
    ) -> None:
        options = Options(place, facts, rules, shown, table, shelf)
        raise typer.Exit(answer(question, options))

    return app


def answer(question: str, options: Options) -> int:
    """Put one question, or one for every row of a table, and show the findings; the exit code."""
    from ..questions import ask

    options.check()
    catalog = options.shelf.catalog()
    request = options.request(question, catalog)
    table, shown, quiet = options.table, options.shown, options.shelf.quiet
    if table.live or table.named:
        from . import tables

        return tables.answer(table, request, shown, quiet, catalog)
    answers = ask(request, catalog)
    if shown.value:
        from .single_value import print_end

        _warn(answers, quiet)
        return print_end(answers.findings, shown.value)
    show(answers, request, options, catalog)
    decided = any(f.status not in ("needs-input", "error") or _has_end(f) for f in answers.findings)
    return 0 if decided else 3


def _has_end(finding: "Finding") -> bool:
    return finding.low is not None or finding.high is not None


def _stamp(request: "Request", answers: "Answers", catalog: "Catalog") -> dict[str, str]:
    from ..tables.writing.provenance import stamp

    policies = [finding.place for finding in answers.findings]
    return stamp(catalog, policies, questions=[request.question], on=request.on, source="")


def show(answers: "Answers", request: "Request", options: Options, catalog: "Catalog") -> None:
    """The findings where they are wanted, and what else the asker should know on stderr."""
    shown = options.shown

    def made() -> dict[str, str]:
        return _stamp(request, answers, catalog)

    try:
        _write(answers, request, options, made, catalog)
    except ValueError as err:
        raise UsageFault(str(err)) from None
    if options.table.stamp and shown.output:
        from ..tables.writing.provenance import put_beside

        put_beside(Path(shown.output), made())
    _warn(answers, options.shelf.quiet)


def _input_names(request: "Request", catalog: "Catalog") -> dict[str, str]:
    from ..questions.called import specs_in

    return {name: spec.label.said() for name, spec in specs_in(request.place, catalog).items()}


def _warn(answers: "Answers", quiet: bool) -> None:
    for warning in () if quiet else answers.warnings:
        print(f"shequ: {warning}", file=sys.stderr)


def _write(
    answers: "Answers",
    request: "Request",
    options: Options,
    stamp: Callable[[], dict[str, str]],
    catalog: "Catalog",
) -> None:
    shown = options.shown
    columns = shown.column_names()
    if shown.output:
        from ..render.output import write_file

        path = Path(shown.output)
        made = stamp() if path.suffix.lower() == ".xlsx" else {}
        inputs = _input_names(request, catalog) if made else None
        raw = options.table.raw_sheet
        write_file(
            answers.findings,
            path,
            columns=columns,
            stamp=made,
            on=request.on,
            inputs=inputs,
            raw=raw,
        )
    elif shown.style == "table" and columns:
        from ..render.terminal.aligned import aligned_findings

        typer.echo("\n".join(aligned_findings(answers.findings, columns)))
    elif shown.style == "table":
        from ..render.terminal.table import print_table

        color = sys.stdout.isatty()
        if not (request.place or request.only or shown.whole or request.question == "check"):
            from ..render.terminal.overview import print_overview

            print_overview(answers, catalog, cite=shown.cite, stream=sys.stdout, color=color)
            return
        print_table(answers.findings, cite=shown.cite, stream=sys.stdout, color=color)
    else:
        from ..render.records import write_text

        write_text(answers.findings, shown.style, sys.stdout, columns=columns)
