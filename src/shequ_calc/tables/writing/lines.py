"""Findings as lines of a frame: the words of one example, and the numbers of every row.

All texts are what :mod:`shequ_calc.render.records` writes into a CSV cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...finding import Finding
from ...quantity import UNITS, fraction_text, number_text
from ...questions.findings import Told
from ...record import replace
from ...render.columns import EXACT
from ...render.records import csv_rows
from ..plan.plan import RATIO, Fine, Part

if TYPE_CHECKING:
    import polars as pl

__all__ = ["STAMP", "decimal", "exact_texts", "failed_lines", "frame_of", "lines_of", "wide_row"]

JOINT = "; "  # between the items of a list, as in a CSV file
# What stands before the fields: the row, exact whole numbers of grains, and the finding's order.
STAMP = ("__row", "__low", "__high", "__grain", "__order")


def grain_of(unit: str) -> Fraction:
    """The grain in which a unit's numbers are columns."""
    return UNITS[unit].grain or RATIO


def frame_of(
    lines: Sequence[tuple[int, Finding]], names: Sequence[str], joint: str = JOINT
) -> pl.DataFrame:
    """Findings of single rows as lines; ``joint`` stands between the items of a list."""
    import polars as pl

    texts = [_texts(finding, names, joint) for _, finding in lines]
    data: dict[str, Any] = {"__row": pl.Series([row for row, _ in lines], dtype=pl.Int64)}
    for end in ("low", "high"):
        values = [
            None if (value := getattr(f, end)) is None else int(value / grain_of(f.unit))
            for _, f in lines
        ]
        data[f"__{end}"] = pl.Series(values, dtype=pl.Int64)
    grains = [int(1 / grain_of(finding.unit)) for _, finding in lines]
    data["__grain"] = pl.Series(grains, dtype=pl.Int64)
    data["__order"] = pl.Series(range(len(lines)), dtype=pl.Int64)
    for k, name in enumerate(names):
        data[name] = pl.Series([row[k] or None for row in texts], dtype=pl.String)
    return pl.DataFrame(data)


def _texts(finding: Finding, names: Sequence[str], joint: str) -> list[str]:
    """A finding's cells as in a CSV file, its lists with their own mark between the items."""
    (row,) = list(csv_rows([finding], list(names)))[1:]
    if joint == JOINT:
        return row
    lists = {name: joint.join(getattr(finding, name)) for name in ("needs", "notes")}
    ends = [replace(finding, readings=(one,)) for one in finding.readings]
    lists["readings"] = joint.join(row[0] for row in list(csv_rows(ends, ["readings"]))[1:])
    return [lists.get(name, cell) for name, cell in zip(names, row, strict=True)]


def failed_lines(
    rows: pl.Series, reasons: Sequence[str], question: str, names: Sequence[str]
) -> pl.DataFrame:
    """A line with status error for every row that could not be answered, and the reason."""
    import polars as pl

    fixed = {"question": question, "status": "error", "about": "false"}
    nothing = pl.lit(None, pl.Int64)
    return pl.DataFrame(
        {"__row": rows.cast(pl.Int64), "notes": pl.Series(reasons, dtype=pl.String)}
    ).select(
        "__row",
        nothing.alias("__low"),
        nothing.alias("__high"),
        pl.lit(1, pl.Int64).alias("__grain"),
        pl.lit(-1, pl.Int64).alias("__order"),
        *(
            pl.col("notes") if name == "notes" else pl.lit(fixed.get(name), pl.String).alias(name)
            for name in names
        ),
    )


def lines_of(
    numbers: pl.DataFrame,
    part: Part,
    said: Told,
    order: int,
    names: Sequence[str],
    joint: str = JOINT,
) -> pl.DataFrame:
    """The lines of one finding for rows of one signature: its words, and their own numbers.
    ``joint`` stands between the items of a list."""
    import polars as pl

    finding = said.finding
    words = dict(zip(names, _texts(finding, names, joint), strict=True))
    low = pl.col(part.low) if finding.low is not None else pl.lit(None, pl.Int64)
    high = pl.col(part.high) if finding.high is not None else pl.lit(None, pl.Int64)
    grain = grain_of(finding.unit)
    own = {
        "division": pl.col("__code"),
        "division_name": pl.col("__name"),
        "low": decimal(low, grain) if finding.low is not None else pl.lit(None, pl.String),
        "high": decimal(high, grain) if finding.high is not None else pl.lit(None, pl.String),
        "payers": _payers(part, finding, grain),
        "readings": _readings(part, said, grain, joint),
        **{name: _exact(numbers, part, finding, name) for name in EXACT if name in words},
    }
    return numbers.select(
        pl.col("__row"),
        low.alias("__low"),
        high.alias("__high"),
        pl.lit(int(1 / grain), pl.Int64).alias("__grain"),
        pl.lit(order, pl.Int64).alias("__order"),
        *(
            (own[name] if name in own else pl.lit(words[name] or None, pl.String)).alias(name)
            for name in names
        ),
    )


