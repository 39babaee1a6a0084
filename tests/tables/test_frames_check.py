"""Dataframes are held against the rules as single communities and files of them are: the same
verdict, the same figures and the same gap, whichever engine stands behind the frame."""

from __future__ import annotations

import csv
import datetime
import io
import random
from fractions import Fraction
from functools import cache
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from test_frames_api import CODES, GRAINS, KINDS, ON, OWN, catalog, known, rows_of

import shequ_calc
from audited import FIVE
from commands import shequ
from made_up import built
from shequ_calc.finding import VERDICTS
from shequ_calc.inputs import BUILT_IN, InputError
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.library.shelf.law import in_force
from shequ_calc.places.place import division
from shequ_calc.policy import InputSpec
from shequ_calc.questions import AskError, Nothing, Request, ask
from shequ_calc.questions.findings import lines_in
from shequ_calc.questions.used_inputs import inputs_read
from shequ_calc.tables.plan.adding import chain_of
from shequ_calc.tables.plan.facts import columns_of

PLACES = ("220102", "220000", "360100", "371300", "500000", "530102", "530113", "532900", "340800",
          "340811")  # fmt: skip
COUNTS = (0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 15, 18, 20, 30, 44, 60, 90, 200, 300, 600)
POOLS = {
    "households": (1, 299, 300, 550, 599, 2800, 3000, 3300, 3600, 4200, 4300),
    "posts": (9, 12, 13, 14, 16, 20),
}
FEN = (
    0, 1, 500_000, 2_999_999, 3_000_000, 3_553_200, 4_800_000, 4_999_999, 5_000_000, 5_000_001,
    6_000_000, 7_800_000, 20_000_000, 117_000_001,
)  # fmt: skip
DAYS = [
    datetime.date.fromisoformat(day)
    for day in ("1984-09-30", "1985-03-01", "2000-02-29", "2020-09-30", "2020-11-14", "2023-03-01")
]
SETS = {"groups": "veteran", "assessments": "failed;failed"}
NUMBERS = ("low", "high", "actual", "gap")
Row = dict[str, tuple[object, ...]]


@cache
def specs() -> dict[str, InputSpec]:
    """Every input but those that stand in no column."""
    policies = catalog().policies.values()
    every = [*BUILT_IN.values(), *(spec for one in policies for spec in one.inputs.values())]
    return {spec.id: spec for spec in every if spec.kind not in ("set", "sequence")}


def column_of(spec: InputSpec, chance: random.Random, rows: int, wrong: float) -> pl.Series:
    """An input's column, a quarter of its cells null and few of them out of range."""
    name, kind, pool, beyond = spec.id, pl.Int64(), COUNTS, int(spec.greatest) + 1
    if spec.kind == "date":
        return pl.Series(name, [chance.choice([*DAYS, None]) for _ in range(rows)], dtype=pl.Date)
    if spec.options:
        texts = [*(one.id for one in spec.options), spec.options[0].label.zh, None]
        return pl.Series(name, [chance.choice(texts) for _ in range(rows)], dtype=pl.String)
    if spec.unit == "yuan":
        name, pool, beyond = f"{name}_fen", FEN, beyond * 100
    elif spec.unit == "ratio":
        name, pool, beyond = f"{name}_millionths", (0, 333_333, 900_000, 10**6), 10**6 + 1
    else:
        pool = POOLS.get(name, COUNTS)
        pool = tuple(n for n in pool if spec.least <= n <= spec.greatest)
    cells = [
        None if (luck := chance.random()) < 0.25 else beyond if luck > 1 - wrong else
        chance.choice(pool)
        for _ in range(rows)
    ]  # fmt: skip
    return pl.Series(name, cells, dtype=kind)


@cache
def table(seed: int, rows: int, wrong: float = 0.002) -> pl.DataFrame:
    chance = random.Random(seed)
    codes = [chance.choice(PLACES if chance.random() < 0.8 else CODES) for _ in range(rows)]
    columns = [column_of(spec, chance, rows, wrong) for spec in specs().values()]
    return pl.DataFrame([pl.Series("code", codes, dtype=pl.String), *columns])


