"""CSV and TSV in blocks: every cell a text, no row dropped, none cut silently.

A block of plain lines is read by polars. Lines with quotation marks are first matched against
what a well-formed line is; from the first block that is not well-formed on, line ends inside
quotation marks among them, rows are read one by one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ...language import said
from ..layout.header import Header, chosen_rows, find_header
from ..layout.marks import visible, visible_bytes
from ..layout.rows import FEW, LINE, Rows, Source
from .encoding import TextFile
from .errors import TableError
from .grids import Grid, GridRows, Layout, no_heads, no_such_header

if TYPE_CHECKING:
    import polars as pl

__all__ = ["DelimitedRows", "delimited"]

_SEPARATORS = ",\t;|，"
_SAMPLE, _RECORDS = 1 << 18, 50
_LONGEST = 1 << 24  # bytes of a line
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def delimited(
    text: TextFile, separator: str | None, known: Callable[[str], bool], layout: Layout
) -> Source:
    """The table of a text; ``separator`` is found where it is None, the heads are looked for by
    what is ``known``. Raises TableError where there are none."""
    sample = _Sample(text, separator)
    if layout.header is not None:
        try:
            header = chosen_rows(layout.header, sample.records, known)
        except ValueError:
            raise no_such_header(layout.header, len(sample.records)) from None
    else:
        found = find_header(sample.records, known, whole=sample.whole)
        if found is None:
            raise no_heads()
        header = found
    if header.upright is not None:
        return GridRows([Grid("", sample.squared())], known, layout)
    return DelimitedRows(text, sample, header)


class _Sample:
    """The first records of a text; ``lines`` has the number of lines up to the end of each,
    ``whole`` says that there are no others."""

    def __init__(self, text: TextFile, separator: str | None) -> None:
        with open(text.path, "rb") as binary:
            binary.seek(text.start)
            self.head = binary.read(_SAMPLE)
        whole = text.start + len(self.head) >= text.size
        lines = self.head if whole else self.head[: self.head.rfind(b"\n") + 1] or self.head
        sample = visible(lines.decode("utf-8", "ignore"))
        skipped = 0
        if hint := _HINT.match(sample):
            separator, skipped = separator or hint[1], 1
            sample = sample[hint.end() :]
        self.separator = separator or _separator(sample)
        self.records, lines_read = _sampled(sample, self.separator)
        self.lines = [skipped, *(skipped + number for number in lines_read)]
        self.whole = whole and len(self.records) < _RECORDS

    def squared(self) -> list[list[str]]:
        """The records, all as wide as the widest."""
        width = max(map(len, self.records), default=0)
        return [record + [""] * (width - len(record)) for record in self.records]


class DelimitedRows:
    """The rows below the heads of a table of separated values."""

    total: int | None = None

    def __init__(self, text: TextFile, sample: _Sample, header: Header) -> None:
        self._text = text
        self.separator = sample.separator
        self.header = list(header.cells)
        self.units = header.units
        self.hints = header.hints(lambda at: sample.lines[at] + 1)
        self._width = len(self.header)
        below = sample.records[header.below :]
        while len(self.header) > 1 and not self.header[-1] and not _beyond(below, self.header):
            self.header.pop()
        self._line = sample.lines[header.below]
        self._start = text.start + _after(sample.head, self._line)
        self._at = self._start
        data = [len(line) for line in sample.head[self._start - text.start :].splitlines()]
        self._average = max(8, sum(data) // max(1, len(data)))

    def share(self) -> float | None:
        """How many of the bytes have been read."""
        return self._at / max(1, self._text.size)

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The rows, about ``size`` at a time. Raises TableError where a quotation mark is never
        closed."""
        length = min(max(self._average * size, 1 << 12), 1 << 26)
        self._at, rest, line = self._start, b"", self._line
        with open(self._text.path, "rb") as binary:
            binary.seek(self._start)
            while data := binary.read(length):
                block = rest + data
                cut = block.rfind(b"\n") + 1
                if not cut and len(block) > _LONGEST:
                    raise TableError(_too_long(line + 1))
                block, rest = block[:cut], block[cut:]
                if block and (yield from self._read(block, names, line)):
                    yield from self._one_by_one(names, size, line)
                    return
                self._at += len(block)
                line += block.count(b"\n")
        if rest and (yield from self._read(rest, names, line)):
            yield from self._one_by_one(names, size, line)

    def _read(
        self, block: bytes, names: Sequence[str], line: int
    ) -> Generator[pl.DataFrame, None, bool]:
        """The rows of a block that stands below ``line`` lines, or True where they and all others
        must be read one by one."""
        block = visible_bytes(block)
        if b"\r" in block:
            block = block.replace(b"\r\n", b"\n")
        frame = None
        if b"\r" not in block and self.separator.isascii():
            cells = [*names, *(f"__{k}" for k in range(len(names), self._width))]
            frame = (_quoted if b'"' in block else _plain)(block, cells, self.separator)
            frame = None if frame is None else _narrowed(frame, names)
            frame = None if frame is None else _numbered(frame, names, line)
        if frame is None and b'"' in block:
            return True
        if frame is None:
            rows = Rows(names)
            for at, row in enumerate(block.decode().replace("\r", " ").split("\n"), line + 1):
                rows.add(row.split(self.separator), at)
            frame = rows.frame()
        if len(frame):
            yield frame
        return False

    def _one_by_one(self, names: Sequence[str], size: int, line: int) -> Iterator[pl.DataFrame]:
        rows = Rows(names)
        with open(self._text.path, "rb") as binary:
            binary.seek(self._at)
            text = io.TextIOWrapper(binary, encoding="utf-8", newline="\n")
            seen: list[str] = []
            reader = csv.reader(_noted(text, seen), delimiter=self.separator, strict=True)
            while True:
                seen.clear()
                first = line + reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    break
                except csv.Error as err:
                    if "end of data" in str(err) or "field limit" in str(err):
                        raise TableError(_unclosed(first)) from None
                    rows.fault(["".join(seen).strip()[:200]], first, _misquoted(first))
                    continue
                rows.add(cells, first)
                self._at += sum(map(len, seen))
                if len(rows) >= min(size, FEW):
                    yield rows.frame()
        if len(rows):
            yield rows.frame()


