"""Marks that no screen shows: zero-width spaces, byte order marks, directions of writing.

They come with what is copied from web pages and chats, and make two texts differ that look alike.
"""

from __future__ import annotations

import re

__all__ = ["UNSEEN", "visible", "visible_bytes"]

_MARKS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
UNSEEN = f"[{_MARKS}]"
_TEXT = re.compile(UNSEEN)
# The same in UTF-8: a look for the beginnings is all that most blocks cost, for a first byte alone
# where there is none.
_BEGINNINGS = (b"\xe2\x80", b"\xe2\x81", b"\xef\xbb", b"\xc2\xad")
_BYTES = re.compile(
    rb"\xc2\xad|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4\xa6-\xa9]|\xef\xbb\xbf"
)


def visible(text: str) -> str:
    """The text without marks that cannot be seen."""
    return text if text.isascii() else _TEXT.sub("", text)


def visible_bytes(block: bytes) -> bytes:
    """A block of UTF-8 without them."""
    if any(begins[:1] in block and begins in block for begins in _BEGINNINGS):
        return _BYTES.sub(b"", block)
    return block
