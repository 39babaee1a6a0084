"""Twelve made-up communities and sixty made-up workers held against the rules: every verdict
worked out by hand."""

from __future__ import annotations

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from commands import Result, shequ

ROOT = Path(__file__).parents[2]
LEDGER, ROSTER = ROOT / "examples" / "communities.csv", ROOT / "examples" / "workers.csv"
EXPECTED = Path(__file__).parents[1] / "expected" / "check"
DAY = "--on=2024-06-01"

# What is not listed must be unknown for want of data, or a reference. "provision#2" is the second
# finding of a provision. (verdict, actual, gap); None is none.
COMMUNITIES: dict[str, dict[str, tuple[str, object, object]]] = {
    "永安社区": {  # Changchun, 4,200 households
        "posts": ("met", 15, 0),  # 12-19; 17-19 in the other reading, but a "may" is never short
        "party-posts": ("met", 2, 0),  # 2 or more
        "hall-staff": ("met", 3, 0),  # 2-3
        "grid-staff": ("met", 12, 0),  # 15 posts - 3 in the hall
        "grids": ("met", 12, 0),  # 4200/500 = 8.4, so 9; 4200/300 = 14
        "grid-workers": ("met", 12, 0),  # one for each of the 12 grids there are
        "base-pay": ("met", 819000, 0),  # 70% of 1,170,000
        "performance-pay": ("met", 351000, 0),  # 30% of it
        "social-organisations": ("met", 10, 0),
        "volunteer-teams": ("met", 1, 0),
        "no-veto": ("met", 0, 0),
    },
    "长江社区": {  # Changchun, 2,800 households
        "posts": ("over", 17, 2),  # about 10-15; 2 is more than a tenth of 15
        "party-posts": ("short", 1, 1),
        "hall-staff": ("over", 4, 1),
        "grid-staff": ("short", 12, 1),  # 17 - 4 = 13
        "grids": ("short", 5, 1),  # 2800/500 = 5.6, so 6-9
        "grid-workers": ("over", 6, 1),  # one for each of the 5 grids there are
        "base-pay": ("short", 800000, 40000),  # 70% of 1,200,000 is 840,000
        "performance-pay": ("over", 400000, 40000),  # 30% is 360,000
        "social-organisations": ("short", 8, 2),
        "volunteer-teams": ("short", 0, 1),
        "no-veto": ("over", 1, 1),
    },
    "清明社区": {  # Changchun, 550 households
        "posts": ("near", 16, 1),  # about 10-15; 1 is within a tenth of 15
        "hall-staff": ("met", 2, 0),
        "grid-staff": ("met", 14, 0),  # 16 - 2
        "grids": ("unknown", 2, None),  # one grid of 550 is too large, two of 275 too small
        "grid-workers": ("met", 2, 0),
        "base-pay": ("met", Decimal("70000.7"), 0),  # 70% of 100,001
        "performance-pay": ("met", Decimal("30000.3"), 0),
    },
    "翠湖社区": {  # Kunming, seat of the province
        "operating-funds": ("met", 50000, 0),
        "service-funds": ("met", 200000, 0),
        "training-funds": ("unknown", 5000, None),  # met, or 20,000 short of 25,000
        "cadre-subsidy": ("met", 48000, 0),  # 5 x 800 x 12
        "duty-items": ("met", 44, 0),
        "certificates": ("unknown", 2, None),  # at most 2, or at most 1
        "no-veto": ("met", 0, 0),
    },
    "金马社区": {  # Kunming
        "operating-funds": ("short", 42000, 8000),
        "service-funds": ("short", Decimal("150000.5"), Decimal("49999.5")),
        "training-funds": ("short", 4000, 1000),
        "cadre-subsidy": ("short", 40000, 8000),
        "duty-items": ("unknown", 50, None),  # at most 44, if they are an urban community's
        "certificates": ("over", 3, 1),  # 1 more than 2, 2 more than 1: 1 is certain
        "no-veto": ("over", 2, 2),
    },
    "铜都社区": {  # Dongchuan, a seat of the county or of the province
        "service-funds": ("unknown", 100000, None),  # 50,000 or 200,000
        "training-funds": ("unknown", 6000, None),  # 1,000 over 5,000, or short of 25,000
        "cadre-subsidy": ("met", 48000, 0),
        "duty-items": ("met", 40, 0),
        "certificates": ("met", 1, 0),
    },
    "古城社区": {  # Dali, seat of the prefecture
        "operating-funds": ("short", Decimal("49999.99"), Decimal("0.01")),
        "service-funds": ("met", 100000, 0),
    },
    "民主社区": {  # Chongqing
        "office-funds": ("met", 30000, 0),
        "director-pay": ("met", 35532, 0),  # 1.2 x 29,610
    },
    "新华社区": {
        "office-funds": ("short", 25000, 5000),
        "director-pay": ("short", 35000, 532),
    },
    "象湖社区": {  # Nanchang, 4,300 households
        "workers": ("unknown", 14, None),  # 4300/300 is 14, or 15 of which 14 is near
        "duty-items": ("met", 59, 0),  # 14 + 45
        "certificates": ("met", 20, 0),
        "plates-outside": ("met", 3, 0),
        "plates-inside": ("met", 9, 0),
    },
    "朝阳社区": {  # Nanchang, 4,200 households
        "workers": ("near", 13, 1),  # about 14; 1 is within 1.4
        "duty-items": ("unknown", 65, None),  # 6 over 14 + 45, or within 14 + 45 + 20
        "certificates": ("over", 25, 5),
        "plates-outside": ("over", 4, 1),
        "plates-inside": ("over", 10, 1),
    },
    "沂河社区": {  # Linyi
        "grid-staff": ("short", 18, 2),  # all 20
        "owners-committee-party-share": ("short", 4, 1),  # 60% of 7 is 4.2, so 5
    },
}
# What the roster changes in them: figures counted from it, and workers summed up.
FROM_ROSTER: dict[str, dict[str, tuple[str, object, object]]] = {
    "永安社区": {
        # (80000 + 78000 + 76000 + 3 x 78000) / 6 = 78,000
        "average-pay": ("unknown", 78000, None),  # 参照 is no floor, and pay before is not known
        "certified-workers": ("met", None, 0),  # 2 and a senior: 3; with the assistant 4
        "recruitment-degree": ("short", 5, 1),
        "recruitment-age": ("short", None, 1),  # 2 met, 1 over, 3 unknown
        "training-chiefs": ("met", 1, 0),  # asked of the chief only
        "training-others": ("short", None, 1),  # 3 met, 1 short, 1 unknown
        "exit": ("short", None, 1),
        "exit#2": ("short", None, 1),
        "agreement-term": ("short", None, 1),
    },
    "长江社区": {
        "certified-workers": ("unknown", None, None),  # 1 is short of 3, 1 + 2 assistants are not
        "recruitment-degree": ("short", 5, 1),
        "recruitment-age": ("unknown", None, None),
        "training-chiefs": ("short", 0, 1),
        "training-others": ("met", 5, 0),
        "exit": ("met", 6, 0),
        "exit#2": ("met", 6, 0),
        "agreement-term": ("met", 6, 0),
    },
    "清明社区": {
        # (5 x 78000 + 77999.99) / 6 = 77,999.998…, down to the fen
        "average-pay": ("unknown", Decimal("77999.99"), None),
        "certified-workers": ("short", 0, 3),
        "recruitment-degree": ("met", 6, 0),
        "recruitment-age": ("met", 6, 0),
        "training-chiefs": ("met", 1, 0),
        "training-others": ("met", 5, 0),
        "exit": ("short", 5, 1),
        "exit#2": ("short", 5, 1),
        "agreement-term": ("met", 6, 0),
    },
    "翠湖社区": {"training-coverage": ("met", 5, 0)},
    "金马社区": {"training-coverage": ("short", 3, 2)},
    "铜都社区": {},  # one worker's trainings are blank: how many were trained is not known
    "古城社区": {"training-coverage": ("met", 5, 0)},
    "民主社区": {"director-pay#2": ("met", 1, 0)},
    "新华社区": {"director-pay#2": ("short", 0, 1)},
    "象湖社区": {
        # One worker's training hours cannot be read: unknown on that, and on nothing else.
        "chief-pay-floor#2": ("met", 1, 0),
        "recruitment-degree": ("short", 4, 1),
        "recruitment-age": ("short", None, 1),
        "training-chiefs": ("met", 1, 0),
        "training-staff": ("short", None, 1),
    },
    "朝阳社区": {
        "chief-pay-floor#2": ("short", 0, 1),
        # Of seven, five are staff: the rules of recruitment are for them.
        "recruitment-degree": ("met", 5, 0),
        "recruitment-age": ("met", 5, 0),
        "training-chiefs": ("short", 0, 1),
        "training-staff": ("met", 6, 0),
    },
    "沂河社区": {},
}
# Worker by worker, what is not simply met. Of Jilin: degree, age at recruitment, training, failed
# years in a row and in all, term of the agreement. Of Nanchang: degree, age, training, the chief's
# pay. Of Chongqing: the director's pay. The other places ask nothing of a worker.
_JILIN = "recruitment-degree recruitment-age training exit exit#2 agreement-term"
_NANCHANG = "recruitment-degree recruitment-age training"
ASKED = {"永安": _JILIN, "长江": _JILIN, "清明": _JILIN, "象湖": _NANCHANG, "朝阳": _NANCHANG}
DEPUTIES = {"马良", "袁野"}  # of Nanchang
CHIEFS = {"王芳", "孙丽", "韩雪", "韦庄", "任重"}
WORKERS: dict[str, dict[str, str]] = {
    # Two failed years in a row; 40 years and 364 days: 40 completed, past the 40th birthday.
    "李强": {"exit": "over 1", "recruitment-age": "unknown"},
    # Senior middle school; 46, but demobilised: older is allowed, how much is not said; no
    # training in two years; three failed years, no two in a row.
    "张敏": {
        "recruitment-degree": "short 1",
        "recruitment-age": "unknown",
        "training": "short 1",
        "exit#2": "over 1",
    },
    # 41 years and a day: over by 1 in completed years, by 2 to the birthday; blanks.
    "赵亮": {
        "recruitment-age": "over 1",
        "training": "unknown",
        "exit": "unknown",
        "exit#2": "unknown",
        "agreement-term": "unknown",
    },
    "刘洋": {"recruitment-age": "unknown", "agreement-term": "over 1"},  # not born; two terms
    "孙丽": {"training": "short 1"},
    "俞伯": {"training": "unknown"},
    # 周伟 was recruited on his 40th birthday, which is 40 either way; 吴霞 the day before her 41st.
    "吴霞": {"recruitment-age": "unknown"},
    "冯娟": {"recruitment-degree": "short 2"},  # junior middle school
    "杨帆": {"exit": "over 2", "exit#2": "over 1"},  # three failed years in a row
    "范进": {"director-pay": "short 532"},
    # The day before the 36th birthday: 35 completed, past the 35th.
    "苗圃": {"recruitment-age": "unknown", "training": "short 1"},  # 23 hours of 24
    "凤鸣": {"recruitment-age": "over 1"},  # 36 on the day
    "花朵": {"training": "unknown"},  # 35 on the day; no hours
    "方圆": {"recruitment-degree": "short 1"},
    "任重": {"chief-pay-floor": "short 0.01", "training": "short 1"},  # 59,999.99; 55 hours of 56
    "苏轼": {},
}


