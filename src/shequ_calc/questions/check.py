"""Whether a real community keeps the rules: for every provision that has something to hold
against it, a verdict, what there is, and what is missing or too much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ..finding import Finding
from ..language import Label, joined, said
from ..library.shelf.law import Law
from ..outcomes.agreement import Agreed, Judging, agreed_of, shown_ends
from ..outcomes.applied import applied
from ..outcomes.line import Line
from ..outcomes.payers import MakingGood
from ..outcomes.readings import NUMBERS, reduced
from ..outcomes.verdicts import FAILED, judge, verdict_of
from ..places.place import Division
from ..policy import LEVELS
from ..quantity import UNITS, number_text
from ..record import Record, replace
from ..rules.bounds import WAVERS
from ..rules.doubts import Doubts, World
from ..rules.nodes import Rule
from ..rules.walk import Walk
from .city_parts import parts_note
from .evaluation import Evaluation
from .findings import Answered, Told, answered, finding_of, lines_in
from .letters import Place, Says, Sentence, amount_words, cited, filled, letter
from .notes import assumed, needed, ranked, reading_name, taken, why

__all__ = ["Checked", "Judgement", "check", "checked", "told"]


class Judgement(Record):
    """The verdict in one reading, with what there is and what is missing or too much."""

    verdict: str
    low: Fraction | None
    high: Fraction | None
    gap: Fraction
    below: bool
    needs: frozenset[str]
    assumed: frozenset[str]
    good: tuple[tuple[str, Fraction], ...]

    @property
    def telling(self) -> tuple[object, ...]:
        """What must differ for two readings to be worth telling apart."""
        return self.verdict, self.low, self.high, self.gap


class Checked(Record):
    """A provision held against a community: the rule's answer, and the judgement in every reading
    that matters. ``worlds`` is empty where there is nothing to hold against the rule."""

    answer: Answered
    doubts: Doubts
    worlds: tuple[tuple[World, Judgement], ...]
    agreed: Agreed = Agreed()

    @property
    def verdict(self) -> str:
        """The verdict on which all readings agree, else unknown; "" where nothing is asked for:
        by a reference, a rule of another day, or one that has no case for this."""
        if not self.agreed.asked:
            return ""
        return next(verdict for holds, verdict in self.agreed.verdicts if holds)

    @property
    def gap(self) -> Fraction | None:
        """What is certain to be missing or too much, 0 where the rule is kept; None if unknown."""
        return min(one.gap for _, one in self.worlds) if self.agreed.gap[0] else None

    @property
    def actual(self) -> Fraction | None:
        """What there is, where it is one number, and the same in every reading."""
        return self.worlds[0][1].low if self.agreed.actual[0] else None

    @property
    def needs(self) -> tuple[str, ...]:
        """The missing inputs that would decide it."""
        if self.verdict != "unknown":
            return ()
        return tuple(sorted(frozenset().union(*(one.needs for _, one in self.worlds))))

    @property
    def good(self) -> tuple[tuple[str, Fraction], ...]:
        """Who makes a missing sum of money good, and how much of it each."""
        if self.verdict != "short" or self.answer.asked.unit != "yuan":
            return ()
        return min((one for _, one in self.worlds), key=lambda one: one.gap).good


def check(
    evaluation: Evaluation, division: Division | None, *, letters: bool = False
) -> list[Told]:
    """Every provision that concerns checking, held against one community; nothing is summed.

    Beside its fields a finding carries what CHECKED names, its letter with ``letters`` only.
    """
    return [
        told(evaluation, checked(evaluation, asked), division, letters=letters)
        for asked in lines_in(evaluation.law, "check")
    ]


def checked(evaluation: Evaluation, asked: Line) -> Checked:
    """A provision or view, judged in every reading of rule and actual figure together."""
    answer = answered(evaluation, asked, payers=True)
    if asked.actual is None:
        return Checked(answer, Doubts(), ())
    doubts = evaluation.doubts([asked.rule, asked.actual])
    judged = [
        _judged(evaluation.walk(world), asked, asked.actual, world) for world in doubts.worlds()
    ]
    results = [(one.world, _judgement(evaluation.walk(one.world), asked, one)) for one in judged]
    kept, worlds = reduced(doubts, results, lambda one: one.telling)
    agreed = agreed_of(NUMBERS, doubts, judged, lapsed=asked.lapsed)
    one = Checked(answer, kept, tuple(worlds), agreed)
    return one if not answer.parts else _with_parts(one)


def _with_parts(one: Checked) -> Checked:
    """Each part of the city with the verdict there, if that is any better known than here."""
    found = []
    for part in one.answer.parts:
        verdict = "" if part.here else checked(part.inside[0][0], one.answer.asked).verdict
        both = {verdict, one.verdict}
        found.append(replace(part, verdict="" if both == {"unknown"} else verdict))
    return replace(one, answer=replace(one.answer, parts=tuple(found)))


def _judged(
    walk: Walk[Fraction], asked: Line, actual_rule: Rule, world: World
) -> Judging[Fraction]:
    grain = UNITS[asked.unit].grain
    required, sure = walk.settled(asked.rule, grain), walk.sure(asked.rule, grain)
    actual = walk.value(actual_rule)
    found = judge(NUMBERS, required, actual, asked.provision.force, asked.unit, grain, sure)
    return Judging(world, required, actual, walk.settle(actual, grain), found)


def _judgement(walk: Walk[Fraction], asked: Line, one: Judging[Fraction]) -> Judgement:
    """The judgement of a single community in one reading."""
    marks = [m for value in (one.required, one.actual) for m, flag in value.marks.items() if flag]
    (low_ok, low), (high_ok, high) = shown_ends(NUMBERS, one)
    good: tuple[tuple[str, Fraction], ...] = ()
    if one.found.short and asked.unit == "yuan":
        making = MakingGood[Fraction](asked.provision.payers)
        grain = UNITS[asked.unit].grain or Fraction(1)
        good = tuple(making.parts(walk, one.found.gap, grain))
    return Judgement(
        verdict_of(one.found),
        low if low_ok else None,
        high if high_ok else None,
        one.found.gap,
        bool(one.found.below),
        frozenset(name for kind, name in marks if kind == "needs"),
        frozenset(name for kind, name in marks if kind == "assumed"),
        good,
    )


# Words


def told(
    evaluation: Evaluation,
    one: Checked,
    division: Division | None,
    *,
    letters: bool = False,
) -> Told:
    """The record of a check, and the sentences of which its numbers differ from row to row."""
    law, answer = evaluation.law, one.answer
    asked, verdict = answer.asked, one.verdict
    finding = finding_of(answer, law, "check", division)
    sentences: dict[str, tuple[Sentence, ...]] = {}
    if verdict:
        said = _notes(one, law)
        sentences["notes"] = (*((note,) for note in finding.notes), *said)
        if letters:
            sentences["letter"] = (letter(_says(one, finding, evaluation)),)
    written, values = amount_words(asked, law), _values(one, finding)
    texts = {
        name: tuple(dict.fromkeys(filled(piece, written, values) for piece in pieces))
        for name, pieces in sentences.items()
    }
    extra = list(extra_of(verdict, one.actual, one.gap, one.good))
    if letters:
        extra.append(("letter", "".join(texts.get("letter", ()))))
    decided = verdict not in ("", "unknown")
    status = finding.status
    if decided and status == "needs-input":
        status = "computed"
    elif verdict == "unknown" and one.needs:
        status = "needs-input"
    used = frozenset().union(*(own.assumed for _, own in one.worlds))
    finding = replace(
        finding,
        status=status,
        needs=one.needs if verdict else finding.needs,
        basis="assumed" if used else finding.basis,
        notes=texts.get("notes", finding.notes),
        extra=tuple(extra),
    )
    worlds = tuple(world for world, _ in answer.outcome.readings())
    return Told(finding, worlds, sentences, tuple(world for world, _ in one.worlds))


def extra_of(
    verdict: str,
    actual: Fraction | None,
    gap: Fraction | None,
    good: Iterable[tuple[str, Fraction]],
) -> Iterator[tuple[str, str]]:
    """What a finding carries besides its fields, as texts; "" where there is none."""
    yield "verdict", verdict
    yield "actual", "" if actual is None else number_text(actual)
    yield "gap", "" if gap is None else number_text(gap)
    amounts: dict[str, Fraction] = {}
    for level, part in good:
        amounts[level] = amounts.get(level, Fraction(0)) + part
    ordered = sorted(amounts, key=LEVELS.index)
    yield "gap_payers", "; ".join(f"{level}={number_text(amounts[level])}" for level in ordered)


def _values(one: Checked, finding: Finding) -> Mapping[Place, Fraction]:
    """The number for every place that a sentence can have."""
    values: dict[Place, Fraction] = {}

    def put(name: str, reading: int | None, value: Fraction | None) -> None:
        if value is not None:
            values[Place(name, reading)] = value

    put("low", None, finding.low)
    put("high", None, finding.high)
    put("actual", None, one.actual)
    put("gap", None, one.gap)
    for level, part in one.good:
        put(level, None, values.get(Place(level), Fraction(0)) + part)
    for index, (_, own) in enumerate(one.worlds):
        put("actual", index, own.low if own.low == own.high else None)
        put("gap", index, own.gap)
    return values


_WORDS = {
    "met": Label("符合", "met"),
    "near": Label("接近，相差", "near, off by "),
    "short": Label("不足", "short by "),
    "over": Label("超出", "over by "),
    "unknown": Label("无法判断", "not known"),
}


def _reading(one: Checked, law: Law) -> Iterator[str | Place]:
    """The verdict in each reading."""
    for index, (world, own) in enumerate(one.worlds):
        name = reading_name(law, world)
        yield (said("；", "; ")) if index else ""
        yield said(f"读法“{name}”：", f"reading “{name}”: ")
        if own.low is not None and own.low == own.high:
            yield from (said("实际", ""), Place("actual", index), said("，", ", "))
        yield _WORDS[own.verdict].said()
        if own.verdict in ("near", *FAILED):
            yield Place("gap", index)


def _notes(one: Checked, law: Law) -> Iterator[Sentence]:
    asked, ruled = one.answer.asked, one.answer.outcome
    for doubt in one.doubts:
        if doubt not in ruled.doubts:
            yield (why(law, doubt),)
    differ = len({own.telling for _, own in one.worlds}) > 1
    if differ:
        yield tuple(_reading(one, law))
    known = {name for kind, name in ruled.marks() if kind == "needs"}
    for name in one.needs:
        if name not in known:
            yield (needed(law, name),)
    noted = {name for kind, name in ruled.marks() if kind == "assumed"}
    for name in sorted(frozenset().union(*(own.assumed for _, own in one.worlds)) - noted):
        yield (assumed(law.assumptions[name]),)
    if any(own.below for _, own in one.worlds):
        yield (
            said(
                "“可以”的规定不设最低数，少于此数不算不足",
                "what may be done need not be: less than this is not short",
            ),
        )
    levels = ranked(asked.rule, law)
    if levels:
        listed = joined(f"{k} {x.said()}" for k, x in enumerate(levels, 1))
        yield (said(f"档次从低到高：{listed}", f"levels from the lowest: {listed}"),)


def _says(one: Checked, finding: Finding, evaluation: Evaluation) -> Says:
    answer, law = one.answer, evaluation.law
    asked = answer.asked
    figures = {
        figure
        for world, _ in answer.outcome.worlds
        for applies, figure in applied(NUMBERS, evaluation.walk(world), asked.rule)
        if applies
    }
    cites = cited(asked, law, figures)
    differ = len(one.worlds) > 1
    wavers = WAVERS in answer.outcome.marks()
    payers = MakingGood[Fraction](asked.provision.payers).levels if one.good else ()
    return Says(
        asked=asked,
        verdict=one.verdict,
        low=finding.low is not None,
        high=finding.high is not None,
        same=finding.low == finding.high,
        actual=one.actual is not None,
        least=wavers or len({own.gap for _, own in one.worlds}) > 1,
        below=any(own.below for _, own in one.worlds),
        wavers=wavers,
        about=finding.about,
        doubtful=differ or bool(answer.outcome.readings()),
        figure=finding.low is not None or finding.high is not None,
        needs=tuple(law.inputs[name].label.said() for name in one.needs),
        readings=tuple(_reading(one, law)) if differ else (),
        payers=payers,
        cites=cites,
        document=law.document(asked.provision, cites[0]),
        beside=tuple(_beside(one, law, bool(payers))),
    )


def _beside(one: Checked, law: Law, payers: bool) -> Iterator[str]:
    """What a letter says behind its sentence: the readings taken, what was assumed, and what
    other parts of the city get."""
    for point in one.answer.asked.provision.points:
        yield taken(law, point)
    for name in _assumptions(one, payers):
        yield assumed(law.assumptions[name])
    if one.answer.parts:
        yield parts_note(one.answer.parts, one.answer.asked.unit)


def _assumptions(one: Checked, payers: bool) -> list[str]:
    """What a verdict rests on that no document says: of rule, actual figure and who pays."""
    used = {name for kind, name in one.answer.outcome.marks() if kind == "assumed"}
    used = used.union(*(own.assumed for _, own in one.worlds))
    bearing = one.answer.asked.provision.payers if payers else ()
    return sorted(used.union(payer.assumption for payer in bearing if payer.assumption))
