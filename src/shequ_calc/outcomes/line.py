"""Provisions as one question sees them: themselves, and their views."""

from __future__ import annotations

from ..policy import Payer, Provision
from ..quantity import Label
from ..record import Record
from ..rules.nodes import Condition, Rule

__all__ = ["UNSTATED", "Line"]

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
