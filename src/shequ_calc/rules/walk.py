"""The one walk: every rule, on every carrier, is evaluated here.

The walk goes from node to node: the arithmetic on ends is :mod:`.bounds`, the higher and lower of
several are :mod:`.extremes`, comparisons and conditions :mod:`.deciding`, parts of a whole
:mod:`.sharing`. It never looks at a term or
at a flag that depends on a community: all choices go through the carrier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Generic, cast

from ..carriers import Carrier, Flag, Term
from . import nodes as r
from .bounds import GAP, NOT_FOR, PERHAPS_FOR, WAVERS, Bounds, Mark, Note, Truth, Value
from .deciding import Deciding
from .extremes import Extremes
from .sharing import Sharing

__all__ = ["TRUTHS", "VALUES", "Mark", "Note", "Truth", "Value", "Walk"]

_DAYS = Fraction(10000)  # dates travel as yyyymmdd: whole years are a difference divided by it


def _ends(node: r.Rule) -> tuple[Fraction, Fraction]:
    """The stated ends of a divisor, which is a number or a range of two."""
    match node:
        case r.Number(value):
            return value, value
        case r.Between(r.Number(low), r.Number(high)):
            return low, high
    raise TypeError(f"a divisor must be stated, not {type(node).__name__}")


class Walk(Generic[Term]):
    """Evaluates rules for one carrier in one *world*, which fixes an option for each doubt.

    ``wide`` is given to the walk that takes wavering bounds at their narrowest: it decides as the
    walk that takes them at their widest.
    """

    def __init__(
        self,
        carrier: Carrier[Term],
        rules: Mapping[str, r.Rule],
        world: Mapping[str, str],
        wide: Walk[Term] | None = None,
    ) -> None:
        self._c = carrier
        self._b = Bounds(carrier, narrow=wide is not None)
        self._deciding = Deciding(carrier, self._b)
        self._extremes = Extremes(carrier, self._b)
        sharing = Sharing(carrier, self._b)
        self._rules = rules
        self.world = dict(world)
        self._memo: dict[str, Value[Term]] = {}
        self._wide = wide or self
        self._narrow: Walk[Term] | None = None
        self.settle = sharing.settle
        self.split = sharing.split
        self.within = sharing.within
        self.remainder = sharing.remainder

    def provision(self, provision: str) -> Value[Term]:
        """What a provision's rule gives, by full id."""
        if provision not in self._memo:
            self._memo[provision] = self.value(self._rules[provision])
        return self._memo[provision]

    def value(self, node: r.Rule) -> Value[Term]:
        """What a rule gives in this world."""
        handler = cast("Callable[[Walk[Term], r.Rule], Value[Term]]", VALUES[type(node)])
        return handler(self, node)

    def settled(self, node: r.Rule, grain: Fraction | None) -> Value[Term]:
        """What a rule gives, rounded to ``grain`` once, with a note of the bounds that waver."""
        value = self.settle(self.value(node), grain)
        if value.marks.get(WAVERS, False) is False:
            return value
        c, sure = self._c, self.sure(node, grain)
        floor = c.both(c.both(value.low_ok, sure.low_ok), c.less(value.low, sure.low))
        cap = c.both(c.both(value.high_ok, sure.high_ok), c.less(sure.high, value.high))
        floors = Note(floor, "floor-wavers", (value.low, sure.low))
        caps = Note(cap, "cap-wavers", (sure.high, value.high))
        notes = tuple(note for note in (floors, caps) if note.flag is not False)
        return value._replace(notes=value.notes + notes)

    def sure(self, node: r.Rule, grain: Fraction | None) -> Value[Term]:
        """What keeps to a rule whatever its wavering bounds are: the greatest that a floor over a
        range can be, and the least that such a cap can be. It may leave nothing: low > high."""
        wide = self.value(node)
        if wide.marks.get(WAVERS, False) is False:
            return self.settle(wide, grain)
        if self._narrow is None:
            self._narrow = Walk(self._c, self._rules, self.world, self)
        return self.settle(self._narrow.value(node), grain)

    def truth(self, node: r.Condition) -> Truth:
        """Whether a condition holds in this world."""
        handler = cast("Callable[[Walk[Term], r.Condition], Truth]", TRUTHS[type(node)])
        return handler(self, node)

    # Figures

    def _number(self, node: r.Number) -> Value[Term]:
        return self._b.exactly(self._c.number(node.value))

    def _input(self, node: r.Input) -> Value[Term]:
        return self._b.given(*self._c.amount(node.id), node.id)

    def _count(self, node: r.Count) -> Value[Term]:
        return self._b.given(*self._c.count(node.of, node.value, node.run), node.of)

    def _rank(self, node: r.Rank) -> Value[Term]:
        if node.option:
            return self._b.exactly(self._c.number(Fraction(node.options.index(node.option) + 1)))
        return self._b.given(*self._c.rank(node.of, node.options, self.world), node.of)

    def _ref(self, node: r.Ref) -> Value[Term]:
        value = self.provision(node.provision)
        notes = tuple(
            note if note.provision else note._replace(provision=node.provision)
            for note in value.notes
        )
        return self._b.derived(value._replace(notes=notes) if notes else value)

    def _no_amount(self, node: r.NoAmount) -> Value[Term]:
        return self._b.unknown({("no-amount", f"{node.reason.zh}\n{node.reason.en}"): True})

    def _assume(self, node: r.Assume) -> Value[Term]:
        return self._b.marked(self.value(node.of), ("assumed", node.name))

    def _readings(self, node: r.Readings) -> Value[Term]:
        options = dict(node.options)
        return self.value(options[self.world.get(node.doubt, node.options[0][0])])

    # Arithmetic

    def _bound(self, node: r.Bound) -> Value[Term]:
        return self._b.bound(node.kind, self.value(node.of), node.grain)

    def _between(self, node: r.Between) -> Value[Term]:
        return self._b.between(self.value(node.low), self.value(node.high))

    def _sum(self, node: r.Sum) -> Value[Term]:
        return self._b.derived(reduce(self._b.add, map(self.value, node.parts)))

    def _minus(self, node: r.Minus) -> Value[Term]:
        less = reduce(self._b.add, map(self.value, node.less))
        return self._b.derived(self._b.minus(self.value(node.of), less))

    def _product(self, node: r.Product) -> Value[Term]:
        return self._b.derived(reduce(self._b.multiply, map(self.value, node.factors)))

    def _divide(self, node: r.Divide) -> Value[Term]:
        return self._b.derived(self._b.divide(self.value(node.of), *_ends(node.by)))

    def _extreme(self, node: r.Extreme) -> Value[Term]:
        pick = self._extremes.higher if node.high else self._extremes.lower
        return self._b.derived(reduce(pick, map(self.value, node.of)))

    def _known(self, node: r.Known) -> Value[Term]:
        return self._b.first_known([self.value(option) for option in node.of])

    # Rounding

    def _rounded(
        self, value: Value[Term], way: str, to: Fraction, doubt: str, key: str = "nearest"
    ) -> Value[Term]:
        if way == "outward":
            way = self.world.get(doubt, "down")
        return self._b.rounded(value, way, to, key)

    def _round(self, node: r.Round) -> Value[Term]:
        return self._rounded(self.value(node.of), node.way, node.to, node.doubt)

    def _steps(self, node: r.Steps) -> Value[Term]:
        of = self._b.beyond(self.value(node.of), node.beyond)
        least, most = _ends(node.every)
        steps = self._b.divide(of, least, most)
        key = f"nearest-each {least} {most}"
        count = self._rounded(steps, node.way, Fraction(1), node.doubt, key)
        if node.add == r.Number(Fraction(1)):
            return count
        return self._b.derived(self._b.multiply(count, self.value(node.add)))

    def _rate(self, node: r.Rate) -> Value[Term]:
        product = self._b.multiply(self.value(node.of), self.value(node.each))
        if node.per != 1:
            product = self._b.divide(product, node.per, node.per)
        if node.way:
            product = self._rounded(product, node.way, Fraction(1), node.doubt)
        return self._b.derived(product)

    def _share(self, node: r.Share) -> Value[Term]:
        names, weights = zip(*node.parts, strict=True)
        part = self.split(self.value(node.of), weights, names.index(node.take), node.grain)
        return self._b.derived(part)

    def _age(self, node: r.Age) -> Value[Term]:
        c, at, born = self._c, self.value(node.at), self.value(node.born)
        span = self._b.minus(at, born)
        # Nobody has an age before being born: such a day of birth is as good as none.
        late = c.both(c.both(at.high_ok, born.low_ok), c.less(at.high, born.low))
        sure = c.negate(late)
        # Unlike amounts, a day that is not known is no zero: then neither end is known.
        span = span._replace(
            low_ok=c.both(span.low_ok, sure),
            high_ok=c.both(c.both(at.high_ok, born.low_ok), sure),
            marks=self._b.merge(
                span.marks, {mark: late for mark in born.marks if mark[0] == "needs"}
            ),
        )
        way = "down" if node.grows == "on-birthday" else "up"
        return self._b.rounded(self._b.divide(span, _DAYS, _DAYS), way, Fraction(1))

    # Choices

    def rows(self, node: r.Brackets) -> list[tuple[Flag, Flag]]:
        """For every row of a table, whether the amount lies in it, and whether any of it does."""
        of = self._wide.value(node.of)
        shared = self.world.get(node.doubt) if node.doubt else None
        met = []
        for row in node.rows:
            low_in = row.low_in and not (shared == "lower" and _shares(node, row.low, upper=True))
            high_in = row.high_in and not (
                shared == "upper" and _shares(node, row.high, upper=False)
            )
            met.append(self._deciding.meets(of, row.low, low_in, row.high, high_in))
        return met

    def _brackets(self, node: r.Brackets) -> Value[Term]:
        of, b = self._wide.value(node.of), self._b
        inside, touched = [], []
        for row, (within, touches) in zip(node.rows, self.rows(node), strict=True):
            value = self.value(row.rule)
            inside.append((within, value))
            touched.append((touches, value))
        nothing = b.unknown({GAP: True})
        picked = b.first(inside, nothing)
        if not of.exact:
            # A range that no row holds gives all that the rows it reaches into give.
            whole = reduce(self._c.either, (within for within, _ in inside))
            picked = b.choose(whole, picked, b.hull(touched, nothing))
        return b.decided(self._c.either(of.low_ok, of.high_ok), picked, of.marks)

    def _case(self, node: r.Case) -> Value[Term]:
        rows = []
        known: Flag = True
        for option, inner in node.cases:
            flag, known = self._c.is_one_of(node.of, (option,), self.world)
            rows.append((flag, self.value(inner)))
        nothing = self._b.unknown({NOT_FOR: True})
        otherwise = self.value(node.otherwise) if node.otherwise else nothing
        marks = {("needs", node.of): self._c.negate(known)}
        return self._b.decided(known, self._b.first(rows, otherwise), marks)

    def _when(self, node: r.When) -> Value[Term]:
        holds = self._wide.truth(node.condition)
        return self._b.branch(holds, self.value(node.then), self.value(node.otherwise))

    def _meant(self, node: r.Meant) -> Value[Term]:
        holds = self._wide.truth(node.condition)
        open_ = self._c.negate(self._c.either(holds.yes, holds.no))
        value = self.value(node.of)
        value = value._replace(marks=self._b.merge(value.marks, {PERHAPS_FOR: open_}))
        return self._b.choose(holds.no, self._b.unknown({NOT_FOR: True}), value)

    # Conditions

    def _compare(self, node: r.Compare) -> Truth:
        return self._deciding.compare(node.op, self.value(node.left), self.value(node.right))

    def _is_one_of(self, node: r.IsOneOf) -> Truth:
        flag, known = self._c.is_one_of(node.of, node.options, self.world)
        no = self._c.both(known, self._c.negate(flag))
        return Truth(self._c.both(known, flag), no, {("needs", node.of): self._c.negate(known)})

    def _all(self, node: r.All) -> Truth:
        return self._deciding.every([self.truth(part) for part in node.of])

    def _any(self, node: r.Any) -> Truth:
        return self._deciding.some([self.truth(part) for part in node.of])

    def _not(self, node: r.Not) -> Truth:
        return self._deciding.opposite(self.truth(node.of))


