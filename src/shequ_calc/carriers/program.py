"""Integer programs over columns: shared steps written once, run in stages on any dataframe.

A step is a whole number or a flag for every row. Equal steps are one step, what is known beforehand
is folded away, and every step knows between which numbers it lies, so that none can ever leave the
64 bits that columns have.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["BITS", "OverflowRisk", "Program", "Step"]

BITS = 2**63 - 1
_OFF = 16


class OverflowRisk(ValueError):
    """A step that could leave 64 bits for inputs that are still accepted."""


class Step:
    """One step: an operation on earlier steps, and the numbers it lies between."""

    __slots__ = ("args", "index", "least", "most", "op")

    def __init__(self, op: str, args: tuple[Any, ...], index: int, least: int, most: int) -> None:
        self.op = op
        self.args = args
        self.index = index
        self.least = least
        self.most = most

    @property
    def inner(self) -> Iterable[Step]:
        """The steps this one is made from."""
        return (arg for arg in self.args if isinstance(arg, Step))


class Program:
    """Steps in the order they were made, each after what it is made from."""

    def __init__(self) -> None:
        self._steps: dict[tuple[Any, ...], Step] = {}
        self.columns: dict[str, Step] = {}

    def step(self, op: str, *args: Any, least: int = 0, most: int = 1) -> Step:
        """The step ``op`` of ``args``, which lies between ``least`` and ``most``.

        Raises OverflowRisk where that is more than 64 bits hold.
        """
        if most > BITS or least < -BITS:
            raise OverflowRisk(f"{op} can reach {max(most, -least):,}")
        key = (op, *(arg.index if isinstance(arg, Step) else ("", arg) for arg in args))
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = Step(op, args, len(self._steps), least, most)
        return found

    def column(self, name: str, least: int, most: int) -> Step:
        """A column that the data must have: whole numbers without gaps."""
        step = self.step("column", name, least=least, most=most)
        self.columns[name] = step
        return step

    def flag(self, name: str) -> Step:
        """A column of flags that the data must have, without gaps."""
        step = self.step("column", name)
        self.columns[name] = step
        return step

    def stages(
        self,
        roots: Sequence[Step],
        *,
        called: Mapping[str, str] | None = None,
        own: str = "__s",
        by_floats: bool = False,
        api: Any = None,
    ) -> tuple[list[list[tuple[str, Any]]], list[Any]]:
        """Named expressions to add stage by stage, and the expressions of ``roots`` after them.

        They are expressions of ``api``: narwhals, for any dataframe, where it is None, or polars,
        which has the same words. What is used more than once is computed once, in a column of its
        own, whose name begins with ``own``. ``called`` says how the columns of the data are called
        where that is not by their own names. ``by_floats`` is for engines that divide whole
        numbers by way of floats; raises OverflowRisk where those would not do.
        """
        if api is None:
            import narwhals as api

        uses: dict[int, int] = {}
        live: dict[int, Step] = {}
        waiting = list(roots)
        for root in roots:
            uses[root.index] = uses.get(root.index, 0) + 1
        while waiting:
            step = waiting.pop()
            if step.index in live:
                continue
            live[step.index] = step
            for inner in step.inner:
                # A quotient that has to be mended looks at what it divides more than once.
                more = 2 if by_floats and step.op == "div" else 1
                uses[inner.index] = uses.get(inner.index, 0) + more
                waiting.append(inner)
        stages: list[list[tuple[str, Any]]] = []
        known: dict[int, tuple[Any, int]] = {}
        for index in sorted(live):
            step = live[index]
            if step.op == "column":
                name = step.args[0]
                known[index] = api.col(called[name] if called else name), 0
                continue
            at = max((known[inner.index][1] for inner in step.inner), default=0)
            args = [known[a.index][0] if isinstance(a, Step) else a for a in step.args]
            if step.op == "div" and by_floats:
                expression = _divided(step, *args)
            elif step.op in _CHOOSING:
                expression = _CHOOSING[step.op](api, *args)
            else:
                expression = _EMIT[step.op](*args)
            if uses[index] > 1:
                name = f"{own}{index}"
                while len(stages) <= at:
                    stages.append([])
                stages[at].append((name, expression))
                expression, at = api.col(name), at + 1
            known[index] = (expression, at)
        return stages, [known[root.index][0] for root in roots]


def _choose(api: Any, condition: Any, then: Any, otherwise: Any) -> Any:
    one, other = (
        api.lit(arg, api.Int64) if isinstance(arg, int) else arg for arg in (then, otherwise)
    )
    return api.when(condition).then(one).otherwise(other)


def _divided(step: Step, a: Any, by: int) -> Any:
    """``a // by`` where the engine takes the floor of a quotient of floats.

    Two roundings of a quotient below 2 to the 55th put it off by less than ``_OFF``. What it
    leaves of ``a`` is exact, and small enough to be divided without fault.
    """
    if by > 2**40 or step.most > 2**55 or (step.most + 1 + _OFF) * by > BITS:
        raise OverflowRisk(
            f"a quotient can reach {step.most:,}, more than floats can be mended for"
        )
    near = a // by
    return near + (a - near * by + _OFF * by) // by - _OFF


_EMIT: dict[str, Any] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "times": operator.mul,
    "plus": operator.add,
    "from": lambda k, a: k - a,
    "div": operator.floordiv,
    "le": operator.le,
    "lt": operator.lt,
    "ge": operator.ge,
    "gt": operator.gt,
    "eq": operator.eq,
    "and": operator.and_,
    "or": operator.or_,
    "not": operator.invert,
}
_CHOOSING: dict[str, Any] = {
    "min": lambda api, a, b: _choose(api, a <= b, a, b),
    "max": lambda api, a, b: _choose(api, a >= b, a, b),
    "case": _choose,
    "bit": lambda api, a: _choose(api, a, 1, 0),
}
