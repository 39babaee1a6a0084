"""What the words of a phrase say of its figures, held against the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import shequ
from shequ_calc.library.proof.words import bounds_at, forces_in, periods_in, thin

HEAD = """\
place: "321200"
label: {zh: 海滨市, en: Haibin}
documents:
  notice: {title: 通知, issuer: 海滨市, kind: norm, issued: 2022-05-01, in-force: 2022-05-01}
inputs:
  education:
    kind: category
    options:
      - {id: college, label: {zh: 大专, en: college}}
      - {id: bachelor, label: {zh: 本科, en: bachelor}}
  seat-of:
    label: {zh: 驻地, en: seat}
    kind: category
    options:
      - {id: city, label: {zh: 市驻地, en: city}}
      - {id: town, label: {zh: 镇驻地, en: town}}
provisions:
  one:
    label: {zh: 规定, en: rule}
    questions: [budget, check]
    scope: community
    actual: posts
"""


def problems(tmp_path: Path, phrase: str, rule: str, **fields: str) -> str:
    """What validate says of one provision that cites one phrase."""
    more = {"force": "must", "unit": "person", **fields}
    lines = "".join(f"    {name}: {value}\n" for name, value in more.items())
    cite = f"    cite: [{{document: notice, clause: 一, phrase: '{phrase}'}}]\n"
    path = tmp_path / "haibin.yaml"
    body = f"    {rule}\n" if rule.startswith("versions") else f"    rule: {rule}\n"
    text = HEAD
    if "yuan" in lines:
        text = text.replace("    actual: posts\n", "").replace("[budget, check]", "[budget]")
    elif "level" in lines:
        text = text.replace("actual: posts", "actual: {rank: {of: education}}")
    for name in ("education", "seat-of"):
        if name not in rule:
            start = text.index(f"  {name}:")
            end = text.index("  seat-of:") if name == "education" else text.index("provisions:")
            text = text[:start] + text[end:]
    text = text.replace("inputs:\nprovisions:", "provisions:")
    path.write_text(text + lines + cite + body, encoding="utf-8")
    return shequ("policy", "validate", str(path)).out


@pytest.mark.parametrize(
    ("phrase", "wrong", "right"),
    [
        ("每社区不低于5人", "5", "{floor: 5}"),
        ("每社区不低于5人", "{cap: 5}", "{floor: 5}"),
        ("每社区不低于5人", "{above: 5}", "{floor: 5}"),
        ("每社区5人以上", "{above: 5}", "{floor: 5}"),
        ("每社区不超过7人", "7", "{cap: 7}"),
        ("每社区7人以内", "{floor: 7}", "{cap: 7}"),
        ("每社区7人以下", "{below: 7}", "{cap: 7}"),
        ("每社区9人左右", "9", "{about: 9}"),
        ("每社区超过9人", "{floor: 9}", "{above: 9}"),
        ("每社区不满9人", "{cap: 9}", "{below: 9}"),
        ("每300户左右配备1名", "{steps: {of: households, every: 300}}",
         "{about: {steps: {of: households, every: 300}}}"),
        ("2000户以下配备3人", "{brackets: {of: households, gaps: no-amount, "
         "rows: [{below: 2000, is: 3}]}}",
         "{brackets: {of: households, gaps: no-amount, rows: [{to: 2000, is: 3}]}}"),
        ("不满2000户配备3人", "{brackets: {of: households, gaps: no-amount, "
         "rows: [{to: 2000, is: 3}]}}",
         "{brackets: {of: households, gaps: no-amount, rows: [{below: 2000, is: 3}]}}"),
    ],
)  # fmt: skip
def test_bounds(tmp_path: Path, phrase: str, wrong: str, right: str) -> None:
    said = problems(tmp_path, phrase, wrong)
    assert "the words say" in said
    assert "read-as" in said
    assert problems(tmp_path, phrase, right) == ""


@pytest.mark.parametrize(
    ("phrase", "wrong", "right"),
    [
        ("原则上配备5人", "must", "should"),
        ("可配备5人", "must", "may"),
        ("力争配备5人", "must", "target"),
        ("原则上配备5人", "may", "should"),
    ],
)
def test_force(tmp_path: Path, phrase: str, wrong: str, right: str) -> None:
    assert ".force: the words say" in problems(tmp_path, phrase, "5", force=wrong)
    assert problems(tmp_path, phrase, "5", force=right) == ""


@pytest.mark.parametrize(
    ("phrase", "wrong", "right", "rule"),
    [
        ("运转经费每年5万元", "month", "year", "50000"),
        ("补贴每人每月900元", "year", "month", "900"),
        ("补贴每人每月900元", "month", "year", "{multiply: [12, 900]}"),
    ],
)
def test_period(tmp_path: Path, phrase: str, wrong: str, right: str, rule: str) -> None:
    said = problems(tmp_path, phrase, rule, unit="yuan", period=wrong)
    assert ".period: the words say" in said
    assert problems(tmp_path, phrase, rule, unit="yuan", period=right) == ""


def test_the_amount_beside_another_option(tmp_path: Path) -> None:
    phrase = "市驻地社区18人，镇驻地社区9人"
    rule = "{{case: {{of: seat-of, is: {{city: {}, town: {}}}}}}}"
    assert "the words say city, the rule town" in problems(tmp_path, phrase, rule.format(9, 18))
    assert problems(tmp_path, phrase, rule.format(18, 9)) == ""


def test_the_degree_of_another_name(tmp_path: Path) -> None:
    rule = "{floor: {rank: {of: education, option: bachelor}}}"
    said = problems(tmp_path, "具有大专及以上学历", rule, unit="level", force="should")
    assert "the words say college, the rule bachelor" in said


def test_the_earlier_of_two_amounts(tmp_path: Path) -> None:
    phrase = "由每个社区每年1万元提高为2万元"
    versions = "versions: [{{until: 2021-12-31, rule: {}}}, {{from: 2022-01-01, rule: {}}}]"
    money = {"unit": "yuan", "period": "year"}
    said = problems(tmp_path, phrase, versions.format(20000, 10000), **money)
    assert said.count("what was before") == 2
    assert problems(tmp_path, phrase, versions.format(10000, 20000), **money) == ""


def test_a_reason_that_is_given_is_enough(tmp_path: Path) -> None:
    reason = "{bound: {zh: 另有口径, en: counted otherwise}}"
    assert problems(tmp_path, "每社区不低于5人", "5", **{"read-as": reason}) == ""
    said = problems(tmp_path, "每社区不低于5人", "5", **{"read-as": reason, "force": "may"})
    assert said == ""  # 不低于 bounds, and says nothing of force by itself


@pytest.mark.parametrize(
    ("text", "number", "bounds"),
    [
        ("不低于新录用公务员工资的1.2倍", "1.2倍", {"floor"}),
        ("超过5000户的7人", "7人", set()),
        ("不少于3人,另配2人", "2人", set()),
        ("3(含)以上", "3", {"floor"}),
        ("3人以上(不含3人)", "3人", {"above"}),
        ("约9人", "9人", {"about"}),
        ("节约9人", "9人", set()),
        ("160余项", "160余项", {"above"}),
        ("减少至44项", "44项", {"cap"}),
    ],
)
def test_the_words_beside_a_number(text: str, number: str, bounds: set[str]) -> None:
    start = text.index(number)
    assert bounds_at(text, start, start + len(number)) == bounds


def test_words_that_only_look_like_force_or_period() -> None:
    assert forces_in("可持续的应急响应") == frozenset()
    assert forces_in("一般工作人员") == frozenset()
    assert periods_in("2020年9月") == frozenset()


@pytest.mark.parametrize("phrase", ["14项", "不低于60%", "1.2倍标准", "35周岁以下", "2184/月"])
def test_phrases_that_say_only_a_number(phrase: str) -> None:
    assert thin(phrase)


@pytest.mark.parametrize("phrase", ["依法履职事项14项", "3块牌子", "每月900元", "四个等次"])
def test_phrases_that_say_what_they_count(phrase: str) -> None:
    assert not thin(phrase)
