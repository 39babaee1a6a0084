"""Places side by side: what each gives for the same community, by what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..finding import Finding
from ..library.shelf.catalog import Catalog
from ..places.place import Division
from ..policy import TOPICS
from ..record import Record
from .request import Nothing, Request, ask

__all__ = ["ASKED", "Comparison", "Row", "side_by_side"]

ASKED = ("staffing", "budget", "salary")
_NO_ANSWER = ("not-in-force", "not-for", "error")


class Row(Record):
    """One topic: of each place, in their order, the lines that are about it."""

    topic: str
    cells: tuple[tuple[Finding, ...], ...]


class Comparison(Record):
    """The rows in the order of the topics, the ``findings`` in them, and what else the asker should
    be told, a line each."""

    places: tuple[Division, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]

    @property
    def findings(self) -> list[Finding]:
        """All of them, topic by topic and place by place."""
        return [finding for row in self.rows for cell in row.cells for finding in cell]


def side_by_side(
    places: Sequence[Division],
    given: Sequence[Mapping[str, str]],
    questions: Sequence[str],
    *,
    on: str,
    only: tuple[str, ...],
    catalog: Catalog,
) -> Comparison:
    """What the places give for ``questions``; ``given`` are the inputs for each of them.

    Only main lines for a community or one of its people are compared, and the budget's total.
    Raises AskError, InputError, PolicyProblems, and Nothing where no place answers.
    """
    warnings: dict[str, None] = {}
    reasons: list[Nothing] = []
    found: list[list[Finding]] = []
    for place, inputs in zip(places, given, strict=True):
        mine: list[Finding] = []
        for question in questions:
            try:
                answers = ask(Request(question, place, inputs, on, only), catalog)
            except Nothing as nothing:
                reasons.append(nothing)
                continue
            warnings |= dict.fromkeys(answers.warnings)
            mine += filter(_compared, answers.findings)
        found.append(mine)
    if not any(found) and reasons:
        raise reasons[0]
    return Comparison(tuple(places), tuple(_rows(found)), tuple(warnings))


def _compared(finding: Finding) -> bool:
    main = finding.role in ("line", "total") and finding.status not in _NO_ANSWER
    return main and finding.scope in ("community", "person", "household")


def _rows(found: Sequence[Sequence[Finding]]) -> Iterator[Row]:
    # A total is about money altogether, and stands last; so does what names no topic.
    for topic in (*TOPICS, ""):
        cells = tuple(tuple(one for one in mine if one.topic == topic) for mine in found)
        if any(cells):
            yield Row(topic, cells)
