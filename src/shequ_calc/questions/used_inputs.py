"""Which inputs rules look at."""

from __future__ import annotations

from collections.abc import Iterable

from ..library.shelf.law import Law
from ..rules.nodes import Case, Count, Input, IsOneOf, Rank, Ref, Rule, descend
from .findings import lines_in

__all__ = ["inputs_in", "inputs_read"]


def inputs_in(law: Law, rules: Iterable[Rule]) -> dict[str, None]:
    """The inputs that ``rules`` look at, in order, references followed."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = list(rules)
    while waiting:
        for node in descend(waiting.pop(0)):
            match node:
                case Input(id=name):
                    found[name] = None
                case Count(of=name) | Case(of=name) | IsOneOf(of=name) | Rank(of=name, option=""):
                    found[name] = None
                case Ref(provision=name) if name not in seen:
                    seen.add(name)
                    waiting.append(law.rules[name])
    return found


def inputs_read(law: Law, question: str) -> frozenset[str]:
    """Every input on which an answer to a question can depend."""
    rules: list[Rule] = []
    for asked in lines_in(law, question):
        rules.append(asked.rule)
        if question == "check" and asked.actual is not None:
            rules.append(asked.actual)
        rules += [payer.amount for payer in asked.provision.payers if payer.amount is not None]
    return frozenset(inputs_in(law, rules))
