"""Ratios in tables carry their exact fraction, row by row that of a single call."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commands import shequ

POLICY = """\
place: "321200"
label: {zh: 虚构的规定, en: made-up rules}
documents:
  notice: {title: 虚构的通知, issuer: 测试, kind: norm, issued: 2020-01-01, in-force: 2020-01-01}
readings:
  weight:
    why: {zh: 权重未写明, en: the weight is not stated}
    options:
      third: {zh: 三分之一, en: a third}
      sevenths: {zh: 七分之二再加一成, en: two sevenths and a tenth}
inputs:
  share:
    label: {zh: 比例, en: share}
    unit: ratio
    greatest: 100
    headers: [比例, share]
  done:
    label: {zh: 实际比例, en: share reached}
    unit: ratio
    greatest: 100
    headers: [实际比例, done]
provisions:
  fixed:
    label: {zh: 定数, en: fixed}
    questions: [staffing, check]
    force: must
    unit: ratio
    scope: community
    cite: [{document: notice, clause: 一, phrase: 1.2倍}]
    rule: {floor: 1.2}
    actual: done
  part:
    label: {zh: 三成之一, en: a third}
    questions: [staffing, check]
    force: must
    unit: ratio
    scope: community
    cite: [{document: notice, clause: 二, phrase: 三分之一}]
    rule: {divide: {of: share, by: 3}}
    actual: done
  doubtful:
    label: {zh: 有疑义, en: doubtful}
    questions: [staffing, check]
    force: must
    unit: ratio
    scope: community
    cite: [{document: notice, clause: 三, phrase: 适当比例}]
    rule:
      readings:
        of: weight
        is:
          third: {divide: {of: share, by: 3}}
          sevenths: {sum: [{multiply: [share, 2/7]}, 0.1]}
    actual: done
  workers:
    label: {zh: 工作者, en: workers}
    questions: [staffing, check]
    force: must
    unit: person
    scope: community
    cite: [{document: notice, clause: 四, phrase: 每400户1名}]
    rule: {steps: {of: households, every: 400, add: 1}}
    actual: posts
