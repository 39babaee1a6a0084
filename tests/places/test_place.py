"""Divisions of China: the shipped data against known facts, and look-up by every kind of name."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import in_lang
from shequ_calc.language import speak
from shequ_calc.places import divisions, names, place
from shequ_calc.places.place import (
    AmbiguousPlace,
    Division,
    PlaceError,
    UnknownPlace,
    chain,
    children,
    contains,
    division,
    find,
    path_name,
    resolve,
    seat_of,
)

SRC = Path(place.__file__).resolve().parents[2]
COUNTRY = division("000000")
PROVINCES = children(COUNTRY)
PREFECTURES = tuple(d for p in PROVINCES for d in children(p) if d.level == "prefecture")
COUNTIES = tuple(d for d in place.divisions("county"))
EVERY = (COUNTRY, *PROVINCES, *PREFECTURES, *COUNTIES)


def codes(found: tuple[Division, ...]) -> list[str]:
    return [d.code for d in found]


def resolved(**options: str) -> str:
    found = resolve(**options)
    assert found is not None
    return found.code


# --- the data -----------------------------------------------------------------------------------


def test_counts_of_each_level() -> None:
    assert Counter(d.level for d in EVERY) == {
        "country": 1,
        "province": 34,
        "prefecture": 333,
        "county": 2847,
    }


@pytest.mark.parametrize(
    ("code", "prefectures", "counties"),
    [
        ("110000", 0, 16),
        ("120000", 0, 16),
        ("130000", 11, 167),
        ("140000", 11, 117),
        ("150000", 12, 103),
        ("210000", 14, 100),
        ("220000", 9, 60),
        ("230000", 13, 121),
        ("310000", 0, 16),
        ("320000", 13, 95),
        ("330000", 11, 90),
        ("340000", 16, 104),
        ("350000", 9, 84),
        ("360000", 11, 100),
        ("370000", 16, 136),
        ("410000", 17, 157),
        ("420000", 13, 103),
        ("430000", 14, 122),
        ("440000", 21, 122),
        ("450000", 14, 111),
        ("460000", 4, 25),
        ("500000", 0, 37),  # 38 until Jiangbei and Yubei became Liangjiang in 2025
        ("510000", 21, 183),
        ("520000", 9, 88),
        ("530000", 16, 129),
        ("540000", 7, 74),
        ("610000", 10, 107),
        ("620000", 14, 86),
        ("630000", 8, 44),
        ("640000", 5, 22),
        ("650000", 14, 112),
        ("710000", 0, 0),
        ("810000", 0, 0),
        ("820000", 0, 0),
    ],
)
def test_counts_of_each_province(code: str, prefectures: int, counties: int) -> None:
    inside = [d for d in EVERY if d.code[:2] == code[:2]]
    assert sum(d.level == "prefecture" for d in inside) == prefectures
    assert sum(d.level == "county" for d in inside) == counties


def test_codes_are_unique_and_sorted_in_each_file() -> None:
    for table in ("divisions", "counties"):
        listed = [d.code for d, _ in divisions.rows_of(table)]
        assert listed == sorted(set(listed))


def level_of(code: str) -> str:
    if code == "000000":
        return "country"
    zeros = len(code) - len(code.rstrip("0"))
    return "province" if zeros >= 4 else "prefecture" if zeros >= 2 else "county"


def test_each_row_is_well_formed() -> None:
    for d in EVERY:
        assert re.fullmatch("[0-9]{6}", d.code), d
        assert d.level == level_of(d.code), d
        assert re.fullmatch("[\u4e00-\u9fff]{2,}", d.name), d
        assert re.fullmatch("[a-z]{2,}", d.pinyin), d
        assert re.fullmatch("[A-ZÜ][A-Za-zêüö' ,-]+", d.english), d
        assert re.fullmatch("([0-9]{6})?", d.seat), d


def test_no_statistical_placeholders() -> None:
    assert not {d.name for d in EVERY} & {"市辖区", "县", "省直辖县级行政区划"}
    for code in ("110100", "310100", "429000", "500200"):
        with pytest.raises(KeyError):
            division(code)


def test_each_county_hangs_under_what_its_code_says() -> None:
    for d in COUNTIES:
        above = chain(d)[1]
        if above.level == "prefecture":
            assert above.code == d.code[:4] + "00"
        else:
            assert above.code == d.code[:2] + "0000"
            assert above.code in place.CITY_PROVINCES or d.code[2:4] == "90", d


def test_each_data_file_states_source_licence_and_date() -> None:
    for table in ("divisions", "counties"):
        path = Path(place.__file__).with_name("data") / f"{table}.tsv"
        head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
        said = "\n".join(head)
        assert "Source:" in said
        assert "CC BY 4.0" in said
        assert "2026-09-11" in said


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name", "pinyin"),
    [
        ("140400", "长治市", "changzhi"),
        ("140428", "长子县", "zhangzi"),
        ("220100", "长春市", "changchun"),
        ("410783", "长垣市", "changyuan"),
        ("211300", "朝阳市", "chaoyang"),
        ("110105", "朝阳区", "chaoyang"),
        ("530602", "昭阳区", "zhaoyang"),
        ("371722", "单县", "shanxian"),
        ("371522", "莘县", "shenxian"),
        ("610000", "陕西省", "shaanxi"),
        ("140000", "山西省", "shanxi"),
        ("500000", "重庆市", "chongqing"),
        ("350200", "厦门市", "xiamen"),
        ("341500", "六安市", "luan"),
        ("320116", "六合区", "luhe"),
        ("371481", "乐陵市", "laoling"),
        ("330382", "乐清市", "yueqing"),
        ("130225", "乐亭县", "laoting"),
        ("511100", "乐山市", "leshan"),
        ("370725", "昌乐县", "changle"),
        ("450330", "平乐县", "pingle"),
        ("371524", "东阿县", "donge"),
        ("371322", "郯城县", "tancheng"),
        ("370724", "临朐县", "linqu"),
        ("371726", "鄄城县", "juancheng"),
        ("370881", "曲阜市", "qufu"),
        ("361124", "铅山县", "yanshan"),
        ("361130", "婺源县", "wuyuan"),
        ("360733", "会昌县", "huichang"),
        ("530326", "会泽县", "huize"),
        ("513426", "会东县", "huidong"),
        ("532822", "勐海县", "menghai"),
        ("341021", "歙县", "shexian"),
        ("341023", "黟县", "yixian"),
        ("130726", "蔚县", "yuxian"),
        ("130121", "井陉县", "jingxing"),
        ("511381", "阆中市", "langzhong"),
        ("511123", "犍为县", "qianwei"),
        ("511526", "珙县", "gongxian"),
        ("511527", "筠连县", "junlian"),
        ("320830", "盱眙县", "xuyi"),
        ("321003", "邗江区", "hanjiang"),
        ("410621", "浚县", "xunxian"),
        ("410182", "荥阳市", "xingyang"),
        ("511822", "荥经县", "yingjing"),
        ("141024", "洪洞县", "hongtong"),
        ("141031", "隰县", "xixian"),
        ("421088", "监利市", "jianli"),
        ("510117", "郫都区", "pidu"),
        ("652823", "尉犁县", "yuli"),
        ("410223", "尉氏县", "weishi"),
        ("140924", "繁峙县", "fanshi"),
        ("341621", "涡阳县", "guoyang"),
        ("341600", "亳州市", "bozhou"),
        ("340300", "蚌埠市", "bengbu"),
        ("340303", "蚌山区", "bengshan"),
        ("411726", "泌阳县", "biyang"),
        ("440113", "番禺区", "panyu"),
        ("441900", "东莞市", "dongguan"),
        ("331100", "丽水市", "lishui"),
        ("530700", "丽江市", "lijiang"),
        ("331000", "台州市", "taizhou"),
        ("331023", "天台县", "tiantai"),
        ("330683", "嵊州市", "shengzhou"),
        ("330212", "鄞州区", "yinzhou"),
        ("340722", "枞阳县", "zongyang"),
        ("500110", "綦江区", "qijiang"),
        ("500102", "涪陵区", "fuling"),
        ("500120", "璧山区", "bishan"),
        ("500230", "丰都县", "fengdu"),
        ("420527", "秭归县", "zigui"),
        ("420322", "郧西县", "yunxi"),
        ("350405", "沙县区", "shaxian"),
        ("360704", "赣县区", "ganxian"),
        ("440112", "黄埔区", "huangpu"),
        ("441422", "大埔县", "dabu"),
        ("441821", "佛冈县", "fogang"),
        ("440114", "花都区", "huadu"),
        ("460400", "儋州市", "danzhou"),
        ("510682", "什邡市", "shifang"),
        ("510981", "射洪市", "shehong"),
        ("652800", "巴音郭楞蒙古自治州", "bayinguoleng"),
        ("653000", "克孜勒苏柯尔克孜自治州", "kezilesu"),
        ("652801", "库尔勒市", "kuerle"),
        ("653129", "伽师县", "jiashi"),
        ("411100", "漯河市", "luohe"),
        ("310112", "闵行区", "minhang"),
        ("350105", "马尾区", "mawei"),
        ("441500", "汕尾市", "shanwei"),
        ("222404", "珲春市", "hunchun"),
        ("220821", "镇赉县", "zhenlai"),
        ("220106", "绿园区", "lvyuan"),
        ("532531", "绿春县", "lvchun"),
        ("141100", "吕梁市", "lvliang"),
        ("532323", "牟定县", "mouding"),
        ("370612", "牟平区", "muping"),
        ("370602", "芝罘区", "zhifu"),
        ("371503", "茌平区", "chiping"),
        ("610730", "佛坪县", "foping"),
        ("620802", "崆峒区", "kongtong"),
        ("533103", "芒市", "mangshi"),
        ("140302", "城区", "chengqu"),
        ("150000", "内蒙古自治区", "neimenggu"),
        ("150100", "呼和浩特市", "huhehaote"),
        ("419001", "济源市", "jiyuan"),
        ("429021", "神农架林区", "shennongjia"),
        ("140109", "万柏林区", "wanbailin"),
        ("610103", "碑林区", "beilin"),
        ("360428", "都昌县", "duchang"),
        ("360730", "宁都县", "ningdu"),
        ("522701", "都匀市", "duyun"),
    ],
)
def test_readings(code: str, name: str, pinyin: str) -> None:
    assert (division(code).name, division(code).pinyin) == (name, pinyin)


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("000000", "China"),
        ("150000", "Inner Mongolia"),
        ("540000", "Tibet"),
        ("220000", "Jilin"),
        ("530100", "Kunming"),
        ("530102", "Wuhua District"),
        ("530181", "Anning City"),
        ("371322", "Tancheng County"),
        ("371524", "Dong'e County"),
        ("341500", "Lu'an"),
        ("610100", "Xi'an"),
        ("141100", "Lüliang"),
        ("532900", "Dali Bai Autonomous Prefecture"),
        ("532500", "Honghe Hani and Yi Autonomous Prefecture"),
        ("532800", "Xishuangbanna Dai Autonomous Prefecture"),
        ("533100", "Dehong Dai and Jingpo Autonomous Prefecture"),
        ("222400", "Yanbian Korean Autonomous Prefecture"),
        ("513300", "Garzê Tibetan Autonomous Prefecture"),
        ("652700", "Bortala Mongol Autonomous Prefecture"),
        ("530428", "Yuanjiang Hani, Yi and Dai Autonomous County"),
        ("220623", "Changbai Korean Autonomous County"),
        ("500243", "Pengshui Miao and Tujia Autonomous County"),
        ("130107", "Jingxing Mining District"),
        ("429021", "Shennongjia Forestry District"),
        ("310115", "Pudong New Area"),
        ("410104", "Guancheng Hui District"),
        ("150622", "Jungar Banner"),
        ("152500", "Xilingol League"),
        ("653100", "Kashgar Prefecture"),
    ],
)
def test_english(code: str, english: str) -> None:
    assert division(code).english == english


def test_label() -> None:
    assert in_lang("zh", division("530100").label) == "昆明市"
    assert in_lang("en", division("530100").label) == "Kunming"


# --- seats --------------------------------------------------------------------------------------

# Its seat, Jiagedaqi, lies in Inner Mongolia and is no county-level division of the list.
SEATLESS = {"232700"}


@pytest.mark.parametrize("d", [*PROVINCES, *PREFECTURES], ids=lambda d: d.code)
def test_seats_lie_inside_and_one_level_down(d: Division) -> None:
    below = children(d)
    if not below or d.code in SEATLESS:
        assert d.seat == ""
        return
    seat = division(d.seat)
    assert seat in below
    assert d in seat_of(seat)


@pytest.mark.parametrize(
    ("code", "seat"),
    [
        ("000000", "110000"),
        ("110000", "110112"),
        ("500000", "500103"),
        ("530000", "530100"),
        ("530100", "530114"),
        ("532900", "532901"),
        ("530400", "530402"),
        ("532500", "532503"),
        ("532600", "532601"),
        ("532300", "532301"),
        ("532800", "532801"),
        ("533100", "533103"),
        ("533300", "533301"),
        ("533400", "533401"),
        ("220000", "220100"),
        ("220100", "220102"),
        ("220200", "220204"),
        ("222400", "222401"),
        ("371300", "371302"),
        ("360100", "360113"),
        ("370100", "370102"),
        ("370200", "370202"),
        ("340100", "340104"),
        ("330100", "330102"),
        ("350600", "350603"),
        ("431100", "431103"),
        ("441900", ""),
        ("530102", ""),
    ],
)
def test_known_seats(code: str, seat: str) -> None:
    assert division(code).seat == seat


@pytest.mark.parametrize(
    ("code", "governed"),
    [
        ("530100", ["530000"]),
        ("530114", ["530100"]),
        ("532901", ["532900"]),
        ("110000", ["000000"]),
        ("110112", ["110000"]),
        ("530102", []),
        ("530000", []),
    ],
)
def test_seat_of(code: str, governed: list[str]) -> None:
    assert codes(seat_of(division(code))) == governed


# --- where a division lies ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("530102", ["530102", "530100", "530000", "000000"]),
        ("110105", ["110105", "110000", "000000"]),
        ("429004", ["429004", "420000", "000000"]),
        ("530100", ["530100", "530000", "000000"]),
        ("530000", ["530000", "000000"]),
        ("000000", ["000000"]),
    ],
)
def test_chain(code: str, above: list[str]) -> None:
    assert codes(chain(division(code))) == above


def test_contains() -> None:
    yunnan, kunming, wuhua = division("530000"), division("530100"), division("530102")
    assert contains(yunnan, wuhua)
    assert contains(kunming, wuhua)
    assert contains(COUNTRY, yunnan)
    assert contains(kunming, kunming)
    assert not contains(wuhua, kunming)
    assert not contains(division("220000"), wuhua)


def test_children_partition_the_country() -> None:
    assert len(PROVINCES) == 34
    below = [d for p in (COUNTRY, *PROVINCES, *PREFECTURES) for d in children(p)]
    assert Counter(below) == Counter(d for d in EVERY if d is not COUNTRY)
    assert codes(children(division("460400"))) == []
    assert codes(children(division("530102"))) == []
    assert "429004" in codes(children(division("420000")))
    assert codes(children(division("533300"))) == ["533301", "533323", "533324", "533325"]


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("530102", "云南省昆明市五华区", "Wuhua District, Kunming, Yunnan"),
        ("110105", "北京市朝阳区", "Chaoyang District, Beijing"),
        ("419001", "河南省济源市", "Jiyuan City, Henan"),
        ("530000", "云南省", "Yunnan"),
        ("000000", "中华人民共和国", "China"),
    ],
)
def test_path_name(code: str, zh: str, en: str) -> None:
    assert in_lang("zh", path_name, division(code)) == zh
    assert in_lang("en", path_name, division(code)) == en


# --- look-up ------------------------------------------------------------------------------------


def test_every_division_is_found_by_code_and_names() -> None:
    for d in EVERY:
        parent = chain(d)[1] if d is not COUNTRY else None
        assert find(d.code) == (d,)
        assert division(d.code) == d
        assert find(d.name, (d.level,), parent) == (d,)
        for text in (d.pinyin, d.pinyin.upper(), d.english, d.english.lower()):
            assert d in find(text, (d.level,), parent), (d, text)


NAMES = st.sampled_from(EVERY).flatmap(lambda d: st.sampled_from((d.name, d.pinyin, d.english)))


def attempt(option: str, text: str) -> Division | PlaceError | None:
    try:
        return resolve(**{option: text})
    except PlaceError as error:
        return error


@settings(deadline=None)
@given(NAMES | st.text(max_size=12), st.sampled_from(["city", "province", "county"]))
def test_any_text_gives_a_place_or_an_error_that_can_be_shown(text: str, option: str) -> None:
    answer = attempt(option, text)
    if isinstance(answer, PlaceError):
        assert answer.text == text
        assert in_lang("zh", str, answer)
        assert in_lang("en", str, answer)
        assert all(isinstance(d, Division) for d in answer.candidates)
    else:
        assert answer is not None
        assert answer in find(text, (answer.level,))


def test_english_with_the_path_is_unique() -> None:
    shown = Counter(in_lang("en", path_name, d) for d in EVERY if d.level == "county")
    assert [name for name, n in shown.items() if n > 1] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昆明", "530100"),
        ("昆明市", "530100"),
        ("kunming", "530100"),
        ("Kunming", "530100"),
        ("KUN MING", "530100"),
        ("kun-ming shi", "530100"),
        ("kunming city", "530100"),
        ("530100", "530100"),
        ("5301", "530100"),
        (" 530100 ", "530100"),
        ("５３０１００", "530100"),
        ("ｋｕｎｍｉｎｇ", "530100"),
        ("Kūnmíng", "530100"),
        ("Ku\u0304nmi\u0301ng", "530100"),
        ("\ufeff昆明\u3000市", "530100"),
        ("大理", "532900"),
        ("大理州", "532900"),
        ("大理白族自治州", "532900"),
        ("dali", "532900"),
        ("dali zhou", "532900"),
        ("Dali Prefecture", "532900"),
        ("Dali Autonomous Prefecture", "532900"),
        ("Dali Bai Autonomous Prefecture", "532900"),
        ("版纳", "532800"),
        ("西双版纳州", "532800"),
        ("Honghe Hani and Yi Autonomous Prefecture", "532500"),
        ("jilin", "220200"),
        ("吉林", "220200"),
        ("吉林市", "220200"),
        ("chaoyang", "211300"),
        ("北京", "110000"),
        ("beijing", "110000"),
        ("Beijing Municipality", "110000"),
        ("chongqing", "500000"),
        ("重庆市", "500000"),
        ("上海", "310000"),
        ("天津", "120000"),
        ("Hong Kong", "810000"),
        ("hongkong", "810000"),
        ("xianggang", "810000"),
        ("Macao", "820000"),
        ("济源", "419001"),
        ("jiyuan", "419001"),
        ("419001", "419001"),
        ("仙桃市", "429004"),
        ("Shihezi City", "659001"),
        ("神农架", "429021"),
        ("Xi'an", "610100"),
        ("xian", "610100"),
        ("Xi’an", "610100"),
        ("lu'an", "341500"),
        ("lvliang", "141100"),
        ("luliang", "141100"),
        ("lyuliang", "141100"),
        ("Lüliang", "141100"),
        ("Lu\u0308liang", "141100"),
        ("hohhot", "150100"),
        ("huhehaote", "150100"),
        ("Ürümqi", "650100"),
        ("urumqi", "650100"),
        ("wulumuqi", "650100"),
        ("lhasa", "540100"),
        ("lasa", "540100"),
        ("Kashgar", "653100"),
        ("kashi", "653100"),
        ("kashi diqu", "653100"),
        ("hami", "650500"),
        ("Garzê", "513300"),
        ("garze", "513300"),
        ("ganzi", "513300"),
        ("ngawa", "513200"),
        ("aba", "513200"),
        ("bayingolin", "652800"),
        ("巴州", "652800"),
        ("bortala", "652700"),
        ("ili", "654000"),
        ("xilingol league", "152500"),
        ("xilinguole meng", "152500"),
        ("ordos", "150600"),
        ("haerbin", "230100"),
        ("Harbin", "230100"),
        ("dongguan", "441900"),
        ("pu'er", "530800"),
        ("黔东南", "522600"),
        ("黔东南州", "522600"),
    ],
)
def test_city(text: str, code: str) -> None:
    assert resolved(city=text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("jilin", "220000"),
        ("吉林", "220000"),
        ("Jilin Province", "220000"),
        ("jilin sheng", "220000"),
        ("22", "220000"),
        ("220000", "220000"),
        ("内蒙古", "150000"),
        ("内蒙", "150000"),
        ("neimenggu", "150000"),
        ("Inner Mongolia", "150000"),
        ("Inner Mongolia Autonomous Region", "150000"),
        ("内蒙古自治区", "150000"),
        ("shaanxi", "610000"),
        ("shanxi", "140000"),
        ("xizang", "540000"),
        ("Tibet", "540000"),
        ("guangxi zizhiqu", "450000"),
        ("宁夏", "640000"),
        ("新疆", "650000"),
        ("chongqing", "500000"),
        ("taiwan", "710000"),
        ("hainan", "460000"),
    ],
)
def test_province(text: str, code: str) -> None:
    assert resolved(province=text) == code


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"county": "大理"}, "532901"),
        ({"county": "大理市"}, "532901"),
        ({"county": "dali city"}, "532901"),
        ({"county": "dali", "city": "大理"}, "532901"),
        ({"county": "530102"}, "530102"),
        ({"county": "五华区"}, "530102"),
        ({"county": "wuhua qu"}, "530102"),
        ({"county": "五华", "city": "kunming"}, "530102"),
        ({"county": "wuhua", "province": "yunnan"}, "530102"),
        ({"county": "wuhua", "province": "广东"}, "441424"),
        ({"county": "朝阳", "city": "长春"}, "220104"),
        ({"county": "朝阳", "city": "北京"}, "110105"),
        ({"county": "朝阳", "province": "北京"}, "110105"),
        ({"county": "朝阳县"}, "211321"),
        ({"county": "shan xian"}, "371722"),
        ({"county": "lvyuan", "city": "changchun"}, "220106"),
        ({"county": "luyuan", "city": "changchun"}, "220106"),
        ({"county": "pudong"}, "310115"),
        ({"county": "浦东新区"}, "310115"),
        ({"county": "济源", "city": "济源"}, "419001"),
        ({"county": "江北区", "city": "chongqing"}, "500157"),
        ({"county": "kunshan", "city": "suzhou"}, "320583"),
        ({"city": "suzhou", "province": "anhui"}, "341300"),
        ({"city": "suzhou", "province": "jiangsu"}, "320500"),
        ({"city": "jilin", "province": "jilin"}, "220200"),
        ({"city": "beijing", "province": "beijing"}, "110000"),
        ({"city": "kunming", "province": "53", "county": "530102"}, "530102"),
    ],
)
def test_county_and_narrowing(options: dict[str, str], code: str) -> None:
    assert resolved(**options) == code


def test_nothing_given() -> None:
    assert resolve() is None


@pytest.mark.parametrize(
    ("text", "levels", "within", "found"),
    [
        ("大理", None, None, ["532900", "532901"]),
        ("大理市", None, None, ["532901"]),
        ("吉林", None, None, ["220000", "220200"]),
        ("吉林市", None, None, ["220200"]),
        ("吉林", ("province",), None, ["220000"]),
        ("朝阳", ("county",), None, ["110105", "211321", "220104"]),
        ("朝阳区", ("county",), None, ["110105", "220104"]),
        ("chaoyang", ("county",), None, ["110105", "211321", "220104", "440513"]),
        ("chaoyang", ("county",), "220000", ["220104"]),
        ("中国", None, None, ["000000"]),
        ("china", None, None, ["000000"]),
        ("530102", ("prefecture",), None, []),
        ("530102", None, "220000", []),
        ("53", None, None, ["530000"]),
        ("no such place", None, None, []),
        ("shi", None, None, []),
        ("", None, None, []),
    ],
)
def test_find(
    text: str, levels: tuple[str, ...] | None, within: str | None, found: list[str]
) -> None:
    assert codes(find(text, levels, division(within) if within else None)) == found


def test_units_governed_by_a_province_share_no_name_with_a_prefecture() -> None:
    # --city looks among prefectures first and stops there.
    for d in COUNTIES:
        if d.code[2:4] == "90":
            for text in (d.name, d.pinyin, d.english):
                assert find(text, ("prefecture",)) == ()


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "candidates"),
    [
        ({"city": "suzhou"}, ["320500", "341300"]),
        ({"city": "taizhou"}, ["321200", "331000"]),
        ({"city": "yichun"}, ["230700", "360900"]),
        ({"city": "fuzhou"}, ["350100", "361000"]),
        ({"county": "朝阳"}, ["110105", "211321", "220104"]),
        ({"county": "chaoyang"}, ["110105", "211321", "220104", "440513"]),
        ({"county": "五华"}, ["441424", "530102"]),
        ({"county": "dali"}, ["532901", "610523"]),
    ],
)
def test_ambiguous(options: dict[str, str], candidates: list[str]) -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        resolve(**options)
    assert caught.value.text == next(iter(options.values()))
    assert codes(caught.value.candidates) == candidates
    for lang in ("zh", "en"):
        speak(lang)
        said = str(caught.value)
        assert caught.value.text in said
        assert all(code in said for code in candidates)


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ({"city": "kuming"}, "530100"),
        ({"city": "昆明县"}, "530100"),
        ({"city": "changchuen"}, "220100"),
        ({"city": "530199"}, "530100"),
        ({"city": "大理市"}, "532901"),
        ({"city": "dali city"}, "532901"),
        ({"city": "昆山"}, "320583"),
        ({"city": "yunnan"}, "530000"),
        ({"province": "kunming"}, "530100"),
        ({"province": "yunan"}, "445303"),
        ({"province": "yunnann"}, "530000"),
        ({"county": "东莞"}, "441900"),
        ({"county": "Hotan Prefecture"}, "653200"),
        ({"county": "wuhuaa", "city": "kunming"}, "530102"),
        ({"county": "朝阳", "city": "昆明"}, "110105"),
        ({"city": "linyi", "province": "yunnan"}, "371300"),
        ({"county": "530102", "city": "changchun"}, "530102"),
    ],
)
def test_unknown_names_the_nearest(options: dict[str, str], first: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        resolve(**options)
    assert caught.value.candidates[0].code == first
    for lang in ("zh", "en"):
        speak(lang)
        assert first in str(caught.value)
        assert path_name(division(first)) in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "  ", "qqqqqq", "9", "999999", "99345678", "'; --", "ß" * 500]
)
@pytest.mark.parametrize("option", ["city", "province", "county"])
def test_unknown_without_anything_near(option: str, text: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        resolve(**{option: text})
    assert caught.value.candidates == ()
    assert caught.value.text == text


def test_the_message_says_where_else_the_county_is() -> None:
    with pytest.raises(UnknownPlace) as caught:
        resolve(city="昆明", county="南关区")
    assert in_lang("zh", str, caught.value) == (
        "云南省昆明市内没有“南关区”这个区县。可写中文全称、简称、拼音、英文或行政区划代码。\n"
        "别处有：\n"
        "  220102  吉林省长春市南关区  --county"
    )
    assert in_lang("en", str, caught.value) == (
        "No county or district called “南关区” in Kunming, Yunnan. "
        "Accepted: Chinese name, full or short, pinyin, English or GB/T 2260 code.\n"
        "Elsewhere:\n"
        "  220102  Nanguan District, Changchun, Jilin  --county"
    )
    assert str(caught.value) == in_lang("en", str, caught.value)


def test_the_message_says_which_option_fits() -> None:
    with pytest.raises(UnknownPlace) as caught:
        resolve(city="云南")
    assert in_lang("zh", str, caught.value).endswith("最接近的：\n  530000  云南省  --province")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_stay_short(lang: str) -> None:
    with pytest.raises(AmbiguousPlace) as ambiguous:
        resolve(county="市中区" if lang == "zh" else "shizhong")
    with pytest.raises(UnknownPlace) as unknown:
        resolve(county="linyii" * 200)
    many = AmbiguousPlace("everything", COUNTIES)
    for error in (ambiguous.value, unknown.value, many):
        lines = str(error).splitlines()
        assert max(map(len, lines)) <= 300
        assert sum(line.startswith("  ") for line in lines) <= place.LISTED + 1
    assert "2839" in str(many)


def test_errors_are_value_errors() -> None:
    assert issubclass(PlaceError, ValueError)
    assert issubclass(UnknownPlace, PlaceError)
    assert issubclass(AmbiguousPlace, PlaceError)


def test_division_of_an_unknown_code() -> None:
    for code in ("530199", "999999", "", "53", "昆明"):
        with pytest.raises(KeyError):
            division(code)


# --- cost ---------------------------------------------------------------------------------------

PROBE = """
import pathlib, sys
read = []
real = pathlib.Path.read_text
def spy(self, *args, **kwargs):
    read.append(self.name)
    return real(self, *args, **kwargs)