def texts(row: dict[str, Any]) -> dict[str, str]:
    """A row's inputs as they are typed."""
    given = {}
    for column, value in row.items():
        if column == "code" or value is None:
            continue
        for suffix, places in (("_fen", 2), ("_millionths", 6)):
            if column.endswith(suffix):
                whole, rest = divmod(value, 10**places)
                given[column.removesuffix(suffix)] = f"{whole}.{rest:0{places}}"
                break
        else:
            given[column] = str(value)
    return given


def singly(row: dict[str, Any], given: dict[str, str], on: str) -> Row | str:
    """Key to (low, high, actual, gap, verdict) of a single community; or why there is none."""
    code = row["code"]
    if not known(code):
        return "error"
    place = division(code)
    # In a table the cells that a question does not turn on may hold anything.
    read = inputs_read(in_force(catalog().covering(place), on), "check")
    row_texts = {name: text for name, text in texts(row).items() if name in read}
    try:
        request = Request("check", place, {**given, **row_texts}, on)
        found = ask(request, catalog()).findings
    except InputError:
        return "error"
    except Nothing:
        return "nothing"
    keys = [one.key for one in lines_in(in_force(catalog().covering(place), on), "check")]
    answers: Row = {}
    for key, one in zip(keys, found, strict=True):
        extra = dict(one.extra)
        held = (Fraction(extra[name]) if extra[name] else None for name in ("actual", "gap"))
        answers[key] = (one.low, one.high, *held, extra["verdict"] or None)
    return answers


def same(
    frame: pl.DataFrame, answered: list[dict[str, Any]], given: dict[str, str], on: str
) -> Any:
    """Compare row by row; the verdicts that were met, by key."""
    met: dict[str, set[object]] = {}
    assert len(frame) == len(answered)
    columns = [name for name in answered[0] if name not in frame.columns]
    keys = [name.removesuffix(".verdict") for name in columns if name.endswith(".verdict")]
    assert len(columns) == 5 * len(keys)
    for row, got in zip(frame.to_dicts(), answered, strict=True):
        assert {name: got[name] for name in row} == row
        expected = singly(row, given, on)
        if isinstance(expected, str):
            said = {got[f"{key}.verdict"] for key in keys}
            covered = known(row["code"]) and catalog().covering(division(row["code"]))
            told = expected == "error" and (covered or not known(row["code"]))
            words = {"error"} if told else {None}
            # What holds in other places only says nothing, whether or not the row is in error.
            assert said == words or (covered and said == words | {None})
            met.setdefault("", set()).add(expected)
            expected = {}
        for key in keys:
            *numbers, verdict = expected.get(key, (None,) * 5)
            if expected:
                assert got[f"{key}.verdict"] == verdict, (key, row)
                met.setdefault(key, set()).add(verdict)
            for end, value in zip(NUMBERS, numbers, strict=True):
                (column,) = (name for name in columns if name.startswith(f"{key}.{end}"))
                grain = GRAINS[column.removeprefix(f"{key}.{end}")]
                whole = None
                if value is not None:
                    assert isinstance(value, Fraction)
                    whole = (value / grain + Fraction(1, 2)).__floor__()
                assert got[column] == whole, (column, row)
                assert whole is None or isinstance(got[column], int)
    return met


# Of every place and of every kind: counts, money, ratios, dates, ranks, runs, references.
SOME = (
    "posts", "grid-staff", "base-pay", "transfer", "recruitment-age", "recruitment-degree",
    "platform", "exit", "workers", "duty-items", "chief-pay-floor", "street-tasks",
    "owners-committee-party-share", "office-funds", "director-pay", "operating-funds", "staff",
)  # fmt: skip


def named() -> list[str]:
    """SOME of the provisions, in full."""
    return [one for one in catalog().provision_ids() if one.partition("/")[2] in SOME]


