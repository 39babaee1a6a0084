"""Parquet that is written: its types, its values against JSON, and files that are whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commands import shequ
from ledgers import asked, findings
from shequ_calc.tables.writing import parquet

TABLE = """\
社区,城市,户数,平均工资（元/年）,职务,岗级,实有社工岗人数,代码
红旗,长春,4200,78006.55,正职,18,9,053010
胜利,长春,250,,副职,7,,=1+1
金碧,昆明,,,,,2,
沿江,南昌市,3000,90000,staff,3,12,x
解放,临沂,800,,,,,
无名,,1200,,,,3,没有写地方
""".encode()
QUESTIONS = ["staffing", "budget", "salary", "check"]
MONEY = pl.Decimal(38, 2)


def written(folder: Path, line: str, *more: str, stdin: bytes = TABLE, code: int = 0) -> Path:
    path = folder / "out.parquet"
    result = asked(f"{line} --quiet -o {path}", *more, stdin=stdin, code=None)
    assert result.code in (code, 1), result.err
    assert result.out == ""
    return path


def by_json(line: str, stdin: bytes = TABLE) -> list[dict[str, Any]]:
    out = asked(f"{line} -f jsonl --quiet", stdin=stdin, code=None).out
    return [json.loads(one, parse_float=Decimal) for one in out.splitlines()]


def leaves(kind: pa.DataType) -> Iterator[pa.DataType]:
    """The types inside a type."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        yield from leaves(kind.value_type)
    elif pa.types.is_struct(kind):
        for field in kind:
            yield from leaves(field.type)
    else:
        yield kind


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("more", ["", "--cite", "--wide"])
def test_it_says_what_json_says(question, more, tmp_path):
    path = written(tmp_path, f"{question} - {more}")
    expected = by_json(f"{question} - {more}")
    if not more.endswith("wide"):
        # JSON leaves a ratio's fractions out of lines that are none; a column is always there.
        blank = {"low_exact": None, "high_exact": None}
        expected = [{**blank, **one} for one in expected]
    assert pl.read_parquet(path).to_dicts() == expected
    assert len(expected) > 4


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("more", ["", "--wide", "--sum place"])
def test_no_number_is_a_float(question, more, tmp_path):
    schema = pq.read_schema(written(tmp_path, f"{question} - {more}"))
    kinds = {kind for field in schema for kind in leaves(field.type)}
    assert not any(pa.types.is_floating(kind) for kind in kinds)
    assert any(pa.types.is_integer(kind) or pa.types.is_decimal(kind) for kind in kinds)


def test_types_follow_from_the_units(tmp_path):
    def types(line: str) -> dict[str, pl.DataType]:
        return dict(pl.read_parquet_schema(written(tmp_path, line)))

    people, money = types("staffing -"), types("budget -")
    assert people["low"] == people["high"] == pl.Int64
    assert money["low"] == MONEY
    assert money["payers"] == pl.List(pl.Struct({"level": pl.String, "low": MONEY, "high": MONEY}))
    assert money["readings"] == pl.List(pl.Struct({"name": pl.String, "low": MONEY, "high": MONEY}))
    assert money["notes"] == money["needs"] == pl.List(pl.String)
    assert money["about"] == pl.Boolean
    # What the ledger says is kept as it is written, and so are dates.
    assert types("budget - --cite")["issued"] == money["代码"] == money["户数"] == pl.String
    # Ratios are among what is checked.
    assert types("check -")["actual"] == pl.Decimal(38, 6)
    wide = types("check - --wide")
    assert wide["jilin/posts.gap"] == pl.Int64
    assert wide["jilin/platform-coverage.gap"] == pl.Decimal(38, 6)
    wide = types("salary - --wide")
    assert wide["jilin/average-pay.low"] == MONEY
    assert wide["jilin/average-pay.status"] == pl.String
    sums = types("budget - --sum place,payer")
    assert (sums["low"], sums["rows"], sums["unanswered"]) == (MONEY, pl.Int64, pl.Int64)
    sums = types("check - --sum place")
    assert (sums["communities"], sums["short"], sums["missing"]) == (pl.Int64, pl.Int64, MONEY)


