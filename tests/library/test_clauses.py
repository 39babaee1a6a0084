"""Texts split along their headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from shequ_calc.library.proof.clauses import (
    NoSuchTitle,
    Outline,
    cited_path,
    lines_of,
    nearest,
    plain,
)

TEXT = (Path(__file__).parents[1] / "proof" / "texts" / "opinions.txt").read_text(encoding="utf-8")
STAFF, FUNDS = "关于社区人员的意见", "关于社区经费的办法"
SOURCES = Path(__file__).parents[3] / "shared" / "sources"


def outline(text: str) -> Outline:
    return Outline(lines_of(text))


def under(found: Outline, clause: str) -> str:
    return "|".join(clause.text for clause in found.under(cited_path(clause)))


@pytest.mark.parametrize(
    ("clause", "path"),
    [
        ("二(四)", ("二", "(四)")),
        ("二（四）", ("二", "(四)")),
        ("二(三)2", ("二", "(三)", "2")),
        ("二(三)2.", ("二", "(三)", "2")),
        ("一、(四)", ("一", "(四)")),
        ("一(四)一是", ("一", "(四)", "一是")),
        ("二 一是", ("二", "一是")),
        ("十二(十一)", ("十二", "(十一)")),
        ("三", ("三",)),
        ("三、", ("三",)),
        ("下一步(三)", ("下一步", "(三)")),
        ("二(三)2(1)", ("二", "(三)", "2", "(1)")),
        ("第十二条", ("第十二条",)),
        ("第二章第五条(一)", ("第二章", "第五条", "(一)")),
        ("附件1(二)", ("附件1", "(二)")),
    ],
)
def test_how_a_clause_is_cited(clause: str, path: tuple[str, ...]) -> None:
    assert cited_path(clause) == path


def test_folding() -> None:
    assert plain(" ５万元，“三岗 十八级”（试行） 1—2项 ") == '5万元,"三岗十八级"(试行)1-2项'
    assert plain("3 － 5\u3000人\u200b\n以上") == "3-5人以上"


def test_two_documents_in_one_text() -> None:
    staff = Outline(lines_of(TEXT, STAFF, (STAFF, FUNDS)))
    funds = Outline(lines_of(TEXT, FUNDS, (STAFF, FUNDS)))
    assert staff.labels == ("一", "二", "二(一)", "二(二)", "三", "三1", "三2")
    assert funds.labels == (
        "一", "一 一是", "一 二是", "一 三是", "二", "二(一)", "二(二)",
        "下一步", "下一步(一)", "下一步(二)",
    )  # fmt: skip
    assert "经费" not in "".join(clause.text for clause in staff.clauses)


def test_lines_are_those_of_the_text() -> None:
    staff = Outline(lines_of(TEXT, STAFF, (STAFF, FUNDS)))
    (clause,) = staff.at(("二", "(二)"))
    assert TEXT.splitlines()[clause.line - 1].strip().startswith("（二）培训和考核")


def test_one_document_needs_no_title() -> None:
    assert lines_of("一、甲", "某办法", ("某办法",)) == [(1, "一、甲")]
    assert lines_of("印发\n某办法\n一、甲", "某办法") == [(2, "某办法"), (3, "一、甲")]


def test_a_title_that_is_missing() -> None:
    with pytest.raises(NoSuchTitle, match="关于社区用房的办法"):
        lines_of(TEXT, "关于社区用房的办法", (STAFF, "关于社区用房的办法"))


def test_a_title_over_two_lines_and_a_list_of_contents() -> None:
    text = "甲办法\n乙办法\n甲办法\n一、甲的内容\n乙\n办法\n一、乙的内容"
    titles = ("甲办法", "乙办法")
    assert lines_of(text, "甲办法", titles)[-1] == (4, "一、甲的内容")
    assert lines_of(text, "乙办法", titles)[-1] == (7, "一、乙的内容")
    assert len(lines_of(text, "甲办法", titles)) == 2


def test_a_line_that_runs_on_belongs_to_the_paragraph() -> None:
    funds = Outline(lines_of(TEXT, FUNDS, (STAFF, FUNDS)))
    (clause,) = funds.at(("一", "二是"))
    assert "社区工作者补贴每人每月900元" in clause.text
    assert clause.text.endswith("绩效部分占四成。")


def test_a_new_paragraph_ends_the_points_of_the_one_before() -> None:
    found = outline("一、甲。一是乙。二是丙。\n丁。\n二、戊")
    assert [(clause.label, clause.text) for clause in found.clauses] == [
        ("一", "一、甲。"),
        ("一 一是", "一是乙。"),
        ("一 二是", "二是丙。"),
        ("一", "丁。"),
        ("二", "二、戊"),
    ]


def test_a_clause_itself_and_what_is_below_it() -> None:
    found = outline("一、甲。\n（一）乙。一是丙。\n1.丁\n二、戊")
    assert under(found, "一") == "一、甲。|(一)乙。|一是丙。|1.丁"
    assert [clause.text for clause in found.at(("一",))] == ["一、甲。"]
    # Points within a paragraph need not be cited.
    assert [clause.text for clause in found.at(("一", "(一)"))] == ["(一)乙。", "一是丙。"]
    assert found.under(("一", "(二)")) == ()


def test_numbers_that_begin_anew_open_a_section() -> None:
    found = outline("一、情况\n（一）甲。\n（二）乙。\n今年将做好几件事：\n（一）丙。\n二、丁")
    assert found.labels == ("一", "一(一)", "一(二)", "今年将做好几", "今年将做好几(一)", "二")
    assert under(found, "今年将做好(一)") == "(一)丙。"
    assert under(found, "一(一)") == "(一)甲。"


def test_numbers_that_begin_anew_without_a_word() -> None:
    found = outline("一、甲\n二、乙\n一、丙")
    assert [clause.text for clause in found.at(("一",))] == ["一、甲"]
    assert len(found.clauses) == 3


def test_annexes_begin_anew() -> None:
    found = outline("一、甲\n二、乙\n附件1 细则\n一、丙\n附件2 名单\n一、丁")
    assert under(found, "附件1 一") == "一、丙"
    assert under(found, "附件2 一") == "一、丁"
    assert under(found, "一") == "一、甲"


@pytest.mark.parametrize(
    "line",
    ["3.5万元以上", "20.社区", "十、不接上文的数", "2030年", "一些社区", "(附后)"],
)
def test_lines_that_are_no_headings(line: str) -> None:
    found = outline(f"十一、甲\n{line}\n十二、乙")
    assert found.labels == ("十一", "十二")


def test_words_that_are_no_points() -> None:
    found = outline("一、甲。统一是好的，万一是坏的；三是没有。一是丙，其中之二是丁。二是戊。")
    assert found.labels == ("一", "一 一是", "一 二是")


def test_articles_and_chapters() -> None:
    found = outline(
        "第一章 总则\n第一条 甲。\n第二章 人员\n第二条 乙：\n(一)丙；\n(二)丁。\n第三条 戊"
    )
    assert under(found, "第二条(二)") == "(二)丁。"
    assert under(found, "第二章第二条(二)") == "(二)丁。"
    assert under(found, "第一章第二条") == ""
    assert found.labels[-1] == "第二章第三条"


def test_empty_text() -> None:
    assert outline("").clauses == ()


def test_nearest_words() -> None:
    assert nearest("社区可按10至15人左右设立", "可按10至16人左右") == "可按10至15人左右"
    assert nearest("社区", "完全不同") == ""


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the five documents are not beside the project")
@pytest.mark.parametrize(
    ("file", "title", "labels"),
    [
        (
            "jilin-2020.txt",
            "关于进一步加强全省城市社区专职工作者队伍建设的意见",
            "一,二,二(一),二(二),二(三),二(四),二(五),二(六),二(七),二(八),二(九),二(十),"
            "三,三(一),三(二),三(三),三(四)",
        ),
        ("nanchang-2020-161.txt", "", "一,二,二 一是,二 二是,二 三是,二 四是,三,四"),
        (
            "linyi-2022.txt",
            "",
            "一,一 一是,一 二是,一 三是,二,二 一是,二 二是,二 三是,三,三 一是,三 二是,三 三是,"
            "三 四是,四,四 一是,四 二是,四 三是,下一步",
        ),
        (
            "yunnan-2022-0407.txt",
            "",
            "一,一(一),一(二),一(二)一是,一(二)二是,一(二)三是,一(二)四是,一(三),一(三)一是,"
            "一(三)二是,一(三)三是,一(三)四是,一(四),一(四)一是,一(四)二是,一(四)三是,"
            "二,二(一),二(二),二(三),二(四)",
        ),
        (
            "chongqing-2018-0576.txt",
            "",
            "一,一(一),一(二),一(三),一(四),一(四)一是,一(四)二是,下一步,下一步(一),"
            "下一步(一)一是,下一步(一)二是,下一步(一)三是,下一步(二),下一步(二)一是,"
            "下一步(二)二是,下一步(二)三是,下一步(三),下一步(三)一是,下一步(三)二是,下一步(三)三是",
        ),
    ],
)
def test_headings_of_the_five_documents(file: str, title: str, labels: str) -> None:
    text = (SOURCES / file).read_text(encoding="utf-8")
    other = "关于进一步夯实社会治理基础提升城市社区治理能力的若干意见"
    found = Outline(lines_of(text, title, (title, other) if title else ()))
    assert found.labels == tuple(labels.split(","))
