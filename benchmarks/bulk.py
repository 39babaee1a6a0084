"""Rules per second in process: a marginal scale over a table, beside OpenFisca's own."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from . import peers
from .running import Program, Row, Table, environment

__all__ = ["measured"]

SIZES = 1_000_000, 100_000, 10_000
_SCALE = Path(__file__).with_name("scale.yaml")
# Each reads a number of rows from a line, works the scale out for as many wages, which are the same
# for all, and answers with the seconds it took and some of the results.
_FEN = """
import random, sys, time
def wages(rows):
    chance = random.Random(1)
    return [chance.randrange(2_000_000) for _ in range(rows)]
def answer(seconds, results):
    print(seconds, *results, flush=True)
made = {}
"""
_SHEQU = f"""{_FEN}
import polars, shequ_calc
for line in sys.stdin:
    rows = int(line)
    if rows not in made:
        made[rows] = polars.DataFrame({{"wage_fen": wages(rows)}})
    start = time.perf_counter()
    found = shequ_calc.salary(
        made[rows], city="beijing", on="2026-01-01", only="contribution", policies=[{str(_SCALE)!r}]
    )
    seconds = time.perf_counter() - start
    answer(seconds, [fen / 100 for fen in found["scale/contribution.low_fen"][:1000]])
"""
_OPENFISCA = f"""{_FEN}
import numpy
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem
system = CountryTaxBenefitSystem()
whole = "whole" in sys.argv
for line in sys.stdin:
    rows = int(line)
    if rows not in made:
        made[rows] = numpy.array([fen / 100 for fen in wages(rows)])
    start = time.perf_counter()
    simulation = SimulationBuilder().build_default_simulation(system, rows)
    simulation.set_input("salary", "2017-01", made[rows])
    start = start if whole else time.perf_counter()
    found = simulation.calculate("social_security_contribution", "2017-01")
    answer(time.perf_counter() - start, found[:1000])
"""


class _Worker:
    """A process that stays, so that what is timed in it is the work and not the start."""

    def __init__(self, name: str, program: Program) -> None:
        self._name = name
        self._process = subprocess.Popen(
            program.arguments,
            env=dict(program.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def __call__(self, rows: int) -> tuple[float, list[float]]:
        """The seconds that so many rows took, and the first results. Raises RuntimeError where the
        process has ended."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{rows}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline().split()
        if not line:
            raise RuntimeError(f"{self._name} ended before it answered")
        seconds, *results = map(float, line)
        return seconds, results


def measured(rounds: int) -> list[Table]:
    """The table of rules per second, without OpenFisca's rows where it is not installed.

    Raises RuntimeError where the two give different amounts.
    """
    peer = peers.openfisca()
    with TemporaryDirectory(prefix="shequ-benchmarks-") as folder, ExitStack() as open_:
        environ = environment(Path(folder))
        one_core = {**environ, "POLARS_MAX_THREADS": "1"}
        shequ = sys.executable, "-c", _SHEQU
        programs = {"shequ": Program(shequ, environ), "one core": Program(shequ, one_core)}
        if peer:
            own = {name: value for name, value in environ.items() if name != "PYTHONPATH"}
            python = peer[0]
            programs["calculate"] = Program((python, "-c", _OPENFISCA), own)
            programs["whole"] = Program((python, "-c", _OPENFISCA, "whole"), own)
        workers = {name: open_.enter_context(_Worker(name, one)) for name, one in programs.items()}
        medians = {rows: _medians(workers, rows, rounds) for rows in SIZES}
    return [_table(medians, peers.openfisca_versions() if peer else "")]


def _medians(workers: dict[str, _Worker], rows: int, rounds: int) -> dict[str, float]:
    """The median seconds of each, after two rounds that are not counted."""
    taken: dict[str, list[float]] = {name: [] for name in workers}
    names = list(workers)
    for number in range(-2, rounds):
        found: dict[str, list[float]] = {}
        for name in names[number % len(names) :] + names[: number % len(names)]:
            seconds, found[name] = workers[name](rows)
            if number >= 0:
                taken[name].append(seconds)
        for name in names:
            # OpenFisca's amounts are 32-bit floats, of which ours are the exact ones.
            pairs = zip(found["shequ"], found[name], strict=True)
            if any(abs(exact - other) > 0.006 + exact * 1e-6 for exact, other in pairs):
                raise RuntimeError(f"{name} and shequ give different amounts: see scale.yaml")
    return {name: median(several) for name, several in taken.items()}


def _table(medians: dict[int, dict[str, float]], peer: str) -> Table:
    base = "calculate" if peer else "shequ"
    rows = []

    def row(what: str, name: str, most: float = 0) -> None:
        ratios = [medians[size][name] / medians[size][base] for size in SIZES]
        held = ratios[0] <= most if most else None
        reach = f"{most:g} × at {SIZES[0]:,}" if most else ""
        rows.append(Row(what, tuple(f"{ratio:.2f}" for ratio in ratios), reach, held))

    if peer:
        row(f"{peer}: `calculate` alone, the simulation made before", "calculate")
        row("the same, the simulation made and its salaries set", "whole")
    row("`shequ_calc.salary(frame, …)`, the whole call", "shequ", 1 if peer else 0)
    row("the same on one core", "one core", 1 if peer else 0)
    said = (
        "A marginal scale of three brackets over a column of wages that is in memory, columns of "
        "amounts in memory after it, in processes that stay; the amounts are held against each "
        "other in every round. Time for the same rows, so less is more rules per second. OpenFisca "
        "gives 32-bit floats; shequ gives lower and upper ends to the fen, and a status."
    )
    if not peer:
        said += " OpenFisca with its country template is not installed here."
    return Table("Rules per second", tuple(f"{size:,} rows" for size in SIZES), tuple(rows), said)
