"""What the ids in a rule are called under a law, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from ...policy import Provision
from ...quantity import UNITS, Label, Unit
from .law import Law

__all__ = ["LawNames"]


class LawNames:
    """Names for describing a rule whose figures count ``unit``."""

    def __init__(self, law: Law, unit: str) -> None:
        self._law = law
        self._unit = unit

    @property
    def unit(self) -> Unit:
        return UNITS[self._unit]

    def input_label(self, input_id: str) -> str:
        spec = self._law.inputs.get(input_id)
        return spec.label.said() if spec else input_id

    def input_unit(self, input_id: str) -> Unit:
        spec = self._law.inputs.get(input_id)
        if spec and spec.kind == "date":
            return UNITS["date"]
        return UNITS[spec.unit] if spec and spec.unit else UNITS["ratio"]

    def option_label(self, input_id: str, option: str) -> str:
        spec = self._law.inputs.get(input_id)
        labels = [one.label for one in spec.options if one.id == option] if spec else []
        return labels[0].said() if labels else option

    def provision_label(self, provision: str) -> str:
        found = self._provision(provision)
        return found.label.said() if found else provision

    def provision_unit(self, provision: str) -> Unit:
        found = self._provision(provision)
        return UNITS[found.unit] if found else UNITS["ratio"]

    def reading_label(self, point: str, option: str) -> str:
        known = self._law.points.get(point)
        label = known.options.get(option) if known else None
        return (label or Label(option, option)).said()

    def assumption(self, name: str) -> str:
        label = self._law.assumptions.get(name)
        return label.said() if label else name

    def _provision(self, provision: str) -> Provision | None:
        return next((one for one in self._all() if one.id == provision), None)

    def _all(self) -> Iterator[Provision]:
        for policy in self._law.policies:
            yield from policy.provisions.values()
