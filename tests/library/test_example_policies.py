"""The made-up policies under examples/: they validate, compute, and read as they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import in_lang, shequ
from shequ_calc.cases.running import run_cases
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.library.shelf.load import load_policy
from shequ_calc.rules.nodes import descend

FOLDER = Path(__file__).parents[2] / "examples" / "policies"
FILES = sorted(FOLDER.glob("*.yaml"))
POLICIES = [load_policy(path) for path in FILES]


def test_there_are_three():
    assert len(POLICIES) == 3


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_its_cases_pass_and_tell_of_every_provision(policy):
    catalog = Catalog({policy.id: policy})
    assert [
        result.failures for result in in_lang("en", run_cases, policy, catalog) if result.failures
    ] == []
    told = {one.provision.partition("@")[0] for case in policy.cases for one in case.expect}
    assert {one.key for one in policy.provisions.values()} <= told


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_it_has_five_provisions_or_more_of_different_shapes(policy):
    rules = [one.versions[-1].rule for one in policy.provisions.values()]
    shapes = {tuple(type(node).__name__ for node in descend(rule)) for rule in rules}
    assert len(shapes) >= 5


def test_the_folder_validates_with_the_shipped_policies():
    result = shequ("policy", "validate", "--policies", str(FOLDER))
    assert (result.code, result.out) == (0, "")


@pytest.mark.parametrize(
    ("line", "lang", "words"),
    [
        ("policy show qingshan", "zh", "历年考核结果连续2次以上为“优秀”的，1级；其他情形，0级"),
        ("policy show haibin", "en", "30 yuan per household"),
        ("policy show yunxi", "zh", "户数超过3,000户的部分，每满1,000户增加30,000元"),
        ("explain haibin/grids --households 4200", "en", "7–10 grids"),
        ("explain yunxi/project-funds --households 5400", "en", "210,000 yuan"),
        ("explain qingshan/recruitment-age --set applicant-groups=certified", "zh", "≤ 40周岁"),
    ],
)
def test_what_is_printed(line, lang, words):
    result = shequ(*line.split(), "--policies", str(FOLDER), "--lang", lang)
    assert result.code == 0, result.err
    assert words in result.out
