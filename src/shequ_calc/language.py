"""The two languages of the product, and which of them is spoken.

A process speaks one language at a time: the command line chooses it before anything is parsed.
Texts that have both are a :class:`Label`; they are said where they are needed, by ``said()``, and
no language is handed down.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

__all__ = [
    "Label", "in_both", "joined", "requested_lang", "said", "speak", "speaking", "spoken",
    "system_lang",
]  # fmt: skip

T = TypeVar("T")
_spoken: list[str] = []


class Label(NamedTuple):
    """A text in the two languages of the product."""

    zh: str
    en: str

    def said(self) -> str:
        """The text in the language spoken."""
        return said(self.zh, self.en)


def system_lang() -> str:
    """``zh`` or ``en`` from the locale; on Windows from the system's own language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":  # pragma: no cover
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return "zh" if primary == 0x04 else "en"
    return "en"


def requested_lang(arguments: Sequence[str]) -> str:
    """The language a command line asks for with ``--lang``, else SHEQU_LANG, else the system's.

    Read before the command line is parsed, since help and error texts need it already.
    """
    for index, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name == "--lang":
            word = value if sign else next(iter(arguments[index + 1 :]), "")
            if word in ("zh", "en"):
                return word
    usual = os.environ.get("SHEQU_LANG", "").lower()[:2]
    return usual if usual in ("zh", "en") else system_lang()


def speak(lang: str) -> None:
    """Make ``lang`` the language of everything that is said from here on."""
    _spoken[:] = [lang]


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Inside, ``lang`` is spoken; then what was spoken before."""
    before = list(_spoken)
    speak(lang)
    try:
        yield
    finally:
        _spoken[:] = before


def spoken() -> str:
    """The language spoken (``zh`` or ``en``): the one chosen, else the system's."""
    return _spoken[0] if _spoken else system_lang()


def said(zh: T, en: T) -> T:
    """The one of two texts (or parts of a text) that is in the language spoken."""
    return zh if spoken() == "zh" else en


def in_both(text: Callable[[], str]) -> Label:
    """What ``text`` gives in each of the two languages."""
    with speaking("zh"):
        zh = text()
    with speaking("en"):
        return Label(zh, text())


def joined(texts: Iterable[str]) -> str:
    """A list as a sentence has it."""
    return said("、", ", ").join(texts)
