"""Names that are none of today's full ones: everyday names, former divisions, zones, codes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import in_lang, shequ
from shequ_calc.language import speak
from shequ_calc.places import place
from shequ_calc.places.divisions import COUNTRY, division, divisions, known, lines_of
from shequ_calc.places.former import former_of
from shequ_calc.places.place import AmbiguousPlace, UnknownPlace, find, look_up, resolve
from shequ_calc.places.zones import zones_in

FORMER = tuple(former_of().values())
TODAY = {d.name for d in divisions()}


def understood(**options: str) -> tuple[str, str]:
    """The code that names lead to, and all that is said of it, in Chinese."""
    speak("zh")
    notes: list[str] = []
    found = resolve(notes=notes, **options)
    assert found is not None
    return found.code, "\n".join(notes)


# --- everyday names -------------------------------------------------------------------------------

AUTONOMOUS = [d for d in divisions("county") if d.name.endswith(("自治县", "自治旗"))]


def test_all_autonomous_counties_and_banners_by_their_everyday_names() -> None:
    assert len(AUTONOMOUS) == 120  # 117 counties, 3 banners
    for d in AUTONOMOUS:
        short = next(line for line in lines_of("counties") if line.startswith(d.code)).split("\t")[
            3
        ]
        assert d in find(short + d.name[-1], ("county",)), d
        assert [one.code for one in find(short + d.name[-1], ("county",))] == [d.code]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("禄劝县", "530128"), ("石林县", "530126"), ("彭水县", "500243"), ("伊通县", "220323"),
        ("前郭县", "220721"), ("前郭尔罗斯县", "220721"), ("莫旗", "150722"), ("喀左县", "211324"),
        ("阜蒙县", "210921"), ("鄂温克旗", "150724"), ("双江县", "530925"), ("河南县", "632324"),
        ("云南省禄劝县", "530128"), ("昆明市寻甸县", "530129"), ("达茂旗", "150223"),
    ],
)  # fmt: skip
def test_everyday_names(name: str, code: str) -> None:
    assert understood(county=name) == (code, "")


# --- former divisions -----------------------------------------------------------------------------


def test_the_list_of_former_divisions() -> None:
    assert len(FORMER) == 1033
    assert len({one.division.name for one in FORMER} - TODAY) >= 450
    for one in FORMER:
        assert re.fullmatch("20[0-9]{2}(-[01][0-9]-[0-3][0-9])?", one.ended), one
        assert one.how in ("renamed", "merged", "split")
        assert (len(one.became) > 1) == (one.how == "split")
        assert all(known(d.code) for d in one.became)
        assert re.fullmatch("[a-z]{2,}", one.division.pinyin), one
        assert re.fullmatch("[A-ZÜ][A-Za-zêüö' ,-]+", one.division.english), one
    # Of 23 the source tells no day.
    assert sum(len(one.ended) == 4 for one in FORMER) == 23


def test_former_names_and_codes_lead_to_what_became_of_them() -> None:
    """Each name that no division of today bears, and each code, leads to the successor or lists
    the parts, with the day."""
    speak("en")
    names = {}
    for one in FORMER:
        names.setdefault(one.division.name, []).append(one)
    tried = 0
    for name, ones in list(names.items())[::2]:
        if name in TODAY or find(name):
            continue
        notes: list[str] = []
        found = look_up(name, None, notes)
        assert {d.code for d in found} == {d.code for one in ones for d in one.became}
        assert notes
        assert all(any(one.ended in note for one in ones) for note in notes)
        tried += 1
    assert tried >= 200
    for one in FORMER[::25]:
        if known(one.division.code) is None:
            found = look_up(one.division.code)
            assert {d.code for d in one.became} <= {d.code for d in found}


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"county": "郫县"}, "510117", "2016-11-24（国函〔2016〕186号）改为四川省成都市郫都区"),
        ({"county": "510124"}, "510117", "郫县（510124）"),
        ({"county": "510124001"}, "510117", "郫县（510124）"),
        ({"city": "襄樊"}, "420600", "2010-11-26（国函〔2010〕129号）改为湖北省襄阳市"),
        ({"county": "宣武区"}, "110102", "2010-06-28（国函〔2010〕55号）并入北京市西城区"),
        ({"county": "xuanwu", "city": "beijing"}, "110102", "并入北京市西城区"),
        ({"county": "九台市", "city": "长春"}, "220113", "改为吉林省长春市九台区"),
        ({"county": "公主岭市", "city": "四平"}, "220184", "改为吉林省长春市公主岭市"),
        ({"county": "220381"}, "220184", "公主岭市（220381）"),
        ({"county": "新建县"}, "360112", "2015-07-23"),
        ({"county": "江北区", "city": "重庆"}, "500157", "2025-11-06并入重庆市两江新区"),
        ({"city": "莱芜市"}, "370100", "2018-12-26（国函〔2018〕163号）并入山东省济南市"),
        ({"city": "莱芜市", "county": "莱城区"}, "370116", "改为山东省济南市莱芜区"),
        ({"city": "巢湖市", "county": "庐江县"}, "340124", ""),
        ({"county": "湖北省襄樊市襄阳区"}, "420607", "改为湖北省襄阳市襄州区"),
        ({"county": "广州市东山区"}, "440104", "并入广东省广州市越秀区"),
    ],
)
def test_former_names(options: dict[str, str], code: str, words: str) -> None:
    found, notes = understood(**options)
    assert found == code
    assert words in notes


@pytest.mark.parametrize(
    ("options", "codes", "words"),
    [
        ({"county": "渝北区", "city": "重庆"}, ["500109", "500157"], "2025-11-06撤销，分属"),
        ({"county": "永年县"}, ["130403", "130408"], "2016-09-14（国函〔2016〕157号）撤销，分属"),
        ({"city": "巢湖市"}, ["340100", "340200", "340500"], "2011-07-14"),
        ({"county": "南市区"}, ["130606", "310101"], "并入上海市黄浦区"),  # Baoding's, too
    ],
)
def test_what_was_split_is_listed(options: dict[str, str], codes: list[str], words: str) -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        resolve(**options)
    assert sorted(d.code for d in caught.value.candidates) == codes
    speak("zh")
    with pytest.raises(AmbiguousPlace) as caught:
        resolve(**options)
    assert words in str(caught.value)


def test_a_name_of_today_is_never_a_former_one() -> None:
    # Dongxiang of Jiangxi is a district since 2016; 东乡县 is the everyday name of one in Gansu.
    assert understood(county="东乡县") == ("622926", "")
    assert understood(county="东乡县", province="江西")[0] == "361003"


# --- development zones ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"county": "净月高新区"}, "220100", "请写所在的区县（在南关区）"),
        ({"county": "长春净月高新技术产业开发区"}, "220100", "在南关区"),
        ({"county": "长春经济技术开发区"}, "220100", "在南关区、宽城区、二道区"),
        (
            {"county": "高新区", "city": "长春"},
            "220100",
            "不是行政区划，按吉林省长春市（220100）计算",
        ),
        ({"county": "经济技术开发区", "city": "昆明"}, "530100", "按云南省昆明市（530100）计算"),
        ({"county": "昆明高新技术产业开发区"}, "530100", "按云南省昆明市"),
        ({"county": "220171"}, "220100", "在南关区、宽城区、二道区"),
        ({"county": "220171404001"}, "220100", "长春市"),
        ({"city": "雄安新区"}, "130600", "在容城县、安新县、雄县"),
        ({"county": "苏州工业园区"}, "320500", "在虎丘区、吴中区"),
    ],
)
def test_zones_stand_for_the_city(options: dict[str, str], code: str, words: str) -> None:
    found, notes = understood(**options)
    assert found == code
    assert words in notes


def test_a_zone_of_no_city_says_what_to_write() -> None:
    for name in ("高新区", "经济技术开发区"):
        with pytest.raises(UnknownPlace) as caught:
            resolve(county=name)
        assert "--city 长春 --county 净月高新区" in in_lang("zh", str, caught.value)
        assert "name the city or county it lies in" in in_lang("en", str, caught.value)


def test_zones_are_of_today() -> None:
    zones = zones_in(division(COUNTRY))
    assert len(zones) == 138
    for zone in zones:
        for part in zone.parts:
            assert zone.city in place.chain(part), zone


# --- codes and middle levels ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "220104001003",
        "220104001",
        "220104000000",
        "220104.0",
        "220,104",
        "２２０１０４",
        " 220104 ",
    ],
)
def test_codes_as_sheets_keep_them(text: str) -> None:
    assert understood(county=text) == ("220104", "")


def test_codes_that_a_spreadsheet_cut_are_read_with_a_word() -> None:
    code, notes = understood(county="2.20104E+11")
    assert code == "220104"
    assert "请把这一栏设为文本" in notes
    for text in ("2.2E+11", "2.20104E+10"):
        with pytest.raises(UnknownPlace):
            resolve(county=text)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"province": "重庆市", "city": "市辖区", "county": "渝中区"}, "500103"),
        ({"province": "重庆市", "city": "县", "county": "忠县"}, "500233"),
        ({"province": "500000", "city": "500100", "county": "500103"}, "500103"),
        ({"province": "河南省", "city": "省直辖县级行政区划", "county": "济源市"}, "419001"),
        ({"county": "重庆市市辖区渝中区"}, "500103"),
        ({"county": "河南省省直辖县级行政区划济源市"}, "419001"),
        ({"city": "长春市", "county": "市辖区"}, "220100"),
    ],
)
def test_middle_levels_are_passed_over(options: dict[str, str], code: str) -> None:
    assert understood(**options) == (code, "")


def test_codes_of_middle_levels_alone_stand_for_what_is_above() -> None:
    assert understood(county="220101")[0] == "220100"
    assert understood(city="110100")[0] == "110000"
    assert "中间层级" in understood(county="220101")[1]
    with pytest.raises(UnknownPlace):
        resolve(city="市辖区")


def test_of_any_level_the_highest_comes_first() -> None:
    assert [d.code for d in look_up("河北")] == ["130000", "120105"]
    assert look_up("海南")[0].code == "460000"


# --- through the public door ----------------------------------------------------------------------


def test_notes_go_to_stderr_and_rows_are_answered(tmp_path: Path) -> None:
    result = shequ("staffing", "--households", "3000", "--county", "九台市", "--lang", "zh")
    assert result.code == 0
    assert "九台市（220181）已于2014-10-20" in result.err
    table = tmp_path / "ledger.csv"
    table.write_text(
        "省份,城市,区县,户数\n吉林省,四平市,公主岭市,3000\n吉林,长春,净月高新区,3000\n"
        "重庆,,渝北区,3000\n河北,,,1\n",
        "utf-8",
    )
    result = shequ("staffing", str(table), "--only", "posts", "--columns", "division,status")
    lines = result.out.splitlines()
    assert lines[1:3] == ["220184,computed", "220100,computed"]
    assert "220381" in result.err
    assert "taken as Changchun, Jilin (220100)" in result.err


def test_place_shows_other_names() -> None:
    result = shequ("place", "长春", "--lang", "zh")
    assert "长春净月高新技术产业开发区" in result.out
    assert "禄劝县" in shequ("place", "禄劝", "--lang", "zh").out
    result = shequ("place", "郫县", "--lang", "zh")
    assert "曾用      郫县 (510124, 至2016-11-24)" in result.out
    assert "改为四川省成都市郫都区" in result.err
    both = shequ("place", "永年县", "--lang", "zh")
    assert both.code == 0
    assert "130408" in both.out
    assert "130403" in both.out


def test_former_names_cost_nothing_where_todays_are_given() -> None:
    code = (
        "import sys; from shequ_calc.places.place import resolve; resolve(city='kunming');"
        "resolve(county='五华区', city='昆明');"
        "print(*[m for m in sys.modules if m.startswith('shequ_calc.places')])"
    )
    src = str(Path(place.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": src},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"shequ_calc.places.former", "shequ_calc.places.zones"} & set(done.stdout.split())


def test_each_list_states_source_licence_and_date() -> None:
    for table in ("former", "zones"):
        path = Path(place.__file__).with_name("data") / f"{table}.tsv"
        head = "\n".join(line for line in path.read_text("utf-8").splitlines() if line[0] == "#")
        assert "Source:" in head
        assert "CC" in head
        assert "2026-09-11" in head
