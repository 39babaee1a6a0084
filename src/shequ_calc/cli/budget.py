"""``shequ budget``: what money a community is owed."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
import typer

from . import options as o
from . import tables as t
from .answer import Shown, answer

__all__ = ["app"]

app, _command = o.command(
    "budget",
    "社区一年应有多少经费、由谁承担、合计多少。",
    "What money a community is owed in a year, who bears it, and the total.",
)


@_command
def budget(
    file: t.File = None,
    city: o.City = None,
    province: o.Province = None,
    county: o.County = None,
    households: o.Households = None,
    population: o.Population = None,
    seat: o.Seat = None,
    average_wage: o.Wage = None,
    disposable_income: o.Disposable = None,
    communities: o.Communities = None,
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
        "households": households,
        "population": population,
        "seat": seat,
        "average-wage": average_wage,
        "disposable-income": disposable_income,
    }
    code = answer(
        "budget",
        (city, province, county),
        (named, set_),
        on,
        only,
        policies,
        Shown(format_, output, columns, value, quiet, cite),
        communities,
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
