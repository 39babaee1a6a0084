"""The formats of the commands that print text to be read, and JSON when asked."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from ..language import said
from .failures import UsageFault

__all__ = ["TextFormat", "as_json"]

TextFormat: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="FORMAT",
        show_default=False,
        help=said("输出格式：json；不写则为文字", "Output: json; text without it"),
    ),
]


def as_json(format_: str | None) -> bool:
    """Whether JSON is asked for; ``table`` is the text. Raises UsageFault for other formats."""
    if format_ in (None, "table"):
        return False
    if format_ == "json":
        return True
    raise UsageFault(
        said(
            f"-f 不能是“{format_}”；这里可用：json（不写 -f 则为文字）",
            f"-f cannot be {format_!r}; accepted here: json (text without -f)",
        )
    )
