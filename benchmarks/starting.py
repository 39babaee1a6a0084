"""The start: single calls, the first one after a change, help, completion, memory, peers."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from . import peers, profile
from .running import ROOT, Program, Row, Table, environment, peak_memory, times

__all__ = ["measured"]

CALLS = {
    "staffing": "staffing --households 4200 --city changchun",
    "budget": "budget --city kunming -f json",
    "salary": "salary --city nanchang --post chief --grade 18",
    "explain": "explain jilin/posts --households 4200",
}
EVERYWHERE = "staffing --households 4200"
# A program of as many commands and options as ours, which does nothing.
FLOOR = """
import sys
from typing import Annotated
import typer
from typer.core import TyperGroup

def build():
    app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    def command({options}) -> None:
        pass
    app.command("one")(command)
    return typer.main.get_command(app)

class Lazy(TyperGroup):
    def list_commands(self, ctx):
        return [f"command{{number}}" for number in range(15)]
    def get_command(self, ctx, name):
        return build()

app = typer.Typer(cls=Lazy, rich_markup_mode=None, pretty_exceptions_enable=False)
app.callback()(lambda: None)
typer.main.get_command(app).main(sys.argv[1:], "floor", standalone_mode=False)
"""
_OPTION = 'o{0}: Annotated[str | None, typer.Option("--o{0}", help="x", metavar="VALUE")] = None'


def measured(rounds: int) -> list[Table]:
    """The start-up table, the peers beside it, and what a warm call consists of."""
    with TemporaryDirectory(prefix="shequ-benchmarks-") as folder:
        scratch = Path(folder)
        programs = _programs(scratch)
        peer = peers.openfisca()
        if peer:
            environ = environment(scratch)
            del environ["PYTHONPATH"]
            programs["openfisca"] = Program(peer, environ)
            programs["openfisca-pass"] = Program((peer[0], "-c", "pass"), environ)
        medians = times(programs, rounds)
        return [
            _starts(medians, programs),
            _peers(medians),
            profile.measured(
                programs["staffing"], programs["typer"], medians["typer"] / medians["pass"]
            ),
        ]


def _programs(scratch: Path) -> dict[str, Program]:
    environ = environment(scratch)
    python = sys.executable
    own = scratch / "own"
    own.mkdir()
    policy = ROOT / "policies" / "yunnan" / "yunnan.yaml"

    def edit(number: int) -> None:
        text = policy.read_text(encoding="utf-8")
        (own / "mine.yaml").write_text(f"{text}\n# edit {number}\n", encoding="utf-8")

    def forget(_: int) -> None:
        shutil.rmtree(scratch / "empty", ignore_errors=True)

    def shequ(line: str, **more: str) -> Program:
        # What the installed script does, without the search for the package's metadata.
        start = "from shequ_calc.__main__ import main; main()"
        return Program((python, "-c", start, *line.split()), {**environ, **more})

    def changed(line: str, before: object, **more: str) -> Program:
        plain = shequ(line, **more)
        return Program(plain.arguments, plain.environ, before)  # type: ignore[arg-type]

    options = ", ".join(_OPTION.format(number) for number in range(16))
    floor = scratch / "floor.py"
    floor.write_text(FLOOR.format(options=options), encoding="utf-8")
    completing = {
        "_SHEQU_COMPLETE": "complete_bash",
        "COMP_WORDS": "shequ staffing --ho",
        "COMP_CWORD": "2",
    }
    return {
        "pass": Program((python, "-c", "pass"), environ),
        "typer": Program((python, "-c", "import typer"), environ),
        "floor": Program((python, str(floor), "one", "--o1", "4200"), environ),
        **{name: shequ(line) for name, line in CALLS.items()},
        "everywhere": shequ(EVERYWHERE),
        "edited": changed(f"{CALLS['budget']} --quiet --policies {own}", edit),
        "cold": changed(CALLS["budget"], forget, SHEQU_CACHE=str(scratch / "empty")),
        "help": shequ("--help"),
        "completion": shequ("", **completing),
    }


def _starts(medians: dict[str, float], programs: dict[str, Program]) -> Table:
    base, typer = medians["pass"], medians["typer"]

    def row(what: str, name: str, most: float = 0, most_typer: float = 0) -> Row:
        ratio, of_typer = medians[name] / base, medians[name] / typer
        reach = " and ".join(
            text
            for text in (
                f"{most:g} × pass" if most else "",
                f"{most_typer:g} × import typer" if most_typer else "",
            )
            if text
        )
        held = None
        if reach:
            held = (not most or ratio <= most) and (not most_typer or of_typer <= most_typer)
        return Row(what, (f"{ratio:.1f}", f"{of_typer:.2f}"), reach, held)

    memory = []
    for name, line in CALLS.items():
        peak = peak_memory(programs[name])
        if peak is not None:
            what = f"memory of `shequ {line}`, warm"
            memory.append(Row(what, (f"{peak:.1f} MB", ""), "25 MB", peak <= 25))
    rows = [
        row("`python -c pass`", "pass"),
        row('`python -c "import typer"`', "typer"),
        row("floor: Typer, lazy group, a command of 16 options that does nothing", "floor"),
        *(row(f"`shequ {line}` piped, warm", name, 8, 1.35) for name, line in CALLS.items()),
        row(f"`shequ {EVERYWHERE}` piped, warm: every place", "everywhere"),
        row("first run after an edit of a policy of one's own", "edited", 22),
        # It grows with the shelf; a wheel brings its policies compiled.
        row("first run with nothing kept (a source tree, every policy compiled)", "cold"),
        row("`shequ --help`", "help", 0, 3),
        row("shell completion of an option", "completion", 0, 1.3),
        *memory,
    ]
    said = "Each run a process of its own."
    return Table("Starting", ("× `python -c pass`", "× `import typer`"), tuple(rows), said)


def _peers(medians: dict[str, float]) -> Table:
    rows = [Row(f"shequ, `{CALLS['staffing']}`", (f"{medians['staffing'] / medians['pass']:.1f}",))]
    if "openfisca" in medians:
        ratio = medians["openfisca"] / medians["openfisca-pass"]
        what = f"{peers.openfisca_versions()}, income tax of one person"
        rows.append(Row(what, (f"{ratio:.1f}",)))
    else:
        rows.append(Row("OpenFisca with its country template: not installed", ("–",)))
    rows += [Row(f"{name} (published earlier, not run again)", (f"{ratio:,}",))
             for name, ratio in peers.PUBLISHED.items()]  # fmt: skip
    said = "The simplest single case of each, in a process of its own."
    return Table("Beside its peers", ("× `python -c pass`",), tuple(rows), said)
