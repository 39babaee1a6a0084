"""From validated data to the plain nodes of one rule."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

from ...policy import InputSpec
from ...quantity import UNITS, Label, exact
from ...rules import nodes as r

__all__ = ["RuleBuilder"]

Data = Mapping[str, Any]
Place = tuple[str | int, ...]


class RuleBuilder:
    """Builds the rules of one provision, each node with its place in the file; ids of doubts come
    from the order in which nodes stand.

    It takes whatever the schema lets through: an input that nothing declares has no options.
    """

    def __init__(
        self, policy: str, provision: str, unit: str, inputs: Mapping[str, InputSpec]
    ) -> None:
        self._policy = policy
        self._at = f"{policy}/{provision}"
        self._grain = UNITS[unit].grain or Fraction(1)
        self._inputs = inputs
        self._doubts = 0

    def rule(self, data: Any, place: Place) -> r.Rule:
        """The rule that ``data`` at ``place`` describes."""
        if isinstance(data, str):
            if data[0].isdigit() or data[0] in "+-.":
                return r.placed(r.Number(exact(data)), place)
            return r.placed(r.Input(data), place)
        return cast("r.Rule", self._node(data, place))

    def condition(self, data: Any, place: Place) -> r.Condition:
        """The condition that ``data`` at ``place`` describes."""
        return cast("r.Condition", self._node(data, place))

    def _node(self, data: Any, place: Place) -> r.Rule | r.Condition:
        ((key, body),) = data.items()
        at = (*place, key)
        built: r.Rule | r.Condition = getattr(self, "_" + key.replace("-", "_"))(body, at)
        return r.placed(built, at)

    def _rules(self, items: list[Any], at: Place) -> tuple[r.Rule, ...]:
        return tuple(self.rule(item, (*at, index)) for index, item in enumerate(items))

    def _named(self, rules: Data, at: Place) -> tuple[tuple[str, r.Rule], ...]:
        return tuple((name, self.rule(inner, (*at, "is", name))) for name, inner in rules.items())

    def _part(self, body: Data, name: str, at: Place) -> r.Rule:
        return self.rule(body[name], (*at, name))

    def _doubt(self, kind: str) -> str:
        self._doubts += 1
        return f"{self._at}#{kind}{self._doubts}"

    def _rounding(self, way: str) -> str:
        return self._doubt("round") if way == "outward" else ""

    def _ref(self, body: str, _at: Place) -> r.Rule:
        return r.Ref(body if "/" in body else f"{self._policy}/{body}")

    def _input(self, body: str, _at: Place) -> r.Rule:
        return r.Input(body)

    def _date(self, body: str, _at: Place) -> r.Rule:
        return r.Day(Fraction(body.replace("-", "")))

    def _no_amount(self, body: Data, _at: Place) -> r.Rule:
        return r.NoAmount(Label(body["zh"], body["en"]))

    def _bound(self, body: Any, at: Place) -> r.Rule:
        return r.Bound(str(at[-1]), self.rule(body, at), self._grain)

    _floor = _cap = _above = _below = _about = _bound

    def _between(self, body: list[Any], at: Place) -> r.Rule:
        return r.Between(*self._rules(body, at))

    def _sum(self, body: list[Any], at: Place) -> r.Rule:
        return r.Sum(self._rules(body, at))

    def _minus(self, body: list[Any], at: Place) -> r.Rule:
        first, *others = self._rules(body, at)
        return r.Minus(first, tuple(others))

    def _multiply(self, body: list[Any], at: Place) -> r.Rule:
        return r.Product(self._rules(body, at))

    def _divide(self, body: Data, at: Place) -> r.Rule:
        return r.Divide(self._part(body, "of", at), self._part(body, "by", at))

    def _higher_of(self, body: list[Any], at: Place) -> r.Rule:
        return r.Extreme(True, self._rules(body, at))

    def _lower_of(self, body: list[Any], at: Place) -> r.Rule:
        return r.Extreme(False, self._rules(body, at))

    def _known(self, body: list[Any], at: Place) -> r.Rule:
        return r.Known(self._rules(body, at))

    def _round(self, body: Data, at: Place) -> r.Rule:
        doubt = self._rounding(body["way"])
        return r.Round(self._part(body, "of", at), body["way"], exact(body["to"]), doubt)

    def _steps(self, body: Data, at: Place) -> r.Rule:
        return r.Steps(
            self._part(body, "of", at),
            exact(body["beyond"]),
            self._part(body, "every", at),
            self._part(body, "add", at),
            body["round"],
            self._rounding(body["round"]),
        )

    def _rate(self, body: Data, at: Place) -> r.Rule:
        way = body.get("round") or ""
        doubt = self._rounding(way)
        of, each = self._part(body, "of", at), self._part(body, "each", at)
        return r.Rate(of, each, exact(body["per"]), way, doubt)

    def _brackets(self, body: Data, at: Place) -> r.Rule:
        rows = []
        for index, row in enumerate(body["rows"]):
            alone = row.get("at")
            low = row.get("from", row.get("over", alone))
            high = row.get("to", row.get("below", alone))
            here = (*at, "rows", index)
            bracket = r.Bracket(
                None if low is None else exact(low),
                "over" not in row,
                None if high is None else exact(high),
                "below" not in row,
                self._part(row, "is", here),
            )
            rows.append(r.placed(bracket, here))
        doubt = self._doubt("edge") if body.get("shared-edges") else ""
        gaps = body.get("gaps") is not None
        return r.Brackets(self._part(body, "of", at), tuple(rows), doubt, gaps)

    def _case(self, body: Data, at: Place) -> r.Rule:
        known = body.get("otherwise") is not None
        otherwise = self._part(body, "otherwise", at) if known else None
        return r.Case(body["of"], self._named(body["is"], at), otherwise)

    def _when(self, body: Data, at: Place) -> r.Rule:
        condition = self.condition(body["if"], (*at, "if"))
        return r.When(condition, self._part(body, "then", at), self._part(body, "else", at))

    def _share(self, body: Data, at: Place) -> r.Rule:
        parts = tuple((name, exact(weight)) for name, weight in body["parts"].items())
        return r.Share(self._part(body, "of", at), parts, body["take"], self._grain)

    def _readings(self, body: Data, at: Place) -> r.Rule:
        return r.Readings(f"{self._policy}:{body['of']}", self._named(body["is"], at))

    def _assume(self, body: Data, at: Place) -> r.Rule:
        return r.Assume(f"{self._policy}:{body['name']}", self._part(body, "is", at))

    def _age(self, body: Data, at: Place) -> r.Rule:
        return r.Age(self._part(body, "born", at), self._part(body, "at", at), body["grows"])

    def _count(self, body: Data, at: Place) -> r.Rule:
        return r.Count(body["of"], body["value"], at[-1] == "run")

    _run = _count

    def _rank(self, body: Data, _at: Place) -> r.Rule:
        spec = self._inputs.get(body["of"])
        options = tuple(option.id for option in spec.options) if spec else ()
        return r.Rank(body["of"], body.get("option") or "", options)

    def _compare(self, body: list[Any], at: Place) -> r.Condition:
        left, right = self._rules(body, at)
        op, turned = _COMPARISONS[str(at[-1])]
        return r.Compare(op, right, left) if turned else r.Compare(op, left, right)

    _at_least = _at_most = _more_than = _less_than = _equal = _compare

    def _is(self, body: Data, _at: Place) -> r.Condition:
        return r.IsOneOf(body["of"], tuple(body["in"]))

    def _conditions(self, items: list[Any], at: Place) -> tuple[r.Condition, ...]:
        return tuple(self.condition(item, (*at, index)) for index, item in enumerate(items))

    def _all(self, body: list[Any], at: Place) -> r.Condition:
        return r.All(self._conditions(body, at))

    def _any(self, body: list[Any], at: Place) -> r.Condition:
        return r.Any(self._conditions(body, at))

    def _not(self, body: Any, at: Place) -> r.Condition:
        return r.Not(self.condition(body, at))


# How the words of a comparison are compared, and whether its sides change places for it.
_COMPARISONS = {
    "at-least": ("<=", True),
    "at-most": ("<=", False),
    "more-than": ("<", True),
    "less-than": ("<", False),
    "equal": ("==", False),
}
