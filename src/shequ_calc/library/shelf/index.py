"""The index of a shelf: what each of its files holds for which place, kept between runs.

It is one entry of the cache: the listing of the shelf's files (:mod:`.files`), and a line for each.
A question about one place reads the lines of its chain, and the policies they name, and no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from zlib import crc32

from ...quantity import Label
from ...record import Record
from ...version import __version__
from ..format.problems import PolicyProblems, Problem
from .compiled import FORMAT

__all__ = ["File", "Index", "index_of", "loaded"]


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
        valid: bytes,
        broken: bytes,
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
        # Lines as they are kept, each behind a line feed, in the order of the places.
        self._valid, self._broken = valid, broken
        self._at: dict[str, tuple[File, ...]] = {}
        self._places: dict[str, str] = {}

    def at(self, code: str) -> tuple[File, ...]:
        """The files for a place itself, those left out that another stands in for."""
        if code not in self._at:
            self._at[code] = tuple(self._found(f"{code}\t"))
            self._places.update((file.id, code) for file in self._at[code] if not file.problems)
        return self._at[code]

    def below(self, code: str) -> tuple[File, ...]:
        """The files for places inside a province or a city, itself left out."""
        digits = 2 if code.endswith("0000") else 4
        found = () if code.startswith("00") else self._found(code[:digits])
        return tuple(file for file in found if file.place != code)

    def named(self, policy: str) -> tuple[File, ...]:
        """The valid files that make up a policy, that which the others extend first; none where
        there is no such policy."""
        code = self._places.get(policy)
        if code is None:
            start = self._valid.find(_written(f"\t{json.dumps(policy)}\t"))
            if start < 0:
                return ()
            code = self._valid[self._valid.rfind(b"\n", 0, start) + 1 : start].decode()
        return tuple(file for file in self.at(code) if file.id == policy and not file.problems)

    def holding(self, key: str) -> tuple[File, ...]:
        """The valid files that have a provision with the id ``key``, those of one place together
        and the places in the order of their codes."""
        mark, start = _written(json.dumps(key)), 0
        found = []
        while (start := self._valid.find(mark, start)) >= 0:
            end = _end_of_line(self._valid, start)
            file = _file(self._valid[self._valid.rfind(b"\n", 0, start) + 1 : end])
            if key in file.provisions and file.path not in self.hidden:
                found.append(file)
            start = end
        return tuple(found)

    def broken(self) -> tuple[File, ...]:
        """The files that are not valid, those that do not tell their place first."""
        return tuple(_files(self._broken))

    def files(self) -> Iterator[File]:
        """All of them that are valid and stand for themselves."""
        return (file for file in _files(self._valid) if file.path not in self.hidden)

    def everything(self) -> Iterator[File]:
        """All of them, in no order that matters."""
        return chain(_files(self._valid), _files(self._broken))

    def extending(self) -> Iterator[Label]:
        """Which files add provisions to a policy and replace none of them."""
        for file in self.files():
            if file.extends and not file.over:
                yield Label(
                    f"{file.path} 补充了 {file.extends}", f"{file.path} adds to {file.extends}"
                )

    def _found(self, begins: str) -> Iterator[File]:
        """The files whose lines begin with a code or the first digits of one."""
        for lines in (self._valid, self._broken):
            mark = begins.encode()
            start = _first(lines, mark)
            while lines.startswith(mark, start + 1):
                end = _end_of_line(lines, start + 1)
                file = _file(lines[start + 1 : end])
                if file.path not in self.hidden:
                    yield file
                start = end

    def dumped(self, code: str) -> bytes:
        """What :func:`loaded` makes an index of, for the code that ``code`` names."""
        listing = _written(self.listing)
        body = b"".join((listing, self._valid, self._broken))
        head = {
            "shequ": [__version__, FORMAT, code],
            "sum": crc32(body),
            "listing": len(listing),
            "valid": len(self._valid),
            "fresh": self.fresh,
            "hidden": sorted(self.hidden),
            "inputs": sorted(self.inputs),
            "replaced": self.replaced,
            "doubled": self.doubled,
        }
        return json.dumps(head).encode() + b"\n" + body


def _first(lines: bytes, mark: bytes) -> int:
    """Where the first line begins that is not before ``mark``: the line feed before it. To look
    through all lines of a large shelf would cost more than to read those that are wanted."""
    low, high = 0, len(lines)
    while low < high:
        middle = lines.rfind(b"\n", 0, (low + high) // 2 + 1)
        if lines[middle + 1 : middle + 1 + len(mark)] < mark:
            low = _end_of_line(lines, middle + 1)
        else:
            high = middle
    return low


def _end_of_line(lines: bytes, start: int) -> int:
    end = lines.find(b"\n", start)
    return len(lines) if end < 0 else end


def index_of(
    listing: str,
    files: list[File],
    fresh: bool,
    hidden: frozenset[str],
    replaced: tuple[Label, ...],
    doubled: tuple[Label, ...],
) -> Index:
    """The index of a shelf whose ``files`` are given in its order."""
    by_place = sorted(files, key=lambda file: file.place)
    valid = b"".join(_line(file) for file in by_place if not file.problems)
    broken = b"".join(_line(file) for file in by_place if file.problems)
    inputs = frozenset(name for file in files for name in file.inputs)
    return Index(listing, valid, broken, fresh, hidden, inputs, replaced, doubled)


def _line(file: File) -> bytes:
    rest = [getattr(file, name) for name in File.__match_args__[2:]]
    line = f"\n{file.place}\t{json.dumps(file.id)}\t{json.dumps(rest, separators=(',', ':'))}"
    return line.encode()


def _files(lines: bytes) -> Iterator[File]:
    return (_file(line) for line in lines.split(b"\n") if line)


def _file(line: bytes) -> File:
    place, policy, rest = line.split(b"\t")
    path, time, digest, extends, *several = json.loads(rest)
    *names, problems = (tuple(one) for one in several)
    told = tuple(tuple(one) for one in problems)
    fields = (place.decode(), json.loads(policy), path, time, digest, extends, *names, told)
    return File(*fields)


def _written(text: str) -> bytes:
    # A file's name need not be text.
    return text.encode("utf-8", "surrogatepass")


def loaded(text: bytes, code: str) -> Index | None:
    """The index in ``text``; None where it is not whole, or was made by other code."""
    try:
        start = text.index(b"\n") + 1
        head = json.loads(text[:start])
        with memoryview(text) as view:
            if head["shequ"] != [__version__, FORMAT, code] or head["sum"] != crc32(view[start:]):
                return None
        listing = start + head["listing"]
        valid = listing + head["valid"]
        return Index(
            text[start:listing].decode("utf-8", "surrogatepass"),
            text[listing:valid],
            text[valid:],
            head["fresh"],
            frozenset(head["hidden"]),
            frozenset(head["inputs"]),
            tuple(Label(*one) for one in head["replaced"]),
            tuple(Label(*one) for one in head["doubled"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
