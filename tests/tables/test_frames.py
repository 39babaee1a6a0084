"""Tables and single communities are answered by the same walk, and give the same findings.

Random communities, edges included, go through the engine of tables and, one by one, through the
question as a single community; every field of every finding must be the same text.
"""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from random_ledgers import OWN, table
from shequ_calc.finding import FIELDS
from shequ_calc.inputs import InputError
from shequ_calc.language import speak
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.questions import Nothing, Request, ask
from shequ_calc.render.records import csv_rows
from shequ_calc.tables.engine import Engine
from shequ_calc.tables.reading.row_places import PlaceReader


def singly(
    catalog: Catalog, question: str, frame: pl.DataFrame, on: str
) -> list[tuple[object, ...]]:
    places = PlaceReader(catalog, None)
    lines: list[tuple[object, ...]] = []
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        place = places.read((None, None, None, row["地方"] or None))
        if isinstance(place, str):
            lines.append((number, "error"))
            continue
        given = {name: text for name, text in row.items() if text and name != "地方"}
        try:
            answers = ask(Request(question, place, given, on), catalog)
        except (Nothing, InputError):
            lines.append((number, "error"))
            continue
        rows = list(csv_rows(answers.findings, list(FIELDS)))[1:]
        lines += [(number, *(text or None for text in one)) for one in rows]
    return lines


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(OWN)


@pytest.mark.parametrize("question", ["staffing", "budget", "salary"])
@pytest.mark.parametrize(
    ("seed", "on", "lang"),
    [
        (1, "2026-01-01", "zh"),
        (2, "2017-06-30", "en"),
        (3, "2021-06-01", "en"),
        (4, "2016-01-01", "zh"),
    ],
)
def test_a_table_gives_what_single_communities_give(catalog, question, seed, on, lang):
    speak(lang)
    frame, names = table(catalog, seed, 80)
    ledger = SimpleNamespace(
        columns=frame.columns,
        inputs={name: name for name in names},
        places={"place": "地方"},
        headed={},
    )
    engine = Engine(question, catalog, given={}, place=None, on=on)
    got = engine.answer(frame, ledger, 1)
    status = 1 + FIELDS.index("status")
    lines = [
        (line[0], "error") if line[status] == "error" else line
        for line in got.findings.select("__row", *FIELDS).rows()
    ]
    assert lines == singly(catalog, question, frame, on)
    assert got.rows == len(frame)
    assert got.errors == sum(1 for line in lines if line[1] == "error")


def test_wide_says_the_same_numbers(catalog):
    frame, names = table(catalog, 5, 60)
    ledger = SimpleNamespace(
        columns=frame.columns,
        inputs={name: name for name in names},
        places={"place": "地方"},
        headed={},
    )
    engine = Engine("budget", catalog, given={}, place=None, on="2026-01-01")
    long = engine.answer(frame, ledger, 1).findings
    wide = engine.answer(frame, ledger, 1, wide=True).findings
    assert len(wide) == len(frame)
    totals = long.filter(pl.col("provision") == "yunnan/total").select("__row", "low", "high")
    beside = wide.filter(pl.col("yunnan/total.status").is_not_null())
    assert beside.select("__row", "yunnan/total.low", "yunnan/total.high").rows() == totals.rows()
    failed = long.filter(pl.col("status") == "error")["__row"].to_list()
    assert wide.filter(pl.col("notes").is_not_null())["__row"].to_list() == failed


def test_sums_are_exact_whole_numbers(catalog):
    frame = pl.DataFrame({"地方": ["昆明"] * 3, "n": ["4200", "1", "9"]})
    ledger = SimpleNamespace(
        columns=frame.columns, inputs={"n": "households"}, places={"place": "地方"}, headed={}
    )
    engine = Engine("budget", catalog, given={}, place=None, on="2026-01-01")
    found = engine.answer(frame, ledger, 1).findings.filter(pl.col("provision") == "yunnan/total")
    assert found["__low"].to_list() == [30_300_000] * 3  # fen
    assert found["__grain"].to_list() == [100] * 3


def test_a_blank_cell_takes_the_flag_and_a_bad_one_says_why(catalog):
    frame = pl.DataFrame({"n": ["4200", "", None, "many", "4,2", "0", "１２００"]})
    ledger = SimpleNamespace(columns=["n"], inputs={"n": "households"}, places={}, headed={})
    from shequ_calc.places.place import resolve

    engine = Engine(
        "staffing",
        catalog,
        given={"households": "3000"},
        place=resolve(city="changchun"),
        on="2026-01-01",
        only=("jilin/posts",),
    )
    lines = engine.answer(frame, ledger, 1).findings
    assert lines.select("__row", "low", "high", "status").rows() == [
        (1, "12", "19", "computed"),
        (2, "10", "15", "computed"),
        (3, "10", "15", "computed"),
        (4, None, None, "error"),
        (5, None, None, "error"),
        (6, None, None, "error"),
        (7, "10", "15", "computed"),
    ]
    assert "'many'" in lines["notes"][3]


def test_rows_without_a_plan_are_answered_one_by_one(catalog, monkeypatch):
    frame, names = table(catalog, 6, 40)
    ledger = SimpleNamespace(
        columns=frame.columns,
        inputs={name: name for name in names},
        places={"place": "地方"},
        headed={},
    )

    def lines(wide: bool) -> list[tuple[object, ...]]:
        engine = Engine("staffing", catalog, given={}, place=None, on="2026-01-01")
        found = engine.answer(frame, ledger, 1, wide=wide)
        return [*found.findings.drop("__order", strict=False).rows(), (found.errors,)]

    by_plan = [lines(False), lines(True)]
    monkeypatch.setattr("shequ_calc.tables.plan.inside._WORLDS", 0)
    assert [lines(False), lines(True)] == by_plan
