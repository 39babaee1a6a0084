"""Doubts inside the readings of another: each reading is listed once, for one community, in a table
and in a total. Worked out by hand: 1,000 households are 3.33 times 300, 2,500 persons 2.5 times
1,000.
"""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest

from commands import shequ

OWN = Path(__file__).parents[1] / "policies" / "branches.yaml"
# (households, persons): names and figures of the subsidy's readings; half of them is matched.
CASES = {
    (1000, 2500): [
        ("by households, rounded down", 300),
        ("by households, rounded up", 400),
        ("by persons, rounded down", 200),
        ("by persons, rounded up", 300),
    ],
    # 900 households are 3 times 300: only persons are rounded.
    (900, 2500): [
        ("by households", 300),
        ("by persons, rounded down", 200),
        ("by persons, rounded up", 300),
    ],
    (1200, 4000): [],  # 4 times either
}


def listed(readings: str) -> list[tuple[str, str]]:
    pairs = (one.rpartition("=") for one in readings.split("; ") if one)
    return [(name, figure) for name, _, figure in pairs]


@pytest.mark.parametrize("given", CASES)
def test_of_one_community(given: tuple[int, int]) -> None:
    sets = ["--households", str(given[0]), "--population", str(given[1])]
    line = ["budget", "--city", "huzhou", *sets, "--policies", str(OWN), "-f", "json"]
    subsidy, match, total = json.loads(shequ(*line).out)
    expected = CASES[given]
    for finding, times in ((subsidy, 1), (match, Fraction(1, 2)), (total, Fraction(3, 2))):
        found = [(one["name"], one["low"]) for one in finding["readings"]]
        assert found == [(name, figure * times) for name, figure in expected]


def test_in_a_table() -> None:
    table = "households,population\n" + "\n".join(f"{a},{b}" for a, b in CASES)
    line = ["budget", "-", "--city", "huzhou", "--policies", str(OWN), "-f", "csv", "--quiet"]
    found = list(csv.DictReader(io.StringIO(shequ(*line, stdin=table.encode()).out)))
    for index, expected in enumerate(CASES.values()):
        total = found[3 * index + 2]
        assert total["provision"] == "branches/total"
        assert listed(total["readings"]) == [
            (name, f"{figure * 3 // 2}") for name, figure in expected
        ]
