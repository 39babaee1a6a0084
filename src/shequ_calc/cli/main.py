"""The one door: commands by name, built only when asked for; every failure as one message.

Exit codes: 0 answered, 1 a check found something, 2 wrong usage or bad input, 3 nothing covers
the place or nothing could be decided, 70 a bug, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from ..language import Label, requested_lang, said, speak, spoken
from ..version import __version__

__all__ = ["COMMANDS", "run"]

COMMANDS = {
    "staffing": Label("社区可配多少人、多少网格", "how many people and grids a community may have"),
    "budget": Label(
        "社区一年应有多少经费，由谁承担", "what money a community is owed, and who pays"
    ),
    "salary": Label("社区工作者的薪酬", "what a community's workers are paid"),
    "check": Label(
        "核对实际情况是否符合规定", "whether real communities meet the rules, and by how much not"
    ),
    "report": Label("把台账写成一份报告", "a ledger as a report to be handed on"),
    "compare": Label("几个地方并列", "places side by side, by what their rules are about"),
    "explain": Label("一条规定怎样算出结果", "how a provision arrives at its result"),
    "columns": Label("一张表怎样读", "how a table is understood"),
    "template": Label("生成空白台账", "an empty table of communities to fill in"),
    "policy": Label("查看和检查政策文件", "list, show and test the policies"),
    "place": Label("查找地方及其代码、驻地", "look up a place: code, seat, policies"),
}


_DASHES = "-－—–−‐‑"
_HELP = frozenset(("-h", "--help"))


class _LazyGroup(TyperGroup):
    """A group that imports and builds only the command that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{cmd_name}", __package__)
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from .failures import UsageFault, no_command

            raise UsageFault(no_command(args[0], list(COMMANDS)))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(said("命令", "Commands")):
            formatter.write_dl([(name, label.said()) for name, label in COMMANDS.items()])


def _as_text(argument: str) -> str:
    """``argument`` as the text it was typed as, where the locale could not read its bytes."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        content = os.fsencode(argument)
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return content.decode("gb18030", "replace")
    return argument


def _check_dashes(arguments: Sequence[str]) -> None:
    """Raises UsageFault for an option whose dashes a keyboard or a word processor made others."""
    for at, typed in enumerate(arguments):
        alone = typed.strip("-") and not typed.strip(_DASHES)
        argument = " ".join(arguments[at : at + 2]) if alone else typed
        bare = argument.lstrip(_DASHES + " " if alone else _DASHES)
        begins = argument[: len(argument) - len(bare)]
        if begins.strip("-") and bare[:1].isascii() and bare[:1].isalpha():
            from .failures import UsageFault

            right = f"{'-' if len(bare) == 1 else '--'}{bare}"
            raise UsageFault(
                said(
                    f"“{argument}”开头不是半角的减号；请写成 {right}",
                    f"{argument!r} does not begin with plain hyphens; write {right}",
                )
            )


def _version(value: bool) -> None:
    if value:
        typer.echo(f"shequ {__version__}")
        raise typer.Exit


def _group() -> Any:
    app = typer.Typer(
        cls=_LazyGroup,
        name="shequ",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=(
            said(
                "按各地文件计算社区的人员、经费和薪酬。结果是区间，并注明效力、依据和出处。",
                "Compute a community's staff, money and pay from the documents that govern it. "
                "Results are ranges that say what force and basis they have, and where they stand.",
            )
        ),
    )

    @app.callback()
    def shequ(
        version: bool = typer.Option(
            False,
            "--version",
            callback=_version,
            is_eager=True,
            help=said("显示版本", "Show the version."),
        ),
        lang: str = typer.Option(
            "",
            "--lang",
            metavar="zh|en",
            show_default=False,
            help=said("语言：zh 或 en", "Language: zh or en."),
        ),
    ) -> None:
        # Languages are chosen before anything is parsed: help and errors speak them, too.
        if lang not in ("", "zh", "en"):
            from .failures import lang_fault

            raise lang_fault(lang)

    return typer.main.get_command(app)


def _parsed(arguments: Sequence[str]) -> Any:
    """What the command line gives; help is in Chinese where that is the language."""

    def main() -> Any:
        return _group().main(args=list(arguments), prog_name="shequ", standalone_mode=False)

    # A command with nothing behind it may be a group, which shows its help.
    if spoken() == "zh" and (len(arguments) < 2 or not _HELP.isdisjoint(arguments)):
        from .chinese_help import chinese_help

        with chinese_help():
            return main()
    return main()


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code. Nothing a user can type shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    arguments = [_as_text(argument) for argument in arguments]
    speak(requested_lang(arguments))
    try:
        _check_dashes(arguments)
        code = _parsed(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # Whoever read us has gone, which the parser makes an exit of its own: leave quietly, and
        # keep the interpreter from writing again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, EOFError):
        return 130
    except Exception as err:
        from .failures import exit_for

        return exit_for(err)
    return code if isinstance(code, int) else 0