@pytest.mark.parametrize("kind", KINDS)
def test_a_dataframe_is_judged_as_single_communities_are(kind: str) -> None:
    frame = table(5, 150)
    native = KINDS[kind](frame)
    asked: dict[str, Any] = {"place": "code", "given": SETS, "on": ON, "policies": OWN}
    done = shequ_calc.check(native, only=named(), **asked)
    assert type(done) is type(native)
    met = same(frame, rows_of(done), SETS, ON)
    assert met.pop("") == {"error", "nothing"}
    assert set().union(*met.values()) == {*VERDICTS, None}
    assert {key.partition("/")[0] for key in met} == {*FIVE, "combined"}


@pytest.mark.parametrize(
    ("seed", "on", "given"),
    [(21, "2017-06-30", {}), (22, "2021-06-01", SETS), (23, "2024-01-01", {"households": "4200"})],
)
def test_more_rows_of_other_days(seed: int, on: str, given: dict[str, str]) -> None:
    frame = table(seed, 300)
    done = shequ_calc.check(frame, place="code", given=given, on=on, policies=OWN)
    met = same(frame, done.to_dicts(), given, on)
    if on > "2022":
        # Of every place, each of what it asks of a community comes out in more than one way.
        judged = {key for key, found in met.items() if found & {"short", "over"}}
        assert {key.partition("/")[0] for key in judged} == {*FIVE, "combined"}


@pytest.mark.parametrize("code", ["220102", "360100", "371300", "500000", "530113"])
def test_one_place_for_all_rows(code: str) -> None:
    rows = table(31, 150, 0.0).with_columns(code=pl.lit(code))
    names = {"2": "province", "3": "city", "5": "province"}
    where = {names.get(code[0], "city"): code} if code.endswith("0000") else {"county": code}
    if code.endswith("00") and not code.endswith("0000"):
        where = {"city": code}
    done = shequ_calc.check(rows.drop("code"), **where, given=SETS, on=ON, policies=OWN)
    back = [{"code": code, **row} for row in done.to_dicts()]
    met = same(rows, back, SETS, ON)
    assert {"met", "unknown"} <= set().union(*met.values())


def test_a_file_says_the_same(tmp_path: Path) -> None:
    frame = table(41, 600, 0.0)
    file = tmp_path / "ledger.csv"
    names = ["code", *specs()]
    with file.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.DictWriter(out, names, restval="")
        sheet.writeheader()
        for row in frame.iter_rows(named=True):
            sheet.writerow({"code": row["code"] or "", **texts(row)})
    own = [part for path in OWN for part in ("--policies", str(path))]
    args = ["check", str(file), "--wide", "-f", "csv", "--on", ON, "--quiet", *own]
    wide = list(csv.DictReader(io.StringIO(shequ(*args).out)))
    done = shequ_calc.check(frame, place="code", on=ON, policies=OWN)
    added = done.columns[len(frame.columns) :]
    keys = [name.removesuffix(".verdict") for name in wide[0] if name.endswith(".verdict")]
    assert keys == [name.removesuffix(".verdict") for name in added if name.endswith(".verdict")]
    seen = set()
    for told, got in zip(wide, done.iter_rows(named=True), strict=True):
        for key in keys:
            verdict = got[f"{key}.verdict"]
            seen.add(verdict)
            assert told[f"{key}.verdict"] == ("" if verdict in (None, "error") else verdict)
            for end in ("actual", "gap"):
                (column,) = (name for name in added if name.startswith(f"{key}.{end}"))
                grain = GRAINS[column.removeprefix(f"{key}.{end}")]
                text, whole = told[f"{key}.{end}"], got[column]
                assert (Fraction(text) / grain if text else None) == whole
    assert seen == {*VERDICTS, "error", None}


