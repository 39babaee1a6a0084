"""Shipped policies changed in one place, as a slip of the hand would: what notices it, and where.

``changes.tsv`` lists the changes: in which provision (or document) of which policy, of what kind,
and which occurrence of ``before`` becomes ``after``. ``validate``, ``verify`` or ``test`` must
catch 95 of 100, naming a line; what none of them can stands in ``docs/policy-format.md``.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from audited import BY_ID
from shequ_calc.cases.running import run_cases
from shequ_calc.language import speak
from shequ_calc.library.checks.many_files import check_files
from shequ_calc.library.format.problems import PolicyProblems
from shequ_calc.library.format.source import parse
from shequ_calc.library.proof.of_files import shaped
from shequ_calc.library.proof.texts import Texts
from shequ_calc.library.proof.verify import verify
from shequ_calc.library.shelf.build import build_policy
from shequ_calc.library.shelf.catalog import Catalog

SOURCES = Path(__file__).parents[3] / "shared" / "sources"
LIST = Path(__file__).with_name("changes.tsv")
LEAST_CAUGHT = 95  # of a hundred


class Slip(NamedTuple):
    policy: str
    provision: str
    kind: str
    nth: str
    before: str
    after: str

    def text(self) -> str:
        """The policy's file with the change in it."""
        whole = original(self.policy)
        start = self._start(whole)
        for _ in range(int(self.nth) + 1):
            start = whole.index(self.before, start)
            start += len(self.before)
        at = start - len(self.before)
        return whole[:at] + self.after + whole[start:]

    def _start(self, whole: str) -> int:
        if self.provision == "*":
            return whole.index("\nprovisions:")
        section, _, key = self.provision.rpartition("/")
        return whole.index(f"\n  {key}:\n", whole.index(f"\n{section or 'provisions'}:"))


@cache
def original(policy: str) -> str:
    return BY_ID[policy].read_text(encoding="utf-8")


def _plain(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")


def slips() -> list[Slip]:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Slip(*map(_plain, row)) for row in rows[1:]]


@cache
def texts() -> Texts:
    return Texts(SOURCES)


def caught(slip: Slip, folder: Path) -> str:
    """Which command catches a change, with the line it names; "" where none does."""
    speak("en")
    path = folder / f"{slip.policy}.yaml"
    path.write_text(slip.text(), encoding="utf-8")
    ((_, problems),) = check_files([path]).problems
    if problems:
        return f"validate:{problems[0].line}"
    try:
        source = parse(path.read_text(encoding="utf-8"), path.name)
        data = shaped(source)
    except PolicyProblems as err:
        return f"validate:{err.problems[0].line}"
    policy = build_policy(data, slip.policy, str(path), "")
    catalog = Catalog({slip.policy: policy})
    for result in run_cases(policy, catalog):
        if result.failures:
            return f"test:{source.problem(('cases', result.index - 1), '').line}"
    if SOURCES.is_dir():
        for proof in verify(data, source, texts()):
            if proof.status == "unproved":
                return f"verify:{proof.line}"
    return ""


def test_the_list_is_long_and_of_every_kind() -> None:
    listed = slips()
    assert len(listed) == len(set(listed)) >= 160
    assert {slip.kind for slip in listed} >= {
        "bound", "force", "period", "case", "operation", "input", "option", "payer", "document",
        "phrase", "figure",
    }  # fmt: skip
    assert len({slip.policy for slip in listed}) == 5


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the five documents are not beside the project")
def test_changes_are_caught(tmp_path: Path) -> None:
    missed = [slip for slip in slips() if not caught(slip, tmp_path)]
    share = 100 - 100 * len(missed) / len(slips())
    told = "\n".join(
        f"{one.policy} {one.provision} {one.kind}: {one.before!r} → {one.after!r}" for one in missed
    )
    assert share >= LEAST_CAUGHT, f"{share:.1f} % caught; not caught:\n{told}"
