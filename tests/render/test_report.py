"""A ledger as a report: its figures are the findings', in Word, on a page and in Markdown."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest

from commands import shequ
from printed import pages

LEDGER = (
    "街道,社区,户数,实有人数,上年度平均工资\n"
    "南街,甲社区,4200,15,78000\n南街,乙社区,900,20,78000\n北街,丙社区,8000,25,78000\n"
    "北街,丁社区,九百,9,78000\n"
)
CHANGCHUN = ("--city", "changchun", "--on", "2024-06-30", "--quiet")


def source(tmp_path: Path, text: str = LEDGER) -> str:
    made = tmp_path / "台账.csv"
    made.write_text(text, "utf-8")
    return str(made)


def markdown(tmp_path: Path, *more: str, text: str = LEDGER, lang: str = "zh") -> str:
    found = shequ("report", source(tmp_path, text), *CHANGCHUN, "--lang", lang, *more)
    assert found.code == 0, found.err
    return found.out


def document(tmp_path: Path, *more: str, lang: str = "zh") -> Path:
    out = tmp_path / "报告.docx"
    line = ("report", source(tmp_path), *CHANGCHUN, "--lang", lang, "-o", str(out))
    found = shequ(*line, *more)
    assert found.code == 0, found.err
    return out


def test_it_says_in_sentences_what_the_whole_comes_to(tmp_path: Path) -> None:
    text = markdown(tmp_path)
    assert "长春市共4个社区，其中1行数据有误、未能计算。" in text
    # 12-19, 10-15 and 20-31.
    assert "长春市3个社区共可有：社工岗 约42–65人、" in text
    # 3 × 78,000 × what the document gives at least a post: as --sum has it.
    sums = shequ("budget", source(tmp_path), *CHANGCHUN, "--sum", "payer", "-f", "csv").out
    county = next(row for row in csv.DictReader(io.StringIO(sums)) if row["payer"] == "county")
    assert f"区县 ≥ {int(county['low']):,}元" in text
    assert "核对：共3个社区：" in text


def test_it_has_a_chapter_a_question_and_then_the_rules(tmp_path: Path) -> None:
    heads = re.findall(r"^## (.*)$", markdown(tmp_path), re.MULTILINE)
    assert heads == [
        "总体情况", "人员", "经费", "薪酬", "核对", "适用的规定", "读法和假定", "向谁询问",
    ]  # fmt: skip
    heads = re.findall(r"^## (.*)$", markdown(tmp_path, lang="en"), re.MULTILINE)
    assert heads[0] == "In short"
    assert heads[-1] == "Whom to ask"


def test_it_says_where_each_figure_stands_and_how_it_was_read(tmp_path: Path) -> None:
    text = markdown(tmp_path)
    rules = text.partition("## 适用的规定")[2]
    assert "| 社工岗 |" in rules
    assert "可按10至15人左右" in rules
    readings = rules.partition("## 读法和假定")[2]
    assert "读法：以10至15人为基数；以15人为基数" in readings
    assert "中共吉林省委办公厅" in readings.partition("## 向谁询问")[2]


def test_each_place_is_told_of_by_its_own_rows(tmp_path: Path) -> None:
    ledger = "城市,社区,户数\n长春,甲,4200\n南昌,乙,4300\n"
    made = source(tmp_path, ledger)
    line = ("report", made, "--on", "2024-06-30", "--lang", "zh", "--quiet")
    text = shequ(*line, "--questions", "staffing").out.partition("## 人员")[0]
    told = dict(re.findall(r"^(\w+市)1个社区共可有：(.*)$", text, re.MULTILINE))
    # 4,200 ÷ 300 = 14 and 4,300 ÷ 300 = 14 and a third.
    assert told["长春市"].startswith("社工岗 约12–19人、")
    assert told["南昌市"].startswith("社区工作者 约14–15人、")
    assert "社工岗" not in told["南昌市"]
    assert "社区工作者" not in told["长春市"]


def test_what_the_ledger_does_not_hold_is_left_out_and_said(tmp_path: Path) -> None:
    text = markdown(tmp_path, text="社区,户数\n甲,4200\n乙,900\n")
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert heads[1:3] == ["人员", "薪酬"]
    assert "台账里没有可据以测算经费、核对的数据，本报告不含这些部分。" in text


def test_parts_and_title_are_chosen(tmp_path: Path) -> None:
    text = markdown(tmp_path, "--questions", "staffing", "--title", "南关区社区 *配备* 报告")
    assert text.startswith("# 南关区社区 \\*配备\\* 报告\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE)[1] == "人员"
    found = shequ("report", source(tmp_path), *CHANGCHUN, "--questions", "posts", "--lang", "en")
    assert found.code == 2
    assert "--questions has no 'posts'; accepted: staffing, budget, salary, check" in found.err


def test_many_rows_are_folded_into_their_groups(tmp_path: Path) -> None:
    rows = "".join(
        f"{'南街' if n % 2 else '北街'},社区{n},{900 if n % 2 else 4200}\n" for n in range(400)
    )
    text = markdown(tmp_path, "--by", "街道", "--questions", "staffing",
                    text=f"街道,社区,户数\n{rows}")  # fmt: skip
    assert "共400行，这里只列合计" in text
    # 200 communities of 12 to 19 posts, and 200 of 10 to 15.
    assert re.search(r"\| 北街 \| 约2,400–3,800人", text)
    assert re.search(r"\*\*合计\*\* \| \*\*约4,400–6,800人\*\*", text)
    assert "社区17" not in text


def test_word_has_the_figures_of_the_findings(tmp_path: Path) -> None:
    made = docx.Document(str(document(tmp_path)))
    staff = next(table for table in made.tables if "社工岗" in table.rows[0].cells[2].text)
    found = shequ("staffing", source(tmp_path), *CHANGCHUN, "--only", "jilin/posts", "-f", "csv",
                  "--lang", "zh").out  # fmt: skip
    lows = {row["社区"]: (row["low"], row["high"]) for row in csv.DictReader(io.StringIO(found))}
    read = {
        row.cells[0].text: re.findall(r"\d+", row.cells[2].text.partition("[")[0])
        for row in staff.rows[1:4]
    }
    assert read == {name: list(lows[name]) for name in ("甲社区", "乙社区", "丙社区")}
    assert staff.rows[4].cells[2].text.startswith("无法计算：")
    assert staff.rows[5].cells[2].text == "约42–65人"


def test_word_is_laid_out_as_an_official_document(tmp_path: Path) -> None:
    made = docx.Document(str(document(tmp_path)))
    first = made.sections[0]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    heads = [one.text for one in made.paragraphs if one.style.name == "Heading 1"]
    assert heads[:3] == ["一、总体情况", "二、人员", "三、经费"]
    below = [one.text for one in made.paragraphs if one.style.name == "Heading 2"]
    assert below[0] == "（一）长春市社区人员配备测算表"
    fonts = re.findall(r'w:eastAsia="([^"]+)"', made.element.xml)
    assert {"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"} <= set(fonts)
    head = made.tables[0].rows[0]._tr
    assert head.xpath("./w:trPr/w:tblHeader")


def test_word_keeps_its_pictures_as_text_beside_the_pixels(tmp_path: Path) -> None:
    with zipfile.ZipFile(document(tmp_path)) as parts:
        drawn = [name for name in parts.namelist() if name.endswith(".svg")]
        assert drawn
        assert all(b"<text" in parts.read(name) for name in drawn)
        assert len([name for name in parts.namelist() if name.endswith(".png")]) == len(drawn)
        assert b'descr="' in parts.read("word/document.xml")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_word_prints(tmp_path: Path, lang: str) -> None:
    out = document(tmp_path, lang=lang)
    found = pages(out)
    # What a cell has no room for is on none of the pages.
    cells = docx.Document(str(out)).element.xpath("//w:tc//w:t")
    wanted = Counter("".join(cell.text or "" for cell in cells))
    printed = Counter("".join(found))
    lost = {letter for letter in wanted - printed if not letter.isspace()}
    assert not lost
    assert len(found) < 25


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    text = 'community,households\n"<script>alert(1)</script>",4200\n"a|b\x1b[31m",900\n'
    shown = markdown(tmp_path, "--questions", "staffing", text=text)
    assert "&lt;script>" in shown
    assert "\x1b" not in shown
    out = tmp_path / "r.html"
    line = ("report", source(tmp_path, text), *CHANGCHUN, "-o", str(out))
    assert shequ(*line).code == 0
    assert "<script>alert" not in out.read_text("utf-8")
    word = tmp_path / "r.docx"
    assert shequ(*line[:-1], str(word)).code == 0
    assert "<script>alert(1)</script>" in {
        cell.text for table in docx.Document(str(word)).tables for cell in table._cells
    }


def test_it_needs_a_ledger_and_a_format_that_it_knows(tmp_path: Path) -> None:
    found = shequ("report", *CHANGCHUN, "--lang", "en")
    assert found.code == 2
    assert "report needs a ledger: shequ report ledger.xlsx -o report.docx" in found.err
    out = tmp_path / "r.pdf"
    found = shequ("report", source(tmp_path), *CHANGCHUN, "-o", str(out), "--lang", "en")
    assert found.code == 2
    assert "a file name may end in .docx, .html, .md" in found.err
    assert not out.exists()


def test_nothing_to_tell_is_said(tmp_path: Path) -> None:
    line = ("--questions", "staffing,check", "--lang", "zh")
    found = shequ("report", source(tmp_path, "社区,户数\n甲,九百\n"), *CHANGCHUN, *line)
    assert found.code == 2
    assert "没有一行算得出结果" in found.err


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    found = shequ("report", "-", *CHANGCHUN, "--lang", "zh", stdin=LEDGER.encode())
    assert found.code == 0, found.err
    assert found.out.startswith("# 长春市社区人员、经费、薪酬、核对情况报告\n")


def test_the_table_that_is_read_is_spared(tmp_path: Path) -> None:
    made = tmp_path / "x.md"
    made.write_text("a", "utf-8")
    found = shequ("report", str(made), *CHANGCHUN, "-o", str(made))
    assert found.code == 2
    assert made.read_text("utf-8") == "a"
