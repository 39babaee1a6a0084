"""How a verdict comes about: bounds, forces, about, readings, missing data, exits and letters;
and that tables judge as single communities do."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from commands import shequ
from made_up import built
from random_ledgers import OWN, table
from shequ_calc.carriers.number import NumberCarrier
from shequ_calc.finding import CHECKED, FIELDS
from shequ_calc.inputs import InputError
from shequ_calc.language import speak
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.outcomes.verdicts import failing, judge, verdict_of
from shequ_calc.places.place import division
from shequ_calc.questions import Nothing, Request, ask
from shequ_calc.render.records import csv_rows
from shequ_calc.rules.bounds import ABOUT, NONE_FITS, Value
from shequ_calc.tables.check.engine import CheckEngine
from shequ_calc.tables.reading.row_places import PlaceReader

CARRIER = NumberCarrier({})
NAMES = (*FIELDS, *CHECKED)


def value(text: str, *marks: tuple[str, str]) -> Value[Fraction]:
    """``5..9``, ``5..``, ``..9``, ``7``, or ``..`` where neither end is known."""
    low, dots, high = text.partition("..")
    high = high if dots else low
    return Value(
        Fraction(low or 0), Fraction(high or 0), bool(low), bool(high), dict.fromkeys(marks, True)
    )


KEPT = "--average-wage 78000 --set existing-average-pay=80000"


@pytest.mark.parametrize(
    ("required", "actual", "force", "verdict", "gap"),
    [
        ("10..15", "10", "must", "met", 0),
        ("10..15", "15", "must", "met", 0),
        ("10..15", "9", "must", "short", 1),
        ("10..15", "17", "must", "over", 2),
        ("10..", "1000", "must", "met", 0),
        ("10..", "9.99", "must", "short", Fraction("0.01")),
        ("..5", "0", "must", "met", 0),
        ("..5", "6", "target", "over", 1),
        ("5", "5", "fact", "met", 0),
        ("5", "4", "fact", "short", 1),
        # What may be done need not be: only too much is a fault.
        ("10..15", "9", "may", "met", 0),
        ("10..15", "16", "may", "over", 1),
        ("10..", "0", "may", "met", 0),
        # Neither end of the rule is known, or nothing of the actual figure.
        ("..", "5", "must", "unknown", 0),
        ("10..15", "..", "must", "unknown", 0),
        ("10..15", "..", "may", "unknown", 0),
        # A range of actual figures decides where all of it lies on one side.
        ("3..", "3..", "must", "met", 0),
        ("3..", "2..", "must", "unknown", 0),
        ("3..", "..2", "must", "short", 1),
        ("..3", "4..", "must", "over", 1),
        ("..3", "2..", "must", "unknown", 0),
        ("2..3", "2..3", "must", "met", 0),
        ("2..3", "1..3", "must", "unknown", 0),
    ],
)
def test_bounds(required, actual, force, verdict, gap):
    found = judge(CARRIER, value(required), value(actual), force)
    assert (verdict_of(found), found.gap) == (verdict, gap)


@pytest.mark.parametrize(
    ("required", "actual", "verdict", "gap"),
    [
        ("20", "18", "near", 2),  # a tenth of 20 is 2
        ("20", "22", "near", 2),
        ("20", "17", "short", 3),
        ("20", "23", "over", 3),
        ("10..15", "9", "near", 1),  # a tenth of the bound that is missed: 1 of 10
        ("10..15", "8", "short", 2),
        ("10..15", "16", "near", 1),
        ("10..15", "17", "over", 2),  # 1.5 of 15
        ("10..15", "12", "met", 0),
        ("..0", "1", "over", 1),
    ],
)
def test_about(required, actual, verdict, gap):
    found = judge(CARRIER, value(required, ABOUT), value(actual), "should")
    assert (verdict_of(found), found.gap) == (verdict, gap)


def test_what_is_missing_in_a_rule_can_make_it_missed_but_never_met():
    needs = ("needs", "average-wage")
    assert verdict_of(judge(CARRIER, value("70..", needs), value("80"), "must")) == "unknown"
    assert verdict_of(judge(CARRIER, value("70..", needs), value("60"), "must")) == "short"
    assert verdict_of(judge(CARRIER, value("..70", needs), value("80"), "must")) == "over"
    assert verdict_of(judge(CARRIER, value("..70", needs), value("60"), "must")) == "unknown"


def test_where_no_whole_number_fits_nothing_is_judged():
    assert verdict_of(judge(CARRIER, value("..", NONE_FITS), value("8"), "must")) == "unknown"


@pytest.mark.parametrize(
    ("required", "actual", "verdict"),
    [
        ("9..", "8", "short"),
        ("9..", "9", "unknown"),
        ("..20", "21", "over"),
        ("..20", "5", "unknown"),
    ],
)
def test_beside_a_part_that_does_not_fit_only_what_is_missed_is_certain(required, actual, verdict):
    found = judge(CARRIER, value(required, NONE_FITS), value(actual), "must")
    assert verdict_of(found) == verdict


@pytest.mark.parametrize(
    ("required", "sure", "actual", "verdict"),
    [
        ("675..", "750..", "674", "short"),
        ("675..", "750..", "675", "unknown"),
        ("675..", "750..", "749", "unknown"),
        ("675..", "750..", "750", "met"),
        ("..7", "..5", "5", "met"),
        ("..7", "..5", "6", "unknown"),
        ("..7", "..5", "8", "over"),
        # Between 10 to 15 and 12 to 20 nothing is sure to lie.
        ("10..20", "15..12", "13", "unknown"),
    ],
)
def test_a_bound_that_is_a_range_is_kept_only_beyond_all_of_it(required, sure, actual, verdict):
    found = judge(CARRIER, value(required), value(actual), "must", sure=value(sure))
    assert verdict_of(found) == verdict


@pytest.mark.parametrize(
    ("limit", "day", "days"),
    [
        (20200930, 20201001, 1),
        (20200930, 20201114, 45),
        (20200228, 20200301, 2),  # a leap year
        (20210228, 20210301, 1),
        (19991231, 20000101, 1),
        (20200101, 20210101, 366),
    ],
)
def test_days_late_are_days(limit, day, days):
    found = judge(CARRIER, value(f"..{limit}"), value(str(day)), "must", "date", Fraction(1))
    assert (verdict_of(found), found.gap) == ("over", days)
    found = judge(CARRIER, value(f"{day}.."), value(str(limit)), "must", "date", Fraction(1))
    assert (verdict_of(found), found.gap) == ("short", days)


def test_a_gap_is_rounded_up_to_the_fen():
    found = judge(
        CARRIER,
        value("800"),
        value(str(Fraction(959999, 1200).__round__(4))),
        "must",
        "yuan",
        Fraction(1, 100),
    )
    assert (verdict_of(found), found.gap) == ("short", Fraction("0.01"))


@pytest.mark.parametrize(
    ("force", "fails"),
    [
        ("must", "must should target"),
        ("should", "should target"),
        ("target", "target"),
        ("may", ""),
        ("fact", ""),
    ],
)
def test_what_fails(force, fails):
    for level in ("must", "should", "target"):
        assert failing("short", force, about=False, fail_on=level) is (level in fails.split())
        assert not failing("short", force, about=True, fail_on=level)
        assert not failing("near", force, about=False, fail_on=level)
        assert not failing("unknown", force, about=False, fail_on=level)


# Through the front door


def check(line: str) -> tuple[int, dict[str, dict[str, Any]]]:
    result = shequ("check", *line.split(), "--on=2024-06-01", "-f", "json")
    found: dict[str, dict[str, Any]] = {}
    for one in json.loads(result.out or "[]", parse_float=Decimal):
        found.setdefault(one["provision"], one)
    return result.code, found


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("--city kunming --operating-funds 50000", 0),
        ("--city kunming --operating-funds 49999", 1),
        ("--city kunming", 3),
        ("--city kunming --operating-funds lots", 2),
        ("--city kunming --operating-funds 1 --fail-on always", 2),
        ("--city harbin --operating-funds 1", 3),
        # should: party posts; target: volunteer teams; about: posts; may: recruitment
        ("--city changchun --set party-posts-filled=1", 0),
        ("--city changchun --set party-posts-filled=1 --fail-on should", 1),
        ("--city changchun --set volunteer-teams-in-place=0 --fail-on should", 0),
        ("--city changchun --set volunteer-teams-in-place=0 --fail-on target", 1),
        ("--city changchun --households 2000 --posts 99 --fail-on target", 0),
        ("--city changchun --set recruitment-end=2024-01-01 --fail-on target", 0),
        ("--city kunming --set cadre-subsidy=1 --fail-on target", 0),
    ],
)
def test_exits(line, code):
    assert check(line)[0] == code


def test_nothing_given_is_nothing_met():
    for city in ("changchun", "kunming", "chongqing", "nanchang", "linyi"):
        _, found = check(f"--city {city}")
        assert {one["verdict"] for one in found.values()} <= {None, "unknown"}
        for one in found.values():
            assert (one["verdict"] is None) == (one["role"] == "reference"), one["provision"]
            assert one["actual"] is one["gap"] is None


@pytest.mark.parametrize(
    ("given", "verdict", "actual", "gap"),
    [
        # A ratio, cross-multiplied: 70% of 100,000.01 is 70,000.007, to the fen 70,000.01.
        ("total-pay-paid=100000.01 base-pay-paid=70000.01", "met", Decimal("70000.01"), 0),
        ("total-pay-paid=100000 base-pay-paid=69999", "short", 69999, 1),
        ("total-pay-paid=100000 base-pay-paid=70001", "over", 70001, 1),
        ("base-pay-paid=70001", "unknown", 70001, None),
        ("total-pay-paid=100000", "unknown", None, None),
    ],
)  # fmt: skip
def test_a_split_is_checked_as_a_ratio(given, verdict, actual, gap):
    pairs = " ".join(f"--set {pair}" for pair in given.split())
    found = check(f"--city changchun {pairs}")[1]["jilin/base-pay"]
    assert (found["verdict"], found["actual"], found["gap"]) == (verdict, actual, gap)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        # 参照 makes last year's average a guide: less than that is not short.
        ("--average-pay-paid 78000 --average-wage 78000", "unknown"),
        ("--average-pay-paid 77999 --average-wage 78000", "unknown"),
        ("--average-pay-paid 79000 --set existing-average-pay=80000", "unknown"),
        # Pay that is above it already is kept; what is not above it need not be.
        (f"{KEPT} --average-pay-paid 79999", "short"),
        (f"{KEPT} --average-pay-paid 80000", "met"),
        (f"{KEPT} --average-pay-paid 90000", "met"),
        ("--average-wage 78000 --set existing-average-pay=78000 --average-pay-paid 1", "unknown"),
    ],
)
def test_only_pay_that_was_higher_already_is_a_floor(given, verdict):
    found = check(f"--city changchun {given}")[1]["jilin/average-pay"]
    assert found["verdict"] == verdict
    if verdict == "short":
        assert (found["gap"], [payer["level"] for payer in found["gap_payers"]]) == (1, ["county"])


def test_an_unknown_names_what_would_decide_it():
    _, found = check("--city changchun --households 4200 --set social-workers=2")
    grids, certified = found["jilin/grids"], found["jilin/certified-workers"]
    assert (grids["status"], grids["needs"]) == ("needs-input", ["grids-in-place"])
    assert "senior-social-workers" in certified["needs"]
    assert any("--set grids-in-place=…" in note for note in grids["notes"])


def test_one_part_known_can_be_enough():
    _, found = check("--city changchun --set social-workers=3")
    certified = found["jilin/certified-workers"]
    assert (certified["verdict"], certified["status"], certified["needs"]) == (
        "met",
        "computed",
        [],
    )
    assert certified["basis"] == "assumed"


@pytest.mark.parametrize(
    ("line", "provision", "zh", "en"),
    [
        (
            "--city kunming --set cadre-subsidy=40000",
            "yunnan/cadre-subsidy",
            "社区干部省级补助，文件所述为每年48,000元，实际为40,000元，不足8,000元，应由省级承担。",
            "provincial subsidy for cadres: the document reports 48,000 yuan a year; the actual "
            "figure is 40,000 yuan, 8,000 yuan short, to be paid by the province.",
        ),
        (
            "--city changchun --set transfer-date=2020-11-14",
            "jilin/transfer",
            "应不晚于2020年9月30日，实际为2020年11月14日，逾期45天。",
            "must be not after 2020-09-30; the actual figure is 2020-11-14, 45 days late.",
        ),
        (
            "--city nanchang --households 4200 --posts 13",
            "nanchang/workers",
            "社区工作者原则上应为约14人，实际为13人，与约数相差1人，在一成以内，属接近。",
            "community workers should in principle be about 14 persons; the actual figure is "
            "13 persons, 1 person off, within a tenth of an approximate figure.",
        ),
        (
            "--city nanchang --education 高中 --post staff --set recruited-on=2024-06-02",
            "nanchang/recruitment-degree",
            "原则上应不低于大专，实际为高中（中专），不足1档。",
            "should in principle be no less than college diploma; the actual figure is "
            "senior middle school, 1 level short.",
        ),
        (
            "--city kunming --set certificate-items=3",
            "yunnan/certificates",
            "可出具的证明事项，文件所述为不超过2项，实际为3项，不论按哪种读法都超出至少1项。",
            "kinds of certificate that may be issued: the document reports no more than 2 items, "
            "whichever way the text is read; the actual figure is 3 items, at least 1 item too "
            "much.",
        ),
        (
            "--county dongchuan --service-funds 100000",
            "yunnan/service-funds",
            "服务群众专项经费实际为100,000元，文件有不同读法，无法判断：",
            "service funds: the actual figure is 100,000 yuan; the text can be read in more than "
            "one way: ",
        ),
        (
            "--city kunming",
            "yunnan/operating-funds",
            "应每年不低于50,000元，缺少实际拨付的社区运转经费，无法判断。",
            "must be no less than 50,000 yuan a year; without operating funds received this cannot "
            "be judged.",
        ),
    ],
)
def test_letters(line, provision, zh, en):
    assert zh in check(f"{line} --explain --lang zh")[1][provision]["letter"]
    assert en in check(f"{line} --explain --lang en")[1][provision]["letter"]


def test_no_letters_unless_asked():
    _, found = check("--city kunming")
    assert all("letter" not in one for one in found.values())


SHARED = """
place: "330000"
label: {zh: 虚构, en: made up}
documents:
  d: {title: 甲, issuer: 乙, kind: norm, issued: 2020-01-01, in-force: 2020-01-01}
