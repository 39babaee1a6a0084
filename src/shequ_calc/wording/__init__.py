"""A rule in words, in Chinese and in English: what ``policy show`` and ``explain`` print."""

from __future__ import annotations

from collections.abc import Mapping

from ..carriers.words import WordsTerm
from ..language import said
from ..rules.nodes import Rule
from .amounts import AMOUNTS
from .choices import CHOICES, CONDITIONS
from .phrasebook import AGE, quantity
from .writer import Names, Writer

__all__ = ["AGE", "Names", "describe", "given_line", "quantity"]


def describe(rule: Rule, names: Names) -> str:
    """``rule`` in words, in the language spoken.

    Tables, cases and whatever would be ambiguous in one line take several, indented by two spaces
    under a head that ends in a colon.
    """
    writer = Writer(names, {**AMOUNTS, **CHOICES}, CONDITIONS)
    return "\n".join(writer.rule(rule, names.unit))


def given_line(given: Mapping[str, WordsTerm], names: Names) -> str:
    """The inputs that some arithmetic rests on: ``户数 = 4,200户；党员数 = 80人``."""
    parts = []
    for name, term in given.items():
        shown = term.text if term.day else quantity(term.value, names.input_unit(name))
        parts.append(f"{names.input_label(name)} = {shown}")
    return said("；", "; ").join(parts)
