"""The columns of the terminal table: what stands in them, and how wide they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...finding import Finding
from ...language import Label, said
from ..finding_text import (
    checked_text,
    field_text,
    figure,
    gap_payer_texts,
    has_number,
    payer_texts,
    reading_figure,
    words_instead,
)
from ..wrap import cells, clean, pad, wrap

__all__ = ["Entry", "Grid", "entry_of", "grid_for"]

Line = list[tuple[str, str]]
_GAP = 2
_BESIDE = 18  # a label that would get less than this beside its figure has it below
_TIGHT = 26  # what a label has at least, where ids and payers have columns
_WORDS, _MARKS = 26, 8  # words in place of a figure, and note numbers, are wrapped to this
_IDS_FROM, _PAYERS_FROM = 72, 100  # the widths from which ids and a column of payers are shown
_READINGS = 6
_BESIDE_VERDICT = 12
# What a narrow terminal does without, one after the other: the columns of force and basis, the gap
# beside its verdict, the column of notes. What has no column stands below its line.
_KINDS_BELOW, _GAPS_BELOW, _MARKS_BELOW = 1, 2, 3
_HEADS = (
    Label("条款", "provision"), Label("结果", "figure"), Label("要求", "force"),
    Label("来源", "basis"), Label("实际", "actual"), Label("结论", "verdict"),
    Label("承担", "who pays"), Label("注", "note"), Label("编号", "id"),
)  # fmt: skip
_REQUIRED = Label("规定", "required")  # what the figure is called beside an actual one


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding, in the words it is printed with."""

    label: str
    id: str
    figure: str
    words: str
    readings: tuple[tuple[str, str], ...]
    force: str
    basis: str
    payers: tuple[str, ...]
    actual: str
    verdict: tuple[str, ...]
    marks: tuple[int, ...]
    indent: int
    total: bool
    dim: bool

    @property
    def style(self) -> str:
        """How the line stands out, or back."""
        return "bold" if self.total else "dim" if self.dim else ""

    @property
    def figures(self) -> list[str]:
        """The lines of the figure: the number, which stays whole, and the words."""
        return [text for text in (self.figure, *wrap(self.words, _WORDS)) if text]

    def breadth(self, longest: int) -> int:
        """How wide label and figure are side by side, readings included, where no label takes
        more than ``longest``."""
        rows = [(self.label, figure, 0) for figure in self.figures or [""]]
        rows += [(name, text, 10) for name, text in self.readings]
        return max(
            self.indent + more + _GAP + min(cells(a), longest - more) + cells(b)
            for a, b, more in rows
        )


def entry_of(finding: Finding, whole: Finding | None, marks: Sequence[int]) -> Entry:
    """A finding in words; ``whole`` is the line before it, of which it may be a part."""
    known = has_number(finding)
    label = clean(finding.label()) or "—"
    if finding.role == "reference":
        label += said("（参考）", " (reference)")
    part = finding.role == "part"
    if part and whole is not None and _alike(finding, whole):
        label = said(f"其中：{label}", f"of which: {label}")
    readings = [
        (clean(reading.name), reading_figure(finding, index))
        for index, reading in enumerate(finding.readings[:_READINGS])
    ]
    if more := len(finding.readings) - _READINGS:
        text = said(f"另有{more}种读法", f"and {more} more readings")
        readings += [(text, "")] if more > 0 else []
    return Entry(
        label=label,
        id=clean(finding.provision),
        figure=figure(finding) if known else "",
        words=words_instead(finding) if not known or finding.status != "computed" else "",
        readings=tuple(readings),
        force=field_text(finding, "force"),
        basis=field_text(finding, "basis") if known and not _checked(finding) else "",
        payers=tuple((gap_payer_texts if _checked(finding) else payer_texts)(finding)),
        actual=checked_text(finding, "actual"),
        verdict=tuple(text for name in ("verdict", "gap") if (text := checked_text(finding, name))),
        marks=tuple(sorted(set(marks))),
        indent=2 if part else 0,
        total=finding.role == "total",
        dim=finding.status != "computed" or finding.role == "reference",
    )


