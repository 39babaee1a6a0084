"""Ledgers as people keep them: formats, encodings, numbers, broken rows, and what is said of
what cannot be read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import shequ
from ledgers import HEADERS, ROWS, asked, csv_text, findings, write_ledger

STYLES = (
    "utf-8", "bom", "gbk", "gb18030-crlf", "utf-16", "quoted", "tsv", "semicolon", "old-mac",
    "excel-hint", "titled", "no-suffix", "json", "json-inside", "jsonl", "jsonl-no-suffix",
    "xlsx", "parquet",
)  # fmt: skip
ONLY = ["--only", "jilin/posts", "--only", "yunnan/operating-funds", "--only", "nanchang/workers"]


def posts(path: Path | str, *more: str, stdin: bytes = b"") -> list[tuple[object, ...]]:
    found = findings(f"staffing {path}", *more, stdin=stdin)
    return [(f["社区名称"], f["provision"], f["low"], f["high"], f["status"]) for f in found]


@pytest.mark.parametrize("style", STYLES)
def test_every_format_gives_the_same_findings(style, tmp_path):
    found = posts(write_ledger(tmp_path, style))
    # 4,200 households in Changchun: 10 + 1200 // 500 to 15 + 1200 // 300; 3,000: 10 to 15.
    assert ("红旗社区", "jilin/posts", 12, 19, "computed") in found
    assert ("胜利社区", "jilin/posts", 10, 15, "computed") in found
    assert found[-1] == ("无名社区", "", None, None, "error")
    assert [name for name, *_ in found if name == "金碧社区"] == ["金碧社区"]
    assert found == posts(write_ledger(tmp_path, "utf-8"))


@pytest.mark.parametrize("style", ["utf-8", "gbk", "tsv", "json", "jsonl", "xlsx", "parquet"])
def test_standard_input_is_known_by_its_content(style, tmp_path):
    content = write_ledger(tmp_path, style).read_bytes()
    assert posts("-", stdin=content) == posts(write_ledger(tmp_path, "utf-8"))


def test_from_says_the_format_of_standard_input():
    tabs = csv_text("\t").encode()
    assert posts("-", "--from", "tsv", stdin=tabs) == posts("-", stdin=csv_text().encode())
    result = asked("staffing - --from ods", stdin=tabs, code=2)
    assert "'ods'" in result.err
    assert "csv, tsv, json, jsonl, xlsx, parquet" in result.err


@pytest.mark.parametrize("style", ["utf-8", "quoted", "jsonl", "xlsx", "parquet"])
def test_codes_keep_their_zero_and_blanks_stay_blank(style, tmp_path):
    found = findings(f"staffing {write_ledger(tmp_path, style)}")
    assert found[0]["备注"] == "053010"
    assert {f["备注"] for f in found if f["社区名称"] == "胜利社区"} == {None}


@pytest.mark.parametrize(
    ("typed", "low"),
    [
        ("4200", 12), ("4,200", 12), ("4200户", 12), ("4200.0", 12), (" 4200 ", 12),
        ("４２００", 12), ("0.42万", 12), ("4 200", 12),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(typed, low):
    table = f"城市\t户数\n长春\t{typed}\n".encode()
    (found,) = findings("staffing - --only jilin/posts", stdin=table)
    assert (found["low"], found["high"]) == (low, 19)


@pytest.mark.parametrize("typed", ["0", "-5", "4200.5", "1e3", "many", "9999999999"])
def test_numbers_that_are_none_are_errors_of_their_row(typed):
    table = f"城市,户数\n长春,{typed}\n长春,4200\n".encode()
    result = asked("staffing - --only jilin/posts -f jsonl", stdin=table)
    bad, good = (json.loads(line) for line in result.out.splitlines())
    assert (bad["status"], bad["provision"], bad["low"]) == ("error", "", None)
    assert typed in bad["notes"][0]
    assert "1,000,000" in bad["notes"][0]
    assert good["low"] == 12
    assert "2 rows read: 1 answered, 1 in error" in result.err


def test_a_cell_that_the_question_does_not_turn_on_may_hold_anything():
    table = "社区,城市,户数\n甲,昆明,abc\n".encode()
    (found,) = findings("budget - --only yunnan/training-funds", stdin=table)
    assert (found["status"], found["low"], found["户数"]) == ("computed", 5000, "abc")
    result = asked("budget - --only yunnan/training-funds", stdin=table)
    assert "1 row read: 1 answered, 0 in error" in result.err
    other = "社区,城市,户数\n甲,长春,abc\n乙,昆明,abc\n".encode()
    bad = findings("staffing -", stdin=other)[0]
    assert (bad["社区"], bad["status"], bad["provision"]) == ("甲", "error", "")
    assert "abc" in bad["notes"][0]


@pytest.mark.parametrize(
    "how", ["--columns 社区,low", "--wide", "--sum all", "", "--columns notes"]
)
@pytest.mark.parametrize("question", ["staffing", "check"])
def test_the_first_error_is_told_whatever_is_shown(how, question):
    table = "社区,城市,户数\n甲,长春,4200\n乙,长春,x\n丙,长春\n".encode()
    result = asked(f"{question} - {how}", stdin=table, code=None)
    assert "3 rows read: 1 answered, 2 in error; the first: " in result.err
    assert "households cannot be 'x'" in result.err.partition("the first: ")[2]
    ragged = "社区,城市,户数\n丙,长春\n乙,长春,x\n".encode()
    result = asked(f"{question} - {how}", stdin=ragged, code=None)
    assert "2 in error; the first: line 2 (丙): the row has 2 cells" in result.err


def test_one_is_not_many():
    one = asked("staffing -", stdin="社区,城市,户数\n甲\n".encode(), code=3)
    assert "1 row read: 0 answered, 1 in error" in one.err
    assert "the row has 1 cell, the header 3" in one.err
    long = "社区,城市,户数\n" + "甲,长春,4200\n" * 601
    shown = asked("staffing - --only jilin/posts -f table", stdin=long.encode())
    assert "shequ: 1 more is not shown" in shown.err


def test_a_blank_cell_is_not_nought_and_takes_the_flag():
    table = "城市,户数\n长春,\n长春,3000\n".encode()
    found = findings("staffing - --only jilin/posts", stdin=table)
    assert [f["status"] for f in found] == ["needs-input", "computed"]
    assert found[0]["low"] is None
    assert found[0]["needs"] == ["households"]
    found = findings("staffing - --only jilin/posts --households 4200", stdin=table)
    assert [f["low"] for f in found] == [12, 10]


def test_a_flag_gives_the_place_of_rows_that_name_none():
    table = "社区,城市,户数\na,,4200\nb,南昌,4200\n".encode()
    found = findings("staffing - --city changchun", stdin=table)
    assert {f["place"] for f in found if f["社区"] == "a"} == {"jilin"}
    (outside,) = (f for f in found if f["社区"] == "b")
    assert outside["status"] == "error"
    assert "not in Changchun, Jilin" in outside["notes"][0]


@pytest.mark.parametrize("quote", ["", '"'])
def test_ragged_rows_are_errors_and_nothing_is_cut_silently(quote):
    q = quote
    table = (
        f"社区,城市,户数\n{q}a{q},长春,4200\nb,长春\nc,长春,4200,多了\nd,长春,4200,,\n"
        f"\n,,\n{q}e{q},长春,3000\n"
    ).encode()
    result = asked("staffing - --only jilin/posts -f jsonl", stdin=table)
    found = [json.loads(line) for line in result.out.splitlines()]
    assert [(f["社区"], f["status"]) for f in found] == [
        ("a", "computed"), ("b", "error"), ("c", "error"), ("d", "computed"), ("e", "computed"),
    ]  # fmt: skip
    assert "2 cells, the header 3" in found[1]["notes"][0]
    assert "4 cells, the header 3" in found[2]["notes"][0]
    assert "5 rows read: 3 answered, 2 in error" in result.err


def test_errors_of_reading_and_of_answering_keep_the_order_of_rows():
    table = "社区,城市,户数\na,长春,x\nb,长春\nc,长春,4200\nd,长春,1,2\ne,火星,5\n".encode()
    found = findings("staffing - --only jilin/posts", stdin=table)
    assert [f["社区"] for f in found] == ["a", "b", "c", "d", "e"]
    assert [f["status"] == "error" for f in found] == [True, True, False, True, True]
    wide = asked("staffing - --only jilin/posts --wide -f jsonl", stdin=table)
    rows = [json.loads(line) for line in wide.out.splitlines()]
    assert [row["社区"] for row in rows] == ["a", "b", "c", "d", "e"]
    assert [row["notes"] is None for row in rows] == [False, False, True, False, False]
    assert [row["jilin/posts.status"] for row in rows] == [None, None, "computed", None, None]


def test_quoted_cells_may_hold_separators_and_line_ends():
    table = '社区,城市,户数\n"甲,乙",长春,"4,200"\n"上\n下",长春,3000\n"他说""好""",长春,3000\n'
    found = findings("staffing - --only jilin/posts", stdin=table.encode())
    assert [f["社区"] for f in found] == ["甲,乙", "上\n下", '他说"好"']
    assert [f["low"] for f in found] == [12, 10, 10]


