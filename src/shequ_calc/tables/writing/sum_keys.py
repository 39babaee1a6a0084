"""What sums go by: fields of findings, and columns of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...language import Label, said
from ...library.format.suggestions import nearest
from ...render.columns import header
from ..reading.errors import TableError
from .shapes import Column

if TYPE_CHECKING:
    import polars as pl

    from ..reading.ledger import Ledger

__all__ = ["BY_FIELD", "SumKeys", "head_of"]

BY_FIELD = {
    "place": ("division", "division_name"),
    "division": ("division", "division_name"),
    "policy": ("place",),
    "provision": ("provision", "label"),
    "force": ("force",),
    "payer": ("payer",),
    "worker": ("worker",),
    "all": (),
}


class SumKeys:
    """The ``fields`` of findings and the ``cells`` of the ledger that ``keys`` name.

    ``known`` are the fields that may be named. Raises TableError for a key there is not.
    """

    def __init__(
        self, ledger: Ledger, keys: Sequence[str], known: Sequence[str], also: Iterable[str] = ()
    ) -> None:
        by_role = {role: column for role, column in ledger.places.items() if role != "place"}
        by_input = {
            name: column for column, name in ledger.inputs.items() if column in ledger.columns
        }
        if ledger.name is not None:
            by_role["name"] = ledger.name
        cells: list[str] = []
        fields: list[str] = []
        for key in keys:
            column = key if key in ledger.columns else by_role.get(key) or by_input.get(key)
            if key in known:
                fields += BY_FIELD[key]
            elif column:
                cells.append(column)
            else:
                raise TableError(_unknown(key, [*known, *by_role, *by_input, *ledger.columns]))
        for key in also:
            fields += BY_FIELD[key]
        self.cells = list(dict.fromkeys(cells))
        self.fields = list(dict.fromkeys(fields))
        self.names = [*(f"own:{name}" for name in self.cells), *self.fields]

    def columns(self, heads: Mapping[str, Label]) -> list[Column]:
        """The columns of the keys, and of what tells sums apart that are never added."""
        return [
            *(Column(name, name, "ledger") for name in self.cells),
            *(Column(name, head_of(name, heads), "optional") for name in self.fields),
            *(Column(name, header(name), "optional") for name in ("scope", "period", "unit")),
        ]

    def beside(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> pl.DataFrame:
        """Findings with the cells of their rows that are summed by."""
        import polars as pl

        if not self.cells:
            return found
        at = found.select(pl.col("__row") - first_row).to_series()
        cells = own.select(pl.col(name).alias(f"own:{name}") for name in self.cells)
        return pl.concat([found, cells[at]], how="horizontal")


def head_of(name: str, heads: Mapping[str, Label]) -> str:
    """The header of a column of sums."""
    return heads[name].said() if name in heads else header(name)


def _unknown(key: str, known: Sequence[str]) -> str:
    near, listed = nearest(key, known), ", ".join(dict.fromkeys(known))
    hint = said(f"是否指 {near}？", f"did you mean {near}? ") if near else ""
    return said(
        f"--sum 不能按“{key}”；{hint}可用：{listed}",
        f"--sum cannot go by {key!r}; {hint}accepted: {listed}",
    )
