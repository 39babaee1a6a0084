"""Findings by place, and by the row of a table they come from, each group under its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..finding import CHECKED, Finding
from ..language import joined, said
from .columns import header
from .wrap import clean

__all__ = ["grouped", "heading", "judged", "lacking", "row_of"]


def grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings by place, and by row where they come from a table of communities."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        row = row_of(finding)
        place = finding.division or finding.division_name or finding.place
        groups.setdefault((place, row), []).append(finding)
    return list(groups.values())


def row_of(finding: Finding) -> tuple[tuple[str, str], ...]:
    """The columns of the row that a finding comes from; none without a table."""
    return tuple(item for item in finding.extra if item[0] not in CHECKED)


def heading(group: Sequence[Finding]) -> str:
    """The place, its code, the policies that answered, and the columns of the row."""
    first = group[0]
    policies = joined(dict.fromkeys(f.place for f in group if f.place))
    text = first.division_name or policies or "—"
    if first.division:
        text += said(f"（{first.division}）", f" ({first.division})")
    if policies and first.division_name:
        many = "policies" if ", " in policies else "policy"
        text += said(f"  政策：{policies}", f"  {many}: {policies}")
    colon = said("：", ": ")
    row = [
        f"{header(name) if name == 'worker' else name}{colon}{value}"
        for name, value in first.extra
        if name not in CHECKED and value
    ]
    return clean("  ".join([text, *row]))


def judged(
    findings: Sequence[Finding],
) -> tuple[Sequence[Finding], list[Finding], Sequence[Finding]]:
    """Of a check: what has a verdict, or could not be judged in spite of the data; what only lacks
    data; and all. Other findings are all shown."""
    verdicts = [dict(finding.extra).get("verdict") for finding in findings]
    if all(verdict is None for verdict in verdicts):
        return findings, [], findings
    shown, missing = [], []
    for finding, verdict in zip(findings, verdicts, strict=True):
        if verdict == "unknown" and finding.needs:
            missing.append(finding)
        elif verdict != "" or finding.status == "error":
            shown.append(finding)
    return shown, missing, findings


def lacking(findings: Sequence[Finding], names: Mapping[str, str] | None = None) -> list[str]:
    """Of findings that only lack data, which data would decide each; how often, where they are
    of several communities. Without ``names``, the words for inputs, it is said by their ids, and
    how they are given."""
    several = len(grouped(findings)) > 1
    lacks: dict[str, int] = {}
    for finding in findings:
        label, needs = (
            finding.label(),
            joined((names or {}).get(need, need) for need in finding.needs),
        )
        text = said(f"{label}：缺 {needs}", f"{label}: needs {needs}")
        lacks[text] = lacks.get(text, 0) + 1
    if names is None and findings and not any(row_of(finding) for finding in findings):
        need = findings[0].needs[0]
        lacks[said(f"用 --set 给出，如 --set {need}=…", f"given as --set {need}=…")] = 1
    return [
        text + (said(f"（{count}处）", f" ({count} times)") if several and count > 1 else "")
        for text, count in lacks.items()
    ]
