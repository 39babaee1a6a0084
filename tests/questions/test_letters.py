"""Letters quote the words that hold the figure; explanations and cities say no more than is so."""

from __future__ import annotations

import json

import pytest

from commands import shequ


def letter(line: str, provision: str, lang: str = "zh") -> str:
    said = shequ(*f"check {line}".split(), "--explain", "-f", "json", "--lang", lang, "-q")
    (found,) = [one for one in json.loads(said.out) if one["provision"] == provision][:1]
    return str(found["letter"])


def test_the_words_that_hold_the_figure_are_quoted() -> None:
    said = letter("--city kunming --set duty-items=50", "yunnan/duty-items")
    assert "一(二)三是“减少至44项”，" in said
    assert "10大类" not in said
    assert "实际为50项，文件有不同读法，无法判断：读法“包括城市社区”：实际50项，超出6项" in said


def test_all_the_words_are_quoted_that_a_rule_needs() -> None:
    # 14 by law and 45 assisting: at most 59; the 248 before the cut hold no figure of it.
    # With the 20 certificates among them 79, so that 80 are 1 too many whichever way it is read.
    said = letter("--city nanchang --set duty-items=80", "nanchang/duty-items", "en")
    assert "三 “精简为14项依法履职事项”, “45项协助政府事项”, duties" in said
    assert "the actual figure is 80 items, at least 1 item too much" in said
    said = letter("--county 安宁 --service-funds 40000", "yunnan/service-funds")
    assert "“区(市、县)驻地社区不低于5万元”，服务群众专项经费应每年不低于50,000元" in said
    assert "不足10,000元" in said


def test_a_rule_without_figures_quotes_everything_it_cites() -> None:
    said = letter(
        "--city kunming --set cadres=5 --set cadres-trained=4", "yunnan/training-coverage"
    )
    assert "二(四)“每年全覆盖轮训”、一(三)四是“进行全覆盖培训”，" in said


# Explanations


@pytest.mark.parametrize("provision", ["jilin/base-pay", "yunnan/service-funds"])
def test_no_arithmetic_where_nothing_is_known(provision: str) -> None:
    assert "Arithmetic" not in shequ("explain", provision).out


def test_a_rule_of_another_day_is_shown_with_the_day() -> None:
    said = shequ("explain", "jilin/posts", "--households", "4200", "--on", "2019-01-01").out
    assert "up to 3,000 households: about 10 to 15 persons" in said
    assert "no amount" not in said
    assert "not in force on 2019-01-01 (from 2020-04-30)" in said


# A city of communities alike


def test_what_only_some_communities_get_is_not_multiplied() -> None:
    said = shequ("budget", "--city", "linyi", "--communities", "100", "-f", "json").out
    average = json.loads(said)[2]
    # 900,000 yuan for 18 communities
    assert (average["low"], average["high"], average["scope"]) == (50000, 50000, "community")
    assert "for one community, not multiplied" in average["notes"]
    said = shequ("budget", "--city", "kunming", "--communities", "100", "-f", "json").out
    (award,) = [one for one in json.loads(said) if one["status"] == "conditional"]
    assert award["low"] == 60000


# The rank of the source, what was assumed, and the one row of a table that applies


SEATS = {
    "五华": "省会城市驻地社区服务群众专项经费每年不低于20万元",
    "红塔": "州(市)驻地社区不低于10万元",
}


@pytest.mark.parametrize("place", SEATS)
def test_only_the_row_that_applies_is_quoted(place: str) -> None:
    said = letter(f"--county {place} --service-funds 40000", "yunnan/service-funds")
    assert [row in said for row in SEATS.values()] == [
        row == SEATS[place] for row in SEATS.values()
    ]


def test_a_table_quotes_row_by_row() -> None:
    table = "county,seat,service-funds\n五华,,40000\n红塔,,40000\n五华,prefecture,40000\n"
    line = "check - --only yunnan/service-funds --explain -f csv --lang zh -q --columns letter"
    letters = shequ(*line.split(), stdin=table.encode()).out.splitlines()[1:]
    first, second = SEATS.values()
    assert [(first in one, second in one) for one in letters] == [
        (True, False),
        (False, True),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("lang", "reported", "own", "taken"),
    [
        (
            "zh",
            "（云民发〔2022〕112号；答复，转述《关于开展全省城市基层党建全域提升行动推进党建引领城市基层"
            "治理创新的通知》（云组通〔2021〕28号））",
            "（云民发〔2022〕112号；答复，不是规范性文件）",
            "；此处取“各项都按每个社区每年计”。",
        ),
        (
            "en",
            "(云民发〔2022〕112号; a reply, reporting 《关于开展全省城市基层党建全域提升行动"
            "推进党建引领城市基层治理创新的通知》（云组通〔2021〕28号）)",
            "(云民发〔2022〕112号; a reply, which is not a norm itself)",
            "; taken here: every figure is for one community and one year.",
        ),
    ],
)
def test_of_a_reply_its_rank_and_what_it_reports(
    lang: str, reported: str, own: str, taken: str
) -> None:
    line = "--city kunming --operating-funds 40000 --set cadre-subsidy=40000"
    said = letter(line, "yunnan/operating-funds", lang)
    assert reported in said
    assert said.endswith(taken)
    assert own in letter(line, "yunnan/cadre-subsidy", lang)


def test_what_was_assumed_stands_behind() -> None:
    line = "--city changchun --average-wage 78000 --set total-pay-paid=100000 --households 3000"
    found = json.loads(shequ("check", *line.split(), "--explain", "-f", "json", "-q").out)
    assumed = [one for one in found if one["letter"] and one["basis"] == "assumed"]
    assert assumed
    assert all("Assumed: " in one["letter"] for one in assumed)
    assert "答复" not in found[0]["letter"]  # a norm says nothing of its rank


def test_counts_are_no_fewer_and_money_no_lower() -> None:
    said = letter("--city changchun --set rounds-a-day=1", "jilin/rounds")
    assert "网格每日巡查应不少于2次，实际为1次" in said
    assert "应每年不低于50,000元" in letter(
        "--county 安宁 --service-funds 40000", "yunnan/service-funds"
    )


def test_of_what_may_be_done_that_no_least_number_is_set() -> None:
    line = "--city changchun --households 4200 --posts 9"
    assert "属“可以”，不设下限，符合规定" in letter(line, "jilin/posts")
    assert "no least number is set" in letter(line, "jilin/posts", "en")


def test_pay_and_not_its_floor_must_not_be_lower() -> None:
    line = "--city nanchang --post chief --graduate-pay 72000 --set chief-pay=70000"
    assert "报酬应" in letter(line, "nanchang/chief-pay-floor")
