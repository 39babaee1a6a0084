"""Programs run one after the other, round after round, so that whatever slows the machine down
for a while slows all of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

__all__ = ["ROOT", "Program", "Row", "Table", "environment", "peak_memory", "times"]

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Program:
    """A command line; ``before`` is called ahead of every run with the number of the round, and
    is not timed."""

    arguments: tuple[str, ...]
    environ: Mapping[str, str]
    before: Callable[[int], object] = lambda _: None


@dataclass(frozen=True)
class Row:
    """A line of a table: what was measured, its figures, and what is aimed at."""

    what: str
    figures: tuple[str, ...]
    reach: str = ""
    held: bool | None = None


@dataclass(frozen=True)
class Table:
    """Rows under one heading; ``heads`` name the figures."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    said: str = ""


def environment(scratch: Path) -> dict[str, str]:
    """The environment of all programs: bytecode compiled once, as it is for whatever is installed;
    a cache of policies of its own; nothing of the user's."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPATH", "SHEQU_POLICIES")
    environ = {name: value for name, value in os.environ.items() if name not in dropped}
    return environ | {
        "PYTHONPYCACHEPREFIX": str(scratch / "bytecode"),
        "SHEQU_CACHE": str(scratch / "cache"),
        "PYTHONPATH": str(ROOT / "src"),
        "LC_ALL": "C.UTF-8",
    }


def times(programs: Mapping[str, Program], rounds: int) -> dict[str, float]:
    """The median wall time of each program in seconds, after two rounds that are not counted.

    Raises CalledProcessError where a program fails: its time would mean nothing.
    """
    taken: dict[str, list[float]] = {name: [] for name in programs}
    names = list(programs)
    for number in range(-2, rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            program = programs[name]
            program.before(number)
            start = time.perf_counter()
            subprocess.run(
                program.arguments,
                env=dict(program.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                check=True,
            )
            if number >= 0:
                taken[name].append(time.perf_counter() - start)
        show = f"\r{number + 1}/{rounds} rounds"
        print(show, end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {name: median(several) for name, several in taken.items()}


# A process counts the memory of the one it was forked from, so the one in between has to be small.
_SMALL = """
import os, sys
os.dup2(os.open(os.devnull, os.O_WRONLY), 1 + 8)
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,
                       file_actions=[(os.POSIX_SPAWN_DUP2, 9, 1)])
print(os.wait4(child, 0)[2].ru_maxrss)
"""


def peak_memory(program: Program, runs: Sequence[int] = range(5)) -> float | None:
    """The median peak of a program's resident memory in MB; None where the system cannot say."""
    if not hasattr(os, "posix_spawn"):
        return None
    command = [sys.executable, "-I", "-S", "-c", _SMALL, *program.arguments]
    peaks = []
    for number in runs:
        program.before(number)
        run = subprocess.run(
            command, env=dict(program.environ), capture_output=True, text=True, check=True
        )
        peaks.append(int(run.stdout))
    return median(peaks) / (2**20 if sys.platform == "darwin" else 2**10)
