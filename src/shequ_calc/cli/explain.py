"""``shequ explain``: how a provision arrives at its result for one community."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
from typing import Annotated, Any

import typer

from ..language import said
from .options.community import Facts, Place
from .options.groups import command
from .options.output import TextFormat
from .options.rules import Rules, Shelf

__all__ = ["app"]

app, _command = command(
    "explain",
    "一条规定怎样算出结果：规则的文字、代入数字的算式、读法、假定和出处。",
    "How a provision arrives at its result: the rule in words, the arithmetic with the inputs put "
    "in, readings, assumptions, and where it stands.",
)


@_command
def explain(
    provision: Annotated[
        str,
        typer.Argument(
            metavar="PROVISION", help=said("条款，如 jilin/posts", "A provision, as jilin/posts")
        ),
    ],
    place: Place,
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
    rules: Annotated[Rules, "only"],
    format_: TextFormat,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """Text, also in a pipe; JSON with -f json."""
    from ..questions import Request, explain_provision

    as_json = format_.json
    catalog = shelf.catalog()
    where = place.division(catalog)
    given = facts.given(where, catalog)
    request = Request("explain", where, given, rules.day(), (provision,))
    explanations, law = explain_provision(request, catalog)
    if as_json:
        from ..render.records import json_of

        typer.echo(json_of([_record(one) for one in explanations], readable=True))
        return
    from ..render.text import explanation_lines

    typer.echo("\n".join(explanation_lines(explanations, law)))


def _record(explanation: Any) -> dict[str, object]:
    from ..render.records import record

    return {
        "provision": explanation.provision.id,
        "label": explanation.finding.label(),
        "rule": explanation.rule,
        "arithmetic": [
            {
                "reading": one.reading,
                "given": one.given,
                "decided": list(one.decided),
                "low": one.low,
                "high": one.high,
                "payers": [{"level": level, "how": how} for level, how in one.payers],
            }
            for one in explanation.arithmetic
        ],
        "points": [
            {"id": one.id, "why": one.why, "options": list(one.options), "taken": one.taken}
            for one in explanation.points
        ],
        "finding": record(explanation.finding),
    }
