"""What a community's workers are paid, by post, grade and what is published of other pay."""

from __future__ import annotations

from ..places.place import Division
from .evaluation import Evaluation
from .findings import Told, answered, lines_in, told

__all__ = ["salary"]


def salary(evaluation: Evaluation, division: Division | None) -> list[Told]:
    """The pay provisions for one person, in yuan a year or month, grades and named benefits."""
    law = evaluation.law
    return [
        told(answered(evaluation, asked), law, "salary", division)
        for asked in lines_in(law, "salary")
    ]
