"""What holds for every test: properties are tried on the same examples each time, no test is
judged by the clock, and nothing is kept in the cache of whoever runs them."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

from audited import FILES, SHELF
from shequ_calc.language import speaking
from shequ_calc.library.shelf import files

settings.register_profile("shequ", deadline=None, derandomize=True)
settings.load_profile("shequ")


@pytest.fixture(autouse=True)
def _english():
    """Whatever language a test speaks, the next one begins in English."""
    with speaking("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def _shelf_of_five(tmp_path_factory):
    """The shipped shelf holds the five policies whose texts are at hand, so that what a test says
    of all places does not change with every new one."""
    shelf = tmp_path_factory.mktemp("shelf")
    for path in FILES:
        shutil.copy(path, shelf)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "shipped_dir", lambda: shelf)
        yield


@pytest.fixture(autouse=True)
def _shelf(request, monkeypatch):
    """The whole of it for a test that is marked so."""
    if request.node.get_closest_marker("whole_shelf"):
        monkeypatch.setattr(files, "shipped_dir", lambda: SHELF)


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
