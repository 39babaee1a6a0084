"""Numbers as documents and people write them: exact values, units and ranges with open ends.

Nothing here knows of rules or places. Every value is an exact fraction or a whole number; a
float never appears, neither on the way in nor on the way out.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from .language import Label, said
from .record import Record

__all__ = [
    "CURRENCY",
    "FEN",
    "LONGEST",
    "UNITS",
    "Label",
    "NumberError",
    "Range",
    "Unit",
    "exact",
    "exact_text",
    "fraction_text",
    "grouped",
    "halfwidth",
    "number_text",
    "parse_amount",
    "round_half_up",
]

FEN = Fraction(1, 100)
LONGEST = 40  # characters of a number
# What may stand before an amount of money, or after it; both signs mean the yuan here.
CURRENCY = ("RMB¥", "CN¥", "RMB", "CNY", "人民币", "¥")


class Unit(Record):
    """What a number counts: its name in Chinese and English and the smallest step it can take.

    ``grain`` is 1 for things that are counted, a fen for money, and ``None`` for ratios, which
    are never rounded.
    """

    id: str
    zh: str
    en: str
    grain: Fraction | None

    def text(self) -> str:
        """The unit's name in the language spoken."""
        return said(self.zh, self.en)

    def noun(self, value: Fraction) -> str:
        """The unit's English name, in the singular for 1."""
        if value != 1:
            return self.en
        if self.en.endswith("ies"):
            return self.en[:-3] + "y"
        return self.en.removesuffix("s")


def _units(*rows: tuple[str, str, str, Fraction | None]) -> dict[str, Unit]:
    return {row[0]: Unit(*row) for row in rows}


_ONE = Fraction(1)
# Years that somebody served are given in hundredths (5.5), or in months (5年6个月).
PART_OF_A_YEAR = Fraction(1, 1200)
UNITS: dict[str, Unit] = _units(
    ("person", "人", "persons", _ONE),
    ("household", "户", "households", _ONE),
    ("grid", "个网格", "grids", _ONE),
    ("community", "个社区", "communities", _ONE),
    ("organisation", "个组织", "organisations", _ONE),
    ("team", "个团队", "teams", _ONE),
    ("centre", "个中心", "centres", _ONE),
    ("item", "项", "items", _ONE),
    ("task", "项任务", "tasks", _ONE),
    ("plate", "块牌子", "signboards", _ONE),
    ("post", "个岗位", "posts", _ONE),
    ("grade", "级", "grade", _ONE),
    ("grades", "级", "grades", _ONE),
    ("class", "类", "classes", _ONE),
    ("age", "周岁", "years", _ONE),
    ("round", "次", "rounds", _ONE),
    ("time", "次", "times", _ONE),
    ("hour", "学时", "hours", _ONE),
    ("minute", "分钟", "minutes", _ONE),
    ("day", "天", "days", _ONE),
    ("month", "个月", "months", _ONE),
    ("year", "年", "years", _ONE),
    ("term", "届", "terms", _ONE),
    ("level", "档", "levels", _ONE),
    ("rating", "个等次", "ratings", _ONE),
    ("date", "", "", _ONE),
    ("yuan", "元", "yuan", FEN),
    ("square-metre", "平方米", "m²", Fraction(1, 100)),
    ("ratio", "", "", None),
)


class Range(NamedTuple):
    """The ends of a result; ``None`` is an end that is open, or not known."""

    low: Fraction | None
    high: Fraction | None


class NumberError(ValueError):
    """A text that is no number, or not one that fits; its message says what is accepted."""


_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_GROUPED = r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"
_PLAIN = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_SIX_PLACES = 1_000_000
_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}


def halfwidth(text: str) -> str:
    """``text`` with full-width letters, digits and signs made half-width, white space trimmed."""
    return text.translate(_FULL).strip()


