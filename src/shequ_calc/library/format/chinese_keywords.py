"""Chinese words that a maintainer may write where a policy file takes a word of its own."""

from __future__ import annotations

__all__ = ["meant_by"]

# What the file takes, and what is likely written for it. One Chinese word may stand under several
# (市 is a level and a scope): only those that fit where it was written count.
_WORDS = {
    # force
    "must": "必须 应 应当 须 不低于 不少于",
    "should": "原则上 一般 应该",
    "may": "可 可以",
    "target": "力争 目标",
    "fact": "事实",
    # kind of a document, kind of an input
    "norm": "文件 规范性文件 政策文件 政策 通知 意见 办法",
    "reply": "答复 回复 复函",
    "draft": "征求意见稿 草案 草稿 送审稿",
    "number": "数 数字 数值 数量 整数 金额",
    "category": "类别 分类 选项 单选",
    "set": "集合 多选",
    "sequence": "序列 列表",
    "date": "日期",
    # level of a payer, scope
    "province": "省 省级 全省 每省",
    "city": "市 市级 地市 地级市 全市 每市",
    "county": "县 区 县级 区级 区县 县区 县（市、区）",
    "street": "街道 乡镇 镇 街道级 每个街道",
    "unstated": "未写明 未注明 未明确 不明",
    "community": "社区 每个社区 每社区",
    "person": "人 每人 个人",
    "household": "户 每户",
    # period
    "year": "年 每年 年度",
    "month": "月 每月 月度",
    "quarter": "季 季度 每季 每季度",
    "two-years": "两年 二年 每两年 每二年",
    "three-years": "三年 每三年",
    "term": "届 每届",
    "once": "一次 一次性",
    # questions
    "staffing": "人员 人员配备 配备",
    "budget": "经费 预算",
    "salary": "薪酬 工资 待遇",
    "check": "核对 检查",
    # role
    "line": "条款 计入",
    "part": "其中 部分",
    "reference": "参考",
    # rounding, age
    "down": "向下 向下取整 舍去",
    "up": "向上 向上取整 进一",
    "nearest": "四舍五入",
    "inward": "向内",
    "outward": "向外",
    # about
    "yes": "是",
    "no": "否",
}


def meant_by(word: str) -> list[str]:
    """The words of the file that a Chinese word may mean, in no order; [] for most."""
    return [own for own, words in _WORDS.items() if word in words.split()]
