"""What all parts of a description share: names, units, and how lines are put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Protocol

from ..language import joined, said, spoken
from ..measures import quantity, span
from ..quantity import Unit, exact_text
from ..rules import nodes as r
from .phrasebook import AGE, PHRASES, RATIO, TIMES

__all__ = [
    "FACTOR",
    "NO_UNIT",
    "Lines",
    "Names",
    "Writer",
    "annotated",
    "headed",
    "indent",
    "plain",
]

# One line stands inside a sentence; more lines are a head that ends in a colon and what it heads.
Lines = list[str]

NO_UNIT = Unit("", "", "", None)
FACTOR = Unit("factor", "倍", "×", None)


class Names(Protocol):
    """What ids are called, in the language of the description."""

    @property
    def unit(self) -> Unit:
        """The unit of the provision being described."""

    def input_label(self, input_id: str) -> str:
        """An input's name."""

    def input_unit(self, input_id: str) -> Unit:
        """What an input counts."""

    def option_label(self, input_id: str, option: str) -> str:
        """The name of one value of a category, set or sequence."""

    def provision_label(self, provision: str) -> str:
        """A provision's name, by its full id."""

    def provision_unit(self, provision: str) -> Unit:
        """What a provision counts."""

    def reading_label(self, point: str, option: str) -> str:
        """The name of one way to read an open text."""

    def assumption(self, name: str) -> str:
        """An assumption in words."""


def plain(lines: Lines) -> bool:
    """Whether the text can stand inside a phrase without becoming ambiguous."""
    return (
        len(lines) == 1
        and not any(sign in lines[0] for sign in "；：，;:")
        and ", " not in lines[0]
    )


def headed(lines: Lines) -> bool:
    """Whether the lines are a head and what it heads."""
    return len(lines) > 1 and lines[0].endswith(("：", ":"))


def indent(lines: Lines) -> Lines:
    """The lines, two spaces further in."""
    return ["  " + line for line in lines]


def annotated(lines: Lines, note: str) -> Lines:
    """``lines`` with ``note`` in the head, or after the end of what has none."""
    if headed(lines):
        return [lines[0][:-1] + note + lines[0][-1], *lines[1:]]
    return [*lines[:-1], lines[-1] + note]


class Writer:
    """Turns nodes into lines, by the handlers it is given for amounts and for conditions."""

    def __init__(
        self,
        names: Names,
        rules: Mapping[type, Callable[[Writer, Any, Unit], Lines]],
        conditions: Mapping[type, Callable[[Writer, Any], str]],
    ) -> None:
        self.names = names
        self._rules = rules
        self._conditions = conditions

    @property
    def zh(self) -> bool:
        """Whether Chinese is spoken: its grammar puts some parts in another order."""
        return spoken() == "zh"

    def rule(self, node: r.Rule, unit: Unit) -> Lines:
        """The lines for an amount; ``unit`` is what its figures count."""
        return self._rules[type(node)](self, node, unit)

    def condition(self, node: r.Condition) -> str:
        """A condition as a phrase."""
        return self._conditions[type(node)](self, node)

    def say(self, key: str, **words: str) -> str:
        """A phrase of the table, filled in."""
        return PHRASES[key].said().format(**words)

    def figure(self, value: Fraction, unit: Unit) -> str:
        """A figure with its unit."""
        return quantity(value, unit)

    def together(self, items: Lines, last: str = "and") -> str:
        """``a、b和c`` or ``a, b and c``."""
        if len(items) == 1:
            return items[0]
        return joined(items[:-1]) + self.say(last) + items[-1]

    def block(self, key: str, items: list[Lines], **words: str) -> Lines:
        """A head and its items below it."""
        return [self.say(key, **words), *(line for item in items for line in indent(item))]

    def row(self, label: str, inner: Lines) -> Lines:
        """One entry of a table: its label and what it gives."""
        if len(inner) == 1:
            return [label + self.say("colon-space") + inner[0]]
        return [label + self.say("colon"), *indent(inner)]

    def flat(self, lines: Lines) -> str:
        """The lines as one operand, in brackets where they are no plain phrase."""
        if plain(lines):
            return lines[0]
        return self.say("brackets", x=self.say("semicolon").join(line.strip() for line in lines))

    def operand(self, node: r.Rule, unit: Unit | None = None) -> str:
        """What is counted or compared, as one phrase."""
        return self.flat(self.rule(node, self.unit_of(node) or unit or RATIO))

    def unit_of(self, node: r.Rule) -> Unit | None:
        """What the figures of ``node`` count, where something in it tells."""
        match node:
            case r.Input(name):
                return self.names.input_unit(name)
            case r.Ref(provision):
                return self.names.provision_unit(provision)
            case r.Age():
                return AGE
            case r.Count():
                return TIMES
            case r.Steps(add=inner) | r.Rate(each=inner):
                return self.unit_of(inner)
            case r.Divide(of):
                unit = self.unit_of(of)
                return unit if unit and unit.id in ("yuan", "ratio") else None
            case r.Product(parts):
                found = [unit for part in parts if (unit := self.unit_of(part))]
                amounts = [unit for unit in found if unit != RATIO]
                return amounts[0] if len(amounts) == 1 else None
            case r.Number() | r.Rank():
                return None
        inside = (part.rule if isinstance(part, r.Bracket) else part for part in r.children(node))
        skipped = node.of if isinstance(node, r.Brackets) else None
        rules = (part for part in inside if isinstance(part, r.Rule) and part is not skipped)
        return next((unit for part in rules if (unit := self.unit_of(part))), None)

    def redundant(self, label: str, unit: Unit) -> bool:
        """Whether the unit already says what the label does (户数, 户)."""
        return label.removesuffix("数") == unit.zh.removeprefix("个") or label.lower() == unit.en

    def per(self, every: r.Rule, unit: Unit | None, *, bare: bool = True) -> str:
        """The size of a step: 500户, 300至500户, or (``bare``) only the unit where it is 1."""
        count = unit or NO_UNIT
        match every:
            case r.Between(r.Number(low), r.Number(high)):
                return span(low, high, count, "–")
            case r.Number(value) if value == 1 and unit and bare:
                return said(unit.zh, unit.noun(value))
            case r.Number(value):
                return quantity(value, count) if unit else exact_text(value)
        raise TypeError(f"a step must be stated, not {type(every).__name__}")
