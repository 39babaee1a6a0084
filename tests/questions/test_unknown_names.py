"""Names that nothing bears, and names that do not answer here: what is said of them."""

from __future__ import annotations

import pytest

from commands import shequ


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        # A word that is like a label
        ("staffing --only 社区书记培训", "jilin/training-chiefs）", "jilin/training-chiefs ("),
        # A policy in place of a provision
        ("explain jilin", "shequ policy show jilin", "jilin is a policy, not a provision"),
        # A misspelt provision is looked for in its own policy
        ("explain yunnan/fund", "yunnan/", "did you mean yunnan/"),
        ("explain linyi/grid-staf", "linyi/grid-staff？", "did you mean linyi/grid-staff"),
        ("explain nothing-like-it", "policy show 政策", "policy show POLICY"),
        # The nearest few, by label; where none is near, the usual ones
        ("check --city kunming --set 运转经废=5", "在前：实际拨付的社区运转经费（o",
            "the nearest are operating-funds ("),
        ("staffing --city kunming --set 楼道=5", "在前：户数（households）", "are households"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_bears(line: str, zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = shequ(*line.split(), "--lang", lang)
        assert (result.code, result.out) == (2, "")
        assert words in result.err


def test_only_inputs_that_count_in_the_place_are_listed() -> None:
    said = shequ("budget", "--city", "kunming", "--set", "plates-insid=1").err
    assert "did you mean plates-inside?" in said
    assert "plates-inside (" not in said
    assert "plates-inside (" in shequ("budget", "--set", "plates-insid=1").err


@pytest.mark.parametrize("name", ["JILIN/POSTS", "ｊｉｌｉｎ／ｐｏｓｔｓ", "Posts"])
def test_width_and_case_of_an_id_do_not_matter(name: str) -> None:
    line = ("staffing", "--city", "changchun", "--households", "3600", "--value", "high")
    # 15 and a post for each full 300 of the 600 above 3,000
    assert shequ(*line, "--only", name).out == "17\n"


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        (
            "explain jilin/posts --city kunming",
            "jilin/posts 不适用于昆明市（530100）；那里适用的政策：yunnan",
            "jilin/posts does not hold in Kunming (530100), where these policies do: yunnan",
        ),
        (
            "staffing --only jilin/posts --city kunming",
            "jilin/posts 不适用于昆明市",
            "jilin/posts does not hold in Kunming",
        ),
        (
            "staffing --only yunnan/operating-funds --city kunming",
            "不属于人员配备，请用 shequ budget",
            "is no matter of staffing; use shequ budget",
        ),
        (
            "salary --only yunnan/total --city kunming",
            "yunnan/total 不属于薪酬，请用 shequ budget",
            "yunnan/total is no matter of salary; use shequ budget",
        ),
        # Where no policy holds at all, that is what is said.
        ("explain jilin/posts --city harbin", "没有适用的政策", "no policy covers Harbin"),
    ],
)
def test_a_provision_that_does_not_answer_here(line: str, zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = shequ(*line.split(), "--lang", lang)
        assert (result.code, result.out) == (3, "")
        assert words in result.err


def test_a_provision_asked_for_by_name_says_what_it_needs() -> None:
    result = shequ("staffing", "--only", "jilin/posts", "--columns", "provision,status,needs")
    assert result.code == 3
    assert result.out.splitlines()[1] == "jilin/posts,needs-input,households"


@pytest.mark.parametrize(
    ("line", "id_line"),
    [
        ("staffing --city 长春 --households 4200 --only 社工岗", "--only jilin/posts"),
        ("staffing --city 长春 --households 4200 --only 网格员", "--only jilin/grid-workers"),
        ("check --city 昆明 --only 社区运转经费 --set 运转经费=3万",
            "--only operating-funds --set operating-funds=3万"),
        ("check --city 昆明 --only operating-funds --set 社区运转经费=3万",
            "--set operating-funds=3万"),
        ("salary --city 长春 --only average-pay --set 上年度平均工资=6500/月",
            "--set average-wage=6500/月"),
        ("explain 社工岗 --households 4200", "explain jilin/posts --households 4200"),
    ],
)  # fmt: skip
def test_labels_do_where_ids_do(line: str, id_line: str) -> None:
    """What documents and ledgers call a thing leads to it, wherever its id does."""
    words = line.split()
    ids = id_line.split()
    if ids[0] != "explain":
        # The same line with ids for the labels.
        options = dict(zip(ids[::2], ids[1::2], strict=True))
        ids = [options.get(before, word) for before, word in zip(["", *words], words, strict=False)]
    by_label, by_id = shequ(*words), shequ(*ids)
    assert by_label.code in (0, 1)
    assert (by_label.out, by_label.code) == (by_id.out, by_id.code)


def test_a_label_and_an_id_of_one_input_are_given_twice() -> None:
    line = "check --city kunming --operating-funds 4万 --set 运转经费=3万"
    result = shequ(*line.split())
    assert (result.code, result.out) == (2, "")
    assert "operating-funds is given twice" in result.err
