"""Rows whose day of birth lies after the day at which an age is asked: they are in error."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...ages import age_pairs, born_too_late
from ...library.shelf.law import Law
from ..reading.cells import Reader

if TYPE_CHECKING:
    import polars as pl

__all__ = ["born_too_late_in", "born_too_late_where"]


def born_too_late_in(
    frame: pl.DataFrame, law: Law, readers: Mapping[str, Reader]
) -> list[pl.Series]:
    """The error of each row or null, for every age of the law; ``frame`` has the inputs' columns
    as the frame carrier reads them. The same is said of a single community's facts."""
    import polars as pl

    if not any(reader.spec.kind == "date" for reader in readers.values()):
        return []
    wrong: list[pl.Series] = []
    for pair in age_pairs(law):
        name, other = pair
        if name not in readers or (isinstance(other, str) and other not in readers):
            continue
        born, known = pl.col(f"n:{name}"), pl.col(f"n:{name}?")
        at = pl.lit(int(other)) if isinstance(other, Fraction) else pl.col(f"n:{other}")
        both = known if isinstance(other, Fraction) else known & pl.col(f"n:{other}?")
        days = frame.select(born=born, at=pl.when(both & (born > at)).then(at))
        late = days.drop_nulls().unique()
        if late.is_empty():
            continue
        said = [
            born_too_late(law.inputs, pair, Fraction(day), Fraction(asked)).said()
            for day, asked in late.iter_rows()
        ]
        told = late.with_columns(pl.Series("said", said, dtype=pl.String))
        wrong.append(days.join(told, on=["born", "at"], how="left", maintain_order="left")["said"])
    return wrong


def born_too_late_where(api: Any, law: Law, called: Mapping[str, str]) -> list[Any]:
    """Whether a row's day of birth lies too late, for every age of the law of which ``called``
    names the columns; as expressions of an ``api``."""
    wrong: list[Any] = []
    for name, other in age_pairs(law):
        inputs = [name, other] if isinstance(other, str) else [name]
        if not all(f"n:{one}" in called for one in inputs):
            continue
        at = api.col(called[f"n:{other}"]) if isinstance(other, str) else api.lit(int(other))
        late = api.col(called[f"n:{name}"]) > at
        for one in inputs:
            late = late & api.col(called[f"n:{one}?"])
        wrong.append(late)
    return wrong
