"""The folder with the documents' plain texts, and with notes of those whose text is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ...quantity import Label
from .clauses import NoSuchTitle, Outline, lines_of, plain

__all__ = ["Texts"]

_SIZE_LIMIT = 20_000_000
_NOTED = re.compile("「([^」]*)」")


class Texts:
    """The texts in a folder, each read once. A text is UTF-8, or GB18030 as Windows writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, str | Label] = {}

    def outline(
        self, document: Mapping[str, Any], among: Iterable[Mapping[str, Any]]
    ) -> Outline | Label:
        """The text of a document by its headings, or why there is none.

        ``among`` are the documents of its policy: those that name the same text but bear another
        title share it with this one.
        """
        name = document.get("text")
        if not name:
            return Label(
                "文件没有用 text 写明文本的文件名",
                "the document names no text; add text: FILE NAME",
            )
        text = self.text(name)
        if isinstance(text, Label):
            return text
        titles = [one["title"] for one in among if one.get("text") == name]
        try:
            return Outline(lines_of(text, document["title"], titles))
        except NoSuchTitle as err:
            return Label(
                f"{name} 含有几个文件，但没有单独成行的标题“{err}”",
                f"{name} holds several documents, but “{err}” stands on no line of its own",
            )

    def notes(self, name: str) -> tuple[str, ...] | Label:
        """The phrases that were noted of a document, each in 「」, or why they cannot be read."""
        text = self.text(name)
        return text if isinstance(text, Label) else tuple(map(plain, _NOTED.findall(text)))

    def text(self, name: str) -> str | Label:
        """The text in a file of the folder, or of one in it, or why it cannot be read."""
        if name not in self._read:
            self._read[name] = self._load(name)
        return self._read[name]

    def _load(self, name: str) -> str | Label:
        path = self.folder / name
        if Path(name).name != name:
            return Label(
                f"text 只写文件名，不写路径：{name}",
                f"text is a file name without a folder: {name}",
            )
        if not path.is_file():
            path = next(iter(sorted(self.folder.glob(f"*/{name}"))), path)
        if not path.is_file():
            return Label(f"{self.folder} 中没有 {name}", f"there is no {name} in {self.folder}")
        if path.stat().st_size > _SIZE_LIMIT:
            return Label(f"{name} 过大，不像文本", f"{name} is too large to be a text")
        content = path.read_bytes()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return Label(
            f"{name} 既不是 UTF-8 也不是 GB18030 文本", f"{name} is neither UTF-8 nor GB18030 text"
        )
