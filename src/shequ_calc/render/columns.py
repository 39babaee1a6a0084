"""The columns of a file: which there are, which are wanted, and how they are headed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..finding import CHECKED, FIELDS, Finding
from ..language import said
from .vocabulary import HEADERS

__all__ = [
    "DERIVED",
    "EXACT",
    "KINDS",
    "columns_of",
    "extra_columns",
    "extras",
    "header",
    "unknown_column",
    "with_exact",
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
    accepted = [*FIELDS, *DERIVED, *extra]
    for name in requested:
        if name not in accepted and not (name in CHECKED and not findings):
            raise ValueError(unknown_column(name, accepted))
    return list(dict.fromkeys(requested))


def unknown_column(name: str, accepted: Sequence[str]) -> str:
    """The message about a column there is not."""
    from ..library.format.suggestions import nearest

    near, listed = nearest(name, accepted), ", ".join(accepted)
    hint = said(f"是否指 {near}？", f"did you mean {near}? ") if near else ""
    return said(
        f"没有名为 {name} 的列；{hint}可用：{listed}",
        f"no column is called {name!r}; {hint}accepted: {listed}",
    )


def header(column: str) -> str:
    """The column's header for a person; a column of the ledger keeps its name."""
    label = HEADERS.get(column)
    return label.said() if label else column
