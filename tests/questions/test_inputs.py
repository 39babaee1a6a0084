"""Inputs as people type them: what is accepted, and what a refusal says in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from commands import in_lang
from shequ_calc.inputs import BUILT_IN, InputError, option_named, read_input
from shequ_calc.language import speak
from shequ_calc.policy import InputSpec, Option
from shequ_calc.quantity import Label
from shequ_calc.record import replace

HOUSEHOLDS, WAGE = BUILT_IN["households"], BUILT_IN["average-wage"]
MONTHLY = replace(WAGE, id="monthly-pay", period="month")
ONCE = replace(WAGE, id="bonus", period="")
RATIO = InputSpec("share", Label("比例", "share"), "number", "ratio", Fraction(0), Fraction(1))
RESULTS = InputSpec(
    "results",
    Label("考核结果", "appraisals"),
    "sequence",
    "",
    Fraction(0),
    Fraction(0),
    "",
    (
        Option("excellent", Label("优秀", "excellent"), ("优",)),
        Option("good", Label("合格", "good enough"), ()),
    ),
)
GROUPS = replace(RESULTS, id="groups", kind="set")
BORN = InputSpec(
    "birth-date", Label("出生日期", "day of birth"), "date", "", Fraction(0), Fraction(0)
)


def refusal(spec: InputSpec, text: str, lang: str) -> str:
    speak(lang)
    with pytest.raises(InputError) as caught:
        read_input(spec, text)
    return str(caught.value)


# Counts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4200", 4200),
        ("４２００", 4200),
        ("4,200", 4200),
        ("４，２００户", 4200),
        ("4200户", 4200),
        ("4200 households", 4200),
        ("1 household", 1),
        ("4200.0", 4200),
        ("0.42万户", 4200),
        ("1", 1),
        ("1000000", 1_000_000),
    ],
)
def test_counts(text: str, value: int) -> None:
    assert in_lang("zh", read_input, HOUSEHOLDS, text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "-4200", "4200.5", "1000001", "4,20", "1e3", "nan", "inf", "abc", "4200元",
        "4200/月", "四千", "4200户户",
    ],
)  # fmt: skip
def test_counts_refused(text: str) -> None:
    assert refusal(HOUSEHOLDS, text, "en") == (
        f"households cannot be {text!r}; "
        "give a whole number from 1 to 1,000,000 households, for example 4200"
    )
    assert refusal(HOUSEHOLDS, text, "zh") == (
        f"户数（households）不能是“{text}”；应为 1 至 1,000,000 的整数户，例如 4200"
    )


def test_an_example_is_always_one_that_is_accepted() -> None:
    for spec in (*BUILT_IN.values(), MONTHLY, ONCE, RATIO):
        if spec.kind == "number":
            example = refusal(spec, "?", "en").rpartition(" ")[2]
            assert (
                spec.least
                <= Fraction(str(in_lang("en", read_input, spec, example)))
                <= spec.greatest
            )


@pytest.mark.parametrize("spec", [HOUSEHOLDS, WAGE, BUILT_IN["post"], RESULTS, BORN])
@pytest.mark.parametrize("text", ["9" * 100_000, "1" + " " * 50_000 + "x", "正" * 100_000])
def test_an_absurdly_long_text_is_refused_and_not_said_again(spec: InputSpec, text: str) -> None:
    for lang in ("zh", "en"):
        assert len(refusal(spec, text, lang)) < 1000


# Money


@pytest.mark.parametrize(
    ("text", "yearly", "monthly"),
    [
        ("78000", 78000, 78000),
        ("78,000.50", Fraction("78000.5"), Fraction("78000.5")),
        ("7.8万", 78000, 78000),
        ("7.8万元", 78000, 78000),
        ("7.8万元/年", 78000, 6500),
        ("78000 yuan a year", 78000, 6500),
        ("78000 per year", 78000, 6500),
        ("６５００／月", 78000, 6500),
        ("6500/month", 78000, 6500),
        ("6500/月", 78000, 6500),
        ("6500元/月", 78000, 6500),
        ("6500 元 / 月", 78000, 6500),
        ("6500元每月", 78000, 6500),
        ("6500 a month", 78000, 6500),
        ("6500 per month", 78000, 6500),
        ("6500 yuan/mo", 78000, 6500),
        ("0", 0, 0),
    ],
)
def test_money_with_a_period(text: str, yearly: Fraction, monthly: Fraction) -> None:
    assert in_lang("zh", read_input, WAGE, text) == yearly
    assert in_lang("zh", read_input, MONTHLY, text) == monthly


def test_money_that_has_no_period_takes_none() -> None:
    assert in_lang("zh", read_input, ONCE, "5万元") == 50000
    for text in ("6500/月", "6500/month", "78000/年"):
        assert text in refusal(ONCE, text, "en")


@pytest.mark.parametrize(
    "text", ["", "-1", "/月", "元/月", "6500/日", "6500/week", "1e4", "10000000001"]
)
def test_money_refused(text: str) -> None:
    assert refusal(WAGE, text, "en") == (
        f"average-wage cannot be {text!r}; give an amount from 0 to 10,000,000,000 "
        "yuan a year (or 6500/month), for example 78000"
    )
    assert refusal(WAGE, text, "zh") == (
        f"当地上年度事业单位管理岗位人员年平均工资（average-wage）不能是“{text}”；"
        "应为 0 至 10,000,000,000 的金额（元/年，也可写 6500/月），例如 78000"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("￥50000", 50000),
        ("¥50,000.5", Fraction("50000.5")),
        ("￥５万", 50000),
        ("RMB 500", 500),
        ("rmb500", 500),
        ("CNY500", 500),
        ("500 CNY", 500),
        ("CN¥ 1,200", 1200),
        ("RMB￥1,200", 1200),
        ("人民币5万元", 50000),
        ("5万元人民币", 50000),
    ],
)
def test_an_amount_of_money_may_bear_its_currency(text: str, value: Fraction) -> None:
    assert in_lang("zh", read_input, WAGE, text) == value
    assert in_lang("zh", read_input, ONCE, text) == value


def test_a_currency_and_a_period_go_together() -> None:
    assert in_lang("zh", read_input, WAGE, "¥6,500/月") == 78000
    assert in_lang("zh", read_input, MONTHLY, "RMB 78000 a year") == 6500


@pytest.mark.parametrize("text", ["¥¥500", "¥", "RMB", "RMB CNY 5", "$500", "¥-500"])
def test_a_currency_alone_or_another_is_no_amount(text: str) -> None:
    assert repr(text) in refusal(WAGE, text, "en")


@pytest.mark.parametrize("text", ["¥4200", "￥4200", "RMB 4200", "CNY4200", "4200元人民币"])
@pytest.mark.parametrize("spec", [HOUSEHOLDS, BUILT_IN["grade"], BUILT_IN["posts"], RATIO])
def test_what_is_counted_has_no_currency(spec: InputSpec, text: str) -> None:
    assert repr(text) in refusal(spec, text, "en")


def test_the_greatest_value_holds_for_the_year() -> None:
    assert in_lang("zh", read_input, WAGE, "800000000/月") == 9_600_000_000
    refusal(WAGE, "900000000/月", "zh")  # 10.8 thousand million a year


@pytest.mark.parametrize(
    ("text", "value"), [("30%", "3/10"), ("３０％", "3/10"), ("0.3", "3/10"), ("100%", "1")]
)
def test_a_ratio_may_be_a_percentage(text: str, value: str) -> None:
    assert in_lang("en", read_input, RATIO, text) == Fraction(value)


def test_a_percentage_is_no_count() -> None:
    assert "30%" in refusal(HOUSEHOLDS, "30%", "en")
    assert "130%" in refusal(RATIO, "130%", "en")


def test_a_unit_is_in_the_plural_and_a_ratio_has_none() -> None:
    assert "a whole number from 1 to 99 grades, for" in refusal(BUILT_IN["grade"], "0", "en")
    assert "a whole number from 1 to 1,000,000 households" in refusal(HOUSEHOLDS, "0", "en")
    assert "a number from 0 to 60 years, for" in refusal(BUILT_IN["years"], "-1", "en")
    assert "a number from 0 to 1, for" in refusal(RATIO, "2", "en")


AREA = InputSpec(
    "office", Label("用房", "office"), "number", "square-metre", Fraction(0), Fraction(10**6)
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("350", "350"), ("350㎡", "350"), ("350平米", "350"), ("350 平方", "350"),
        ("350.5m2", "701/2"),
        ("350m²", "350"), ("1.2万平方米", "12000"), ("1.2万平米", "12000"),
    ],
)  # fmt: skip
def test_areas_as_they_are_written(text: str, value: str) -> None:
    assert in_lang("zh", read_input, AREA, text) == Fraction(value)


# Categories, sets, sequences


@pytest.mark.parametrize(
    ("spec", "text", "option"),
    [
        ("post", "chief", "chief"),
        ("post", "Chief", "chief"),
        ("post", "ｃｈｉｅｆ", "chief"),
        ("post", "书记", "chief"),
        ("post", "committee member", "committee"),
        ("education", "高中（中专）", "senior-middle"),
        ("education", "高中(中专)", "senior-middle"),
        ("education", "本科", "bachelor"),
        ("certificate", "中级", "social-worker"),
        ("certificate", "中级社工师", "social-worker"),
        ("certificate", "初级社工师", "assistant"),
        ("certificate", "高级社工师", "senior"),
        ("post", "党委书记", "chief"),
        ("post", "居委会主任", "chief"),
        ("post", "居委会副主任", "deputy"),
        ("post", "两委委员", "committee"),
        ("education", "博士研究生", "doctor"),
        ("seat", "省会", "province"),
    ],
)
def test_options_by_id_label_or_alias(spec: str, text: str, option: str) -> None:
    assert in_lang("zh", read_input, BUILT_IN[spec], text) == option


def test_every_name_of_an_option_means_that_option_alone() -> None:
    for spec in BUILT_IN.values():
        for option in spec.options:
            for name in (option.id, *option.label, *option.aliases):
                assert option_named(spec, name) is option, (spec.id, name)


@pytest.mark.parametrize(
    ("spec", "text", "meant"),
    [
        # What another level's name is inside of, or as near to, is not proposed for it.
        ("certificate", "高极社工师", "senior"),
        ("certificate", "初级职称", "assistant"),
        ("certificate", "senior social worker 2", "senior"),
        ("certificate", "特级社工师", ""),
        ("certificate", "junior social-worker", ""),
        ("education", "大学专科毕业", "college"),
        ("education", "博士研究生毕业", "doctor"),
    ],
)
def test_a_suggestion_keeps_the_level(spec: str, text: str, meant: str) -> None:
    hint = refusal(BUILT_IN[spec], text, "en").partition("did you mean ")[2]
    assert hint == (f"{meant}?" if meant else "")


def test_an_unknown_option_names_those_there_are_and_the_nearest() -> None:
    assert refusal(BUILT_IN["education"], "bachelr", "en") == (
        "education: no option 'bachelr'; accepted: junior-middle, senior-middle, college, "
        "bachelor, master, doctor; did you mean bachelor?"
    )
    assert refusal(BUILT_IN["post"], "书纪", "zh") == (
        "岗位（post）没有“书纪”这一项；可用：chief（正职）, deputy（副职）, committee（两委成员）, "
        "staff（一般工作人员）；是否指 chief？"
    )
    assert "did you mean" not in refusal(BUILT_IN["post"], "zzz", "en")
    assert "accepted: chief" in refusal(BUILT_IN["post"], "", "en")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("excellent;good", ("excellent", "good")),
        ("优秀，合格、优", ("excellent", "good", "excellent")),
        ("优秀；优秀", ("excellent", "excellent")),
        ("[excellent, good]", ("excellent", "good")),
        ("excellent good", ("excellent", "good")),
        ("good enough", ("good",)),  # a name with white space inside
        ("excellent, good enough", ("excellent", "good")),
        ("excellent", ("excellent",)),
        ("[]", ()),
        ("", ()),
        ("excellent;;good;", ("excellent", "good")),
    ],
)
def test_lists_of_options(text: str, items: tuple[str, ...]) -> None:
    assert in_lang("zh", read_input, RESULTS, text) == items
    assert in_lang("zh", read_input, GROUPS, text) == items


def test_one_wrong_item_of_a_list_is_named_by_itself() -> None:
    assert "no option 'god'" in refusal(RESULTS, "excellent;god", "en")


# Dates


@pytest.mark.parametrize(
    "text",
    [
        "1985-03-01", "1985-3-1", "1985/3/1", "1985.03.01", "1985年3月1日", "1985年3月1",
        "19850301", "１９８５－０３－０１", " 1985-03-01 ", "1985 年 3 月 1 日",
    ],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert in_lang("zh", read_input, BORN, text) == 19850301


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1985",
        "1985-03",
        "1985-02-29",
        "1985-13-01",
        "85-03-01",
        "1985111",
        "1985-0301",
        "yesterday",
    ],
)
def test_dates_refused(text: str) -> None:
    assert refusal(BORN, text, "en") == f"birth-date: {text!r} is no date; write 1985-03-01"
    assert refusal(BORN, text, "zh") == (
        f"出生日期（birth-date）：“{text}”不是日期；请写成 1985-03-01"
    )


def test_the_29th_of_february_is_a_date_in_leap_years() -> None:
    assert in_lang("zh", read_input, BORN, "1984-02-29") == 19840229
