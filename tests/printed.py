"""What a workbook looks like on paper: LibreOffice prints it, poppler reads the pages."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shequ_calc.render.wrap import cells

__all__ = ["cut_off", "overlapping", "pages"]


def pages(path: Path) -> list[str]:
    """The texts of the pages that a workbook prints on; skips where nothing can print here."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice and poppler print the pages: they are not here")
    profile = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
    line = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent)]
    subprocess.run([*line, str(path)], check=True, capture_output=True, timeout=300)
    pdf = path.with_suffix(".pdf")
    text = subprocess.run(
        [reader, "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]


def cut_off(path: Path, found: list[str]) -> str:
    """The characters of the sheets in sight that are on none of the pages ``found``: a line for
    which its row is not high enough is not printed."""
    wanted: Counter[str] = Counter()
    for sheet in _in_sight(path):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    wanted.update(_letters(cell.value))
    printed = Counter(_letters("".join(found)))
    return "".join(sorted((wanted - printed).elements()))


def overlapping(path: Path) -> list[str]:
    """The texts in sight that are on one line, have no room in their columns, and have a
    neighbour that covers the rest of them."""
    over = []
    for sheet in _in_sight(path):
        widths = _widths(sheet)
        merged = {cell for area in sheet.merged_cells.ranges for row in area.cells for cell in row}
        for row in sheet.iter_rows():
            for at, cell in enumerate(row):
                text = cell.value
                if not isinstance(text, str) or text.startswith("=") or cell.alignment.wrap_text:
                    continue
                beside = at + 1 < len(row) and row[at + 1].value is not None
                if beside and cells(text) > widths[at] and (cell.row, cell.column) not in merged:
                    over.append(text)
    return over


def _in_sight(path: Path) -> list[Any]:
    return [one for one in openpyxl.load_workbook(path) if one.sheet_state == "visible"]


def _widths(sheet: Any) -> list[float]:
    found = [8.43] * sheet.max_column
    for name, column in sheet.column_dimensions.items():
        first = openpyxl.utils.column_index_from_string(name)
        for at in range(first, min(column.max or first, sheet.max_column) + 1):
            found[at - 1] = column.width
    return found


def _letters(text: str) -> str:
    """A text as it can be compared: what breaks lines differs, and what joins letters."""
    return "".join(char for char in text if not char.isspace() and char != "\u00ad")
