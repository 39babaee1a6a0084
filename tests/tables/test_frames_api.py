"""Dataframes of any kind get what single communities get: the same ends and the same states."""

from __future__ import annotations

import contextlib
import datetime
import io
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import shequ_calc
from made_up import built
from shequ_calc.inputs import InputError
from shequ_calc.library.format.problems import PolicyProblems
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.library.shelf.law import in_force
from shequ_calc.places.place import PlaceError, division
from shequ_calc.quantity import FEN
from shequ_calc.questions import AskError, Nothing, Request, ask
from shequ_calc.questions.findings import lines_in
from shequ_calc.questions.used_inputs import inputs_read
from shequ_calc.tables.run import specs_of

OWN = [
    Path(__file__).parents[1] / "policies" / name
    for name in ("combined.yaml", "combined-county.yaml")
]
ON = "2026-01-01"
CODES = (
    "220102", "220200", "530102", "530113", "532901", "530000", "500103", "360102", "371302",
    "340800", "340811", "440100", "999999", None,
)  # fmt: skip
EDGES = (
    -1, 0, 1, 2, 3, 10, 18, 99, 100, 199, 200, 299, 300, 301, 499, 500, 501, 599, 600, 601, 2999,
    3000, 3001, 3300, 3301, 3500, 3501, 4200, 10_000, 999_999, 10**6, 10**6 + 1, 10**9, 10**15,
)  # fmt: skip
WHOLE = ("households", "population", "party-members", "posts", "grade", "years")
MONEY = ("average-wage_fen", "disposable-income_fen")
CATEGORIES = {
    "post": "chief deputy staff 正职 nobody",
    "seat": "province county none",
    "area-kind": "old new",
}
GRAINS = {"": Fraction(1), "_fen": FEN, "_hundredths": FEN, "_millionths": Fraction(1, 10**6)}


@cache
def catalog() -> Catalog:
    return Catalog.load(OWN)


@cache
def table(seed: int, rows: int) -> pl.DataFrame:
    """Random rows, half of their cells null, with the greatest values and what lies beyond."""
    chance = random.Random(seed)

    def some(values: Any) -> Any:
        return chance.choice(values) if chance.random() < 0.5 else None

    wide = {name: [some(EDGES) for _ in range(rows)] for name in WHOLE}
    # All of one type at the edges only where few of them are out of range.
    for name in WHOLE[1:]:
        most = int(specs_of(catalog())[name].greatest)
        wide[name] = [some((1, 2, 5, most - 1, most)) for _ in range(rows)]
    money = {
        name: [some((0, 1, 4_200_001, 10**12, 10**12 + 1)) for _ in range(rows)] for name in MONEY
    }
    texts = {name: [some(words.split()) for _ in range(rows)] for name, words in CATEGORIES.items()}
    return pl.DataFrame(
        {"code": [chance.choice(CODES) for _ in range(rows)], **wide, **money, **texts},
        schema={
            "code": pl.String,
            **dict.fromkeys((*WHOLE, *MONEY), pl.Int64),
            **dict.fromkeys(CATEGORIES, pl.String),
        },
    )


def keys_of(question: str, place: str) -> list[str]:
    """The key of every finding, in the order in which the question lists them."""
    from shequ_calc.library.shelf.law import in_force

    policies = catalog().covering(division(place))
    keys = [one.key for one in lines_in(in_force(policies, ON), question)]
    return [*keys, f"{policies[0].id}/total"] if keys else []


def known(code: str | None) -> bool:
    try:
        return bool(division(code or ""))
    except KeyError:
        return False


