"""The inputs every policy can use, and how their values are read from text.

A policy may declare more, or give a built-in one its own options and defaults by place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from .language import said
from .policy import InputSpec, Option
from .quantity import (
    CURRENCY,
    PART_OF_A_YEAR,
    UNITS,
    Label,
    NumberError,
    grouped,
    halfwidth,
    number_text,
    parse_amount,
)

__all__ = ["BUILT_IN", "InputError", "option_named", "option_names", "read_input", "words_of"]

_WORDED = ("post", "education", "certificate", "seat")  # whose options are called as words/ says
_PEOPLE = Fraction(10**7)
_MONEY = Fraction(10**10)


@cache
def words_of(kind: str) -> dict[str, tuple[str, ...]]:
    """What heads, posts, degrees or certificates are called: words by id, from ``words/``."""
    path = f"{os.path.dirname(__file__)}/words/{kind}.tsv"
    with open(path, encoding="utf-8") as text:
        pairs = (line.rstrip("\n").partition("\t") for line in text if line[:1] not in "#\n")
        return {name: tuple(words.split()) for name, _, words in pairs}


def _count(name: str, zh: str, en: str, unit: str, greatest: int, least: int = 0) -> InputSpec:
    return InputSpec(
        name,
        Label(zh, en),
        "number",
        unit,
        Fraction(least),
        Fraction(greatest),
        "",
        (),
        words_of("heads").get(name, ()),
    )


def _money(name: str, zh: str, en: str, hint: Label) -> InputSpec:
    return InputSpec(
        name,
        Label(zh, en),
        "number",
        "yuan",
        Fraction(0),
        _MONEY,
        "year",
        (),
        words_of("heads").get(name, ()),
        hint,
    )


def _options(*rows: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(name, Label(zh, en), ()) for name, zh, en in rows)


_BUREAU = Label(
    "见当地统计局上年度统计公报或统计年鉴",
    "published by the local bureau of statistics for the year before",
)

BUILT_IN: dict[str, InputSpec] = {
    spec.id: spec
    for spec in (
        _count(
            "households", "户数", "households", "household", 1_000_000, least=1,
        ),
        _count(
            "population", "人口", "population", "person", 10_000_000, least=1,
        ),
        _count(
            "party-members", "党员数", "party members", "person", 1_000_000,
        ),
        _count(
            "posts", "实有社工岗人数", "posts filled", "person", 10_000,
        ),
        _count("grade", "级别", "grade", "grade", 99, least=1),
        _count("years", "工作年限", "years of service", "year", 60),
        InputSpec(
            "post", Label("岗位", "post"), "category", "", Fraction(0), Fraction(0), "",
            _options(
                ("chief", "正职", "chief"),
                ("deputy", "副职", "deputy"),
                ("committee", "两委成员", "committee member"),
                ("staff", "一般工作人员", "staff"),
            ),
            words_of("heads")["post"],
        ),
        InputSpec(
            "education", Label("学历", "education"), "category", "", Fraction(0), Fraction(0), "",
            _options(
                ("junior-middle", "初中及以下", "junior middle school or below"),
                ("senior-middle", "高中（中专）", "senior middle school"),
                ("college", "大专", "college diploma"),
                ("bachelor", "本科", "bachelor"),
                ("master", "硕士", "master"),
                ("doctor", "博士", "doctor"),
            ),
            words_of("heads")["education"],
        ),
        InputSpec(
            "certificate", Label("社会工作者职业资格", "social-work certificate"), "category", "",
            Fraction(0), Fraction(0), "",
            _options(
                ("none", "无", "none"),
                ("assistant", "助理社工师", "assistant social worker"),
                ("social-worker", "社工师", "social worker"),
                ("senior", "高级社工师", "senior social worker"),
            ),
            words_of("heads")["certificate"],
        ),
        InputSpec(
            "seat", Label("驻地", "seat"), "category", "", Fraction(0), Fraction(0), "",
            _options(
                ("province", "省会城市驻地", "provincial seat"),
                ("prefecture", "州（市）驻地", "prefectural seat"),
                ("county", "区（市、县）驻地", "county seat"),
                ("none", "非驻地", "nobody's seat"),
            ),
            words_of("heads")["seat"],
        ),
        _money(
            "average-wage", "当地上年度事业单位管理岗位人员年平均工资",
            "last year's local average pay of public-institution management posts",
            Label(
                "向当地人力资源社会保障局、统计局查询上年度事业单位管理岗位平均工资",
                "ask the local bureau of human resources or of statistics for last year's figure",
            ),
        ),
        _money(
            "disposable-income", "本区县上年度城镇常住居民人均可支配收入",
            "last year's urban disposable income per head of the district",
            _BUREAU,
        ),
        _money(
            "graduate-pay", "新录用应届本科毕业生公务员转正定级后的年工资",
            "yearly pay of a newly hired graduate civil servant after confirmation",
            Label(
                "向当地人力资源社会保障局查询公务员工资标准",
                "ask the local bureau of human resources",
            ),
        ),
    )
}  # fmt: skip


class InputError(ValueError):
    """A value that an input does not take; the message says what was given and what is accepted."""


_PERIODS = r"(?i)^(.*?)\s*(?:/|每|per\s+|a\s+)?\s*(month|months|月|year|年|yr|mo)$"
_TIMES = {("month", "year"): Fraction(12), ("year", "month"): Fraction(1, 12)}
_NEAR = 0.5  # the least likeness, of 1, that is worth naming
# 5年6个月, 5年半, 半年, 66个月; 5.5年 is a number with its unit.
_YEARS = r"(?:([0-9]+)\s?年)?\s?(?:(半年?)|([0-9]+)\s?个?月)"
_AREAS = ("平米", "平方", "㎡", "m2", "m²", "sqm")
_LONGEST = 100  # characters that are looked at, or said again in a message
# 1985-3-1, 1985/3/1, 1985年3月1日; run together only where it is plain which digits are which.
_DAY = (
    r"([0-9]{4})(?:\s?[-/.年]\s?([0-9]{1,2})\s?[-/.月]\s?([0-9]{1,2})\s?日?|([0-9]{2})([0-9]{2}))"
)
_NO_TIME = r"(?:[ T]0?0:00(?::00(?:\.0+)?)?)?"  # what a spreadsheet puts behind a bare day
_MONTHLY = ("month", "months", "月", "mo")


def option_named(spec: InputSpec, text: str) -> Option | None:
    """The option of a category that ``text`` means, by id, label or alias; None if none does."""
    if spec.id == "post" and len(held := re.split(r"[、/／,，;；+]|兼", text)) > 1:
        # Of posts held together the higher counts.
        each = [option_named(spec, one) for one in held if one.strip()]
        return None if None in each or not each else min(each, key=spec.options.index)
    wanted = halfwidth(text).casefold()
    for names in (_own_names, _usual_names):
        for option in spec.options:
            if wanted in (halfwidth(name).casefold() for name in names(spec, option)):
                return option
    return None


def option_names(spec: InputSpec, option: Option) -> list[str]:
    """What an option of a category is called: by its policy, and usually, where no other option
    is called so by its policy."""
    others = {name for one in spec.options if one != option for name in _own_names(spec, one)}
    usual = [name for name in _usual_names(spec, option) if name not in others]
    return [*_own_names(spec, option), *usual]


def _own_names(_spec: InputSpec, option: Option) -> tuple[str, ...]:
    return (option.id, option.label.zh, option.label.en, *option.aliases)


def _usual_names(spec: InputSpec, option: Option) -> tuple[str, ...]:
    return words_of(spec.id).get(option.id, ()) if spec.id in _WORDED else ()


def read_input(spec: InputSpec, text: str) -> Fraction | str | tuple[str, ...]:
    """The value of an input as a person types it: yuan a year, counts, option ids, or dates.

    Sequences and sets come back as tuples of option ids. Raises InputError.
    """
    if spec.kind == "category":
        return _option(spec, text)
    if spec.kind in ("set", "sequence"):
        return tuple(_option(spec, item) for item in _items(spec, text))
    if spec.kind == "date":
        return _date(spec, text)
    return _amount(spec, text)


def _items(spec: InputSpec, text: str) -> list[str]:
    """The words of a list. White space separates them only where nothing else does, since an
    option's name may have some inside."""
    body = halfwidth(text).strip("[]").strip()
    if re.search("[;,、]", body):
        return [item.strip() for item in re.split("[;,、]", body) if item.strip()]
    return [body] if option_named(spec, body) else body.split()


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _option(spec: InputSpec, text: str) -> str:
    option = option_named(spec, text)
    if option:
        return option.id
    text = _shown(text)
    accepted = _listed((said(f"{one.id}（{one.label.zh}）", one.id)) for one in spec.options)
    near = _meant(spec, text)
    label = spec.label.said()
    hint = said(f"；是否指 {near}？", f"; did you mean {near}?") if near else ""
    raise InputError(
        said(
            f"{label}（{spec.id}）没有“{text}”这一项；可用：{accepted}{hint}",
            f"{spec.id}: no option {text!r}; accepted: {accepted}{hint}",
        )
    )


