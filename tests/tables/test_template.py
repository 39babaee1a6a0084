"""Templates: the columns a place needs, explained; filled in, they go straight back in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from commands import shequ
from ledgers import asked, findings

PLACES = ["--city=kunming", "--city=changchun", "--city=nanchang", "--city=chongqing",
          "--city=linyi", "--province=jilin", "--county=530102", ""]  # fmt: skip


def headers(*arguments: str) -> list[str]:
    result = shequ("template", *arguments)
    assert result.code == 0, result.err
    return next(csv.reader(io.StringIO(result.out)))


def test_columns_are_those_that_the_rules_look_at():
    english = headers("--city=changchun", "--question=staffing", "--lang=en")
    assert english == ["name", "city", "county", "households (households)"]
    more = headers("--city=changchun", "--lang=zh")
    assert more[:4] == ["社区名称", "城市", "区县", "户数（户）"]
    assert any(header.endswith("（元/年）") for header in more)
    assert "population" not in ", ".join(headers("--city=changchun", "--lang=en"))
    pay = headers("--city=nanchang", "--question=salary", "--lang=en")
    assert {"post", "education"} <= set(pay)
    assert "seat" not in headers("--city=kunming", "--lang=en")  # it follows from the place


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_header_is_understood(place, lang, tmp_path):
    """Every input column is used, and as itself: nothing is left unread when it comes back."""
    path = tmp_path / "ledger.csv"
    arguments = [
        one for one in (place, f"--lang={lang}", "--question=staffing,budget,salary") if one
    ]
    assert shequ("template", *arguments, "-o", str(path)).code == 0
    names = next(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    with open(path, "a", encoding="utf-8") as file:
        file.write(",".join(["x"] * len(names)) + "\n")
    used = shequ("salary", str(path), "--lang", "en").err.splitlines()[0]
    listed = used.removeprefix("shequ: columns used: ").split(", ")
    assert len(listed) >= len(names)


def fill(path: Path, rows: list[dict[str, object]], sheet: str) -> None:
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book[sheet][1]]
    for number, row in enumerate(rows, 2):
        for head, value in row.items():
            book[sheet].cell(number, heads.index(head) + 1, value)
    book.save(path)


def test_filled_in_it_goes_straight_back_in(tmp_path):
    path = tmp_path / "台账.xlsx"
    assert shequ("template", "-o", str(path), "--city", "changchun", "--lang", "zh").code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:2] == ["台账", "填写说明"]
    fill(
        path,
        [
            {"社区名称": "红旗社区", "城市": "长春市", "区县": "朝阳区", "户数（户）": 4200},
            {"社区名称": "胜利社区", "城市": "长春市", "户数（户）": "3,000户"},
        ],
        "台账",
    )
    found = findings(f"staffing {path} --only jilin/posts")
    assert [(f["社区名称"], f["division"], f["low"], f["high"]) for f in found] == [
        ("红旗社区", "220104", 12, 19),
        ("胜利社区", "220100", 10, 15),
    ]
    assert "2 rows read: 2 answered, 0 in error" in asked(f"budget {path}", code=None).err


def test_drop_downs_and_explanations(tmp_path):
    path = tmp_path / "pay.xlsx"
    arguments = ["--city", "nanchang", "--question", "salary", "--lang", "zh", "-o", str(path)]
    assert shequ("template", *arguments).code == 0
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["台账"][1]]
    choices = {}
    for validation in book["台账"].data_validations.dataValidation:
        column = heads[next(iter(validation.sqref.ranges)).min_col - 1]
        choices[column] = validation.formula1
    assert choices["岗位"] == '"正职,副职,两委成员,一般工作人员"'
    assert "南昌市" in choices["城市"]
    told = {row[0]: row for row in book["填写说明"].iter_rows(values_only=True)}
    assert told["岗位"][2] == "薪酬"
    assert "1 至 18" in next(row[1] for head, row in told.items() if str(head).startswith("级别"))
    # What a drop-down offers is understood.
    fill(path, [{"城市": "南昌市", "岗位": "副职", "学历": "大专", heads[3]: 10}], "台账")
    assert findings(f"salary {path}", code=0)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["-o", "x.docx"], 2, ".xlsx, .csv, .tsv"),
        (["--question", "pay"], 2, "staffing, budget, salary"),
        (["--city", "shanghai"], 3, "no policy covers"),
        (["--city", "atlantis"], 2, "atlantis"),
    ],
)
def test_mistakes(arguments, code, words):
    result = shequ("template", *arguments)
    assert result.code == code
    assert words in result.err
