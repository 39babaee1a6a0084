"""A report in Markdown, whose pictures are left to the formats that can show them."""

from __future__ import annotations

from collections.abc import Iterator

from ..charts.chart import Band, Bars, Chart
from ..summary.grid import Grid, Section
from ..summary.markdown import markdown_lines, plain_markdown, section_lines
from .report import Report

__all__ = ["report_lines"]


def report_lines(report: Report) -> Iterator[str]:
    """The lines of the report."""
    yield f"# {plain_markdown(report.title)}"
    yield ""
    yield plain_markdown(report.subtitle)
    for chapter in report.chapters:
        if chapter.title:
            yield ""
            yield f"## {plain_markdown(chapter.title)}"
        for block in chapter.blocks:
            match block:
                case Grid():
                    yield ""
                    yield from markdown_lines(block, 3)
                case Section():
                    yield from section_lines(block, 3)
                case Band() | Bars():
                    yield from _chart(block)
                case _:
                    yield ""
                    yield plain_markdown(block)


def _chart(chart: Chart) -> Iterator[str]:
    """The figures of bars as a list; a band says nothing that the table does not."""
    if isinstance(chart, Bars):
        yield ""
        yield f"**{plain_markdown(chart.title)}**"
        yield ""
        for bar in chart.bars:
            yield f"- {plain_markdown(bar.label)}: {plain_markdown(bar.text)}"
