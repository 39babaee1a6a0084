"""What a picture shows, as plain objects: every format draws from these."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from ...record import Record

__all__ = ["Band", "Bar", "Bars", "Chart", "Dot", "Point"]


class Point(Record):
    """The figure at ``x``; an end that is open is None."""

    x: Fraction
    low: Fraction | None
    high: Fraction | None


class Dot(Record):
    """A community at ``x``: its figure, and what there is where that is known."""

    name: str
    x: Fraction
    low: Fraction | None
    high: Fraction | None
    actual: Fraction | None = None


class Band(Record):
    """The figure of one provision over an input. ``line`` is what the rule gives, from the left
    to the right, empty where more than the input decides; ``dots`` are communities. ``x`` and
    ``y`` are the heads of the axes."""

    title: str
    x: str
    y: str
    line: tuple[Point, ...]
    dots: tuple[Dot, ...] = ()


class Bar(Record):
    """A bar of as many parts as there are ``parts`` of the chart; ``text`` stands at its end."""

    label: str
    values: tuple[Fraction, ...]
    text: str


class Bars(Record):
    """Bars from the top down. ``parts`` are called beside them where there are several."""

    title: str
    x: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]


Chart: TypeAlias = Band | Bars
