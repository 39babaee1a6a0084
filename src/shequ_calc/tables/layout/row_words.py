"""The words by which a row of a ledger shows that it is no community.

Patterns are written so that both Python and polars understand them.
"""

from __future__ import annotations

import re

from ...places.place import Division, contains, find

__all__ = [
    "AREA", "COMMUNITY", "HEADING", "NOTE", "NUMBERED", "PART", "REMARK", "STARRED", "TOTAL",
    "TOTAL_ENDING", "divisions_named", "is_area", "unnumbered",
]  # fmt: skip

_SUM = r"(?:[合小总共]\s*计|总\s*数|(?:grand\s+|sub[\s-]*)?totals?)"
_MEAN = r"(?:平\s*均(?:值|数)?|人均|户均|均值|average|mean)"
_WHOLE = r"(?:全\s*[省市区县州街镇乡](?:合计)?|[省市区县]本级)"
# Behind the word a count or an aside may stand: 合计：12个社区, 小计（3个）.
_TAIL = r"(?:\s*[:：].*|\s*[(（\[【].*[)）\]】]|\s*共?\s*\d+\s*\S{0,4})?$"
TOTAL = rf"(?is)^[(（\[【]?\s*(?:{_SUM}|{_MEAN}|{_WHOLE})\s*[)）\]】]?{_TAIL}"
# 五华区小计 is a total too, but only where nothing else says whose row it is.
TOTAL_ENDING = rf"(?is)(?:[合小总共]\s*计|\s(?:sub[\s-]*)?totals?){_TAIL}"
PART = r"^\s*其\s*中\s*[:：]?"

# What a community's name ends with, where it has the word at all.
COMMUNITY = ("社区", "居委会", "村", "村委会", "居民委员会", "村民委员会")
_CHINESE = "一二三四五六七八九十"
NUMBERED = rf"^\s*(?:[{_CHINESE}]{{1,3}}\s*[、.．]|[(（]\s*[{_CHINESE}]{{1,3}}\s*[)）])"
_ONLY_NUMBER = rf"[{_CHINESE}]{{1,3}}|[(（]\s*[{_CHINESE}]{{1,3}}\s*[)）]"
HEADING = rf"^\s*(?:{_ONLY_NUMBER})\s*[、.．]?\s*$"
AREA = (
    r"(?:街道|街道办|办事处|[^\s社小]镇|[^\s社小]乡|市|区|县|旗|州|盟|省|行政区划)"
    r"(?:\s*[(（].*[)）])?\s*$"
)
_STREET = re.compile(r".{1,20}(?:街道|街道办|办事处|镇|乡)")
_MIDDLE = re.compile(r"市辖区|县|市|.*直辖县级行政区划")

NOTE = (
    r"(?i)^\s*(?:注\s*\d*\s*[:：.、]|备\s*注\s*[:：]|附\s*注|说\s*明\s*[:：]?|填表说明|"
    r"(?:资料|数据|信息)?来源\s*[:：]|"
    r"(?:填\s*[表报]\s*人|制\s*表(?:\s*人)?|填报单位|填表单位|填报日期|填表日期|制表单位|制表日期|"
    r"审\s*[核签批](?:\s*人)?|复\s*核(?:\s*人)?|经\s*办\s*人|统计\s*(?:负责)?人|(?:单位|部门|分管|主要)?"
    r"(?:负责人|领导)|联系(?:人|电话|方式)|单位\s*[(（]?盖章[)）]?|签字)\s*[:：(（]|"
    r"(?:notes?|source|remarks?|prepared by|checked by)\s*[:：])"
)
STARRED = r"^\s*[*＊※★▲]"  # of what gives no rule anything: a community may be starred, too
# A sentence where nothing else stands on the line: no community is called so.
REMARK = r"^\s*(?:\d+\s*[.．、)）]|[(（]\d+[)）]|[①-⑳])?.*[。；;：:]|^.{31,}$"


def unnumbered(name: str) -> str:
    """A name without the number of its heading before it."""
    return re.sub(NUMBERED, "", name).strip()


def divisions_named(name: str) -> tuple[Division, ...]:
    """The divisions whose full name a text is: 五华区, 一、五华区; none for 五华."""
    bare = unnumbered(name)
    if not re.search(AREA, bare):
        return ()
    return tuple(one for one in find(bare) if one.name == bare)


def is_area(name: str, within: Division | None = None) -> bool:
    """Whether a name is one of a street, a town or a division (of ``within``, or around it), and
    so of no community."""
    bare = re.sub(r"\s*[(（].*[)）]\s*$", "", unnumbered(name))
    if _STREET.fullmatch(bare) or _MIDDLE.fullmatch(bare):
        return True
    return any(
        within is None or contains(within, one) or contains(one, within)
        for one in divisions_named(bare)
    )
