"""Where a figure follows from the part of a city: of which part the city's own is, and what the
others come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from ..language import joined, said
from ..outcomes.line import Line
from ..places.place import Division
from ..quantity import UNITS, Label
from ..record import Record, replace
from .evaluation import Ends, Evaluation, Outcome, hull_of

__all__ = ["InPart", "Way", "in_parts", "parted", "parts_note"]


class Way(Record):
    """What a part comes to in one way to read where it belongs: its ends, and how it stands where
    there are none."""

    low: Fraction | None
    high: Fraction | None
    about: bool
    state: str


class InPart(Record):
    """Counties of a city that come to the same. ``here`` is whether that is what the answer for
    the city says, ``inside`` the community there, with what it comes to in every
    reading, and ``verdict`` that of a check."""

    counties: tuple[Division, ...]
    ways: tuple[Way, ...]
    here: bool
    inside: tuple[tuple[Evaluation, Outcome], ...]
    verdict: str = ""


def in_parts(evaluation: Evaluation, asked: Line, outcome: Outcome) -> tuple[InPart, ...]:
    """The parts of the city, where they do not all come to what the city's ``outcome`` is."""
    if asked.lapsed or not evaluation.city or not evaluation.turns_on_place([asked.rule]):
        return ()
    return parted(evaluation, outcome, lambda inside: inside.outcome(asked.rule, asked.unit))


def parted(
    evaluation: Evaluation, here: Outcome, there: Callable[[Evaluation], Outcome]
) -> tuple[InPart, ...]:
    """The parts of a city by what something comes to ``there``; () where all are as ``here``."""
    own = _ways(evaluation, here)
    found: dict[tuple[Way, ...], InPart] = {}
    for part, inside in evaluation.parts:
        outcome = here if inside is evaluation else there(inside)
        ways = own if inside is evaluation else _ways(inside, outcome)
        before = found.get(ways) or InPart((), ways, ways == own, ())
        found[ways] = replace(
            before,
            counties=tuple(sorted((*before.counties, *part.counties))),
            inside=(*before.inside, (inside, outcome)),
        )
    return () if found.keys() <= {own} else tuple(found.values())


def _ways(evaluation: Evaluation, outcome: Outcome) -> tuple[Way, ...]:
    """What a result comes to in each way to read where the community belongs."""
    points = {point for point, _ in evaluation.by_place.values()}
    apart: dict[object, list[Ends]] = {}
    for world, ends in outcome.worlds:
        taken = frozenset(pair for pair in world.items() if pair[0] in points)
        apart.setdefault(taken, []).append(ends)
    return tuple(dict.fromkeys(_way(ends) for ends in apart.values()))


_STATES = ("not-for", "none-fits", "needs", "no-amount")


def _way(worlds: Sequence[Ends]) -> Way:
    low, high = hull_of(worlds)
    kinds = {kind for ends in worlds for kind, _ in ends.marks}
    state = next((state for state in _STATES if state in kinds), "") if low is high is None else ""
    return Way(low, high, "about" in kinds, state)


# Words

_NO_FIGURE = {
    "not-for": Label("不适用", "does not apply"),
    "none-fits": Label("没有合适的整数", "no whole number fits"),
    "needs": Label("缺少数据", "input missing"),
    "no-amount": Label("未明确数额", "named without amount"),
    "": Label("没有数额", "no figure"),
}
_VERDICTS = {
    "met": Label("，按此符合", ", which is met"),
    "near": Label("，按此接近", ", which is nearly met"),
    "short": Label("，按此不足", ", of which it is short"),
    "over": Label("，按此超出", ", which it exceeds"),
    "unknown": Label("，按此无法判断", ", which cannot be judged"),
}


def parts_note(parts: Sequence[InPart], unit: str) -> str:
    """Of which part of a city a figure is, and what the others come to."""
    here = [county for part in parts if part.here for county in part.counties]
    others = [
        f"{_names(part.counties)}{said('', ': ')}{_amount(part, unit)}"
        for part in parts
        if not part.here
    ]
    listed = said("；", "; ").join(others)
    if not here:
        return said(f"所辖区县各不相同：{listed}", f"not the same throughout the city: {listed}")
    return said(
        f"此为{_names(here)}的数，其他区县不同：{listed}",
        f"this is the figure of {_names(here)}; elsewhere in the city: {listed}",
    )


def _names(counties: Iterable[Division]) -> str:
    return joined(county.label() for county in counties)


def _amount(part: InPart, unit: str) -> str:
    from ..measures import bounded

    ways = [
        _NO_FIGURE[way.state].said()
        if way.low is way.high is None
        else bounded(way.low, way.high, UNITS[unit], about=way.about)
        for way in part.ways
    ]
    open_text = said("（有不同读法）", " (as the text is read)") if len(ways) > 1 else ""
    verdict = _VERDICTS[part.verdict].said() if part.verdict else ""
    return said("或", " or ").join(ways) + open_text + verdict
