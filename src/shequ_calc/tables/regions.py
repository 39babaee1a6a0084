"""Regions: divisions under one law, in which the same categories follow from the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..carriers.program import OverflowRisk
from ..community import options_by_place
from ..language import said
from ..library.catalog import Catalog
from ..library.law import Law, in_force
from ..place import Division, divisions
from ..questions.asking import AskError
from .plan import Plan, TooManyReadings

__all__ = ["Region", "regions_of"]


@dataclass(slots=True)
class Region:
    """Places of one law. ``codes`` are its divisions; ``options`` says for a category and a
    reading which of them have which option; ``points`` names the reading points."""

    law: Law
    points: Mapping[str, tuple[str, tuple[str, ...]]]
    codes: list[str] = field(default_factory=list)
    options: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)

    def plan(self, question: str, inputs: frozenset[str]) -> Plan:
        """The plan of a question. Raises AskError where columns cannot hold it."""
        known = frozenset(name for name in inputs if name in self.law.inputs)
        try:
            return Plan(self.law, question, known, self.points)
        except (OverflowRisk, TooManyReadings) as err:
            ids = ", ".join(policy.id for policy in self.law.policies)
            raise AskError(
                said(
                    f"{ids} 的规则不能逐列计算（{err}）；请改用 shequ {question} 文件",
                    f"the rules of {ids} cannot be worked out in columns ({err}); "
                    f"use shequ {question} FILE",
                )
            ) from None


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
