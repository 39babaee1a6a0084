"""Many places side by side on a terminal: of each the few lines that answer, the rest named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from ...finding import Finding, PayerAmount
from ...language import joined, said
from ...library.shelf.catalog import Catalog
from ...places.place import chain, division
from ...questions.notes import way_to_give
from ...questions.request import Answers
from ...record import replace
from ..finding_text import has_number
from .table import Line, hung, print_lines, print_table, table_lines, terminal_width

__all__ = ["overview_lines", "print_overview"]

_UNITS = {
    "staffing": ("person", "post", "grid"),
    "budget": ("yuan",),
    "salary": ("yuan", "grade"),
}
_FEW = 8  # places of which more than the main line still fits a screen or two
_NOTES = 100


def print_overview(
    answers: Answers, catalog: Catalog, *, cite: bool, stream: TextIO, color: bool
) -> None:
    """Print what a question without a place gives, all of it where no line is of the wanted kind;
    ``catalog`` is what was asked."""
    width = terminal_width()
    if not any(map(_wanted, answers.findings)):
        print_table(answers.findings, cite=cite, width=width, stream=stream, color=color)
        return
    lines = overview_lines(answers, catalog, cite=cite, width=width)
    print_lines(lines, width=width, stream=stream, color=color)


def overview_lines(
    answers: Answers, catalog: Catalog, *, cite: bool = False, width: int = 80
) -> Iterator[Line]:
    """The lines that answer, by place in the order of codes; with more than a few places the main
    line of each under its province. Below them the places without any, and what was left out."""
    places = catalog.places()
    groups: dict[str, list[Finding]] = {}
    for finding in filter(_wanted, answers.findings):
        # What a higher place says is said there.
        if places.get(finding.place) == finding.division:
            groups.setdefault(finding.division, []).append(finding)
    by_code = [groups[code] for code in sorted(groups)]
    if len(groups) <= _FEW:
        kept = [finding for group in by_code for finding in group]
        # Ids and readings are for who asks for all; a note says what is read in more than one way.
        rows = [
            replace(finding, provision="", readings=(), payers=_known(finding)) for finding in kept
        ]
    else:
        kept = [_main(group) for group in by_code]
        rows = [_beside_others(finding) for finding in kept]
    yield from table_lines(rows, cite=cite, width=width)
    yield []
    foot = [*_further(answers, set(groups), catalog), *_left_out(len(answers.findings) - len(kept))]
    for text in foot:
        for line in hung(text, 0, 2, min(width, _NOTES)):
            yield [(piece, "dim") for piece, _ in line]


def _wanted(finding: Finding) -> bool:
    """Whether a finding is what is wanted first: a figure of the question, or that none fits."""
    counted = finding.status in ("computed", "needs-input") and has_number(finding)
    return _of_the_question(finding) and (counted or finding.status == "none-fits")


def _of_the_question(finding: Finding) -> bool:
    """Whether it is a main line, in what the question counts in, for one community or person."""
    return (
        finding.role in ("line", "total")
        and finding.scope in ("community", "person")
        and finding.unit in _UNITS[finding.question]
    )


def _known(finding: Finding) -> tuple[PayerAmount, ...]:
    """Who bears it, nobody where that is stated of no part."""
    return finding.payers if any(one.level != "unstated" for one in finding.payers) else ()


def _main(findings: Sequence[Finding]) -> Finding:
    """The line that stands for a place: its total, else the first that is worked out, else the
    first, in the question's first unit where there is one."""
    first = _UNITS[findings[0].question][0]

    def rank(finding: Finding) -> tuple[bool, ...]:
        return finding.role != "total", finding.unit != first, finding.basis == "stated"

    return min(findings, key=rank)


def _beside_others(finding: Finding) -> Finding:
    """A finding as one line under its province, named after its place."""
    own = division(finding.division)
    province = next((link for link in chain(own) if link.level == "province"), own)
    count = len(finding.readings)
    return replace(
        finding,
        provision="",
        place="",
        division=province.code,
        division_name=province.label(),
        label_zh=f"{own.label()}：{finding.label_zh}" + (f"（{count}种读法）" if count else ""),
        label_en=f"{own.label()}: {finding.label_en}" + (f" ({count} readings)" if count else ""),
        role="line",
        payers=(),
        readings=(),
        notes=(),
    )


def _further(answers: Answers, shown: set[str], catalog: Catalog) -> Iterator[str]:
    """The inputs that would give more, with their places; then the places without such a rule."""
    findings = [*answers.findings, *answers.silent]
    needs: dict[str, set[str]] = {}
    for finding in filter(_of_the_question, findings):
        for name in finding.needs:
            needs.setdefault(name, set()).add(finding.division)
    if needs:
        texts = [
            said(
                f"{way_to_give(name)}（{_names(codes)}）", f"{way_to_give(name)} ({_names(codes)})"
            )
            for name, codes in needs.items()
        ]
        listed = said("；", "; ").join(texts)
        yield said(f"补充数据可算出更多：{listed}", f"more with further inputs: {listed}")
    question = findings[0].question
    without = {finding.division for finding in findings}.difference(shown, *needs.values())
    every = {code: division(code) for code in catalog.places().values()}
    without.update(code for code, one in every.items() if not catalog.answers(one, question))
    if without:
        names = _names(without)
        yield said(f"没有此类规定：{names}", f"no such rule: {names}")
    higher = every.keys() - shown.union(without, *needs.values())
    if higher:
        names = _names(higher)
        yield said(f"没有自己的此类数额，按上级规定：{names}", f"those of higher places: {names}")


def _left_out(count: int) -> Iterator[str]:
    if count:
        yield said(
            f"另有{count}条未列出（其中、参考、期限、全市数等）：加 --all；"
            "只看一地（附说明、读法和编号）：加 --city 等",
            f"{count} more findings (parts, references, deadlines, city-wide figures …): --all; "
            "one place, with notes, readings and ids: --city and the like",
        )


def _names(codes: Iterable[str]) -> str:
    return joined(division(code).label() for code in sorted(codes))
