"""A ledger as a report: what its communities may have and are owed, whether they have it, and by
which rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ...language import joined, said
from ...library.shelf.catalog import Catalog
from ...record import replace
from ...render.report.report import Chapter, Report
from ...render.vocabulary import QUESTIONS
from ..reading.errors import TableError
from ..run import TableAsk
from .chapters import chapter_of, communities, sentences_of
from .gathered import Gathered, gathered
from .rules import rule_chapters

__all__ = ["ASKED", "report_of"]

ASKED = ("staffing", "budget", "salary", "check")


def report_of(
    ask: TableAsk, catalog: Catalog, questions: Sequence[str], *, by: str | None, title: str = ""
) -> tuple[Report, int]:
    """The report of the rows that ``ask`` names, grouped by the column ``by``; and the exit code.

    A check needs what there is: where the ledger has none of it, the report says so instead.
    Raises as ``answer_table`` does.
    """
    found: list[Gathered] = []
    quiet = ask.quiet
    for question in questions:
        # The ledger is read anew for each question; how it was understood is said once.
        found.append(gathered(replace(ask, quiet=quiet), catalog, question, by))
        quiet = True
    told = [one for one in found if _told(one)]
    if not told:
        raise TableError(
            said(
                "没有一行算得出结果，没有写报告",
                "no row could be answered, and no report was written",
            )
        )
    place = told[0].summary.place
    chapters = [
        Chapter(said("总体情况", "In short"), tuple(_summary(told, found, place))),
        *(chapter_of(one, by) for one in told),
        *rule_chapters(catalog, (name for one in told for name in one.provisions), ask.on),
    ]
    named = title or _title(place, told)
    source = Path(ask.reading.source).name
    below = said(
        f"按{ask.on}有效的规定，据 {source}", f"by the rules in force on {ask.on}, from {source}"
    )
    code = 2 if any(one.code == 2 for one in found) else min(one.code for one in found)
    return Report(named, below, tuple(chapters)), code


def _told(found: Gathered) -> bool:
    """Whether a question has anything to tell: a figure in some row; of a check, a verdict."""
    if found.closing:
        return found.closing.decided
    return any(entry.told for row in found.summary.rows for entry in row.entries)


def _summary(told: Sequence[Gathered], found: Sequence[Gathered], place: str) -> Iterator[str]:
    first = told[0]
    many = communities(first.rows)
    lost = said(
        f"，其中{first.faults:,}行数据有误、未能计算",
        f", of which {first.faults:,} could not be answered",
    )
    if not first.faults:
        lost = ""
    yield said(f"{place}共{many}{lost}。", f"{place + ': ' if place else ''}{many}{lost}.")
    for one in told:
        yield from sentences_of(one)
    silent = [QUESTIONS[one.question].said() for one in found if one not in told]
    if silent:
        yield said(
            f"台账里没有可据以测算{joined(silent)}的数据，本报告不含这些部分。",
            f"The ledger holds nothing by which to work out {joined(silent)}; the report leaves "
            "that out.",
        )


def _title(place: str, told: Sequence[Gathered]) -> str:
    asked = joined(QUESTIONS[one.question].said() for one in told)
    return said(
        f"{place}社区{asked}情况报告", f"{place + ': ' if place else ''}communities, {asked}"
    )
