"""How a provision arrives at its result: the rule in words, and the arithmetic with the inputs."""

from __future__ import annotations

from collections.abc import Iterator

from ..carriers.words import WordsCarrier, WordsTerm
from ..finding import Finding
from ..library.shelf.law import Law
from ..library.shelf.rule_names import LawNames
from ..measures import quantity
from ..outcomes.line import Line
from ..places.place import Division
from ..policy import Provision
from ..quantity import UNITS
from ..record import Record
from ..rules.walk import Walk
from ..wording.description import decided, describe, given_line
from .evaluation import Ends, Evaluation
from .findings import Answered, answered, finding_of, lines_in
from .notes import option_name, reading_name, reason, taken, why

__all__ = ["Arithmetic", "Explanation", "Point", "explain"]


class Arithmetic(Record):
    """One reading's arithmetic, end by end; "" where an end is open or not known.

    ``decided`` has a line for each condition, row and case that it went through, ``payers``
    each level with how its part arises.
    """

    reading: str
    given: str
    decided: tuple[str, ...]
    low: str
    high: str
    payers: tuple[tuple[str, str], ...]


class Point(Record):
    """A point at which the text can be read in more than one way: its id in the policy ("" for
    one that a rounding, an edge or a date opens), what is open, and its options, of which ``taken``
    is the one that is taken where not all are worked out. ``note`` says so among the finding's."""

    id: str
    why: str
    options: tuple[str, ...]
    taken: str
    note: str


class Explanation(Record):
    """A provision, or one of its views: its rule in words, how it is worked out, the finding."""

    provision: Provision
    rule: str
    arithmetic: tuple[Arithmetic, ...]
    points: tuple[Point, ...]
    finding: Finding


def explain(
    evaluation: Evaluation, provision: Provision, division: Division | None
) -> list[Explanation]:
    """The provision itself, and each of its views that has a rule of its own."""
    law = evaluation.law
    return [_explained(evaluation, asked, division) for asked in _every(law, provision)]


def _every(law: Law, provision: Provision) -> Iterator[Line]:
    seen: list[object] = []
    questions = dict.fromkeys([*provision.questions, "staffing", "budget", "salary", "check"])
    for question in questions:
        for asked in lines_in(law, question):
            key = (asked.rule, asked.scope, asked.period, asked.unit)
            if asked.provision.id == provision.id and key not in seen:
                seen.append(key)
                yield asked


def _explained(evaluation: Evaluation, asked: Line, division: Division | None) -> Explanation:
    law = evaluation.law
    answer = answered(evaluation, asked, payers="budget" in asked.provision.questions)
    names = LawNames(law, asked.unit)
    question = asked.provision.questions[0]
    # Of a rule that is not in force yet, the law knows only that it is not.
    rule = asked.provision.versions[0].rule if asked.lapsed and not asked.view else asked.rule
    return Explanation(
        asked.provision,
        describe(rule, names),
        tuple(_arithmetic(evaluation, answer, names)),
        tuple(_points(law, answer)),
        finding_of(answer, law, question, division),
    )


def _arithmetic(evaluation: Evaluation, answer: Answered, names: LawNames) -> Iterator[Arithmetic]:
    asked, law = answer.asked, evaluation.law
    dates = frozenset(name for name, spec in law.inputs.items() if spec.kind == "date")
    carrier = WordsCarrier(evaluation.facts, evaluation.by_place, dates=dates)
    for world, result in answer.outcome.worlds:
        missing = any(kind == "needs" for kind, _ in result.marks)
        if missing and result.low is None and result.high is None:
            continue
        walk = Walk(carrier, law.rules, world)
        value = walk.settle(walk.value(asked.rule), UNITS[asked.unit].grain)
        if value.low_ok or value.high_ok:
            ends = [t for t, ok in ((value.low, value.low_ok), (value.high, value.high_ok)) if ok]
            yield Arithmetic(
                reading_name(law, world),
                given_line(carrier.given(*ends), names),
                decided(asked.rule, names, walk, carrier, law.rules, world),
                _equation(value.low, value.low_ok, asked),
                _equation(value.high, value.high_ok, asked),
                _borne(asked.provision, result, walk),
            )


def _borne(
    provision: Provision, result: Ends, walk: Walk[WordsTerm]
) -> tuple[tuple[str, str], ...]:
    if not provision.payers:
        return ()
    from .payer_arithmetic import payer_arithmetic

    return tuple(payer_arithmetic(provision.payers, result, walk))


def _points(law: Law, answer: Answered) -> Iterator[Point]:
    """The points on which the figure turns, then those that are merely taken at their default."""
    for doubt, options in answer.outcome.doubts.items():
        names = tuple(option_name(law, doubt, option) for option in options)
        own = doubt.partition(":")[2] if doubt in law.points and "#" not in doubt else ""
        yield Point(own, reason(law, doubt).said(), names, "", why(law, doubt))
    for doubt in answer.asked.provision.points:
        names = tuple(option_name(law, doubt, option) for option in law.points[doubt].options)
        own = doubt.partition(":")[2]
        yield Point(own, reason(law, doubt).said(), names, names[0], taken(law, doubt))


def _equation(end: WordsTerm, known: object, asked: Line) -> str:
    if not known:
        return ""
    return end.equation(quantity(end.value, UNITS[asked.unit]))
