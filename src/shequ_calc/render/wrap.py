"""Text laid out in terminal cells: a Chinese character takes two of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["cells", "clean", "pad", "wrap"]

_NEVER_FIRST = set("，。；：、！？）》」』】〉〕”’％,.;:!?)]}%")
_NEVER_LAST = set("（《「『【〈〔“‘([{")
_HELD = ("≥ ", "≤ ")  # a bound stays with its number
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]+"
)


def clean(text: str) -> str:
    """``text`` without control characters, and without those that no document may hold: a cell of a
    table must not steer the terminal."""
    return _CONTROL.sub(" ", text)


def cells(text: str) -> int:
    """How many terminal cells ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``width`` cells, on the left when it is to stand right."""
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells.

    A line breaks at a space or beside a Chinese character, never before closing punctuation or
    after opening; a word longer than the line is broken.
    """
    width = max(width, 2)
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if cells(line + piece.rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while cells(line.rstrip()) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _head(text: str, width: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += _cell(char)
        if taken > width:
            return text[: max(index, 1)]
    return text


def _pieces(text: str) -> Iterable[str]:
    """The stretches between which a line may break, each with the space that follows it."""
    piece = ""
    for char in text:
        if piece and _breaks(piece[-1], char) and not piece.endswith(_HELD):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _breaks(before: str, after: str) -> bool:
    if after == " " or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return before in " /" or _cell(before) == 2 or _cell(after) == 2
