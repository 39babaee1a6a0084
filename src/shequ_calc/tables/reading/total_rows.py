"""Rows of totals in a ledger: 合计 at its foot is no community.

A row is one where the cell that says whose row it is, or the first cell with anything in it, says
so. It is left out of the answer, and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...language import said
from ...render.wrap import clean
from .rows import LINE

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Totals"]

_WORD = r"(?:[合小总共]\s*计|(?:grand\s+|sub[\s-]*)?totals?)"
# Behind the word a count or an aside may stand: 合计：12个社区, 小计（3个）.
_TAIL = r"(?:\s*[:：].*|\s*[(（\[【].*[)）\]】]|\s*共?\s*\d+\s*\S{0,4})?$"
_WHOLE = rf"(?is)^[(（\[【]?\s*{_WORD}\s*[)）\]】]?{_TAIL}"
# 五华区小计 is a total too, but only where nothing else says whose row it is.
_ENDING = rf"(?is)(?:[合小总共]\s*计|\s(?:sub[\s-]*)?totals?){_TAIL}"
_SUSPECT = ["计", "total", "\u3000"]
_SHOWN, _CLIPPED = 10, 20


class Totals:
    """Sifts the rows of totals out of frames, and counts them.

    ``columns`` are the ledger's own in order; ``named`` are those that say whose row it is.
    """

    def __init__(self, columns: Sequence[str], named: Sequence[str]) -> None:
        self._columns, self._named = list(columns), list(named)
        self._first: list[tuple[int, str]] = []
        self.count = 0

    def sifted(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame without its rows of totals. It has a column LINE, for the note."""
        import polars as pl

        # Nearly every row ends here, so that it costs one look at a column or two. What begins with
        # a blank may be one: of those none but the widest has a letter's place in the order.
        first = frame[self._columns[0]]
        suspect = pl.any_horizontal(
            pl.col(name).str.contains_any(_SUSPECT, ascii_case_insensitive=True)
            for name in dict.fromkeys((self._columns[0], *self._named))
        )
        if first.null_count() or str(first.min()) < "!":
            suspect |= pl.col(first.name).is_null() | (pl.col(first.name) < "!")
        at = frame.select(suspect.arg_true()).to_series()
        if not len(at):
            return frame
        found = frame[at].select(pl.col(LINE), at.alias("__at"), self._word().alias("__word"))
        found = found.drop_nulls("__word")
        if not len(found):
            return frame
        self._note(found)
        left = pl.repeat(True, len(frame), dtype=pl.Boolean, eager=True)
        return frame.filter(left.scatter(found["__at"], False))

    def _word(self) -> pl.Expr:
        """What a row of totals calls itself; null for every other row."""
        import polars as pl

        cells = {name: pl.col(name).str.strip_chars().replace("", None) for name in self._columns}
        first = pl.coalesce(cells.values())
        names = [cells[name] for name in self._named]
        unnamed = pl.all_horizontal(pl.lit(True), *(name.is_null() for name in names))
        total = first.str.contains(_WHOLE) | (first.str.contains(_ENDING) & unnamed)
        return pl.coalesce(
            pl.when(total).then(first),
            *(
                pl.when(name.str.contains(_WHOLE) | name.str.contains(_ENDING)).then(name)
                for name in names
            ),
        )

    def _note(self, found: pl.DataFrame) -> None:
        self.count += len(found)
        room = _SHOWN - len(self._first)
        self._first += found.select(LINE, "__word").head(room).iter_rows()

    def note(self) -> str:
        """One line that says which rows were left out and how to keep them; "" for none."""
        if not self.count:
            return ""
        more = self.count - len(self._first)
        listed = [(number, _clipped(word)) for number, word in self._first]
        zh = "、".join(f"第{number}行（{word}）" for number, word in listed)
        en = ", ".join(f"line {number} ({word})" for number, word in listed)
        rows = "1 row of totals" if self.count == 1 else f"{self.count:,} rows of totals"
        return said(
            f"合计行{self.count:,}行，未计入：{zh}"
            + (f"，另有{more:,}行" if more else "")
            + "；如有不是合计的，请改写该行的名称",
            f"{rows} left out: {en}"
            + (f" and {more:,} more" if more else "")
            + "; to keep one, give the row another name",
        )


def _clipped(word: str) -> str:
    text = " ".join(clean(word).split())
    return text if len(text) <= _CLIPPED else text[:_CLIPPED] + "…"
