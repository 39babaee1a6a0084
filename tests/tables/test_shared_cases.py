"""The tables with which the product was once tried, from the command line: each with what is right.

They lie beside the repository, and are skipped where they do not. Tables of the same kinds stand
in ``corpus/`` and ``test_rosters.py``, which go with it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import shequ_calc
from commands import shequ

TABLES = Path(__file__).parents[3] / "shared" / "cases" / "tables"
pytestmark = pytest.mark.skipif(not TABLES.exists(), reason="../shared is not there")

FUNDS = "--only yunnan/operating-funds"
# The file, what is asked of it, the field that is looked at, and its value for each community.
RIGHT: list[tuple[str, str, str, list[object]]] = [
    # 实拨 30,000 and 50,000 count, not 应拨; the second row of heads is no community.
    ("x05b.xlsx", f"check --city 昆明 {FUNDS}", "gap", [20000, 0]),
    # Three communities below two headings, without their sums.
    ("c07.csv", f"budget --city 昆明 {FUNDS}", "low", [50000, 50000, 50000]),
    # Of five only those inside Changchun are answered.
    ("q1.csv", "staffing --city 长春 --only posts", "division",
        ["220104", "", "", "", "220102"]),
    # A formula whose value was never kept, although a flag gives one.
    ("x12.xlsx", "staffing --households 1 --only posts", "status", ["error", "error"]),
    ("p07.csv", "staffing --only posts", "status", ["error", "error"]),
    # 4,200: 10 + 1200 // 500
    ("c07i.csv", "staffing --only posts", "low", [12]),
    ("j11.json", "staffing --only posts", "low", [12]),
    ("x10.xls", "staffing --only posts", "status", ["computed"]),
    ("l1.csv", f"budget --city 昆明 {FUNDS}", "low", [50000]),
    ("n1.csv", f"budget --city 昆明 {FUNDS}", "low", [50000, 50000]),
    ("p01.csv", "budget --on 2023-06-30 --only office-funds", "division",
        ["500103", "500233", "500103", "500243", "500157"]),
    ("p03.csv", "staffing --only posts", "division",
        ["220104", "220113", "220184", "220100", "220100", *["220104"] * 6]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "ask", "field", "values"), RIGHT, ids=[one[0] for one in RIGHT])
def test_each_table_gives_what_is_right(
    name: str, ask: str, field: str, values: list[object]
) -> None:
    question, *rest = ask.split()
    result = shequ(question, str(TABLES / name), *rest, "-f", "jsonl")
    found: list[dict[str, Any]] = [json.loads(line) for line in result.out.splitlines()]
    assert [one[field] for one in found] == values, result.err


def test_what_was_guessed_or_left_out_is_said() -> None:
    for name, ask, words in (
        ("x05b.xlsx", "check --city 昆明", "lines 1-2 were taken for the header"),
        ("c07.csv", "budget --city 昆明", "2 headings left out: line 2 (一、五华区)"),
        ("c07.csv", "budget --city 昆明", "2 rows of totals left out: line 5 (小计)"),
        ("j11.json", "staffing", "the header '户数' stands 2 times"),
        ("x12.xlsx", "staffing", "the file keeps no value of this formula"),
        ("p07.csv", "staffing", "no policy covers Hebei (130000)"),
        ("l1.csv", "budget --city 昆明", "line 2 was taken for the header"),
        ("p03.csv", "staffing", "“2.20104E+11” is a code cut by a spreadsheet"),
    ):
        question, *rest = ask.split()
        assert words in shequ(question, str(TABLES / name), *rest).err


def test_every_column_of_the_roster_is_understood() -> None:
    out = shequ("columns", str(TABLES / "l3.xlsx")).out
    for words in (
        "出生年月 = birth-date", "从事社区工作时间 = years", "月报酬（元） = pay-paid",
        "职务 = post", "学历 = education", "5 rows are communities",
    ):  # fmt: skip
        assert words in out
    assert "did you mean" not in out


def test_the_roster_is_checked_worker_by_worker() -> None:
    line = "check --city 长春 --only recruitment-age --set recruitment-date=2024-06-02 -f jsonl"
    result = shequ(*line.split(), "--set", "groups=none", "--workers", str(TABLES / "l3.xlsx"))
    found = [json.loads(one) for one in result.out.splitlines()]
    # Born March 1985, November 1990, June 1979 (44 or 45), January 1988, December 1995.
    assert {one["worker"]: one["verdict"] for one in found if one["worker"]} == {
        "员甲": "met", "员乙": "met", "员丙": "over", "员丁": "met", "员戊": "met",
    }  # fmt: skip


def test_a_frame_of_a_table_says_the_same() -> None:
    """Of those that a library reads whole: a mark in a head, names of two kinds, places by row."""
    marked = shequ_calc.staffing(pl.read_csv(TABLES / "c07i.csv"), city="长春", only="posts")
    assert marked["jilin/posts.low"].to_list() == [12]
    by_code = pl.read_csv(TABLES / "p03.csv", infer_schema=False)
    codes = by_code.rename({by_code.columns[0]: "code"}).select("code").head(2)
    sizes = codes.with_columns(households=pl.lit(4200))
    named = shequ_calc.staffing(sizes, place="code", only="posts")
    # 九台市 is a district today: of a former code a frame says that it is none.
    assert named["jilin/posts.low"].to_list() == [12, None]
    assert named["jilin/posts.status"].to_list() == ["computed", "error"]
