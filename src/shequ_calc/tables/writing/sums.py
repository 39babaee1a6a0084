"""Sums over a table: by place, payer, provision, or any column of the ledger.

Only lines of one scope, period and unit are added up, in whole fen or whole counts. What could
not be answered is counted beside the sum and opens its upper end; what holds on a condition, or is
named without an amount, is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ...language import Label, joined, said
from ...quantity import number_text
from ...record import Record
from ...render.columns import header
from ...render.summary.entries import ADDED_UNITS, ROW_SCOPE
from ..reading.errors import TableError
from .shapes import Column
from .sum_keys import BY_FIELD, SumKeys, head_of

if TYPE_CHECKING:
    import polars as pl

    from ..reading.ledger import Ledger

__all__ = ["Sums"]

# What opens a sum where it has no end; "computed" has none where only some readings have.
_OPENING = ["computed", "needs-input", "no-amount", "none-fits", "error"]
# What was answered, though not by a number that could be added.
_LEFT_OUT = ["conditional", "no-amount"]
_HEADS = {
    "rows": Label("行数", "rows"),
    "unanswered": Label("未能计算的行数", "unanswered"),
    "payer": Label("承担方", "payer"),
}


class _Sum(Record):
    """What has been added up so far, in grains; an end that nothing gave is None."""

    low: int | None
    high: int
    open: bool
    grain: int
    rows: int
    unanswered: int
    left_out: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether there is anything to be told: a number, or that one is missing."""
        return self.low is not None or self.high > 0 or self.unanswered > 0


