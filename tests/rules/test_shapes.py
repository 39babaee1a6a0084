"""Every shape of rule the design lists, written as a policy would write it, worked out by hand.

Each entry says in Chinese what the provision says (the figures are made up), how it is written,
and what it gives; the comment beside a value is its working.
"""

from __future__ import annotations

import pytest

from made_up import ask_policies, ask_rule, ends, said
from rule_shapes import EVERY, Shape
from shequ_calc.finding import Finding


@pytest.mark.parametrize(
    ("shape", "given", "expected"),
    [
        pytest.param(shape, given, expected, id=f"{shape.name}: {given or 'nothing given'}")
        for shape in EVERY
        for given, expected in shape.values
    ],
)
def test_shape(shape: Shape, given: str, expected: str) -> None:
    assert said(ask_rule(shape.rule, given, shape.unit)) == expected, shape.words


def test_names_of_shapes_are_told_apart() -> None:
    names = [shape.name for shape in EVERY]
    assert len(names) == len(set(names))


# What a finding says beside its ends


GRIDS = "steps: {of: households, every: {between: [300, 500]}, round: inward}"


@pytest.mark.parametrize(
    ("households", "lang", "note"),
    [
        (
            550,
            "en",
            "no whole number fits; the nearest on either side are 1 grid (over 500 each) "
            "and 2 grids (under 300 each)",
        ),
        (550, "zh", "没有合适的整数；两侧最接近的是1个网格（每个超过500）和2个网格（每个不足300）"),
        (
            200,
            "en",
            "no whole number fits; the nearest on either side are 0 grids "
            "and 1 grid (under 300 each)",
        ),
    ],
)
def test_where_no_number_fits_the_nearest_are_named(households: int, lang: str, note: str) -> None:
    finding = ask_rule(GRIDS, f"households={households}", "grid", lang=lang)
    assert note in finding.notes


def test_what_does_not_fit_does_not_fit_in_whatever_rests_on_it_alone() -> None:
    for rule in (
        f"sum: [0, {{{GRIDS}}}]",
        f"multiply: [2, {{{GRIDS}}}]",
        f"higher-of: [{{cap: 3}}, {{{GRIDS}}}]",
        f"lower-of: [{{floor: 3}}, {{{GRIDS}}}]",
        f"when: {{if: {{at-least: [{{{GRIDS}}}, 2]}}, then: 1, else: 0}}",
    ):
        finding = ask_rule(rule, "households=550")
        assert (finding.status, finding.low, finding.high) == ("none-fits", None, None), rule


@pytest.mark.parametrize(
    "rule",
    [f"sum: [5, {{{GRIDS}}}]", f"higher-of: [9, {{{GRIDS}}}]", f"lower-of: [20, {{{GRIDS}}}]"],
)
def test_what_holds_beside_it_says_that_a_part_does_not_fit(rule: str) -> None:
    assert ask_rule(rule, "households=550").notes == (
        "a part of it: no whole number fits; the nearest on either side are 1 (over 500 each) "
        "and 2 (under 300 each)",
    )
    assert ask_rule(rule, "households=550", lang="zh").notes == (
        "其中一部分：没有合适的整数；两侧最接近的是1（每个超过500）和2（每个不足300）",
    )
    assert not ask_rule(rule, "households=4200").notes


# What a limit and what it limits cannot both have


COMMITTEE = "sum: [13, {between: [5, 9]}]"


@pytest.mark.parametrize(
    ("rule", "expected", "note"),
    [
        # 13 workers and a committee of 5 are 18 at least.
        (f"lower-of: [{{{COMMITTEE}}}, 17]", "17", ("cap of 17 persons", "18 persons")),
        (f"lower-of: [{{{COMMITTEE}}}, {{cap: 17}}]", "..17", ("cap of 17 persons", "18 persons")),
        (f"lower-of: [17, {{floor: {{{COMMITTEE}}}}}]", "17", ("cap of 17 persons", "18 persons")),
        # 22 at most, of which the floor makes 25
        (f"higher-of: [{{{COMMITTEE}}}, 25]", "25", ("floor of 25 persons", "22 persons")),
        ("higher-of: [{cap: 9}, {floor: 10}]", "10..", ("floor of 10 persons", "9 persons")),
        # 18 is within the cap, and what is a single figure is merely limited.
        (f"lower-of: [{{{COMMITTEE}}}, 18]", "18", None),
        ("lower-of: [{sum: [13, 5]}, 17]", "17", None),
        ("higher-of: [{sum: [13, 5]}, 25]", "25", None),
        # The lower of two ranges is no limit of either.
        ("lower-of: [{between: [5, 9]}, {between: [12, 20]}]", "5..9", None),
    ],
)
def test_a_limit_that_cuts_what_must_be_is_not_silent(
    rule: str, expected: str, note: tuple[str, str] | None
) -> None:
    finding = ask_rule(rule)
    assert said(finding) == expected
    if note is None:
        assert not finding.notes
        return
    (words,) = finding.notes
    assert all(part in words for part in note), words


