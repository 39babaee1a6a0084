"""The numbers that a Chinese phrase can be read to state, exact and with what they count.

Arabic and Chinese numerals, full width or half, with 万 and 亿, percent, 倍, 成, 分之, 半, ranges,
splits (7:3) and dates. Words such as 全覆盖 and 取消 state a one and a zero. A numeral that is part
of a name (一票否决, 第一书记, 两委, 28号) states no number.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

__all__ = ["ANY", "COUNT", "Stated", "day_after", "folded", "stated", "years_later"]

ANY, COUNT = "any", "count"

# A full-width comma stays, unless it plainly groups digits (1，000户).
_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5E) if code != 0xFF0C}
    | dict.fromkeys("—–―─‐‑−~〜～", "-")
    | dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟∶○", "一二三四五六七八九十百千:〇", strict=True))
    | {ord("廿"): "二十", ord("卅"): "三十"}
)
_GROUPS = re.compile(r"(?<![\d，])\d{1,3}(?:，\d{3})+(?![\d，])")

_ONES = "一二两三四五六七八九"
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ARABIC = r"\d+(?:,\d{3})*(?!\d)(?:\.\d+)?"
_POINT = rf"[〇零{_ONES}十百]+点[〇零{_ONES}]+[十百千万亿]*"
_NUMERAL = rf"(?:(?:{_ARABIC}[十百千万亿]*)+|{_POINT}|[〇零{_ONES}十百千万亿]+)"
_UNIT = "个?百分点|%|‰|元|户|人|名|个月|个|年|周?岁|天|日|月|项|倍|分钟|小时|学时|级|次"
_NUMBER = re.compile(
    rf"(?P<low>{_NUMERAL})(?:(?:{_UNIT})?(?:\(不?含\))?(?:至|到|-)(?P<high>{_NUMERAL}))?"
    r"(?:[多余来几](?P<scale>[千万亿]+)?)?"
)
_AMOUNT = re.compile(rf"({_ARABIC})([十百千万亿]*)")

_SMALL = "[一二三四五六七八九十]"
_DATE = re.compile(
    r"(?P<year>(?<!\d)(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年"
    rf"(?:(?P<month>\d{{1,2}}|{_SMALL}{{1,2}})月(?:(?P<day>\d{{1,2}}|{_SMALL}{{1,3}})日)?)?"
    "(?P<edge>底|末|初|起)?"
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_FIRST_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?=(?:19|20)\d\d年)")
_PARTS = re.compile(rf"(?P<whole>{_NUMERAL})分之(?P<part>{_NUMERAL})")
_STROKE = re.compile(r"(?P<part>\d+)/(?P<whole>\d+)(?!\d)")
_SPLIT = re.compile(r"\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+")
_OFF = re.compile(rf"(?P<digits>\d{{1,2}}|[{_ONES}]{{1,2}})折(?![半旧算合])")
_HALF = re.compile(r"[一过减折]半|半数")
_HALF_OF = re.compile(r"半(?=个?[年月]|[天日]|个?小时)")

# What a number counts is told by what follows it; the first that fits decides.
_KINDS = tuple(
    (re.compile(words), kind)
    for words, kind in (
        ("元|块钱", "money"),
        ("户(?!籍)", "household"),
        ("周?岁|个?年", "year"),
        ("个?月", "month"),
        ("个?工作日|天|日", "day"),
        ("周|星期", "week"),
        ("个?小时|学时|课时", "hour"),
        ("分钟", "minute"),
        ("平方米|平米|方米|m2|㎡", "area"),
        (r"$|[\s/,，、;；。()及或与和]|左右|以[上下内]|达", ANY),
    )
)
_SUFFIXES = tuple(
    (re.compile(words), Fraction(times))
    for words, times in (
        ("个?百分点|%", "1/100"),
        ("‰", "1/1000"),
        ("成(?![立员为年果本功熟])", "1/10"),
        ("倍", "1"),
    )
)
_AND_A_HALF = re.compile("年半|个半月")

# The five-year plans, which are called by two digits; a scale of pay by its posts and
# grades, the insurances and funds by how many there are.
_A_PLAN = re.compile(r"十[一二三四五六七八九]五(?=[”\"』」’]|规划|时期|期间|末|以来|期末)")
_NAMES = re.compile(
    rf"[{_ONES}\d]+岗[{_ONES}十\d]+级|[三四五六]险(?:[一二两]金)?|[两三四]级(?=财政|政府|共同)"
)

# 一 and 两 stand in many words that state no number; before one of these they do, or in a pair.
_MEASURES = "个名人位项遍次回轮年月日天周届级岗类档块套户支处间所条岁元倍成组队栋层件场份期步签巡格"
_PAIR = re.compile(rf"[{_ONES}][^\W\d{_ONES}]{{1,3}}[{_ONES}][^\W\d{_ONES}]")

_IMPLIED = (
    (re.compile("取消|不得|不准|不含|不计|不设|不再|禁止|严禁|无"), 0, ANY),
    (re.compile("全覆盖|全部|普遍(?:建立|设立|配备)"), 1, ANY),
    (re.compile("每(?![年月日天周])|各"), 1, COUNT),
)
_EVERY = tuple(
    (re.compile(words), kind)
    for words, kind in (
        ("每年", "year"),
        ("每月", "month"),
        ("每[日天]", "day"),
        ("每周", "week"),
    )
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One number that a phrase states, or one range, or one day.

    ``values`` are the ways to read it (the 7 of "7:3" is 7 and 7/10), of a range its lower end;
    ``high`` is a range's upper end. ``kind`` is what it counts: money, year, month, day, week,
    hour, minute, household, area, ratio, date, ``count`` for other things counted, ``any`` where
    nothing that follows tells. ``date`` is a day (``2020-09-30``), or the month or the year where
    no more is said. ``firm`` marks figures and numerals above one, which a rule should not pass
    over; an 一 and words that imply a number (每年, 全覆盖, 取消) are not firm. ``at`` is where it
    begins and ends in the :func:`folded` phrase; words that imply a number are at -1.
    """

    values: tuple[Fraction, ...]
    kind: str
    text: str
    high: Fraction | None = None
    date: str = ""
    firm: bool = True
    at: tuple[int, int] = field(default=(-1, -1), compare=False)


