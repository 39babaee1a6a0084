"""The phrases rules are made of, in both languages."""

from __future__ import annotations

from fractions import Fraction

from ..measures import BOUNDS
from ..quantity import UNITS, Label, Unit

__all__ = ["AGE", "GRADE_STEPS", "PHRASES", "RATIO", "TIMES"]

RATIO, TIMES = UNITS["ratio"], UNITS["time"]
AGE = UNITS["age"]
GRADE_STEPS = Unit("grade-steps", "级", "grades", Fraction(1))


PHRASES: dict[str, Label] = {
    # joints
    "and": Label("和", " and "),
    "and-of": Label("与", " and "),
    "or": Label("或", " or "),
    "all-and": Label("，且", " and "),
    "any-or": Label("，或", " or "),
    "comma": Label("，", ", "),
    "semicolon": Label("；", "; "),
    "colon": Label("：", ":"),
    "colon-space": Label("：", ": "),
    "note": Label("（{x}）", " ({x})"),
    "brackets": Label("（{x}）", "({x})"),
    "quoted": Label("“{x}”", "“{x}”"),
    # bounds
    **BOUNDS,
    "above": Label("超过{x}", "more than {x}"),
    "below": Label("不满{x}", "fewer than {x}"),
    "above-level": Label("高于{x}", "more than {x}"),
    "below-level": Label("低于{x}", "less than {x}"),
    "above-date": Label("晚于{x}", "after {x}"),
    "below-date": Label("早于{x}", "before {x}"),
    "about": Label("{x}左右", "about {x}"),
    "about-level": Label("{x}左右", "about {x}"),
    "about-block": Label("约为", "about "),
    "about-each": Label("约{x}", "about {x}"),
    "following": Label("以下数额：", "the following:"),
    "between": Label("{a}与{b}之间", "between {a} and {b}"),
    "between-block": Label("以下两项之间：", "between the following:"),
    "meant": Label("只适用于：{c}", "only where {c}"),
    "no-amount": Label("未定数额（{x}）", "no amount ({x})"),
    # arithmetic
    "plus": Label("另加{x}", "plus {x}"),
    "sum-block": Label("以下各项之和：", "the sum of these:"),
    "minus": Label("{a}减去{b}后的数", "{a} less {b}"),
    "minus-money": Label("{a}减去{b}后的余额", "{a} less {b}"),
    "minus-of": Label("{a}减去{b}后的数", "{a}, less {b}"),
    "minus-of-money": Label("{a}减去{b}后的余额", "{a}, less {b}"),
    "minus-block": Label("以下第一项减去其余各项：", "the first of these less the others:"),
    "times": Label("{x}的{r}", "{r} {x}"),
    "part": Label("{x}的{r}", "{r} of {x}"),
    "times-factor": Label("{x}{head}乘以系数：", "{x}, times a factor {head}:"),
    "times-amount": Label("{x}{head}乘以：", "{x}, times the figure {head}:"),
    "product-block": Label("以下各项相乘：", "the product of these:"),
    "divide": Label("{x}除以{by}", "{x} divided by {by}"),
    "divide-block": Label("以下数额除以{by}：", "the following, divided by {by}:"),
    "share-block": Label("以下数额的{r}：", "{r} of the following:"),
    "higher": Label("{x}中的最高者", "the highest of {x}"),
    "higher-two": Label("{x}中的较高者", "the higher of {x}"),
    "higher-block": Label("以下各项中的最高者：", "the highest of these:"),
    "higher-two-block": Label("以下两项中的较高者：", "the higher of these:"),
    "lower": Label("{x}中的最低者", "the lowest of {x}"),
    "lower-two": Label("{x}中的较低者", "the lower of {x}"),
    "lower-block": Label("以下各项中的最低者：", "the lowest of these:"),
    "lower-two-block": Label("以下两项中的较低者：", "the lower of these:"),
    "limit-floor": Label("，不足{x}的按{x}计", ", but at least {x}"),
    "limit-cap": Label("，超过{x}的按{x}计", ", but at most {x}"),
    "limit-floor-sum": Label("；合计不足{x}的按{x}计", "; at least {x} in all"),
    "limit-cap-sum": Label("；合计超过{x}的按{x}计", "; at most {x} in all"),
    "limit-floor-note": Label("（不足{x}的按{x}计）", " (but at least {x})"),
    "limit-cap-note": Label("（超过{x}的按{x}计）", " (but at most {x})"),
    "or-else": Label("；未提供的，用", ", or where that is not given, "),
    "known-block": Label("以下各项中第一个已提供的：", "the first of these that is given:"),
    # rounding
    "round-down": Label("向下取整", "rounded down"),
    "round-up": Label("向上取整", "rounded up"),
    "round-nearest": Label("四舍五入取整", "rounded to the nearest whole number"),
    "round-inward": Label("只取范围内的整数", "only whole numbers within the range"),
    "round-down-to": Label("向下取到{x}的整数倍", "rounded down to a multiple of {x}"),
    "round-up-to": Label("向上取到{x}的整数倍", "rounded up to a multiple of {x}"),
    "round-nearest-to": Label("四舍五入到{x}的整数倍", "rounded to the nearest multiple of {x}"),
    "round-inward-to": Label("只取范围内{x}的整数倍", "only multiples of {x} within the range"),
    "round-outward": Label(
        "（文件未写明取整方式）", " (the document does not say which way to round)"
    ),
    "steps-down": Label("每满{per}{verb}{add}", "{add} for each full {per}"),
    "steps-down-block": Label("每满{per}{verb}：", "for each full {per}:"),
    "steps-up": Label(
        "每{per}{verb}{add}，不足{step}的按{step}计",
        "{add} for each {per}, a part counting as a whole",
    ),
    "steps-up-block": Label(
        "每{per}（不足{step}的按{step}计）{verb}：", "for each {per} (a part counting as a whole):"
    ),
    "steps-nearest": Label(
        "每{per}{verb}{add}，次数四舍五入取整",
        "{add} for each {per}, their number rounded to the nearest whole",
    ),
    "steps-nearest-block": Label(
        "每{per}（次数四舍五入取整）{verb}：",
        "for each {per} (their number rounded to the nearest whole):",
    ),
    "steps-outward": Label(
        "每{per}{verb}{add}（文件未写明取整方式）",
        "{add} for each {per} (the document does not say which way to round)",
    ),
    "steps-outward-block": Label(
        "每{per}（文件未写明取整方式）{verb}：",
        "for each {per} (the document does not say which way to round):",
    ),
    "steps-inward": Label(
        "使每{u}为{per}的整数个数", "a whole number of {u} that keeps each at {per}"
    ),
    "steps-inward-person": Label(
        "使每人对应{per}的整数人数", "a whole number of {u} with {per} to each"
    ),
    "one-step": Label("一档", "one step"),
    "each": Label("，每个计{x}", ", {x} for each of them"),
    "rate": Label("每{per}{each}", "{each} per {per}"),
    "rate-bare": Label("每{per}为{each}", "{each} per {per}"),
    "rate-block": Label("每{per}：", "per {per}:"),
    # choices
    "by": Label("按{x}：", "by {x}:"),
    "edges": Label(
        "（相邻两档都含的界限有两种读法：归低档；归高档）",
        " (an edge named in two rows has two readings: the lower row; the upper row)",
    ),
    "from-below": Label("{a}以上、不满{b}", "{a} or more but {less} than {b}"),
    "over-to": Label("超过{a}、{b}以下", "more than {a} and up to {b}"),
    "over-below": Label("超过{a}、不满{b}", "more than {a} but {less} than {b}"),
    "from-": Label("{a}以上", "{a} or more"),
    "over-": Label("超过{a}", "more than {a}"),
    "-to": Label("{b}以下", "up to {b}"),
    "-below": Label("不满{b}", "{less} than {b}"),
    "-": Label("不论多少", "any number"),
    "otherwise": Label("其他情形", "otherwise"),
    "other": Label("其他", "other"),
    "depending": Label("视情形：", "depending on the case:"),
    "if": Label("{c}的", "if {c}"),
    "if-else": Label("{c}的，{a}；其他情形，{b}", "{a} if {c}, otherwise {b}"),
    "readings": Label("{n}种读法", "{n} readings"),
    "reading": Label("（{i}）{label}", "({i}) {label}"),
    "assumed": Label("（假定：{x}）", " (assumed: {x})"),
    "age-on-birthday": Label("周岁（自{born}至{at}）", "age in full years (from {born} to {at})"),
    "age-after-birthday": Label(
        "年龄（自{born}至{at}、生日一过即多计一岁）",
        "age with a year begun counting in full (from {born} to {at})",
    ),
    "count": Label("{x}累计为“{v}”的次数", "number of “{v}” in {x}"),
    "run": Label("{x}连续为“{v}”的最多次数", "longest run of “{v}” in {x}"),
    "rank": Label("{x}的位次（由低到高：{o}）", "rank of {x} (rising: {o})"),
    "rank-of": Label("“{v}”在{x}中的位次", "rank of “{v}” in {x}"),
    # conditions
    ">=": Label("{a}不低于{b}", "{a} at least {b}"),
    "<=": Label("{a}不超过{b}", "{a} at most {b}"),
    ">": Label("{a}超过{b}", "{a} more than {b}"),
    "<": Label("{a}低于{b}", "{a} {less} than {b}"),
    "==": Label("{a}等于{b}", "{a} equal to {b}"),
    "!=": Label("{a}不等于{b}", "{a} other than {b}"),
    ">=-full": Label("{a}满{b}", "{a} at least {b}"),
    "<-full": Label("{a}不满{b}", "{a} {less} than {b}"),
    "rank>=": Label("{a}为{b}及以上", "{a} is {b} or above"),
    "rank<=": Label("{a}为{b}及以下", "{a} is {b} or below"),
    "rank>": Label("{a}高于{b}", "{a} is above {b}"),
    "rank<": Label("{a}低于{b}", "{a} is below {b}"),
    "rank==": Label("{a}为{b}", "{a} is {b}"),
    "rank!=": Label("{a}不为{b}", "{a} is not {b}"),
    "n>=": Label("{n}以上", "at least {n}"),
    "n<=": Label("{n}以下", "at most {n}"),
    "n>": Label("超过{n}", "more than {n}"),
    "n<": Label("不满{n}", "fewer than {n}"),
    "n==": Label("{n}", "exactly {n}"),
    "n!=": Label("不是{n}", "other than {n}"),
    "counted": Label("{x}累计{n}为“{v}”", "{x} are “{v}” {n} in all"),
    "counted-run": Label("{x}连续{n}为“{v}”", "{x} are “{v}” {n} in a row"),
    "is": Label("{a}为{b}", "{a} is {b}"),
    "is-not": Label("{a}不为{b}", "{a} is not {b}"),
    "not": Label("不符合“{x}”", "not ({x})"),
}
