"""Findings added to a dataframe, whatever its engine, by one chain of expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from ...carriers.program import OverflowRisk
from ...language import said
from ...library.shelf.catalog import Catalog
from ...outcomes.line import picks
from ...places.place import Division, chain, contains, divisions
from ...questions.request import AskError, Request, chosen
from ...questions.used_inputs import inputs_read
from ...record import Record
from ..engine import Engine
from .birth_days import born_too_late_where
from .facts import Columns, Facts, any_of, suffix_of
from .regions import Region, regions_of
from .wide import Sides, sides_of

__all__ = ["Chain", "added", "chain_of"]

_OWN = "__shequ_"
_CODE, _LOST, _REGION = f"{_OWN}code", f"{_OWN}lost", f"{_OWN}region"
_BAD = f"{_OWN}bad"  # and the number of a region

# What is told under every key: numbers, and last the text that is an error's, too.
_TOLD = ("low", "high", "status")
_CHECKED = ("low", "high", "actual", "gap", "verdict")


class _Asked(Record):
    """A region's answers: its findings side by side, whether a row could not be read, and keys."""

    sides: Sides
    bad: Any
    keys: tuple[str, ...]


class Chain(Record):
    """Findings as expressions: named ones to add to a frame ``stages`` by stage, then the columns
    of the answer by name. They are of ``api``, polars or narwhals."""

    api: Any
    stages: Sequence[Sequence[tuple[str, Any]]]
    columns: Sequence[tuple[str, Any]]


def chain_of(
    kind: Any, read: Columns, place: str | None, request: Request, catalog: Catalog
) -> Chain:
    """The chain that answers a request on frames of a ``kind`` (one of narwhals' implementations).

    ``place`` is the column of codes; where it is null, or None, the place of the request counts.
    Raises AskError and InputError."""
    question = request.question
    wanted = chosen(request, catalog)
    where = request.place
    within = None if place is not None else where
    engine = Engine(question, catalog, given={}, place=within, on=request.on, only=request.only)
    api = _api(kind)
    facts = Facts(read, f"{_OWN}f", api)
    by_floats = not (kind.is_polars() or kind.is_pyarrow() or kind.is_duckdb())
    regions = regions_of(catalog, within, request.on)
    asked = [
        _of_region(number, region, facts, question, wanted, by_floats)
        for number, region in enumerate(regions)
    ]
    codes: list[tuple[str, Any]] = []
    level: list[tuple[str, Any]] = list(facts.made)
    if place is not None:
        code = api.col(place).cast(api.String)
        codes = [(_CODE, _bounded(api, code, where) if where else code)]
        level += _where(api, [region.codes for region in regions], where)
    # Every column looks at what is wrong: written out in each, it is most of what engines read.
    wrong = [(f"{_BAD}{number}", one.bad) for number, one in enumerate(asked)]
    stages = [codes, level, [flag for flag in wrong if flag[1] is not None]]
    for one in asked:
        for number, stage in enumerate(one.sides.stages, 2):
            while len(stages) <= number:
                stages.append([])
            stages[number] += stage
    told = _CHECKED if question == "check" else _TOLD
    return Chain(api, stages, _columns(api, asked, engine.keys, told, place is not None))


def added(frame: Any, chain: Chain, taken: Iterable[str], kept: Iterable[str]) -> Any:
    """The columns ``kept`` of a narwhals frame, and those of a chain, none of which may be called
    as one of ``taken``. Raises AskError."""
    import narwhals as nw

    for name, _ in chain.columns:
        if name in taken:
            raise AskError(
                said(f"表中已有“{name}”一栏", f"the frame already has a column {name!r}")
            )
    polars = frame.implementation.is_polars()
    # What polars sees as a whole it works out best, and fastest where it is asked directly.
    eager = polars and isinstance(frame, nw.DataFrame)
    work = frame.lazy() if eager else frame
    work = work.to_native() if polars else work
    for stage in chain.stages:
        if stage:
            work = work.with_columns(*(expression.alias(name) for name, expression in stage))
    done = work.select(
        *(chain.api.col(name) for name in kept),
        *(expression.alias(name) for name, expression in chain.columns),
    )
    return nw.from_native(done.collect() if eager else done)


def _api(kind: Any) -> Any:
    if kind.is_polars():
        import polars

        return polars
    import narwhals

    return narwhals


def _bounded(api: Any, code: Any, where: Division) -> Any:
    """A row's code, or that of the place around all rows where it has none or a wider one."""
    wider = [place.code for place in chain(where)[1:]]
    return (
        api.when(code.is_in(wider)).then(api.lit(where.code)).otherwise(code).fill_null(where.code)
    )