def folded(text: str) -> str:
    """``text`` as numbers are looked for in it: half width, one shape for dashes, no space."""
    plain = re.sub(r"\s", "", text.translate(_FOLD)).replace("队五", "队伍")
    return _GROUPS.sub(lambda group: group[0].replace("，", ","), plain)


@lru_cache(maxsize=4096)
def stated(phrase: str) -> tuple[Stated, ...]:
    """All numbers that ``phrase`` states, in the order they stand; those that words imply last.

    全覆盖, 每个 and 取消 imply a number only where the phrase counts nothing itself.
    """
    text = folded(phrase)
    found: list[Stated] = []
    at = 0
    while at < len(text):
        length, items = _next(text, at)
        found.extend(replace(item, at=(at, at + len(item.text))) for item in items)
        at += max(length, 1)
    if all(one.kind == "date" for one in found):
        hits = ((words.search(text), value, kind) for words, value, kind in _IMPLIED)
        found.extend(
            Stated((Fraction(value),), kind, hit[0], firm=False) for hit, value, kind in hits if hit
        )
    for words, kind in _EVERY:
        if hit := words.search(text):
            found.append(Stated((Fraction(1),), kind, hit[0], firm=False))
    return tuple(found)


def _next(text: str, at: int) -> tuple[int, list[Stated]]:
    """What is stated at a place in the text, and how long it is (0: nothing begins there)."""
    for pattern in (_DATE, _ISO, _FIRST_YEAR):
        if (match := pattern.match(text, at)) and (day := _day(match)):
            return len(match[0]), [Stated((), "date", match[0], date=day)]
    half = (Fraction(1, 2),)
    if match := _HALF.match(text, at):
        return len(match[0]), [Stated(half, "ratio", match[0])]
    if _HALF_OF.match(text, at):
        kind, length = _kind(text, at + 1)
        return 1, [Stated(half, kind, text[at : at + 1 + length])]
    for pattern in (_PARTS, _STROKE):
        if (match := pattern.match(text, at)) and (part := _part(match)) is not None:
            return len(match[0]), [Stated((part,), "ratio", match[0])]
    if match := _OFF.match(text, at):
        # 八折 is 80%, 八五折 and 85折 are 85%.
        digits = "".join(str(_DIGITS.get(sign, sign)) for sign in match["digits"])
        part = Fraction(int(digits), 10 ** len(digits))
        return len(match[0]), [Stated((part,), "ratio", match[0])]
    if match := _SPLIT.match(text, at):
        parts = [Fraction(part) for part in match[0].split(":")]
        whole = sum(parts) or Fraction(1)
        return len(match[0]), [Stated((part, part / whole), ANY, match[0]) for part in parts]
    if match := _NUMBER.match(text, at):
        return _number(text, match)
    return 0, []


