"""What worked examples reach, and what is proposed where they do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import shequ

HEAD = """\
place: "321200"
label: {zh: 海滨市网格, en: "Haibin: grids"}
documents:
  notice: {title: 网格通知, issuer: 海滨市, kind: norm, issued: 2022-05-01, in-force: 2022-05-01}
inputs:
  area:
    label: {zh: 区域, en: kind of area}
    kind: category
    options:
      - {id: old, label: {zh: 老旧小区, en: old}}
      - {id: new, label: {zh: 新建小区, en: new}}
  hall: {label: {zh: 大厅人数, en: staff of the hall}, unit: person}
provisions:
  workers:
    label: {zh: 网格员, en: grid workers}
    questions: [staffing, check]
    force: must
    unit: person
    scope: community
    cite:
      - {document: notice, clause: 一, phrase: 1000户以下2人，超过的5人}
    rule:
      higher-of:
        - brackets:
            of: households
            rows:
              - {to: 1000, is: 2}
              - {over: 1000, is: 5}
        - case: {of: area, is: {old: 4}, otherwise: 1}
        - when:
            if: {at-least: [hall, 6]}
            then: 3
            else: 0
    actual: posts
  secretary:
    label: {zh: 书记, en: secretary}
    questions: [staffing]
    force: must
    unit: person
    scope: community
    cite:
      - {document: notice, clause: 二, phrase: 书记1名}
    rule: 1
cases:
"""
SMALL = """\
  - ask: staffing
    given: {households: 900, area: old, hall: 2}
    expect:
      workers: {low: 4, high: 4, force: must, unit: person, period: none}
    because: 900户2人，老旧小区4人，就高
"""
LARGE = """\
  - ask: staffing
    given: {households: 1001, area: new, hall: 6}
    expect:
      workers: {low: 5, high: 5}
      secretary: {low: 1, high: 1}
    because: 超过1000户5人；1、3，就高
"""


def policy(tmp_path: Path, cases: str) -> Path:
    path = tmp_path / "haibin.yaml"
    path.write_text(HEAD + cases, encoding="utf-8")
    return path


def test_what_no_example_reaches_is_named_by_line(tmp_path: Path) -> None:
    path = policy(tmp_path, SMALL)
    found = shequ("policy", "test", "haibin", "--coverage", "--policies", str(path))
    assert found.code == 1
    assert found.out.splitlines() == [
        "1 passed, 0 failed",
        # Three parts of higher-of, two rows, two of the case, two sides of the condition.
        "haibin: 1 of 2 provisions expected, 4 of 9 arms taken",
        "  haibin.yaml:35: secretary: no worked example expects it",
        "  haibin.yaml:24: workers: no worked example comes here: - brackets:",
        "  haibin.yaml:30: workers: no worked example comes here: - when:",
        "  haibin.yaml:28: workers: no worked example comes here: - {over: 1000, is: 5}",
        "  haibin.yaml:29: workers: no worked example comes here: "
        "- case: {of: area, is: {old: 4}, otherwise: 1}",
        "  haibin.yaml:32: workers: no worked example comes here: then: 3",
    ]


def test_the_arms_that_are_taken_are_those_that_decide(tmp_path: Path) -> None:
    path = policy(tmp_path, SMALL + LARGE)
    found = shequ("policy", "test", "haibin", "--coverage", "--policies", str(path), "--lang", "zh")
    assert found.out.splitlines() == [
        "2个通过，0个不符",
        # The condition's part (3 or 0) never is the higher one.
        "haibin：条款2条，有算例2条；分支9个，走到8个",
        "  haibin.yaml:30: workers: 没有算例走到这里: - when:",
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("force: may", "workers.force: expected may, got must"),
        ("unit: grid", "workers.unit: expected grid, got person"),
        ("period: year", "workers.period: expected year, got none"),
        ("scope: street", "workers.scope: expected street, got community"),
    ],
)
def test_what_a_figure_counts_is_held_too(tmp_path: Path, fields: str, message: str) -> None:
    path = policy(
        tmp_path,
        SMALL.replace("low: 4", f"{fields}, low: 4").replace(
            ", force: must, unit: person, period: none", ""
        ),
    )
    found = shequ("policy", "test", "haibin", "--policies", str(path))
    assert (found.code, message in found.out) == (1, True)


def test_a_word_that_is_none_is_refused_with_the_nearest(tmp_path: Path) -> None:
    path = policy(tmp_path, SMALL.replace("force: must", "force: mus"))
    found = shequ("policy", "validate", str(path))
    assert found.code == 1
    assert "unknown word 'mus'" in found.out
    assert "did you mean must?" in found.out


def test_proposals_stand_on_both_sides_of_every_edge(tmp_path: Path) -> None:
    path = policy(tmp_path, SMALL)
    found = shequ("policy", "cases", "haibin/workers", "--policies", str(path))
    given = re.findall(r"given: \{(.*)\}", found.out)
    assert "households: 1000, area: new, hall: 6" in given
    assert "households: 1001, area: new, hall: 6" in given
    # 4 for an old quarter, 3 where the hall has 6, 1 else: a check is about the 3 that are asked.
    assert [line for line in given if "posts" in line] == [
        f"households: 999, area: new, hall: 6, posts: {posts}" for posts in (2, 3, 4)
    ]


def test_what_is_proposed_is_not_valid_before_a_person_has_said_where_it_stands(
    tmp_path: Path,
) -> None:
    proposed = shequ(
        "policy", "cases", "haibin/workers", "--policies", str(policy(tmp_path, SMALL))
    )
    path = policy(tmp_path, proposed.out)
    refused = shequ("policy", "validate", str(path))
    assert refused.code == 1
    assert "because" in refused.out
    checked = proposed.out.replace("because:", "because: 一、二款")
    path = policy(tmp_path, checked + LARGE)
    assert shequ("policy", "validate", str(path)).err == "1 file, 0 problems\n"
    found = shequ("policy", "test", "haibin", "--coverage", "--policies", str(path))
    assert found.out.splitlines()[1:] == ["haibin: 2 of 2 provisions expected, 9 of 9 arms taken"]


def test_proposals_speak_the_language_of_the_person(tmp_path: Path) -> None:
    path = policy(tmp_path, SMALL)
    found = shequ("policy", "cases", "secretary", "--policies", str(path), "--lang", "zh")
    assert found.out == (
        "  - ask: staffing\n"
        "    expect:\n"
        "      secretary: {low: 1, high: 1, unit: person, force: must, basis: stated}\n"
        "    because:  # 请对照原文核对，写明出处和算式\n"
    )


def test_an_unknown_provision_is_named_with_the_nearest() -> None:
    found = shequ("policy", "cases", "jilin/post")
    assert found.code == 2
    assert "jilin/posts" in found.err
