"""What is written: formats, headers, formulas, stamps, workbooks, and files that are whole."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgers import asked, findings
from shequ_calc.finding import FIELDS
from shequ_calc.render.records import safe_cell
from shequ_calc.tables.writing.formats import Delimited
from shequ_calc.tables.writing.shapes import CITATION, Column

LEDGER = "社区,城市,户数,备注\n红旗,长春,4200,=1+1\n胜利,昆明,3000,-5\n坏行,长春,many,x\n"
STDIN = LEDGER.encode()
PLAIN = tuple(name for name in FIELDS if name not in CITATION)


def rows(text: str, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def test_long_csv_in_a_pipe():
    result = asked("staffing -", stdin=STDIN)
    assert "\r" not in result.out
    found = rows(result.out)
    assert tuple(found[0]) == ("社区", "城市", "户数", "备注", *PLAIN)
    assert [f["社区"] for f in found] == sorted((f["社区"] for f in found), key="红胜坏".find)
    posts = next(f for f in found if f["provision"] == "jilin/posts")
    assert (posts["low"], posts["high"], posts["about"], posts["户数"]) == (
        "12",
        "19",
        "true",
        "4200",
    )
    assert posts["readings"] == "counted from 10-15=12..19; counted from 15=17..19"
    bad = found[-1]
    assert (bad["社区"], bad["status"], bad["provision"], bad["low"]) == ("坏行", "error", "", "")
    assert "'many'" in bad["notes"]


def test_cite_adds_where_figures_stand():
    found = rows(asked("staffing - --cite --only jilin/posts", stdin=STDIN).out)
    assert tuple(found[0])[-len(CITATION) :] == CITATION
    assert "3000户以下社区" in found[0]["phrase"]


@pytest.mark.parametrize("style", ["csv", "tsv", "json", "jsonl"])
def test_every_format_says_the_same(style):
    result = asked(f"budget - --city kunming -f {style}", stdin=STDIN)
    if style == "json":
        found = json.loads(result.out)
    elif style == "jsonl":
        found = [json.loads(line) for line in result.out.splitlines()]
    else:
        found = rows(result.out, "\t" if style == "tsv" else ",")
    told = [(f["社区"], f["provision"], str(f["low"] or ""), str(f["high"] or "")) for f in found]
    by_json = findings("budget - --city kunming", stdin=STDIN)
    assert told == [
        (f["社区"], f["provision"], str(f["low"] or ""), str(f["high"] or "")) for f in by_json
    ]
    assert len(told) > 5


def test_json_has_numbers_and_lists():
    found = findings("budget - --only yunnan/operating-funds,yunnan/total", stdin=STDIN)
    total = next(f for f in found if f["provision"] == "yunnan/total")
    assert isinstance(total["low"], int)
    assert total["high"] is None
    assert total["about"] is False
    assert {payer["level"] for payer in total["payers"]} == {"province", "unstated"}
    assert total["low"] == 303_000
    assert all(isinstance(note, str) for note in total["notes"])
    english = findings("staffing - --only jilin/posts --lang en", stdin=STDIN)[0]
    # One note, although there is a semicolon in it.
    assert any(
        note.startswith("reading: ") and "; taken here: " in note for note in english["notes"]
    )
    assert english["readings"][0] == {"name": "counted from 10-15", "low": 12, "high": 19}
    assert english["period"] is None


def test_fen_are_exact_in_every_format(tmp_path):
    """A monthly wage that does not come out even in yuan: 6500.55 × 12 = 78006.60."""
    table = "城市\t平均工资（元/月）\n长春\t6500.55\n".encode()
    line = "salary - --only jilin/average-pay"
    assert '"low": 78006.6,' in asked(f"{line} -f jsonl", stdin=table).out
    assert rows(asked(line, stdin=table).out)[0]["low"] == "78006.6"
    asked(f"{line} -o {tmp_path}/pay.xlsx", stdin=table)
    (cells,) = sheet(tmp_path / "pay.xlsx", "findings")[1:]
    assert 78006.6 in cells


def test_wide_keeps_open_empty_and_unanswered_apart():
    table = "社区,城市,户数\na,长春,4200\nb,长春,\nc,长春,200\nd,昆明,500\n".encode()
    wide = rows(asked("staffing - --wide", stdin=table).out)
    assert [row["社区"] for row in wide] == ["a", "b", "c", "d"]
    a, b, c, d = wide
    assert (a["jilin/party-posts.low"], a["jilin/party-posts.high"]) == ("2", "")
    assert a["jilin/party-posts.status"] == "computed"
    assert (b["jilin/posts.low"], b["jilin/posts.status"]) == ("", "needs-input")
    assert (c["jilin/grids.low"], c["jilin/grids.status"]) == ("", "none-fits")
    assert (d["jilin/posts.status"], d["yunnan/subsidised-cadres.low"]) == ("", "5")
    assert {row["notes"] for row in wide} == {""}
    # Policies that hold nowhere in the table have no columns.
    assert not any(name.startswith("nanchang/") for name in a)


def test_wide_has_columns_for_every_view_of_a_provision():
    table = "社区,城市\na,重庆\n".encode()
    result = asked("salary - --wide -f jsonl", stdin=table)
    (row,) = [json.loads(line) for line in result.out.splitlines()]
    # 2,966 yuan a month on average; what a director is paid a year and a month is left open.
    assert row["chongqing/average-director-pay.low"] == 2966
    views = {name.rpartition(".")[0] for name in row if name.startswith("chongqing/director-pay")}
    assert "chongqing/director-pay" in views
    assert len(views) == 2


def test_wide_agrees_with_long():
    long = findings("budget -", stdin=STDIN)
    rows = [
        json.loads(line) for line in asked("budget - --wide -f jsonl", stdin=STDIN).out.splitlines()
    ]
    told = 0
    for row in rows:
        for finding in (f for f in long if f["社区"] == row["社区"] and f["provision"]):
            ends = [
                (row[f"{key}.low"], row[f"{key}.high"], row[f"{key}.status"])
                for key in (name.removesuffix(".low") for name in row if name.endswith(".low"))
                if key.partition("@")[0] == finding["provision"]
            ]
            assert (finding["low"], finding["high"], finding["status"]) in ends
            told += 1
    assert told > 8


# Formulas


def test_texts_that_a_spreadsheet_would_run_are_made_harmless(tmp_path):
    found = rows(asked("staffing - --only jilin/posts --columns 社区,备注", stdin=STDIN).out)
    assert [f["备注"] for f in found] == ["'=1+1", "-5", "x"][: len(found)] or found[1][
        "备注"
    ] == "-5"
    assert [f["备注"] for f in found[:2]] == ["'=1+1", "-5"]
    raw = rows(asked("staffing - --raw --only jilin/posts --columns 备注", stdin=STDIN).out)
    assert raw[0]["备注"] == "=1+1"
    assert findings("staffing - --only jilin/posts", stdin=STDIN)[0]["备注"] == "=1+1"
    asked(f"staffing - -o {tmp_path}/out.csv", stdin=STDIN)
    assert "'=1+1" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


@given(st.lists(st.text(alphabet='=+-@＝＋－ \t\r1.%ab,"\n', max_size=6), min_size=1, max_size=20))
def test_harmless_as_for_one_community(texts):
    """The columns' rule is that of a single cell, and CSV readers get every text back."""
    stream = io.BytesIO()
    sink = Delimited(stream, [Column("a", "a", "ledger"), Column("b", "b", "ledger")])
    own = pl.DataFrame(
        {"a": texts, "b": ["x"] * len(texts)}, schema={"a": pl.String, "b": pl.String}
    )
    sink.write(sink.prepare(own))
    read = list(csv.reader(io.StringIO(stream.getvalue().decode(), newline="")))
    assert [row[0] for row in read[1:]] == [safe_cell(text) for text in texts]


