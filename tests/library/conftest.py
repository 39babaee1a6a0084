"""What the tests of the shelf and of its cache share."""

from __future__ import annotations

import pytest

from shequ_calc.library.shelf import cache, load


@pytest.fixture
def validations(monkeypatch):
    """The files that were validated, in order."""
    seen = []
    validated = load.validated

    def counting(path, *rest):
        seen.append(path.name)
        return validated(path, *rest)

    monkeypatch.setattr(load, "validated", counting)
    monkeypatch.setattr(cache, "_UNWRITTEN", {})
    return seen
