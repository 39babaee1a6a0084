"""Figures with their units, and bounds on them, in the language spoken."""

from __future__ import annotations

from fractions import Fraction

from .language import said, spoken
from .quantity import Label, Unit, exact_text, number_text

__all__ = ["BOUNDS", "LEVELS", "bounded", "quantity", "span"]

# "level" is said of what is higher or lower, or less, and not more or fewer.
BOUNDS = {
    "floor": Label("不少于{x}", "at least {x}"),
    "cap": Label("不超过{x}", "at most {x}"),
    "floor-level": Label("不低于{x}", "at least {x}"),
    "cap-level": Label("不超过{x}", "at most {x}"),
    "floor-date": Label("不早于{x}", "no earlier than {x}"),
    "cap-date": Label("不晚于{x}", "no later than {x}"),
}
LEVELS = ("yuan", "ratio", "grade", "square-metre", "date")


def quantity(value: Fraction, unit: Unit) -> str:
    """A figure with its unit: ``50,000元``, ``1 person``, ``70%``, ``1.2倍``, ``1/3``."""
    if unit.id == "date" and len(digits := number_text(value)) == 8:
        year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
        return said(f"{year}年{month}月{day}日", f"{year:04}-{month:02}-{day:02}")
    text = exact_text(value)
    if unit.id == "ratio":
        if value > 1:
            return f"{text}{said('倍', ' times')}"
        percent = exact_text(value * 100)
        return percent + "%" if "/" not in percent and value > 0 else text
    if unit.id == "grade":
        return said(text + unit.zh, f"grade {text}")
    return said(text + unit.zh, f"{text} {unit.noun(value)}".strip())


def span(low: Fraction, high: Fraction, unit: Unit, joint: str = " to ") -> str:
    """A range with its unit said once, where it can be: ``10至15人``, ``70%至80%``."""
    if unit.id == "grade" and spoken() == "en":
        return f"grades {exact_text(low)} to {exact_text(high)}"
    twice = unit.id == "date" or (unit.id == "ratio" and low <= 1)
    first = quantity(low, unit) if twice else exact_text(low)
    return f"{first}{said('至', joint)}{quantity(high, unit)}"


def bounded(low: Fraction | None, high: Fraction | None, unit: Unit, *, about: bool = False) -> str:
    """A figure of which at least one end is known: ``不低于50,000元``, ``10至15人``."""
    bound, end = ("cap", high) if low is None else ("floor", low)
    assert end is not None
    if low is not None and high is not None:
        text = quantity(low, unit) if low == high else span(low, high, unit)
        return (said("约", "about ") if about else "") + text
    kind = "-date" if unit.id == "date" else "-level" if unit.id in LEVELS else ""
    text = (said("约", "about ") if about else "") + quantity(end, unit)
    return BOUNDS[bound + kind].said().format(x=text)