def singly(question: str, row: dict[str, Any]) -> dict[str, tuple[object, ...]] | str:
    """Key to (low, high, status) as the question answers a single community; or why it does not."""
    code = row["code"]
    given = {}
    for column, value in row.items():
        if column == "code" or value is None:
            continue
        name, fen, _ = column.partition("_fen")
        given[name] = f"{value // 100}.{value % 100:02}" if fen else str(value)
    if not known(code):
        return "error"
    place = division(code)
    # In a table the cells that a question does not turn on may hold anything.
    read = inputs_read(in_force(catalog().covering(place), ON), question)
    given = {name: text for name, text in given.items() if name in read}
    try:
        found = ask(Request(question, place, given, ON), catalog()).findings
    except InputError:
        return "error"
    except Nothing:
        return "nothing"
    keys = keys_of(question, code)
    return {key: (one.low, one.high, one.status) for key, one in zip(keys, found, strict=False)}


def rows_of(native: Any) -> list[dict[str, Any]]:
    """The rows of a frame of any kind."""
    if isinstance(native, pl.LazyFrame):
        native = native.collect()
    if isinstance(native, pl.DataFrame):
        return native.to_dicts()
    if isinstance(native, duckdb.DuckDBPyRelation):
        native = native.to_arrow_table()
    if isinstance(native, pa.Table):
        return native.to_pylist()
    return [row.asDict() for row in native.collect()]


def same(question: str, asked: list[dict[str, Any]], answered: list[dict[str, Any]]) -> set[str]:
    """Compare row by row; the statuses that were met."""
    met: set[str] = set()
    assert len(asked) == len(answered)
    columns = list(answered[0])
    for row, got in zip(asked, answered, strict=True):
        assert {name: got[name] for name in row} == row
        expected = singly(question, row)
        statuses = {name: got[name] for name in columns if name.endswith(".status")}
        if expected in ("error", "nothing"):
            assert set(statuses.values()) <= {None, "error"}, row
            told = any(keys_of(question, row["code"])) if known(row["code"]) else True
            assert ("error" in statuses.values()) is (expected == "error" and told), row
            ends = [name for name in columns if ".low" in name or ".high" in name]
            assert all(got[name] is None for name in ends)
            met.add(str(expected))
            continue
        assert isinstance(expected, dict)
        assert {k.removesuffix(".status") for k, v in statuses.items() if v} == set(expected)
        for key, (low, high, status) in expected.items():
            assert got[f"{key}.status"] == status, (key, row)
            met.add(str(status))
            for end, value in (("low", low), ("high", high)):
                (column,) = (name for name in columns if name.startswith(f"{key}.{end}"))
                grain = GRAINS[column.removeprefix(f"{key}.{end}")]
                whole = None if value is None else (value / grain + Fraction(1, 2)).__floor__()
                assert got[column] == whole, (key, end, row)
                assert value is None or isinstance(got[column], int)
    return met


KINDS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars-lazy": lambda frame: frame.lazy(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("question", ["staffing", "budget", "salary"])
def test_a_dataframe_gets_what_single_communities_get(kind: str, question: str) -> None:
    frame = table(7, 300)
    native = KINDS[kind](frame)
    done = getattr(shequ_calc, question)(native, place="code", on=ON, policies=OWN)
    assert type(done) is type(native)
    met = same(question, frame.to_dicts(), rows_of(done))
    assert {"error", "nothing", "computed", "needs-input"} <= met


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("question", ["staffing", "budget", "salary"])
def test_more_rows_on_polars(question: str, seed: int) -> None:
    frame = table(100 + seed, 250)
    done = getattr(shequ_calc, question)(frame, place="code", on=ON, policies=OWN)
    same(question, frame.to_dicts(), done.to_dicts())