HEAD = (Path(__file__).parents[1] / "policies" / "frame.yaml").read_text(encoding="utf-8")
# Force, unit, rule and actual figure; columns and what is given for all; and for every row low,
# high, actual, gap and verdict.
MADE_UP: dict[str, tuple[str, str, str, str, dict[str, Any], dict[str, str], list[Any]]] = {
    # 12 to 15 is asked for: 11 is one too few, 17 two too many.
    "both ends": (
        "must", "person", "between: [12, 15]", "posts",
        {"posts": [11, 12, 15, 17, None]}, {},
        [
            (12, 15, 11, 1, "short"), (12, 15, 12, 0, "met"), (12, 15, 15, 0, "met"),
            (12, 15, 17, 2, "over"), (12, 15, None, None, "unknown"),
        ],
    ),
    "what may be done need not be": (
        "may", "person", "between: [12, 15]", "posts",
        {"posts": [0, 16]}, {},
        [(12, 15, 0, 0, "met"), (12, 15, 16, 1, "over")],
    ),
    # A tenth of 20 is 2.
    "about": (
        "should", "person", "about: 20", "posts",
        {"posts": [17, 18, 20, 22, 23]}, {},
        [
            (20, 20, 17, 3, "short"), (20, 20, 18, 2, "near"), (20, 20, 20, 0, "met"),
            (20, 20, 22, 2, "near"), (20, 20, 23, 3, "over"),
        ],
    ),
    # At least 5 as one reads it, at least 9 as another does: 4 is short of either by 1 or more.
    "two readings of the rule": (
        "must", "person", "readings: {of: counted-from, is: {few: {floor: 5}, many: {floor: 9}}}",
        "posts", {"posts": [4, 5, 8, 9]}, {},
        [
            (5, None, 4, 1, "short"), (5, None, 5, None, "unknown"),
            (5, None, 8, None, "unknown"), (5, None, 9, 0, "met"),
        ],
    ),
    # Who is counted is open: 3 posts, or 3 and the 4 in the Party: that is no one number.
    "two readings of what there is": (
        "must", "person", "floor: 5",
        "{readings: {of: counted-from, is: {few: posts, many: {sum: [posts, party-posts]}}}}",
        {"posts": [3, 3, 1, 6, 3], "party-posts": [4, 0, 2, 1, None]}, {},
        [
            (5, None, None, None, "unknown"), (5, None, 3, 2, "short"),
            (5, None, None, 2, "short"), (5, None, None, 0, "met"),
            (5, None, None, None, "unknown"),
        ],
    ),
    # Either verdict is met, but for 5 both are met whatever is counted: one number, one verdict.
    "readings of both at once": (
        "must", "person", "readings: {of: counted-from, is: {few: {cap: 5}, many: {cap: 9}}}",
        "{readings: {of: counted-from, is: {few: posts, many: {sum: [posts, party-posts]}}}}",
        {"posts": [5, 6, 5], "party-posts": [4, 4, 5]}, {},
        [(None, 9, None, 0, "met"), (None, 9, None, 1, "over"), (None, 9, None, None, "unknown")],
    ),
    "nothing is asked of other kinds": (
        "must", "person", "case: {of: area-kind, is: {old: {floor: 5}}}", "posts",
        {"posts": [3, 3, 3], "area-kind": ["old", "new", None]}, {},
        [(5, None, 3, 2, "short"), (None, None, 3, None, None), (None, None, 3, None, "unknown")],
    ),
    # Where posts are not known the readings come to the same, so that the first one counts: of
    # what is new it asks nothing. Where they are, the second one asks for 5.
    "a case in one reading only": (
        "must", "person",
        """
        readings:
          of: counted-from
          is:
            few: {case: {of: area-kind, is: {old: {floor: 9}}}}
            many: {floor: 5}
        """,
        "posts",
        {"posts": [None, 3, 6, 3], "area-kind": ["new", "new", "new", "old"]}, {},
        [
            (None, None, None, None, None), (None, None, 3, None, "unknown"),
            (None, None, 6, None, "unknown"), (5, None, 3, 2, "short"),
        ],
    ),
    # One reading asks nothing of what is new and counts posts, the other asks for 5 and counts the
    # Party's, too. "None or more" is as good as nothing known: the readings then say the same.
    "nothing or more": (
        "must", "person",
        """
        readings:
          of: counted-from
          is:
            few: {case: {of: area-kind, is: {old: {floor: 9}}}}
            many: {floor: 5}
        """,
        "{readings: {of: counted-from, is: {few: posts, many: {sum: [posts, party-posts]}}}}",
        {"posts": [None, None, None, 1], "party-posts": [0, 2, None, 0], "area-kind": ["new"] * 4},
        {},
        [
            (None, None, None, None, None), (None, None, None, None, "unknown"),
            (None, None, None, None, None), (None, None, 1, None, "unknown"),
        ],
    ),
    # There is no case for what is new, but as long as something is missing that is not all.
    "no case, and something missing": (
        "must", "person", "sum: [{case: {of: area-kind, is: {old: 5}}}, party-posts]", "posts",
        {"posts": [3, 3, 3], "party-posts": [1, 1, None], "area-kind": ["old", "new", "new"]}, {},
        [(6, 6, 3, 3, "short"), (1, None, 3, None, None), (None, None, 3, None, "unknown")],
    ),
    "dates, and a leap day between": (
        "must", "date", "cap: {date: 2020-02-28}", "closing-date",
        {"closing-date": [datetime.date(2020, 2, 28), datetime.date(2020, 3, 1), None]}, {},
        [
            (None, 20200228, 20200228, 0, "met"), (None, 20200228, 20200301, 2, "over"),
            (None, 20200228, None, None, "unknown"),
        ],
    ),
    # 3/7 is 428,571.43 millionths, and 3/7 - 2/7 142,857.14 of them.
    "a ratio in millionths": (
        "must", "ratio", "floor: {divide: {of: 3, by: 7}}", "{divide: {of: party-posts, by: 7}}",
        {"party-posts": [2, 3]}, {},
        [(428_571, None, 285_714, 142_857, "short"), (428_571, None, 428_571, 0, "met")],
    ),
    "money in fen": (
        "must", "yuan", "floor: {multiply: [base-wage, 0.5]}", "average-wage",
        {"average-wage_fen": [4_999, 5_000, 5_001, 5_001], "base-wage_fen": [9_999] * 3 + [None]},
        {},
        [
            (5_000, None, 4_999, 1, "short"), (5_000, None, 5_000, 0, "met"),
            (5_000, None, 5_001, 0, "met"), (None, None, 5_001, None, "unknown"),
        ],
    ),
    "where nothing fits nothing is judged": (
        "must", "person", "steps: {of: households, every: {between: [300, 500]}, round: inward}",
        "posts", {"households": [299, 400, 400], "posts": [1, 1, 2]}, {},
        [(None, None, 1, None, "unknown"), (1, 1, 1, 0, "met"), (1, 1, 2, 1, "over")],
    ),
    # Households are nothing to this rule, so that an impossible number of them does not matter.
    "a run for all": (
        "must", "year", "cap: 1", "{run: {of: results, value: poor}}",
        {"households": [1, -1]}, {"results": "poor poor good poor"},
        [(None, 1, 2, 1, "over")] * 2,
    ),
}  # fmt: skip


