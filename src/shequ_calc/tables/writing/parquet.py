"""Frames of texts as a Parquet file with typed columns.

A Parquet file tells at its end where everything stands, and polars writes one only as a whole. So
lines are put aside in parts as they come, and the parts are streamed into one file at the end:
memory holds no more of them than a part.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ...render.disk_errors import keeping_errors
from ...render.parquet import ROW_GROUP, type_of
from .formats import JOINT, Direct
from .shapes import Column

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Parquet"]

_PART = 100_000  # lines that are held before they are put aside
_PIECE = 10_000  # lines of a part that are read back at a time
_N = r"(-?\d+(?:\.\d+)?)"


class Parquet(Direct):
    """A Parquet file. ``places`` has the decimal places of a column's numbers, where there are
    any. Raises OSError."""

    def __init__(
        self, stream: IO[bytes], columns: Sequence[Column], places: Mapping[str, int]
    ) -> None:
        self._stream, self._columns, self._places = stream, list(columns), places
        self._held: list[pl.DataFrame] = []
        self._parts: list[Path] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines."""
        self._held.append(
            lines.select(
                _typed(lines[column.name], column.kind, self._places.get(column.name, 0))
                for column in self._columns
            )
        )
        if sum(map(len, self._held)) >= _PART:
            self._put_aside()

    def close(self) -> None:
        """Put the parts together."""
        import polars as pl

        if not self._parts:
            whole = pl.concat(self._held) if self._held else self._nothing()
            with keeping_errors(self._stream) as stream:
                whole.write_parquet(stream, row_group_size=ROW_GROUP)
            return
        if self._held:
            self._put_aside()
        with keeping_errors(self._stream) as stream:
            every = pl.scan_parquet(self._parts, glob=False)
            every.sink_parquet(stream, row_group_size=ROW_GROUP, maintain_order=True)
        self.abandon()

    def abandon(self) -> None:
        """Remove what was put aside."""
        self._held.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _put_aside(self) -> None:
        import polars as pl

        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="shequ-")
        path = Path(self._folder.name) / f"{len(self._parts):06}.parquet"
        with open(path, "wb") as part, keeping_errors(part) as stream:
            pl.concat(self._held).write_parquet(
                stream, compression="lz4", statistics=False, row_group_size=_PIECE
            )
        self._parts.append(path)
        self._held.clear()

    def _nothing(self) -> pl.DataFrame:
        import polars as pl

        types = {c.name: type_of(c.kind, self._places.get(c.name, 0)) for c in self._columns}
        return pl.DataFrame(schema=types)


def _typed(cells: pl.Series, kind: str, places: int) -> pl.Series:
    """Texts as what they say, nothing as in JSON: an empty list, an empty text, or null."""
    import polars as pl

    to = type_of(kind, places)
    match kind:
        case "number":
            return cells.cast(to)
        case "flag":
            return (cells == "true").fill_null(False)
        case "text":
            return cells.fill_null("")
        case "list":
            return _items(cells, JOINT)
        case "payers":
            return _amounts(_items(cells, "; "), "level", to)
        case "readings":
            return _amounts(_items(cells, JOINT), "name", to)
    return cells.cast(pl.String)


def _items(cells: pl.Series, joint: str) -> pl.Series:
    """Texts that were joined as lists."""
    import polars as pl

    nothing = pl.lit([], dtype=pl.List(pl.String))
    split = pl.when(cells.is_null()).then(nothing).otherwise(cells.str.split(joint))
    return pl.select(split.alias(cells.name)).to_series()


def _amounts(items: pl.Series, name: str, to: pl.DataType) -> pl.Series:
    """``province=1..2`` as a name, a low and a high end."""
    import polars as pl

    one = pl.element()
    ends = one.str.extract(r"(?s)^.*=(.*)$")
    both = ends.str.extract(f"^{_N}$")
    spans = pl.struct(
        one.str.extract(r"(?s)^(.*)=").alias(name),
        pl.coalesce(both, ends.str.extract(rf"^{_N}\.\.")).alias("low"),
        pl.coalesce(both, ends.str.extract(rf"\.\.{_N}$")).alias("high"),
    )
    return items.list.eval(spans).cast(to)