def test_every_kind_of_whole_number_is_read_and_what_does_not_fit_is_an_error() -> None:
    values = [4200, 3000, 100, None]
    for kind in (pl.Int16, pl.Int32, pl.UInt16, pl.UInt32, pl.UInt64, pl.Int64, pl.Int128):
        frame = pl.DataFrame({"households": values}, schema={"households": kind})
        done = shequ_calc.staffing(frame, city="changchun", on=ON, only="jilin/posts")
        assert done["jilin/posts.low"].to_list() == [12, 10, 10, None]
        assert done["jilin/posts.status"].to_list() == [*["computed"] * 3, "needs-input"]
        assert done.schema["jilin/posts.low"] == pl.Int64
    tiny = pl.DataFrame({"households": [100, -1, 0]}, schema={"households": pl.Int8})
    huge = pl.DataFrame(
        {"households": [100, 2**64 - 1, 10**6 + 1]}, schema={"households": pl.UInt64}
    )
    for frame in (tiny, huge):
        done = shequ_calc.staffing(frame, city="changchun", on=ON, only="posts")
        assert done["jilin/posts.status"].to_list() == ["computed", "error", "error"]
        assert done["jilin/posts.high"].to_list() == [15, None, None]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_takes_small_types(kind: str) -> None:
    frame = pl.DataFrame({"households": [100, -1, None]}, schema={"households": pl.Int8})
    done = shequ_calc.staffing(KINDS[kind](frame), city="changchun", on=ON, only="posts")
    assert [row["jilin/posts.status"] for row in rows_of(done)] == [
        "computed", "error", "needs-input",
    ]  # fmt: skip


def test_money_is_in_fen_and_so_can_inputs_be() -> None:
    only = "average-pay, base-pay, performance-pay"
    ends = [f"jilin/{name}-pay.low_fen" for name in ("average", "base", "performance")]
    fen = pl.DataFrame({"average-wage_fen": [7_800_001, None, -1]})
    done = shequ_calc.salary(fen, province="jilin", on=ON, only=only)
    # 78,000.01 yuan, of which seven tenths and three tenths make up the whole to the fen.
    assert done.select(ends).row(0) == (7_800_001, 5_460_001, 2_340_000)
    assert done["jilin/base-pay.status"].to_list() == ["computed", "needs-input", "error"]
    yuan = pl.DataFrame({"wages": [78_000]})
    done = shequ_calc.salary(
        yuan, province="jilin", on=ON, only=only, columns={"wages": "average-wage"}
    )
    assert done.select(ends).row(0) == (7_800_000, 5_460_000, 2_340_000)


def test_given_counts_where_a_cell_is_null() -> None:
    frame = pl.DataFrame({"households": [4200, None, 0]})
    done = shequ_calc.staffing(
        frame,
        city="changchun",
        on=datetime.date(2026, 1, 1),
        given={"households": "3,600户"},
        only="posts",
    )
    assert done.rows() == [
        (4200, 12, 19, "computed"), (None, 11, 17, "computed"), (0, None, None, "error"),
    ]  # fmt: skip


def test_chinese_headers_and_options_are_understood() -> None:
    frame = pl.DataFrame({"户数": [4200], "社区": ["a"], "岗位": ["正职"]})
    done = shequ_calc.staffing(frame, city="长春", on=ON, only="posts")
    assert done["jilin/posts.high"].to_list() == [19]


EXTENDED = """
place: "220000"
label: {zh: 吉林省城市社区（增补）, en: "Jilin: urban communities, amended"}
extends: jilin
provisions:
  hall-staff:
    label: {zh: 大厅人员, en: hall staff}
    questions: [staffing]
    force: must
    unit: person
    scope: community
    cite: [{document: workforce, clause: 二, phrase: 大厅}]
    rule: {between: [2, MOST]}
"""


def test_an_edit_of_a_policy_counts_in_the_next_call(tmp_path: Path) -> None:
    frame = pl.DataFrame({"households": [4200]})
    own = tmp_path / "mine.yaml"
    seen = []
    for most in ("15", "16", "16", "15"):
        # Of one size and, often enough, of one tick of the clock: only the bytes differ.
        own.write_text(EXTENDED.replace("MOST", most), encoding="utf-8")
        done = shequ_calc.staffing(
            frame, city="changchun", on=ON, only="hall-staff", policies=[own]
        )
        seen.append(done["jilin/hall-staff.high"].item())
    assert seen == [15, 16, 16, 15]
    with pytest.raises(PolicyProblems, match="no such folder"):
        shequ_calc.staffing(frame, city="changchun", on=ON, policies=[tmp_path / "none"])


