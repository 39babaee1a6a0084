"""``--columns``: fields and the headers that are written above them, in every shape and format."""

from __future__ import annotations

import datetime

import openpyxl  # type: ignore[import-untyped]
import pytest

from commands import shequ
from ledgers import asked

TABLE = "社区名称,户数\n甲社区,4200\n乙社区,3000\n".encode()
# 4,200: 10 + 1200 // 500 to 15 + 1200 // 300.
LINES = [["甲社区", "12", "19"], ["乙社区", "10", "15"]]
ASK = "staffing - --city changchun --only jilin/posts -q"


@pytest.mark.parametrize("ends", ["low,high", "下限,上限", "下限，high"])
@pytest.mark.parametrize("more", ["", "--wide"])
def test_headers_mean_their_columns(ends, more):
    lines = asked(f"{ASK} -f csv {more} --columns 社区名称,{ends}", stdin=TABLE).out.splitlines()
    assert [line.split(",") for line in lines[1:]] == LINES


def test_the_columns_of_a_table_on_the_screen():
    result = shequ(*f"{ASK} -f table --columns 社区名称,下限,状态 --lang zh".split(), stdin=TABLE)
    assert [line.split() for line in result.out.splitlines()] == [
        ["社区名称", "下限", "状态"], ["甲社区", "12", "已算出"], ["乙社区", "10", "已算出"],
    ]  # fmt: skip
    line = "staffing --city 长春 --households 4200 --only posts --lang zh --columns 条款,下限,要求"
    assert [one.split() for one in shequ(*line.split(), "-f", "table").out.splitlines()] == [
        ["条款", "下限", "要求"], ["社工岗", "12", "可以"],
    ]  # fmt: skip


def test_one_column_of_a_wide_table_and_of_sums():
    wide = asked(f"{ASK} -f csv --wide --columns jilin/posts.high,社区名称", stdin=TABLE).out
    assert wide.splitlines() == ["jilin/posts.high,社区名称", "19,甲社区", "15,乙社区"]
    sums = asked(f"{ASK} -f csv --sum all --columns 下限,rows", stdin=TABLE).out
    assert sums.splitlines() == ["low,rows", "22,2"]


@pytest.mark.parametrize("more", ["", "--wide", "--sum all", "-f table"])
def test_the_nearest_columns_of_one_there_is_not(more):
    result = shequ(*f"{ASK} {more} --columns 下线 --lang zh".split(), stdin=TABLE)
    assert (result.code, result.out) == (2, "")
    assert "没有名为 下线 的列" in result.err
    assert "下限" in result.err
    assert len(result.err) < 200


def test_the_table_that_is_read_is_not_written_over(tmp_path):
    ledger = tmp_path / "台账.csv"
    ledger.write_bytes(TABLE)
    (tmp_path / "sub").mkdir()
    for name in (ledger, tmp_path / "sub" / ".." / "台账.csv"):
        ask = f"staffing {ledger} --city changchun --only posts -o {name}"
        result = asked(ask, code=2)
        assert "is the table that is read" in result.err
        assert "台账-answers.csv" in result.err
        assert ledger.read_bytes() == TABLE
    roster = f"check {ledger} --workers {tmp_path}/sub/r.csv --city changchun"
    (tmp_path / "sub" / "r.csv").write_text("社区,姓名\n甲社区,张\n", encoding="utf-8")
    assert "is the table that is read" in asked(f"{roster} -o {tmp_path}/sub/r.csv", code=2).err
    asked(f"staffing {ledger} --city changchun --only posts -o {ledger} --force")
    assert "下限" in ledger.read_text(encoding="utf-8-sig") or "low" in ledger.read_text()


def test_numbers_stay_numbers_beside_an_odd_cell(tmp_path):
    table = "社区名称,户数,编号\n甲社区,3552,007\n乙社区,约3000,008\n".encode()
    asked(f"staffing - --city changchun --only posts -o {tmp_path}/a.xlsx --raw-sheet", stdin=table)
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].values)
    assert [row[1] for row in rows[1:]] == [3552, "约3000"]
    assert [row[2] for row in rows[1:]] == ["007", "008"]


def test_days_side_by_side_are_days(tmp_path):
    line = "staffing --city changchun --vary households=3000 --only jilin/transfer --wide"
    assert "2020-09-30" in asked(f"{line} -f table").out
    asked(f"{line} -o {tmp_path}/a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["C2"]
    assert (cell.value.date(), cell.number_format) == (datetime.date(2020, 9, 30), "yyyy-mm-dd")
