"""The command line's contract: exit codes, messages, streams, and what a terminal shows."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands import shequ

EXPECTED = Path(__file__).parents[1] / "expected" / "cli"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("staffing --households -5 --city changchun", ["households", "'-5'", "1 to 1,000,000"]),
        ("staffing --households 0 --city changchun", ["households", "'0'"]),
        ("staffing --households 4200.5 --city changchun", ["a whole number"]),
        ("staffing --households 9999999999 --city changchun", ["1,000,000"]),
        ("staffing --households many --city changchun", ["'many'", "for example 4200"]),
        ("staffing --households 1e3 --city changchun", ["'1e3'"]),
        ("staffing --households 4,20 --city changchun", ["'4,20'"]),
        ("budget --city atlantis", ["atlantis"]),
        ("budget --city kunmin", ["Kunming", "530100"]),
        ("budget --city suzhou", ["320500", "341300"]),
        ("budget --county 朝阳", ["110105", "220104"]),
        ("budget --city kunming --on 2024-02-30", ["2024-02-30", "2024-06-30"]),
        ("budget --city kunming --on yesterday", ["yesterday"]),
        ("budget --city kunming --seat capital", ["capital", "province", "none"]),
        ("budget --city kunming --communities 0", ["--communities", "1,000,000"]),
        ("budget --city kunming --only yunnan/operating-fund", ["yunnan/operating-funds"]),
        ("budget --city kunming --set househols=5", ["househols", "households"]),
        ("budget --city kunming --set households", ["ID=VALUE"]),
        ("budget --city kunming -f yaml", ["yaml", "json"]),
        ("budget --city kunming --columns provisions", ["provisions", "provision"]),
        ("budget --city kunming --value middle", ["middle", "low, high"]),
        ("budget --city kunming --value low", ["--only", "yunnan/total"]),
        ("budget --city kunming -o budget.doc", [".docx", ".xlsx"]),
        ("salary --city nanchang --grade 19", ["grade", "'19'", "18"]),
        ("salary --city nanchang --post mayor", ["mayor", "chief"]),
        ("salary --city changchun --average-wage lots", ["lots", "6500/month"]),
        ("explain jilin/post", ["jilin/posts"]),
        ("explain benefits", ["jilin/benefits", "nanchang/benefits"]),
        ("policy show jilim", ["jilim", "jilin"]),
        ("place kunmin", ["530100"]),
        ("staffing --hosueholds 5", ["--hosueholds", "--households"]),
        ("stafing", ["stafing", "staffing"]),
        ("budget --city kunming --lang fr", ["fr", "zh, en"]),
    ],
)  # fmt: skip
def test_bad_input_exits_2_with_one_message(line, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = shequ(*line.split())
    assert result.code == 2, (result.out, result.err)
    assert result.out == ""
    for word in words:
        assert word in result.err
    assert "Traceback" not in result.err
    assert result.err.startswith("shequ: ")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("staffing --households -5 --city changchun", ["户数", "“-5”", "1 至 1,000,000 的整数"]),
        ("budget --city kunmin", ["kunmin", "昆明"]),
        ("budget --city kunming --on 2024-02-30", ["2024-02-30", "日期"]),
        ("salary --city nanchang --grade 19", ["级别", "18"]),
        ("salary --city nanchang --post 市长", ["市长", "chief"]),
        ("budget --city harbin", ["没有适用的政策"]),
    ],
)
def test_messages_in_chinese(line, words):
    result = shequ(*line.split(), "--lang", "zh")
    assert result.code in (2, 3)
    for word in words:
        assert word in result.err


def test_a_place_that_no_policy_covers_exits_3():
    result = shequ("budget", "--city", "harbin")
    assert (result.code, result.out) == (3, "")
    assert "Harbin" in result.err
    assert "yunnan" in result.err


def test_a_province_points_at_its_city_that_has_a_policy():
    result = shequ("budget", "--province", "jiangxi")
    assert result.code == 3
    assert "Nanchang (nanchang)" in result.err


def test_no_number_to_print_exits_3():
    result = shequ("budget", "--city", "kunming", "--only", "yunnan/total", "--value", "high")
    assert (result.code, result.out) == (3, "")
    assert "yunnan/total" in result.err


def test_nothing_decided_exits_3_and_says_what_is_missing():
    result = shequ("staffing", "--city", "nanchang", "--only", "nanchang/workers")
    assert result.code == 3
    assert "households" in result.out


def test_a_pipe_gets_csv_with_english_keys_and_plain_lines():
    result = shequ("budget", "--city", "kunming")
    assert "\r" not in result.out
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert rows[0]["provision"] == "yunnan/operating-funds"
    assert rows[0]["low"] == "50000"
    assert rows[-1]["payers"] == "province=48000..53000; unstated=254000.."


def test_columns_choose_and_order():
    result = shequ("budget", "--city", "kunming", "--columns", "low,provision", "--only", "total")
    assert result.out == "low,provision\n303000,yunnan/total\n"


def test_a_csv_file_opens_in_excel(tmp_path):
    path = tmp_path / "预算.csv"
    assert shequ("budget", "--city", "kunming", "-o", str(path), "--lang", "zh").code == 0
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert "条款" in content.decode("utf-8-sig").splitlines()[0]


def test_an_unwritable_output_leaves_nothing_and_says_so(tmp_path):
    result = shequ("budget", "--city", "kunming", "-o", str(tmp_path / "no" / "such.csv"))
    assert result.code == 2
    assert "such.csv" in result.err
    assert list(tmp_path.iterdir()) == []


def test_version():
    from shequ_calc import __version__

    assert shequ("--version").out == f"shequ {__version__}\n"


SCREENS = {
    "staffing-zh-100": (
        "staffing --households 4200 --city changchun --lang zh -f table --on 2026-01-01", 100),
    "staffing-en-60": ("staffing --households 550 --city changchun -f table --on 2026-01-01", 60),
    "budget-en-80": ("budget --county dongchuan -f table --cite --on 2026-01-01", 80),
    "budget-zh-80": ("budget --city chongqing -f table --lang zh --on 2017-06-30", 80),
    "salary-zh-100": (
        "salary --city nanchang --post 主任 --grade 9 --lang zh -f table --on 2026-01-01", 100),
    "salary-en-80": ("salary --city changchun -f table --on 2026-01-01", 80),
    "explain-posts-zh": ("explain jilin/posts --households 4200 --lang zh --on 2026-01-01", 80),
    "explain-grids-en": ("explain jilin/grids --households 550 --on 2026-01-01", 80),
    "explain-pay-zh": (
        "explain nanchang/grade-pay --post 正职 --grade 9 --lang zh --on 2026-01-01", 80),
    "compare-zh": (
        "compare --households 4200 --city 长春 --city 南昌 --question staffing -f table --lang zh "
        "--on 2026-01-01", 80),
    "policy-show-linyi-zh": ("policy show linyi --lang zh --on 2026-01-01", 80),
    "policy-list-en": ("policy list", 80),
    "place-dali-zh": ("place 大理 --lang zh", 80),
    "error-suzhou-zh": ("budget --city suzhou --lang zh", 80),
    "error-place-en": ("budget --city kunmin", 80),
    "error-households-zh": ("staffing --households 3.5 --city changchun --lang zh", 80),
}  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
def test_what_is_shown(name):
    """Kept as files; SHEQU_RENEW=1 writes them anew, to be read before they are committed."""
    line, columns = SCREENS[name]
    result = shequ(*line.split(), columns=columns)
    shown = f"$ shequ {line}\n{result.out}{result.err}[exit {result.code}]\n"
    path = EXPECTED / f"{name}.txt"
    if os.environ.get("SHEQU_RENEW") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def _process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "shequ_calc", *arguments],
        capture_output=True,
        check=False,
        **options,
    )  # type: ignore[call-overload, no-any-return]


def test_a_closed_pipe_ends_quietly():
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [sys.executable, "-m", "shequ_calc", "staffing", "--households", "4200"],
        stdout=writer, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writer)
    assert process.stderr == b""


def test_a_pipe_is_utf8_whatever_the_locale():
    env = {**os.environ, "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = _process("place", "大理", "--lang", "zh", env=env)
    assert "大理白族自治州".encode() in done.stdout


def test_help_speaks_the_language_asked_for():
    env = {**os.environ, "LC_ALL": "zh_CN.UTF-8"}
    assert "社区".encode() in _process("--help", env=env).stdout
    assert "户数".encode() in _process("staffing", "--help", "--lang", "zh").stdout
    assert b"How many people" in _process("staffing", "--help", env={**env, "LC_ALL": "C"}).stdout


def test_a_bug_is_one_line_and_exit_70(monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the sky fell")

    monkeypatch.setattr("shequ_calc.questions.ask", broken)
    result = shequ("budget", "--city", "kunming")
    assert result.code == 70
    assert result.err.count("\n") == 1
    assert "the sky fell" in result.err
    shown = shequ("budget", "--city", "kunming", SHEQU_DEBUG="1")
    assert "Traceback" in shown.err
