"""Rows of a ledger that are no communities: totals, headings, streets and districts, notes.

They are left out of the answer, and it is said which. The place that a heading names (一、五华区)
holds for the rows below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...language import said
from ...places.place import Division
from ...record import Record
from ...render.wrap import clean
from .row_words import (
    AREA,
    COMMUNITY,
    HEADING,
    NOTE,
    NUMBERED,
    PART,
    REMARK,
    STARRED,
    TOTAL,
    TOTAL_ENDING,
    divisions_named,
    is_area,
)
from .rows import LINE

if TYPE_CHECKING:
    import polars as pl

__all__ = ["HEADED", "Habits", "LeftOut", "Sieve", "habits_of"]

HEADED = {"province": "__province", "prefecture": "__city", "county": "__county"}
_SUSPECT = ["计", "total", "\u3000", "均", "全", "其中", "总", "本级"]
_SHOWN, _CLIPPED = 10, 20
_TOTAL, _HEADING, _AREA, _NOTE = "total", "heading", "area", "note"


class Habits(Record):
    """What the first rows of a ledger show of the others: ``areas``, that streets and districts
    stand among communities, and are no rows themselves; ``headed``, the levels of division that
    its headings name; ``above``, that a row of a district stands above its communities, so that it
    heads them; ``alike``, how many rows are streets or districts where all of them are."""

    areas: bool = True
    above: bool = False
    headed: tuple[str, ...] = ()
    alike: int = 0

    def hints(self) -> list[str]:
        """A line where no row seems to be a community."""
        if not self.alike:
            return []
        are = "row is a street or district" if self.alike == 1 else "rows are streets or districts"
        return [
            said(
                f"前{self.alike:,}行从名称看是街道、乡镇或区县，不是社区：仍逐行计算，每行当作一个社区",
                f"the first {self.alike:,} {are} by their names, not communities; each is "
                "answered as one community all the same",
            )
        ]


def habits_of(frame: pl.DataFrame, sieve: Sieve) -> Habits:
    """What the first rows show."""
    found = sieve.kinds(frame, areas=True)
    rows = len(frame) - sum(kind != _AREA for _, kind, _ in found)
    areas = [word for _, kind, word in found if kind == _AREA]
    if areas and 2 * len(areas) > rows and not sieve.worded(frame):
        return Habits(areas=False, alike=rows)
    # A district whose sum stands below its communities says nothing of what comes next.
    start = next((at for at, (row, _, _) in enumerate(found) if row != at), len(found))
    above = any(kind == _AREA for _, kind, _ in found[:start])
    levels = {
        one.level
        for _, kind, word in found
        if kind == _HEADING or (kind == _AREA and above)
        for one in divisions_named(word)
    }
    return Habits(above=above, headed=tuple(level for level in HEADED if level in levels))


class Sieve:
    """Tells the rows that are no communities.

    ``columns`` are the ledger's own in order, ``named`` those that say whose row it is, ``inputs``
    those that give a number or a word to a rule; ``within`` is the place of all rows, None where
    that is not known.
    """

    def __init__(
        self,
        columns: Sequence[str],
        named: Sequence[str],
        inputs: Sequence[str],
        within: Division | None,
    ) -> None:
        self._columns, self._named = list(columns), list(named)
        self._inputs, self._within = list(inputs), within

    def worded(self, frame: pl.DataFrame) -> bool:
        """Whether any name has the word community, or village, at its end."""
        if not self._named:
            return True
        text = frame[self._named[0]].str.strip_chars()
        return any(text.str.ends_with(word).any() for word in COMMUNITY)

    def kinds(self, frame: pl.DataFrame, *, areas: bool) -> list[tuple[int, str, str]]:
        """Where each row that is no community stands in the frame, of what kind it is, and what
        it calls itself; ``areas`` says that streets and districts count among them."""
        import polars as pl

        at = frame.select(self._suspect(frame).arg_true()).to_series()
        if not len(at):
            return []
        rows = frame[at].select(self._columns)
        told = rows.select(
            self._total().alias("total"),
            self._first().alias("first"),
            self._name().alias("name"),
            self._alone().alias("alone"),
            self._unfed().alias("unfed"),
            pl.any_horizontal(_bare(one).str.contains(HEADING) for one in self._columns[:2]).alias(
                "listed"
            ),
        ).with_columns(
            (
                pl.col("first").str.contains(NOTE)
                | (pl.col("unfed") & pl.col("first").str.contains(STARRED))
            ).alias("noted"),
            (pl.col("alone") & pl.col("first").str.contains(REMARK)).alias("remark"),
            pl.col("name").str.contains(NUMBERED).alias("numbered"),
            pl.col("name").str.contains(AREA).alias("ends"),
        )
        found = []
        for index, row in zip(at, told.iter_rows(named=True), strict=True):
            kind, word = self._kind(row, areas)
            if kind:
                found.append((index, kind, word))
        return found

    def _kind(self, row: Mapping[str, str | bool | None], areas: bool) -> tuple[str, str]:
        total, first, name = (
            str(row["total"] or ""),
            str(row["first"] or ""),
            str(row["name"] or ""),
        )
        if total:
            return _TOTAL, total
        if row["noted"] or row["remark"]:
            return _NOTE, first
        if not name:
            return "", ""
        area = bool(row["ends"]) and is_area(name, self._within)
        headed = bool(row["listed"] or row["numbered"])
        if row["unfed"] and (area or headed) and (areas or headed):
            return _HEADING, name
        return (_AREA, name) if area and areas else ("", "")

    def _suspect(self, frame: pl.DataFrame) -> pl.Expr:
        """What may be such a row. Nearly every row ends here, so that it costs one look at a
        column or two."""
        import polars as pl

        first = frame[self._columns[0]]
        named = list(dict.fromkeys(self._named))
        plain = first.name in named
        suspect = pl.lit(False)
        for name in named:
            column = pl.col(name)
            worded = pl.any_horizontal(column.str.ends_with(word) for word in COMMUNITY)
            # 合计：12个社区 ends as communities do.
            suspect |= ~(worded & ~column.str.contains_any(["计", "其中"])).fill_null(False)
        if not plain:
            suspect |= pl.col(first.name).str.contains_any(
                [*_SUSPECT, "注", "说明", "人", "来源", "*", "负责", "单位", "note", "source"],
                ascii_case_insensitive=True,
            )
            # Of what begins with a blank none but the widest has a letter's place in the order.
            if first.null_count() or str(first.min()) < "!":
                suspect |= pl.col(first.name).is_null() | (pl.col(first.name) < "!")
        others = [one for one in frame.columns if one in self._inputs]
        if others and all(frame[one].null_count() for one in others):
            suspect |= pl.all_horizontal(pl.col(one).is_null() for one in others)
        if plain:
            suspect |= pl.col(first.name).str.starts_with("其中")
        return suspect

    def _total(self) -> pl.Expr:
        """What a row of totals calls itself; null for every other row."""
        import polars as pl

        first = self._first()
        names = [_bare(name) for name in self._named]
        unnamed = pl.all_horizontal(pl.lit(True), *(name.is_null() for name in names))
        total = first.str.contains(TOTAL) | (first.str.contains(TOTAL_ENDING) & unnamed)
        return pl.coalesce(
            pl.when(total | first.str.contains(PART)).then(first),
            *(
                pl.when(
                    name.str.contains(TOTAL)
                    | name.str.contains(TOTAL_ENDING)
                    | name.str.contains(PART)
                ).then(name)
                for name in names
            ),
        )

    def _first(self) -> pl.Expr:
        import polars as pl

        return pl.coalesce([_bare(name) for name in self._columns])

    def _name(self) -> pl.Expr:
        """The cell that says whose row it is; null where no column is for that."""
        import polars as pl

        return _bare(self._named[0]) if self._named else pl.lit(None, pl.String)

    def _alone(self) -> pl.Expr:
        """Whether a single cell of the row is filled."""
        import polars as pl

        return pl.sum_horizontal(_bare(name).is_not_null() for name in self._columns) == 1

    def _unfed(self) -> pl.Expr:
        """Whether a row gives no rule anything."""
        import polars as pl

        fed = [_bare(name).is_null() for name in self._inputs]
        return pl.all_horizontal(fed) if fed else self._alone()


def _bare(name: str) -> pl.Expr:
    import polars as pl

    return pl.col(name).str.strip_chars().replace("", None)


class LeftOut:
    """Sifts frames, and keeps count of what is left out; ``everything`` keeps all rows."""

    def __init__(
        self,
        sieve: Sieve,
        habits: Habits | None = None,
        *,
        everything: bool = False,
    ) -> None:
        self._habits = habits or Habits()
        self._sieve = sieve
        self._everything = everything
        self.begin()

    def begin(self) -> None:
        """Forget what was counted: the rows are read from the first again."""
        self._counts: dict[str, int] = {}
        self._firsts: dict[str, list[tuple[int, str]]] = {}
        self._above: dict[str, str | None] = dict.fromkeys(self._habits.headed)
        self._line = 0

    def sifted(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame without the rows that are no communities, and with a column for each level of
        division that headings name. It has a column LINE, for the notes."""
        import polars as pl

        if self._everything or not len(frame):
            return frame
        found = self._sieve.kinds(frame, areas=self._habits.areas)
        if self._habits.headed:
            frame = self._placed(frame, found)
        if not found:
            return frame
        lines = frame[LINE]
        for at, kind, word in found:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            first = self._firsts.setdefault(kind, [])
            if len(first) < _SHOWN:
                first.append((lines[at], word))
        left = pl.repeat(True, len(frame), dtype=pl.Boolean, eager=True)
        return frame.filter(left.scatter([at for at, _, _ in found], False))

    def _placed(self, frame: pl.DataFrame, found: Sequence[tuple[int, str, str]]) -> pl.DataFrame:
        """The frame with the places of its headings."""
        import polars as pl

        if frame[LINE][0] < self._line:  # another sheet
            self._above = dict.fromkeys(self._above)
        self._line = frame[LINE][-1]
        marks = [(0, dict(self._above))]
        for at, kind, word in found:
            heads = kind == _HEADING or (kind == _AREA and self._habits.above)
            places = divisions_named(word) if heads else ()
            if places:
                self._above = _under(self._above, places)
                marks.append((at, dict(self._above)))
        ends = [at for at, _ in marks[1:]] + [len(frame)]
        columns: dict[str, list[pl.Series]] = {HEADED[level]: [] for level in self._above}
        for (start, above), end in zip(marks, ends, strict=True):
            for level, name in above.items():
                columns[HEADED[level]].append(
                    pl.repeat(name, end - start, dtype=pl.String, eager=True)
                )
        return frame.with_columns(pl.concat(parts).alias(name) for name, parts in columns.items())

    def notes(self) -> list[str]:
        """A line on each kind of rows that were left out."""
        return [
            _note(kind, count, self._firsts[kind], bool(self._habits.headed))
            for kind, count in sorted(self._counts.items(), key=lambda one: _ORDER.index(one[0]))
        ]


