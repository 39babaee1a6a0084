"""What is known of one community: facts as given, and what follows from where it lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .inputs import InputError, read_input
from .library.shelf.law import Law
from .places.place import Division, chain, counties_in, is_city, seat_of
from .policy import InputSpec
from .record import Record

__all__ = [
    "Given",
    "Part",
    "PlaceOptions",
    "facts_of",
    "options_by_place",
    "parts_of",
    "placed_inputs",
    "seat_category",
]

Given = Mapping[str, str]
Facts = Mapping[str, Fraction | str | tuple[str, ...]]
PlaceOptions = dict[str, tuple[str, Mapping[str, str]]]


def seat_category(division: Division) -> str | None:
    """Whose seat a division is, from the divisions' data: ``province``, ``prefecture`` or
    ``county``; None for provinces and municipalities, of which it cannot be said.

    A city that is its province's seat is a provincial seat, and so are its districts; its
    counties and county-level cities are seats of their own.
    """
    if division.level == "county":
        city = next((link for link in chain(division) if link.level == "prefecture"), None)
        if city and division.name.endswith("区") and _seats(city, "province"):
            return "province"
        return "prefecture" if _seats(division, "prefecture") else "county"
    if division.level == "prefecture":
        return "province" if _seats(division, "province") else "prefecture"
    return None


def _seats(division: Division, level: str) -> bool:
    return any(governed.level == level for governed in seat_of(division))


def options_by_place(law: Law, division: Division | None) -> PlaceOptions:
    """Category inputs that follow from the place: (reading point or "", option per reading)."""
    return {} if division is None else _options(placed_inputs(law), division)


def _options(placed: Sequence[InputSpec], division: Division) -> PlaceOptions:
    found: PlaceOptions = {}
    codes = [link.code for link in chain(division)]
    for spec in placed:
        value = next((spec.by_place[code] for code in codes if code in spec.by_place), None)
        if value is None and spec.id == "seat":
            value = seat_category(division)
        if isinstance(value, str):
            found[spec.id] = ("", {"": value})
        elif value is not None:
            found[spec.id] = value
    return found


def placed_inputs(law: Law) -> list[InputSpec]:
    """The inputs that may follow from the place."""
    return [spec for spec in law.inputs.values() if spec.by_place or spec.id == "seat"]


class Part(Record):
    """Counties of a city in which the same categories follow from the place."""

    counties: tuple[Division, ...]
    by_place: PlaceOptions


def parts_of(law: Law, division: Division | None) -> tuple[Part, ...]:
    """The parts of a city by the categories that follow from the place; () of what is no city."""
    if division is None or not is_city(division):
        return ()
    placed = placed_inputs(law)
    parts: list[tuple[PlaceOptions, list[Division]]] = []
    for county in counties_in(division):
        options = _options(placed, county)
        alike = next((counties for own, counties in parts if own == options), None)
        if alike is None:
            parts.append((options, [county]))
        else:
            alike.append(county)
    return tuple(Part(tuple(counties), options) for options, counties in parts)


def facts_of(
    law: Law, given: Given
) -> tuple[dict[str, Fraction | str | tuple[str, ...]], dict[str, InputError]]:
    """The facts by input id, and the errors of those that this law's inputs do not take, or that
    contradict each other.

    Inputs that only other places know are left out.
    """
    facts: dict[str, Fraction | str | tuple[str, ...]] = {}
    errors: dict[str, InputError] = {}
    for name, text in given.items():
        spec = law.inputs.get(name)
        if spec is None:
            continue
        try:
            facts[name] = read_input(spec, text)
        except InputError as err:
            errors[name] = err
    if any(law.inputs[name].kind == "date" for name in facts):
        errors |= _born_too_late(law, facts)
    return facts, errors


def _born_too_late(law: Law, facts: Facts) -> dict[str, InputError]:
    from .ages import age_pairs, born_too_late

    found: dict[str, InputError] = {}
    for pair in age_pairs(law):
        born = facts.get(pair[0])
        at = facts.get(pair[1]) if isinstance(pair[1], str) else pair[1]
        if isinstance(born, Fraction) and isinstance(at, Fraction) and at < born:
            found[pair[0]] = InputError(born_too_late(law.inputs, pair, born, at).said())
    return found
