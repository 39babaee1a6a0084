"""The words of a finding's closed vocabularies, in both languages, and the column headers."""

from __future__ import annotations

from ..policy import LEVEL_NAMES, TOPICS
from ..quantity import Label

__all__ = [
    "BASES",
    "FORCES",
    "HEADERS",
    "LEVELS",
    "PERIODS",
    "QUESTIONS",
    "ROLES",
    "SCOPES",
    "STATUSES",
    "TITLES",
    "VERDICTS",
    "VOCABULARIES",
    "word",
]

FORCES = {
    "must": Label("必须", "must"),
    "should": Label("原则上", "should"),
    "may": Label("可以", "may"),
    "target": Label("力争", "target"),
    "fact": Label("事实", "fact"),
}
BASES = {
    "stated": Label("原文", "stated"),
    "derived": Label("推算", "derived"),
    "assumed": Label("假定", "assumed"),
}
STATUSES = {
    "computed": Label("已算出", "computed"),
    "needs-input": Label("缺数据", "input missing"),
    "conditional": Label("有条件", "on a condition"),
    "no-amount": Label("未明确数额", "no amount"),
    "none-fits": Label("无合适整数", "none fits"),
    "not-in-force": Label("未施行", "not in force"),
    "not-for": Label("不适用", "not for this one"),
    "error": Label("无法读取", "unreadable"),
}
ROLES = {
    "line": Label("条款", "line"),
    "part": Label("其中", "part"),
    "total": Label("合计", "total"),
    "reference": Label("参考", "reference"),
}
SCOPES = {
    "community": Label("每个社区", "community"),
    "person": Label("每人", "person"),
    "household": Label("每户", "household"),
    "street": Label("每个街道", "street office"),
    "county": Label("全县（市、区）", "county"),
    "city": Label("全市", "city"),
    "province": Label("全省", "province"),
}
PERIODS = {
    "year": Label("每年", "a year"),
    "month": Label("每月", "a month"),
    "quarter": Label("每季度", "a quarter"),
    "two-years": Label("每两年", "every two years"),
    "three-years": Label("每三年", "every three years"),
    "term": Label("每届", "a term"),
    "once": Label("一次性", "once"),
}
LEVELS = LEVEL_NAMES
QUESTIONS = {
    "staffing": Label("人员", "staffing"),
    "budget": Label("经费", "budget"),
    "salary": Label("薪酬", "salary"),
    "check": Label("核对", "check"),
}
# What a page or a sheet of answers is called.
TITLES = {
    "staffing": Label("社区人员配备测算表", "Staff of the communities"),
    "budget": Label("社区经费测算表", "Funds of the communities"),
    "salary": Label("社区工作者薪酬测算表", "Pay of the communities' workers"),
    "check": Label("社区情况核对表", "Check of the communities"),
}
VERDICTS = {
    "met": Label("符合", "met"),
    "near": Label("接近", "near"),
    "short": Label("不足", "short"),
    "over": Label("超出", "over"),
    "unknown": Label("无法判断", "unknown"),
}

SEEN = {
    "whole": Label("全文", "the whole"),
    "opening": Label("只看过开头", "its opening"),
    "report": Label("只见报道", "a report"),
}

# By the field, or the column of a table, whose words they are.
VOCABULARIES = {
    "question": QUESTIONS,
    "role": ROLES,
    "topic": TOPICS,
    "seen": SEEN,
    "scope": SCOPES,
    "period": PERIODS,
    "force": FORCES,
    "basis": BASES,
    "status": STATUSES,
    "payer": LEVELS,
    "verdict": VERDICTS,
}

# Column headers. In English a file's header is always the field's own name.
HEADERS = {
    "question": Label("问题", "question"),
    "place": Label("政策", "place"),
    "provision": Label("条款编号", "provision"),
    "division": Label("区划代码", "division"),
    "division_name": Label("地方", "division_name"),
    "label_zh": Label("条款", "label_zh"),
    "label_en": Label("条款（英文）", "label_en"),
    "role": Label("类别", "role"),
    "topic": Label("主题", "topic"),
    "scope": Label("口径", "scope"),
    "low": Label("下限", "low"),
    "high": Label("上限", "high"),
    "unit": Label("单位", "unit"),
    "period": Label("周期", "period"),
    "about": Label("约数", "about"),
    "force": Label("要求", "force"),
    "basis": Label("来源", "basis"),
    "status": Label("状态", "status"),
    "needs": Label("缺少的数据", "needs"),
    "payers": Label("承担方", "payers"),
    "readings": Label("读法", "readings"),
    "notes": Label("说明", "notes"),
    "document": Label("文件", "document"),
    "number": Label("文号", "number"),
    "issued": Label("成文日期", "issued"),
    "clause": Label("条目", "clause"),
    "phrase": Label("原文词句", "phrase"),
    "seen": Label("所见", "seen"),
    "trust": Label("来源等级", "trust"),
    "label": Label("条款", "label"),
    "figure": Label("结果", "figure"),
    "low_exact": Label("下限（分数）", "low_exact"),
    "high_exact": Label("上限（分数）", "high_exact"),
    "verdict": Label("结论", "verdict"),
    "actual": Label("实际", "actual"),
    "gap": Label("差额", "gap"),
    "gap_payers": Label("差额承担方", "gap_payers"),
    "letter": Label("函件用语", "letter"),
    "worker": Label("工作者", "worker"),
}


def word(table: dict[str, Label], key: str) -> str:
    """The word for ``key``; a key outside the table stands for itself."""
    label = table.get(key)
    return label.said() if label else key
