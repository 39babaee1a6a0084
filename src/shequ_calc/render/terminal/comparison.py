"""Places side by side on a screen or in Markdown: a row a topic, a column a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from ...finding import Finding
from ...language import said
from ...policy import TOPICS
from ...questions.comparison import Comparison
from ..finding_text import field_text, figure
from ..wrap import clean
from .table import terminal_width

__all__ = ["comparison_markdown", "print_comparison"]


def print_comparison(compared: Comparison, stream: TextIO, *, color: bool) -> None:
    """The table as wide as the terminal, and below it the documents of each place."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_lines=True)
    table.add_column(said("主题", "topic"), style="bold", overflow="fold")
    for place in compared.places:
        table.add_column(place.label(), overflow="fold", ratio=1)
    for topic, *cells in _texts(compared, "\n", _lines):
        table.add_row(topic, *map(_cleaned, cells))
    console = Console(
        file=stream, width=terminal_width(), no_color=not color, highlight=False, markup=False
    )
    console.print(table)
    for line in _sources(compared):
        console.print(line, soft_wrap=False, style="dim" if color else None)


def _cleaned(text: str) -> str:
    """The lines of a cell without what a terminal would obey."""
    return "\n".join(map(clean, text.split("\n")))


def comparison_markdown(compared: Comparison) -> str:
    """The same as a table in Markdown."""
    heads = [said("主题", "topic"), *(place.label() for place in compared.places)]
    rows = [heads, ["---"] * len(heads), *_texts(compared, "<br>", _line)]
    lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join([*lines, "", *(f"- {line}" for line in _sources(compared)), ""])


def _texts(
    compared: Comparison, between: str, line: Callable[[Finding], str]
) -> Iterator[list[str]]:
    for row in compared.rows:
        about = TOPICS[row.topic].said() if row.topic else said("合计等", "totals and others")
        yield [about, *(between.join(map(line, cell)) or "—" for cell in row.cells)]


def _kind(finding: Finding) -> list[str]:
    """The force and the basis of a figure, and whether it is due under a condition alone."""
    kind = [field_text(finding, "force")]
    if finding.status in ("computed", "conditional", "none-fits"):
        kind.append(field_text(finding, "basis"))
    if finding.status == "conditional":
        kind.append(field_text(finding, "status"))
    return kind


def _lines(finding: Finding) -> str:
    """A finding in a narrow cell: what it is, and below it the figure with its kind."""
    # A sign stays with its number.
    told = figure(finding).replace("≥ ", "≥\u00a0").replace("≤ ", "≤\u00a0")
    return f"{finding.label()}\n  {told}\n  {' · '.join(_kind(finding))}"


def _line(finding: Finding) -> str:
    """A finding on one line: what it is, the figure, its kind."""
    return said(
        f"{finding.label()} {figure(finding)}（{'，'.join(_kind(finding))}）",
        f"{finding.label()}: {figure(finding)} ({', '.join(_kind(finding))})",
    )


def _sources(compared: Comparison) -> Iterator[str]:
    for at, place in enumerate(compared.places):
        documents = _documents([one for row in compared.rows for one in row.cells[at]])
        if documents:
            named = said("；", "; ").join(documents)
            yield said(f"{place.label()}的依据：{named}", f"sources, {place.label()}: {named}")


def _documents(findings: Sequence[Finding]) -> list[str]:
    found: dict[str, None] = {}
    for one in findings:
        if one.document:
            told = [text for text in (one.number, one.issued) if text]
            if one.seen != "whole":
                told.append(field_text(one, "seen"))
            if one.trust == "B":
                told.append(said("转载", "a reprint"))
            beside = said("，", ", ").join(told)
            name = said(f"{one.document}（{beside}）", f"{one.document} ({beside})")
            found[name if told else one.document] = None
    return list(found)
