"""Findings as text for a message or a memo: what a clerk pastes says all that the record says."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import shequ

KUNMING = ("budget", "--city", "kunming")


def pasted(*line: str) -> list[str]:
    found = shequ(*line, "-f", "text", "--lang", "zh")
    assert found.code in (0, 1), found.err
    return found.out.splitlines()


def test_a_figure_says_its_force_who_bears_it_and_where_it_stands() -> None:
    lines = pasted(*KUNMING, "--only", "yunnan/operating-funds")
    assert lines[0] == "昆明市（530100）  政策：yunnan"
    assert lines[1].startswith("社区运转经费：≥ 50,000元/年（必须，原文）[1]")
    assert lines[2] == "  承担：未注明"
    assert lines[3].startswith("  依据：《对云南省第十三届人大五次会议第0407号建议的答复》")
    assert lines[3].endswith("一(四)一是“社区运转经费每年不低于5万元”")
    assert "云民发〔2022〕112号" in lines[3]


def test_what_is_read_in_two_ways_is_said_in_both() -> None:
    lines = pasted(*KUNMING, "--only", "yunnan/training-funds")
    assert lines[1].startswith("社区工作人员教育培训经费：5,000–25,000元/年")
    assert lines[2] == "  读法“5000元为总额”：5,000元/年"
    assert lines[3] == "  读法“5000元为总额的20%”：25,000元/年"


def test_a_part_is_said_to_be_one() -> None:
    lines = pasted("staffing", "--city", "changchun", "--households", "4200")
    whole = next(number for number, line in enumerate(lines) if line.startswith("社工岗："))
    parts = [line for line in lines[whole:] if line.startswith("  其中：")]
    assert "  其中：网格员：9–14人（必须，推算）" in "\n".join(parts)


def test_notes_stand_below_once_each() -> None:
    lines = pasted(*KUNMING)
    notes = lines[lines.index("说明") + 1 :]
    assert len(notes) == len({note.partition(". ")[2] for note in notes})
    assert [note.partition(". ")[0] for note in notes] == [
        str(number) for number in range(1, len(notes) + 1)
    ]


def test_a_check_says_what_there_is_and_what_is_short() -> None:
    lines = pasted("check", "--city", "kunming", "--set", "operating-funds=42000")
    line = next(line for line in lines if line.startswith("社区运转经费："))
    assert line.startswith(
        "社区运转经费：规定≥ 50,000元/年（必须，原文），实际42,000元，不足8,000元（补足：未注明）"
    )
    assert "服务群众专项经费：缺 service-funds" in lines
    assert not any("无法判断" in line for line in lines if line.startswith("服务群众"))


def test_a_ledger_is_told_row_by_row(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.csv"
    ledger.write_text("社区,户数\n甲,4200\n乙,九百\n", "utf-8")
    out = tmp_path / "人员.txt"
    line = ("staffing", str(ledger), "--city", "changchun", "--lang", "zh", "-o", str(out))
    assert shequ(*line).code == 0
    text = out.read_text("utf-8")
    assert "社区：甲  户数：4200" in text
    assert "社工岗：约12–19人" in text
    assert "乙" in text
    assert "九百" in text


@pytest.mark.parametrize("line", [("--columns", "low"), ("-o", "x.txt", "--columns", "low")])
def test_there_are_no_columns_to_choose(line: tuple[str, ...]) -> None:
    form = () if "-o" in line else ("-f", "text")
    found = shequ(*KUNMING, *form, *line)
    assert found.code == 2
    assert "has no columns to choose; take -f md or csv" in found.err


@pytest.mark.parametrize("more", [("--wide",), ("--sum", "city")])
def test_nor_sums_nor_rows_side_by_side(tmp_path: Path, more: tuple[str, ...]) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text("name,households\na,4200\n", "utf-8")
    found = shequ("staffing", str(ledger), "--city", "changchun", "-f", "text", *more)
    assert found.code == 2
    assert "-f text writes whole findings" in found.err


def test_the_suffix_says_it() -> None:
    found = shequ(*KUNMING, "-f", "csv", "-o", "x.txt")
    assert found.code == 2
    assert "disagree" in found.err
