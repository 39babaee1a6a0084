"""Tables on a narrow terminal: nothing stands out beyond it, and nothing is lost."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest

from commands import shequ
from shequ_calc.finding import Finding
from shequ_calc.render.terminal.table import table_lines

LINES = [
    "salary --city nanchang --post chief --grade 9",
    "budget --city changchun --households 4200 --average-wage 78000",
    "staffing --city changchun --households 4200",
    "budget --city kunming --communities 120",
]


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [50, 60, 80])
@pytest.mark.parametrize("line", LINES)
def test_every_line_fits(line: str, columns: int, lang: str) -> None:
    said = shequ(*line.split(), "-f", "table", "--lang", lang, columns=columns)
    assert max(map(cells, said.out.splitlines())) <= columns


def judged(**own: object) -> Finding:
    fields: dict[str, object] = {
        "question": "check", "place": "kunshan", "provision": "kunshan/funds",
        "division": "530100", "division_name": "Kunming", "label_zh": "运转经费",
        "label_en": "operating funds", "role": "line", "scope": "community",
        "low": Fraction(50000), "high": None, "unit": "yuan", "period": "year", "about": False,
        "force": "must", "basis": "stated", "status": "computed", "notes": ("a note",),
        "extra": (("verdict", "short"), ("actual", "42000"), ("gap", "8000"),
                  ("gap_payers", "city=8000")),
    }  # fmt: skip
    return Finding(**{**fields, **own})


def shown(width: int) -> list[str]:
    lines = table_lines([judged()], width=width)
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def test_columns_go_below_one_after_the_other() -> None:
    wide, narrow, narrower, narrowest = shown(72), shown(60), shown(52), shown(46)
    assert "force" in wide[0]
    assert "short 8,000 yuan" in wide[3]
    assert "force" not in narrow[0]
    assert "short 8,000 yuan" in narrow[3]
    assert any(line.strip() == "must · paid by: city" for line in narrow)
    # The gap stands under its verdict, then the notes under their line.
    assert narrower[3].split()[-2:] == ["short", "1"]
    assert narrower[4].endswith("8,000 yuan")
    assert "note" not in narrowest[0]
    assert any(line.strip() == "must · paid by: city · note 1" for line in narrowest)
    for width, lines in ((72, wide), (60, narrow), (52, narrower), (46, narrowest)):
        assert max(map(cells, lines)) <= width


def test_what_is_missing_says_how_it_is_given() -> None:
    alone = judged(
        status="needs-input", needs=("duty-items",), low=None,
        extra=(("verdict", "unknown"), ("actual", ""), ("gap", ""), ("gap_payers", "")),
    )  # fmt: skip
    lines = ["".join(text for text, _ in line) for line in table_lines([alone])]
    assert lines == [
        "Not known, for want of data",
        "  operating funds: needs duty-items",
        "  given as --set duty-items=…",
    ]
    # In a table of communities it is a column.
    row = judged(
        status="needs-input", needs=("duty-items",), low=None,
        extra=(("name", "A"), ("verdict", "unknown"), ("actual", ""), ("gap", "")),
    )  # fmt: skip
    lines = ["".join(text for text, _ in line) for line in table_lines([row])]
    assert len(lines) == 2
