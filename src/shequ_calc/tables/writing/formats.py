"""Frames of texts as CSV, TSV, JSON, JSON Lines and Markdown, batch by batch.

Every sink takes frames in order and never holds more than one. What a person is to open in a
spreadsheet is made such that nothing in it can run.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Protocol

from ...language import said
from ...render.columns import words_in
from ...render.disk_errors import errors_with_numbers
from ...render.records import json_of, safe_cell
from ..reading.errors import TableError
from .shapes import Column

if TYPE_CHECKING:
    import polars as pl

__all__ = ["JOINT", "Delimited", "Direct", "Json", "Markdown", "Sink", "encoding_named"]

JOINT = "\x1f"  # between the items of a list, where lists are wanted as lists
_PART = 20_000  # lines that are made into text at a time
# As safe_cell has it.
_RUN = r"^ *[=+\-@\t\r\n＝＋－＠]"
_NUMBER = r"^[+-]?\d+(\.\d+)?%?$"
_N = r"(-?\d+(?:\.\d+)?)"


class Sink(Protocol):
    """Where the lines go."""

    def prepare(self, own: pl.DataFrame) -> pl.DataFrame:
        """The ledger's own cells as this format needs them; done once a row, not once a line."""

    def gather(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> None:
        """The cells and findings of a batch, before they are made lines, for a table in which a row
        of the ledger is a row."""

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines."""

    def close(self) -> None:
        """What comes after the last line."""

    def abandon(self) -> None:
        """Let go of what was put aside, after something went wrong."""


class Direct:
    """A sink that puts nothing aside."""

    def prepare(self, own: pl.DataFrame) -> pl.DataFrame:
        """The cells as they are."""
        return own

    def gather(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> None:
        """Lines are all that it writes."""

    def abandon(self) -> None:
        """There is nothing to let go of."""


def encoding_named(name: str) -> str:
    """The encoding of an output, by any of its names. Raises TableError for one there is not."""
    try:
        found = codecs.lookup(name).name
        "户".encode(found)
    except (LookupError, UnicodeError, TypeError):
        raise TableError(
            said(
                f"--encoding-out 不能是“{name}”；可用：utf-8, utf-8-sig, gb18030",
                f"--encoding-out cannot be {name!r}; accepted: utf-8, utf-8-sig, gb18030",
            )
        ) from None
    return found


class Delimited(Direct):
    """CSV or TSV. ``excel`` is for a file to be opened by a double click: BOM, CRLF, headers in
    words; ``safe`` makes texts that a spreadsheet would run harmless."""

    def __init__(
        self,
        stream: IO[bytes],
        columns: Sequence[Column],
        *,
        separator: str = ",",
        excel: bool = False,
        safe: bool = True,
        encoding: str = "utf-8",
    ) -> None:
        self._stream, self._separator, self._safe, self._excel = stream, separator, safe, excel
        self._end = "\r\n" if excel else "\n"
        self._encoding = encoding
        self._returns = False
        self._fields = [column.name for column in columns if column.kind != "ledger"]
        self._marks = [separator, '"', "\n", "\r"]
        self._telling = f"{_RUN}|[{re.escape(''.join(self._marks))}]"
        self._quoted = False
        self._texts = [
            column.name
            for column in columns
            if column.kind not in ("ledger", "number", "flag")
            and not column.name.endswith(".status")
        ]
        heads = [column.header if excel else column.name for column in columns]
        if encoding == "utf-8-sig" or (excel and encoding == "utf-8"):
            self._encoding = "utf-8"
            stream.write(codecs.BOM_UTF8)
        self._rows([[safe_cell(head) for head in heads] if safe else heads])

    def prepare(self, own: pl.DataFrame) -> pl.DataFrame:
        """The cells such that a spreadsheet runs none of them."""
        import polars as pl

        if not own.columns:
            return own
        # One look at all of them, since there is hardly ever anything to be found.
        every = pl.all().str
        telling = own.select(every.contains(self._telling).any()).row(0, named=True)
        if not any(telling.values()):
            self._quoted = False
            return own
        marked = own.select(every.contains_any(self._marks).any()).row(0, named=True)
        self._quoted = any(marked.values())
        self._returns = self._returns or any(
            own[name].str.contains("\r", literal=True).any() for name in own.columns if marked[name]
        )
        if not self._safe:
            return own
        runs = own.select(every.contains(_RUN).any()).row(0, named=True)
        run = [name for name in own.columns if runs[name]]
        return own.with_columns(_harmless(pl.col(run))) if run else own

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines."""
        import polars as pl

        texts = [name for name in self._fields if lines[name].dtype == pl.String]
        if self._excel and self._safe and texts:
            lines = lines.with_columns(_harmless(pl.col(texts)))
        if self._returns:
            # polars leaves a cell with a carriage return unquoted.
            self._rows(
                [["" if cell is None else cell for cell in row] for row in lines.iter_rows()]
            )
            return
        # Looking into every cell for what must be quoted costs as much as writing it.
        quoted = self._quoted or any(
            lines[name].str.contains_any(self._marks).any() for name in self._texts
        )
        if not quoted:
            lines = _fused(lines, self._separator)
        if self._encoding == "utf-8":
            self._stream.flush()
            self._csv(lines, self._stream, quoted)
            return
        for part in lines.iter_slices(_PART):
            buffer = io.BytesIO()
            self._csv(part, buffer, quoted)
            self._stream.write(buffer.getvalue().decode().encode(self._encoding, "replace"))

    def _csv(self, lines: pl.DataFrame, to: IO[bytes], quoted: bool) -> None:
        with errors_with_numbers():
            lines.write_csv(
                to,
                include_header=False,
                separator=self._separator,
                line_terminator=self._end,
                quote_style="necessary" if quoted else "never",
            )

    def close(self) -> None:
        """Nothing comes after the last line."""

    def _rows(self, rows: Sequence[Sequence[str]]) -> None:
        # Python's writer, too, leaves a carriage return unquoted where lines do not end in one.
        text = io.StringIO(newline="")
        csv.writer(
            text,
            delimiter=self._separator,
            lineterminator=self._end,
            quoting=csv.QUOTE_ALL if self._returns else csv.QUOTE_MINIMAL,
        ).writerows(rows)
        self._stream.write(text.getvalue().encode(self._encoding, "replace"))


def _fused(lines: pl.DataFrame, separator: str) -> pl.DataFrame:
    """Neighbouring columns that say the same in every line as one: most of what is beside a row
    is the same for all rows of a place, and then is written at once."""
    import polars as pl

    same = _same(lines)
    if not same or len(same) == len(lines.columns):
        return lines
    columns: list[pl.Expr] = []
    alike: list[str] = []
    for name in (*lines.columns, None):
        if name in same:
            alike.append(name)
            continue
        if alike:
            text = separator.join(same[one] for one in alike)
            columns.append(pl.lit(text, pl.String).alias(alike[0]))
            alike.clear()
        if name is not None:
            columns.append(pl.col(name))
    return lines.select(columns)


def _same(lines: pl.DataFrame) -> dict[str, str]:
    """What all cells of a column say, for the columns where they all say the same."""
    import polars as pl

    if not len(lines):
        return {}
    first, middle, last = (lines.row(at) for at in (0, len(lines) // 2, -1))
    likely = [
        (name, one)
        for name, one, other, another in zip(lines.columns, first, middle, last, strict=True)
        if one == other == another
    ]
    if not likely:
        return {}
    found = lines.select(
        pl.col(name).is_null().all()
        if one is None
        else (pl.col(name) == one).all(ignore_nulls=False)
        for name, one in likely
    ).row(0)
    return {
        name: "" if one is None else str(one)
        for (name, one), fits in zip(likely, found, strict=True)
        if fits
    }


def _harmless(cells: pl.Expr) -> pl.Expr:
    import polars as pl

    runs = cells.str.contains(_RUN) & ~cells.str.contains(_NUMBER)
    return pl.when(runs).then(cells.str.replace("^", "'")).otherwise(cells)


class Json(Direct):
    """JSON Lines, or with ``array`` one array. Numbers are exact, lists are lists."""

    def __init__(self, stream: IO[bytes], columns: Sequence[Column], *, array: bool) -> None:
        self._stream, self._columns, self._array = stream, columns, array
        self._first = True

    def prepare(self, own: pl.DataFrame) -> pl.DataFrame:
        """The cells as JSON strings."""
        return own.with_columns(_string(own[name]).alias(name) for name in own.columns)

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines, an object each."""
        for part in lines.iter_slices(_PART):
            if len(part):
                self._part(part)

    def _part(self, lines: pl.DataFrame) -> None:
        import polars as pl

        pieces: list[pl.Expr] = []
        for index, column in enumerate(self._columns):
            head = ("{" if not index else ", ") + json_of(column.name) + ": "
            value = _value(lines[column.name], column.kind)
            if column.kind != "exact":
                pieces += [pl.lit(head), pl.lit(value)]
            elif (ratio := lines["unit"] == "ratio").any():
                pieces.append(
                    pl.when(ratio).then(pl.lit(head) + pl.lit(value)).otherwise(pl.lit(""))
                )
        text = lines.select(pl.concat_str([*pieces, pl.lit("}")]).alias("line"))["line"]
        if self._array:
            self._stream.write(b"[\n" if self._first else b",\n")
            self._stream.write(",\n".join(text).encode())
        else:
            self._stream.write(("\n".join(text) + "\n").encode())
        self._first = False

    def close(self) -> None:
        """The end of the array."""
        if self._array:
            self._stream.write(b"[]\n" if self._first else b"\n]\n")


def _value(cells: pl.Series, kind: str) -> pl.Series:
    match kind:
        case "ledger" | "number":  # cells of the ledger have been prepared
            return cells.fill_null("null")
        case "flag":
            return cells.fill_null("false")
        case "text":
            return _string(cells.fill_null(""))
        case "list":
            return _array('"' + _escaped(cells).str.replace_all(JOINT, '", "', literal=True) + '"')
        case "payers":
            return _array(_amounts(cells.str.replace_all("; ", JOINT, literal=True), "level"))
        case "readings":
            return _array(_amounts(_escaped(cells), "name"))
    return _string(cells)


def _string(cells: pl.Series) -> pl.Series:
    text = _escaped(cells)
    if cells.str.contains(JOINT, literal=True).any():
        text = text.str.replace_all(JOINT, json_of(JOINT)[1:-1], literal=True)
    return ('"' + text + '"').fill_null("null")


def _escaped(cells: pl.Series) -> pl.Series:
    """Texts as they stand inside the quotation marks of JSON; the mark between items stays."""
    if not cells.str.contains(r'["\\\x00-\x1e]').any():
        return cells
    cells = cells.str.replace_all("\\", "\\\\", literal=True)
    cells = cells.str.replace_all('"', '\\"', literal=True)
    for code in range(0x1F):
        if cells.str.contains(chr(code), literal=True).any():
            cells = cells.str.replace_all(chr(code), json_of(chr(code))[1:-1], literal=True)
    return cells


def _array(items: pl.Series) -> pl.Series:
    return ("[" + items + "]").fill_null("[]")


def _amounts(cells: pl.Series, name: str) -> pl.Series:
    """``province=1..2␟unstated=4`` as objects with a name, a low and a high end."""
    if cells.null_count() == len(cells):
        return cells
    for given, low, high in (
        (rf"{_N}\.\.{_N}", "$2", "$3"),
        (rf"{_N}\.\.", "$2", "null"),
        (rf"\.\.{_N}", "null", "$2"),
        (_N, "$2", "$2"),
        ("", "null", "null"),
    ):
        groups = given.count("(-")
        pattern = rf"([^{JOINT}]*)={given}({JOINT}|$)"
        after = f"${{{groups + 2}}}"
        ends = f'"low": {low}, "high": {high}'.replace("$2", "${2}").replace("$3", "${3}")
        made = f'{{"{name}": "${{1}}", {ends}}}{after}'
        cells = cells.str.replace_all(pattern, made)
    return cells.str.replace_all(JOINT, ", ", literal=True)


class Markdown(Direct):
    """A Markdown table of all the columns."""

    def __init__(self, stream: IO[bytes], columns: Sequence[Column]) -> None:
        self._stream = stream
        self._kinds = [column.kind for column in columns]
        self._words = [
            {} if column.kind == "ledger" else words_in(column.name) for column in columns
        ]
        self._line([_cell(column.header, "text") for column in columns])
        self._line(["---:" if kind == "number" else "---" for kind in self._kinds])

    def write(self, lines: pl.DataFrame) -> None:
        """The next lines."""
        for row in lines.iter_rows():
            cells = [words.get(c or "", c) for c, words in zip(row, self._words, strict=True)]
            self._line([_cell(cell, kind) for cell, kind in zip(cells, self._kinds, strict=True)])

    def close(self) -> None:
        """Nothing comes after the last line."""

    def _line(self, cells: Sequence[str]) -> None:
        self._stream.write(f"| {' | '.join(cells)} |\n".encode())


def _cell(text: str | None, kind: str) -> str:
    text = text or ""
    if kind == "number":
        return text
    for old, new in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("*", "\\*"), ("`", "\\`")):
        text = text.replace(old, new)
    return "<br>".join(text.splitlines())