pathlib.Path.read_text = spy
before = set(sys.modules)
from shequ_calc.places import place
{act}
heavy = {{"difflib", "unicodedata", "csv", "json", "pydantic", "rich", "yaml"}}
print(*read, *sorted(heavy & (set(sys.modules) - before)))
"""


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("", []),
        ("assert place.resolve(city='kunming').code == '530100'", ["divisions.tsv"]),
        ("assert place.resolve(city='大理', province='云南').code == '532900'", ["divisions.tsv"]),
        ("assert place.path_name(place.division('530100'))", ["divisions.tsv"]),
        ("assert place.seat_of(place.division('530100'))", ["divisions.tsv"]),
        ("place.resolve(county='五华区')", ["counties.tsv"]),
    ],
)
def test_only_what_is_needed_is_read(act: str, expected: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(act=act)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(SRC), "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.split() == expected


@pytest.mark.parametrize("table", ["divisions", "counties"])
def test_first_look_ups_find_what_the_index_finds(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "_SCANS", 10**9)
    monkeypatch.setattr(names, "_scanned", {})
    index = names.keys(table)
    keys = sorted(index)[:: len(index) // 60]
    assert {key: names._hits(table, key) for key in keys} == {key: index[key] for key in keys}
    assert len(names._scanned[table]) == len(keys) > 50
    assert names._hits(table, "nosuchplace") == []


def test_public_names_are_listed() -> None:
    assert sorted(place.__all__, key=lambda n: (not n.isupper(), n)) == list(place.__all__)
    assert all(hasattr(place, name) for name in place.__all__)
