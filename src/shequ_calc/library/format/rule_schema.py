"""The format of a rule: one pydantic model for each node, told apart by its one key.

What a node's key means is said in :mod:`.schema_words`; here is what may stand under it.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag, create_model, model_validator
from typing_extensions import TypeAliasType

from ...rules.nodes import AGE_GROWS, ROUNDINGS
from .scalars import Figure, FullDate, Id, Model, Reference, Scalar, Words, Wrong
from .tagged_union import by_one_key

__all__ = ["CONDITION_KEYS", "RULE_KEYS", "Condition", "Rule"]

if TYPE_CHECKING:
    Rule: TypeAlias = Any
    Condition: TypeAlias = Any
    Way: TypeAlias = str
    Grows: TypeAlias = str
else:
    Way = Literal[ROUNDINGS]
    Grows = Literal[AGE_GROWS]


class Span(Model):
    """A stated range: a choice between two numbers."""

    between: Annotated[list[Figure], Field(min_length=2, max_length=2)]


def _span_or_figure(value: Any) -> str:
    return "span" if isinstance(value, (dict, Span)) else "figure"


Every = Annotated[
    Annotated[Figure, Tag("figure")] | Annotated[Span, Tag("span")], Discriminator(_span_or_figure)
]


class DivideBody(Model):
    """What is divided, and the stated number it is divided by."""

    of: Rule
    by: Every


class RoundBody(Model):
    """What is rounded, which way, and to multiples of what."""

    of: Rule
    way: Way
    to: Figure = "1"


class StepsBody(Model):
    """So many for each step of an amount."""

    of: Rule
    every: Every
    beyond: Figure = "0"
    add: Rule = "1"
    round: Way = "down"


class RateBody(Model):
    """So much for each unit of an amount."""

    of: Rule
    each: Rule
    per: Figure = "1"
    round: Way | None = None


class Row(Model):
    """One bracket: ``from`` and ``to`` include their number, ``over`` and ``below`` do not; ``at``
    is one number alone."""

    at: Figure | None = None
    from_: Figure | None = None
    over: Figure | None = None
    to: Figure | None = None
    below: Figure | None = None
    is_: Rule

    @model_validator(mode="after")
    def _one_edge_each(self) -> Row:
        edges = (self.from_, self.over, self.to, self.below)
        if self.at is not None and any(edge is not None for edge in edges):
            raise Wrong(
                "写了 at 就不写 from、over、to、below：at 只指这一个数",
                "at is one number alone; give no from, over, to or below beside it",
            )
        if self.from_ is not None and self.over is not None:
            raise Wrong("from 和 over 只能写一个", "give from or over, not both")
        if self.to is not None and self.below is not None:
            raise Wrong("to 和 below 只能写一个", "give to or below, not both")
        return self


class BracketsBody(Model):
    """A table over one amount, its rows in rising order."""

    of: Rule
    rows: Annotated[list[Row], Field(min_length=1)]
    shared_edges: Annotated[
        Literal["readings"] | None,
        Field(description="readings: an edge that two rows both include belongs to either"),
    ] = None
    gaps: Annotated[
        Literal["no-amount"] | None,
        Field(description="no-amount: what lies between the rows is left open by the document"),
    ] = None


class CaseBody(Model):
    """A value for each option of a category input."""

    of: Id
    is_: Annotated[dict[str, Rule], Field(min_length=1)]
    otherwise: Rule | None = None


class WhenBody(Model):
    """A condition, what holds then, and what holds else."""

    if_: Condition
    then: Rule
    else_: Rule


class ShareBody(Model):
    """A split: the parts by name, and the one this rule takes."""

    of: Rule
    parts: Annotated[dict[Id, Figure], Field(min_length=2)]
    take: Id


class ReadingsBody(Model):
    """The policy's reading point, and the rule under each of its options."""

    of: Id
    is_: Annotated[dict[Id, Rule], Field(min_length=2)]


class AssumeBody(Model):
    """The policy's assumption, and the rule that rests on it."""

    name: Id
    is_: Rule


class AgeBody(Model):
    """The day of birth, the day that counts, and when a year is complete."""

    born: Rule
    at: Rule
    grows: Grows = "on-birthday"


class CountBody(Model):
    """A sequence input and the option that is counted in it."""

    of: Id
    value: str


class RankBody(Model):
    """A category input whose options are in rising order, and one of them."""

    of: Id
    option: str | None = None


class IsBody(Model):
    """A category input and the options that count."""

    of: Id
    in_: Annotated[list[str], Field(min_length=1)]


def _models(nodes: dict[str, Any]) -> dict[str, type[Model]]:
    return {key: _node(key, under) for key, under in nodes.items()}


def _node(key: str, under: Any) -> type[Model]:
    """The model of a node: its one key, and what stands under it."""
    name = "".join(map(str.capitalize, key.split("-"))) + "Node"
    fields: Any = {key.replace("-", "_") + "_" * iskeyword(key): (under, ...)}
    made: type[Model] = create_model(name, __base__=Model, __module__=__name__, **fields)
    return made


_ONE, _CONDITION = "Rule", "Condition"
_SOME = Annotated[list["Rule"], Field(min_length=1)]
_SEVERAL = Annotated[list["Rule"], Field(min_length=2)]
_TWO = Annotated[list["Rule"], Field(min_length=2, max_length=2)]
_CONDITIONS = Annotated[list["Condition"], Field(min_length=1)]
_RULE_NODES: dict[str, Any] = {
    "ref": Reference,
    "input": Id,
    "date": FullDate,
    "no-amount": Words,
    "floor": _ONE,
    "cap": _ONE,
    "above": _ONE,
    "below": _ONE,
    "about": _ONE,
    "between": _TWO,
    "sum": _SOME,
    "minus": _SEVERAL,
    "multiply": _SEVERAL,
    "divide": DivideBody,
    "higher-of": _SEVERAL,
    "lower-of": _SEVERAL,
    "known": _SEVERAL,
    "round": RoundBody,
    "steps": StepsBody,
    "rate": RateBody,
    "brackets": BracketsBody,
    "case": CaseBody,
    "when": WhenBody,
    "share": ShareBody,
    "readings": ReadingsBody,
    "assume": AssumeBody,
    "age": AgeBody,
    "count": CountBody,
    "run": CountBody,
    "rank": RankBody,
}
_CONDITION_NODES: dict[str, Any] = {
    "at-least": _TWO,
    "at-most": _TWO,
    "more-than": _TWO,
    "less-than": _TWO,
    "equal": _TWO,
    "is": IsBody,
    "all": _CONDITIONS,
    "any": _CONDITIONS,
    "not": _CONDITION,
}
RULE_KEYS, CONDITION_KEYS = tuple(_RULE_NODES), tuple(_CONDITION_NODES)

if not TYPE_CHECKING:
    # Named types, so that the schema refers to them: spelt out, each node would hold all others,
    # and building it would nest as deep as there are nodes.
    Rule = TypeAliasType("Rule", by_one_key(_models(_RULE_NODES), Scalar))
    Condition = TypeAliasType("Condition", by_one_key(_models(_CONDITION_NODES)))
