"""Places as people name them: from a name or a code to the one division that is meant.

    PlaceError (ValueError)     what was given cannot be understood as one place
    ├── UnknownPlace            nothing answers to it; candidates are the nearest things
    └── AmbiguousPlace          several do; candidates are all of them

The divisions themselves are in :mod:`.divisions`; those of its names that are asked for beside a
look-up are given out here, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache

from ..language import Label, said
from .divisions import (
    LEVELS,
    Division,
    Row,
    chain,
    children,
    contains,
    division,
    divisions,
    known,
    lines_of,
    path_name,
    row_of,
    rows_of,
    seat_of,
    table_of,
    tables_of,
)

__all__ = [
    "CITY_PROVINCES",
    "AmbiguousPlace",
    "Division",
    "PlaceError",
    "UnknownPlace",
    "chain",
    "children",
    "contains",
    "division",
    "divisions",
    "find",
    "look_up",
    "path_name",
    "resolve",
    "seat_of",
]

# Province-level divisions that are also cities: `--city` accepts them.
CITY_PROVINCES = frozenset({"110000", "120000", "310000", "500000", "810000", "820000"})
LISTED = 8  # candidates shown in a message


class PlaceError(ValueError):
    """What was given is not one place.

    `text` is what was given, `candidates` what may have been meant, `option` the option it was
    given to (city, province, county), `within` the place it was looked for in, if any.
    """

    def __init__(
        self,
        text: str,
        candidates: tuple[Division, ...] = (),
        option: str = "place",
        within: Division | None = None,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.candidates = candidates
        self.option = option
        self.within = within

    def __str__(self) -> str:
        """What was given, what is accepted and the nearest right things, one to a line."""
        return "\n".join([*self._head(), *_listing(self.candidates)])

    def _head(self) -> Iterator[str]:
        yield _shorten(self.text)


class UnknownPlace(PlaceError):
    """Nothing of the kind asked for answers to the text; candidates are the nearest, or none."""

    def _head(self) -> Iterator[str]:
        text, kind = _shorten(self.text), _KINDS[self.option].said()
        place = path_name(self.within) if self.within else ""
        inside = said(f"{place}内", f" in {place}") if place else ""
        yield said(
            f"{inside}没有“{text}”这个{kind}。可写中文全称、简称、拼音、英文或行政区划代码。",
            f"No {kind} called “{text}”{inside}. "
            "Accepted: Chinese name, full or short, pinyin, English or GB/T 2260 code.",
        )
        if not self.candidates:
            return
        if self.within and not contains(self.within, self.candidates[0]):
            yield said("别处有：", "Elsewhere:")
        else:
            yield said("最接近的：", "Nearest:")


class AmbiguousPlace(PlaceError):
    """Several divisions answer to the text; candidates are all of them."""

    def _head(self) -> Iterator[str]:
        text, count = _shorten(self.text), len(self.candidates)
        yield said(
            f"“{text}”可指{count}个地方，请写代码或全称，或用上一级的选项缩小范围：",
            f"“{text}” may be any of {count} places; give the code or the full name, "
            "or narrow it with the option of the level above:",
        )


_KINDS = {
    "place": Label("地方", "place"),
    "province": Label("省份", "province"),
    "city": Label("地级或直辖的市、州", "city or prefecture"),
    "county": Label("区县", "county or district"),
}


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _is_city(d: Division) -> bool:
    return d.level == "prefecture" or d.code in CITY_PROVINCES


def _is_direct(d: Division) -> bool:
    # GB/T 2260 gives 90 in the middle to county-level units governed by the province itself.
    return d.level == "county" and d.code[2:4] == "90"


def _option(d: Division) -> str:
    if _is_city(d) or _is_direct(d):
        return "--city"
    return "" if d.level == "country" else f"--{d.level}"


def _listing(found: tuple[Division, ...]) -> Iterator[str]:
    for d in found[:LISTED]:
        yield f"  {d.code}  {path_name(d)}  {_option(d)}".rstrip()
    if (rest := len(found) - LISTED) > 0:
        yield said(f"  ……另有{rest}个", f"  … and {rest} more")


# --- names --------------------------------------------------------------------------------------

_Hits = list[tuple[int, Division]]
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


def _key(text: str) -> str:
    """The text as the index spells it: half-width, lower-case, no marks, spaces or hyphens."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return text.lower().replace("u\u0308", "ü").translate(_fold())


def _ranks(row: Row) -> dict[str, int]:
    """The keys of a division; the lower the rank, the surer the match."""
    d, names = row
    ranks = {d.name: 0, names[0]: 0 if names[0] == d.name else 1}
    for name in names[1:]:
        key = _key(name)
        ranks.setdefault(key, 2)
        if "v" in key:
            # Officially lyu, often lu: an ü is written in four ways.
            ranks.setdefault(key.replace("v", "u"), 2)
            ranks.setdefault(key.replace("v", "yu"), 2)
    return ranks


@cache
def _index(table: str) -> dict[str, _Hits]:
    """Key → (rank, division) pairs."""
    index: dict[str, _Hits] = {}
    for row in rows_of(table).values():
        for key, rank in _ranks(row).items():
            index.setdefault(key, []).append((rank, row[0]))
    return index


