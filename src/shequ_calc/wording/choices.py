"""Tables, cases, readings, facts about persons, and conditions in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..language import joined, said
from ..measures import LEVELS, span
from ..quantity import UNITS, Unit, exact_text
from ..rules import nodes as r
from .phrasebook import RATIO, TIMES
from .writer import FACTOR, NO_UNIT, Lines, Writer, annotated, indent, plain

__all__ = ["CHOICES", "CONDITIONS", "edges", "oriented"]

_DATE = UNITS["date"]
_NUMERALS = (
    ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九"),
    ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
)
_ORDER = ("一", "二", "三", "四", "五", "六", "七", "八", "九")
_TURNED = {"<=": ">=", "<": ">", "==": "==", ">=": "<=", ">": "<", "!=": "!="}
_NEGATED = {"<=": ">", "<": ">=", "==": "!="}


def _brackets(w: Writer, node: r.Brackets, unit: Unit) -> Lines:
    of = w.unit_of(node.of)
    unit = _alike(unit, (row.rule for row in node.rows))
    lines = [w.say("by", x=w.operand(node.of))]
    for row in node.rows:
        lines += indent(w.row(edges(w, row, of), w.rule(row.rule, unit)))
    return annotated(lines, w.say("edges")) if node.doubt else lines


def edges(w: Writer, row: r.Bracket, unit: Unit | None) -> str:
    """From where to where a row reaches."""

    def figure(value: Any) -> str:
        return "" if value is None else w.figure(value, unit) if unit else exact_text(value)

    if row.low is not None and row.high is not None:
        if row.low == row.high:
            return figure(row.low)
        if row.low_in and row.high_in:
            return span(row.low, row.high, unit or RATIO)
    low = "" if row.low is None else "from" if row.low_in else "over"
    high = "" if row.high is None else "to" if row.high_in else "below"
    joined = low and high and not w.zh and row.low is not None
    first = exact_text(row.low) if joined and row.low is not None else figure(row.low)
    return w.say(f"{low}-{high}", a=first, b=figure(row.high), less=_less(unit))


def _less(unit: Unit | None) -> str:
    return "less" if unit is None or unit.id in LEVELS else "fewer"


def _alike(unit: Unit, arms: Iterable[r.Node]) -> Unit:
    """The unit in which the arms are said: where one is 1.4倍, another is 1倍 and no 100%."""
    more = (isinstance(one, r.Number) and one.value > 1 for one in arms)
    return FACTOR if unit == RATIO and any(more) else unit


def _case(w: Writer, node: r.Case, unit: Unit) -> Lines:
    options: dict[r.Rule, Lines] = {}
    unit = _alike(unit, r.children(node))
    for option, inner in node.cases:
        options.setdefault(inner, []).append(w.names.option_label(node.of, option))
    lines = [w.say("by", x=w.names.input_label(node.of))]
    for inner, labels in options.items():
        label = joined(labels)
        lines += indent(w.row(label, w.rule(inner, unit)))
    if node.otherwise is not None:
        lines += indent(w.row(w.say("other"), w.rule(node.otherwise, unit)))
    return lines


def _when(w: Writer, node: r.When, unit: Unit) -> Lines:
    branches = [(node.condition, node.then)]
    otherwise = node.otherwise
    while isinstance(otherwise, r.When):
        branches.append((otherwise.condition, otherwise.then))
        otherwise = otherwise.otherwise
    unit = _alike(unit, (*(value for _, value in branches), otherwise))
    lines = [(w.condition(test), w.rule(then, unit)) for test, then in branches]
    last = w.rule(otherwise, unit)
    if len(lines) == 1:
        ((test, then),) = lines
        if plain([test]) and plain(then) and plain(last):
            return [w.say("if-else", c=test, a=then[0], b=last[0])]
    rows = [row for test, then in lines for row in w.row(w.say("if", c=test), then)]
    return [w.say("depending"), *indent(rows), *indent(w.row(w.say("otherwise"), last))]


def _meant(w: Writer, node: r.Meant, unit: Unit) -> Lines:
    return [w.say("meant", c=w.condition(node.condition)), *w.rule(node.of, unit)]


def _readings(w: Writer, node: r.Readings, unit: Unit) -> Lines:
    count = len(node.options)
    number = said(*(numerals[count] for numerals in _NUMERALS)) if count < 10 else str(count)
    head = w.say("readings", n=number)
    options = []
    for i, (option, inner) in enumerate(node.options):
        index = _ORDER[i] if w.zh and i < 9 else str(i + 1)
        label = w.say("reading", i=index, label=w.names.reading_label(node.doubt, option))
        options.append((label, w.rule(inner, unit)))
    if all(plain(lines) for _, lines in options):
        shown = [w.row(label, lines)[0] for label, lines in options]
        return [head + w.say("colon-space") + w.say("semicolon").join(shown)]
    rows = [row for label, lines in options for row in w.row(label, lines)]
    return [head + w.say("colon"), *indent(rows)]


def _age(w: Writer, node: r.Age, _unit: Unit) -> Lines:
    born, at = (w.flat(w.rule(end, _DATE)) for end in (node.born, node.at))
    return [w.say(f"age-{node.grows}", born=born, at=at)]


def _count(w: Writer, node: r.Count, _unit: Unit) -> Lines:
    value = w.names.option_label(node.of, node.value)
    return [w.say("run" if node.run else "count", x=w.names.input_label(node.of), v=value)]


def _rank(w: Writer, node: r.Rank, _unit: Unit) -> Lines:
    label = w.names.input_label(node.of)
    if node.option:
        return [w.say("rank-of", x=label, v=w.names.option_label(node.of, node.option))]
    options = [w.names.option_label(node.of, option) for option in node.options]
    return [w.say("rank", x=label, o=said("、", " < ").join(options))]


# Conditions


def _compare(w: Writer, node: r.Compare) -> str:
    return _relation(w, *oriented(node))


def oriented(node: r.Compare, *, denied: bool = False) -> tuple[str, r.Rule, r.Rule]:
    """A comparison (or its denial) as it is said: its sign, and what it is about first."""
    op = _NEGATED[node.op] if denied else node.op
    if _weight(node.right) < _weight(node.left):
        return _TURNED[op], node.right, node.left
    return op, node.left, node.right


def _relation(w: Writer, op: str, left: r.Rule, right: r.Rule) -> str:
    match left, right:
        case r.Rank(of, ""), r.Rank(of=same, option=option) if of == same and option:
            named = w.names.option_label(of, option)
            return w.say(f"rank{op}", a=w.names.input_label(of), b=named)
        case r.Count(of, value, run), r.Number(number):
            times = w.say(f"n{op}", n=w.figure(number, TIMES))
            option = w.names.option_label(of, value)
            key = "counted-run" if run else "counted"
            return w.say(key, x=w.names.input_label(of), n=times, v=option)
    counted = any(isinstance(one, r.Steps | r.Rate) for one in (left, right))
    unit = w.unit_of(left) or w.unit_of(right) or (NO_UNIT if counted else RATIO)
    a, b = w.flat(w.rule(left, unit)), w.flat(w.rule(right, unit))
    full = isinstance(right, r.Number) and unit.id not in LEVELS and op in (">=", "<")
    subject = a
    if not w.zh and w.redundant(a, unit) and isinstance(right, r.Number) and op not in ("==", "!="):
        return w.say(op, a="", b=b, less=_less(unit)).strip()
    if not w.zh:
        subject = f"{a} {'are' if _plural(a) else 'is'}"
    return w.say(f"{op}-full" if full else op, a=subject, b=b, less=_less(unit))


def _plural(label: str) -> bool:
    """Whether an English label takes "are": its first noun phrase ends in s."""
    head = re.split(r" (?:of|in|\()", label, maxsplit=1)[0]
    return head.endswith("s") and not head.endswith("ss")


def _weight(node: r.Rule) -> int:
    """What a comparison is about comes first: facts, then what is worked out, then figures."""
    match node:
        case r.Rank(option=option):
            return 2 if option else 0
        case r.Input() | r.Ref() | r.Age() | r.Count():
            return 0
        case r.Number() | r.Between(r.Number(), r.Number()):
            return 2
    return 1


def _is_one_of(w: Writer, node: r.IsOneOf, key: str = "is") -> str:
    options = [w.names.option_label(node.of, option) for option in node.options]
    return w.say(key, a=w.names.input_label(node.of), b=w.together(options, "or"))


def _joined(w: Writer, parts: tuple[r.Condition, ...], key: str) -> str:
    texts = []
    for part in parts:
        text = w.condition(part)
        mixed = isinstance(part, (r.All, r.Any)) and len(part.of) > 1 and len(parts) > 1
        texts.append(w.say("brackets", x=text) if mixed else text)
    return w.say(key).join(texts)


def _all(w: Writer, node: r.All) -> str:
    return _joined(w, node.of, "all-and")


def _any(w: Writer, node: r.Any) -> str:
    return _joined(w, node.of, "any-or")


def _not(w: Writer, node: r.Not) -> str:
    match node.of:
        case r.Not(inner):
            return w.condition(inner)
        case r.Compare() as inner:
            return _relation(w, *oriented(inner, denied=True))
        case r.IsOneOf() as inner:
            return _is_one_of(w, inner, "is-not")
    return w.say("not", x=w.condition(node.of))


CHOICES: Mapping[type, Callable[[Writer, Any, Unit], Lines]] = {
    r.Brackets: _brackets,
    r.Case: _case,
    r.When: _when,
    r.Meant: _meant,
    r.Readings: _readings,
    r.Age: _age,
    r.Count: _count,
    r.Rank: _rank,
}
CONDITIONS: Mapping[type, Callable[[Writer, Any], str]] = {
    r.Compare: _compare,
    r.IsOneOf: _is_one_of,
    r.All: _all,
    r.Any: _any,
    r.Not: _not,
}
