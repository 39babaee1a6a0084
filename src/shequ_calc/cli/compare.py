"""``shequ compare``: places side by side, for the same community."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..language import said
from .failures import UsageFault
from .options.community import Facts, Place
from .options.groups import Group, Text, Texts, command, option
from .options.output import Shown
from .options.rules import Rules, Shelf

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog
    from ..places.place import Division
    from ..questions.comparison import Comparison

__all__ = ["app"]

app, _command = command(
    "compare",
    "几个地方并列：同一个社区按各地文件各得多少，一行一个主题，一栏一个地方。",
    "Places side by side: what each gives for the same community, a row a topic, a column a place.",
)


class Places(Group):
    """Two places or more, in the order in which the kinds are listed here."""

    city: Annotated[
        Texts,
        option(
            "--city",
            zh="地级市、州或直辖市（可重复）",
            en="A prefecture-level city or municipality (repeatable)",
            metavar="PLACE",
        ),
    ] = None
    province: Annotated[
        Texts,
        option("--province", zh="省级（可重复）", en="A province (repeatable)", metavar="PLACE"),
    ] = None
    county: Annotated[
        Texts,
        option(
            "--county",
            zh="区、县（可重复）",
            en="A district or county (repeatable)",
            metavar="PLACE",
        ),
    ] = None
    question: Annotated[
        Text,
        option(
            "--question",
            zh="只比较：staffing、budget 或 salary",
            en="Compare these alone: staffing, budget or salary",
            metavar="NAMES",
        ),
    ] = None

    def divisions(self, catalog: "Catalog") -> "list[Division]":
        """The places, each once. Raises PlaceError, and UsageFault for fewer than two."""
        asked = [
            *(Place(city=name) for name in self.city or ()),
            *(Place(province=name) for name in self.province or ()),
            *(Place(county=name) for name in self.county or ()),
        ]
        found = dict.fromkeys(one.division(catalog) for one in asked)
        places = [place for place in found if place is not None]
        if len(places) < 2:
            raise UsageFault(
                said(
                    "要给出两个以上的地方，如 --city 长春 --city 北京",
                    "give two places or more, as --city changchun --city beijing",
                )
            )
        return places

    def questions(self) -> tuple[str, ...]:
        """What is compared. Raises UsageFault."""
        from ..questions.comparison import ASKED
        from .options.output import names_in

        named = names_in(self.question) if self.question else ASKED
        for name in named:
            if name not in ASKED:
                listed = ", ".join(ASKED)
                raise UsageFault(
                    said(
                        f"--question 不能是“{name}”；可用：{listed}",
                        f"--question cannot be {name!r}; accepted: {listed}",
                    )
                )
        return named


@_command
def compare(
    places: Places,
    facts: Annotated[
        Facts,
        "households",
        "population",
        "post",
        "grade",
        "years",
        "education",
        "certificate",
        "seat",
        "average-wage",
        "disposable-income",
        "graduate-pay",
    ],
    rules: Rules,
    shown: Annotated[Shown, "value", "whole", "cite", "force"],
    shelf: Shelf,
) -> None:
    """A table on a terminal and in Markdown; elsewhere the findings, topic by topic."""
    from ..questions.comparison import side_by_side

    shown.check()
    catalog = shelf.catalog()
    divisions = places.divisions(catalog)
    compared = side_by_side(
        divisions,
        [facts.given(place, catalog) for place in divisions],
        places.questions(),
        on=rules.day(),
        only=rules.names(),
        catalog=catalog,
    )
    try:
        _show(compared, shown, catalog, places.questions(), rules.day())
    except ValueError as err:
        raise UsageFault(str(err)) from None
    for warning in () if shelf.quiet else compared.warnings:
        print(f"shequ: {warning}", file=sys.stderr)
    known = any(one.low is not None or one.high is not None for one in compared.findings)
    raise typer.Exit(0 if known else 3)


def _show(
    compared: "Comparison", shown: Shown, catalog: "Catalog", questions: Sequence[str], day: str
) -> None:
    columns = shown.column_names()
    if shown.output:
        from pathlib import Path

        from ..render.output import write_file
        from ..tables.writing.provenance import stamp

        made: dict[str, str] = {}
        if shown.output.lower().endswith(".xlsx"):
            policies = [finding.place for finding in compared.findings]
            made = stamp(catalog, policies, questions=questions, on=day, source="")
        write_file(compared.findings, Path(shown.output), columns=columns, stamp=made, on=day)
    elif shown.style == "table" and not columns:
        from ..render.terminal.comparison import print_comparison

        print_comparison(compared, sys.stdout, color=sys.stdout.isatty())
    elif shown.style == "md" and not columns:
        from ..render.terminal.comparison import comparison_markdown

        typer.echo(comparison_markdown(compared), nl=False)
    elif shown.style == "table":
        from ..render.terminal.aligned import aligned_findings

        typer.echo("\n".join(aligned_findings(compared.findings, columns or ())))
    else:
        from ..render.records import write_text

        write_text(compared.findings, shown.style, sys.stdout, columns=columns)
