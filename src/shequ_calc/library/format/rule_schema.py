"""The format of a rule: one pydantic model for each node, told apart by its one key.

Here are the nodes that hold other rules, and what a rule and a condition may be; the others are in
:mod:`.rule_leaves`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field, model_validator
from typing_extensions import TypeAliasType

from ...rules.nodes import AGE_GROWS, ROUNDINGS
from .rule_leaves import (
    CountNode,
    DateNode,
    Every,
    InputNode,
    IsNode,
    NoAmountNode,
    RankNode,
    RefNode,
    RunNode,
)
from .scalars import Figure, Id, Model, Scalar, Wrong
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


class FloorNode(Model):
    """不低于, 不少于, 至少, 以上: the number and more."""

    floor: Rule


class CapNode(Model):
    """不超过, 最多, 以下, 以内: the number and less."""

    cap: Rule


class AboveNode(Model):
    """超过, 多于: more than the number."""

    above: Rule


class BelowNode(Model):
    """不满, 不足: less than the number."""

    below: Rule


class AboutNode(Model):
    """左右, 约: the number, flagged approximate."""

    about: Rule


class BetweenNode(Model):
    """A至B: a range left to the office."""

    between: Annotated[list[Rule], Field(min_length=2, max_length=2)]


class SumNode(Model):
    """Parts added up."""

    sum: Annotated[list[Rule], Field(min_length=1)]


class MinusNode(Model):
    """The first less all the others, never below zero."""

    minus: Annotated[list[Rule], Field(min_length=2)]


class MultiplyNode(Model):
    """Factors multiplied."""

    multiply: Annotated[list[Rule], Field(min_length=2)]


class DivideBody(Model):
    """What is divided, and the stated number it is divided by."""

    of: Rule
    by: Every


class DivideNode(Model):
    """Divided by a stated number or range."""

    divide: DivideBody


class HigherOfNode(Model):
    """就高: the higher of several."""

    higher_of: Annotated[list[Rule], Field(min_length=2)]


class LowerOfNode(Model):
    """就低, 封顶: the lower of several."""

    lower_of: Annotated[list[Rule], Field(min_length=2)]


class KnownNode(Model):
    """The first of several that is known."""

    known: Annotated[list[Rule], Field(min_length=2)]


class RoundBody(Model):
    """What is rounded, which way, and to multiples of what."""

    of: Rule
    way: Way
    to: Figure = "1"


class RoundNode(Model):
    """Rounded to whole numbers in one of five ways."""

    round: RoundBody


class StepsBody(Model):
    """So many for each step of an amount."""

    of: Rule
    every: Every
    beyond: Figure = "0"
    add: Rule = "1"
    round: Way = "down"


class StepsNode(Model):
    """每增加N增M: whole steps, from a threshold or from zero."""

    steps: StepsBody


class RateBody(Model):
    """So much for each unit of an amount."""

    of: Rule
    each: Rule
    per: Figure = "1"
    round: Way | None = None


class RateNode(Model):
    """每千户N元: in proportion to an amount."""

    rate: RateBody


class Row(Model):
    """One bracket: ``from`` and ``to`` include their number, ``over`` and ``below`` do not."""

    from_: Figure | None = None
    over: Figure | None = None
    to: Figure | None = None
    below: Figure | None = None
    is_: Rule

    @model_validator(mode="after")
    def _one_edge_each(self) -> Row:
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


class BracketsNode(Model):
    """A bracket table."""

    brackets: BracketsBody


class CaseBody(Model):
    """A value for each option of a category input."""

    of: Id
    is_: Annotated[dict[str, Rule], Field(min_length=1)]
    otherwise: Rule | None = None


class CaseNode(Model):
    """A value by category."""

    case: CaseBody


class WhenBody(Model):
    """A condition, what holds then, and what holds else."""

    if_: Condition
    then: Rule
    else_: Rule


class WhenNode(Model):
    """A value under a condition."""

    when: WhenBody


class ShareBody(Model):
    """A split: the parts by name, and the one this rule takes."""

    of: Rule
    parts: Annotated[dict[Id, Figure], Field(min_length=2)]
    take: Id


class ShareNode(Model):
    """One part of a split whose parts sum to the whole to the fen."""

    share: ShareBody


class ReadingsBody(Model):
    """The policy's reading point, and the rule under each of its options."""

    of: Id
    is_: Annotated[dict[Id, Rule], Field(min_length=2)]


class ReadingsNode(Model):
    """Ways to understand an open text, each computed by itself."""

    readings: ReadingsBody


class AssumeBody(Model):
    """The policy's assumption, and the rule that rests on it."""

    name: Id
    is_: Rule


class AssumeNode(Model):
    """A rule that the document does not state."""

    assume: AssumeBody


class AgeBody(Model):
    """The day of birth, the day that counts, and when a year is complete."""

    born: Rule
    at: Rule
    grows: Grows = "on-birthday"


class AgeNode(Model):
    """周岁: age in whole years at a date."""

    age: AgeBody


# Conditions

_Pair = Annotated[list["Rule"], Field(min_length=2, max_length=2)]


class AtLeastNode(Model):
    """The first is at least the second."""

    at_least: _Pair


class AtMostNode(Model):
    """The first is at most the second."""

    at_most: _Pair


class MoreThanNode(Model):
    """The first is more than the second."""

    more_than: _Pair


class LessThanNode(Model):
    """The first is less than the second."""

    less_than: _Pair


class EqualNode(Model):
    """The two are equal."""

    equal: _Pair


class AllNode(Model):
    """Every condition holds."""

    all: Annotated[list[Condition], Field(min_length=1)]


class AnyNode(Model):
    """At least one condition holds."""

    any: Annotated[list[Condition], Field(min_length=1)]


class NotNode(Model):
    """The condition does not hold."""

    not_: Condition


_RULES: dict[str, type[Model]] = {
    "ref": RefNode,
    "input": InputNode,
    "date": DateNode,
    "no-amount": NoAmountNode,
    "floor": FloorNode,
    "cap": CapNode,
    "above": AboveNode,
    "below": BelowNode,
    "about": AboutNode,
    "between": BetweenNode,
    "sum": SumNode,
    "minus": MinusNode,
    "multiply": MultiplyNode,
    "divide": DivideNode,
    "higher-of": HigherOfNode,
    "lower-of": LowerOfNode,
    "known": KnownNode,
    "round": RoundNode,
    "steps": StepsNode,
    "rate": RateNode,
    "brackets": BracketsNode,
    "case": CaseNode,
    "when": WhenNode,
    "share": ShareNode,
    "readings": ReadingsNode,
    "assume": AssumeNode,
    "age": AgeNode,
    "count": CountNode,
    "run": RunNode,
    "rank": RankNode,
}
_CONDITIONS: dict[str, type[Model]] = {
    "at-least": AtLeastNode,
    "at-most": AtMostNode,
    "more-than": MoreThanNode,
    "less-than": LessThanNode,
    "equal": EqualNode,
    "is": IsNode,
    "all": AllNode,
    "any": AnyNode,
    "not": NotNode,
}
RULE_KEYS = tuple(_RULES)
CONDITION_KEYS = tuple(_CONDITIONS)


if not TYPE_CHECKING:
    # Named types, so that the schema refers to them: spelt out, each node would hold all others,
    # and building it would nest as deep as there are nodes.
    Rule = TypeAliasType("Rule", by_one_key(_RULES, Scalar))
    Condition = TypeAliasType("Condition", by_one_key(_CONDITIONS))
