"""Policies as JSON: every provision with its rule, force, scope and citations."""

from __future__ import annotations

import json

from ...language import in_both
from ...library.shelf.law import Law
from ...library.shelf.rule_names import LawNames
from ...policy import Citation, Document, Policy, Provision
from ...quantity import Label
from ...rules.nodes import Condition
from ...wording.description import condition_text, describe

__all__ = ["json_text", "policy_record", "policy_summary"]


def json_text(data: object) -> str:
    """``data`` as readable JSON, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def policy_summary(policy: Policy) -> dict[str, object]:
    """A policy in a list: place, topics, number of provisions, documents."""
    return {
        "id": policy.id,
        "place": policy.place,
        "label": _words(policy.label),
        "questions": list(policy.questions),
        "provisions": len(policy.provisions),
        "documents": [_document(document) for document in policy.documents.values()],
        "origin": policy.origin,
        "digest": policy.digest,
    }


def policy_record(policy: Policy, law: Law) -> dict[str, object]:
    """A policy with every provision, reading point and assumption."""
    return {
        **policy_summary(policy),
        "readings": [
            {
                "id": point.id,
                "why": _words(point.why),
                "options": {name: _words(label) for name, label in point.options.items()},
            }
            for point in policy.readings.values()
        ],
        "assumptions": {name: _words(label) for name, label in policy.assumptions.items()},
        "inputs": [
            {"id": spec.id, "label": _words(spec.label), "kind": spec.kind, "unit": spec.unit}
            for spec in policy.inputs.values()
        ],
        "provisions": [_provision(one, law) for one in policy.provisions.values()],
    }


def _words(label: Label | None) -> dict[str, str] | None:
    return {"zh": label.zh, "en": label.en} if label else None


def _document(document: Document) -> dict[str, object]:
    norm = document.reports
    return {
        "id": document.id,
        "title": document.title,
        "issuer": document.issuer,
        "kind": document.kind,
        "number": document.number,
        "issued": document.issued,
        "seen": document.seen,
        "trust": document.trust,
        "in_force": document.in_force,
        "reports": {"title": norm.title, "number": norm.number} if norm else None,
    }


def _cites(cites: tuple[Citation, ...]) -> list[dict[str, str]]:
    return [
        {"document": cite.document, "clause": cite.clause, "phrase": cite.phrase} for cite in cites
    ]


def _provision(provision: Provision, law: Law) -> dict[str, object]:
    def said(rule: object, unit: str) -> dict[str, str]:
        from ...rules.nodes import Rule

        assert isinstance(rule, Rule)
        return in_both(lambda: describe(rule, LawNames(law, unit)))._asdict()

    def whom(meant: Condition | None, unit: str) -> object:
        names = LawNames(law, unit)
        return meant and in_both(lambda: condition_text(meant, names))._asdict()

    return {
        "id": provision.id,
        "label": _words(provision.label),
        "questions": list(provision.questions),
        "force": provision.force,
        "unit": provision.unit,
        "scope": provision.scope,
        "period": provision.period or None,
        "role": provision.role,
        "for": whom(provision.meant, provision.unit),
        "versions": [
            {
                "from": version.begins or None,
                "until": version.ends or None,
                "rule": said(version.rule, provision.unit),
                "cite": _cites(version.cite),
            }
            for version in provision.versions
        ],
        "views": [
            {
                "id": view.id,
                "questions": list(view.questions),
                "label": _words(view.label),
                "unit": view.unit,
                "scope": view.scope,
                "period": view.period or None,
                "role": view.role,
                "for": whom(view.meant, view.unit),
                "rule": said(view.rule, view.unit),
            }
            for view in provision.views
        ],
        "only_where": _words(provision.only_where),
        "part_of": provision.part_of or None,
        "on_top_of": provision.on_top_of or None,
        "replaces": list(provision.replaces),
        "points": list(provision.points),
        "notes": [_words(note) for note in provision.notes],
    }
