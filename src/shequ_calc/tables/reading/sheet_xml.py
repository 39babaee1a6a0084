"""What a workbook's own XML says that its cells do not: errors, formulas, hidden rows.

What reads the sheets gives a cell with an error (#DIV/0!, #N/A) as a blank one, and so a formula
whose value was never kept; and a blank takes the value of an option. So the sheet is looked through
for them, and for rows that are hidden: only in .xlsx and .xlsm, whose sheets are XML.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from ...record import Record

__all__ = ["SheetXml", "sheet_xml"]

_BLOCK, _SEAM = 1 << 20, 4096
# An error, a formula without a value (or with the 0 that some write for all), a hidden row.
_MARK = re.compile(
    rb"""\st\s*=\s*["']e["']|</f>\s*(?:<v\s*/>|<v>\s*0?\s*</v>|</c>)|<f\b[^>]*/>|"""
    rb"""<row\b[^>]*\shidden\s*=\s*["'](?:1|true)["']"""
)
_RECOUNTED = re.compile(rb"""fullCalcOnLoad\s*=\s*["'](?:1|true)["']""")


class SheetXml(Record):
    """``cells`` are row and column, from 0, and the text of each cell that holds an error, or a
    formula without a value; ``hidden`` the rows that are not shown, from 0."""

    cells: tuple[tuple[int, int, str], ...] = ()
    hidden: frozenset[int] = frozenset()


def sheet_xml(path: Path, sheet: str) -> SheetXml:
    """What the XML of a sheet says. Nothing where the file is no workbook of this kind."""
    try:
        with zipfile.ZipFile(path) as book:
            part, recounted = _part_of(book, sheet)
            if part is None or not _has_any(book, part):
                return SheetXml()
            with book.open(part) as stream:
                return _Sheet(recounted).read(stream)
    # zipfile says NotImplementedError of a compression or an encryption that it does not know.
    except (
        zipfile.BadZipFile, KeyError, OSError, expat.ExpatError, ElementTree.ParseError,
        NotImplementedError, ValueError,
    ):  # fmt: skip
        return SheetXml()


def _part_of(book: zipfile.ZipFile, sheet: str) -> tuple[str | None, bool]:
    """The part of the file that is the sheet; and whether all formulas are to be worked out anew
    when it is opened, so that what it keeps of them may be nothing."""
    main = next(
        (
            _joined("", one.get("Target", ""))
            for one in ElementTree.fromstring(book.read("_rels/.rels"))
            if one.get("Type", "").endswith("/officeDocument")
        ),
        "xl/workbook.xml",
    )
    folder, name = posixpath.split(main)
    parts = {
        one.get("Id"): _joined(folder, one.get("Target", ""))
        for one in ElementTree.fromstring(book.read(f"{folder}/_rels/{name}.rels"))
    }
    content = book.read(main)
    recounted = _RECOUNTED.search(content) is not None
    for one in ElementTree.fromstring(content).iter():
        if one.tag.rpartition("}")[2] == "sheet" and one.get("name") == sheet:
            related = (text for key, text in one.items() if key.endswith("relationships}id"))
            return parts.get(next(related, None)), recounted
    return None, recounted


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _has_any(book: zipfile.ZipFile, part: str) -> bool:
    """Whether there may be anything to be found: a look at the bytes, since most sheets have
    nothing of it."""
    seam = b""
    with book.open(part) as stream:
        while block := stream.read(_BLOCK):
            if _MARK.search(seam + block):
                return True
            seam = block[-_SEAM:]
    return False


class _Sheet:
    """Walks through the cells of a sheet; a row or cell that does not say where it is follows the
    one before."""

    def __init__(self, recounted: bool) -> None:
        self._recounted = recounted
        self._row = self._column = -1
        self._error = False
        self._formula: str | None = None
        self._value: str | None = None
        self._into = ""
        self._found: list[tuple[int, int, str]] = []
        self._hidden: set[int] = set()

    def read(self, stream: IO[bytes]) -> SheetXml:
        """What there is."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(stream)
        return SheetXml(tuple(self._found), frozenset(self._hidden))

    def _start(self, tag: str, about: dict[str, str]) -> None:
        match tag.rpartition("}")[2]:
            case "row":
                self._row = int(about["r"]) - 1 if "r" in about else self._row + 1
                self._column = -1
                if about.get("hidden") in ("1", "true"):
                    self._hidden.add(self._row)
            case "c":
                self._column = _column(about["r"]) if "r" in about else self._column + 1
                self._error = about.get("t") == "e"
                self._formula = self._value = None
            case "f":
                self._formula, self._into = "", "f"
            case "v":
                self._value, self._into = "", "v"

    def _end(self, tag: str) -> None:
        match tag.rpartition("}")[2]:
            case "c":
                value = (self._value or "").strip()
                unkept = not value or (value == "0" and self._recounted)
                if self._error:
                    self._found.append((self._row, self._column, value or "#N/A"))
                elif self._formula is not None and unkept:
                    text = f"={self._formula.strip() or '…'}"
                    self._found.append((self._row, self._column, text))
            case "f" | "v":
                self._into = ""

    def _characters(self, text: str) -> None:
        if self._into == "v":
            self._value = (self._value or "") + text
        elif self._into == "f":
            self._formula = (self._formula or "") + text


def _column(reference: str) -> int:
    """The column of a cell reference, from 0: C2 is 2."""
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
