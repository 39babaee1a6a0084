"""What is told of payers whose part is an amount of its own: that it is cut to the line, what it
lacks, and why there is none. Worked out by hand, for one community and in a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commands import shequ

OWN = Path(__file__).parents[1] / "policies" / "payers.yaml"
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "policies" / "neg.yaml"


def budget(*given: str, lang: str = "en") -> dict[str, dict[str, object]]:
    sets = [part for pair in given for part in ("--set", pair)]
    line = ["budget", "--city", "jiaxing", *sets, "--policies", str(OWN), "--lang", lang]
    found = json.loads(shequ(*line, "-f", "json").out)
    return {one["provision"].partition("/")[2]: one for one in found}


@pytest.mark.parametrize(
    ("population", "payers", "notes"),
    [
        # 4 yuan for each of 1,000 are 4,000; of 1,250 they are the 5,000 that the city bears.
        (
            1000,
            [("city", 4000)],
            ["the part of the city: 5,000 yuan is more than the 4,000 yuan that is left of the "
             "line, and is cut to it"],
        ),
        (1250, [("city", 5000)], []),
        (2000, [("city", 5000), ("county", 3000)], []),
    ],
)  # fmt: skip
def test_an_amount_above_the_line_is_cut_and_said(population, payers, notes):
    found = budget(f"population={population}")["cut"]
    assert [(one["level"], one["low"]) for one in found["payers"]] == payers
    assert found["notes"] == notes


def test_an_amount_that_lacks_an_input_says_which():
    found = budget("population=2000")
    assert found["missing"]["needs"] == ["lifts"]
    assert found["missing"]["notes"] == ["the part of the province: needs --set lifts=… (lifts)"]
    # The line itself is computed, and so is the total.
    assert (found["missing"]["status"], found["missing"]["low"]) == ("computed", 50000)
    assert found["total"]["needs"] == ["lifts"]
    assert (found["total"]["low"], found["total"]["high"]) == (8000 + 50000 + 30000, None)
    found = budget("population=2000", "lifts=12")
    assert (found["missing"]["needs"], found["missing"]["notes"]) == ([], [])
    assert [(one["level"], one["low"]) for one in found["missing"]["payers"]] == [
        ("province", 9600),
        ("county", 40400),
    ]


def test_an_amount_that_the_document_does_not_give_says_why():
    assert budget()["left"]["notes"] == ["the part of the city: set by the city"]
    assert budget(lang="zh")["left"]["notes"] == ["市级承担的部分：由市财政另定"]
    assert budget("population=1000", lang="zh")["cut"]["notes"] == [
        "市级承担的部分：5,000元多于本项所余的4,000元，按4,000元计"
    ]


def test_a_table_tells_the_same():
    table = "population,lifts\n1000,12\n2000,\n1250,100\n"
    line = ["budget", "-", "--city", "jiaxing", "--policies", str(OWN), "-f", "csv", "--quiet"]
    found = list(csv.DictReader(io.StringIO(shequ(*line, stdin=table.encode()).out)))
    rows = [found[k : k + 4] for k in range(0, len(found), 4)]
    for row, given in zip(rows, ["population=1000 lifts=12", "population=2000",
                                 "population=1250 lifts=100"], strict=True):  # fmt: skip
        single = budget(*given.split())
        for one in row:
            own = single[one["provision"].partition("/")[2]]
            assert one["notes"] == "; ".join(own["notes"]), one["provision"]
            assert one["needs"] == "; ".join(own["needs"])


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
def test_the_case_that_was_reported():
    line = ["budget", "--city", "dongying", "--set", "population=1000", "--policies", str(SHARED)]
    assert "5,000 yuan is more than the 4,000 yuan that is left" in shequ(*line, "-f", "csv").out
