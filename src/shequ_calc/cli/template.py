"""``shequ template``: an empty ledger for the communities of a place."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
import csv
import io
import sys
from pathlib import Path
from typing import IO, Annotated

import typer

from ..language import said
from .failures import UsageFault
from .options.community import Place
from .options.groups import command
from .options.rules import Rules, Shelf

__all__ = ["app"]

app, _command = command(
    "template",
    "生成空白台账：当地规定所需的各栏，有说明和下拉选项；填好后可直接计算。",
    "An empty ledger with the columns that a place's rules need, explained, with drop-downs; "
    "filled in, it goes straight back in.",
)
_QUESTIONS = ("staffing", "budget", "salary", "check")
_SUFFIXES = (".xlsx", ".csv", ".tsv")


@_command
def template(
    *,
    place: Place,
    question: Annotated[
        list[str] | None,
        typer.Option(
            "--question",
            help=said(
                "要回答的问题：staffing budget salary check（可重复，默认前两个）",
                "What it is for: staffing, budget, salary, check (repeatable; the first two)",
            ),
            show_default=False,
            metavar="QUESTION",
        ),
    ] = None,
    rules: Annotated[Rules, "only"],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            help=said("写入文件：.xlsx .csv .tsv", "Write a file: .xlsx, .csv or .tsv"),
            show_default=False,
            metavar="FILE",
        ),
    ] = None,
    shelf: Shelf,
) -> None:
    """A file, or the header as CSV on standard output."""
    from ..render.output import replacing
    from ..render.records import safe_cell
    from ..tables.writing.provenance import stamp
    from ..tables.writing.template import fields_of, write_template

    questions = _asked(question)
    path = Path(output) if output else None
    if path is not None and path.suffix.lower() not in _SUFFIXES:
        given, accepted = path.suffix or path.name, ", ".join(_SUFFIXES)
        raise UsageFault(
            said(
                f"模板不能写成 {given}；可用：{accepted}",
                f"a template cannot be {given!r}; accepted: {accepted}",
            )
        )
    catalog = shelf.catalog()
    within, when = place.division(catalog), rules.day()
    if within is not None and not catalog.covering(within):
        from ..questions import Nothing
        from ..questions.request import uncovered

        raise Nothing(uncovered(within, catalog))
    fields = fields_of(catalog, within, questions, when)
    heads = [safe_cell(field.header) for field in fields]

    def fill(binary: IO[bytes]) -> None:
        assert path is not None
        if path.suffix.lower() == ".xlsx":
            used = [
                p.id for p in (catalog.covering(within) if within else catalog.policies.values())
            ]
            made = stamp(catalog, used, questions=questions[:1], on=when, source="")
            write_template(fields, binary, made)
            return
        tabs = path.suffix.lower() == ".tsv"
        binary.write(_line(heads, "\t" if tabs else ",", "\r\n").encode("utf-8-sig"))

    if path is None:
        sys.stdout.write(_line(heads, ",", "\n"))
    else:
        replacing(path, fill)
    raise typer.Exit(0)


def _asked(texts: list[str] | None) -> list[str]:
    names = [name for text in texts or () for name in text.replace(",", " ").split()]
    for name in names:
        if name not in _QUESTIONS:
            listed = ", ".join(_QUESTIONS)
            raise UsageFault(
                said(
                    f"--question 不能是“{name}”；可用：{listed}",
                    f"--question cannot be {name!r}; accepted: {listed}",
                )
            )
    return list(dict.fromkeys(names)) or list(_QUESTIONS[:2])


def _line(heads: list[str], separator: str, end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerow(heads)
    return text.getvalue()
