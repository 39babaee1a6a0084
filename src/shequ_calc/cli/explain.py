"""``shequ explain``: how a provision arrives at its result for one community."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
from typing import Annotated, Any

import typer

from . import options as o
from .answer import day, given_inputs, shelf
from .text_or_json import TextFormat, as_json

__all__ = ["app"]

app, _command = o.command(
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
            metavar="PROVISION", help=o.said("条款，如 jilin/posts", "A provision, as jilin/posts")
        ),
    ],
    city: o.City = None,
    province: o.Province = None,
    county: o.County = None,
    households: o.Households = None,
    population: o.Population = None,
    post: o.Post = None,
    grade: o.Grade = None,
    years: o.Years = None,
    education: o.Education = None,
    certificate: o.Certificate = None,
    seat: o.Seat = None,
    average_wage: o.Wage = None,
    disposable_income: o.Disposable = None,
    graduate_pay: o.Graduate = None,
    set_: o.Given = None,
    on: o.On = None,
    format_: TextFormat = None,
    policies: o.Policies = None,
    lang: o.Lang = None,
) -> None:
    """Text, also in a pipe; JSON with -f json."""
    from ..questions import Request, explain_provision

    wanted = as_json(format_)
    named = {
        "households": households,
        "population": population,
        "post": post,
        "grade": grade,
        "years": years,
        "education": education,
        "certificate": certificate,
        "seat": seat,
        "average-wage": average_wage,
        "disposable-income": disposable_income,
        "graduate-pay": graduate_pay,
    }
    catalog = shelf(policies)
    request = Request(
        "explain",
        o.place_asked(city, province, county, catalog),
        given_inputs(named, set_),
        day(on),
        (provision,),
    )
    explanations, law = explain_provision(request, catalog)
    if wanted:
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
            {"reading": a.reading, "given": a.given, "low": a.low, "high": a.high}
            for a in explanation.arithmetic
        ],
        "finding": record(explanation.finding),
    }