def made_up(
    monkeypatch: Any, force: str, unit: str, rule: str, actual: str, since: str = ""
) -> None:
    """The catalog of one made-up rule."""
    head = HEAD.replace("questions: [staffing]", "questions: [check]")
    head = head.replace("force: must", f"force: {force}").replace("$UNIT", unit)
    head = head.replace("$SCOPE", "community")
    head = head.replace("$PERIOD", "period: year" if unit == "yuan" else "")
    head = head.replace("in-force: 2018-01-01", f"in-force: {since}") if since else head
    body = indent(dedent(rule).strip("\n"), " " * 6) + f"\n    actual: {actual}\n"
    policy = built(head + body, "made-up")
    monkeypatch.setattr(Catalog, "kept", lambda own: Catalog({"made-up": policy}))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", MADE_UP)
def test_made_up_rules(case: str, kind: str, monkeypatch: Any) -> None:
    force, unit, rule, actual, columns, given, expected = MADE_UP[case]
    made_up(monkeypatch, force, unit, rule, actual)
    frame = KINDS[kind](pl.DataFrame(columns))
    done = shequ_calc.check(frame, province="浙江", on="2024-01-01", given=given)
    suffix = {"yuan": "_fen", "ratio": "_millionths"}.get(unit, "")
    keys = [*(f"made-up/asked.{end}{suffix}" for end in NUMBERS), "made-up/asked.verdict"]
    assert [tuple(row[key] for key in keys) for row in rows_of(done)] == expected


