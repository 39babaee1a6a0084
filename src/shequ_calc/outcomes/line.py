"""Provisions as one question sees them: themselves, and their views."""

from __future__ import annotations

from collections.abc import Collection

from ..policy import Payer, Provision
from ..quantity import Label
from ..record import Record
from ..rules.nodes import Condition, Rule

__all__ = ["UNSTATED", "Line", "picks", "views_called"]

UNSTATED = (Payer("unstated", None, None, ""),)


class Line(Record):
    """A provision as one question sees it: itself, or one of its views. ``meant`` says for whom
    it is, and its rule has a place for that, too."""

    provision: Provision
    label: Label
    unit: str
    scope: str
    period: str
    role: str
    rule: Rule
    actual: Rule | None
    lapsed: bool
    view: str = ""
    meant: Condition | None = None

    @property
    def key(self) -> str:
        """What tells it from every other: the provision's id, and the view's behind an @."""
        return f"{self.provision.id}@{self.view}" if self.view else self.provision.id

    @property
    def payers(self) -> tuple[Payer, ...]:
        """Who bears it, where it is money."""
        return (self.provision.payers or UNSTATED) if self.unit == "yuan" else ()


def picks(only: Collection[str], provision: str, view: str) -> bool:
    """Whether a line is among those chosen: by its provision's full id, or by the id and the view
    behind an @, nothing for the provision's own line. Where none is chosen, all are."""
    return not only or provision in only or f"{provision}@{view}" in only


def views_called(provision: Provision, word: str) -> list[str]:
    """The views of a provision that a word names: by their id, period, scope or role; "" is the
    provision's own line."""
    own = [""] if word in (provision.period, provision.scope, provision.role) else []
    views = [
        view.id
        for view in provision.views
        if word == view.id or word in (view.period, view.scope, view.role)
    ]
    return [word] if word in views else own + views