def test_the_collision_is_said_in_both_languages_and_in_the_numbers_of_the_part() -> None:
    rule = f"lower-of: [{{{COMMITTEE}}}, 17]"
    assert ask_rule(rule, lang="zh").notes == (
        "上限17人低于所限的部分至少要有的18人，文件未写明如何处理；此处按上限计",
    )
    twice = f"multiply: [2, {{{rule}}}]"
    assert (said(ask_rule(twice)), *ask_rule(twice, lang="zh").notes) == (
        "34",
        "其中一部分：上限17低于所限的部分至少要有的18，文件未写明如何处理；此处按上限计",
    )


# A bound over a range


@pytest.mark.parametrize(
    ("rule", "expected", "notes"),
    [
        # 50% of 10 to 15, in whole persons: 5 and 7.5
        (
            "floor: {round: {of: {multiply: [50%, {between: [10, 15]}]}, way: up}}",
            "5..",
            ["下限", "5人与8人"],
        ),
        (
            "cap: {round: {of: {multiply: [50%, {between: [10, 15]}]}, way: down}}",
            "..7",
            ["上限", "5人与7人"],
        ),
        # more than 10 to 15 is 11 or 16 and up, less than 10 to 15 is 9 or 14 and fewer
        ("above: {between: [10, 15]}", "11..", ["下限", "11人与16人"]),
        ("below: {between: [10, 15]}", "..14", ["上限", "9人与14人"]),
        ("sum: [2, {floor: {between: [10, 15]}}]", "12..", ["下限", "12人与17人"]),
        ("between: [3, {between: [10, 15]}]", "3..15", ["上限", "10人与15人"]),
        # households of 3 to 4 a person: which row holds is left open, the floor is 5 or 9
        (
            "brackets: {of: {between: [3, 4]}, rows: "
            "[{to: 3, is: {floor: 5}}, {over: 3, is: {floor: 9}}]}",
            "5..",
            ["下限", "5人与9人"],
        ),
        ("floor: {between: [10, 10]}", "10..", []),
        ("floor: {floor: 10}", "10..", []),
        ("sum: [{between: [10, 15]}, {floor: 5}]", "15..", []),
    ],
)
def test_a_bound_over_a_range_says_between_what_it_lies(
    rule: str, expected: str, notes: list[str]
) -> None:
    finding = ask_rule(rule, lang="zh")
    assert said(finding) == expected
    assert len(finding.notes) == bool(notes)
    assert all(part in finding.notes[0] for part in notes)


def test_a_stated_figure_is_stated_and_a_worked_one_derived() -> None:
    assert ask_rule("between: [2, 3]").basis == "stated"
    assert ask_rule("case: {of: area-kind, is: {old: 6}}", "area-kind=old").basis == "stated"
    assert ask_rule("sum: [2, 3]").basis == "derived"
    assert ask_rule("multiply: [2, households]", "households=9").basis == "derived"


@pytest.mark.parametrize(
    ("given", "basis"), [("grade=9 years=30", "derived"), ("years=7", "assumed")]
)
def test_only_what_is_used_is_assumed(given: str, basis: str) -> None:
    rule = "known: [grade, {assume: {name: usual, is: {steps: {of: years, every: 3}}}}]"
    finding = ask_rule(rule, given, "grade")
    assert finding.basis == basis
    assert ("assumed: as is usual" in finding.notes) == (basis == "assumed")


def test_readings_are_named_in_the_words_of_the_policy() -> None:
    rule = "readings: {of: counted-from, is: {few: 10, many: 15}}"
    assert [one.name for one in ask_rule(rule).readings] == ["the smaller", "the larger"]
    assert [one.name for one in ask_rule(rule, lang="zh").readings] == ["少的", "多的"]
    assert (ask_rule(rule).low, ask_rule(rule).high) == (10, 15)


