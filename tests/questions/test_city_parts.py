"""Where parts of a city get different amounts, its answer says of which part it is, and what the
others get: for one community, in letters, in tables, for any place.

Yunnan's service funds are 200,000 at the provincial seat, 100,000 at a prefecture's, 50,000 at a
county's; with 50,000 + 5,000 + 48,000 the totals are at least 303,000, 203,000 and 153,000.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commands import shequ

OWN = ["--policies", str(Path(__file__).parents[1] / "policies" / "city-parts.yaml")]
KUNMING = "富民县、宜良县、石林彝族自治县、嵩明县、禄劝彝族苗族自治县、寻甸回族彝族自治县、安宁市"
DALI = (
    "漾濞彝族自治县、祥云县、宾川县、弥渡县、南涧彝族自治县、巍山彝族回族自治县、永平县、云龙县、洱源县、"
    "剑川县、鹤庆县"
)
WENZHOU_OLD = (
    "Lucheng District, Dongtou District, Yongjia County, Pingyang County, Cangnan County, "
    "Wencheng County, Rui'an City, Yueqing City, Longgang City"
)


def notes(line: str, provision: str, lang: str = "en") -> list[str]:
    found = json.loads(shequ(*line.split(), "--lang", lang, "-f", "json", "-q").out)
    return next(one["notes"] for one in found if one["provision"] == provision)


def rows(arguments: str, stdin: str, lang: str = "en") -> list[dict[str, str]]:
    line = [*arguments.split(), "-f", "csv", "-q", "--lang", lang, *OWN]
    return list(csv.DictReader(io.StringIO(shequ(*line, stdin=stdin.encode()).out)))


@pytest.mark.parametrize(
    ("provision", "seat", "county"),
    [("yunnan/service-funds", "200,000", "50,000"), ("yunnan/total", "303,000", "153,000")],
)
def test_kunming_is_its_main_districts(provision: str, seat: str, county: str) -> None:
    assert notes("budget --city kunming", provision, "zh")[0] == (
        "此为五华区、盘龙区、官渡区、西山区、呈贡区的数，其他区县不同："
        f"东川区、晋宁区不低于{county}元或不低于{seat}元（有不同读法）；{KUNMING}不低于{county}元"
    )


@pytest.mark.parametrize(
    ("provision", "county"), [("yunnan/service-funds", "50,000"), ("yunnan/total", "153,000")]
)
def test_a_prefecture_is_the_county_where_its_government_is(provision: str, county: str) -> None:
    said = notes("budget --city dali", provision, "zh")[0]
    assert said == f"此为大理市的数，其他区县不同：{DALI}不低于{county}元"


def test_in_english() -> None:
    said = notes("budget --city yuxi", "yunnan/service-funds")[0]
    assert said.startswith(
        "this is the figure of Hongta District; elsewhere in the city: Jiangchuan District: at "
        "least 50,000 yuan or at least 100,000 yuan (as the text is read); Tonghai County, "
    )
    assert said.endswith("Chengjiang City: at least 50,000 yuan")


@pytest.mark.parametrize(
    "line",
    [
        "budget --county wuhua",
        "budget --city kunming --seat county",  # given, it follows from the place no more
        "budget --province yunnan --seat county",
        "budget --city changchun",  # where the seat turns nothing
    ],
)
def test_where_nothing_differs_nothing_is_said(line: str) -> None:
    assert "elsewhere" not in shequ(*line.split(), "-f", "json").out


def test_a_provision_that_does_not_turn_on_the_place_says_nothing() -> None:
    assert "elsewhere" not in "".join(notes("budget --city kunming", "yunnan/operating-funds"))


def test_the_total_of_communities_alike_is_theirs_elsewhere_too() -> None:
    said = notes("budget --city dali --communities 10", "yunnan/total")
    assert said[1].endswith("Heqing County: at least 1,530,000 yuan")


@pytest.mark.parametrize(
    ("paid", "verdict", "doubtful", "counties"),
    [
        ("40000", "short", "，按此不足", "，按此不足"),
        ("60000", "short", "，按此无法判断", "，按此符合"),
        ("200000", "met", "，按此符合", "，按此符合"),
    ],
)
def test_a_check_says_what_it_would_be_elsewhere(
    paid: str, verdict: str, doubtful: str, counties: str
) -> None:
    line = f"check --city kunming --service-funds {paid} --only yunnan/service-funds --explain"
    (found,) = json.loads(shequ(*line.split(), "-f", "json", "--lang", "zh", "-q").out)
    assert found["verdict"] == verdict
    said = (
        f"东川区、晋宁区不低于50,000元或不低于200,000元（有不同读法）{doubtful}；"
        f"{KUNMING}不低于50,000元{counties}"
    )
    assert found["notes"][0].endswith(said)
    assert found["letter"].endswith(
        f"。此为五华区、盘龙区、官渡区、西山区、呈贡区的数，其他区县不同：{said}。"
    )


def test_a_check_without_a_figure_judges_no_part() -> None:
    said = notes("check --city kunming", "yunnan/service-funds", "zh")[0]
    assert "按此" not in said


# A made-up city: areas from its file, amounts by households, a cap by seat


def made_up(line: str, provision: str, *, lang: str = "en") -> list[str]:
    result = shequ(*line.split(), "-f", "json", "-q", "--lang", lang, *OWN)
    return next(o["notes"] for o in json.loads(result.out) if o["provision"] == provision)


def test_any_city_with_figures_of_its_own() -> None:
    # 1,000 households: 30,000 in the old town, 20,000 in the new; with 5,000 for the office.
    line = "budget --city wenzhou --households 1000"
    assert made_up(line, "city-parts/funds")[0] == (
        f"this is the figure of {WENZHOU_OLD}; elsewhere in the city: Longwan District: at least "
        "30,000 yuan or at least 20,000 yuan (as the text is read); Ouhai District: at least "
        "20,000 yuan; Taishun County: named without amount"
    )
    # In the hills only the 5,000 are known, and more is due.
    assert made_up(line, "city-parts/total")[0] == (
        f"this is the figure of {WENZHOU_OLD}; elsewhere in the city: Longwan District: at least "
        "35,000 yuan or at least 25,000 yuan (as the text is read); Ouhai District: at least "
        "25,000 yuan; Taishun County: at least 5,000 yuan"
    )


def test_caps_by_seat() -> None:
    said = made_up("check --city wenzhou --set patrols=20", "city-parts/patrols", lang="zh")[0]
    assert said.startswith("此为鹿城区的数，其他区县不同：龙湾区、瓯海区、")
    assert said.endswith("龙港市不超过12次，按此超出")


TABLE = """社区,city,county,households,paid,patrols,area
甲,wenzhou,,1000,25000,20,
乙,wenzhou,,1200,36000,30,
丙,wenzhou,,1000,25000,10,new
丁,wenzhou,瓯海,1000,25000,20,
戊,wenzhou,,,25000,,
"""


@pytest.mark.parametrize("question", ["budget", "check"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_says_what_single_calls_say(question: str, lang: str) -> None:
    beside = ["provision", "low", "notes", *(["verdict"] if question == "check" else [])]
    table = rows(f"{question} - --columns {','.join(['社区', *beside])}", TABLE, lang)
    for row in csv.DictReader(io.StringIO(TABLE)):
        given = {name: text for name, text in row.items() if text and name != "社区"}
        flags = []
        for name, text in given.items():
            known = name in ("city", "county", "households")
            flags += [f"--{name}", text] if known else ["--set", f"{name}={text}"]
        single = rows(" ".join([question, *flags, "--columns", ",".join(beside)]), "", lang)
        assert [{k: r[k] for k in beside} for r in table if r["社区"] == row["社区"]] == single
