"""The nearest right word, and what is accepted, as the end of a message."""

from __future__ import annotations

from collections.abc import Iterable

from ...quantity import Label

__all__ = ["accepted", "nearest"]

LISTED = 40  # the longest list of the format, of units, is said as a whole


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` most likely means; "" where none is near."""
    from difflib import get_close_matches

    folded = {option.casefold(): option for option in known}
    wanted = word.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted in folded:
        return folded[wanted]
    found = get_close_matches(wanted, list(folded), 1, 0.6)
    if found:
        return folded[found[0]]
    longer = [key for key in folded if len(wanted) > 3 and (wanted in key or key in wanted)]
    return folded[longer[0]] if longer else ""


def accepted(word: str, known: Iterable[str]) -> Label:
    """``; accepted: a, b; did you mean a?`` — long lists are cut, the nearest word is named."""
    options = list(dict.fromkeys(known))
    if not options:
        return Label("；这里一个也没有", "; there is none here")
    near = nearest(word, options)
    shown = ", ".join(options[:LISTED]) + (" …" if len(options) > LISTED else "")
    zh, en = f"；可用：{shown}", f"; accepted: {shown}"
    if near:
        zh, en = f"{zh}；是否指 {near}？", f"{en}; did you mean {near}?"
    return Label(zh, en)
