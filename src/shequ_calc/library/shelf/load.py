"""From a policy file to a plain policy: read, validated or known to be valid, built.

pydantic and the YAML reader are imported only when a file really is validated. A file that was
validated before is not validated again: the shipped ones have a compiled copy beside them in a
wheel, all others one in the user's cache.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...policy import Policy
from ..format.file_content import content_of, text_of
from .cache import cached, keep
from .compiled import Compiled, compiled, digest_of, loaded
from .files import policy_id, shipped_dir
from .index import File

__all__ = [
    "COMPILED",
    "checked",
    "checked_again",
    "code_digest",
    "kept",
    "layered",
    "load_policy",
    "policy_data",
    "to_ship",
    "validated",
]

COMPILED = "compiled"  # the folder of the compiled copies, beside the shipped policies


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


def checked(path: Path, base: tuple[str, Mapping[str, Any]] | None = None) -> Compiled:
    """The checked policy in a file; validated only where this content was not validated before.

    ``base`` is the digest and the data of the policy that is extended. What the file names of other
    policies is for the shelf to judge (:mod:`.shelving`). Raises PolicyProblems and OSError.
    """
    content = content_of(path)
    return kept(path, digest_of(content), base) or _made(path, content, base)


def checked_again(path: Path, base: tuple[str, Mapping[str, Any]] | None = None) -> Compiled:
    """The same, validated in any case; what was kept of it is made anew."""
    return _made(path, content_of(path), base)


def kept(
    path: Path, digest: str, base: tuple[str, Mapping[str, Any]] | None = None
) -> Compiled | None:
    """The checked policy of content that was validated before; None where it was not."""
    found = None if base else _beside(path, digest)
    return found or cached(_key(digest, base))


def layered(files: Iterable[File], *, again: bool = False) -> dict[str, Any]:
    """The checked data of the policy that some files make up: what the first of them says, with the
    others put in; ``again`` believes nothing that was kept. Raises PolicyProblems and OSError."""
    data: dict[str, Any] = {}
    for file in files:
        path, (under, _, own) = Path(file.path), file.digest.rpartition("+")
        base = (under, data) if under else None
        found = None if again else kept(path, own, base)
        if found is None:
            found = (checked_again if again else checked)(path, base)
        if base:
            from .extend import extended

            data = extended(data, found.data())[0]
        else:
            data = found.data()
    return data


def to_ship(path: Path) -> Compiled:
    """The checked policy in a file as a wheel carries it: good for this content wherever it is.
    Raises PolicyProblems and OSError."""
    content = content_of(path)
    digest = digest_of(content)
    return compiled(validated(path, content), digest, digest)


def _made(path: Path, content: bytes, base: tuple[str, Mapping[str, Any]] | None) -> Compiled:
    digest = digest_of(content)
    data = validated(path, content, None, base[1] if base else None)
    made = compiled(data, _key(digest, base), digest)
    keep(made)
    return made


def _beside(path: Path, digest: str) -> Compiled | None:
    folder = shipped_dir() if shipped_dir() in path.parents else path.parent
    try:
        text = (folder / COMPILED / f"{path.stem}.json").read_bytes()
    except OSError:
        return None
    return loaded(text, digest)


def _key(digest: str, base: tuple[str, Mapping[str, Any]] | None) -> str:
    """What a validation depends on: the content, what it was held against, and by which code."""
    return digest_of("\n".join([digest, code_digest(), base[0] if base else ""]).encode())


# The rooms whose code decides what is valid, and what is compiled of it.
_ROOMS = ("rules", "places", "library/format", "library/checks", "library/shelf")


@cache
def code_digest(*more: str) -> str:
    """Which code validates, and that of ``more`` rooms, beside its version: nothing more for an
    installed program. In a source tree it changes within a version, so that its files are told
    apart by their size and time."""
    package = Path(__file__).parents[2]
    if (package / "policies").is_dir():
        return ""
    stamps = []
    for folder in (package, *(package / room for room in (*_ROOMS, *more))):
        with os.scandir(folder) as files:
            for file in files:
                if file.name.endswith(".py"):
                    about = file.stat()
                    stamps.append(f"{file.name} {about.st_size} {about.st_mtime_ns}")
    return digest_of("\n".join(sorted(stamps)).encode())


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
