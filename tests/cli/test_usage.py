"""Wrong use of the command line, in both languages: what was given, accepted, and the nearest."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import shequ
from shequ_calc.render.wrap import cells

SOURCE = Path(__file__).parents[2] / "src"
RIVERSIDE = Path(__file__).parents[1] / "proof" / "policies" / "riverside.yaml"


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("explain a/b c/d", "多出来的参数：c/d", "more was given than is accepted: c/d"),
        ("place kun ming", "带空格的值要加引号", "a value with spaces needs quotes"),
        ("policy shwo", "没有命令 shwo；是否指 show？", "did you mean show? accepted: list"),
        ("", "缺少命令；可用：staffing", "a command is missing; accepted: staffing"),
        # The next option taken for the value of this one
        ("explain jilin/posts --households --on 2024-01-01", "--households 后面没有值",
         "the option --households has no value after it"),
        ("explain jilin/posts --set --on 2024-01-01", "选项 --set 后面没有值",
         "the option --set has no value after it"),
    ],
)  # fmt: skip
def test_what_the_parser_does_not_understand(line: str, zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = shequ(*line.split(), LC_ALL={"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[lang])
        assert (result.code, result.out) == (2, "")
        assert words in result.err


def test_a_group_without_a_command_shows_its_help() -> None:
    result = shequ("policy")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Usage: shequ policy")
    assert result.err.rstrip().splitlines()[-1].lstrip().startswith("diff ")


def test_a_group_takes_the_language_before_its_command() -> None:
    result = shequ("policy", "--lang", "zh", "list")
    assert (result.code, "重庆市城市社区" in result.out) == (0, True)
    assert shequ("policy", "--lang", "fr", "list").code == 2


@pytest.mark.parametrize(
    "line",
    [
        "explain jilin/posts", "place kunming", "policy list", "policy show jilin",
        "policy verify", "policy diff jilin linyi",
    ],
)  # fmt: skip
@pytest.mark.parametrize("format_", ["csv", "xlsx", "JSON"])
def test_commands_that_print_text_know_json_beside_it(line: str, format_: str) -> None:
    zh = shequ(*line.split(), "-f", format_, "--lang", "zh")
    en = shequ(*line.split(), "-f", format_)
    assert (zh.code, en.code) == (2, 2)
    assert f"-f 不能是“{format_}”；这里可用：json" in zh.err
    assert f"-f cannot be '{format_}'; accepted here: json" in en.err


@pytest.mark.parametrize("line", ["explain", "place", "policy list", "policy diff"])
def test_their_help_offers_no_other_format(line: str) -> None:
    said = shequ(*line.split(), "--help").out
    (option,) = [one for one in said.splitlines() if "--format" in one]
    assert "json" in option
    assert "jsonl" not in option + said


def test_reasons_of_the_system_are_in_the_language_asked_for(tmp_path: Path) -> None:
    absent = tmp_path / "none.yaml"
    said = shequ("policy", "validate", str(absent), "--lang", "zh")
    assert (said.code, said.err) == (2, f"shequ: 无法读写 {absent}：没有这个文件或文件夹\n")
    said = shequ("policy", "validate", str(absent))
    assert said.err == f"shequ: cannot read or write {absent}: {os.strerror(2)}\n"
    said = shequ("policy", "schema", "-o", str(tmp_path), "--lang", "zh")
    assert "是文件夹，不是文件" in said.err


# Policies by file, folder and name


def test_a_folder_stands_for_its_files(tmp_path: Path) -> None:
    text = RIVERSIDE.read_text(encoding="utf-8")
    for name, code in (("a.yaml", "320900"), ("b.yml", "321200")):
        there = text.replace("321200", code)
        (tmp_path / name).write_text(there, encoding="utf-8")
    result = shequ("policy", "validate", str(tmp_path))
    assert (result.code, result.err) == (0, "2 files, 0 problems\n")
    result = shequ("policy", "validate", str(tmp_path / "a.yaml"))
    assert result.err == "1 file, 0 problems\n"
    found = shequ(
        "policy", "verify", str(tmp_path), "--sources", str(RIVERSIDE.parents[1] / "texts"),
        "-f", "json",
    )  # fmt: skip
    assert [one["policy"] for one in json.loads(found.out)["policies"]] == ["a", "b"]
    (tmp_path / "empty").mkdir()
    for lang, words in (("zh", "文件夹里没有 *.yaml 文件"), ("en", "no *.yaml file in")):
        result = shequ("policy", "validate", str(tmp_path / "empty"), "--lang", lang)
        assert (result.code, words in result.err) == (2, True)


def test_the_examples_of_one_policy() -> None:
    every = shequ("policy", "test").out
    only = shequ("policy", "test", "linyi").out
    both = shequ("policy", "test", "linyi", "nanchang", "--lang", "zh").out
    assert 0 < int(only.split()[0]) < int(every.split()[0])
    assert int(both.partition("个通过")[0]) > int(only.split()[0])
    assert both.endswith("个通过，0个不符\n")
    wrong = shequ("policy", "test", "linyii")
    assert (wrong.code, "did you mean linyi?" in wrong.err) == (2, True)


def test_a_failing_example_in_chinese(tmp_path: Path) -> None:
    own = tmp_path / "more.yaml"
    own.write_text(
        """\
