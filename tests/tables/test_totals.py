"""Rows of totals in a ledger are no communities: left out in every format, and told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import shequ
from ledgers import asked, findings

HEADERS = ("社区", "城市", "户数")
ROWS = (
    ("甲", "长春", "4200"),
    ("五华区小计", "", "4200"),
    ("乙", "长春", "3000"),
    ("合 计", "", "7200"),
)
WORKERS = "社区,姓名,岗位,本年度受训次数,近两年受训次数\n"


def comma(rows: tuple[tuple[str, ...], ...] = ROWS, mark: str = "") -> str:
    """The ledger as CSV, its cells between ``mark``."""
    return "".join(",".join(f"{mark}{cell}{mark}" for cell in row) + "\n" for row in rows)


def written(folder: Path, style: str) -> tuple[Path, list[int]]:
    """The ledger in a file, and where its two rows of totals stand there."""
    objects = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]
    path = folder / f"ledger.{style.partition('-')[0]}"
    match style:
        case "csv":
            path.write_text(comma((HEADERS, *ROWS)), encoding="utf-8")
            return path, [3, 5]
        case "csv-titled":
            path.write_text("台账,,\n,,\n" + comma((HEADERS, *ROWS)), encoding="gbk")
            return path, [5, 7]
        case "csv-quoted":
            path.write_text(comma((HEADERS, *ROWS), '"'), encoding="utf-8", newline="\r\n")
            return path, [3, 5]
        case "csv-lines":
            # A cell with a line end in it, and a blank line: the file has more lines than rows.
            more = (("丙\n丙", "长春", "1"), *ROWS[:2], ("", "", ""), *ROWS[2:])
            text = comma((HEADERS, *more)).replace("丙\n丙", '"丙\n丙"')
            path.write_text(text, encoding="utf-8")
            return path, [5, 8]
        case "json":
            path.write_text(json.dumps(objects), encoding="utf-8")
            return path, [2, 4]
        case "jsonl":
            lines = [json.dumps(one) for one in objects]
            path.write_text("\n".join([lines[0], "", *lines[1:]]), encoding="utf-8")
            return path, [3, 5]
        case "xlsx":
            import xlsxwriter

            book = xlsxwriter.Workbook(str(path))
            sheet = book.add_worksheet()
            for at, row in enumerate((HEADERS, *ROWS)):
                sheet.write_row(at + 2, 1, row)
            book.close()
            return path, [5, 7]
    import polars as pl

    pl.DataFrame(
        [[cell or None for cell in row] for row in ROWS], HEADERS, orient="row"
    ).write_parquet(path)
    return path, [2, 4]


STYLES = (
    "csv", "csv-titled", "csv-quoted", "csv-lines", "json", "jsonl", "xlsx", "parquet",
)  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_totals_are_left_out_whatever_the_format(style: str, tmp_path: Path) -> None:
    path, at = written(tmp_path, style)
    result = asked(f"staffing {path} --city changchun --only jilin/posts -f jsonl")
    found = [json.loads(line) for line in result.out.splitlines()]
    # 10 + 1200 // 500 and 10: not 10 + 4200 // 500 for what is 7,200 together.
    assert [(f["社区"], f["low"]) for f in found if f["社区"] != "丙\n丙"] == [
        ("甲", 12),
        ("乙", 10),
    ]
    assert (
        f"2 rows of totals left out: line {at[0]} (五华区小计), line {at[1]} (合 计)" in result.err
    )
    assert "--all-rows keeps them all" in result.err
    assert f"{len(found)} rows read: {len(found)} answered, 0 in error" in result.err


def test_a_total_adds_nothing_to_a_sum_and_is_not_judged() -> None:
    table = (
        "社区,区县,户数,运转经费\n甲,五华区,3000,50000\n乙,西山区,5000,50000\n合计,,8000,98000\n"
    )
    result = asked("budget - --city kunming --sum place -f jsonl", stdin=table.encode())
    rows = [json.loads(line) for line in result.out.splitlines() if '"year"' in line]
    assert sum(row["rows"] for row in rows) == 2
    # Operating, service (in the seat of a province), training funds, subsidy: for each of the two.
    assert sum(row["low"] for row in rows) == 2 * (50_000 + 200_000 + 5_000 + 48_000)
    line = "check - --city kunming --only yunnan/operating-funds"
    checked = asked(line, "-f", "jsonl", stdin=table.encode())
    judged = [json.loads(one) for one in checked.out.splitlines()]
    assert [(one["社区"], one["verdict"]) for one in judged] == [("甲", "met"), ("乙", "met")]
    assert "2 communities: " in checked.err


@pytest.mark.parametrize(
    "word",
    [
        "合计", "合 计", "合　　计", " 合计 ", "合计：", "合计（2个）", "（合计）", "合计12个社区",
        "合计:共12个社区", "小计", "总计", "共 计", "Total", "TOTAL", "Subtotal", "sub-total:",
        "Grand Total", "长春市合计", "Changchun subtotal", "南关区小计（12个社区）",
    ],
)  # fmt: skip
def test_words_that_are_totals(word: str) -> None:
    table = f"社区,城市,户数\n甲,长春,4200\n{word},长春,4200\n".encode()
    result = asked("staffing - --only jilin/posts", stdin=table)
    assert len(result.out.splitlines()) == 2
    assert "1 row of totals left out: line 3 (" in result.err


@pytest.mark.parametrize(
    "name", ["合计路社区", "会计社区", "统计局社区", "Totalville", "总部社区", "小计划社区", "计"]
)
def test_names_that_are_not(name: str) -> None:
    table = f"社区,城市,户数\n{name},长春,4200\n".encode()
    result = asked("staffing - --only jilin/posts", stdin=table)
    assert "left out" not in result.err
    assert len(result.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("row", "left_out"),
    [
        ("合计,,,4200", True),  # the first cell with anything in it
        (",合计,,4200", True),
        (" ,　,合计,4200", True),
        ("合计,共2个,,8400", True),  # whatever stands where the name would be
        (",五华区小计,,4200", True),
        ("南关区小计,,,4200", True),
        ("南关区小计,丙,长春,4200", False),  # a community has its name
        ("3,丙,长春,合计", False),  # what a number cannot be is an error of its row
        (",,,", False),
        ("合计,,4200", True),  # one cell too few
    ],
)
def test_where_the_word_may_stand(row: str, left_out: bool) -> None:
    table = f"序号,社区,城市,户数\n1,甲,长春,4200\n{row}\n".encode()
    result = asked("staffing - --city changchun --only jilin/posts -f jsonl", stdin=table)
    assert ("1 row of totals left out: line 3" in result.err) == left_out
    alone = left_out or row == ",,,"
    assert len(result.out.splitlines()) == (1 if alone else 2)


def test_without_a_column_of_names_the_first_cell_says_so() -> None:
    table = "区县,户数\n南关区,4200\n长春市合计,4200\n".encode()
    result = asked("staffing - --city changchun --only jilin/posts -f jsonl", stdin=table)
    assert len(result.out.splitlines()) == 1
    assert "line 3 (长春市合计)" in result.err


def test_the_lines_of_a_long_table_are_those_of_the_file(tmp_path: Path) -> None:
    rows = [f"社区{k},长春,{3000 + k % 600}" for k in range(60_000)]
    rows[41_000] = "小计,,1"
    rows[55_000] = '"社区\n55000",长春,3000'
    rows[59_000] = "总计,,1"
    path = tmp_path / "many.csv"
    path.write_text("社区,城市,户数\n" + "\n".join(rows), encoding="utf-8")
    result = asked(f"staffing {path} --only jilin/posts --columns 社区")
    # The header is line 1, and one cell takes two lines.
    assert "2 rows of totals left out: line 41002 (小计), line 59003 (总计);" in result.err
    assert "59,998 rows read: 59,998 answered" in result.err
    assert "计" not in result.out


def test_of_many_only_the_first_are_listed() -> None:
    rows = "".join(f"社区{k},长春,3000\n小计,,3000\n" for k in range(13))
    result = asked("staffing - --only jilin/posts", stdin=f"社区,城市,户数\n{rows}".encode())
    assert "13 rows of totals left out: line 3 (小计), line 5 (小计)," in result.err
    assert "line 21 (小计) and 3 more;" in result.err
    assert "13 rows read: 13 answered" in result.err


def test_what_is_said_in_chinese_and_not_at_all() -> None:
    table = comma((HEADERS, *ROWS)).encode()
    said = asked("staffing - --only jilin/posts --lang zh", stdin=table)
    assert "合计行2行，未计入：第3行（五华区小计）、第5行（合 计）" in said.err
    quiet = asked("staffing - --only jilin/posts --quiet", stdin=table)
    assert (quiet.err, quiet.out.count("\n")) == ("", 3)


def test_a_table_of_nothing_but_totals_decides_nothing() -> None:
    result = asked("staffing -", stdin="社区,户数\n合计,8000\n".encode(), code=3)
    assert "1 row of totals left out: line 2 (合计)" in result.err
    assert "0 rows read" in result.err


def test_a_workbook_that_goes_on_counting_has_no_totals(tmp_path: Path) -> None:
    import openpyxl

    path, _ = written(tmp_path, "xlsx")
    live = tmp_path / "live.xlsx"
    result = asked(f"staffing {path} --only jilin/posts --live -o {live}")
    assert "2 rows of totals left out: line 5 (五华区小计), line 7 (合 计)" in result.err
    sheet = openpyxl.load_workbook(live).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows()] == ["社区", "甲", "乙"]


def test_totals_of_a_roster_are_no_workers(tmp_path: Path) -> None:
    ledger, roster = tmp_path / "ledger.csv", tmp_path / "roster.csv"
    ledger.write_text("社区,城市,户数\n甲,长春,3000\n合计,,3000\n", encoding="utf-8")
    # A worker without a name is called by the line.
    roster.write_text(
        f"{WORKERS}甲,王一,正职,1,1\n甲,小计,,1,1\n甲,,委员,0,0\n合计,2人,,,\n", encoding="utf-8"
    )
    line = f"check {ledger} --workers {roster} --only training-others --only training-chiefs"
    result = asked(line, "-f", "jsonl", code=None)
    found = [json.loads(one) for one in result.out.splitlines()]
    assert [(f["worker"], f["verdict"], f["actual"]) for f in found if f["worker"]] == [
        ("王一", "met", 1), ("line 4", "short", 0),
    ]  # fmt: skip
    assert "roster: 2 rows of totals left out: line 3 (小计), line 5 (合计)" in result.err
    assert "2 workers in the roster: 2 checked" in result.err
    assert "shequ: 1 row of totals left out: line 3 (合计)" in result.err
    chinese = shequ(*line.split(), "--lang", "zh")
    assert "花名册：合计行2行" in chinese.err
    assert "花名册2人" in chinese.err


def test_a_roster_alone_names_no_community_of_totals(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(f"{WORKERS}甲,王一,正职,1,1\n合计,,,,\n", encoding="utf-8")
    line = f"check --workers {roster} --city changchun --only jilin/training-chiefs -f jsonl"
    result = asked(line, code=None)
    found = [json.loads(one) for one in result.out.splitlines()]
    assert {f["社区"] for f in found} == {"甲"}
    assert "1 worker in the roster: 1 checked" in result.err


def test_findings_of_the_other_rows_are_as_without_totals() -> None:
    line = "staffing - --city changchun"
    plain = comma((HEADERS, ROWS[0], ROWS[2])).encode()
    assert findings(line, stdin=comma((HEADERS, *ROWS)).encode()) == findings(line, stdin=plain)
