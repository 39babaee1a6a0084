"""Which place a row is answered for: what it names itself, within what a flag gives."""

from __future__ import annotations

import pytest

from ledgers import asked, findings

ONLY = "--only jilin/posts --only yunnan/operating-funds"


def places(table: str, *more: str, question: str = "budget") -> dict[str, str]:
    """The division that each community is answered for; "" for one in error."""
    found = findings(f"{question} -", *more, stdin=table.encode())
    return {f["社区名称"]: f["division"] or "" for f in found}


def test_a_flag_bounds_every_row():
    table = "区县,社区名称\n朝阳区,甲\n海淀区,乙\n五华区,丙\n渝中区,丁\n南关区,戊\n"
    found = places(table, "--city", "长春", question="staffing")
    # Beijing has a 朝阳区, too.
    assert found == {"甲": "220104", "乙": "", "丙": "", "丁": "", "戊": "220102"}


def test_a_row_that_is_outside_says_of_what():
    result = asked("staffing - --city 长春", stdin="区县,社区名称\n五华区,丙\n".encode(), code=3)
    assert "line 2 (丙): the row names Wuhua District, Kunming, Yunnan" in result.err
    assert "not in Changchun, Jilin" in result.err


def test_a_wider_place_leaves_the_flag_its_room():
    table = "省份,社区名称\n云南,甲\n吉林,乙\n"
    assert places(table, "--city", "昆明") == {"甲": "530100", "乙": ""}


@pytest.mark.parametrize(
    ("name", "words"),
    [("河北", "Hebei (130000)"), ("河北省", "Hebei (130000)"), ("海南", "Hainan (460000)")],
)
def test_a_column_of_any_level_means_the_widest(name, words):
    """河北 is a district of Tianjin, too, and 海南 one of Wuhai."""
    result = asked("staffing -", stdin=f"地区,社区名称,户数\n{name},甲,4300\n".encode(), code=3)
    assert f"no policy covers {words}" in result.err


@pytest.mark.parametrize(
    ("code", "division"),
    [
        ("220104", "220104"), ("220104001003", "220104"), ("220104001", "220104"),
        ("220104000000", "220104"), ("220104.0", "220104"), ('"220,104"', "220104"),
        ("２２０１０４", "220104"), ("220101", "220100"), ("220100000000", "220100"),
    ],
)  # fmt: skip
def test_codes_as_sheets_keep_them(code, division):
    table = f"区划代码,社区名称,户数\n{code},甲,3200\n"
    assert places(table, question="staffing") == {"甲": division}


def test_a_code_that_was_cut_is_read_with_a_word():
    table = "区划代码,社区名称,户数\n2.20104E+11,甲,3200\n"
    assert places(table, question="staffing") == {"甲": "220104"}
    err = asked("staffing -", stdin=table.encode()).err
    assert "“2.20104E+11” is a code cut by a spreadsheet; taken as Chaoyang District" in err


def test_a_row_that_nothing_answers_names_its_own_place():
    table = "区县,社区名称\n渝中区,甲\n忠县,乙\n".encode()
    lines = asked("staffing - --city 重庆 -f csv", stdin=table, code=None).out
    assert "nothing in Yuzhong District answers" in lines
    assert "nothing in Zhongxian County answers" in lines or "nothing in Zhong County" in lines


@pytest.mark.parametrize("middle", ["市辖区", "县", "", "重庆市"])
def test_levels_of_statistics_are_passed_over(middle):
    table = f"省份,城市,区县,社区名称\n重庆市,{middle},渝中区,甲\n"
    assert places(table, "--on", "2023-06-30") == {"甲": "500103"}


def test_names_alone_are_answered_for_the_place_of_a_flag():
    table = "社区名称,地址\n甲社区,某路1号\n乙社区,某路2号\n"
    found = findings("budget - --city 昆明 --only yunnan/operating-funds", stdin=table.encode())
    assert [(f["社区名称"], f["low"]) for f in found] == [("甲社区", 50000), ("乙社区", 50000)]
    assert (
        "names of communities and no place"
        in asked("budget -", stdin=table.encode(), code=None).err
    )
