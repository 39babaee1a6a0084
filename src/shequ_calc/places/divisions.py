"""The administrative divisions of China: names, codes, seats, and what lies in what.

The data lie beside this module in ``data/divisions.tsv`` (country, provinces, prefectures) and
``data/counties.tsv``; ``data/README.md`` tells their source, edition and limits. Nothing is read
on import, and the large county file only when a county is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..language import said

__all__ = [
    "LEVELS",
    "Division",
    "Row",
    "chain",
    "children",
    "contains",
    "counties_in",
    "division",
    "divisions",
    "known",
    "lines_of",
    "other_names",
    "path_name",
    "row_of",
    "rows_of",
    "seat_of",
    "table_of",
    "tables_of",
]

LEVELS = ("country", "province", "prefecture", "county")
COUNTRY = "000000"


class Division(NamedTuple):
    """One division: GB/T 2260 code, level, names, and the code of the place it is governed from.

    `level` is country, province, prefecture or county; `pinyin` has no tones, spaces or generic
    suffix (ü is v); `seat` is "" where there is none or it lies outside the list.
    """

    code: str
    level: str
    name: str
    pinyin: str
    english: str
    seat: str

    def label(self) -> str:
        """Its name in the language spoken."""
        return said(self.name, self.english)


# --- the data -----------------------------------------------------------------------------------


Row = tuple[Division, tuple[str, ...]]


@cache
def lines_of(table: str) -> list[str]:
    """The lines of a table, a division each; `table` names a file beside this module."""
    path = Path(__file__).with_name("data") / f"{table}.tsv"
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [line for line in lines if not line.startswith("#")][1:]


def row_of(line: str) -> Row:
    """The division on a line and the other names it is known by."""
    code, level, name, short, pinyin, english, seat, also = line.split("\t")[:8]
    names = (short, pinyin, english, *also.split(",")) if also else (short, pinyin, english)
    return Division(code, level, name, pinyin, english, seat), names


@cache
def rows_of(table: str) -> tuple[Row, ...]:
    """The divisions of a whole table, and the other names each is known by."""
    return tuple(row_of(line) for line in lines_of(table))


def other_names(d: Division) -> list[str]:
    """The names it is known by beside those of its own: everyday names, second spellings."""
    (line,) = (line for line in lines_of(table_of(d.code)) if line.startswith(d.code))
    return [name for name in line.split("\t")[7].split(",") if name]


def table_of(code: str) -> str:
    """The table in which a code stands, if it stands in any."""
    return "divisions" if code.endswith("00") else "counties"


@cache
def _line_by_code(table: str) -> dict[str, str]:
    return {line[:6]: line for line in lines_of(table)}


@cache
def known(code: str) -> Division | None:
    """The division with this six-digit code, None if there is none."""
    # Most runs ask about a few: these lines alone are taken apart.
    line = _line_by_code(table_of(code)).get(code)
    return row_of(line)[0] if line else None


def division(code: str) -> Division:
    """The division with this six-digit code. KeyError if there is none."""
    found = known(code)
    if found is None:
        raise KeyError(code)
    return found


def divisions(*levels: str) -> Iterator[Division]:
    """Every division of these levels, or of every level; in no order to rely on."""
    wanted = levels or LEVELS
    for table in tables_of(wanted):
        for d, _ in rows_of(table):
            if d.level in wanted:
                yield d


def tables_of(levels: Iterable[str]) -> list[str]:
    """The tables in which the divisions of some levels stand."""
    wanted = set(levels)
    return ["divisions"] * bool(wanted - {"county"}) + ["counties"] * ("county" in wanted)


# --- where a division lies ----------------------------------------------------------------------


def chain(d: Division) -> tuple[Division, ...]:
    """The division itself, then its prefecture, province and the country, those that exist."""
    codes = dict.fromkeys((d.code[:4] + "00", d.code[:2] + "0000", COUNTRY))
    return (d, *(outer for c in codes if c != d.code and (outer := known(c))))


def contains(outer: Division, inner: Division) -> bool:
    """Whether `inner` lies in `outer` or is the same."""
    return outer in chain(inner)


def children(d: Division) -> tuple[Division, ...]:
    """The divisions one step below, in order of code: under a province its prefectures and the
    county-level units it governs itself."""
    if d.level == "county":
        return ()
    if d.level == "prefecture":
        return counties_in(d)
    levels = ("province",) if d.level == "country" else ("prefecture", "county")
    stem = d.code[: 2 * LEVELS.index(d.level)]
    inside = (c for c in divisions(*levels) if c.code.startswith(stem))
    return tuple(sorted(c for c in inside if chain(c)[1:2] == (d,)))


@cache
def counties_in(city: Division) -> tuple[Division, ...]:
    """The county-level units of a prefecture or municipality, in order of code; of the large file
    that part alone is read."""
    stem = city.code[: 2 if city.code.endswith("0000") else 4].encode()
    content = Path(__file__).with_name("data").joinpath("counties.tsv").read_bytes()
    start, last = content.find(b"\n" + stem), content.rfind(b"\n" + stem)
    if start < 0:
        return ()
    lines = content[start + 1 : content.find(b"\n", last + 1)].decode().split("\n")
    return tuple(row_of(line)[0] for line in lines)


@cache
def _lines_by_seat() -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for line in lines_of("divisions"):
        if seat := line.split("\t", 7)[6]:
            lines.setdefault(seat, []).append(line)
    return lines


@cache
def seat_of(d: Division) -> tuple[Division, ...]:
    """The divisions whose government sits at `d`: for Kunming, Yunnan; () for most."""
    return tuple(row_of(line)[0] for line in _lines_by_seat().get(d.code, ()))


def path_name(d: Division) -> str:
    """Its name with those above it, the country left out: 云南省昆明市五华区."""
    path = [p.label() for p in chain(d) if p.code != COUNTRY or p is d]
    return said("".join(reversed(path)), ", ".join(path))
