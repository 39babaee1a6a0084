"""The columns of a file: which there are, which are wanted, and how they are headed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..finding import CHECKED, FIELDS, Finding
from ..language import joined, said
from ..quantity import UNITS
from .vocabulary import HEADERS, VOCABULARIES

__all__ = [
    "DERIVED",
    "EXACT",
    "KINDS",
    "column_called",
    "columns_of",
    "extra_columns",
    "extras",
    "header",
    "with_exact",
    "words_in",
]

EXACT = ("low_exact", "high_exact")  # the ends of a ratio as fractions
DERIVED = ("label", "figure", *EXACT)
# What stands in a column; in all others a text does.
KINDS = {
    "low": "number",
    "high": "number",
    **dict.fromkeys(EXACT, "exact"),
    "about": "flag",
    "needs": "list",
    "notes": "list",
    "payers": "payers",
    "readings": "readings",
    "period": "optional",
    "verdict": "optional",
    "actual": "number",
    "gap": "number",
    "gap_payers": "payers",
    "letter": "optional",
    "worker": "optional",
}
_NEAREST = 5
_TAKEN = frozenset({*FIELDS, *DERIVED})


def with_exact(fields: Sequence[str]) -> list[str]:
    """The same fields, with the exact ends of ratios behind the others."""
    at = list(fields).index("high") + 1
    return [*fields[:at], *EXACT, *fields[at:]]


def extras(finding: Finding) -> dict[str, str]:
    """What the finding carries besides its fields: a check's verdict, the columns of a row.

    A column of the row that is called as a field is, is called ``row_…`` instead.
    """
    found: dict[str, str] = {}
    for name, value in finding.extra:
        key = name
        while key in _TAKEN or key in found:
            key = f"row_{key}"
        found[key] = value
    return found


def extra_columns(findings: Iterable[Finding]) -> list[str]:
    """The names of all extras, in the order they first appear."""
    names: dict[str, None] = {}
    shapes = {tuple(name for name, _ in finding.extra): finding for finding in findings}
    for finding in shapes.values():
        names.update(dict.fromkeys(extras(finding)))
    return list(names)


def columns_of(
    requested: Sequence[str] | None,
    findings: Sequence[Finding],
    *,
    default: Sequence[str] = FIELDS,
) -> list[str]:
    """The columns to write: those asked for, or ``default`` and then the extras of the findings.

    Raises ValueError for one there is not; its message lists what is accepted.
    """
    extra = extra_columns(findings)
    if requested is None:
        return [*default, *(name for name in extra if name not in default)]
    # Of no findings it is not known what they would have carried.
    accepted = [*DERIVED, *FIELDS, *(extra if findings else CHECKED)]
    return list(dict.fromkeys(column_called(name, accepted) for name in requested))


def column_called(name: str, accepted: Sequence[str], heads: Mapping[str, str] = {}) -> str:
    """The column of ``accepted`` that a name means: its own, or the header that is written above
    it; ``heads`` has those of columns that are no fields.

    Raises ValueError for what is none; its message has the nearest few.
    """
    if name in accepted:
        return name
    called = {text: column for column in reversed(accepted) for text in _heads(column, heads)}
    if name in called:
        return called[name]
    from difflib import get_close_matches

    near = get_close_matches(name, [*accepted, *called], 12, 0.0)
    found = list(dict.fromkeys(called.get(text, text) for text in near))[:_NEAREST]
    listed = joined(_with_head(column, heads) for column in found)
    raise ValueError(
        said(
            f"没有名为 {name} 的列；可用的有{len(accepted)}个，最接近的在前：{listed}",
            f"no column is called {name!r}; of {len(accepted)} that are accepted the nearest are "
            f"{listed}",
        )
    )


def _heads(column: str, heads: Mapping[str, str]) -> tuple[str, ...]:
    return HEADERS[column] if column in HEADERS else (heads.get(column, column),)


def _with_head(column: str, heads: Mapping[str, str]) -> str:
    head = heads.get(column) or header(column)
    return column if head == column else said(f"{column}（{head}）", f"{column} ({head})")


def header(column: str) -> str:
    """The column's header for a person; a column of the ledger keeps its name."""
    label = HEADERS.get(column)
    return label.said() if label else column


def words_in(name: str) -> dict[str, str]:
    """The words, in the language spoken, for the ids that stand in a column; none where there are
    none. A column of one provision beside others is called after its end."""
    if name == "unit":
        return {unit.id: unit.text() for unit in UNITS.values()}
    if name == "about":
        return {"true": said("是", "yes"), "false": ""}
    table = VOCABULARIES.get(name.rpartition(".")[2], {})
    return {key: label.said() for key, label in table.items()}
