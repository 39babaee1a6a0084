"""Measure every group of rows side by side, print the ratios and write RESULTS.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import bulk, shelves, starting, tables
from .report import page
from .running import Table

GROUPS = {
    "starting": starting.measured,
    "shelves": shelves.measured,
    "tables": tables.measured,
    "bulk": bulk.measured,
}
RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Run the groups asked for; the page is written only when all were run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}")
    parser.add_argument("--rounds", type=int, default=25, help="interleaved runs (default: 25)")
    asked = parser.parse_args()
    unknown = sorted(set(asked.group) - set(GROUPS))
    if unknown:
        parser.error(f"no group {', '.join(unknown)}; there are: {', '.join(GROUPS)}")
    found: list[Table] = []
    for name in asked.group or GROUPS:
        found += GROUPS[name](asked.rounds)
    text = page(found, asked.rounds)
    print(text)
    if not asked.group:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"written: {RESULTS}", file=sys.stderr)


main()
