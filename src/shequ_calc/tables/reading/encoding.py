"""The text of a file: BOM, else UTF-8 over the whole of it, else GB18030, or as told.

What is not UTF-8 is put into a temporary file that is, so that everything behind reads one
encoding in blocks.
"""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ...language import said
from .errors import TableError

__all__ = ["TextFile", "spooled", "text_file"]

_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What these names are used for is nearly always the larger set.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "936": "gb18030"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of UTF-8 text whose lines end in LF or CRLF, from ``start`` bytes on."""

    path: Path
    start: int
    size: int


def spooled(stream: IO[bytes], folder: Path) -> Path:
    """What a stream holds, as a file in ``folder``."""
    path = folder / "input"
    with open(path, "wb") as copy:
        while block := stream.read(_BLOCK):
            copy.write(block)
    return path


def text_file(path: Path, encoding: str | None, folder: Path) -> TextFile:
    """The text of ``path``; ``folder`` takes a copy where one is needed.

    Raises TableError where it is not text, or not in the encoding told.
    """
    with open(path, "rb") as binary:
        head = binary.read(4)
    marked = next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), None)
    if encoding is not None:
        name = _named(encoding)
    elif marked:
        name = marked[1]
    elif (found := _utf8(path)) is None:
        name = "gb18030"
    else:
        if found:
            return _copied(path, "utf-8", folder)
        return TextFile(path, 0, os.path.getsize(path))
    if name == "utf-8":
        start = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        found = _utf8(path)
        if found is None:
            raise TableError(_undecodable(path, name))
        if not found:
            return TextFile(path, start, os.path.getsize(path))
        name = "utf-8-sig"
    return _copied(path, name, folder)


def _named(encoding: str) -> str:
    name = encoding.strip().lower()
    try:
        name = codecs.lookup(_WIDER.get(name, name)).name
        "".encode(name).decode(name)
    except (LookupError, UnicodeError, TypeError):
        raise TableError(
            said(
                f"--encoding 不能是“{encoding}”；例如：utf-8, gb18030, utf-16",
                f"--encoding cannot be {encoding!r}; accepted, for example: utf-8, gb18030, utf-16",
            )
        ) from None
    return name


def _blocks(path: Path) -> Iterator[bytes]:
    with open(path, "rb") as binary:
        while block := binary.read(_BLOCK):
            yield block


def _utf8(path: Path) -> bool | None:
    """None where the file is not UTF-8; else whether its lines end in CR alone."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    returns = feeds = False
    try:
        for block in _blocks(path):
            if b"\0" in block:
                raise TableError(_binary())
            decoder.decode(block)
            feeds = feeds or b"\n" in block
            returns = returns or b"\r" in block
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return None
    return returns and not feeds


def _copied(path: Path, encoding: str, folder: Path) -> TextFile:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    handle, name = tempfile.mkstemp(dir=folder, suffix=".txt")
    copy, feeds = Path(name), False
    with open(handle, "w", encoding="utf-8", newline="") as text:
        try:
            for block in (*_blocks(path), b""):
                part = decoder.decode(block, not block)
                if "\0" in part:
                    raise TableError(_binary())
                feeds = feeds or "\n" in part
                text.write(part)
        except UnicodeDecodeError:
            raise TableError(_undecodable(path, encoding)) from None
    if not feeds:
        whole = copy.read_text(encoding="utf-8").replace("\r", "\n")
        copy.write_text(whole, encoding="utf-8", newline="")
    return TextFile(copy, 0, copy.stat().st_size)


def _binary() -> str:
    return said(
        "这不是文本表格（含有空字节）；可读的有：csv, tsv, json, jsonl, xlsx, parquet",
        "this is no table of text (there are NUL bytes in it); "
        "accepted: csv, tsv, json, jsonl, xlsx, parquet",
    )


def _undecodable(path: Path, encoding: str) -> str:
    """Says in which line the text breaks off."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    try:
        for block in _blocks(path):
            for row in block.splitlines(keepends=True):
                decoder.decode(row)
                line += row.endswith(b"\n")
    except UnicodeDecodeError:
        pass
    if encoding == "gb18030":
        return said(
            f"第{line}行既不是 UTF-8 也不是 GB18030；请用 --encoding 指明编码",
            f"line {line} is neither UTF-8 nor GB18030; name the encoding with --encoding",
        )
    return said(
        f"第{line}行不是 {encoding}；不写 --encoding 可自动识别 UTF-8 和 GB18030",
        f"line {line} is not {encoding}; without --encoding UTF-8 and GB18030 are recognised",
    )
