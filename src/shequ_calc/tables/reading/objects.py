"""JSON and JSON Lines: an object a row, its values as the texts they are written as."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...language import said
from ..layout.marks import visible
from ..layout.rows import FEW, Rows, Source
from .encoding import TextFile
from .errors import TableError, no_sheet
from .grids import Grid, GridRows, Layout

if TYPE_CHECKING:
    import polars as pl

__all__ = ["JsonLines", "json_rows"]


_DEEPEST = 8  # objects inside one another that are looked through for a list
_AGAIN = "\0"  # what sets a key apart that stands in its object already


def _loads(text: str) -> Any:
    """The value of a JSON text, its numbers as texts, so that no digit is lost; and no key lost
    that stands twice."""
    return json.loads(
        text,
        parse_int=_Number,
        parse_float=_Number,
        parse_constant=_Number,
        object_pairs_hook=_all_pairs,
    )


class _Number(str):
    """The text of a number: what stands around a list as one is of the list, not of its rows."""

    __slots__ = ()


def _all_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = {}
    for key, value in pairs:
        times = sum(one.rstrip(_AGAIN) == key for one in found)
        found[key + _AGAIN * times] = value
    return found


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return visible(value)
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(map(_cell, value))
    return json.dumps(value, ensure_ascii=False)


class _Objects:
    """What rows of objects have in common: heads that are the keys of all."""

    units: tuple[str, ...] = ()
    hints: list[str]

    def _keyed(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)
        self.header = [visible(key.rstrip(_AGAIN)) for key in self._keys]

    def _cells(self, found: Mapping[str, Any]) -> list[str]:
        return [_cell(found.get(key)) for key in self._keys]


def json_rows(text: TextFile, known: Callable[[str], bool], layout: Layout) -> Source:
    """The rows of a JSON text: an array of objects or of arrays, wherever in it they stand, or one
    object. ``known`` says of a key whether it means anything: texts that an object has around its
    list hold for each of its rows.

    Raises TableError where there is no table, or more than one.
    """
    try:
        found = _loads(_whole(text))
    except (ValueError, RecursionError) as err:
        raise TableError(_broken(err)) from None
    listed = _Lists(known, layout.sheet)
    listed.look(found, "", {}, 0)
    rows = listed.chosen()
    if rows is None and isinstance(found, dict):
        rows = [found]
    if rows and all(isinstance(one, list) for one in rows):
        width = max(map(len, rows))
        cells = [[*map(_cell, one), *[""] * (width - len(one))] for one in rows]
        return GridRows([Grid("", cells)], known, layout)
    if rows is None or not any(isinstance(one, dict) for one in rows):
        raise TableError(
            said(
                'JSON 里没有表格；应为由对象组成的数组，例如 [{"城市": "昆明"}]',
                'no table in the JSON; give an array of objects, as [{"city": "Kunming"}]',
            )
        )
    return _JsonRows(rows)


class _Lists:
    """The lists of rows in a JSON value by the key they stand under."""

    def __init__(self, known: Callable[[str], bool], name: str | None) -> None:
        self._known, self._name = known, name
        self._found: dict[str, list[Any]] = {}

    def look(self, value: Any, key: str, around: dict[str, Any], depth: int) -> None:
        """Look through a value that stands under ``key``, inside objects that say ``around``."""
        if depth > _DEEPEST:
            return
        if isinstance(value, dict):
            own = {k: v for k, v in value.items() if type(v) is str and self._known(k)}
            for name, inner in value.items():
                if isinstance(inner, (dict, list)):
                    self.look(inner, name, {**around, **own}, depth + 1)
        elif _are_rows(value):
            if self._around(value):
                for one in value:
                    self.look(one, key, around, depth + 1)
                return
            rows = [_row(one, around) for one in value]
            self._found.setdefault(key, []).extend(rows)

    def _around(self, rows: list[Any]) -> bool:
        """Whether rows only say what is around lists of their own, and the rows of those more."""
        own = [one for one in rows if isinstance(one, dict)]
        inner = {k: v for one in own for k, v in one.items() if _are_rows(v)}
        if len(inner) != 1:
            return False
        (inside,) = inner.values()
        heads = {k for one in own for k, v in one.items() if not _nested(v)}
        keys = {k for one in inside if isinstance(one, dict) for k in one}
        return sum(map(self._known, keys)) > sum(map(self._known, heads))

    def chosen(self) -> list[Any] | None:
        """The only list, or the one that is named; None where there is none."""
        if self._name is not None and self._name not in self._found:
            raise TableError(no_sheet(self._name, list(self._found)))
        if self._name is not None:
            return self._found[self._name]
        if len(self._found) > 1:
            names = ", ".join(self._found)
            raise TableError(
                said(
                    f"JSON 里有多个列表：{names}；请用 --sheet 名称 选择",
                    f"the JSON has several lists: {names}; choose with --sheet NAME",
                )
            )
        return next(iter(self._found.values()), None)


def _nested(value: Any) -> bool:
    return isinstance(value, (dict, list))


def _are_rows(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    if any(isinstance(one, dict) for one in value):
        return True
    return len(value) > 1 and all(
        isinstance(one, list) and one and not any(map(_nested, one)) for one in value
    )


def _row(one: Any, around: Mapping[str, Any]) -> Any:
    if not isinstance(one, dict):
        return one
    about = one.get("properties")
    if one.get("type") == "Feature" and isinstance(about, dict):  # of GeoJSON
        one = about
    return {**around, **one}


def _broken(err: Exception) -> str:
    where = zh = ""
    if isinstance(err, json.JSONDecodeError):
        where, zh = f" in line {err.lineno}, column {err.colno}", f"第{err.lineno}行第{err.colno}列"
    return said(
        f"不是 JSON{zh and '：' + zh + '读不下去'}；请从来源重新导出，或另存为 .csv",
        f"not JSON: it breaks off{where}; export it anew, or save it as .csv",
    )


class _JsonRows(_Objects):
    """Objects that are held as a whole."""

    def __init__(self, rows: list[Any]) -> None:
        self._found = rows
        self.hints = []
        self._keyed(dict.fromkeys(key for one in rows if isinstance(one, dict) for key in one))
        self.total: int | None = len(rows)
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
                rows.add(self._cells(one), self._read)
            else:
                rows.fault([_cell(one)[:200]], self._read, _no_object())
            if len(rows) >= min(size, FEW):
                yield rows.frame()
        if len(rows):
            yield rows.frame()


class JsonLines(_Objects):
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
        self.hints = []
        self._keyed(keys)

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
                rows.add(self._cells(found), number)
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


def _no_object() -> str:
    return said("这一行不是 JSON 对象", "the row is no JSON object")
