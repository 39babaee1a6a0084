"""The questions put to a dataframe: any kind that narwhals knows, lazily where it is lazy.

Nothing is collected: what comes back is the frame that was given with columns added, in whole
numbers, to be worked out by whatever engine stands behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

from .language import said
from .library.shelf.catalog import Catalog
from .places.place import resolve
from .questions.called import input_called
from .questions.request import AskError, Request, uncovered
from .record import Record
from .tables.plan.adding import Chain, added, chain_of
from .tables.plan.facts import columns_of

__all__ = ["budget", "check", "salary", "staffing"]

Frame = TypeVar("Frame")


class Options(TypedDict, total=False):
    """What every question to a dataframe may be told; each has a default.

    ``city``, ``province`` and ``county`` are the place, as on the command line; ``place`` is the
    text column that has the six-digit code of each row's place. ``columns`` maps columns to the
    inputs they give, ``given`` has texts of inputs for all rows, ``on`` is the day (today),
    ``only`` names provisions, ``policies`` are files and folders of one's own.
    """

    city: str | None
    province: str | None
    county: str | None
    place: str | None
    columns: Mapping[str, str] | None
    given: Mapping[str, str] | None
    on: str | datetime.date | None
    only: str | Sequence[str]
    policies: Sequence[str | Path]


def staffing(frame: Frame, **options: Unpack[Options]) -> Frame:
    """``frame`` with how many people may staff its communities, in columns after its own.

    For every provision (and view of one) ``KEY.low`` and ``KEY.high`` are whole numbers, null
    where an end is open or there is none, and ``KEY.status`` is a finding's status: null where a
    row's place has no such provision, ``error`` where the row could not be read. Money is in fen
    (``KEY.low_fen``), areas in hundredths (``KEY.low_hundredths``), ratios in millionths, rounded
    half up (``KEY.low_millionths``).

    The place is ``city``, ``province`` or ``county`` as on the command line, or row by row the
    six-digit code in the text column ``place``. ``columns`` maps columns to the inputs they give;
    without it those called by an input's id or header are read. Numbers are whole, of any integer
    type: an input in fen is called ``ID_fen``, a ratio ``ID_millionths``. Categories are texts
    that name an option, dates are dates. Null is not known, and takes the text in ``given``.

    Raises AskError, InputError, PlaceError and PolicyProblems, and TypeError for what is no
    dataframe, or for an option there is not.
    """
    return _answered(frame, "staffing", options)


def budget(frame: Frame, **options: Unpack[Options]) -> Frame:
    """``frame`` with what money its communities are owed, and the total of each, in fen.

    Everything else is as for ``staffing``.
    """
    return _answered(frame, "budget", options)


def salary(frame: Frame, **options: Unpack[Options]) -> Frame:
    """``frame`` with what the person of each row is paid, in fen a year or month.

    Everything else is as for ``staffing``.
    """
    return _answered(frame, "salary", options)


def check(frame: Frame, **options: Unpack[Options]) -> Frame:
    """``frame`` with what its communities have held against what the rules ask.

    For every provision (and view of one) ``KEY.verdict`` is met, near, short, over or unknown:
    the one on which all readings agree, else unknown. It is null where a row's place has no such
    provision or nothing is asked for, ``error`` where the row could not be read. Beside what is
    asked for, ``KEY.low`` and ``KEY.high``, stands ``KEY.actual``, what there is, null where that
    is not one known number, and ``KEY.gap``, what is certain to be missing or too much, 0 where
    the rule is met and null where that is unknown; of dates it is in days. All are whole numbers
    in the same grains (``KEY.gap_fen``).

    Everything else is as for ``staffing``.
    """
    return _answered(frame, "check", options)


class _Ask(Record):
    request: Request
    place: str | None
    columns: Mapping[str, str] | None
    policies: tuple[Path, ...]


def _ask(question: str, options: Options) -> _Ask:
    unknown = sorted(options.keys() - Options.__annotations__.keys())
    if unknown:
        listed = ", ".join(Options.__annotations__)
        raise TypeError(f"{question}() has no option {unknown[0]!r}; accepted: {listed}")
    place, only = options.get("place"), options.get("only", ())
    where = resolve(
        city=options.get("city"), province=options.get("province"), county=options.get("county")
    )
    if where is None and place is None:
        raise AskError(
            said(
                "没有写明地方；请给出 city=、province= 或 county=，或用 place= 指明代码所在的栏",
                "no place: give city=, province= or county=, or place= for a column of codes",
            )
        )
    names = only.replace(",", " ").split() if isinstance(only, str) else only
    paths = tuple(Path(path) for path in options.get("policies", ()))
    catalog, words = Catalog.kept(paths), options.get("given") or {}
    given = {input_called(name, where, catalog): text for name, text in words.items()}
    request = Request(question, where, given, _day(options.get("on")), tuple(names))
    return _Ask(request, place, options.get("columns"), paths)


def _day(on: str | datetime.date | None) -> str:
    if on is None:
        return datetime.date.today().isoformat()
    try:
        # A datetime is a date, too: its time of day says nothing here.
        day = datetime.date.fromisoformat(on) if isinstance(on, str) else on
        return datetime.date(day.year, day.month, day.day).isoformat()
    except ValueError:
        raise AskError(
            said(f"on 不能是“{on}”；请写成 2024-06-30", f"on cannot be {on!r}; give 2024-06-30")
        ) from None


def _answered(native: Frame, question: str, options: Options) -> Frame:
    import narwhals as nw

    ask = _ask(question, options)
    frame: Any = nw.from_native(native)
    catalog = Catalog.kept(ask.policies)
    request = ask.request
    schema = dict(frame.collect_schema())
    if ask.place is not None:
        _check_place(ask.place, schema)
    elif request.place is not None and not catalog.covering(request.place):
        raise AskError(uncovered(request.place, catalog))
    own = list(schema)
    if frame.implementation.is_pandas_like():
        # Whole numbers that may be null are floats in pandas. They are worked out in Arrow.
        chain, used = _chain(nw.Implementation.PYARROW, schema, ask, catalog)
        arrow = frame.select(used or own[:1]).to_arrow()
        answers = added(nw.from_native(arrow), chain, own, [])
        return _beside_pandas(native, answers.to_native())  # type: ignore[no-any-return]
    chain, _ = _chain(frame.implementation, schema, ask, catalog)
    return added(frame, chain, own, own).to_native()  # type: ignore[no-any-return]


# The last chain, for whoever asks the same of one frame after the other.
_KEPT: dict[object, tuple[Chain, list[str]]] = {}


def _chain(
    kind: Any, schema: Mapping[str, Any], ask: _Ask, catalog: Catalog
) -> tuple[Chain, list[str]]:
    """What answers ``ask`` on frames of a kind and schema, and the columns that it reads."""
    request, columns = ask.request, ask.columns
    put = request.question, request.place, tuple(request.given.items()), request.on, request.only
    named = None if columns is None else tuple(columns.items())
    key = catalog, kind, tuple(schema.items()), put, named, ask.place
    found = _KEPT.get(key)
    if found is None:
        others = {name: dtype for name, dtype in schema.items() if name != ask.place}
        read = columns_of(others, columns, request.given, catalog)
        used = [column for column, _ in read.read.values()]
        used += [ask.place] if ask.place is not None else []
        found = chain_of(kind, read, ask.place, request, catalog), list(dict.fromkeys(used))
        _KEPT.clear()
        _KEPT[key] = found
    return found


def _beside_pandas(native: Any, answers: Any) -> Any:
    import pandas as pd  # type: ignore[import-untyped,unused-ignore]

    made = answers.to_pandas(types_mapper=pd.ArrowDtype)
    made.index = native.index
    return pd.concat([native, made], axis="columns")


def _check_place(place: str, schema: Mapping[str, Any]) -> None:
    import narwhals as nw

    if place not in schema:
        listed = ", ".join(schema)
        raise AskError(
            said(
                f"表中没有“{place}”这一栏；有：{listed}",
                f"no column {place!r}; there are: {listed}",
            )
        )
    if schema[place] not in (nw.String, nw.Categorical, nw.Enum):
        raise AskError(
            said(
                f"栏“{place}”的类型是 {schema[place]}；行政区划代码应为六位文字，例如 530102",
                f"column {place!r} is of type {schema[place]}; place takes texts: "
                "six-digit codes such as '530102'",
            )
        )
