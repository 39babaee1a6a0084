"""Whether a phrase stands in a document where it is cited, and what is wrong where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from ...quantity import Label
from .clauses import Outline, cited_path, nearest, plain

__all__ = ["missing", "not_noted"]

_NUMERAL = "[一二两三四五六七八九十百千万亿]"
_CUT_BEFORE = re.compile(rf"\d[\d.万亿千百%‰]|\.\d|{_NUMERAL}{{2}}")
_CUT_AFTER = re.compile(rf"\d(?:[\d万亿千百%‰]|\.\d)|{_NUMERAL}{{2}}")


def missing(outline: Outline, clause: str, phrase: str) -> Label | None:
    """Why a phrase does not stand once under a clause itself; None where it does."""
    path, phrase = cited_path(clause), plain(phrase)
    times = sum(_times(one.text, phrase) for one in outline.at(path))
    if times == 1:
        return None
    if times > 1:
        return Label(
            f"在 {clause} 中出现{times}次，请多引几个字",
            f"it stands {times} times under {clause}; quote a few words more",
        )
    elsewhere = [one.label for one in outline.clauses if _times(one.text, phrase)]
    if elsewhere:
        places = "、".join(dict.fromkeys(elsewhere))
        return Label(
            f"不在 {clause} 之下，而在 {places} 之下",
            f"it stands not under {clause} but under {places.replace('、', ', ')}",
        )
    if not outline.under(path):
        near = get_close_matches(clause, outline.labels, 3, 0.4) or outline.labels[:3]
        return Label(
            f"文中没有 {clause}，也没有这句话；相近的条款：{'、'.join(near)}",
            f"the text has no {clause}, nor the phrase; the nearest clauses: {', '.join(near)}",
        )
    if any(phrase in one.text for one in outline.clauses):
        return Label("引文把一个数截断了", "the phrase cuts a number in two")
    words = nearest("".join(one.text for one in outline.under(path)), phrase)
    if words:
        return Label(
            f"{clause} 中没有这句话；最接近的是“{words}”",
            f"the phrase is not in {clause}; the nearest words there: “{words}”",
        )
    return Label(f"{clause} 中没有这句话", f"the phrase is not in {clause}")


def not_noted(notes: Sequence[str], phrase: str) -> Label | None:
    """Why a phrase is none of those noted of a document, nor a part of one; None where it is."""
    phrase = plain(phrase)
    if any(_times(one, phrase) for one in notes):
        return None
    near = get_close_matches(phrase, notes, 1, 0.4)
    return Label(
        f"摘记里没有这句话{f'；最接近的是“{near[0]}”' if near else ''}",
        f"the notes hold no such phrase{f'; the nearest: “{near[0]}”' if near else ''}",
    )


def _times(text: str, phrase: str) -> int:
    """How often a phrase stands in a text without cutting a number in two."""
    found = (match.span() for match in re.finditer(re.escape(phrase), text))
    return sum(
        not _CUT_BEFORE.match(text[max(start - 1, 0) : start + 1])
        and not _CUT_AFTER.match(text[end - 1 : end + 2])
        for start, end in found
    )
