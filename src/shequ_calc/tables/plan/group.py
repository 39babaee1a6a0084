"""Rows that share a law: which rows those are, and the numbers that their plan gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...carriers.program import OverflowRisk, Step
from ...community import PlaceOptions, facts_of, options_by_place, parts_of, placed_inputs
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import Law, in_force
from ...places.place import Division, division
from ...questions.evaluation import Evaluation
from ...questions.findings import Told
from ...questions.request import Request, uncovered
from ...questions.used_inputs import inputs_read
from ..reading.cells import Reader
from ..writing.lines import decimal
from .inside import ByPlace, TooManyReadings
from .plan import Part, Plan
from .wide import sides_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Group", "Groups"]


@dataclass(frozen=True, slots=True)
class _Query:
    """Expressions to add one stage after the other, and the columns that come of them."""

    stages: list[list[tuple[str, Any]]]
    columns: dict[str, Any]


@dataclass(slots=True)
class Group:
    """Rows of one law whose places agree in what follows from them.

    ``parts`` has the categories of each part of a city in which answers may differ.
    ``plan`` is None where rows must be answered one by one. ``examples`` holds the findings that
    were worked out as words for a signature: each with its key and its part of the plan.
    """

    law: Law
    by_place: PlaceOptions
    readers: dict[str, Reader]
    parts: tuple[PlaceOptions, ...] = ()
    plan: Plan | None = None
    examples: dict[tuple[object, ...], list[tuple[str, Part, Told]]] = field(default_factory=dict)
    _long: _Query | None = None
    _wide: _Query | None = None

    def prepare(self, question: str) -> None:
        """Make the plan; where readings are too many or numbers too large there is none."""
        parts = [_points(part) for part in self.parts]
        known = frozenset(self.readers)
        try:
            plan = _plan_of(question)(self.law, question, known, _points(self.by_place), parts)
        except (OverflowRisk, TooManyReadings):
            return
        self.plan = plan

    def evaluation(self, place: Division, given: Mapping[str, str]) -> Evaluation:
        """A single community of the group; its input texts have been read before."""
        facts, errors = facts_of(self.law, given)
        for err in errors.values():
            raise err
        return Evaluation(self.law, facts, options_by_place(self.law, place), place)

    def run(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The numbers of every row beside ``__row``, ``__code`` and ``__name``, and the words of
        its signature."""
        import polars as pl

        if self._long is None:
            self._long = self._query_for_lines()
        done = self._run(self._long, frame)
        codes = done["__code"].unique().to_list()
        names = [division(code).label() for code in codes]
        label = pl.col("__code").replace_strict(codes, names, return_dtype=pl.String)
        words = [name for name in done.columns if name.startswith("__w")]
        signature = done.select(pl.int_range(pl.len()).alias("__at"), *words)
        return done.with_columns(label.alias("__name")), signature

    def _query_for_lines(self) -> _Query:
        import polars as pl

        assert self.plan is not None
        plan = self.plan
        own = {name: step for name, step in plan.columns.items() if isinstance(step, Step)}
        stages, roots = plan.program.stages([*own.values(), *plan.signature], api=pl)
        numbers = dict(zip(own, roots, strict=False))
        for name, step in plan.columns.items():
            if not isinstance(step, Step):
                numbers[name] = pl.lit(step, pl.Int64)
        words = {f"__w{k}": expression for k, expression in enumerate(roots[len(own) :])}
        return _Query(stages, {"__code": pl.col("__code"), **numbers, **words})

    def run_wide(
        self, frame: pl.DataFrame, meant: Callable[[str], bool], *, whole: bool = False
    ) -> pl.DataFrame | None:
        """Low, high and status of the findings of every row beside ``__row``, as texts (with
        ``whole``, whole numbers as numbers); None where no provision that is ``meant`` answers."""
        if self._wide is None:
            self._wide = self._query_for_wide(meant, whole)
        return self._run(self._wide, frame) if self._wide.columns else None

    def run_steps(self, frame: pl.DataFrame, steps: Mapping[str, Step]) -> pl.DataFrame:
        """Steps of the plan's program for every row beside ``__row``, by the names given them."""
        import polars as pl

        assert self.plan is not None
        stages, roots = self.plan.program.stages(list(steps.values()), api=pl)
        return self._run(_Query(stages, dict(zip(steps, roots, strict=True))), frame)

    def _query_for_wide(self, meant: Callable[[str], bool], whole: bool) -> _Query:
        import polars as pl

        assert self.plan is not None
        total = self.law.total
        parts = {
            part.asked.key if part.asked else total: part
            for part in self.plan.parts
            if meant(part.asked.key if part.asked else total)
        }
        found = sides_of(self.plan, list(parts.values()), api=pl)
        columns: dict[str, Any] = {}
        for key, side in zip(parts, found.sides, strict=True):
            for end, value in (("low", side.low), ("high", side.high)):
                bare = whole and side.part.grain == 1
                columns[f"{key}.{end}"] = value if bare else decimal(value, side.part.grain)
            columns[f"{key}.status"] = side.status
        return _Query(found.stages, columns)

    def _run(self, query: _Query, frame: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        assert self.plan is not None
        made = self._options_by_place(frame)
        for name in self.plan.program.columns:
            if name not in frame.columns and name not in made:
                made[name] = pl.lit(False) if _is_flag(name) else pl.lit(0, pl.Int64)
        lazy = frame.lazy().with_columns(**made)
        for stage in query.stages:
            lazy = lazy.with_columns(**dict(stage))
        return lazy.select(pl.col("__row"), **query.columns).collect()

    def _options_by_place(self, frame: pl.DataFrame) -> dict[str, pl.Expr]:
        """Categories that follow from the place, in each reading, where no cell gives them."""
        import polars as pl

        columns: dict[str, pl.Expr] = {}
        parts = {f"{k}/": options for k, options in enumerate(self.parts)}
        for part, by_place in {"": self.by_place, **parts}.items():
            for name, (point, options) in by_place.items():
                ids = [option.id for option in self.law.inputs[name].options]
                for reading, option in options.items():
                    code: pl.Expr = pl.lit(ids.index(option), pl.Int64)
                    if f"c:{name}" in frame.columns:
                        given = pl.col(f"c:{name}?"), pl.col(f"c:{name}")
                        code = pl.when(given[0]).then(given[1]).otherwise(code)
                    column = f"c:{name}@{part}{reading if point else ''}"
                    columns |= {column: code, f"{column}?": pl.lit(True)}
        return columns


def _points(by_place: PlaceOptions) -> ByPlace:
    return {name: (point, tuple(options)) for name, (point, options) in by_place.items()}


def _plan_of(question: str) -> type[Plan]:
    if question == "check":
        from .check_plan import CheckPlan

        return CheckPlan
    return Plan


def _is_flag(name: str) -> bool:
    return name.endswith("?") or name.startswith("s:")


class Groups:
    """Places sorted into groups, each made once."""

    def __init__(self, catalog: Catalog, request: Request) -> None:
        self._catalog = catalog
        self._request = request
        self._laws: dict[tuple[str, ...], tuple[Law, frozenset[str]]] = {}
        self._groups: dict[tuple[object, ...], Group] = {}
        self._by_code: dict[tuple[str, frozenset[str]], Group | str] = {}

    def of(self, codes: pl.Series, inputs: frozenset[str]) -> list[tuple[Group | str, pl.Series]]:
        """Row numbers by the group of their place, or by the reason why they have none, which is
        what stands behind "!" instead of a code."""
        import polars as pl

        different = codes.unique(maintain_order=True).to_list()
        found = [
            code[1:] if code.startswith("!") else self._group(division(code), inputs)
            for code in different
        ]
        groups: list[Group | str] = []
        numbers = []
        for one in found:
            same = next((k for k, old in enumerate(groups) if old is one or old == one), None)
            if same is None:
                groups.append(one)
            numbers.append(len(groups) - 1 if same is None else same)
        if len(groups) == 1:
            return [(groups[0], pl.int_range(0, len(codes), eager=True))]
        own = codes.replace_strict(different, numbers, return_dtype=pl.Int64)
        return [(group, (own == k).arg_true()) for k, group in enumerate(groups)]

    def _group(self, place: Division, inputs: frozenset[str]) -> Group | str:
        known = self._by_code.get((place.code, inputs))
        if known is None:
            known = self._by_code[place.code, inputs] = self._found(place, inputs)
        return known

    def _found(self, place: Division, inputs: frozenset[str]) -> Group | str:
        policies = self._catalog.covering(place)
        if not policies:
            return uncovered(place, self._catalog)
        ids = tuple(policy.id for policy in policies)
        if ids not in self._laws:
            made = in_force(policies, self._request.on)
            self._laws[ids] = made, inputs_read(made, self._request.question)
        law, read = self._laws[ids]
        by_place = options_by_place(law, place)
        points = sorted(
            (name, point, *options.items()) for name, (point, options) in by_place.items()
        )
        parts: tuple[PlaceOptions, ...] = ()
        if any(spec.id in read for spec in placed_inputs(law)):
            parts = tuple(part.by_place for part in parts_of(law, place))
        # The words of a city whose parts differ name them.
        key = (ids, inputs, tuple(points), place.code if parts else "")
        if key not in self._groups:
            # What is asked about does not turn on the other cells, whatever stands in them.
            readers = {name: Reader(law.inputs[name], {}) for name in sorted(inputs & read)}
            self._groups[key] = Group(law, by_place, readers, parts)
            self._groups[key].prepare(self._request.question)
        return self._groups[key]
