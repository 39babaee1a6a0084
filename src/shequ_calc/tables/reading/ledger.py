"""Ledgers: a table of communities from a file or a pipe, whatever its format.

A ledger knows its own headers and what they mean; its rows come in batches of texts, so that a
million of them need not be held at once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...language import said
from ...places.place import Division
from ...policy import InputSpec
from ..layout.left_out import HEADED, LeftOut, Sieve, habits_of
from ..layout.rows import FAULT, LINE, Source
from .grids import GridRows
from .headers import Vocabulary, repeated, unique_headers, unused
from .odd_cells import loosened

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FAULT", "LINE", "Ledger"]

_NAMED = 6  # odd cells that are named
_FIRST = 2_000  # rows that show the habits of a ledger
_ROLES = {"province": "province", "prefecture": "city", "county": "county"}


class Ledger:
    """A table of communities.

    ``columns`` are its own headers in order, ``inputs`` maps a column to the input it gives,
    ``places`` a role (province, city, county, place) to its column, ``headed`` such a role to the
    column that headings between the rows fill; ``name`` is the column of the community's name. A
    column of ``inputs`` that is no own header is made from one of them. ``numbers`` are the own
    columns of number inputs, ``hints`` lines that the asker may want to read. With ``everything``
    no row is left out; with ``loose`` odd cells are taken for the number in them; ``within`` is the
    place of all rows, where it is known; ``mapping`` gives heads a meaning, those of ``elsewhere``
    only if they are there. Use it in a ``with``: it may hold temporary files, which go when
    ``folder`` does.
    """

    def __init__(
        self,
        source: Source,
        specs: Mapping[str, InputSpec],
        mapping: Mapping[str, str],
        *,
        everything: bool = False,
        loose: bool = False,
        within: Division | None = None,
        elsewhere: Container[str] = (),
        folder: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        self._source = source
        self._folder = folder
        self.columns = unique_headers(source.header)
        words = Vocabulary(specs)
        self.mapping = {
            head: meaning
            for head, meaning in mapping.items()
            if head not in elsewhere or words.column_of(head, self.columns)
        }
        mapping = self.mapping
        understood = words.understand(self.columns, mapping, source.units)
        self.inputs: dict[str, str] = dict(understood.inputs)
        self.places: dict[str, str] = dict(understood.places)
        self.name = understood.name
        self._derived = understood.derived
        self._used = understood.used
        self.hints = [*source.hints, *repeated(source.header, self.columns, self._used, mapping)]
        self.hints += unused(self.columns, self._used, mapping, words)
        numbers = (c for c, name in self.inputs.items() if specs[name].kind == "number")
        self.numbers = [self._own(column) for column in numbers]
        self._taken: dict[str, str] = {}  # odd cells, and what they are taken for
        self._loose = loose
        if loose:
            self._derive_numbers(specs)
        if isinstance(source, GridRows):
            source.unshare([self.columns.index(column) for column in self.numbers])
        self._everything, self._within = everything, within
        self.named: list[str] = []
        self.headed: dict[str, str] = {}
        self.name_rows([self.name] if self.name is not None else [])

    def name_rows(self, columns: Sequence[str]) -> None:
        """Say which columns tell whose row it is, and so whether it is anybody's."""
        self.named = list(columns)
        own = [self._own(column) for column in self.inputs]
        sieve = Sieve(self.columns, self.named, own, self._within)
        first = None if self._everything else self._first()
        habits = None if first is None else habits_of(first, sieve)
        self.hints += habits.hints() if habits else []
        self.headed = {
            _ROLES[level]: HEADED[level]
            for level in (habits.headed if habits else ())
            if _ROLES[level] not in self.places
        }
        self._left_out = LeftOut(sieve, habits, everything=self._everything)

    def _derive_numbers(self, specs: Mapping[str, InputSpec]) -> None:
        """Make a column of every number input, so that what stands in the table stays."""
        made = {
            column: f"__{name}"
            for column, name in self.inputs.items()
            if specs[name].kind == "number" and column in self.columns
        }
        self.inputs = {made.get(column, column): name for column, name in self.inputs.items()}
        self._derived = (*self._derived, *((new, own, "") for own, new in made.items()))

    def _plain(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows with what odd cells are taken for in the columns that are made."""
        import polars as pl

        for new, own, suffix in self._derived:
            texts = frame[own].drop_nulls().unique(maintain_order=True)
            odd = texts.filter(~texts.str.contains(r"^\s*\d[\d.,]*\s*$")).to_list()
            taken = {text: found for text in odd if (found := loosened(text)) is not None}
            if taken:
                self._taken |= taken
                cells = pl.col(own).replace(taken).replace("", None)
                frame = frame.with_columns(_with_unit(cells, suffix).alias(new))
        return frame

    def _own(self, column: str) -> str:
        return next((own for new, own, _ in self._derived if new == column), column)

    def _first(self) -> pl.DataFrame | None:
        return next(self._source.frames(self.columns, _FIRST), None)

    @property
    def total(self) -> int | None:
        """The number of rows, where it is known before they are read."""
        return self._source.total

    @property
    def share(self) -> float | None:
        """How much has been read, from 0 to 1."""
        return self._source.share()

    @property
    def used(self) -> dict[str, str]:
        """The ledger's own columns that mean something, and what."""
        return dict(self._used)

    @property
    def units(self) -> dict[str, str]:
        """What stands behind bare numbers of a column, where it is not the input's own unit."""
        return {own: unit for _, own, unit in self._derived if unit}

    def meanings(self) -> str:
        """One line that says which columns were used, and as what."""
        used = ", ".join(
            column if column == name else f"{column} = {name}"
            for column, name in sorted(
                self._used.items(), key=lambda item: self.columns.index(item[0])
            )
        )
        return said(f"用到的栏：{used}", f"columns used: {used}")

    def batches(self, size: int = 50_000) -> Iterator[pl.DataFrame]:
        """The rows in order, about ``size`` at a time, all texts, null where blank; and in LINE
        where each stands in the file.

        Rows that could not be read are among them: then a further column FAULT has the reason.
        Rows that are no communities are not: ``left_out`` tells of them.
        """
        import polars as pl

        self._left_out.begin()
        made = [_with_unit(pl.col(own), suffix).alias(new) for new, own, suffix in self._derived]
        for frame in self._source.frames(self.columns, size):
            rows = self._left_out.sifted(frame)
            if len(rows):
                rows = rows.with_columns(made) if made else rows
                yield self._plain(rows) if self._loose else rows

    def left_out(self) -> list[str]:
        """A line on each kind of rows, among those read so far, that are no communities, and on
        odd cells that were taken for something."""
        if not self._taken:
            return self._left_out.notes()
        blank = said("空白", "blank")
        few = [f"{text} = {found or blank}" for text, found in list(self._taken.items())[:_NAMED]]
        more = len(self._taken) - len(few)
        zh, en = f" 等{len(self._taken)}种" if more else "", f" and {more} more" if more else ""
        line = said(
            f"按 --loose-cells：{'、'.join(few)}{zh}", f"--loose-cells: {', '.join(few)}{en}"
        )
        return [*self._left_out.notes(), line]

    def close(self) -> None:
        """Remove what was put aside."""
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _with_unit(column: pl.Expr, suffix: str) -> pl.Expr:
    """The column with the unit of its header after every number that bears none."""
    import polars as pl

    if not suffix:
        return column
    bare = column.str.contains(r"^\s*[+-]?[\d０-９.,，．\s]*[\d０-９]\s*$")
    return pl.when(bare).then(column + suffix).otherwise(column)