def _meant(spec: InputSpec, text: str) -> str:
    """The option that ``text`` most likely means; "" where none does, or several might: a level
    that was not meant is worse than no suggestion."""
    from difflib import SequenceMatcher

    wanted, names = _bare(text), dict[str, str]()
    for option in spec.options:
        for name in option_names(spec, option):
            names[_bare(name)] = option.id
    held = [name for name in names if len(name) > 1 and name in wanted]
    longest = max(held, key=len, default="")
    own = names.get(longest, "")
    if any(name not in longest and names[name] != own for name in held):
        return ""
    near = {name: SequenceMatcher(None, wanted, name).ratio() for name in names}
    best = max(near.values(), default=0)
    if best < _NEAR:
        return own
    likely = {names[name] for name, ratio in near.items() if ratio == best}
    return likely.pop() if len(likely) == 1 else ""


def _bare(name: str) -> str:
    return re.sub(r"[\s_\-]", "", halfwidth(name).casefold())


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)


def _date(spec: InputSpec, text: str) -> Fraction:
    import datetime

    text = _shown(text)
    found = re.fullmatch(_DAY + _NO_TIME, halfwidth(text))
    try:
        if found:
            day = datetime.date(*(int(part) for part in found.groups() if part))
            return Fraction(day.year * 10000 + day.month * 100 + day.day)
    except ValueError:
        pass
    raise InputError(
        said(
            f"{spec.label.zh}（{spec.id}）：“{text}”不是日期；请写成 1985-03-01",
            f"{spec.id}: {text!r} is no date; write 1985-03-01",
        )
    )


