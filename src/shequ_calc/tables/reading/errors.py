"""What can be wrong with a table as a whole; what is wrong with one row is said in its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...language import joined, said
from ...library.format.suggestions import nearest
from ...policy import InputSpec
from ...questions import AskError
from ...questions.called import inputs_called, nearest_inputs

__all__ = ["TableError", "no_sheet", "unknown_input"]


class TableError(AskError):
    """A table that cannot be read or written: the message says what was given and what is
    accepted."""


def unknown_input(option: str, name: str, specs: Mapping[str, InputSpec]) -> str:
    """The message about an option that names an input there is not, or one of several."""
    meant = inputs_called(name, specs)
    zh = f"可能是 {joined(meant)}" if meant else nearest_inputs(name, specs.values())
    en = f"it may be {joined(meant)}" if meant else nearest_inputs(name, specs.values())
    return said(
        f"{option}：没有名为 {name} 的输入项；{zh}",
        f"{option}: no input is called {name!r}; {en}",
    )


def no_sheet(sheet: str, names: Sequence[str]) -> str:
    """The message about a sheet, or a list of JSON, that there is not."""
    near, listed = nearest(sheet, names), ", ".join(names)
    hint = said(f"是否指“{near}”？", f"did you mean {near!r}? ") if near else ""
    return said(
        f"没有工作表“{sheet}”；{hint}有：{listed}", f"no sheet {sheet!r}; {hint}there is: {listed}"
    )
