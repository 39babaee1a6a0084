"""Workbooks that go on counting: changed cells give what the program itself gives for them."""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from commands import shequ
from sheets import Workbook
from shequ_calc.render.vocabulary import STATUSES

ON = ("--on", "2026-01-01")
OWN = Path(__file__).parents[1] / "policies"
PLACES = (
    ("吉林", "长春", ""), ("吉林", "延边", ""), ("云南", "昆明", "五华区"),
    ("云南", "大理", "祥云县"),
    ("江西", "南昌", ""), ("重庆", "重庆", "渝中区"), ("山东", "临沂", ""), ("山东", "济南", ""),
)  # fmt: skip
VALUES: dict[str, dict[str, tuple[Any, ...]]] = {
    "staffing": {
        "households": (
            1, 299, 300, 301, 499, 500, 501, 599, 600, 601, 2999, 3000, 3001, 3300, 3301, 3500,
            3501, 4200, 10_000, 1_000_000,
        ),
    },
    "budget": {
        "households": (250, 3000, 3001, 4200, 9999),
        "average-wage": (78000, 80000.01, 0.29, 123456.78),
        "disposable-income": (51234.56, 29610, 0.07),
        "seat": ("province", "县", "prefecture"),
        "existing-average-pay": (50000, 66666.66),
        "assistant-social-workers": (0, 3),
        "social-workers": (1, 2),
        "senior-social-workers": (0, 1),
    },
    "salary": {
        "grade": (1, 7, 17, 18),
        "post": ("正职", "deputy", "一般工作人员", "Chief"),
        "years": (0, 3, 12, 40),
        "education": ("大专", "bachelor", "master", "初中"),
        "average-wage": (78000, 90000.5, 123.45),
        "existing-average-pay": (50000, 66666.66),
        "graduate-pay": (72000, 63999.99),
        "disposable-income": (51234.56, 0.07),
    },
}  # fmt: skip
# What a cell may be filled with that is no value of its input.
WRONG = ("许多", -1, 1.5, 10**12)


def ledger(folder: Path, question: str, rows: int, seed: str, name: str) -> Path:
    """A ledger of all the inputs of a question; the places of row n are the same for any seed."""
    chance = random.Random(seed)
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["province", "city", "county", *VALUES[question]])
        for number in range(rows):
            cells = [
                "" if chance.random() < 0.25 else chance.choice(values)
                for values in VALUES[question].values()
            ]
            writer.writerow([*PLACES[number % len(PLACES)], *cells])
    return path


def live(question: str, source: Path, target: Path, *more: str) -> Workbook:
    """The workbook of a ledger."""
    result = shequ(question, str(source), "--live", "-o", str(target), *ON, "--quiet", *more)
    assert result.code == 0, result.err
    return Workbook(target)


def wide(question: str, source: Path, *more: str) -> list[dict[str, str]]:
    """What the program gives for a ledger, a row each."""
    result = shequ(question, str(source), "--wide", "-f", "csv", *ON, "--quiet", *more)
    return list(csv.DictReader(io.StringIO(result.out)))


def columns(book: Workbook, sheet: str = "findings") -> dict[str, str]:
    """The letters of a sheet's columns by their headers."""
    head = next(book.sheets[sheet].iter_rows(max_row=1))
    return {cell.value: get_column_letter(cell.column) for cell in head if cell.value}


def fill_in(book: Workbook, source: Path, question: str) -> None:
    """Put the values of another ledger into the cells."""
    where = columns(book)
    with source.open(encoding="utf-8", newline="") as stream:
        for row, line in enumerate(csv.DictReader(stream), 2):
            for name, values in VALUES[question].items():
                text = line[name]
                number = text and not isinstance(values[0], str)
                book.put("findings", f"{where[name]}{row}", float(text) if number else text or None)


def compared(book: Workbook, expected: list[dict[str, str]]) -> int:
    """How many figures were found to be the same: all of them."""
    where, count = columns(book), 0
    for row, line in enumerate(expected, 2):
        for name, letters in where.items():
            key, _, end = name.rpartition(".")
            if end not in ("low", "high", "status") or name not in line:
                continue
            found = book.value("findings", f"{letters}{row}")
            if end == "status":
                wanted: Any = STATUSES[line[name]].en if line[name] else ""
            else:
                wanted = _serial(line[name]) if "transfer" in key or "@end" in key else line[name]
                wanted = float(wanted) if wanted else ""
            assert (found or "") == (wanted or "") or found == wanted, (row, name, found, wanted)
            count += 1
    return count


