"""Whether a rule can give a fraction where only whole numbers are counted."""

from __future__ import annotations

from collections.abc import Mapping

from ...policy import InputSpec
from ...quantity import UNITS, exact
from ..format.source import Where
from .rule_data import Node, parts

__all__ = ["fraction_in"]

_ALWAYS = ("date", "no-amount", "age", "count", "run", "rank", "above", "below", "share")


def fraction_in(
    node: Node, inputs: Mapping[str, InputSpec], units: Mapping[str, str]
) -> Where | None:
    """Where a rule can give a fraction that nothing rounds; None where it comes out whole.

    ``units`` are the units of the provisions it may refer to, by id.
    """
    key, body, path = node
    if key == "number":
        return None if exact(body).denominator == 1 else path
    if key == "input":
        spec = inputs.get(body)
        whole = spec is None or spec.kind != "number" or _counted(spec.unit)
        return None if whole else path
    if key == "ref":
        unit = units.get(body)
        return None if unit is None or _counted(unit) else path
    if key in _ALWAYS:
        return None
    if key == "round":
        return None if exact(body["to"]).denominator == 1 else path
    if key == "rate" and body.get("round"):
        return None
    if key == "divide" or (key == "rate" and exact(body["per"]) != 1):
        return path
    inner = list(parts(node))
    if key in ("steps", "brackets", "when"):
        # What is counted in steps, or only decides which row or branch holds, may be anything.
        inner = inner[1:]
    found = (fraction_in(part, inputs, units) for part in inner)
    return next((where for where in found if where is not None), None)


def _counted(unit: str) -> bool:
    return unit in UNITS and UNITS[unit].grain == 1
