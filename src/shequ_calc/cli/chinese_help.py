"""Help in Chinese: the parser's own words, and columns measured in terminal cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from ..render.wrap import cells, pad, wrap

__all__ = ["chinese_help"]

_HEADINGS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
_USAGE = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]…"}
_WORDS = {
    "Show this message and exit.": "显示这段说明",
    "Install completion for the current shell.": "为当前命令行安装自动补全",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示自动补全的脚本，供复制或修改"
    ),
    "[default: ": "[默认：",
    "[required]": "[必填]",
}


@contextmanager
def chinese_help() -> Iterator[None]:
    """Help that is asked for inside is in Chinese."""
    # The context of whichever parser this version of typer brings.
    context: Any = typer.Context.__mro__[1]
    before = context.formatter_class
    context.formatter_class = _formatter(before)
    try:
        yield
    finally:
        context.formatter_class = before


def _formatter(base: Any) -> Any:
    class Formatter(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
            words = (_USAGE.get(word, word) for word in args.split())
            super().write_usage(prog, " ".join(words), "用法：")

        def write_heading(self, heading: str) -> None:
            self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

        def write_text(self, text: str) -> None:
            indent = " " * self.current_indent
            for line in wrap(" ".join(text.split()), self.width - self.current_indent):
                self.write(f"{indent}{line}\n")

        def write_dl(
            self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
        ) -> None:
            rows = list(rows)
            indent = " " * self.current_indent
            first = min(max(cells(name) for name, _ in rows), col_max) + col_spacing
            for name, text in rows:
                lines = wrap(_in_chinese(text), max(self.width - self.current_indent - first, 10))
                beside = name
                if cells(name) > first - col_spacing:
                    self.write(f"{indent}{name}\n")
                    beside = ""
                for line in lines:
                    self.write(f"{indent}{pad(beside, first)}{line}".rstrip() + "\n")
                    beside = ""

    return Formatter


def _in_chinese(text: str) -> str:
    text = " ".join(text.split())
    for words, own in _WORDS.items():
        text = text.replace(words, own)
    return text
