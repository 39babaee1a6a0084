"""Amounts that can hardly be meant: a month's wage where a year's is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..language import said
from ..policy import InputSpec
from ..quantity import grouped

__all__ = ["YEARLY", "unlikely", "unlikely_of"]

# Yuan a year that such figures lie between anywhere in the country, with room on either side.
YEARLY = {
    "average-wage": (Fraction(18_000), Fraction(600_000)),
    "disposable-income": (Fraction(6_000), Fraction(300_000)),
    "graduate-pay": (Fraction(18_000), Fraction(600_000)),
}


def unlikely(spec: InputSpec, value: Fraction) -> str:
    """What to say of yuan a year that are far from any such figure; "" where nothing is."""
    low, high = YEARLY.get(spec.id, (value, value))
    if low <= value <= high:
        return ""
    label, amount = spec.label.said(), grouped(value)
    month = said(
        f"若是每月的数，请写 {amount.replace(',', '')}/月",
        f"if it is a month's, write {amount.replace(',', '')}/month",
    )
    odd = said("；请核对单位", "; check its unit")
    tail = said("；", "; ") + month if value < low else odd
    return said(
        f"{label}（{spec.id}）按每年{amount}元计，不像一年的数{tail}",
        f"{spec.id} is taken as {amount} yuan a year, which no year's figure is near{tail}",
    )


def unlikely_of(specs: Mapping[str, InputSpec], facts: Mapping[str, object]) -> list[str]:
    """The same for each fact of a community, by input id."""
    each = ((specs[name], value) for name, value in facts.items() if name in YEARLY)
    return [text for spec, v in each if isinstance(v, Fraction) and (text := unlikely(spec, v))]
