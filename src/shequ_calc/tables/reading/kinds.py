"""What a file is by its content, whatever it is called.

Exports of older systems are called .xls and are web pages, XML or tabbed text; a workbook of today
may be called .xls, and a CSV .xlsx.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ...language import Label, said
from .errors import TableError

__all__ = ["binary_kind", "damaged", "no_table", "text_kind"]

_HEAD = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: tuple[tuple[bytes, Label], ...] = (
    (b"%PDF", Label("PDF", "a PDF")),
    (b"\x89PNG", Label("图片", "a picture")),
    (b"\xff\xd8\xff", Label("图片", "a picture")),
    (b"GIF8", Label("图片", "a picture")),
    (b"Rar!", Label("压缩包", "an archive")),
    (b"7z\xbc\xaf\x27\x1c", Label("压缩包", "an archive")),
    (b"\x1f\x8b", Label("压缩包", "an archive")),
    (b"{\\rtf", Label("RTF 文档", "an RTF document")),
    (b"\x09\x08\x08\x00", Label("Excel 97 以前的工作簿", "a workbook from before Excel 97")),
    (b"\x09\x04\x06\x00", Label("Excel 97 以前的工作簿", "a workbook from before Excel 97")),
)
_WORD = Label("Word 文档", "a Word document")
_SLIDES = Label("演示文稿", "a presentation")
_ARCHIVE = Label("压缩包", "an archive")
_OLE_WORD = "WordDocument".encode("utf-16-le")
_OLE_SLIDES = "PowerPoint Document".encode("utf-16-le")
_OLE_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|table|head|body|meta|style)\b", re.IGNORECASE)


def binary_kind(path: Path) -> str | None:
    """``xlsx`` for any workbook, ``parquet``, or None for what may be text.

    Raises TableError, which names it, for what is neither.
    """
    with open(path, "rb") as binary:
        head = binary.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith(b"PAR1"):
        return "parquet"
    for begins, name in _OTHERS:
        if head.startswith(begins):
            raise no_table(name)
    return None


def text_kind(head: bytes) -> str | None:
    """``html``, ``xml`` (of Excel 2003), or None for any other text; ``head`` is its beginning in
    UTF-8. Raises TableError for a web page saved with all that is in it."""
    body = head.lstrip()
    if body.startswith(b"<") and b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml"
    if body.startswith(b"<") and _HTML.search(head):
        return "html"
    if body[:200].lower().startswith(b"mime-version:"):
        raise no_table(Label("单个文件网页（.mht）", "a web page with its pictures (.mht)"))
    return None


def no_table(name: Label) -> TableError:
    """What is said of a file that is something else."""
    return TableError(
        said(
            f"这是{name.zh}，不是表格；请打开后另存为 .xlsx 或 .csv",
            f"this is {name.en}, not a table; open it and save the table as .xlsx or .csv",
        )
    )


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError):
        raise damaged() from None
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in kind:
        raise no_table(_WORD)
    if any(name.startswith("ppt/") for name in names) or b"presentation" in kind:
        raise no_table(_SLIDES)
    if b"spreadsheet" in kind or any(name.endswith((".rels", "workbook.bin")) for name in names):
        return "xlsx"
    raise no_table(_ARCHIVE)


def _ole(path: Path) -> str:
    content = path.read_bytes()
    if _OLE_LOCKED in content:
        raise TableError(
            said(
                "工作簿有密码，无法读取；请去掉密码后另存",
                "the workbook has a password; save a copy without one",
            )
        )
    if _OLE_WORD in content:
        raise no_table(_WORD)
    if _OLE_SLIDES in content:
        raise no_table(_SLIDES)
    return "xlsx"


def damaged() -> TableError:
    """What is said of a workbook that cannot be opened."""
    return TableError(
        said(
            "工作簿已损坏，或不是可读的格式；请用 Excel 或 WPS 打开后另存为 .xlsx",
            "the workbook is damaged or of a kind that is not read; open it in Excel or WPS and "
            "save it as .xlsx",
        )
    )