def test_a_null_code_takes_the_place_of_the_call() -> None:
    frame = pl.DataFrame({"households": [4200, 4200, 4200], "at": [None, "530102", "44"]})
    done = shequ_calc.staffing(frame, place="at", city="changchun", on=ON)
    assert done["jilin/posts.status"].to_list() == ["computed", "error", "error"]


def test_the_place_of_the_call_bounds_every_row() -> None:
    frame = pl.DataFrame({"households": [4200] * 4, "at": ["220104", "220000", "530102", "00"]})
    done = shequ_calc.staffing(frame, place="at", city="changchun", on=ON)
    # Jilin is wider than Changchun and leaves it room; Wuhua of Kunming is not in it.
    assert done["jilin/posts.status"].to_list() == ["computed", "computed", "error", "error"]


def test_sets_are_given_for_all_rows() -> None:
    name, spec = next((n, s) for n, s in specs_of(Catalog.load()).items() if s.kind == "set")
    frame = pl.DataFrame({"households": [4200]})
    option = spec.options[0].id
    done = shequ_calc.staffing(frame, city="changchun", on=ON, given={name: option})
    assert done["jilin/posts.low"].to_list() == [12]
    texts = pl.DataFrame({name: [option]})
    with pytest.raises(AskError, match=rf"given=\{{'{name}': …\}}"):
        shequ_calc.staffing(texts, city="changchun", on=ON)


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "floats": ({"households": [1.0]}, {"city": "changchun"}, "'households' is of type Float64"),
    "texts": ({"households": ["4200"]}, {"city": "changchun"}, "takes whole numbers"),
    "a number for an option": ({"post": [1]}, {"city": "changchun"}, "texts that name an option"),
    "yuan that are too fine": (
        {"average-wage_millionths": [1]}, {"city": "changchun"}, "give average-wage_fen",
    ),
    "no place": ({"households": [1]}, {}, "give city="),
    "no such column": ({"households": [1]}, {"place": "code"}, "'code'; there are: households"),
    "codes as numbers": ({"code": [530102]}, {"place": "code"}, "six-digit codes such as '530102'"),
    "a column mapped that is not there": (
        {"hh": [1]}, {"city": "changchun", "columns": {"h": "households"}}, "did you mean 'hh'",
    ),
    "an input that nobody knows": (
        {"hh": [1]}, {"city": "changchun", "columns": {"hh": "housholds"}}, "are households",
    ),
    "two columns for one": ({"户数": [1], "hh": [2]}, {"city": "changchun"}, "both mean house"),
    "a place without policies": ({"households": [1]}, {"city": "guangzhou"}, "no policy covers"),
    "a day that is none": ({"hh": [1]}, {"city": "changchun", "on": "2026-13-01"}, "2024-06-30"),
    "an answer's own name": (
        {"jilin/posts.low": [1]}, {"city": "changchun"}, "already has a column 'jilin/posts.low'",
    ),
    "an unknown provision": (
        {"households": [1]}, {"city": "changchun", "only": "postss"}, "did you mean",
    ),
    "given that nobody knows": (
        {"hh": [1]}, {"city": "changchun", "given": {"flats": "1"}}, "no input is called 'flats'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_answered_is_refused_with_what_is_accepted(
    case: str, monkeypatch: Any
) -> None:
    columns, asked, words = REFUSED[case]
    with pytest.raises(AskError) as refused:
        shequ_calc.staffing(pl.DataFrame(columns), **{"on": ON, **asked})
    assert words in str(refused.value)


