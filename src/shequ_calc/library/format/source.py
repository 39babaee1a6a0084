"""YAML as text: scalars stay what is written, every value knows its line, nothing expands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ...quantity import Label
from .problems import PROBLEM_LIMIT, PolicyProblems, Problem
from .yaml_errors import syntax_words

__all__ = ["DEPTH_LIMIT", "Source", "Where", "parse"]

DEPTH_LIMIT = 60
QUOTED = 160

Where = tuple[str | int, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENED = ("while scanning a simple key", "while scanning a quoted", "while parsing a flow")
_NULLS = ("", "~", "null", "Null", "NULL")
_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file: its data (mappings, lists, text, None) and where each value stands.

    ``marks`` and ``keys`` map the path of a value to the line and column of the value and of its
    key; both count from 1. ``flow`` holds the paths of mappings written in ``{…}``.
    """

    file: str
    lines: list[str]
    data: Any
    marks: dict[Where, tuple[int, int]]
    keys: dict[Where, tuple[int, int]]
    flow: frozenset[Where]

    def written(self, path: Where) -> str:
        """The text of the value at ``path``; "" where the file writes none there."""
        value = self.data
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return ""
        return value if isinstance(value, str) else ""

    def problem(self, path: Where, message: str | Label, *, key: bool = False) -> Problem:
        """A problem at ``path``, or at its nearest ancestor that stands in the file."""
        at = path
        while at and at not in self.marks:
            at = at[:-1]
        line, column = self.marks.get(at, (1, 1))
        own = self.keys.get(at)
        # A block that begins below its key is best found by the key.
        if own and (key or own[0] < line):
            line, column = own
        where = ".".join(map(str, path))
        return Problem(self.file, line, column, where, quoted(self.lines, line), message)


def quoted(lines: list[str], line: int) -> str:
    """A line of the file as messages quote it; "" past the end."""
    return lines[line - 1].rstrip()[:QUOTED] if 0 < line <= len(lines) else ""


class _Stop(Exception):
    """Reading on would tell nothing new."""


class _Reader:
    def __init__(self, file: str, lines: list[str], events: Iterator[Any]) -> None:
        self.file, self.lines, self.events = file, lines, events
        self.marks: dict[Where, tuple[int, int]] = {}
        self.keys: dict[Where, tuple[int, int]] = {}
        self.flow: set[Where] = set()
        self.problems: list[Problem] = []

    def fail(self, event: Any, path: Where, zh: str, en: str) -> None:
        line, column = _place(event)
        where = ".".join(map(str, path))
        quote = quoted(self.lines, line)
        self.problems.append(Problem(self.file, line, column, where, quote, Label(zh, en)))
        if len(self.problems) >= PROBLEM_LIMIT:
            raise _Stop

    def document(self) -> Any:
        """The data of the one document; None where there is none."""
        data, documents = None, 0
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            documents += 1
            if documents > 1:
                self.fail(
                    event, (), "一个文件只能有一个文档；请删去 --- 或分成两个文件",
                    "a file holds one document; take out the --- or make two files",
                )  # fmt: skip
                raise _Stop
            data = self.value(next(self.events), ())
        return data

    def value(self, event: Any, path: Where) -> Any:
        if len(path) > DEPTH_LIMIT:
            self.fail(
                event, path[:5], f"嵌套超过 {DEPTH_LIMIT} 层",
                f"nested more than {DEPTH_LIMIT} levels deep",
            )  # fmt: skip
            raise _Stop
        self.marks[path] = _place(event)
        self._plain(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            if event.flow_style:
                self.flow.add(path)
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.AliasEvent):
            return None
        return None if not event.style and event.value in _NULLS else str(event.value)

    def _plain(self, event: Any, path: Where) -> None:
        """Anchors, aliases and tags are refused: a policy says each thing where it stands."""
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.fail(
                event, path, f"这里不用锚点和别名（{sign}{event.anchor}）；请把内容写全",
                f"anchors and aliases ({sign}{event.anchor}) are not used here; write it out",
            )  # fmt: skip
        tag = getattr(event, "tag", None)
        if tag is not None:
            name = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.fail(
                event, path, f"这里不用标签（{name}）；请只写值，需要时加引号",
                f"tags ({name}) are not used here; write the value alone, in quotes if need be",
            )  # fmt: skip

    def _sequence(self, path: Where) -> list[Any]:
        data: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            data.append(self.value(event, (*path, len(data))))
        return data

    def _mapping(self, path: Where) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.fail(event, path, "键只能是一个词", "a key must be a plain word")
                self._skip(event)
                self._skip(next(self.events))
                continue
            key, value = str(event.value), next(self.events)
            self._plain(event, (*path, key))
            if not key or key in data or key == "<<":
                self._refuse(event, (*path, key))
                self._skip(value)
                continue
            self.keys[*path, key] = _place(event)
            data[key] = self.value(value, (*path, key))
        return data

    def _refuse(self, event: Any, path: Where) -> None:
        key = path[-1]
        if not key:
            self.fail(event, path[:-1], "冒号前缺少键", "a key is missing before the colon")
        elif key == "<<":
            self.fail(
                event, path[:-1], "这里不用合并键（<<）；请把内容写全",
                "merge keys (<<) are not used here; write it out",
            )  # fmt: skip
        else:
            first = self.keys[path][0]
            self.fail(
                event, path, f"键 {key} 写了两次（第一次在第 {first} 行）",
                f"the key {key!r} stands twice (first in line {first})",
            )  # fmt: skip

    def _skip(self, event: Any) -> None:
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            if depth > DEPTH_LIMIT:
                raise _Stop
            event = next(self.events)


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def parse(text: str, file: str) -> Source:
    """The data of a YAML text, every scalar as it is written. Raises PolicyProblems.

    Anchors, aliases, tags, merge keys and several documents in one file are refused: nothing in
    a policy can grow when it is read.
    """
    lines = _BREAKS.split(text)
    found = _UNPRINTABLE.search(text)
    if found:
        before = _BREAKS.split(text[: found.start()])
        code = f"U+{ord(found.group()):04X}"
        said = Label(
            f"不是文本文件：含控制字符 {code}",
            f"not a text file: it holds the control character {code}",
        )
        raise PolicyProblems([Problem(file, len(before), len(before[-1]) + 1, "", "", said)])
    reader = _Reader(file, lines, yaml.parse(text, Loader=_Loader))
    data = None
    try:
        data = reader.document()
    except _Stop:
        pass
    except yaml.YAMLError as err:
        reader.problems.append(_syntax(err, file, lines))
    if reader.problems:
        raise PolicyProblems(reader.problems)
    if data is None:
        raise PolicyProblems(
            [Problem(file, 1, 1, "", "", Label("文件是空的", "the file is empty"))]
        )
    return Source(file, lines, data, reader.marks, reader.keys, frozenset(reader.flow))


def _syntax(err: yaml.YAMLError, file: str, lines: list[str]) -> Problem:
    mark = getattr(err, "problem_mark", None)
    # What is not closed is found where it was opened, not where the parser gave up.
    if mark is None or str(getattr(err, "context", "")).startswith(_OPENED):
        mark = getattr(err, "context_mark", None) or mark
    said = str(getattr(err, "problem", None) or getattr(err, "reason", None) or "unreadable")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    quote = quoted(lines, line)
    words = syntax_words(said, quote, quoted(lines, line - 1))
    return Problem(file, line, column, "", quote, words)
