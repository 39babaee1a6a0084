"""What ``explain`` shows of a decision: comparisons with their numbers, rows, cases, readings,
and how payers' parts arise."""

from __future__ import annotations

import json
from textwrap import indent

import pytest

from commands import shequ
from made_up import HERE, built, facts
from shequ_calc.language import speak
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.places.place import division
from shequ_calc.questions import Request, explain_provision
from shequ_calc.questions.explain import Explanation


def explained(
    rule: str, given: str = "", *, lang: str = "en", more: str = "", money: bool = False
) -> Explanation:
    """The explanation of a rule in the frame."""
    frame = (HERE / "frame.yaml").read_text(encoding="utf-8")
    head = frame.replace("$UNIT", "yuan" if money else "person").replace("$SCOPE", "community")
    head = head.replace("$PERIOD", "period: year" if money else "")
    head = head.replace("[staffing]", "[budget]" if money else "[staffing]")
    text = head + indent(rule.strip("\n"), " " * 6) + "\n" + indent(more, " " * 4)
    catalog = Catalog({"made-up": built(text, "made-up")})
    speak(lang)
    place = division("330000")
    request = Request("explain", place, facts(given), "2024-01-01", ("made-up/asked",))
    return explain_provision(request, catalog)[0][0]


def decided(rule: str, given: str = "", lang: str = "en") -> tuple[str, ...]:
    (arithmetic,) = explained(rule, given, lang=lang).arithmetic
    return arithmetic.decided


EITHER = "when: {if: {any: [{at-least: [households, 500]}, {at-least: [population, 800]}]}, \
then: 3, else: 2}"
QUOTA = "when: {if: {at-least: [{multiply: [100, party-posts]}, {multiply: [60, posts]}]}, \
then: 1, else: 0}"
ROWS = "brackets: {of: households, rows: [{to: 1000, is: 3}, {over: 1000, to: 3000, is: 5}, \
{over: 3000, is: 8}]}"


@pytest.mark.parametrize(
    ("rule", "given", "line"),
    [
        (
            EITHER,
            "households=499 population=800",
            "at least 500 households or population is at least 800 persons: 499 households ≥ "
            "500 households; 800 persons ≥ 800 persons, which holds",
        ),
        (
            EITHER,
            "households=499 population=799",
            "at least 500 households or population is at least 800 persons: 499 households ≥ "
            "500 households; 799 persons ≥ 800 persons, which does not hold",
        ),
        (
            EITHER,
            "population=800",
            "at least 500 households or population is at least 800 persons: not known ≥ "
            "500 households; 800 persons ≥ 800 persons, which holds",
        ),
        (
            "when: {if: {not: {more-than: [households, 500]}}, then: 1, else: 2}",
            "households=500",
            "at most 500 households: 500 households ≤ 500 households, which holds",
        ),
        (
            "when: {if: {at-least: [{rank: {of: education}}, "
            "{rank: {of: education, option: bachelor}}]}, then: 2, else: 1}",
            "education=college",
            "education is bachelor or above: college diploma ≥ bachelor, which does not hold",
        ),
        (
            "when: {if: {is: {of: area-kind, in: [old, new]}}, then: 2, else: 1}",
            "area-kind=fringe",
            "kind of area is old estate or new estate: kind of area: city fringe, which does not "
            "hold",
        ),
        (
            ROWS,
            "households=1000",
            "by households: 1,000 households, the row “up to 1,000 households”",
        ),
        (
            ROWS,
            "households=1001",
            "by households: 1,001 households, the row “more than 1,000 and up to 3,000 households”",
        ),
        (
            "case: {of: area-kind, is: {old: 6, new: 4}, otherwise: 5}",
            "area-kind=fringe",
            "by kind of area: city fringe",
        ),
    ],
)
def test_a_decision_is_shown_with_its_numbers(rule: str, given: str, line: str) -> None:
    assert decided(rule, given) == (line,)


