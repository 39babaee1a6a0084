"""What a check does beside answering: the summary it ends with, and the exit code."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from ..finding import Finding
from ..language import said
from ..questions.check_summary import Closing, closing_of
from ..record import replace
from .failures import UsageFault
from .options.groups import Group, Text
from .options.output import Shown

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog
    from ..tables.run import TableAsk

__all__ = ["Verdicts", "Workers", "check_table", "summarised"]

FAIL_ON = ("must", "should", "target")


class Workers(Group):
    """A roster of workers."""

    workers: Annotated[
        Text,
        typer.Option(
            "--workers",
            metavar="FILE",
            show_default=False,
            help=said(
                "工作者花名册（一人一行，有“社区”一栏），逐人核对并按社区汇总",
                "A roster of workers (a line each, with a column community), checked one by one "
                "and summed by community",
            ),
        ),
    ] = None


class Verdicts(Group):
    """What becomes of the verdicts."""

    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="|".join(FAIL_ON),
            help=said(
                "哪一级要求达不到时以 1 退出（“左右”的不算）",
                "Which shortfalls make the exit 1 (never those of approximate rules)",
            ),
        ),
    ] = "must"
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=said(
                "每条结论给出可写进函件的一句话", "A sentence for a letter with every verdict"
            ),
        ),
    ] = False

    def check(self) -> None:
        """Raises UsageFault for a level that ``--fail-on`` does not take."""
        if self.fail_on not in FAIL_ON:
            accepted = ", ".join(FAIL_ON)
            raise UsageFault(
                said(
                    f"--fail-on 不能是“{self.fail_on}”；可用：{accepted}",
                    f"--fail-on cannot be {self.fail_on!r}; accepted: {accepted}",
                )
            )


def summarised(findings: Iterable[Finding], verdicts: Verdicts, shown: Shown, quiet: bool) -> int:
    """Say what the verdicts of single communities come to; the exit code."""
    return _ended(closing_of(findings, verdicts.fail_on), shown, quiet)


def check_table(
    ask: "TableAsk", catalog: "Catalog", workers: Workers, verdicts: Verdicts, shown: Shown
) -> int:
    """Check every row of a table, and every worker of a roster; the exit code."""
    from ..tables.check import run
    from ..tables.check.roster import Roster
    from ..tables.run import specs_of

    roster = None
    if workers.workers:
        # A head that --map names may stand in the ledger, in the roster, or in both.
        mapping = dict(ask.reading.mapping)
        either = mapping if ask.reading.source else ()
        roster = Roster(workers.workers, specs_of(catalog), mapping, either)
        ask = replace(ask, reading=replace(ask.reading, elsewhere=roster.mapped))
    code, closing = run.check_table(
        ask, catalog, fail_on=verdicts.fail_on, letters=verdicts.explain, roster=roster
    )
    if roster is not None and not ask.quiet:
        for line in (*roster.hints, roster.note()):
            print(f"shequ: {line}", file=sys.stderr)
    if ask.strict and roster is not None and (roster.unplaced or roster.errors):
        return 2
    return 2 if code == 2 else _ended(closing, shown, ask.quiet)


def _ended(closing: Closing, shown: Shown, quiet: bool) -> int:
    """Print the summary, below a table on standard output and else on stderr; the exit code."""
    if not shown.output and shown.style == "table":
        from shutil import get_terminal_size

        from ..render.wrap import wrap

        width = get_terminal_size().columns
        print()
        for line in closing.lines():
            print("\n".join(wrap(line, width)))
    elif not quiet:
        for line in closing.lines():
            print(f"shequ: {line}", file=sys.stderr)
    if closing.failed:
        return 1
    return 0 if closing.decided else 3
