"""The types of columns in a Parquet file, and findings written into one.

Nothing is a float: things that are counted are whole numbers, money has two decimal places, areas
two, ratios six, and beside them stand their fractions as texts. A column in which several units
meet has the places of the finest. Types follow from the provisions that are asked about, never
from the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any

from ..finding import FIELDS, Finding
from ..quantity import UNITS, number_text
from .columns import KINDS, columns_of, with_exact
from .disk_errors import keeping_errors
from .records import chosen

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ROW_GROUP", "places_of", "type_of", "write_parquet"]

ROW_GROUP = 50_000  # lines that a reader can take at a time
_DIGITS = 38
_RATIO = 6  # as numbers are written: the rest of a ratio is in its fraction


def places_of(units: Iterable[str]) -> int:
    """The decimal places that numbers in these units have at most."""
    grains = [UNITS[unit].grain for unit in units if unit]  # a row in error has none
    return max((_RATIO if g is None else len(str(g.denominator)) - 1 for g in grains), default=0)


def type_of(kind: str, places: int) -> pl.DataType:
    """The type of a column that holds such things, its numbers with so many decimal places."""
    import polars as pl

    number = pl.Decimal(_DIGITS, places) if places else pl.Int64()
    match kind:
        case "number":
            return number
        case "flag":
            return pl.Boolean()
        case "list":
            return pl.List(pl.String)
        case "payers" | "readings":
            name = "level" if kind == "payers" else "name"
            return pl.List(pl.Struct({name: pl.String, "low": number, "high": number}))
    return pl.String()


def write_parquet(
    findings: Sequence[Finding],
    stream: IO[bytes],
    *,
    columns: Sequence[str] | None = None,
) -> None:
    """Write findings, a row each, with the fields of their JSON records.

    Raises ValueError for a column there is not, and OSError.
    """
    import polars as pl

    names = columns_of(columns, findings, default=with_exact(FIELDS))
    records = [chosen(finding, names) for finding in findings]
    places = places_of({finding.unit for finding in findings})
    made = {}
    for name in names:
        kind = KINDS.get(name, "text")
        values = [_made(one[name], places) for one in records]
        made[name] = pl.Series(name, values, dtype=type_of(kind, places))
    with keeping_errors(stream) as through:
        pl.DataFrame(made).write_parquet(through, row_group_size=ROW_GROUP)


def _made(value: object, places: int) -> Any:
    """A value of a record as polars takes it."""
    number: Callable[[Fraction], Any] = (lambda n: Decimal(number_text(n))) if places else int
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return number(Fraction(value))
    if isinstance(value, (list, tuple)):
        return [_made(item, places) for item in value]
    if isinstance(value, Mapping):
        return {name: _made(item, places) for name, item in value.items()}
    return value