def _alike(part: Finding, whole: Finding) -> bool:
    """Whether a part is counted as its whole is; otherwise it is the line said in another way."""
    return (part.unit, part.scope, part.period) == (whole.unit, whole.scope, whole.period)


def _judged(verdict: tuple[str, ...], stacked: bool) -> list[str]:
    """The verdict, and how much is missing or too much: beside it, or below."""
    beside = not stacked and len(verdict) > 1 and len(verdict[1]) <= _BESIDE_VERDICT
    return [" ".join(verdict)] if beside else list(verdict)


def _checked(finding: Finding) -> bool:
    return "verdict" in dict(finding.extra)


@dataclass(frozen=True, slots=True)
class Grid:
    """The widths of the columns; 0 is a column that is not shown.

    ``field`` holds the label at its left and the figure at its right, so that a long label may
    use what a short figure leaves.
    """

    width: int
    field: int
    force: int
    basis: int
    actual: int
    verdict: int
    payers: int
    marks: int
    ids: int
    ids_below: bool
    narrow: int

    @property
    def total(self) -> int:
        """The width of the whole table."""
        return self.field + sum(_GAP + width for width in self._widths() if width)

    def head(self) -> Iterator[Line]:
        """The header and the rule under it."""
        label, figure, *names = (head.said() for head in _HEADS)
        figure = _REQUIRED.said() if self.verdict else figure
        for text in self._field(label, [figure], 0):
            yield [(text, "dim"), *self._rest([[name] for name in names], 0, "dim")]
        yield self.rule()

    def rule(self) -> Line:
        """A rule as wide as the table."""
        return [("─" * self.total, "dim")]

    def entry(self, entry: Entry) -> Iterator[Line]:
        """The lines of one finding: its row, what does not fit in it, and its readings."""
        field = self._field(entry.label, entry.figures, entry.indent)
        columns = [
            [entry.force],
            [entry.basis],
            [entry.actual],
            _judged(entry.verdict, self.narrow >= _GAPS_BELOW),
            list(entry.payers),
            _numbers(entry.marks, _MARKS),
            [entry.id],
        ]
        shown = [len(c) for c, width in zip(columns, self._widths(), strict=True) if width]
        for index in range(max(len(field), *shown)):
            text = field[index] if index < len(field) else " " * self.field
            yield [(text, entry.style), *self._rest(columns, index, entry.style)]
        inner = entry.indent + 2
        yield from self._below(entry, inner)
        lead = said("读法：", "reading: ")
        for name, text in entry.readings:
            for line in self._field(lead + name if text else name, [text], inner):
                yield [(line, "dim" if entry.dim else "")]

    def _below(self, entry: Entry, indent: int) -> Iterator[Line]:
        """What has no column: id, force, basis and payers, and the numbers of the notes."""
        texts = [entry.id] if self.ids_below and entry.id else []
        if self.narrow >= _KINDS_BELOW:
            texts += [text for text in (entry.force, entry.basis) if text]
        if entry.payers and not self.payers:
            joined = said("；", "; ").join(entry.payers)
            texts.append(said(f"承担：{joined}", f"paid by: {joined}"))
        if self.narrow >= _MARKS_BELOW and entry.marks:
            marks = ",".join(map(str, entry.marks))
            texts.append(said(f"注 {marks}", f"note {marks}"))
        for text in wrap(" · ".join(texts), self.width - indent) if texts else []:
            yield [(" " * indent + text, "dim")]

    def _field(self, label: str, figures: Sequence[str], indent: int) -> list[str]:
        """A label, wrapped, with the figure at the right of its first line, or under it."""
        widest = max(map(cells, figures), default=0)
        beside = self.field - widest - _GAP if widest else self.field
        lines, full = _hung(label, beside, indent), _hung(label, self.field, indent)
        below = beside < min(indent + cells(label), indent + _BESIDE)
        below = below or len(full) + len(figures) < len(lines)
        lines = full if below else lines
        figures = [""] * len(lines) + list(figures) if below else list(figures)
        lines += [""] * (len(figures) - len(lines))
        figures += [""] * (len(lines) - len(figures))
        return [
            pad(left, self.field - cells(right)) + right
            for left, right in zip(lines, figures, strict=True)
        ]

    def _widths(self) -> tuple[int, ...]:
        own = (self.force, self.basis, self.actual, self.verdict)
        return *own, self.payers, self.marks, self.ids

    def _rest(self, columns: Sequence[Sequence[str]], index: int, style: str) -> Line:
        """The cells to the right of the figure, in one line of a row."""
        line: Line = []
        for place, (column, width) in enumerate(zip(columns, self._widths(), strict=True)):
            if width:
                text = column[index] if index < len(column) else ""
                line.append((" " * _GAP + pad(text, width), "dim" if place > 4 else style))
        return line


