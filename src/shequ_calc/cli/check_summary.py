"""What a check does beside answering: the summary it ends with, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..finding import Finding
from ..language import said
from ..questions.check_summary import Closing, closing_of
from ..record import Record
from .failures import UsageFault

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog
    from ..tables.run import TableAsk
    from .answer import Shown

__all__ = ["FAIL_ON", "Checking", "summed_up", "tabled_check"]

FAIL_ON = ("must", "should", "target")


class Checking(Record):
    """The options that only a check has, as they were typed. Raises UsageFault by ``valid``."""

    fail_on: str = "must"
    explain: bool = False
    workers: str | None = None

    def valid(self) -> Checking:
        """Itself. Raises UsageFault for a level that ``--fail-on`` does not take."""
        if self.fail_on not in FAIL_ON:
            accepted = ", ".join(FAIL_ON)
            raise UsageFault(
                said(
                    f"--fail-on 不能是“{self.fail_on}”；可用：{accepted}",
                    f"--fail-on cannot be {self.fail_on!r}; accepted: {accepted}",
                )
            )
        return self


def summed_up(findings: Iterable[Finding], checking: Checking, shown: Shown) -> int:
    """Say what the verdicts of single communities come to; the exit code."""
    closing = closing_of(findings, checking.fail_on)
    return _ended(closing, shown)


def tabled_check(ask: TableAsk, catalog: Catalog, checking: Checking, shown: Shown) -> int:
    """Check every row of a table, and every worker of a roster; the exit code."""
    from ..tables.check.roster import Roster
    from ..tables.check.run import check_table
    from ..tables.run import specs_of

    roster = None
    if checking.workers:
        roster = Roster(checking.workers, specs_of(catalog))
    code, closing = check_table(
        ask, catalog, fail_on=checking.fail_on, letters=checking.explain, roster=roster
    )
    if roster is not None and not shown.quiet:
        for line in (*roster.hints, roster.note()):
            print(f"shequ: {line}", file=sys.stderr)
    if ask.strict and roster is not None and (roster.unplaced or roster.errors):
        return 2
    return 2 if code == 2 else _ended(closing, shown)


def _ended(closing: Closing, shown: Shown) -> int:
    """Print the summary, below a table on standard output and else on stderr; the exit code."""
    table = (
        not shown.output and (shown.format or ("table" if sys.stdout.isatty() else "")) == "table"
    )
    if table:
        from shutil import get_terminal_size

        from ..render.wrap import wrap

        width = get_terminal_size().columns
        print()
        for line in closing.lines():
            print("\n".join(wrap(line, width)))
    elif not shown.quiet:
        for line in closing.lines():
            print(f"shequ: {line}", file=sys.stderr)
    if closing.failed:
        return 1
    return 0 if closing.decided else 3
