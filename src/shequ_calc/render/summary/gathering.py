"""Findings of many communities taken in, row by row, and made one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...finding import Finding
from ...language import joined, said
from ...record import Record
from ..finding_text import document_text, field_text, place_text
from ..groups import lacking
from ..wrap import clean
from .entries import Entry
from .grid import BLANK, Cell, Grid, Group, Head, Row, Section
from .sums import summed

__all__ = ["Gathering"]

_NOTES = 60  # numbered in one table; more of them nobody reads
_SAID = ("must", "should", "may", "target")


class _Taken(Record):
    """A row as it came: its own cells, the group it belongs to, its figures, or what is wrong."""

    own: tuple[str, ...]
    group: str
    entries: tuple[Entry, ...]
    fault: str


class Gathering:
    """Takes in rows and their findings; ``grid`` is what they make.

    ``own`` are the heads of a row's own cells, ``numbers`` which of them hold numbers. Rows are
    added up with ``total``.
    """

    def __init__(
        self,
        own: Sequence[str],
        numbers: Sequence[bool],
        *,
        checked: bool = False,
        total: bool = True,
    ) -> None:
        self._total = total
        self._own, self._numbers, self._checked = tuple(own), tuple(numbers), checked
        self._rows: list[_Taken] = []

    def take(self, own: Sequence[str], entries: Iterable[Entry], group: str = "") -> None:
        """The next row; its entry with status error says why there is nothing else."""
        found = tuple(entries)
        faults = [joined(e.finding.notes) for e in found if e.finding.status == "error"]
        kept = tuple(entry for entry in found if entry.finding.status != "error")
        cells = tuple(clean(cell) for cell in own)
        self._rows.append(_Taken(cells, clean(group), kept, faults[0] if faults else ""))

    def grid(self, title: str, subtitle: str, names: Mapping[str, str]) -> Grid:
        """The table of all rows; ``names`` are the words for inputs that are missing."""
        columns = self._columns()
        shown = [key for key, column in columns.items() if column.shown]
        notes = _Notes()
        heads = tuple(columns[key].head(notes) for key in shown)
        groups: dict[str, list[tuple[Row, list[Entry | None]]]] = {}
        for row in self._rows:
            by_key = {entry.key: entry for entry in row.entries}
            entries = [by_key.get(key) for key in shown]
            cells = tuple(
                columns[key].cell(entry, notes) for key, entry in zip(shown, entries, strict=True)
            )
            made = Row(row.own, cells, row.fault)
            groups.setdefault(row.group, []).append((made, entries))
        parted = len(groups) > 1
        total = self._sums([pair for pairs in groups.values() for pair in pairs], len(shown))
        return Grid(
            title,
            subtitle,
            self._own,
            self._numbers,
            heads,
            tuple(
                Group(
                    name,
                    tuple(row for row, _ in pairs),
                    self._sums(pairs, len(shown)) if parted else (),
                )
                for name, pairs in groups.items()
            ),
            total,
            tuple(self._sections(columns, notes, names)),
        )

    def _sums(
        self, pairs: Sequence[tuple[Row, Sequence[Entry | None]]], count: int
    ) -> tuple[Cell, ...]:
        if len(pairs) < 2 or not self._total:
            return ()
        cells = tuple(
            summed([entries[index] for _, entries in pairs], checked=self._checked)
            for index in range(count)
        )
        return cells if any(cell.text for cell in cells) else ()

    def _columns(self) -> dict[str, _Column]:
        columns: dict[str, _Column] = {}
        answered = 0
        for row in self._rows:
            answered += not row.fault
            for entry in row.entries:
                if entry.key not in columns:
                    columns[entry.key] = _Column(entry)
                columns[entry.key].see(entry)
        for column in columns.values():
            column.settle(answered, checked=self._checked)
        return columns

    def _sections(
        self, columns: dict[str, _Column], notes: _Notes, names: Mapping[str, str]
    ) -> Iterable[Section]:
        checked = self._checked
        same = [column for column in columns.values() if column.same]
        title = said("每个社区都一样", "The same for every community")
        if checked:
            title = said("全部符合", "Met by all")
        yield from _section(title, [column.once(notes, checked=checked) for column in same])
        rest = [column for column in columns.values() if not column.shown and not column.same]
        unnamed = [one.label for one in rest if one.first.finding.status == "no-amount"]
        if unnamed and not checked:
            title = said("只有名目，未定数额", "Named without an amount")
            yield from _section(title, [joined(unnamed)])
        missing = [one.first.finding for one in rest if one.first.finding.needs]
        title = said("缺数据，未能计算", "Not known, for want of data")
        if checked:
            title = said("缺数据，无法判断", title)
        yield from _section(title, lacking(missing, names))
        yield from _section(said("说明", "Notes"), [*notes.lines(), *self._lost()])
        seen = [column.first.finding for column in columns.values() if column.shown or column.same]
        yield from _section(said("依据", "Sources"), _sources(seen), cites=True)

    def _lost(self) -> Iterable[str]:
        lost = sum(bool(row.fault) for row in self._rows)
        if lost:
            yield said(
                f"有{lost}行未能计算，合计不含这些行",
                f"{lost} could not be answered; totals leave them out",
            )


def _sources(findings: Iterable[Finding]) -> list[str]:
    """A line a document: where in it each figure stands."""
    cited: dict[str, dict[str, dict[str, None]]] = {}
    for finding in findings:
        if document := document_text(finding):
            places = cited.setdefault(document, {})
            places.setdefault(place_text(finding), {})[finding.label()] = None
    colon, stop = said("：", ": "), said("；", "; ")
    return [
        document
        + colon
        + stop.join(
            place + said(f"（{joined(labels)}）", f" ({joined(labels)})")
            for place, labels in places.items()
        )
        for document, places in cited.items()
    ]


def _section(title: str, lines: Sequence[str], *, cites: bool = False) -> Iterable[Section]:
    if lines:
        yield Section(title, tuple(clean(line) for line in lines), cites)


class _Notes:
    """Notes numbered in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._more = False

    def marks(self, texts: Iterable[str]) -> tuple[int, ...]:
        found = []
        for text in texts:
            if text not in self._numbers:
                if len(self._numbers) >= _NOTES:
                    self._more = True
                    continue
                self._numbers[text] = len(self._numbers) + 1
            found.append(self._numbers[text])
        return tuple(found)

    def lines(self) -> tuple[str, ...]:
        lines = tuple(f"{number}. {text}" for text, number in self._numbers.items())
        if self._more:
            more = said("其余说明见明细", "further notes stand beside the full lines")
            lines = (*lines, more)
        return lines