def _hung(text: str, width: int, indent: int) -> list[str]:
    """``text`` wrapped, its later lines two cells further in."""
    lines = wrap(text, width - indent)
    if len(lines) > 1:
        lines = wrap(text, width - indent - 2)
    return [" " * (indent + (2 if index else 0)) + line for index, line in enumerate(lines)]


def _numbers(marks: Sequence[int], width: int) -> list[str]:
    """Note numbers joined by commas, as many a line as fit."""
    lines = [""]
    for index, mark in enumerate(marks):
        text = f"{mark}," if index < len(marks) - 1 else f"{mark}"
        if lines[-1] and len(lines[-1] + text) > width:
            lines.append("")
        lines[-1] += text
    return lines


def grid_for(entries: Sequence[Entry], width: int) -> Grid:
    """The columns that show all ``entries`` within ``width``: figures whole, labels wrapped.

    The narrower it is, the fewer columns there are; only figures that are wider still stand out.
    """
    grids = (_grid(entries, width, narrow) for narrow in range(_MARKS_BELOW + 1))
    narrowest = next(grids)
    for grid in grids:
        if narrowest.total <= width:
            break
        narrowest = grid
    return narrowest


def _grid(entries: Sequence[Entry], width: int, narrow: int) -> Grid:
    heads = [cells(head.said()) for head in _HEADS]

    def widest(texts: Sequence[str], head: int) -> int:
        longest = max(map(cells, texts), default=0)
        return max(longest, heads[head]) if longest else 0

    force, basis = widest([e.force for e in entries], 2), widest([e.basis for e in entries], 3)
    actual = widest([e.actual for e in entries], 4)
    stacked = narrow >= _GAPS_BELOW
    verdict = widest([text for e in entries for text in _judged(e.verdict, stacked)], 5)
    marks = widest([text for e in entries for text in _numbers(e.marks, _MARKS)], 7)
    force, basis = (0, 0) if narrow >= _KINDS_BELOW else (force, basis)
    marks = 0 if narrow >= _MARKS_BELOW else marks
    room = width - sum(_GAP + own for own in (force, basis, actual, verdict, marks) if own)
    least = heads[0] + heads[1] + _GAP
    tight = max(least, *(e.breadth(_TIGHT) for e in entries))
    wanted = max(least, *(e.breadth(width) for e in entries))
    figures = [text for e in entries for text in (*e.figures, *(t for _, t in e.readings))]
    payers = widest([text for e in entries for text in e.payers], 6)
    ids = widest([e.id for e in entries], 8) if width >= _IDS_FROM else 0
    beside, borne = _columns(
        room - tight, ids + _GAP if ids else 0, payers + _GAP if payers else 0, width
    )
    room -= (ids + _GAP if beside else 0) + (payers + _GAP if borne else 0)
    field = max(min(room, wanted), *map(cells, figures), least)
    return Grid(
        width=width,
        field=field,
        force=force,
        basis=basis,
        actual=actual,
        verdict=verdict,
        payers=payers if borne else 0,
        marks=marks,
        ids=ids if beside else 0,
        ids_below=bool(ids) and not beside,
        narrow=narrow,
    )


def _columns(spare: int, ids: int, payers: int, width: int) -> tuple[bool, bool]:
    """Whether ids, and whether payers, have a column of their own in the ``spare`` cells."""
    payers = payers if width >= _PAYERS_FROM else 0
    if ids and payers and ids + payers <= spare:
        return True, True
    if ids and ids <= spare:
        return True, False
    return False, 0 < payers <= spare
