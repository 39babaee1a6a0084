"""What stands in an output table: findings a line each, or side by side, with the row's own cells.

A shape says which columns there are before the first row is read, and turns a batch of rows and
its answers into a frame of texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from ...finding import FIELDS
from ...language import said
from ...record import Record
from ...render.columns import EXACT, KINDS, column_called, header
from ..reading.errors import TableError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CITATION", "Chosen", "Column", "Long", "Shape", "Wide"]

CITATION = ("document", "number", "issued", "clause", "phrase", "seen", "trust")
_ENDS = {"low": ("下限", "low"), "high": ("上限", "high"), "status": ("状态", "status")}


class Column(Record):
    """A column of an output: its name for programs, its header for people, and what it holds.

    ``kind`` is ``ledger`` (a cell of the ledger), ``text``, ``optional`` (a text that there may not
    be), ``exact`` (one that only a line in ratios has), ``number``, ``flag``, ``list``, ``payers``
    or ``readings``.
    """

    name: str
    header: str
    kind: str


class Shape(Protocol):
    """What every shape can do. ``columns`` are those of its lines, in order; ``fields`` are what
    it needs of a finding, and ``wide`` says that it needs findings side by side."""

    columns: list[Column]
    fields: tuple[str, ...]
    wide: bool

    def lines(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> pl.DataFrame | None:
        """The lines for a batch, whose first row has number ``first_row``; None where they come
        at the end. ``own`` are the ledger's cells, ``found`` the findings."""

    def rest(self) -> pl.DataFrame | None:
        """The lines that come at the end."""


def _free_names(columns: Sequence[str], taken: Sequence[str]) -> dict[str, str]:
    """The ledger's columns and how they are called in the output: one that is called as a field
    is, becomes ``row_…``."""
    names: dict[str, str] = {}
    used = set(taken)
    for column in columns:
        name = column
        while name in used:
            name = f"row_{name}"
        used.add(name)
        names[column] = name
    return names


class Long:
    """A finding a line: the row's own cells, then the fields of the contract.

    ``asked`` chooses among both, and among ``more`` that findings have. Raises TableError for a
    column there is not.
    """

    wide = False
    names: tuple[str, ...] = FIELDS

    def __init__(
        self,
        own: Sequence[str],
        fields: Sequence[str],
        asked: Sequence[str] | None,
        more: Sequence[str] = (),
    ) -> None:
        self._own = {new: old for old, new in self.called(own).items()}
        accepted = [*self._own, "label", *self.names, *EXACT]
        accepted += [name for name in more if name not in accepted]
        wanted = [*self._own, *fields] if asked is None else _called(asked, accepted)
        self._fields = [name for name in wanted if name not in self._own]
        self.fields = tuple(self._fields)
        self.columns = [
            Column(name, name, "ledger")
            if name in self._own
            else Column(name, header(name), self._kind(name, chosen=asked is not None))
            for name in wanted
        ]

    @classmethod
    def called(cls, own: Sequence[str]) -> dict[str, str]:
        """How a ledger's columns are called beside the fields."""
        return _free_names(own, (*cls.names, *EXACT, "label"))

    @staticmethod
    def _kind(name: str, *, chosen: bool) -> str:
        # What was chosen stands in every line.
        return "optional" if chosen and name in EXACT else KINDS.get(name, "text")

    def lines(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> pl.DataFrame | None:
        """A line a finding, in the order of rows."""
        import polars as pl

        cells = own.select(
            pl.col(old).alias(new) for new, old in self._own.items() if self._shown(new)
        )
        lines = found.select(self._fields)
        if cells.columns:
            at = found.select(pl.col("__row") - first_row).to_series()
            lines = pl.concat([cells[at], lines], how="horizontal")
        return lines.select(column.name for column in self.columns)

    def rest(self) -> pl.DataFrame | None:
        """Nothing comes at the end."""
        return None

    def _shown(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)


def _called(
    asked: Sequence[str], accepted: Sequence[str], heads: Mapping[str, str] | None = None
) -> list[str]:
    try:
        return list(dict.fromkeys(column_called(name, accepted, heads or {}) for name in asked))
    except ValueError as err:
        raise TableError(str(err)) from None


class Wide:
    """A row a line: its own cells, then low, high and status of every provision, then the reason
    of a row that could not be answered.

    ``keys`` are the engine's; ``labels`` gives the words for each.
    """

    wide = True
    fields: tuple[str, ...] = ("status",)
    ends = _ENDS
    told = "status"  # which of them every finding has

    def __init__(self, own: Sequence[str], keys: Sequence[str], labels: Mapping[str, str]) -> None:
        cells = [f"{key}.{end}" for key in keys for end in self.ends]
        self._own = _free_names(own, [*cells, "notes"])
        self._cells = [*cells, "notes"]
        self.columns = [Column(new, new, "ledger") for new in self._own.values()]
        for key in keys:
            for end, (zh, en) in self.ends.items():
                words = said(f"{labels[key]}（{key}）{zh}", f"{key}.{en}")
                kind = "optional" if end == self.told else "number"
                self.columns.append(Column(f"{key}.{end}", words, kind))
        self.columns.append(Column("notes", header("notes"), "optional"))

    def narrow(self, found: pl.DataFrame) -> None:
        """Leave out the policies that hold nowhere in ``found``, which is all there is."""
        told = [name for name in self._cells if name.endswith(f".{self.told}")]
        policies = {_policy(name) for name in told if found[name].null_count() < len(found)}
        self._cells = [name for name in self._cells if name == "notes" or _policy(name) in policies]
        kept = {*self._own.values(), *self._cells}
        self.columns = [column for column in self.columns if column.name in kept]

    def lines(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> pl.DataFrame | None:
        """A line a row, in the ledger's order."""
        import polars as pl

        cells = own.select(pl.col(old).alias(new) for old, new in self._own.items())
        if len(found) != len(own):
            cells = cells[found.select(pl.col("__row") - first_row).to_series()]
        return pl.concat([cells, found.select(self._cells)], how="horizontal")

    def rest(self) -> pl.DataFrame | None:
        """Nothing comes at the end."""
        return None


class Chosen:
    """Some columns of a shape, in the order in which they are asked for: by name, by header, or
    by the end that they give of every provision (``low``, 下限). Raises TableError for a name
    that is none of them."""

    def __init__(self, shape: Wide | Shape, asked: Sequence[str]) -> None:
        self._shape = shape
        self.wide, self.fields = shape.wide, shape.fields
        own = {column.name: column for column in shape.columns}
        heads = {name: column.header for name, column in own.items()}
        ends = shape.ends if isinstance(shape, Wide) else {}
        by_word = {word: end for end, words in ends.items() for word in (end, *words)}
        found: dict[str, None] = {}
        for name in asked:
            end = by_word.get(name) if name not in own else None
            each = [column for column in own if end and column.endswith(f".{end}")]
            found |= dict.fromkeys(each or _called([name], list(own), heads))
        self.columns = [own[name] for name in found]

    def lines(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> pl.DataFrame | None:
        """The lines of the shape, these columns of them."""
        return self._narrowed(self._shape.lines(own, found, first_row))

    def rest(self) -> pl.DataFrame | None:
        """The same for what comes at the end."""
        return self._narrowed(self._shape.rest())

    def _narrowed(self, lines: pl.DataFrame | None) -> pl.DataFrame | None:
        names = [column.name for column in self.columns]
        return None if lines is None else lines.select(names)


def _policy(cell: str) -> str:
    return cell.partition("/")[0]
