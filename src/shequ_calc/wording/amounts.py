"""Figures and arithmetic in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ..measures import LEVELS, span
from ..quantity import Unit, exact_text
from ..record import replace
from ..rules import nodes as r
from .phrasebook import GRADE_STEPS, RATIO
from .writer import Lines, Writer, annotated, headed, indent, plain

__all__ = ["AMOUNTS"]

_RANKED = {"floor": ">=", "cap": "<=", "above": ">", "below": "<"}
_ONE = Fraction(1)
_NAMED = (r.Number, r.Input, r.Ref, r.Between)
_RATES = (r.Steps, r.Rate, r.Round)
# What a stated figure limits, rather than stands beside: "at least", "at most".
_LIMITED = (
    r.Input,
    r.Ref,
    r.Sum,
    r.Minus,
    r.Product,
    r.Divide,
    r.Round,
    r.Steps,
    r.Rate,
    r.Share,
    r.Brackets,
    r.Case,
)


def _number(w: Writer, node: r.Number, unit: Unit) -> Lines:
    return [w.figure(node.value, unit)]


def _input(w: Writer, node: r.Input, _unit: Unit) -> Lines:
    return [w.names.input_label(node.id)]


def _ref(w: Writer, node: r.Ref, _unit: Unit) -> Lines:
    return [w.names.provision_label(node.provision)]


def _no_amount(w: Writer, node: r.NoAmount, _unit: Unit) -> Lines:
    return [w.say("no-amount", x=node.reason.said())]


def _bound(w: Writer, node: r.Bound, unit: Unit) -> Lines:
    inner = _with_bound_inside(node)
    if inner is not None:
        return w.rule(inner, unit)
    match node.of:
        case r.Rank(of, option) if option and node.kind in _RANKED:
            named = w.names.option_label(of, option)
            return [w.say(f"rank{_RANKED[node.kind]}", a=w.names.input_label(of), b=named)]
    lines = w.rule(node.of, unit)
    key = f"{node.kind}-level" if unit.id in LEVELS else node.kind
    if unit.id == "date" and node.kind != "about":
        key = f"{node.kind}-date"
    if node.kind == "about" and len(lines) == 1 and isinstance(node.of, _RATES):
        return [w.say("about-each", x=lines[0])]
    if plain(lines):
        return [w.say(key, x=lines[0])]
    before = w.say("about-block" if node.kind == "about" else key, x="")
    if headed(lines):
        return [before + lines[0], *lines[1:]]
    return [before + w.say("following"), *indent(lines)]


def _between(w: Writer, node: r.Between, unit: Unit) -> Lines:
    match node:
        case r.Between(r.Number(low), r.Number(high)):
            return [span(low, high, unit)]
    ends = [w.rule(node.low, unit), w.rule(node.high, unit)]
    if all(map(plain, ends)):
        return [w.say("between", a=ends[0][0], b=ends[1][0])]
    return w.block("between-block", ends)


def _sum(w: Writer, node: r.Sum, unit: Unit) -> Lines:
    first, *others = node.parts
    counted = GRADE_STEPS if unit.id == "grade" else unit
    parts = [w.rule(first, unit)]
    for part in others:
        parts.append(
            _steps(w, part, counted, more=True)
            if isinstance(part, r.Steps)
            else w.rule(part, counted)
        )
    if len(parts) == 1:
        return parts[0]
    if any(len(lines) > 1 for lines in parts) or any(
        "；" in lines[0] or ";" in lines[0] for lines in parts
    ):
        return w.block("sum-block", parts)
    joined = [
        line if isinstance(part, r.Steps) and w.zh else w.say("plus", x=line)
        for part, (line,) in zip(others, parts[1:], strict=True)
    ]
    return [w.say("semicolon").join([parts[0][0], *joined])]


def _minus(w: Writer, node: r.Minus, unit: Unit) -> Lines:
    parts = [w.rule(part, unit) for part in (node.of, *node.less)]
    if not all(map(plain, parts)):
        return w.block("minus-block", parts)
    less = w.together([lines[0] for lines in parts[1:]])
    key = "minus" if isinstance(node.of, _NAMED) else "minus-of"
    if unit.id == "yuan":
        key += "-money"
    return [w.say(key, a=parts[0][0], b=less)]


def _product(w: Writer, node: r.Product, unit: Unit) -> Lines:
    units = _factor_units(w, node.factors, unit)
    pairs = list(zip(node.factors, units, strict=True))
    ordered = sorted(pairs, key=lambda pair: (pair[1] == RATIO, isinstance(pair[0], r.Number)))
    lines = [w.rule(factor, own) for factor, own in ordered]
    tables = [i for i, text in enumerate(lines) if headed(text)]
    if len(tables) == 1 and len(lines) > 1:
        (at,) = tables
        rest = [pair for i, pair in enumerate(ordered) if i != at]
        texts = [_factor(w, ordered[i][0], text) for i, text in enumerate(lines) if i != at]
        head, body = lines[at][0][:-1], lines[at][1:]
        key = "times-factor" if ordered[at][1] == RATIO else "times-amount"
        named = all(isinstance(factor, _NAMED) for factor, _ in rest)
        if named and isinstance(ordered[at][0], (r.Case, r.Brackets)):
            return [w.say(key, x=_times(w, rest, texts), head=head), *body]
    if any(len(text) > 1 for text in lines):
        return w.block("product-block", lines)
    texts = [_factor(w, factor, text) for (factor, _), text in zip(ordered, lines, strict=True)]
    return [_times(w, ordered, texts)]


def _factor_units(w: Writer, factors: tuple[r.Rule, ...], unit: Unit) -> list[Unit]:
    """What each factor counts: one of them carries the unit, bare figures are ratios."""
    own = [w.unit_of(factor) for factor in factors]
    free = [i for i, known in enumerate(own) if known is None]
    bearer = -1
    if free and not any(known and known.id == unit.id for known in own):
        bearer = max(free, key=lambda i: _size(factors[i]))
    return [known or (unit if i == bearer else RATIO) for i, known in enumerate(own)]


def _times(w: Writer, factors: list[tuple[r.Rule, Unit]], texts: Lines) -> str:
    text = texts[0]
    for (factor, unit), more in zip(factors[1:], texts[1:], strict=True):
        match factor:
            case r.Number(value) if unit == RATIO and value.denominator == 1 and value > 1:
                text = f"{text} × {exact_text(value)}"
            case r.Number() | r.Between() if unit == RATIO:
                text = w.say("brackets", x=text) if " × " in text else text
                text = w.say("times" if more.endswith("times") else "part", r=more, x=text)
            case _:
                text = f"{text} × {more}"
    return text


def _factor(w: Writer, node: r.Rule, lines: Lines) -> str:
    """A phrase to multiply or divide: in brackets unless it is one name, figure or product."""
    if isinstance(node, (*_NAMED, r.Product)) or not plain(lines):
        return w.flat(lines)
    return w.say("brackets", x=lines[0])


def _divide(w: Writer, node: r.Divide, unit: Unit) -> Lines:
    own = None if isinstance(node.of, r.Product) else w.unit_of(node.of)
    lines = w.rule(node.of, own or unit)
    by = w.per(node.by, None)
    if len(lines) > 1:
        return w.block("divide-block", [lines], by=by)
    return [w.say("divide", x=_factor(w, node.of, lines), by=by)]


def _extreme(w: Writer, node: r.Extreme, unit: Unit) -> Lines:
    stated = [part for part in node.of if isinstance(part, r.Number)]
    others = [part for part in node.of if not isinstance(part, r.Number)]
    if len(stated) == len(others) == 1 and isinstance(others[0], _LIMITED):
        return _limited(w, others[0], stated[0], node.high, unit)
    parts = [w.rule(part, unit) for part in node.of]
    if len(parts) == 1:
        return parts[0]
    key = ("higher" if node.high else "lower") + ("-two" if len(parts) == 2 else "")
    if all(map(plain, parts)):
        return [w.say(key, x=w.together([lines[0] for lines in parts], "and-of"))]
    return w.block(f"{key}-block", parts)


def _limited(w: Writer, node: r.Rule, limit: r.Number, floor: bool, unit: Unit) -> Lines:
    lines, figure = w.rule(node, unit), w.figure(limit.value, unit)
    key = "limit-floor" if floor else "limit-cap"
    if len(lines) > 1:
        return annotated(lines, w.say(f"{key}-note", x=figure))
    whole = "；" in lines[0] or ";" in lines[0]
    return [lines[0] + w.say(f"{key}-sum" if whole else key, x=figure)]


def _known(w: Writer, node: r.Known, unit: Unit) -> Lines:
    parts = [w.rule(part, unit) for part in node.of]
    if all(map(plain, parts)):
        return [w.say("or-else").join(lines[0] for lines in parts)]
    return w.block("known-block", parts)


def _round(w: Writer, node: r.Round, unit: Unit) -> Lines:
    match node.of:
        case r.Divide(of, by) if node.to == 1 and (own := w.unit_of(of)) and own != unit:
            steps = r.Steps(of, Fraction(0), by, r.Number(_ONE), node.way, node.doubt)
            return _steps(w, steps, unit)
    to = "" if node.to == 1 else w.figure(node.to, unit)
    return _rounding(w, w.rule(node.of, unit), node.way, to)


def _rounding(w: Writer, lines: Lines, way: str, to: str = "") -> Lines:
    if way == "outward":
        return annotated(lines, w.say("round-outward"))
    note = w.say(f"round-{way}-to", x=to) if to else w.say(f"round-{way}")
    if len(lines) > 1:
        return annotated(lines, w.say("note", x=note))
    return [lines[0] + w.say("comma") + note]


def _steps(w: Writer, node: r.Steps, unit: Unit, *, more: bool = False) -> Lines:
    counted = GRADE_STEPS if unit.id == "grade" else unit
    of, own = w.operand(node.of), w.unit_of(node.of)
    per, named = w.per(node.every, own, bare=not w.zh), own is not None and w.redundant(of, own)
    head = ""
    if w.zh:
        start = w.figure(node.beyond, own) if own else exact_text(node.beyond)
        head = f"{of}超过{start}的部分，" if node.beyond else "" if named else f"按{of}，"
    else:
        tail = "" if named else f" of {of}"
        if own and of.startswith(f"{own.en} of "):
            tail = of.removeprefix(own.en)  # 3 years of service
        tail += f" above {exact_text(node.beyond)}" if node.beyond else ""
        per += tail
    add = w.rule(node.add, counted)
    if node.way == "inward":
        key = "steps-inward-person" if counted.id == "person" else "steps-inward"
        text = head + w.say(key, u=counted.text(), per=per)
        bare = node.add == r.Number(_ONE)
        return [text if bare else text + w.say("each", x=w.flat(add))]
    step = w.say("one-step") if isinstance(node.every, r.Between) else per
    words = {"per": per, "verb": "增加" if more else "计", "add": add[0], "step": step}
    if len(add) == 1:
        return [head + w.say(f"steps-{node.way}", **words)]
    return [head + w.say(f"steps-{node.way}-block", **words), *indent(add)]


def _rate(w: Writer, node: r.Rate, unit: Unit) -> Lines:
    own = w.unit_of(node.of)
    if own and own.id == unit.id and node.per == 1:
        lines = _product(w, r.Product((node.of, node.each)), unit)
        return _rounding(w, lines, node.way) if node.way else lines
    of, each = w.operand(node.of), w.rule(node.each, unit)
    per = w.per(r.Number(node.per), own)
    head = ""
    if own is None or not w.redundant(of, own):
        if w.zh:
            head = f"按{of}，"
        else:
            per += f" of {of}" if own is None else f" ({of})"
    if len(each) > 1:
        lines = [head + w.say("rate-block", per=per), *indent(each)]
    else:
        lines = [head + w.say("rate" if own else "rate-bare", per=per, each=each[0])]
    return _rounding(w, lines, node.way) if node.way else lines


def _share(w: Writer, node: r.Share, unit: Unit) -> Lines:
    lines, part = w.rule(node.of, unit), w.figure(dict(node.parts)[node.take], RATIO)
    if len(lines) > 1:
        return w.block("share-block", [lines], r=part)
    whole = _factor(w, node.of, lines)
    if " × " in whole and plain(lines):
        whole = w.say("brackets", x=whole)
    return [w.say("part", r=part, x=whole)]


def _assume(w: Writer, node: r.Assume, unit: Unit) -> Lines:
    return annotated(w.rule(node.of, unit), w.say("assumed", x=w.names.assumption(node.name)))


def _with_bound_inside(bound: r.Bound) -> r.Rule | None:
    """The same rule with the bound said of each figure, where that reads better."""

    def within(inner: r.Rule) -> r.Rule:
        return replace(bound, of=inner)

    match bound.of:
        case r.Rate(each=each, way="") as node:
            return replace(node, each=within(each))
        case r.Case(cases=cases, otherwise=other) as node:
            kept = None if other is None else within(other)
            return replace(node, cases=tuple((k, within(v)) for k, v in cases), otherwise=kept)
        case r.Brackets(rows=rows) as node:
            return replace(node, rows=tuple(replace(row, rule=within(row.rule)) for row in rows))
        case r.When(then=then, otherwise=other) as node:
            return replace(node, then=within(then), otherwise=within(other))
        case r.Readings(options=options) as node:
            return replace(node, options=tuple((k, within(v)) for k, v in options))
        case r.Assume(of=of) as node:
            return replace(node, of=within(of))
        case r.NoAmount() as node:
            return node
    return None


def _size(node: r.Rule) -> Fraction:
    """The greatest figure stated in ``node``."""
    stated = (part.value for part in r.descend(node) if isinstance(part, r.Number))
    return max(stated, default=Fraction(0))


AMOUNTS: Mapping[type, Callable[[Writer, Any, Unit], Lines]] = {
    r.Number: _number,
    r.Day: _number,
    r.Input: _input,
    r.Ref: _ref,
    r.NoAmount: _no_amount,
    r.Bound: _bound,
    r.Between: _between,
    r.Sum: _sum,
    r.Minus: _minus,
    r.Product: _product,
    r.Divide: _divide,
    r.Extreme: _extreme,
    r.Known: _known,
    r.Round: _round,
    r.Steps: _steps,
    r.Rate: _rate,
    r.Share: _share,
    r.Assume: _assume,
}
