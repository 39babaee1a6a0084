"""The tables of ``corpus/`` written in every format they are kept in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
import yaml

__all__ = ["FORMATS", "KeptTable", "kept_tables"]

FORMATS = ("utf-8", "gbk", "xlsx")
_FOLDER = Path(__file__).with_name("corpus")


@dataclass(frozen=True)
class KeptTable:
    """A table of a layout, what is asked of it, and what is right."""

    layout: str
    name: str
    ask: str
    right: Mapping[str, Any]
    rows: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = FORMATS
    merged: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    map: Mapping[str, str] = field(default_factory=dict)
    division: Mapping[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    def command(self, path: Path) -> list[str]:
        """What is typed."""
        first, *rest = self.ask.split()
        maps = [part for head, name in self.map.items() for part in ("--map", f"{head}={name}")]
        return [first, str(path), *rest, *maps]

    def written(self, folder: Path, style: str) -> Path:
        """The table as a file in a folder."""
        if style == "xlsx":
            path = folder / "台账.xlsx"
            self._workbook(path)
            return path
        path = folder / "台账.csv"
        path.write_text(self.rows, encoding=style)
        return path

    def _workbook(self, path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        plain = book.add_format()
        for name, text in (self.sheets or {"Sheet1": self.rows}).items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(csv.reader(io.StringIO(text))):
                for column, cell in enumerate(row):
                    _put(sheet, at, column, cell)
            for span in self.merged:
                sheet.merge_range(span, "", plain)
                first = span.partition(":")[0]
                row = list(csv.reader(io.StringIO(text)))[int(first[1:]) - 1]
                _put(sheet, int(first[1:]) - 1, ord(first[0]) - 65, row[ord(first[0]) - 65])
            for number in self.hidden:
                sheet.set_row(number - 1, None, None, {"hidden": True})
        book.close()


def _put(sheet: Any, row: int, column: int, cell: str) -> None:
    """A cell as a person's typing makes it: numbers are numbers, unless they begin with 0."""
    if cell.startswith("="):
        sheet.write_formula(row, column, cell, None, "")
    elif cell.replace(".", "", 1).isdigit() and (cell == "0" or not cell.startswith("0")):
        sheet.write_number(row, column, float(cell))
    elif cell:
        sheet.write_string(row, column, cell)


def kept_tables() -> Iterator[KeptTable]:
    """Every table of the corpus."""
    for path in sorted(_FOLDER.glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            lists = {key: tuple(v) if isinstance(v, list) else v for key, v in item.items()}
            if "sheets" in item:
                lists["formats"] = ("xlsx",)
            yield KeptTable(path.stem, **lists)
