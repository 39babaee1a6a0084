"""What is wrong with the name or the code of a place in a policy file."""

from __future__ import annotations

from ...language import in_both, joined
from ...places.place import UnknownPlace, division, look_up, path_name
from ...quantity import Label

__all__ = ["code_problem", "name_problem"]

_SHOWN = 4


def name_problem(text: str) -> Label | None:
    """Why ``text`` names no place, with the nearest ones; None if it names one."""
    try:
        look_up(text)
    except UnknownPlace as err:
        zh, en = _near(err)
        return Label(
            f"没有“{text}”这个地方；可写中文、拼音、英文或代码{f'；是否指 {zh}？' if zh else ''}",
            f"no place {text!r}; write it in Chinese, pinyin or English, or its code"
            f"{f'; did you mean {en}?' if en else ''}",
        )
    return None


def _near(err: UnknownPlace) -> Label:
    near = err.candidates[:_SHOWN]
    return in_both(lambda: joined([f"{place.code} {path_name(place)}" for place in near]))


def code_problem(code: str) -> Label | None:
    """Why a six-digit ``code`` is none of a place, with what is near; None if it is one."""
    try:
        division(code)
    except KeyError:
        try:
            look_up(code)
        except UnknownPlace as err:
            zh, en = _near(err)
            return Label(
                f"没有代码为 {code} 的地方{f'；它的前几位是 {zh}' if zh else ''}"
                "；shequ place 地名 可查代码",
                f"no place has the code {code}{f'; it begins like {en}' if en else ''}"
                "; shequ place NAME gives codes",
            )
    return None
