"""The worked examples of a file: do they name what exists, and give what inputs take?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...finding import STATUSES, VERDICTS
from ...inputs import InputError, read_input
from ...language import in_both
from ...policy import FORCES, PERIODS, ROLES, SCOPES
from ...quantity import UNITS
from ..format.source import Where
from ..format.suggestions import accepted
from .declarations import Declared
from .place_codes import name_problem
from .references import Add, References

__all__ = ["check_case"]

_WORDS = {
    "unit": UNITS,
    "scope": SCOPES,
    "period": (*PERIODS, "none"),
    "force": FORCES,
    "status": STATUSES,
    "basis": ("stated", "derived", "assumed"),
    "role": ROLES,
    "verdict": VERDICTS,
}


def check_case(
    case: Mapping[str, Any], path: Where, names: Declared, references: References, add: Add
) -> None:
    """Check one worked example: its place, what is given, and what it expects."""
    if case.get("place"):
        wrong = name_problem(case["place"])
        if wrong:
            add((*path, "place"), *wrong)
    for name, text in case["given"].items():
        _check_given(name, text, (*path, "given", name), names, references, add)
    for name, fields in case["expect"].items():
        at = (*path, "expect", name)
        _check_name(name, at, names, references, add)
        for field, known in _WORDS.items():
            word = fields.get(field)
            if word is not None and word not in known:
                hint = accepted(word, known)
                add((*at, field), f"不认识 {word!r}{hint.zh}", f"unknown word {word!r}{hint.en}")


def _check_given(
    name: str, text: str, path: Where, names: Declared, references: References, add: Add
) -> None:
    if name not in (*names.names["inputs"], *names.inputs) and names.refers:
        return  # one of the other policies' that hold here: the run of the examples tells
    # What is only given in an example is not yet used by a rule.
    used = set(names.used["inputs"])
    known = references.input_known(name, path)
    names.used["inputs"] = used
    spec = names.inputs.get(name)
    if not known or spec is None:
        return

    def refusal() -> str:
        try:
            read_input(spec, text)
        except InputError as err:
            return str(err)
        return ""

    wrong = in_both(refusal)
    if wrong.zh:
        add(path, *wrong)


def _check_name(name: str, path: Where, names: Declared, references: References, add: Add) -> None:
    provision, _, view = name.partition("@")
    if provision != "total":
        references.provision(provision, path)
    there = names.provisions.get(names.own(provision))
    views = [one.id for one in there.views] if there else []
    known = (*views, *PERIODS, *SCOPES, *ROLES)
    if view and view not in known:
        hint = accepted(view, known)
        add(
            path,
            f"@ 后面是口径的标识，或它的期间、范围、角色{hint.zh}",
            f"the id of a view follows @, or its period, scope or role{hint.en}",
        )
