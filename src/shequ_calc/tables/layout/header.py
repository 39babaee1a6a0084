"""Where the heads of a table stand: below its title, on one row or several, or in a column.

Looked for among the first rows by the words that are known as heads; where none is, by shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ...language import said
from ...record import Record
from .heads import is_numeric, joined_heads, unit_words

__all__ = ["Header", "chosen_rows", "find_header", "turned"]

Grid = Sequence[Sequence[str]]
Known = Callable[[str], bool]

_TITLES = 25  # rows that are looked at for the header
_DEEPEST = 4  # rows that one header may take
_CORNERS = ("", "项目", "指标", "内容", "栏目", "名称", "item", "items")
_COUNTERS = ("栏次", "行次", "序号", "甲", "乙", "丙", "丁", "a", "b", "c", "d")
_UNIT = re.compile(r"(?:计量|金额|货币)?单位\s*[:：]\s*([^()（）]*)")
_LETTER = re.compile(r"[A-Za-z]{1,3}")
_SPAN = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")


class Header(Record):
    """The heads of a table, and where they stand.

    ``first`` and ``last`` are their rows from 0, ``cells`` a text for each column; ``skipped`` is
    the number of rows below that only number the columns, or say them again in English. ``units``
    are units that the title names, ``unit_row`` where it does. ``upright`` is the column of the
    heads of a table that lies on its side, else None.
    """

    first: int
    last: int
    cells: tuple[str, ...]
    skipped: int = 0
    units: tuple[str, ...] = ()
    unit_row: int = 0
    upright: int | None = None
    plain: bool = False

    @property
    def below(self) -> int:
        """The first row that is none of heads."""
        return self.last + 1 + self.skipped

    def hints(self, line_of: Callable[[int], int]) -> list[str]:
        """A line on each thing that was guessed; ``line_of`` gives the line of a row."""
        found = []
        if self.upright is not None:
            found.append(_lying())
        elif not self.plain:
            found.append(_placed(line_of(self.first), line_of(self.last), self.cells))
        if self.skipped:
            for at in range(self.last + 1, self.below):
                number = line_of(at)
                found.append(
                    said(
                        f"第{number}行只是各栏的编号或英文名，未计入",
                        f"line {number} holds column numbers, or the heads in English, and was "
                        "left out",
                    )
                )
        if self.units:
            words, number = "、".join(self.units), line_of(self.unit_row)
            found.append(
                said(
                    f"按第{number}行所写，表内数额的单位是{words}（栏名另有单位的除外）",
                    f"amounts are in {words}, as line {number} says, where a head has no unit "
                    "of its own",
                )
            )
        return found


def find_header(rows: Grid, known: Known, *, whole: bool = True) -> Header | None:
    """The header among the first rows of a table, None where all are blank.

    ``known`` says of a text whether it means anything as a head, ``whole`` that ``rows`` is all
    there is: only then may the table be one that lies on its side.
    """
    filled = [at for at, row in enumerate(rows[:_TITLES]) if any(cell.strip() for cell in row)]
    if not filled:
        return None
    hits = {at: sum(known(cell) for cell in rows[at]) for at in filled}
    column = _upright(rows, known, max(hits.values())) if whole else None
    if column is not None:
        at = next(index for index in filled if known(_cell(rows[index], column)))
        # The corner names what stands side by side, whatever it is called.
        start = next((i for i in filled if i < at and _is_corner(rows, i, column, at)), at)
        return Header(start, start, (), upright=column)
    best = _best(rows, filled, hits)
    first, last = _extent(rows, best)
    return _made(rows, first, last, known, plain=best == filled[0] and first == last)


def chosen_rows(text: str, rows: Grid, known: Known) -> Header:
    """The header where a person says it is: ``3``, ``2-3``, or the letter of a column.

    Raises ValueError for what is none of them, and for rows that there are not.
    """
    body = text.strip()
    if _LETTER.fullmatch(body):
        column = 0
        for letter in body.upper():
            column = column * 26 + ord(letter) - 64
        return Header(0, 0, (), upright=column - 1)
    found = _SPAN.fullmatch(body)
    if not found:
        raise ValueError(text)
    first, last = int(found[1]) - 1, int(found[2] or found[1]) - 1
    if not 0 <= first <= last < len(rows):
        raise ValueError(text)
    made = _made(rows, first, last, known, plain=True)
    return made if any(made.cells) else Header(first, last, made.cells, plain=True)


def turned(rows: Grid, header: Header) -> list[list[str]]:
    """The rows of a table that lies on its side, each head on top of its column."""
    column = header.upright or 0
    own = [list(row[column:]) for row in rows[header.first :] if any(c.strip() for c in row)]
    width = max(map(len, own), default=0)
    return [[row[at] if at < len(row) else "" for row in own] for at in range(width)]


def _made(rows: Grid, first: int, last: int, known: Known, *, plain: bool) -> Header:
    cells = joined_heads(rows[first : last + 1], known)
    skipped = next(
        (
            k
            for k, row in enumerate(rows[last + 1 :])
            if not (_counts(row) or _translates(cells, row, known))
        ),
        len(rows) - last - 1,
    )
    units, unit_row = _units(rows[:first])
    return Header(first, last, tuple(cells), skipped, units, unit_row, plain=plain)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _best(rows: Grid, filled: Sequence[int], hits: dict[int, int]) -> int:
    """The row with the most heads that are known. One alone is enough on the first row, and below
    rows that have fewer cells; where there is none, the first row as wide as those that follow."""
    most = max(hits.values())
    found = next(at for at in filled if hits[at] == most)
    if most >= 2 or (most == 1 and found == filled[0]):
        return found
    widths = [_filled(rows[at]) for at in filled]
    if most == 1 and all(width < _filled(rows[found]) for width in widths[: filled.index(found)]):
        return found
    usual = max(set(widths[1:] or widths), key=lambda width: (widths.count(width), width))
    if hits[filled[0]] or usual < 2:
        return filled[0]
    return next(at for at, width in zip(filled, widths, strict=True) if 2 * width > usual)


def _extent(rows: Grid, best: int) -> tuple[int, int]:
    """The first and last row of the heads of which ``best`` is one."""
    first = last = best
    while first and last - first + 1 < _DEEPEST and _covers(rows[first - 1], rows[first]):
        first -= 1
    while last - first + 1 < _DEEPEST and last + 1 < len(rows):
        if not _belongs(rows[first : last + 1], rows[last + 1]):
            break
        last += 1
    return first, last


def _covers(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row of groups stands above a row of heads: it has heads where that has none."""
    if _filled(above) < 2 or any(is_numeric(cell) or "：" in cell for cell in above):
        return False
    return any(cell.strip() and not _cell(row, at) for at, cell in enumerate(above))


