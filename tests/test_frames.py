"""Tables and single communities are answered by the same walk, and give the same findings.

Random communities, edges included, go through the engine of tables and, one by one, through the
question as a single community; every field of every finding must be the same text.
"""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from shequ_calc.finding import FIELDS
from shequ_calc.inputs import BUILT_IN, InputError
from shequ_calc.library.catalog import Catalog
from shequ_calc.policy import InputSpec
from shequ_calc.questions import Nothing, Request, ask
from shequ_calc.render.records import csv_rows
from shequ_calc.tables.engine import Engine
from shequ_calc.tables.places import PlaceReader

OWN = [
    Path(__file__).parent / "policies" / name for name in ("combined.yaml", "combined-county.yaml")
]
EDGES = (
    0, 1, 2, 3, 5, 10, 12, 18, 24, 56, 100, 199, 200, 299, 300, 301, 499, 500, 501, 549, 550, 599,
    600, 601, 2999, 3000, 3001, 3299, 3300, 3500, 3600, 4200, 4300, 10**4, 10**9,
)  # fmt: skip
PLACES = (
    "长春", "昆明", "东川区", "大理市", "重庆", "南昌", "临沂", "吉林市", "安宁市", "530102",
    "云南省", "", "哈尔滨",
)  # fmt: skip


def cell(spec: InputSpec, chance: random.Random) -> str:
    if chance.random() < 0.3:
        return ""
    if spec.kind == "date":
        return chance.choice(["1985-03-01", "1990-02-28", "2000-02-29", "1984年9月30日"])
    if spec.kind in ("set", "sequence"):
        return ";".join(chance.choice(spec.options).id for _ in range(chance.randint(1, 4)))
    if spec.options:
        return chance.choice(spec.options).id
    if spec.unit == "yuan":
        return chance.choice(
            ["0", "42000", "49,999.99元", "77777.77", "6500/month", "29610", "5万"]
        )
    if spec.unit in ("ratio", ""):
        return chance.choice(["0", "1", "0.6", "0.95"])
    number = min(max(chance.choice(EDGES), int(spec.least)), int(spec.greatest))
    return chance.choice([str(number), f"{number:,}", f"{number}.0"])


def table(catalog: Catalog, seed: int, rows: int) -> tuple[pl.DataFrame, list[str]]:
    chance = random.Random(seed)
    specs = dict(BUILT_IN)
    for policy in catalog.policies.values():
        specs |= policy.inputs
    names = [*chance.sample(list(specs), 12), "households"]
    names = list(dict.fromkeys(names))
    places = [*PLACES, *(policy.place for policy in catalog.policies.values())]
    data = [
        {"地方": chance.choice(places), **{name: cell(specs[name], chance) for name in names}}
        for _ in range(rows)
    ]
    return pl.DataFrame(data, schema=dict.fromkeys(("地方", *names), pl.String)), names


def singly(
    catalog: Catalog, question: str, frame: pl.DataFrame, on: str, lang: str
) -> list[tuple[object, ...]]:
    places = PlaceReader(catalog, None, lang)
    lines: list[tuple[object, ...]] = []
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        place = places.read((None, None, None, row["地方"] or None))
        if isinstance(place, str):
            lines.append((number, "error"))
            continue
        given = {name: text for name, text in row.items() if text and name != "地方"}
        try:
            answers = ask(Request(question, place, given, on, lang), catalog)
        except (Nothing, InputError):
            lines.append((number, "error"))
            continue
        rows = list(csv_rows(answers.findings, list(FIELDS), lang=lang))[1:]
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
    frame, names = table(catalog, seed, 80)
    ledger = SimpleNamespace(
        columns=frame.columns, inputs={name: name for name in names}, places={"place": "地方"}
    )
    engine = Engine(question, catalog, given={}, place=None, on=on, lang=lang)
    got = engine.answer(frame, ledger, 1)
    status = 1 + FIELDS.index("status")
    lines = [
        (line[0], "error") if line[status] == "error" else line
        for line in got.findings.select("__row", *FIELDS).rows()
    ]
    assert lines == singly(catalog, question, frame, on, lang)
    assert got.rows == len(frame)
    assert got.errors == sum(1 for line in lines if line[1] == "error")


def test_wide_says_the_same_numbers(catalog):
    frame, names = table(catalog, 5, 60)
    ledger = SimpleNamespace(
        columns=frame.columns, inputs={name: name for name in names}, places={"place": "地方"}
    )
    engine = Engine("budget", catalog, given={}, place=None, on="2026-01-01", lang="en")
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
        columns=frame.columns, inputs={"n": "households"}, places={"place": "地方"}
    )
    engine = Engine("budget", catalog, given={}, place=None, on="2026-01-01", lang="en")
    found = engine.answer(frame, ledger, 1).findings.filter(pl.col("provision") == "yunnan/total")
    assert found["__low"].to_list() == [30_300_000] * 3  # fen
    assert found["__grain"].to_list() == [100] * 3


def test_a_blank_cell_takes_the_flag_and_a_bad_one_says_why(catalog):
    frame = pl.DataFrame({"n": ["4200", "", None, "many", "4,2", "0", "１２００"]})
    ledger = SimpleNamespace(columns=["n"], inputs={"n": "households"}, places={})
    from shequ_calc.place import resolve

    engine = Engine(
        "staffing",
        catalog,
        given={"households": "3000"},
        place=resolve(city="changchun"),
        on="2026-01-01",
        lang="en",
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
        columns=frame.columns, inputs={name: name for name in names}, places={"place": "地方"}
    )

    def lines(wide: bool) -> list[tuple[object, ...]]:
        engine = Engine("staffing", catalog, given={}, place=None, on="2026-01-01", lang="en")
        found = engine.answer(frame, ledger, 1, wide=wide)
        return [*found.findings.drop("__order", strict=False).rows(), (found.errors,)]

    by_plan = [lines(False), lines(True)]
    monkeypatch.setattr("shequ_calc.tables.plan._WORLDS", 0)
    assert [lines(False), lines(True)] == by_plan
