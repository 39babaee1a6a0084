"""How far a rule can reach: its greatest value, and the readings it can be read in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from typing import Any

from ...quantity import exact
from ..format.source import Where
from .declarations import Declared
from .rule_data import Node, node_of, parts, walk

__all__ = ["READING_LIMIT", "VALUE_LIMIT", "Extent"]

Add = Callable[[Where, str, str], None]
VALUE_LIMIT = Fraction(10**18)
READING_LIMIT = 64
_CALENDAR_LIMIT = Fraction(10**8)


class Extent:
    """Works out how far the rules of a file reach; its provisions must not go in circles."""

    def __init__(self, names: Declared, add: Add) -> None:
        self._names = names
        self._add = add
        self._greatest: dict[str, Fraction] = {}
        self._doubts: dict[str, dict[str, int]] = {}

    def check(self, rule: Any, path: Where) -> None:
        """Check one rule: products that are too large, readings that are too many."""
        top = node_of(rule, path)
        self._value(top, report=True)
        doubts = self._read(top)
        count = prod(doubts.values())
        if count > READING_LIMIT:
            listed = ", ".join(f"{name} ({number})" for name, number in doubts.items())
            self._add(
                path,
                f"各种读法合起来有 {count} 种，最多 {READING_LIMIT} 种：{listed}",
                f"the readings combine to {count}, at most {READING_LIMIT} are computed: {listed}",
            )

    # Values

    def _of_provision(self, reference: str) -> Fraction:
        key = self._names.own(reference)
        if key not in self._names.provisions:
            return Fraction(0)
        if key not in self._greatest:
            self._greatest[key] = max(
                self._value(node_of(rule, ())) for rule in _rules(self._names.provisions[key])
            )
        return self._greatest[key]

    def _value(self, node: Node, *, report: bool = False) -> Fraction:
        """The greatest value; an open end counts as the number it begins with."""
        key, body, _ = node
        if key == "number":
            return exact(body)
        if key == "input":
            spec = self._names.inputs.get(body)
            return Fraction(0) if spec is None or spec.kind != "number" else spec.greatest
        if key == "ref":
            return self._of_provision(body)
        if key in ("date", "age", "count", "run", "rank"):
            return _CALENDAR_LIMIT
        inner = [self._value(part, report=report) for part in parts(node)]
        if key in ("multiply", "steps", "rate"):
            if key == "multiply":
                value = prod(inner, start=Fraction(1))
            else:
                by = body["every"] if key == "steps" else body["per"]
                value = inner[0] * inner[1] / (_least(by) or 1)
            if value > VALUE_LIMIT and report and max(inner) <= VALUE_LIMIT:
                self._add(
                    node.path,
                    "可能超过 10^18，太大，无法准确计算；请给输入项写 greatest",
                    "this can exceed 10^18, which is too large to compute; "
                    "give the inputs a greatest value",
                )
            return value
        if key == "divide":
            return inner[0] / (_least(body["by"]) or 1)
        if key == "sum":
            return sum(inner, Fraction(0))
        if key == "minus":
            return inner[0]
        return max(inner, default=Fraction(0))

    # Readings

    def _read(self, top: Node) -> dict[str, int]:
        """Every point at which a rule can be read in more than one way: how many ways."""
        found: dict[str, int] = {}
        for node in walk(top):
            key, body, path = node
            if key == "readings":
                found[body["of"]] = len(body["is"])
            elif _opens_two(key, body):
                found[".".join(map(str, path))] = 2
            elif key in ("case", "is"):
                found |= self._by_place(body["of"])
            elif key == "ref":
                found |= self._of_reference(body)
        return found

    def _by_place(self, name: str) -> dict[str, int]:
        spec = self._names.inputs.get(name)
        values = spec.by_place.values() if spec else ()
        points = {value[0]: len(value[1]) for value in values if not isinstance(value, str)}
        return {point.partition(":")[2]: number for point, number in points.items()}

    def _of_reference(self, reference: str) -> dict[str, int]:
        key = self._names.own(reference)
        if key not in self._names.provisions:
            return {}
        if key not in self._doubts:
            provision = self._names.provisions[key]
            found: dict[str, int] = {}
            at: Where = ("provisions", key)
            for index, rule in enumerate(_rules(provision)):
                found |= self._read(node_of(rule, (*at, index)))
            if len(provision["versions"]) > 1:
                found[f"{key}.versions"] = 2
            self._doubts[key] = found
        return self._doubts[key]


def _opens_two(key: str, body: Any) -> bool:
    """Whether a node opens two readings by itself: rounded outward, or with shared edges."""
    if key in ("round", "steps", "rate"):
        return bool(body.get("way" if key == "round" else "round") == "outward")
    return key == "brackets" and body.get("shared-edges") is not None


def _rules(provision: Mapping[str, Any]) -> list[Any]:
    if provision.get("rule") is not None:
        return [provision["rule"]]
    return [version["rule"] for version in provision["versions"]]


def _least(by: Any) -> Fraction:
    return min(exact(end) for end in ([by] if isinstance(by, str) else by["between"]))
