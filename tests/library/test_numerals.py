"""What numbers a Chinese phrase states, worked out by reading it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_calc.library.proof.numerals import day_after, stated, years_later


def said(phrase: str) -> list[str]:
    """Each number as ``value kind``, a range as ``low-high kind``, a day as it is."""
    return [
        one.date
        or "/".join(map(str, one.values)) * (len(one.values) > 1)
        or f"{one.values[0]}{'' if one.high is None else f'-{one.high}'} {one.kind}"
        for one in stated(phrase)
    ]


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        # Figures, with units and scales
        ("不低于5万元", ["50000 money"]),
        ("1.5万元提高为3万元", ["15000 money", "30000 money"]),
        ("300万元", ["3000000 money"]),
        ("1.2亿元", ["120000000 money"]),
        ("1万5千元", ["15000 money"]),
        ("3千户", ["3000 household"]),
        ("1,500元", ["1500 money"]),
        ("每人每月800元", ["800 money", "1 month"]),
        ("2184/月", ["2184 any"]),
        ("2名以上", ["2 count"]),
        ("160余项", ["160 count"]),
        ("100名", ["100 count"]),
        ("15分钟", ["15 minute"]),
        ("不少于56学时", ["56 hour"]),
        ("35周岁以下", ["35 year"]),
        ("连续2年或累计3年", ["2 year", "3 year"]),
        ("36个月", ["36 month"]),
        ("每满60平方米", ["60 area"]),
        # Full width
        ("不低于２０万元", ["200000 money"]),
        ("覆盖率达到１００％", ["1 ratio"]),
        ("５，０００元", ["5000 money"]),
        ("1，000户以下", ["1000 household"]),
        ("1，2，3户", ["1 any", "2 any", "3 household"]),
        # Chinese decimals, short for the next lower scale, twenties in one sign, discounts
        ("三点五万元", ["35000 money"]),
        ("五点五元", ["11/2 money"]),
        ("两点意见", []),
        ("13万2", ["132000 any"]),
        ("13万2000元", ["132000 money"]),
        ("廿五户", ["25 household"]),
        ("按八折计", ["4/5 ratio"]),
        ("打八五折", ["17/20 ratio"]),
        ("85折", ["17/20 ratio"]),
        ("360多万元", ["3600000 money"]),
        ("2700余名", ["2700 count"]),
        # Names of plans, insurances, levels of government
        ("五险一金", ["5 count", "1 count"]),
        ("市、区两级财政", ["2 count"]),
        ("“十四五”期间建成20个", ["20 count"]),
        ("十三五规划", []),
        ("巡查十四五次", ["14-15 count"]),
        # Ratios
        ("20%", ["1/5 ratio"]),
        ("79.4%、87%", ["397/500 ratio", "87/100 ratio"]),
        ("3‰", ["3/1000 ratio"]),
        ("1.2倍", ["6/5 ratio"]),
        ("七成", ["7/10 ratio"]),
        ("3成立", ["3 count"]),
        ("百分之二十", ["1/5 ratio"]),
        ("三分之二以上", ["2/3 ratio"]),
        ("2/3以上", ["2/3 ratio"]),
        ("提高5个百分点", ["1/20 ratio"]),
        ("一半", ["1/2 ratio"]),
        ("过半数", ["1/2 ratio"]),
        # Chinese numerals
        ("三岗十八级", ["3 count", "18 count"]),
        ("十年", ["10 year"]),
        ("可分三年", ["3 year"]),
        ("一百五十名", ["150 count"]),
        ("一千零五元", ["1005 money"]),
        ("两万五千元", ["25000 money"]),
        ("一百五", ["150 any"]),
        ("三亿二千万元", ["320000000 money"]),
        ("壹佰贰拾元", ["120 money"]),
        ("每千户", ["1000 household"]),
        ("半年", ["1/2 year"]),
        ("两年半", ["5/2 year"]),
        ("一个半月", ["3/2 month"]),
        # Ranges
        ("10至15人", ["10-15 count"]),
        ("每300-500户", ["300-500 household"]),
        ("1—2项", ["1-2 count"]),
        ("2~3人", ["2-3 count"]),
        ("３～５人", ["3-5 count"]),
        ("三到五年", ["3-5 year"]),
        ("10人至15人", ["10-15 count"]),
        ("60%-70%", ["3/5-7/10 ratio"]),
        ("60-70%", ["3/5-7/10 ratio"]),
        ("3-5万元", ["30000-50000 money"]),
        ("5000-1万元", ["5000-10000 money"]),
        ("两三名", ["2-3 count"]),
        ("十五六人", ["15-16 count"]),
        # Pairs and measure words: an 一 that counts
        ("一网格一辅警", ["1 count", "1 count"]),
        ("一届一签", ["1 count", "1 count"]),
        ("一日两巡", ["1 day", "2 count"]),
        ("每2年轮训一遍", ["2 year", "1 count"]),
        ("每年培训一遍", ["1 count", "1 year"]),
        # Words that state one or none
        ("全覆盖", ["1 any"]),
        ("每个社区", ["1 count"]),
        ("普遍建立服务岗", ["1 any"]),
        ("取消事项", ["0 any"]),
        ("不得另设", ["0 any"]),
        ("不含临时人员", ["0 any"]),
        ("无", ["0 any"]),
        ("每年", ["1 year"]),
        # Where something is counted, they do not
        ("取消1项", ["1 count"]),
        ("每个社区5人", ["5 count"]),
        ("不得低于5万元", ["50000 money"]),
        # Days
        ("2020年9月底前", ["2020-09-30"]),
        ("2024年2月底", ["2024-02-29"]),
        ("2021年底", ["2021-12-31"]),
        ("自2020年9月起", ["2020-09-01"]),
        ("2022年6月7日", ["2022-06-07"]),
        ("2018-08-24", ["2018-08-24"]),
        ("二〇二二年六月十七日", ["2022-06-17"]),
        ("2021年换届", ["2021"]),
        ("2021-2025年", ["2021", "2025"]),
        ("2022年实现全覆盖", ["2022", "1 any"]),
        ("2020年13月", ["2020 year", "13 month"]),
        # Names, which state nothing
        ("第一书记", []),
        ("第十三届", []),
        ("取消“一票否决”事项", ["0 any"]),
        ("社区“两委”成员", []),
        ("云组通〔2021〕28号", []),
        ("一般应具有学历", []),
        ("一站式服务", []),
        ("一是加强", []),
        ("三二", []),
        ("其他人员", []),
        ("", []),
    ],
)
def test_numbers_of_a_phrase(phrase: str, numbers: list[str]) -> None:
    assert said(phrase) == numbers


def test_a_split_is_read_as_parts_and_as_shares() -> None:
    seven, three = stated("按7:3比例")
    assert seven.values == (7, Fraction(7, 10))
    assert three.values == (3, Fraction(3, 10))


@pytest.mark.parametrize(
    ("phrase", "firm"),
    [("1名", True), ("一名", False), ("三名", True), ("每年", False), ("取消", False)],
)
def test_which_numbers_a_rule_must_not_pass_over(phrase: str, firm: bool) -> None:
    (one,) = stated(phrase)
    assert one.firm is firm


def test_the_words_a_number_was_read_from() -> None:
    assert [one.text for one in stated("3000户以下,可按10至15人左右")] == ["3000户", "10至15人"]


def numeral(value: int) -> str:
    """``value`` in Chinese, written as on a cheque: 10304 is 一万零三百零四."""
    if value < 10:
        return "零一二三四五六七八九"[value]
    for scale, sign in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if value >= scale:
            head, rest = divmod(value, scale)
            gap = "零" if rest and rest * 10 < scale else ""
            return numeral(head) + sign + (gap + numeral(rest) if rest else "")
    raise AssertionError


@given(st.integers(3, 10**12))
def test_every_whole_number_in_chinese(value: int) -> None:
    assert said(f"{numeral(value)}元") == [f"{value} money"]


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from("万亿百") | st.just(""))
def test_figures_half_width_and_full(whole: int, part: int, scale: str) -> None:
    figure = f"{whole}.{part:02d}{scale}元"
    times = {"万": 10**4, "亿": 10**8, "百": 100, "": 1}[scale]
    (one,) = stated(figure)
    assert one.values == ((whole + Fraction(part, 100)) * times,)
    wide = figure.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789."})
    assert said(wide) == said(figure)


@given(st.text("0123456789一二三十百万零.,%-至年月日户元第每半成倍分之/:", max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    for one in stated(text):
        assert one.date or one.values
        assert one.high is None or one.values[0] < one.high


def test_days_around_a_day() -> None:
    assert day_after("2030-12-31") == "2031-01-01"
    assert years_later("2020-09-30", 3) == "2023-09-30"
    assert years_later("2024-02-29", 1) == "2025-02-28"
