"""What the worked examples of a policy reach, in lines for a person: figures, then what is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...cases.coverage import Coverage
from ...language import said
from ...library.format.source import parse

__all__ = ["coverage_lines"]


def coverage_lines(coverage: Coverage, file: Path) -> Iterator[str]:
    """How many provisions are expected and arms taken, then each that is not, by its line in the
    ``file``."""
    source = parse(file.read_text(encoding="utf-8-sig"), str(file))
    provisions, arms = len(coverage.provisions), len(coverage.arms)
    expected = provisions - len(coverage.not_expected)
    taken = arms - len(coverage.not_taken)
    yield said(
        f"{coverage.policy}：条款{provisions}条，有算例{expected}条；分支{arms}个，走到{taken}个",
        f"{coverage.policy}: {expected} of {provisions} provisions expected, "
        f"{taken} of {arms} arms taken",
    )
    for key in coverage.not_expected:
        spot = source.problem(("provisions", key), "", key=True)
        what = said("没有算例", "no worked example expects it")
        yield f"  {file.name}:{spot.line}: {key}: {what}"
    for place in coverage.not_taken:
        spot = source.problem(place, "")
        what = said("没有算例走到这里", "no worked example comes here")
        yield f"  {file.name}:{spot.line}: {place[1]}: {what}: {spot.quote.strip()}"
