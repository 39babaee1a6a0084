"""Sweeps: every combination of some values, as a ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING

from ...inputs import BUILT_IN, words_of
from ...language import said
from ...places.place import Division
from ...policy import InputSpec
from ...quantity import NumberError, halfwidth, number_text, parse_amount
from ...questions.called import inputs_called
from ..layout.rows import Rows
from .errors import TableError, unknown_input
from .headers import PLACES
from .ledger import Ledger

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MOST", "sweep"]

MOST = 1_000_000
# A span as people write it, with another mark than two dots.
_SPAN = re.compile(
    r"([\d,.]*\d)\s*(?:-|—|–|~|〜|～|至|到|…|\.{3,})\s*(\d[\d,.]*)(?:[:：](\d[\d,.]*))?"
)
_EXAMPLE = "--vary households=500..8000:100"
# Axes and levels of divisions, the wider before the narrower.
_WIDTHS = {"country": 0, "province": 1, "prefecture": 2, "city": 2, "county": 3}


class _Grid:
    """The rows of a sweep, made as they are read."""

    units: tuple[str, ...] = ()

    def __init__(self, axes: Mapping[str, Sequence[str]]) -> None:
        self.header = list(axes)
        self.hints: list[str] = []
        self._axes = list(axes.values())
        self.total: int | None = prod(map(len, self._axes))
        self._read = 0

    def share(self) -> float | None:
        """How many of the combinations have been given out."""
        return self._read / max(1, self.total or 0)

    def frames(self, names: Sequence[str], size: int) -> Iterator[pl.DataFrame]:
        """The combinations, the last axis turning fastest."""
        combinations = product(*self._axes)
        self._read = 0
        while chunk := list(islice(combinations, size)):
            rows = Rows(names)
            for number, cells in enumerate(chunk, self._read + 1):
                rows.add(cells, number)
            self._read += len(chunk)
            yield rows.frame()


def sweep(
    texts: Sequence[str],
    specs: Mapping[str, InputSpec],
    places: Sequence[str] = (),
    *,
    given: Mapping[str, str] | None = None,
    place: Division | None = None,
) -> Ledger:
    """The ledger of ``ID=FROM..TO:STEP`` or ``ID=A,B,C``, one text an axis.

    ``places`` are the codes to go through where no axis is a place; ``given`` and ``place`` are
    what options give, which no axis may give again. Raises TableError for what cannot be
    understood, and for more than a million combinations.
    """
    axes: dict[str, Sequence[str]] = {}
    for text in texts:
        name, sign, values = halfwidth(text).partition("=")
        name = _called(name.strip(), specs)
        if not sign or not values.strip():
            raise TableError(
                said(
                    f"--vary 应写成 {_EXAMPLE}；给的是“{text}”",
                    f"write {_EXAMPLE}; given: {text!r}",
                )
            )
        if name not in specs and name not in PLACES:
            raise TableError(unknown_input("--vary", name, specs))
        if name in axes:
            raise TableError(said(f"--vary {name} 给了两次", f"--vary {name} is given twice"))
        if given and name in given:
            raise TableError(_both(name, text, given[name]))
        if place is not None and name in _WIDTHS and _WIDTHS[name] <= _WIDTHS[place.level]:
            raise TableError(_both_places(text, place))
        axes[name] = _values(name, values, text)
    if places and not any(name in PLACES for name in axes):
        axes = {"place": list(places), **axes}
    count = prod(map(len, axes.values()))
    if count > MOST:
        raise TableError(
            said(
                f"--vary 共{count:,}种组合，最多{MOST:,}种；请把步长放大",
                f"--vary makes {count:,} combinations, at most {MOST:,} are taken; widen the steps",
            )
        )
    return Ledger(_Grid(axes), specs, {}, everything=True)


def _called(name: str, specs: Mapping[str, InputSpec]) -> str:
    """The place or input that a name means; itself where it means none, or several."""
    if name in specs or name in PLACES:
        return name
    role = next((role for role in PLACES if name in words_of("heads")[role]), None)
    found = [role] if role else inputs_called(name, specs)
    return found[0] if len(found) == 1 else name


def _values(name: str, values: str, text: str) -> list[str]:
    if name not in PLACES and (like := _SPAN.fullmatch(values)):
        first, last, step = like.groups()
        raise TableError(_no_dots(text, f"{name}={first}..{last}" + (f":{step}" if step else "")))
    if ".." not in values or name in PLACES:
        return list(dict.fromkeys(value.strip() for value in values.split(",") if value.strip()))
    span, _, step = values.partition(":")
    first, _, last = span.partition("..")
    try:
        low, high = parse_amount(first), parse_amount(last)
        each = parse_amount(step) if step.strip() else Fraction(1)
    except NumberError:
        raise TableError(_no_span(text)) from None
    if each <= 0 or high < low:
        raise TableError(_no_span(text))
    count = (high - low) // each + 1
    if count > MOST:
        raise TableError(
            said(
                f"--vary {name} 共{count:,}个值，最多{MOST:,}个",
                f"--vary {name} has {count:,} values, at most {MOST:,} are taken",
            )
        )
    return [number_text(low + each * k) for k in range(count)]


def _both(name: str, text: str, given: str) -> str:
    options = f"--{name}/--set" if name in BUILT_IN else "--set"
    return said(
        f"{name} 给了两次：--vary {text}，又用选项（{options}）给出 {given}；请去掉一个",
        f"{name} is given twice: by --vary {text}, and as {given} by an option ({options}); "
        "leave one out",
    )


def _both_places(text: str, place: Division) -> str:
    return said(
        f"地方给了两次：--vary {text}，又用选项给出{place.name}；请去掉一个",
        f"the place is given twice: by --vary {text}, and as {place.english} by an option; "
        "leave one out",
    )


def _no_dots(text: str, right: str) -> str:
    return said(
        f"--vary {text}：起止之间写两个点，即 --vary {right}",
        f"--vary {text}: two dots stand between the ends; write --vary {right}",
    )


def _no_span(text: str) -> str:
    return said(
        f"--vary {text}：应为 名称=起..止:步长，起不大于止，步长大于0，例如 {_EXAMPLE}",
        f"--vary {text}: give ID=FROM..TO:STEP, with FROM at most TO and STEP above 0, "
        f"as in {_EXAMPLE}",
    )
