"""What decided: the conditions, rows and cases that a rule went through, with their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import compress

from ..carriers.words import WordsCarrier, WordsTerm
from ..language import joined, said
from ..measures import quantity, span
from ..quantity import Unit, exact_text
from ..rules import nodes as r
from ..rules.walk import Truth, Value, Walk
from .choices import edges, oriented
from .phrasebook import RATIO
from .writer import Writer

__all__ = ["Decisions"]

_SIGNS = {"<=": "≤", "<": "<", "==": "=", ">=": "≥", ">": ">", "!=": "≠"}


class Decisions:
    """Follows a rule in one world of a walk on words."""

    def __init__(
        self,
        writer: Writer,
        walk: Walk[WordsTerm],
        carrier: WordsCarrier,
        rules: Mapping[str, r.Rule],
        world: Mapping[str, str],
    ) -> None:
        self._w = writer
        self._walk = walk
        self._carrier = carrier
        self._rules = rules
        self._world = world

    def of(self, rule: r.Rule) -> tuple[str, ...]:
        """A line for everything that decided, in the order of the rule."""
        return tuple(dict.fromkeys(self._rule(rule)))

    def _rule(self, node: r.Rule) -> Iterator[str]:
        match node:
            case r.When(condition, then, otherwise):
                yield from self._when(condition, then, otherwise)
            case r.Meant(condition, of):
                yield self._tested(condition)
                if not self._walk.truth(condition).no:
                    yield from self._rule(of)
            case r.Brackets():
                yield from self._brackets(node)
            case r.Case():
                yield from self._case(node)
            case r.Readings(doubt, options):
                taken = self._world.get(doubt, options[0][0])
                yield from self._rule(dict(options)[taken])
            case r.Known(of):
                known = (one for one in of if _is_known(self._walk.value(one)))
                yield from self._rule(next(known, of[0]))
            case r.Ref(provision):
                name = self._w.names.provision_label(provision)
                for line in self._rule(self._rules[provision]):
                    yield (
                        line
                        if line.startswith("“")
                        else said("“{}”：{}", "“{}”: {}").format(name, line)
                    )
            case _:
                for child in r.children(node):
                    if isinstance(child, r.Rule):
                        yield from self._rule(child)

    def _when(self, condition: r.Condition, then: r.Rule, otherwise: r.Rule) -> Iterator[str]:
        truth = self._walk.truth(condition)
        yield self._tested(condition)
        if truth.yes or truth.both:
            yield from self._rule(then)
        if truth.no or truth.both:
            yield from self._rule(otherwise)

    def _tested(self, condition: r.Condition) -> str:
        numbers = said("；", "; ").join(self._numbers(condition))
        text = self._w.condition(condition) + said("：", ": ") + numbers
        return text + said("，", ", ") + _verdict(self._walk.truth(condition))

    def _numbers(self, condition: r.Condition, *, denied: bool = False) -> Iterator[str]:
        """The two sides of each comparison, and what is given of each category."""
        match condition:
            case r.Compare():
                op, left, right = oriented(condition, denied=denied)
                unit = self._w.unit_of(left) or self._w.unit_of(right) or RATIO
                yield f"{self._amount(left, unit)} {_SIGNS[op]} {self._amount(right, unit)}"
            case r.IsOneOf(of):
                given = self._given(of)
                name = self._w.names.input_label(of)
                yield said("{}：{}", "{}: {}").format(name, given)
            case r.Not(of):
                yield from self._numbers(of, denied=not denied)
            case r.All(parts) | r.Any(parts):
                for part in parts:
                    yield from self._numbers(part, denied=denied)

    def _given(self, input_id: str) -> str:
        given = self._carrier.category(input_id, self._world)
        options = (given,) if isinstance(given, str) else given or ()
        label = self._w.names.option_label
        return joined(label(input_id, one) for one in options) or said("未给", "not given")

    def _amount(self, node: r.Rule, unit: Unit) -> str:
        match node:
            case r.Rank(of, option):
                return self._w.names.option_label(of, option) if option else self._given(of)
        value = self._walk.value(node)
        low, high = value.low, value.high
        if value.low_ok and value.high_ok:
            if low.value == high.value:
                return _worked(low, unit)
            return span(low.value, high.value, unit)
        if value.low_ok:
            return f"(≥ {quantity(low.value, unit)})"
        return f"(≤ {quantity(high.value, unit)})" if value.high_ok else said("未知", "not known")

    def _brackets(self, node: r.Brackets) -> Iterator[str]:
        yield from self._rule(node.of)
        if not _is_known(self._walk.value(node.of)):
            return
        unit = self._w.unit_of(node.of)
        rows = self._walk.rows(node)
        within = [row for row, (inside, _) in zip(node.rows, rows, strict=True) if inside]
        taken = within[:1] or list(compress(node.rows, (touched for _, touched in rows)))
        amount = self._amount(node.of, unit or RATIO)
        name = self._w.operand(node.of)
        names = joined(f"“{edges(self._w, row, unit)}”" for row in taken)
        if taken:
            yield said(f"按{name}：{amount}，适用{names}", f"by {name}: {amount}, the row {names}")
        else:
            yield said(f"按{name}：{amount}，没有一档适用", f"by {name}: {amount}, in no row")
        for row in taken:
            yield from self._rule(row.rule)

    def _case(self, node: r.Case) -> Iterator[str]:
        given = self._carrier.category(node.of, self._world)
        if given is None:
            return
        name = self._w.names.input_label(node.of)
        yield said(f"按{name}：{self._given(node.of)}", f"by {name}: {self._given(node.of)}")
        options = given if isinstance(given, tuple) else (given,)
        taken = next((rule for option, rule in node.cases if option in options), node.otherwise)
        if taken is not None:
            yield from self._rule(taken)


def _is_known(value: Value[WordsTerm]) -> bool:
    return bool(value.low_ok or value.high_ok)


def _worked(term: WordsTerm, unit: Unit) -> str:
    """A number, and how it came about where that is more than itself."""
    shown = quantity(term.value, unit)
    if term.day or term.text == exact_text(term.value):
        return shown
    return said(f"{shown}（{term.text}）", f"{shown} ({term.text})")


def _verdict(truth: Truth) -> str:
    if truth.yes:
        return said("成立", "which holds")
    if truth.no:
        return said("不成立", "which does not hold")
    if truth.both:
        return said("可能成立，也可能不成立", "which may hold or not")
    return said("无法判断", "which is not known")
