"""Cells of a workbook that hold an error: #DIV/0!, #N/A and their like.

What reads the sheets gives such a cell as a blank one, and a blank takes the value of an option.
So the sheet is looked through for them: only in .xlsx and .xlsm, whose sheets are XML.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

__all__ = ["error_cells"]

_BLOCK, _SEAM = 1 << 20, 16
_MARK = re.compile(rb"""\st\s*=\s*["']e["']""")


def error_cells(path: Path, sheet: str) -> list[tuple[int, int, str]]:
    """Row and column, from 0, and the text of each cell of a sheet that holds an error.

    Nothing where the file is no workbook of this kind.
    """
    try:
        with zipfile.ZipFile(path) as book:
            part = _part_of(book, sheet)
            if part is None or not _has_any(book, part):
                return []
            with book.open(part) as stream:
                return _Sheet().cells(stream)
    # zipfile says NotImplementedError of a compression or an encryption that it does not know.
    except (
        zipfile.BadZipFile, KeyError, OSError, expat.ExpatError, ElementTree.ParseError,
        NotImplementedError, ValueError,
    ):  # fmt: skip
        return []


def _part_of(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the file that is the sheet."""
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
    for one in ElementTree.fromstring(book.read(main)).iter():
        if one.tag.rpartition("}")[2] == "sheet" and one.get("name") == sheet:
            related = (text for key, text in one.items() if key.endswith("relationships}id"))
            return parts.get(next(related, None))
    return None


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _has_any(book: zipfile.ZipFile, part: str) -> bool:
    """Whether any cell may hold an error: a look at the bytes, since nearly no sheet has one."""
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

    def __init__(self) -> None:
        self._row = self._column = -1
        self._error = self._value = False
        self._text = ""
        self._found: list[tuple[int, int, str]] = []

    def cells(self, stream: IO[bytes]) -> list[tuple[int, int, str]]:
        """The cells that hold an error."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.ParseFile(stream)
        return self._found

    def _start(self, tag: str, about: dict[str, str]) -> None:
        match tag.rpartition("}")[2]:
            case "row":
                self._row = int(about["r"]) - 1 if "r" in about else self._row + 1
                self._column = -1
            case "c":
                self._column = _column(about["r"]) if "r" in about else self._column + 1
                self._error, self._text = about.get("t") == "e", ""
            case "v":
                self._value = self._error

    def _end(self, tag: str) -> None:
        match tag.rpartition("}")[2]:
            case "c":
                if self._error:
                    self._found.append((self._row, self._column, self._text.strip() or "#N/A"))
                self._error = False
            case "v":
                self._value = False

    def _characters(self, text: str) -> None:
        if self._value:
            self._text += text


def _column(reference: str) -> int:
    """The column of a cell reference, from 0: C2 is 2."""
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
