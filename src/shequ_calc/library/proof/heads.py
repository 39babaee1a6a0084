"""Whether a text says of its document what the policy does: title, number, issuer, day of issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...quantity import Label
from .clauses import plain

__all__ = ["HEAD_FIELDS", "unlike_notes", "unlike_text"]

HEAD_FIELDS = ("title", "number", "issuer", "issued")
_QUOTES = re.compile("[<>《》〈〉\"'“”‘’]")


def unlike_text(document: Mapping[str, Any], text: str) -> Iterator[tuple[str, Label]]:
    """The fields of a document that its text does not say, and why each is not proved. What a
    document of a reply reports stands in the reply."""
    words = _QUOTES.sub("", plain(text))
    for field in HEAD_FIELDS:
        value = document.get(field)
        if not value:
            continue
        parts = value.split("、") if field == "issuer" else [value]
        forms = _days(value) if field == "issued" else []
        there = (
            any(form in words for form in forms)
            if forms
            else all(_QUOTES.sub("", plain(part)) in words for part in parts)
        )
        if not there:
            yield (
                field,
                Label(
                    f"文本里没有“{value}”；请改正，或在 not-in-text 写明由来",
                    f"the text does not say {value!r}; mend it, or say under not-in-text where "
                    "it is from",
                ),
            )


def unlike_notes(document: Mapping[str, Any], notes: str) -> Iterator[tuple[str, Label]]:
    """The same for a document of which there are notes alone; they also say how far its page was
    seen, and how far to trust it."""
    yield from unlike_text(document, notes)
    for field in ("seen", "trust"):
        noted = re.search(rf"^{field}: *(\w+)", notes, re.MULTILINE)
        if noted and noted[1] != document[field]:
            yield (
                field,
                Label(
                    f"摘记写的是 {field}: {noted[1]}",
                    f"the notes say {field}: {noted[1]}",
                ),
            )


def _days(day: str) -> list[str]:
    """A day, a month or a year as texts write it: 2020年4月30日, 2020-04-30, 2020430."""
    parts = [int(part) for part in day.split("-")]
    written = "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    return [written, day, day.replace("-", "/"), day.replace("-", "."), "".join(map(str, parts))]