def test_unknown_places_and_values_given_say_so() -> None:
    frame = pl.DataFrame({"households": [1]})
    with pytest.raises(PlaceError):
        shequ_calc.staffing(frame, city="atlantis")
    with pytest.raises(InputError):
        shequ_calc.staffing(frame, city="changchun", given={"households": "many"})
    with pytest.raises(TypeError):
        shequ_calc.staffing([1, 2, 3], city="changchun")  # type: ignore[type-var]


def test_nothing_is_worked_out_before_it_is_asked_for() -> None:
    seen: list[int] = []

    def note(frame: pl.DataFrame) -> pl.DataFrame:
        seen.append(len(frame))
        return frame

    frame = pl.LazyFrame({"households": [4200]}).map_batches(note, schema={"households": pl.Int64})
    done = shequ_calc.staffing(frame, city="changchun", on=ON)
    assert isinstance(done, pl.LazyFrame)
    assert not seen
    assert done.collect()["jilin/posts.low"].to_list() == [12]
    assert seen


def test_an_empty_frame_and_one_without_inputs() -> None:
    empty = pl.DataFrame(schema={"households": pl.Int64})
    done = shequ_calc.staffing(empty, city="changchun", on=ON)
    assert done.height == 0
    assert "jilin/posts.status" in done.columns
    bare = shequ_calc.staffing(pl.DataFrame({"name": ["a", "b"]}), city="changchun", on=ON)
    assert bare["jilin/posts.status"].to_list() == ["needs-input"] * 2


def test_pandas_stays_pandas_and_whole() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"name": ["a", "b", "c"]}, index=[7, 8, 9])
    frame["households"] = pd.array([4200, None, 0], dtype="Int64")
    done = shequ_calc.staffing(frame, city="changchun", on=ON, only="posts")
    assert isinstance(done, pd.DataFrame)
    assert list(done.index) == [7, 8, 9]
    assert done["jilin/posts.low"].tolist()[0] == 12
    assert done["jilin/posts.low"].isna().tolist() == [False, True, True]
    assert done["jilin/posts.status"].tolist() == ["computed", "needs-input", "error"]
    assert "float" not in str(done["jilin/posts.low"].dtype)


