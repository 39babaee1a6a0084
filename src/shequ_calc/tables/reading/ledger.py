"""Ledgers: a table of communities from a file or a pipe, whatever its format.

A ledger knows its own headers and what they mean; its rows come in batches of texts, so that a
million of them need not be held at once.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ...language import said
from ...library.format.suggestions import nearest
from ...policy import InputSpec
from .delimited import DelimitedRows
from .encoding import spooled, text_file
from .errors import TableError
from .headers import Vocabulary, repeated, unique_headers
from .objects import JsonLines, JsonRows
from .rows import FAULT, LINE, Source
from .total_rows import Totals
from .workbooks import ParquetRows, SheetRows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FAULT", "KINDS", "LINE", "Ledger", "open_table"]

KINDS = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet")
_SUFFIXES = {
    ".csv": "csv", ".txt": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xlsb": "xlsx",
    ".xls": "xlsx", ".ods": "xlsx", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_MAGIC = (
    (b"PK\x03\x04", "xlsx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
    (b"PAR1", "parquet"),
)


class Ledger:
    """A table of communities.

    ``columns`` are its own headers in order, ``inputs`` maps a column to the input it gives,
    ``places`` a role (province, city, county, place) to its column, ``name`` is the column of the
    community's name. A column of ``inputs`` that is no own header is made from one of them.
    ``named`` are the columns that say whose row it is, and so may say that it is one of totals.
    ``hints`` are lines that the asker may want to read. Use it in a ``with``: it may hold
    temporary files.
    """

    def __init__(
        self, source: Source, specs: Mapping[str, InputSpec], mapping: Mapping[str, str]
    ) -> None:
        self._source = source
        self.columns = unique_headers(source.header)
        understood = Vocabulary(specs).understand(self.columns, mapping)
        self.inputs: dict[str, str] = dict(understood.inputs)
        self.places: dict[str, str] = dict(understood.places)
        self.name = understood.name
        self.named = [self.name] if self.name is not None else []
        self.hints: list[str] = []
        self._left_out = Totals(self.columns, self.named)
        self._derived = understood.derived
        self._used = understood.used
        self.hints += repeated(source.header, self.columns, self._used, mapping)
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def total(self) -> int | None:
        """The number of rows, where it is known before they are read."""
        return self._source.total

    @property
    def share(self) -> float | None:
        """How much has been read, from 0 to 1."""
        return self._source.share()

    def meanings(self) -> str:
        """One line that says which columns were used, and as what."""
        used = ", ".join(
            column if column == name else f"{column} = {name}"
            for column, name in sorted(
                self._used.items(), key=lambda item: self.columns.index(item[0])
            )
        )
        return said(f"用到的栏：{used}", f"columns used: {used}")

    def batches(self, size: int = 50_000) -> Iterator[pl.DataFrame]:
        """The rows in order, about ``size`` at a time, all texts, null where blank; and in LINE
        where each stands in the file.

        Rows that could not be read are among them: then a further column FAULT has the reason.
        Rows of totals are not: ``left_out`` tells of them.
        """
        import polars as pl

        self._left_out = Totals(self.columns, self.named)
        made = [_with_unit(pl.col(own), suffix).alias(new) for new, own, suffix in self._derived]
        for frame in self._source.frames(self.columns, size):
            rows = self._left_out.sifted(frame)
            if len(rows):
                yield rows.with_columns(made) if made else rows

    def left_out(self) -> str:
        """One line on the rows of totals among those read so far; "" where there was none."""
        return self._left_out.note()

    def close(self) -> None:
        """Remove what was put aside."""
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _with_unit(column: pl.Expr, suffix: str) -> pl.Expr:
    """The column with the unit of its header after every number that bears none."""
    import polars as pl

    if not suffix:
        return column
    bare = column.str.contains(r"^\s*[+-]?[\d０-９.,，．\s]*[\d０-９]\s*$")
    return pl.when(bare).then(column + suffix).otherwise(column)


def open_table(
    source: str,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    kind: str | None = None,
    mapping: Mapping[str, str],
    specs: Mapping[str, InputSpec],
) -> Ledger:
    """The ledger in a file, or from standard input where ``source`` is ``-``.

    ``kind`` is one of KINDS, else the suffix or the content tells; ``mapping`` gives columns a
    meaning, ``specs`` holds every input of the catalog. Raises TableError and OSError.
    """
    if kind is not None and kind not in KINDS:
        near = nearest(kind, KINDS)
        raise TableError(
            said(
                f"--from 不能是“{kind}”；可用：{', '.join(KINDS)}"
                + (f"；是否指 {near}？" if near else ""),
                f"--from cannot be {kind!r}; accepted: {', '.join(KINDS)}"
                + (f"; did you mean {near}?" if near else ""),
            )
        )
    folder = tempfile.TemporaryDirectory(prefix="shequ-")
    try:
        ledger = _opened(source, sheet, encoding, kind, Path(folder.name), mapping, specs)
    except BaseException:
        with suppress(OSError):
            folder.cleanup()
        raise
    ledger._folder = folder
    return ledger


def _opened(
    source: str,
    sheet: str | None,
    encoding: str | None,
    kind: str | None,
    folder: Path,
    mapping: Mapping[str, str],
    specs: Mapping[str, InputSpec],
) -> Ledger:
    path = spooled(sys.stdin.buffer, folder) if source == "-" else _file(source, folder)
    try:
        rows = _source(path, sheet, encoding, kind, folder, Vocabulary(specs))
        ledger = Ledger(rows, specs, mapping)
    except TableError as err:
        raise TableError(f"{source}: {err}") from None
    if isinstance(rows, SheetRows) and sheet is None and len(rows.sheets) > 1:
        others = ", ".join(one for one in rows.sheets if one != rows.sheet)
        ledger.hints.append(
            said(
                f"读取的是工作表“{rows.sheet}”；另有：{others}（用 --sheet 选择）",
                f"sheet {rows.sheet!r} was read; there is also: {others} (choose with --sheet)",
            )
        )
    return ledger


def _file(source: str, folder: Path) -> Path:
    path = Path(source)
    if path.is_dir():
        raise TableError(said(f"{source} 是文件夹，不是表格", f"{source} is a folder, not a table"))
    if not path.exists():
        near = _like(path)
        hint = said(f"；是否指 {near}？", f"; did you mean {near}?") if near else ""
        if not near and not path.suffix:
            hint = said("；地方请用 --city 给出", "; a place is given with --city")
        raise TableError(said(f"没有文件 {source}", f"no such file: {source}") + hint)
    if not path.is_file():
        # A pipe of the shell, as <(…) makes: it can be read once only.
        with open(path, "rb") as stream:
            return spooled(stream, folder)
    return path


def _like(path: Path) -> str:
    try:
        names = [one.name for one in os.scandir(path.parent) if one.is_file()]
    except OSError:
        return ""
    found = nearest(path.name, names)
    exact = next((name for name in names if name.casefold() == found.casefold()), found)
    return str(path.with_name(exact)) if found else ""


def _source(
    path: Path,
    sheet: str | None,
    encoding: str | None,
    kind: str | None,
    folder: Path,
    words: Vocabulary,
) -> Source:
    with open(path, "rb") as binary:
        head = binary.read(8)
    if not head:
        raise TableError(said("文件是空的", "the file is empty"))
    # What a workbook begins with cannot be text, whatever the file is called.
    kind = kind or next((name for magic, name in _MAGIC if head.startswith(magic)), None)
    kind = kind or _SUFFIXES.get(path.suffix.lower())
    if sheet is not None and kind != "xlsx":
        raise TableError(said("--sheet 只用于 Excel 工作簿", "--sheet is for workbooks only"))
    if kind == "xlsx":
        return SheetRows(path, sheet, words.known)
    if kind == "parquet":
        return ParquetRows(path)
    text = text_file(path, encoding, folder)
    kind = kind or _kind_of(text.path, text.start)
    if kind == "jsonl":
        return JsonLines(text)
    if kind == "json":
        try:
            return JsonRows(text)
        except TableError:
            if _kind_of(text.path, text.start) == "jsonl":
                return JsonLines(text)
            raise
    return DelimitedRows(text, "\t" if kind == "tsv" else None, words.known)


def _kind_of(path: Path, start: int) -> str:
    """JSON, JSON Lines or CSV, by the first character and what follows the first line."""
    with open(path, "rb") as binary:
        binary.seek(start)
        head = binary.read(1 << 16).lstrip()
    if head.startswith(b"["):
        return "json"
    if head.startswith(b"{"):
        line, _, rest = head.partition(b"\n")
        return "jsonl" if line.rstrip().endswith(b"}") and rest.strip() else "json"
    return "csv"
