"""Which readings are told apart: those that some figure turns on, on any carrier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias, TypeVar

from ..carriers import Carrier, Flag, Term
from ..carriers.number import NumberCarrier
from ..rules.doubts import Doubts, World

__all__ = ["NUMBERS", "Figure", "any_of", "differ", "reduced", "told_apart", "unlike"]

T = TypeVar("T")
# A number where the flag holds, nothing elsewhere.
Figure: TypeAlias = tuple[Flag, Term]
NUMBERS: Carrier[Fraction] = NumberCarrier({})  # plain fractions and booleans


def any_of(c: Carrier[Term], flags: Iterable[Flag]) -> Flag:
    """Whether any of some flags holds."""
    found: Flag = False
    for flag in flags:
        found = c.either(found, flag)
    return found


def unlike(c: Carrier[Term], a: Sequence[Figure[Term]], b: Sequence[Figure[Term]]) -> Flag:
    """Whether two rows of figures differ anywhere."""
    found: Flag = False
    for (a_ok, a_term), (b_ok, b_term) in zip(a, b, strict=True):
        alone = c.either(c.both(a_ok, c.negate(b_ok)), c.both(b_ok, c.negate(a_ok)))
        other = c.both(c.both(a_ok, b_ok), c.negate(c.equal(a_term, b_term)))
        found = c.either(found, c.either(alone, other))
    return found


def differ(c: Carrier[Term], readings: Sequence[Sequence[Figure[Term]]]) -> Flag:
    """Whether the figures of the readings are not the same in all."""
    return any_of(c, (unlike(c, readings[0], figures) for figures in readings[1:]))


def told_apart(
    c: Carrier[Term],
    doubts: Doubts,
    worlds: Sequence[World],
    apart: Callable[[int, int], Flag],
) -> tuple[dict[str, Flag], list[Flag]]:
    """Whether each point turns anything, and whether each reading is told apart.

    ``apart`` says whether two readings, by their indices, differ. Points that turn nothing are
    taken at their default, one after the other.
    """
    kept: list[Flag] = [True] * len(worlds)
    turning: dict[str, Flag] = {}
    for doubt, options in doubts.items():
        turns: Flag = False
        for one, other in doubts.pairs(doubt, worlds):
            both = c.both(kept[one], kept[other])
            turns = c.either(turns, c.both(both, apart(one, other) if both is not False else False))
        turning[doubt] = turns
        kept = [
            flag if world.get(doubt, options[0]) == options[0] else c.both(flag, turns)
            for world, flag in zip(worlds, kept, strict=True)
        ]
    return turning, kept


def reduced(
    doubts: Doubts, results: Sequence[tuple[World, T]], key: Callable[[T], object]
) -> tuple[Doubts, list[tuple[World, T]]]:
    """For one community: only the points on which ``key`` turns, and a result for each of their
    readings; at the other points the default is taken."""
    keys = [key(result) for _, result in results]
    turning, told = told_apart(
        NUMBERS, doubts, [world for world, _ in results], lambda a, b: keys[a] != keys[b]
    )
    kept = doubts.only(point for point, turns in turning.items() if turns)
    return kept, [
        ({point: option for point, option in world.items() if point in kept}, result)
        for (world, result), flag in zip(results, told, strict=True)
        if flag
    ]
