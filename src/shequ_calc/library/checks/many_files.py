"""Several policy files checked in one run, each held against the others at hand."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ...record import Record, replace
from ..format.file_content import content_of, text_of
from ..format.problems import PolicyProblems, Problem
from ..format.source import parse
from ..shelf.cache import mark, marked
from ..shelf.catalog import shelf_index
from ..shelf.compiled import digest_of
from ..shelf.index import File, Index
from ..shelf.load import checked, code_digest, layered
from ..shelf.validating import against_words, against_words_together
from .validate import validate

__all__ = ["Checked", "check_files"]


class Checked(Record):
    """What is wrong in each file that was asked about, in the order given, and the ``index`` of
    the shelf by which that was judged."""

    problems: tuple[tuple[Path, tuple[Problem, ...]], ...]
    index: Index


def check_files(files: Iterable[Path], own: Iterable[Path] = ()) -> Checked:
    """Each of ``files`` with everything wrong in it; of what was found right before, and did not
    change, nothing is judged again.

    What a file says of other policies, and of the one it extends, is judged by ``files``, by the
    shipped ones and by the user's ``own``. Raises OSError for a file that is not there.
    """
    chosen, own = list(files), tuple(own)
    for path in chosen:
        path.stat()
    own_index = shelf_index(own)
    there = {os.path.realpath(file.path) for file in own_index.everything()}
    added = [path for path in chosen if os.path.realpath(path) not in there]
    index = shelf_index((*own, *added)) if added else own_index
    known = {os.path.realpath(file.path): file for file in index.everything()}
    asked = {path: known[os.path.realpath(path)] for path in chosen}
    amiss = _against_words(asked.values(), index)
    return Checked(
        tuple(
            (path, tuple(replace(one, file=str(path)) for one in _problems(file, amiss, index)))
            for path, file in asked.items()
        ),
        index,
    )


def _against_words(files: Iterable[File], index: Index) -> dict[str, list[Problem]]:
    """What in each valid file contradicts the phrases that it cites."""
    code = code_digest("library/proof")
    keys = {
        file: digest_of(f"words {code} {file.digest}".encode())
        for file in files
        if not file.problems
    }
    new = {file.path: file for file, key in keys.items() if not marked(key)}
    alone = {path for path, file in new.items() if not file.extends}
    found = dict(against_words_together(path for path in new if path in alone))
    for path, file in new.items():
        if path not in alone:
            base = layered(_below(file, index))
            held = checked(Path(path), (file.digest.rpartition("+")[0], base))
            found[path] = against_words(path, held, base)
    for path, one in found.items():
        if not isinstance(one, PolicyProblems):
            mark(keys[new[path]])
    return {path: one.problems for path, one in found.items() if isinstance(one, PolicyProblems)}


def _below(file: File, index: Index) -> list[File]:
    """The files of the policy that a file extends which stand before it."""
    there = index.named(file.extends)
    return [one for one in there[: there.index(file)] if not one.problems]


def _problems(file: File, amiss: Mapping[str, list[Problem]], index: Index) -> list[Problem]:
    if not file.problems:
        return amiss.get(file.path, [])
    below = index.named(file.extends) if file.extends else ()
    if file.extends and not below:
        return file.fault().problems
    path = Path(file.path)
    others = {
        f"{one.id}/{key}" for one in index.files() if one.id != file.id for key in one.provisions
    }
    try:
        base = layered(below) or None
        validate(parse(text_of(content_of(path), file.path), file.path), others, base)
    except PolicyProblems as err:
        return err.problems
    return file.fault().problems
