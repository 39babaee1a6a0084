"""Tables: a million rows from CSV to CSV, beside polars written by hand for one place's rules."""

from __future__ import annotations

import filecmp
import random
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .running import Program, Row, Table, environment, peak_memory, times

__all__ = ["measured"]

ROWS = 1_000_000
_ON = "2026-01-01"
_MIXED = ("长春", "昆明", "南昌", "临沂")
_TEN = (*_MIXED, "北京", "太原", "济南", "武汉", "兰州", "广州")
# How many workers a community may have, by the rule of each of the ten.
_WORKERS = ",".join(
    ("jilin/posts", "yunnan/cadre-subsidy", "nanchang/workers", "shandong/committee-staff",
     "beijing/community-workers", "taiyuan/dedicated-workers", "jinan/community-staff",
     "wuhan/officers", "lanzhou/members", "guangzhou/workers")
)  # fmt: skip
# What a person would write who knows the staffing rules of Jilin by heart, and nothing else.
BY_HAND = """
import sys
import polars as pl

source, target = sys.argv[1:]
households = pl.col("户数")
beyond = pl.when(households > 3000).then(households - 3000).otherwise(0)
posts = 10 + beyond // 500, 15 + beyond // 300
fewest, most = (households + 499) // 500, households // 300
fits = fewest <= most
grids = pl.when(fits).then(fewest), pl.when(fits).then(most)
fitting = pl.when(fits).then(pl.lit("computed")).otherwise(pl.lit("none-fits"))
said = pl.lit("computed")


def whole(number):
    return pl.lit(number, pl.Int64)


nothing = pl.lit(None, pl.Int64)
findings = {
    "posts": (*posts, said),
    "party-posts": (whole(2), nothing, said),
    "excluded-jobs": (whole(0), whole(0), said),
    "hall-staff": (whole(2), whole(3), said),
    "grid-staff": (posts[0] - 3, posts[1] - 2, said),
    "grid-workers": (*grids, fitting),
    "county-ceiling": (nothing, nothing, pl.lit("no-amount")),
    "rounds": (whole(2), nothing, said),
    "grids": (*grids, fitting),
    "auxiliary-officers": (*grids, fitting),
    "first-secretary": (whole(1), whole(1), said),
    "transfer": (nothing, whole(20200930), said),
    "recruitment-phase": (nothing, whole(3), said),
    "recruitment-phase@end": (nothing, whole(20230930), said),
}
columns = [
    value.alias(f"jilin/{name}.{end}")
    for name, values in findings.items()
    for end, value in zip(("low", "high", "status"), values)
]
notes = pl.lit(None, pl.String).alias("notes")
pl.scan_csv(source).with_columns(*columns, notes).sink_csv(target)
"""

_JILIN = ",".join(
    dict.fromkeys(f"jilin/{name}" for name in re.findall(r'^    "([a-z-]+)[@"]', BY_HAND, re.M))
)


def measured(rounds: int) -> list[Table]:
    """The table of a million rows; a run takes seconds, so that a third of the rounds will do.

    Raises RuntimeError where what was written by hand no longer gives what the rules give.
    """
    with TemporaryDirectory(prefix="shequ-benchmarks-") as folder:
        scratch = Path(folder)
        programs = _programs(scratch)
        by_hand, one = programs["by hand"], programs["one place"]
        # Both runs once, so that what is timed is known to do the same.
        times({"by hand": by_hand, "one place": one}, 1)
        if not filecmp.cmp(scratch / "by-hand.csv", scratch / "one.csv", shallow=False):
            raise RuntimeError("polars by hand and shequ write different tables: see BY_HAND")
        medians = times(programs, max(3, rounds // 3))
        base = medians["by hand"]

        def row(what: str, name: str, most: float = 0) -> Row:
            ratio, peak = medians[name] / base, peak_memory(programs[name], range(1))
            memory = "" if peak is None else f"{peak:.0f} MB"
            if not most:
                return Row(what, (f"{ratio:.2f}", memory))
            held = ratio <= most and (peak is None or peak <= 400)
            return Row(what, (f"{ratio:.2f}", memory), f"{most:g} × and 400 MB", held)

        rows = (
            row("lazy polars written by hand, one place: the same bytes", "by hand"),
            row("`shequ staffing ledger.csv --city changchun --wide`", "one place", 1.5),
            row("`shequ staffing ledger.csv --wide`, four provinces by turns", "mixed"),
            row("the same of ten provinces by turns", "ten"),
            row("the workers of a community, four provinces by turns", "workers of four", 3),
            row("the same of ten provinces by turns", "workers of ten", 3),
        )
        said = (
            f"{ROWS:,} rows of CSV to CSV, each run a process of its own. The table by hand is "
            "compared with ours byte by byte before anything is timed; it reads no numbers as "
            "people type them, knows no errors and no other place. Side by side, every provision "
            "that holds in one of the places has its columns, the country's in every row; the "
            "last two ask for one figure a place. Medians of a third of the runs."
        )
        return [Table("Tables", ("× polars by hand", "peak memory"), rows, said)]


def _programs(scratch: Path) -> dict[str, Program]:
    environ = environment(scratch)
    chance = random.Random(1)
    sizes = [chance.randint(1, 9000) for _ in range(ROWS)]
    one, mixed, ten = (scratch / f"{name}.csv" for name in ("ledger", "mixed", "ten"))
    _write(one, "街道", sizes, [f"街道{number}" for number in range(97)])
    _write(mixed, "城市", sizes, _MIXED)
    _write(ten, "城市", sizes, _TEN)
    script = scratch / "by_hand.py"
    script.write_text(BY_HAND, encoding="utf-8")
    start = "from shequ_calc.__main__ import main; main()"

    def shequ(source: Path, target: str, *more: str) -> Program:
        asked = (start, "staffing", str(source), "--wide", "--on", _ON, "--quiet", *more)
        # As a person sends it into a file: -o would make a CSV for Excel.
        line = f'exec "$0" "$@" > "{scratch / target}"'
        return Program(("/bin/sh", "-c", line, sys.executable, "-c", *asked), environ)

    target = scratch / "by-hand.csv"
    return {
        "by hand": Program((sys.executable, str(script), str(one), str(target)), environ),
        # What the country asks stands beside it, and is no part of what was written by hand.
        "one place": shequ(one, "one.csv", "--city", "changchun", "--only", _JILIN),
        "mixed": shequ(mixed, "mixed-out.csv"),
        "ten": shequ(ten, "ten-out.csv"),
        "workers of four": shequ(mixed, "workers-of-four.csv", "--only", _WORKERS),
        "workers of ten": shequ(ten, "workers-of-ten.csv", "--only", _WORKERS),
    }


def _write(path: Path, header: str, sizes: list[int], words: tuple[str, ...] | list[str]) -> None:
    with path.open("w", encoding="utf-8") as text:
        text.write(f"社区名称,{header},户数\n")
        for number, size in enumerate(sizes):
            text.write(f"第{number}社区,{words[number % len(words)]},{size}\n")
