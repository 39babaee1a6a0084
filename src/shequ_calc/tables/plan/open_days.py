"""Days of which only the month or the year is known, and years that are counted from a day.

A row with such a cell is answered for days that bound all that it may be: the first and the last
of the month, or of every month of the year. What all answers say alike is the row's answer; where
they differ the day is missing, and a note says what turns on it.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from ...inputs import InputError, read_input
from ...language import joined, said
from ...policy import InputSpec
from ...quantity import Label, halfwidth
from ...record import Record
from ...render.vocabulary import VERDICTS, word
from ..reading.cells import Reader

if TYPE_CHECKING:
    import polars as pl

__all__ = ["OpenDays", "agreeing", "agreeing_wide", "days_of", "open_days"]

_MONTH = re.compile(r"([0-9]{4})(?:\s?([-/.年])\s?([0-9]{1,2})\s?(?:月份?)?|()([0-9]{2}))")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s?年?")
_ANY_DAY = InputSpec("day", Label("日期", "day"), "date", "", Fraction(0), Fraction(0), "", ())
_STAMPS = ("__row", "__order")


class OpenDays(Record):
    """Cells of a group's rows with whole days and numbers of years in them. ``cells`` is a frame
    for all rows; ``rows`` are those with a cell that may be several, and ``others`` their cells
    in each further combination. ``names`` has for each of these rows the inputs that are open, and
    the texts that leave them so."""

    cells: pl.DataFrame
    rows: tuple[int, ...]
    others: tuple[pl.DataFrame, ...]
    names: Mapping[int, tuple[tuple[InputSpec, str], ...]]


def days_of(text: str) -> list[datetime.date]:
    """The days that bound what a month, or a year, may be; none for any other text.

    In 2012.1 a spreadsheet has lost the nought of October, or it is January.
    """
    body = halfwidth(text)
    if found := _YEAR.fullmatch(body):
        year = int(found[1])
        return [*(datetime.date(year, month, 1) for month in range(1, 13)), _last(year, 12)]
    found = _MONTH.fullmatch(body)
    if not found:
        return []
    year, month = int(found[1]), int(found[3] or found[5])
    if not 1 <= month <= 12 or not year:
        return []
    months = [1, 10] if found[2] == "." and found[3] == "1" else [month]
    return [day for m in months for day in (datetime.date(year, m, 1), _last(year, m))]


def _last(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def open_days(
    cells: pl.DataFrame, inputs: Mapping[str, str], readers: Mapping[str, Reader], on: str
) -> OpenDays | None:
    """What is open in the cells of some rows, None where no cell is a month, a year, or a day
    from which years are counted. ``inputs`` has the columns by input, ``on`` the day asked."""
    import polars as pl

    today = datetime.date.fromisoformat(on)
    first, spans = cells, dict[str, tuple[InputSpec, dict[str, list[str]]]]()
    for name, reader in readers.items():
        spec = reader.spec
        years = spec.kind == "number" and spec.unit == "year"
        if name not in inputs or not (years or spec.kind == "date"):
            continue
        column = inputs[name]
        texts = cells[column].drop_nulls().unique(maintain_order=True).to_list()
        known = {text: _values(text, today if years else None) for text in texts}
        known = {text: values for text, values in known.items() if values}
        if not known:
            continue
        starts = {text: values[0] for text, values in known.items()}
        first = first.with_columns(pl.col(column).replace(starts))
        if wide := {text: values for text, values in known.items() if len(values) > 1}:
            spans[column] = spec, wide
    if not spans:
        return None if first is cells else OpenDays(first, (), (), {})
    open_ = pl.any_horizontal(pl.col(c).is_in(list(wide)) for c, (_, wide) in spans.items())
    rows = cells.select(open_.fill_null(False).arg_true()).to_series()
    mine, made = cells[rows], first[rows]
    lengths = [max(map(len, wide.values())) for _, wide in spans.values()]
    others = []
    for at in list(product(*map(range, lengths)))[1:]:
        taken = {
            column: {text: values[min(k, len(values) - 1)] for text, values in wide.items()}
            for k, (column, (_, wide)) in zip(at, spans.items(), strict=True)
        }
        replaced = (mine[column].replace(texts).alias(column) for column, texts in taken.items())
        open_cells = [
            pl.when(mine[c].is_in(list(spans[c][1]))).then(new).otherwise(made[c]).alias(c)
            for c, new in zip(taken, replaced, strict=True)
        ]
        others.append(made.with_columns(open_cells))
    names = {
        row: tuple(
            (spec, cell) for c, (spec, wide) in spans.items() if (cell := cells[c][row]) in wide
        )
        for row in rows
    }
    return OpenDays(first, tuple(rows), tuple(others), names)


def _values(text: str, today: datetime.date | None) -> list[str]:
    """The texts that stand for what a cell may be; none where it is read as it stands."""
    days = days_of(text)
    if today is None:
        return list(dict.fromkeys(day.isoformat() for day in days))
    if not days:
        try:
            day = read_input(_ANY_DAY, text)
        except InputError:
            return []
        assert isinstance(day, Fraction)
        number = int(day)
        days = [datetime.date(number // 10000, number // 100 % 100, number % 100)]
    return list(dict.fromkeys(str(max(0, _full_years(day, today))) for day in days))


def _full_years(day: datetime.date, today: datetime.date) -> int:
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def agreeing(
    first: pl.DataFrame, others: Sequence[pl.DataFrame], opened: Mapping[int, Any], joint: str
) -> pl.DataFrame:
    """The lines of ``first``, with those undecided that ``others`` contradict. ``opened`` has the
    inputs and texts by ``__row``, ``joint`` stands between the items of a list."""
    import polars as pl

    mine = first.filter(pl.col("__row").is_in(list(opened)))
    every = pl.concat([mine, *others])
    by_line: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for line in every.iter_rows(named=True):
        by_line.setdefault((line["__row"], line["__order"]), []).append(line)
    lines = []
    for (row, _), each in by_line.items():
        whole = len(each) == 1 + len(others)
        if whole and all(line == each[0] for line in each):
            lines.append(each[0])
        elif each[0]["status"] != "error":
            lines.append(_undecided(each, opened[row], joint, whole=whole))
    kept = first.filter(~pl.col("__row").is_in(list(opened)))
    return pl.concat([kept, pl.DataFrame(lines, schema=first.schema)]).sort(
        "__row", "__order", maintain_order=True
    )


def _undecided(
    each: Sequence[dict[str, Any]],
    opened: Sequence[tuple[InputSpec, str]],
    joint: str,
    *,
    whole: bool,
) -> dict[str, Any]:
    """One line of several that differ: what they have in common, and that the day is missing."""
    line = {
        name: cell if all(one[name] == cell for one in each) else None
        for name, cell in each[0].items()
    }
    for end, pick in (("low", min), ("high", max)):
        ends = {one[f"__{end}"]: one.get(end) for one in each}
        if None not in ends:
            line[f"__{end}"] = pick(ends)
            line |= {end: ends[pick(ends)]} if end in line else {}
    for name in ("about", "basis", "payers"):
        line |= {name: each[0][name]} if name in line else {}
    outcomes = list(dict.fromkeys(map(_outcome, each)))
    needs = _items(each, "needs", joint)
    if not whole or len(outcomes) > 1:
        checked = any(one.get("verdict") for one in each)
        line |= {"verdict": "unknown"} if checked else {}
        line["status"] = line["status"] or "needs-input"
        needs = [spec.id for spec, _ in opened]
    if "needs" in line:
        line["needs"] = joint.join(dict.fromkeys(needs)) or None
    if "notes" in line:
        notes = _items(each, "notes", joint)
        common = [note for note in dict.fromkeys(notes) if notes.count(note) == len(each)]
        line["notes"] = joint.join([*common, _note(opened, outcomes)])
    return line


def _items(each: Sequence[Mapping[str, Any]], name: str, joint: str) -> list[str]:
    return [item for one in each for item in (one.get(name) or "").split(joint) if item]


def _outcome(line: Mapping[str, Any]) -> str:
    if verdict := line.get("verdict"):
        return word(VERDICTS, verdict)
    low, high = line.get("low") or "", line.get("high") or ""
    return low if low == high else f"{low}–{high}"


def _note(opened: Sequence[tuple[InputSpec, str]], outcomes: Sequence[str]) -> str:
    cells = joined(said(f"{one.label.zh}“{text}”", f"{one.id} {text!r}") for one, text in opened)
    if len(outcomes) < 2:
        return said(
            f"{cells}没有写到日，结论不因日子而变", f"{cells} has no day; no day changes this"
        )
    listed = said("、", " or ").join(outcomes)
    return said(
        f"{cells}没有写到日，随日子不同是{listed}；写明日子即可判断",
        f"{cells} has no day, which decides between {listed}; write the day",
    )


def agreeing_wide(
    first: pl.DataFrame, others: Sequence[pl.DataFrame], opened: Mapping[int, Any]
) -> pl.DataFrame:
    """The same for lines that have every provision side by side."""
    import polars as pl

    at = {row: dict[str, Any]() for row in opened}
    for line in first.iter_rows(named=True):
        if line["__row"] in at:
            at[line["__row"]] = dict(line)
    for frame in others:
        for line in frame.iter_rows(named=True):
            mine = at[line["__row"]]
            differ = {n.rpartition(".")[0] for n, c in line.items() if mine.get(n) != c} - {""}
            for name in mine:
                key, _, end = name.rpartition(".")
                if key in differ:
                    mine[name] = {"verdict": "unknown", "status": "needs-input"}.get(end)
    kept = first.filter(~pl.col("__row").is_in(list(at)))
    return pl.concat([kept, pl.DataFrame(list(at.values()), schema=first.schema)])
