"""Whether a rule can give a fraction where only whole numbers are counted."""

from __future__ import annotations

from collections.abc import Mapping

from ...policy import InputSpec
from ...quantity import UNITS
from ...rules import nodes as r
from ..format.source import Where

__all__ = ["fraction_in"]

_ALWAYS = (r.Day, r.NoAmount, r.Age, r.Count, r.Rank, r.Share)
# What is counted in steps, or only decides which row or branch holds, may be anything.
_FIRST_IS_FREE = (r.Steps, r.Brackets, r.When)


def fraction_in(
    node: r.Node, inputs: Mapping[str, InputSpec], units: Mapping[str, str]
) -> Where | None:
    """Where a rule can give a fraction that nothing rounds; None where it comes out whole.

    ``units`` are the units of the provisions it may refer to, by full id.
    """
    inner = list(r.children(node))
    match node:
        case r.Number(value):
            return None if value.denominator == 1 else node.place
        case r.Input(name):
            spec = inputs.get(name)
            whole = spec is None or spec.kind != "number" or spec.grain == 1
            return None if whole else node.place
        case r.Ref(provision):
            unit = units.get(provision)
            return None if unit is None or _counted(unit) else node.place
        case r.Round(to=to):
            return None if to.denominator == 1 else node.place
        case r.Rate(way=way) if way:
            return None
        case r.Bound(kind="above" | "below"):
            return None
        case r.Divide():
            return node.place
        case r.Rate(per=per) if per != 1:
            return node.place
        case _ if isinstance(node, _ALWAYS):
            return None
        case _ if isinstance(node, _FIRST_IS_FREE):
            # The steps of a range are no part of what is given either.
            inner = [node.add] if isinstance(node, r.Steps) else inner[1:]
    found = (fraction_in(part, inputs, units) for part in inner)
    return next((where for where in found if where is not None), None)


def _counted(unit: str) -> bool:
    return unit in UNITS and UNITS[unit].grain == 1