place: "371300"
label: {zh: 补充, en: more}
extends: linyi
cases:
  - ask: check
    given: {street-tasks: 3}
    expect:
      street-tasks: {verdict: met}
      grid-staff: {actual: 3}
    because: 试算
provisions:
  lamps:
    label: {zh: 路灯, en: lamps}
    questions: [staffing]
    force: must
    unit: item
    scope: community
    cite: [{document: letter, clause: 一, phrase: 每年至少3盏}]
    rule: {floor: 3}
documents:
  letter: {title: 甲, issuer: 乙, kind: norm, issued: 2022-01-01, in-force: 2022-01-01}
""",
        encoding="utf-8",
    )
    said = shequ("policy", "test", "linyi", "--policies", str(own), "--lang", "zh")
    assert said.code == 1, said.err
    assert "个算例：check street-tasks=3" in said.out
    assert "  依据：试算" in said.out
    assert "  street-tasks.verdict：应为 met，得到 over" in said.out
    assert "  grid-staff.actual：应为 3，得到 none（缺 posts, workers-in-grids）" in said.out


def test_a_file_in_place_of_a_policy(tmp_path: Path) -> None:
    own = tmp_path / "gusu.yaml"
    own.write_text(RIVERSIDE.read_text(encoding="utf-8"), encoding="utf-8")
    said = shequ("policy", "show", str(own))
    assert said.code == 2
    assert f"a file is given as gusu --policies {own}" in said.err
    assert shequ("policy", "show", "gusu", "--policies", str(own)).code == 0
    # A file that is not there is no folder either.
    said = shequ("policy", "diff", "jilin", "jilinn.yaml", "--lang", "zh")
    assert (said.code, "没有政策或文件 jilinn.yaml；是否指 jilin？" in said.err) == (2, True)


# Help in Chinese

_ENGLISH = ("Usage", "Options", "Arguments", "Commands", "OPTIONS", "COMMAND ", "ARGS", "Show ",
            "default:", "required", "Install")  # fmt: skip


def alone(*arguments: str) -> str:
    """What a process of its own prints in Chinese: options are worded when they are made."""
    environ = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "COLUMNS": "80", "PYTHONPATH": str(SOURCE)}
    run = subprocess.run(
        [sys.executable, "-m", "shequ_calc", *arguments], env=environ, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    return run.stdout or run.stderr


@pytest.mark.parametrize(
    "line",
    [
        "--help", "staffing --help", "check -h", "explain --help", "policy --help",
        "policy new --help", "policy verify --help", "template --help", "place --help", "policy",
    ],
)  # fmt: skip
def test_help_in_chinese_has_no_words_of_the_parser(line: str) -> None:
    text = alone(*line.split())
    assert text.startswith("用法：shequ ")
    assert [word for word in _ENGLISH if word in text] == []
    assert "\n选项：\n" in text
    assert "  -h, --help " in text
    assert "显示这段说明" in text


def test_help_in_chinese_keeps_its_columns_and_its_width() -> None:
    lines = alone("check", "--help").splitlines()
    at = lines.index("选项：") + 1
    starts = {
        cells(found[1]) for line in lines[at:] if (found := re.match(r"(  -\S.*?  +)\S", line))
    }
    assert len(starts) == 1
    assert max(map(cells, lines)) <= 80
    assert any(line.endswith("[默认：must]") for line in lines)


def test_help_is_in_english_again_afterwards() -> None:
    before = shequ("policy", "--help").out
    assert shequ("policy", "--help", "--lang", "zh").out.startswith("用法：")
    assert shequ("policy", "--help").out == before
    assert before.startswith("Usage: shequ policy [OPTIONS] COMMAND [ARGS]...")
