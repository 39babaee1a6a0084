"""Bounds over figures that are ranges, and beside parts that do not fit: what is checked for one
community, in a table and on a frame, worked out by hand.

Half of a wage of 1,350 to 1,500 is 675 to 750, four fifths of it are 1,080 to 1,200. Of 550
households neither one nor two grids of 300 to 500 can be made.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

import shequ_calc
from commands import shequ

OWN = Path(__file__).parents[1] / "policies" / "wavering.yaml"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "policies" / "njperf.yaml"
PAID = [
    ("674.99", "short", "0.01", "met", "0"),
    ("675", "unknown", "", "met", "0"),
    ("700", "unknown", "", "met", "0"),
    ("749.99", "unknown", "", "met", "0"),
    ("750", "met", "0", "met", "0"),
    ("1080", "met", "0", "met", "0"),
    ("1080.01", "met", "0", "unknown", ""),
    ("1200", "met", "0", "unknown", ""),
    ("1200.01", "met", "0", "over", "0.01"),
]
GRIDS = [
    ("550", "8", "short", "1"),  # at least 9, whatever the grids are
    ("550", "9", "unknown", ""),
    ("4200", "9", "met", "0"),  # 9 to 14
    ("4200", "15", "over", "1"),
]


def rows(arguments: str, stdin: str = "") -> list[dict[str, str]]:
    line = [*arguments.split(), "--policies", str(OWN), "-f", "csv", "--quiet"]
    return list(csv.DictReader(io.StringIO(shequ(*line, stdin=stdin.encode()).out)))


def both(found: list[dict[str, str]]) -> tuple[str, ...]:
    floor, cap = found
    return floor["verdict"], floor["gap"], cap["verdict"], cap["gap"]


ONLY = "--only performance --only performance-limit"


@pytest.mark.parametrize("paid", PAID, ids=lambda row: row[0])
def test_of_one_community(paid: tuple[str, ...]) -> None:
    floor, cap = found = rows(f"check --city wenzhou --set paid={paid[0]} {ONLY}")
    assert both(found) == paid[1:]
    assert (floor["low"], floor["high"], cap["low"], cap["high"]) == ("675", "", "", "1200")
    assert floor["notes"] == (
        "the floor follows a figure that is itself a range: it lies between 675 yuan and 750 yuan"
    )
    assert "between 1,080 yuan and 1,200 yuan" in cap["notes"]


def test_in_a_table_and_on_a_frame() -> None:
    table = "paid\n" + "\n".join(row[0] for row in PAID)
    found = rows(f"check - --city wenzhou {ONLY}", table)
    assert [both(found[k : k + 2]) for k in range(0, len(found), 2)] == [row[1:] for row in PAID]
    assert {row["notes"] for row in found if row["provision"].endswith("performance")} == {
        "the floor follows a figure that is itself a range: it lies between 675 yuan and 750 yuan"
    }
    frame = pl.DataFrame({"paid_fen": [int(Fraction(row[0]) * 100) for row in PAID]})
    done = shequ_calc.check(frame, city="wenzhou", policies=[OWN])
    for name, at in (("performance", 1), ("performance-limit", 3)):
        assert done[f"wavering/{name}.verdict"].to_list() == [row[at] for row in PAID]


@pytest.mark.parametrize(
    ("paid", "lang", "ending"),
    [
        ("700", "zh", "实际为700元，该标准随一个本身是范围的数而定，无法判断。"),
        ("600", "zh", "实际为600元，不足至少75元，由哪一级承担文件未写明。"),
        (
            "700",
            "en",
            "the standard follows a figure that is itself a range, so this cannot be judged.",
        ),
    ],
)
def test_a_letter_gives_the_reason(paid: str, lang: str, ending: str) -> None:
    line = f"check - --city wenzhou --only performance --explain --lang {lang}"
    (found,) = rows(line, f"paid\n{paid}\n")
    assert found["letter"].endswith(ending), found["letter"]


@pytest.mark.parametrize("grids", GRIDS)
def test_beside_a_part_that_does_not_fit(grids: tuple[str, ...]) -> None:
    households, now, verdict, gap = grids
    given = f"--households {households} --set grids-now={now}"
    (found,) = rows(f"check --city wenzhou {given} --only grids-least")
    assert (found["verdict"], found["gap"], found["low"]) == (verdict, gap, "9")
    note = (
        "“grids”: no whole number fits; the nearest on either side are 1 grid (over 500 each) "
        "and 2 grids (under 300 each)"
    )
    assert (note in found["notes"]) == (households == "550")


def test_beside_a_part_that_does_not_fit_in_a_table_and_on_a_frame() -> None:
    table = "households,grids-now\n" + "\n".join(",".join(row[:2]) for row in GRIDS)
    found = rows("check - --city wenzhou --only grids-least", table)
    assert [(row["verdict"], row["gap"]) for row in found] == [row[2:] for row in GRIDS]
    frame = pl.DataFrame({"households": [550, 4200], "grids-now": [9, 9]})
    done = shequ_calc.staffing(frame, city="wenzhou", policies=[OWN])
    assert done["wavering/grids.status"].to_list() == ["none-fits", "computed"]
    assert done["wavering/grids-least.status"].to_list() == ["computed", "computed"]
    assert done["wavering/grids-least.low"].to_list() == [9, 9]
    assert done["wavering/grids-least.high"].to_list() == [None, 14]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
def test_the_case_that_was_reported() -> None:
    line = ["check", "--city", "nanjing", "--policies", str(SHARED), "-f", "csv", "--quiet"]
    found = shequ(*line, "--set", "paid-performance=700", "--columns", "verdict,low")
    assert (found.out, found.code) == ("verdict,low\nunknown,675\n", 3)