def _shares(node: r.Brackets, edge: Fraction | None, *, upper: bool) -> bool:
    """Whether ``edge`` is included by a neighbouring row on its other side, too."""
    if upper:
        return any(row.high == edge and row.high_in for row in node.rows if row.high is not None)
    return any(row.low == edge and row.low_in for row in node.rows if row.low is not None)


VALUES: dict[type, object] = {
    r.Number: Walk._number,
    r.Day: Walk._number,
    r.Input: Walk._input,
    r.Ref: Walk._ref,
    r.NoAmount: Walk._no_amount,
    r.Bound: Walk._bound,
    r.Between: Walk._between,
    r.Sum: Walk._sum,
    r.Minus: Walk._minus,
    r.Product: Walk._product,
    r.Divide: Walk._divide,
    r.Extreme: Walk._extreme,
    r.Known: Walk._known,
    r.Round: Walk._round,
    r.Steps: Walk._steps,
    r.Rate: Walk._rate,
    r.Brackets: Walk._brackets,
    r.Case: Walk._case,
    r.When: Walk._when,
    r.Meant: Walk._meant,
    r.Share: Walk._share,
    r.Readings: Walk._readings,
    r.Assume: Walk._assume,
    r.Age: Walk._age,
    r.Count: Walk._count,
    r.Rank: Walk._rank,
}
TRUTHS: dict[type, object] = {
    r.Compare: Walk._compare,
    r.IsOneOf: Walk._is_one_of,
    r.All: Walk._all,
    r.Any: Walk._any,
    r.Not: Walk._not,
}
