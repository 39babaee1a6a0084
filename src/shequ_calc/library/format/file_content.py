"""The bytes of a policy file, and their text: refused by size before anything is read."""

from __future__ import annotations

import os
from pathlib import Path

from ...quantity import Label
from .problems import PolicyProblems, Problem

__all__ = ["SIZE_LIMIT", "content_of", "text_of"]

SIZE_LIMIT = 2_000_000


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises PolicyProblems where there are too many, and OSError."""
    # Devices and pipes have no size of their own, so no more than the limit is ever read.
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        content = b"" if size > SIZE_LIMIT else file.read(SIZE_LIMIT + 1)
    if max(size, len(content)) > SIZE_LIMIT:
        has = f"{max(size, len(content)):,}"
        large = Label(
            f"文件有 {has} 字节；超过 {SIZE_LIMIT:,} 字节的不读",
            f"the file has {has} bytes; more than {SIZE_LIMIT:,} are not read",
        )
        raise PolicyProblems([Problem(str(path), 1, 1, "", "", large)])
    return content


def text_of(content: bytes, file: str) -> str:
    """The text that the bytes of ``file`` are. Raises PolicyProblems where they are not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = content[: err.start].count(b"\n") + 1
        said = Label(
            "不是 UTF-8 文本；请把文件另存为 UTF-8（不是 GBK、UTF-16 或 Excel 文件）",
            "not UTF-8 text; save the file as UTF-8 (not GBK, UTF-16 or a workbook)",
        )
        raise PolicyProblems([Problem(file, line, 1, "", "", said)]) from None
