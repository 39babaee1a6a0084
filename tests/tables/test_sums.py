"""Sums over tables: exact, by payer, place, provision and columns; open ends stay open."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest

from ledgers import asked, findings

LEDGER = (
    "社区,城市,区县,片区\na,昆明,五华区,东\nb,昆明,五华区,西\nc,昆明,西山区,东\n"
    "d,重庆,,东\ne,火星,,西\n"
)
STDIN = LEDGER.encode()


def sums(line: str, stdin: bytes = STDIN, code: int = 0) -> list[dict[str, Any]]:
    result = asked(f"{line} -f jsonl", stdin=stdin, code=code)
    return [json.loads(one) for one in result.out.splitlines()]


def test_one_provision_over_three_communities():
    (found,) = [
        row
        for row in sums("budget - --sum provision --only yunnan/cadre-subsidy")
        if row["provision"]
    ]
    # 48,000 yuan a year for each of three communities.
    assert (found["low"], found["high"]) == (144_000, 144_000)
    assert (found["unit"], found["period"], found["scope"]) == ("yuan", "year", "community")
    assert (found["rows"], found["unanswered"]) == (3, 0)


def test_an_open_end_stays_open():
    rows = sums("budget - --sum provision --only yunnan/operating-funds,yunnan/training-funds")
    by = {row["provision"]: row for row in rows}
    assert (by["yunnan/operating-funds"]["low"], by["yunnan/operating-funds"]["high"]) == (
        150_000,
        None,
    )
    assert (by["yunnan/training-funds"]["low"], by["yunnan/training-funds"]["high"]) == (
        15_000,
        75_000,  # 5,000 may be a fifth of 25,000
    )


def test_rows_in_error_are_counted_and_not_added():
    rows = sums("budget - --sum 片区 --only yunnan/training-funds,chongqing/office-funds")
    bad = [row for row in rows if row["unit"] is None]
    assert [(row["片区"], row["rows"], row["unanswered"], row["low"]) for row in bad] == [
        ("西", 1, 1, None)
    ]
    assert sum(row["rows"] for row in rows if row["unit"]) == 4
    everything = sums("budget - --sum all --only yunnan/training-funds,chongqing/office-funds")
    assert [(row["rows"], row["unanswered"]) for row in everything] == [(4, 0), (1, 1)]


@pytest.mark.parametrize("keys", ["place", "city", "区县", "片区", "provision", "policy", "force"])
@pytest.mark.parametrize("more", ["", ",yunnan/operating-funds,chongqing/office-funds"])
def test_sums_over_groups_are_the_sum_over_all(keys, more):
    line = f"budget - --only yunnan/cadre-subsidy,yunnan/training-funds{more}"
    (whole,) = [row for row in sums(f"{line} --sum all") if row["unit"]]
    parts = [row for row in sums(f"{line} --sum {keys}") if row["unit"]]
    # 3 × (48,000 + 5,000 to 25,000), and 3 × 50,000 + 30,000 upwards.
    assert whole["low"] == (339_000 if more else 159_000)
    assert whole["high"] == (None if more else 219_000)
    assert sum(row["low"] for row in parts) == whole["low"]
    highs = [row["high"] for row in parts]
    assert (None if None in highs else sum(highs)) == whole["high"]


def test_payers_bear_the_whole():
    line = "budget - --only yunnan/cadre-subsidy"
    (whole,) = [row for row in sums(f"{line} --sum all") if row["unit"]]
    parts = [row for row in sums(f"{line} --sum payer") if row["unit"]]
    assert [row["payer"] for row in parts] == ["province"]
    assert sum(row["low"] for row in parts) == whole["low"] == 144_000


def test_sums_are_those_of_the_long_findings():
    """Added up anew from the lines, with fractions, for every payer of every place."""
    expected: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for finding in findings("budget -", stdin=STDIN):
        counted = finding["status"] in ("computed", "needs-input") and finding["role"] == "line"
        if counted and (finding["scope"], finding["period"]) == ("community", "year"):
            for payer in finding["payers"]:
                key = (finding["division"], payer["level"])
                expected[key] += Fraction(str(payer["low"] or 0))
    found = {
        (row["division"], row["payer"]): Fraction(str(row["low"]))
        for row in sums("budget - --sum place,payer")
        if row["payer"] and row["low"] is not None
    }
    assert found == {key: value for key, value in expected.items() if key in found}
    assert set(expected) == set(found)
    assert len(found) >= 4


def test_what_was_not_answered_opens_the_sum():
    table = "社区,城市,户数\na,长春,4200\nb,长春,\nc,长春,3000\n".encode()
    (found,) = sums("staffing - --sum city --only jilin/posts", stdin=table)
    # 12 + 10 upwards: the second community may have more, nobody knows how many.
    assert (found["low"], found["high"]) == (22, None)
    assert (found["rows"], found["unanswered"]) == (3, 1)


def test_provisions_of_staffing_are_never_added_to_each_other():
    table = "社区,城市,户数\na,长春,4200\nb,长春,3000\n".encode()
    rows = sums("staffing - --sum city", stdin=table)
    by = {row["provision"]: (row["low"], row["high"]) for row in rows}
    assert by["jilin/posts"] == (22, 34)
    assert by["jilin/grids"] == (9 + 6, 14 + 10)
    # Parts of the posts, dates and what is said of the whole county are no summands.
    assert not {"jilin/party-posts", "jilin/transfer", "jilin/county-ceiling"} & set(by)


def test_pay_is_added_over_persons():
    table = "姓名,城市,级别\na,南昌,18\nb,南昌,17\n".encode()
    rows = sums("salary - --sum provision --only nanchang/grade-pay", stdin=table)
    singles = findings("salary - --only nanchang/grade-pay", stdin=table)
    assert rows[0]["low"] == sum(f["low"] for f in singles)
    assert rows[0]["rows"] == 2


@pytest.mark.parametrize("typed", ["片", "payers", "区划"])
def test_keys_there_are_not(typed):
    result = asked(f"budget - --sum {typed}", stdin=STDIN, code=2)
    assert f"'{typed}'" in result.err
    assert "片区" in result.err


def test_payers_are_of_budgets_only():
    assert "budget only" in asked("staffing - --sum payer", stdin=STDIN, code=2).err
    assert "--wide" in asked("budget - --sum payer --wide", stdin=STDIN, code=2).err


def test_sums_on_a_terminal_and_in_a_workbook(tmp_path):
    lines = asked("budget - --sum payer,区县 -f table", stdin=STDIN).out.splitlines()
    assert lines[0].split()[:2] == ["区县", "payer"]
    assert any("144,000" in line or "96,000" in line for line in lines)
    asked(f"budget - --sum payer -o {tmp_path}/sums.xlsx", stdin=STDIN)
    import openpyxl

    values = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(tmp_path / "sums.xlsx")["findings"].iter_rows()
    ]
    assert values[0][0] == "payer"
    assert any(isinstance(value, int) and value > 10_000 for value in values[1])


def test_fen_add_up_without_loss():
    """0.1 + 0.2 yuan and their like: ten thousand times 6,500.55 a month is 780,066,000 a year."""
    table = "城市\t平均工资（元/月）\n" + "长春\t6500.55\n" * 10_000
    rows = sums("salary - --sum provision --only jilin/average-pay", stdin=table.encode())
    assert rows[0]["low"] == 780_066_000


def test_a_total_stands_below_what_people_read():
    line = "budget - --sum 片区 --only yunnan/cadre-subsidy,yunnan/training-funds"
    shown = asked(f"{line} -f table", stdin=STDIN).out.splitlines()
    total = next(row for row in shown if row.startswith("total"))
    # 3 × (48,000 + 5,000 to 25,000).
    assert {"159,000", "219,000"} <= set(total.split())
    assert not any("total" in row for row in asked(f"{line} -f csv", stdin=STDIN).out.splitlines())


def test_payers_whose_lows_do_not_add_up_say_why():
    line = "budget - --sum payer --only yunnan/cadre-subsidy,yunnan/training-funds"
    shown = asked(f"{line} -f table", stdin=STDIN).out
    # The province bears 48,000 and 0 to 5,000 a community; somebody else 4,000 to 25,000.
    assert "144,000" in shown
    assert "12,000" in shown
    assert "159,000" in next(row for row in shown.splitlines() if row.startswith("total"))
    assert "the payers' lows are of different readings" in shown


def test_what_is_left_out_of_a_sum_is_named():
    (found,) = (row for row in sums("budget - --sum all") if row["unit"] and row["notes"])
    assert "performance allowance of a model secretary" in found["notes"]
    assert "social insurance and housing fund" in found["notes"]


def test_sums_on_a_screen_are_said_in_words():
    shown = asked("budget - --sum payer -f table --lang zh", stdin=STDIN).out
    assert "yuan" not in shown
    assert "unstated" not in shown
    assert "community" not in shown
