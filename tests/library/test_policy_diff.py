"""``policy diff``: what two versions of a policy change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audited import BY_ID
from commands import shequ

SHIPPED = Path(__file__).parents[2] / "policies"


@pytest.fixture
def changed(tmp_path):
    """A copy of a shipped policy with some words put in place of others."""

    def change(policy: str, *turns: tuple[str, str], name: str = "new.yaml") -> str:
        text = BY_ID[policy].read_text(encoding="utf-8")
        for before, after in turns:
            assert before in text, before
            text = text.replace(before, after, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return change


def records(*arguments: str) -> list[dict[str, Any]]:
    result = shequ("policy", "diff", *arguments, "-f", "json")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)
    return found


def turned(change: dict[str, Any], lang: str = "en") -> dict[str, tuple[str, str]]:
    return {
        one["key"]: tuple((one[side] or {"zh": "", "en": ""})[lang] for side in ("before", "after"))
        for one in change["fields"]
    }


def test_nothing_changed(changed):
    assert records("jilin", "jilin") == []
    assert records("jilin", changed("jilin")) == []  # another file name is no difference
    assert shequ("policy", "diff", "jilin", "jilin").out == "no difference\n"
    assert shequ("policy", "diff", "jilin", "jilin", "--lang", "zh").out == "没有不同\n"


def test_a_rule_is_said_before_and_after(changed):
    new = changed("nanchang", ("every: 300", "every: 250"), ("force: should", "force: must"))
    (change,) = records("nanchang", new)
    assert (change["change"], change["section"], change["id"]) == (
        "changed", "provisions", "workers",
    )  # fmt: skip
    before, after = turned(change)["rule"]
    assert "300 households" in before
    assert "250 households" in after
    assert turned(change)["force"] == ("should", "must")
    zh = turned(change, "zh")["rule"]
    assert "300户" in zh[0]
    assert "250户" in zh[1]


@pytest.mark.parametrize(
    ("policy", "line", "key", "was", "now"),
    [
        ("nanchang", "    label: {zh: 社区工作者, en: $}", "label", "community workers", "workers"),
        ("nanchang", "    unit: post\n    scope: $", "scope", "community", "street"),
        ("nanchang", "    scope: person\n    period: $", "period", "year", "month"),
        ("linyi", "    unit: person\n    scope: $\n    role: reference", "scope", "city", "street"),
        ("linyi", "    force: $\n    unit: person\n    scope: city", "force", "fact", "target"),
        (
            "linyi",
            "    unit: $\n    scope: city\n    role: reference",
            "unit",
            "person",
            "household",
        ),
        ("linyi", "    scope: city\n    role: $", "role", "reference", "part"),
        (
            "yunnan",
            "    questions: [$]\n    force: fact",
            "questions",
            "staffing",
            "staffing, budget",
        ),
        ("yunnan", "    points: [$]", "points", "carry-over", ""),
    ],
)
def test_keys_of_a_provision(changed, policy, line, key, was, now):
    new = changed(policy, (line.replace("$", was), line.replace("$", now)))
    (change,) = [c for c in records(policy, new) if c["section"] == "provisions"]
    assert turned(change) == {key: (was, now)}


def test_a_citation(changed):
    new = changed(
        "nanchang",
        ("clause: 二 四是, phrase: 不低于新录用", "clause: 二 五是, phrase: 不低于新录用"),
    )
    (change,) = records("nanchang", new)
    assert turned(change) == {
        "cite": ("reply 二 四是 “不低于新录用”", "reply 二 五是 “不低于新录用”")
    }


def test_added_and_removed(changed, tmp_path):
    new = changed("chongqing", ("  certificate-allowance:", "  allowance:"))
    before = changed("chongqing", name="old.yaml")
    text = Path(new).read_text(encoding="utf-8").replace("certificate-allowance:", "allowance:")
    Path(new).write_text(text, encoding="utf-8")
    changes = {(c["section"], c["id"]): c["change"] for c in records(before, new)}
    assert changes["provisions", "certificate-allowance"] == "removed"
    assert changes["provisions", "allowance"] == "added"
    said = shequ("policy", "diff", before, new)
    assert said.code == 0
    assert "\n- certificate-allowance  allowance for certified social workers\n" in said.out
    assert "\n+ allowance  allowance for certified social workers\n" in said.out
    assert said.out.endswith("1 added, 1 removed, 2 changed\n")  # and the cases that name it


def test_readings_assumptions_inputs_and_documents(changed):
    new = changed(
        "nanchang",
        ("zh: 应发数, en: gross", "zh: 应发数额, en: gross pay"),
        ("  deputies-as-staff:\n    zh: 副职", "  deputies-as-staff:\n    zh: 社区副职"),
        ("greatest: 18", "greatest: 20"),
        ("issued: 2020-07-21", "issued: 2020-07-22"),
    )
    changes = {(c["section"], c["id"]): turned(c, "zh") for c in records("nanchang", new)}
    assert changes["readings", "before-deductions"] == {"options.gross": ("应发数", "应发数额")}
    assert list(changes["assumptions", "deputies-as-staff"]) == ["label"]
    assert changes["inputs", "grade"] == {"greatest": ("18", "20")}
    assert changes["documents", "reply"] == {"issued": ("2020-07-21", "2020-07-22")}


def test_versions_payers_and_views(changed):
    new = changed(
        "chongqing",
        ("from: 2017\n        rule: {floor: 30000}", "from: 2018\n        rule: {floor: 30000}"),
        ("until: 2017\n        rule: {floor: 15000}", "until: 2017\n        rule: {floor: 15001}"),
        ("scope: community\n        role: line", "scope: community\n        role: part"),
    )
    changes = {
        c["id"]: turned(c) for c in records("chongqing", new) if c["section"] == "provisions"
    }
    phrase = "funding-notice 一、(四) “1.5万元提高为3万元”"
    assert changes["office-funds"] == {
        "rule ..2017": ("at least 15,000 yuan", "at least 15,001 yuan"),
        "rule 2017..": ("at least 30,000 yuan", ""),
        "cite 2017..": (phrase, ""),
        "rule 2018..": ("", "at least 30,000 yuan"),
        "cite 2018..": ("", phrase),
    }
    assert changes["director-pay"] == {"views.community.role": ("line", "part")}
    new = changed("linyi", ("payers:\n      - level: city", "payers:\n      - level: county"))
    (grant,) = [c for c in records("linyi", new) if c["section"] == "provisions"]
    assert turned(grant) == {"payers.city": ("the rest", ""), "payers.county": ("", "the rest")}
    half, third = (
        changed("linyi", ("- level: city", f"- {{level: city, share: {share}}}"), name=name)
        for share, name in (("50%", "half.yaml"), ("1/3", "third.yaml"))
    )
    (grant,) = records(half, third)
    assert turned(grant) == {"payers.city": ("50%", "33.333333%")}


def test_a_rule_written_otherwise_and_said_alike_is_told(changed):
    new = changed("nanchang", ("rule: {ref: highest-pay}", "rule: {sum: [{ref: highest-pay}]}"))
    (change,) = records("nanchang", new)
    assert list(turned(change)) == ["views.reference.rule"]
    assert "written otherwise, said alike" in shequ("policy", "diff", "nanchang", new).out


def test_a_file_that_extends_a_policy_is_put_into_it(tmp_path):
    path = tmp_path / "more.yaml"
    path.write_text(
        """
