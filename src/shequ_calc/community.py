"""What is known of one community: facts as given, and what follows from where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .inputs import InputError, read_input
from .library.shelf.law import Law
from .places.place import Division, chain, seat_of

__all__ = ["Given", "PlaceOptions", "facts_of", "options_by_place", "seat_category"]

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
    found: PlaceOptions = {}
    if division is None:
        return found
    codes = [link.code for link in chain(division)]
    for spec in law.inputs.values():
        value = next((spec.by_place[code] for code in codes if code in spec.by_place), None)
        if value is None and spec.id == "seat":
            value = seat_category(division)
        if isinstance(value, str):
            found[spec.id] = ("", {"": value})
        elif value is not None:
            found[spec.id] = value
    return found


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
