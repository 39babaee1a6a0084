"""What became of the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..language import said
from .reading.ledger import LINE

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Tally"]

_DECIDED = ("computed", "conditional", "no-amount", "none-fits", "not-in-force", "not-for")


class Tally:
    """What became of the rows, and which provisions answered. ``fields`` is what it must see of
    every finding."""

    fields: tuple[str, ...] = ("status", "notes")

    def __init__(self) -> None:
        self.rows = self.errors = self.lines = 0
        self.decided = False
        self.reason = self.where = ""
        self.fault = 0
        self.provisions: dict[str, None] = {}

    def take(self, found: pl.DataFrame, rows: int, errors: int, *, wide: bool) -> None:
        """Count a batch."""
        import polars as pl

        self.count(found, rows, errors, wide=wide)
        if wide:
            for name in found.columns:
                if not name.endswith(".status"):
                    continue
                provision = name.removesuffix(".status").partition("@")[0]
                if self.decided and provision in self.provisions:
                    continue
                if found[name].null_count() < len(found):
                    self.provisions[provision] = None
                    low = found[name.replace(".status", ".low")]
                    self.decided = self.decided or low.null_count() < len(low)
                    self.decided = self.decided or bool(found[name].is_in(_DECIDED).any())
            return
        if "provision" in found.columns:
            self.provisions |= dict.fromkeys(
                found["provision"].drop_nulls().unique(maintain_order=True)
            )
        if not self.decided:
            ends = pl.col("__low").is_not_null() | pl.col("__high").is_not_null()
            known = found.select((ends | pl.col("status").is_in(_DECIDED)).any()).item()
            self.decided = bool(known)

    def count(self, found: pl.DataFrame, rows: int, errors: int, *, wide: bool) -> None:
        """Count rows, lines and errors, and keep the reason of the first error, and its row."""
        import polars as pl

        self.rows += rows
        self.lines += len(found)
        self.errors += errors
        if errors and not self.reason and "notes" in found.columns:
            lost = found if wide else found.filter(pl.col("status") == "error")
            for self.fault, self.reason in (
                lost.select("__row", "notes").drop_nulls().head(1).rows()
            ):
                break

    def place(self, batch: pl.DataFrame, first: int, name: str | None) -> None:
        """Where the first error stands, if it is in this batch, whose first row is ``first``."""
        at = self.fault - first
        if self.reason and not self.where and 0 <= at < len(batch) and LINE in batch.columns:
            row = batch.row(at, named=True)
            called = (row[name] or "").strip() if name is not None else ""
            self.where = said(f"第{row[LINE]}行", f"line {row[LINE]}")
            self.where += said(f"（{called}）", f" ({called})") if called else ""