def _noted(lines: Iterator[str], seen: list[str]) -> Iterator[str]:
    for line in lines:
        seen.append(line)
        shown = visible(line)
        yield shown[:-2] + "\n" if shown.endswith("\r\n") else shown


def _sampled(sample: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """The first records, and the number of lines up to the end of each."""
    reader = csv.reader(_noted(iter(io.StringIO(sample, newline="\n")), []), delimiter=separator)
    records, lines = [], []
    for record in islice(reader, _RECORDS):
        records.append(record)
        lines.append(reader.line_num)
    return records, lines


def _separator(sample: str) -> str:
    """The separator under which most of the first records are as wide as the widest share."""

    def score(separator: str) -> tuple[bool, int, int]:
        records = [record for record in _sampled(sample, separator)[0] if record]
        widths = [len(record) for record in records if len(record) > 1] or [0]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        times = widths.count(usual)
        return (usual > 0 and 2 * times >= len(records), times, usual)

    found = max(_SEPARATORS, key=score)
    return found if score(found)[0] else ","


def _beyond(records: Sequence[Sequence[str]], header: Sequence[str]) -> bool:
    """Whether any row sampled has something in the header's last column or beyond."""
    return any(cell.strip() for row in records for cell in row[len(header) - 1 :])


def _after(head: bytes, lines: int) -> int:
    """The offset at which line number ``lines`` (from 0) begins."""
    at = 0
    for _ in range(lines):
        at = head.find(b"\n", at) + 1
        if not at:
            return len(head)
    return at


def _plain(block: bytes, names: Sequence[str], separator: str) -> pl.DataFrame | None:
    """A block without quotation marks, where every line has as many cells as the header.

    polars refuses a line that has more; where none has, and the separators are as many as the
    lines need, none has fewer.
    """
    frame = _parsed(block, names, separator, None)
    if frame is None:
        return None
    if block.count(separator.encode()) != len(frame) * (len(names) - 1):
        return None
    return frame


def _quoted(block: bytes, names: Sequence[str], separator: str) -> pl.DataFrame | None:
    """A block in which every line, by itself, is well-formed and as wide as the header."""
    import polars as pl

    lines = _parsed(block, ["line"], "\x1e", None)
    if lines is None:
        return None
    mark = re.escape(separator)
    cell = f'(?:"(?:[^"]|"")*"|[^"{mark}]*)'
    whole = f"^{cell}(?:{mark}{cell}){{{len(names) - 1}}}$"
    fits = lines["line"].str.contains(whole)
    if not fits.all(ignore_nulls=False):
        return None
    frame = _parsed(block, names, separator, '"')
    if frame is None or len(frame) != len(lines):
        return None
    empty = [pl.col(name).replace("", None) for name in names if (frame[name] == "").any()]
    return frame.with_columns(empty) if empty else frame


def _parsed(
    block: bytes, names: Sequence[str], separator: str, quote: str | None
) -> pl.DataFrame | None:
    import polars as pl

    try:
        return pl.read_csv(
            block,
            has_header=False,
            separator=separator,
            quote_char=quote,
            schema=dict.fromkeys(names, pl.String),
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return None


def _numbered(frame: pl.DataFrame, names: Sequence[str], line: int) -> pl.DataFrame:
    """The rows of a frame that has one for every line, each with its number, without blank ones."""
    import polars as pl

    numbered = frame.with_columns(pl.int_range(line + 1, line + 1 + len(frame)).alias(LINE))
    if not frame[:, 0].null_count():
        return numbered
    return numbered.filter(~pl.all_horizontal(pl.col(names).is_null()))


def _narrowed(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame | None:
    """The frame without the cells beyond the last header; None where any of them holds text."""
    beyond = frame.columns[len(names) :]
    if any(frame[name].null_count() < len(frame) for name in beyond):
        return None
    return frame.drop(beyond) if beyond else frame


def _unclosed(line: int) -> str:
    return said(
        f"第{line}行的引号没有成对，其后的内容无法分行；请改正该行",
        f"line {line}: a quotation mark is never closed, so that rows cannot be told apart; "
        "mend that line",
    )


def _misquoted(line: int) -> str:
    return said(f"第{line}行的引号不成对", f"line {line}: the quotation marks do not match")


def _too_long(line: int) -> str:
    return said(f"第{line}行太长，不是表格", f"line {line} is too long for a table")
