"""The rules of a provision, with what each is there for and what its figures count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...policy import Provision
from ...quantity import Label
from ...rules.nodes import Condition, NoAmount, Rule, When
from ..format.source import Where

__all__ = ["Stated", "rules_of"]


class Stated(NamedTuple):
    """A rule of a provision: what it is there for, where it stands, what its figures count.

    ``kind`` is rule, actual, amount (of a payer) or for (whom it is for: a rule without figures
    that turns on it); ``view`` is "" outside views.
    """

    kind: str
    view: str
    rule: Rule
    path: Where
    unit: str
    scope: str
    period: str


def rules_of(provision: Provision) -> Iterator[Stated]:
    """Every rule that stands in a provision, with the unit, scope and period it must give."""
    counts = (provision.unit, provision.scope, provision.period)
    at: Where = ("provisions", provision.id.partition("/")[2])
    for index, version in enumerate(provision.versions):
        alone = version.rule.place[2:3] == ("rule",)
        path = (*at, "rule") if alone else (*at, "versions", index, "rule")
        yield Stated("rule", "", version.rule, path, *counts)
    if provision.actual is not None:
        yield Stated("actual", "", provision.actual, (*at, "actual"), *counts)
    if provision.meant is not None:
        yield Stated("for", "", _turning(provision.meant), (*at, "for"), *counts)
    for index, payer in enumerate(provision.payers):
        if payer.amount is not None:
            yield Stated("amount", "", payer.amount, (*at, "payers", index, "amount"), *counts)
    for view in provision.views:
        counts, path = (view.unit, view.scope, view.period), (*at, "views", view.id)
        yield Stated("rule", view.id, view.rule, (*path, "rule"), *counts)
        if view.actual is not None:
            yield Stated("actual", view.id, view.actual, (*path, "actual"), *counts)
        if view.meant is not None and view.meant != provision.meant:
            yield Stated("for", view.id, _turning(view.meant), (*path, "for"), *counts)


def _turning(meant: Condition) -> Rule:
    nothing = NoAmount(Label("", ""))
    return When(meant, nothing, nothing)
