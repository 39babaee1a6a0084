"""Letters about a check: one to each community, with the figures of its findings."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from commands import shequ

LEDGER = "社区,运转经费,服务群众专项经费\n甲社区,30000,200000\n乙社区,50000,200000\n丙社区,四万,1\n"
KUNMING = ("--city", "kunming", "--on", "2024-06-30", "--lang", "zh", "--quiet")


def written(tmp_path: Path, ledger: str = LEDGER) -> list[list[str]]:
    """The paragraphs of each letter."""
    source, out = tmp_path / "台账.csv", tmp_path / "函.docx"
    source.write_text(ledger, "utf-8")
    found = shequ("check", str(source), *KUNMING, "--explain", "-o", str(out))
    assert found.code == 1, found.err
    letters: list[list[str]] = []
    for paragraph in docx.Document(str(out)).paragraphs:
        if paragraph.text == "关于社区有关情况核对结果的函":
            letters.append([])
        else:
            letters[-1].append(paragraph.text)
    return letters


def test_one_letter_a_community(tmp_path: Path) -> None:
    letters = written(tmp_path)
    assert [letter[0] for letter in letters] == ["甲社区：", "乙社区：", "丙社区："]
    assert all("昆明市2024-06-30有效的规定" in letter[1] for letter in letters[:2])
    assert letters[2][2].startswith("所报数据无法核对：")
    assert "四万" in letters[2][2]


def test_it_says_what_is_missed_in_the_words_of_the_finding(tmp_path: Path) -> None:
    first = written(tmp_path)[0]
    assert first[2] == "一、不符合规定的"
    line = ("check", *KUNMING, "--explain", "--set", "operating-funds=30000")
    found = json.loads(shequ(*line, "--only", "operating-funds", "-f", "json").out)
    assert first[3] == found[0]["letter"]
    assert "不低于50,000元，实际为30,000元，不足20,000元" in first[3]
    assert first[4:6] == ["二、符合规定的", "服务群众专项经费。"]
    assert first[6] == "三、缺少数据、未能核对的"


def test_who_misses_nothing_reads_of_nothing_missed(tmp_path: Path) -> None:
    second = written(tmp_path)[1]
    assert second[2] == "一、符合规定的"
    assert second[3] == "社区运转经费、服务群众专项经费。"


def test_it_has_the_layout_of_an_official_letter(tmp_path: Path) -> None:
    written(tmp_path)
    document = docx.Document(str(tmp_path / "函.docx"))
    page = document.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    breaks = [p.paragraph_format.page_break_before for p in document.paragraphs]
    assert breaks.count(True) == 2
    fonts = {r._element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia"))
             for p in document.paragraphs for r in p.runs}  # fmt: skip
    assert fonts == {"方正小标宋简体", "黑体", "仿宋_GB2312"}


def test_one_community_gets_one(tmp_path: Path) -> None:
    out = tmp_path / "one.docx"
    line = ("check", "--city", "kunming", "--set", "operating-funds=42000", "--explain")
    assert shequ(*line, "-o", str(out), "--lang", "en").code == 1
    texts = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert texts[1] == "Kunming:"
    assert any("42,000 yuan" in text and "8,000 yuan" in text for text in texts)


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    name = '"<w:p>\x1b[31m=1+1"'
    (letter,) = written(tmp_path, f"社区,运转经费\n{name},1\n")
    assert letter[0] == "<w:p> [31m=1+1："


@pytest.mark.parametrize("line", [("check",), ("budget",)])
@pytest.mark.parametrize("table", [True, False])
def test_a_document_holds_letters_alone(tmp_path: Path, line: tuple[str, ...], table: bool) -> None:
    source, out = tmp_path / "l.csv", tmp_path / "x.docx"
    source.write_text(LEDGER, "utf-8")
    more = (str(source),) if table else ()
    found = shequ(*line, *more, "--city", "kunming", "-o", str(out))
    assert found.code == 2
    assert "a .docx holds letters, one to a community" in found.err
    assert not out.exists()
