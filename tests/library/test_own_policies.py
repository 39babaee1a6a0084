"""The user's own policies: added, extending a shipped one or replacing it, in every command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands import shequ

# A made-up place's policy, with an input of its own.
OWN = """\
place: "321200"
label: {zh: 虚构的规定, en: made-up rules}
documents:
  notice: {title: 虚构的通知, issuer: 测试, kind: norm, issued: 2020-01-01, in-force: 2020-01-01}
inputs:
  lifts:
    label: {zh: 电梯数, en: lifts}
    unit: item
    greatest: 500
    headers: [电梯, lifts]
provisions:
  workers:
    label: {zh: 工作者, en: workers}
    questions: [staffing, check]
    force: must
    unit: person
    scope: community
    cite: [{document: notice, clause: 一, phrase: 每400户1名}]
    rule: {steps: {of: households, every: 400, add: 1}}
    actual: posts
  lift-funds:
    label: {zh: 电梯经费, en: lift funds}
    questions: [budget]
    force: must
    unit: yuan
    scope: community
    period: year
    cite: [{document: notice, clause: 二, phrase: 每部800元}]
    rule: {rate: {of: lifts, each: 800}}
  pay:
    label: {zh: 工资, en: pay}
    questions: [salary]
    force: must
    unit: yuan
    scope: person
    period: month
    cite: [{document: notice, clause: 三, phrase: 每月4000元}]
    rule: 4000
cases:
  - ask: budget
    given: {lifts: 12}
    expect:
      lift-funds: {low: 9600, high: 9600}
    because: 12×800=9600
"""
# Nanchang with one provision of its own and one other replaced.
MORE = """\
place: "360100"
label: {zh: 南昌市城市社区（本区）, en: "Nanchang: urban communities, ours"}
extends: nanchang
documents:
  ours: {title: 本区的办法, issuer: 测试, kind: norm, issued: 2021-01-01, in-force: 2021-01-01}
provisions:
  workers:
    label: {zh: 社区工作者, en: community workers}
    questions: [staffing, check]
    force: must
    unit: person
    scope: community
    cite: [{document: ours, clause: 一, phrase: 每250户配1名}]
    rule: {steps: {of: households, every: 250, add: 1}}
    actual: posts
  night-watch:
    label: {zh: 夜间巡防, en: night watch}
    questions: [staffing]
    force: should
    unit: person
    scope: community
    cite: [{document: ours, clause: 二, phrase: 不少于2人}]
    rule: {floor: 2}