def _number(text: str, match: re.Match[str]) -> tuple[int, list[Stated]]:
    low, high = match["low"], match["high"]
    named = text[: match.start()].endswith(("第", "〔")) or _A_PLAN.match(text, match.start())
    ends = _ends(low, high)
    if named or ends is None or text.startswith(("号", "是"), match.end()):
        return len(match[0]), []
    if low in ("一", "两") and high is None and not _counts(text, match):
        return 1, []
    kind, length, times, more = _suffix(text, match.end())
    bottom, top = ends
    for scale in match["scale"] or "":
        times *= _SCALES[scale]
    item = Stated(
        (bottom * times + more,),
        kind,
        text[match.start() : match.end() + length],
        high=None if top is None else top * times + more,
        firm=(low != "一" or more > 0) and not _in_a_name(text, match),
    )
    # 百 of 个百分点 and 半 of 年半 belong to this number.
    return len(match[0]) + (length if more or kind == "ratio" else 0), [item]


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a number stands in a name: a scale of pay (三岗十八级), insurances (五险一金)."""
    names = _NAMES.finditer(text)
    return any(name.start() <= match.start() < name.end() for name in names)


def _suffix(text: str, at: int) -> tuple[str, int, Fraction, Fraction]:
    """What follows a number: the kind, the length of it, by what to multiply and what to add."""
    for pattern, times in _SUFFIXES:
        if match := pattern.match(text, at):
            return "ratio", len(match[0]), times, Fraction(0)
    if match := _AND_A_HALF.match(text, at):
        kind = "year" if match[0] == "年半" else "month"
        return kind, len(match[0]), Fraction(1), Fraction(1, 2)
    return *_kind(text, at), Fraction(1), Fraction(0)


def _kind(text: str, at: int) -> tuple[str, int]:
    """What a number counts that ends here, and how long the word is that tells."""
    for pattern, kind in _KINDS:
        if match := pattern.match(text, at):
            return kind, 0 if kind == ANY else len(match[0])
    return COUNT, 1


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a lone 一 or 两 states a number, as before a measure word or in 一网格一辅警."""
    if text[match.end() : match.end() + 1] in tuple(_MEASURES):
        return True
    return any(pair.start() <= match.start() < pair.end() for pair in _PAIR.finditer(text))


def _ends(low: str, high: str | None) -> tuple[Fraction, Fraction | None] | None:
    """The ends of a range, or of a single number the one; None where a numeral is none."""
    if high is None:
        vague = re.fullmatch(rf"(十?)([{_ONES}])([{_ONES}])([十百千万亿]*)", low)
        if vague:
            low, high = (vague[1] + digit + vague[4] for digit in (vague[2], vague[3]))
    bottom, top = _value(low), None if high is None else _value(high)
    if bottom is None or (high is not None and top is None):
        return None
    if top is None or high is None:
        return bottom, None
    scale = re.search("[十百千万亿]+$", high)
    if scale and high[0].isdigit() and low[-1].isdigit():
        # 3-5万元: the scale is said once for both ends.
        shared = bottom * top / (_value(high[: scale.start()]) or 1)
        bottom = shared if shared <= top else bottom
    return (bottom, top) if bottom < top else None


def _value(numeral: str) -> Fraction | None:
    """The value of a numeral; None for digits that form no number, as 二三."""
    if numeral[0].isdigit():
        total = Fraction(0)
        for amount, scales in _AMOUNT.findall(numeral):
            value = Fraction(amount.replace(",", ""))
            for scale in scales:
                value *= _SCALES[scale]
            total += value
        short = re.search(r"([百千万亿])(\d)$", numeral)
        if short:
            # 13万2 is 132,000, as 一百五 is 150.
            total += int(short[2]) * (_SCALES[short[1]] // 10 - 1)
        return total
    if "点" in numeral:
        return _decimal(numeral)
    whole = section = digit = 0
    last = ""
    for sign in numeral:
        if sign in _DIGITS:
            if last in _DIGITS and last not in "零〇":
                return None
            digit = _DIGITS[sign]
        elif sign in "万亿":
            below = section + digit if last else 1
            whole = (whole + below) * 10**8 if sign == "亿" else whole + below * 10**4
            section = digit = 0
        else:
            section += (digit if last in _DIGITS and digit else 1) * _SCALES[sign]
            digit = 0
        last = sign
    if len(numeral) > 1 and last in _ONES and numeral[-2] in "百千万亿":
        # 一百五 is 150: a last digit without a scale counts the next lower one.
        digit *= _SCALES[numeral[-2]] // 10
    return Fraction(whole + section + digit)


def _decimal(numeral: str) -> Fraction | None:
    """三点五, and with a scale behind it 三点五万."""
    before, _, rest = numeral.partition("点")
    digits = rest.rstrip("十百千万亿")
    whole = _value(before)
    if whole is None:
        return None
    behind = Fraction(int("".join(str(_DIGITS[sign]) for sign in digits)), 10 ** len(digits))
    value = whole + behind
    for scale in rest[len(digits) :]:
        value *= _SCALES[scale]
    return value


def _part(match: re.Match[str]) -> Fraction | None:
    whole, part = _value(match["whole"]), _value(match["part"])
    return part / whole if part is not None and whole else None


def _day(match: re.Match[str]) -> str:
    """The day, month or year of a date; "" where the calendar has none such."""
    said = match.groupdict()
    year = int("".join(str(_DIGITS.get(sign, sign)) for sign in said["year"]))
    month, day = (int(_value(said.get(part) or "零") or 0) for part in ("month", "day"))
    if (edge := said.get("edge")) and not day:
        closing = edge in "底末"
        month = month or (12 if closing else 1)
        day = calendar.monthrange(year, month)[1] if closing and 1 <= month <= 12 else 1
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return "-".join([str(year), *(f"{part:02d}" for part in (month, day) if part)])


def years_later(date: str, years: int) -> str:
    """The same day ``years`` later, for a full date; after a leap day, the end of February."""
    day = datetime.date.fromisoformat(date)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return day.replace(year=day.year + years, day=28).isoformat()


def day_after(date: str) -> str:
    """The day after a full date."""
    return (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat()
