"""The lines of a table on a terminal: findings as for one community, everything else aligned."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import IO, TYPE_CHECKING

from ...finding import CHECKED, FIELDS, Finding, PayerAmount, Reading
from ...render.pasted import pasted_lines
from ...render.terminal.aligned import aligned_lines
from ...render.terminal.table import print_table
from ...render.wrap import clean
from .formats import JOINT, Direct
from .shapes import Column

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Aligned", "Pasted", "Screen", "finding_in"]

_SHOWN = 600


class Screen(Direct):
    """Findings as a table for a person, row by row of the ledger; the first 600 of them.

    ``left`` counts those that were not shown.
    """

    def __init__(
        self,
        stream: IO[bytes],
        columns: Sequence[Column],
        *,
        cite: bool,
        color: bool,
    ) -> None:
        self._stream, self._cite, self._color = stream, cite, color
        self._own = [column.name for column in columns if column.kind == "ledger"]
        self._findings: list[Finding] = []
        self.left = 0

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines."""
        room = max(0, _SHOWN - len(self._findings))
        self.left += max(0, len(lines) - room)
        for row in lines.head(room).iter_rows(named=True):
            self._findings.append(finding_in(row, self._own))

    def close(self) -> None:
        """Print what was gathered."""
        text = io.TextIOWrapper(self._stream, encoding="utf-8", newline="\n", errors="replace")
        print_table(self._findings, cite=self._cite, stream=text, color=self._color)
        text.flush()
        text.detach()


class Pasted(Direct):
    """Findings as plain text to be pasted, row by row of the ledger."""

    def __init__(self, stream: IO[bytes], columns: Sequence[Column]) -> None:
        self._stream = stream
        self._own = [column.name for column in columns if column.kind == "ledger"]
        self._findings: list[Finding] = []

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines."""
        self._findings += (finding_in(row, self._own) for row in lines.iter_rows(named=True))

    def close(self) -> None:
        """Write all of them: the notes stand at the end, each once."""
        for line in pasted_lines(self._findings):
            self._stream.write(f"{line}\n".encode())


def finding_in(row: Mapping[str, str | None], own: Sequence[str]) -> Finding:
    """The finding that a line of a table says, with the row's ``own`` cells."""
    found: dict[str, object] = {name: row.get(name) or "" for name in FIELDS}
    found["low"], found["high"] = _number(row["low"]), _number(row["high"])
    found["period"] = row["period"]
    found["about"] = row["about"] == "true"
    for name in ("needs", "notes"):
        found[name] = tuple(_items(row[name], JOINT))
    spans = [_span(item) for item in _items(row["payers"], "; ")]
    found["payers"] = tuple(PayerAmount(*span) for span in spans)
    found["readings"] = tuple(Reading(*_span(item)) for item in _items(row["readings"], JOINT))
    more = [*own, *(name for name in (*CHECKED, "worker") if name in row)]
    extra = tuple((name, row[name] or "") for name in more)
    return Finding(**found, extra=extra)  # type: ignore[arg-type]


def _items(text: str | None, joint: str) -> list[str]:
    return text.split(joint) if text else []


def _number(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None


def _span(text: str) -> tuple[str, Fraction | None, Fraction | None]:
    name, _, ends = text.rpartition("=")
    low, dots, high = ends.partition("..")
    return name, _number(low), _number(high if dots else low)


class Aligned(Direct):
    """A plain table in aligned columns, numbers to the right; the first 600 lines of it.
    ``units`` are those of what stands side by side, by key."""

    def __init__(
        self, stream: IO[bytes], columns: Sequence[Column], units: Mapping[str, str]
    ) -> None:
        self._stream, self._columns = stream, list(columns)
        ends = ("low", "high", "actual")
        keys = [column.name.rpartition(".") for column in columns]
        self._days = [end in ends and units.get(key) == "date" for key, _, end in keys]
        self._rows: list[tuple[str | None, ...]] = []
        self.left = 0

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines."""
        room = max(0, _SHOWN - len(self._rows))
        self.left += max(0, len(lines) - room)
        days = [column.name for column, day in zip(self._columns, self._days, strict=True) if day]
        shown = lines.head(room).with_columns(
            lines[name].head(room).str.replace(r"^(\d{4})(\d\d)(\d\d)$", "$1-$2-$3")
            for name in days
        )
        self._rows += shown.rows()

    def close(self) -> None:
        """Print what was gathered; a column without anything in it is left out."""
        heads = {column.name: column.header for column in self._columns}
        numbers = [
            column.kind == "number" and not day
            for column, day in zip(self._columns, self._days, strict=True)
        ]
        rows, notes = self._noted()
        for line in [*aligned_lines(heads, rows, numbers), *notes]:
            self._stream.write(f"{line}\n".encode())

    def _noted(self) -> tuple[list[tuple[str | None, ...]], list[str]]:
        """The rows with numbers for their notes, and the notes, which stand below."""
        names = [column.name for column in self._columns]
        if "notes" not in names:
            return self._rows, []
        at, numbers = names.index("notes"), dict[str, int]()
        rows = []
        for row in self._rows:
            note = row[at]
            mark = f"[{numbers.setdefault(note, len(numbers) + 1)}]" if note else None
            rows.append((*row[:at], mark, *row[at + 1 :]))
        return rows, [clean(f"[{number}] {note}") for note, number in numbers.items()]
