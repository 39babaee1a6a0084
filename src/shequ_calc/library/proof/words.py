"""What the words of a document say beside its numbers: the bound, the force and the period.

By Civil Code art. 1259, 以上, 以下 and 以内 include the number, 不满 and 超过 do not.
"""

from __future__ import annotations

import re

from .numerals import folded

__all__ = ["bounds_at", "forces_in", "pairs_in", "periods_in", "thin", "turn_in"]

_BEFORE = tuple(
    (re.compile(words), bound)
    for words, bound in (
        ("不低于|不少于|不得?低于|不得?少于|至少|不小于|最低(?!工资)", "floor"),
        (
            "不超过|不高于|不多于|不大于|不得超过|不得高于|不得多于|最多|至多|最高|控制在|"
            "(?:减少|减|压减|压缩|降|降低|精简)[到至为]",
            "cap",
        ),
        ("(?<![不得])(?:超过|高于|多于|大于)", "above"),
        ("(?<![不得])(?:不足|不满|未满|低于|少于|小于)", "below"),
        ("(?<![节简制])约(?![定束谈请])", "about"),
    )
)
# Between a word and the number that it bounds stands neither another number nor a comma.
_UNIT = "[^\\d,。;]{0,6}?"
_AFTER = tuple(
    (re.compile(_UNIT + words), bound)
    for words, bound in (
        (r"(?:及|\(含\)|\(含\d+[^)]{0,3}\))?(?:及?以上)(?!\(不含)", "floor"),
        (r"(?:及|\(含\))?(?:及?以下|以内|之内|(?<!范围)内(?![容部]))(?!\(不含)", "cap"),
        (r"\(不含\)以上|以上\(不含", "above"),
        (r"\(不含\)以下|以下\(不含", "below"),
        ("左右|上下", "about"),
    )
)
# These may stand far before the number (不低于新录用公务员工资的1.2倍), the others right before it.
_FAR = ("floor", "cap")
_AND_MORE = re.compile("[余多]")
_SENTENCE = re.compile("[。;；]")
_STOP = re.compile("[,，。;；:]")

_FORCES = tuple(
    (re.compile(words), force)
    for words, force in (
        ("原则上|一般(?!工作|公共|性|社区|干部|专职|人员)|通常", "should"),
        ("可(?!靠|持续|支配|行|见|能|比|控|及)|酌情|允许", "may"),
        ("力争|争取|努力|目标|下一步", "target"),
        (
            "(?<![响适供相反对])应(?!急|用|对|届|聘)|必须|不得|不准|严禁|禁止|确保|不低于|不少于|不超过|至少",
            "must",
        ),
    )
)
_PERIODS = tuple(
    (re.compile(words), period)
    for words, period in (
        ("每年|年度|全年|/年|年人均|年均|年薪|每人年|一年|本年|当年|上年", "year"),
        ("每[个]?月|每人月|月均|/月|按月|月工资|月报酬|当月", "month"),
        ("每[个]?季|/季", "quarter"),
        ("每[隔]?[两二2]年", "two-years"),
        ("每[隔]?[三3]年", "three-years"),
        ("每届|任期", "term"),
        ("一次性", "once"),
    )
)


def bounds_at(text: str, start: int, end: int) -> frozenset[str]:
    """How the words of ``text`` bound the number from ``start`` to ``end``: floor, cap, above,
    below, about; none of them where they do not."""
    found = {bound for pattern, bound in _AFTER if pattern.match(text, end)}
    if _AND_MORE.search(text, start, end):
        found.add("above")
    if found - {"about"}:
        return frozenset(found)
    before = _SENTENCE.split(text[:start])[-1]
    last = max(
        ((hit.end(), bound) for pattern, bound in _BEFORE for hit in pattern.finditer(before)),
        default=None,
    )
    if last and not _STOP.search(before, last[0]) and (last[1] in _FAR or last[0] == len(before)):
        found.add(last[1])
    return frozenset(found)


def forces_in(text: str) -> frozenset[str]:
    """The forces that the words of ``text`` speak of: should, may, target, must."""
    return frozenset(force for pattern, force in _FORCES if pattern.search(text))


def periods_in(text: str) -> frozenset[str]:
    """The periods that the words of ``text`` name: year, month, quarter, term, once."""
    return frozenset(period for pattern, period in _PERIODS if pattern.search(text))


_BARE = re.compile(
    "[0-9〇零一二两三四五六七八九十百千万亿余多.,%/:()-]|周岁|学时|小时|分钟|平方米|[个名户元块项类天支倍大]|"
    "不低于|不少于|至少|不超过|不高于|最多|至多|以上|以下|以内|左右|标准"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST = 2  # signs that say what a number counts
_TURN = re.compile("(?:提高|提升|调整|增加|增长|上调|降低|下调|减少)(?:到|至|为)")


def thin(text: str) -> bool:
    """Whether a phrase says a number and next to nothing of what it counts."""
    return len(_HAN.findall(_BARE.sub("", folded(text)))) < _LEAST


def turn_in(text: str) -> tuple[int, int] | None:
    """Where ``text`` goes over from what was to what is (提高到); None where it does not."""
    match = _TURN.search(text)
    return match.span() if match else None


def pairs_in(text: str) -> frozenset[str]:
    """Every two signs that stand side by side in a Chinese text: roughly its words."""
    runs = _RUN.findall(text)
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


_RUN = re.compile("[\u4e00-\u9fff]+")
