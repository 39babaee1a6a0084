"""The page of results: ratios, and what they were measured on."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .running import Row, Table

__all__ = ["page"]

_PACKAGES = ("typer", "pydantic", "pyyaml", "rich", "polars")


def page(tables: Sequence[Table], rounds: int) -> str:
    """The results as Markdown."""
    lines = [
        "# Results",
        "",
        "Written by `python -m benchmarks`. Ratios, not seconds: medians of "
        f"{rounds} interleaved runs.",
        "",
        *(f"- {line}" for line in _circumstances()),
    ]
    for table in tables:
        lines += ["", f"## {table.title}", ""]
        lines += [table.said, ""] if table.said else []
        lines += _rows(table)
    return "\n".join(lines) + "\n"


def _rows(table: Table) -> Iterator[str]:
    aimed = any(row.reach for row in table.rows)
    heads = ["what", *table.heads, *(["at most", "held"] if aimed else [])]
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" + " ---: |" * len(table.heads) + (" --- |" * 2 if aimed else "")
    for row in table.rows:
        cells = [row.what, *row.figures, *([row.reach, _held(row)] if aimed else [])]
        yield "| " + " | ".join(cells) + " |"


def _held(row: Row) -> str:
    return "" if row.held is None else "yes" if row.held else "no"


def _circumstances() -> Iterator[str]:
    yield datetime.date.today().isoformat()
    yield f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    if hasattr(os, "getloadavg"):
        yield f"load average while measuring {os.getloadavg()[0]:.1f}"
    yield f"{platform.python_implementation()} {platform.python_version()}"
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    from shequ_calc import __version__

    yield ", ".join([f"shequ {__version__}", *found])


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "processor not named"