def _where(
    api: Any, regions: Sequence[Sequence[str]], where: Division | None
) -> list[tuple[str, Any]]:
    """Which region a row lies in, by number, and whether its code is none of a place in
    ``where``."""
    code = api.col(_CODE)
    region = api.lit(-1, api.Int64)
    for number, codes in enumerate(regions):
        region = api.when(code.is_in(codes)).then(api.lit(number, api.Int64)).otherwise(region)
    places = (place.code for place in divisions() if where is None or contains(where, place))
    known = code.is_in(list(places)).fill_null(False)
    return [(_REGION, region), (_LOST, ~known)]


def _of_region(
    number: int, region: Region, facts: Facts, question: str, wanted: set[str], by_floats: bool
) -> _Asked:
    read = facts.columns.names & inputs_read(region.law, question)
    plan, agreed = region.plan(question, read)
    called: dict[str, str] = {}
    wrong = []
    for name in sorted(facts.columns.names):
        if name not in region.law.inputs:
            continue
        spec = region.law.inputs[name]
        made, bad = facts.of(spec)
        if name not in read:
            # What is asked does not turn on these cells, whatever stands in them.
            continue
        by_place = _by_place(facts.api, region, name, made)
        for column, expression in (made | by_place).items():
            key = (column, number) if column in by_place else (column, spec)
            if column in plan.program.columns:
                called[column] = facts.name(key, expression)
        if bad is not None:
            wrong.append(facts.api.col(facts.name(("bad", spec), bad)))
    wrong += born_too_late_where(facts.api, region.law, called)
    for name in region.points:
        if name not in read:
            for column, expression in _by_place(facts.api, region, name, {}).items():
                if column in plan.program.columns:
                    called[column] = facts.name((column, number), expression)
    total = region.law.total
    meant = [
        picks(wanted, part.asked.provision.id, part.asked.view)
        if part.asked
        else picks(wanted, total, "")
        for part in plan.parts
    ]
    parts = list(compress(plan.parts, meant))
    try:
        sides = sides_of(
            plan,
            parts,
            list(compress(agreed, meant)),
            called=called,
            own=f"{_OWN}{number}_",
            by_floats=by_floats,
            api=facts.api,
        )
    except OverflowRisk as err:
        raise region.refused(question, err) from None
    keys = tuple(part.asked.key if part.asked else total for part in parts)
    return _Asked(sides, any_of(wrong), keys)


def _by_place(api: Any, region: Region, name: str, made: Mapping[str, Any]) -> dict[str, Any]:
    """A category that follows from the place, in each reading, where no column gives it."""
    if name not in region.points:
        return {}
    point, readings = region.points[name]
    ids = [option.id for option in region.law.inputs[name].options]
    found: dict[str, Any] = {}
    for reading in readings:
        by_option = region.options[name, reading]
        code = api.lit(ids.index(next(iter(by_option))), api.Int64)
        for option, codes in list(by_option.items())[1:]:
            here = api.lit(ids.index(option), api.Int64)
            code = api.when(api.col(_CODE).is_in(codes)).then(here).otherwise(code)
        if made:
            code = api.when(made[f"c:{name}?"]).then(made[f"c:{name}"]).otherwise(code)
        column = f"c:{name}@{reading if point else ''}"
        found |= {column: code, f"{column}?": api.lit(True)}
    return found


def _columns(
    api: Any, asked: Sequence[_Asked], keys: Sequence[str], told: Sequence[str], by_row: bool
) -> list[tuple[str, Any]]:
    """What is told under every key, from the region that each row lies in."""
    columns: list[tuple[str, Any]] = []
    *numbers, text = told
    error = api.lit("error", api.String)
    for key in keys:
        suffix = ""
        values = [*(api.lit(None, api.Int64) for _ in numbers), api.lit(None, api.String)]
        for number, one in enumerate(asked):
            if key not in one.keys:
                continue
            side = one.sides.sides[one.keys.index(key)]
            suffix = suffix_of(side.part.asked.unit if side.part.asked else "yuan")
            own = [side.low, side.high, *side.more.values(), side.status]
            if one.bad is not None:
                bad = api.col(f"{_BAD}{number}")
                read = [api.when(~bad).then(value) for value in own[:-1]]
                own = [*read, api.when(bad).then(error).otherwise(own[-1])]
            if not by_row:
                values = own
                continue
            here = api.col(_REGION) == number
            values = [
                api.when(here).then(new).otherwise(old)
                for new, old in zip(own, values, strict=True)
            ]
        if by_row:
            values[-1] = api.when(api.col(_LOST)).then(error).otherwise(values[-1])
        names = [*(f"{key}.{name}{suffix}" for name in numbers), f"{key}.{text}"]
        columns += zip(names, values, strict=True)
    return columns
