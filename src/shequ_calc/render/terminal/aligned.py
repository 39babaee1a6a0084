"""A plain table in aligned columns, numbers to the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ...finding import Finding
from ...language import said
from ...quantity import grouped
from ..columns import KINDS, columns_of, header, words_in
from ..records import csv_rows
from ..wrap import cells, clean

__all__ = ["aligned_findings", "aligned_lines"]

_WIDEST = 40


def aligned_findings(findings: Sequence[Finding], asked: Sequence[str]) -> Iterator[str]:
    """Some columns of findings, a line a finding. Raises ValueError for a column there is not."""
    names = columns_of(asked, findings)
    rows = list(csv_rows(findings, names))[1:]
    heads = {name: header(name) for name in names}
    return aligned_lines(heads, rows, [KINDS.get(name) == "number" for name in names])


def aligned_lines(
    heads: Mapping[str, str], rows: Sequence[Sequence[str | None]], numbers: Sequence[bool]
) -> Iterator[str]:
    """The table line by line, its heads first; a column without anything in it is left out.
    ``heads`` has them by the name of the column, ``numbers`` says which columns hold numbers."""
    words = [words_in(name) for name in heads]
    texts = [[_shown(*one) for one in zip(row, numbers, words, strict=True)] for row in rows]
    above = [clean(head) for head in heads.values()]
    kept = [k for k in range(len(above)) if any(row[k] for row in texts)]
    widths = {k: max(map(cells, [above[k], *(row[k] for row in texts)])) for k in kept}
    for row in [above, *texts]:
        yield "  ".join(_padded(row[k], widths[k], numbers[k]) for k in kept).rstrip()
    if not texts:
        yield said("没有结果", "nothing")


def _shown(cell: str | None, number: bool, words: dict[str, str]) -> str:
    text = clean(words.get(cell or "", cell or ""))
    if number:
        return grouped(Fraction(text)) if text else ""
    return text if len(text) <= _WIDEST else text[:_WIDEST] + "…"


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - cells(text))
    return space + text if right else text + space