def test_quotation_marks_that_do_not_match():
    table = '社区,城市,户数\n"甲"乙,长春,4200\n丙,长春,3000\n'.encode()
    found = findings("staffing - --only jilin/posts", stdin=table)
    assert [f["status"] for f in found] == ["error", "computed"]
    assert "line 2" in found[0]["notes"][0]
    never = '社区,城市,户数\n甲,长春,3000\n"乙,长春,4200\n丙,长春,3000\n'.encode()
    result = asked("staffing -", stdin=never, code=2)
    assert "line 3" in result.err
    assert "never closed" in result.err


def test_many_blocks_are_one_table(tmp_path):
    """Far more rows than a block: none is lost where blocks meet, whatever stands at the seam."""
    rows = [f"社区{k},长春,{3000 + k % 600}" for k in range(60_000)]
    rows[41_000] = '"社区41000",长春,3000'
    rows[55_000] = '"社区\n55000",长春,3000'
    rows[59_000] = "社区59000,长春"
    path = tmp_path / "many.csv"
    path.write_text("社区,城市,户数\n" + "\n".join(rows), encoding="gb18030")
    line = f"staffing {path} --only jilin/posts --columns 社区,low"
    result = asked(line, "-f", "csv")
    lines = result.out.replace('"社区\n55000"', "社区55000").splitlines()[1:]
    assert [one.partition(",")[0] for one in lines] == [f"社区{k}" for k in range(60_000)]
    assert lines[599] == "社区599,11"  # 3599: 10 + 599 // 500
    assert "60,000 rows read: 59,999 answered, 1 in error" in result.err


