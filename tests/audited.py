"""The five policies whose documents are at hand, and against whose texts all was worked out."""

from __future__ import annotations

from shequ_calc.library.shelf.files import shipped_dir

__all__ = ["BY_ID", "FILES", "FIVE", "SHELF"]

FIVE = ("chongqing", "jilin", "linyi", "nanchang", "yunnan")
SHELF = shipped_dir()
FILES = [path for path in sorted(SHELF.rglob("*.yaml")) if path.stem in FIVE]
BY_ID = {path.stem: path for path in FILES}
