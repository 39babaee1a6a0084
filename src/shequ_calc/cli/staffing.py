"""``shequ staffing``: how many people may staff a community."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
import typer

from . import options as o
from . import tables as t
from .answer import Shown, answer

__all__ = ["app"]

app, _command = o.command(
    "staffing",
    "社区可配多少人、多少网格：按各地文件，给出区间、效力和出处。",
    "How many people and grids a community may have, by the documents of each place.",
)


@_command
def staffing(
    file: t.File = None,
    city: o.City = None,
    province: o.Province = None,
    county: o.County = None,
    households: o.Households = None,
    population: o.Population = None,
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
    named = {"households": households, "population": population}
    code = answer(
        "staffing",
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
