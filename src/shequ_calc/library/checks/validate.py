"""Validation of one file: every problem in one run, said so that a person can act on it."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from ..format.problems import PolicyProblems, Problem
from ..format.schema import PolicyFile
from ..format.schema_errors import shape_problems
from ..format.source import Source
from .consistency import consistency_problems

__all__ = ["validate"]

_SECTIONS = ("documents", "readings", "assumptions", "inputs", "provisions")
_STAND_INS: dict[str, Any] = {"place": "000000", "label": {"zh": "?", "en": "?"}}
_CASE = {"ask": "staffing", "expect": {"total": {}}, "because": "?"}


def validate(
    source: Source,
    known: Collection[str] | None = None,
    base: Mapping[str, Any] | None = None,
    *,
    unused: bool = True,
) -> dict[str, Any]:
    """The file's data with defaults filled in. Raises PolicyProblems with everything found.

    ``known`` are the full ids (``jilin/posts``) of the provisions of other policies at hand:
    references to a policy that has none there are not judged. ``base`` is the validated data of
    the policy that this one extends; without it, what such a file leaves undeclared is not judged.
    ``unused`` says whether what is declared and never used is a problem, as it is in a finished
    file.
    """
    try:
        model = PolicyFile.model_validate(source.data)
    except ValidationError as err:
        problems = shape_problems(err, source)
        raise PolicyProblems([*problems, *_of_the_rest(source, problems, known, base)]) from None
    data = model.model_dump(by_alias=True, exclude_none=True)
    problems = consistency_problems(data, source, known, base, unused=unused)
    if problems:
        raise PolicyProblems(problems)
    return data


def _of_the_rest(
    source: Source,
    found: list[Problem],
    known: Collection[str] | None,
    base: Mapping[str, Any] | None,
) -> list[Problem]:
    """What is wrong with the parts of the file that the schema lets through."""
    if not isinstance(source.data, dict):
        return []
    data = copy.deepcopy(source.data)
    for problem in found:
        first, _, rest = problem.path.partition(".")
        second = rest.partition(".")[0]
        section = data.get(first)
        if first in _SECTIONS and isinstance(section, dict) and second:
            section.pop(second, None)
        elif first == "cases" and isinstance(section, list) and second:
            section[int(second)] = dict(_CASE)
        else:
            data.pop(first, None)
    data = {**_STAND_INS, **data}
    try:
        model = PolicyFile.model_validate(data)
    except ValidationError:
        return []
    whole = model.model_dump(by_alias=True, exclude_none=True)
    return consistency_problems(whole, source, known, base, unused=False)
