"""``shequ budget``: what money a community is owed."""

from __future__ import annotations

from .answer import question_command
from .options.community import COMMUNITIES

__all__ = ["app"]

app = question_command(
    "budget",
    "社区一年应有多少经费、由谁承担、合计多少。",
    "What money a community is owed in a year, who bears it, and the total.",
    "households",
    "population",
    "seat",
    "average-wage",
    "disposable-income",
    COMMUNITIES,
)
