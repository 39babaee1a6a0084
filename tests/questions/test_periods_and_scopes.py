"""Quarters, what is due every two years, counts of a county, and the community as payer."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import shequ

OWN = str(Path(__file__).parents[1] / "policies" / "quarterly.yaml")


def test_its_cases_pass() -> None:
    assert shequ("policy", "test", "quarterly", "--policies", OWN).code == 0


@pytest.mark.parametrize(
    ("question", "lang", "said"),
    [
        ("budget", "zh", ["900元/季度", "社区 300"]),
        ("budget", "en", ["a quarter", "community 300"]),
        ("staffing", "zh", ["（全县）", "人·两年"]),
        ("staffing", "en", ["county-wide", "every two years"]),
    ],
)
def test_they_are_said_in_words(question: str, lang: str, said: list[str]) -> None:
    found = shequ(
        question, "--city", "泰州", "--policies", OWN, "--lang", lang, "-f", "table"
    )  # fmt: skip
    assert found.code == 0
    assert [words for words in said if words not in found.out] == []
