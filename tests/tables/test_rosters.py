"""Rosters as offices keep them: a title, communities merged, months without days, posts held
together, pay by the month; one bad cell costs no other answer."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from commands import shequ
from ledgers import asked
from shequ_calc.tables.plan.open_days import days_of

HEADS = (
    "序号", "社区", "姓名", "出生年月", "学历", "职务", "从事社区工作时间", "社会工作者职业资格",
    "月报酬（元）", "备注",
)  # fmt: skip
WORKERS = (
    (1, "永安社区", "员甲", "1985.03", "大学本科", "书记、主任", "2012.5", "社会工作师", 6800, ""),
    (2, "", "员乙", "1990年11月", "大学专科", "副主任", "2016年", "助理社会工作师", 5200, ""),
    (3, "", "员丙", "1979-06", "高中", "网格员", "2021.6", "无", 4300, "退役军人"),
    (4, "长江社区", "员丁", "1988-01-05 00:00:00", "在职研究生", "委员", "2015.3", "—", 5000, ""),
    (5, "", "员戊", "1995.12", "本科（学士）", "社区工作者", "2019.10", "初级", 4600, ""),
)  # fmt: skip


@pytest.fixture(scope="module")
def roster(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("roster") / "花名册.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range("A1:J1", "XX街道社区工作者花名册")
    for at, row in enumerate((HEADS, *WORKERS), 1):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(at, column, cell)
    sheet.merge_range("B3:B5", "永安社区")
    sheet.merge_range("B6:B7", "长江社区")
    book.close()
    return path


def verdicts(line: str, stdin: bytes = b"") -> dict[str, str]:
    found = shequ(*f"check {line} -f jsonl".split(), stdin=stdin)
    lines = [json.loads(one) for one in found.out.splitlines()]
    return {one["worker"]: one["verdict"] for one in lines if one["worker"] and one["verdict"]}


def test_every_column_of_a_roster_is_understood(roster):
    out = asked(f"columns {roster}").out
    for line in (
        "社区 = name", "出生年月 = birth-date", "学历 = education", "职务 = post",
        "从事社区工作时间 = years", "社会工作者职业资格 = certificate", "月报酬（元） = pay-paid",
        "(in 元/月)", "line 2 was taken for the header", "5 rows are communities",
    ):  # fmt: skip
        assert line in out
    assert "did you mean" not in out


def test_a_month_decides_where_every_day_of_it_agrees(roster):
    ask = f"--workers {roster} --city changchun --only jilin/recruitment-age"
    # On 2024-06-02 born in March 1985 is 39, the limit is 40; June 1979 is 44 or 45.
    early = verdicts(f"{ask} --set recruitment-date=2024-06-02 --set groups=none")
    assert early == {"员甲": "met", "员乙": "met", "员丙": "over", "员丁": "met", "员戊": "met"}
    # On 2025-03-15 those born before the 15th are past the 40th birthday, the others are not.
    late = verdicts(f"{ask} --set recruitment-date=2025-03-15 --set groups=none")
    assert late["员甲"] == "unknown"
    assert late["员戊"] == "met"


def test_what_turns_on_the_day_is_said(roster):
    line = f"check --workers {roster} --city changchun --only recruitment-age -f jsonl"
    result = asked(f"{line} --set recruitment-date=2025-03-15 --set groups=none", code=None)
    lines = [json.loads(one) for one in result.out.splitlines()]
    first = next(one for one in lines if one["worker"] == "员甲")
    assert "birth-date" in first["needs"]
    assert "birth-date '1985.03' has no day" in first["notes"][-1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1985.03", "1985-03-01", "1985-03-31"), ("1990年11月", "1990-11-01", "1990-11-30"),
        ("1979-06", "1979-06-01", "1979-06-30"), ("２０２４/２", "2024-02-01", "2024-02-29"),
        ("198503", "1985-03-01", "1985-03-31"), ("2016年", "2016-01-01", "2016-12-31"),
        # A spreadsheet makes 2012.10 to 2012.1
        ("2012.1", "2012-01-01", "2012-10-31"),
    ],
)  # fmt: skip
def test_the_days_that_a_month_may_be(text, first, last):
    days = days_of(text)
    assert days[0] == datetime.date.fromisoformat(first)
    assert days[-1] == datetime.date.fromisoformat(last)


@pytest.mark.parametrize("text", ["1985-03-01", "1985.13", "85.3", "三月", "4300", "2012.123"])
def test_what_is_no_month(text):
    assert days_of(text) == []


def test_pay_of_a_month_is_twelve_times_that_a_year(roster):
    line = f"check --workers {roster} --city nanchang --set graduate-pay=80000 -f jsonl"
    result = asked(f"{line} --only chief-pay-floor", code=None)
    lines = [json.loads(one) for one in result.out.splitlines()]
    # 6,800 × 12
    assert [one["actual"] for one in lines if one["worker"] == "员甲"] == [81600]


def test_one_bad_cell_costs_no_other_answer():
    table = (
        "社区,姓名,岗位,学历,出生日期,招聘日期\n"
        "甲社区,张,普通工作人员,高中,某年,2024-06-02\n"
        "甲社区,李,普通工作人员,本科,1990-01-01,2024-06-02\n"
    )
    line = "check --workers - --city changchun -f jsonl --only recruitment-age,recruitment-degree"
    result = shequ(*line.split(), stdin=table.encode())
    lines = [json.loads(one) for one in result.out.splitlines()]
    mine = {one["provision"]: one for one in lines if one["worker"] == "张"}
    assert mine["jilin/recruitment-degree"]["verdict"] == "short"
    assert mine["jilin/recruitment-age"]["verdict"] == "unknown"
    assert "birth-date" in mine["jilin/recruitment-age"]["needs"]
    assert "'某年' is no date" in mine[""]["notes"][0]
    whole = next(o for o in lines if not o["worker"] and o["provision"].endswith("-degree"))
    assert (whole["actual"], whole["gap"]) == (1, 1)
    assert "2 workers in the roster: 1 checked, 0 in no listed community, 1 in error" in result.err


def test_a_head_of_the_roster_is_mapped_and_its_columns_are_written(tmp_path):
    (tmp_path / "花名册.csv").write_text(
        "社区,姓名,岗位类型,文凭,招聘日期\n甲社区,张,普通工作人员,高中,2024-06-02\n",
        encoding="utf-8",
    )
    (tmp_path / "台账.csv").write_text("社区名称,户数\n甲社区,4200\n", encoding="utf-8")
    line = (
        f"check {tmp_path}/台账.csv --workers {tmp_path}/花名册.csv --city changchun -f csv "
        "--only recruitment-degree --map 文凭=education --map 岗位类型=post "
        "--columns 社区名称,姓名,岗位类型,文凭,结论"
    )
    out = asked(line, code=None).out.splitlines()
    assert out[1:] == ["甲社区,,,,short", "甲社区,张,普通工作人员,高中,short"]
    missing = asked(f"{line} --map 证件=certificate", code=2)
    assert "no column '证件'" in missing.err
