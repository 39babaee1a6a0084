"""Places named by their path: 云南省昆明市五华区, 昆明五华, or Wuhua District, Kunming, Yunnan.

Each part must be a division inside the one before. Chinese names follow each other without a
mark, so that where one ends is found by the names there are; other names are told apart by commas.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from .divisions import LEVELS, Division, rows_of

__all__ = ["MIDDLES", "along", "astray"]

Keep = Callable[[Division], bool]
Match = Callable[[str, Collection[str], Keep], tuple[Division, ...]]
_TABLES = ("divisions", "counties")
# Middle levels of statistics that stand in paths and columns but are no divisions.
MIDDLES = (
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "直辖县",
    "市辖区",
    "市辖县",
    "县",
)
_LONGEST = 60  # characters of a path


def along(
    match: Match, text: str, tables: Collection[str], keep: Keep, outer: Division | None = None
) -> tuple[Division, ...]:
    """The divisions a path leads to, of those that ``keep`` lets through; () where it leads to
    none. ``match`` says what a single name means."""
    found: dict[str, Division] = {}
    outermost = [table for table in tables if table != "counties"]
    for d, rest in _openings(match, text, outermost or _TABLES[:1]):
        if outer is not None and not _inside(outer, d):
            continue

        def inside(one: Division, d: Division = d) -> bool:
            return _inside(d, one) and keep(one)

        rests = [rest, *(rest.removeprefix(m) for m in MIDDLES if rest.startswith(m))]
        inner = next((got for r in rests if (got := match(r, tables, inside))), ()) or along(
            match, rests[-1], tables, keep, d
        )
        found |= {one.code: one for one in inner}
    return tuple(sorted(found.values()))


def astray(match: Match, text: str) -> tuple[Division, str] | None:
    """Where a path ceases to lead on: the division it comes to, and the rest of it, of which
    nothing in that division bears the name. None for what does not look like a path."""
    if "," in (body := text.replace("，", ",")):
        *parts, outer = (part.strip() for part in body.split(","))
        found = match(outer, _TABLES[:1], _any)
        return (found[0], ", ".join(parts)) if len(found) == 1 else None
    rest = "".join(text.split())
    reached: tuple[Division, str] | None = None
    while len(rest) <= _LONGEST:
        heads = [
            (len(name), -LEVELS.index(d.level), d)
            for d, name in _heads(rest, _TABLES if reached else _TABLES[:1])
            if reached is None or _inside(reached[0], d)
        ]
        best = max((head[:2] for head in heads), default=(0, 0))
        ends = {head[2] for head in heads if head[:2] == best}
        if len(ends) != 1:
            break
        (d,) = ends
        sure = d.name == rest[: best[0]]
        rest = rest[best[0] :]
        # 昆明路 is no path though it begins like 昆明, while 昆明朝阳 is one to a place elsewhere.
        if not sure and not match(rest, _TABLES, _any):
            break
        reached = d, rest
    return reached


def _any(_: Division) -> bool:
    return True


def _inside(outer: Division, inner: Division) -> bool:
    return outer != inner and inner.code.startswith(stem_of(outer))


def stem_of(d: Division) -> str:
    """What the codes of all divisions in `d` begin with."""
    return d.code[: 2 * LEVELS.index(d.level)]


def _openings(match: Match, text: str, tables: Collection[str]) -> Iterator[tuple[Division, str]]:
    """Every division that a path may begin with, outermost, and the rest of the path."""
    parts = [part for part in text.replace("，", ",").split(",") if part.strip()]
    if len(parts) > 1:
        for outer, rest in ((parts[-1], parts[:-1]), (parts[0], parts[1:])):
            for d in match(outer, tables, _any):
                yield d, ",".join(rest)
        return
    body = "".join(text.split())
    if not body.isascii() and len(body) <= _LONGEST:
        for d, name in _heads(body, tables):
            yield d, body[len(name) :]


def _heads(text: str, tables: Collection[str]) -> Iterator[tuple[Division, str]]:
    """The divisions one of whose Chinese names a text begins with, and that name."""
    for table in tables:
        for d, names in rows_of(table):
            for name in {d.name, *names}:
                if len(name) < len(text) and text.startswith(name) and not name.isascii():
                    yield d, name
