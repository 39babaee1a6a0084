"""What a provision cites, and the words that it has of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ...policy import InputSpec, Provision
from ...rules.nodes import descend
from ..checks.stated import rules_of
from ..format.source import Where
from .evidence import Words
from .numerals import stated
from .words import pairs_in

__all__ = ["Cite", "cites_of", "own_words", "words_for_rule"]


class Cite(NamedTuple):
    """A citation: what it says and where its phrase stands in the file."""

    document: str
    clause: str
    phrase: str
    path: Where

    @property
    def words(self) -> tuple[Words, ...]:
        return tuple(Words(self.phrase, self.path, said) for said in stated(self.phrase))


def cites_of(key: str, body: Mapping[str, Any]) -> Iterator[Cite]:
    """What a provision cites, that of its versions behind its own."""
    places: list[tuple[Where, Any]] = [(("provisions", key, "cite"), body["cite"])]
    for index, version in enumerate(body["versions"]):
        places.append((("provisions", key, "versions", index, "cite"), version["cite"]))
    for path, items in places:
        for index, one in enumerate(items):
            yield Cite(one["document"], one["clause"], one["phrase"], (*path, index, "phrase"))


def words_for_rule(
    cites: Sequence[Cite], body: Mapping[str, Any], path: Where
) -> tuple[Words, ...]:
    """The words that count for a rule: a version's own citations, else all of the provision."""
    if path[2] == "versions" and body["versions"][path[3]]["cite"]:
        cites = [cite for cite in cites if cite.path[:4] == path[:4]]
    elif path[2] == "versions":
        cites = [cite for cite in cites if cite.path[2] == "cite"]
    return tuple(one for cite in cites for one in cite.words)


def own_words(
    body: Mapping[str, Any],
    provision: Provision,
    inputs: Mapping[str, InputSpec],
    assumptions: Mapping[str, Any],
) -> frozenset[str]:
    """The words that a provision has besides what it cites, by pairs of signs: those of its label
    and notes, of what its inputs are called, and of the assumptions on who bears it."""
    names = {
        name
        for one in rules_of(provision)
        for node in descend(one.rule)
        if isinstance(name := getattr(node, "of", getattr(node, "id", "")), str)
    }
    assumed = [assumptions.get(payer.get("assume"), {}) for payer in body["payers"]]
    texts = [
        *_chinese(body),
        *_chinese(assumed),
        *(inputs[one].label.zh for one in names & {*inputs}),
    ]
    return frozenset().union(*map(pairs_in, texts))


def _chinese(data: Any) -> Iterator[str]:
    """The Chinese words in some data, but for what it cites."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "zh":
                yield value
            elif name != "cite":
                yield from _chinese(value)
    elif isinstance(data, list):
        for value in data:
            yield from _chinese(value)