place: "360100"
label: {zh: 南昌市城市社区, en: "Nanchang: urban communities"}
extends: nanchang
provisions:
  reception-post:
    label: {zh: 社区综合服务接待岗, en: reception post}
    questions: [staffing, check]
    force: must
    unit: post
    scope: community
    cite: [{document: reply, clause: 二 二是, phrase: 普遍建立社区综合服务接待岗}]
    rule: {floor: 2}
    actual: reception-posts
""",
        encoding="utf-8",
    )
    changes = [c for c in records("nanchang", str(path)) if c["section"] == "provisions"]
    assert [(c["change"], c["id"]) for c in changes] == [("changed", "reception-post")]
    assert turned(changes[0]) == {
        "force": ("fact", "must"),
        "rule": ("at least 1 post", "at least 2 posts"),
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("jiln", "jilin"), "did you mean jilin?"),
        (("jilin", "no-such.yaml"), "no-such.yaml"),
        (("jilin", "jilin", "-f", "csv"), "json"),
    ],
)
def test_wrong_use(arguments, words):
    result = shequ("policy", "diff", *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_a_broken_file_gives_its_problems(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text('place: "360100"\nlabel: {zh: 名, en: name}\n', encoding="utf-8")
    result = shequ("policy", "diff", "nanchang", str(path))
    assert result.code == 2
    assert "provisions is missing" in result.err


def test_the_help_says_that_it_is_no_check():
    said = " ".join(shequ("policy", "diff", "--help").out.split())
    assert "exit code is 0 whether" in said or "有无不同都以 0 结束" in said
