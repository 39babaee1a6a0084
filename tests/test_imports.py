"""What a warm single call must not import, since it would cost more than the answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"pydantic", "pydantic_core", "rich", "polars", "yaml", "xlsxwriter", "narwhals"}
# Not heavy, but not wanted where nothing needs them: each costs a hundredth of the run or more.
UNWANTED = {"dataclasses", "hashlib", "_hashlib", "calendar", "tempfile", "email"}
CODE = """
import sys
from shequ_calc.cli.main import run
code = run(sys.argv[1:])
print("\\n" + " ".join(sorted(sys.modules)), code)
"""
CALLS = [
    "staffing --households 4200",
    "budget --city kunming -f json",
    "salary --city nanchang --post chief --grade 18",
    "check --city kunming --operating-funds 50000",
    "explain jilin/posts --households 4200",
    "place kunming",
    "--help",
    "staffing --help",
    "--version",
]


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """The environment of a call after the first one."""
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "SHEQU_CACHE": str(tmp_path_factory.mktemp("warm")),
        "SHEQU_POLICIES": "",
        "LC_ALL": "C.UTF-8",
    }
    modules("staffing --households 4200", environ)
    return environ


def modules(call, environ):
    command = [sys.executable, "-c", CODE, *call.split()]
    run = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=True)
    *names, code = run.stdout.splitlines()[-1].split()
    assert code == "0", run.stderr
    return set(names)


@pytest.mark.parametrize("call", CALLS)
def test_a_warm_call_imports_nothing_heavy(warm, call):
    assert not modules(call, warm) & HEAVY


@pytest.mark.parametrize("call", CALLS[:4])
def test_a_warm_call_imports_little(warm, call):
    assert not modules(call, warm) & UNWANTED


@pytest.mark.parametrize(
    ("call", "foreign"),
    [
        (
            "staffing --households 4200 --city changchun",
            "questions.budget questions.explaining wording cli.salary",
        ),
        ("budget --city kunming", "questions.staffing questions.explaining wording cli.staffing"),
        (
            "salary --city nanchang --post chief --grade 18",
            "questions.budget render.terminal.table",
        ),
        ("--help", "cli.options inputs questions.asking library.catalog"),
    ],
)
def test_a_command_imports_its_own_modules_only(warm, call, foreign):
    found = modules(call, warm)
    assert not found & {f"shequ_calc.{name}" for name in foreign.split()}


def test_a_first_call_does_import_the_border(warm, tmp_path):
    """For a file that is new; of a whole shelf, processes of their own judge the files."""
    made_up = Path(__file__).parent / "policies" / "quarterly.yaml"
    own = tmp_path / "new.yaml"
    own.write_text(f"{made_up.read_text(encoding='utf-8')}# new\n", encoding="utf-8")
    assert {"pydantic", "yaml"} <= modules(f"budget --city 泰州 --policies {own}", warm)


def test_one_place_builds_the_policies_of_its_chain_only(warm):
    code = """
import shequ_calc.library.shelf.build as build
seen = []
made = build.build_policy
build.build_policy = lambda data, name, *rest: seen.append(name) or made(data, name, *rest)
from shequ_calc.cli.main import run
run(["budget", "--city", "kunming", "--quiet"])
print(" ".join(seen))
"""
    run = subprocess.run(
        [sys.executable, "-c", code], env=warm, capture_output=True, encoding="utf-8", check=True
    )
    assert run.stdout.splitlines()[-1] == "yunnan"
