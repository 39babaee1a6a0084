"""Which of the two languages to speak."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Label", "asked_lang", "said", "speak", "spoken", "system_lang"]

_spoken: list[str] = []


class Label(NamedTuple):
    """A text in the two languages of the product."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in ``lang`` (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en


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


def asked_lang(arguments: Sequence[str]) -> str:
    """The language a command line asks for with ``--lang``, else the system's.

    Read before the command line is parsed, since help and error texts need it already.
    """
    for index, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name == "--lang":
            word = value if sign else next(iter(arguments[index + 1 :]), "")
            if word in ("zh", "en"):
                return word
    return system_lang()


def speak(lang: str) -> None:
    """Make ``lang`` the language of help and of messages from here on."""
    _spoken[:] = [lang]


def spoken() -> str:
    """The language of help and of messages: the one made so, else the system's."""
    return _spoken[0] if _spoken else system_lang()


def said(zh: str, en: str) -> str:
    """The text in the language spoken."""
    return zh if spoken() == "zh" else en