def test_repeated_and_blank_headers_are_told_apart():
    table = "城市,户数,备注,备注,\n长春,4200,a,b,c\n".encode()
    (found,) = findings("staffing - --only jilin/posts", stdin=table)
    assert (found["备注"], found["备注_2"], found["column_5"]) == ("a", "b", "c")


def test_own_columns_called_like_fields_are_renamed():
    table = "城市,户数,status,low\n长春,4200,open,9\n".encode()
    (found,) = findings("staffing - --only jilin/posts", stdin=table)
    assert (found["row_status"], found["row_low"], found["low"]) == ("open", "9", 12)


def test_two_columns_of_one_meaning_need_a_choice():
    table = "城市,户数,常住户数\n长春,4200,3000\n".encode()
    result = asked("staffing -", stdin=table, code=2)
    assert "'户数' and '常住户数' both mean households" in result.err
    for chosen, low in (("常住户数", 10), ("户数", 12)):
        line = f"staffing - --only jilin/posts --map {chosen}=households"
        (found,) = findings(line, stdin=table)
        assert found["low"] == low


@pytest.mark.parametrize("cell", ["4300", "x", ""])
def test_a_header_that_stands_twice_is_told(cell):
    """The first counts, whatever the second holds; --map takes the other, and says enough."""
    table = f"社区,城市,户数,户数,备注,备注\n甲,长春,4200,{cell},a,b\n".encode()
    result = asked("staffing - --only jilin/posts -f jsonl", stdin=table)
    assert json.loads(result.out)["low"] == 12
    assert "the header '户数' stands 2 times: the first was read as households" in result.err
    assert "户数_2 was not (choose with --map '户数_2=households')" in result.err
    assert "备注" not in result.err
    chinese = asked("staffing - --only jilin/posts --lang zh", stdin=table)
    assert "“户数”一栏有2个：取第一个作 households，未用 户数_2" in chinese.err
    assert "stands" not in asked("staffing - --quiet", stdin=table).err


