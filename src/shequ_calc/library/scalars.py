"""Scalars of a policy file: ids, exact figures, dates and texts, and the ground of all models.

All scalars arrive as text, so that YAML never turns a code into a number or ``no`` into false.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from ..quantity import NumberError, exact

__all__ = ["Date", "Figure", "FullDate", "Id", "Model", "Reference", "Scalar", "Text", "Words"]

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _identifier(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(
            "write an id: lower-case letters, digits and hyphens, beginning with a letter"
        )
    return text


def _figure(text: str) -> str:
    if re.fullmatch(r"[+-]?0\d+", text.strip()):
        raise ValueError(f"{text} begins with 0: write the number without it")
    try:
        value = exact(text)
    except NumberError as err:
        raise ValueError(str(err)) from None
    if value < 0:
        raise ValueError(f"{text} is below zero")
    return text.strip()


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is no date; write 2020, 2020-04 or 2020-04-30")
    try:
        datetime.date.fromisoformat(
            (text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10]
        )
    except ValueError:
        raise ValueError(
            f"{text} is no day of the calendar; write 2020, 2020-04 or 2020-04-30"
        ) from None
    return text


def _full_date(text: str) -> str:
    if len(text) != 10:
        raise ValueError(f"{text!r} is no full date; write 2020-04-30")
    return text


def _scalar(text: str) -> str:
    if text[:1].isdigit() or text[:1] in "+-.":
        return _figure(text)
    if not _ID.fullmatch(text):
        raise ValueError(f"{text!r} is neither a number (5, 1.2, 70%, 7/10) nor the id of an input")
    return text


Id = Annotated[str, AfterValidator(_identifier)]
Figure = Annotated[
    str,
    AfterValidator(_figure),
    Field(description="an exact number: 5, 1.2, 70% or 7/10"),
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

    model_config = ConfigDict(
        extra="forbid", alias_generator=lambda name: name.rstrip("_").replace("_", "-"), frozen=True
    )


class Words(Model):
    """A text in Chinese and English."""

    zh: Text
    en: Text


Scalar = Annotated[
    str, AfterValidator(_scalar), Field(description="a number, or the id of an input")
]
