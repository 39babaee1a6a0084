"""Validation of one file: the schema's findings, said so that a person can act on them."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from .problems import PolicyProblems
from .schema import PolicyFile
from .source import Source

__all__ = ["validate"]


def validate(source: Source) -> dict[str, Any]:
    """The file's data with defaults filled in. Raises PolicyProblems with everything found."""
    try:
        model = PolicyFile.model_validate(source.data)
    except ValidationError as err:
        problems = []
        for error in err.errors():
            problems.append(source.problem(_path(error["loc"], source), error["msg"]))
        raise PolicyProblems(problems) from None
    return model.model_dump(by_alias=True, exclude_none=True)


def _path(loc: tuple[str | int, ...], source: Source) -> tuple[str | int, ...]:
    """The path in the file: pydantic's location less the tags of the unions on the way."""
    data: Any = source.data
    path: tuple[str | int, ...] = ()
    for part in loc:
        inside = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if inside or (isinstance(data, dict) and part in data):
            data = data[part]
        else:
            continue
        path = (*path, part)
    return path