"""
ROWS = (
    {"name": "a", "share": "0.5", "done": "0.2", "households": "800", "posts": "1"},
    {"name": "b", "share": "0.500001", "done": "0.5", "households": "801", "posts": "2"},
    {"name": "c", "share": "2.1", "done": "0.7", "households": "1200", "posts": ""},
    {"name": "d", "share": "42", "done": "", "households": "", "posts": "9"},
    {"name": "e", "share": "", "done": "1.2", "households": "400", "posts": "1"},
    {"name": "f", "share": "0", "done": "0.1", "households": "400", "posts": "1"},
    {"name": "g", "share": "0.5", "done": "0.15", "households": "800", "posts": "1"},
)


@pytest.fixture
def own(tmp_path: Path) -> str:
    (tmp_path / "taizhou.yaml").write_text(POLICY, encoding="utf-8")
    return str(tmp_path)


def table(rows: tuple[dict[str, str], ...] = ROWS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def asked(*line: str, stdin: bytes = b"", policies: str) -> str:
    result = shequ(*line, "--quiet", stdin=stdin, SHEQU_POLICIES=policies)
    assert result.code in (0, 1, 3), result.err
    return result.out


def lines(question: str, policies: str, *more: str) -> list[dict[str, Any]]:
    """The lines of the table as JSON Lines."""
    out = asked(
        question, "-", "--city", "泰州", "-f", "jsonl", *more, stdin=table(), policies=policies
    )
    return [json.loads(line) for line in out.splitlines()]


def of(found: list[dict[str, Any]], name: str, provision: str) -> dict[str, Any]:
    (one,) = [f for f in found if f["name"] == name and f["provision"] == f"taizhou/{provision}"]
    return one


def exact(found: dict[str, Any]) -> tuple[str | None, str | None]:
    return found["low_exact"], found["high_exact"]


def test_by_hand(own):
    found = lines("staffing", own)
    assert exact(of(found, "a", "fixed")) == ("6/5", None)
    # 0.5 / 3 = 1/6; 0.500001 / 3 = 0.166667, to the last digit.
    assert exact(of(found, "a", "part")) == ("1/6", "1/6")
    assert exact(of(found, "b", "part")) == ("166667/1000000", "166667/1000000")
    assert exact(of(found, "c", "part")) == ("7/10", "7/10")
    # 0.5 × 2/7 + 0.1 = 17/70 = 0.242857…, more than 1/6.
    assert exact(of(found, "a", "doubtful")) == ("1/6", "17/70")
    assert of(found, "a", "doubtful")["high"] == 0.242857
    # At 2.1 both are 0.7; at 42 they are 14 and 12.1: now the other reading is the higher one.
    assert exact(of(found, "c", "doubtful")) == ("7/10", "7/10")
    assert exact(of(found, "d", "doubtful")) == ("121/10", "14")
    assert exact(of(found, "f", "doubtful")) == ("0", "1/10")
    assert exact(of(found, "e", "part")) == (None, None)
    assert "low_exact" not in of(found, "a", "workers")


@pytest.mark.parametrize("question", ["staffing", "check"])
@pytest.mark.parametrize("style", ["json", "jsonl"])
def test_record_for_record_as_single_calls(own, question, style):
    def records(text: str) -> list[dict[str, Any]]:
        # Pairs, so that the order of the fields counts, too.
        if style == "jsonl":
            return [json.loads(line, object_pairs_hook=list) for line in text.splitlines()]
        return json.loads(text, object_pairs_hook=list)

    # With --explain a check writes sentences, too, with the same fractions in them.
    line = (question, "--city", "泰州", "-f", style, *(["--explain"] * (question == "check")))
    found = records(asked(*line, "-", "--cite", stdin=table(), policies=own))
    expected = []
    for row in ROWS:
        given = [f"{name}={text}" for name, text in row.items() if text and name != "name"]
        sets = [part for pair in given for part in ("--set", pair)]
        single = records(asked(*line, *sets, policies=own))
        cells = [[name, text or None] for name, text in row.items()]
        expected += [[*cells, *(list(pair) for pair in one)] for one in single]
    assert [[list(pair) for pair in one] for one in found] == expected


def test_rows_answered_one_by_one_are_no_different(own, monkeypatch):
    planned = lines("staffing", own)
    monkeypatch.setattr("shequ_calc.tables.plan.inside._WORLDS", 1)
    assert lines("staffing", own) == planned


def test_chosen_columns_stand_in_every_line(own):
    found = lines("staffing", own, "--columns", "name,provision,low_exact,high_exact")
    assert [list(f) for f in found] == [["name", "provision", "low_exact", "high_exact"]] * 28
    assert exact(of(found, "a", "part")) == ("1/6", "1/6")
    assert exact(of(found, "a", "workers")) == (None, None)


def test_csv_has_them_on_request_as_one_community_does(own):
    wanted = ("--columns", "provision,low,low_exact", "-f", "csv")
    whole = asked("staffing", "-", "--city", "泰州", *wanted, stdin=table(ROWS[:1]), policies=own)
    given = ("--set", "share=0.5", "--set", "done=0.2", "--households", "800", "--set", "posts=1")
    assert whole == asked("staffing", "--city", "泰州", *given, *wanted, policies=own)
    assert "taizhou/part,0.166667,1/6\n" in whole
    assert "taizhou/workers,2,\n" in whole


def test_a_ledgers_own_column_of_that_name_is_called_otherwise(own):
    ledger = b"share,low_exact\n0.5,mine\n"
    line = ("staffing", "-", "--city", "泰州", "--only", "part", "-f", "json")
    (one,) = json.loads(asked(*line, stdin=ledger, policies=own))
    assert (one["row_low_exact"], one["low_exact"]) == ("mine", "1/6")


def test_workers_of_a_roster_beside_ratios(own, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("姓名,社区,training-hours\n张,a,40\n李,a,\n", encoding="utf-8")
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("社区,share,done\na,0.5,0.2\n", encoding="utf-8")
    out = asked(
        "check", str(ledger), "--workers", str(roster), "--city", "泰州", "-f", "jsonl",
        policies=own,
    )  # fmt: skip
    found = [json.loads(line) for line in out.splitlines()]
    part = next(f for f in found if f["provision"] == "taizhou/part")
    assert exact(part) == ("1/6", "1/6")
    assert all(("low_exact" in f) == (f["unit"] == "ratio") for f in found)
