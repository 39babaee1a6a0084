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

__all__ = ["build_policy", "input_spec", "provision_of"]

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
            f"{policy_id}/{key}": provision_of(policy_id, key, body, known)
            for key, body in data["provisions"].items()
        },
        read_cases=lambda: _cases(data["cases"]),
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
        issued=body.get("issued") or "",
        in_force=body["in-force"],
        reports=Norm(reports["title"], reports.get("number") or "") if reports else None,
        text=body.get("text") or "",
        notes=tuple(Label(**words) for words in body["notes"]),
        noted=body.get("noted") or "",
        seen=body["seen"],
        trust=body["trust"],
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


def provision_of(
    policy_id: str, key: str, body: Data, inputs: Mapping[str, InputSpec]
) -> Provision:
    """The provision that validated data describes; ``inputs`` are those its rules may name."""
    make = RuleBuilder(policy_id, key, body["unit"], inputs)
    at = ("provisions", key)
    cite = tuple(Citation(**item) for item in body["cite"])

    def maybe(holder: Data, name: str, *place: str | int) -> r.Rule | None:
        found = holder.get(name)
        return None if found is None else make.rule(found, (*at, *place, name))

    alone = maybe(body, "rule")
    if alone is not None:
        versions: tuple[Version, ...] = (Version("", "", alone, cite),)
    else:
        versions = tuple(
            Version(
                item.get("from") or "",
                item.get("until") or "",
                make.rule(item["rule"], (*at, "versions", index, "rule")),
                tuple(Citation(**one) for one in item["cite"]) or cite,
            )
            for index, item in enumerate(body["versions"])
        )
    label = Label(**body["label"])

    def full(reference: str | None) -> str:
        return (
            "" if not reference else reference if "/" in reference else f"{policy_id}/{reference}"
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
        views=tuple(
            _view(policy_id, key, name, view, body, inputs) for name, view in body["views"].items()
        ),
        payers=tuple(
            Payer(
                item["level"],
                None if item.get("share") is None else exact(item["share"]),
                maybe(item, "amount", "payers", index),
                f"{policy_id}:{item['assume']}" if item.get("assume") else "",
            )
            for index, item in enumerate(body["payers"])
        ),
        only_where=_words(body.get("only-where")),
        part_of=full(body.get("part-of")),
        on_top_of=full(body.get("on-top-of")),
        replaces=tuple(full(one) for one in body["replaces"]),
        points=tuple(f"{policy_id}:{point}" for point in body["points"]),
        notes=tuple(Label(**words) for words in body["notes"]),
        opens=_words(body.get("opens")),
        actual=maybe(body, "actual"),
        meant=_meant(make, body, at),
        topic=body.get("topic") or "",
    )


def _meant(make: RuleBuilder, holder: Data, at: tuple[str | int, ...]) -> r.Condition | None:
    found = holder.get("for")
    return None if found is None else make.condition(found, (*at, "for"))


def _view(
    policy_id: str, key: str, name: str, view: Data, body: Data, inputs: Mapping[str, InputSpec]
) -> View:
    unit, at = view.get("unit") or body["unit"], ("provisions", key, "views", name)
    make = RuleBuilder(policy_id, f"{key}.{name}", unit, inputs)
    actual = view.get("actual")
    meant = _meant(make, view, at)
    scope = view.get("scope") or body["scope"]
    if meant is None and scope == body["scope"]:
        # What is said again of the same person is for the same persons.
        meant = _meant(make, body, ("provisions", key))
    return View(
        id=name,
        questions=tuple(view["questions"]),
        label=_words(view.get("label")) or Label(**body["label"]),
        unit=unit,
        scope=scope,
        period=view.get("period") or body.get("period") or "",
        role=view["role"],
        rule=make.rule(view["rule"], (*at, "rule")),
        actual=None if actual is None else make.rule(actual, (*at, "actual")),
        meant=meant,
    )


def _cases(found: Any) -> tuple[Case, ...]:
    # A compiled policy reads them only now.
    return tuple(_case(case) for case in (found() if callable(found) else found))


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
