"""A table's findings are, row by row, those of single calls: through the public door."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import pytest

from commands import shequ
from ledgers import findings

PLACES = (
    ("吉林", "长春", "朝阳区"), ("吉林", "延边", ""), ("吉林", "", ""), ("云南", "昆明", "五华区"),
    ("云南", "昆明", "富民县"), ("云南", "大理", "祥云县"), ("", "nanchang", ""),
    ("江西", "南昌", ""), ("重庆", "重庆", "渝中区"), ("", "临沂", ""), ("山东", "济南", ""),
    ("", "", ""),
)  # fmt: skip
COLUMNS = {
    "staffing": {
        "households": (1, 299, 300, 301, 500, 501, 599, 600, 2999, 3000, 3001, 3300, 8000)
    },
    "budget": {
        "households": (250, 3000, 4200),
        "average-wage": ("78000", "6,500/月", "80000.01"),
        "seat": ("province", "县", "prefecture"),
        "assistant-social-workers": (0, 3),
        "social-workers": (1, 2),
    },
    "salary": {
        "grade": (1, 7, 18, 19),
        "post": ("正职", "副职", "staff"),
        "years": (0, 3, 12, 40),
        "education": ("大专", "bachelor", "master"),
        "average-wage": ("78000", "90000.5"),
        "graduate-pay": ("72000",),
        "disposable-income": ("51234.56",),
    },
}  # fmt: skip


def communities(question: str, count: int) -> list[dict[str, str]]:
    """Mixed places and values, blanks among them; the same in every run."""
    chosen = random.Random(question)
    rows = []
    for number in range(count):
        province, city, county = chosen.choice(PLACES)
        row = {"name": f"社区{number}", "province": province, "city": city, "county": county}
        for name, values in COLUMNS[question].items():
            row[name] = "" if chosen.random() < 0.25 else str(chosen.choice(values))
        rows.append(row)
    return rows


def single(question: str, row: dict[str, str], lang: str) -> list[dict[str, Any]] | str:
    """The findings of one call for a row, or its message."""
    line = [question, "--lang", lang, "-f", "jsonl", "--quiet"]
    for name in ("province", "city", "county"):
        line += [f"--{name}", row[name]] if row[name] else []
    for name in COLUMNS[question]:
        line += ["--set", f"{name}={row[name]}"] if row[name] else []
    result = shequ(*line)
    if result.out:
        return [json.loads(one) for one in result.out.splitlines()]
    return result.err.removeprefix("shequ: ").strip()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("question", COLUMNS)
def test_a_table_is_its_rows_one_by_one(question, lang):
    rows = communities(question, 150)
    table = io.StringIO()
    writer = csv.DictWriter(table, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    found = findings(f"{question} - --cite --lang {lang}", stdin=table.getvalue().encode())
    answered = 0
    for row in rows:
        own = [
            {key: value for key, value in f.items() if key not in row}
            for f in found
            if f["name"] == row["name"]
        ]
        if not (row["province"] or row["city"] or row["county"]):
            assert [f["status"] for f in own] == ["error"]
            continue
        expected = single(question, row, lang)
        if isinstance(expected, str):
            assert [f["status"] for f in own] == ["error"], (row, expected)
            assert own[0]["notes"] == [expected], row
            continue
        assert own == expected, row
        answered += 1
    assert answered > 50
