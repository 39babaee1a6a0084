"""From validated data to the plain nodes of one rule."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...policy import InputSpec
from ...quantity import UNITS, Label, exact
from ...rules import nodes as r

__all__ = ["RuleBuilder"]

Data = Mapping[str, Any]


class RuleBuilder:
    """Builds the rules of one provision; ids of doubts come from where a node stands."""

    def __init__(
        self, policy: str, provision: str, unit: str, inputs: Mapping[str, InputSpec]
    ) -> None:
        self._policy = policy
        self._at = f"{policy}/{provision}"
        self._grain = UNITS[unit].grain or Fraction(1)
        self._inputs = inputs
        self._doubts = 0

    def rule(self, data: Any) -> r.Rule:
        if isinstance(data, str):
            if data[0].isdigit() or data[0] in "+-.":
                return r.Number(exact(data))
            return r.Input(data)
        ((key, body),) = data.items()
        built: r.Rule = getattr(self, "_" + key.replace("-", "_"))(body)
        return built

    def condition(self, data: Any) -> r.Condition:
        ((key, body),) = data.items()
        built: r.Condition = getattr(self, "_" + key.replace("-", "_"))(body)
        return built

    def _rules(self, items: list[Any]) -> tuple[r.Rule, ...]:
        return tuple(self.rule(item) for item in items)

    def _doubt(self, kind: str) -> str:
        self._doubts += 1
        return f"{self._at}#{kind}{self._doubts}"

    def _span(self, data: Any) -> r.Rule:
        if isinstance(data, str):
            return r.Number(exact(data))
        low, high = (r.Number(exact(end)) for end in data["between"])
        return r.Between(low, high)

    def _ref(self, body: str) -> r.Rule:
        return r.Ref(body if "/" in body else f"{self._policy}/{body}")

    def _input(self, body: str) -> r.Rule:
        return r.Input(body)

    def _date(self, body: str) -> r.Rule:
        return r.Number(Fraction(body.replace("-", "")))

    def _no_amount(self, body: Data) -> r.Rule:
        return r.NoAmount(Label(body["zh"], body["en"]))

    def _bound(self, kind: str, body: Any) -> r.Rule:
        return r.Bound(kind, self.rule(body), self._grain)

    def _floor(self, body: Any) -> r.Rule:
        return self._bound("floor", body)

    def _cap(self, body: Any) -> r.Rule:
        return self._bound("cap", body)

    def _above(self, body: Any) -> r.Rule:
        return self._bound("above", body)

    def _below(self, body: Any) -> r.Rule:
        return self._bound("below", body)

    def _about(self, body: Any) -> r.Rule:
        return self._bound("about", body)

    def _between(self, body: list[Any]) -> r.Rule:
        return r.Between(*self._rules(body))

    def _sum(self, body: list[Any]) -> r.Rule:
        return r.Sum(self._rules(body))

    def _minus(self, body: list[Any]) -> r.Rule:
        first, *others = self._rules(body)
        return r.Minus(first, tuple(others))

    def _multiply(self, body: list[Any]) -> r.Rule:
        return r.Product(self._rules(body))

    def _divide(self, body: Data) -> r.Rule:
        return r.Divide(self.rule(body["of"]), self._span(body["by"]))

    def _higher_of(self, body: list[Any]) -> r.Rule:
        return r.Extreme(True, self._rules(body))

    def _lower_of(self, body: list[Any]) -> r.Rule:
        return r.Extreme(False, self._rules(body))

    def _known(self, body: list[Any]) -> r.Rule:
        return r.Known(self._rules(body))

    def _round(self, body: Data) -> r.Rule:
        doubt = self._doubt("round") if body["way"] == "outward" else ""
        return r.Round(self.rule(body["of"]), body["way"], exact(body["to"]), doubt)

    def _steps(self, body: Data) -> r.Rule:
        return r.Steps(
            self.rule(body["of"]),
            exact(body["beyond"]),
            self._span(body["every"]),
            self.rule(body["add"]),
            body["round"],
            self._doubt("round") if body["round"] == "outward" else "",
        )

    def _rate(self, body: Data) -> r.Rule:
        way = body.get("round") or ""
        doubt = self._doubt("round") if way == "outward" else ""
        of, each = self.rule(body["of"]), self.rule(body["each"])
        return r.Rate(of, each, exact(body["per"]), way, doubt)

    def _brackets(self, body: Data) -> r.Rule:
        rows = []
        for row in body["rows"]:
            low = row.get("from", row.get("over"))
            high = row.get("to", row.get("below"))
            rows.append(
                r.Bracket(
                    None if low is None else exact(low),
                    "over" not in row,
                    None if high is None else exact(high),
                    "below" not in row,
                    self.rule(row["is"]),
                )
            )
        doubt = self._doubt("edge") if body.get("shared-edges") else ""
        return r.Brackets(self.rule(body["of"]), tuple(rows), doubt)

    def _case(self, body: Data) -> r.Rule:
        cases = tuple((option, self.rule(inner)) for option, inner in body["is"].items())
        other = body.get("otherwise")
        return r.Case(body["of"], cases, None if other is None else self.rule(other))

    def _when(self, body: Data) -> r.Rule:
        return r.When(self.condition(body["if"]), self.rule(body["then"]), self.rule(body["else"]))

    def _share(self, body: Data) -> r.Rule:
        names = list(body["parts"])
        weights = tuple(exact(weight) for weight in body["parts"].values())
        return r.Share(self.rule(body["of"]), weights, names.index(body["take"]), self._grain)

    def _readings(self, body: Data) -> r.Rule:
        options = tuple((name, self.rule(inner)) for name, inner in body["is"].items())
        return r.Readings(f"{self._policy}:{body['of']}", options)

    def _assume(self, body: Data) -> r.Rule:
        return r.Assume(f"{self._policy}:{body['name']}", self.rule(body["is"]))

    def _age(self, body: Data) -> r.Rule:
        return r.Age(self.rule(body["born"]), self.rule(body["at"]), body["grows"])

    def _count(self, body: Data) -> r.Rule:
        return r.Count(body["of"], body["value"], False)

    def _run(self, body: Data) -> r.Rule:
        return r.Count(body["of"], body["value"], True)

    def _rank(self, body: Data) -> r.Rule:
        options = tuple(option.id for option in self._inputs[body["of"]].options)
        return r.Rank(body["of"], body.get("option") or "", options)

    def _compare(self, op: str, body: list[Any], *, turn: bool = False) -> r.Condition:
        left, right = self._rules(body)
        return r.Compare(op, right, left) if turn else r.Compare(op, left, right)

    def _at_least(self, body: list[Any]) -> r.Condition:
        return self._compare("<=", body, turn=True)

    def _at_most(self, body: list[Any]) -> r.Condition:
        return self._compare("<=", body)

    def _more_than(self, body: list[Any]) -> r.Condition:
        return self._compare("<", body, turn=True)

    def _less_than(self, body: list[Any]) -> r.Condition:
        return self._compare("<", body)

    def _equal(self, body: list[Any]) -> r.Condition:
        return self._compare("==", body)

    def _is(self, body: Data) -> r.Condition:
        return r.IsOneOf(body["of"], tuple(body["in"]))

    def _all(self, body: list[Any]) -> r.Condition:
        return r.All(tuple(self.condition(item) for item in body))

    def _any(self, body: list[Any]) -> r.Condition:
        return r.Any(tuple(self.condition(item) for item in body))

    def _not(self, body: Any) -> r.Condition:
        return r.Not(self.condition(body))
