"""Heads on several rows, joined into one for each column: 运转经费 over 应拨, 实拨.

A group's text counts for the blank cells to its right. What is due (应拨) is not what there is
(实拨): a head of what is due keeps both texts, and so means nothing; one of what there is, of the
whole, or of a unit, means what its group means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ...quantity import halfwidth
from .marks import visible

__all__ = ["head_key", "head_meaning", "is_numeric", "joined_heads", "levels_of", "unit_words"]

_NUMBER = re.compile(r"[+-]?[\d０-９][\d０-９.,，．]*%?")
_UNITS = re.compile(
    r"[(（\[]?([百千万亿]*(?:元|人|户|个|名|平方米|㎡|平米|次|项|支|家|栋|所)(?:/[年月人])?|%|％)[)）\]]?"
)
# What a head below a group may say without changing what the group means.
_PRESENT = re.compile(
    r"(?:实(?:际|有|配|拨|发|到|付|支)?|已(?:拨|配|到位|发放?)|现有|到位|在岗|完成)"
    r"(?:人?数|金额|数额|数量|拨付|到位|经费)?|拨付|拨付数|"
    r"合计|小计|总计|总数|计|人数|户数|金额|数额|数量|数"
)


@lru_cache(2000)
def head_key(text: str) -> str:
    """A head as it is looked up: whatever its case, width, white space and unseen marks."""
    return re.sub(r"[\s_\-]+", "", halfwidth(visible(text)).casefold())


def is_numeric(cell: str) -> bool:
    """Whether a cell is a bare number."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def unit_words(text: str) -> str:
    """The unit that a text is, without brackets; "" where it is none."""
    found = _UNITS.fullmatch(text.strip())
    return found[1] if found else ""


def joined_heads(rows: Sequence[Sequence[str]], known: Callable[[str], bool]) -> list[str]:
    """A text for each column: its own head, and the group's before it, where that is not plain."""
    width = max(map(len, rows))
    if len(rows) == 1:
        return [cell.strip() for cell in rows[0]]
    levels: list[list[str]] = []
    for depth, row in enumerate(rows):
        texts, group, begun = [], "", -1
        for at in range(width):
            cell = row[at].strip() if at < len(row) else ""
            if cell:
                group, begun = cell, at
            # A group ends where one above it does.
            elif begun >= 0 and any(level[at] != level[begun] for level in levels):
                group = ""
            spans = depth < len(rows) - 1 and _goes_on(rows[depth + 1 :], at)
            texts.append(cell or (group if spans else ""))
        levels.append(texts)
    return [_joined([level[at] for level in levels], known) for at in range(width)]


def _goes_on(below: Sequence[Sequence[str]], at: int) -> bool:
    return any(at < len(row) and row[at].strip() for row in below)


def _joined(parts: Sequence[str], known: Callable[[str], bool]) -> str:
    words: list[str] = []
    for part in parts:
        text = "".join(part.split())
        if text and text not in words:
            words.append(text)
    if len(words) < 2:
        return words[0] if words else ""
    *groups, last = words
    if unit := unit_words(last):
        return f"{'/'.join(groups)}（{unit}）"
    # A head that says enough by itself needs no group that says nothing.
    if known(last) and not any(known(group) for group in groups) and not _PRESENT.fullmatch(last):
        return last
    return "/".join(words)


def levels_of(head: str) -> list[str]:
    """The texts of a joined head, the outer before the inner; a slash in brackets is a unit's."""
    return re.split(r"/(?![^(（\[【]*[)）\]】])", head)


def head_meaning(head: str, known: Callable[[str], bool]) -> str:
    """The text by which a joined head is understood; "" where it means nothing known."""
    *groups, last = levels_of(head)
    if not groups:
        return head
    bare = re.sub(r"[(（\[].*[)）\]]$", "", last).strip()
    if _PRESENT.fullmatch(bare):
        named = next((group for group in reversed(groups) if known(group)), "")
        if named:
            return named + last[len(bare) :]
        return last if known(last) else ""
    return "" if any(known(group) for group in groups) and not known(last) else last
