"""The policies that are shipped: each is valid, its examples reach all of it, and it says no more
than was noted of its documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audited import FIVE
from commands import shequ
from shequ_calc.library.shelf.catalog import Catalog

pytestmark = pytest.mark.whole_shelf

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "sources"
PROVINCES = {
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "53", "54", "61", "62", "63", "64", "65",
}  # fmt: skip  # Zhejiang and Guizhou have no document yet


def policies():
    return Catalog.load().policies.values()


def test_all_are_valid() -> None:
    run = shequ("policy", "validate", str(ROOT / "policies"))
    assert (run.code, run.out) == (0, "")


def test_examples_reach_every_provision_and_every_arm() -> None:
    run = shequ("policy", "test", "--coverage")
    assert run.code == 0, run.out[-3000:]


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the documents are not beside the project")
def test_they_say_what_was_noted() -> None:
    run = shequ("policy", "verify", "--sources", str(SOURCES))
    assert run.code == 0, run.out[-3000:]


def test_they_cover_the_country() -> None:
    places = {policy.place for policy in policies()}
    assert {place[:2] for place in places} == PROVINCES | {"00"}
    assert len({document.noted or document.text for policy in policies()
                for document in policy.documents.values()}) >= 70  # fmt: skip


def test_each_says_what_it_is_about_and_how_sure_it_is() -> None:
    for policy in policies():
        assert all(provision.topic for provision in policy.provisions.values()), policy.id
        if policy.id not in FIVE:
            assert all(document.noted for document in policy.documents.values()), policy.id


def lines(line: str) -> dict[str, dict[str, object]]:
    found = json.loads(shequ(*line.split(), "-f", "json").out)
    return {one["provision"]: one for one in found}


def test_beijing() -> None:
    found = lines("staffing --households 2000 --city beijing")
    # 2,000 / 150 = 13.3 and 2,000 / 110 = 18.2
    assert (
        found["beijing/community-workers"]["low"],
        found["beijing/community-workers"]["high"],
    ) == (14, 18)
    assert found["beijing/community-workers-floor"]["low"] == 9
    said = found["beijing/community-workers"]
    assert said["document"] == "北京市社区居民委员会设立标准"
    assert "its source is a reprint, no official site" in said["notes"]


@pytest.mark.parametrize(
    ("line", "provision", "low", "high"),
    [
        ("staffing --households 4200 --city taiyuan", "taiyuan/dedicated-workers", 6, 6),
        ("staffing --households 4200 --city jinan", "jinan/community-staff", 14, 14),
        ("staffing --households 4200 --city wuhan", "wuhan/officers", 9, 14),
        ("staffing --households 4200 --city lanzhou", "lanzhou/members", 9, 9),
        ("salary --city xian", "xian/pay-base", 3900, 3900),
        (
            "check --city chongqing --set urban-population=100000",
            "chongqing-2025/workers",
            180,
            180,
        ),
        ("staffing --households 4300 --city guangzhou", "guangzhou/workers", 14, 15),
        ("salary --city changzhou --set town-average-wage=50000", "changzhou/pay", 50000, 50000),
        ("budget --city jining --households 4200", "jining/work-fund", 84000, None),
        ("staffing --city nanjing --households 4200", "national/committee-members", 5, 9),
    ],
)
def test_a_place_answers(line: str, provision: str, low: float, high: float | None) -> None:
    found = lines(line)[provision]
    assert (found["low"], found["high"]) == (low, high)


def test_what_the_province_owes_in_kunming_stands() -> None:
    total = lines("budget --city kunming")["yunnan/total"]
    assert (total["low"], total["high"]) == (303000, None)


def test_a_province_names_its_places_that_have_rules_of_their_own() -> None:
    asked = shequ("staffing", "--province", "gansu", "--households", "4200", "-f", "json")
    assert "inside it there are rules of their own: Lanzhou; ask for each by --city" in asked.err
    assert "inside it" not in shequ("staffing", "--city", "lanzhou", "-f", "json").err


def test_without_a_place_each_answers_for_itself() -> None:
    line = ("staffing", "--households", "4200", "-f", "table", "--lang", "zh")
    out = shequ(*line).out
    assert "北京市：社区工作者" in out
    assert "济宁市：" not in out  # it has no rule of its own on staff
    assert "没有自己的此类数额，按上级规定" in out
    assert out == shequ(*line).out
