"""Cells that hold no number as people leave them, and what to write instead."""

from __future__ import annotations

import re

from ...language import Label

__all__ = ["loosened", "remedy"]

_BLANK = r"(?i)[/\\\-—–−一]+|无|暂无|没有|不详|未知|未统计|待定|缺|n/?a|none|nil"
_ABOUT = re.compile(r"^(?:约|大约|将近|近|大概)\s*|(?:余|多|左右|上下|许)(?=\D{0,2}$)")
_ASIDE = re.compile(r"(.*\d\D{0,2}?)\s*[(（\[【][^()（）]*[)）\]】]")
_ODD: tuple[tuple[str, Label], ...] = (
    (
        r"=.*",
        Label(
            "公式没有保存结果，请用 Excel 打开，存盘后再读",
            "the file keeps no value of this formula; open it in a spreadsheet, save it, try again",
        ),
    ),
    (
        _BLANK,
        Label(
            "不知道就留空，确实没有就写 0（--loose-cells 当作空白）",
            "leave it blank where unknown, write 0 for none (--loose-cells takes it for blank)",
        ),
    ),
    (
        r".*[(（]第\d+-\d+行合并[)）]|.*\(lines \d+-\d+ merged\)",
        Label(
            "请拆分单元格，逐行写出各自的数", "unmerge the cells and write each row's own number"
        ),
    ),
    (
        r"(?:约|大约|近|将近|大概)\s*\d.*|\d.*(?:余|多|左右|上下|许)\D{0,2}",
        Label(
            "这是约数，请写确切的数（--loose-cells 按所写的数计）",
            "an estimate; write the number that is to count (--loose-cells takes the one written)",
        ),
    ),
    (
        r"\d[\d,.]*\D{0,2}\s*(?:-|—|–|~|～|至|到)\s*\d.*",
        Label("这是区间，请只写一个数", "a range; write the one number that is to count"),
    ),
    (
        r"\d[\d,.]*\D{0,2}\s*[(（\[【].*[)）\]】]",
        Label(
            "请把括号里的说明移到备注栏（--loose-cells 不看它）",
            "move what stands in brackets to a column of its own (--loose-cells passes over it)",
        ),
    ),
)


def remedy(text: str) -> Label | None:
    """What to do about a cell that is no number; None where nothing is known of it."""
    bare = text.strip()
    return next((label for pattern, label in _ODD if re.fullmatch(pattern, bare)), None)


def loosened(text: str) -> str | None:
    """What an odd cell is taken for where that is allowed: the number of an estimate, or before
    brackets, "" for a mark of nothing known; None for any other cell."""
    bare = text.strip()
    if re.fullmatch(_BLANK, bare):
        return ""
    if remedy(bare) is None or "行合并" in bare or "merged" in bare:
        return None
    if aside := _ASIDE.fullmatch(bare):
        bare = aside[1]
    found = re.sub(_ABOUT, "", bare)
    return None if found == text.strip() else found
