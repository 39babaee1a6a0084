"""Several policy files checked in one run, each held against the others at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ...quantity import Label
from ..format.file_content import content_of, text_of
from ..format.problems import PolicyProblems, Problem
from ..format.source import Source, parse
from ..format.suggestions import accepted
from ..proof.verify import contradictions
from .validate import validate

__all__ = ["check_files"]

Read = Source | PolicyProblems


def check_files(
    files: Iterable[Path], shelf: Iterable[Path]
) -> Iterator[tuple[Path, list[Problem]]]:
    """Each of ``files`` with everything wrong in it, in the order given.

    What a file says of other policies, and of the one it extends, is judged by ``files`` and by
    those on the ``shelf``. Raises OSError where a file cannot be read.
    """
    chosen = list(files)
    read: dict[Path, Read] = {path: _read(path) for path in dict.fromkeys((*shelf, *chosen))}
    extended: dict[str, Source] = {}
    known: dict[str, set[str]] = {}
    for path, source in read.items():
        if isinstance(source, PolicyProblems) or not isinstance(source.data, dict):
            continue
        under = source.data.get("extends")
        name = under if isinstance(under, str) else path.stem
        if not under:
            extended[name] = source
        provisions = source.data.get("provisions")
        keys = provisions if isinstance(provisions, dict) else ()
        known.setdefault(name, set()).update(f"{name}/{key}" for key in keys)
    for path in chosen:
        yield path, _problems(read[path], path.stem, extended, known)


def _read(path: Path) -> Read:
    try:
        return parse(text_of(content_of(path), str(path)), str(path))
    except PolicyProblems as err:
        return err


def _problems(
    source: Read, stem: str, extended: Mapping[str, Source], known: Mapping[str, set[str]]
) -> list[Problem]:
    if isinstance(source, PolicyProblems):
        return source.problems
    under = source.data.get("extends") if isinstance(source.data, dict) else None
    name = under if isinstance(under, str) else stem
    others = {one for policy, ids in known.items() if policy != name for one in ids}
    base: dict[str, Any] | None = None
    if isinstance(under, str):
        if under not in extended:
            hint = accepted(under, extended)
            said = Label(f"没有政策 {under}{hint.zh}", f"there is no policy {under!r}{hint.en}")
            return [source.problem(("extends",), said)]
        try:
            base = validate(extended[under], others)
        except PolicyProblems:
            # Its own problems are told where it is checked itself.
            base = None
    try:
        data = validate(source, others, base)
    except PolicyProblems as err:
        return err.problems
    return contradictions(data, source, base)
