"""A rule in words: what it gives, what it goes through in a world, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from ..carriers.words import WordsCarrier, WordsTerm
from ..language import said
from ..measures import quantity
from ..rules.nodes import Condition, Rule
from ..rules.walk import Walk
from .amounts import AMOUNTS
from .choices import CHOICES, CONDITIONS
from .decisions import Decisions
from .writer import Names, Writer

__all__ = ["condition_text", "decided", "describe", "given_line"]


def describe(rule: Rule, names: Names) -> str:
    """``rule`` in words, in the language spoken.

    Tables, cases and whatever would be ambiguous in one line take several, indented by two spaces
    under a head that ends in a colon.
    """
    return "\n".join(_writer(names).rule(rule, names.unit))


def condition_text(condition: Condition, names: Names) -> str:
    """``condition`` as a phrase, in the language spoken."""
    return _writer(names).condition(condition)


def decided(
    rule: Rule,
    names: Names,
    walk: Walk[WordsTerm],
    carrier: WordsCarrier,
    rules: Mapping[str, Rule],
    world: Mapping[str, str],
) -> tuple[str, ...]:
    """The conditions, rows and cases that ``rule`` goes through in a world, with their numbers.

    ``walk`` is of that world, over ``carrier`` and ``rules``.
    """
    return Decisions(_writer(names), walk, carrier, rules, world).of(rule)


def _writer(names: Names) -> Writer:
    return Writer(names, {**AMOUNTS, **CHOICES}, CONDITIONS)


def given_line(given: Mapping[str, WordsTerm], names: Names) -> str:
    """The inputs that some arithmetic rests on: ``户数 = 4,200户；党员数 = 80人``."""
    parts = []
    for name, term in given.items():
        shown = term.text if term.day else quantity(term.value, names.input_unit(name))
        parts.append(f"{names.input_label(name)} = {shown}")
    return said("；", "; ").join(parts)
