"""The index of a shelf: what each of its files holds for which place, kept between runs.

It is one entry of the cache: the listing of the shelf's files (:mod:`.files`), and a line for each.
A question about one place reads the lines of its chain, and the policies they name, and no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from zlib import crc32

from ...quantity import Label
from ...record import Record
from ...version import __version__
from ..format.problems import PolicyProblems, Problem
from .compiled import FORMAT

__all__ = ["File", "Index", "dumped", "index_of", "loaded"]


class File(Record):
    """What a policy file holds, without its rules.

    ``place`` is the division code it is for, "" where a file that is not valid does not tell;
    ``id`` the id of the policy that it is, or extends. ``time`` is when it last changed, -1 where
    that does not tell. ``digest`` identifies its content, and that of what it extends before it.
    ``refers`` are the provisions of other policies that it names by full id, ``over`` the entries
    of the policy it extends that it replaces. ``problems`` are (line, column, path, quote, zh, en)
    each.
    """

    place: str
    id: str
    path: str
    time: int
    digest: str
    extends: str = ""
    questions: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    problems: tuple[tuple[int, int, str, str, str, str], ...] = ()

    def fault(self) -> PolicyProblems:
        """What is wrong with it, to be raised."""
        return PolicyProblems(
            Problem(self.path, line, column, path, quote, Label(zh, en))
            for line, column, path, quote, zh, en in self.problems
        )


class Index:
    """The files of a shelf in its order.

    ``fresh`` is true where one was written a moment before it was read. ``inputs`` are the ids of
    all that is declared. ``replaced`` says which file stands in the place of which, ``doubled``
    what two policies of one place both say; ``hidden`` are the paths that another file stands in
    for.
    """

    def __init__(
        self,
        listing: str,
        lines: str,
        fresh: bool,
        hidden: frozenset[str],
        inputs: frozenset[str],
        replaced: tuple[Label, ...],
        doubled: tuple[Label, ...],
    ) -> None:
        self.listing = listing
        self.fresh = fresh
        self.inputs = inputs
        self.hidden = hidden
        self.replaced = replaced
        self.doubled = doubled
        self._lines = lines
        self._at: dict[str, tuple[File, ...]] = {}

    def at(self, code: str) -> tuple[File, ...]:
        """The files for a place itself, those left out that another stands in for."""
        if code not in self._at:
            self._at[code] = tuple(self._found(f"\n{code}\t"))
        return self._at[code]

    def below(self, code: str) -> tuple[File, ...]:
        """The files for places inside a province or a city, itself left out."""
        digits = 2 if code.endswith("0000") else 4
        found = () if code.startswith("00") else self._found(f"\n{code[:digits]}")
        return tuple(file for file in found if file.place != code)

    def named(self, policy: str) -> tuple[File, ...]:
        """The valid files that make up a policy, that which the others extend first; none where
        there is no such policy."""
        mark = f"\t{json.dumps(policy)}\t"
        start = self._lines.find(mark)
        if start < 0:
            return ()
        code = self._lines[self._lines.rfind("\n", 0, start) + 1 : start]
        return tuple(file for file in self.at(code) if file.id == policy and not file.problems)

    def holding(self, key: str) -> tuple[File, ...]:
        """The valid files that have a provision with the id ``key``, those of one place together
        and the places in the order of their codes."""
        mark, found, start = json.dumps(key), [], 0
        while (start := self._lines.find(mark, start)) >= 0:
            end = self._lines.find("\n", start)
            file = _file(self._lines[self._lines.rfind("\n", 0, start) + 1 : end])
            if key in file.provisions and not file.problems and file.path not in self.hidden:
                found.append(file)
            start = end
        return tuple(sorted(found, key=lambda file: file.place))

    def broken(self) -> tuple[File, ...]:
        """The files that are not valid, those that do not tell their place first."""
        # They stand at the end, behind an empty line.
        lines = self._lines.rpartition("\n\n")[2]
        return tuple(_file(line) for line in lines.split("\n") if line)

    def files(self) -> Iterator[File]:
        """All of them that are valid and stand for themselves."""
        for line in self._lines.rpartition("\n\n")[0].split("\n"):
            if line:
                file = _file(line)
                if file.path not in self.hidden:
                    yield file

    def everything(self) -> Iterator[File]:
        """All of them, in no order that matters."""
        for line in self._lines.split("\n"):
            if line:
                yield _file(line)

    def extending(self) -> Iterator[Label]:
        """Which files add provisions to a policy and replace none of them."""
        for file in self.files():
            if file.extends and not file.over:
                yield Label(
                    f"{file.path} 补充了 {file.extends}", f"{file.path} adds to {file.extends}"
                )

    def _found(self, mark: str) -> Iterator[File]:
        start = self._lines.find(mark)
        while start >= 0:
            end = self._lines.find("\n", start + 1)
            file = _file(self._lines[start + 1 : end])
            if file.path not in self.hidden:
                yield file
            start = self._lines.find(mark, end)


def index_of(
    listing: str,
    files: list[File],
    fresh: bool,
    hidden: frozenset[str],
    replaced: tuple[Label, ...],
    doubled: tuple[Label, ...],
) -> Index:
    """The index of a shelf whose ``files`` are given in its order."""
    sound = "".join(f"\n{_line(file)}" for file in files if not file.problems)
    broken = "".join(f"\n{_line(file)}" for file in files if file.problems)
    inputs = frozenset(name for file in files for name in file.inputs)
    return Index(listing, f"{sound}\n{broken}\n", fresh, hidden, inputs, replaced, doubled)


def _line(file: File) -> str:
    rest = [getattr(file, name) for name in File.__match_args__[2:]]
    place, policy = file.place, file.id
    return f"{place}\t{json.dumps(policy)}\t{json.dumps(rest, separators=(',', ':'))}"


def _file(line: str) -> File:
    place, policy, rest = line.split("\t")
    path, time, digest, extends, *several = json.loads(rest)
    *names, problems = (tuple(one) for one in several)
    told = tuple(tuple(one) for one in problems)
    fields = (place, json.loads(policy), path, time, digest, extends, *names, told)
    return File(*fields)


def dumped(index: Index, code: str) -> bytes:
    """The text of an index, made by the code that ``code`` names."""
    body = f"{index.listing}{index._lines}".encode("utf-8", "surrogatepass")
    head = {
        "shequ": [__version__, FORMAT, code],
        "sum": crc32(body),
        "listing": len(index.listing),
        "fresh": index.fresh,
        "hidden": sorted(index.hidden),
        "inputs": sorted(index.inputs),
        "replaced": index.replaced,
        "doubled": index.doubled,
    }
    return json.dumps(head).encode() + b"\n" + body


def loaded(text: bytes, code: str) -> Index | None:
    """The index in ``text``; None where it is not whole, or was made by other code."""
    first, _, body = text.partition(b"\n")
    try:
        head = json.loads(first)
        if head["shequ"] != [__version__, FORMAT, code] or head["sum"] != crc32(body):
            return None
        whole = body.decode("utf-8", "surrogatepass")
        return Index(
            whole[: head["listing"]],
            whole[head["listing"] :],
            head["fresh"],
            frozenset(head["hidden"]),
            frozenset(head["inputs"]),
            tuple(Label(*one) for one in head["replaced"]),
            tuple(Label(*one) for one in head["doubled"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
