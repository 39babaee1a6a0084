"""Places as people name them: from a name or a code to the one division that is meant.

    PlaceError (ValueError)     what was given cannot be understood as one place
    ├── UnknownPlace            nothing answers to it; candidates are the nearest things
    └── AmbiguousPlace          several do; candidates are all of them

The divisions themselves are in :mod:`.divisions`; those of its names that are asked for beside a
look-up are given out here, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from .divisions import (
    LEVELS,
    Division,
    chain,
    children,
    contains,
    counties_in,
    division,
    divisions,
    known,
    path_name,
    seat_of,
    tables_of,
)
from .errors import (
    CITY_PROVINCES,
    LISTED,
    AmbiguousPlace,
    PlaceError,
    UnknownPlace,
    is_city,
    is_direct,
)
from .names import code_of, key_of, keys, match

__all__ = [
    "CITY_PROVINCES",
    "AmbiguousPlace",
    "Division",
    "PlaceError",
    "UnknownPlace",
    "chain",
    "children",
    "contains",
    "counties_in",
    "division",
    "divisions",
    "find",
    "is_city",
    "look_up",
    "path_name",
    "resolve",
    "seat_of",
]


def _search(
    text: str, tables: Collection[str], keep: Callable[[Division], bool]
) -> tuple[Division, ...]:
    if found := match(text, tables, keep):
        return found
    from .path import along  # few are named by a path

    return along(match, text, tables, keep)


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
    return _search(text, ("divisions",), lambda d: is_city(d) and inside(d)) or _search(
        text, ("counties",), lambda d: is_direct(d) and inside(d)
    )


def _nearest(option: str, text: str, within: Division | None) -> tuple[Division, ...]:
    """The same name at another level or elsewhere, else the most similar names or codes."""
    same = _select(option, text, None) or find(text, None, within) or find(text)
    same = same or _stands("place", text, (within,))[0] or _stands("place", text, (None,))[0]
    if same:
        return same
    key = key_of(text)
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
        for name, hits in keys(table).items():
            near = [d for _, d in hits if d.level in levels and (option != "city" or is_city(d))]
            if near := [d for d in near if within is None or contains(within, d)]:
                pool[name] = pool.get(name, []) + near
    # One wrong character of two is as near as Chinese names get.
    close = get_close_matches(key, pool, n=LISTED, cutoff=0.7 if key.isascii() else 0.5)
    found = {d.code: d for name in close for d in pool[name]}
    return tuple(found.values())[:LISTED]


def _unknown(option: str, text: str, within: Division | None) -> UnknownPlace:
    """Nothing answers to ``text``; of a path that leads astray, the rest that does not."""
    from .path import astray

    lost = None if find(text) else astray(match, text)
    if lost is not None:
        within, text = lost
        if option == "province" or (option == "city" and within.level != "province"):
            option = "place"
    return UnknownPlace(text, _nearest(option, text, within), option, within)


def _fits(option: str) -> Callable[[Division], bool]:
    """Whether a division, of today or of former times, is of the level an option takes."""
    if option == "city":
        return lambda d: is_city(d) or is_direct(d)
    return lambda d: option in ("place", d.level) and d.level != "country"


def _stands(
    option: str, text: str, outers: Iterable[Division | None]
) -> tuple[tuple[Division, ...], list[str]]:
    """What a text stands for that names no division of today, and what is to be said of it."""
    from .former import stands_for  # few names are none of today's

    stands = [one for outer in outers for one in stands_for(text, _fits(option), outer)]
    found = {d.code: d for one in stands for d in one.divisions}
    return tuple(found.values()), list(dict.fromkeys(one.remark for one in stands))


def look_up(
    text: str, within: Division | None = None, notes: list[str] | None = None
) -> tuple[Division, ...]:
    """Every division of any level that `text` can mean, the highest level first.

    Former names, development zones and the like stand for divisions of today; what is to be said
    of it is added to `notes`. Raises UnknownPlace where nothing is meant.
    """
    found = find(text, None, within)
    if not found:
        found, remarks = _stands("place", text, (within,))
        if notes is not None:
            notes += remarks
    if not found:
        raise _unknown("place", text, within)
    return tuple(sorted(found, key=lambda d: (LEVELS.index(d.level), d.code)))


def resolve(
    *,
    city: str | None = None,
    province: str | None = None,
    county: str | None = None,
    notes: list[str] | None = None,
) -> Division | None:
    """The one division that the options name, the innermost given; None when none is given.

    The options narrow each other; middle levels of statistics (市辖区) are passed over. `city`
    takes prefectures, municipalities, Hong Kong and Macau, and county-level units directly under a
    province. Former names and the like stand for divisions of today; what is to be said of it is
    added to `notes`. Raises UnknownPlace, also where the options contradict each other, and
    AmbiguousPlace.
    """
    given = [
        (o, t)
        for o, t in (("province", province), ("city", city), ("county", county))
        if t is not None
    ]
    real = [pair for pair in given if not _is_middle(pair[1])] or given
    found: tuple[Division, ...] = ()
    option, text = "place", ""
    remarks: list[str] = []
    for option, text in real:
        outers: tuple[Division | None, ...] = found or (None,)
        inner = {d.code: d for outer in outers for d in _select(option, text, outer)}
        found, remarks = tuple(inner.values()), []
        if not found:
            found, remarks = _stands(option, text, outers)
        if not found:
            raise _unknown(option, text, outers[0] if len(outers) == 1 else None)
        if len(found) == 1 and notes is not None:
            notes += remarks
    if len(found) > 1:
        raise AmbiguousPlace(text, found, option, why=remarks)
    return found[0] if found else None


def _is_middle(text: str) -> bool:
    """Whether a text is a middle level of statistics, by name or code, that is no division."""
    if (code := code_of(text)) or text.isascii():
        return len(code) == 6 and code[2:] in ("0100", "0200", "9000") and not known(code)
    from .path import MIDDLES

    return "".join(text.split()) in MIDDLES