class _Column:
    """What all rows say under one key, and so whether it gets a column of its own."""

    def __init__(self, first: Entry) -> None:
        self.first = first
        self.label = _label(first)
        self.shown = self.same = False
        self._texts: dict[tuple[str, str, str], int] = {}
        self._requires: set[str] = set()
        self._notes: dict[str, int] = {}
        self._count = 0
        self._common: frozenset[str] = frozenset()

    def see(self, entry: Entry) -> None:
        if entry.finding.status in ("not-in-force", "not-for"):
            return
        self._count += entry.told
        if entry.told and not self.first.told:
            self.first = entry
        text = (entry.text, entry.tone, entry.requires)
        self._texts[text] = self._texts.get(text, 0) + 1
        self._requires.add(entry.requires)
        if entry.told:
            for note in entry.notes:
                self._notes[note] = self._notes.get(note, 0) + 1

    def settle(self, answered: int, *, checked: bool) -> None:
        """Whether it is shown; or, where all rows say the same, said once. Money is shown."""
        if not self._count:
            return
        self._common = frozenset(n for n, count in self._notes.items() if count == self._count)
        one = len(self._texts) == 1 and self._count == answered and answered > 1
        money = self.first.finding.unit == "yuan" and self.first.adds
        met = checked and all(not tone for _, tone, _ in self._texts) and self._count == answered
        self.same = (met and answered > 1) if checked else one and not money
        self.shown = not self.same

    def head(self, notes: _Notes) -> Head:
        common = [note for note in self.first.notes if note in self._common]
        finding = self.first.finding
        asides = [field_text(finding, "force")] if finding.force in _SAID else []
        if len(self._requires) == 1 and self.first.requires:
            asides.insert(0, self.first.requires)
        if finding.status == "conditional":
            asides.append(field_text(finding, "status"))
        return Head(clean(self.label), said("，", ", ").join(asides), notes.marks(common))

    def cell(self, entry: Entry | None, notes: _Notes) -> Cell:
        if entry is None or not entry.told:
            return _MISSING if entry and entry.finding.needs else BLANK
        lines = [entry.text]
        if entry.requires and len(self._requires) > 1:
            lines.insert(0, said(f"规定{entry.requires}", f"required {entry.requires}"))
        own = (note for note in entry.notes if note not in self._common)
        text = "\n".join(map(clean, lines))
        return Cell(text, notes.marks(own), entry.tone, entry.finding)

    def once(self, notes: _Notes, *, checked: bool) -> str:
        marks = "".join(f"[{mark}]" for mark in notes.marks(self.first.notes))
        if checked:
            required = self.first.requires
            return self.label + said(f"（规定{required}）", f" (required {required})") + marks
        force = field_text(self.first.finding, "force") if self.first.finding.force else ""
        aside = said(f"（{force}）", f" ({force})") if force else ""
        return f"{self.label}{said('：', ': ')}{self.first.text}{aside}{marks}"


_MISSING = Cell("—")


def _label(entry: Entry) -> str:
    label = entry.finding.label()
    return said(f"其中：{label}", f"of which: {label}") if entry.finding.role == "part" else label
