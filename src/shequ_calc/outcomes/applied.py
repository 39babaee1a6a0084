"""Which of the figures that a rule states apply to a community, on any carrier."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from ..carriers import Carrier, Flag, Term
from ..rules import nodes as r
from ..rules.walk import Walk

__all__ = ["applied"]


def applied(
    c: Carrier[Term], walk: Walk[Term], node: r.Node, taken: Flag = True
) -> Iterator[tuple[Flag, Fraction]]:
    """Each figure of a rule, and whether the community takes the row, case or branch that it
    stands in. References are not followed: their figures are another provision's."""
    match node:
        case r.Number(value):
            yield taken, value
        case r.Readings(doubt, options):
            yield from applied(c, walk, dict(options)[walk.world.get(doubt, options[0][0])], taken)
        case r.Brackets(of):
            yield from applied(c, walk, of, taken)
            for row, (inside, touched) in zip(node.rows, walk.rows(node), strict=True):
                yield from applied(c, walk, row.rule, c.both(taken, c.either(inside, touched)))
        case r.Case(of, cases, otherwise):
            truths = [walk.truth(r.IsOneOf(of, (option,))) for option, _ in cases]
            for (_, inner), truth in zip(cases, truths, strict=True):
                yield from applied(c, walk, inner, c.both(taken, truth.yes))
            if otherwise is not None:
                none = reduce(c.both, (truth.no for truth in truths))
                yield from applied(c, walk, otherwise, c.both(taken, none))
        case r.When(condition, then, otherwise):
            holds = walk.truth(condition)
            yield from applied(c, walk, condition, taken)
            yield from applied(c, walk, then, c.both(taken, holds.yes))
            yield from applied(c, walk, otherwise, c.both(taken, holds.no))
        case _:
            for child in r.children(node):
                yield from applied(c, walk, child, taken)
