"""``shequ salary``: what a community's workers are paid."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
import typer

from . import options as o
from . import tables as t
from .answer import Shown, answer

__all__ = ["app"]

app, _command = o.command(
    "salary",
    "社区工作者的薪酬：按岗位、级别、年限、学历和外部数据。",
    "What a worker is paid, by post, grade, years, education and outside figures.",
)


@_command
def salary(
    file: t.File = None,
    city: o.City = None,
    province: o.Province = None,
    county: o.County = None,
    post: o.Post = None,
    grade: o.Grade = None,
    years: o.Years = None,
    education: o.Education = None,
    certificate: o.Certificate = None,
    average_wage: o.Wage = None,
    disposable_income: o.Disposable = None,
    graduate_pay: o.Graduate = None,
    set_: o.Given = None,
    on: o.On = None,
    only: o.Only = None,
    format_: o.Format = None,
    output: o.Output = None,
    columns: o.Columns = None,
    value: o.ValueEnd = None,
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
    live: t.Live = False,
    policies: o.Policies = None,
    lang: o.Lang = None,
    quiet: o.Quiet = False,
) -> None:
    """Findings to standard output, as a table on a terminal and as CSV in a pipe."""
    named = {
        "post": post,
        "grade": grade,
        "years": years,
        "education": education,
        "certificate": certificate,
        "average-wage": average_wage,
        "disposable-income": disposable_income,
        "graduate-pay": graduate_pay,
    }
    code = answer(
        "salary",
        (city, province, county),
        (named, set_),
        on,
        only,
        policies,
        Shown(format_, output, columns, value, quiet, cite),
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
            live,
        ),
    )
    raise typer.Exit(code)
