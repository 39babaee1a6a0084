"""The index of a shelf, made: every file read or known from before, and what stands in for what.

A file is validated by itself, and what it extends with it; whether the provisions of other policies
that it names are there is judged here, so that an edit of one file never concerns the rest.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ...places.place import division
from ...quantity import Label
from ...record import replace
from ..format.file_content import content_of, text_of
from ..format.problems import PolicyProblems, Problem
from ..format.suggestions import accepted
from .compiled import Compiled, digest_of
from .extend import extended
from .files import Listing, policy_id
from .index import File, Index, index_of
from .load import checked, kept, layered, validated
from .validating import validated_together

__all__ = ["shelved"]

_REST = 2_000_000_000  # nanoseconds after which the time of a file tells when it was written
_LISTED = 6  # provisions named in a message
_EXTENDS = re.compile(rb"""^["']?extends["']?:\s*["']?([a-z][a-z0-9-]*)""", re.MULTILINE)
_PLACE = re.compile(rb"""^["']?place["']?:\s*["']?([0-9]{6})\b""", re.MULTILINE)


def shelved(listing: Listing, known: Index | None) -> Index:
    """The index of the files that are listed; of those that did not change since ``known`` was made
    none is read again."""
    return _Shelving(listing, known).index()


class _Shelving:
    def __init__(self, listing: Listing, known: Index | None) -> None:
        self._listing = listing
        # Whether what a valid file refers to is there is judged anew.
        self._known = {
            file.path: replace(file, problems=()) if file.refers else file
            for file in (known.everything() if known else ())
        }
        self._resting = time.time_ns() - _REST
        self._contents: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}

    def index(self) -> Index:
        """Everything that is there, in the order of the shelf."""
        times = self._listing.times()
        files: dict[str, File] = {}
        waiting: dict[str, int] = {}
        extending: dict[str, tuple[int, str]] = {}
        for path, changed in times.items():
            known = self._known.get(path)
            base = known.extends if known and known.time == changed else None
            if base is None:
                known, base = self._read(path, changed)
            if base:
                extending[path] = changed, base
            elif known:
                files[path] = known
            else:
                waiting[path] = changed
        files |= self._validated(waiting)
        sound: dict[str, File] = {}
        hidden: dict[str, str] = {}
        for path in times:
            file = files.get(path)
            if file and not file.problems:
                if before := sound.get(file.id):
                    hidden[before.path] = path
                sound[file.id] = file
        layers = {name: [file] for name, file in sound.items()}
        for path, (changed, base) in extending.items():
            file = files[path] = self._extending(path, changed, base, layers, files)
            if not file.problems:
                layers[base].append(file)
        self._judge_references(files, layers)
        return index_of(
            self._listing.text,
            [files[path] for path in times],
            any(file.time < 0 for file in files.values()),
            frozenset(hidden),
            (*_replacing(hidden), *_replacing_in(files.values())),
            tuple(_doubled(layers)),
        )

    def _read(self, path: str, changed: int) -> tuple[File | None, str]:
        """What is known of a file's content from before, and the policy it seems to extend."""
        known = self._known.get(path)
        try:
            content = content_of(Path(path))
        except PolicyProblems as err:
            return self._faulty(path, changed, "", err), ""
        except OSError as err:
            unread = Label(f"读不出：{err.strerror}", f"cannot be read: {err.strerror}")
            fault = PolicyProblems([Problem(path, 1, 1, "", "", unread)])
            return self._faulty(path, changed, "", fault), ""
        self._contents[path] = content
        digest = self._digests[path] = digest_of(content)
        base = _EXTENDS.search(content)
        if base:
            return None, base[1].decode()
        if known and known.digest == digest and known.problems:
            return replace(known, time=self._rested(changed)), ""
        found = kept(Path(path), digest)
        return (self._file(path, changed, found) if found else None), ""

    def _rested(self, changed: int) -> int:
        """The time that tells whether a file changed since; -1 where it may change unnoticed."""
        return changed if changed < self._resting else -1

    def _validated(self, waiting: Mapping[str, int]) -> dict[str, File]:
        files: dict[str, File] = {}
        for path, found in validated_together(waiting):
            changed = waiting[path]
            if isinstance(found, PolicyProblems):
                files[path] = self._faulty(path, changed, self._digests[path], found)
            else:
                files[path] = self._file(path, changed, found)
        return files

    def _file(self, path: str, changed: int, found: Compiled) -> File:
        return File(
            found.place,
            policy_id(Path(path)),
            path,
            self._rested(changed),
            found.digest,
            "",
            found.questions,
            found.inputs,
            found.provisions,
            found.refers,
        )

    def _faulty(self, path: str, changed: int, digest: str, err: PolicyProblems) -> File:
        place = _PLACE.search(self._contents.get(path, b""))
        return File(
            place[1].decode() if place else "",
            policy_id(Path(path)),
            path,
            self._rested(changed),
            digest,
            problems=tuple(_fields(problem) for problem in err.problems),
        )

    def _extending(
        self,
        path: str,
        changed: int,
        base: str,
        layers: Mapping[str, list[File]],
        files: Mapping[str, File],
    ) -> File:
        """A file that extends a policy, held against it."""
        there = layers.get(base)
        if there is None:
            broken = next((one for one in files.values() if one.id == base), None)
            return self._extending_nothing(path, changed, base, broken or accepted(base, layers))
        under = "+".join(file.digest.rpartition("+")[2] for file in there)
        before = self._known.get(path)
        own = self._digests.get(path) or (before.digest.rpartition("+")[2] if before else "")
        own = own or digest_of(self._content(path))
        digest = f"{under}+{own}"
        if before and before.digest == digest:
            return replace(before, time=self._rested(changed))
        data = layered(there)
        try:
            found = checked(Path(path), (under, data))
        except PolicyProblems as err:
            faulty = self._faulty(path, changed, digest, err)
            return replace(faulty, place=there[0].place, id=base, extends=base)
        return replace(
            self._file(path, changed, found),
            place=there[0].place,
            id=base,
            digest=digest,
            extends=base,
            over=tuple(extended(data, found.data())[1]),
        )

    def _extending_nothing(self, path: str, changed: int, base: str, cause: File | Label) -> File:
        """A file that extends a policy that is not valid, or what is there instead of one."""
        broken = cause if isinstance(cause, File) else None
        if isinstance(cause, File):
            said = Label(
                f"所补充的政策 {base} 有错：{cause.path}",
                f"the policy {base!r} that it extends is not valid: {cause.path}",
            )
        else:
            said = Label(f"没有政策 {base}{cause.zh}", f"there is no policy {base!r}{cause.en}")
        # Only a fault is looked up in the text: an answer of a sound shelf does without the reader.
        from ..format.source import parse

        try:
            where = parse(text_of(self._content(path), path), path).problem(("extends",), said)
        except PolicyProblems as err:
            return replace(self._faulty(path, changed, "", err), extends=base)
        faulty = self._faulty(path, changed, "", PolicyProblems([where]))
        return replace(faulty, place=broken.place if broken else faulty.place, extends=base)

    def _content(self, path: str) -> bytes:
        if path not in self._contents:
            self._contents[path] = content_of(Path(path))
        return self._contents[path]

    def _judge_references(self, files: dict[str, File], layers: dict[str, list[File]]) -> None:
        """Files that name a provision which a policy at hand has not are not valid."""
        ids = {
            name: {f"{name}/{key}" for file in there for key in file.provisions}
            for name, there in layers.items()
        }
        for path, file in files.items():
            amiss = [
                one
                for one in file.refers
                if (owner := one.partition("/")[0]) in ids and one not in ids[owner]
            ]
            if not amiss or file.problems:
                continue
            others = set().union(*(ids[name] for name in ids if name != file.id))
            there = layers[file.id]
            base = layered(there[: there.index(file)]) if file.extends else None
            try:
                validated(Path(path), content_of(Path(path)), others, base)
            except PolicyProblems as err:
                told = tuple(_fields(problem) for problem in err.problems)
                files[path] = replace(file, problems=told)
                there.remove(file)
                if not there:
                    del layers[file.id]