# Files


def test_csv_for_excel(tmp_path):
    path = tmp_path / "out.csv"
    asked(f"staffing - -o {path} --lang zh", stdin=STDIN)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") > 3
    head = content.decode("utf-8-sig").splitlines()[0].split(",")
    assert head[:6] == ["社区", "城市", "户数", "备注", "问题", "政策"]
    wide = tmp_path / "wide.csv"
    asked(f"staffing - -o {wide} --lang zh --wide --only jilin/posts", stdin=STDIN)
    assert "社工岗（jilin/posts）下限" in wide.read_text(encoding="utf-8-sig")


def test_gb18030_on_request(tmp_path):
    result = asked(f"staffing - -o {tmp_path}/out.csv --encoding-out gb18030", stdin=STDIN)
    assert result.out == ""
    text = (tmp_path / "out.csv").read_bytes().decode("gb18030")
    assert text.startswith("社区,城市")
    assert "'klingon'" in asked("staffing - --encoding-out klingon", stdin=STDIN, code=2).err
    assert "csv" in asked("staffing - -f json --encoding-out gbk", stdin=STDIN, code=2).err


def sheet(path: Path, name: str) -> list[list[object]]:
    import openpyxl

    found = openpyxl.load_workbook(path)[name]
    return [list(row) for row in found.iter_rows(values_only=True)]


def test_workbook(tmp_path):
    path = tmp_path / "预算.xlsx"
    table = "社区,区划代码,户数,电话,备注\n红旗,530102,4200,08710001,=1+1\n胜利,530103,3000,x,@a\n"
    asked(f"budget - -o {path} --lang zh --on 2024-06-30", stdin=table.encode())
    import openpyxl

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "结果", "依据", "说明", "图的数据"]
    lines = book["结果"]
    assert lines.freeze_panes == "A2"
    assert lines.auto_filter.ref is not None
    assert lines.column_dimensions["A"].width >= 6
    first = [cell.value for cell in lines[2]]
    # Codes and telephone numbers stay texts, counts are numbers, and nothing can run.
    assert first[:5] == ["红旗", "530102", 4200, "08710001", "=1+1"]
    assert all(cell.data_type != "f" for row in lines.iter_rows() for cell in row)
    heads = [cell.value for cell in lines[1]]
    low = heads.index("下限")
    assert first[low] == 50000
    assert lines.cell(2, low + 1).number_format == "#,##0"
    cited = sheet(path, "依据")
    assert cited[0][0] == "条款编号"
    assert any(row[0] == "yunnan/operating-funds" and row[6] for row in cited[1:])
    stamp = dict(tuple(row[:2]) for row in sheet(path, "说明"))
    assert stamp["按哪一天的规定"] == "2024-06-30"
    assert str(stamp["程序"]).startswith("shequ ")
    assert any(str(key).startswith("政策 yunnan") for key in stamp)


