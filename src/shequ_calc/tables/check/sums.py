"""Verdicts of a table counted, and gaps summed: by place, payer, provision, or a ledger's column.

Counts are of findings. Gaps are added up within one scope, period and unit only, in exact
decimals; what is missing and what is too much stand apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ...finding import VERDICTS
from ...language import Label, spoken
from ...render.vocabulary import VERDICTS as WORDS
from ..writing.shapes import Column
from ..writing.sum_keys import BY_FIELD, SumKeys, head_of

if TYPE_CHECKING:
    import polars as pl

    from ..reading.ledger import Ledger

__all__ = ["CheckSums"]

# Units of which amounts add up to an amount; ages, dates and levels do not.
_ADDED = (
    "person", "household", "grid", "organisation", "team", "centre", "item", "task", "plate",
    "post", "yuan", "hour", "round", "time",
)  # fmt: skip
_HEADS = {
    "payer": Label("承担方", "payer"),
    "communities": Label("社区数", "communities"),
    "missing": Label("不足合计", "missing"),
    "excess": Label("超出合计", "excess"),
}
_KEPT = ("communities", *VERDICTS, "missing", "excess")


class CheckSums:
    """Adds up verdicts, batch by batch. ``keys`` are what is summed by. Raises TableError for a
    key there is not."""

    wide = False

    def __init__(self, ledger: Ledger, keys: Sequence[str], *, workers: bool = False) -> None:
        known = [name for name in BY_FIELD if workers or name != "worker"]
        self._keys = SumKeys(ledger, keys, known)
        self._group = [*self._keys.names, "scope", "period", "unit"]
        self._sums: dict[tuple[str | None, ...], list[Decimal]] = {}
        needed = {
            "division", "division_name", "place", "provision", f"label_{spoken()}", "force", "role",
            "scope", "period", "unit", "verdict", "gap", "gap_payers",
        }  # fmt: skip
        self.fields = tuple(sorted(needed | ({"worker"} if workers else set())))
        heads = {**_HEADS, **WORDS}
        self.columns = [
            *self._keys.columns(heads),
            *(Column(name, head_of(name, heads), "number") for name in _KEPT),
        ]

    def lines(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> pl.DataFrame | None:
        """Take in a batch and its findings."""
        import polars as pl

        frame = (
            self._keys.beside(own, found, first_row)
            .with_columns(
                pl.col(f"label_{spoken()}").alias("label"),
                pl.col("gap").cast(pl.Decimal(38, 6)).alias("__gap"),
            )
            .filter((pl.col("status") == "error") | pl.col("verdict").is_not_null())
        )
        if "payer" in self._keys.fields:
            frame = _by_payer(frame)
        # Parts are inside their lines, and what counts workers is no amount of its own.
        adds = pl.col("unit").is_in(_ADDED) & (pl.col("role") == "line")
        grouped = frame.group_by(self._group, maintain_order=True).agg(
            pl.col("__row").n_unique().alias("communities"),
            *(
                (
                    (pl.col("verdict") == name).sum()
                    + ((pl.col("status") == "error").sum() if name == "unknown" else 0)
                ).alias(name)
                for name in VERDICTS
            ),
            pl.col("__gap").filter(adds & (pl.col("verdict") == "short")).sum().alias("missing"),
            pl.col("__gap").filter(adds & (pl.col("verdict") == "over")).sum().alias("excess"),
        )
        width = len(self._group)
        for row in grouped.iter_rows():
            numbers = [Decimal(number) for number in row[width:]]
            old = self._sums.get(row[:width])
            self._sums[row[:width]] = (
                numbers if old is None else [a + b for a, b in zip(old, numbers, strict=True)]
            )
        return None

    def rest(self) -> pl.DataFrame | None:
        """A line a group, in the order in which groups first came."""
        import polars as pl

        rows = [[*key, *map(_plain, numbers)] for key, numbers in self._sums.items()]
        names = [column.name for column in self.columns]
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
        return pl.DataFrame(
            {
                name: pl.Series(cells, dtype=pl.String)
                for name, cells in zip(names, columns, strict=True)
            }
        )


def _by_payer(frame: pl.DataFrame) -> pl.DataFrame:
    """A line a payer, with its part of the gap. A verdict counts once for each of its payers."""
    import polars as pl

    split = frame.with_columns(pl.col("gap_payers").str.split("; ")).explode("gap_payers")
    part = pl.col("gap_payers").str.extract(r"=(.*)$").cast(pl.Decimal(38, 6))
    borne = pl.col("gap_payers").is_not_null()
    return split.with_columns(
        pl.col("gap_payers").str.extract(r"^([a-z]+)=").alias("payer"),
        pl.when(borne).then(part).otherwise(pl.col("__gap")).alias("__gap"),
    )


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