# What lies above rules: payers, versions, parts, totals, a local policy over a higher one


def budget(
    given: str, place: str = "330200", names: str = "province city", on: str = "2024-01-01"
) -> dict[str, Finding]:
    return ask_policies(names, "budget", place, given, on)


def paid(finding: Finding) -> dict[str, str]:
    return {payer.level: ends(payer.low, payer.high) for payer in finding.payers}


@pytest.mark.parametrize(
    ("households", "payers"),
    [
        # 0.35 yuan a household: 1,470.00 splits evenly.
        (4200, {"province": "735", "city": "441", "county": "294"}),
        # 0.35: 17.5, 10.5 and 7 fen of 35. One fen is left over, and of the equal remainders
        # the first takes it.
        (1, {"province": "0.18", "city": "0.1", "county": "0.07"}),
        # 1.05: 52.5, 31.5 and 21 fen of 105.
        (3, {"province": "0.53", "city": "0.31", "county": "0.21"}),
    ],
)
def test_shares_between_levels_sum_to_the_fen(households: int, payers: dict[str, str]) -> None:
    assert paid(budget(f"households={households}")["province/shared"]) == payers


@pytest.mark.parametrize(
    ("households", "payers"),
    [
        # At least 84,000, of which the province bears 30,000 whatever it comes to.
        (4200, {"province": "30000", "city": "54000.."}),
        # At least 20,000: at the lower end the province bears all of it, and no more.
        (1000, {"province": "20000..30000", "city": "0.."}),
    ],
)
def test_one_level_flat_and_another_the_remainder(households: int, payers: dict[str, str]) -> None:
    assert paid(budget(f"households={households}")["province/flat-and-rest"]) == payers


def test_a_part_is_shown_and_not_summed_and_what_is_on_top_is() -> None:
    found = budget("households=4200")
    training, extra = found["province/training"], found["province/seat-extra"]
    assert (training.role, said(training)) == ("part", "4200..")  # 5% of 84,000
    assert "part of: flat from the province" in training.notes
    assert (extra.role, said(extra)) == ("line", "10000")
    assert "on top of: shared by levels" in extra.notes
    # 1,470 + 84,000 + 10,000 + 30,000, open above through the 84,000
    assert said(found["province/total"]) == "125470.."


@pytest.mark.parametrize(
    ("on", "office", "total"),
    [
        ("2020-06-30", "15000", "110470.."),
        ("2020-07-01", "15000 | 30000", "110470.. | 125470.."),
        ("2020-07-31", "15000 | 30000", "110470.. | 125470.."),
        ("2020-08-01", "30000", "125470.."),
    ],
)
def test_dated_versions_are_readings_inside_the_month(on: str, office: str, total: str) -> None:
    found = budget("households=4200", on=on)
    assert said(found["province/office"]) == office
    assert said(found["province/total"]) == total


def test_a_total_splits_each_reading_among_those_who_pay() -> None:
    total = budget("households=4200", on="2020-07-15")["province/total"]
    # 735 + 30,000 · 441 + 54,000 and more · 294 · nobody is named for 10,000 and 15,000 or 30,000
    assert paid(total) == {
        "province": "30735",
        "city": "54441..",
        "county": "294",
        "unstated": "25000..40000",
    }


def test_before_its_document_nothing_is_in_force() -> None:
    finding = budget("households=4200", on="2017-12-31")["province/shared"]
    assert (finding.status, finding.low, finding.high) == ("not-in-force", None, None)


def test_a_local_policy_replaces_a_provision_and_every_reference_to_it() -> None:
    here = budget("households=4200", "330100")
    assert "province/office" not in here
    assert said(here["city/own-office"]) == "40000"
    assert said(here["city/match"]) == "4000"  # of the city's 40,000, not the province's 30,000
    assert said(here["city/total"]) == "139470.."  # 1,470 + 84,000 + 10,000 + 40,000 + 4,000
    elsewhere = budget("households=4200", "330200")
    assert said(elsewhere["province/office"]) == "30000"
    assert not any(name.startswith("city/") for name in elsewhere)


def test_a_total_keeps_what_is_known_and_opens_for_what_is_missing() -> None:
    total = budget("")["province/total"]
    assert (said(total), total.status) == ("40000.. households", "computed")  # 10,000 + 30,000