@lru_cache(4096)
def exact(text: str) -> Fraction:
    """The exact value of a literal in a policy file: ``5``, ``1.2``, ``70%`` or ``7/10``.

    Raises NumberError for anything else.
    """
    body = text.strip()
    top, stroke, bottom = body.partition("/")
    try:
        if body.endswith("%"):
            return _plain(body[:-1]) / 100
        divisor = _plain(bottom) if stroke else Fraction(1)
        if divisor:
            return _plain(top) / divisor
    except NumberError:
        raise NumberError(f"{_clipped(text)} is not a number; write 5, 1.2, 70% or 7/10") from None
    raise NumberError(f"{_clipped(text)} divides by zero")


def _clipped(text: str) -> str:
    return repr(text if len(text) <= LONGEST else text[:LONGEST] + "…")


def _plain(text: str) -> Fraction:
    body = text.strip()
    whole, _, part = body.partition(".")
    digits = whole.isdigit() and (part.isdigit() or not part)
    if digits and len(body) <= LONGEST and body.isascii():
        # Nearly every number: no pattern needs to be compiled for it.
        return Fraction(int(whole + part), 10 ** len(part))
    if not re.fullmatch(_PLAIN, body) or len(body) > LONGEST:
        raise NumberError(text)
    return Fraction(body)


def parse_amount(
    text: str, suffixes: tuple[str, ...] = (), prefixes: tuple[str, ...] = ()
) -> Fraction:
    """A number as a person types it: ``4200``, ``4,200``, ``４２００``, ``4200户``, ``¥5万元``.

    ``suffixes`` are the unit words that may follow, ``prefixes`` those that may stand before, one
    of each. Returns the exact value. Raises NumberError, whose message is the text that was given.
    """
    body = halfwidth(text).replace(" ", "").replace("\u00a0", "").replace("，", ",")
    body = body.replace("￥", "¥")
    if len(body) > LONGEST:
        raise NumberError(text)
    for prefix in sorted(prefixes, key=len, reverse=True):
        if body.lower().startswith(prefix.lower()):
            body = body[len(prefix) :]
            break
    for suffix in sorted(suffixes, key=len, reverse=True):
        if suffix and body.lower().endswith(suffix.lower()):
            body = body[: -len(suffix)]
            break
    scale = 1
    while body and body[-1] in _SCALES:
        scale *= _SCALES[body[-1]]
        body = body[:-1]
    if "," in body and re.fullmatch(_GROUPED, body):
        body = body.replace(",", "")
    try:
        return _plain(body) * scale
    except NumberError:
        raise NumberError(text) from None


def round_half_up(value: Fraction, grain: Fraction) -> Fraction:
    """``value`` to the nearest multiple of ``grain``, halves upwards."""
    return ((value / grain + Fraction(1, 2)).__floor__()) * grain


def number_text(value: Fraction) -> str:
    """``value`` as a plain decimal: whole numbers bare, at most six places otherwise.

    Values that end within six decimal places are exact; longer ones (only ratios can be) are
    rounded half up for display, beside which their exact fraction is given.
    """
    if value.denominator == 1:
        return str(value.numerator)
    scaled = round_half_up(value, Fraction(1, 1_000_000)) * 1_000_000
    sign, digits = ("-", -scaled.numerator) if scaled < 0 else ("", scaled.numerator)
    whole, part = divmod(digits, 1_000_000)
    return f"{sign}{whole}.{part:06d}".rstrip("0").rstrip(".")


def exact_text(value: Fraction) -> str:
    """``value`` for reading, thousands grouped, and never rounded: a fraction stays one."""
    if _SIX_PLACES % value.denominator == 0:
        return grouped(value).replace("-", "−")
    return fraction_text(value).replace("-", "−")


def grouped(value: Fraction) -> str:
    """``value`` for reading: thousands grouped (``55,317.65``)."""
    text = number_text(value)
    whole, dot, part = text.partition(".")
    return f"{int(whole):,}{dot}{part}" if not whole.startswith("-0") else text


def fraction_text(value: Fraction) -> str:
    """The exact fraction, as in ``6/5``; a whole number has no stroke."""
    return str(value)