def test_fen_to_the_last(tmp_path):
    """A monthly wage that does not come out even in yuan: 6500.55 × 12 = 78006.60."""
    table = "城市\t平均工资（元/月）\n长春\t6500.55\n".encode()
    path = written(tmp_path, "salary - --only jilin/average-pay", stdin=table)
    assert pl.read_parquet(path)["low"].to_list() == [Decimal("78006.60")]


def test_texts_that_a_spreadsheet_would_run_are_left_alone(tmp_path):
    frame = pl.read_parquet(written(tmp_path, "staffing - --only jilin/posts"))
    assert frame["代码"].to_list()[:2] == ["053010", "=1+1"]


@pytest.mark.parametrize("more", [("--city", "kunming"), ("--city", "changchun", "--cite")])
@pytest.mark.parametrize("question", QUESTIONS)
def test_one_community_is_a_table_of_one_row(question, more, tmp_path):
    one, rows = tmp_path / "one.parquet", tmp_path / "rows.parquet"
    given = ("--set", "households=4200", "--set", "posts=9")
    shequ(question, *more, *given, "-o", str(one))
    line = (question, "-", *more[:2], "--cite", "-o", str(rows))
    shequ(*line, stdin=b"households,posts\n4200,9\n")
    frame = pl.read_parquet(one)
    single = shequ(question, *more, *given, "-f", "json").out
    blank = {"low_exact": None, "high_exact": None}
    expected = [{**blank, **one} for one in json.loads(single, parse_float=Decimal)]
    assert frame.to_dicts() == expected
    table = pl.read_parquet(rows).drop("households", "posts")
    assert table.to_dicts() == expected
    assert [n for n, kind in frame.schema.items() if kind == pl.String] == [
        n for n, kind in table.schema.items() if kind == pl.String
    ]


def test_one_community_with_chosen_columns(tmp_path):
    path = tmp_path / "one.parquet"
    line = ["budget", "--city", "kunming", "--only", "yunnan/operating-funds", "-o", str(path)]
    assert shequ(*line, "--columns", "provision,label,low").code == 0
    frame = pl.read_parquet(path)
    assert frame.rows() == [("yunnan/operating-funds", "operating funds", Decimal(50000))]
    assert frame.schema["low"] == MONEY
    assert shequ(*line, "--columns", "nonsense").code == 2
    assert pl.read_parquet(path).equals(frame)


def test_a_ratio_is_a_fraction_beside_its_number(tmp_path):
    path = tmp_path / "one.parquet"
    line = ["check", "--city", "linyi", "--only", "linyi/coverage", "-o", str(path)]
    shequ(*line)
    first = pl.read_parquet(path).row(0, named=True)
    # 79.4% is 397/500.
    assert (first["low"], first["low_exact"]) == (Decimal("0.794"), "397/500")


def test_duckdb_adds_up_what_shequ_adds_up(tmp_path):
    import duckdb

    path = written(tmp_path, "budget -")
    added = duckdb.sql(
        f"select provision, sum(low) as low from '{path}' "
        "where role = 'line' and scope = 'community' and period = 'year' and low is not null "
        "and status = 'computed' group by provision order by provision"
    ).fetchall()
    sums = findings("budget - --sum provision", stdin=TABLE)
    told = {one["provision"]: one["low"] for one in sums if one["period"] == "year"}
    assert added
    assert {name: told[name] for name, _ in added} == {name: float(low) for name, low in added}


