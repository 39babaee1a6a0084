"""The sheet that a person reads: a row a community, a column a figure, notes and sources below."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commands import shequ
from printed import cut_off, overlapping, pages

STREETS = ("南湖街道", "永昌街道")
ROWS = [("甲社区", 4200), ("乙社区", 900), ("丙社区", 550), ("丁社区", 8000)]
LEDGER = "街道,社区,户数,备注\n" + "".join(
    f"{STREETS[index // 2]},{name},{households},=1+1\n"
    for index, (name, households) in enumerate(ROWS)
)


def written(tmp_path: Path, *line: str, ledger: str = LEDGER, lang: str = "zh") -> Any:
    """The first sheet of what the program writes for a ledger."""
    source, out = tmp_path / "台账.csv", tmp_path / "out.xlsx"
    source.write_text(ledger, "utf-8")
    question, *more = line
    found = shequ(question, str(source), *more, "-o", str(out), "--lang", lang, "--quiet")
    assert found.code in (0, 1), found.err
    return openpyxl.load_workbook(out)


def table(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def column(rows: list[list[Any]], head: str) -> list[Any]:
    (at,) = (i for i, name in enumerate(rows[2]) if name and str(name).startswith(head))
    return [row[at] for row in rows[3:]]


STAFFING = ("staffing", "--city", "changchun", "--on", "2024-06-30")


def test_a_row_a_community_and_a_column_a_figure(tmp_path: Path) -> None:
    rows = table(written(tmp_path, *STAFFING).worksheets[0])
    assert rows[0][0] == "长春市社区人员配备测算表"
    assert rows[1][0] == "按2024-06-30有效的规定、4行、据 台账.csv"
    assert rows[2][:2] == ["社区", "户数"]
    assert [tuple(row[:2]) for row in rows[3:7]] == ROWS
    # 3,000 households have 10 to 15, and 300 to 500 more one more: 1,200 are 2 to 4.
    assert [str(cell).partition("[")[0] for cell in column(rows, "社工岗")[:4]] == [
        "约12–19人", "约10–15人", "约10–15人", "约20–31人",
    ]  # fmt: skip
    # 550 households fit no whole number of grids of 300 to 500.
    assert [str(cell).partition("[")[0] for cell in column(rows, "网格\n")[:4]] == [
        "9–14个网格", "2–3个网格", "无合适整数", "16–26个网格",
    ]  # fmt: skip


def test_the_total_opens_where_a_community_has_no_number(tmp_path: Path) -> None:
    rows = table(written(tmp_path, *STAFFING).worksheets[0])
    total = rows[7]
    assert total[0] == "合计"
    assert column(rows, "社工岗")[4] == "约52–80人"
    assert column(rows, "网格\n")[4] == "≥ 27个网格"


def test_streets_have_titles_and_subtotals_that_make_the_total(tmp_path: Path) -> None:
    rows = table(written(tmp_path, *STAFFING, "--by", "街道").worksheets[0])
    first = [row[0] for row in rows[3:12]]
    assert first == [
        "南湖街道", "甲社区", "乙社区", "小计", "永昌街道", "丙社区", "丁社区", "小计", "合计",
    ]  # fmt: skip
    posts = column(rows, "社工岗")
    assert (posts[3], posts[7], posts[8]) == ("约22–34人", "约30–46人", "约52–80人")


def test_what_is_the_same_for_all_stands_below_once(tmp_path: Path) -> None:
    rows = table(written(tmp_path, *STAFFING).worksheets[0])
    lines = [row[0] for row in rows[8:]]
    assert "每个社区都一样" in lines
    assert any(str(line).startswith("网格每日巡查：≥ 2次（必须）") for line in lines)
    assert not any(str(head).startswith("网格每日巡查") for head in rows[2])
    sources = lines[lines.index("依据") + 1 :]
    assert all("“" in line for line in sources)
    posts = "二(二)“3000户以下社区,可按10至15人左右; 每增加300-500户可增设1个”（社工岗）"
    assert any(posts in line for line in sources)


def test_notes_are_numbered_and_each_mark_has_its_note(tmp_path: Path) -> None:
    rows = table(written(tmp_path, *STAFFING).worksheets[0])
    texts = [str(cell) for row in rows for cell in row if cell]
    lines = [row[0] for row in rows]
    notes = lines[lines.index("说明") + 1 : lines.index("依据") - 1]
    numbers = [int(note.partition(".")[0]) for note in notes]
    assert numbers == list(range(1, len(numbers) + 1))
    marked = {int(part.partition("]")[0]) for text in texts for part in text.split("[")[1:]}
    assert marked == set(numbers)


def test_a_row_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    ledger = LEDGER.replace(",900,", ",九百,")
    rows = table(written(tmp_path, *STAFFING, ledger=ledger).worksheets[0])
    row = next(row for row in rows if row[0] == "乙社区")
    assert str(row[2]).startswith("无法计算：")
    assert "九百" in str(row[2])
    assert any("有1行未能计算，合计不含这些行" in str(row[0]) for row in rows)


def test_a_check_has_verdicts_and_what_is_missing_in_all(tmp_path: Path) -> None:
    ledger = "社区,运转经费,服务群众专项经费\n甲,30000,200000\n乙,50000,200000\n丙,42000,200000\n"
    rows = table(written(tmp_path, "check", "--city", "kunming", ledger=ledger).worksheets[0])
    assert [cell for cell in rows[2] if cell][0:1] == ["社区"]
    assert [str(cell).partition("[")[0] for cell in column(rows, "社区运转经费")[:4]] == [
        "30,000元、不足20,000元", "50,000元、符合", "42,000元、不足8,000元",
        "2个社区不足28,000元",
    ]  # fmt: skip
    lines = [str(row[0]) for row in rows]
    met = lines[lines.index("全部符合") + 1]
    assert met.startswith("服务群众专项经费（规定≥ 200,000元/年）")
    wanting = lines[lines.index("缺数据，无法判断") + 1 :]
    assert not any("-" in line.partition("：缺 ")[2] for line in wanting[:3])


def test_money_adds_up(tmp_path: Path) -> None:
    rows = table(written(tmp_path, "budget", "--city", "kunming").worksheets[0])
    assert column(rows, "社区运转经费")[4] == "≥ 200,000元/年"
    assert column(rows, "社区工作人员教育培训经费")[4] == "20,000–100,000元/年"
    assert column(rows, "合计")[4] == "≥ 1,212,000元/年"


def test_the_full_lines_are_there_and_stay_out_of_print(tmp_path: Path) -> None:
    book = written(tmp_path, *STAFFING, lang="en")
    assert book.sheetnames == ["summary", "findings", "sources", "about", "chart data"]
    assert [sheet.sheet_state for sheet in book] == [
        "visible", "hidden", "hidden", "visible", "hidden",
    ]  # fmt: skip
    assert book["findings"].max_row > 4 * 10
    raw = written(tmp_path, *STAFFING, "--raw-sheet", lang="en")
    assert raw.sheetnames == ["findings", "sources", "about"]
    assert all(sheet.sheet_state == "visible" for sheet in raw)
    assert table(raw["findings"]) == table(book["findings"])


def test_it_prints_on_a4(tmp_path: Path) -> None:
    sheet = written(tmp_path, *STAFFING).worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.print_title_rows == "$3:$3"
    assert "第 &P 页" in sheet.oddFooter.center.text


def test_one_community_is_a_list(tmp_path: Path) -> None:
    out = tmp_path / "one.xlsx"
    line = ("check", "--city", "kunming", "--set", "operating-funds=42000")
    assert shequ(*line, "-o", str(out), "--lang", "zh").code == 1
    rows = table(openpyxl.load_workbook(out).worksheets[0])
    assert rows[0][0] == "社区情况核对表"
    assert rows[2] == ["条款", "规定", "实际", "结论", "性质", "承担", "出处"]
    assert rows[3][0] == "昆明市（530100）  政策：yunnan"
    assert rows[4][0] == "社区运转经费"
    assert rows[4][2:4] == ["42,000元", "不足 8,000元（补足：未注明）"]


def test_a_hostile_name_stays_text(tmp_path: Path) -> None:
    ledger = '社区,户数\n"=HYPERLINK(""http://x"")",4200\n\x1b[31m红,900\n'
    book = written(tmp_path, *STAFFING, ledger=ledger)
    sheet = book.worksheets[0]
    assert sheet["A4"].value == '=HYPERLINK("http://x")'
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert "\x1b" not in str(sheet["A5"].value)


def test_by_needs_a_column_of_the_table(tmp_path: Path) -> None:
    source = tmp_path / "l.csv"
    source.write_text(LEDGER, "utf-8")
    out = str(tmp_path / "o.xlsx")
    found = shequ(*STAFFING[:1], str(source), *STAFFING[1:], "--by", "街", "-o", out)
    assert found.code == 2
    assert "--by '街' is no column of the table; did you mean 街道?" in found.err


@pytest.mark.parametrize(
    ("question", "city", "head", "most"),
    [("check", "kunming", "社区运转经费", 6), ("staffing", "changchun", "社工岗", 4)],
)
def test_forty_communities_print_on_few_pages(
    tmp_path: Path, question: str, city: str, head: str, most: int
) -> None:
    ledger = "街道,社区,户数,运转经费,服务群众专项经费\n" + "".join(
        f"{STREETS[index // 20]},第{index + 1}社区,{600 + 170 * index},"
        f"{(30000, 50000)[index % 2]},{(100000, 200000)[index % 3 == 0]}\n"
        for index in range(40)
    )
    written(tmp_path, question, "--city", city, "--by", "街道", ledger=ledger)
    found = pages(tmp_path / "out.xlsx")
    assert len(found) <= most
    assert not cut_off(tmp_path / "out.xlsx", found)
    # The head stands on each page with rows, and no row is cut.
    rows = [page for page in found if "第40社区" in page or "第1社区" in page]
    assert all(head in page for page in rows)
    for number in range(1, 41):
        assert sum(f"第{number}社区 " in page for page in found) == 1


def test_three_hundred_communities_keep_the_width_of_a_page(tmp_path: Path) -> None:
    ledger = "社区,户数\n" + "".join(f"第{n}社区,{500 + 13 * n}\n" for n in range(300))
    written(tmp_path, *STAFFING, ledger=ledger)
    found = pages(tmp_path / "out.xlsx")
    rows = [page for page in found if "第" in page and "社区 " in page and "社工岗" in page]
    for n in range(300):
        (page,) = (page for page in found if f"第{n}社区 " in page)
        assert "社工岗" in page
        assert "其中：网格员" in page.replace("\n", "") or "网格员" in page
    assert len(rows) >= 5
    assert not cut_off(tmp_path / "out.xlsx", found)


EXAMPLES = Path(__file__).parents[2] / "examples" / "communities.csv"
# For staffing nothing holds in Chongqing: its rows stay below those of Yunnan, and say so.
PARTS = {
    "staffing": ["长春市", "云南省", "南昌市", "临沂市"],
    "check": ["长春市", "云南省", "重庆市", "南昌市", "临沂市"],
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("question", PARTS)
def test_places_with_rules_of_their_own_have_sheets_where_a_page_cannot_hold_all(
    question: str, lang: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    line = (question, str(EXAMPLES), "--on", "2024-06-30", "-o", str(out), "--lang", lang)
    assert shequ(*line).code in (0, 1)
    book = openpyxl.load_workbook(out)
    seen = [sheet for sheet in book if sheet.sheet_state == "visible"]
    names = [sheet.title for sheet in seen if sheet.title not in ("说明", "about")]
    if lang == "zh":
        assert [name.removeprefix("汇总·") for name in names] == PARTS[question]
        assert seen[0]["A1"].value.startswith("长春市社区")
    assert book.worksheets[0].title == names[0]
    # Twelve communities, each on one of the sheets, and none of them with columns of another.
    listed = [row for sheet in seen for row in table(sheet)[3:] if row[0] in CITIES]
    assert len(listed) == 12
    for sheet in seen[:1]:
        rows = [row for row in table(sheet)[3:] if row[0] in CITIES]
        assert all(any(row[at] is not None for row in rows) for at in range(sheet.max_column))
    found = pages(out)
    assert len(found) <= 10
    assert not cut_off(out, found)
    assert not overlapping(out)


CITIES = ("长春", "昆明", "大理", "重庆", "南昌", "临沂")


def test_a_row_without_a_place_stays_beside_the_one_above(tmp_path: Path) -> None:
    text = EXAMPLES.read_text("utf-8").replace("重庆,,新华社区", "重城,,新华社区")
    book = written(tmp_path, "check", "--on", "2024-06-30", ledger=text)
    rows = table(book["汇总·重庆市"])
    assert [row[1] for row in rows[3:5]] == ["民主社区", "新华社区"]
    assert str(rows[4][2]).startswith("无法计算：")


def test_sums_print_on_one_page_that_says_what_made_them(tmp_path: Path) -> None:
    book = written(tmp_path, "budget", "--city", "kunming", "--sum", "街道,payer")
    visible = [sheet for sheet in book if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in visible] == ["结果"]
    assert "台账.csv" in visible[0].oddFooter.left.text
    assert "shequ" in visible[0].oddFooter.left.text
    assert len(pages(tmp_path / "out.xlsx")) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("keys", ["payer", "街道,payer"])
def test_sums_print_on_one_page(keys: str, lang: str, tmp_path: Path) -> None:
    line = ("budget", "--city", "kunming", "--on", "2024-06-30", "--sum", keys)
    book = written(tmp_path, *line, lang=lang)
    sheet = book.worksheets[0]
    # Four communities, each with 50,000, 200,000, 5,000 to 25,000 and 48,000 at the least.
    rows = table(sheet)
    low = rows[0].index("下限" if lang == "zh" else "low")
    assert rows[-1][low] == 4 * 303_000
    assert "2024-06-30" in sheet.oddHeader.left.text
    assert sheet.cell(1, low + 1).alignment.horizontal == "right"
    found = pages(tmp_path / "out.xlsx")
    assert len(found) == 1
    assert not cut_off(tmp_path / "out.xlsx", found)
    assert not overlapping(tmp_path / "out.xlsx")


def test_lines_that_a_page_cannot_hold_go_over_several_with_the_names_on_each(
    tmp_path: Path,
) -> None:
    line = ("check", "--city", "kunming", "--on", "2024-06-30", "--wide")
    ledger = "社区,运转经费\n" + "".join(f"第{n}社区,{30000 + 1000 * n}\n" for n in range(40))
    sheet = written(tmp_path, *line, ledger=ledger).worksheets[0]
    assert sheet.page_setup.fitToWidth > 1
    assert sheet.print_title_cols == "$A:$A"
    found = pages(tmp_path / "out.xlsx")
    assert len(found) <= 8
    assert sum("第39社区" in page for page in found) == sheet.page_setup.fitToWidth
    assert not cut_off(tmp_path / "out.xlsx", found)