inputs:
  received: {label: {zh: 实拨, en: received}, unit: yuan, period: year}
provisions:
  funds:
    label: {zh: 经费, en: funds}
    questions: [budget, check]
    force: must
    unit: yuan
    scope: community
    period: year
    cite: [{document: d, clause: 一, phrase: 一百元}]
    rule: {floor: 100}
    actual: received
    payers:
      - {level: city, share: 60%}
      - {level: county, share: 30%}
      - {level: street}
"""


@pytest.mark.parametrize(
    ("received", "payers"),
    [
        ("0", "city=60; county=30; street=10"),
        # 0.05 in shares is 3, 1.5 and 0.5 fen: what is left goes to the largest remainder, first.
        ("99.95", "city=0.03; county=0.02; street=0"),
        ("99.99", "city=0.01; county=0; street=0"),
        ("100", ""),
    ],
)
def test_shares_of_a_gap_sum_to_it(received, payers):
    catalog = Catalog({"shared": built(SHARED, "shared")})
    request = Request("check", division("330000"), {"received": received}, "2024-01-01")
    (finding,) = ask(request, catalog).findings
    extra = dict(finding.extra)
    assert extra["gap_payers"] == payers
    parts = [Fraction(item.partition("=")[2]) for item in payers.split("; ") if item]
    assert sum(parts, Fraction(0)) == Fraction(extra["gap"])


# Tables


def singly(catalog: Catalog, frame: Any, on: str) -> list[tuple[object, ...]]:
    places = PlaceReader(catalog, None)
    lines: list[tuple[object, ...]] = []
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        place = places.read((None, None, None, row["地方"] or None))
        given = {name: text for name, text in row.items() if text and name != "地方"}
        try:
            if isinstance(place, str):
                raise Nothing(place)
            answers = ask(Request("check", place, given, on, letters=True), catalog)
        except (Nothing, InputError):
            lines.append((number, "error"))
            continue
        rows = list(csv_rows(answers.findings, list(NAMES)))[1:]
        lines += [(number, *(text or None for text in one)) for one in rows]
    return lines


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(OWN)


@pytest.mark.parametrize(
    ("seed", "on", "lang"),
    [(11, "2026-01-01", "zh"), (12, "2017-06-30", "en"), (13, "2021-06-01", "en"),
     (14, "2024-01-01", "zh")],
)  # fmt: skip
def test_a_table_judges_as_single_communities_are_judged(catalog, seed, on, lang, monkeypatch):
    speak(lang)
    frame, names = table(catalog, seed, 80)
    ledger = SimpleNamespace(
        columns=frame.columns,
        inputs={name: name for name in names},
        places={"place": "地方"},
        headed={},
    )

    def answered() -> tuple[list[tuple[object, ...]], int]:
        engine = CheckEngine("check", catalog, given={}, place=None, on=on, columns=NAMES)
        got = engine.answer(frame, ledger, 1)  # type: ignore[arg-type]
        status = 1 + FIELDS.index("status")
        lines = [
            (line[0], "error") if line[status] == "error" else line
            for line in got.findings.select("__row", *NAMES).rows()
        ]
        return lines, got.errors

    lines, errors = answered()
    assert lines == singly(catalog, frame, on)
    assert errors == sum(1 for line in lines if line[1] == "error")
    monkeypatch.setattr("shequ_calc.tables.plan.inside._WORLDS", 0)
    assert answered() == (lines, errors)
