"""Places side by side: the same figures as each gives by itself, by topic."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commands import shequ
from shequ_calc.policy import TOPICS

PLACES = ("--city", "changchun", "--city", "nanchang")


def compared(*more: str) -> list[dict[str, object]]:
    found = shequ("compare", "--households", "4200", *PLACES, "-f", "json", *more)
    assert found.code == 0, found.err
    return list(json.loads(found.out))


def test_each_place_says_what_it_says_by_itself() -> None:
    both = compared("--question", "staffing")
    for city, code in (("changchun", "220100"), ("nanchang", "360100")):
        line = ("staffing", "--households", "4200", "--city", city, "-f", "json")
        alone = {
            one["provision"]: (one["low"], one["high"], one["notes"])
            for one in json.loads(shequ(*line).out)
            if one["role"] == "line" and one["status"] != "not-in-force"
            and one["scope"] in ("community", "person")
        }  # fmt: skip
        here = {
            one["provision"]: (one["low"], one["high"], one["notes"])
            for one in both
            if one["division"] == code
        }
        assert here == alone


def test_they_stand_by_topic_and_then_by_place() -> None:
    found = [(one["topic"], one["division"]) for one in compared()]
    order = [*TOPICS, ""]
    places = ["220100", "360100"]
    assert found == sorted(found, key=lambda one: (order.index(one[0]), places.index(one[1])))
    assert {"posts", "grids", "base-pay"} <= {topic for topic, _ in found}


def test_a_question_alone() -> None:
    assert {one["question"] for one in compared("--question", "budget")} == {"budget"}
    assert {one["question"] for one in compared()} == {"staffing", "budget", "salary"}


def test_a_row_a_topic_and_a_column_a_place() -> None:
    line = ("compare", "--households", "4200", *PLACES, "--question", "staffing", "-f", "md")
    lines = shequ(*line, "--lang", "zh").out.splitlines()
    assert lines[0] == "| 主题 | 长春市 | 南昌市 |"
    (posts,) = (one for one in lines if one.startswith("| 员额 |"))
    _, _, here, there, _ = posts.split("|")
    assert here.startswith(" 社工岗 约12–19人（可以，推算）")
    assert there.startswith(" 社区工作者 约14人（原则上，推算）")
    (grids,) = (one for one in lines if one.startswith("| 网格 |"))
    assert grids.endswith("| — |")
    assert any(one.startswith("- 长春市的依据：") for one in lines)


def test_in_a_pipe_and_into_a_file_they_are_findings(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(shequ("compare", "--households=4200", *PLACES).out)))
    assert [row["provision"] for row in rows] == [one["provision"] for one in compared()]
    path = tmp_path / "side.csv"
    assert shequ("compare", "--households=4200", *PLACES, "-o", str(path)).code == 0
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == len(rows) + 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--city changchun", "give two places or more"),
        ("--city changchun --city 长春市", "give two places or more"),
        ("--city changchun --city nowhere", "nowhere"),
        ("--city changchun --city nanchang --question pay", "--question cannot be 'pay'"),
        ("--city changchun --city nanchang --households x", "households cannot be 'x'"),
    ],
)
def test_mistakes(line: str, words: str) -> None:
    found = shequ("compare", *line.split())
    assert (found.code, found.out) == (2, "")
    assert words in found.err


def test_where_nothing_is_known() -> None:
    found = shequ("compare", "--city", "suzhou-jiangsu", "--city", "nowhere")
    assert found.code == 2
    none = shequ("compare", "--city", "hangzhou", "--city", "ningbo")
    assert none.code == 3
    assert "no policy covers Hangzhou" in none.err
