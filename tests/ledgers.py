"""One small ledger in every format there is, and what is asked of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from commands import Result, shequ

__all__ = ["HEADERS", "ROWS", "asked", "csv_text", "findings", "write_ledger"]

HEADERS = ("社区名称", "城市", "户数", "备注")
ROWS: tuple[tuple[str, ...], ...] = (
    ("红旗社区", "长春", "4,200", "053010"),
    ("胜利社区", "长春市", "3000", ""),
    ("金碧社区", "昆明", "", "甲；乙"),
    ("沿江社区", "南昌市", "4200户", "x"),
    ("无名社区", "", "1200", "没有写地方"),
)


def csv_text(separator: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The ledger as separated values."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([HEADERS, *ROWS])
    return text.getvalue()


def _objects() -> list[dict[str, str]]:
    return [dict(zip(HEADERS, row, strict=True)) for row in ROWS]


def write_ledger(folder: Path, style: str) -> Path:
    """The ledger in a file of one of the styles that the tests go through."""
    text = csv_text()
    contents: dict[str, tuple[str, bytes]] = {
        "utf-8": ("ledger.csv", text.encode()),
        "bom": ("ledger.csv", text.encode("utf-8-sig")),
        "gbk": ("ledger.csv", text.encode("gbk")),
        "gb18030-crlf": ("ledger.csv", csv_text(end="\r\n").encode("gb18030")),
        "utf-16": ("ledger.txt", csv_text("\t", "\r\n").encode("utf-16")),
        "quoted": ("ledger.csv", csv_text(quoting=csv.QUOTE_ALL).encode()),
        "tsv": ("ledger.tsv", csv_text("\t").encode()),
        "semicolon": ("ledger.csv", csv_text(";").encode()),
        "old-mac": ("ledger.csv", csv_text(end="\r").encode()),
        "excel-hint": ("ledger.csv", ("sep=;\n" + csv_text(";")).encode()),
        "titled": ("ledger.csv", ("2024年社区台账,,,\n,,,\n" + text).encode()),
        "no-suffix": ("ledger", text.encode()),
        "json": ("ledger.json", json.dumps(_objects(), ensure_ascii=False).encode()),
        "json-inside": ("ledger.json", json.dumps({"year": 2024, "rows": _objects()}).encode()),
        "jsonl": ("ledger.jsonl", _lines().encode()),
        "jsonl-no-suffix": ("ledger", _lines().encode()),
    }
    if style in contents:
        name, content = contents[style]
        (folder / name).write_bytes(content)
        return folder / name
    path = folder / f"ledger.{style}"
    if style == "xlsx":
        import xlsxwriter  # type: ignore[import-untyped]

        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet("2024")
        for index, row in enumerate([HEADERS, *ROWS]):
            for column, cell in enumerate(row):
                number = cell.isdigit() and column == 2
                write = sheet.write_number if number else sheet.write_string
                write(index, column, int(cell) if number else cell)
        book.add_worksheet("别的").write_string(0, 0, "不是台账")
        book.close()
        return path
    assert style == "parquet"
    import polars as pl

    data = {name: [row[k] or None for row in ROWS] for k, name in enumerate(HEADERS)}
    pl.DataFrame(data).write_parquet(path)
    return path


def _lines() -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in _objects())


def asked(line: str, *more: str, stdin: bytes = b"", code: int | None = 0) -> Result:
    """A run in a pipe; ``more`` are arguments with spaces or other languages in them."""
    result = shequ(*line.split(), *more, stdin=stdin)
    assert code is None or result.code == code, (result.code, result.err)
    return result


def findings(line: str, *more: str, stdin: bytes = b"", code: int = 0) -> list[dict[str, Any]]:
    """The findings of a run, as records."""
    result = asked(line, *more, "-f", "jsonl", stdin=stdin, code=code)
    return [json.loads(one) for one in result.out.splitlines()]