def _serial(text: str) -> str:
    import datetime

    if not text:
        return text
    day = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return str((day - datetime.date(1899, 12, 30)).days)


@pytest.mark.parametrize("question", VALUES)
def test_a_ledger_filled_in_anew_counts_as_if_it_were_asked_anew(
    question: str, tmp_path: Path
) -> None:
    before = ledger(tmp_path, question, 48, f"{question} before", "before.csv")
    after = ledger(tmp_path, question, 48, f"{question} after", "after.csv")
    book = live(question, before, tmp_path / "live.xlsx")
    assert compared(book, wide(question, before)) > 500
    fill_in(book, after, question)
    assert compared(book, wide(question, after)) > 500


@pytest.mark.parametrize("question", VALUES)
def test_the_values_in_the_file_are_those_of_the_formulas(question: str, tmp_path: Path) -> None:
    source = ledger(tmp_path, question, 16, question, "ledger.csv")
    book = live(question, source, tmp_path / "live.xlsx")
    formulas = book.formulas()
    assert len(formulas) > 300
    for sheet, cell, text in formulas:
        found, kept = book.value(sheet, cell), book.kept(sheet, cell)
        assert found == kept or (found == "" and kept is None), text
        assert len(text) < 1000


@pytest.mark.parametrize("question", VALUES)
def test_libreoffice_gives_the_same(question: str, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    before = ledger(tmp_path, question, 48, f"{question} before", "before.csv")
    after = ledger(tmp_path, question, 48, f"{question} office", "after.csv")
    book = live(question, before, tmp_path / "live.xlsx")
    fill_in(book, after, question)
    # Without the values that the file had, all are computed anew.
    book.save(tmp_path / "filled-in.xlsx")
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    line = (office, home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML")
    target = tmp_path / "computed"
    source = str(tmp_path / "filled-in.xlsx")
    subprocess.run((*line, "--outdir", str(target), source), check=True, capture_output=True)
    computed = Workbook(target / "filled-in.xlsx", computed=True)
    assert compared(computed, wide(question, after)) > 500


@pytest.mark.parametrize("wrong", WRONG)
def test_what_an_input_does_not_take_is_an_error_and_no_number(
    wrong: object, tmp_path: Path
) -> None:
    source = ledger(tmp_path, "staffing", 1, "one", "ledger.csv")
    book = live("staffing", source, tmp_path / "live.xlsx", "--only", "posts, rounds")
    where = columns(book)

    def ends() -> list[object]:
        names = [f"jilin/{name}.{end}" for name in ("posts", "rounds") for end in ("low", "status")]
        return [book.value("findings", f"{where[name]}2") for name in names]

    at = f"{where['households']}2"
    book.put("findings", at, wrong)
    assert ends() == ["", "unreadable", "", "unreadable"]
    book.put("findings", at, 4200)
    assert ends() == [12, "computed", 2, "computed"]
    book.put("findings", at, None)
    assert ends() == ["", "input missing", 2, "computed"]
    book.put("findings", at, "  ")
    assert ends() == ["", "input missing", 2, "computed"]


def form(tmp_path: Path, *asked: str) -> Workbook:
    """The form of one community."""
    target = tmp_path / "form.xlsx"
    result = shequ(*asked, "--live", "-o", str(target), *ON)
    assert (result.code, result.out) == (0, ""), result.err
    return Workbook(target)


def shown(book: Workbook, label: str, sheet: str = "calculator") -> list[object]:
    """Low, high, about, basis, status and needs of the finding with a label."""
    row = next(r[0].row for r in book.sheets[sheet].iter_rows() if r[0].value == label)
    return [book.value(sheet, f"{letter}{row}") for letter in "BCDHIJ"]


def readings(book: Workbook, label: str) -> list[tuple[object, object]]:
    """Low and high in each reading of a finding, which stand below it."""
    rows = list(book.sheets["calculator"].iter_rows())
    at = next(r[0].row for r in rows if r[0].value == label)
    found = []
    while str(rows[at][0].value).startswith("="):
        at += 1
        found.append((book.value("calculator", f"B{at}"), book.value("calculator", f"C{at}")))
    return found


def test_a_form_follows_what_is_put_in(tmp_path: Path) -> None:
    book = form(tmp_path, "staffing", "--city", "changchun", "--households", "4200")
    # 10 + 1200 / 500 and 15 + 1200 / 300, in whole steps: 12 to 19.
    assert shown(book, "social-work posts") == [12, 19, "about", "derived", "computed", ""]
    assert shown(book, "grids") == [9, 14, None, "derived", "computed", ""]
    # From 10 to 15, or from 15, more: the document does not say.
    assert readings(book, "social-work posts") == [(12, 19), (17, 19)]
    book.put("calculator", "B5", 3000)
    assert readings(book, "social-work posts") == [("", ""), ("", "")]
    assert shown(book, "social-work posts") == [10, 15, "about", "stated", "computed", ""]
    book.put("calculator", "B5", 550)
    # No whole number of grids keeps within 300 to 500 households.
    assert shown(book, "grids") == ["", "", None, "derived", "none fits", ""]
    book.put("calculator", "B5", None)
    needs = ["", "", "", "stated", "input missing", "households; "]
    assert shown(book, "social-work posts") == needs


def test_a_form_asks_for_all_that_its_rules_ask_for(tmp_path: Path) -> None:
    book = form(tmp_path, "salary", "--city", "nanchang", "--set", "post=正职")
    sheet = book.sheets["calculator"]
    asked = [sheet[f"A{row}"].value.partition(" (")[0] for row in range(5, 10)]
    assert asked[:4] == ["pay grade", "years of service", "post", "education"]
    assert "civil servant" in asked[4]
    assert book.value("calculator", "B7") == "chief"
    # 18 grades from 47,600 to 64,000 or more: grade 18 of a chief is the highest.
    book.put("calculator", "B5", 18)
    assert shown(book, "the grade's yearly pay")[:2] == [64000, None]
    book.put("calculator", "B5", 19)
    assert shown(book, "the grade's yearly pay")[4] == "unreadable"


def test_every_place_has_its_rows_in_a_form_without_a_place(tmp_path: Path) -> None:
    book = form(tmp_path, "staffing", "--households", "4200")
    sheet = book.sheets["calculator"]
    places = {row[0].value for row in sheet.iter_rows(min_row=8)}
    assert {"Jilin", "Kunming", "Nanchang", "Linyi"} & places
    asked = shequ("staffing", "--households", "4200", "-f", "csv", *ON)
    lines = list(csv.DictReader(io.StringIO(asked.out)))
    rows = [row[0].row for row in sheet.iter_rows(min_row=8) if row[6].value]
    assert len(rows) == len(lines) > 15
    for row, line in zip(rows, lines, strict=True):
        for letter, end in (("B", "low"), ("C", "high")):
            wanted = _serial(line[end]) if line["unit"] == "date" else line[end]
            found = book.value("calculator", f"{letter}{row}")
            assert (found in ("", None)) if not wanted else found == float(wanted)


def test_only_what_is_filled_in_is_open(tmp_path: Path) -> None:
    form(tmp_path, "staffing", "--city", "changchun")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    for sheet in ("calculator", "workings"):
        assert book[sheet].protection.sheet
        assert book[sheet].protection.sort
    unlocked = [
        cell.coordinate
        for row in book["calculator"].iter_rows()
        for cell in row
        if not cell.protection.locked
    ]
    assert unlocked == ["B5"]
    assert book["choices"].sheet_state == "hidden"


def test_a_cell_of_the_ledger_runs_nothing_and_none_is_lost(tmp_path: Path) -> None:
    source = tmp_path / "ledger.csv"
    source.write_text(
        "name,city,households,note,file\n=1+1,changchun,4200,@x,053010\nb,nowhere,100,y,1\n"
        "c,changchun,many,z,2\n",
        encoding="utf-8",
    )
    result = shequ("staffing", str(source), "--live", "-o", str(tmp_path / "l.xlsx"), *ON)
    assert result.code == 0
    assert "3 rows read: 1 answered, 2 in error" in result.err
    book = Workbook(tmp_path / "l.xlsx")
    sheet = book.sheets["findings"]
    cells = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=2)]
    assert cells == [
        ["=1+1", "changchun", 4200, "@x", "053010"],
        ["b", "nowhere", "100", "y", "1"],
        ["c", "changchun", "many", "z", "2"],
    ]
    assert sheet["A2"].data_type == "s"
    where = columns(book)
    assert "nowhere" in sheet[f"{where['notes']}3"].value
    assert book.value("findings", f"{where['jilin/posts.status']}4") == "unreadable"


