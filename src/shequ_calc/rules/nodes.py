"""The rule algebra: a closed set of plain, frozen nodes that nest freely.

A node says what a provision gives; :mod:`.walk` says how it is evaluated. Nodes know no file
format and no carrier, but where they stand in their file. Literals are exact fractions; references
to inputs and to other provisions are by id.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeVar

from ..quantity import Label
from ..record import Record

__all__ = [
    "AGE_GROWS",
    "ROUNDINGS",
    "Age",
    "All",
    "Any",
    "Assume",
    "Between",
    "Bound",
    "Bracket",
    "Brackets",
    "Case",
    "Compare",
    "Condition",
    "Count",
    "Day",
    "Divide",
    "Extreme",
    "Input",
    "IsOneOf",
    "Known",
    "Meant",
    "Minus",
    "NoAmount",
    "Node",
    "Not",
    "Number",
    "Product",
    "Rank",
    "Rate",
    "Readings",
    "Ref",
    "Round",
    "Rule",
    "Share",
    "Steps",
    "Sum",
    "When",
    "children",
    "descend",
    "placed",
]

ROUNDINGS = ("down", "up", "nearest", "inward", "outward")
AGE_GROWS = ("on-birthday", "after-birthday")


N = TypeVar("N", bound="Node")


class Node(Record):
    """``place`` is where a node stands in its policy's file: the keys and indexes that lead to it,
    its own key the last; () for a node of no file. It is no part of what the node is: nodes are
    equal wherever they stand."""

    __slots__ = ("_place",)

    @property
    def place(self) -> tuple[str | int, ...]:
        return getattr(self, "_place", ())


def placed(node: N, place: tuple[str | int, ...]) -> N:
    """``node``, which from now on says that it stands at ``place``."""
    _put_place(node, place)
    return node


_put_place = vars(Node)["_place"].__set__


class Rule(Node):
    """A node whose value is an amount: a range with ends that may be open."""


class Condition(Node):
    """A node whose value is yes, no, or not known."""


class Number(Rule):
    """A figure the document states."""

    value: Fraction


class Day(Number):
    """A stated day of the calendar, as the number yyyymmdd."""


class Input(Rule):
    """A fact about the community, the person or the year, given from outside."""

    id: str


class Ref(Rule):
    """What another provision gives; ``provision`` is its full id, as in ``jilin/posts``."""

    provision: str


class NoAmount(Rule):
    """Named without an amount; ``reason`` says why there is none."""

    reason: Label


class Bound(Rule):
    """A bound in words: ``floor`` and ``cap`` include the number, ``above`` and ``below`` do not,
    ``about`` keeps it and flags it approximate.

    ``grain`` is the smallest step of the unit, so that "more than 5 persons" is 6 and up.
    """

    kind: str
    of: Rule
    grain: Fraction = Fraction(1)


class Between(Rule):
    """A closed range left to the office: a choice, not a doubt."""

    low: Rule
    high: Rule


class Sum(Rule):
    """Parts added up. One part missing keeps the lower end and opens the upper one."""

    parts: tuple[Rule, ...]


class Minus(Rule):
    """What is left of the first after the others, never below zero."""

    of: Rule
    less: tuple[Rule, ...]


class Product(Rule):
    """Factors multiplied."""

    factors: tuple[Rule, ...]


class Divide(Rule):
    """Divided by a stated number, or by a stated range."""

    of: Rule
    by: Rule


class Extreme(Rule):
    """The higher (``high``) or the lower of several; 就高 is ``high``."""

    high: bool
    of: tuple[Rule, ...]


class Known(Rule):
    """The first of several that is known."""

    of: tuple[Rule, ...]


class Round(Rule):
    """Rounded to whole multiples of ``to`` in one of the five ways of ``ROUNDINGS``.

    ``doubt`` is the id of the two readings that ``outward`` opens.
    """

    of: Rule
    way: str
    to: Fraction
    doubt: str


class Steps(Rule):
    """``add`` for each ``every`` of what ``of`` has beyond ``beyond``, rounded by ``way``."""

    of: Rule
    beyond: Fraction
    every: Rule
    add: Rule
    way: str
    doubt: str


class Rate(Rule):
    """``each`` for every ``per`` of ``of``, in proportion, rounded where ``way`` is named."""

    of: Rule
    each: Rule
    per: Fraction
    way: str
    doubt: str


class Bracket(Node):
    """One row: from ``low`` to ``high`` (``None``: without end), each end in or out."""

    low: Fraction | None
    low_in: bool
    high: Fraction | None
    high_in: bool
    rule: Rule


class Brackets(Rule):
    """A table over one amount. ``doubt`` is set where rows share an edge that both include;
    ``gaps`` says that the document leaves open what lies between the rows or beyond them."""

    of: Rule
    rows: tuple[Bracket, ...]
    doubt: str
    gaps: bool = False


class Case(Rule):
    """A value by category; ``otherwise`` where no case fits, else the rule is not for it."""

    of: str
    cases: tuple[tuple[str, Rule], ...]
    otherwise: Rule | None


class When(Rule):
    """``then`` where the condition holds, else ``otherwise``."""

    condition: Condition
    then: Rule
    otherwise: Rule


class Meant(Rule):
    """``of``, but nothing for those for whom the condition is known not to hold."""

    condition: Condition
    of: Rule


class Share(Rule):
    """The part ``take`` of a split into named parts, which sum to the whole to the ``grain``
    (largest remainder)."""

    of: Rule
    parts: tuple[tuple[str, Fraction], ...]
    take: str
    grain: Fraction


class Readings(Rule):
    """Ways to understand an open text; ``doubt`` names the policy's reading point."""

    doubt: str
    options: tuple[tuple[str, Rule], ...]


class Assume(Rule):
    """A rule that the document does not state; ``name`` is the policy's assumption."""

    name: str
    of: Rule


class Age(Rule):
    """Age in whole years at a date: 周岁 grows on the birthday, or the day after it passes a year.

    ``on-birthday`` counts completed years; ``after-birthday`` counts a year begun as a year, so
    that a limit of 40 holds to the 40th birthday and no longer.
    """

    born: Rule
    at: Rule
    grows: str


class Count(Rule):
    """How often ``value`` stands in a sequence input; ``run`` takes the longest unbroken run."""

    of: str
    value: str
    run: bool


class Rank(Rule):
    """The place of an option among ``options`` in rising order, the first being 1.

    ``option`` names a stated one; where it is "" the one given for the input counts.
    """

    of: str
    option: str
    options: tuple[str, ...]


class Compare(Condition):
    """``left`` against ``right`` by ``op``: ``<=``, ``<`` or ``==``; nothing is divided."""

    op: str
    left: Rule
    right: Rule


class IsOneOf(Condition):
    """Whether a category input is one of ``options``."""

    of: str
    options: tuple[str, ...]


class All(Condition):
    """Every condition holds."""

    of: tuple[Condition, ...]


class Any(Condition):
    """At least one condition holds."""

    of: tuple[Condition, ...]


class Not(Condition):
    """The condition does not hold."""

    of: Condition


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside ``node``, in the order of its fields."""
    for name in type(node).__match_args__:
        value = getattr(node, name)
        for item in value if isinstance(value, tuple) else (value,):
            for part in item if isinstance(item, tuple) else (item,):
                if isinstance(part, Node):
                    yield part


def descend(node: Node) -> Iterator[Node]:
    """``node`` and every node inside it, outermost first."""
    yield node
    for child in children(node):
        yield from descend(child)
