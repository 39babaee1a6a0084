"""A worked example as it stands in a policy file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ...cases.running import CaseResult
from ...language import said
from ...library.format.source import parse
from ...policy import Case

__all__ = ["case_lines", "failure_lines"]

_PLAIN = re.compile(r"[^\s\"'#&*!|>%@`{}\[\],:?-][^\"'#{}\[\],:]*")
_USUAL_DAY = "2024-01-01"


def case_lines(case: Case) -> Iterator[str]:
    """The example as YAML, in the place of an entry of ``cases``. What it rests on is left for a
    person to write: until then the file is not valid."""
    yield f"  - ask: {case.question}"
    if case.place:
        yield f"    place: {_text(case.place)}"
    if case.given:
        yield f"    given: {_mapping(case.given)}"
    if case.on != _USUAL_DAY:
        yield f"    on: {case.on}"
    yield "    expect:"
    for one in case.expect:
        yield f"      {one.provision}: {_mapping(one.fields)}"
    check = said("请对照原文核对，写明出处和算式", "check it against the text; say where it stands")
    yield f"    because:  # {check}"


def failure_lines(result: CaseResult, file: Path) -> Iterator[str]:
    """What came out differently, by the line of the ``file``, with what was asked and where the
    expectation comes from."""
    source = parse(file.read_text(encoding="utf-8-sig"), str(file))
    line = source.problem(("cases", result.index - 1), "").line
    case = result.case
    given = [f"{name}={value}" for name, value in case.given.items()]
    asked = " ".join(part for part in (case.question, case.place, *given, case.on) if part)
    at = f"{file}:{line}: {result.policy}"
    yield said(f"{at} 第{result.index}个算例：{asked}", f"{at} case {result.index}: {asked}")
    yield said(f"  依据：{case.because}", f"  because: {case.because}")
    yield from (f"  {failure}" for failure in result.failures)


def _mapping(fields: Mapping[str, str | None]) -> str:
    return "{" + ", ".join(f"{name}: {_text(text or '')}" for name, text in fields.items()) + "}"


def _text(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
