"""``shequ columns``: how a table is understood, without an answer."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
from typing import Annotated

from ..language import said
from .failures import UsageFault
from .options.community import Place
from .options.groups import command
from .options.rules import Shelf
from .options.table import Table

__all__ = ["app"]

app, _command = command(
    "columns",
    "一张表怎样读：表头在哪一行，各栏表示什么，哪些行不计入，为什么。",
    "How a table is understood: where its heads stand, what each column means, which rows are "
    "left out, and why.",
)


@_command
def columns(
    place: Place,
    table: Annotated[
        Table, "vary", "wide", "sums", "raw", "strict", "encoding_out", "stamp", "live"
    ],
    shelf: Shelf,
) -> None:
    """A line a column, then what was guessed and left out, as text on standard output."""
    from ..tables.reading.opening import open_table
    from ..tables.run import specs_of
    from .tables import layout_of, mapping_of

    if not table.file:
        raise UsageFault(said("请写上表格的文件名", "name the FILE of a table"))
    catalog = shelf.catalog()
    specs = specs_of(catalog)
    with open_table(
        table.file,
        layout=layout_of(table),
        encoding=table.encoding,
        kind=table.kind,
        mapping=mapping_of(table),
        specs=specs,
        within=place.division(catalog),
    ) as ledger:
        rows = sum(len(batch) for batch in ledger.batches())
        used = ledger.used
        for number, column in enumerate(ledger.columns, 1):
            meant = used.get(column, said("（未用）", "(not used)"))
            label = specs[meant].label.said() if meant in specs else ""
            unit = ledger.units.get(column, "")
            label += said(f"（按{unit}）", f" (in {unit})") if unit else ""
            print(f"{number:>3}  {column} = {meant}" + (f"  {label}" if label else ""))
        count = "1 row is a community" if rows == 1 else f"{rows:,} rows are communities"
        for line in (*ledger.hints, *ledger.left_out(), said(f"社区{rows:,}行", count)):
            print(line)
