"""The questions put to a dataframe: any kind that narwhals knows, lazily where it is lazy.

Nothing is collected: what comes back is the frame that was given with columns added, in whole
numbers, to be computed by whatever engine stands behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .language import said, spoken
from .library.catalog import Catalog
from .library.near import nearest
from .place import resolve
from .questions.asking import AskError, Request, chosen, uncovered
from .tables.engine import Engine
from .tables.facts import Columns, columns_of
from .tables.regions import Region, known_codes, regions_of

if TYPE_CHECKING:
    from .place import Division
    from .policy import InputSpec

__all__ = ["budget", "salary", "staffing"]

Frame = TypeVar("Frame")
_OWN = "__shequ_"


def staffing(
    frame: Frame,
    *,
    city: str | None = None,
    province: str | None = None,
    county: str | None = None,
    place: str | None = None,
    columns: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    on: str | datetime.date | None = None,
    only: Sequence[str] = (),
    policies: Sequence[str | Path] = (),
) -> Frame:
    """``frame`` with what its communities may be staffed with, in columns after its own.

    For every provision (and view of one) ``KEY.low`` and ``KEY.high`` in whole units, null where
    an end is open or there is none, and ``KEY.status`` as in findings: null where a row's place
    has no such provision, ``error`` where the row could not be read. Money is in whole fen
    (``KEY.low_fen``), areas in hundredths (``_hundredths``), ratios rounded half up to whole
    millionths (``_millionths``).

    The place is ``city``, ``province`` or ``county``, as on the command line, or for each row the
    six-digit code in the text column ``place``. ``columns`` maps columns to the inputs they give;
    without it, those called by an input's id or one of its headers are read. They hold whole
    numbers, ``_fen`` or ``_millionths`` behind an id (or header) saying of what; dates; or texts
    that name an option. Null is not known, and takes the text in ``given`` if there is one.

    Raises AskError, InputError and PlaceError, all of them ValueError.
    """
    where = resolve(city=city, province=province, county=county)
    return _asked("staffing", frame, where, place, columns, given, on, only, policies)


def budget(
    frame: Frame,
    *,
    city: str | None = None,
    province: str | None = None,
    county: str | None = None,
    place: str | None = None,
    columns: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    on: str | datetime.date | None = None,
    only: Sequence[str] = (),
    policies: Sequence[str | Path] = (),
) -> Frame:
    """``frame`` with what its communities are owed, and the total; otherwise as ``staffing``."""
    where = resolve(city=city, province=province, county=county)
    return _asked("budget", frame, where, place, columns, given, on, only, policies)


def salary(
    frame: Frame,
    *,
    city: str | None = None,
    province: str | None = None,
    county: str | None = None,
    place: str | None = None,
    columns: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    on: str | datetime.date | None = None,
    only: Sequence[str] = (),
    policies: Sequence[str | Path] = (),
) -> Frame:
    """``frame`` with what its workers are paid, a person a row; otherwise as ``staffing``."""
    where = resolve(city=city, province=province, county=county)
    return _asked("salary", frame, where, place, columns, given, on, only, policies)


def _asked(
    question: str,
    native: Frame,
    where: Division | None,
    place: str | None,
    columns: Mapping[str, str] | None,
    given: Mapping[str, str] | None,
    on: str | datetime.date | None,
    only: Sequence[str],
    policies: Sequence[str | Path],
) -> Frame:
    import narwhals as nw

    frame = nw.from_native(native)
    if frame.implementation.is_pandas_like():
        return _by_arrow(frame, question, where, place, columns, given, on, only, policies)
    day = _day(on)
    catalog = Catalog.load([Path(one) for one in policies])
    request = Request(question, where, given or {}, day, spoken(), _names(only))
    schema = frame.collect_schema()
    read = columns_of(schema, place, columns, given or {}, catalog)
    if where is None and place is None:
        raise AskError(_no_place())
    if place is None and where is not None and not catalog.covering(where):
        raise AskError(uncovered(request, where, catalog))
    regions = regions_of(catalog, request, place is not None, read.names)
    engine = Engine(
        question, catalog, given={}, place=None if place else where, on=day, lang="en",
        only=request.only,
    )  # fmt: skip
    return _added(frame, schema, engine.keys, regions, read, place, where, chosen(request, catalog))


def _added(
    frame: Any,
    schema: Mapping[str, Any],
    keys: Sequence[str],
    regions: Sequence[Region],
    read: Columns,
    place: str | None,
    where: Division | None,
    wanted: set[str],
) -> Any:
    import narwhals as nw

    for name in schema:
        if name.startswith(_OWN):
            raise AskError(said(f"栏名不能以 {_OWN} 开头：{name}", f"no column may begin with {_OWN}: {name}"))
    # polars plans best what it sees as a whole.
    eager = frame.implementation.is_polars() and isinstance(frame, nw.DataFrame)
    work = frame.lazy() if eager else frame
    by_floats = not (
        frame.implementation.is_polars()
        or frame.implementation.is_pyarrow()
        or frame.implementation.is_duckdb()
    )
    code = f"{_OWN}code"
    failed: Any = None
    if place is not None:
        own = nw.col(place).cast(nw.String)
        if where is not None:
            own = own.fill_null(where.code)
        work = work.with_columns(own.alias(code))
        failed = ~nw.col(code).is_in(known_codes()).fill_null(False)
        work = work.with_columns(failed.alias(f"{_OWN}lost"))
    pieces: dict[str, list[tuple[Any, Any, Any, str, Any]]] = {}
    for number, region in enumerate(regions):
        work, told = region.ask(work, read, code, f"{_OWN}{number}_", wanted, by_floats)
        for key, unit, low, high, status, inside in told:
            pieces.setdefault(key, []).append((low, high, status, unit, inside))
    added: list[Any] = []
    for key in keys:
        unit = pieces[key][0][3] if key in pieces else ""
        added += _columns(key, unit, pieces.get(key, []), place is not None)
    return work
