"""Running the program as a user does, inside this process."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from unittest.mock import patch

from shequ_calc.cli.main import run
from shequ_calc.language import speaking

__all__ = ["Result", "in_lang", "shequ"]

T = TypeVar("T")


def in_lang(lang: str, say: Callable[..., T], *arguments: object) -> T:
    """What ``say(*arguments)`` gives where ``lang`` is spoken."""
    with speaking(lang):
        return say(*arguments)


@dataclass(frozen=True)
class Result:
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def shequ(*arguments: str, stdin: bytes = b"", columns: int = 100, **environ: str) -> Result:
    """The result of ``shequ *arguments`` in a pipe, in English unless asked otherwise."""
    out, err = _Stream(), _Stream()
    usual = dict.fromkeys(("POLICIES", "LANG", "PROVINCE", "CITY", "COUNTY"), "")
    ours = {f"SHEQU_{name}": text for name, text in usual.items()}
    env = {"LC_ALL": "C.UTF-8", "COLUMNS": str(columns), **ours, **environ}
    fed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with (
        patch.dict(os.environ, env),
        patch("sys.stdin", fed),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        # A process speaks one language; here the next run may speak another.
        speaking("en"),
    ):
        code = run(list(arguments))
    return Result(code, out.text(), err.text())
