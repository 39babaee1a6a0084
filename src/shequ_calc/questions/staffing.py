"""How many people may staff a community, and how they are arranged."""

from __future__ import annotations

from ..places.place import Division
from .evaluation import Evaluation
from .findings import Told, answered, lines_in, told

__all__ = ["staffing"]


def staffing(evaluation: Evaluation, division: Division | None) -> list[Told]:
    """The staffing provisions of one community, in persons, grids or posts. Nothing is summed:
    whether grid workers are among the posts or beside them is left open by the documents."""
    law = evaluation.law
    return [
        told(answered(evaluation, asked), law, "staffing", division)
        for asked in lines_in(law, "staffing")
    ]
