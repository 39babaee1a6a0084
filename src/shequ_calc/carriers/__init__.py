"""What flows through the walk: a carrier supplies a dozen operations on its own terms."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol, TypeAlias, TypeVar

__all__ = ["Carrier", "Flag", "Term"]

Term = TypeVar("Term")
# A carrier's truth value. Plain True and False are always allowed, and the walk uses them for all
# that is known before any community is; a carrier folds them away.
Flag: TypeAlias = object


class Carrier(Protocol[Term]):
    """Exact arithmetic on ends, and choices between them.

    Terms are never inspected outside their carrier, so that the same walk serves one community,
    columns of them, or formulas.
    """

    def number(self, value: Fraction) -> Term:
        """A stated figure."""

    def amount(self, input_id: str) -> tuple[Term, Flag]:
        """An input's amount, and whether it is known (0 where it is not)."""

    def is_one_of(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[Flag, Flag]:
        """Whether a category input is among ``options``, and whether it is known."""

    def count(self, input_id: str, value: str, run: bool) -> tuple[Term, Flag]:
        """How often (or how long in a row) ``value`` stands in a sequence, and whether known."""

    def rank(
        self, input_id: str, options: tuple[str, ...], world: Mapping[str, str]
    ) -> tuple[Term, Flag]:
        """The rank of a category input among ``options`` (the first is 1), and whether known."""

    def add(self, a: Term, b: Term) -> Term:
        """a + b"""

    def subtract(self, a: Term, b: Term) -> Term:
        """a - b"""

    def multiply(self, a: Term, b: Term) -> Term:
        """a x b"""

    def divide(self, a: Term, by: Fraction) -> Term:
        """a / by, a stated number"""

    def floor(self, a: Term) -> Term:
        """The greatest whole number not above a."""

    def ceiling(self, a: Term) -> Term:
        """The least whole number not below a."""

    def least(self, a: Term, b: Term) -> Term:
        """The smaller of two."""

    def greatest(self, a: Term, b: Term) -> Term:
        """The larger of two."""

    def at_most(self, a: Term, b: Term) -> Flag:
        """a <= b"""

    def less(self, a: Term, b: Term) -> Flag:
        """a < b"""

    def equal(self, a: Term, b: Term) -> Flag:
        """a == b"""

    def choose(self, condition: Flag, then: Term, otherwise: Term) -> Term:
        """``then`` where the condition holds, else ``otherwise``."""

    def both(self, a: Flag, b: Flag) -> Flag:
        """a and b"""

    def either(self, a: Flag, b: Flag) -> Flag:
        """a or b"""

    def negate(self, a: Flag) -> Flag:
        """not a"""
