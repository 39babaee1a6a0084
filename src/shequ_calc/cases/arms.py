"""The arms of a rule: the ways through it, of which one community takes some.

Arms are the versions of a provision, the rows of a bracket table, the options of a case, the two
sides of a condition, the parts of which the higher or the lower counts, and what stands in for one
another. Each is known by its place in the policy's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ..library.checks.stated import rules_of
from ..policy import Provision
from ..rules import nodes as r
from ..rules.walk import Walk

__all__ = ["Place", "arms_of", "taken"]

Place = tuple[str | int, ...]


def arms_of(provision: Provision) -> Iterator[Place]:
    """The place of every arm of a provision, in the order of its rules."""
    if len(provision.versions) > 1:
        yield from (version.rule.place for version in provision.versions)
    for stated in rules_of(provision):
        for node in r.descend(stated.rule):
            yield from (arm.place for arm in _arms(node))


def _arms(node: r.Node) -> Iterable[r.Node]:
    match node:
        case r.Brackets():
            return node.rows
        case r.Case():
            other = () if node.otherwise is None else (node.otherwise,)
            return (*(rule for _, rule in node.cases), *other)
        case r.When():
            return node.then, node.otherwise
        case r.Extreme() | r.Known():
            return node.of
    return ()


def taken(
    walk: Walk[Fraction],
    rule: r.Rule,
    rules: Mapping[str, r.Rule],
    seen: frozenset[str] = frozenset(),
) -> Iterator[Place]:
    """The places of the arms that a community takes in a world, the rule's own place first.

    ``rules`` are those that it may refer to, by full id; ``seen`` those that were followed.
    """
    yield rule.place
    yield from _taken(walk, rule, rules, seen)


def _taken(
    walk: Walk[Fraction], node: r.Node, rules: Mapping[str, r.Rule], seen: frozenset[str]
) -> Iterator[Place]:
    through: Iterable[r.Node] = ()
    match node:
        case r.Ref(provision) if provision not in seen:
            yield from taken(walk, rules[provision], rules, seen | {provision})
        case r.Readings(doubt, options):
            through = (dict(options)[walk.world.get(doubt, options[0][0])],)
        case r.Brackets(of):
            through = (of,)
            for row, (inside, touched) in zip(node.rows, walk.rows(node), strict=True):
                if inside or (touched and walk.value(of).low_ok):
                    yield row.place
                    yield from _taken(walk, row.rule, rules, seen)
        case r.Case(of, cases, otherwise):
            for option, inner in cases:
                if walk.truth(r.IsOneOf(of, (option,))).yes:
                    through = (inner,)
            named = tuple(option for option, _ in cases)
            if otherwise is not None and walk.truth(r.IsOneOf(of, named)).no:
                through = (otherwise,)
            yield from (arm.place for arm in through)
        case r.When(condition, then, otherwise):
            holds = walk.truth(condition)
            arms = [arm for arm, held in ((then, holds.yes), (otherwise, holds.no)) if held]
            yield from (arm.place for arm in arms)
            through = (condition, *arms)
        case r.Meant(of=inner):
            # A version has its own place, for whomever it is.
            yield inner.place
            through = r.children(node)
        case r.Extreme(of=of):
            yield from (part.place for part in of if _decides(walk, part, node))
            through = of
        case r.Known(of):
            first = next((part for part in of if _known(walk, part)), None)
            through = () if first is None else (first,)
            yield from (part.place for part in through)
        case _:
            through = r.children(node)
    for part in through:
        yield from _taken(walk, part, rules, seen)


def _known(walk: Walk[Fraction], rule: r.Rule) -> bool:
    value = walk.value(rule)
    return bool(value.low_ok or value.high_ok)


def _decides(walk: Walk[Fraction], part: r.Rule, whole: r.Rule) -> bool:
    """Whether one of several gives the lower or the upper end of the higher or lower of them."""
    one, result = walk.value(part), walk.value(whole)
    low = one.low_ok and result.low_ok and one.low == result.low
    high = one.high_ok and result.high_ok and one.high == result.high
    return bool(low or high)