def _belongs(heads: Grid, row: Sequence[str]) -> bool:
    """Whether a row goes on with the heads above it: it has texts below a group's blank cells, and
    none below the first head; or nothing but units."""
    cells = [cell.strip() for cell in row]
    texts = [cell for cell in cells if cell]
    if not texts or any(is_numeric(cell) for cell in texts):
        return False
    above = heads[-1]
    start = next((at for at in range(len(cells)) if any(_cell(h, at) for h in heads)), 0)
    lead = _cell(row, start)
    if all(unit_words(text) for text in texts if text != lead) and len(texts) > bool(lead):
        return lead in ("", "单位", "计量单位") or bool(unit_words(lead))
    if lead and lead not in (_cell(one, start) for one in heads):
        return False
    spanned = any(
        cell and not _cell(above, at) and any(_cell(above, k) for k in range(at))
        for at, cell in enumerate(cells)
    )
    return spanned and len(texts) >= 2


def _counts(row: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3, (1) (2) (3), 甲 乙 1 2."""
    cells = [re.sub(r"[()（）\s]", "", cell).casefold() for cell in row]
    cells = [cell.removesuffix(".0") for cell in cells if cell]
    at = 0
    while at < len(cells) and cells[at] in _COUNTERS:
        at += 1
    numbers = cells[at:]
    if len(cells) < 3 and not (at and numbers):
        return False
    return numbers == [str(number) for number in range(1, len(numbers) + 1)] and len(cells) >= 3


def _translates(cells: Sequence[str], row: Sequence[str], known: Known) -> bool:
    """Whether a row says the heads again in English."""
    own = [(head, _cell(row, at)) for at, head in enumerate(cells)]
    both = [text for head, text in own if text and not head.isascii()]
    worded = all(text.isascii() and re.search("[A-Za-z]{2}", text) for text in both)
    again = len(both) >= 2 and len(both) == _filled(row)
    return worded and again and any(known(text) for text in both)


def _units(above: Grid) -> tuple[tuple[str, ...], int]:
    """The units that the rows above the header name, and which row does."""
    for at, row in enumerate(above):
        for cell in row:
            for found in _UNIT.finditer(cell):
                words = [word for word in re.split(r"[、，,/\s]+", found[1].strip()) if word]
                if words and all(unit_words(word) for word in words):
                    scaled = [word for word in words if word[0] in "百千万亿"]
                    if scaled:
                        return tuple(scaled), at
    return (), 0


def _upright(rows: Grid, known: Known, most: int) -> int | None:
    """The column that holds the heads of a table on its side: two or more that are known, each
    once, and more than any row has."""
    width = max(map(len, rows))
    for column in range(min(2, width)):
        heads = [_cell(row, column) for row in rows]
        found = [head for head in heads if known(head)]
        # One head is enough below a corner that says so, where no row has any.
        least = 1 if not most and any(_cell(row, column) in _CORNERS[1:] for row in rows) else 2
        if len(found) < least or len(set(found)) < len(found) or len(found) <= most:
            continue
        return column
    return None


def _is_corner(rows: Grid, at: int, column: int, head: int) -> bool:
    row = rows[at]
    return (
        _cell(row, column) in _CORNERS
        and _filled(row) >= 2
        and any(cell.strip() for cell in row[column + 1 :])
        and _filled(row) >= _filled(rows[head]) - 1
    )


def _lying() -> str:
    return said(
        "表是横排的：栏名在第一列，每一列是一个社区（行号按列计；--header 1 可改回）",
        "the heads stand in the first column, so each column was read as a community (lines are "
        "counted by columns; --header 1 reads it the other way)",
    )


def _placed(first: int, last: int, cells: Sequence[str]) -> str:
    where = str(first) if first == last else f"{first}-{last}"
    shown = [cell for cell in cells if "/" in cell][:6]
    listed = said("：", ", as ") + "、".join(shown) if shown and first != last else ""
    lines = f"line {where} was" if first == last else f"lines {where} were"
    return said(
        f"表头取第{where}行{listed}（可用 --header 另行指定）",
        f"{lines} taken for the header{listed} (choose with --header)",
    )
