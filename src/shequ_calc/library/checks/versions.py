"""Dated versions of a rule: in order, and never two in force beyond what is imprecise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..format.source import Where
from ..shelf.law import first_day, last_day

__all__ = ["check_versions"]

Add = Callable[[Where, str, str], None]


def check_versions(versions: Sequence[Mapping[str, Any]], path: Where, add: Add) -> None:
    """Check the versions of a provision.

    Two may both be possible inside a year or month that the document leaves imprecise; two that
    are certainly in force on one day are a mistake.
    """
    for index, version in enumerate(versions):
        begins, ends = version.get("from"), version.get("until")
        if begins and ends and last_day(ends) < first_day(begins):
            add(
                (*path, index, "until"),
                f"截止 {ends} 早于起始 {begins}",
                f"it ends ({ends}) before it begins ({begins})",
            )
            return
        if index:
            _follow(versions[index - 1], version, (*path, index), add)


def _follow(before: Mapping[str, Any], version: Mapping[str, Any], path: Where, add: Add) -> None:
    began, ends, begins = before.get("from"), before.get("until"), version.get("from")
    if not begins:
        add(
            path,
            "后一个版本要写 from：从哪天起施行",
            "a later version needs from: the day it begins",
        )
    elif began and last_day(begins) < first_day(began):
        add(
            (*path, "from"),
            f"版本要按日期先后排列：{begins} 早于上一个版本的 {began}",
            f"versions stand in order of time: {begins} is before {began} of the one above",
        )
    elif not ends:
        add(
            (*path[:-1], path[-1] - 1) if isinstance(path[-1], int) else path,
            f"这个版本没有 until，会与 {begins} 起的版本重叠；请写 until: {begins}",
            f"this version has no until and overlaps the one from {begins}; write until: {begins}",
        )
    elif first_day(ends) >= last_day(begins):
        add(
            (*path, "from"),
            f"与上一个版本重叠：上一个到 {ends}，这一个从 {begins} 起；"
            "只有日期写得不确切的那一年或月可以重叠",
            f"overlaps the version before, which holds until {ends}, this one from {begins}; they "
            "may overlap only inside a year or month that the document leaves open",
        )
