"""Worked examples proposed for a provision: at every edge of its rules, with what comes out.

A person checks each figure against the document, says where it comes from, and keeps it. What is
proposed is only what the rule gives, right or wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from ..finding import Finding
from ..inputs import InputError
from ..library.shelf.catalog import Catalog
from ..library.shelf.law import first_day, in_force, last_day
from ..places.place import division
from ..policy import Case, Expectation, InputSpec, Policy, Provision
from ..quantity import exact, number_text
from ..questions.findings import lines_in
from ..questions.request import AskError, Nothing, Request, ask
from ..questions.used_inputs import inputs_in
from ..rules import nodes as r
from .running import field_text

__all__ = ["proposed"]

_DAY = "2024-01-01"  # the day of a worked example that names none
_FIELDS = (
    "low", "high", "unit", "period", "force", "status", "basis", "about", "readings", "payers",
)  # fmt: skip
_CHECKED = ("verdict", "actual", "gap")
_SETTLED = {"status": "computed", "about": "no", "readings": "", "payers": "", "period": "none"}


def proposed(policy: Policy, provision: Provision, catalog: Catalog) -> Iterator[Case]:
    """Examples for one provision under each question that it answers: on each day on which a
    version begins or ends, with nothing given, and where an input makes a difference; of a number
    the values on both sides of each change."""
    views = [question for view in provision.views for question in view.questions]
    for question in dict.fromkeys((*provision.questions, *views)):
        for on in _days(provision) if question != "check" else (_DAY,):
            kept: dict[tuple[tuple[str, str], ...], Case] = {}
            for series in _series(policy, provision, question, on, catalog):
                cases = [_case(policy, provision, question, on, one, catalog) for one in series]
                for case in _changing([case for case in cases if case.expect]):
                    kept.setdefault(tuple(sorted(case.given.items())), case)
            yield from kept.values()


def _changing(cases: Sequence[Case]) -> Iterator[Case]:
    """Those that differ in what comes out from the one before them or behind them."""
    for index, case in enumerate(cases):
        beside = (*cases[max(index - 1, 0) : index], *cases[index + 1 : index + 2])
        if not beside or any(one.expect != case.expect for one in beside):
            yield case


def _days(provision: Provision) -> list[str]:
    """The usual day; for each version its first day, its last, and the days beside them."""
    days = [_DAY]
    for version in provision.versions:
        if version.begins:
            first = date.fromisoformat(first_day(version.begins))
            days += [(first - timedelta(days=1)).isoformat(), first.isoformat()]
        if version.ends:
            last = date.fromisoformat(last_day(version.ends))
            days += [last.isoformat(), (last + timedelta(days=1)).isoformat()]
    return list(dict.fromkeys(days))


def _series(
    policy: Policy, provision: Provision, question: str, on: str, catalog: Catalog
) -> Iterator[list[Mapping[str, str]]]:
    """What to give: nothing; every input at a middle value; then each not at all, and at its values
    in turn. In a check only the actual figure varies, about what is asked for."""
    law = in_force(catalog.covering(division(policy.place)), on)
    lines = [line for line in lines_in(law, question) if line.provision.id == provision.id]
    rules = [line.rule for line in lines]
    rules += [payer.amount for payer in provision.payers if payer.amount is not None]
    nodes = list(_reached(rules, law.rules))
    values = {name: _values(law.inputs[name], nodes) for name in inputs_in(law, rules)}
    base = {name: found[len(found) // 2] for name, found in values.items() if found}
    yield [{}]
    if question == "check":
        actual = [line.actual for line in lines if line.actual is not None]
        required = _case(policy, provision, question, on, base, catalog).expect
        values = {
            name: _about(law.inputs[name], required) or values.get(name, [])
            for name in inputs_in(law, actual)
        }
    else:
        yield [base]
    for name, found in values.items():
        without = {other: value for other, value in base.items() if other != name}
        yield [without, *({**base, name: value} for value in found)]


def _about(spec: InputSpec, required: Sequence[Expectation]) -> list[str]:
    """The numbers at the ends of what is asked for, and beside them."""
    if spec.kind != "number":
        return []
    texts = {one.fields.get(name) for one in required for name in ("low", "high")}
    ends = {exact(text) for text in texts if text not in (None, "none")}
    step = Fraction(1, 100) if spec.unit == "ratio" else Fraction(1)
    tried = sorted({end + side * step for end in ends for side in (-1, 0, 1)})
    return [number_text(value) for value in tried if spec.least <= value <= spec.greatest]


def _reached(rules: Sequence[r.Rule], known: Mapping[str, r.Rule]) -> Iterator[r.Node]:
    """Every node of some rules, and of those that they refer to."""
    waiting = list(rules)
    seen: set[str] = set()
    while waiting:
        for node in r.descend(waiting.pop()):
            yield node
            if isinstance(node, r.Ref) and node.provision not in seen:
                seen.add(node.provision)
                waiting.append(known[node.provision])


def _values(spec: InputSpec, nodes: Sequence[r.Node]) -> list[str]:
    """The values of an input that are worth trying, in rising order."""
    if spec.kind in ("category", "set"):
        return [option.id for option in spec.options]
    if spec.kind == "sequence":
        first, *others = [option.id for option in spec.options]
        runs = ([first, *[other] * times] for other in others for times in (1, 2, 3))
        return [first, *(",".join(run) for run in runs)]
    edges = {edge for node in nodes for edge in _edges(node, spec.id)}
    if spec.kind == "date":
        days = [date.fromisoformat(f"{int(edge):08d}") for edge in edges]
        beside = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
        return [day.isoformat() for day in sorted(beside)]
    step = Fraction(1) if spec.unit != "ratio" else Fraction(1, 100)
    tried = {edge + side * step for edge in edges for side in (-1, 0, 1)}
    tried |= {spec.least, step, 100 * step}
    return [number_text(value) for value in sorted(tried) if spec.least <= value <= spec.greatest]


def _edges(node: r.Node, name: str) -> Iterator[Fraction]:
    """The numbers at which a node may turn, where it looks at an input."""
    meant = r.Input(name)
    match node:
        case r.Brackets(of) if of == meant:
            yield from (end for row in node.rows for end in (row.low, row.high) if end is not None)
        case r.Compare(left=left, right=right) if meant in (left, right):
            yield from (part.value for part in (left, right) if isinstance(part, r.Number))
        case r.Steps(of=of, beyond=beyond, every=every) if of == meant:
            yield beyond
            ends = [part.value for part in r.descend(every) if isinstance(part, r.Number)]
            yield from (beyond + times * end for end in ends for times in (1, 2))
        case r.Rate(of=of, per=per) if of == meant:
            yield per


def _case(
    policy: Policy,
    provision: Provision,
    question: str,
    on: str,
    given: Mapping[str, str],
    catalog: Catalog,
) -> Case:
    try:
        findings = ask(Request(question, division(policy.place), given, on), catalog).findings
    except (AskError, InputError, Nothing):
        findings = []
    own = [one for one in findings if one.provision == provision.id]
    # Of views that no word tells apart, an example can only expect the first.
    expect = {one.provision: one for one in (_expected(one, own) for one in reversed(own))}
    return Case(question, "", given, on, tuple(reversed(expect.values())), "")


def _expected(finding: Finding, among: Sequence[Finding]) -> Expectation:
    """What an example would expect of a finding: every field that is not as it mostly is."""
    names = (*_FIELDS, *_CHECKED) if finding.question == "check" else _FIELDS
    texts = {name: field_text(finding, name) for name in names}
    if finding.needs:
        texts["needs"] = field_text(finding, "needs")
    kept = {name: text for name, text in texts.items() if text != _SETTLED.get(name)}
    return Expectation(finding.provision.partition("/")[2] + _view(finding, among), kept)


def _view(finding: Finding, among: Sequence[Finding]) -> str:
    """The word behind an @ that tells one of several findings of a provision from the others."""
    if len(among) == 1:
        return ""
    for name in ("period", "scope", "role"):
        word = getattr(finding, name)
        if word and [getattr(one, name) for one in among].count(word) == 1:
            return f"@{word}"
    return ""
