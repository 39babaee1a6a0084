"""Every shape of rule as formulas of a sheet: ends, marks and states of a single community."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from commands import in_lang
from made_up import HERE, ask_rule, built, facts
from rule_shapes import EVERY, Shape
from sheets import Workbook
from shequ_calc.inputs import read_input
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.live import live_form
from shequ_calc.places.place import division
from shequ_calc.questions import AskError, Request
from shequ_calc.render.vocabulary import BASES, STATUSES
from shequ_calc.tables.run import specs_of
from shequ_calc.tables.writing.template import fields_of

ON = "2024-01-01"
FIXED = ("set", "sequence")


def catalog_of(shape: Shape) -> Catalog:
    period = "period: year" if shape.unit == "yuan" else ""
    frame = (HERE / "frame.yaml").read_text(encoding="utf-8")
    head = frame.replace("$UNIT", shape.unit).replace("$SCOPE", "community")
    head = head.replace("$PERIOD", period)
    return Catalog({"made-up": built(head + indent(shape.rule.strip("\n"), " " * 6), "made-up")})


def filled_in(path: Path, catalog: Catalog, given: dict[str, str]) -> Workbook:
    """The form of a community of which nothing is known but what stays as it is, with the rest
    filled in by hand."""
    specs = specs_of(catalog)
    fixed = {name: text for name, text in given.items() if specs[name].kind in FIXED}
    place = division("330000")
    request = Request("staffing", place, fixed, ON)
    live_form(request, catalog, str(path), stamped=False)
    book = Workbook(path)
    rows = [f.id for f in in_lang("en", fields_of, catalog, place, ["staffing"], ON) if f.id]
    for name, text in given.items():
        if name not in fixed:
            book.put("calculator", f"B{rows.index(name) + 5}", _cell(specs[name], text))
    return book


def _cell(spec: Any, text: str) -> object:
    value = in_lang("en", read_input, spec, text)
    if isinstance(value, Fraction) and spec.kind == "date":
        day = int(value)
        return datetime.datetime(day // 10000, day // 100 % 100, day % 100)
    return float(value) if isinstance(value, Fraction) else value


def _amount(value: Any) -> Fraction | None:
    return None if value in ("", None) else Fraction(repr(value))


def finding_row(book: Workbook) -> int:
    sheet = book.sheets["calculator"]
    heads = [row[0].row for row in sheet.iter_rows() if row[1].value == "low"]
    return int(heads[0]) + 1


@pytest.mark.parametrize(
    ("shape", "given"),
    [
        pytest.param(shape, given, id=f"{shape.name}: {given or 'nothing'}")
        for shape in EVERY
        for given, _ in shape.values
    ],
)
def test_shape(shape: Shape, given: str, tmp_path: Path) -> None:
    book = filled_in(tmp_path / "form.xlsx", catalog_of(shape), facts(given))
    row = finding_row(book)
    low, high, about, basis, status = (
        book.value("calculator", f"{letter}{row}") for letter in "BCDHI"
    )
    finding = ask_rule(shape.rule, given, shape.unit)
    for end, wanted in ((low, finding.low), (high, finding.high)):
        if wanted is None:
            assert end in ("", None)
        elif shape.unit == "ratio":
            assert abs(Fraction(end) - wanted) < Fraction(1, 1_000_000)
        else:
            assert end == float(wanted)
    assert status == STATUSES[finding.status].en
    assert (about == "about") == finding.about
    assert basis == BASES[finding.basis].en
    below = [
        (book.value("calculator", f"B{at}"), book.value("calculator", f"C{at}"))
        for at in range(row + 1, book.sheets["calculator"].max_row + 1)
        if str(book.sheets["calculator"][f"A{at}"].value).startswith("=")
        and book.value("calculator", f"A{at}")
    ]
    told = {(one.low, one.high) for one in finding.readings}
    assert {(_amount(one), _amount(other)) for one, other in below} == told or shape.unit == "ratio"
    needs = book.value("calculator", f"J{row}") or ""
    assert len([one for one in needs.split("; ") if one]) == len(finding.needs)


def test_numbers_too_large_for_a_sheet_are_refused(tmp_path: Path) -> None:
    # 30,000 times 10,000,000,000 yuan are 3 x 10 to the 16th in fen; 2 to the 53rd are 9 x 10 to
    # the 15th.
    shape = Shape("", "", "multiply: [30000, {input: base-wage}]", [], "yuan")
    with pytest.raises(AskError, match="cannot be formulas of a spreadsheet"):
        filled_in(tmp_path / "form.xlsx", catalog_of(shape), {})
    assert not (tmp_path / "form.xlsx").exists()


def test_a_birth_after_the_day_asked_is_an_error(tmp_path: Path) -> None:
    shape = Shape("", "", "age: {born: birth-date, at: closing-date}", [], "age")
    catalog = catalog_of(shape)
    days = {"birth-date": "1985-03-01", "closing-date": "2024-02-29"}
    book = filled_in(tmp_path / "form.xlsx", catalog, days)
    row = finding_row(book)
    assert [book.value("calculator", f"{letter}{row}") for letter in "BCI"] == [38, 38, "computed"]
    book = filled_in(tmp_path / "form.xlsx", catalog, {**days, "closing-date": "1985-02-28"})
    assert [book.value("calculator", f"{letter}{row}") for letter in "BCI"] == [
        "",
        "",
        "unreadable",
    ]
