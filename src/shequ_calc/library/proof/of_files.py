"""Policy files held against the texts of their documents, the one that others extend first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ...quantity import Label
from ..format.problems import PolicyProblems
from ..format.source import Source
from .proofs import Verified
from .texts import Texts
from .verify import verify

__all__ = ["shaped", "verify_files"]


def verify_files(
    files: Sequence[Path], at_hand: Sequence[Path], texts: Texts
) -> Iterator[Verified]:
    """Policy files held against the texts, one after the other.

    ``at_hand`` are the files in which the policies stand that others extend. Raises PolicyProblems
    for a file that has not the shape of a policy, and OSError. Whether what it says agrees with
    itself is for validation to tell, and no condition for the proof.
    """
    from ..format.file_content import content_of, text_of
    from ..format.source import parse
    from ..shelf.extend import extended

    known: dict[str, dict[str, Any]] = {}
    for path in dict.fromkeys((*at_hand, *files)):
        name = str(path)
        source = parse(text_of(content_of(path), name), name)
        data = shaped(source)
        extends = data.get("extends")
        if extends and extends not in known:
            there = ", ".join(known)
            said = Label(
                f"没有政策 {extends}；现有：{there}",
                f"there is no policy {extends!r}; there is: {there}",
            )
            raise PolicyProblems([source.problem(("extends",), said)])
        policy, base = (extends, known[extends]) if extends else (path.stem, None)
        if path in files:
            yield Verified(name, policy, verify(data, source, texts, base))
        known[policy] = extended(base, data)[0] if base else data


def shaped(source: Source) -> dict[str, Any]:
    """The data of a file with defaults filled in, its shape checked and no more. Raises
    PolicyProblems."""
    from pydantic import ValidationError

    from ..format.schema import PolicyFile
    from ..format.schema_errors import shape_problems

    try:
        model = PolicyFile.model_validate(source.data)
    except ValidationError as err:
        raise PolicyProblems(shape_problems(err, source)) from None
    return model.model_dump(by_alias=True, exclude_none=True)
