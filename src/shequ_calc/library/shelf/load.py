"""From a policy file to a plain policy: read, validated or known to be valid, built.

pydantic and the YAML reader are imported only when a file really is validated. A file that was
validated before is not validated again: the shipped ones have a compiled copy beside them in a
wheel, all others one in the user's cache.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...policy import Policy
from ..format.file_content import content_of, text_of
from .cache import cached, keep
from .compiled import Compiled, compiled, digest_of, loaded

__all__ = [
    "COMPILED",
    "checked",
    "checked_again",
    "load_policy",
    "policy_data",
    "policy_id",
    "to_ship",
    "validated",
]

COMPILED = "compiled"  # the folder of the compiled copies, beside the shipped policies


def policy_id(path: Path) -> str:
    """The id of the policy in ``path``: the file's stem."""
    return path.stem


def validated(
    path: Path,
    content: bytes,
    known: Collection[str] | None = None,
    base: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The data of a policy file, checked and with defaults filled in. Raises PolicyProblems.

    ``known`` and ``base`` are as for :func:`shequ_calc.library.checks.validate.validate`.
    """
    from ..checks.validate import validate
    from ..format.source import parse

    name = str(path)
    return validate(parse(text_of(content, name), name), known, base)


def checked(
    path: Path,
    known: Collection[str] | None = None,
    base: tuple[str, Mapping[str, Any]] | None = None,
) -> Compiled:
    """The checked policy in a file; validated only where this content was not validated before.

    ``known`` is as for :func:`validated`, ``base`` the digest and the data of the policy that is
    extended. Raises PolicyProblems and OSError.
    """
    content = content_of(path)
    digest = digest_of(content)
    if known is None and base is None:
        found = _beside(path, digest)
        if found:
            return found
    key = _key(digest, known, base)
    return cached(key) or _made(path, content, known, base)


def checked_again(
    path: Path,
    known: Collection[str] | None = None,
    base: tuple[str, Mapping[str, Any]] | None = None,
) -> Compiled:
    """The same, validated in any case; what was kept of it is made anew."""
    return _made(path, content_of(path), known, base)


def to_ship(path: Path) -> Compiled:
    """The checked policy in a file as a wheel carries it: good for this content wherever it is.
    Raises PolicyProblems and OSError."""
    content = content_of(path)
    digest = digest_of(content)
    return compiled(validated(path, content), digest, digest)


def _made(
    path: Path,
    content: bytes,
    known: Collection[str] | None,
    base: tuple[str, Mapping[str, Any]] | None,
) -> Compiled:
    digest = digest_of(content)
    data = validated(path, content, known, base[1] if base else None)
    made = compiled(data, _key(digest, known, base), digest)
    keep(made)
    return made


def _beside(path: Path, digest: str) -> Compiled | None:
    try:
        text = (path.parent / COMPILED / f"{path.stem}.json").read_bytes()
    except OSError:
        return None
    return loaded(text, digest)


def _key(
    digest: str, known: Collection[str] | None, base: tuple[str, Mapping[str, Any]] | None
) -> str:
    """What a validation depends on: the content, what it was held against, and by which code."""
    context = [digest, _code(), base[0] if base else "", *sorted(known or ())]
    return digest_of("\n".join(context).encode())


# The rooms whose code decides what is valid, and what is compiled of it.
_ROOMS = ("rules", "places", "library/format", "library/checks", "library/shelf")


@cache
def _code() -> str:
    """Which code validates, beside its version: nothing more for an installed program. In a source
    tree it changes within a version, so that its files are told apart by their size and time."""
    package = Path(__file__).parents[2]
    if (package / "policies").is_dir():
        return ""
    stamps = []
    for folder in (package, *(package / room for room in _ROOMS)):
        with os.scandir(folder) as files:
            for file in files:
                if file.name.endswith(".py"):
                    about = file.stat()
                    stamps.append(f"{file.name} {about.st_size} {about.st_mtime_ns}")
    return "\n".join(sorted(stamps))


def policy_data(path: Path) -> tuple[dict[str, Any], str]:
    """The checked data of a policy file and its digest. Raises PolicyProblems and OSError."""
    content = content_of(path)
    return validated(path, content), digest_of(content)[:16]


def load_policy(path: Path) -> Policy:
    """The policy in a file that extends none, validated in any case. Raises PolicyProblems and
    OSError."""
    from .build import build_policy

    data, digest = policy_data(path)
    return build_policy(data, policy_id(path), str(path), digest)