def check(*more: str) -> tuple[Result, list[dict[str, Any]]]:
    result = shequ("check", *more, DAY, "-f", "jsonl")
    lines = [json.loads(line, parse_float=Decimal) for line in result.out.splitlines()]
    return result, lines


def told(finding: dict[str, Any]) -> tuple[str, object, object]:
    return finding["verdict"], finding["actual"], finding["gap"]


def named(findings: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Findings by the key of their provision, later ones of the same with #2, #3."""
    found: dict[str, dict[str, Any]] = {}
    for finding in findings:
        key = finding["provision"].partition("/")[2]
        times = sum(name.partition("#")[0] == key for name in found)
        found[f"{key}#{times + 1}" if times else key] = finding
    return found


def of(lines: list[dict[str, Any]], community: str) -> dict[str, dict[str, Any]]:
    own = [f for f in lines if f["社区名称"] == community and not f.get("worker")]
    return named(own)


@pytest.fixture(scope="module")
def plain():
    return check(str(LEDGER))


@pytest.fixture(scope="module")
def rostered():
    return check(str(LEDGER), "--workers", str(ROSTER))


@pytest.mark.parametrize("community", COMMUNITIES)
def test_every_verdict_of_the_ledger(plain, community):
    _, lines = plain
    found, wanted = of(lines, community), COMMUNITIES[community]
    assert {key: told(found[key]) for key in wanted} == wanted
    for key, finding in found.items():
        if key in wanted:
            continue
        if finding["verdict"] is None:
            assert finding["role"] == "reference", key
        else:
            assert (finding["verdict"], finding["gap"]) == ("unknown", None), key
            assert finding["needs"], key


@pytest.mark.parametrize("community", COMMUNITIES)
def test_every_verdict_with_the_roster(plain, rostered, community):
    before, after = of(plain[1], community), of(rostered[1], community)
    assert list(before) == list(after)
    wanted = FROM_ROSTER[community]
    assert {key: told(after[key]) for key in wanted} == wanted
    assert {k: told(f) for k, f in after.items() if k not in wanted} == {
        k: told(f) for k, f in before.items() if k not in wanted
    }


def test_every_verdict_of_the_workers(rostered):
    _, lines = rostered
    workers: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        if line["worker"] and line["status"] != "error":
            workers.setdefault(line["worker"], []).append(line)
    asked = 0
    for name, findings in workers.items():
        found = named(findings)
        place = findings[0]["社区名称"][:2]
        keys = ASKED.get(place, "director-pay").split()
        post = {"永安": "others", "长江": "others", "清明": "others"}.get(place, "staff")
        training = "training-chiefs" if name in CHIEFS else f"training-{post}"
        keys = [training if key == "training" else key for key in keys]
        if place in ("象湖", "朝阳") and name in CHIEFS:
            # The rules of recruitment are for staff.
            keys = [training, "chief-pay-floor"]
        if name in DEPUTIES:
            keys = [training]
        assert set(found) == set(keys), name
        wanted = {
            training if key == "training" else key: text
            for key, text in WORKERS.get(name, {}).items()
        }
        for key, finding in found.items():
            gap = f" {finding['gap']}" if finding["gap"] else ""
            assert finding["verdict"] + gap == wanted.get(key, "met"), (name, key)
            asked += 1
    # 18 of Jilin with 6 each, 2 directors; of Nanchang 10 with 3 each, 2 chiefs with 2, 2 deputies.
    assert asked == 18 * 6 + 2 + 10 * 3 + 2 * 2 + 2


def test_no_worker_is_dropped(rostered):
    result, lines = rostered
    errors = {line["worker"]: line for line in lines if line["status"] == "error"}
    assert set(errors) == {"俞伯", "岑参"}
    assert "'若干'" in errors["俞伯"]["notes"][0]
    assert errors["俞伯"]["社区名称"] == "象湖社区"
    assert "'城南社区' is not in the table" in errors["岑参"]["notes"][0]
    assert (
        "60 workers in the roster: 58 checked, 1 in no listed community, 1 in error" in result.err
    )


def test_the_sum_of_workers_says_how_many(rostered):
    age = of(rostered[1], "永安社区")["recruitment-age"]
    assert age["notes"] == ["roster of 6: 2 met, 1 over, 3 unknown"]
    assert (age["low"], age["unit"], age["scope"], age["role"]) == (
        6,
        "person",
        "community",
        "part",
    )
    pay = of(rostered[1], "新华社区")["director-pay#2"]
    assert pay["notes"] == ["roster of 1: 1 short; 532 yuan short in all"]


def test_the_readings_of_an_age_are_named(rostered):
    (age,) = [
        f
        for f in rostered[1]
        if f["worker"] == "李强" and f["provision"] == "jilin/recruitment-age"
    ]
    assert age["notes"][-1] == (
        "reading “in completed years, up to the 41st birthday”: 40 years, met; "
        "reading “up to the 40th birthday”: 41 years, over by 1 year"
    )


def test_the_summary(plain, rostered):
    # 8,000 + 49,999.50 + 1,000 and 0.01 and 5,000 are owed by nobody named, 8,000 by the
    # province; the base pay (a part) and a director's pay (of one person) stand apart.
    assert plain[0].err.splitlines()[-4:] == [
        "shequ: 12 communities: all that can be judged kept in 6, something missed in 6",
        "shequ: missed most: operating funds (yunnan/operating-funds), by 2 communities",
        "shequ: closing every gap takes 71,999.51 yuan a year: province 8,000, unstated 63,999.51",
        "shequ: 2 more gaps are per head or parts of others, and not added",
    ]
    # The roster knows whose pay is short: 532 and 0.01 more.
    assert "closing every gap takes 72,531.52 yuan a year" in rostered[0].err


@pytest.mark.parametrize("more", [(), ("--workers",)])
def test_a_workbook_says_what_the_csv_says(plain, rostered, more):
    book = [str(LEDGER.with_suffix(".xlsx"))]
    if more:
        book += ["--workers", str(ROSTER.with_suffix(".xlsx"))]
    assert check(*book)[1] == (rostered if more else plain)[1]


def test_who_makes_a_gap_good(plain):
    found = of(plain[1], "金马社区")
    assert found["cadre-subsidy"]["gap_payers"] == [
        {"level": "province", "low": 8000, "high": 8000}
    ]
    # Of the training funds the province bears an amount in one reading only: nobody is certain.
    assert [p["level"] for p in found["training-funds"]["gap_payers"]] == ["unstated"]
    assert found["duty-items"]["gap_payers"] == []


def test_sums_reconcile():
    def sums(keys: str) -> list[dict[str, str]]:
        result = shequ("check", str(LEDGER), DAY, "--sum", keys, "-f", "csv")
        head, *rows = (line.split(",") for line in result.out.splitlines())
        return [dict(zip(head, row, strict=True)) for row in rows]

    def total(rows: list[dict[str, str]], name: str, unit: str = "yuan") -> Decimal:
        own = [r for r in rows if r["scope"] == "community" and r["unit"] == unit]
        return sum((Decimal(row[name]) for row in own), Decimal(0))

    for keys in ("all", "policy", "name", "payer", "force"):
        assert total(sums(keys), "missing") == Decimal("71999.51"), keys
    payers = {r["payer"]: r["missing"] for r in sums("payer") if r["unit"] == "yuan" and r["payer"]}
    assert payers["province"] == "8000"
    counted = Counter(
        finding["verdict"] for finding in check(str(LEDGER))[1] if finding["verdict"] is not None
    )
    for verdict in ("met", "near", "short", "over", "unknown"):
        assert sum(int(row[verdict]) for row in sums("policy")) == counted[verdict]


def test_wide_has_the_verdicts_side_by_side(plain):
    result = shequ("check", str(LEDGER), DAY, "--wide", "-f", "jsonl")
    rows = [json.loads(line, parse_float=Decimal) for line in result.out.splitlines()]
    assert [row["社区名称"] for row in rows] == list(COMMUNITIES)
    for row in rows:
        for key, wanted in COMMUNITIES[row["社区名称"]].items():
            full = [n for n in row if n.partition("/")[2] in (f"{key}.verdict", f"{key}.gap")]
            owner = {n.partition("/")[0] for n in full if row[n] is not None}
            if len(owner) == 1:
                (policy,) = owner
                assert row[f"{policy}/{key}.verdict"] == wanted[0]
                assert row[f"{policy}/{key}.gap"] == wanted[2]
    assert result.err.splitlines()[-4:] == plain[0].err.splitlines()[-4:]
    assert result.code == plain[0].code == 1


def test_a_roster_alone_names_its_communities(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("社区,姓名,岗位,培训学时\n甲,A,正职,56\n乙,B,工作人员,23\n", encoding="utf-8")
    result, lines = check("--workers", str(path), "--city", "nanchang", "--only", "training-chiefs",
                          "--only", "training-staff")  # fmt: skip
    assert [(f["社区"], f["worker"], f["verdict"], f["gap"]) for f in lines] == [
        ("甲", None, "met", 0),
        ("甲", "A", "met", 0),
        ("乙", None, "short", 1),
        ("乙", "B", "short", 1),
    ]
    assert result.code == 1


def test_a_roster_without_communities_cannot_be_matched(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("姓名,岗位,培训学时\nA,正职,56\n", encoding="utf-8")
    result = shequ("check", str(LEDGER), "--workers", str(path))
    assert result.code == 2
    assert "no column community" in result.err


# Screens


SCREENS = {
    "kunming-zh": "check --city kunming --operating-funds 42000 --service-funds 200000 --lang zh",
    "kunming-en": "check --city kunming --operating-funds 42000 --service-funds 200000 --explain",
    "changchun-zh": "check --city changchun --households 4200 --posts 25 --set party-posts-filled=1"
    " --set transfer-date=2020-11-14 --set social-workers=2 --set senior-social-workers=0"
    " --set assistant-social-workers=2 --lang zh",
    "ledger-zh": f"check {LEDGER} --only posts --only operating-funds --only office-funds --lang zh"
    " --only workers --only grid-staff",
    "roster-en": f"check {LEDGER} --workers {ROSTER} --only director-pay --only chief-pay-floor"
    " --only training-coverage --only recruitment-degree --only owners-committee-party-share",
    "sums-zh": f"check {LEDGER} --sum policy,payer --lang zh --quiet",
}


@pytest.mark.parametrize("name", SCREENS)
def test_screens(name):
    """SHEQU_RENEW=1 writes them anew, to be read before they are committed."""
    result = shequ(*SCREENS[name].split(), DAY, "-f", "table")
    path = EXPECTED / f"{name}.txt"
    if os.environ.get("SHEQU_RENEW") == "1":
        path.write_text(result.out, encoding="utf-8")
    assert result.out == path.read_text(encoding="utf-8")
