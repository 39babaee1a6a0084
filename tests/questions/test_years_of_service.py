"""Years that somebody served are given in parts, too; single ranks; who bears what by area."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import shequ_calc
from commands import shequ

OWN = Path(__file__).parents[1] / "policies" / "tenure.yaml"


def low(years: str, provision: str) -> str:
    found = shequ(
        "salary", "--city", "温州", "--policies", str(OWN), "--years", years,
        "--only", f"tenure/{provision}", "--value", "low",
    )  # fmt: skip
    assert found.code == 0, found.err
    return found.out.strip()


def test_its_cases_pass() -> None:
    assert shequ("policy", "test", "tenure", "--policies", str(OWN), "--coverage").code == 0


@pytest.mark.parametrize(
    ("years", "full", "begun"),
    [
        ("6", 60, 60),
        ("5.5", 50, 60),
        ("5年6个月", 50, 60),
        ("5年半", 50, 60),
        ("5年", 50, 50),
        ("66个月", 50, 60),
        ("半年", 0, 10),
        ("5.01", 50, 60),
        ("5年1月", 50, 60),
        ("0", 0, 0),
    ],
)
def test_a_part_of_a_year(years: str, full: int, begun: int) -> None:
    assert low(years, "seniority") == str(full)
    assert low(years, "started") == str(begun)


@pytest.mark.parametrize("years", ["5.316", "60.5", "1.5个月", "5年13", "-1"])
def test_what_is_no_number_of_years(years: str) -> None:
    found = shequ("salary", "--city", "温州", "--policies", str(OWN), f"--years={years}")
    assert found.code == 2
    assert "give a number from 0 to 60 years, for example 5.5 or 5年6个月" in found.err


def test_tables_and_frames_say_the_same(tmp_path: Path) -> None:
    ledger = tmp_path / "roster.csv"
    ledger.write_text("姓名,工作年限\n甲,5.5\n乙,5年10个月\n丙,6\n", encoding="utf-8")
    found = shequ(
        "salary", str(ledger), "--city", "温州", "--policies", str(OWN), "--wide", "-f", "csv",
        "--columns", "姓名,tenure/seniority.low,tenure/started.low",
    )  # fmt: skip
    assert found.out.splitlines()[1:] == ["甲,50,60", "乙,50,60", "丙,60,60"]
    frame = pl.DataFrame({"years_hundredths": [550, 583, 600]})
    done = shequ_calc.salary(frame, city="温州", policies=[OWN], only=["tenure/started"])
    assert done["tenure/started.low_fen"].to_list() == [6000, 6000, 6000]
