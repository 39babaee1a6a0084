"""What is said of a document that is a draft, of unknown day, or was not seen whole."""

from __future__ import annotations

import json
from pathlib import Path

from commands import shequ

TEXT = """\
place: "320500"
label: {zh: 测试市城市社区, en: "Test city: urban communities"}
documents:
  rules:
    title: 社区工作办法
    issuer: 测试市民政局
    kind: draft
    in-force: 2021
    noted: rules.txt
    seen: report
    trust: B
provisions:
  workers:
    label: {zh: 社区工作者, en: community workers}
    questions: [staffing, check]
    force: must
    unit: person
    scope: community
    topic: posts
    cite:
      - {document: rules, clause: 一, phrase: 社区工作者不少于5人}
    rule: {floor: 5}
    actual: posts
cases:
  - ask: staffing
    expect:
      workers: {low: 5, high: none}
    because: 不少于5人
"""


def own(folder: Path, text: str = TEXT) -> list[str]:
    path = folder / "suzhou.yaml"
    path.write_text(text, encoding="utf-8")
    return ["--city", "320500", "--policies", str(path)]


def test_a_draft_of_unknown_day_is_computed_and_said_to_be_one(tmp_path: Path) -> None:
    found = json.loads(shequ("staffing", *own(tmp_path), "-f", "json").out)
    assert (found[0]["low"], found[0]["issued"]) == (5, "")
    assert found[0]["notes"] == [
        "from a draft, which is not in force",
        "only a report about it was seen",
        "its source is a reprint, no official site",
    ]
    shown = shequ("policy", "show", "suzhou", *own(tmp_path)[2:], "--lang", "zh").out
    assert "《社区工作办法》（成文日期不详）" in shown
    assert "征求意见稿" in shown


def test_a_letter_says_it_is_a_draft(tmp_path: Path) -> None:
    found = shequ(
        "check", "--posts", "4", *own(tmp_path), "--explain", "--lang", "zh", "-f", "table"
    )
    assert "征求意见稿，尚未施行" in found.out


def test_the_whole_of_an_official_text_needs_no_word(tmp_path: Path) -> None:
    text = TEXT.replace("    kind: draft\n", "    kind: norm\n    issued: 2021-02-03\n")
    text = text.replace("    seen: report\n    trust: B\n", "")
    found = json.loads(shequ("staffing", *own(tmp_path, text), "-f", "json").out)
    assert (found[0]["notes"], found[0]["issued"]) == ([], "2021-02-03")


def test_trust_leaves_out_what_rests_on_a_reprint(tmp_path: Path) -> None:
    more = (
        "  office:\n    label: {zh: 办公用房, en: office}\n    questions: [staffing]\n"
        "    force: must\n    unit: square-metre\n    scope: community\n    topic: premises\n"
        "    cite:\n      - {document: official, clause: 二, phrase: 办公用房不少于90平方米}\n"
        "    rule: {floor: 90}\n"
    )
    official = (
        "  official:\n    title: 办公用房规定\n    issuer: 测试市人民政府\n    kind: norm\n"
        "    issued: 2020-01-01\n    in-force: 2020-01-01\n"
    )
    text = TEXT.replace("provisions:\n", f"{official}provisions:\n{more}")
    line = ("staffing", *own(tmp_path, text), "-f", "json")
    every = [one["provision"] for one in json.loads(shequ(*line).out)]
    sure = [one["provision"] for one in json.loads(shequ(*line, "--trust", "a").out)]
    assert every == ["suzhou/office", "suzhou/workers"]
    assert sure == ["suzhou/office"]
    assert "--trust cannot be 'C'; accepted: A, B" in shequ(*line, "--trust", "C").err


def test_a_finding_says_what_it_is_about(tmp_path: Path) -> None:
    found = json.loads(shequ("staffing", *own(tmp_path), "-f", "json").out)
    assert found[0]["topic"] == "posts"
    shown = shequ(
        "staffing", *own(tmp_path), "-f", "md", "--columns", "label,topic", "--lang", "zh"
    )
    assert "| 社区工作者 | 员额 |" in shown.out