def _amount(spec: InputSpec, text: str) -> Fraction:
    body, times = halfwidth(text), Fraction(1)
    found = re.match(_PERIODS, body) if spec.unit == "yuan" and len(body) <= _LONGEST else None
    if found:
        given = "month" if found.group(2).casefold() in _MONTHLY else "year"
        if not spec.period:
            raise InputError(_not_accepted(spec, text))
        body, times = found.group(1), _TIMES.get((given, spec.period), times)
    if spec.unit == "ratio" and body.endswith("%"):
        body, times = body[:-1], Fraction(1, 100)
    unit = UNITS.get(spec.unit)
    suffixes = (
        (unit.zh, unit.zh.removeprefix("个"), unit.en, unit.en.removesuffix("s")) if unit else ()
    )
    if spec.unit == "square-metre":
        suffixes = (*suffixes, *_AREAS)
    prefixes = CURRENCY if spec.unit == "yuan" else ()
    if prefixes:
        suffixes = (*suffixes, "元人民币", *prefixes)
    try:
        if spec.unit == "year" and (found := re.fullmatch(_YEARS, body[:_LONGEST])):
            years, half, months = found.groups()
            value = int(years or 0) + Fraction(6 if half else int(months), 12)
        else:
            value = parse_amount(body, (*suffixes, "个", "名"), prefixes)
    except NumberError:
        raise InputError(_not_accepted(spec, text)) from None
    value *= times
    # Finer money and areas are for what is asked to round.
    grain = spec.grain if spec.grain in (1, PART_OF_A_YEAR) else None
    between = grain is not None and (value / grain).denominator != 1
    if value < spec.least or value > spec.greatest or between:
        raise InputError(_not_accepted(spec, text))
    return value


_WHOLE, _AMOUNT = Label("整数", "a whole number"), Label("金额", "an amount")
_NUMBER = Label("数", "a number")
_PER = {
    "year": Label("（元/年，也可写 6500/月）", " yuan a year (or 6500/month)"),
    "month": Label("（元/月）", " yuan a month"),
}


def _not_accepted(spec: InputSpec, text: str) -> str:
    text, unit = _shown(text), UNITS.get(spec.unit)
    whole = spec.grain == 1
    low, high = grouped(spec.least), grouped(spec.greatest)
    example = number_text(max(spec.least, min(spec.greatest, Fraction(4200 if whole else 78000))))
    if spec.unit == "year":
        example = said("5.5 或 5年6个月", "5.5 or 5年6个月")
    kind = _WHOLE if whole else _AMOUNT if spec.unit == "yuan" else _NUMBER
    # A level of a scale is a grade, the amount of them is grades.
    plural = UNITS.get(f"{spec.unit}s", unit)
    name = Label(unit.zh if unit else "", f" {plural.en}" if plural and plural.en else "")
    per = _PER.get(spec.period, name)
    return said(
        f"{spec.label.zh}（{spec.id}）不能是“{text}”；"
        f"应为 {low} 至 {high} 的{kind.zh}{per.zh}，例如 {example}",
        f"{spec.id} cannot be {text!r}; "
        f"give {kind.en} from {low} to {high}{per.en}, for example {example}",
    )
