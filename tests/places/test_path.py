"""Places named by their path, as ledgers and address lists have them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from commands import in_lang, shequ
from shequ_calc.language import speak
from shequ_calc.places.place import UnknownPlace, divisions, find, look_up, path_name, resolve


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"county": "昆明市五华区"}, "530102"),
        ({"county": "昆明五华"}, "530102"),
        ({"county": "云南省昆明市五华区"}, "530102"),
        ({"county": "云南五华区"}, "530102"),  # 五华 alone is a county of Guangdong, too
        ({"county": "中国云南昆明五华"}, "530102"),
        ({"county": "云南省 昆明市　五华区"}, "530102"),
        ({"county": "云南，昆明，五华"}, "530102"),
        ({"county": "Wuhua District, Kunming, Yunnan"}, "530102"),
        ({"county": "wuhua, kunming"}, "530102"),
        ({"county": "昆明市五华区", "city": "昆明"}, "530102"),
        ({"county": "五华区", "city": "云南省昆明市"}, "530102"),
        ({"county": "北京市朝阳区"}, "110105"),
        ({"county": "长春朝阳"}, "220104"),
        ({"county": "吉林吉林昌邑"}, "220202"),  # the province, then the city
        ({"city": "云南省昆明市"}, "530100"),
        ({"city": "吉林吉林"}, "220200"),
        ({"city": "Kunming, Yunnan"}, "530100"),
        ({"city": "河南济源"}, "419001"),
        ({"city": "中国上海"}, "310000"),
        ({"province": "中国云南省"}, "530000"),
    ],
)
def test_each_part_is_a_division_inside_the_one_before(options: dict[str, str], code: str) -> None:
    found = resolve(**options)
    assert found is not None
    assert found.code == code


def test_every_division_is_found_by_the_path_that_messages_show() -> None:
    for d in sorted(divisions())[::9]:
        for lang in ("zh", "en"):
            speak(lang)
            assert [one.code for one in find(path_name(d), (d.level,))] == [d.code]


def test_of_any_level() -> None:
    assert [d.code for d in look_up("昆明市五华区")] == ["530102"]
    assert [d.code for d in look_up("云南大理")] == ["532900", "532901"]


@pytest.mark.parametrize(
    ("options", "outer", "rest", "first"),
    [
        ({"county": "昆明市朝阳区"}, "530100", "朝阳区", "110105"),
        ({"county": "昆明朝阳"}, "530100", "朝阳", "110105"),
        ({"county": "云南省昆明市朝阳区"}, "530100", "朝阳区", "110105"),
        ({"county": "昆明市五华曲"}, "530100", "五华曲", "530102"),
        ({"county": "河北省五华区"}, "130000", "五华区", "530102"),
        ({"county": "wuhua, changchun"}, "220100", "wuhua", "441424"),
        ({"county": "昆明市五华区华山街道"}, "530102", "华山街道", ""),
        ({"city": "云南长春"}, "530000", "长春", "220100"),
        ({"city": "昆明市朝阳区"}, "530100", "朝阳区", "110105"),
    ],
)
def test_what_is_not_in_what(options: dict[str, str], outer: str, rest: str, first: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        resolve(**options)
    err = caught.value
    assert err.within is not None
    assert (err.within.code, err.text) == (outer, rest)
    assert [d.code for d in err.candidates[:1]] == ([first] if first else [])
    assert in_lang("zh", str, err).startswith(
        f"{in_lang('zh', path_name, err.within)}内没有“{rest}”这个"
    )


def test_a_right_path_at_the_wrong_option_names_the_right_one() -> None:
    with pytest.raises(UnknownPlace) as caught:
        resolve(city="昆明市五华区")
    assert "  530102  云南省昆明市五华区  --county" in in_lang("zh", str, caught.value).splitlines()
    with pytest.raises(UnknownPlace) as caught:
        resolve(city="大理", county="昆明市五华区")
    assert in_lang("zh", str, caught.value).startswith("云南省大理白族自治州内没有“昆明市五华区”")


@pytest.mark.parametrize(
    "text", ["昆明路", "吉林" * 300, "云南省", "昆明市市", "，", "昆明市,", ","]
)
def test_what_is_no_path_is_no_trouble(text: str) -> None:
    with pytest.raises(UnknownPlace):
        resolve(county=text)


def test_on_the_command_line_and_in_every_column_of_a_table(tmp_path: Path) -> None:
    line = ("budget", "--only", "operating-funds", "--columns", "division,low", "-f", "csv")
    for option in ("--county", "--province", "--city"):
        place = {"--county": "云南省昆明市五华区", "--province": "中国云南", "--city": "云南昆明"}
        assert shequ(*line, option, place[option]).code == 0
    table = tmp_path / "ledger.csv"
    table.write_text(
        "区县,地方\n昆明市五华区,\n云南省昆明市五华区,\n,昆明五华\n昆明市朝阳区,\n", "utf-8"
    )
    result = shequ("budget", str(table), "--only", "operating-funds", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [row["division"] for row in rows[:3]] == ["530102"] * 3
    assert rows[3]["status"] == "error"
    assert "No county or district called “朝阳区” in Kunming, Yunnan" in rows[3]["notes"]


def test_chinese_messages_use_chinese_punctuation() -> None:
    for given in (["--city", "suzhou"], ["--county", "昆明市朝阳区"], ["--city", "昆名"]):
        first = [
            line for line in shequ("budget", *given, "--lang", "zh").err.splitlines()
            if not line.startswith("  ")
        ]  # fmt: skip
        said = "".join(first).removeprefix("shequ: ")
        assert said
        assert not set(said) & set(",:;?()")
