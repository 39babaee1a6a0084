"""How many people may staff a community, and how they are arranged."""

from __future__ import annotations

from ..finding import Finding
from ..place import Division
from .evaluation import Evaluation
from .findings import answered, asked_in, finding_of

__all__ = ["staffing"]


def staffing(evaluation: Evaluation, division: Division | None, lang: str) -> list[Finding]:
    """The staffing provisions of one community, in persons, grids or posts. Nothing is summed:
    whether grid workers are among the posts or beside them is left open by the documents."""
    law = evaluation.law
    return [
        finding_of(answered(evaluation, asked), law, "staffing", division, lang)
        for asked in asked_in(law, "staffing")
    ]
