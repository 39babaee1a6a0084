"""docs/coverage.md says what is on the shelf."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from commands import shequ
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.places.place import division
from shequ_calc.render.policy.country import country_page

pytestmark = pytest.mark.whole_shelf

DOCS = Path(__file__).parents[1] / "docs"


def test_the_page_is_that_of_the_policies() -> None:
    """SHEQU_RENEW=1 writes it anew, to be read before it is committed."""
    sought = yaml.safe_load((DOCS / "sought.yaml").read_text(encoding="utf-8"))
    made = country_page(Catalog.load().policies.values(), sought)
    page = DOCS / "coverage.md"
    if os.environ.get("SHEQU_RENEW") == "1":
        page.write_text(made, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == made


def test_every_policy_and_every_province_is_on_it() -> None:
    page = (DOCS / "coverage.md").read_text(encoding="utf-8")
    for policy in Catalog.load().policies.values():
        assert f"`{policy.id}`" in page
        assert division(policy.place).name in page
    assert "浙江省" in page
    assert "贵州省" in page


def test_the_list_says_how_far_sources_were_seen() -> None:
    listed = shequ("policy", "list", "--lang", "zh").out
    assert "来源：只看过开头（转载）" in listed
    assert "来源：全文（官方）" in listed
