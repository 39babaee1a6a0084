"""Failures as messages: one line that says what was given, what is accepted, and where."""

from __future__ import annotations

import errno
import os
import re
import sys

from ..language import said

__all__ = ["UsageFault", "exit_for", "lang_fault", "no_command"]


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经有了",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "只读，不能写入",
    errno.ENAMETOOLONG: "名称过长",
}


class UsageFault(ValueError):
    """A wrong use of the command line; the message says what is accepted."""


def lang_fault(lang: str) -> UsageFault:
    """What to say of a language that is not spoken, with the nearest that is."""
    word = lang.casefold()
    zh = word.startswith(("zh", "ch", "cn", "中", "汉", "简"))
    near = "zh" if zh else "en" if word.startswith(("en", "英")) else ""
    hint = said(f"；是否指 {near}？", f"; did you mean {near}?") if near else ""
    return UsageFault(
        said(
            f"--lang 不能是“{lang}”；可用：zh, en{hint}",
            f"--lang cannot be {lang!r}; accepted: zh, en{hint}",
        )
    )


def exit_for(err: Exception) -> int:
    """Say what went wrong on stderr; the exit code of the contract."""
    from ..inputs import InputError
    from ..library.format.problems import PolicyProblems
    from ..places.place import PlaceError
    from ..questions import AskError, Nothing

    if type(err).__name__ == "Abort":
        return 130
    if type(err).__name__ == "NoArgsIsHelpError":
        print(err.format_message(), file=sys.stderr)  # type: ignore[attr-defined]
        return 2
    if hasattr(err, "format_message"):
        # The command-line parser's own errors, whichever version raises them.
        _say(_usage(err))
        return 2
    if isinstance(err, PlaceError):
        _say(str(err))
        return 2
    if isinstance(err, PolicyProblems):
        for problem in err.problems:
            _say(problem.text())
        return 2
    if isinstance(err, (AskError, InputError, UsageFault)):
        _say(str(err))
        return 2
    if isinstance(err, Nothing):
        _say(str(err))
        return 3
    if isinstance(err, OSError):
        name = err.filename or (said("标准输出", "standard output"))
        reason = err.strerror or type(err).__name__
        reason = said(_REASONS.get(err.errno or 0, reason), reason)
        _say(said(f"无法读写 {name}：{reason}", f"cannot read or write {name}: {reason}"))
        return 2
    if os.environ.get("SHEQU_DEBUG") == "1":
        import traceback

        traceback.print_exception(err)
    words = f"{type(err).__name__}: {err}".splitlines()[0][:200]
    _say(
        said(
            f"程序有错（{words}）；请连同命令报告到项目的问题页（SHEQU_DEBUG=1 可显示详情）",
            f"a bug ({words}); please report it, with the command, in the project's issue tracker",
        )
    )
    return 70


def _usage(err: Exception) -> str:
    message = str(err.format_message()).strip().rstrip("。.")  # type: ignore[attr-defined]
    path = getattr(getattr(err, "ctx", None), "command_path", "shequ")
    own = _own_words(err, message)
    return said(
        f"{own or _in_chinese(err) or message}（{path} --help 列出用法）",
        f"{own or message} (see {path} --help)",
    )


def _own_words(err: Exception, message: str) -> str:
    """What the parser says without the nearest right thing; "" for the rest."""
    context = getattr(err, "ctx", None)
    if found := re.search(r"No such command '([^']*)'", message):
        names = list(context.command.list_commands(context)) if context else []
        return no_command(found[1], names)
    if message.startswith("Missing command"):
        names = list(context.command.list_commands(context)) if context else []
        listed = ", ".join(names)
        return said(f"缺少命令；可用：{listed}", f"a command is missing; accepted: {listed}")
    if found := re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", message):
        if name := _swallower(context):
            return said(f"选项 {name} 后面没有值", f"the option {name} has no value after it")
        return said(
            f"多出来的参数：{found[1]}；带空格的值要加引号",
            f"more was given than is accepted: {found[1]}; a value with spaces needs quotes",
        )
    return ""


def no_command(name: str, names: list[str]) -> str:
    """What to say of a command that there is not, with the nearest that there is."""
    from difflib import get_close_matches

    near, listed = get_close_matches(name, names, 1, 0.5), ", ".join(names)
    hint = said(f"是否指 {near[0]}？", f"did you mean {near[0]}? ") if near else ""
    return said(
        f"没有命令 {name}；{hint}可用：{listed}", f"no command {name!r}; {hint}accepted: {listed}"
    )


def _swallower(context: object) -> str:
    """The option that took the next option for its value, so that the rest was left over."""
    params = getattr(getattr(context, "command", None), "params", ())
    names = {name for param in params for name in param.opts}
    given = getattr(context, "params", {})
    for param in params:
        values = given.get(param.name)
        for value in values if isinstance(values, (list, tuple)) else (values,):
            if isinstance(value, str) and value in names:
                return str(param.opts[-1])
    return ""


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