def test_a_header_that_stands_twice_is_chosen_by_map():
    table = "社区,城市,户数,户数,户数\n甲,长春,4200,3000,x\n".encode()
    line = "staffing - --only jilin/posts --map 户数_2=households"
    chosen = asked(f"{line} -f jsonl", stdin=table)
    assert json.loads(chosen.out)["low"] == 10
    assert "stands" not in chosen.err
    first = asked("staffing - --only jilin/posts", stdin=table)
    assert "stands 3 times" in first.err
    assert "户数_2, 户数_3 was not" not in first.err
    assert "户数_2, 户数_3 were not" in first.err
    assert "stands" not in asked("staffing - --map 户数_2= --map 户数_3=", stdin=table).err


def test_two_columns_of_places_or_names_are_told_too():
    table = "社区,社区,城市,城市,户数\n甲,乙,长春,南昌,4200\n".encode()
    result = asked("staffing - --only jilin/posts -f jsonl", stdin=table)
    assert json.loads(result.out)["place"] == "jilin"
    assert "'社区' stands 2 times: the first was read as name, 社区_2 was not" in result.err
    assert "'城市' stands 2 times: the first was read as city, 城市_2 was not" in result.err


def test_map_names_a_column_and_its_mistakes_are_told():
    table = "城市,家庭总数\n长春,4200\n".encode()
    (found,) = findings("staffing - --only jilin/posts --map 家庭总数=households", stdin=table)
    assert found["low"] == 12
    for mapping, words in (
        ("家庭数=households", "'家庭总数'"),
        ("家庭总数=househols", "households"),
        ("家庭总数", "COLUMN=ID"),
    ):
        result = asked(f"staffing - --map {mapping}", stdin=table, code=2)
        assert words in result.err


@pytest.mark.parametrize(
    ("header", "cell", "low"),
    [
        ("户数（户）", "4200", 12),
        ("居民户数", "4200", 12),
        ("Households", "4200", 12),
        (" HOUSEHOLDS ", "4200", 12),
        ("*户数：", "4200", 12),
        ("户数（2023年）", "4200", 12),
        ("户数（万户）", "0.42", 12),
        ("户数(必填)", "4200", 12),
    ],
)
def test_headers_in_their_variants(header, cell, low):
    table = f"城市,{header}\n长春,{cell}\n".encode()
    (found,) = findings("staffing - --only jilin/posts", stdin=table)
    assert found["low"] == low


@pytest.mark.parametrize(
    ("header", "cell", "pay"),
    [
        ("平均工资（元/年）", "78000", 78000),
        ("平均工资（元/月）", "6500", 78000),
        ("平均工资（万元）", "7.8", 78000),
        ("平均工资（元/月）", "78000/年", 78000),
        ("average-wage", "6,500/month", 78000),
    ],
)
def test_the_unit_in_a_header_counts(header, cell, pay):
    """Average pay in Jilin is the average wage of the institutions' management posts."""
    table = f"城市\t{header}\n长春\t{cell}\n".encode()
    (found,) = findings("salary - --only jilin/average-pay", stdin=table)
    assert (found["low"], found[header]) == (pay, cell)


def test_a_unit_that_is_not_understood_leaves_the_column_alone():
    table = "城市,户数（估计）\n长春,4200\n".encode()
    (found,) = findings("staffing - --only jilin/posts", stdin=table, code=3)
    assert found["status"] == "needs-input"
    assert found["户数（估计）"] == "4200"


@pytest.mark.parametrize(
    ("columns", "cells", "division"),
    [
        ("城市", "昆明", "530100"),
        ("所属城市", "昆明市", "530100"),
        ("省份,市,区县", "云南,昆明,五华", "530102"),
        ("区县", "五华区", "530102"),
        ("行政区划代码", "530102", "530102"),
        ("city,district", "Kunming,Wuhua", "530102"),
        ("地方", "kunming", "530100"),
    ],
)
def test_places_by_column(columns, cells, division):
    table = f"社区,{columns}\na,{cells}\n".encode()
    found = findings("budget - --only yunnan/operating-funds", stdin=table)
    assert [f["division"] for f in found] == [division]


