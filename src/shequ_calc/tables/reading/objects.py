"""JSON and JSON Lines: an object a row, its values as the texts they are written as."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...language import said
from .encoding import TextFile
from .errors import TableError
from .rows import FEW, Rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["JsonLines", "JsonRows"]


def _loads(text: str) -> Any:
    """The value of a JSON text, its numbers as texts, so that no digit is lost."""
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(map(_cell, value))
    return json.dumps(value, ensure_ascii=False)


def _cells(found: dict[str, Any], header: Sequence[str]) -> list[str]:
    return [_cell(found.get(name)) for name in header]


class JsonRows:
    """A JSON array of objects, an object that holds one, or one object. Read as a whole.

    Raises TableError where it is none of them.
    """

    def __init__(self, text: TextFile) -> None:
        try:
            found = _loads(_whole(text))
        except (ValueError, RecursionError) as err:
            at = f" ({err})" if isinstance(err, json.JSONDecodeError) else ""
            raise TableError(said(f"不是 JSON{at}", f"not JSON{at}")) from None
        if isinstance(found, dict):
            lists = [value for value in found.values() if _holds_objects(value)]
            found = lists[0] if len(lists) == 1 else [found]
        if not isinstance(found, list) or not any(isinstance(one, dict) for one in found):
            raise TableError(
                said(
                    'JSON 里没有表格；应为由对象组成的数组，例如 [{"城市": "昆明"}]',
                    'no table in the JSON; give an array of objects, as [{"city": "Kunming"}]',
                )
            )
        self._found = found
        self.header = list(
            dict.fromkeys(key for one in found if isinstance(one, dict) for key in one)
        )
        self.total: int | None = len(found)
        self._read = 0

    def share(self) -> float | None:
        """How many of the objects have been read."""
        return self._read / max(1, len(self._found))

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The objects, ``size`` at a time."""
        rows = Rows(names)
        self._read = 0
        for one in self._found:
            self._read += 1
            if isinstance(one, dict):
                rows.add(_cells(one, self.header), self._read)
            else:
                rows.fault([_cell(one)[:200]], self._read, _no_object())
            if len(rows) >= min(size, FEW):
                yield rows.frame()
        if len(rows):
            yield rows.frame()


class JsonLines:
    """An object a line. The first pass finds the keys, the second reads the rows."""

    total: int | None = None

    def __init__(self, text: TextFile) -> None:
        self._text = text
        self._at = text.start
        keys: dict[str, None] = {}
        any_line = False
        for _, line in _lines(text):
            any_line = True
            if isinstance(found := _object(line), dict):
                keys.update(dict.fromkeys(found))
        if not keys:
            raise TableError(
                said("没有一行是 JSON 对象", "no line is a JSON object")
                if any_line
                else said("表是空的", "the table is empty")
            )
        self.header = list(keys)

    def share(self) -> float | None:
        """How many of the bytes have been read."""
        return self._at / max(1, self._text.size)

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The lines, ``size`` at a time."""
        rows = Rows(names)
        self._at = self._text.start
        for number, line in _lines(self._text):
            self._at += len(line)
            found = _object(line)
            if isinstance(found, dict):
                rows.add(_cells(found, self.header), number)
            else:
                rows.fault([line.decode("utf-8", "replace").strip()[:200]], number, found)
            if len(rows) >= min(size, FEW):
                yield rows.frame()
        if len(rows):
            yield rows.frame()


def _lines(text: TextFile) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    with open(text.path, "rb") as binary:
        binary.seek(text.start)
        for number, line in enumerate(binary, 1):
            if line.strip():
                yield number, line


def _object(line: bytes) -> dict[str, Any] | str:
    """The object on a line, or why there is none."""
    try:
        found = _loads(line.decode())
    except (ValueError, RecursionError):
        return said("这一行不是 JSON", "the line is not JSON")
    return found if isinstance(found, dict) else _no_object()


def _whole(text: TextFile) -> str:
    with open(text.path, "rb") as binary:
        binary.seek(text.start)
        return binary.read().decode()


def _holds_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _no_object() -> str:
    return said("这一行不是 JSON 对象", "the row is no JSON object")