def test_a_column_in_another_unit_gets_one_to_count_with(tmp_path: Path) -> None:
    source = tmp_path / "ledger.csv"
    source.write_text("城市,人均可支配收入（万元）\n重庆,2.961\n", encoding="utf-8")
    target = tmp_path / "live.xlsx"
    result = shequ("salary", str(source), "--live", "-o", str(target), *ON, "--lang", "zh")
    assert result.code == 0
    book = Workbook(target)
    where = columns(book, "结果")
    own = where["本区县上年度城镇常住居民人均可支配收入（元）"]
    low = where["居委会主任报酬（chongqing/director-pay）下限"]
    assert book.value("结果", f"{own}2") == 29610
    # 29,610 yuan and a fifth more.
    assert book.value("结果", f"{low}2") == 35532
    book.put("结果", f"{own}2", 30000)
    assert book.value("结果", f"{low}2") == 36000


REFUSED = (
    (("staffing", "--live"), "--live needs a workbook: -o FILE.xlsx"),
    (("staffing", "--live", "-o", "a.csv"), "--live needs a workbook: -o FILE.xlsx"),
    (("budget", "--live", "-o", "a.xlsx", "--communities", "3"), "--communities exclude each"),
    (("salary", "--live", "-o", "a.xlsx", "--value", "low"), "--value exclude each other"),
    (("staffing", "--live", "-o", "a.xlsx", "--columns", "low"), "--columns exclude each other"),
    (("staffing", "--live", "-o", "a.xlsx", "--city", "changchun", "--households", "x"), "'x'"),
)


