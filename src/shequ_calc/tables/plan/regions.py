"""Regions: divisions under one law, in which the same categories follow from the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...carriers.program import OverflowRisk
from ...community import options_by_place
from ...language import said
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import Law, in_force
from ...outcomes.agreement import Agreed
from ...places.place import Division, divisions
from ...questions.request import AskError
from .check_plan import CheckPlan
from .inside import TooManyReadings
from .plan import Plan

__all__ = ["Region", "regions_of"]


@dataclass(slots=True)
class Region:
    """Places of one law. ``codes`` are its divisions; ``options`` says for a category and a
    reading which of them have which option; ``points`` names the reading points."""

    law: Law
    points: Mapping[str, tuple[str, tuple[str, ...]]]
    codes: list[str] = field(default_factory=list)
    options: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)

    def plan(self, question: str, inputs: frozenset[str]) -> tuple[Plan, list[Agreed]]:
        """The plan of a question, and of a check what the readings of its lines agree on.

        Raises AskError where columns cannot hold it."""
        known = frozenset(name for name in inputs if name in self.law.inputs)
        try:
            if question != "check":
                return Plan(self.law, question, known, self.points), []
            plan = CheckPlan(self.law, question, known, self.points)
            return plan, plan.agreed()
        except (OverflowRisk, TooManyReadings) as err:
            raise self.refused(question, err) from None

    def refused(self, question: str, why: ValueError) -> AskError:
        """The error that says why columns cannot hold a question, and what can."""
        ids = ", ".join(policy.id for policy in self.law.policies)
        return AskError(
            said(
                f"{ids} 的规则不能逐列计算（{why}）；请改用 shequ {question} 文件",
                f"the rules of {ids} cannot be worked out in columns ({why}); "
                f"use shequ {question} FILE",
            )
        )


def regions_of(catalog: Catalog, where: Division | None, on: str) -> list[Region]:
    """The regions of every division that a policy covers, or of one division."""
    laws: dict[tuple[str, ...], Law] = {}
    found: dict[object, Region] = {}
    for place in divisions() if where is None else [where]:
        policies = catalog.covering(place)
        if not policies:
            continue
        ids = tuple(policy.id for policy in policies)
        if ids not in laws:
            laws[ids] = in_force(policies, on)
        by_place = options_by_place(laws[ids], place)
        points = {name: (point, tuple(own)) for name, (point, own) in by_place.items()}
        key = ids, tuple(sorted(points.items()))
        region = found.setdefault(key, Region(laws[ids], points))
        region.codes.append(place.code)
        for name, (_, own) in by_place.items():
            for reading, option in own.items():
                codes = region.options.setdefault((name, reading), {})
                codes.setdefault(option, []).append(place.code)
    return list(found.values())
