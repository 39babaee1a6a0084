"""Rules that combine several nodes, in policies with made-up figures: their worked examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import in_lang, shequ
from shequ_calc.cases.running import run_cases
from shequ_calc.library.shelf.catalog import Catalog

HERE = Path(__file__).parents[1] / "policies"
FILES = [HERE / "combined.yaml", HERE / "combined-county.yaml"]
CATALOG = Catalog.load(FILES)
RESULTS = [
    result
    for name in ("combined", "combined-county")
    for result in in_lang("en", run_cases, CATALOG.policies[name], CATALOG)
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda one: f"{one.policy}-{one.index}")
def test_case(result):
    assert result.failures == ()


def test_there_are_cases_for_every_provision():
    told = {one.provision for result in RESULTS for one in result.case.expect}
    policies = [CATALOG.policies[name] for name in ("combined", "combined-county")]
    every = {one.key for policy in policies for one in policy.provisions.values()}
    assert every <= told


def test_policy_test_runs_them():
    result = shequ("policy", "test", *(f"--policies={path}" for path in FILES))
    assert result.code == 0, result.out
    passed = int(result.out.split(" passed, 0 failed")[0].split()[-1])
    shipped = Catalog.load().policies.values()
    assert passed == len(RESULTS) + sum(len(policy.cases) for policy in shipped)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("staff: {low: 16, high: 20}", "staff: {low: 16, high: 21}", "expected 21, got 20"),
        ("every: 500, add: 1", "every: 400, add: 1", "staff.low: expected 16, got 17"),
        ("each: 6000", "each: 6001", "service-funds.low: expected 25200, got 25204.2"),
        ("- higher-of:\n                - case", "- sum:\n                - case", "pay-grade.low"),
        ("- {level: city, amount: 10000}", "- {level: city, amount: 9000}", "payers: expected"),
        ("party-building: 20%", "party-building: 80%", "parts"),  # and the shares make 160%
        ("old: 1.5,", "old: 1.6,", "upkeep.low: expected 30000, got 32000"),
    ],
)
def test_a_wrong_figure_is_found(tmp_path, right, wrong, said):
    text = FILES[0].read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "combined.yaml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    result = shequ("policy", "test", "--policies", str(path))
    assert result.code in (1, 2)
    assert said in result.out + result.err
