"""Which places a table names, looked at before it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from .reading.ledger import Ledger
from .reading.prefetch import prefetched
from .reading.row_places import ROLES

__all__ = ["place_cells", "read_twice"]


def read_twice(source: str | None) -> bool:
    """Whether a table can be read a second time: a file can, a pipe cannot."""
    return source not in (None, "", "-") and Path(str(source)).is_file()


def place_cells(ledger: Ledger) -> Iterable[tuple[str | None, ...]]:
    """What the rows say of their places, each once: province, city, county, any place."""
    import polars as pl

    columns = {**ledger.headed, **ledger.places}
    named = [
        (pl.col(columns[role]) if role in columns else pl.lit(None, pl.String)).alias(role)
        for role in ROLES
    ]
    with closing(prefetched(ledger.batches(150_000))) as read:
        each = [batch.select(named).unique() for batch in read]
    return pl.concat(each).unique().rows() if each else []