def test_in_chinese_with_the_arithmetic_of_either_side() -> None:
    (line,) = decided(QUOTA, "party-posts=6 posts=10", lang="zh")
    assert line.endswith("：600人（60 × 10） ≤ 600人（100 × 6），成立"), line
    assert decided(ROWS, "households=3001", lang="zh") == ("按户数：3,001户，适用“超过3,000户”",)


def test_only_what_was_gone_through_is_shown() -> None:
    inner = (
        f"brackets: {{of: population, rows: [{{to: 900, is: {{{ROWS}}}}}, {{over: 900, is: 9}}]}}"
    )
    assert len(decided(inner, "households=10 population=900")) == 2
    assert len(decided(inner, "households=10 population=901")) == 1


def test_a_range_names_every_row_that_it_reaches() -> None:
    rule = "brackets: {of: {sum: [households, {between: [0, 200]}]}, rows: [{to: 1000, is: 5}, \
{over: 1000, is: 8}]}"
    (line,) = decided(rule, "households=900")
    assert line.endswith(
        "900 to 1,100 households, the row “up to 1,000 households”, “more than 1,000 households”"
    ), line


SHARES = """payers:
  - {level: province, share: 50%}
  - {level: city, share: 30%}
  - {level: county}
"""
FLAT = """payers:
  - {level: province, amount: {multiply: [3, 10000]}}
  - {level: county}
"""


def payers(rule: str, more: str, lang: str = "en") -> list[tuple[str, str]]:
    (arithmetic,) = explained(rule, more=more, money=True, lang=lang).arithmetic
    return list(arithmetic.payers)


def test_how_the_parts_of_payers_arise() -> None:
    assert payers("multiply: [20, 4200]", SHARES) == [
        ("province", "50% × 84,000 yuan = 42,000 yuan"),
        ("city", "30% × 84,000 yuan = 25,200 yuan"),
        ("county", "the rest: 84,000 yuan − 42,000 yuan − 25,200 yuan = 16,800 yuan"),
    ]
    # 17.5, 10.5 and 7 fen: of equal remainders the first takes the fen that is left
    assert payers("0.35", SHARES, "zh") == [
        ("province", "50% × 0.35元 = 0.175元，取到分为0.18元"),
        ("city", "30% × 0.35元 = 0.105元，取到分为0.1元"),
        ("county", "其余：0.35元 − 0.18元 − 0.1元 = 0.07元"),
    ]
    assert payers("floor: 50000", FLAT) == [
        ("province", "3 × 10,000 = 30,000 yuan"),
        ("county", "the rest: (≥ 50,000 yuan) − 30,000 yuan = ≥ 20,000 yuan"),
    ]
    assert payers("20000", FLAT) == [
        ("province", "3 × 10,000 = 30,000 yuan, of which it bears 20,000 yuan"),
    ]


def test_readings_stand_with_the_point_they_belong_to() -> None:
    rule = "sum: [{readings: {of: counted-from, is: {few: 10, many: 15}}}, \
{steps: {of: households, every: 300, round: outward}}]"
    points = explained(rule, "households=4300", more="points: [full-years]\n").points
    assert [(one.id, one.why, one.options, one.taken) for one in points] == [
        ("counted-from", "what it is counted from", ("the smaller", "the larger"), ""),
        (
            "",
            "the document does not say how to round",
            ("rounded down", "rounded up"),
            "",
        ),
        (
            "full-years",
            "whether a year counts once complete or once begun",
            ("completed years", "to the birthday"),
            "completed years",
        ),
    ]


def test_all_of_it_is_printed_and_no_note_twice() -> None:
    line = "explain jilin/posts --households 4200 --on 2026-01-01"
    text = shequ(*line.split(), "--lang", "en").out
    assert "by households: 4,200 households, the row “more than 3,000 households”" in text
    assert text.count("neither document says whether grid workers") == 1
    record = json.loads(shequ(*line.split(), "--lang", "en", "-f", "json").out)[0]
    assert [one["id"] for one in record["points"]] == ["base-above-3000", "grid-workers-and-posts"]
    assert record["arithmetic"][0]["decided"] == [
        "by households: 4,200 households, the row “more than 3,000 households”"
    ]
    assert record["arithmetic"][0]["payers"] == []
