"""A table that a person reads as a page of HTML: one file that asks nothing of any network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ...language import said
from .grid import Grid

__all__ = ["page_lines"]

_HERE = Path(__file__).parent


def page_lines(grid: Grid) -> Iterator[str]:
    """The lines of the page: the table sorts by its heads and is filtered by what is typed, prints
    on A4, and is legible in the dark and on a telephone. Whatever stands in ``grid`` stays text.

    Raises ValueError where the library that fills in the page is missing.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup
    except ModuleNotFoundError:
        raise ValueError(
            said(
                "写 html 需要 jinja2：pip install 'shequ-calc[report]'",
                "html needs jinja2: pip install 'shequ-calc[report]'",
            )
        ) from None
    css, script = ((_HERE / name).read_text("utf-8").strip() for name in ("page.css", "page.js"))
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("page.html.j2").render(
        grid=grid,
        columns=len(grid.own) + len(grid.heads),
        css=Markup(css),
        script=Markup(script),
        policy=_policy(css, script),
        words={
            "lang": said("zh-CN", "en"),
            "find": said("筛选", "filter"),
            "fault": said("无法计算：", "not answered: "),
            "subtotal": said("小计", "subtotal"),
            "total": said("合计", "total"),
        },
    )
    yield from page.split("\n")


def _policy(css: str, script: str) -> str:
    """What a browser lets the page do: its own style and script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
