"""What holds for every test: properties are tried on the same examples each time, no test is
judged by the clock, and nothing is kept in the cache of whoever runs them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from audited import FILES
from shequ_calc.language import speaking
from shequ_calc.library.shelf import files

settings.register_profile("shequ", deadline=None, derandomize=True)
settings.load_profile("shequ")


@pytest.fixture(autouse=True)
def _english():
    """Whatever language a test speaks, the next one begins in English."""
    with speaking("en"):
        yield


@pytest.fixture(scope="session")
def _shelf_of_five(tmp_path_factory) -> Path:
    shelf = tmp_path_factory.mktemp("shelf")
    for path in FILES:
        shutil.copy(path, shelf)
    return shelf


@pytest.fixture
def the_five(_shelf_of_five, monkeypatch):
    """The shipped shelf holds the five policies whose texts are at hand, and no others: for tests
    that say what all places together answer."""
    monkeypatch.setattr(files, "shipped_dir", lambda: _shelf_of_five)


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    """Compiled policies are kept for the session, since most tests read the same ones."""
    before = os.environ.get("SHEQU_CACHE")
    os.environ["SHEQU_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["SHEQU_CACHE"]
    else:
        os.environ["SHEQU_CACHE"] = before
