"""Findings into a file, whose suffix says the format. It is there whole, or not at all."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from ..finding import Finding
from ..language import said
from .columns import columns_of
from .letters import letter_of, write_letters
from .records import write_text

__all__ = ["SUFFIXES", "no_letters", "replacing", "write_file"]

SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".md", ".html", ".docx", ".txt", ".xlsx", ".parquet")


def write_file(
    findings: Sequence[Finding],
    path: Path,
    *,
    columns: Sequence[str] | None = None,
    stamp: Mapping[str, str],
    on: str = "",
    inputs: Mapping[str, str] | None = None,
    raw: bool = False,
) -> None:
    """Write ``findings`` to ``path``; ``stamp`` (what made them, and when) goes into a workbook,
    with ``on``, the day that was asked for, and ``inputs``, the words for them. ``raw`` is a
    workbook of the lines alone.

    Raises ValueError for a suffix or column that is not known, and OSError when the file cannot
    be written: then what was there before is untouched.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ValueError(_unknown(path))
    if columns is not None:
        columns_of(columns, findings)

    def fill(binary: IO[bytes]) -> None:
        if suffix == ".xlsx":
            from .workbook import write_workbook

            write_workbook(
                findings, binary, stamp=stamp, columns=columns, on=on, inputs=inputs, raw=raw
            )
            return
        if suffix == ".docx":
            if not any(dict(finding.extra).get("letter") for finding in findings):
                raise ValueError(no_letters())
            write_letters([letter_of("", findings)], binary, on)
            return
        if suffix == ".parquet":
            from .parquet import write_parquet

            write_parquet(findings, binary, columns=columns)
            return
        text = io.TextIOWrapper(binary, encoding="utf-8", newline="")
        if suffix == ".html":
            from .report.page import page_lines
            from .report.report import of_a_table
            from .summary.listing import listed

            report = of_a_table(listed(findings, on, inputs))
            text.writelines(f"{line}\n" for line in page_lines(report))
            text.flush()
            text.detach()
            return
        excel = suffix == ".csv"
        style = "text" if suffix == ".txt" else suffix[1:]
        write_text(findings, style, text, columns=columns, excel=excel)
        text.flush()
        text.detach()

    replacing(path, fill)


def no_letters() -> str:
    """Why a document of Word cannot be written: it holds letters."""
    return said(
        ".docx 里是函件，一个社区一封：shequ check … --explain -o 函.docx",
        "a .docx holds letters, one to a community: shequ check … --explain -o letters.docx",
    )


def _unknown(path: Path) -> str:
    accepted = ", ".join(SUFFIXES)
    given = path.suffix or path.name
    return said(
        f"不知道 {given} 是什么格式；文件名可以这样结尾：{accepted}",
        f"{given!r} names no format; a file name may end in {accepted}",
    )


def replacing(path: Path, fill: Callable[[IO[bytes]], None]) -> None:
    """Make the file at ``path`` what ``fill`` writes, in one step, through a temporary file.

    A link is followed. Whatever goes wrong, the temporary file is removed and the error goes on;
    what the system says of the temporary file, or of none, is said of ``path``.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name[:80]}.{os.urandom(4).hex()}.tmp")
    try:
        with open(temporary, "xb") as binary:
            fill(binary)
            binary.flush()
            os.fsync(binary.fileno())
        with suppress(OSError):
            os.chmod(temporary, os.stat(target).st_mode & 0o7777)
        os.replace(temporary, target)
    except BaseException as err:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(err, OSError) and err.filename in (None, str(temporary)):
            raise OSError(err.errno, err.strerror or str(err), str(path)) from None
        raise
