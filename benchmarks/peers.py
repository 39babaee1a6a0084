"""The peers, each in a virtual environment of its own: ``python -m benchmarks.peers`` makes them.

They stay in ``build/peers`` of the source tree, out of the way of the project's own packages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

from .running import ROOT

__all__ = ["PUBLISHED", "make", "openfisca", "openfisca_versions"]

PUBLISHED = {"PolicyEngine": 103, "GETTSIM": 730, "Tax-Calculator": 1900}
_FOLDER = ROOT / "build" / "peers" / "openfisca"
_PACKAGES = ("openfisca-core", "openfisca-country-template")
_CASE = """
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem

case = {
    "persons": {"one": {"salary": {"2024-01": 4200}}},
    "households": {"home": {"adults": ["one"]}},
}
simulation = SimulationBuilder().build_from_entities(CountryTaxBenefitSystem(), case)
print(simulation.calculate("income_tax", "2024-01"))
"""


def _python() -> Path:
    return _FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def openfisca() -> tuple[str, ...] | None:
    """The command that computes OpenFisca's simplest case; None where it is not installed."""
    if not _python().exists():
        return None
    command = (str(_python()), "-c", _CASE)
    done = subprocess.run(command, capture_output=True, check=False)
    return command if done.returncode == 0 else None


def openfisca_versions() -> str:
    """Its name and that of its country template, with their versions."""
    code = (
        "from importlib.metadata import version as v; "
        "print('OpenFisca-Core', v('openfisca-core') + ', country template', "
        "v('openfisca-country-template'))"
    )
    return subprocess.run(
        (str(_python()), "-c", code), capture_output=True, text=True, check=True
    ).stdout.strip()


def make() -> int:
    """Make the environments; 1 where a peer cannot be installed, which the benchmarks then skip."""
    venv.create(_FOLDER, with_pip=True)
    done = subprocess.run((str(_python()), "-m", "pip", "install", "-q", *_PACKAGES), check=False)
    if done.returncode or openfisca() is None:
        print("OpenFisca cannot be installed here; its row will be left out", file=sys.stderr)
        return 1
    print(openfisca_versions())
    return 0


if __name__ == "__main__":
    sys.exit(make())
