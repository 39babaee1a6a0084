"""``shequ check``: whether real communities keep the rules."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
from typing import Annotated

import typer

from .answer import Options, show
from .check_summary import Verdicts, Workers, check_table, summarised
from .options.community import Facts, Place
from .options.groups import command
from .options.output import Shown
from .options.rules import Rules, Shelf
from .options.table import Table

__all__ = ["app"]

app, _command = command(
    "check",
    "按规定核对实际情况：符合、不足还是超出，差多少，由谁补足。",
    "Hold what a community has against the rules: met, short or over, by how much, and who makes "
    "it good.",
)
_Facts = Annotated[
    Facts,
    "households",
    ("posts", "实有社工岗（社区工作者）人数", "Posts filled, or workers in post"),
    ("operating-funds", "实际拨付的运转经费，元/年", "Operating funds received, yuan a year"),
    ("service-funds", "实际拨付的服务经费，元/年", "Service funds received, yuan a year"),
    ("office-funds", "实际拨付的办公经费，元/年", "Office funds received, yuan a year"),
    ("average-pay-paid", "实际人均年薪酬，元", "Average pay as paid, yuan a year"),
    "average-wage",
    "disposable-income",
    "graduate-pay",
    "seat",
    "post",
    "education",
]


@_command
def check(
    workers: Workers,
    place: Place,
    facts: _Facts,
    verdicts: Verdicts,
    rules: Rules,
    shown: Annotated[Shown, "value", "whole"],
    table: Annotated[Table, "live"],
    shelf: Shelf,
) -> None:
    """Findings with verdicts to standard output; the summary below a table, or on stderr."""
    from ..questions import ask

    options = Options(place, facts, rules, shown, table, shelf)
    options.check(workers.workers)
    catalog = shelf.catalog()
    verdicts.check()
    request = options.request("check", catalog, letters=verdicts.explain)
    if table.named or workers.workers:
        from .tables import table_ask

        asked = table_ask(table, request, shown, shelf.quiet)
        raise typer.Exit(check_table(asked, catalog, workers, verdicts, shown))
    answers = ask(request, catalog)
    show(answers, request, options, catalog)
    raise typer.Exit(summarised(answers.findings, verdicts, shown, shelf.quiet))
