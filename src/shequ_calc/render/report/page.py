"""A report as a page of HTML: one file that asks nothing of any network."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ...finding import Finding
from ...language import said
from ..charts.chart import Band, Bars, Chart
from ..charts.drawing import drawn_svg
from ..summary.grid import Grid, Section
from .report import Block, Report
from .unfolded import unfolded

__all__ = ["page_lines"]

_HERE = Path(__file__).parent


def page_lines(report: Report) -> Iterator[str]:
    """The lines of the page: tables sort by their heads and are filtered by what is typed, figures
    open into what they rest on; it prints on A4, and is legible in the dark and on a telephone.
    Whatever stands in ``report`` stays text.

    Raises ValueError where a library that the page needs is missing.
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
    opened = _Opened()

    def picture(chart: Chart) -> Markup:
        return Markup(drawn_svg(chart))

    page = environment.get_template("page.html.j2").render(
        report=report,
        kind=_kind,
        opens=opened.number,
        picture=picture,
        # What scripts read stays data: nothing in it may end the element that it stands in.
        opened=lambda: Markup(opened.data()),
        css=Markup(css),
        script=Markup(script),
        policy=_policy(css, script),
        words={
            "lang": said("zh-CN", "en"),
            "find": said("筛选", "filter"),
            "hint": said(
                "点一个数字，看它的依据；也可用方向键和回车",
                "click a figure to see what it rests on, or use the arrow keys and Enter",
            ),
            "fault": said("无法计算：", "not answered: "),
            "subtotal": said("小计", "subtotal"),
            "total": said("合计", "total"),
        },
    )
    yield from page.split("\n")


class _Opened:
    """What figures open into; each text is kept once."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._cells: dict[tuple[int, ...], int] = {}

    def number(self, finding: Finding) -> int:
        """The number of what a figure opens into."""
        lines = tuple(self._lines.setdefault(line, len(self._lines)) for line in unfolded(finding))
        return self._cells.setdefault(lines, len(self._cells))

    def data(self) -> str:
        """All of it, for the script of the page."""
        text = json.dumps(
            {"lines": list(self._lines), "cells": list(self._cells)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _kind(block: Block) -> str:
    match block:
        case Grid():
            return "grid"
        case Section():
            return "section"
        case Band() | Bars():
            return "chart"
    return "text"


def _policy(css: str, script: str) -> str:
    """What a browser lets the page do: its own style and script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
