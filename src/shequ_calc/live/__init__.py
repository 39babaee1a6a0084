"""Workbooks that go on counting: findings as formulas of the cells that are filled in."""

from .answers import MOST, live_form, live_table

__all__ = ["MOST", "live_form", "live_table"]
