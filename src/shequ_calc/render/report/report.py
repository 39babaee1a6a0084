"""What stands in a report, as plain objects: every format is written from these."""

from __future__ import annotations

from typing import TypeAlias

from ...record import Record
from ..charts.chart import Chart
from ..summary.grid import Grid, Section

__all__ = ["Block", "Chapter", "Report", "of_a_table"]

# A paragraph, lines under a heading of their own, a table, or a picture.
Block: TypeAlias = str | Section | Grid | Chart


class Chapter(Record):
    """What stands under a heading of the first level, "" where it needs none."""

    title: str
    blocks: tuple[Block, ...]


class Report(Record):
    """The whole: its title, of which day and table it is, and its chapters."""

    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]


def of_a_table(grid: Grid, charts: tuple[Chart, ...] = ()) -> Report:
    """A single table, with its pictures below."""
    return Report(grid.title, grid.subtitle, (Chapter("", (grid, *charts)),))
