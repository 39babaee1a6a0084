"""The documents say what the program does: every example in them is run."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from commands import shequ
from shequ_calc.cli.main import COMMANDS

pytestmark = pytest.mark.whole_shelf

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
EXAMPLE = re.compile(r"<!-- example: shequ (.+?) -->\n```text\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_in_documents(page):
    """SHEQU_RENEW=1 writes the examples anew, to be read before they are committed."""
    text = page.read_text(encoding="utf-8")
    for line, shown in EXAMPLE.findall(text):
        result = shequ(*shlex.split(line), columns=100)
        if os.environ.get("SHEQU_RENEW") == "1":
            old = f"<!-- example: shequ {line} -->\n```text\n{shown}```"
            text = text.replace(old, f"<!-- example: shequ {line} -->\n```text\n{result.out}```")
            page.write_text(text, encoding="utf-8")
        else:
            assert result.out == shown, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_documents_name_exist(page):
    """`rules/walk.py` and its like stand in the tree, and links lead somewhere."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:[\w.-]+/)*[\w-]+\.py)`", text)
    places = (ROOT, ROOT / "src" / "shequ_calc")
    assert not [name for name in named if not any((at / name).is_file() for at in places)]
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_readme_has_examples():
    assert len(EXAMPLE.findall((ROOT / "README.md").read_text(encoding="utf-8"))) >= 2


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command):
    assert f"`shequ {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_exactly_the_readmes_second_command():
    commands = re.findall(r"```sh\n(python3 .+?)\n```", (ROOT / "README.md").read_text("utf-8"))
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_changelog_knows_the_version():
    from shequ_calc import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
