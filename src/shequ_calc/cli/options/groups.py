"""Commands whose parameters are groups of options.

A parser reads a command's options off the signature of a function, one parameter an option. Here
they are grouped: a :class:`Group` is written once and used by every command that takes it; the
parser is shown the single options, and the function gets the groups back whole.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeAlias, get_args

import typer

from ...language import said
from ...record import Record

__all__ = ["Group", "Text", "Texts", "added", "command", "expanded", "option", "parameter"]

Text: TypeAlias = str | None
Texts: TypeAlias = list[str] | None


class Group(Record):
    """Options that belong together, as they were typed: each field is one, annotated as the
    parser wants it. ``Annotated[GROUP, NAME]`` leaves out the field of that name."""

    @classmethod
    def parameters(cls, *without: str) -> list[inspect.Parameter]:
        """The options as parameters of a command."""
        return [
            parameter(name, annotation, cls._defaults[name])
            for name, annotation in cls.__annotations__.items()
            if name not in without
        ]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Group:
        """The group of the values that the parser found, by the names of the parameters."""
        return cls(**values)


def option(*names: str, zh: str, en: str, metavar: str | None = None) -> typer.models.OptionInfo:
    """An option with its help in the language spoken."""
    made = typer.Option(*names, help=said(zh, en), show_default=False, metavar=metavar)
    assert isinstance(made, typer.models.OptionInfo)
    return made


def parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    """One option of a command; ``annotation`` is as the parser wants it."""
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def expanded(function: Callable[..., None]) -> Callable[..., None]:
    """``function`` as the parser takes it: its groups are single options, in their order."""
    single: list[inspect.Parameter] = []
    groups: dict[str, tuple[type[Group], list[str]]] = {}
    for own in inspect.signature(function).parameters.values():
        kind, *words = get_args(own.annotation) or (own.annotation,)
        if not (isinstance(kind, type) and issubclass(kind, Group)):
            single.append(own.replace(kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        options = kind.parameters(*words)
        groups[own.name] = kind, [option.name for option in options]
        single += options

    @wraps(function)
    def run(**values: Any) -> None:
        whole = {
            name: kind.of({option: values.pop(option) for option in options})
            for name, (kind, options) in groups.items()
        }
        function(**values, **whole)

    run.__signature__ = inspect.Signature(single)  # type: ignore[attr-defined]
    run.__annotations__ = {option.name: option.annotation for option in single}
    del run.__wrapped__
    return run


def added(app: typer.Typer, name: str, zh: str, en: str) -> Callable[..., object]:
    """The decorator that makes a function, its groups expanded, a command of ``app``."""
    settings = {"help_option_names": ["-h", "--help"]}
    made = app.command(name, help=said(zh, en), context_settings=settings)
    return lambda function: made(expanded(function))


def command(name: str, zh: str, en: str) -> tuple[typer.Typer, Callable[..., object]]:
    """An app with one command, and the decorator that makes a function that command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    return app, added(app, name, zh, en)
