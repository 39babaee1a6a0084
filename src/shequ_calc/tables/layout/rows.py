"""Rows of cells as frames of texts, and rows that are no rows of their table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from ...language import said

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FAULT", "FEW", "LINE", "Rows", "Source"]

FAULT = "__fault"
LINE = "__line"
FEW = 30_000  # rows gathered one by one, which take more memory than a frame


class Source(Protocol):
    """Where the rows come from.

    ``header`` holds the texts of the heads; ``units`` the units of amounts that the title names;
    ``total`` the number of rows, where it is known at once; ``hints`` are lines on what was
    guessed; ``share`` says how much has been read, from 0 to 1, None where that is not known.
    """

    header: list[str]
    units: tuple[str, ...]
    total: int | None
    hints: list[str]

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """Frames of at most about ``size`` rows, in order, their columns called ``names``.

        All cells are texts, null where blank. A further column LINE has the number of each row
        where it stands: its line of a text, its row of a sheet, else its number in order. A frame
        with rows that could not be read has one more, FAULT, with the reason.
        """

    def share(self) -> float | None:
        """How much of the source has been read."""


class Rows:
    """Gathers rows into a frame: each as wide as the header, or marked as a fault."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._rows: list[Sequence[str | None]] = []
        self._lines: list[int] = []
        self._faults: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, cells: Sequence[str], line: int) -> None:
        """A row of cells, and where it stands; one that is blank throughout is none."""
        width = len(self._names)
        if len(cells) != width:
            if not any(cell.strip() for cell in cells):
                return
            if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
                cells = cells[:width]
            else:
                self.fault(cells, line, _ragged(len(cells), width))
                return
        elif not any(cells):
            return
        self._rows.append(cells)
        self._lines.append(line)

    def fault(self, cells: Sequence[str], line: int, reason: str) -> None:
        """A row that could not be read, with what there is of its cells."""
        width = len(self._names)
        self._faults[len(self._rows)] = reason
        self._rows.append([*cells[:width], *([None] * (width - len(cells)))])
        self._lines.append(line)

    def frame(self) -> pl.DataFrame:
        """The rows so far as a frame; gathering begins anew."""
        import polars as pl

        columns = zip(*self._rows, strict=True) if self._rows else ([] for _ in self._names)
        data = {
            name: pl.Series([cell or None for cell in column], dtype=pl.String)
            for name, column in zip(self._names, columns, strict=True)
        }
        data[LINE] = pl.Series(self._lines, dtype=pl.Int64)
        if self._faults:
            reasons = [self._faults.get(index) for index in range(len(self._rows))]
            data[FAULT] = pl.Series(reasons, dtype=pl.String)
        self._rows, self._lines, self._faults = [], [], {}
        return pl.DataFrame(data)


def _ragged(cells: int, width: int) -> str:
    return said(
        f"这一行有{cells}格，表头有{width}格",
        f"the row has {cells} {'cell' if cells == 1 else 'cells'}, the header {width}",
    )
