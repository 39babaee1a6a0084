"""The lines of a table gathered, row by row, for the sheet that a person reads."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING

from ...language import Label, joined, said
from ...library.format.suggestions import nearest
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import in_force
from ...places.place import division
from ...policy import InputSpec
from ...questions.findings import lines_in
from ...questions.used_inputs import inputs_in
from ...record import Record
from ...render.summary.entries import Entry, entry_of
from ...render.summary.gathering import Gathering
from ...render.summary.grid import Grid
from ...render.summary.widths import fits_a_page
from ...render.terminal.grid import grid_lines
from ...render.terminal.table import print_lines, terminal_width
from ...render.vocabulary import TITLES
from ..reading.errors import TableError
from .formats import Direct
from .terminal import finding_in

if TYPE_CHECKING:
    import polars as pl

    from ..reading.ledger import Ledger

__all__ = ["OnScreen", "Page", "SummaryOfRows", "SummaryRow", "page_title"]

# What two lines must share to be the same cell: their words follow from these.
_TELLING = (
    "place", "provision", "role", "scope", "unit", "period", "status", "about", "basis",
    "label_zh", "low", "high", "needs", "notes", "readings", "payers", "verdict", "actual", "gap",
)  # fmt: skip
_ROLES = {
    "province": Label("省份", "province"),
    "city": Label("城市", "city"),
    "county": Label("区县", "county"),
    "name": Label("社区", "name"),
}
_MOST, _SHOWN = 50_000, 600  # rows that a person may still leaf through, and on a screen


class SummaryRow(Record):
    """A row as it came: its own cells, the group it belongs to, its figures, and the code of its
    place, "" where that could not be read."""

    cells: list[str]
    group: str
    entries: list[Entry]
    code: str


class SummaryOfRows:
    """Takes in the findings of a table batch by batch. ``by`` is the column that rows are grouped
    by; ``left`` counts the rows that are no longer taken, where there are more than ``most``.
    Raises TableError for a column there is not."""

    def __init__(
        self,
        question: str,
        ledger: Ledger,
        catalog: Catalog,
        *,
        on: str,
        source: str,
        specs: Mapping[str, InputSpec],
        by: str | None = None,
    ) -> None:
        if by is not None and by not in ledger.columns:
            raise TableError(_no_column(by, ledger.columns))
        self.question, self._ledger, self._by = question, ledger, by
        self.catalog, self.on, self._source, self.specs = catalog, on, source, specs
        places = dict.fromkeys(ledger.places.values())
        inputs = {
            column: name for column, name in ledger.inputs.items() if column in ledger.columns
        }
        named = dict.fromkeys([ledger.name] if ledger.name is not None else [])
        self._inputs = inputs
        self._cells = [
            column for column in dict.fromkeys((*places, *named, *inputs)) if column != by
        ]
        self.rows: list[SummaryRow] = []
        self._known: dict[tuple[object, ...], Entry] = {}
        self._places: dict[str, str] = {"": ""}  # by their codes
        self._ruled: dict[str, tuple[str, ...]] = {}
        self.most, self.left = _MOST, 0

    @property
    def sweeps(self) -> bool:
        """Whether the rows are points of a sweep, and no communities."""
        return not self._source

    @property
    def swept(self) -> str:
        """The one number that a sweep goes through, "" where it goes through others as well."""
        names = list(self._inputs.values())
        return names[0] if len(names) == 1 and self.specs[names[0]].kind == "number" else ""

    def cell_of(self, name: str) -> int | None:
        """Which of a row's cells gives an input; None where the table does not."""
        found = (column for column, given in self._inputs.items() if given == name)
        column = next(found, None)
        return self._cells.index(column) if column in self._cells else None

    def name_of(self, row: SummaryRow) -> str:
        """What a row is called, "" where the table has no names."""
        name = self._ledger.name
        return row.cells[self._cells.index(name)] if name in self._cells else ""

    @property
    def checked(self) -> bool:
        """Whether it is a check: what there is then stands beside what is required."""
        return self.question == "check"

    def take(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> None:
        """The rows of a batch, whose first has number ``first_row``, and their findings."""
        room = self.most - len(self.rows)
        self.left += max(0, len(own) - room)
        if room <= 0:
            return
        cells = own.select(self._cells).head(room)
        groups = own[self._by].head(room).to_list() if self._by else [None] * len(cells)
        taken: list[list[Entry]] = [[] for _ in range(len(cells))]
        codes = [""] * len(cells)
        telling = [name for name in _TELLING if name in found.columns]
        keys = found.select(telling).rows()
        at, places = found["__row"].to_list(), found["division"].to_list()
        for index, (row, key) in enumerate(zip(at, keys, strict=True)):
            if 0 <= row - first_row < len(taken):
                codes[row - first_row] = places[index] or codes[row - first_row]
                entry = self._known.get(key)
                if entry is None:
                    entry = entry_of(finding_in(found.row(index, named=True), ()))
                    if entry.finding.status != "error":
                        self._known[key] = entry
                taken[row - first_row].append(entry)
        named = found.select("division", "division_name").drop_nulls().unique()
        self._places |= dict(named.sort("division").rows())
        for row_cells, group, entries, code in zip(cells.rows(), groups, taken, codes, strict=True):
            texts = [cell or "" for cell in row_cells]
            self.rows.append(SummaryRow(texts, group or "", entries, code))

    def grid(self) -> Grid:
        """The table of all rows."""
        return self._grid(self.rows)

    def grids(self) -> list[tuple[str, Grid]]:
        """The table of all rows, by the name ""; where a page could not hold it, one for each
        part of the country that has rules of its own, by the part's name."""
        whole = self.grid()
        if fits_a_page(whole):
            return [("", whole)]
        parts: dict[tuple[str, ...], list[SummaryRow]] = {}
        rules: tuple[str, ...] | None = None
        early: list[SummaryRow] = []
        for row in self.rows:
            # A row whose place cannot be read stays beside the row above it.
            rules = self._rules(row.code) if row.code else rules
            (early if rules is None else parts.setdefault(rules, [])).append(row)
        if len(parts) < 2:
            return [("", whole)]
        first = next(iter(parts))
        parts[first] = early + parts[first]
        return [(self._called(rows), self._grid(rows)) for rows in parts.values()]

    @property
    def place(self) -> str:
        """What the places of all rows are called together, "" where they share no province."""
        return self._place(dict.fromkeys(row.code for row in self.rows if row.code))

    def place_of(self, row: SummaryRow) -> str:
        """What the place of a row is called, "" where it could not be read."""
        return self._places[row.code]

    def _called(self, rows: Sequence[SummaryRow]) -> str:
        codes = dict.fromkeys(row.code for row in rows if row.code)
        first = self._places[next(iter(codes))]
        return self._place(codes) or said(f"{first}等", f"{first} and others")

    def _rules(self, code: str) -> tuple[str, ...]:
        """The policies that an answer for a place can turn on."""
        if code not in self._ruled:
            found = self.catalog.answering(division(code), self.question)
            self._ruled[code] = tuple(policy.id for policy in found)
        return self._ruled[code]

    def _grid(self, rows: Sequence[SummaryRow]) -> Grid:
        codes = dict.fromkeys(row.code for row in rows if row.code)
        read = frozenset() if self.checked else self._read(codes)
        filled = [any(row.cells[index] for row in rows) for index in range(len(self._cells))]
        shown = [
            index
            for index, column in enumerate(self._cells)
            if (self._inputs[column] in read if column in self._inputs else filled[index])
        ]
        columns = [self._cells[index] for index in shown]
        numbers = [column in self._ledger.numbers for column in columns]
        # Points of a sweep are no communities, and come to nothing together.
        made = Gathering(
            [self._head(column) for column in columns],
            numbers,
            checked=self.checked,
            total=not self.sweeps,
        )
        for row in rows:
            made.take([row.cells[index] for index in shown], row.entries, row.group)
        place = self._place(codes)
        return made.grid(self._title(place), self._subtitle(len(rows)), self._names())

    def _place(self, codes: Iterable[str]) -> str:
        """What places are called together: by the one name that they have, or their province's."""
        names = dict.fromkeys(self._places[code] for code in codes)
        provinces = dict.fromkeys(f"{code[:2]}0000" for code in codes)
        if len(names) == 1:
            return next(iter(names))
        return division(next(iter(provinces))).label() if len(provinces) == 1 else ""

    def _read(self, codes: Iterable[str]) -> frozenset[str]:
        """The inputs on which the figures of places turn."""
        found: dict[str, None] = {}
        for code in codes:
            law = in_force(self.catalog.covering(division(code)), self.on)
            found |= inputs_in(law, [asked.rule for asked in lines_in(law, self.question)])
        return frozenset(found)

    def _names(self) -> dict[str, str]:
        return {name: spec.label.said() for name, spec in self.specs.items()}

    def _head(self, column: str) -> str:
        """A column as the ledger calls it; one that is called by an id, in words."""
        if self._inputs.get(column) == column:
            return self.specs[column].label.said()
        return _ROLES[column].said() if column in _ROLES else column

    def _title(self, place: str) -> str:
        title = TITLES[self.question].said()
        return said(f"{place}{title}", f"{place}: {title}" if place else title)

    def _subtitle(self, rows: int) -> str:
        source = self._source if self._source != "-" else said("标准输入", "standard input")
        pieces = [
            said(f"按{self.on}有效的规定", f"by the rules in force on {self.on}"),
            said(f"{rows:,}行", f"{rows:,} rows"),
            said(f"据 {source}", f"from {source}") if source else "",
        ]
        if self.left:
            more = f"{self.left:,}"
            pieces.append(said(f"另有{more}行没有列出", f"{more} more rows are not listed"))
        return joined(piece for piece in pieces if piece)


class Page(Direct):
    """A table that a person reads: once ``summary`` is whole, ``page`` writes it as lines."""

    def __init__(
        self, stream: IO[bytes], page: Callable[[], Iterable[str]], summary: SummaryOfRows
    ) -> None:
        self._stream, self._summary, self._page = stream, summary, page

    def gather(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> None:
        """The rows of a batch."""
        self._summary.take(own, found, first_row)

    def write(self, lines: pl.DataFrame) -> None:
        """Rows are all that it has."""

    def close(self) -> None:
        """Write the table. Raises TableError where a library for it is missing."""
        try:
            for line in self._page():
                self._stream.write(f"{line}\n".encode())
        except ValueError as err:
            raise err if isinstance(err, TableError) else TableError(str(err)) from None


class OnScreen(Page):
    """The same on a terminal, as wide as its window."""

    def __init__(
        self, stream: IO[bytes], summary: SummaryOfRows, *, cite: bool, color: bool
    ) -> None:
        super().__init__(stream, tuple, summary)
        summary.most = _SHOWN
        self._cite, self._color = cite, color

    @property
    def left(self) -> int:
        """How many rows are not shown."""
        return self._summary.left

    def close(self) -> None:
        """Print the table."""
        width = terminal_width()
        lines = grid_lines(
            self._summary.grid(), width=width, cite=self._cite, checked=self._summary.checked
        )
        text = io.TextIOWrapper(self._stream, encoding="utf-8", newline="\n", errors="replace")
        print_lines(lines, width=width, stream=text, color=self._color)
        text.flush()
        text.detach()


def page_title(question: str, on: str, source: str) -> str:
    """What stands above each page of lines: what they are, of which day, and of which table."""
    title = TITLES[question].said()
    named = said(f"，据 {source}", f", from {source}") if source else ""
    return said(
        f"{title}（按{on}有效的规定{named}）", f"{title} (by the rules in force on {on}{named})"
    )


def _no_column(by: str, columns: Sequence[str]) -> str:
    near, listed = nearest(by, columns), joined(columns)
    hint = said(f"是否指 {near}？", f"did you mean {near}? ") if near else ""
    return said(
        f"--by 所说的“{by}”不是表中的一栏；{hint}可用：{listed}",
        f"--by {by!r} is no column of the table; {hint}accepted: {listed}",
    )
