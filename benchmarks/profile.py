"""What a warm call consists of, by what the interpreter says it imports."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from statistics import median

from .running import Program, Row, Table

__all__ = ["measured"]

_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+)")
_OURS = "shequ_calc"


def measured(program: Program, typer: float, runs: int = 7) -> Table:
    """The imports of ``program`` in groups: microseconds become shares of ``import typer``, which
    is ``typer`` times the bare interpreter."""
    several = [_imports(program) for _ in range(runs)]
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
    whole = medians["Typer"]
    rows = [
        Row(f"{name} ({counts[name]} modules)", (f"{medians[name] / whole:.2f}",))
        for name in ("the interpreter's own start", "Typer", "the standard library besides", _OURS)
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


def _imports(program: Program) -> dict[str, tuple[str, float]]:
    """Module → (group, own microseconds). A module belongs to whoever imported it first."""
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
    lines_read = [(len(m[3]) // 2, m[4], int(m[1])) for m in lines if m]
    # Children stand before their parent, one step further in.
    found: dict[str, tuple[str, float]] = {}
    above: list[str] = []
    started = False
    for depth, module, own in reversed(lines_read):
        del above[depth:]
        above.append(module)
        inside_typer = any(name.split(".")[0] == "typer" for name in above)
        if module.split(".")[0] == _OURS:
            group = _OURS
        elif inside_typer:
            group = "Typer"
        elif any(name.split(".")[0] == _OURS for name in above) or not started:
            group = "the standard library besides"
        else:
            group = "the interpreter's own start"
        if module == "site":
            started = True
            group = "the interpreter's own start"
        found[module] = (group, float(own))
    return found
