"""Development zones and other management areas: no divisions, but written where one stands.

A zone stands for the city it lies in. The larger ones are in ``data/zones.tsv``; any other is
understood by the division its name begins with, or by the city that is given beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..language import joined, said
from .divisions import LEVELS, Division, division, lines_of, path_name
from .names import match
from .path import along, stem_of

__all__ = ["Zone", "zone_like", "zones_for", "zones_in"]

_KINDS = (
    (re.compile("高新技术(产业)?(开发区|园区|示范区)?$"), "高新区"),
    (re.compile("经济(技术)?开发区$"), "经开区"),
)
_ENDING = re.compile(
    "(高新|经开|开发|园|新|示范|管理|保税|度假|名胜|合作|试验|实验|集聚|聚集|投资|创新|经济|综保)区$"
    "|(产业|工业|科技|物流)园$|(新|科学|科技)城$"
)


class Zone(NamedTuple):
    """A zone: its statistical code or "", its names, the city or province it stands for, and the
    divisions it lies in as far as they are known."""

    code: str
    names: tuple[str, ...]
    city: Division
    parts: tuple[Division, ...]


@cache
def _zones() -> tuple[Zone, ...]:
    found = []
    for line in lines_of("zones"):
        code, name, also, city, parts = line.split("\t")
        names = (name, *also.split(",")) if also else (name,)
        inner = tuple(map(division, parts.split(","))) if parts else ()
        found.append(Zone(code, names, division(city), inner))
    return tuple(found)


def zones_in(d: Division) -> list[Zone]:
    """The zones of the list that lie in `d`, or in part of it."""
    return [
        zone
        for zone in _zones()
        if any(one.code.startswith(stem_of(d)) for one in (zone.city, *zone.parts))
    ]


def zone_like(text: str) -> bool:
    """Whether a text ends as the names of zones do."""
    return bool(_ENDING.search(_plain(text)))


def zones_for(
    text: str, code: str, within: Division | None
) -> Iterator[tuple[tuple[Division, ...], str]]:
    """The city each zone a text may mean lies in, and the sentence that says so."""
    name = _plain(text)
    listed = [
        zone
        for zone in _zones()
        if (zone.code == code if code else name in _spellings(zone))
        and (within is None or zone.city.code.startswith(stem_of(within)))
    ]
    if listed:
        yield from (((zone.city,), _remark(text, zone.city, zone.parts)) for zone in listed)
    elif not code and zone_like(text):
        for city in _named(name, within):
            yield (city,), _remark(text, city, ())


def _plain(text: str) -> str:
    name = "".join(text.split()).removesuffix("管委会").removesuffix("管理委员会")
    for pattern, kind in _KINDS:
        name = pattern.sub(kind, name)
    return name


@cache
def _spellings(zone: Zone) -> frozenset[str]:
    """The names of a zone, with and without the places they begin with."""
    found = set()
    places = (zone.city, division(zone.city.code[:2] + "0000"))
    heads = [name for d in places for name in (d.name, d.name[:-1])]
    for name in map(_plain, zone.names):
        found.add(name)
        for head in heads:
            rest = name.removeprefix(head)
            # What is left of 长春高新区 is a kind, not a name.
            if rest != name and len(rest) > 3:
                found.add(rest)
    return frozenset(found)


def _named(name: str, within: Division | None) -> tuple[Division, ...]:
    """The divisions a zone's name begins with; failing these, the city that is given."""

    def keep(d: Division) -> bool:
        return d.level != "country" and (within is None or d.code.startswith(stem_of(within)))

    tables = ("divisions", "counties")
    for end in range(len(name) - 2, 1, -1):
        stem = name[:end]
        if found := match(stem, tables, keep) or along(match, stem, tables, keep):
            cities = [d for d in found if d.level == "prefecture"]
            return tuple(cities) or found
    municipal = within and within.code[2:] == "0000" and within.code[:2] in ("11", "12", "31", "50")
    if within and (municipal or LEVELS.index(within.level) > 1):
        return (within,)
    return ()


def _remark(text: str, city: Division, parts: tuple[Division, ...]) -> str:
    path = path_name(city)
    name = said(f"{path}（{city.code}）", f"{path} ({city.code})")
    inner = joined([d.label() for d in parts])
    zh = f"（在{inner}）" if parts else ""
    en = f" (it lies in {inner})" if parts else ""
    return said(
        f"“{text}”是开发区一类的管理区域，不是行政区划，按{name}计算；要按区县计算，请写所在的区县{zh}",
        f"“{text}” is a development zone or the like, no division; taken as {name}; "
        f"to count by county, name the county it lies in{en}",
    )