def test_merged_cells_count_for_every_row_they_cover(tmp_path):
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("台账")
    sheet.merge_range(0, 0, 0, 2, "2024年社区基本情况")
    sheet.write_row(1, 0, ["城市", "社区", "户数"])
    sheet.merge_range(2, 0, 3, 0, "长春市")
    sheet.write_row(2, 1, ["a", 4200])
    sheet.write_row(3, 1, ["b", 3000.0])
    book.close()
    found = findings(f"staffing {path} --only jilin/posts")
    assert [(f["社区"], f["城市"], f["户数"], f["low"]) for f in found] == [
        ("a", "长春市", "4200", 12),
        ("b", "长春市", "3000", 10),
    ]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!"])
def test_a_cell_with_an_error_is_an_error_as_in_csv(error, tmp_path):
    import xlsxwriter

    path = tmp_path / "errors.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("别的").write_formula(0, 0, "=1/0", None, "#DIV/0!")
    sheet = book.add_worksheet("台账 & 表")
    sheet.write_row(1, 1, ["社区", "城市", "户数", "备注"])
    sheet.write_row(2, 1, ["甲", "长春"])
    sheet.write_formula(2, 3, "=1/0", None, error)
    sheet.write_row(3, 1, ["乙", "长春", 4200])
    sheet.write_formula(3, 4, "=1/0", None, error)
    sheet.write_row(4, 1, ["丙", "长春", None, error])
    book.close()
    # A blank cell takes the option; one with an error is none.
    line = "staffing {} --only jilin/posts --households 3000"
    found = findings(line.format(path), "--sheet", "台账 & 表")
    table = f"社区,城市,户数,备注\n甲,长春,{error},\n乙,长春,4200,{error}\n丙,长春,,{error}\n"
    assert [(f["社区"], f["status"], f["low"], f["备注"]) for f in found] == [
        ("甲", "error", None, None),
        ("乙", "computed", 12, error),
        ("丙", "computed", 10, error),
    ]
    plain = findings(line.format("-"), stdin=table.encode())
    assert found[0]["notes"] == plain[0]["notes"]
    assert error in found[0]["notes"][0]


def test_cells_with_errors_need_not_say_where_they_are(tmp_path):
    """A sheet may leave out where its rows and cells are: each follows the one before."""
    import zipfile

    import xlsxwriter

    path, bare = tmp_path / "full.xlsx", tmp_path / "bare.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["户数", "城市", "社区"])
    sheet.write_row(1, 0, [4200, "长春", "甲"])
    sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
    sheet.write_row(2, 1, ["长春", "乙"])
    book.close()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(rb' r="[A-Z]*[0-9]+"', b"", data)
                data = data.replace(b't="e"', b"t='e'")
            new.writestr(name, data)
    for one in (path, bare):
        found = findings(f"staffing {one} --only jilin/posts --households 3000")
        assert [(f["社区"], f["status"]) for f in found] == [("甲", "computed"), ("乙", "error")]


def test_a_sheet_is_chosen_by_name_or_number(tmp_path):
    path = write_ledger(tmp_path, "xlsx")
    assert posts(path, "--sheet", "2024") == posts(path)
    assert posts(path, "--sheet", "1") == posts(path)
    assert "别的" in asked(f"staffing {path}").err
    result = asked(f"staffing {path} --sheet 2023", code=2)
    assert "2024, 别的" in result.err
    assert "did you mean '2024'" in result.err
    assert "--sheet" in asked(f"staffing {write_ledger(tmp_path, 'utf-8')} --sheet 1", code=2).err


def test_parquet_with_types(tmp_path):
    import datetime

    import polars as pl

    path = tmp_path / "typed.parquet"
    pl.DataFrame(
        {
            "城市": ["长春", "长春"],
            "户数": [4200.0, 3000.0],
            "建于": [datetime.date(1998, 5, 1), None],
            "面积": [0.1, 1e16],
            "有": [True, None],
            "电话": [[1, 2], None],
        }
    ).write_parquet(path)
    found = findings(f"staffing {path} --only jilin/posts")
    assert [f["low"] for f in found] == [12, 10]
    assert [f["户数"] for f in found] == ["4200", "3000"]
    assert (found[0]["建于"], found[0]["有"], found[0]["电话"]) == ("1998-05-01", "true", "1; 2")