"""
BROKEN = OWN.replace("force: must", "force: shall", 1)


@pytest.fixture
def folder(tmp_path):
    """A folder with the files given, by name."""

    def make(**texts: str) -> str:
        place = tmp_path / "own"
        place.mkdir(exist_ok=True)
        for name, text in texts.items():
            (place / f"{name}.yaml").write_text(text, encoding="utf-8")
        return str(place)

    return make


def findings(*arguments: str, **environ: str) -> dict[str, dict[str, Any]]:
    result = shequ(*arguments, "-f", "json", **environ)
    assert result.code == 0, result.err
    return {finding["provision"]: finding for finding in json.loads(result.out)}


def test_every_question_knows_them(folder):
    own = folder(taizhou=OWN)
    place = ("--city", "泰州", "--policies", own)
    assert findings("staffing", "--households", "4200", *place)["taizhou/workers"]["low"] == 10
    assert findings("budget", "--set", "lifts=12", *place)["taizhou/total"]["low"] == 9600
    assert findings("salary", *place)["taizhou/pay"]["low"] == 4000


def test_the_environment_names_folders_too(folder, tmp_path):
    own = folder(taizhou=OWN)
    assert findings("salary", "--city", "泰州", SHEQU_POLICIES=own)["taizhou/pay"]["high"] == 4000
    other = tmp_path / "other"
    other.mkdir()
    (other / "taizhou.yaml").write_text(OWN.replace("rule: 4000", "rule: 4100"), encoding="utf-8")
    import os

    both = os.pathsep.join((own, str(other)))
    assert findings("salary", "--city", "泰州", SHEQU_POLICIES=both)["taizhou/pay"]["low"] == 4100
    # What the command line names comes last and so counts.
    said = findings("salary", "--city", "泰州", "--policies", own, SHEQU_POLICIES=str(other))
    assert said["taizhou/pay"]["low"] == 4000


def test_a_single_file_will_do(folder):
    path = Path(folder(taizhou=OWN)) / "taizhou.yaml"
    assert (
        findings("salary", "--city", "泰州", "--policies", str(path))["taizhou/pay"]["low"] == 4000
    )


def test_without_them_nothing_covers_the_place(folder):
    result = shequ("salary", "--city", "泰州")
    assert (result.code, result.out) == (3, "")


def test_explain_place_and_policy_know_them(folder):
    own = ("--policies", folder(taizhou=OWN))
    said = shequ("explain", "taizhou/lift-funds", "--set", "lifts=12", *own)
    assert said.code == 0
    assert "lifts = 12 items" in said.out
    assert "9,600 yuan" in said.out
    assert "policies  taizhou" in shequ("place", "泰州", "--city", "泰州", *own).out
    assert "\ntaizhou" in shequ("policy", "list", *own).out
    shown = json.loads(shequ("policy", "list", "-f", "json", *own).out)
    assert [one["provisions"] for one in shown if one["id"] == "taizhou"] == [3]
    assert "每部800元" in shequ("policy", "show", "taizhou", *own).out
    assert shequ("policy", "show", "taizhou").code == 2
    assert shequ("policy", "validate", *own).code == 0
    assert shequ("policy", "test", *own).code == 0
    assert shequ("policy", "diff", "taizhou", "taizhou", *own).out == "no difference\n"
    hint = shequ("policy", "new", "--place", "321200", *own)
    assert (hint.code, "extends: taizhou" in hint.err) == (0, True)


def test_their_worked_examples_are_run(folder):
    own = folder(
        taizhou=OWN.replace("because: 12×800=9600", "because: 算错").replace("9600", "9700")
    )
    result = shequ("policy", "test", "--policies", own)
    assert result.code == 1
    assert "lift-funds.low: expected 9700, got 9600" in result.out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("lift=12", ("lifts", "did you mean")),
        ("lifts=many", ("lifts", "from 0 to 500")),
        ("lifts=501", ("lifts", "from 0 to 500")),
    ],
)
def test_their_inputs_are_in_messages(folder, given, words):
    result = shequ("budget", "--city", "泰州", "--set", given, "--policies", folder(taizhou=OWN))
    assert (result.code, result.out) == (2, "")
    assert all(word in result.err for word in words)


def test_what_is_missing_is_named_as_it_can_be_given(folder):
    funds = findings(
        "budget", "--city", "泰州", "--policies", folder(taizhou=OWN), "--set", "lifts=0"
    )
    assert funds["taizhou/lift-funds"]["status"] == "computed"
    result = shequ("budget", "--city", "泰州", "--policies", folder(taizhou=OWN), "-f", "json")
    assert result.code == 3
    (funds,) = json.loads(result.out)
    assert (funds["status"], funds["needs"]) == ("needs-input", ["lifts"])
    assert any("--set lifts=" in note for note in funds["notes"])


def test_a_file_that_extends_a_policy_replaces_and_adds(folder):
    own = ("--policies", folder(more=MORE))
    shown = findings("staffing", "--households", "4300", "--city", "nanchang", *own)
    assert shown["nanchang/workers"]["low"] == 17  # 4300 / 250 = 17.2
    assert shown["nanchang/workers"]["document"] == "本区的办法"
    assert shown["nanchang/night-watch"]["low"] == 2
    assert shown["nanchang/reception-post"]["low"] == 1  # the shipped file's, untouched
    said = shequ("staffing", "--households", "4300", "--city", "nanchang", *own).err
    assert "replaces in nanchang: provisions.workers" in said
    assert "night-watch" not in said
    quiet = shequ("staffing", "--households", "4300", "--city", "nanchang", "--quiet", *own)
    assert quiet.err == ""


def test_the_same_id_replaces_the_file(folder):
    own = folder(nanchang=OWN.replace("321200", "360100"))
    result = shequ("salary", "--city", "nanchang", "--policies", own, "-f", "json")
    assert {one["provision"] for one in json.loads(result.out)} == {"nanchang/pay"}
    assert "replaces" in result.err
    assert "nanchang.yaml" in result.err


def test_two_policies_of_one_place_that_say_the_same_are_told_of(folder):
    """Both hold, so that what both say is counted twice: 2 x 12 x 800 yuan."""
    line = ("budget", "--city", "泰州", "--set", "lifts=12", "--policies")
    assert shequ(*line, folder(taizhou=OWN)).err == ""
    twice = folder(again=OWN)
    shown = findings(*line, twice)
    assert shown["again/total"]["low"] == 19200
    en, zh = shequ(*line, twice).err, shequ(*line, twice, "--lang", "zh").err
    assert len(en.splitlines()) == len(zh.splitlines()) == 1
    for words in ("again.yaml", "taizhou.yaml", "workers, lift-funds, pay", "extends: again"):
        assert words in en
        assert words in zh
    assert "both policies of Taizhou" in en
    assert "都是泰州市的政策" in zh
    assert shequ(*line, twice, "--quiet").err == ""


def test_policies_of_one_place_that_say_different_things_are_not(folder):
    other = OWN
    for key in ("workers", "lift-funds", "pay"):
        other = other.replace(f"  {key}:", f"  other-{key}:").replace(f"      {key}:", "")
    other = other.partition("cases:")[0]
    elsewhere = OWN.replace("321200", "320500")
    own = folder(taizhou=OWN, more=other, suzhou=elsewhere)
    result = shequ("policy", "list", "--policies", own)
    assert (result.code, result.err) == (0, "")


def test_what_is_extended_is_not_doubled(folder):
    result = shequ("staffing", "--households", "900", "--city", "nanchang", "--policies",
                   folder(more=MORE))  # fmt: skip
    assert "both policies" not in result.err


def test_what_a_later_file_replaces_is_checked_with_it(folder):
    """A file that extends may use what the policy it extends declares."""
    text = MORE.replace("document: ours, clause: 一", "document: reply, clause: 一")
    own = folder(more=text)
    assert shequ("policy", "validate", "--policies", own).code == 0
    shown = findings("staffing", "--households", "500", "--city", "nanchang", "--policies", own)
    assert shown["nanchang/workers"]["low"] == 2


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("salary", "--city", "泰州"), ""),
        (("explain", "taizhou/pay"), ""),
        (("place", "泰州"), ""),
        (("policy", "show", "taizhou"), ""),
        (("budget", "--city", "kunming"), "taizhou.yaml"),
        (("policy", "list"), "taizhou.yaml"),
        (("policy", "test"), "taizhou.yaml"),
    ],
    ids=lambda given: " ".join(given[:2]) if isinstance(given, tuple) else given,
)
def test_a_broken_file_gives_its_problems_and_2(folder, arguments, file):
    """Where the question is about its place, or the file was named itself."""
    own = str(Path(folder(taizhou=BROKEN)) / file)
    result = shequ(*arguments, "--policies", own)
    assert (result.code, result.out) == (2, "")
    assert "taizhou.yaml:15:12: provisions.workers.force" in result.err
    assert "must, should, may, target, fact" in result.err
    assert "force: shall" in result.err
    zh = shequ(*arguments, "--policies", own, "--lang", "zh")
    assert (zh.code, "不认识" in zh.err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("staffing", "--households", "4200", "--city", "changchun"),
        ("staffing", "--households", "4200"),
        ("policy", "list"),
        ("policy", "show", "jilin"),
        ("policy", "test", "linyi"),
        ("policy", "new", "--place", "苏州", "--province", "江苏"),
    ],
    ids=lambda arguments: " ".join(arguments[:4]),
)
def test_a_broken_file_of_a_folder_stops_no_other_place(folder, arguments):
    own = folder(taizhou=BROKEN)
    result = shequ(*arguments, "--policies", own)
    assert result.out == shequ(*arguments).out
    (line,) = [one for one in result.err.splitlines() if "taizhou.yaml" in one]
    assert "taizhou.yaml:15 is not valid, and no policy for 321200 is read from it" in line
    zh = shequ(*arguments, "--policies", own, "--lang", "zh")
    assert "taizhou.yaml:15 有错，321200 的政策未读入" in zh.err


def test_a_broken_file_stops_the_test_of_all(folder):
    assert shequ("policy", "test", "--policies", folder(taizhou=BROKEN)).code == 1


def test_a_file_that_says_no_place_is_named_and_stops_nobody(folder):
    own = folder(taizhou=BROKEN.replace("place:", "palce:", 1))
    result = shequ("staffing", "--households", "4200", "--city", "changchun", "--policies", own)
    assert result.code == 0
    assert "taizhou.yaml:1 is not valid, and no policy for a place it does not tell" in result.err


def test_what_extends_a_broken_file_is_of_its_place(folder):
    own = folder(taizhou=BROKEN, usual="extends: taizhou\n")
    result = shequ("staffing", "--households", "4200", "--city", "changchun", "--policies", own)
    assert result.code == 0
    assert "taizhou.yaml:15 is not valid, and no policy for 321200" in result.err
    assert "usual.yaml" in result.err
    told = shequ("policy", "validate", "--policies", own)
    assert told.code == 1
    assert "usual.yaml:1:10: extends: the policy 'taizhou' that it extends is not valid" in told.out


def test_a_broken_file_is_what_validate_finds(folder):
    result = shequ("policy", "validate", "--policies", folder(taizhou=BROKEN))
    assert result.code == 1
    assert "provisions.workers.force" in result.out


@pytest.mark.parametrize("kind", ["missing", "empty"])
def test_a_folder_without_policies(tmp_path, kind):
    place = tmp_path / kind
    if kind == "empty":
        place.mkdir()
    result = shequ("budget", "--city", "kunming", "--policies", str(place))
    assert (result.code, result.out) == (2, "")
    assert kind in result.err


def test_extending_what_is_not_there(folder):
    own = folder(more=MORE.replace("extends: nanchang", "extends: nanchan"))
    result = shequ("staffing", "--households", "9", "--city", "nanchang", "--policies", own)
    assert result.code == 2
    assert "nanchan" in result.err
    assert "nanchang" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "nanchang/workers", "--households", "500"),
        ("place", "南昌县"),
        ("policy", "list"),
        ("policy", "show", "nanchang"),
        ("policy", "test"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_what_is_replaced_is_said_in_every_command(folder, arguments):
    own = folder(more=MORE)
    result = shequ(*arguments, "--policies", own)
    assert result.code == 0, result.out
    assert "more.yaml replaces in nanchang: provisions.workers" in result.err
    assert "more.yaml 替换了 nanchang" in shequ(*arguments, "--policies", own, "--lang", "zh").err


def test_the_list_tells_all_that_a_policy_answers(folder):
    """Nanchang answers what a community's money is by views of its provisions on pay."""
    shown = json.loads(shequ("policy", "list", "-f", "json").out)
    (nanchang,) = [one for one in shown if one["id"] == "nanchang"]
    assert nanchang["questions"] == ["staffing", "budget", "salary", "check"]


def test_their_inputs_are_columns_of_a_table(folder, tmp_path):
    table = tmp_path / "communities.csv"
    table.write_text("社区,电梯\n甲,12\n乙,501\n", encoding="utf-8")
    own = folder(taizhou=OWN)
    result = shequ(
        "budget", str(table), "--city", "泰州", "--policies", own, "--only", "taizhou/lift-funds",
        "-f", "json",
    )  # fmt: skip
    first, second = json.loads(result.out)
    assert (first["low"], first["status"]) == (9600, "computed")
    assert second["status"] == "error"
    assert "from 0 to 500" in str(second["notes"])
