"""What a question gives, as sentences and as a chapter with tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import joined, said
from ...record import replace
from ...render.finding_text import money_span
from ...render.report.report import Block, Chapter
from ...render.summary.entries import Entry
from ...render.summary.grid import Cell, Grid, Group, Row
from ...render.summary.payers import borne
from ...render.summary.sums import summed
from ...render.vocabulary import LEVELS, PERIODS, QUESTIONS, word
from .gathered import Gathered

__all__ = ["chapter_of", "communities", "sentences_of"]

_LISTED = 300  # rows that a report lists; more are in a workbook
_PLACES, _TOLD = 6, 4  # places of which a summary tells, and sums of each
_COUNTED = ("person", "post", "grid")


def sentences_of(found: Gathered) -> Iterator[str]:
    """What a question comes to, a sentence each."""
    match found.question:
        case "staffing":
            yield from _posts(found)
        case "budget":
            yield from _payers(found)
        case "check" if found.closing:
            told = said("；", "; ").join(found.closing.lines())
            yield _ended(said(f"核对：{told}", f"Check: {told}"))


def chapter_of(found: Gathered, by: str | None) -> Chapter:
    """The chapter of a question: pictures, then the rows as tables with what goes for all of them
    below. Of very many rows, what their groups and all of them come to."""
    blocks: list[Block] = list(found.charts)
    for _, whole in found.summary.grids():
        grid = replace(whole, sections=tuple(one for one in whole.sections if not one.cites))
        if grid.rows > _LISTED:
            blocks += [_many(grid), _folded(grid, by)]
        elif grid.heads or grid.sections:
            blocks.append(grid)
    return Chapter(QUESTIONS[found.question].said(), tuple(blocks))


def _posts(found: Gathered) -> Iterator[str]:
    """The posts and grids of the communities of each place, a sentence a place."""
    places: dict[str, list[dict[str, Entry]]] = {}
    for row in found.summary.rows:
        counted = {
            entry.key: entry
            for entry in row.entries
            if entry.finding.unit in _COUNTED and entry.finding.role == "line"
        }
        if counted:
            places.setdefault(found.summary.place_of(row), []).append(counted)
    for name, rows in list(places.items())[:_PLACES]:
        told = []
        first = {key: entry for row in reversed(rows) for key, entry in row.items()}
        for key, entry in first.items():
            cell = summed([row.get(key) for row in rows], checked=False)
            if cell.text:
                told.append(f"{entry.finding.label()} {cell.text}")
        if told:
            many = communities(len(rows))
            listed = joined(told[:_TOLD])
            yield _ended(said(f"{name}{many}共可有：{listed}", f"{name}, {many}: {listed}"))
    if len(places) > _PLACES:
        more = len(places) - _PLACES
        yield said(f"另有{more}个地方，见下文各表。", f"{more} more places stand below.")


def communities(count: int) -> str:
    """How many communities, in words."""
    return said(f"{count:,}个社区", "1 community" if count == 1 else f"{count:,} communities")


def _payers(found: Gathered) -> Iterator[str]:
    """The money of all communities by who bears it, a sentence a period."""
    entries = [entry for row in found.summary.rows for entry in row.entries]
    shares = borne(entries)
    for period in dict.fromkeys(one.period for one in shares):
        parts = [
            f"{word(LEVELS, one.level)} {money_span(one.low, one.high)}{said('元', ' yuan')}"
            for one in shares
            if one.period == period
        ]
        every = word(PERIODS, period)
        yield _ended(said(f"经费（{every}）：{joined(parts)}", f"Money {every}: {joined(parts)}"))
    left = [
        entry.finding.label()
        for entry in entries
        if entry.finding.role == "line" and entry.finding.status in ("conditional", "no-amount")
    ]
    if shares and left:
        named = joined(dict.fromkeys(left))
        yield _ended(
            said(
                f"有条件的和未定数额的不计在内：{named}",
                f"What holds on a condition, or has no amount, is not counted: {named}",
            )
        )


def _many(grid: Grid) -> str:
    return said(
        f"共{grid.rows:,}行，这里只列合计；每个社区的数字用同样的命令写成工作簿（-o *.xlsx）可得。",
        f"There are {grid.rows:,} rows, of which the sums stand here; the same question written to "
        "a workbook (-o *.xlsx) has each community.",
    )


def _folded(grid: Grid, by: str | None) -> Grid:
    """A row a group in place of its rows; without groups, the total alone."""
    rows = [
        Row((group.title or said("未注明", "not named"),), _sums_of(group, len(grid.heads)))
        for group in grid.groups
        if len(grid.groups) > 1
    ]
    return replace(
        grid,
        own=(by if by and rows else said("范围", "of"),),
        numbers=(False,),
        groups=(Group("", tuple(rows)),),
    )


def _sums_of(group: Group, columns: int) -> tuple[Cell, ...]:
    if group.subtotal:
        return group.subtotal
    return group.rows[0].cells if len(group.rows) == 1 else (Cell(""),) * columns


def _ended(text: str) -> str:
    stop = said("。", ".")
    return text if text.endswith(stop) else text + stop
