"""Whether a rule says of its figures what the words beside them say: bounds, force and periods.

What a phrase says outright a rule must say too; what a rule says must stand in a phrase, or in the
sentence of the text that the phrase is taken from. Where a rule says otherwise for a reason, the
provision declares it under ``read-as``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...policy import TURNS, InputSpec
from ...quantity import Label
from ...rules.nodes import IsOneOf, Rank, Rule, descend
from ..format.source import Where
from .evidence import Use
from .numerals import folded, stated
from .words import bounds_at, forces_in, periods_in, turn_in

__all__ = ["Clash", "clashes"]

Sentence = Callable[[str], str]

# What a rule may have around a figure that the words bound so. The far side of an edge counts as
# well: where a row reaches to 3,000, the next begins over it.
_FITTING = {
    "floor": {"floor", "higher-of", "from", "below"},
    "cap": {"cap", "lower-of", "to", "over"},
    "above": {"above", "over", "to"},
    "below": {"below", "from"},
    "about": {"about"},
}
_EDGES = {"from", "over", "to", "below"}
_BOUNDS = {"floor", "cap", "above", "below", "about"}
_WORDS = {
    "floor": Label("下限（不低于、以上）", "a floor (不低于, 以上)"),
    "cap": Label("上限（不超过、以下、以内）", "a cap (不超过, 以下, 以内)"),
    "above": Label("超过，不含本数", "more than the number (超过)"),
    "below": Label("不满，不含本数", "less than the number (不满)"),
    "about": Label("约数（左右、约）", "about the number (左右, 约)"),
    "from": Label("含本数起", "from the number on"),
    "over": Label("不含本数起", "from above the number"),
    "to": Label("含本数止", "up to the number"),
    "": Label("一个确定的数", "the number itself"),
    "must": Label("应（must）", "must (应, 不得)"),
    "should": Label("原则上（should）", "should (原则上, 一般)"),
    "may": Label("可（may）", "may (可)"),
    "target": Label("力争（target）", "target (力争, 争取)"),
    "year": Label("每年", "a year"),
    "month": Label("每月", "a month"),
    "quarter": Label("每季度", "a quarter"),
    "two-years": Label("每两年", "every two years"),
    "three-years": Label("每三年", "every three years"),
    "term": Label("每届", "a term"),
    "once": Label("一次性", "once"),
}
# What is to be done so often may be done more often.
_TIMES = re.compile("[一两二三四五0-9][遍次巡]")
_SOFT = {"should", "may", "target"}


@dataclass(frozen=True, slots=True)
class Clash:
    """Where a rule says something else than the words: ``kind`` is bound, force, period, option
    (which case an amount belongs to) or version (which of two amounts is the later).

    ``outright`` says that a cited phrase itself says otherwise, and not only that none says so.
    """

    path: Where
    kind: str
    text: str
    reason: Label
    outright: bool


def clashes(
    path: Where,
    provision: Mapping[str, Any],
    rules: Sequence[Rule],
    uses: Sequence[Use],
    phrases: Sequence[str],
    inputs: Mapping[str, InputSpec],
    sentence: Sentence,
) -> Iterator[Clash]:
    """Every such place of a provision at ``path`` with its ``rules``.

    ``uses`` are its figures with the words they are read from, ``phrases`` what it cites, and
    ``sentence`` gives the sentence of the text around a phrase, or the phrase where there is none.
    """
    whole = [folded(sentence(phrase)) for phrase in phrases]
    values: dict[tuple[str, str], set[Fraction | None]] = {}
    for use in uses:
        values.setdefault(use.figure.option, set()).add(use.figure.value)
    for use in uses:
        yield from _bound(use, whole)
        yield from _case(use, inputs, values)
        yield from _version(use, len(provision["versions"]))
    yield from _options(rules, inputs, "".join(map(folded, phrases)), "".join(whole))
    yield from _force(path, provision["force"], phrases, whole)
    yield from _period(path, provision.get("period") or "", uses, phrases)


def _bound(use: Use, sentences: Sequence[str]) -> Iterator[Clash]:
    figure = use.figure
    if figure.date or not use.read or figure.beside == "divide":
        return
    said = [bounds_at(folded(one.phrase), *one.said.at) for one in use.read if one.said.at[0] >= 0]
    words = next((bounds for bounds in said if bounds), frozenset())
    own = set(figure.bounds)
    edge = bool(own & _EDGES)
    bare = edge or not own & _BOUNDS
    if any(any(own & _FITTING[one] for one in bounds) if bounds else bare for bounds in said):
        # What is said twice is said each time in its own way (3000户至4000户, 4000户以上).
        words = frozenset()
    for bound in sorted(words):
        if bound == "about" and edge:
            continue
        if figure.measure and bound != "about":
            continue
        if not own & _FITTING[bound]:
            has = next((_WORDS[one] for one in figure.bounds if one in _WORDS), _WORDS[""])
            yield _clash(figure.path, "bound", figure.text, _WORDS[bound], has, outright=True)
            return
    if edge or figure.measure:
        return
    for bound in figure.bounds:
        if bound in _BOUNDS and not any(_bounds_in(text, bound) for text in sentences):
            yield _unsaid(figure.path, "bound", figure.text, _WORDS[bound])
            return


def _bounds_in(text: str, bound: str) -> bool:
    """Whether some number of a sentence, or a figure that words name, is bounded so."""
    if bound == "floor" and _TIMES.search(text):
        return True
    spots = [one.at for one in stated(text) if one.at[0] >= 0] + [(len(text), len(text))]
    return any(bound in bounds_at(text, *spot) for spot in spots)


def _case(
    use: Use,
    inputs: Mapping[str, InputSpec],
    values: Mapping[tuple[str, str], set[Fraction | None]],
) -> Iterator[Clash]:
    """An amount that stands beside the words of another option than its own."""
    name, option = use.figure.option
    if not name or name not in inputs or not use.read:
        return
    one = use.read[0]
    text, start = folded(one.phrase), max(one.said.at[0], 0)
    earlier = [other.at[1] for other in stated(text) if 0 <= other.at[1] <= start]
    found = _options_in(text[max(earlier, default=0) : start], inputs[name])
    if found and option not in found:
        # 硕士以上 may hold two options, of which one figure is said.
        same = any(use.figure.value in values.get((name, other), ()) for other in found)
        if not same:
            said = sorted(found)[0]
            yield _named(use.figure.path, use.figure.text, inputs[name], said, option, True)


def _options(
    rules: Sequence[Rule], inputs: Mapping[str, InputSpec], phrases: str, sentences: str
) -> Iterator[Clash]:
    """Options that a condition names, where the phrases name others of the same input."""
    for rule in rules:
        for node in descend(rule):
            match node:
                case IsOneOf(name, options) if name in inputs:
                    named, outright = options, False
                case Rank(name, option) if option and name in inputs:
                    named, outright = (option,), True
                case _:
                    continue
            found = _options_in(phrases, inputs[name])
            around = found | _options_in(sentences, inputs[name])
            for option in named:
                if found and option not in (found if outright else around):
                    said = sorted(found)[0]
                    yield _named(node.place, option, inputs[name], said, option, outright)


def _options_in(text: str, spec: InputSpec) -> set[str]:
    """The options that a text names, the longest name at each place."""
    names = {
        word: option.id
        for option in spec.options
        for word in (option.label.zh, *option.aliases)
        if not word.isascii()
    }
    found = set()
    for word in sorted(names, key=len, reverse=True):
        if word in text:
            found.add(names[word])
            text = text.replace(word, "。")
    return found


def _named(path: Where, text: str, spec: InputSpec, said: str, has: str, outright: bool) -> Clash:
    labels = {option.id: option.label for option in spec.options}
    return _clash(
        path, "option", text, labels[said], labels.get(has, _WORDS[""]), outright=outright
    )


def _version(use: Use, count: int) -> Iterator[Clash]:
    """Of two amounts in 由…提高到…, the first belongs to the earlier version."""
    path = use.figure.path
    if count < 2 or path[2] != "versions" or path[4] != "rule" or len(use.read) != 1:
        return
    one = use.read[0]
    turn = turn_in(folded(one.phrase))
    if turn is None or one.said.at[0] < 0:
        return
    later = one.said.at[0] >= turn[1]
    if later != (path[3] == count - 1):
        said, has = (_LATER, _EARLIER) if later else (_EARLIER, _LATER)
        yield _clash(path, "version", use.figure.text, said, has, outright=True)


def _force(
    path: Where, force: str, phrases: Sequence[str], sentences: Sequence[str]
) -> Iterator[Clash]:
    at = (*path, "force")
    if force == "fact":
        return
    words = frozenset().union(*(forces_in(folded(phrase)) for phrase in phrases))
    soft = words & _SOFT
    if soft and force not in words:
        said = _WORDS[sorted(soft)[0]]
        yield _clash(at, "force", force, said, _WORDS[force], outright=True)
    elif not soft and words and force in _SOFT and not _spoken(force, sentences):
        yield _clash(at, "force", force, _WORDS["must"], _WORDS[force], outright=False)
    elif force in _SOFT and force not in words and not _spoken(force, sentences):
        yield _unsaid(at, "force", force, _WORDS[force])
    elif force == "must" and not words:
        parts = (
            _part(text, folded(phrase)) for text, phrase in zip(sentences, phrases, strict=True)
        )
        around = frozenset().union(*map(forces_in, parts))
        if around & _SOFT and "must" not in around:
            said = _WORDS[sorted(around & _SOFT)[0]]
            yield _clash(at, "force", force, said, _WORDS[force], outright=False)


def _part(sentence: str, phrase: str) -> str:
    """What stands around a phrase between two commas."""
    before, _, after = sentence.partition(phrase)
    return re.split("[,，]", before)[-1] + phrase + re.split("[,，]", after)[0]


def _spoken(force: str, sentences: Sequence[str]) -> bool:
    return any(force in forces_in(text) for text in sentences)


def _period(
    path: Where, period: str, uses: Sequence[Use], phrases: Sequence[str]
) -> Iterator[Clash]:
    words = frozenset().union(*(periods_in(folded(phrase)) for phrase in phrases))
    own = [use.figure for use in uses if use.figure.path[2:3] != ("views",)]
    beside = {figure.value for figure in own if figure.beside}
    twelve = 12 in beside
    if not period or not words or period in words:
        if period and period in words and twelve and words == {period}:
            yield _clash(
                (*path, "period"), "period", period, _WORDS[period], _TWELVE, outright=True
            )
        return
    turned = any(times in beside and {period, *words} >= set(both) for both, times in TURNS.items())
    if not turned:
        said = _WORDS[sorted(words)[0]]
        yield _clash((*path, "period"), "period", period, said, _WORDS[period], outright=True)


_EARLIER = Label("以前的标准", "what was before")
_LATER = Label("现在的标准", "what holds now")
_TWELVE = Label("乘或除以12", "times 12, or a twelfth")


def _clash(path: Where, kind: str, text: str, said: Label, has: Label, *, outright: bool) -> Clash:
    reason = Label(
        f"原文说的是{said.zh}，规则写的是{has.zh}；请改规则，或在 read-as 写明理由",
        f"the words say {said.en}, the rule {has.en}; mend the rule, or say why under read-as",
    )
    return Clash(path, kind, text, reason, outright)


def _unsaid(path: Where, kind: str, text: str, has: Label) -> Clash:
    reason = Label(
        f"规则写的是{has.zh}，引文和所在句子都没有这样说；"
        "请引用这样说的原文，或在 read-as 写明理由",
        f"the rule says {has.en}, and neither the phrases nor their sentences do; cite the words "
        "that say so, or say why under read-as",
    )
    return Clash(path, kind, text, reason, False)
