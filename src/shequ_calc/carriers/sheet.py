"""The sheet carrier: the steps of a program as formulas of a spreadsheet.

A spreadsheet has nothing but floating-point numbers. Whole numbers up to 2 to the 53rd are exact in
them, and so is everything that these formulas do with them: they add, multiply, compare, and round
quotients of whole numbers down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from .program import OverflowRisk, Step

__all__ = ["LIMIT", "Formulas", "live_steps"]

LIMIT = 2**53
_LONGEST = 240  # characters; what would be longer is put into a cell of its own
_DEEPEST = 12  # functions inside each other; spreadsheets allow 64
_ATOM, _TIMES, _PLUS, _COMPARED = range(4)  # how tightly a text holds together
_INFIX = {
    "add": ("+", _PLUS),
    "plus": ("+", _PLUS),
    "sub": ("-", _PLUS),
    "from": ("-", _PLUS),
    "mul": ("*", _TIMES),
    "times": ("*", _TIMES),
    "le": ("<=", _COMPARED),
    "lt": ("<", _COMPARED),
    "ge": (">=", _COMPARED),
    "gt": (">", _COMPARED),
    "eq": ("=", _COMPARED),
}
_JOINED = {"and": "AND", "or": "OR", "min": "MIN", "max": "MAX"}


class _Text:
    """The text of a step: how tightly it holds together, how deep it goes, and, where it joins
    several, what it joins."""

    __slots__ = ("deep", "hold", "joins", "text")

    def __init__(self, text: str, hold: int = _ATOM, deep: int = 0) -> None:
        self.text = text
        self.hold = hold
        self.deep = deep
        self.joins: tuple[str, tuple[_Text, ...]] = ("", ())


class Formulas:
    """Formulas for steps. What several use, and what would be too long, has a cell of its own.

    ``column`` gives the reference to a column of the data by its name, ``cell`` the reference to
    the cell of a step. ``cells`` holds the formulas of those that have one, by their indices.
    """

    def __init__(
        self, roots: Sequence[Step], column: Callable[[str], str], cell: Callable[[Step], str]
    ) -> None:
        self.cells: dict[int, str] = {}
        self._column, self._cell = column, cell
        self._texts: dict[int, _Text] = {}
        live = live_steps(roots)
        uses: dict[int, int] = {}
        for one in [*roots, *(inner for step in live for inner in _inner(step))]:
            uses[one.index] = uses.get(one.index, 0) + 1
        for step in live:
            if max(step.most, -step.least) > LIMIT:
                raise OverflowRisk(f"{step.op} can reach {max(step.most, -step.least):,}")
            made = self._made(step)
            if step.op != "column" and (
                uses[step.index] > 1 or len(made.text) > _LONGEST or made.deep > _DEEPEST
            ):
                self.cells[step.index] = made.text
                made = _Text(cell(step))
            self._texts[step.index] = made

    def text(self, root: Step, per: int = 1) -> str:
        """The formula of a root, divided by ``per``, without its sign of equality."""
        found = self._texts[root.index]
        return found.text if per == 1 else f"{_bracketed(found, _TIMES)}/{per}"

    def _made(self, step: Step) -> _Text:
        if step.op == "column":
            return _Text(self._column(step.args[0]))
        lifted = _lifted(step)
        if lifted is not None:
            x, k, by = lifted
            return _quotient(_shifted(self._texts[x.index], k), by)
        args = [
            self._texts[arg.index] if isinstance(arg, Step) else _Text(_constant(arg))
            for arg in step.args
        ]
        match step.op:
            case "from":
                # The number stands first, unlike in the others with a number.
                return _infix(step.op, args)
            case "plus":
                return _shifted(args[0], step.args[1])
            case op if op in _INFIX:
                return _infix(op, args)
            case op if op in _JOINED:
                return _joined(op, args)
            case "div":
                return _quotient(args[0], step.args[1])
            case "not":
                return _call("NOT", args)
            case "case":
                return _call("IF", args)
            case "bit":
                return _call("IF", [args[0], _Text("1"), _Text("0")])
        raise ValueError(f"no formula for {step.op}")


def live_steps(roots: Iterable[Step]) -> list[Step]:
    """The roots and what they are made from here, each after what it is made from."""
    found: dict[int, Step] = {}
    waiting = list(roots)
    while waiting:
        step = waiting.pop()
        if step.index not in found:
            found[step.index] = step
            waiting += _inner(step)
    return [found[index] for index in sorted(found)]


def _lifted(step: Step) -> tuple[Step, int, int] | None:
    """What ``(x + k) // by - l`` is to a spreadsheet, whose INT rounds down on either side of
    nought: x, k less l times by, and by. Columns are lifted above nought before they divide."""
    if step.op != "plus" or not isinstance(step.args[0], Step) or step.args[0].op != "div":
        return None
    inner, by = step.args[0].args
    if inner.op != "plus":
        return None
    return inner.args[0], inner.args[1] + step.args[1] * by, by


def _inner(step: Step) -> list[Step]:
    lifted = _lifted(step)
    return [lifted[0]] if lifted is not None else list(step.inner)


def _shifted(text: _Text, by: int) -> _Text:
    if by == 0:
        return text
    return _infix("plus" if by > 0 else "sub", [text, _Text(str(abs(by)))])


def _quotient(text: _Text, by: int) -> _Text:
    return _call("INT", [_Text(f"{_bracketed(text, _TIMES)}/{by}", _TIMES, text.deep)])


def _constant(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)


def _bracketed(text: _Text, most: int) -> str:
    return text.text if text.hold <= most else f"({text.text})"


def _infix(op: str, args: Sequence[_Text]) -> _Text:
    sign, hold = _INFIX[op]
    left, right = args
    # Of two that hold alike the second keeps its brackets: a-(b-c) is not a-b-c.
    after = hold if op in ("add", "plus", "mul", "times") else hold - 1
    text = f"{_bracketed(left, min(hold, _PLUS))}{sign}{_bracketed(right, after)}"
    return _Text(text, hold, max(left.deep, right.deep))


def _joined(op: str, args: Sequence[_Text]) -> _Text:
    parts: list[_Text] = []
    for arg in args:
        same, inner = arg.joins
        parts += inner if same == op else (arg,)
    # What is joined twice says no more than what is joined once.
    parts = list({part.text: part for part in parts}.values())
    if len(parts) == 1:
        return parts[0]
    found = _call(_JOINED[op], parts)
    found.joins = (op, tuple(parts))
    return found


def _call(name: str, args: Sequence[_Text]) -> _Text:
    text = f"{name}({','.join(arg.text for arg in args)})"
    return _Text(text, _ATOM, 1 + max(arg.deep for arg in args))
