"""A small spreadsheet: recomputes the formulas of a workbook as a spreadsheet program would.

Numbers are floats, as they are there; a blank cell is nought in sums and none in tests; an error
spreads through whatever uses it. It knows the functions that the workbooks of this project use,
and raises KeyError for any other.
"""

from __future__ import annotations

import datetime
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries

ERROR = "#VALUE!"
_ZERO = datetime.datetime(1899, 12, 30)


class Broken(Exception):
    """A value that is an error."""


class Workbook:
    """The sheets of a file; ``put`` changes a cell, ``value`` recomputes one. What another program
    has ``computed`` is taken as it is."""

    def __init__(self, path: Path, *, computed: bool = False) -> None:
        kept = openpyxl.load_workbook(path, data_only=True)
        book = kept if computed else openpyxl.load_workbook(path)
        self.save = book.save
        self.sheets = {sheet.title: sheet for sheet in book.worksheets}
        self._kept = {sheet.title: sheet for sheet in kept.worksheets}
        self._known: dict[tuple[str, int, int], Any] = {}

    def put(self, sheet: str, cell: str, value: Any) -> None:
        self.sheets[sheet][cell].value = value
        self._known.clear()

    def kept(self, sheet: str, cell: str) -> Any:
        """The value that the file itself says a cell has."""
        return _plain(self._kept[sheet][cell].value)

    def value(self, sheet: str, cell: str) -> Any:
        """What a cell comes to; None for a blank, ERROR for an error."""
        column, row, *_ = range_boundaries(cell)
        try:
            return self._at(sheet, column, row)
        except Broken:
            return ERROR

    def formulas(self) -> list[tuple[str, str, str]]:
        """Sheet, cell and text of every formula."""
        return [
            (name, cell.coordinate, cell.value)
            for name, sheet in self.sheets.items()
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]

    def _at(self, sheet: str, column: int, row: int) -> Any:
        key = sheet, column, row
        if key not in self._known:
            cell = self.sheets[sheet].cell(row, column)
            if cell.data_type == "f":
                try:
                    self._known[key] = _Evaluation(self, sheet, _tokens(cell.value)).whole()
                except Broken as err:
                    self._known[key] = err
            else:
                self._known[key] = _plain(cell.value)
        if isinstance(self._known[key], Broken):
            raise Broken
        return self._known[key]

    def span(self, sheet: str, ref: str) -> list[Any]:
        left, top, right, bottom = range_boundaries(ref.replace("$", ""))
        cells = [(c, r) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        return [self._at(sheet, column, row) for column, row in cells]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return float((value - _ZERO).days)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


@lru_cache(None)
def _tokens(formula: str) -> tuple[Token, ...]:
    return tuple(one for one in Tokenizer(formula).items if one.type != Token.WSPACE)


_LEVELS: tuple[tuple[str, ...], ...] = (("<=", ">=", "<", ">", "="), ("&",), ("+", "-"), ("*", "/"))


class _Evaluation:
    def __init__(self, book: Workbook, sheet: str, tokens: tuple[Token, ...]) -> None:
        self.book, self.sheet, self.tokens, self.at = book, sheet, tokens, 0

    def whole(self) -> Any:
        found = self._level(0, wanted=True)
        assert self.at == len(self.tokens), self.tokens[self.at].value
        return found

    def _peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _level(self, level: int, wanted: bool) -> Any:
        if level == len(_LEVELS):
            return self._primary(wanted)
        left = self._level(level + 1, wanted)
        while (token := self._peek()) and token.type == Token.OP_IN:
            if token.value not in _LEVELS[level]:
                break
            self.at += 1
            right = self._level(level + 1, wanted)
            left = _operate(token.value, left, right) if wanted else None
        return left

    def _primary(self, wanted: bool) -> Any:
        token = self.tokens[self.at]
        self.at += 1
        if token.type == Token.OP_PRE:
            value = self._primary(wanted)
            return -_number(value) if wanted else None
        if token.type == Token.PAREN:
            value = self._level(0, wanted)
            self.at += 1
            return value
        if token.type == Token.FUNC:
            return self._call(token.value[:-1], wanted)
        return self._operand(token) if wanted else None

    def _operand(self, token: Token) -> Any:
        if token.subtype == Token.NUMBER:
            return float(token.value)
        if token.subtype == Token.TEXT:
            return token.value[1:-1].replace('""', '"')
        if token.subtype == Token.LOGICAL:
            return token.value == "TRUE"
        sheet, _, ref = token.value.rpartition("!")
        sheet = sheet.strip("'") or self.sheet
        if ":" in ref:
            return self.book.span(sheet, ref)
        column, row, *_ = range_boundaries(ref.replace("$", ""))
        return self.book._at(sheet, column, row)

    def _call(self, name: str, wanted: bool) -> Any:
        """The arguments of a function are looked at only where they count."""
        args: list[Any] = []
        while True:
            needed = wanted and (name != "IF" or len(args) == 0 or _chosen(args) == len(args))
            start = self.at
            try:
                args.append(self._level(0, needed))
            except Broken as err:
                if name not in ("IF", "ISNUMBER"):
                    raise
                self.at = start
                self._skip()
                args.append(err)
            token = self.tokens[self.at]
            self.at += 1
            if token.type == Token.FUNC:
                break
        if not wanted:
            return None
        if name == "IF":
            found = args[0] if isinstance(args[0], Broken) else args[_chosen(args)]
            if isinstance(found, Broken):
                raise found
            return found
        return _FUNCTIONS[name](*args)

    def _skip(self) -> None:
        """To the end of an argument that broke."""
        depth = 0
        while True:
            token = self.tokens[self.at]
            if depth == 0 and (token.type == Token.SEP or token.subtype == Token.CLOSE):
                return
            depth += (token.subtype == Token.OPEN) - (token.subtype == Token.CLOSE)
            self.at += 1


def _chosen(args: list[Any]) -> int:
    return 1 if not isinstance(args[0], Broken) and _truth(args[0]) else 2


def _number(value: Any) -> float:
    if isinstance(value, str):
        raise Broken
    return float(value or 0)


def _text(value: Any) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return "" if value is None else str(value)


def _truth(value: Any) -> bool:
    if isinstance(value, str):
        raise Broken
    return bool(value)


def _operate(sign: str, left: Any, right: Any) -> Any:
    match sign:
        case "&":
            return _text(left) + _text(right)
        case "+":
            return _number(left) + _number(right)
        case "-":
            return _number(left) - _number(right)
        case "*":
            return _number(left) * _number(right)
        case "/":
            return _number(left) / _number(right)
    a, b = _order(left, right), _order(right, left)
    return {"=": a == b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]


def _order(value: Any, other: Any) -> tuple[int, Any]:
    """Numbers stand before texts, and texts before truth values."""
    if value is None:
        value = "" if isinstance(other, str) else 0.0
    kind = 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0
    return kind, value.casefold() if isinstance(value, str) else value


def _round(value: Any, places: Any) -> float:
    step = Decimal(1).scaleb(-int(places))
    return float(Decimal(repr(_number(value))).quantize(step, ROUND_HALF_UP))


def _match(wanted: Any, among: list[Any], _: Any) -> float:
    pattern = ""
    for part in re.findall(r"~[*?~]|[*?]|[^*?]", _text(wanted)):
        pattern += {"*": ".*", "?": "."}.get(part, re.escape(part.removeprefix("~")))
    for index, value in enumerate(among, 1):
        if isinstance(value, str) and re.fullmatch(pattern, value, re.IGNORECASE):
            return float(index)
    raise Broken


def _day(serial: Any) -> datetime.datetime:
    return _ZERO + datetime.timedelta(days=int(_number(serial)))


_FUNCTIONS: dict[str, Any] = {
    "AND": lambda *args: all(list(map(_truth, args))),
    "OR": lambda *args: any(list(map(_truth, args))),
    "NOT": lambda arg: not _truth(arg),
    "INT": lambda arg: float(math.floor(_number(arg))),
    "MIN": lambda *args: min(map(_number, args)),
    "MAX": lambda *args: max(map(_number, args)),
    "ABS": lambda arg: abs(_number(arg)),
    "MOD": lambda a, b: _number(a) % _number(b),
    "ROUND": _round,
    "ISNUMBER": lambda arg: isinstance(arg, float),
    "LEN": lambda arg: float(len(_text(arg))),
    "TRIM": lambda arg: " ".join(_text(arg).split()),
    "SUBSTITUTE": lambda text, old, new: _text(text).replace(old, new),
    "MATCH": _match,
    "INDEX": lambda among, at: among[int(at) - 1],
    "YEAR": lambda arg: float(_day(arg).year),
    "MONTH": lambda arg: float(_day(arg).month),
    "DAY": lambda arg: float(_day(arg).day),
    "DATE": lambda y, m, d: float((datetime.datetime(int(y), int(m), int(d)) - _ZERO).days),
}
