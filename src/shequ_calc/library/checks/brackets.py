"""Bracket tables: rows in rising order, without gaps, overlaps or rows that nothing can reach."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from ...quantity import Label, number_text
from ...rules.nodes import Bracket, Brackets
from ..format.source import Where

__all__ = ["check_rows"]

Add = Callable[[Where, str, str], None]


def check_rows(
    table: Brackets,
    ends: tuple[Fraction, Fraction | None],
    whole: bool,
    add: Add,
) -> None:
    """Check the rows of a table.

    ``ends`` are the least and greatest of what the table is over (None: not known) and ``whole``
    says that it only takes whole numbers, between which there is no gap.
    """
    rows = table.rows
    gaps, shared = table.gaps, bool(table.doubt)
    if any(_pointless(row, add) for row in rows):
        return
    edges = 0
    for before, row in pairwise(rows):
        high, low = before.high, row.low
        if high is None or low is None or (before.low is not None and low < before.low):
            _no_order(before, row, add)
            return
        last, first = _last(high, before.high_in, whole), _first(low, row.low_in, whole)
        ends_with, begins_with = _edge(high, before.high_in), _edge(low, row.low_in)
        if high == low and before.high_in and row.low_in:
            edges += 1
            if not shared:
                edge = number_text(low)
                add(
                    row.place,
                    f"两档都包括 {edge}；如文件就是这样写的，请写 shared-edges: readings，"
                    "否则改用 over 或 below",
                    f"{edge} belongs to both rows; if the document says so declare "
                    "shared-edges: readings, else write over or below",
                )
        elif first < last or (first == last and whole):
            add(
                row.place,
                f"与上一档重叠：上一档到 {ends_with.zh}，这一档从 {begins_with.zh}起",
                f"overlaps the row before, which ends with {ends_with.en}; "
                f"this one begins with {begins_with.en}",
            )
        elif not gaps and (
            first > last + 1 if whole else first > last or not (before.high_in or row.low_in)
        ):
            add(
                row.place,
                f"与上一档之间有空档：从 {ends_with.zh}到 {begins_with.zh}；"
                "如文件未写明，请写 gaps: no-amount",
                f"a gap after the row before, between {ends_with.en} and {begins_with.en}; "
                "if the document leaves it open declare gaps: no-amount",
            )
    if shared and not edges:
        add(
            (*table.place, "shared-edges"),
            "没有两档都包括的数；请删去 shared-edges",
            "no two rows include the same edge; take shared-edges out",
        )
    if not gaps:
        _outer(rows[0], rows[-1], ends, whole, add)


def _pointless(row: Bracket, add: Add) -> bool:
    """Whether a row holds everything, or nothing."""
    if row.low is None and row.high is None:
        add(
            row.place,
            "这一档没有上下限，包括一切；请写 from/over 或 to/below，或不用分档",
            "a row without ends holds everything; give it from/over or to/below, or no table",
        )
        return True
    if row.low is None or row.high is None or row.low < row.high:
        return False
    if row.low == row.high and row.low_in and row.high_in:
        return False
    low, high = number_text(row.low), number_text(row.high)
    add(
        row.place,
        f"下限 {low} 不低于上限 {high}，这一档是空的",
        f"nothing lies between {low} and {high}: the lower end must be below the upper one",
    )
    return True


def _no_order(before: Bracket, row: Bracket, add: Add) -> None:
    later = row.low is not None and (before.low is None or row.low >= before.low)
    if before.high is None and later:
        add(
            before.place,
            "这一档没有上限，后面不能再有一档；请写 to 或 below，或移到最后",
            "this row has no upper end, so none can follow; give it to or below, or move it last",
        )
        return
    add(
        row.place,
        "各档要从低到高排列；没有下限的一档放在最前",
        "rows stand in rising order; the one without a lower end comes first",
    )


def _last(high: Fraction, inside: bool, whole: bool) -> Fraction:
    """The upper end; of whole numbers, the greatest that belongs to the row."""
    if not whole:
        return high
    top = Fraction(high.__floor__())
    return top - 1 if top == high and not inside else top


def _first(low: Fraction, inside: bool, whole: bool) -> Fraction:
    """The lower end; of whole numbers, the least that belongs to the row."""
    if not whole:
        return low
    bottom = Fraction(low.__ceil__())
    return bottom + 1 if bottom == low and not inside else bottom


def _edge(value: Fraction, inside: bool) -> Label:
    text = number_text(value)
    if inside:
        return Label(f"{text}（含）", f"{text} (included)")
    return Label(f"{text}（不含）", f"{text} (excluded)")


def _outer(
    first: Bracket, last: Bracket, ends: tuple[Fraction, Fraction | None], whole: bool, add: Add
) -> None:
    """Whether something can lie below the first row or above the last."""
    least, greatest = ends
    if first.low is not None:
        lowest = _first(first.low, first.low_in, whole)
        if lowest > least or (lowest == least and not whole and not first.low_in):
            text = number_text(first.low)
            add(
                first.place,
                f"{text} 以下没有规定；第一档请去掉下限，如文件未写明，请写 gaps: no-amount",
                f"nothing is said below {text}: take the lower end out, or, if the document leaves "
                "it open, declare gaps: no-amount",
            )
    if last.high is not None and (greatest is None or last.high < greatest):
        text = number_text(last.high)
        add(
            last.place,
            f"{text} 以上没有规定；最后一档请去掉上限，如文件未写明，请写 gaps: no-amount",
            f"nothing is said above {text}: take the upper end out, or, if the document leaves "
            "it open, declare gaps: no-amount",
        )
