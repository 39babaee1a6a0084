"""Which version holds on which day, and what is told of a day on which none does."""

from __future__ import annotations

from textwrap import indent

import pytest

from made_up import HERE, built, said
from shequ_calc.finding import Finding
from shequ_calc.language import speaking
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.places.place import division
from shequ_calc.questions import Request, ask

# The document of the frame is in force from 2018-01-01.
UNTIL = "versions: [{until: 2020, rule: 5}]"
BOTH = "versions: [{until: 2020, rule: 5}, {from: 2022-07, rule: 7}]"
REPORTED = "versions: [{until: 2018, rule: 5}, {from: 2018, rule: 7}]"
DATED = "versions: [{from: 2016, until: 2020, rule: 5}]"
PLAIN = "rule: 5"


def on(day: str, versions: str, lang: str = "en") -> Finding:
    frame = (HERE / "frame.yaml").read_text(encoding="utf-8").rstrip()
    head = frame.removesuffix("rule:").rstrip()
    head = head.replace("$UNIT", "person").replace("$SCOPE", "community").replace("$PERIOD", "")
    policy = built(f"{head}\n{indent(versions, '    ')}\n", "made-up")
    with speaking(lang):
        request = Request("staffing", division("330000"), {}, day)
        return ask(request, Catalog({"made-up": policy})).findings[0]


@pytest.mark.parametrize(
    ("versions", "day", "expected"),
    [
        (PLAIN, "2017-12-31", "not in force on 2017-12-31 (from 2018-01-01)"),
        (PLAIN, "2018-01-01", "5"),
        # A rule of the document itself begins with it.
        (UNTIL, "2017-12-31", "not in force on 2017-12-31 (from 2018-01-01)"),
        (UNTIL, "2018-01-01", "5"),
        (UNTIL, "2020-12-31", "5"),
        (UNTIL, "2021-01-01", "not in force on 2021-01-01 (until 2020)"),
        (BOTH, "2017-12-31", "not in force on 2017-12-31 (from 2018-01-01)"),
        (BOTH, "2021-01-01", "not in force on 2021-01-01 (until 2020, from 2022-07)"),
        (BOTH, "2022-07-01", "7"),
        # What ended as the document began is what the document says of the time before.
        (REPORTED, "1999-01-01", "5"),
        (REPORTED, "2018-06-30", "5 | 7"),
        (REPORTED, "2019-01-01", "7"),
        # A version with a day of its own goes by that.
        (DATED, "2015-12-31", "not in force on 2015-12-31 (from 2016)"),
        (DATED, "2016-01-01", "5"),
        (DATED, "2021-01-01", "not in force on 2021-01-01 (until 2020)"),
    ],
)
def test_a_day_and_what_holds_on_it(versions: str, day: str, expected: str) -> None:
    finding = on(day, versions)
    if finding.status == "not-in-force":
        assert (finding.low, finding.high, finding.notes) == (None, None, (expected,))
    else:
        assert said(finding) == expected


def test_it_is_told_in_chinese_too() -> None:
    assert on("2021-01-01", BOTH, "zh").notes == ("2021-01-01 未施行（至2020，自2022-07起）",)
