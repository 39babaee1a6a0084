"""Tables as offices keep them, in ten layouts and three formats: every community gets what is
right, nothing else gets anything, and what was guessed or left out is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from corpus_files import KeptTable, kept_tables

from commands import shequ

FILES = [(table, style) for table in kept_tables() for style in table.formats]


def ids(value: object) -> str:
    return f"{value.layout}: {value.name}" if isinstance(value, KeptTable) else str(value)


def outcome(found: dict[str, Any]) -> object:
    """A finding as the corpus writes what is right."""
    if found["status"] == "error":
        return "error"
    if found["question"] == "check":
        gap = found["gap"]
        return f"{found['verdict']} {gap}" if gap else found["verdict"]
    return [found["low"], found["high"]]


@pytest.mark.parametrize(("table", "style"), FILES, ids=ids)
def test_kept_tables(table: KeptTable, style: str, tmp_path: Path) -> None:
    path = table.written(tmp_path, style)
    result = shequ(*table.command(path), "-f", "jsonl")
    assert result.code in (0, 1), result.err
    lines = [json.loads(line) for line in result.out.splitlines()]
    names = {head for head, meaning in table.map.items() if meaning == "name"}
    names |= {"社区名称", "名称", "单位", "社区（居委会）"}
    named = [
        (next((line[h] for h in line if h in names and line[h]), None), line) for line in lines
    ]
    got = {str(name).strip(): outcome(line) for name, line in named}
    assert got == dict(table.right), result.err
    assert len(lines) == len(table.right)
    for name, line in named:
        assert line["division"] == table.division.get(str(name).strip(), line["division"])
    for words in table.says:
        assert words in result.err, result.err
    for words in table.silent:
        assert words not in result.err


def test_the_corpus_is_as_large_as_it_is_to_be() -> None:
    assert len({table.layout + table.name for table, _ in FILES}) >= 60
    assert len({table.layout for table, _ in FILES}) >= 10
    styles = [style for _, style in FILES]
    assert all(styles.count(style) >= 20 for style in ("utf-8", "gbk", "xlsx"))