def _under(above: Mapping[str, str | None], places: Sequence[Division]) -> dict[str, str | None]:
    """The places that hold below a heading: a wider one ends those inside it."""
    level = places[0].level
    order = list(HEADED)
    return {
        one: places[0].name
        if one == level
        else None
        if order.index(one) > order.index(level)
        else name
        for one, name in above.items()
    }


_ORDER = (_TOTAL, _HEADING, _AREA, _NOTE)


def _note(kind: str, count: int, first: Sequence[tuple[int, str]], headed: bool) -> str:
    more = count - len(first)
    listed = [(number, _clipped(word)) for number, word in first]
    zh = "、".join(f"第{number}行（{word}）" for number, word in listed)
    en = ", ".join(f"line {number} ({word})" for number, word in listed)
    what = {
        _TOTAL: said("合计行", _counted(count, "row of totals", "rows of totals")),
        _HEADING: said("标题行", _counted(count, "heading", "headings")),
        _AREA: said(
            "街道、区县行",
            _counted(count, "row of a street or district", "rows of streets or districts"),
        ),
        _NOTE: said("表注行", _counted(count, "note", "notes")),
    }[kind]
    places = ""
    if headed and kind == _HEADING:
        places = said("；所写区县用于其下各行", "; the place of each holds for the rows below it")
    return (
        said(
            f"{what}{count:,}行，未计入：{zh}" + (f"，另有{more:,}行" if more else ""),
            f"{what} left out: {en}" + (f" and {more:,} more" if more else ""),
        )
        + places
        + said("；要全部计入请加 --all-rows", "; --all-rows keeps them all")
    )


def _counted(count: int, single: str, plural: str) -> str:
    return f"1 {single}" if count == 1 else f"{count:,} {plural}"


def _clipped(word: str) -> str:
    text = " ".join(clean(word).split())
    return text if len(text) <= _CLIPPED else text[:_CLIPPED] + "…"
