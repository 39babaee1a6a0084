"""Rules of every node made from a seed, and facts to evaluate them with."""

from __future__ import annotations

import random
from fractions import Fraction

from shequ_calc.quantity import Label
from shequ_calc.rules import nodes as r

FEN = Fraction(1, 100)
NAMES = ("households", "members", "grade", "wage", "absent")
THIRDS = (("a", Fraction(1, 3)), ("b", Fraction(7, 15)), ("c", Fraction(1, 5)))
OPTIONS = ("chief", "deputy", "staff")


class Rules:
    """Random rules of every node, and facts to evaluate them with."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def figure(self, least: int = 0) -> Fraction:
        whole = self.random.choice((0, 1, 2, 7, 10, 100, 300, 3000)) + least
        return whole * self.random.choice(
            (Fraction(1), Fraction(1, 2), Fraction(6, 5), Fraction(1, 3))
        )

    def facts(self) -> dict[str, Fraction | str | tuple[str, ...]]:
        return {
            "households": Fraction(self.random.randrange(0, 9000)),
            "members": Fraction(self.random.choice((0, 1, 37, 80))),
            "grade": Fraction(self.random.randrange(1, 19)),
            "wage": Fraction(self.random.randrange(0, 10_000_000), 100),
            "born": Fraction(
                self.random.randrange(1950, 2006) * 10000 + self.random.randrange(1, 13) * 100 + 15
            ),
            "post": self.random.choice(OPTIONS),
            "results": tuple(self.random.choices(OPTIONS, k=5)),
        }

    def every(self) -> r.Rule:
        low = self.figure(1)
        return (
            r.Number(low)
            if self.random.random() < 0.5
            else r.Between(r.Number(low), r.Number(low * 2))
        )

    def condition(self, depth: int) -> r.Condition:
        pick = self.random.randrange(5)
        if pick == 0 or depth <= 0:
            op = self.random.choice(("<=", "<", "=="))
            return r.Compare(op, self.rule(depth - 1), self.rule(depth - 1))
        if pick == 1:
            return r.IsOneOf("post", ("chief", "deputy"))
        if pick == 2:
            return r.Not(self.condition(depth - 1))
        kind = r.All if pick == 3 else r.Any
        return kind((self.condition(depth - 1), self.condition(depth - 1)))

    def rule(self, depth: int) -> r.Rule:
        choose = self.random
        if depth <= 0:
            return (
                r.Number(self.figure()) if choose.random() < 0.5 else r.Input(choose.choice(NAMES))
            )
        one, two, three = (self.rule(depth - 1) for _ in range(3))
        low, high = sorted((self.figure(), self.figure(1)))
        way = choose.choice(("down", "up", "nearest", "inward", "outward"))
        return choose.choice(
            (
                lambda: r.Bound(
                    choose.choice(("floor", "cap", "above", "below", "about")), one, FEN
                ),
                lambda: r.Between(r.Number(low), r.Number(high)),
                lambda: r.Sum((one, two, three)),
                lambda: r.Minus(one, (two, three)),
                lambda: r.Product((one, two)),
                lambda: r.Divide(one, self.every()),
                lambda: r.Extreme(choose.random() < 0.5, (one, two, three)),
                lambda: r.Known((one, two)),
                lambda: r.Round(one, way, choose.choice((Fraction(1), Fraction(10), FEN)), "d"),
                lambda: r.Steps(one, self.figure(), self.every(), two, way, "d"),
                lambda: r.Rate(one, two, self.figure(1), choose.choice(("", way)), "d"),
                lambda: r.Brackets(
                    one,
                    (
                        r.Bracket(None, False, low, True, two),
                        r.Bracket(low, choose.random() < 0.5, None, False, three),
                    ),
                    choose.choice(("", "edge")),
                ),
                lambda: r.Case(
                    "post", (("chief", one), ("staff", two)), choose.choice((None, three))
                ),
                lambda: r.When(self.condition(depth - 1), one, two),
                lambda: r.Meant(self.condition(depth - 1), one),
                lambda: r.Share(one, THIRDS, choose.choice("abc"), FEN),
                lambda: r.Readings("which", (("a", one), ("b", two))),
                lambda: r.Assume("a", one),
                lambda: r.NoAmount(Label("无", "none")),
                lambda: r.Age(
                    r.Input("born"), r.Day(Fraction(20240630)), choose.choice(r.AGE_GROWS)
                ),
                lambda: r.Count("results", "chief", choose.random() < 0.5),
                lambda: r.Rank("post", choose.choice(("", "deputy")), OPTIONS),
            )
        )()
