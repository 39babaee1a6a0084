"""What money a community is owed in a year: lines, who bears them, and a total that says what it
leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from math import prod

from ..finding import Finding, PayerAmount, Reading
from ..language import said
from ..outcomes.line import Line
from ..outcomes.readings import NUMBERS, reduced
from ..outcomes.totals import Amount, Sums, may_be_summed, opens, sums_of
from ..places.place import Division
from ..policy import FORCES, LEVELS
from ..quantity import Label, grouped
from ..record import replace
from ..rules.doubts import Doubts
from .city_parts import parted, parts_note
from .evaluation import Ends, Evaluation, Outcome
from .findings import Answered, Told, answered, answered_as, lines_in, told
from .notes import reading_name

__all__ = ["budget"]

_WORLDS = 4096
_ZERO = Fraction(0)


def budget(
    evaluation: Evaluation, division: Division | None, communities: int | None
) -> list[Told]:
    """The budget lines of one community, or of ``communities`` like it, then their total.

    Amounts are yuan of each line's scope and period; only lines of the community's year are
    summed.
    """
    law = evaluation.law
    answers = [answered(evaluation, asked, payers=True) for asked in lines_in(law, "budget")]
    lines = [told(answer, law, "budget", division) for answer in answers]
    if communities is not None:
        lines = [Told(_times(line.finding, communities), line.worlds) for line in lines]
    findings = [line.finding for line in lines]
    return [*lines, *_total(evaluation, answers, findings, division, communities)]


def _summable(answer: Answered) -> bool:
    return may_be_summed(answer.asked) and answer.outcome.hull() != (None, None)


def _times(finding: Finding, communities: int) -> Finding:
    """A community's line said for so many communities alike; other scopes stay as they are, and so
    does what only some communities get."""
    if finding.scope != "community" or finding.unit != "yuan":
        return finding
    if finding.status == "conditional":
        words = Label("一个社区的数额，未按社区数相乘", "for one community, not multiplied")
        one = words.said()
        return replace(finding, notes=(one, *finding.notes))

    def scaled(value: Fraction | None) -> Fraction | None:
        return None if value is None else value * communities

    note = _alike(communities)
    return replace(
        finding,
        scope="city",
        low=scaled(finding.low),
        high=scaled(finding.high),
        payers=tuple(PayerAmount(p.level, scaled(p.low), scaled(p.high)) for p in finding.payers),
        readings=tuple(Reading(r.name, scaled(r.low), scaled(r.high)) for r in finding.readings),
        notes=(note, *finding.notes),
    )


def _alike(communities: int) -> str:
    count = grouped(Fraction(communities))
    return said(f"按{count}个同样的社区计", f"for {count} communities alike")


def _total(
    evaluation: Evaluation,
    answers: Sequence[Answered],
    findings: Sequence[Finding],
    division: Division | None,
    communities: int | None,
) -> list[Told]:
    law = evaluation.law
    summed = [answer for answer in answers if _summable(answer)]
    if not summed:
        return []
    of_city = []
    if communities is not None and division is not None and division.level != "county":
        of_city = [a for a in answers if _city_line(a.asked) and a.status == "computed"]
    reasons = list(_left_out([a for a in answers if a not in summed + of_city]))
    opening = [answer for answer in answers if answer not in of_city and _opens(answer)]
    opening += [answer for answer in summed if answer.asked.provision.opens]
    opened = {level for answer in opening for level in _takers(answer.asked)}
    times = communities or 1
    doubts = _doubts(summed)
    results = []
    for world in doubts.worlds():
        lines = [_sums(answer.outcome.in_world(world), times) for answer in summed]
        lines += [_sums(answer.outcome.in_world(world), 1) for answer in of_city]
        sums = sums_of(NUMBERS, [(True, line) for line in lines])
        whole, payers = sums.whole, sums.payers
        high = whole.high if whole.closed and not opened else None
        results.append((world, (whole.low, high, payers)))
    turning, worlds = reduced(doubts, results, lambda sums: sums[:2])
    highs = [high for _, (_, high, _) in results]
    known = [high for high in highs if high is not None]
    notes = [
        *([_alike(communities)] if communities is not None else []),
        *_in_parts(evaluation, answers, of_city, times),
        *_kinds(summed),
        *reasons,
    ]
    notes += [
        answer.asked.provision.opens.said() for answer in summed if answer.asked.provision.opens
    ]
    counted = [f for f, a in zip(findings, answers, strict=True) if a in summed]
    total = Finding(
        question="budget",
        place=law.total.partition("/")[0],
        provision=law.total,
        division=division.code if division else "",
        division_name=division.label() if division else "",
        label_zh="合计",
        label_en="total",
        role="total",
        scope="community" if communities is None else "city",
        low=min(low for _, (low, _, _) in results),
        high=max(known) if len(known) == len(highs) else None,
        unit="yuan",
        period="year",
        about=any(finding.about for finding in counted),
        force=max((finding.force for finding in counted), key=_RANK.index),
        basis="assumed" if any(f.basis == "assumed" for f in counted) else "derived",
        status="computed",
        needs=tuple(dict.fromkeys(need for f in findings for need in f.needs)),
        payers=_hull_of([payers for _, (*_, payers) in results], opened),
        readings=tuple(
            Reading(reading_name(law, world), low, high)
            for world, (low, high, _) in (worlds if turning else ())
        ),
        notes=tuple(dict.fromkeys(notes)),
    )
    return [Told(total, tuple(world for world, _ in worlds) if turning else ())]


def _in_parts(
    evaluation: Evaluation, answers: Sequence[Answered], of_city: Sequence[Answered], times: int
) -> list[str]:
    """What the total is in other parts of the city, where lines do not come to the same there."""
    differing = [answer for answer in answers if answer.parts]
    if not differing:
        return []
    alike = [answer for answer in answers if not answer.parts and answer not in of_city]
    lines = [(answer.outcome, times) for answer in alike if _summable(answer)]
    lines += [(answer.outcome, 1) for answer in of_city]
    opened = any(_opens(answer) or answer.asked.provision.opens for answer in alike)
    rest = _together(lines)

    def there(inside: Evaluation | None) -> Outcome:
        own = [_in_part(answer, inside) for answer in differing]
        open_there = opened or any(_opens(answer) for answer in own)
        summed = [(answer.outcome, times) for answer in own if _summable(answer)]
        return _together([(rest, 1), *summed], open_end=open_there)

    parts = parted(evaluation, there(None), there)
    return [parts_note(parts, "yuan")] if parts else []


def _in_part(answer: Answered, inside: Evaluation | None) -> Answered:
    """A line in a part of the city, None for the city itself."""
    if inside is None:
        return answer
    found = (o for part in answer.parts for own, o in part.inside if own is inside)
    return answered_as(answer.asked, next(found))


def _together(lines: Sequence[tuple[Outcome, int]], *, open_end: bool = False) -> Outcome:
    """The sum of some lines, each so many times, in every reading on which an end turns."""
    doubts = _telling(outcome for outcome, _ in lines)
    worlds = []
    for world in doubts.worlds():
        low: Fraction = _ZERO
        high: Fraction | None = None if open_end else _ZERO
        for outcome, times in lines:
            ends = outcome.in_world(world)
            low += _scaled(ends.low or _ZERO, times)
            if high is not None:
                high = None if ends.high is None else high + _scaled(ends.high, times)
        worlds.append((world, Ends(low, high, frozenset(), ())))
    return Outcome(doubts, tuple(worlds))


_RANK = [*FORCES[:2], "target", "may", "fact"]


def _city_line(asked: Line) -> bool:
    return asked.role == "line" and asked.scope == "city" and asked.period == "year"


def _opens(answer: Answered) -> bool:
    """Whether more may be due than the summed lines say: something named without amount, or not
    known yet, or that has no amount in some reading, in money of the community."""
    partly = answer.status == "computed" and answer.outcome.hull() == (None, None)
    return opens(answer.asked) and (partly or answer.status in ("no-amount", "needs-input"))


def _takers(asked: Line) -> list[str]:
    """Who bears what is not known of a line: those who take the rest, else who bears shares."""
    rest = [payer.level for payer in asked.payers if payer.share is None and payer.amount is None]
    return rest or [payer.level for payer in asked.payers if payer.amount is None] or ["unstated"]


def _doubts(summed: Sequence[Answered]) -> Doubts:
    """The points on which some line turns. Past a bound on their combinations, those that turn
    nothing but payers go first."""
    doubts = Doubts()
    for answer in summed:
        doubts.join(answer.outcome.doubts)
    return (
        _telling(a.outcome for a in summed) if prod(map(len, doubts.values())) > _WORLDS else doubts
    )


def _telling(outcomes: Iterable[Outcome]) -> Doubts:
    """The points on which an end of some line turns."""
    doubts = Doubts()
    for outcome in outcomes:
        if outcome.doubts:
            telling = [name for world, _ in outcome.readings() for name in world]
            doubts.join(outcome.doubts.only(telling))
    return doubts


def _scaled(value: Fraction, times: int) -> Fraction:
    return value if times == 1 else value * times  # most are one community: nothing is multiplied


def _sums(ends: Ends, times: int) -> Sums[Fraction]:
    """A line in one reading, for so many communities alike."""

    def amount(low: Fraction | None, high: Fraction | None) -> Amount[Fraction]:
        return Amount(_scaled(low or _ZERO, times), _scaled(high or _ZERO, times), high is not None)

    payers = {level: amount(low, high) for level, low, high in ends.payers}
    return Sums(amount(ends.low, ends.high), payers)


def _hull_of(
    worlds: Sequence[Mapping[str, Amount[Fraction]]], opened: Collection[str]
) -> tuple[PayerAmount, ...]:
    """What each level bears; those of ``opened`` may bear more."""
    levels = {level for payers in worlds for level in payers}.union(opened)
    nothing = Amount(_ZERO, _ZERO, True)
    amounts = []
    for level in sorted(levels, key=LEVELS.index):
        each = [payers.get(level, nothing) for payers in worlds]
        closed = level not in opened and all(amount.closed for amount in each)
        high = max(amount.high for amount in each) if closed else None
        amounts.append(PayerAmount(level, min(amount.low for amount in each), high))
    return tuple(amounts)


def _kinds(summed: Sequence[Answered]) -> list[str]:
    # A floor is no stated amount, also where the text reports it as a fact.
    floors = [a for a in summed if a.outcome.hull()[1] is None]
    facts = [a for a in summed if a.asked.provision.force == "fact" and a not in floors]
    if floors and facts:
        names = said(
            "、".join(a.asked.label.zh for a in facts), ", ".join(a.asked.label.en for a in facts)
        )
        return [
            said(
                f"合计含最低标准，也含定额或转移支付（{names}）",
                f"adds floors and stated amounts or transfers ({names})",
            )
        ]
    return []


def _left_out(answers: Sequence[Answered]) -> list[str]:
    """Why each line that is not in the total is not: one note a reason."""
    reasons: dict[str, list[str]] = {}
    for answer in answers:
        asked, status = answer.asked, answer.status
        if asked.role != "line":
            continue
        if status == "no-amount":
            key = said("未明确数额", "named without amount")
        elif status == "needs-input":
            key = said("缺少数据", "input missing")
        elif status == "conditional":
            only = asked.provision.only_where
            assert only is not None
            key = said(f"仅限：{only.zh}", f"only where {only.en}")
        elif status == "none-fits":
            key = said("没有合适的整数", "no whole number fits")
        elif status == "not-for":
            key = said("不适用", "not for this one")
        elif status == "not-in-force":
            key = said("当日未施行", "not in force on that day")
        elif may_be_summed(asked):
            key = said("并非各种读法都有数额", "without an amount in some reading")
        else:
            key = said("口径或周期不同", "of another scope or period")
        reasons.setdefault(key, []).append(asked.label.said())
    return said(
        [f"未计入（{key}）：{'、'.join(names)}" for key, names in reasons.items()],
        [f"left out ({key}): {', '.join(names)}" for key, names in reasons.items()],
    )
