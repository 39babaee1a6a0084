"""Names of divisions: how they are spelt alike, and which divisions answer to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache

from .divisions import Division, Row, known, lines_of, row_of, rows_of, table_of

__all__ = ["code_of", "key_of", "keys", "match"]

Keep = Callable[[Division], bool]

# --- names --------------------------------------------------------------------------------------

_Hits = list[tuple[int, Division]]
_DECIMAL = re.compile(r"\s*(\d+)\.0*\s*")
_SCANS = 16  # look-ups, each through the whole of a table, before it is indexed
_MARKED = {"a": "āáǎàâ", "e": "ēéěèê", "i": "īíǐìî", "o": "ōóǒòôö", "u": "ūúǔùû", "v": "üǖǘǚǜ"}
_DROPPED = " \u00a0\u3000\t\r\n-_'`.,·()\u2010\u2011\u2013\u2018\u2019\u02bc\u00b4\uff08\uff09"
_DROPPED += "\u0300\u0301\u0304\u0308\u030c\u200b\ufeff"  # combining tone marks, unseen marks
# Endings of Chinese names and the generic words that may stand for them after pinyin or English.
_GENERIC = {
    "特别行政区": "specialadministrativeregion sar",
    "自治州": "autonomousprefecture zizhizhou",
    "自治区": "autonomousregion zizhiqu province",
    "自治县": "autonomouscounty zizhixian",
    "自治旗": "autonomousbanner zizhiqi",
    "省": "province sheng",
    "市": "municipality city shi",
    "州": "prefecture zhou",
    "地区": "prefecture diqu",
    "盟": "prefecture league meng",
    "区": "district qu",
    "县": "county xian",
    "旗": "banner qi",
}


@cache
def _fold() -> dict[int, str | None]:
    """What is written in one way for all: for each character another, or nothing."""
    return {
        **{0xFF01 + i: chr(0x21 + i) for i in range(94)},  # full-width forms
        **{ord(c): base for base, marked in _MARKED.items() for c in marked},
        **dict.fromkeys(map(ord, _DROPPED), None),
    }


def key_of(text: str) -> str:
    """The text as the index spells it: half-width, lower-case, no marks, spaces or hyphens."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return text.lower().replace("u\u0308", "ü").translate(_fold())


def _ranks(row: Row) -> dict[str, int]:
    """The keys of a division; the lower the rank, the surer the match."""
    d, names = row
    ranks = {d.name: 0, names[0]: 0 if names[0] == d.name else 1}
    for name in names[1:]:
        key = key_of(name)
        ranks.setdefault(key, 2)
        if "v" in key:
            # Officially lyu, often lu: an ü is written in four ways.
            ranks.setdefault(key.replace("v", "u"), 2)
            ranks.setdefault(key.replace("v", "yu"), 2)
    return ranks


@cache
def keys(table: str) -> dict[str, _Hits]:
    """Key → (rank, division) pairs."""
    index: dict[str, _Hits] = {}
    for row in rows_of(table):
        for key, rank in _ranks(row).items():
            index.setdefault(key, []).append((rank, row[0]))
    return index


_scanned: dict[str, dict[str, _Hits]] = {}


def _hits(table: str, key: str) -> _Hits:
    """What answers to a key. A few look-ups are quicker through the lines of a table than an index
    of it is made; a table of communities soon gets the index."""
    scanned = _scanned.setdefault(table, {})
    if len(scanned) >= _SCANS:
        return keys(table).get(key, [])
    if key not in scanned:
        pairs = zip(lines_of(table), _folded(table), strict=True)
        rows = [row_of(line) for line, folded in pairs if key in folded or "v" in folded]
        ranked = [(_ranks(row).get(key), row[0]) for row in rows]
        scanned[key] = [(rank, d) for rank, d in ranked if rank is not None]
    return scanned[key]


@cache
def _folded(table: str) -> list[str]:
    """Each line as keys are written; without tabs, so that it may hold more than its names do."""
    text = "\n".join(lines_of(table)).lower().replace("u\u0308", "ü")
    for code, plain in _fold().items():
        mark = chr(code)
        # Far quicker than to translate each character of a long text.
        if mark in text and mark != "\n":
            text = text.replace(mark, plain or "")
    return text.split("\n")


def code_of(text: str) -> str:
    """The code of a division that a text is written as, "" for none: two and four digits are
    filled up, nine and twelve (of streets and communities) cut, 220104.0 is 220104."""
    key = key_of(text)
    if not (key.isascii() and key.isdigit()):
        return ""
    if decimal := _DECIMAL.fullmatch(text):
        key = decimal[1]
    return key.ljust(6, "0") if len(key) in (2, 4) else key[:6] if len(key) in (9, 12) else key


def match(
    text: str, tables: Collection[str], keep: Callable[[Division], bool]
) -> tuple[Division, ...]:
    """The surest matches of those that `keep` lets through, in order of code."""
    key = key_of(text)
    if code := code_of(text):
        found = known(code) if table_of(code) in tables else None
        return (found,) if found and keep(found) else ()
    hits = [hit for table in tables for hit in _hits(table, key) if keep(hit[1])]
    if hits:
        best = min(rank for rank, _ in hits)
        return tuple(sorted(d for rank, d in hits if rank == best))
    named: dict[str, Division] = {}
    for ending, words in _GENERIC.items():
        for stem in (key.removesuffix(word) for word in words.split() if key.endswith(word)):
            inside = (d for table in tables for _, d in _hits(table, stem))
            named |= {d.code: d for d in inside if d.name.endswith(ending) and keep(d)}
    return tuple(sorted(named.values()))
