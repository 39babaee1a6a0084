"""Findings on a screen, in text files and in a workbook.

The expected outputs lie in ``expected/render``, one file an output, and are compared byte for
byte. To accept a change, run this module as a script and read the difference.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import in_lang
from shequ_calc.finding import FIELDS, STATUSES, Finding, PayerAmount, Reading
from shequ_calc.language import speak
from shequ_calc.quantity import UNITS
from shequ_calc.render.finding_text import figure, payer_texts
from shequ_calc.render.output import SUFFIXES, replacing, write_file
from shequ_calc.render.records import (
    FORMATS,
    csv_rows,
    json_of,
    json_text,
    jsonl_lines,
    record,
    safe_cell,
    write_text,
)
from shequ_calc.render.terminal.table import print_table, table_lines
from shequ_calc.render.vocabulary import BASES, FORCES, ROLES, word
from shequ_calc.render.vocabulary import STATUSES as STATUS_WORDS
from shequ_calc.render.wrap import cells, wrap

EXPECTED = Path(__file__).parents[1] / "expected" / "render"
STAMP = {"version": "0.1.0", "policies": "3f9a", "on": "2024-01-01", "made": "2024-01-02 03:04"}
F = Fraction


def finding(**own: Any) -> Finding:
    """A finding of which only what matters is said; whole numbers stand for fractions."""
    fields: dict[str, Any] = {
        "question": "budget",
        "place": "gusu",
        "provision": "gusu/line",
        "division": "530100",
        "division_name": "昆明市",
        "label_zh": "运转经费",
        "label_en": "operating funds",
        "role": "line",
        "scope": "community",
        "low": None,
        "high": None,
        "unit": "yuan",
        "period": None,
        "about": False,
        "force": "must",
        "basis": "stated",
        "status": "computed",
    }
    for name, value in own.items():
        fields[name] = Fraction(value) if name in ("low", "high") and value is not None else value
    return Finding(**fields)


def payer(level: str, low: int | None, high: int | None) -> PayerAmount:
    return PayerAmount(level, *(None if end is None else Fraction(end) for end in (low, high)))


def reading(name: str, low: int | None, high: int | None) -> Reading:
    return Reading(name, *(None if end is None else Fraction(end) for end in (low, high)))


NORM = {"document": "关于社区经费保障的通知", "number": "甲发〔2021〕28号", "issued": "2021-05-06"}
REPLY = {"document": "对第112号建议的答复", "number": "", "issued": "2022-06-07"}
CARRIES = {
    "zh": "有不同读法：“每年”是否管到后面的数额",
    "en": "read in more than one way: whether “a year” carries over to the later amounts",
}
SAME = {
    "zh": "假定：同级财政指区县财政",
    "en": "assumed: the government of the same level is the county's",
}


def samples(lang: str) -> list[Finding]:
    """One finding of every kind there is, notes and names in ``lang``."""
    zh = lang == "zh"
    here = {"division_name": "昆明市" if zh else "Kunming"}
    there = {
        "question": "staffing",
        "place": "bayu",
        "division": "220100",
        "division_name": "长春市" if zh else "Changchun",
    }
    both = ("假定从宽", "两种取整") if zh else ("one pooled share", "two ways to round")
    return [
        finding(
            provision="gusu/operating-funds",
            low=50000,
            period="year",
            payers=(payer("county", 50000, None),),
            notes=(SAME[lang],),
            clause="一(四)一是",
            phrase="每年不低于5万元",
            **here,
            **NORM,
        ),
        finding(
            provision="gusu/service-funds",
            label_zh="服务群众专项经费",
            label_en="special funds for serving residents",
            low=100000,
            high=200000,
            period="year",
            basis="assumed",
            payers=(payer("province", 48000, 49000), payer("unstated", 52000, None)),
            readings=(
                reading("主城区" if zh else "the main urban districts", 200000, 200000),
                reading("全市各区" if zh else "all districts of the city", 100000, 100000),
            ),
            notes=(CARRIES[lang], SAME[lang]),
            clause="一(四)一是",
            phrase="驻地社区不低于10万元",
            **here,
            **NORM,
        ),
        finding(
            provision="gusu/training-funds",
            label_zh="社区工作人员培训经费",
            label_en="training of community workers",
            low=5000,
            high=5000,
            period="year",
            force="fact",
            payers=(payer("province", 1000, 1000), payer("unstated", 4000, 4000)),
            notes=(CARRIES[lang],),
            clause="一(四)一是",
            phrase="每年5000元标准",
            **here,
            **REPLY,
        ),
        finding(
            provision="gusu/training-materials",
            label_zh="教材费",
            label_en="course materials",
            role="part",
            low=F("55.5"),
            high=F("317.65"),
            period="year",
            force="may",
            about=True,
            basis="derived",
            **here,
            **REPLY,
            clause="一(四)",
            phrase="教材费",
        ),
        finding(
            provision="gusu/cadre-subsidy",
            label_zh="社区干部补助",
            label_en="subsidy for community cadres",
            role="part",
            scope="person",
            low=800,
            high=800,
            period="month",
            force="fact",
            payers=(payer("province", 800, 800),),
            clause="一(四)二是",
            phrase="每人每月800元",
            **here,
            **REPLY,
        ),
        finding(
            provision="gusu/model-secretary",
            label_zh="优秀社区党组织书记绩效补贴",
            label_en="performance allowance of a model party secretary",
            scope="person",
            low=5000,
            high=5000,
            period="month",
            force="fact",
            status="conditional",
            payers=(payer("unstated", 5000, 5000),),
            notes=("仅限：获评的书记" if zh else "only where the award is held",),
            clause="一(四)三是",
            phrase="每人每月5000元",
            **here,
            **REPLY,
        ),
        finding(
            provision="gusu/award",
            label_zh="一次性奖补",
            label_en="one-time award",
            scope="city",
            low=3000000,
            high=3000000,
            period="once",
            force="target",
            clause="四(二)",
            phrase="300万元",
            **here,
            **REPLY,
        ),
        finding(
            provision="gusu/average-pay",
            label_zh="社区工作者平均报酬",
            label_en="average pay of community workers",
            period="year",
            status="needs-input",
            needs=("average-wage", "posts"),
            notes=(
                "需要 --average-wage（当地上年平均工资）：见统计年鉴"
                if zh
                else "needs --average-wage (local average wage of last year): see the yearbook",
            ),
            clause="二(四)",
            phrase="平均工资水平核定",
            **here,
            **NORM,
        ),
        finding(
            provision="gusu/pay-ratio",
            label_zh="报酬与人均可支配收入之比",
            label_en="pay to disposable income per head",
            role="reference",
            low=F(6, 5),
            unit="ratio",
            clause="一(四)",
            phrase="1.2倍标准",
            **here,
            **NORM,
        ),
        finding(
            provision="gusu/benefits",
            label_zh="五险一金",
            label_en="social insurance and housing fund",
            status="no-amount",
            force="should",
            clause="一(四)二是",
            phrase="住房公积金",
            **here,
            **NORM,
        ),
        finding(
            provision="gusu/total",
            label_zh="合计",
            label_en="total",
            role="total",
            low=155000,
            high=None,
            period="year",
            basis="assumed",
            payers=(
                payer("county", 50000, None),
                payer("province", 49000, 50000),
                payer("unstated", 56000, None),
            ),
            readings=(
                reading("主城区" if zh else "the main urban districts", 255000, None),
                reading("全市各区" if zh else "all districts of the city", 155000, None),
            ),
            notes=(
                "未计入（有名无额）：五险一金"
                if zh
                else "left out (named without amount): social insurance and housing fund",
                "未计入（缺少数据）：社区工作者平均报酬"
                if zh
                else "left out (input missing): average pay of community workers",
            ),
            **here,
        ),
        finding(
            provision="bayu/posts",
            label_zh="社工岗",
            label_en="social-work posts",
            low=12,
            high=19,
            unit="person",
            force="may",
            about=True,
            basis="derived",
            readings=(reading(both[0], 12, 18), reading(both[1], 13, 19)),
            clause="二(二)",
            phrase="可按10至15人左右",
            **there,
            **NORM,
        ),
        finding(
            provision="bayu/party-posts",
            label_zh="专职党建社工岗",
            label_en="party-building posts",
            role="part",
            low=2,
            unit="person",
            force="should",
            clause="二(二)",
            phrase="2个以上",
            **there,
            **NORM,
        ),
        finding(
            provision="bayu/grids",
            label_zh="网格",
            label_en="grids",
            unit="grid",
            status="none-fits",
            basis="derived",
            notes=(
                "没有合适的整数；两侧最接近的是0和1"
                if zh
                else "no whole number fits; the nearest on either side are 0 and 1",
            ),
            clause="二(三)2",
            phrase="每300-500户",
            **there,
            **NORM,
        ),
        finding(
            provision="bayu/recruitment-age",
            label_zh="招聘年龄上限",
            label_en="greatest age at recruitment",
            high=40,
            unit="year",
            scope="person",
            force="should",
            clause="二(三)",
            phrase="年龄不超过40周岁",
            **there,
            **NORM,
        ),
        finding(
            provision="bayu/transfer",
            label_zh="现任成员转任期限",
            label_en="transfer of sitting members",
            high=20200930,
            unit="date",
            force="may",
            clause="三(一)",
            phrase="9月底前",
            **there,
            **NORM,
        ),
        finding(
            provision="bayu/base-share",
            label_zh="基础报酬占比",
            label_en="share of base pay",
            low=F(3, 5),
            high=F(7, 10),
            unit="ratio",
            clause="二(四)",
            phrase="占70%",
            **there,
            **NORM,
        ),
        finding(
            provision="bayu/director",
            label_zh="主任报酬",
            label_en="director's pay",
            unit="yuan",
            status="not-for",
            notes=("只适用于：岗位为主任" if zh else "only where post is director",),
            clause="五",
            phrase="主任报酬",
            **there,
            **NORM,
        ),
        finding(
            provision="bayu/phone|line",
            label_zh="热线",
            label_en="hot line",
            low=1,
            high=1,
            unit="item",
            status="not-in-force",
            notes=(
                "2024-01-01 未施行（自2025年起）"
                if zh
                else "not in force on 2024-01-01 (from 2025)",
            ),
            clause="五",
            phrase="一条热线",
            **there,
            **NORM,
        ),
        finding(
            question="staffing",
            place="",
            provision="",
            division="",
            division_name="",
            label_zh="",
            label_en="",
            status="error",
            unit="",
            scope="",
            force="",
            basis="",
            notes=("第7行：户数“很多”不是数" if zh else "row 7: households “many” is no number",),
            extra=(("name", "=1+1"), ("number", "-7")),
        ),
    ]


def table(lang: str, width: int, *, cite: bool = False) -> str:
    speak(lang)
    stream = io.StringIO()
    print_table(samples(lang), cite=cite, width=width, stream=stream, color=False)
    return stream.getvalue()


def text(format: str, lang: str, **options: Any) -> str:
    speak(lang)
    stream = io.StringIO(newline="")
    write_text(samples(lang), format, stream, **options)
    return stream.getvalue()


OUTPUTS = {
    **{
        f"table-{lang}-{width}.txt": (lambda lang=lang, width=width: table(lang, width))
        for lang in ("zh", "en")
        for width in (60, 80, 120)
    },
    "table-zh-80-cite.txt": lambda: table("zh", 80, cite=True),
    "table-en-80-cite.txt": lambda: table("en", 80, cite=True),
    "findings.csv": lambda: text("csv", "en"),
    "findings-excel-zh.csv": lambda: text("csv", "zh", excel=True),
    "findings.tsv": lambda: text("tsv", "en", columns=["label", "figure", "low", "high", "payers"]),
    "findings.json": lambda: text("json", "en"),
    "findings.jsonl": lambda: text("jsonl", "zh"),
    "findings-zh.md": lambda: text("md", "zh"),
    "findings-en.md": lambda: text("md", "en"),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_as_expected(name: str) -> None:
    """SHEQU_RENEW=1 writes them anew, to be read before they are committed."""
    if os.environ.get("SHEQU_RENEW") == "1":
        (EXPECTED / name).write_bytes(OUTPUTS[name]().encode())
    assert OUTPUTS[name]().encode() == (EXPECTED / name).read_bytes()


def test_nothing_else_is_expected() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == set(OUTPUTS)


def test_the_samples_cover_every_status() -> None:
    assert {one.status for one in samples("zh")} == set(STATUSES)


# Figures


@pytest.mark.parametrize(
    ("given_", "zh", "en"),
    [
        ({"low": 12, "high": 19, "unit": "person"}, "12–19人", "12–19 persons"),
        ({"low": 1, "high": 1, "unit": "person"}, "1人", "1 person"),
        ({"low": 2, "unit": "person"}, "≥ 2人", "≥ 2 persons"),
        ({"low": 1, "unit": "centre"}, "≥ 1个中心", "≥ 1 centre"),
        ({"high": 40, "unit": "year", "label_zh": "年龄上限"}, "≤ 40岁", "≤ 40 years old"),
        ({"low": 3, "high": 3, "unit": "year"}, "3年", "3 years"),
        ({"low": 1, "about": True, "unit": "person"}, "≥ 约1人", "≥ about 1 person"),
        (
            {"low": 12, "high": 19, "about": True, "unit": "person"},
            "约12–19人",
            "about 12–19 persons",
        ),
        ({"low": 18, "high": 18, "unit": "grade"}, "18级", "grade 18"),
        ({"low": 5, "high": 8, "unit": "grade"}, "5–8级", "grades 5–8"),
        ({"low": 303000, "high": 303000}, "303,000元", "303,000 yuan"),
        ({"low": 303000, "period": "year"}, "≥ 303,000元/年", "≥ 303,000 yuan a year"),
        ({"low": F("0.5"), "high": F("0.5")}, "0.50元", "0.50 yuan"),
        ({"low": -5, "high": F("7.25")}, "-5.00–7.25元", "-5.00–7.25 yuan"),
        (
            {"low": 800, "high": 800, "period": "month", "scope": "person"},
            "800元/人·月",
            "800 yuan per person a month",
        ),
        (
            {"low": 3, "high": 3, "period": "year", "scope": "household"},
            "3元/户·年",
            "3 yuan per household a year",
        ),
        (
            {"low": 1, "high": 2, "unit": "item", "scope": "street"},
            "1–2项/街道",
            "1–2 items per street office",
        ),
        (
            {"low": 9, "high": 9, "scope": "city", "period": "year"},
            "9元/年（全市）",
            "9 yuan a year, city-wide",
        ),
        (
            {"low": 9, "high": 9, "scope": "person", "period": "once"},
            "9元/人（一次性）",
            "9 yuan per person, once",
        ),
        ({"low": 5, "high": 5, "period": "term"}, "5元/届", "5 yuan a term"),
        (
            {"low": 56, "unit": "hour", "period": "year", "scope": "person"},
            "≥ 56学时/人·年",
            "≥ 56 hours per person a year",
        ),
        ({"low": F(3, 5), "high": F(7, 10), "unit": "ratio"}, "60%–70%", "60%–70%"),
        ({"low": F(6, 5), "high": F(6, 5), "unit": "ratio"}, "1.2", "1.2"),
        ({"low": F(1, 3), "high": F(1, 3), "unit": "ratio"}, "1/3", "1/3"),
        ({"low": F("0.794"), "high": F("0.794"), "unit": "ratio"}, "79.4%", "79.4%"),
        ({"high": 20200930, "unit": "date"}, "不晚于2020-09-30", "by 2020-09-30"),
        ({"low": 20200930, "unit": "date"}, "2020-09-30起", "from 2020-09-30"),
        ({"low": 20200430, "high": 20200430, "unit": "date"}, "2020-04-30", "2020-04-30"),
        (
            {"low": 202004, "high": 202009, "unit": "date"},
            "2020-04至2020-09",
            "2020-04 to 2020-09",
        ),
        ({"status": "needs-input", "needs": ("a", "b")}, "缺：a、b", "needs: a, b"),
        ({"status": "needs-input"}, "缺数据", "input missing"),
        ({"status": "no-amount"}, "未明确数额", "named, no amount"),
        ({"status": "none-fits"}, "无合适整数", "no whole number fits"),
        ({"status": "not-in-force", "low": 5}, "未施行", "not in force"),
        ({"status": "conditional"}, "有条件", "only where it applies"),
        ({"status": "error"}, "无法读取", "unreadable"),
        ({}, "—", "—"),
    ],
)
def test_figure(given_: dict[str, Any], zh: str, en: str) -> None:
    one = finding(**given_)
    assert in_lang("zh", figure, one) == zh
    assert in_lang("en", figure, one) == en


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_unit_can_be_said(unit: str, lang: str) -> None:
    speak(lang)
    text = figure(finding(low=1, high=1, unit=unit))
    assert text
    assert text == text.strip()


def test_words_for_kinds() -> None:
    assert [
        in_lang("zh", word, FORCES, f) for f in ("must", "should", "may", "target", "fact")
    ] == [
        "必须",
        "原则上",
        "可以",
        "力争",
        "事实",
    ]
    assert [in_lang("zh", word, BASES, b) for b in ("stated", "derived", "assumed")] == [
        "原文",
        "推算",
        "假定",
    ]
    assert in_lang("en", word, FORCES, "should") == "should"
    assert in_lang("zh", word, ROLES, "part") == "其中"
    assert all(
        in_lang("zh", word, STATUS_WORDS, s) != s and in_lang("en", word, STATUS_WORDS, s)
        for s in STATUSES
    )
    assert in_lang("zh", word, FORCES, "") == ""


def test_one_payer_is_only_named() -> None:
    one = finding(low=5, payers=(payer("city", 5, None),))
    assert in_lang("zh", payer_texts, one) == ["市级"]
    two = replace(one, payers=(payer("city", 0, None), payer("county", None, 9)))
    assert in_lang("en", payer_texts, two) == ["city ≥ 0", "county ≤ 9"]


# Records


MONEY = st.integers(-(10**17), 10**17).map(lambda fen: Fraction(fen, 100))
ENDS = st.none() | MONEY


@given(low=ENDS, high=ENDS, own=ENDS)
def test_json_keeps_money_exact(low: Any, high: Any, own: Any) -> None:
    one = finding(
        payers=(PayerAmount("city", own, low),), readings=(Reading("“a”\\\n", high, own),)
    )
    one = replace(one, low=low, high=high)
    for text_ in (json_text([one])[1:-2], next(jsonl_lines([one]))):
        read = json.loads(text_.strip(), parse_float=Decimal, parse_int=Decimal)
        assert read["payers"] == [{"level": "city", "low": decimal(own), "high": decimal(low)}]
        assert read["readings"] == [{"name": "“a”\\\n", "low": decimal(high), "high": decimal(own)}]
        assert (read["low"], read["high"]) == (decimal(low), decimal(high))
        assert low is None or Fraction(read["low"]) == low


def decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


@given(st.text())
def test_json_keeps_any_text(note: str) -> None:
    one = finding(notes=(note, note), phrase=note)
    for text_ in (json_text([one], ["notes", "phrase"])[1:-2], next(jsonl_lines([one]))):
        read = json.loads(text_)
        assert read["notes"] == [note, note]
        assert read["phrase"] == note


def test_json_of_whatever_holds_a_record() -> None:
    value = {
        "finding": record(finding(low=F("0.1"))),
        "given": [1, None, True, ("a", "b")],
        "x": {},
    }
    for readable in (False, True):
        read = json.loads(json_of(value, readable=readable), parse_float=Decimal)
        assert read["finding"]["low"] == Decimal("0.1")
        assert read["given"] == [1, None, True, ["a", "b"]]
    assert json_of([1, "年"]) == '[1, "年"]'
    with pytest.raises(TypeError, match="no JSON for float"):
        json_of(0.1)


def test_record_has_the_fields_in_order() -> None:
    one = record(finding(low=5, notes=("a",), extra=(("verdict", "met"), ("place", "x"))))
    assert list(one) == [*FIELDS, "verdict", "row_place"]
    assert one["low"] == 5
    assert one["high"] is None
    assert one["notes"] == ["a"]
    assert one["period"] is None
    assert one["row_place"] == "x"


def test_a_ratio_carries_its_exact_fraction() -> None:
    read = json.loads(json_text([finding(low=F(1, 3), unit="ratio")]))[0]
    assert read["low_exact"] == "1/3"
    assert read["high_exact"] is None
    assert read["low"] == 0.333333
    assert "low_exact" not in record(finding(low=5))


def test_no_findings() -> None:
    speak("zh")
    assert json.loads(json_text([])) == []
    assert list(jsonl_lines([])) == []
    assert list(csv_rows([])) == [list(FIELDS)]
    assert list(table_lines([])) == []


@pytest.mark.parametrize("format", ["csv", "tsv"])
@pytest.mark.parametrize("excel", [False, True])
def test_csv_round_trip(format: str, excel: bool) -> None:
    speak("zh")
    written = text(format, "zh", excel=excel)
    assert written.startswith("\ufeff") == excel
    assert ("\r\n" in written) == excel
    read = csv.reader(
        io.StringIO(written.removeprefix("\ufeff"), newline=""),
        delimiter="\t" if format == "tsv" else ",",
    )
    assert list(read) == list(csv_rows(samples("zh"), excel=excel))


def test_csv_cells() -> None:
    rows = [dict(zip(FIELDS, row, strict=False)) for row in csv_rows(samples("en"))]
    named = {row["provision"]: row for row in rows}
    assert named["gusu/service-funds"]["payers"] == "province=48000..49000; unstated=52000.."
    assert named["gusu/training-funds"]["payers"] == "province=1000; unstated=4000"
    assert named["bayu/posts"]["readings"] == "one pooled share=12..18; two ways to round=13..19"
    assert named["bayu/posts"]["about"] == "true"
    assert named["gusu/average-pay"]["needs"] == "average-wage; posts"
    assert named["gusu/average-pay"]["low"] == ""
    assert named["bayu/posts"]["period"] == ""


@pytest.mark.parametrize(
    "text_", ["=1+1", "+cmd", "-x", "@a", "\t=1", "\r=1", " =1", "＝1", "-1+2"]
)
def test_text_that_would_run_is_neutralised(text_: str) -> None:
    assert safe_cell(text_) == "'" + text_
    one = finding(low=-5, extra=(("name", text_), (text_, "")))
    header_, row = csv_rows([one], excel=True)
    assert header_[-1] == "'" + text_
    assert row[-2] == "'" + text_
    assert row[FIELDS.index("low")] == "-5"
    assert list(csv_rows([one]))[1][-2] == text_


@pytest.mark.parametrize("text_", ["", "5", "-5", "-0.25", "+3.5%", "a=b", "幸福社区"])
def test_text_that_cannot_run_is_left_alone(text_: str) -> None:
    assert safe_cell(text_) == text_


def test_columns() -> None:
    assert in_lang("zh", lambda: list(csv_rows([finding(low=5)], ["label", "low", "low"]))) == [
        ["label", "low"],
        ["运转经费", "5"],
    ]
    # The header that is written above a column means it, in either language.
    for head in ("下限", "low"):
        assert list(csv_rows([finding(low=5)], [head])) == [["low"], ["5"]]
    with pytest.raises(
        ValueError, match=r"'lable'; of \d+ that are accepted the nearest are label, label_zh"
    ):
        list(csv_rows([], ["lable"]))
    speak("zh")
    with pytest.raises(ValueError, match=r"没有名为 lable 的列；.*在前：label（条款）"):
        write_text([], "json", io.StringIO(), columns=["lable"])


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="'xls'; accepted: csv, tsv, json, jsonl, md"):
        write_text([], "xls", io.StringIO())
    speak("zh")
    with pytest.raises(ValueError, match="没有 xls 这种格式"):
        write_text([], "xls", io.StringIO())


@pytest.mark.parametrize("format", FORMATS)
def test_a_stream_gets_utf8_and_bare_line_ends(format: str) -> None:
    speak("zh")
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="gbk", newline="\r\n")
    write_text([finding(low=1, notes=("m²",))], format, stream)
    stream.flush()
    assert b"\r" not in raw.getvalue()
    assert raw.getvalue().decode("utf-8").endswith("\n")


def test_markdown_is_escaped() -> None:
    stream = io.StringIO()
    one = finding(low=1, label_en="a|b\\|c\n<d>*", clause="`x`")
    write_text([one], "md", stream)
    (row,) = (line for line in stream.getvalue().splitlines() if line.startswith("| a"))
    assert row.startswith("| a\\|b\\\\\\|c &lt;d>\\* | ≥ 1 yuan")
    assert row.endswith("| \\`x\\` |")


# The table


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_fits_and_keeps_figures_whole(width: int, lang: str) -> None:
    speak(lang)
    lines = table(lang, width, cite=True).splitlines()
    assert max(map(cells, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)
    for one in samples(lang):
        if one.low is not None or one.high is not None:
            assert any(figure(one) in line for line in lines)


def test_a_shared_note_is_printed_once() -> None:
    shown = table("zh", 80)
    assert shown.count(SAME["zh"]) == 1
    assert shown.count(CARRIES["zh"]) == 1


def test_the_total_comes_last_in_its_place() -> None:
    speak("zh")
    one, total = samples("zh")[0], samples("zh")[10]
    stream = io.StringIO()
    print_table([total, one], width=80, stream=stream)
    assert stream.getvalue().index("运转经费") < stream.getvalue().index("合计")


def test_rows_of_a_table_stand_apart() -> None:
    speak("zh")
    rows = [finding(low=1, extra=(("name", name),)) for name in ("甲社区", "乙社区")]
    stream = io.StringIO()
    print_table(rows, width=80, stream=stream)
    assert "name：甲社区" in stream.getvalue()
    assert "name：乙社区" in stream.getvalue()


def test_a_check_shows_its_verdict() -> None:
    speak("zh")
    extra = (("verdict", "short"), ("actual", "3"), ("gap", "2"))
    stream = io.StringIO()
    print_table([finding(low=5, extra=extra)], width=80, stream=stream)
    assert all(text_ in stream.getvalue() for text_ in ("规定", "实际", "结论", "3元", "不足 2元"))


def test_many_readings_are_counted() -> None:
    one = finding(low=0, high=9, readings=tuple(reading(f"r{i}", i, i) for i in range(10)))
    stream = io.StringIO()
    print_table([one], width=80, stream=stream)
    assert "reading: r5" in stream.getvalue()
    assert "reading: r6" not in stream.getvalue()
    assert "and 4 more readings" in stream.getvalue()


def test_a_cell_cannot_steer_the_terminal() -> None:
    speak("zh")
    one = finding(
        low=1, label_zh="甲\x1b[31m乙", notes=("丙\x07\n丁",), extra=(("n", "\x1b]0;x\x07"),)
    )
    stream = io.StringIO()
    print_table([one], width=80, stream=stream)
    assert "\x1b" not in stream.getvalue()
    assert "\x07" not in stream.getvalue()


def test_color_only_when_asked_and_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def shown(color: bool) -> str:
        speak("zh")
        stream = io.StringIO()
        print_table(samples("zh"), width=80, stream=stream, color=color)
        return stream.getvalue()

    plain, colored = shown(False), shown(True)
    assert "\x1b" not in plain
    assert "\x1b[1m" in colored
    assert [strip_ansi(line).rstrip() for line in colored.splitlines()] == plain.splitlines()
    monkeypatch.setenv("NO_COLOR", "1")
    assert shown(True) == plain


def strip_ansi(line: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", line)


@given(st.text(alphabet="ab 社区，（）“”/≥1—", max_size=60), st.integers(4, 30))
def test_wrapping_loses_nothing_and_fits(text_: str, width: int) -> None:
    lines = wrap(text_, width)
    assert "".join(lines).replace(" ", "") == text_.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


def test_wrapping_minds_punctuation() -> None:
    assert wrap("社区社区，社区", 8) == ["社区社", "区，社区"]
    assert wrap("a bound ≥ 52,000", 10) == ["a bound", "≥ 52,000"]


# The workbook and files


def sheets(path: Path) -> Any:
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_workbook(tmp_path: Path, lang: str) -> None:
    speak(lang)
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "out.xlsx"
    findings = [
        *samples(lang),
        finding(low=F("55317.65"), high=10**16, label_zh="=1+1", label_en="=1+1"),
    ]
    write_file(findings, path, stamp=STAMP)
    book = sheets(path)
    assert book.sheetnames == (
        ["汇总", "结果", "依据", "说明"]
        if lang == "zh"
        else ["summary", "findings", "sources", "about"]
    )
    _, main, sources, stamp = book.worksheets
    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden", "hidden", "visible"]
    heads = [cell.value for cell in main[1]]
    low = heads.index("下限" if lang == "zh" else "low")
    rows = list(main.iter_rows(min_row=2))
    assert len(rows) == len(findings)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)
    assert rows[0][low].value == 50000
    assert rows[0][low].data_type == "n"
    assert rows[0][low].number_format == "#,##0"
    assert rows[3][low].value == 55.5
    assert rows[3][low].number_format == "#,##0.00"
    assert rows[16][low].number_format == "0%"
    assert rows[15][low + 1].value.isoformat() == "2020-09-30T00:00:00"
    assert rows[7][low].value is None
    assert rows[-1][low].value == 55317.65
    assert rows[-1][low + 1].value == "10000000000000000"
    assert rows[19][heads.index("name")].value == "=1+1"
    assert rows[19][heads.index("row_number")].value == "-7"
    label = heads.index("条款" if lang == "zh" else "label")
    assert rows[-1][label].value == "=1+1"
    assert main.freeze_panes == "A2"
    assert main.auto_filter.ref
    assert main.column_dimensions[main.cell(1, label + 1).column_letter].width > 26
    provisions = [row[0].value for row in sources.iter_rows(min_row=2)]
    assert len(provisions) == len(set(provisions)) == 18
    told = {a.value: b.value for a, b in stamp.iter_rows()}
    hidden = "逐条明细" if lang == "zh" else "full lines"
    assert "--raw-sheet" in told.pop(hidden)
    assert told == STAMP


def test_workbook_columns_and_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "out.XLSX"
    write_file([finding(low=F(1, 3), unit="ratio")], path, columns=["low_exact"], stamp={})
    assert sheets(path).worksheets[0]["A2"].value == "1/3"
    monkeypatch.setattr("shequ_calc.render.workbook.ROWS", 1)
    with pytest.raises(ValueError, match=r"2 rows are more than the 1 of a sheet; use \.csv"):
        write_file([finding(), finding()], path, stamp={})
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.XLSX"]


@pytest.mark.parametrize("suffix", [one for one in SUFFIXES if one != ".docx"])
def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    speak("zh")
    if suffix == ".xlsx":
        pytest.importorskip("xlsxwriter")
    path = tmp_path / f"结果{suffix}"
    write_file(samples("zh"), path, stamp=STAMP)
    before = path.read_bytes()
    assert len(before) > 100

    def fail(*_: object) -> None:
        raise OSError(errno.EACCES, "opened elsewhere")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="opened elsewhere"):
        write_file([], path, stamp={})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_text_files(tmp_path: Path) -> None:
    speak("zh")
    write_file(samples("zh"), tmp_path / "a.csv", stamp={})
    assert (tmp_path / "a.csv").read_bytes() == (EXPECTED / "findings-excel-zh.csv").read_bytes()
    write_file(samples("zh"), tmp_path / "a.jsonl", stamp={})
    assert (tmp_path / "a.jsonl").read_bytes() == (EXPECTED / "findings.jsonl").read_bytes()


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    speak("zh")
    with pytest.raises(FileNotFoundError):
        write_file([], tmp_path / "none" / "a.csv", stamp={})
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OSError, match=r"b\.csv"):
        write_file([], tmp_path / "b.csv", stamp={})
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.csv"]


def test_an_unwritable_directory(tmp_path: Path) -> None:
    speak("zh")
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write anywhere")
        with pytest.raises(PermissionError):
            write_file([], tmp_path / "a.csv", stamp={})
        assert list(tmp_path.iterdir()) == []
    finally:
        tmp_path.chmod(0o700)


def test_an_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    def fill(binary: Any) -> None:
        binary.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replacing(tmp_path / "a.csv", fill)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links and modes")
def test_a_link_is_followed_and_the_mode_kept(tmp_path: Path) -> None:
    speak("zh")
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_file([finding(low=1)], link, stamp={})
    assert link.is_symlink()
    assert "运转经费" in real.read_text("utf-8-sig")
    assert real.stat().st_mode & 0o777 == 0o640


def test_an_unknown_suffix(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'\.xls' names no format; a file name may end in \.csv"):
        write_file([], tmp_path / "a.xls", stamp={})
    speak("zh")
    with pytest.raises(ValueError, match="不知道 out 是什么格式"):
        write_file([], tmp_path / "out", stamp={})
    speak("en")
    with pytest.raises(ValueError, match="'nope'"):
        write_file([], tmp_path / "a.csv", columns=["nope"], stamp={})
    assert list(tmp_path.iterdir()) == []


def test_heavy_modules_are_imported_only_when_used() -> None:
    code = (
        "import sys, io\n"
        "import shequ_calc.render.output, shequ_calc.render.terminal.table\n"
        "import shequ_calc.render.workbook, shequ_calc.render.records as r\n"
        "shequ_calc.render.terminal.table.print_table([], stream=io.StringIO())\n"
        "r.write_text([], 'json', io.StringIO())\n"
        "print(sorted({'rich', 'xlsxwriter', 'csv', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


if __name__ == "__main__":
    EXPECTED.mkdir(parents=True, exist_ok=True)
    for name, made in OUTPUTS.items():
        (EXPECTED / name).write_bytes(made().encode())
    sys.exit(0)
