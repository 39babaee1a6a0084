"""What the verdicts of a table come to, batch by batch."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from ...language import spoken
from ...outcomes.verdicts import FAILED
from ...questions.check_summary import FATES, Closing, counts_money

if TYPE_CHECKING:
    import polars as pl

__all__ = ["NEEDED", "take_long", "take_wide"]

# What is needed of every finding to sum verdicts up.
NEEDED = (
    "provision", "label_zh", "label_en", "role", "scope", "unit", "period", "force", "about",
    "verdict", "gap", "gap_payers",
)  # fmt: skip


def take_long(closing: Closing, found: pl.DataFrame, persons: str | None) -> None:
    """Take in the findings of a batch, a line each; no community is in two batches.

    ``persons`` is the column that is not null where a finding is about one worker: then its row
    counts as the community's.
    """
    import polars as pl

    lines = found.filter(pl.col("status") != "error").with_columns(
        (pl.col(persons).is_not_null() if persons else pl.lit(False)).alias("__person")
    )
    alike = lines.group_by("verdict", "force", "about").len()
    for verdict, force, about, _ in alike.iter_rows():
        closing.judge(verdict or "", force, about == "true")
    _fates(closing, lines)
    failed = lines.filter(pl.col("verdict").is_in(FAILED))
    label = f"label_{spoken()}"
    missed = failed.group_by("provision", label, maintain_order=True).agg(
        pl.col("__row").n_unique()
    )
    for provision, name, count in missed.iter_rows():
        closing.miss(provision, name, count)
    _owed(closing, failed)


def _fates(closing: Closing, lines: pl.DataFrame) -> None:
    """Count the communities by all of their verdicts: as for one community."""
    import polars as pl

    verdict = pl.col("verdict").fill_null("")
    rows = lines.group_by("__row").agg(
        verdict.is_in(FAILED).any().alias("missed"),
        verdict.is_in(["met", "near"]).any().alias("kept"),
        (verdict == "unknown").any().alias("unknown"),
    )
    fate = (
        pl.when(pl.col("missed"))
        .then(pl.lit("missed"))
        .when(~pl.col("kept"))
        .then(pl.lit("undecided"))
        .when(pl.col("unknown"))
        .then(pl.lit("clear"))
        .otherwise(pl.lit("met"))
    )
    counts = dict(rows.group_by(fate.alias("fate")).len().iter_rows())
    for name in FATES:
        closing.fates[name] += counts.get(name, 0)


def _owed(closing: Closing, failed: pl.DataFrame) -> None:
    import polars as pl

    short = failed.filter((pl.col("verdict") == "short") & (pl.col("unit") == "yuan"))
    for key, own in short.group_by("role", "scope", "period", "__person", maintain_order=True):
        role, scope, period, worker = key
        if not counts_money(str(role), str(scope), "yuan", worker=bool(worker)):
            closing.apart += len(own)
            continue
        split = own.select(pl.col("gap_payers").str.split("; ").explode().alias("one"))["one"]
        amounts = pl.DataFrame(
            {
                "level": split.str.extract(r"^([a-z]+)="),
                "amount": split.str.extract(r"=(.*)$").cast(pl.Decimal(38, 2)),
            }
        )
        summed = amounts.group_by("level", maintain_order=True).agg(pl.col("amount").sum())
        for level, amount in summed.iter_rows():
            closing.owe(str(period or ""), level, Fraction(amount))


def take_wide(closing: Closing, found: pl.DataFrame, words: Mapping[str, pl.DataFrame]) -> None:
    """Take in rows with verdicts side by side; ``words`` gives by key what does not differ from
    row to row."""
    import polars as pl

    parts = []
    for key, fixed in words.items():
        own = found.select(
            "__row",
            *(
                pl.col(f"{key}.{name}").alias(name)
                for name in ("verdict", "gap", "about", "gap_payers")
            ),
        )
        parts.append(own.join(fixed, how="cross"))
    if parts:
        lines = pl.concat(parts).filter(pl.col("about").is_not_null())
        take_long(closing, lines.with_columns(pl.lit("").alias("status")), None)
