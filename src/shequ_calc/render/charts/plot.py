"""Charts in characters, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import zip_longest

from ...language import said
from ...quantity import grouped
from ..wrap import cells, clean, wrap
from .chart import Band, Bars, Chart, Dot, Point

__all__ = ["plotted"]

_HIGH = 15  # lines of a band; odd, so that one is half way
_FILL, _EDGE, _SPAN, _THERE = "░", "█", "│", "●"
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def plotted(chart: Chart, width: int = 80) -> Iterator[str]:
    """The lines of the chart, none wider than ``width``."""
    yield from wrap(clean(chart.title), width)
    yield from _band(chart, width) if isinstance(chart, Band) else _bars(chart, width)


def _band(chart: Band, width: int) -> Iterator[str]:
    points: list[Point | Dot] = [*chart.line, *chart.dots]
    ends = [end for one in points for end in (one.low, one.high) if end is not None]
    ends += [dot.actual for dot in chart.dots if dot.actual is not None]
    if not ends:
        return
    top = max(ends) or Fraction(1)
    left, right = min(one.x for one in points), max(one.x for one in points)
    room = max(len(_level(top * part / 2, top)) for part in range(3))
    across = max(width - room - 3, 10)
    span = right - left or Fraction(1)
    rows = [[" "] * across for _ in range(_HIGH)]

    def column(x: Fraction) -> int:
        return round((x - left) / span * (across - 1))

    def line(y: Fraction) -> int:
        return _HIGH - 1 - min(max(round(y / top * (_HIGH - 1)), 0), _HIGH - 1)

    def upright(at: int, low: Fraction | None, high: Fraction | None, fill: str, edge: str) -> None:
        first = 0 if high is None else line(high)
        last = _HIGH - 1 if low is None else line(low)
        for row in range(first, last + 1):
            rows[row][at] = fill
        for end in (low, high):
            if end is not None:
                rows[line(end)][at] = edge

    for point, following in zip_longest(chart.line, chart.line[1:]):
        until = column(following.x) if following else across
        for at in range(column(point.x), max(until, column(point.x) + 1)):
            if at < across and not (point.low is None and point.high is None):
                upright(at, point.low, point.high, _FILL, _EDGE)
    for dot in chart.dots:
        if not (dot.low is None and dot.high is None):
            upright(column(dot.x), dot.low, dot.high, _SPAN, _SPAN)
        if dot.actual is not None:
            rows[line(dot.actual)][column(dot.x)] = _THERE
    yield clean(chart.y)
    for number, row in enumerate(rows):
        shown = number in (0, _HIGH // 2, _HIGH - 1)  # the ends, and half way
        value = top * (_HIGH - 1 - number) / (_HIGH - 1)
        label = _level(value, top) if shown else ""
        yield f"{label:>{room}} ┤{''.join(row)}".rstrip()
    yield f"{'':>{room}} └{'─' * across}"
    first, last = grouped(left), grouped(right)
    gap = max(across - len(first) - len(last), 1)
    yield f"{'':>{room}}  {first}{' ' * gap}{last}"
    yield f"{'':>{room}}  {clean(chart.x)}"
    yield from wrap(_legend(chart), width)


def _level(value: Fraction, top: Fraction) -> str:
    """What stands beside a line; to a tenth where the whole is small."""
    return grouped(Fraction(round(value * 10), 10) if top < 100 else Fraction(round(value)))


def _legend(chart: Band) -> str:
    told = []
    if chart.line:
        rule = said("规定（两端 █，其间 ░；开口的一端不封）", "the rule (its ends █, between ░)")
        told.append(rule)
    if chart.dots:
        told.append(f"{_SPAN} {said('各社区', 'communities')}")
    if any(dot.actual is not None for dot in chart.dots):
        told.append(f"{_THERE} {said('实有', 'there is')}")
    return said("；", "; ").join(told)


def _bars(chart: Bars, width: int) -> Iterator[str]:
    if not chart.bars:
        return
    names = [clean(bar.label) for bar in chart.bars]
    texts = [clean(bar.text) for bar in chart.bars]
    most = max(sum(bar.values, Fraction(0)) for bar in chart.bars) or Fraction(1)
    left = min(max(map(cells, names)), width // 3)
    room = max(width - left - max(map(cells, texts)) - 3, 8)
    for name, text, bar in zip(names, texts, chart.bars, strict=True):
        shown = name
        while cells(shown) > left:
            shown = shown[:-2] + "…"
        eighths = round(sum(bar.values, Fraction(0)) / most * room * 8)
        drawn = _EIGHTHS[-1] * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
        yield f"{shown}{' ' * (left - cells(shown))} {drawn} {text}"
    yield clean(chart.x)
