"""From validated data to plain policies.

The data is what the schema lets through, with its defaults filled in; it is the same whether it
comes from a YAML file just validated or from a compiled copy, so that both build one policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .. import rule as r
from ..inputs import BUILT_IN
from ..policy import (
    Case,
    Citation,
    Document,
    Expectation,
    InputSpec,
    Norm,
    Option,
    Payer,
    Policy,
    Provision,
    ReadingPoint,
    Version,
    View,
)
from ..quantity import UNITS, Label, exact
from ..record import replace

__all__ = ["build_policy", "input_spec"]

Data = Mapping[str, Any]
_MONEY_LIMIT = Fraction(10**10)
_COUNT_LIMIT = Fraction(10**6)


def _words(data: Data | None) -> Label | None:
    return Label(data["zh"], data["en"]) if data else None


class _RuleBuilder:
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


def build_policy(data: Data, policy_id: str, origin: str, digest: str) -> Policy:
    """The plain policy that validated ``data`` describes.

    ``origin`` is the file it comes from and ``digest`` identifies its content.
    """
    documents = {key: _document(key, body) for key, body in data["documents"].items()}
    readings = {
        f"{policy_id}:{key}": ReadingPoint(
            f"{policy_id}:{key}",
            Label(**body["why"]),
            {name: Label(**words) for name, words in body["options"].items()},
        )
        for key, body in data["readings"].items()
    }
    own = {key: input_spec(policy_id, key, body) for key, body in data["inputs"].items()}
    known = {**BUILT_IN, **own}
    return Policy(
        id=policy_id,
        place=data["place"],
        label=Label(**data["label"]),
        documents=documents,
        readings=readings,
        assumptions={
            f"{policy_id}:{key}": Label(**words) for key, words in data["assumptions"].items()
        },
        inputs=own,
        provisions={
            f"{policy_id}/{key}": _provision(policy_id, key, body, known)
            for key, body in data["provisions"].items()
        },
        cases=tuple(_case(case) for case in data["cases"]),
        origin=origin,
        digest=digest,
    )


def _document(key: str, body: Data) -> Document:
    reports = body.get("reports")
    return Document(
        id=key,
        title=body["title"],
        issuer=body["issuer"],
        kind=body["kind"],
        number=body.get("number") or "",
        issued=body["issued"],
        in_force=body["in-force"],
        reports=Norm(reports["title"], reports.get("number") or "") if reports else None,
        text=body.get("text") or "",
        notes=tuple(Label(**words) for words in body["notes"]),
    )


def input_spec(policy_id: str, key: str, body: Data) -> InputSpec:
    """The input that validated data declares: a new one, or a built-in one with its own words."""
    base = BUILT_IN.get(key)
    unit = body.get("unit") or (base.unit if base else "")
    greatest = body.get("greatest")
    limit = _MONEY_LIMIT if unit == "yuan" else _COUNT_LIMIT
    by_place: dict[str, str | tuple[str, Mapping[str, str]]] = {
        code: value
        if isinstance(value, str)
        else (f"{policy_id}:{value['readings']}", dict(value["is"]))
        for code, value in body["by-place"].items()
    }
    options = tuple(
        Option(item["id"], Label(**item["label"]), tuple(item["aliases"]))
        for item in body["options"]
    )
    if base:
        return replace(
            base,
            label=_words(body.get("label")) or base.label,
            greatest=exact(greatest) if greatest else base.greatest,
            options=options or base.options,
            headers=base.headers + tuple(body["headers"]),
            hint=_words(body.get("hint")) or base.hint,
            by_place=by_place,
        )
    return InputSpec(
        id=key,
        label=_words(body.get("label")) or Label(key, key),
        kind=body["kind"],
        unit=unit,
        least=exact(body["least"]),
        greatest=exact(greatest) if greatest else limit,
        period=body.get("period") or "",
        options=options,
        headers=tuple(body["headers"]),
        hint=_words(body.get("hint")) or Label("", ""),
        by_place=by_place,
    )


def _provision(policy_id: str, key: str, body: Data, inputs: Mapping[str, InputSpec]) -> Provision:
    make = _RuleBuilder(policy_id, key, body["unit"], inputs)
    cite = tuple(Citation(**item) for item in body["cite"])
    if body.get("rule") is not None:
        versions: tuple[Version, ...] = (Version("", "", make.rule(body["rule"]), cite),)
    else:
        versions = tuple(
            Version(
                item.get("from") or "",
                item.get("until") or "",
                make.rule(item["rule"]),
                tuple(Citation(**one) for one in item["cite"]) or cite,
            )
            for item in body["versions"]
        )
    label = Label(**body["label"])

    def full(reference: str | None) -> str:
        return (
            "" if not reference else reference if "/" in reference else f"{policy_id}/{reference}"
        )

    def maybe(rule: Any) -> r.Rule | None:
        return None if rule is None else make.rule(rule)

    views = []
    for name, view in body["views"].items():
        inner = _RuleBuilder(policy_id, f"{key}.{name}", view.get("unit") or body["unit"], inputs)
        views.append(
            View(
                id=name,
                questions=tuple(view["questions"]),
                label=_words(view.get("label")) or label,
                unit=view.get("unit") or body["unit"],
                scope=view.get("scope") or body["scope"],
                period=view.get("period") or body.get("period") or "",
                role=view["role"],
                rule=inner.rule(view["rule"]),
                actual=None if view.get("actual") is None else inner.rule(view["actual"]),
            )
        )
    return Provision(
        id=f"{policy_id}/{key}",
        label=label,
        questions=tuple(body["questions"]),
        force=body["force"],
        unit=body["unit"],
        scope=body["scope"],
        period=body.get("period") or "",
        role=body["role"],
        versions=versions,
        views=tuple(views),
        payers=tuple(
            Payer(
                item["level"],
                None if item.get("share") is None else exact(item["share"]),
                maybe(item.get("amount")),
                f"{policy_id}:{item['assume']}" if item.get("assume") else "",
            )
            for item in body["payers"]
        ),
        only_where=_words(body.get("only-where")),
        part_of=full(body.get("part-of")),
        on_top_of=full(body.get("on-top-of")),
        replaces=full(body.get("replaces")),
        points=tuple(f"{policy_id}:{point}" for point in body["points"]),
        notes=tuple(Label(**words) for words in body["notes"]),
        opens=_words(body.get("opens")),
        actual=maybe(body.get("actual")),
    )


def _case(body: Data) -> Case:
    return Case(
        question=body["ask"],
        place=body.get("place") or "",
        given=dict(body["given"]),
        on=body["on"],
        expect=tuple(
            Expectation(
                provision, {name: value for name, value in fields.items() if value is not None}
            )
            for provision, fields in body["expect"].items()
        ),
        because=body["because"],
    )
