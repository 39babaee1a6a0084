"""What the words of a document say about the figures of a rule.

A figure is read from a number of a cited phrase if the value and the kind of thing counted are the
same; both ends of a range from one range. Where two figures are read from the same number while
another of its kind is passed over, one of them is doubtful. No number is taken from itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..format.source import Where
from .figures import Figure
from .numerals import ANY, COUNT, Stated, folded, stated, years_later
from .words import turn_in

__all__ = [
    "Use",
    "Words",
    "declared_in",
    "doubtful",
    "former",
    "from_itself",
    "left_over",
    "words_for",
]

_ZERO = (Fraction(0),)


@dataclass(frozen=True, slots=True)
class Words:
    """One number of one cited phrase. ``path`` is where the phrase stands in the file."""

    phrase: str
    path: Where
    said: Stated


@dataclass(frozen=True, slots=True)
class Use:
    """A figure and the words it is read from; none where it is not."""

    figure: Figure
    read: tuple[Words, ...]


def words_for(
    figure: Figure, words: Collection[Words], beside: Collection[Figure]
) -> tuple[Words, ...]:
    """The words that state a figure; ``beside`` are the figures of the same rule, itself included.

    One end of a stated range is read alone only where the rule holds the other end too.
    """
    alone = {other.value for other in beside if other.span is None}
    found = tuple(one for one in words if _states(one.said, figure, alone))
    if figure.span is None or any(one.said.high is not None for one in found):
        return found
    # A range put together from two numbers: each end must be stated.
    low, high = figure.span
    other = replace(figure, value=high if figure.value == low else low)
    return found if any(_states(one.said, other, alone) for one in words) else ()


def _states(said: Stated, figure: Figure, alone: Collection[Fraction | None]) -> bool:
    if figure.date or said.kind == "date":
        return bool(figure.date) and said.date.startswith(figure.date)
    if not _counts(said.kind, figure.kind) or figure.value is None:
        return False
    if said.values == _ZERO and not said.firm and not figure.whole:
        # 取消 and 不得 say that there is none, not that something is taken zero times.
        return False
    if said.high is None:
        return figure.value in said.values
    ends = (said.values[0], said.high)
    if figure.span is not None:
        return figure.span == ends
    return figure.value in ends and all(end in alone for end in ends)


def _counts(said: str, wanted: str | None) -> bool:
    """Whether a number of one kind can be what is wanted; 个 also counts households."""
    return wanted is None or said in (ANY, wanted) or (wanted == "household" and said == COUNT)


def declared_in(figure: Figure, declaration: str, cited: Collection[Words]) -> bool:
    """Whether the words of a declaration say a figure; of a range, both ends.

    That a payer bears nothing under a reading need not be said. A day may be some years after a
    day that is said, if the years are said or cited.
    """
    if figure.value == 0 and figure.whole and figure.path[2:3] == ("payers",):
        return True
    said = stated(declaration)
    if not figure.date:
        ends = {end for one in said for end in (*one.values, one.high)}
        spans = {(one.values[0], one.high) for one in said if one.values}
        alone = {end for one in said if one.high is None for end in one.values}
        if figure.span is None:
            return figure.value in ends
        return figure.span in spans or alone.issuperset(figure.span)
    known = (*said, *(words.said for words in cited))
    years = {int(value) for one in known if one.kind == "year" for value in one.values}
    days = {one.date for one in said if len(one.date) == 10}
    return figure.date in days | {years_later(day, more) for day in days for more in years}


def doubtful(uses: Sequence[Use], words: Collection[Words]) -> Mapping[Where, Words]:
    """Figures read from a number that another figure is read from too, while a number of the same
    kind is read by none: the path of each, and the words passed over."""
    found: dict[Where, Words] = {}
    for world in _worlds(uses):
        taken = [one for use in world for one in use.read]
        passed = [one for one in words if one not in taken and _telling(one.said)]
        alike = [use.read for use in world]
        for use in world:
            if alike.count(use.read) <= len(use.read):
                continue  # as many phrases say it as there are figures
            shared = [one for one in use.read if taken.count(one) > 1]
            for over in passed:
                if any(_alike(one.said, over.said) for one in shared) and _fits(over, use.figure):
                    found.setdefault(use.figure.path, over)
    return found


def from_itself(uses: Sequence[Use]) -> Mapping[Where, Words]:
    """Figures that a rule takes from another one, where only one number is there to read both from:
    the path of each, and that number."""
    read = {use.figure.path: use.read for use in uses}
    found: dict[Where, Words] = {}
    for path, words in read.items():
        taken = path[-2:-1] == ("minus",) and path[-1] != 0
        if taken and len(words) == 1 and read.get((*path[:-1], 0)) == words:
            found[path] = words[0]
    return found


def left_over(uses: Sequence[Use]) -> Iterator[Where]:
    """The parts of splits that no words say, where they say all the others: the path of each."""
    splits: dict[Where, list[Use]] = {}
    for use in uses:
        if use.figure.path[-2:-1] == ("parts",):
            splits.setdefault(use.figure.path[:-1], []).append(use)
    for parts in splits.values():
        unsaid = [use.figure.path for use in parts if not use.read]
        if len(unsaid) == 1 and sum(use.figure.value or 0 for use in parts) == 1:
            yield unsaid[0]


def former(words: Words, read: Collection[Stated]) -> bool:
    """Whether words say what was before (由10元提高到20元), and what holds now is read."""
    turn = turn_in(folded(words.phrase))
    if turn is None or words.said.at[1] > turn[0]:
        return False
    return any(one.at[0] >= turn[1] for one in read)


def _worlds(uses: Sequence[Use]) -> Iterator[list[Use]]:
    """The uses that hold together: under each option of each reading point by itself."""
    options = {
        (one.name, one.option): None
        for use in uses
        for one in use.figure.declared
        if one.by == "readings"
    }
    if not options:
        yield list(uses)
    for name, option in options:
        yield [
            use
            for use in uses
            if all(one.option == option for one in use.figure.declared if one.name == name)
        ]


def _telling(said: Stated) -> bool:
    return said.firm or said.values == _ZERO


def _alike(one: Stated, other: Stated) -> bool:
    same_shape = (one.high is None) == (other.high is None)
    return same_shape and (one.kind == other.kind or ANY in (one.kind, other.kind))


def _fits(words: Words, figure: Figure) -> bool:
    """Whether a figure that stands where this one does could be read from the words."""
    said = words.said
    if said.date:
        return _states(said, replace(figure, date=said.date), ())
    span = None if said.high is None else (said.values[0], said.high)
    return _states(said, replace(figure, value=said.values[0], span=span), ())
