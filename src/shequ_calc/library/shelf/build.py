"""From validated data to plain policies.

The data is what the schema lets through, with its defaults filled in; it is the same whether it
comes from a YAML file just validated or from a compiled copy, so that both build one policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...inputs import BUILT_IN
from ...policy import (
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
from ...quantity import Label, exact
from ...record import replace
from ...rules import nodes as r
from .build_rule import RuleBuilder

__all__ = ["build_policy", "input_spec"]

Data = Mapping[str, Any]
_MONEY_LIMIT = Fraction(10**10)
_COUNT_LIMIT = Fraction(10**6)


def _words(data: Data | None) -> Label | None:
    return Label(data["zh"], data["en"]) if data else None


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
    make = RuleBuilder(policy_id, key, body["unit"], inputs)
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
        inner = RuleBuilder(policy_id, f"{key}.{name}", view.get("unit") or body["unit"], inputs)
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
