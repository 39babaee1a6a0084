"""Findings added to a dataframe, whatever its engine, by one chain of expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..language import said
from ..library.catalog import Catalog
from ..place import divisions
from ..questions.asking import AskError, Request, chosen
from ..record import Record
from .beside import Sides, sides_of
from .engine import Engine
from .facts import Columns, Facts, any_of, suffix_of
from .regions import Region, regions_of

__all__ = ["added"]

_OWN = "__shequ_"
_CODE, _LOST, _REGION = f"{_OWN}code", f"{_OWN}lost", f"{_OWN}region"


class _Asked(Record):
    """A region's answers: its findings side by side, whether a row could be read, and its rows."""

    sides: Sides
    bad: Any
    keys: tuple[str, ...]


def added(
    frame: Any,
    taken: Sequence[str],
    kept: Sequence[str],
    read: Columns,
    place: str | None,
    request: Request,
    catalog: Catalog,
) -> Any:
    """The columns ``kept`` of a narwhals frame, and the findings of a request, which may not be
    called as one of ``taken``. ``place`` is the column of codes; where it is null, or None, the
    place of the request counts. Raises AskError and InputError."""
    import narwhals as nw

    question = request.question
    wanted = chosen(request, catalog)
    where = request.place
    within = None if place is not None else where
    engine = Engine(
        question, catalog, given={}, place=within, on=request.on, lang="en", only=request.only
    )
    # What polars sees as a whole it works out best.
    eager = frame.implementation.is_polars() and isinstance(frame, nw.DataFrame)
    work = frame.lazy() if eager else frame
    if place is not None:
        code = nw.col(place).cast(nw.String)
        work = work.with_columns((code.fill_null(where.code) if where else code).alias(_CODE))
    facts = Facts(read, f"{_OWN}f")
    engine_of = frame.implementation
    by_floats = not (engine_of.is_polars() or engine_of.is_pyarrow() or engine_of.is_duckdb())
    regions = regions_of(catalog, within, request.on)
    asked = [
        _of_region(number, region, facts, question, wanted, by_floats)
        for number, region in enumerate(regions)
    ]
    level: list[tuple[str, Any]] = list(facts.made)
    if place is not None:
        level += _where([region.codes for region in regions])
    stages = [level]
    for one in asked:
        for number, stage in enumerate(one.sides.stages, 1):
            while len(stages) <= number:
                stages.append([])
            stages[number] += stage
    for stage in stages:
        if stage:
            work = work.with_columns(*(expression.alias(name) for name, expression in stage))
    columns = _columns(asked, engine.keys, place is not None)
    for name, _ in columns:
        if name in taken:
            raise AskError(
                said(f"表中已有“{name}”一栏", f"the frame already has a column {name!r}")
            )
    done = work.select(
        *(nw.col(name) for name in kept), *(expression.alias(name) for name, expression in columns)
    )
    return done.collect() if eager else done


def _where(regions: Sequence[Sequence[str]]) -> list[tuple[str, Any]]:
    """Which region a row lies in, by number, and whether its code is none at all."""
    import narwhals as nw

    code = nw.col(_CODE)
    region = nw.lit(-1, nw.Int64)
    for number, codes in enumerate(regions):
        region = nw.when(code.is_in(codes)).then(nw.lit(number, nw.Int64)).otherwise(region)
    known = code.is_in([place.code for place in divisions()]).fill_null(False)
    return [(_REGION, region), (_LOST, ~known)]


def _of_region(
    number: int, region: Region, facts: Facts, question: str, wanted: set[str], by_floats: bool
) -> _Asked:
    import narwhals as nw

    plan = region.plan(question, facts.columns.names)
    called: dict[str, str] = {}
    wrong = []
    for name in sorted(facts.columns.names):
        if name not in region.law.inputs:
            continue
        spec = region.law.inputs[name]
        made, bad = facts.of(spec)
        by_place = _by_place(region, name, made)
        for column, expression in (made | by_place).items():
            key = (column, number) if column in by_place else (column, spec)
            if column in plan.program.columns:
                called[column] = facts.name(key, expression)
        if bad is not None:
            wrong.append(nw.col(facts.name(("bad", spec), bad)))
    for name in region.points:
        if name not in facts.columns.names:
            for column, expression in _by_place(region, name, {}).items():
                if column in plan.program.columns:
                    called[column] = facts.name((column, number), expression)
    total = f"{region.law.policies[0].id}/total"
    parts = [
        (part.asked.key if part.asked else total, part)
        for part in plan.parts
        if not wanted or (part.asked.provision.id if part.asked else total) in wanted
    ]
    sides = sides_of(
        plan,
        [part for _, part in parts],
        called=called,
        own=f"{_OWN}{number}_",
        by_floats=by_floats,
    )
    return _Asked(sides, any_of(wrong), tuple(key for key, _ in parts))


def _by_place(region: Region, name: str, made: Mapping[str, Any]) -> dict[str, Any]:
    """A category that follows from the place, in each reading, where no column gives it."""
    import narwhals as nw

    if name not in region.points:
        return {}
    point, readings = region.points[name]
    ids = [option.id for option in region.law.inputs[name].options]
    found: dict[str, Any] = {}
    for reading in readings:
        by_option = region.options[name, reading]
        code = nw.lit(ids.index(next(iter(by_option))), nw.Int64)
        for option, codes in list(by_option.items())[1:]:
            here = nw.lit(ids.index(option), nw.Int64)
            code = nw.when(nw.col(_CODE).is_in(codes)).then(here).otherwise(code)
        if made:
            code = nw.when(made[f"c:{name}?"]).then(made[f"c:{name}"]).otherwise(code)
        column = f"c:{name}@{reading if point else ''}"
        found |= {column: code, f"{column}?": nw.lit(True)}
    return found


def _columns(asked: Sequence[_Asked], keys: Sequence[str], by_row: bool) -> list[tuple[str, Any]]:
    """Low, high and status under every key, from the region that each row lies in."""
    import narwhals as nw

    columns: list[tuple[str, Any]] = []
    for key in keys:
        suffix = ""
        low: Any = nw.lit(None, nw.Int64)
        high: Any = nw.lit(None, nw.Int64)
        status: Any = nw.lit(None, nw.String)
        for number, one in enumerate(asked):
            if key not in one.keys:
                continue
            side = one.sides.sides[one.keys.index(key)]
            suffix = suffix_of(side.part.asked.unit if side.part.asked else "yuan")
            own: tuple[Any, ...] = side.low, side.high, side.status
            if one.bad is not None:
                read = [nw.when(~one.bad).then(end) for end in own[:2]]
                said_so = nw.when(one.bad).then(nw.lit("error", nw.String)).otherwise(own[2])
                own = (*read, said_so)
            if not by_row:
                low, high, status = own
                continue
            here = nw.col(_REGION) == number
            low, high, status = (
                nw.when(here).then(new).otherwise(old)
                for new, old in zip(own, (low, high, status), strict=True)
            )
        if by_row:
            status = nw.when(nw.col(_LOST)).then(nw.lit("error", nw.String)).otherwise(status)
        columns += [
            (f"{key}.low{suffix}", low),
            (f"{key}.high{suffix}", high),
            (f"{key}.status", status),
        ]
    return columns
