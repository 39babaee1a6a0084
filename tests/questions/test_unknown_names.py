"""Names that nothing bears, and names that do not answer here: what is said of them."""

from __future__ import annotations

import pytest

from commands import shequ


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        # A label in place of the id
        ("explain 社工岗", "是否指 jilin/posts？", "did you mean jilin/posts?"),
        ("staffing --only 网格员", "是否指 jilin/grid-workers？", "mean jilin/grid-workers?"),
        # A policy in place of a provision
        ("explain jilin", "shequ policy show jilin", "jilin is a policy, not a provision"),
        # A misspelt provision is looked for in its own policy
        ("explain yunnan/fund", "yunnan/", "did you mean yunnan/"),
        ("explain linyi/grid-staf", "linyi/grid-staff？", "did you mean linyi/grid-staff"),
        ("explain nothing-like-it", "policy show 政策", "policy show POLICY"),
        # A column header or label in place of an input's id
        ("budget --city kunming --set 户数=5", "是否指 households？", "did you mean households?"),
        ("check --city kunming --set 运转经费=5", "operating-funds？", "mean operating-funds?"),
        # One that is known elsewhere only is still found
        ("staffing --city kunming --set 楼道=5", "可用：average-wage", "accepted: average-wage"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_bears(line: str, zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = shequ(*line.split(), "--lang", lang)
        assert (result.code, result.out) == (2, "")
        assert words in result.err


def test_only_inputs_that_count_in_the_place_are_listed() -> None:
    said = shequ("budget", "--city", "kunming", "--set", "xyz=1").err
    assert "operating-funds" in said
    assert "plates-inside" not in said
    assert "plates-inside" in shequ("budget", "--set", "xyz=1").err


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
