"""What names and codes that are none of today's stand for, and what is to be said of it.

Former divisions (``data/former.tsv``), development zones (:mod:`.zones`), middle levels of
statistics, and codes that a spreadsheet has cut. Only read where today's divisions have no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from ..language import joined, said
from .divisions import Division, division, known, lines_of, path_name, row_of
from .names import code_of, match
from .path import along, stem_of

__all__ = ["Former", "Stand", "former_names", "former_of", "stands_for"]

Fits = Callable[[Division], bool]
_TABLES = ("divisions", "counties", "former")
_CUT = re.compile(r"\s*(\d)(?:\.(\d*))?[eEｅＥ][+＋]?(\d+)\s*")


class Former(NamedTuple):
    """A division that is no more, or no more under this name and code.

    `became` are the divisions of today its area lies in; `how` is renamed, merged or split;
    `ended` the day of the approval, or its year where the day is not known.
    """

    division: Division
    became: tuple[Division, ...]
    how: str
    ended: str
    document: str


class Stand(NamedTuple):
    """The divisions of today that something else stands for, and the sentence that says so."""

    divisions: tuple[Division, ...]
    remark: str


@cache
def former_of() -> dict[Division, Former]:
    """Every former division since 2000, by the division it was."""
    found = {}
    for line in lines_of("former"):
        became, how, ended, document = line.split("\t")[8:]
        was, _ = row_of(line)
        now = tuple(map(division, became.split(",")))
        found[was] = Former(was, now, how, ended, document)
    return found


def former_names(d: Division) -> list[Former]:
    """The former divisions whose area lies in `d` or in a part of it, the latest first."""
    found = [one for one in former_of().values() if d in one.became]
    return sorted(found, key=lambda one: one.ended, reverse=True)


def stands_for(text: str, fits: Fits, within: Division | None) -> list[Stand]:
    """What a text that names no division of today stands for; [] for nothing.

    `fits` says of a division, today's or former, whether it is of the level asked for.
    """
    if cut := _CUT.fullmatch(text):
        return _restored(text, cut, fits, within)
    if (code := code_of(text)) and (middle := _middle(code)) and _inside(middle, within):
        name = path_name(middle)
        return [Stand((middle,), said(
            f"“{text}”是统计用的中间层级（市辖区等），按{name}计算",
            f"“{text}” is a middle level of statistics, no division; taken as {name}",
        ))]  # fmt: skip
    if found := _former(text, code, fits, within):
        return found
    from .zones import zones_for

    return [Stand(*zone) for zone in zones_for(text, code, within)]


def _restored(text: str, cut: re.Match[str], fits: Fits, within: Division | None) -> list[Stand]:
    """The county of a code of a street or community that a spreadsheet shows as 2.20104E+11."""
    digits, size = cut[1] + (cut[2] or ""), int(cut[3]) + 1
    if size not in (6, 9, 12) or not 6 <= len(digits) <= size:
        return []
    d = known(digits[:6])
    if d is None or not fits(d) or not _inside(d, within):
        return []
    name = _coded(d)
    return [Stand((d,), said(
        f"“{text}”是电子表格缩写过的代码，按前六位{name}计算；请把这一栏设为文本，重填代码",
        f"“{text}” is a code cut by a spreadsheet; taken as {name} by its first six digits; "
        "format the column as text and fill in the codes again",
    ))]  # fmt: skip


def _middle(code: str) -> Division | None:
    """The division whose statistical middle level a code is: 220101 of 220100, 110100 of 110000."""
    if len(code) != 6 or known(code):
        return None
    if code.endswith("01"):
        return known(code[:4] + "00")
    return known(code[:2] + "0000") if code[2:] in ("0100", "0200", "9000") else None


def _former(text: str, code: str, fits: Fits, within: Division | None) -> list[Stand]:
    formers = former_of()

    def keep(d: Division) -> bool:
        now = formers[d].became if d in formers else (d,)
        place = _inside(d, within) or all(_inside(one, within) for one in now)
        return place and (fits(d) or all(map(fits, now)))

    if code:
        found = tuple(d for d in formers if d.code == code and keep(d))
    else:
        found = match(text, ("former",), keep) or along(match, text, _TABLES, keep)
    stands: dict[tuple[Division, ...], Former | None] = {}
    for d in found:
        one = formers.get(d)
        now = one.became if one else (d,)
        last = stands.get(now)
        if last is None or (one and one.ended > last.ended):
            stands[now] = one
    return [Stand(now, _remark(text, now, one)) for now, one in stands.items()]


def _remark(text: str, now: tuple[Division, ...], one: Former | None) -> str:
    names = joined([_coded(d) for d in now])
    if one is None:
        return said(f"“{text}”是旧名，按{names}计算", f"“{text}” is a former name of {names}")
    verb = {
        "renamed": ("改为", "became"),
        "merged": ("并入", "was merged into"),
        "split": ("撤销，分属", "was split between"),
    }[one.how]
    was = one.division
    by = said(f"（{one.document}）", f" ({one.document})") if one.document else ""
    return said(
        f"{was.name}（{was.code}）已于{one.ended}{by}{verb[0]}{names}",
        f"{was.english} ({was.code}) {verb[1]} {names} on {one.ended}{by}"
        if len(one.ended) > 4
        else f"{was.english} ({was.code}) {verb[1]} {names} in {one.ended}{by}",
    )


def _coded(d: Division) -> str:
    name = path_name(d)
    return said(f"{name}（{d.code}）", f"{name} ({d.code})")


def _inside(d: Division, within: Division | None) -> bool:
    return within is None or d.code.startswith(stem_of(within))