def test_json_keeps_the_digits_it_was_written_with():
    rows = '[{"城市": "长春", "户数": 4200.0, "x": 0.10, "y": [1, "b"], "z": null}, 5]'
    found = findings("staffing - --only jilin/posts", stdin=rows.encode())
    assert (found[0]["low"], found[0]["x"], found[0]["y"], found[0]["z"]) == (
        12,
        "0.10",
        "1; b",
        None,
    )
    assert found[1]["status"] == "error"
    lines = '{"城市": "长春"}\nnot json\n{"城市": "长春", "户数": 4200}\n'.encode()
    found = findings("staffing - --only jilin/posts", stdin=lines)
    assert [f["status"] for f in found] == ["needs-input", "error", "computed"]


def test_strict_rows_makes_a_bad_row_a_failure():
    table = csv_text().encode()
    assert asked("staffing -", stdin=table).code == 0
    strict = asked("staffing - --strict-rows", stdin=table, code=2)
    assert strict.out == asked("staffing -", stdin=table).out
    good = "\n".join(csv_text().splitlines()[:-1]).encode()
    assert asked("staffing - --strict-rows", stdin=good).code == 0


def test_nothing_decided_exits_3():
    assert asked("staffing -", stdin="社区,户数\na,1\n".encode(), code=3).out
    assert "0 rows read" in asked("staffing -", stdin="社区,户数\n".encode(), code=3).err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["empty"]),
        (b"\n\n,,\n", ["the table is empty"]),
        ("甲,乙\n1,2\n".encode(), ["甲, 乙", "households", "--map", "city"]),
        (b"name,city\n\xff\xff\xff,\x00\n", ["NUL"]),
        (b"name,city\na,\x81\xff\n", ["line 2", "--encoding"]),
        (b"PK\x03\x04broken", ["damaged", ".xlsx"]),
        (b"PAR1broken", ["Parquet"]),
        (b'[{"a": 1', ["not JSON"]),
        (b"[1, 2]", ["no table in the JSON"]),
        (b"{oops}\n{oops}\n", ["JSON object"]),
    ],
)
def test_what_is_no_table_says_so(content, words):
    result = asked("staffing -", stdin=content, code=2)
    assert result.out == ""
    assert result.err.startswith("shequ: -: ")
    assert [word for word in words if word not in result.err] == []


def test_files_that_are_none(tmp_path):
    write_ledger(tmp_path, "utf-8")
    missing = asked(f"staffing {tmp_path}/ledgr.csv", code=2)
    assert "no such file" in missing.err
    assert "ledger.csv" in missing.err
    assert "folder" in asked(f"staffing {tmp_path}", code=2).err
    assert "--city" in asked("staffing kunming", code=2).err
    chinese = shequ("staffing", f"{tmp_path}/ledgr.csv", "--lang", "zh")
    assert "没有文件" in chinese.err


def test_encoding_is_as_told(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_bytes(csv_text().encode("big5", "replace").replace(b"?", b"_"))
    assert "--encoding" in asked(f"staffing {path} --encoding latin-9000", code=2).err
    path.write_bytes(csv_text().encode("gbk"))
    assert "is not utf-8" in asked(f"staffing {path} --encoding utf-8", code=2).err
    assert posts(path, "--encoding", "gbk") == posts(path)


def test_options_of_tables_want_a_table():
    for option in ("--wide", "--raw", "--sum=place", "--strict-rows", "--map=a=b", "--sheet=1"):
        result = shequ("staffing", "--households", "4200", option)
        assert result.code == 2
        assert option.partition("=")[0] in result.err
    table = csv_text().encode()
    assert "--value" in asked("staffing - --value low", stdin=table, code=2).err
    assert "--communities" in asked("budget - --communities 5", stdin=table, code=2).err
    assert "--vary" in asked("staffing - --vary households=1", stdin=table, code=2).err


def test_a_single_call_loads_nothing_of_tables():
    code = (
        "import sys; from shequ_calc.cli.main import run; "
        "run(['staffing', '--households', '4200', '--city', 'changchun']); "
        "print([m for m in ('polars', 'narwhals', 'xlsxwriter', 'python_calamine', 'rich') "
        "if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_ledger_used_here_has_what_the_tests_say():
    assert len(HEADERS) == 4
    assert all(len(row) == 4 for row in ROWS)
