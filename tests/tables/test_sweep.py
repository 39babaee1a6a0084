"""Sweeps instead of tables, and tables that equal single calls."""

from __future__ import annotations

import json

import pytest

from commands import shequ
from ledgers import asked, findings

LINE = "staffing --city changchun --only jilin/posts"


def test_a_sweep_is_every_value_in_order():
    found = findings(f"{LINE} --vary households=3000..3600:300")
    # 10 + more // 500 to 15 + more // 300.
    assert [(f["households"], f["low"], f["high"]) for f in found] == [
        ("3000", 10, 15), ("3300", 10, 16), ("3600", 11, 17),
    ]  # fmt: skip


def test_several_are_crossed_and_the_last_turns_fastest():
    line = "salary --city nanchang --vary grade=1,18 --vary post=chief,staff"
    found = findings(f"{line} --only nanchang/grade-pay", code=0)
    assert [(f["grade"], f["post"]) for f in found] == [
        ("1", "chief"), ("1", "staff"), ("18", "chief"), ("18", "staff"),
    ]  # fmt: skip


def test_places_can_be_gone_through():
    found = findings("budget --vary city=昆明,大理 --only yunnan/operating-funds")
    assert [f["division"] for f in found] == ["530100", "532900"]
    everywhere = findings("budget --vary households=3000 --columns division,provision")
    assert {f["division"] for f in everywhere} >= {"500000", "530000"}
    assert not [f for f in everywhere if not f["provision"]]


@pytest.mark.parametrize("option", ["--households 4200", "--set households=4200"])
def test_what_is_varied_is_not_given_by_an_option_too(option):
    result = asked(f"{LINE} --vary households=3000..3300:300 {option}", code=2)
    assert result.out == ""
    assert "--vary households=3000..3300:300" in result.err
    assert "4200" in result.err
    chinese = asked(f"{LINE} --vary households=3000 {option} --lang zh", code=2)
    assert "households 给了两次" in chinese.err
    # An option beside an axis of another name goes on counting.
    (found,) = findings(f"{LINE} --vary post=chief {option}")
    assert found["low"] == 12


@pytest.mark.parametrize(
    ("axis", "flag"),
    [
        ("city=dali", "--city kunming"),
        ("county=西山区", "--county 五华区"),
        ("province=云南", "--city kunming"),
    ],
)
def test_a_place_is_varied_or_given_and_not_both(axis, flag):
    result = asked(f"budget --vary {axis} {flag}", code=2)
    assert f"--vary {axis}" in result.err
    assert "leave one out" in result.err


def test_places_that_are_varied_may_lie_in_the_one_that_is_given():
    line = "budget --vary county=五华区,西山区 --city kunming --only yunnan/training-funds"
    assert [f["division"] for f in findings(line)] == ["530102", "530112"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("households", "households=500..8000:100"),
        ("househols=1..2", "the nearest are households (households), "),
        ("households=1000-6000:500", "write --vary households=1000..6000:500"),
        ("households=9..1", "FROM at most TO"),
        ("households=1..9:0", "STEP above 0"),
        ("households=1..x", "FROM..TO"),
        ("households=1..2000000", "2,000,000 values"),
    ],
)
def test_sweeps_that_cannot_be(typed, words):
    result = shequ("staffing", "--city", "changchun", "--vary", typed)
    assert result.code == 2
    assert words in result.err


def test_a_sweep_is_bounded():
    result = asked(f"{LINE} --vary households=1..2000 --vary population=1..501", code=2)
    assert "1,002,000 combinations" in result.err
    twice = asked(f"{LINE} --vary households=1 --vary households=2", code=2)
    assert "given twice" in twice.err


def test_wide_and_sums_of_a_sweep():
    wide = asked(f"{LINE} --vary households=3000..3300:300 --wide -f jsonl").out.splitlines()
    assert [json.loads(row)["jilin/posts.high"] for row in wide] == [15, 16]
    (total,) = findings(f"{LINE} --vary households=3000..3300:300 --sum all")
    assert (total["low"], total["high"], total["rows"]) == (20, 31, 2)