def test_it_reads_back_in(tmp_path):
    path = written(tmp_path, "staffing - --wide --only jilin/posts")
    again = findings(f"staffing {path} --only jilin/posts")
    assert [(f["社区"], f["代码"], f["low"]) for f in again][:1] == [("红旗", "053010", 12)]
    long = written(tmp_path, "budget - --only jilin/average-pay")
    first = findings(f"budget {long} --map place= --only jilin/average-pay")[0]
    assert (first["row_low"], first["low"]) == ("78006.55", 78006.55)


def test_no_rows_have_their_types_all_the_same(tmp_path):
    path = written(tmp_path, "budget - --city kunming", stdin="社区,户数\n".encode(), code=3)
    frame = pl.read_parquet(path)
    assert len(frame) == 0
    assert (frame.schema["low"], frame.schema["社区"]) == (MONEY, pl.String)


# Parts


@pytest.fixture
def aside(tmp_path, monkeypatch) -> Path:
    """Where things are put aside, as soon as there are a few lines."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(parquet, "_PART", 4)
    monkeypatch.setattr(parquet, "_PIECE", 500)
    return folder


@pytest.mark.parametrize("more", ["", "--wide"])
def test_parts_are_put_together_in_order(more, tmp_path, aside, monkeypatch):
    monkeypatch.setattr("shequ_calc.tables.run._FIRST", 4)
    monkeypatch.setattr("shequ_calc.tables.run._LINES", 2)
    monkeypatch.setattr("shequ_calc.tables.run._CELLS", 2)
    seen = []
    put_aside = parquet.Parquet._put_aside

    def counted(self: parquet.Parquet) -> None:
        put_aside(self)
        seen.append(len(list(aside.rglob("*.parquet"))))

    monkeypatch.setattr(parquet.Parquet, "_put_aside", counted)
    table = TABLE + TABLE.partition(b"\n")[2] * 8
    frame = pl.read_parquet(written(tmp_path, f"budget - {more}", stdin=table))
    assert seen[-1] > 3
    assert os.listdir(aside) == []
    expected = by_json(f"budget - {more}", stdin=table)
    blank = {} if more else {"low_exact": None, "high_exact": None}
    assert frame.to_dicts() == [{**blank, **one} for one in expected]


def test_what_goes_wrong_leaves_the_file_as_it_was(tmp_path, aside):
    path = tmp_path / "out.parquet"
    path.write_bytes(b"before")
    # A quotation mark never closed is found only when its line is reached.
    broken = ("社区,城市,户数\n" + "a,长春,1\n" * 60_000 + '"b,长春\n').encode()
    asked(f"staffing - -o {path} --only jilin/posts", stdin=broken, code=2)
    assert path.read_bytes() == b"before"
    assert sorted(os.listdir(tmp_path)) == ["aside", "out.parquet"]
    assert os.listdir(aside) == []


LIMITED = """
import resource, sys
from shequ_calc.tables.writing import parquet
parquet._PART = int(sys.argv[1])
from shequ_calc.cli.main import run
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
sys.exit(run(sys.argv[3:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
@pytest.mark.parametrize("part", [500, 1_000_000])
def test_a_disk_that_is_full(part, tmp_path):
    """A file may grow to 40,000 bytes: the first part, or the whole, is longer."""
    path = tmp_path / "out.parquet"
    path.write_bytes(b"before")
    aside = tmp_path / "aside"
    aside.mkdir()
    line = ["staffing", "--vary", "households=1..20000:1", "--city", "changchun", "-o", str(path)]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(part), "40000", *line, "--lang", "en", "--quiet"],
        env={**os.environ, "TMPDIR": str(aside)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == b"before"
    assert sorted(os.listdir(tmp_path)) == ["aside", "out.parquet"]
    assert os.listdir(aside) == []


def test_the_suffix_is_listed_where_one_is_not_known(tmp_path):
    for line in ("staffing -", "staffing --city changchun --households 4200"):
        result = asked(f"{line} -o {tmp_path}/out.feather", stdin=TABLE, code=2)
        assert ".xlsx, .parquet" in result.err
