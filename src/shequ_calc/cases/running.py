"""The worked examples of a policy, run: what was expected, what came out, and how."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..finding import CHECKED, Finding
from ..inputs import InputError
from ..language import said
from ..library.shelf.catalog import Catalog
from ..outcomes.line import Line
from ..places.place import Division, PlaceError, division, look_up
from ..policy import Case, Expectation, Policy
from ..quantity import exact, number_text
from ..questions.request import AskError, Nothing, Request, ask
from ..record import Record

__all__ = ["CaseResult", "field_text", "place_of", "run_cases", "viewed"]


class CaseResult(Record):
    """One worked example: where it stands, and what came out differently (none: it passed)."""

    policy: str
    index: int
    case: Case
    failures: tuple[str, ...]


def run_cases(policy: Policy, catalog: Catalog) -> Iterator[CaseResult]:
    """Each case of a policy, asked as a user would ask it."""
    for index, case in enumerate(policy.cases, 1):
        yield CaseResult(policy.id, index, case, tuple(_run(policy, case, catalog)))


def place_of(policy: Policy, case: Case) -> Division:
    """The division that an example is about: the policy's own where it names none."""
    if not case.place:
        return division(policy.place)
    found = look_up(case.place)
    inside = [one for one in found if _covers(policy.place, one.code)]
    return (inside or list(found))[0]


def _covers(outer: str, inner: str) -> bool:
    return inner.startswith(outer.rstrip("0") or outer)


def _run(policy: Policy, case: Case, catalog: Catalog) -> Iterator[str]:
    try:
        request = Request(case.question, place_of(policy, case), case.given, case.on)
        findings = ask(request, catalog).findings
    except (AskError, InputError, Nothing, PlaceError) as err:
        yield str(err)
        return
    for expected in case.expect:
        name, _, view = expected.provision.partition("@")
        full = name if "/" in name else f"{policy.id}/{name}"
        own = [one for one in findings if one.provision == full and viewed(one, view)]
        if not own:
            there = ", ".join(dict.fromkeys(one.provision for one in findings))
            yield (
                said(
                    f"{expected.provision}：没有这个结果；有：{there}",
                    f"{expected.provision}: no such finding; there is: {there}",
                )
            )
            continue
        yield from _compared(expected, own[0])


def viewed(finding: Finding | Line, view: str) -> bool:
    """Whether a finding is the one of several that ``provision@month`` or ``@person`` picks: by the
    view's id, its period, scope or role."""
    return not view or view in (finding.view, finding.period, finding.scope, finding.role)


def _compared(expected: Expectation, finding: Finding) -> Iterator[str]:
    lacking = ", ".join(finding.needs)
    for name, wanted in expected.fields.items():
        got = field_text(finding, name)
        if name in ("low", "high") and wanted not in (None, "none"):
            same = getattr(finding, name) == exact(str(wanted))
        elif name in ("actual", "gap") and "none" not in (got, wanted):
            same = exact(got) == exact(str(wanted))
        else:
            same = got == wanted
        if same:
            continue
        more = said(f"（缺 {lacking}）", f" (needs {lacking})") if lacking else ""
        yield said(
            f"{expected.provision}.{name}：应为 {wanted}，得到 {got}{more}",
            f"{expected.provision}.{name}: expected {wanted}, got {got}{more}",
        )


def field_text(finding: Finding, name: str) -> str:
    """A field of a finding as worked examples write it."""
    if name == "about":
        return "yes" if finding.about else "no"
    if name == "needs":
        return "; ".join(finding.needs)
    if name == "readings":
        return "; ".join(_ends(one.low, one.high) for one in finding.readings)
    if name == "payers":
        return "; ".join(f"{one.level}={_ends(one.low, one.high)}" for one in finding.payers)
    if name in CHECKED:
        return dict(finding.extra).get(name) or "none"
    value = getattr(finding, name)
    if isinstance(value, Fraction):
        return number_text(value)
    return "none" if value in (None, "") else str(value)


def _ends(low: Fraction | None, high: Fraction | None) -> str:
    if low == high and low is not None:
        return number_text(low)
    return f"{'' if low is None else number_text(low)}..{'' if high is None else number_text(high)}"