def test_importing_the_package_stays_light() -> None:
    code = (
        "import sys, shequ_calc; assert 'staffing' in dir(shequ_calc); "
        "heavy = {'polars', 'narwhals', 'shequ_calc.library'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with pytest.raises(AttributeError):
        shequ_calc.check_everything  # noqa: B018


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip(
        "pyspark.sql", reason="needs pyspark: pip install 'shequ-calc[spark]'"
    )
    if shutil.which("java") is None:
        pytest.skip("needs Java")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


BLOCK = re.compile(r"```python( spark)?\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)
PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")


def _printed(code: str, names: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, names)
    return out.getvalue()


def test_the_examples_of_the_page_print_what_it_says(monkeypatch: Any) -> None:
    monkeypatch.delenv("SHEQU_POLICIES", raising=False)
    names: dict[str, Any] = {}
    blocks = BLOCK.findall(PAGE)
    assert len(blocks) >= 5
    assert PAGE.count("```python") == len(blocks)
    for marked, code, shown in blocks:
        if not marked:
            assert _printed(code, names) == shown


def judged_by_spark(spark: Any) -> None:
    import test_frames_check as check

    frame = check.table(5, 80)
    kinds = {pl.String: "string", pl.Int64: "bigint", pl.Date: "date"}
    schema = ", ".join(f"`{name}` {kinds[type(kind)]}" for name, kind in frame.schema.items())  # type: ignore[index]
    native = spark.createDataFrame(frame.rows(), schema)
    asked: dict[str, Any] = {"place": "code", "given": check.SETS, "on": ON, "policies": OWN}
    done = shequ_calc.check(native, only=check.named(), **asked)
    assert type(done) is type(native)
    met = check.same(frame, rows_of(done), check.SETS, ON)
    assert {"met", "short", "over", "unknown", None} <= set().union(*met.values())


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
def test_spark_gets_what_single_communities_get(spark: Any) -> None:
    # One test, so that no more than one of the processes that share the tests starts Java.
    frame = table(7, 80)
    kinds = {pl.String: "string", pl.Int64: "bigint"}
    schema = ", ".join(f"`{name}` {kinds[type(kind)]}" for name, kind in frame.schema.items())  # type: ignore[index]
    native = spark.createDataFrame(frame.rows(), schema)
    for question in ("staffing", "budget", "salary"):
        done = getattr(shequ_calc, question)(native, place="code", on=ON, policies=OWN)
        assert type(done) is type(native)
        met = same(question, frame.to_dicts(), rows_of(done))
        assert {"error", "nothing", "computed"} <= met
    judged_by_spark(spark)
    for marked, code, shown in BLOCK.findall(PAGE):
        if marked:
            assert _printed(code, {"shequ_calc": shequ_calc}) == shown


# A rule, columns, what is given for all rows, and the ends with their status.
DAYS = [datetime.date(1985, 3, 1), datetime.date(2000, 2, 29), None]
MADE_UP: dict[str, tuple[str, str, dict[str, Any], dict[str, str], list[tuple[Any, ...]]]] = {
    # The second reading needs the party posts, but cannot come to anything else: it is not told.
    "a reading that makes no difference": (
        """
        readings:
          of: counted-from
          is: {few: 5, many: {lower-of: [5, {sum: [5, {input: party-posts}]}]}}
        """,
        "person",
        {"households": [1]},
        {},
        [(5, 5, "computed")],
    ),
    "two readings": (
        "readings: {of: counted-from, is: {few: 5, many: {input: party-posts}}}",
        "person",
        {"party-posts": [9, 5, None]},
        {},
        [(5, 9, "computed"), (5, 5, "computed"), (None, None, "needs-input")],
    ),
    "dates": (
        "age: {born: birth-date, at: closing-date}",
        "age",
        {"birth-date": DAYS, "closing-date": [datetime.date(2024, 2, 29)] * 3},
        {},
        [(38, 38, "computed"), (24, 24, "computed"), (None, None, "needs-input")],
    ),
    "a sequence for all": (
        "run: {of: results, value: excellent}",
        "year",
        {"households": [1, 2]},
        {"results": "excellent good excellent excellent"},
        [(2, 2, "computed")] * 2,
    ),
    "none fits": (
        "steps: {of: households, every: {between: [300, 500]}, round: inward}",
        "grid",
        {"households": [299, 300, 550, None]},
        {},
        [
            (None, None, "none-fits"), (1, 1, "computed"), (None, None, "none-fits"),
            (None, None, "needs-input"),
        ],
    ),
    "a ratio in millionths": (
        "divide: {of: party-posts, by: 7}",
        "ratio",
        {"party-posts": [1, 2]},
        {},
        [(142_857, 142_857, "computed"), (285_714, 285_714, "computed")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", MADE_UP)
def test_made_up_rules(case: str, kind: str, monkeypatch: Any) -> None:
    rule, unit, columns, given, expected = MADE_UP[case]
    head = (Path(__file__).parents[1] / "policies" / "frame.yaml").read_text(encoding="utf-8")
    head = head.replace("$UNIT", unit).replace("$SCOPE", "community").replace("$PERIOD", "")
    policy = built(head + indent(dedent(rule).strip("\n"), " " * 6), "made-up")
    monkeypatch.setattr(Catalog, "kept", lambda own: Catalog({"made-up": policy}))
    frame = KINDS[kind](pl.DataFrame(columns))
    done = shequ_calc.staffing(frame, province="浙江", on="2024-01-01", given=given)
    suffix = "_millionths" if unit == "ratio" else ""
    keys = [f"made-up/asked.{end}" for end in (f"low{suffix}", f"high{suffix}", "status")]
    assert [tuple(row[key] for key in keys) for row in rows_of(done)] == expected