def _fields(problem: Problem) -> tuple[int, int, str, str, str, str]:
    message = problem.message
    both = Label(message, message) if isinstance(message, str) else message
    return problem.line, problem.column, problem.path, problem.quote, both.zh, both.en


def _replacing(hidden: Mapping[str, str]) -> Iterator[Label]:
    for old, new in hidden.items():
        yield Label(f"{new} 替换了 {old}", f"{new} replaces {old}")


def _replacing_in(files: Iterable[File]) -> Iterator[Label]:
    for file in files:
        if file.over and not file.problems:
            keys = ", ".join(file.over)
            yield Label(
                f"{file.path} 替换了 {file.extends} 的 {keys}",
                f"{file.path} replaces in {file.extends}: {keys}",
            )


def _doubled(layers: Mapping[str, list[File]]) -> Iterator[Label]:
    """Policies of one place that share provisions: both hold, so that both are counted."""
    at: dict[str, list[str]] = {}
    for name, there in layers.items():
        at.setdefault(there[0].place, []).append(name)
    for place, names in at.items():
        for index, name in enumerate(names):
            for earlier in names[:index]:
                keys = {key for file in layers[earlier] for key in file.provisions}
                own = dict.fromkeys(key for file in layers[name] for key in file.provisions)
                if shared := [key for key in own if key in keys]:
                    yield _both(place, layers[earlier][-1].path, layers[name][-1].path, shared)


def _both(place: str, first: str, second: str, shared: list[str]) -> Label:
    listed = ", ".join(shared[:_LISTED])
    zh = f"{listed} 等 {len(shared)} 条" if len(shared) > _LISTED else listed
    more = f" and {len(shared) - _LISTED} more" if len(shared) > _LISTED else ""
    where, name, earlier = division(place), Path(second).name, Path(first).stem
    return Label(
        f"{first} 和 {second} 都是{where.name}的政策，都有 {zh}：两份都有效，会各算一次；"
        f"只改几条请在 {name} 里写 extends: {earlier}，要整份替换请把文件名改为 {earlier}.yaml",
        f"{first} and {second} are both policies of {where.english}, and both have {listed}{more}: "
        f"both hold, and each is counted; to change some of them, write extends: {earlier} in "
        f"{name}; to replace the file, call it {earlier}.yaml",
    )
