"""Shelves of many policy files: what one answer costs beside five files, three hundred, three
thousand."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from shequ_calc.places.place import divisions

from .running import Program, Row, Table, environment, peak_memory, times

__all__ = ["made_shelf", "measured"]

SIZES = (5, 300, 3000)
_ASKED = ("budget", "--city", "kunming", "-f", "json", "--quiet")
# None of the place that is asked for, nor of those above it.
_LEFT_OUT = ("000000", "530000", "530100")

_FILE = """\
place: "{code}"
label: {{zh: {name}城市社区, en: "{english}: urban communities"}}
documents:
  measures:
    title: {name}社区工作者管理办法
    issuer: {name}民政局
    kind: norm
    issued: 2023-05-01
    in-force: 2023-05-01
provisions:
  workers:
    label: {{zh: 社区工作者, en: community workers}}
    questions: [staffing]
    force: must
    unit: person
    scope: community
    topic: posts
    cite: [{{document: measures, clause: 三, phrase: 每{every}户配备1人}}]
    rule: {{steps: {{of: households, every: {every}, round: down}}}}
  work-fund:
    label: {{zh: 工作经费, en: working funds}}
    questions: [budget]
    force: must
    unit: yuan
    scope: community
    period: year
    topic: operating-funds
    cite: [{{document: measures, clause: 四, phrase: 每年不低于{amount}万元}}]
    rule: {{floor: {amount}0000}}
  certificate-allowance:
    label: {{zh: 职业资格补贴, en: allowance for a certificate}}
    questions: [salary]
    force: must
    unit: yuan
    scope: person
    period: month
    topic: certificate
    cite: [{{document: measures, clause: 五, phrase: 每月{allowance}元}}]
    rule: {allowance}
cases:
  - ask: staffing
    given: {{households: {every}}}
    expect:
      workers: {{low: 1, high: 1}}
    because: 正好一份
"""


def made_shelf(folder: Path, count: int) -> Path:
    """A folder with ``count`` policies, each of another place."""
    folder.mkdir(parents=True)
    places = [one for one in divisions() if one.code not in _LEFT_OUT]
    for number, place in enumerate(places[:count]):
        text = _FILE.format(
            code=place.code,
            name=place.name,
            english=place.english,
            every=200 + number % 300,
            amount=3 + number % 17,
            allowance=100 + number,
        )
        (folder / f"own-{number:04}.yaml").write_text(text, encoding="utf-8")
    return folder


def measured(rounds: int) -> list[Table]:
    """What an answer costs on shelves of each size, warm and after an edit of one file."""
    with TemporaryDirectory(prefix="shequ-benchmarks-") as scratch:
        environ = environment(Path(scratch))
        programs = {"typer": Program((sys.executable, "-c", "import typer"), environ)}
        for size in SIZES:
            shelf = made_shelf(Path(scratch, f"shelf-{size}"), size)
            edited = made_shelf(Path(scratch, f"edited-{size}"), size)
            programs[f"warm {size}"] = _asking(shelf, environ)
            programs[f"edited {size}"] = _editing(edited, environ)
        medians = times(programs, rounds)
        rows = []
        for size in SIZES:
            few, typer = medians["warm 5"], medians["typer"]
            warm, edited = medians[f"warm {size}"], medians[f"edited {size}"]
            memory = peak_memory(programs[f"warm {size}"])
            most = "" if size == SIZES[0] else "1.15 × 5 files and "
            rows.append(
                Row(
                    f"{size:,} files, warm",
                    (f"{warm / few:.2f}", f"{warm / typer:.2f}"),
                    f"{most}1.35 × import typer",
                    warm <= 1.35 * typer and warm <= 1.15 * few,
                )
            )
            if memory is not None:
                rows.append(
                    Row(f"{size:,} files, memory", (f"{memory:.1f} MB", ""), "30 MB", memory <= 30)
                )
            rows.append(
                Row(
                    f"{size:,} files, first run after an edit of one of them",
                    (f"{edited / few:.2f}", f"{edited / typer:.2f}"),
                )
            )
    said = "`shequ budget --city kunming -f json`, with further policies in one folder."
    return [Table("Shelves", ("× warm with 5 files", "× `import typer`"), tuple(rows), said)]


def _asking(shelf: Path, environ: Mapping[str, str]) -> Program:
    start = "from shequ_calc.__main__ import main; main()"
    line = (sys.executable, "-c", start, *_ASKED, "--policies", str(shelf))
    return Program(line, environ)


def _editing(shelf: Path, environ: Mapping[str, str]) -> Program:
    file = shelf / "own-0003.yaml"
    text = file.read_text(encoding="utf-8")

    def edit(number: int) -> None:
        file.write_text(f"{text}\n# edit {number} beside {shelf.name}\n", encoding="utf-8")

    plain = _asking(shelf, environ)
    return Program(plain.arguments, environ, edit)
