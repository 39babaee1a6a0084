"""Inputs and provisions by what people call them: a label, or a head of a table, wherever an id is
accepted; and the nearest few where a name means nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ..inputs import BUILT_IN, words_of
from ..language import joined, said
from ..quantity import halfwidth

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog
    from ..places.place import Division
    from ..policy import InputSpec

__all__ = ["input_called", "inputs_called", "nearest_inputs", "provisions_called", "specs_in"]

_SHOWN = 5
_LIKE = 0.4  # the least likeness, of 1, that goes before the order of the files


def specs_in(place: Division | None, catalog: Catalog) -> dict[str, InputSpec]:
    """The inputs that count in a place by id; without one, all there are."""
    policies = catalog.covering(place) if place is not None else catalog.policies.values()
    known: dict[str, InputSpec] = dict(BUILT_IN)
    for policy in policies:
        known |= policy.inputs
    return known


def input_called(name: str, place: Division | None, catalog: Catalog) -> str:
    """The id of the one input of a place, else of any policy, that ``name`` is the id, a label or
    a head of; ``name`` itself where that is none, or may be several."""
    if name in BUILT_IN or name in catalog.input_ids():
        return name
    for within in dict.fromkeys((place, None)):
        found = inputs_called(name, specs_in(within, catalog))
        if found:
            return found[0] if len(found) == 1 else name
    return name


def inputs_called(name: str, inputs: Mapping[str, InputSpec]) -> list[str]:
    """The inputs whose label, or whose column in a table, ``name`` is."""
    wanted = _key(name)
    found = [key for key, spec in inputs.items() if wanted in map(_key, _words(spec))]
    usual = words_of("heads")
    return found or [key for key in inputs if wanted in map(_key, usual.get(key, ()))]


def provisions_called(name: str, catalog: Catalog) -> list[str]:
    """The full ids of the provisions of which ``name`` is a label, and of their views by an @."""
    wanted, found = _key(name), list[str]()
    for policy in catalog.policies.values():
        for provision in policy.provisions.values():
            if wanted in map(_key, provision.label):
                found.append(provision.id)
                continue
            found += [
                f"{provision.id}@{view.id}"
                for view in provision.views
                if wanted in map(_key, view.label)
            ]
    return found


def nearest_inputs(name: str, inputs: Collection[InputSpec]) -> str:
    """What is accepted for ``name``, as the end of a message: the few inputs that are called most
    like it, by label and id, and how many there are."""
    from difflib import SequenceMatcher

    wanted = _key(name)

    def unlikeness(spec: InputSpec) -> float:
        each = (SequenceMatcher(None, wanted, _key(word)) for word in (spec.id, *_words(spec)))
        likeness = max(one.ratio() for one in each)
        return 1 - likeness if likeness >= _LIKE else 1

    nearest = sorted(inputs, key=unlikeness)[:_SHOWN]
    listed = joined(
        said(f"{spec.label.zh}（{spec.id}）", f"{spec.id} ({spec.label.en})") for spec in nearest
    )
    return said(
        f"可用的输入项有{len(inputs)}个，最接近的在前：{listed}",
        f"of {len(inputs)} inputs that are accepted the nearest are {listed}",
    )


def _words(spec: InputSpec) -> tuple[str, ...]:
    return (*spec.label, *spec.headers)


def _key(text: str) -> str:
    return "".join(halfwidth(text).casefold().split())
