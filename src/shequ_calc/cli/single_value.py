"""One bare number for ``$(…)``: of exactly one finding, or the reason why there is none."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..finding import Finding
from ..language import said
from ..quantity import number_text
from .failures import UsageFault

__all__ = ["print_end"]


def print_end(findings: Sequence[Finding], end: str) -> int:
    """Print the ``low`` or ``high`` end of the one finding; the exit code, 3 where it is open.

    Raises UsageFault where there is more than one finding.
    """
    own = [finding for finding in findings if not finding.view]
    if len(own) == 1 and len({(one.provision, one.division) for one in findings}) == 1:
        # A provision's own line goes before its views.
        findings = own
    if len(findings) != 1:
        raise UsageFault(_several(findings))
    (finding,) = findings
    number = finding.low if end == "low" else finding.high
    if number is not None:
        print(number_text(number))
        return 0
    why = _why(finding)
    print(
        said(
            f"shequ: {finding.provision}: 没有{end}一端的数" + (f"（{why}）" if why else ""),
            f"shequ: {finding.provision}: no number at the {end} end"
            + (f" ({why})" if why else ""),
        ),
        file=sys.stderr,
    )
    return 3


def _several(findings: Sequence[Finding]) -> str:
    """What there is to choose from: provisions, and their views behind an @."""
    count = len(findings)
    several_places = len({finding.division for finding in findings}) > 1
    named = dict.fromkeys(
        (f"{one.division_name}: " if several_places else "")
        + one.provision
        + (f"@{one.view}" if one.view else "")
        for one in findings
    )
    listed = ", ".join(named)
    return said(
        f"--value 只能针对一个结果，现有{count}个；请用 --only 选一个：{listed}",
        f"--value needs exactly one finding, not {count}; choose with --only: {listed}",
    )


def _why(finding: Finding) -> str:
    """The first thing that is missing, else the first note of what is not computed."""
    for name in finding.needs:
        for note in finding.notes:
            if f"--{name} " in note or f"--set {name}=" in note:
                return note
    if finding.status in ("computed", "conditional"):
        return ""
    return finding.notes[0] if finding.notes else ""
