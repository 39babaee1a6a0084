"""Letters about the rows of a table, one to a community."""

from __future__ import annotations

from itertools import groupby
from typing import IO, TYPE_CHECKING

from ...render.letters import Letter, letter_of, write_letters
from ..reading.errors import TableError
from .formats import Direct
from .terminal import finding_in

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Letters"]


class Letters(Direct):
    """Letters in a document of Word, to the names in the column ``name``; ``on`` is the day whose
    rules count."""

    def __init__(self, stream: IO[bytes], name: str | None, on: str) -> None:
        self._stream, self._name, self._on = stream, name, on
        self._letters: list[Letter] = []

    def gather(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> None:
        """The rows of a batch."""
        names = own[self._name].to_list() if self._name else [None] * len(own)
        lines = found.iter_rows(named=True)
        for row, group in groupby(lines, key=lambda line: int(line["__row"])):
            at = row - first_row
            name = names[at] if 0 <= at < len(names) else None
            findings = [finding_in(line, ()) for line in group]
            self._letters.append(letter_of(name or "", findings))

    def write(self, lines: pl.DataFrame) -> None:
        """Rows are all that it has."""

    def close(self) -> None:
        """Write the document. Raises TableError where the library for it is missing."""
        try:
            write_letters(self._letters, self._stream, self._on)
        except ValueError as err:
            raise TableError(str(err)) from None
