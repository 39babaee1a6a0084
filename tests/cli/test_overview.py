"""A question without a place, on a terminal: what is wanted first, and the rest named below."""

from __future__ import annotations

import json
import unicodedata
from io import StringIO
from pathlib import Path

import pytest

from commands import Result, shequ
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.places.place import division
from shequ_calc.questions import Request, ask
from shequ_calc.render.terminal.overview import print_overview

CITIES = {
    "130100": "Shijiazhuang", "130600": "Baoding", "140100": "Taiyuan", "320100": "Nanjing",
    "330300": "Wenzhou", "340100": "Hefei", "410100": "Zhengzhou", "420100": "Wuhan",
    "430100": "Changsha",
}  # fmt: skip
POLICY = """
place: "{code}"
label: {{zh: 试行, en: trial}}
documents:
  norm: {{title: 试行办法, issuer: 试, kind: norm, issued: 2020-01-01, in-force: 2020}}
provisions:
  hall:
    questions: [staffing]
    label: {{zh: 服务大厅, en: hall staff}}
    force: must
    unit: person
    scope: community
    cite: [{{document: norm, clause: 一, phrase: 大厅2人}}]
    rule: 2
  workers:
    questions: [staffing]
    label: {{zh: 社区工作者, en: community workers}}
    force: must
    unit: person
    scope: community
    cite: [{{document: norm, clause: 一, phrase: 每300户配1人}}]
    rule: {{rate: {{of: households, each: 1, per: 300, round: up}}}}
"""


def table(line: str, *more: str, lang: str = "en", columns: int = 100) -> Result:
    """What a question prints for a person."""
    return shequ(*line.split(), *more, "-f", "table", "--lang", lang, columns=columns)


def test_of_each_place_the_lines_that_answer() -> None:
    out = table("staffing --households 4200").out
    # Jilin: above 3,000 households one more for 300–500: 10 + ⌊1200 ÷ 500⌋, 15 + ⌊1200 ÷ 300⌋.
    assert "social-work posts             about 12–19 persons  may" in out
    assert "community workers                about 14 persons  should" in out
    # Neither parts, nor deadlines that are over, nor what holds for a city, nor ids and readings.
    for left_out in (
        "of which",
        "by 20",
        "persons, city-wide",
        "rounds",
        "jilin/",
        "  reading: counted",
    ):
        assert left_out not in out
    # What is doubted is still said, by a note.
    assert "1  read in more than one way: above 3,000 households" in out


def test_places_without_such_a_rule_are_named() -> None:
    out = table("staffing --households 4200").out
    # Linyi has figures of the whole city only, Chongqing nothing on staff.
    assert "no such rule: Linyi, Chongqing\n" in out
    assert "没有此类规定：临沂市、重庆市\n" in table("staffing --households 4200", lang="zh").out


def test_what_further_inputs_would_give_is_named_with_the_places() -> None:
    out = table("salary --post staff", columns=200).out
    # Nothing of Jilin's pay can be told without the wage: that is no lack of a rule.
    assert "--average-wage (Jilin)" in out
    assert "--disposable-income (Chongqing)" in table("salary --post chief", columns=200).out
    # What is for directors alone is no rule for the staff.
    assert "no such rule: Linyi, Chongqing\n" in out
    budget = table("budget --households 4200", columns=200).out
    assert "--seat (Yunnan)" in budget
    assert "--set social-workers=… (Jilin)" in budget.replace("\n  ", " ")


def test_all_lists_everything() -> None:
    out = table("staffing --households 4200", "--all").out
    assert "of which: dedicated party-building posts" in out
    assert "by 2020-09-30" in out
    assert "city-wide" in out
    assert "no such rule" not in out
    left = table("staffing --households 4200").out
    everything = json.loads(shequ("staffing", "--households", "4200", "-f", "json").out)
    # 7 are shown: posts, grids, police and first secretary; workers and reception; cadres.
    assert f"{len(everything) - 7} more findings" in left


@pytest.mark.parametrize("more", [("--only", "jilin/transfer"), ("--city", "changchun")])
def test_what_is_chosen_is_shown_whole(more: tuple[str, ...]) -> None:
    out = table("staffing --households 4200", *more).out
    assert "by 2020-09-30" in out
    assert "more findings" not in out


@pytest.mark.parametrize("style", ["csv", "json", "jsonl", "tsv", "md"])
def test_a_pipe_has_everything(style: str) -> None:
    line = ("staffing", "--households", "4200", "-f", style)
    plain = shequ(*line)
    assert "2020-09-30" in plain.out or "20200930" in plain.out
    assert plain.out == shequ(*line, "--all").out


def test_references_alone_are_listed() -> None:
    catalog = Catalog.load()
    asked = ask(Request("staffing", division("371300"), {}, "2024-01-01"), catalog)
    stream = StringIO()
    print_overview(asked, catalog, cite=False, stream=stream, color=False)
    assert "1,156 persons, city-wide" in stream.getvalue()


def test_what_a_place_refuses_is_no_lack_of_a_rule(tmp_path: Path) -> None:
    # One place calls a post by another name, which no other place knows.
    own = (
        "inputs:\n  post:\n    label: {zh: 岗位, en: post}\n    kind: category\n"
        "    options:\n      - {id: warden, label: {zh: 楼长, en: warden}}\n"
    )
    text = POLICY.format(code="320100").replace("provisions:", own + "provisions:")
    (tmp_path / "nanjing.yaml").write_text(
        text.replace("rule: 2", "rule: {case: {of: post, is: {warden: 2}}}"), encoding="utf-8"
    )
    asked = table("staffing --set post=warden", "--policies", str(tmp_path), columns=300)
    assert "Jilin: post: no option 'warden'" in asked.err
    # Jilin has such rules, though they could not be asked; Chongqing has none.
    assert "no such rule: Chongqing\n" in asked.out
    assert "Nanjing (320100)" in asked.out


@pytest.fixture
def shelf(tmp_path: Path) -> str:
    for code, name in CITIES.items():
        file = tmp_path / f"{name.lower()}.yaml"
        file.write_text(POLICY.format(code=code), encoding="utf-8")
    return str(tmp_path)


def test_many_places_have_a_line_each_under_their_province(shelf: str) -> None:
    asked = table("staffing --households 4200", "--policies", shelf)
    lines = asked.out.splitlines()
    begin = lines.index("Hebei (130000)")
    # 4200 ÷ 300 = 14: what is worked out stands for the place, not the 2 of the hall before it.
    assert [line.split("  ")[0] for line in lines[begin : begin + 6]] == [
        "Hebei (130000)",
        "Shijiazhuang: community workers",
        "Baoding: community workers",
        "",
        "Shanxi (140000)",
        "Taiyuan: community workers",
    ]
    assert sum(line.startswith(f"{name}: ") for line in lines for name in CITIES.values()) == 9
    assert all("14 persons" in line for line in lines if ": community workers" in line[:32])
    # A range that hides readings says so; the notes are for who asks for one place.
    assert any("Jilin: social-work posts (2 readings)" in line for line in lines)
    assert "read in more than one way" not in asked.out
    assert "hall staff" in table("staffing --households 4200", "--all", "--policies", shelf).out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [50, 60, 100])
@pytest.mark.parametrize("line", ["staffing --households 4200", "budget --households 4200"])
def test_every_line_fits(line: str, columns: int, lang: str, shelf: str) -> None:
    for more in ((), ("--policies", shelf)):
        out = table(line, *more, lang=lang, columns=columns).out
        assert max(map(_cells, out.splitlines())) <= columns


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
