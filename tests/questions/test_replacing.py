"""What stands in the place of a higher place's provision: in answers, in words, with its parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commands import shequ

HERE = Path(__file__).parents[1] / "policies"
OWN = [f"--policies={HERE / name}.yaml" for name in ("province", "city", "several-replaced")]


def budget(*more: str) -> list[dict[str, Any]]:
    found = shequ("budget", "--county", "330106", "--households", "4200", "-f", "json", *OWN, *more)
    assert found.code == 0, found.err
    return list(json.loads(found.out))


def test_its_cases_pass_though_they_give_what_another_file_declares() -> None:
    assert shequ("policy", "test", "several-replaced", *OWN).code == 0


def test_the_most_local_stands_for_several() -> None:
    found = {one["provision"]: one for one in budget()}
    gone = {"province/shared", "province/flat-and-rest", "province/office", "city/own-office"}
    assert not gone & found.keys()
    assert found["several-replaced/one-sum"]["low"] == 126000
    assert found["city/match"]["low"] == 5000  # a tenth of the district's 50,000


def test_parts_stand_under_what_took_the_place_of_their_whole() -> None:
    found = budget()
    names = [one["provision"] for one in found]
    at = names.index("several-replaced/one-sum")
    assert names[at + 1] == "province/training"
    assert "part of: one sum" in found[at + 1]["notes"]


def test_answers_say_what_was_replaced_and_by_date() -> None:
    (office,) = (one for one in budget() if one["provision"] == "several-replaced/office")
    assert [note for note in office["notes"] if note.startswith("in place of")] == [
        "in place of Hangzhou's “office funds of the city” (city/own-office)",
        "in place of Zhejiang's “office funds” (province/office)",
    ]
    before = {one["provision"]: one for one in budget("--on", "2020-12-31")}
    assert before["city/own-office"]["low"] == 40000
    assert before["several-replaced/office"]["status"] == "not-in-force"


def test_a_policy_is_shown_with_what_it_replaces() -> None:
    now = shequ("policy", "show", "several-replaced", *OWN, "--lang", "zh")
    assert "取代浙江省的“办公经费”（province/office）" in now.out
    then = shequ("policy", "show", "several-replaced", *OWN, "--on", "2020-12-31")
    assert "(province/office) (not on this day)" in then.out


def test_what_an_example_gives_must_be_known_at_the_place(tmp_path: Path) -> None:
    text = (HERE / "several-replaced.yaml").read_text(encoding="utf-8")
    own = tmp_path / "several-replaced.yaml"
    own.write_text(text.replace("{households: 4200}", "{househods: 4200}"), encoding="utf-8")
    found = shequ("policy", "test", "several-replaced", *OWN[:2], f"--policies={own}")
    assert found.code == 1
    assert "househods" in found.out
