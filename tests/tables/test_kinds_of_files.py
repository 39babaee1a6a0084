"""What a file is by its content, whatever it is called, and the table in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledgers import asked, findings

ONLY = "--only jilin/posts"
HTML = """<html><head><meta charset="utf-8"><style>td {mso: x}</style></head><body>
<table><tr><td colspan=3>社区台账</td></tr>
<tr><th>城市</th><th>社区名称</th><th>户数</th></tr>
<tr><td rowspan="2">长春</td><td>甲社区</td><td>4,200</td></tr>
<tr><td>乙社区<br></td><td>3000</td></tr></table></body></html>"""
XML = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="台账"><Table>
<Row><Cell><Data ss:Type="String">城市</Data></Cell><Cell><Data ss:Type="String">社区名称</Data>
</Cell><Cell><Data ss:Type="String">户数</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">长春</Data></Cell><Cell>
<Data ss:Type="String">甲社区</Data></Cell><Cell><Data ss:Type="Number">4200</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">乙社区</Data></Cell><Cell>
<Data ss:Type="Number">3.0E3</Data></Cell></Row></Table></Worksheet></Workbook>"""
TABS = "城市\t社区名称\t户数\n长春\t甲社区\t4200\n长春\t乙社区\t3000\n"


def posts(path: Path | str, *more: str, stdin: bytes = b"") -> list[tuple[object, ...]]:
    found = findings(f"staffing {path} {ONLY}", *more, stdin=stdin)
    return [(f["社区名称"], f["low"], f["high"]) for f in found]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xls", HTML), ("b.xls", XML), ("c.xls", TABS), ("d.xlsx", TABS), ("e.csv", HTML)],
)
def test_what_is_called_xls_is_read_for_what_it_is(name, content, encoding, tmp_path):
    path = tmp_path / name
    path.write_text(content, encoding=encoding)
    # 4,200: 10 + 1200 // 500 to 15 + 1200 // 300.
    assert posts(path) == [("甲社区", 12, 19), ("乙社区", 10, 15)]


def test_a_workbook_of_today_may_be_called_xls(tmp_path):
    import xlsxwriter

    path = tmp_path / "台账.xls"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for at, line in enumerate(TABS.splitlines()):
        sheet.write_row(at, 0, line.split("\t"))
    book.close()
    assert posts(path) == [("甲社区", 12, 19), ("乙社区", 10, 15)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n...", "this is a PDF, not a table; open it and save the table as .xlsx"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1 ...}", "an RTF document"),
        (b"Rar!\x1a\x07", "an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the workbook is damaged"),
        (b"PK\x03\x04 and no more", "the workbook is damaged"),
        (b"<html><body>no table</body></html>", "no table in the web page"),
        (b"MIME-Version: 1.0\n", "a web page with its pictures (.mht)"),
    ],
)
def test_what_is_no_table_is_named(content, words, tmp_path):
    path = tmp_path / "台账.xls"
    path.write_bytes(content)
    result = asked(f"staffing {path}", code=2)
    assert words in result.err
    assert "Error" not in result.err


def test_what_excel_leaves_beside_an_open_workbook_is_named(tmp_path):
    (tmp_path / "~$台账.xlsx").write_bytes(b"\x05admin")
    result = asked(f"staffing {tmp_path}/~$台账.xlsx", code=2)
    assert f"use {tmp_path}/台账.xlsx" in result.err


def test_a_place_in_the_stead_of_a_file_gets_its_option():
    assert "a place is given as --city 昆明" in asked("budget 昆明", code=2).err
    assert "a place is given as --county 五华区" in asked("budget 五华区", code=2).err


# JSON

ROWS = [{"社区名称": "甲社区", "户数": 4200}, {"社区名称": "乙社区", "户数": 3000}]


@pytest.mark.parametrize(
    "value",
    [
        {"城市": "长春", "社区": ROWS},
        {"data": {"城市": "长春", "rows": ROWS}, "code": 0},
        [{"城市": "长春", "社区": ROWS[:1]}, {"城市": "长春", "社区": ROWS[1:]}],
        [["城市", "社区名称", "户数"], ["长春", "甲社区", 4200], ["长春", "乙社区", 3000]],
        {"type": "FeatureCollection", "城市": "长春", "features": [
            {"type": "Feature", "geometry": None, "properties": row} for row in ROWS]},
    ],
)  # fmt: skip
def test_json_is_read_wherever_its_list_stands(value):
    text = json.dumps(value, ensure_ascii=False).encode()
    assert posts("-", stdin=text) == [("甲社区", 12, 19), ("乙社区", 10, 15)]


def test_of_several_lists_one_is_chosen():
    text = json.dumps({"城市": "长春", "新": ROWS, "旧": ROWS[:1]}, ensure_ascii=False).encode()
    result = asked("staffing -", stdin=text, code=2)
    assert "several lists: 新, 旧; choose with --sheet NAME" in result.err
    assert posts("-", "--sheet", "旧", stdin=text) == [("甲社区", 12, 19)]
    assert "did you mean '新'" in asked("staffing - --sheet 新的", stdin=text, code=2).err


def test_objects_inside_rows_are_no_rows():
    row = {"城市": "长春", "社区名称": "甲社区", "户数": 4200, "人员": [{"姓名": "张"}]}
    assert posts("-", stdin=json.dumps([row]).encode()) == [("甲社区", 12, 19)]


@pytest.mark.parametrize("end", ["", "\n{}\n"])
def test_a_key_that_stands_twice_is_said(end):
    text = '{"城市":"长春","社区名称":"甲社区","户数":4200,"户数":300}'
    text = text + end if end else f"[{text}]"
    result = asked(f"staffing - {ONLY} -f jsonl", stdin=text.encode(), code=None)
    assert "the header '户数' stands 2 times: the first was read as households" in result.err
    assert json.loads(result.out.splitlines()[0])["low"] == 12
    chosen = asked(f"staffing - {ONLY} -f jsonl --map 户数_2=households", stdin=text.encode())
    # 300 households: 10 to 15, as up to 3,000.
    assert json.loads(chosen.out.splitlines()[0])["low"] == 10
