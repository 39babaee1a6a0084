"""The lines a check ends with: under a table they keep to the terminal's width."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import shequ
from shequ_calc.render.wrap import cells

LEDGER = Path(__file__).parents[2] / "examples" / "communities.csv"
MISSED = {"en": "missed most: ", "zh": "问题最集中的条款："}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_closing_lines_keep_to_the_width_and_lose_nothing(lang: str, columns: int) -> None:
    line = ["check", str(LEDGER), "--on", "2024-06-01", "--lang", lang]
    table = shequ(*line, "-f", "table", columns=columns).out
    closing = table[table.rindex("\n\n") + 2 :]
    assert [one for one in closing.splitlines() if cells(one) > columns] == []
    # Into a pipe the same lines go to stderr, each as it is.
    piped = shequ(*line, columns=columns).err
    said = [one.removeprefix("shequ: ") for one in piped.splitlines()]
    whole = said[next(k for k, one in enumerate(said) if one.startswith(MISSED[lang])) - 1 :]
    assert max(map(cells, whole)) > 60
    assert re.sub(r"\s", "", closing) == re.sub(r"\s", "", "".join(whole))
    assert closing.count("\n") > len(whole) if columns == 60 else closing.count("\n") >= len(whole)


def test_the_closing_lines_of_one_community_keep_to_the_width() -> None:
    asked = ["--operating-funds", "1", "--service-funds", "1", "--lang", "zh", "-f", "table"]
    table = shequ("check", "--city", "kunming", *asked, columns=50).out
    closing = table[table.rindex("\n\n") + 2 :]
    assert "问题最集中的条款" in closing
    assert max(map(cells, closing.splitlines())) <= 50