_scanned: dict[str, dict[str, _Hits]] = {}


def _hits(table: str, key: str) -> _Hits:
    """What answers to a key. A few look-ups are quicker through the lines of a table than an index
    of it is made; a table of communities soon gets the index."""
    scanned = _scanned.setdefault(table, {})
    if len(scanned) >= _SCANS:
        return _index(table).get(key, [])
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


# --- look-up ------------------------------------------------------------------------------------


def _match(
    text: str, tables: Collection[str], keep: Callable[[Division], bool]
) -> tuple[Division, ...]:
    """The surest matches of those that `keep` lets through, in order of code."""
    key = _key(text)
    if key.isascii() and key.isdigit():
        code = key.ljust(6, "0") if len(key) in (2, 4) else key
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


def _search(
    text: str, tables: Collection[str], keep: Callable[[Division], bool]
) -> tuple[Division, ...]:
    if found := _match(text, tables, keep):
        return found
    from .path import along  # few are named by a path

    return along(_match, text, tables, keep)


def find(
    text: str, levels: tuple[str, ...] | None = None, within: Division | None = None
) -> tuple[Division, ...]:
    """All divisions of these levels, in `within` if given, that the text may mean; () if none.

    A code and a full Chinese name are surer than a short Chinese name, and that than pinyin or
    English; only the surest matches are returned. A path (云南省昆明市五华区) will do, too.
    """
    wanted = LEVELS if levels is None else levels
    return _search(
        text,
        tables_of(wanted),
        lambda d: d.level in wanted and (within is None or contains(within, d)),
    )


def _select(option: str, text: str, within: Division | None) -> tuple[Division, ...]:
    """What the text given to --city, --province or --county may mean."""
    if option != "city":
        return find(text, None if option == "place" else (option,), within)

    def inside(d: Division) -> bool:
        return within is None or contains(within, d)

    # County-level cities under a province come second, so that the county file stays unread.
    return _search(text, ("divisions",), lambda d: _is_city(d) and inside(d)) or _search(
        text, ("counties",), lambda d: _is_direct(d) and inside(d)
    )


def _nearest(option: str, text: str, within: Division | None) -> tuple[Division, ...]:
    """The same name at another level or elsewhere, else the most similar names or codes."""
    same = _select(option, text, None) or find(text, None, within) or find(text)
    if same:
        return same
    key = _key(text)
    if key.isascii() and key.isdigit():
        # Codes of streets and communities begin with that of their county.
        above = (key[:6], key[:4] + "00", key[:2] + "0000")
        return tuple(d for c in above if (d := known(c)))[:1]
    from difflib import get_close_matches  # only for an error, and slow to import

    levels = {
        "province": ("province",),
        "city": ("province", "prefecture"),
        "place": LEVELS[1:],
    }.get(option, ("county",))
    pool: dict[str, list[Division]] = {}
    for table in tables_of(levels):
        for name, hits in _index(table).items():
            near = [d for _, d in hits if d.level in levels and (option != "city" or _is_city(d))]
            if near := [d for d in near if within is None or contains(within, d)]:
                pool[name] = pool.get(name, []) + near
    # One wrong character of two is as near as Chinese names get.
    close = get_close_matches(key, pool, n=LISTED, cutoff=0.7 if key.isascii() else 0.5)
    found = {d.code: d for name in close for d in pool[name]}
    return tuple(found.values())[:LISTED]


def _unknown(option: str, text: str, within: Division | None) -> UnknownPlace:
    """Nothing answers to ``text``; of a path that leads astray, the rest that does not."""
    from .path import astray

    lost = None if find(text) else astray(_match, text)
    if lost is not None:
        within, text = lost
        if option == "province" or (option == "city" and within.level != "province"):
            option = "place"
    return UnknownPlace(text, _nearest(option, text, within), option, within)


def look_up(text: str, within: Division | None = None) -> tuple[Division, ...]:
    """Every division of any level that `text` can mean. Raises UnknownPlace where none does."""
    found = find(text, None, within)
    if not found:
        raise _unknown("place", text, within)
    return found


def resolve(
    *, city: str | None = None, province: str | None = None, county: str | None = None
) -> Division | None:
    """The one division that the options name, the innermost given; None when none is given.

    The options narrow each other. `city` takes prefectures, municipalities, Hong Kong and Macau,
    and county-level units directly under a province. Raises UnknownPlace, also where the options
    contradict each other, and AmbiguousPlace.
    """
    found: tuple[Division, ...] = ()
    option, text = "place", ""
    for option_, text_ in (("province", province), ("city", city), ("county", county)):
        if text_ is None:
            continue
        option, text = option_, text_
        outers: tuple[Division | None, ...] = found or (None,)
        inner = {d.code: d for outer in outers for d in _select(option, text, outer)}
        if not inner:
            within = outers[0] if len(outers) == 1 else None
            raise _unknown(option, text, within)
        found = tuple(inner.values())
    if len(found) > 1:
        raise AmbiguousPlace(text, found, option)
    return found[0] if found else None
