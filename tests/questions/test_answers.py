"""The five documents, computed: figures worked out by hand, asked as a user asks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commands import shequ


def findings(line: str) -> list[dict[str, Any]]:
    result = shequ(*line.split(), "-f", "json")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)
    return found


def one(line: str, provision: str, **where: object) -> dict[str, Any]:
    hits = [f for f in findings(line) if f["provision"] == provision]
    hits = [f for f in hits if all(f[key] == value for key, value in where.items())]
    assert len(hits) == 1, [f["provision"] for f in hits]
    return hits[0]


def ends(finding: dict[str, Any]) -> tuple[Any, Any]:
    return finding["low"], finding["high"]


@pytest.mark.parametrize(
    ("provision", "low", "high"),
    [
        ("jilin/posts", 12, 19),  # 10 + 1200//500, 15 + 1200//300
        ("jilin/grids", 9, 14),  # ceil(4200/500), floor(4200/300)
        ("jilin/auxiliary-officers", 9, 14),
        ("jilin/party-posts", 2, None),
        ("jilin/hall-staff", 2, 3),
        ("jilin/grid-staff", 9, 17),  # 12 - 3, 19 - 2
    ],
)
def test_staffing_of_4200_households_in_changchun(provision, low, high):
    assert ends(one("staffing --households 4200 --city changchun", provision)) == (low, high)


def test_force_about_and_role_of_jilins_posts():
    line = "staffing --households 4200 --city changchun"
    posts = one(line, "jilin/posts")
    assert (posts["about"], posts["force"], posts["basis"]) == (True, "may", "derived")
    assert one(line, "jilin/grid-staff")["role"] == "part"
    assert [(r["low"], r["high"]) for r in posts["readings"]] == [(12, 19), (17, 19)]


@pytest.mark.parametrize(
    ("households", "low", "high"),
    [(3000, 10, 15), (3001, 10, 15), (3300, 10, 16), (3500, 11, 16), (3600, 11, 17)],
)
def test_jilins_posts_around_the_threshold(households, low, high):
    line = f"staffing --households {households} --city changchun"
    assert ends(one(line, "jilin/posts")) == (low, high)


@pytest.mark.parametrize(
    ("households", "sides"),
    [
        (550, ("1 grid (over 500 each)", "2 grids (under 300 each)")),
        (200, ("0 grids", "1 grid (under 300 each)")),
    ],
)
def test_grids_that_fit_no_whole_number(households, sides):
    grids = one(f"staffing --households {households} --city changchun", "jilin/grids")
    assert grids["status"] == "none-fits"
    assert ends(grids) == (None, None)
    assert all(any(side in note for note in grids["notes"]) for side in sides)


def test_what_fits_nothing_travels_into_what_uses_it():
    officers = one("staffing --households 550 --city changchun", "jilin/auxiliary-officers")
    assert officers["status"] == "none-fits"


@pytest.mark.parametrize(
    ("households", "low", "high", "readings"), [(4300, 14, 15, [14, 15]), (4200, 14, 14, [])]
)
def test_nanchangs_workers(households, low, high, readings):
    workers = one(f"staffing --households {households} --city nanchang", "nanchang/workers")
    assert ends(workers) == (low, high)
    assert workers["about"] is True
    assert [reading["low"] for reading in workers["readings"]] == readings


def test_kunmings_budget_line_by_line():
    lines = {f["provision"]: f for f in findings("budget --city kunming")}
    assert ends(lines["yunnan/operating-funds"]) == (50000, None)
    assert ends(lines["yunnan/service-funds"]) == (200000, None)
    # 5,000 in all, or 20 % of 25,000; the province bears nothing, or 20 % of either.
    training = lines["yunnan/training-funds"]
    assert ends(training) == (5000, 25000)
    assert [ends(one) for one in training["readings"]] == [(5000, 5000), (25000, 25000)]
    assert ends(lines["yunnan/cadre-subsidy"]) == (48000, 48000)  # 5 x 800 x 12
    assert lines["yunnan/model-secretary"]["status"] == "conditional"
    total = lines["yunnan/total"]
    assert ends(total) == (303000, None)
    assert total["role"] == "total"
    payers = {payer["level"]: (payer["low"], payer["high"]) for payer in total["payers"]}
    assert payers["province"] == (48000, 53000)
    assert payers["unstated"] == (254000, None)  # 50,000 + 200,000 + 4,000
    assert any("left out" in note and "housing fund" in note for note in total["notes"])
    assert any("model secretary" in note for note in total["notes"])


@pytest.mark.parametrize(
    ("place", "low"),
    [
        ("--city dali", 203000),
        ("--county wuhua", 303000),
        ("--county hongta", 203000),
        ("--county anning", 153000),
        ("--city kunming --seat none", 103000),
    ],
)
def test_totals_by_seat(place, low):
    total = one(f"budget {place}", "yunnan/total")
    assert ends(total) == (low, None)
    # Training funds of 25,000 instead of 5,000.
    assert [reading["low"] for reading in total["readings"]] == [low, low + 20000]


@pytest.mark.parametrize(
    ("county", "seat"),
    [("dongchuan", 200000), ("jinning", 200000), ("530303", 100000), ("530403", 100000)],
)
def test_whether_a_district_counts_as_the_seat_has_two_readings(county, seat):
    funds = one(f"budget --county {county}", "yunnan/service-funds")
    assert [reading["low"] for reading in funds["readings"]] == [50000, seat]
    total = one(f"budget --county {county}", "yunnan/total")
    assert total["low"] == 153000
    lows = [reading["low"] for reading in total["readings"]]
    assert sorted(lows) == [153000, 173000, 103000 + seat, 123000 + seat]


@pytest.mark.parametrize(
    ("day", "low", "readings"),
    [("2016-06-30", 15000, []), ("2017-06-30", 15000, [15000, 30000]), ("2026-01-01", 30000, [])],
)
def test_chongqings_office_funds_by_day(day, low, readings):
    funds = one(f"budget --city chongqing --on {day}", "chongqing/office-funds")
    assert ends(funds) == (low, None)
    assert [reading["low"] for reading in funds["readings"]] == readings


@pytest.mark.parametrize(
    ("line", "provision", "day", "status", "readings"),
    [
        # A norm of 2017 whose day is not given: in force or not yet, in all of its lines.
        ("salary --city chongqing --disposable-income 10000", "chongqing/director-pay",
         "2017-01-01", "computed", [None, 12000]),
        ("salary --city chongqing --disposable-income 10000", "chongqing/director-pay",
         "2018-01-01", "computed", []),
        # A practice counts from the year of the reply; on its day it is there.
        ("budget --city kunming", "yunnan/cadre-subsidy", "2022-06-06", "computed", [None, 48000]),
        ("budget --city kunming", "yunnan/cadre-subsidy", "2022-06-07", "computed", []),
        ("budget --city kunming", "yunnan/cadre-subsidy", "2021-12-31", "not-in-force", []),
        ("budget --city nanchang", "nanchang/highest-pay", "2020-01-15", "computed", [None, 64000]),
        # The text speaks of recent years, and of 2021.
        ("budget --city linyi", "linyi/lottery-grant", "2021-12-31", "computed", []),
        ("budget --city linyi", "linyi/smart-community-support", "2022-01-01", "conditional", []),
    ],
)  # fmt: skip
def test_from_when_a_reply_reports(line, provision, day, status, readings):
    found = next(one for one in findings(f"{line} --on {day}") if one["provision"] == provision)
    assert found["status"] == status
    assert [reading["low"] for reading in found["readings"]] == readings


def test_since_when_a_practice_is_not_known_is_said():
    subsidy = one("budget --city kunming --on 2021-12-31", "yunnan/cadre-subsidy")
    assert "whether it was before, the reply does not say" in subsidy["notes"][0]
    pay = one("salary --city nanchang", "nanchang/highest-pay")
    assert any("later years have the same" in note for note in pay["notes"])


def test_chongqings_directors_pay():
    line = "salary --city chongqing --post director --disposable-income 29610"
    year = one(line, "chongqing/director-pay", role="line")
    month = one(line, "chongqing/director-pay", role="part")
    assert (*ends(year), year["period"]) == (35532, None, "year")  # 29,610 x 1.2
    assert (*ends(month), month["period"]) == (2961, None, "month")
    average = one(line, "chongqing/average-director-pay")
    assert (*ends(average), average["role"]) == (2966, 2966, "reference")


def test_a_months_figure_is_a_twelfth_of_a_years():
    monthly = one(
        "salary --city chongqing --disposable-income 2467.5/month",
        "chongqing/director-pay",
        role="line",
    )
    assert monthly["low"] == 35532


def test_jilins_pay_is_split_70_to_30():
    line = "salary --city changchun --average-wage 78000"
    assert ends(one(line, "jilin/base-pay")) == (54600, 54600)
    assert ends(one(line, "jilin/performance-pay")) == (23400, 23400)
    allowance = one(line, "jilin/certificate-allowance")
    assert (*ends(allowance), allowance["period"]) == (200, None, "month")


def test_an_odd_fen_goes_to_one_part_only():
    line = "salary --city changchun --average-wage 77777.77"
    base, bonus = (one(line, f"jilin/{name}")["low"] for name in ("base-pay", "performance-pay"))
    assert (base, bonus) == (54444.44, 23333.33)  # 54,444.439 and 23,333.331


def test_personnel_cost_where_staff_and_pay_are_known():
    line = "budget --city changchun --households 4200 --average-wage 78000"
    cost = one(line, "jilin/personnel-cost")
    # 12 x 78,000; what is paid may be higher already, and is kept.
    assert ends(cost) == (936000, None)
    assert ends(one(line, "jilin/personnel-cost-at-average")) == (936000, 1482000)  # 19 x 78,000
    kept = one(f"{line} --set existing-average-pay=80000", "jilin/personnel-cost")
    assert ends(kept) == (960000, 1520000)  # 12 x 80,000, 19 x 80,000
    total = one(line, "jilin/total")
    assert ends(total) == (936000, None)
    # Benefits and community funds are the county's, too: nobody else is open.
    assert total["payers"] == [{"level": "county", "low": 936000, "high": None}]
    said = " ".join(total["notes"])
    assert "named without amount" in said


def test_what_is_missing_is_named_with_where_it_is_published():
    cost = one("budget --city changchun --households 4200", "jilin/personnel-cost")
    assert cost["status"] == "needs-input"
    assert cost["needs"] == ["average-wage"]
    assert any("--average-wage" in note and "bureau" in note for note in cost["notes"])


def test_nanchangs_grade_pay_is_assumed_and_its_ends_are_stated():
    line = "salary --city nanchang --post chief --grade 9"
    pay = one(line, "nanchang/grade-pay")
    # 47,600 + 16,400 x 8/17 = 55,317.647..., a floor, so up
    assert (*ends(pay), pay["basis"]) == (55317.65, None, "assumed")
    highest, lowest = one(line, "nanchang/highest-pay"), one(line, "nanchang/lowest-pay")
    assert (*ends(highest), highest["basis"]) == (64000, None, "stated")
    assert (*ends(lowest), lowest["basis"]) == (47600, None, "stated")


def test_linyi_names_its_grades_without_amounts():
    shown = findings("salary --city linyi")
    assert [f["status"] for f in shown if f["role"] == "line"] == ["no-amount"]
    assert sorted(f["low"] for f in shown if f["role"] == "reference") == [3, 18]


def test_one_bare_number_for_a_shell():
    line = "staffing --households 4200 --city changchun --only jilin/posts --value"
    assert shequ(*line.split(), "high").out == "19\n"
    assert shequ(*line.split(), "low").out == "12\n"


def test_a_city_of_so_many_communities_alike():
    shown = findings("budget --city kunming --communities 120")
    total = next(f for f in shown if f["role"] == "total")
    assert (*ends(total), total["scope"]) == (36_360_000, None, "city")
    funds = next(f for f in shown if f["provision"] == "yunnan/operating-funds")
    assert (funds["low"], funds["scope"]) == (6_000_000, "city")


def test_a_citys_own_grant_is_never_multiplied():
    grant = one("budget --city linyi --communities 50", "linyi/lottery-grant")
    assert (*ends(grant), grant["scope"]) == (3_000_000, 3_000_000, "city")


def test_payers_sum_to_their_line():
    for line in ("budget --city kunming", "budget --city linyi", "budget --county dongchuan"):
        for finding in findings(line):
            if finding["payers"] and not finding["readings"] and finding["high"] is not None:
                lows = [payer["low"] for payer in finding["payers"]]
                highs = [payer["high"] for payer in finding["payers"]]
                assert sum(lows) <= finding["low"] <= finding["high"] <= sum(highs)


@pytest.mark.parametrize(
    "households", ["4,200", "４２００", "4200户", " 4200 ", "４，２００户", "0.42万"]
)
def test_numbers_as_people_type_them(households):
    result = shequ(
        "staffing", "--households", households, "--city", "长春",
        "--only", "jilin/posts", "--value", "high",
    )  # fmt: skip
    assert (result.code, result.out) == (0, "19\n")


@pytest.mark.parametrize(
    "place", ["kunming", "Kunming", "昆明", "昆明市", "530100", "５３０１００"]
)
def test_places_as_people_type_them(place):
    result = shequ("budget", "--city", place, "--only", "yunnan/total", "--value", "low")
    assert (result.code, result.out) == (0, "303000\n")


def test_without_a_place_every_place_that_can_answer_does():
    places = {finding["place"] for finding in findings("staffing --households 4200")}
    assert {"jilin", "nanchang"} <= places