def wide_row(told: Sequence[tuple[str, Finding]]) -> dict[str, str | None]:
    """Low, high and status of a single row's findings side by side, under the key of each."""
    row: dict[str, str | None] = {}
    for key, finding in told:
        for end in ("low", "high"):
            value = getattr(finding, end)
            row[f"{key}.{end}"] = None if value is None else number_text(value)
        row[f"{key}.status"] = finding.status
    return row


def decimal(value: pl.Expr, grain: Fraction) -> pl.Expr:
    """Whole grains as an exact decimal text: 5531765 fen are 55317.65."""
    import polars as pl

    per = int(1 / grain)
    if per == 1:
        return value.cast(pl.String)
    places = len(str(per)) - 1
    rest = value % per
    tail = (rest + per).cast(pl.String).str.slice(1).str.strip_chars_end("0")
    whole = (value // per).cast(pl.String)
    assert 10**places == per
    return pl.when(rest == 0).then(whole).otherwise(pl.concat_str(whole, pl.lit("."), tail))


def _between(low: str, high: str, low_known: bool, high_known: bool, grain: Fraction) -> pl.Expr:
    """``low..high`` as in a CSV cell, one number where both are the same, nothing for no ends."""
    import polars as pl

    if not low_known and not high_known:
        return pl.lit("")
    first = decimal(pl.col(low), grain) if low_known else pl.lit("")
    last = decimal(pl.col(high), grain) if high_known else pl.lit("")
    span = pl.concat_str(first, pl.lit(".."), last)
    if low_known and high_known:
        return pl.when(pl.col(low) == pl.col(high)).then(first).otherwise(span)
    return span


def _exact(numbers: pl.DataFrame, part: Part, finding: Finding, name: str) -> pl.Expr | pl.Series:
    """An end of a ratio as a fraction: the least low, or greatest high, of all readings."""
    import polars as pl

    low = name == "low_exact"
    if not part.exact or (finding.low if low else finding.high) is None:
        return pl.lit(None, pl.String)
    ends = [readings[0 if low else 1] for readings in part.exact]
    return exact_texts(numbers, ends, min if low else max, fraction_text)


def exact_texts(
    numbers: pl.DataFrame,
    fine: Sequence[Fine],
    pick: Callable[[Iterable[Fraction]], Fraction],
    written: Callable[[Fraction], str],
) -> pl.Series:
    """What ``pick`` takes of some columns of a row, as they are and not in grains, as a text."""
    import polars as pl

    cells = numbers.select(column for column, _ in fine)
    # Rows repeat each other: what is the same is made a text once.
    different = cells.unique(maintain_order=True)
    texts = [
        written(pick(cell * one for cell, (_, one) in zip(row, fine, strict=True)))
        for row in different.iter_rows()
    ]
    keyed = different.with_columns(pl.Series("__text", texts, dtype=pl.String))
    return cells.join(keyed, on=cells.columns, how="left", maintain_order="left")["__text"]


def _payers(part: Part, finding: Finding, grain: Fraction) -> pl.Expr:
    import polars as pl

    if not finding.payers:
        return pl.lit(None, pl.String)
    pieces: list[pl.Expr] = []
    for index, payer in enumerate(finding.payers):
        pieces.append(pl.lit(("; " if index else "") + f"{payer.level}="))
        if payer.level not in part.payers:
            # A level that only stands for what more may be due.
            pieces.append(pl.lit("0.."))
            continue
        low, high = part.payers[payer.level]
        pieces.append(_between(low, high, payer.low is not None, payer.high is not None, grain))
    return pl.concat_str(pieces)


def _readings(part: Part, said: Told, grain: Fraction, joint: str) -> pl.Expr:
    import polars as pl

    if not said.worlds:
        return pl.lit(None, pl.String)
    pieces: list[pl.Expr] = []
    for index, (world, reading) in enumerate(zip(said.worlds, said.finding.readings, strict=True)):
        # Readings are in the order of defaults first: at other points the first has the default.
        _, low, high = next(
            own for own in part.worlds if all(own[0].get(n) == o for n, o in world.items())
        )
        pieces.append(pl.lit((joint if index else "") + f"{reading.name}="))
        known = reading.low is not None, reading.high is not None
        pieces.append(_between(low, high, *known, grain))
    return pl.concat_str(pieces)
