"""What can be wrong with a table as a whole; what is wrong with one row is said in its row."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import said
from ...library.format.suggestions import nearest
from ...questions import AskError

__all__ = ["TableError", "no_sheet", "unknown_input"]


class TableError(AskError):
    """A table that cannot be read or written: the message says what was given and what is
    accepted."""


def unknown_input(option: str, name: str, known: Sequence[str]) -> str:
    """The message about an option that names an input there is not."""
    near, listed = nearest(name, known), ", ".join(known)
    hint = said(f"是否指 {near}？", f"did you mean {near}? ") if near else ""
    return said(
        f"{option}：没有名为 {name} 的输入项；{hint}可用：{listed}",
        f"{option}: no input is called {name!r}; {hint}accepted: {listed}",
    )


def no_sheet(sheet: str, names: Sequence[str]) -> str:
    """The message about a sheet, or a list of JSON, that there is not."""
    near, listed = nearest(sheet, names), ", ".join(names)
    hint = said(f"是否指“{near}”？", f"did you mean {near!r}? ") if near else ""
    return said(
        f"没有工作表“{sheet}”；{hint}有：{listed}", f"no sheet {sheet!r}; {hint}there is: {listed}"
    )
