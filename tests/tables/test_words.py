"""What heads, posts, degrees and certificates are called, and what is said of what is not known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import shequ
from ledgers import asked
from shequ_calc.inputs import BUILT_IN, InputError, read_input

HEADS = {
    "households": "家庭户数 户数/户 住户数 居民总户数",
    "population": "人口总数 总人口数 人口/人",
    "party-members": "党员总数 在册党员数",
    "posts": "工作人员数 社区工作者人数",
    "name": "社区（村） 居委会名称 社区（居委会） 村（社区）",
    "county": "区县名称 县（区） 区（市）县",
}


@pytest.mark.parametrize(
    ("head", "meant"), [(h, meant) for meant, heads in HEADS.items() for h in heads.split()]
)
def test_usual_heads_are_known(head, meant, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"{head},城市\n1,长春\n", encoding="utf-8")
    assert f"  1  {head} = {meant}" in asked(f"columns {path}").out


@pytest.mark.parametrize(
    ("kind", "text", "option"),
    [
        ("post", "书记、主任", "chief"), ("post", "社区书记", "chief"),
        ("post", "书记兼主任", "chief"), ("post", "网格员", "staff"),
        ("post", "副书记、网格员", "deputy"), ("post", "社区工作者", "staff"),
        ("education", "在职研究生", "master"), ("education", "本科（学士）", "bachelor"),
        ("certificate", "中级社工证", "social-worker"),
    ],
)  # fmt: skip
def test_posts_and_degrees_as_rosters_write_them(kind, text, option):
    assert read_input(BUILT_IN[kind], text) == option


@pytest.mark.parametrize("text", ["书记、", "、", "书记、厨师"])
def test_a_list_of_posts_with_a_stranger_is_none(text):
    if text == "书记、":
        assert read_input(BUILT_IN["post"], text) == "chief"
        return
    with pytest.raises(InputError):
        read_input(BUILT_IN["post"], text)


ODD = {
    "约3000": "这是约数", "3千余": "这是约数", "3000左右": "这是约数", "/": "不知道就留空",
    "无": "不知道就留空", "4200（含公寓）": "请把括号里的说明移到备注栏",
    "3000-3500": "这是区间", "=C2+D2": "公式没有保存结果",
}  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_number_gets_a_remedy(text):
    table = f"城市,社区名称,户数\n长春,甲社区,{text}\n".encode()
    result = shequ("--lang", "zh", "staffing", "-", stdin=table)
    assert "第一处：第2行（甲社区）：" in result.err
    assert ODD[text] in result.err


LOOSE = {"约3000": 10, "3千余": 10, "4200（含公寓）": 12, "约4200户": 12, "/": None, "无": None}


@pytest.mark.parametrize("text", LOOSE)
def test_odd_cells_may_be_taken_for_what_they_say(text):
    table = f"城市,社区名称,户数\n长春,甲社区,{text}\n".encode()
    line = "staffing - --only jilin/posts --loose-cells -f jsonl"
    result = asked(line, stdin=table, code=None)
    (found,) = (json.loads(one) for one in result.out.splitlines())
    # The cell stays as it is written; what it was taken for is said.
    assert (found["low"], found["户数"]) == (LOOSE[text], text)
    assert found["status"] == ("computed" if LOOSE[text] else "needs-input")
    assert f"--loose-cells: {text} = " in result.err
    refused = asked("staffing - --only jilin/posts", stdin=table, code=3)
    assert "--loose-cells" in refused.err


@pytest.mark.parametrize("text", ["3000-3500", "三千来户人家", "=C2+D2"])
def test_what_says_no_number_is_an_error_all_the_same(text):
    table = f"城市,社区名称,户数\n长春,甲社区,{text}\n".encode()
    asked("staffing - --only jilin/posts --loose-cells", stdin=table, code=3)


def test_a_wage_that_is_no_year_s_is_said():
    line = "salary --city changchun --only average-pay --average-wage"
    words = "average-wage is taken as 6,500 yuan a year, which no year's figure is near"
    assert words in shequ(*line.split(), "6500").err
    assert "write 6500/month" in shequ(*line.split(), "6500", "--value", "low").err
    for fine in ("6500/月", "78000", "7.8万元"):
        assert "year's figure" not in shequ(*line.split(), fine).err
    table = "城市,平均工资\n长春,6500\n长春,78000\n".encode()
    assert words in asked("salary - --only average-pay", stdin=table).err
    monthly = "城市,平均工资（元/月）\n长春,6500\n".encode()
    assert words not in asked("salary - --only average-pay", stdin=monthly).err


def test_heads_that_were_probably_meant_are_named():
    table = "城市,社区名称,户数,年党员数（人）,备注\n长春,甲,4200,90,x\n".encode()
    result = asked("staffing - --only jilin/posts", stdin=table)
    assert "columns not used: 年党员数（人） (did you mean party-members?)" in result.err
    assert "备注" not in result.err.partition("columns not used")[2]
    mapped = asked("staffing - --only jilin/posts --map 年党员数（人）=party-members", stdin=table)
    assert "not used" not in mapped.err


def test_columns_says_how_a_table_is_understood(tmp_path: Path):
    path = tmp_path / "台账.csv"
    path.write_text(
        "台账,,\n序号,社区名称,户数\n,一、五华区,\n1,甲社区,4200\n,合计,4200\n注：无,,\n",
        encoding="gbk",
    )
    out = asked(f"columns {path}").out
    assert out.splitlines()[:3] == [
        "  1  序号 = (not used)",
        "  2  社区名称 = name",
        "  3  户数 = households  households",
    ]
    for words in (
        "line 2 was taken for the header", "1 heading left out: line 3 (一、五华区)",
        "1 row of totals left out: line 5 (合计)", "1 note left out: line 6",
        "1 row is a community",
    ):  # fmt: skip
        assert words in out
    assert "FILE" in asked("columns", code=2).err


@pytest.mark.parametrize("day", ["20240501", "2024-05-01", "2024年5月1日"])
def test_a_day_may_be_written_without_marks(day):
    line = f"staffing --city changchun --households 4200 --only posts -f json --on {day}"
    assert json.loads(shequ(*line.split()).out)


def test_today_is_a_day():
    line = "staffing --city changchun --households 4200 --only posts --value low --on"
    assert shequ(*line.split(), "今天").out == shequ(*line.split(), "today").out == "12\n"
    assert shequ(*line.split(), "20241301").code == 2


@pytest.mark.parametrize(
    "typed", ["——households", "—households", "－－households", "—— households"]
)
def test_dashes_that_are_no_hyphens_get_the_right_form(typed):
    result = shequ("staffing", *typed.split(), "4200")
    assert result.code == 2
    assert result.err.endswith("write --households\n")