@pytest.mark.parametrize(("line", "words"), REFUSED)
def test_what_cannot_be_counted_on_is_refused(
    line: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = shequ(*line)
    assert result.code == 2
    assert words in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_is_too_long_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    source = tmp_path / "ledger.csv"
    source.write_text("city,households\n" + "changchun,4200\n" * 5001, encoding="utf-8")
    target = tmp_path / "live.xlsx"
    result = shequ("staffing", str(source), "--live", "-o", str(target))
    assert result.code == 2
    assert "at most 5,000 rows" in result.err
    assert not target.exists()


@pytest.mark.parametrize("more", [(), ("--live",)])
def test_a_file_that_cannot_be_written_is_named(more: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "form.xlsx"
    result = shequ("staffing", "--city", "changchun", "-o", str(target), *more)
    assert result.code == 2
    assert f"cannot read or write {target}: No such file or directory" in result.err


def test_what_stops_a_workbook_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "form.xlsx"
    target.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shequ_calc.live.answers.write_form", full)
    result = shequ("staffing", "--city", "changchun", "--live", "-o", str(target))
    assert result.code == 2
    assert f"cannot read or write {target}: No space left on device" in result.err
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["form.xlsx"]


def test_a_form_prints_on_one_page_and_hides_its_workings(tmp_path: Path) -> None:
    form(tmp_path, "staffing", "--city", "changchun", "--households", "4200")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    visible = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert visible == ["calculator"]
    sheet = book["calculator"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 1), (None, None))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.protection.sheet
    texts = [str(row[0].value) for row in sheet.iter_rows()]
    assert "Notes (by what was filled in when this was made)" in texts
    assert any(
        text.startswith("social-work posts") and "3,000 households" in text for text in texts
    )


def test_a_ledger_in_which_nothing_follows_says_so(tmp_path: Path) -> None:
    ledger = tmp_path / "l.csv"
    ledger.write_text("name,households\na,4200\n", "utf-8")
    line = ("--city", "kunming", "--live", "-o", str(tmp_path / "o.xlsx"), *ON)
    found = shequ("budget", str(ledger), *line)
    assert found.code == 0
    assert "no column of the table changes a finding" in found.err
    found = shequ("staffing", str(ledger), "--city", "changchun", *line[2:])
    assert "changes a finding" not in found.err
