"""``shequ staffing``: how many people may staff a community."""

from __future__ import annotations

from .answer import question_command

__all__ = ["app"]

app = question_command(
    "staffing",
    "社区可配多少人、多少网格：按各地文件，给出区间、效力和出处。",
    "How many people and grids a community may have, by the documents of each place.",
    "households",
    "population",
)
