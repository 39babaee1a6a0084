"""From what a rule gives to the record that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from ..finding import Finding, PayerAmount, Reading
from ..language import said
from ..library.shelf.law import Law, when_in_force
from ..outcomes.line import Line
from ..outcomes.readings import NUMBERS
from ..outcomes.status import statuses_of
from ..places.place import Division
from ..policy import SEEN, Provision, View
from ..record import Record
from ..rules.doubts import World
from ..rules.nodes import Condition, Meant, Rule
from ..rules.walk import Mark
from .city_parts import InPart, in_parts, parts_note
from .evaluation import Evaluation, Outcome
from .notes import notes_on, ranked, reading_name

__all__ = [
    "Answered",
    "Line",
    "Told",
    "answered",
    "answered_as",
    "finding_of",
    "lines_in",
    "told",
]


class Answered(Record):
    """What was asked, with what it gives in every reading, the finding's status, and what it comes
    to in the parts of a city where they differ."""

    asked: Line
    outcome: Outcome
    status: str
    parts: tuple[InPart, ...] = ()

    # Each line is itself; to compare all that it holds would take long.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


def _status(asked: Line, outcome: Outcome) -> str:
    kinds = {kind for _, ends in outcome.worlds for kind, _ in ends.marks}
    statuses = statuses_of(
        NUMBERS,
        asked,
        any((ends.low, ends.high) != (None, None) for _, ends in outcome.worlds),
        not_for="not-for" in kinds,
        none_fits="none-fits" in kinds,
        missing="needs" in kinds,
    )
    return next(status for holds, status in statuses if holds)


class Told(Record):
    """A finding, and the world of each reading that it lists.

    ``sentences`` holds, by field, sentences with places for numbers, and ``judged`` the worlds
    that those places count through; a check has some.
    """

    finding: Finding
    worlds: tuple[World, ...]
    sentences: Mapping[str, tuple[tuple[object, ...], ...]] = MappingProxyType({})
    judged: tuple[World, ...] = ()


def lines_in(law: Law, question: str) -> Iterable[Line]:
    """The provisions and views that a question concerns, in the order of the files; those that
    are part of another stand behind it, or behind what replaces that."""
    parts: dict[str, list[Line]] = {}
    rest: list[Line] = []
    lines = list(_lines(law, question))
    wholes = {line.provision.id for line in lines if not line.view}
    for line in lines:
        whole = law.standing_for(line.provision.part_of)
        inside = whole in wholes and whole != line.provision.id
        (parts.setdefault(whole, []) if inside else rest).append(line)
    return _with_parts(rest, parts)


def _with_parts(lines: Iterable[Line], parts: Mapping[str, list[Line]]) -> Iterator[Line]:
    for name, group in groupby(lines, key=lambda line: line.provision.id):
        yield from group
        yield from _with_parts(parts.get(name, ()), parts)


def _lines(law: Law, question: str) -> Iterator[Line]:
    for policy in law.policies:
        for provision in policy.provisions.values():
            lapsed = provision.id in law.lapsed
            if provision.id not in law.provisions and not lapsed:
                continue
            if question in provision.questions:
                yield Line(
                    provision,
                    provision.label,
                    provision.unit,
                    provision.scope,
                    provision.period,
                    provision.role,
                    _for_whom(provision.meant, law.rules[provision.id]),
                    provision.actual,
                    lapsed,
                    meant=provision.meant,
                )
            for view in provision.views:
                if question in view.questions:
                    yield _view(provision, view, lapsed)


def _view(provision: Provision, view: View, lapsed: bool) -> Line:
    return Line(
        provision,
        view.label,
        view.unit,
        view.scope,
        view.period,
        view.role,
        _for_whom(view.meant, view.rule),
        view.actual,
        lapsed,
        view.id,
        view.meant,
    )


def _for_whom(meant: Condition | None, rule: Rule) -> Rule:
    return rule if meant is None else Meant(meant, rule)


def answered(evaluation: Evaluation, asked: Line, *, payers: bool = False) -> Answered:
    """What a provision gives, with who bears it where that is asked and it is money."""
    outcome = evaluation.outcome(asked.rule, asked.unit, asked.payers if payers else ())
    return answered_as(asked, outcome, in_parts(evaluation, asked, outcome))


def answered_as(asked: Line, outcome: Outcome, parts: tuple[InPart, ...] = ()) -> Answered:
    """A line with what it gives, and how its finding stands."""
    return Answered(asked, outcome, _status(asked, outcome), parts)


def finding_of(answer: Answered, law: Law, question: str, division: Division | None) -> Finding:
    """The record of an answer, its notes and names in the language spoken."""
    asked, outcome = answer.asked, answer.outcome
    provision, status = asked.provision, answer.status
    marks = outcome.marks()
    low, high = (None, None) if status == "not-in-force" else outcome.hull()
    cites = law.cites[provision.id]
    documents = [law.document(provision, cite) for cite in cites]
    kinds = {kind for kind, _ in marks}
    lapsed = status == "not-in-force"
    notes = [] if lapsed else list(notes_on(law, asked, outcome, status))
    if answer.parts:
        notes.insert(0, parts_note(answer.parts, asked.unit))
    if lapsed:
        owner = next(policy for policy in law.policies if policy.id == provision.policy)
        when = when_in_force(owner, provision, law.on)
        notes.append(said(f"{law.on} 未施行（{when.zh}）", f"not in force on {law.on} ({when.en})"))
    by_rank = asked.unit == "level"
    answers = status in ("computed", "conditional") or low is not None or high is not None
    return Finding(
        question=question,
        place=provision.policy,
        provision=provision.id,
        division=division.code if division else "",
        division_name=division.label() if division else "",
        label_zh=asked.label.zh,
        label_en=asked.label.en,
        role=asked.role,
        scope=asked.scope,
        low=low,
        high=high,
        unit=asked.unit,
        period=asked.period or None,
        about="about" in kinds,
        force=provision.force,
        basis="assumed" if "assumed" in kinds else "derived" if "derived" in kinds else "stated",
        status=status,
        needs=_needs(marks.union(*(part.marks for part in outcome.amounts()))),
        payers=tuple(PayerAmount(*payer) for payer in outcome.payers()) if answers else (),
        readings=readings_of(outcome, law),
        notes=tuple(dict.fromkeys(notes)),
        document="; ".join(dict.fromkeys(document.title for document in documents)),
        number="; ".join(dict.fromkeys(d.number for d in documents if d.number)),
        issued="; ".join(dict.fromkeys(d.issued for d in documents if d.issued)),
        clause="; ".join(dict.fromkeys(cite.clause for cite in cites)),
        phrase="; ".join(dict.fromkeys(cite.phrase for cite in cites)),
        view=asked.view,
        topic=provision.topic,
        seen=max((document.seen for document in documents), key=SEEN.index, default=""),
        trust=max((document.trust for document in documents), default=""),
        levels=tuple(level.said() for level in ranked(asked.rule, law)) if by_rank else (),
    )


def _needs(marks: frozenset[Mark]) -> tuple[str, ...]:
    return tuple(sorted(name for kind, name in marks if kind == "needs"))


def told(answer: Answered, law: Law, question: str, division: Division | None) -> Told:
    """The record of an answer, and the readings it lists."""
    worlds = tuple(world for world, _ in answer.outcome.readings())
    return Told(finding_of(answer, law, question, division), worlds)


def readings_of(outcome: Outcome, law: Law) -> tuple[Reading, ...]:
    """Each reading's own ends, where there is more than one."""
    return tuple(
        Reading(reading_name(law, world), ends.low, ends.high) for world, ends in outcome.readings()
    )