def test_what_is_not_yet_in_force_is_not_judged(monkeypatch: Any) -> None:
    made_up(monkeypatch, "must", "person", "floor: 5", "posts", since="2030-01-01")
    frame = pl.DataFrame({"posts": [3, None, -1]})
    done = shequ_calc.check(frame, province="浙江", on="2024-01-01")
    assert done.drop("posts").rows() == [
        (None, None, 3, None, None), (None,) * 5, (*(None,) * 4, "error"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "limit", ["shequ_calc.tables.plan.inside._WORLDS", "shequ_calc.carriers.program.BITS"]
)
def test_what_columns_cannot_hold_is_refused(limit: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(limit, 0)
    made_up(monkeypatch, "must", "person", "floor: {multiply: [households, 2]}", "posts")
    with pytest.raises(AskError, match=r"made-up cannot be worked out .*use shequ check FILE"):
        shequ_calc.check(pl.DataFrame({"households": [1]}), province="浙江", on="2024-01-01")


def test_what_floats_cannot_divide_is_refused(monkeypatch: Any) -> None:
    rule = "floor: {round: {of: {divide: {of: households, by: 2000000000000}}, way: up}}"
    made_up(monkeypatch, "must", "person", rule, "posts")
    shelf = Catalog.kept(())
    request = Request("check", division("330000"), {}, "2024-01-01")
    schema = {"households": nw.Int64(), "posts": nw.Int64()}
    read = columns_of(schema, None, {}, shelf)
    with pytest.raises(AskError, match=r"more than floats .*use shequ check FILE"):
        chain_of(nw.Implementation.PYSPARK, read, None, request, shelf)
    assert chain_of(nw.Implementation.POLARS, read, None, request, shelf).columns


def test_only_some_and_names_of_its_own() -> None:
    frame = pl.DataFrame({"funds": [42_000, 50_000, None]})
    asked: dict[str, Any] = {"city": "kunming", "on": ON, "only": "operating-funds, no-veto"}
    done = shequ_calc.check(frame, columns={"funds": "operating-funds"}, **asked)
    names = ["low_fen", "high_fen", "actual_fen", "gap_fen", "verdict"]
    plain = [name.removesuffix("_fen") for name in names]
    assert done.columns == [
        "funds",
        *(f"yunnan/operating-funds.{name}" for name in names),
        *(f"yunnan/no-veto.{name}" for name in plain),
    ]
    assert done["yunnan/operating-funds.gap_fen"].to_list() == [800_000, 0, None]
    assert done["yunnan/operating-funds.verdict"].to_list() == ["short", "met", "unknown"]
    again = shequ_calc.budget(frame, columns={"funds": "operating-funds"}, **asked)
    assert again.columns[1] == "yunnan/operating-funds.low_fen"
    assert "yunnan/operating-funds.status" in again.columns
    taken = pl.DataFrame({"yunnan/no-veto.gap": [1]})
    with pytest.raises(AskError, match=r"yunnan/no-veto\.gap"):
        shequ_calc.check(taken, **asked)


def test_nothing_is_worked_out_before_it_is_asked_for() -> None:
    seen: list[int] = []

    def note(frame: pl.DataFrame) -> pl.DataFrame:
        seen.append(len(frame))
        return frame

    schema = {"operating-funds": pl.Int64}
    frame = pl.LazyFrame({"operating-funds": [42_000]}).map_batches(note, schema=schema)
    done = shequ_calc.check(frame, city="kunming", on=ON)
    assert isinstance(done, pl.LazyFrame)
    assert not seen
    assert done.collect()["yunnan/operating-funds.verdict"].to_list() == ["short"]
    assert seen
