"""The leaves of a rule: pydantic models of the nodes that hold no other rule.

What another provision gives, facts given from outside, stated figures, and whether a category is
one of some options.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from .scalars import Figure, FullDate, Id, Model, Reference, Words

__all__ = [
    "CountBody",
    "CountNode",
    "DateNode",
    "Every",
    "InputNode",
    "IsBody",
    "IsNode",
    "NoAmountNode",
    "RankBody",
    "RankNode",
    "RefNode",
    "RunNode",
    "Span",
]


class RefNode(Model):
    """What another provision gives."""

    ref: Reference


class InputNode(Model):
    """A fact given from outside; the same as its bare id."""

    input: Id


class DateNode(Model):
    """A day of the calendar."""

    date: FullDate


class NoAmountNode(Model):
    """Named without an amount; the words say why there is none."""

    no_amount: Words


class CountBody(Model):
    """A sequence input and the option that is counted in it."""

    of: Id
    value: str


class CountNode(Model):
    """累计: how often an option stands in a sequence."""

    count: CountBody


class RunNode(Model):
    """连续: the longest unbroken run of an option in a sequence."""

    run: CountBody


class RankBody(Model):
    """A category input whose options are in rising order, and one of them."""

    of: Id
    option: str | None = None


class RankNode(Model):
    """The rank of an option in an ordered category, or of the option given (no ``option``)."""

    rank: RankBody


class IsBody(Model):
    """A category input and the options that count."""

    of: Id
    in_: Annotated[list[str], Field(min_length=1)]


class IsNode(Model):
    """A category input is one of some options."""

    is_: IsBody


class Span(Model):
    """A stated range: a choice between two numbers."""

    between: Annotated[list[Figure], Field(min_length=2, max_length=2)]


def _span_or_figure(value: Any) -> str:
    return "span" if isinstance(value, (dict, Span)) else "figure"


Every = Annotated[
    Annotated[Figure, Tag("figure")] | Annotated[Span, Tag("span")], Discriminator(_span_or_figure)
]