def test_a_workbook_reads_back_in(tmp_path):
    path = tmp_path / "wide.xlsx"
    asked(f"staffing - --wide -o {path}", stdin=STDIN)
    again = findings(f"staffing {path} --only jilin/posts")
    assert again[0]["low"] == 12
    assert again[0]["备注"] == "=1+1"


def test_too_many_lines_for_a_sheet(tmp_path, monkeypatch):
    from shequ_calc.tables.writing import workbook as book

    monkeypatch.setattr(book, "ROWS", 3)
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"before")
    result = asked(f"staffing - -o {path}", stdin=STDIN, code=2)
    assert "3 rows of a sheet" in result.err
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["out.xlsx"]


def test_stamp_beside_a_file(tmp_path):
    path = tmp_path / "out.csv"
    asked(f"staffing - -o {path} --stamp --on 2024-06-30", stdin=STDIN)
    stamp = json.loads((tmp_path / "out.csv.stamp.json").read_text(encoding="utf-8"))
    assert stamp["rules in force on"] == "2024-06-30"
    assert {"policy jilin", "policy yunnan"} <= set(stamp)
    assert "policy nanchang" not in stamp
    assert "-o" in asked("staffing - --stamp", stdin=STDIN, code=2).err


def test_md_is_a_table_with_a_row_a_community():
    lines = asked("staffing - -f md --only jilin/posts", stdin=STDIN).out.splitlines()
    assert lines[0].startswith("# Changchun: Staff of the communities")
    table = [line for line in lines if line.startswith("|")]
    assert table[0] == "| 城市 | 社区 | 户数 | social-work posts\\[1]\\[2]<br>may |"
    assert table[2].startswith("| 长春 | 红旗 | 4200 | about 12–19 persons")
    assert "## Sources" in lines
    plain = asked("staffing - -f md --columns 社区,low,unit --only jilin/posts", stdin=STDIN)
    assert plain.out.splitlines()[2] == "| 红旗 | 12 | persons |"


def test_on_a_terminal_findings_stand_under_their_row():
    result = asked("staffing - -f table --only jilin/posts --all", stdin=STDIN)
    assert "社区: 红旗" in result.out
    assert "12–19 persons" in result.out
    (row,) = (
        line
        for line in asked("staffing - -f table --only jilin/posts", stdin=STDIN).out.splitlines()
        if "红旗" in line
    )
    assert row.split()[:3] == ["长春", "红旗", "4200"]
    assert "about 12–19 persons" in row
    wide = asked("staffing - -f table --wide --only jilin/posts", stdin=STDIN).out.splitlines()
    assert wide[0].split()[:3] == ["社区", "城市", "户数"]
    assert wide[1].split()[-3:] == ["12", "19", "computed"]


@pytest.mark.parametrize("name", ["out.doc", "out"])
def test_a_file_name_that_names_no_format(name, tmp_path):
    result = asked(f"staffing - -o {tmp_path}/{name}", stdin=STDIN, code=2)
    assert ".xlsx" in result.err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_says_so():
    line = [sys.executable, "-m", "shequ_calc", "staffing", "-", "--quiet", "--lang", "en"]
    with open("/dev/full", "wb", buffering=0) as full:
        done = subprocess.run(line, input=STDIN, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"standard output" in done.stderr
    assert b"space" in done.stderr


def test_what_cannot_be_written_leaves_no_half_file(tmp_path):
    result = asked(f"staffing - -o {tmp_path}/none/out.csv", stdin=STDIN, code=2)
    assert f"{tmp_path}/none/out.csv" in result.err
    assert os.listdir(tmp_path) == []
    old = tmp_path / "out.csv"
    old.write_text("before")
    # A quotation mark never closed is found only when its line is reached.
    broken = ("社区,城市,户数\n" + "a,长春,1\n" * 60_000 + '"b,长春\n').encode()
    asked(f"staffing - -o {old} --only jilin/posts", stdin=broken, code=2)
    assert old.read_text() == "before"
    assert os.listdir(tmp_path) == ["out.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of the shell")
def test_a_closed_pipe_ends_quietly(tmp_path):
    path = tmp_path / "many.csv"
    path.write_text("社区,城市,户数\n" + "a,长春,4200\n" * 30_000, encoding="utf-8")
    run = f"{sys.executable} -m shequ_calc staffing {path} --quiet --lang en | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {run}"], capture_output=True, check=False
    )
    assert done.stdout.startswith("社区,城市,户数,question".encode())
    assert done.stderr == b""
    assert done.returncode == 0
