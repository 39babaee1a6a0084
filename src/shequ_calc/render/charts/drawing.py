"""Charts drawn by Vega: as SVG whose texts are texts, in the reader's own type, or as PNG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ...language import said
from ..wrap import clean
from .chart import Band, Bars, Chart, Dot

__all__ = ["drawn_png", "drawn_svg"]

_WIDTH, _HEIGHT, _BAR = 620, 300, 26
_NAMED = 15  # dots that still have room for their names
_MOST = 1_000  # dots that can still be told apart
_FIRST, _SECOND, _INK = "#2f6db3", "#c4722b", "#000000"
_FONT = "FangSong_GB2312, FangSong, Noto Serif CJK SC, Songti SC, SimSun, serif"
_RESOLUTION = 200  # dots an inch, for paper


def drawn_svg(chart: Chart) -> str:
    """The chart as an SVG element that takes the colour of the text around it. Raises ValueError
    where the library that draws is missing."""
    font = "inherit"
    drawn = _library().vegalite_to_svg(_spec(chart, ink="currentColor", ground=None, font=font))
    # In a page, an element tells by its name what it is.
    return re.sub(r' xmlns(:xlink)?="[^"]*"', "", drawn, count=2)


def drawn_png(chart: Chart) -> tuple[bytes, str]:
    """The chart in black on white for paper, as PNG and as SVG. Raises ValueError where the library
    that draws is missing."""
    spec = _spec(chart, ink=_INK, ground="white", font=_FONT)
    library = _library()
    return library.vegalite_to_png(spec, ppi=_RESOLUTION), library.vegalite_to_svg(spec)


def _library() -> Any:
    try:
        import vl_convert
    except ModuleNotFoundError:
        raise ValueError(
            said(
                "画图需要 vl-convert-python：pip install 'shequ-calc[report]'",
                "charts need vl-convert-python: pip install 'shequ-calc[report]'",
            )
        ) from None
    return vl_convert


def _spec(chart: Chart, *, ink: str, ground: str | None, font: str) -> dict[str, Any]:
    """The chart in the words of Vega-Lite 5."""
    text = {"labelColor": ink, "titleColor": ink, "labelFontSize": 12, "titleFontSize": 12}
    axis = {**text, "domainColor": ink, "tickColor": ink, "gridColor": ink, "gridOpacity": 0.15}
    config = {
        "font": font,
        "axis": {**axis, "labelLimit": 260, "titleFontWeight": "normal"},
        "legend": {**text, "orient": "bottom", "title": None, "labelLimit": 400},
        "title": {"color": ink, "fontSize": 14, "anchor": "start"},
        "text": {"color": ink, "fontSize": 12},
        "view": {"stroke": None},
    }
    body = _band(chart, ink) if isinstance(chart, Band) else _bars(chart)
    made: dict[str, Any] = _printable(
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": chart.title,
            "background": ground,
            "width": _WIDTH,
            "config": config,
            **body,
        }
    )
    return made


def _printable(value: Any) -> Any:
    """The same with texts that XML may have: any others end the whole process."""
    match value:
        case dict():
            return {key: _printable(one) for key, one in value.items()}
        case list() | tuple():
            return [_printable(one) for one in value]
        case str():
            return clean(value)
    return value


def _band(chart: Band, ink: str) -> dict[str, Any]:
    x = {"field": "x", "type": "quantitative", "title": chart.x, "axis": {"format": ",~f"}}
    y = {"type": "quantitative", "title": chart.y, "axis": {"format": ",~f"}}
    rule, here, there = (
        said("规定", "the rule"), said("各社区", "communities"), said("实有", "there is")
    )  # fmt: skip
    names = [rule] * bool(chart.line) + [here] * bool(chart.dots)
    names += [there] * any(dot.actual is not None for dot in chart.dots)
    colours = {rule: _FIRST, here: ink, there: _SECOND}
    colour = {
        "type": "nominal",
        "scale": {"domain": names, "range": [colours[name] for name in names]},
        "legend": {"symbolType": "square"} if len(names) > 1 else None,
    }
    layers: list[dict[str, Any]] = []

    def layer(mark: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], **more: Any) -> None:
        values = list(rows)
        if values:
            encoding = {"x": x, "color": {"field": "k", **colour}, **more}
            layers.append({"data": {"values": values}, "mark": mark, "encoding": encoding})

    line = [{"x": _n(p.x), "l": _n(p.low), "h": _n(p.high), "k": rule} for p in chart.line]
    both = [row for row in line if row["l"] is not None and row["h"] is not None]
    if both:
        layer(
            {"type": "area", "interpolate": "step-after", "opacity": 0.3},
            both, y={"field": "l", **y}, y2={"field": "h"},
        )  # fmt: skip
    for end in ("l", "h"):
        known = [row for row in line if row[end] is not None]
        layer({"type": "line", "interpolate": "step-after"}, known, y={"field": end, **y})
    dots = _spread(chart.dots)
    rows = [
        {"x": _n(dot.x), "l": _n(dot.low), "h": _n(dot.high), "k": here, "n": dot.name}
        for dot in dots
    ]
    spans = [row for row in rows if row["l"] is not None and row["h"] is not None]
    layer({"type": "rule", "opacity": 0.6}, spans, y={"field": "l", **y}, y2={"field": "h"})
    for end in ("l", "h"):
        known = [row for row in rows if row[end] is not None]
        layer({"type": "tick", "orient": "horizontal", "size": 8}, known, y={"field": end, **y})
    actual = [
        {"x": _n(dot.x), "a": _n(dot.actual), "k": there} for dot in dots if dot.actual is not None
    ]
    layer({"type": "point", "filled": True, "size": 45}, actual, y={"field": "a", **y})
    if len(rows) <= _NAMED:
        named = [{**row, "t": row["h"] if row["h"] is not None else row["l"]} for row in rows]
        named = [row for row in named if row["t"] is not None]
        if named:
            mark = {"type": "text", "align": "left", "dx": 4, "dy": -8, "fontSize": 11}
            encoding = {"x": x, "y": {"field": "t", **y}, "text": {"field": "n"}}
            layers.append({"data": {"values": named}, "mark": mark, "encoding": encoding})
    return {"height": _HEIGHT, "layer": layers}


def _bars(chart: Bars) -> dict[str, Any]:
    rows = [
        {"y": bar.label, "v": _n(value), "k": part, "at": place}
        for place, bar in enumerate(chart.bars)
        for part, value in zip(chart.parts, bar.values, strict=True)
    ]
    order = [bar.label for bar in chart.bars]
    ends = [{"y": bar.label, "v": _n(sum(bar.values)), "t": bar.text} for bar in chart.bars]
    y: dict[str, Any] = {"field": "y", "type": "nominal", "sort": order, "title": None}
    most = max((sum(bar.values) for bar in chart.bars), default=Fraction(0))
    x = {
        "field": "v",
        "type": "quantitative",
        "title": chart.x,
        "axis": {"format": ",~f", "tickCount": 5},
        # The text behind the longest bar needs room, too.
        "scale": {"domainMax": _n(most * 13 / 10) if most else 1},
    }
    several = len(chart.parts) > 1
    scale = {"domain": list(chart.parts), "range": [_FIRST, _SECOND][: len(chart.parts)]}
    colour: dict[str, Any] = {"field": "k", "type": "nominal", "scale": scale}
    colour |= {} if several else {"legend": None}
    layers = [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "opacity": 0.8},
            "encoding": {"x": x, "y": y, "color": colour},
        },
        {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "dx": 4},
            "encoding": {"x": x, "y": y, "text": {"field": "t"}},
        },
    ]
    return {"height": {"step": _BAR}, "layer": layers}


def _spread(dots: Sequence[Dot]) -> Sequence[Dot]:
    """The dots, or some of them from end to end where they could not be told apart."""
    if len(dots) <= _MOST:
        return dots
    ordered = sorted(dots, key=lambda dot: dot.x)
    return [ordered[at * (len(ordered) - 1) // (_MOST - 1)] for at in range(_MOST)]


def _n(value: Fraction | int | None) -> float | None:
    """A number as a place on paper."""
    return None if value is None else float(value)
