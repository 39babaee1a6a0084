"""``shequ check``: whether real communities keep the rules."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
from typing import Annotated

import typer

from ..language import said
from . import options as o
from . import tables as t
from .answer import Shown, answer
from .check_summary import FAIL_ON, Checking

__all__ = ["app"]

app, _command = o.command(
    "check",
    "按规定核对实际情况：符合、不足还是超出，差多少，由谁补足。",
    "Hold what a community has against the rules: met, short or over, by how much, and who makes "
    "it good.",
)


def _given(name: str, zh: str, en: str) -> typer.models.OptionInfo:
    option = typer.Option(f"--{name}", help=said(zh, en), show_default=False, metavar="VALUE")
    assert isinstance(option, typer.models.OptionInfo)
    return option


Posts = Annotated[
    str | None, _given("posts", "实有社工岗（社区工作者）人数", "Posts filled, or workers in post")
]
Operating = Annotated[
    str | None,
    _given("operating-funds", "实际拨付的运转经费，元/年", "Operating funds received, yuan a year"),
]
Service = Annotated[
    str | None,
    _given("service-funds", "实际拨付的服务经费，元/年", "Service funds received, yuan a year"),
]
Office = Annotated[
    str | None,
    _given("office-funds", "实际拨付的办公经费，元/年", "Office funds received, yuan a year"),
]
Average = Annotated[
    str | None,
    _given("average-pay-paid", "实际人均年薪酬，元", "Average pay as paid, yuan a year"),
]
Workers = Annotated[
    str | None,
    typer.Option(
        "--workers",
        metavar="FILE",
        show_default=False,
        help=said(
            "工作者花名册（一人一行，有“社区”一栏），逐人核对并按社区汇总",
            "A roster of workers (a line each, with a column community), checked one by one and "
            "summed by community",
        ),
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="|".join(FAIL_ON),
        help=said(
            "哪一级要求达不到时以 1 退出（“左右”的不算）",
            "Which shortfalls make the exit 1 (never those of approximate rules)",
        ),
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help=said("每条结论给出可写进函件的一句话", "A sentence for a letter with every verdict"),
    ),
]


@_command
def check(
    file: t.File = None,
    workers: Workers = None,
    city: o.City = None,
    province: o.Province = None,
    county: o.County = None,
    households: o.Households = None,
    posts: Posts = None,
    operating_funds: Operating = None,
    service_funds: Service = None,
    office_funds: Office = None,
    average_pay_paid: Average = None,
    average_wage: o.Wage = None,
    disposable_income: o.Disposable = None,
    graduate_pay: o.Graduate = None,
    seat: o.Seat = None,
    post: o.Post = None,
    education: o.Education = None,
    set_: o.Given = None,
    fail_on: FailOn = "must",
    explain: Explain = False,
    on: o.On = None,
    only: o.Only = None,
    format_: o.Format = None,
    output: o.Output = None,
    columns: o.Columns = None,
    cite: o.Cite = False,
    sheet: t.Sheet = None,
    encoding: t.Encoding = None,
    from_: t.From = None,
    map_: t.Map = None,
    vary: t.Vary = None,
    wide: t.Wide = False,
    sum_: t.Sums = None,
    raw: t.Raw = False,
    strict_rows: t.StrictRows = False,
    encoding_out: t.EncodingOut = None,
    stamp: t.Stamp = False,
    policies: o.Policies = None,
    lang: o.Lang = None,
    quiet: o.Quiet = False,
) -> None:
    """Findings with verdicts to standard output; the summary below a table, or on stderr."""
    named = {
        "households": households,
        "posts": posts,
        "operating-funds": operating_funds,
        "service-funds": service_funds,
        "office-funds": office_funds,
        "average-pay-paid": average_pay_paid,
        "average-wage": average_wage,
        "disposable-income": disposable_income,
        "graduate-pay": graduate_pay,
        "seat": seat,
        "post": post,
        "education": education,
    }
    code = answer(
        "check",
        (city, province, county),
        (named, set_),
        on,
        only,
        policies,
        Shown(format_, output, columns, None, quiet, cite),
        tabled=t.Tabled(
            file,
            sheet,
            encoding,
            from_,
            map_,
            vary,
            wide,
            sum_,
            raw,
            strict_rows,
            encoding_out,
            stamp,
        ),
        checking=Checking(fail_on, explain, workers),
    )
    raise typer.Exit(code)
