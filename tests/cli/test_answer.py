"""Options that contradict each other, and one bare number: nothing is answered on a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import shequ


def both(line: str, code: int) -> tuple[str, str]:
    """What a command line that prints nothing says on stderr, in Chinese and in English."""
    zh, en = shequ(*line.split(), "--lang", "zh"), shequ(*line.split(), "--lang", "en")
    assert (zh.code, zh.out) == (en.code, en.out) == (code, "")
    return zh.err, en.err


@pytest.mark.parametrize("day", ["17-6-30", "0017-06-30", "1948-12-31", "17/6/30", "49年1月1日"])
def test_a_year_is_written_in_four_digits(day: str) -> None:
    zh, en = both(f"budget --city kunming --on {day}", 2)
    assert f"“{day}”" in zh
    assert "年份四位，1949年以后），例如 2024-06-30" in zh
    assert repr(day) in en
    assert "from 1949 on, the year in four digits, such as 2024-06-30" in en


def test_the_first_day_there_is() -> None:
    # Nothing is in force that early, which is said of each provision: the day was understood.
    result = shequ("budget", "--city", "kunming", "--on", "1949-01-01", "--lang", "en")
    assert "not in force on 1949-01-01" in result.out
    assert result.err == ""


@pytest.mark.parametrize(
    ("given", "first", "second"),
    [
        ("--set households=1 --set households=2", "--set households=1", "--set households=2"),
        ("--households 4200 --set households=900", "--households 4200", "--set households=900"),
        ("--set households=900 --households 4200", "--households 4200", "--set households=900"),
        ("--set households=5 --set ｈouseholds＝5", "--set households=5", "--set households=5"),
    ],
)
@pytest.mark.parametrize("command", ["staffing --city changchun", "explain jilin/posts"])
def test_an_input_given_twice_is_refused(command: str, given: str, first: str, second: str) -> None:
    zh, en = both(f"{command} {given}", 2)
    assert f"households 给了两次：{first} 和 {second}；请只留一个" in zh
    assert f"households is given twice: {first} and {second}; keep one" in en


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("x.json", "csv"),
        ("x.csv", "json"),
        ("x.XLSX", "csv"),
        ("x.md", "table"),
        ("x.json", "jsonl"),
    ],
)
def test_a_format_and_a_suffix_must_agree(tmp_path: Path, name: str, format_: str) -> None:
    path = tmp_path / name
    zh, en = both(f"budget --city kunming -f {format_} -o {path}", 2)
    assert f"-f {format_} 与 -o {path} 不一致" in zh
    assert f"-f {format_} and -o {path} disagree" in en
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_the_suffix_s_is_no_contradiction(tmp_path: Path) -> None:
    path = tmp_path / "x.JSON"
    assert shequ("budget", "--city", "kunming", "-f", "json", "-o", str(path)).code == 0
    assert path.read_text(encoding="utf-8").startswith("[")


def test_of_a_table_too(tmp_path: Path) -> None:
    ledger = tmp_path / "in.csv"
    ledger.write_text("city,households\nchangchun,900\n", encoding="utf-8")
    path = tmp_path / "out.json"
    assert "disagree" in both(f"staffing {ledger} -f csv -o {path}", 2)[1]
    assert not path.exists()


# One bare number


def test_an_end_that_is_missing_says_what_is_needed() -> None:
    zh, en = both("staffing --city nanchang --only nanchang/workers --value high", 3)
    assert en == (
        "shequ: nanchang/workers: no number at the high end (needs --households (households))\n"
    )
    assert zh == "shequ: nanchang/workers: 没有high一端的数（需要 --households（户数））\n"


def test_what_is_needed_comes_before_every_other_note() -> None:
    zh, en = both("salary --city changchun --only jilin/average-pay --value low", 3)
    assert "(needs --average-wage (" in en
    assert "（需要 --average-wage（" in zh


def test_an_open_end_of_what_is_computed_needs_no_reason() -> None:
    _, en = both("budget --city kunming --only yunnan/operating-funds --value high", 3)
    assert en == "shequ: yunnan/operating-funds: no number at the high end\n"


def test_the_line_of_a_provision_goes_before_its_views() -> None:
    zh, en = both("salary --city nanchang --only nanchang/grades --value low", 3)
    assert "nanchang/grades: no number at the low end" in en
    assert "nanchang/grades: 没有low一端的数" in zh


def test_several_provisions_are_listed_to_choose_from() -> None:
    _, en = both("budget --city kunming --value low", 2)
    assert "not 7; choose with --only: yunnan/operating-funds, yunnan/service-funds, " in en
    _, en = both("salary --city nanchang --only grades --only chief-pay-floor --value low", 2)
    assert "nanchang/grades@steps, nanchang/chief-pay-floor" in en


@pytest.mark.parametrize(
    ("only", "number"),
    [
        ("director-pay", "35532"),  # 29,610 × 1.2: the provision's own line goes before its views
        ("director-pay@year", "35532"),
        ("director-pay@monthly", "2961"),  # by the view's own name
        ("chongqing/director-pay@month", "2961"),  # 35,532 ÷ 12, by its period
    ],
)
def test_every_view_can_be_reached(only: str, number: str) -> None:
    words = "salary --city chongqing --post director --disposable-income 29610 --value low --only"
    assert shequ(*words.split(), only).out == f"{number}\n"


def test_a_view_that_there_is_not() -> None:
    zh, en = both("salary --city chongqing --only director-pay@mont --value low", 2)
    assert "no view is called 'mont'; there is: monthly, community, worker" in en
    assert "没有口径 mont；有：monthly、community、worker" in zh


# Languages


@pytest.mark.parametrize(
    ("lang", "near"),
    [
        ("fr", ""),
        ("zh-CN", "zh"),
        ("中文", "zh"),
        ("Chinese", "zh"),
        ("english", "en"),
        ("ZH", "zh"),
    ],
)
@pytest.mark.parametrize("command", ["budget --city kunming", "policy list", "place kunming"])
def test_a_language_that_is_not_spoken(command: str, lang: str, near: str) -> None:
    en = shequ(*command.split(), "--lang", lang)
    zh = shequ(*command.split(), "--lang", lang, LC_ALL="zh_CN.UTF-8")
    assert (en.code, en.out) == (zh.code, zh.out) == (2, "")
    hint = f"; did you mean {near}?" if near else ""
    assert en.err == f"shequ: --lang cannot be {lang!r}; accepted: zh, en{hint}\n"
    hint = f"；是否指 {near}？" if near else ""
    assert zh.err == f"shequ: --lang 不能是“{lang}”；可用：zh, en{hint}\n"


def test_before_a_command_too() -> None:
    result = shequ("--lang", "fr", "place", "kunming")
    assert (result.code, result.out) == (2, "")
    assert result.err == "shequ: --lang cannot be 'fr'; accepted: zh, en\n"
