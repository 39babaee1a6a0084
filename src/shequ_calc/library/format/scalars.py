"""Scalars of a policy file: ids, exact figures, dates and texts, and the ground of all models.

All scalars arrive as text, so that YAML never turns a code into a number or ``no`` into false.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from ...quantity import CURRENCY, Label, NumberError, exact, number_text, parse_amount

__all__ = [
    "Date",
    "End",
    "Figure",
    "FullDate",
    "Id",
    "Model",
    "Reference",
    "Scalar",
    "Text",
    "Words",
    "Wrong",
]

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_POWER = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})")
_SUFFIXES = ("人", "名", "户", "元", "个", "级", "年", "月", "岁", "周岁", "学时", "项", "次")


class Wrong(ValueError):
    """A value that the format does not take; ``label`` says why and what it takes."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.label = Label(zh, en)


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        zh, en = _id_like(text)
        raise Wrong(
            f"{text!r} 不能作标识：用小写字母、数字和连字符，以字母开头{zh}",
            f"{text!r} is no id: lower-case letters, digits, hyphens, a letter first{en}",
        )
    return text


def _id_like(text: str) -> tuple[str, str]:
    likely = re.sub(r"[\s_]+", "-", text.strip().lower())
    return (f"；可写 {likely}", f"; write {likely}") if _ID.fullmatch(likely) else ("", "")


def _figure(text: str) -> str:
    if re.fullmatch(r"[+-]?0[0-9]+", text.strip()):
        bare = text.strip().lstrip("+-0") or "0"
        raise Wrong(f"{text} 以 0 开头；请写 {bare}", f"{text} begins with 0; write {bare}")
    try:
        value = exact(text)
    except NumberError as err:
        zh, en = _plainly(text)
        divides = "divides by zero" in str(err)
        raise Wrong(
            f"{text!r} 除以零" if divides else f"{text!r} 不是数；请写 5、1.2、70% 或 7/10{zh}",
            str(err) if divides else f"{text!r} is not a number; write 5, 1.2, 70% or 7/10{en}",
        ) from None
    if value < 0:
        raise Wrong(f"{text} 小于零；数都不小于零", f"{text} is below zero; no figure is")
    return text.strip()


def _plainly(text: str) -> tuple[str, str]:
    """What a number written another way (1e3, 1,000, 5万元, ¥500) most likely means."""
    power = _POWER.fullmatch(text.strip())
    try:
        value = (
            exact(power[1]) * 10 ** int(power[2])
            if power
            else parse_amount(text, _SUFFIXES, CURRENCY)
        )
    except NumberError:
        return "", ""
    return f"；这里可写 {number_text(value)}", f"; here: {number_text(value)}"


def _end(text: str) -> str:
    return text if text == "none" else _figure(text)


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise Wrong(
            f"{text!r} 不是日期；请写 2020、2020-04 或 2020-04-30",
            f"{text!r} is no date; write 2020, 2020-04 or 2020-04-30",
        )
    try:
        datetime.date.fromisoformat(
            (text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10]
        )
    except ValueError:
        raise Wrong(
            f"{text} 不是日历上的日期；请写 2020、2020-04 或 2020-04-30",
            f"{text} is no day of the calendar; write 2020, 2020-04 or 2020-04-30",
        ) from None
    return text


def _full_date(text: str) -> str:
    if len(text) != 10:
        raise Wrong(
            f"{text!r} 不是完整的日期；请写 2020-04-30",
            f"{text!r} is no full date; write 2020-04-30",
        )
    return text


def _scalar(text: str) -> str:
    if _DATE.fullmatch(text) and len(text) == 10:
        raise Wrong(
            f"{text} 是日期；请写 {{date: {text}}}", f"{text} is a day; write {{date: {text}}}"
        )
    if text[:1].isdigit() or text[:1] in "+-.￥¥":
        return _figure(text)
    if not _ID.fullmatch(text):
        zh, en = _id_like(text)
        raise Wrong(
            f"{text!r} 既不是数（5、1.2、70%、7/10），也不是输入项的标识{zh}",
            f"{text!r} is neither a number (5, 1.2, 70%, 7/10) nor the id of an input{en}",
        )
    return text


Id = Annotated[str, AfterValidator(_identifier)]
Figure = Annotated[
    str,
    AfterValidator(_figure),
    Field(description="an exact number: 5, 1.2, 70% or 7/10"),
]
End = Annotated[
    str, AfterValidator(_end), Field(description="an exact number, or none for an open end")
]
Date = Annotated[str, AfterValidator(_date), Field(description="2020, 2020-04 or 2020-04-30")]
FullDate = Annotated[str, AfterValidator(_date), AfterValidator(_full_date)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Reference = Annotated[
    str,
    StringConstraints(pattern=r"^([a-z][a-z0-9-]*/)?[a-z][a-z0-9-]*$"),
    Field(description="a provision: its id, or policy/id for one of another file"),
]


class Model(BaseModel):
    """The ground of all models: unknown keys are errors, keys are written with hyphens."""

    # Built once, with the file that holds them all: building each model by itself costs 0.2 s.
    model_config = ConfigDict(
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        frozen=True,
        defer_build=True,
    )


class Words(Model):
    """A text in Chinese and English."""

    zh: Text
    en: Text


Scalar = Annotated[
    str, AfterValidator(_scalar), Field(description="a number, or the id of an input")
]
