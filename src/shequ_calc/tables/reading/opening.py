"""Files opened: what a file is, by its content before its name, and the ledger in it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Container, Mapping
from contextlib import suppress
from pathlib import Path

from ...language import said
from ...library.format.suggestions import nearest
from ...places.place import Division
from ...policy import InputSpec
from ..layout.rows import Source
from .delimited import delimited
from .encoding import TextFile, spooled, text_file
from .errors import TableError
from .grids import Layout
from .headers import Vocabulary
from .kinds import binary_kind, text_kind
from .ledger import Ledger
from .objects import JsonLines, json_rows

__all__ = ["KINDS", "open_table"]

KINDS = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet")
_SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json", ".geojson": "json",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def open_table(
    source: str,
    *,
    encoding: str | None = None,
    kind: str | None = None,
    mapping: Mapping[str, str],
    specs: Mapping[str, InputSpec],
    layout: Layout | None = None,
    within: Division | None = None,
    elsewhere: Container[str] = (),
) -> Ledger:
    """The ledger in a file, or from standard input where ``source`` is ``-``.

    ``kind`` is one of KINDS, else the content or the suffix tells; ``mapping`` gives columns a
    meaning (those of ``elsewhere`` need not be there), ``specs`` holds every input of the catalog,
    ``within`` is the place of all rows, where it is known. Raises TableError and OSError.
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
    layout = layout or Layout()
    words = Vocabulary(specs, mapping)
    try:
        inside = Path(folder.name)
        path = spooled(sys.stdin.buffer, inside) if source == "-" else _file(source, inside)
        try:
            rows = _source(path, encoding, kind, inside, words.known, layout)
            return Ledger(
                rows,
                specs,
                mapping,
                everything=layout.all_rows,
                loose=layout.loose,
                within=within,
                elsewhere=elsewhere,
                folder=folder,
            )
        except TableError as err:
            raise TableError(f"{source}: {err}") from None
    except BaseException:
        with suppress(OSError):
            folder.cleanup()
        raise


def _file(source: str, folder: Path) -> Path:
    path = Path(source)
    if path.is_dir():
        raise TableError(said(f"{source} 是文件夹，不是表格", f"{source} is a folder, not a table"))
    if path.name.startswith("~$"):
        own = path.with_name(path.name[2:])
        raise TableError(
            said(
                f"{source} 是 Excel 打开“{own.name}”时留下的临时文件，不是表格；请用 {own}",
                f"{source} is what Excel leaves beside {own.name!r} while it is open, and no "
                f"table; use {own}",
            )
        )
    if not path.exists():
        near = _like(path)
        hint = said(f"；是否指 {near}？", f"; did you mean {near}?") if near else ""
        if not near and not path.suffix:
            hint = _place_hint(source)
        raise TableError(said(f"没有文件 {source}", f"no such file: {source}") + hint)
    if not path.is_file():
        # A pipe of the shell, as <(…) makes: it can be read once only.
        with open(path, "rb") as stream:
            return spooled(stream, folder)
    return path


def _place_hint(source: str) -> str:
    """What to write where a place stands in the stead of a file."""
    from ...places.place import CITY_PROVINCES, find

    found = find(source)
    if not found:
        return said("；地方请用 --city 给出", "; a place is given with --city")
    first = found[0]
    city = first.level == "prefecture" or first.code in CITY_PROVINCES
    option = "--city" if city else f"--{first.level}"
    return said(f"；地方请写成 {option} {source}", f"; a place is given as {option} {source}")


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
    encoding: str | None,
    kind: str | None,
    folder: Path,
    known: Callable[[str], bool],
    layout: Layout,
) -> Source:
    if not path.stat().st_size:
        raise TableError(said("文件是空的", "the file is empty"))
    # What a workbook begins with cannot be text, whatever the file is called.
    binary = binary_kind(path) or (kind if kind in ("xlsx", "parquet") else None)
    if binary == "xlsx":
        from .workbooks import Workbook, sheets_rows

        return sheets_rows(Workbook(path), known, layout)
    if binary == "parquet":
        from .workbooks import ParquetRows

        _no_sheets(layout)
        return ParquetRows(path)
    text = text_file(path, encoding, folder)
    marked = None if kind else text_kind(_head(text))
    if marked:
        from .markup import html_grids, xml_grids
        from .workbooks import sheets_rows

        grids = (html_grids if marked == "html" else xml_grids)(text.path, text.start)
        return sheets_rows(grids, known, layout)
    kind = kind or _SUFFIXES.get(path.suffix.lower()) or _kind_of(text)
    if kind == "json":
        try:
            return json_rows(text, known, layout)
        except TableError:
            if _kind_of(text) == "jsonl":
                return JsonLines(text)
            raise
    _no_sheets(layout)
    if kind == "jsonl":
        return JsonLines(text)
    return delimited(text, "\t" if kind == "tsv" else None, known, layout)


def _no_sheets(layout: Layout) -> None:
    if layout.sheet is not None:
        raise TableError(
            said(
                "--sheet 只用于工作簿，或有多个列表的 JSON；请去掉",
                "--sheet is for workbooks, and JSON with several lists; leave it out",
            )
        )


def _head(text: TextFile) -> bytes:
    with open(text.path, "rb") as binary:
        binary.seek(text.start)
        return binary.read(1 << 16)


def _kind_of(text: TextFile) -> str:
    """JSON, JSON Lines or CSV, by the first character and what follows the first line."""
    head = _head(text).lstrip()
    if head.startswith(b"["):
        return "json"
    if head.startswith(b"{"):
        line, _, rest = head.partition(b"\n")
        return "jsonl" if line.rstrip().endswith(b"}") and rest.strip() else "json"
    return "csv"