class Sums:
    """Adds up findings, batch by batch. ``keys`` are what is summed by; with ``total``, what all
    groups come to stands at the end.

    For staffing and pay a provision is never added to another: the documents do not say which of
    them are parts of which. Raises TableError for a key there is not.
    """

    wide = False

    def __init__(
        self, question: str, ledger: Ledger, keys: Sequence[str], *, total: bool = False
    ) -> None:
        self._total = total
        self._scope = ROW_SCOPE[question]
        known = [name for name in BY_FIELD if name != "worker"]
        also = () if question == "budget" else ("provision",)
        self._keys = SumKeys(ledger, keys, known, also)
        self._apart = [field for key in also for field in BY_FIELD[key]]
        self._payers = "payer" in self._keys.fields
        if self._payers and question != "budget":
            raise TableError(
                said(
                    "--sum payer 只用于 budget：薪酬和人员没有承担方",
                    "--sum payer is for budget only: pay and posts have no payers",
                )
            )
        asked = (
            "role", "scope", "unit", "period", "status", "label", "payers", *self._keys.fields
        )  # fmt: skip
        self.fields = tuple(name for name in dict.fromkeys(asked) if name != "payer")
        self._sums: dict[tuple[str | None, ...], _Sum] = {}
        self._wholes: dict[tuple[str | None, ...], _Sum] = {}
        self.columns = [
            *self._keys.columns(_HEADS),
            *(Column(name, header(name), "number") for name in ("low", "high")),
            *(Column(name, head_of(name, _HEADS), "number") for name in ("rows", "unanswered")),
            Column("notes", header("notes"), "optional"),
        ]

    def lines(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> pl.DataFrame | None:
        """Take in a batch and its findings; the sums come at the end."""

        frame = self._keys.beside(own, found, first_row).filter(self._counts())
        kind = ["scope", "period", "unit"]
        if self._total:
            _add_up(self._wholes, frame, [*self._apart, *kind])
        if self._payers:
            frame = _by_payer(frame)
        _add_up(self._sums, frame, [*self._keys.names, *kind])
        return None

    def _counts(self) -> pl.Expr:
        """Lines of the scope of a row, in a unit that can be added; and rows in error."""
        import polars as pl

        counted = (
            (pl.col("role") == "line")
            & (pl.col("scope") == self._scope)
            & pl.col("unit").is_in(sorted(ADDED_UNITS))
            & ~pl.col("status").is_in(["not-in-force", "not-for"])
        )
        return counted.fill_null(False) | (pl.col("status") == "error")

    def rest(self) -> pl.DataFrame | None:
        """A line a group, in the order in which groups first came."""
        import polars as pl

        lines = [_line(key, one) for key, one in self._sums.items() if one.known]
        lines += self._totals()
        names = [column.name for column in self.columns]
        columns = list(zip(*lines, strict=True)) if lines else [()] * len(names)
        return pl.DataFrame(
            {
                name: pl.Series(cells, dtype=pl.String)
                for name, cells in zip(names, columns, strict=True)
            }
        )

    def _totals(self) -> list[list[str | None]]:
        """What groups come to, where several of one kind stand above; "total" is said in the
        first column."""
        names = [*self._keys.names, "scope", "period", "unit"]
        at = [names.index(name) for name in [*self._apart, "scope", "period", "unit"]]
        lines = []
        for kind, whole in self._wholes.items():
            parts = [
                one
                for key, one in self._sums.items()
                if one.known and tuple(key[index] for index in at) == kind
            ]
            if len(parts) < 2:
                continue
            key: list[str | None] = [None] * len(names)
            for index, cell in zip(at, kind, strict=True):
                key[index] = cell
            total = said("合计", "total")
            key[0] = total if key[0] is None else f"{total}{said('：', ': ')}{key[0]}"
            line = _line(tuple(key), whole)
            if sum(one.low or 0 for one in parts) != (whole.low or 0):
                line[-1] = "; ".join(text for text in (_readings_differ(), line[-1]) if text)
            lines.append(line)
        return lines


def _add_up(
    sums: dict[tuple[str | None, ...], _Sum], frame: pl.DataFrame, keys: Sequence[str]
) -> None:
    """Add the lines of a batch to ``sums``, by their ``keys``."""
    import polars as pl

    has_end = pl.col("__low").is_not_null() | pl.col("__high").is_not_null()
    adds = has_end & pl.col("status").is_in(["computed", "needs-input"])
    missed = ~adds
    opens = (adds & pl.col("__high").is_null()) | (missed & pl.col("status").is_in(_OPENING))
    left_out = missed & pl.col("status").is_in(_LEFT_OUT)
    unknown = missed & ~pl.col("status").is_in(_LEFT_OUT)
    grouped = frame.group_by(keys, maintain_order=True).agg(
        pl.col("__low").filter(adds).drop_nulls().len().alias("lows"),
        pl.col("__low").filter(adds).sum().alias("low"),
        pl.col("__high").filter(adds).sum().alias("high"),
        opens.any().alias("open"),
        pl.col("__grain").max().alias("grain"),
        pl.col("__row").n_unique().alias("rows"),
        pl.col("__row").filter(unknown).n_unique().alias("unanswered"),
        pl.col("label").filter(left_out).unique(maintain_order=True).alias("left_out"),
    )
    for row in grouped.iter_rows():
        key, (lows, low, high, is_open, grain, rows, unanswered, names) = row[:-8], row[-8:]
        more = _Sum(low if lows else None, high, is_open, grain, rows, unanswered, tuple(names))
        sums[key] = _together(sums[key], more) if key in sums else more


def _together(old: _Sum, more: _Sum) -> _Sum:
    lows = [one.low for one in (old, more) if one.low is not None]
    return _Sum(
        sum(lows) if lows else None,
        old.high + more.high,
        old.open or more.open,
        max(old.grain, more.grain),
        old.rows + more.rows,
        old.unanswered + more.unanswered,
        tuple(dict.fromkeys((*old.left_out, *more.left_out))),
    )


def _line(key: Sequence[str | None], one: _Sum) -> list[str | None]:
    nothing = one.low is None and (one.open or not one.high)
    left = joined(one.left_out)
    return [
        *key,
        None if one.low is None else _text(one.low, one.grain),
        None if one.open or nothing else _text(one.high, one.grain),
        str(one.rows),
        str(one.unanswered),
        said(f"未计入（有条件或未定数额）：{left}", f"left out (conditional, or no amount): {left}")
        if left
        else None,
    ]


def _readings_differ() -> str:
    return said(
        "各承担方的下限出自不同读法，相加不等于合计的下限",
        "the payers' lows are of different readings, and do not add up to the low of all",
    )


def _text(grains: int, per: int) -> str:
    return number_text(Fraction(grains, per))


def _by_payer(frame: pl.DataFrame) -> pl.DataFrame:
    """A line a payer, with what it bears as its ends; lines that nobody bears stay as they are."""
    import polars as pl

    split = frame.with_columns(pl.col("payers").str.split("; ")).explode("payers")
    ends = pl.col("payers").str.extract(r"=(.*)$")
    two = ends.str.contains("..", literal=True)
    low = pl.when(two).then(ends.str.extract(r"^(.*)\.\.")).otherwise(ends)
    high = pl.when(two).then(ends.str.extract(r"\.\.(.*)$")).otherwise(ends)
    borne = pl.col("payers").is_not_null()
    return split.with_columns(
        pl.col("payers").str.extract(r"^([a-z]+)=").alias("payer"),
        pl.when(borne).then(_grains(low)).otherwise(pl.col("__low")).alias("__low"),
        pl.when(borne).then(_grains(high)).otherwise(pl.col("__high")).alias("__high"),
    )


def _grains(text: pl.Expr) -> pl.Expr:
    """A decimal text of yuan in whole fen, null where there is none; in whole numbers only."""
    import polars as pl

    part = (text.str.extract(r"\.(\d*)$").fill_null("") + "00").str.slice(0, 2)
    whole = text.str.extract(r"^(\d+)")
    return (whole + part).cast(pl.Int64, strict=False)
