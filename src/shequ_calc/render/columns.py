"""The columns of a file: which there are, which were asked for, and how they are headed."""

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
    """What the finding carries besides its fields: a check's verdict, a row's own columns.

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
    asked: Sequence[str] | None,
    findings: Sequence[Finding],
    *,
    default: Sequence[str] = FIELDS,
) -> list[str]:
    """The columns to write: those asked for, or ``default`` and then the findings' own extras.

    Raises ValueError for one there is not; its message lists what is accepted.
    """
    own = extra_columns(findings)
    if asked is None:
        return [*default, *(name for name in own if name not in default)]
    accepted = [*FIELDS, *DERIVED, *own]
    for name in asked:
        if name not in accepted and not (name in CHECKED and not findings):
            raise ValueError(_unknown(name, accepted))
    return list(dict.fromkeys(asked))


def _unknown(name: str, accepted: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, accepted, 1, 0.5)
    listed = ", ".join(accepted)
    hint = said(f"是否指 {near[0]}？", f"did you mean {near[0]}? ") if near else ""
    return said(
        f"没有名为 {name} 的列；{hint}可用：{listed}",
        f"no column is called {name!r}; {hint}accepted: {listed}",
    )


def header(column: str) -> str:
    """The column's header for a person; a row's own column keeps its name."""
    label = HEADERS.get(column)
    return label.said() if label else column
