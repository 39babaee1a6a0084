"""A day of birth after the day asked is a slip, not an age of 0 that keeps every upper limit."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import polars as pl
import pytest

import shequ_calc
from commands import shequ

ON = "2024-06-01"
BORN, RECRUITED = "birth-date=2030-01-01", "recruited-on=2024-01-01"
LIMIT = """\
place: "321200"
label: {zh: 虚构的规定, en: made-up rules}
documents:
  notice: {title: 虚构的通知, issuer: 测试, kind: norm, issued: 2020-01-01, in-force: 2020-01-01}
inputs:
  born: {label: {zh: 生日, en: birthday}, kind: date}
provisions:
  limit:
    label: {zh: 年龄上限, en: age limit}
    questions: [check]
    force: must
    unit: age
    scope: person
    cite: [{document: notice, clause: 一, phrase: 45周岁以下}]
    rule: {cap: 45}
    actual: {age: {born: born, at: {date: 2021-01-01}}}
"""


def nanchang(*given: str, lang: str = "en") -> tuple[int, str, str]:
    sets = [word for one in given for word in ("--set", one)]
    line = "check --city nanchang --post staff --only recruitment-age"
    more = ("--on", ON, "--columns", "verdict,actual,status", "--lang", lang)
    result = shequ(*line.split(), *more, *sets)
    return result.code, result.out, result.err


def test_of_one_community() -> None:
    code, out, err = nanchang(BORN, RECRUITED)
    assert (code, out) == (2, "")
    assert err == (
        "shequ: birth-date 2030-01-01 is after recruited-on 2024-01-01: there is no age then; "
        "correct one of the two\n"
    )
    code, out, err = nanchang(BORN, RECRUITED, lang="zh")
    assert (code, out) == (2, "")
    assert "（birth-date）2030-01-01 晚于" in err
    assert "（recruited-on）2024-01-01，算不出年龄；请更正其中一个" in err


def test_the_day_itself_is_an_age_and_half_a_pair_is_no_slip() -> None:
    code, out, _ = nanchang("birth-date=2024-01-01", RECRUITED)
    assert (code, out) == (0, "verdict,actual,status\nmet,0,computed\n")
    code, out, _ = nanchang(BORN)
    assert (code, out) == (3, "verdict,actual,status\nunknown,,needs-input\n")


def test_of_rows(tmp_path: Path) -> None:
    """Row by row; where the other day is given for all rows, too."""
    days = ["1990-01-01", "2030-01-01", "", "2024-01-01"]
    table = tmp_path / "workers.csv"
    table.write_text("city,birth-date\n" + "".join(f"南昌,{day}\n" for day in days), "utf-8")
    for given, column in ((["--set", RECRUITED], ""), ([], ",2024-01-01")):
        lines = table.read_text("utf-8").splitlines()
        if column:
            lines = [lines[0] + ",recruited-on", *(line + column for line in lines[1:])]
            table.write_text("\n".join(lines) + "\n", "utf-8")
        result = shequ("check", str(table), "--only", "recruitment-age", "--on", ON, "-f", "csv",
                       "--post", "staff", *given)  # fmt: skip
        rows = list(csv.DictReader(io.StringIO(result.out)))
        said = [(row["status"], row["verdict"], row["actual"]) for row in rows]
        assert said == [
            ("computed", "met", "34"), ("error", "", ""), ("needs-input", "unknown", ""),
            ("computed", "met", "0"),
        ]  # fmt: skip
        assert rows[1]["notes"].startswith("birth-date 2030-01-01 is after recruited-on 2024-01-01")
        assert "1 in error" in result.err


def test_of_a_dataframe() -> None:
    day = datetime.date
    born = [day(1990, 1, 1), day(2030, 1, 1), None, day(2024, 1, 1)]
    frame = pl.DataFrame({"birth-date": born, "recruited-on": [day(2024, 1, 1)] * 4})
    asked = {"city": "nanchang", "on": ON, "only": "nanchang/recruitment-age"}
    done = shequ_calc.check(frame, given={"post": "staff"}, **asked)
    verdicts = done["nanchang/recruitment-age.verdict"].to_list()
    assert verdicts == ["met", "error", "unknown", "met"]


@pytest.mark.parametrize(
    ("born", "verdict"), [("2021-01-01", "met"), ("1975-01-02", "met"), ("1974-01-01", "over")]
)
def test_a_day_that_the_rule_states(tmp_path: Path, born: str, verdict: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "taizhou.yaml").write_text(LIMIT, encoding="utf-8")
    line = ("check", "--city", "泰州", "--policies", str(own), "--columns", "verdict", "--set")
    assert shequ(*line, f"born={born}").out == f"verdict\n{verdict}\n"
    late = shequ(*line, "born=2021-01-02")
    assert (late.code, late.out) == (2, "")
    assert "born 2021-01-02 is after the day asked, 2021-01-01" in late.err
    zh = shequ(*line, "born=2021-01-02", "--lang", "zh").err
    assert "生日（born）2021-01-02 晚于所问的日期2021-01-01" in zh
