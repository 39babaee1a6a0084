"""The table that a person reads, as plain objects: every format is written from these."""

from __future__ import annotations

from ...finding import Finding
from ...record import Record

__all__ = ["BLANK", "Cell", "Grid", "Group", "Head", "Row", "Section"]


class Cell(Record):
    """A figure as a text, the numbers of its notes, and its ``tone``: "" or the verdict that it
    is (short, over, near, unknown), ``error`` for a row that could not be read; and the finding
    that it tells of, where it tells of one."""

    text: str
    marks: tuple[int, ...] = ()
    tone: str = ""
    finding: Finding | None = None

    def marked(self) -> str:
        """The text with the numbers of its notes behind it."""
        return self.text + "".join(f"[{mark}]" for mark in self.marks)


BLANK = Cell("")


class Head(Record):
    """A column: what its figures are, what is required of all of them or how they hold, and the
    numbers of notes that go for all of them; with ``words``, it holds words and no figures."""

    label: str
    aside: str = ""
    marks: tuple[int, ...] = ()
    words: bool = False

    def lines(self) -> list[str]:
        """The lines of the head."""
        marks = "".join(f"[{mark}]" for mark in self.marks)
        return [self.label + marks, *([self.aside] if self.aside else [])]


class Row(Record):
    """A community: its own cells, its figures, and why there are none."""

    own: tuple[str, ...]
    cells: tuple[Cell, ...]
    fault: str = ""


class Group(Record):
    """Rows that stand together under a title, and what their columns come to; "" and no cells
    where the rows are not grouped."""

    title: str
    rows: tuple[Row, ...]
    subtotal: tuple[Cell, ...] = ()


class Section(Record):
    """Lines below the table under a title; ``cites`` where they are the sources of its figures."""

    title: str
    lines: tuple[str, ...]
    cites: bool = False


class Grid(Record):
    """The whole table. ``own`` are the heads of a row's own cells, ``numbers`` says which of them
    hold numbers; ``total`` is empty where nothing can be added up."""

    title: str
    subtitle: str
    own: tuple[str, ...]
    numbers: tuple[bool, ...]
    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    total: tuple[Cell, ...]
    sections: tuple[Section, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(len(group.rows) for group in self.groups)
