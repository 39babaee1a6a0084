"""The rules in a policy file's data, and where each stands: what every check walks over.

The checks walk over the data and not over the nodes built from it, since only the data knows the
path, and so the line, of what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..format.source import Where

__all__ = ["Node", "Stated", "is_number", "node_of", "parts", "rules_of", "walk"]

_ONE_INSIDE = ("floor", "cap", "above", "below", "about", "not")
_BODY_PARTS: dict[str, tuple[str, ...]] = {
    "divide": ("of",),
    "round": ("of",),
    "steps": ("of", "add"),
    "rate": ("of", "each"),
    "when": ("if", "then", "else"),
    "share": ("of",),
    "assume": ("is",),
    "age": ("born", "at"),
}
_LISTS = (
    "between", "sum", "minus", "multiply", "higher-of", "lower-of", "known",
    "at-least", "at-most", "more-than", "less-than", "equal", "all", "any",
)  # fmt: skip


class Node(NamedTuple):
    """A node of a rule: its key (``number`` and ``input`` for scalars), its body and its path."""

    key: str
    body: Any
    path: Where


class Stated(NamedTuple):
    """A rule of a provision: what it is there for, what its figures count, and where it stands.

    ``kind`` is rule, version, actual or amount (of a payer); ``view`` is "" outside views.
    """

    kind: str
    view: str
    rule: Any
    path: Where
    unit: str
    scope: str
    period: str


def is_number(rule: Any) -> bool:
    """Whether a rule is a stated number."""
    return isinstance(rule, str) and (rule[0].isdigit() or rule[0] in "+-.")


def node_of(rule: Any, path: Where) -> Node:
    """The node that a rule or a condition is."""
    if isinstance(rule, str):
        return Node("number" if is_number(rule) else "input", rule, path)
    ((key, body),) = rule.items()
    return Node(key, body, (*path, key))


def parts(node: Node) -> Iterator[Node]:
    """The rules and conditions directly inside a node, in the order they are written."""
    key, body, path = node
    if key in _ONE_INSIDE:
        yield node_of(body, path)
    elif key in _LISTS:
        for index, item in enumerate(body):
            yield node_of(item, (*path, index))
    elif key in _BODY_PARTS:
        for name in _BODY_PARTS[key]:
            yield node_of(body[name], (*path, name))
    elif key == "brackets":
        yield node_of(body["of"], (*path, "of"))
        for index, row in enumerate(body["rows"]):
            yield node_of(row["is"], (*path, "rows", index, "is"))
    elif key in ("case", "readings"):
        for option, inner in body["is"].items():
            yield node_of(inner, (*path, "is", option))
        if body.get("otherwise") is not None:
            yield node_of(body["otherwise"], (*path, "otherwise"))


def walk(node: Node) -> Iterator[Node]:
    """A node and every node inside it, outermost first."""
    yield node
    for part in parts(node):
        yield from walk(part)


def rules_of(provision: Mapping[str, Any], path: Where) -> Iterator[Stated]:
    """Every rule that stands in a provision, with the unit, scope and period it must give."""
    unit, scope, period = provision["unit"], provision["scope"], provision.get("period") or ""
    if provision.get("rule") is not None:
        yield Stated("rule", "", provision["rule"], (*path, "rule"), unit, scope, period)
    for index, version in enumerate(provision["versions"]):
        at = (*path, "versions", index, "rule")
        yield Stated("version", "", version["rule"], at, unit, scope, period)
    if provision.get("actual") is not None:
        yield Stated("actual", "", provision["actual"], (*path, "actual"), unit, scope, period)
    for index, payer in enumerate(provision["payers"]):
        if payer.get("amount") is not None:
            at = (*path, "payers", index, "amount")
            yield Stated("amount", "", payer["amount"], at, unit, scope, period)
    for name, view in provision["views"].items():
        own = (view.get("unit") or unit, view.get("scope") or scope, view.get("period") or period)
        at = (*path, "views", name)
        yield Stated("rule", name, view["rule"], (*at, "rule"), *own)
        if view.get("actual") is not None:
            yield Stated("actual", name, view["actual"], (*at, "actual"), *own)
