"""Failures as messages: one line that says what was given, what is accepted, and where."""

from __future__ import annotations

import os
import sys

__all__ = ["UsageFault", "exit_for"]


class UsageFault(ValueError):
    """A wrong use of the command line; the message says what is accepted."""


def exit_for(err: Exception, lang: str) -> int:
    """Say what went wrong on stderr; the exit code of the contract."""
    from ..inputs import InputError
    from ..library.problems import PolicyProblems
    from ..place import PlaceError
    from ..questions import AskError, Nothing

    zh = lang == "zh"
    if type(err).__name__ == "Abort":
        return 130
    if hasattr(err, "format_message"):
        # The command-line parser's own errors, whichever version raises them.
        _say(_usage(err, zh))
        return 2
    if isinstance(err, PlaceError):
        _say(err.message(lang))
        return 2
    if isinstance(err, PolicyProblems):
        for problem in err.problems:
            _say(problem.text(lang))
        return 2
    if isinstance(err, (AskError, InputError, UsageFault)):
        _say(str(err))
        return 2
    if isinstance(err, Nothing):
        _say(str(err))
        return 3
    if isinstance(err, OSError):
        name = err.filename or ("标准输出" if zh else "standard output")
        reason = err.strerror or type(err).__name__
        _say(f"无法读写 {name}：{reason}" if zh else f"cannot read or write {name}: {reason}")
        return 2
    if os.environ.get("SHEQU_DEBUG") == "1":
        import traceback

        traceback.print_exception(err)
    words = f"{type(err).__name__}: {err}".splitlines()[0][:200]
    if zh:
        _say(f"程序有错（{words}）；请连同命令报告到项目的问题页（SHEQU_DEBUG=1 可显示详情）")
    else:
        _say(f"a bug ({words}); please report it, with the command, in the project's issue tracker")
    return 70


def _usage(err: Exception, zh: bool) -> str:
    message = str(err.format_message()).strip().rstrip("。.")  # type: ignore[attr-defined]
    path = getattr(getattr(err, "ctx", None), "command_path", "shequ")
    if zh:
        return f"{_in_chinese(err) or message}（{path} --help 列出用法）"
    return f"{message} (see {path} --help)"


def _in_chinese(err: Exception) -> str:
    """What the parser says most often, in Chinese; "" for the rest."""
    option = getattr(err, "option_name", "") or ""
    param = getattr(err, "param", None)
    match type(err).__name__:
        case "NoSuchOption":
            near = "、".join(getattr(err, "possibilities", None) or ())
            return f"没有选项 {option}" + (f"；是否指 {near}？" if near else "")
        case "BadOptionUsage":
            return f"选项 {option} 用法不对：后面要有一个值"
        case "MissingParameter":
            return f"缺少 {getattr(param, 'metavar', None) or getattr(param, 'name', '')}"
    return ""


def _say(text: str) -> None:
    print(f"shequ: {text}", file=sys.stderr)
