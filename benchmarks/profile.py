"""What a warm call consists of, by what the interpreter says it imports."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from statistics import median

from .running import Program, Row, Table

__all__ = ["measured"]

_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
_START, _TYPER, _MORE = "the interpreter's own start", "Typer", "the standard library besides"
_OURS = "shequ_calc"


def measured(program: Program, bare: Program, typer: float, runs: int = 7) -> Table:
    """The imports of ``program`` in groups: microseconds become shares of those of ``bare``, which
    only imports Typer and takes ``typer`` times the bare interpreter."""
    start, floor = _groups_of(bare)
    several = [_imports(program, start, floor) for _ in range(runs)]
    grouped: dict[str, list[float]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for index, found in enumerate(several):
        sums: dict[str, float] = defaultdict(float)
        for module, (group, own) in found.items():
            sums[group] += own
            sums[f"  {module}"] += own if group == _OURS else 0
            counts[group] += index == 0
        for name, total in sums.items():
            grouped[name].append(total)
    medians = {name: median(totals) for name, totals in grouped.items()}
    whole = medians[_TYPER]
    rows = [
        Row(f"{name} ({counts[name]} modules)", (f"{medians[name] / whole:.2f}",))
        for name in (_START, _TYPER, _MORE, _OURS)
    ]
    modules = sorted(
        (name for name in medians if name.startswith("  ") and medians[name]),
        key=medians.__getitem__,
    )
    rows += [
        Row(f"of these: `{name.strip()}`", (f"{medians[name] / whole:.3f}",))
        for name in reversed(modules[-12:])
    ]
    said = (
        f"Imports only, by `-X importtime`, which itself slows them down; Typer's are "
        f"{typer:.1f} × the bare interpreter without it. The interpreter and Typer are the floor: "
        "what is left to shequ is the rest of the table, and the answer itself."
    )
    return Table("What a warm `shequ staffing` imports", ("× `import typer`",), tuple(rows), said)


def _groups_of(bare: Program) -> tuple[set[str], set[str]]:
    """The modules of the interpreter's own start, and those that Typer adds."""
    names = [name for name, _ in _lines(bare)]
    start = names.index("site") + 1
    return set(names[:start]), set(names[start:])


def _imports(program: Program, start: set[str], floor: set[str]) -> dict[str, tuple[str, float]]:
    """Module → (group, own microseconds)."""
    found = {}
    for name, own in _lines(program):
        ours = name.partition(".")[0] == _OURS
        group = _START if name in start else _TYPER if name in floor else _OURS if ours else _MORE
        found[name] = (group, own)
    return found


def _lines(program: Program) -> list[tuple[str, float]]:
    python, *rest = program.arguments
    run = subprocess.run(
        (python, "-X", "importtime", *rest),
        env=dict(program.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    lines = [_LINE.match(line) for line in run.stderr.splitlines()]
    return [(line[2], float(line[1])) for line in lines if line]
