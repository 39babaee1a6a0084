"""What two versions of a policy change: entry by entry, and within an entry key by key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ...language import in_both
from ...policy import (
    Case,
    Citation,
    Document,
    InputSpec,
    Payer,
    Policy,
    Provision,
    ReadingPoint,
    View,
)
from ...quantity import Label, number_text
from ...record import Record
from ...rules.nodes import Condition, Rule
from ...wording.description import condition_text, describe
from .law import Law, in_force
from .rule_names import LawNames

__all__ = ["Change", "FieldChange", "differences"]

_ANY_DAY = "2000-01-01"  # names do not depend on the day


class _Said(NamedTuple):
    """A key in words, and the rule itself: two rules can differ where their words do not."""

    words: Label
    exact: object = None


Words = dict[str, _Said]


class FieldChange(Record):
    """One key of an entry: what it said before and what it says now, in both languages.

    An empty text means that the key was not there, or is not there any more. Both are the same
    where a rule is written otherwise and said alike.
    """

    key: str
    before: Label
    after: Label


class Change(Record):
    """One entry that was ``added``, ``removed`` or ``changed``.

    ``section`` is the part of the file: policy, documents, readings, assumptions, inputs,
    provisions or cases; ``id`` the entry's key there; ``fields`` what it says, or says otherwise.
    """

    kind: str
    section: str
    id: str
    label: Label
    fields: tuple[FieldChange, ...]


def differences(before: Policy, after: Policy, others: tuple[Policy, ...] = ()) -> list[Change]:
    """What ``after`` changes in ``before``, in the order of a policy file; [] where nothing.

    The two may have different ids: they are taken as versions of one policy. ``others`` are
    policies that their rules may refer to.
    """
    if after.id != before.id:
        after = _renamed(after, after.id, before.id)
    rest = tuple(one for one in others if one.id != before.id)
    old, new = _Told(before, rest), _Told(after, rest)
    return [
        *_compared("policy", {"": before}, {"": after}, old.policy, new.policy),
        *_compared("documents", before.documents, after.documents, old.document, new.document),
        *_compared("readings", before.readings, after.readings, old.point, new.point),
        *_compared("assumptions", before.assumptions, after.assumptions, _words, _words),
        *_compared("inputs", before.inputs, after.inputs, old.input, new.input),
        *_compared("provisions", before.provisions, after.provisions, old.provision, new.provision),
        *_compared("cases", _cases(before), _cases(after), old.case, new.case),
    ]


def _compared(
    section: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    old: Callable[[Any], Words],
    new: Callable[[Any], Words],
) -> Iterator[Change]:
    none = _Said(Label("", ""))
    for key in dict.fromkeys([*before, *after]):
        was = old(before[key]) if key in before else {}
        now = new(after[key]) if key in after else {}
        kind = "added" if not was else "removed" if not now else "changed"
        changed = tuple(
            FieldChange(name, was.get(name, none).words, now.get(name, none).words)
            for name in dict.fromkeys([*was, *now])
            if _differ(was.get(name, none), now.get(name, none))
        )
        if changed:
            said = now or was
            label = said.get("label") or said.get("why") or said.get("title") or none
            yield Change(kind, section, _short(key), label.words, changed)


def _differ(was: _Said, now: _Said) -> bool:
    # A label changed elsewhere changes the words of every rule that uses it, but not the rule.
    if was.exact is not None and now.exact is not None:
        return was.exact != now.exact
    return was != now


def _short(key: str) -> str:
    """An entry's key in its file: the id less the policy's."""
    head, sign, rest = key.partition("/" if "/" in key and ":" not in key else ":")
    return rest if sign else head


def _cases(policy: Policy) -> dict[str, Case]:
    """Worked examples by what they ask; one that asks the same again is numbered."""
    found: dict[str, Case] = {}
    for case in policy.cases:
        given = " ".join(f"{name}={value}" for name, value in case.given.items())
        asked = " ".join(part for part in (case.question, case.place, given, case.on) if part)
        key, again = asked, 2
        while key in found:
            key, again = f"{asked} ({again})", again + 1
        found[key] = case
    return found


def _renamed(value: Any, old: str, new: str) -> Any:
    """``value`` with the full ids of one policy made those of another."""
    if isinstance(value, str):
        ours = value == old or value.startswith((f"{old}/", f"{old}:"))
        return new + value[len(old) :] if ours else value
    if isinstance(value, Label):
        return value
    if isinstance(value, tuple):
        return tuple(_renamed(item, old, new) for item in value)
    if isinstance(value, Mapping):
        return {_renamed(k, old, new): _renamed(v, old, new) for k, v in value.items()}
    if hasattr(value, "__match_args__"):
        inner = (_renamed(getattr(value, name), old, new) for name in value.__match_args__)
        return type(value)(*inner)
    return value


def _both(text: str) -> _Said:
    return _Said(Label(text, text))


def _words(label: Label) -> Words:
    return {"label": _Said(label)}


def _joined(labels: Iterable[Label]) -> _Said:
    every = list(labels)
    return _Said(Label("；".join(one.zh for one in every), "; ".join(one.en for one in every)))


def _named(items: Mapping[str, Label | None]) -> Words:
    return {name: _Said(label) for name, label in items.items() if label and label.zh}


def _listed(items: Mapping[str, object]) -> Words:
    """The keys that say something, as they are written in the file."""
    return {name: _both(str(text)) for name, text in items.items() if text not in ("", None)}


class _Told:
    """The entries of one policy in words, key by key."""

    def __init__(self, policy: Policy, others: tuple[Policy, ...]) -> None:
        self._law: Law = in_force((policy, *others), _ANY_DAY)

    def policy(self, policy: Policy) -> Words:
        return {**_words(policy.label), **_listed({"place": policy.place})}

    def document(self, document: Document) -> Words:
        norm = document.reports
        told = _listed(
            {
                "title": document.title,
                "issuer": document.issuer,
                "kind": document.kind,
                "number": document.number,
                "issued": document.issued,
                "in-force": document.in_force,
                "reports": f"{norm.title} {norm.number}".strip() if norm else "",
                "text": document.text,
            }
        )
        return told | ({"notes": _joined(document.notes)} if document.notes else {})

    def point(self, point: ReadingPoint) -> Words:
        options = {f"options.{name}": label for name, label in point.options.items()}
        return _named({"why": point.why, **options}) | _listed({"order": ", ".join(point.options)})

    def input(self, spec: InputSpec) -> Words:
        number = spec.kind == "number"
        told = {
            "kind": spec.kind,
            "unit": spec.unit,
            "period": spec.period,
            "least": number_text(spec.least) if number else "",
            "greatest": number_text(spec.greatest) if number else "",
            "order": ", ".join(one.id for one in spec.options),
            **{f"options.{one.id}.aliases": ", ".join(one.aliases) for one in spec.options},
            "headers": ", ".join(spec.headers),
            **{f"by-place.{code}": _place(value) for code, value in spec.by_place.items()},
        }
        options = {f"options.{one.id}": one.label for one in spec.options}
        return _words(spec.label) | _listed(told) | _named({**options, "hint": spec.hint})

    def provision(self, provision: Provision) -> Words:
        told = _words(provision.label) | _listed(
            {
                "questions": ", ".join(provision.questions),
                "force": provision.force,
                "unit": provision.unit,
                "scope": provision.scope,
                "period": provision.period,
                "role": provision.role,
                "part-of": provision.part_of,
                "on-top-of": provision.on_top_of,
                "replaces": ", ".join(provision.replaces),
                "points": ", ".join(_short(point) for point in provision.points),
            }
        )
        for version in provision.versions:
            dates = f" {version.begins}..{version.ends}" if version.begins or version.ends else ""
            told[f"rule{dates}"] = self._rule(version.rule, provision.unit)
            told[f"cite{dates}"] = _cites(version.cite)
        for view in provision.views:
            told |= {f"views.{view.id}.{key}": said for key, said in self._view(view).items()}
        for level in dict.fromkeys(payer.level for payer in provision.payers):
            own = tuple(payer for payer in provision.payers if payer.level == level)
            words = _joined(self._payer(payer) for payer in own).words
            told[f"payers.{level}"] = _Said(words, own)
        told |= _named({"only-where": provision.only_where, "opens": provision.opens})
        if provision.notes:
            told["notes"] = _joined(provision.notes)
        if provision.meant:
            told["for"] = self._whom(provision.meant, provision.unit)
        if provision.actual:
            told["actual"] = self._rule(provision.actual, provision.unit)
        return told

    def case(self, case: Case) -> Words:
        expected = {
            one.provision: " ".join(f"{name}={text}" for name, text in one.fields.items())
            for one in case.expect
        }
        return _listed({**expected, "because": case.because})

    def _view(self, view: View) -> Words:
        told = _words(view.label) | _listed(
            {
                "questions": ", ".join(view.questions),
                "unit": view.unit,
                "scope": view.scope,
                "period": view.period,
                "role": view.role,
            }
        )
        told["rule"] = self._rule(view.rule, view.unit)
        if view.meant:
            told["for"] = self._whom(view.meant, view.unit)
        if view.actual:
            told["actual"] = self._rule(view.actual, view.unit)
        return told

    def _rule(self, rule: Rule, unit: str) -> _Said:
        return _Said(in_both(lambda: describe(rule, LawNames(self._law, unit))), rule)

    def _whom(self, meant: Condition, unit: str) -> _Said:
        return _Said(in_both(lambda: condition_text(meant, LawNames(self._law, unit))), meant)

    def _payer(self, payer: Payer) -> Label:
        if payer.share is not None:
            said = _both(f"{number_text(payer.share * 100)}%").words
        elif payer.amount is not None:
            said = self._rule(payer.amount, "yuan").words
        else:
            said = Label("其余", "the rest")
        if not payer.assumption:
            return said
        name = _short(payer.assumption)
        return Label(f"{said.zh}（假定 {name}）", f"{said.en} (assumed: {name})")


def _place(value: str | tuple[str, Mapping[str, str]]) -> str:
    if isinstance(value, str):
        return value
    point, options = value
    return f"{_short(point)}: " + ", ".join(f"{name}={option}" for name, option in options.items())


def _cites(cites: tuple[Citation, ...]) -> _Said:
    return _both("; ".join(f"{one.document} {one.clause} “{one.phrase}”" for one in cites))
