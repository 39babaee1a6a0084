"""The points at which a rule can be read in more than one way, and the worlds they make.

A *world* fixes an option for each point that counts in it: what is read inside one option of a
point does not count where another is taken, so that readings which cannot differ are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from . import nodes as r

__all__ = ["Doubts", "World", "doubts_of"]

World = dict[str, str]
# Options of other points, all of which must be taken for a point to count.
_Within = frozenset[tuple[str, str]]


class Doubts(dict[str, tuple[str, ...]]):
    """Each point's options, the default first, and inside which options of others it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._within: dict[str, frozenset[_Within]] = {}

    def add(self, point: str, options: tuple[str, ...], within: _Within = frozenset()) -> None:
        """Note a point that stands ``within`` options of others."""
        self.setdefault(point, options)
        self._within[point] = self._within.get(point, frozenset()) | {within}

    def join(self, others: Doubts) -> None:
        """Take in the points of ``others``."""
        for point, options in others.items():
            for within in others._within[point]:
                self.add(point, options, within)

    def only(self, points: Iterable[str]) -> Doubts:
        """These points alone; the others are taken at their default."""
        kept = set(points)
        found = Doubts()
        for point, options in self.items():
            if point in kept:
                for within in self._within[point]:
                    if all(p in kept or self[p][0] == option for p, option in within):
                        rest = frozenset(one for one in within if one[0] in kept)
                        found.add(point, options, rest)
        return found

    def worlds(self) -> Iterator[World]:
        """Every combination of options that counts, the defaults first."""
        for combination in product(*self.values()):
            world = dict(zip(self, combination, strict=True))
            counting = self._counting(world)
            others = (point for point in self if point not in counting)
            if all(world[point] == self[point][0] for point in others):
                yield counting

    def pairs(self, point: str, worlds: Sequence[Mapping[str, str]]) -> Iterator[tuple[int, int]]:
        """For every world that does not take a point's default, its index and before it that of
        the world which does, and agrees in all else."""
        default = self[point][0]
        at = {frozenset(world.items()): index for index, world in enumerate(worlds)}
        defaults = {name: options[0] for name, options in self.items()}
        for index, world in enumerate(worlds):
            if world.get(point, default) != default:
                other = self._counting({**defaults, **world, point: default})
                yield at[frozenset(other.items())], index

    def _counting(self, world: World) -> World:
        return {
            point: option
            for point, option in world.items()
            if any(within <= world.items() for within in self._within[point])
        }


def doubts_of(
    node: r.Node,
    rules: Mapping[str, r.Rule],
    by_place: Mapping[str, str],
) -> Doubts:
    """Every point at which ``node`` can be read in more than one way.

    ``by_place`` maps a category input to the reading point its value by place depends on, with
    the options joined by spaces (``"kunming-main main all"``).
    """
    found = Doubts()
    _collect(found, node, rules, by_place, frozenset(), frozenset())
    return found


def _collect(
    found: Doubts,
    node: r.Node,
    rules: Mapping[str, r.Rule],
    by_place: Mapping[str, str],
    seen: frozenset[str],
    within: _Within,
) -> None:
    match node:
        case r.Readings(doubt, options):
            found.add(doubt, tuple(name for name, _ in options), within)
            taken = dict(within).get(doubt)
            for name, rule in options:
                if taken in (None, name):
                    _collect(found, rule, rules, by_place, seen, within | {(doubt, name)})
            return
        case r.Round(way="outward", doubt=doubt) | r.Steps(way="outward", doubt=doubt):
            found.add(doubt, ("down", "up"), within)
        case r.Rate(way="outward", doubt=doubt):
            found.add(doubt, ("down", "up"), within)
        case r.Brackets(doubt=doubt) if doubt:
            found.add(doubt, ("lower", "upper"), within)
        case r.IsOneOf(of=of) | r.Case(of=of) | r.Rank(of=of, option="") if of in by_place:
            point, *names = by_place[of].split()
            found.add(point, tuple(names), within)
        case r.Ref(provision) if provision not in seen:
            _collect(found, rules[provision], rules, by_place, seen | {provision}, within)
    for child in r.children(node):
        _collect(found, child, rules, by_place, seen, within)
