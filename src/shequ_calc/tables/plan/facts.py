"""Columns of a dataframe as facts: the whole numbers and flags that a plan reads, as expressions.

A column that holds what an input does not take makes its row an error, never a wrong number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

from ...carriers.number import longest_run
from ...inputs import BUILT_IN, option_names, read_input, words_of
from ...language import said
from ...library.format.suggestions import nearest
from ...library.shelf.catalog import Catalog
from ...policy import InputSpec
from ...quantity import FEN, UNITS
from ...questions.request import AskError
from ..layout.heads import head_key
from ..layout.marks import UNSEEN
from ..reading.errors import unknown_input
from .plan import RATIO, leaf_of

__all__ = ["Columns", "Facts", "any_of", "columns_of", "suffix_of"]

_SUFFIXES = {"_fen": FEN, "_hundredths": Fraction(1, 100), "_millionths": RATIO}


def suffix_of(unit: str) -> str:
    """What stands behind the name of a column in whole grains of a unit."""
    if unit == "yuan":
        return "_fen"
    return {Fraction(1): "", None: "_millionths"}.get(UNITS[unit].grain, "_hundredths")


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of the rows: a column and what a whole of it is worth (None: the input's own
    unit) by input id, and texts that count where a column has null."""

    read: Mapping[str, tuple[str, Fraction | None]]
    given: Mapping[str, str]
    types: Mapping[str, Any]

    @property
    def names(self) -> frozenset[str]:
        """The inputs of which anything is given."""
        return frozenset((*self.read, *self.given))


def columns_of(
    schema: Mapping[str, Any],
    mapping: Mapping[str, str] | None,
    given: Mapping[str, str],
    catalog: Catalog,
) -> Columns:
    """What the columns of a schema mean. Raises AskError for what does not fit."""
    specs = [BUILT_IN, *(policy.inputs for policy in catalog.policies.values())]
    every = {name: spec for own in specs for name, spec in own.items()}
    ids = set(every)
    for name in given:
        if name not in ids:
            raise AskError(unknown_input("given", name, every))
    words: dict[str, set[str]] = {}
    for own in specs:
        for name, spec in own.items():
            for word in (*spec.headers, spec.label.zh, spec.label.en):
                words.setdefault(head_key(word), set()).add(name)
    words |= {head_key(name): {name} for name in ids}
    for name in ids:
        for word in words_of("heads").get(name, ()):
            words.setdefault(head_key(word), {name})
    if mapping is not None:
        for column in mapping:
            if column not in schema:
                raise AskError(_no_column(column, schema))
    read: dict[str, tuple[str, Fraction | None]] = {}
    for column in schema if mapping is None else mapping:
        word, grain = _grained(column if mapping is None else mapping[column])
        meant = words.get(head_key(word), set())
        if mapping is not None and len(meant) != 1:
            raise AskError(unknown_input("columns", mapping[column], every))
        for name in sorted(meant):
            if name in read:
                raise AskError(_twice(read[name][0], column, name))
            read[name] = column, grain
    types = {column: schema[column] for column, _ in read.values()}
    return Columns(read, given, types)


def _grained(word: str) -> tuple[str, Fraction | None]:
    for suffix, grain in _SUFFIXES.items():
        if word.endswith(suffix):
            return word.removesuffix(suffix), grain
    return word, None


@dataclass(slots=True)
class Facts:
    """Expressions of the columns that plans read, each made once; ``own`` begins their names.

    ``api`` is whose expressions they are: narwhals, or polars, which has the same words.
    """

    columns: Columns
    own: str
    api: Any
    made: list[tuple[str, Any]] = field(default_factory=list)
    _keys: list[object] = field(default_factory=list)

    def name(self, key: object, expression: Any) -> str:
        """The column that holds an expression; ``key`` tells it from others."""
        if key not in self._keys:
            self._keys.append(key)
            self.made.append((f"{self.own}{len(self.made)}", expression))
        return self.made[self._keys.index(key)][0]

    def of(self, spec: InputSpec) -> tuple[dict[str, Any], Any]:
        """The columns of an input as the frame carrier calls them, as expressions; and whether a
        row's value is none that the input takes (None: it always is one)."""
        default = None
        if spec.id in self.columns.given:
            # Raises InputError for a text that is no value.
            default = read_input(spec, self.columns.given[spec.id])
        if spec.id not in self.columns.read:
            return _constant(self.api, spec, default), None
        column, grain = self.columns.read[spec.id]
        dtype = self.columns.types[column]
        _check(spec, column, grain, dtype)
        if spec.kind == "category":
            return _options(self.api, spec, column, default)
        return _numbers(self.api, spec, column, grain, dtype, default)


def _check(spec: InputSpec, column: str, grain: Fraction | None, dtype: Any) -> None:
    import narwhals as nw

    texts = dtype in (nw.String, nw.Categorical, nw.Enum)
    whole = dtype.is_integer()
    if spec.kind == "number" and whole:
        worth = grain or Fraction(1)
        leaf = leaf_of(spec)
        assert leaf is not None
        if (worth / leaf.grain).denominator == 1:
            return
        wanted = f"{spec.id}{suffix_of(spec.unit)}"
        raise AskError(
            said(
                f"栏“{column}”的单位对 {spec.id} 来说太细；请改用 {wanted}",
                f"column {column!r} is finer than {spec.id} can be; give {wanted}",
            )
        )
    if (spec.kind == "category" and texts) or (spec.kind == "date" and dtype == nw.Date):
        return
    if spec.kind in ("set", "sequence"):
        zh, en = "只能用 given= 给出", f"is taken for all rows alike, with given={{{spec.id!r}: …}}"
    elif spec.kind == "category":
        zh, en = "应为文字（选项）", "takes texts that name an option"
    elif spec.kind == "date":
        zh, en = "应为日期", "takes dates"
    else:
        more = suffix_of(spec.unit) if spec.unit else "_millionths"
        finer = f"，或用 {spec.id}{more} 一栏" if more else ""
        zh = f"应为整数（任一整数类型；pandas 用 astype('Int64')）{finer}"
        en = "takes whole numbers (any integer type; in pandas astype('Int64'))"
        en += f", or a column {spec.id}{more}" if more else ""
    raise AskError(
        said(
            f"栏“{column}”的类型是 {dtype}；{spec.id} {zh}；不作输入的栏可用 columns= 排除",
            f"column {column!r} is of type {dtype}; {spec.id} {en}; "
            "columns= says which columns are read",
        )
    )


def _numbers(
    api: Any, spec: InputSpec, column: str, grain: Fraction | None, dtype: Any, default: Any
) -> tuple[dict[str, Any], Any]:
    import narwhals as nw

    leaf = leaf_of(spec)
    assert leaf is not None
    value = api.col(column)
    if spec.kind == "date":
        least, most, times = 1, leaf.most, 1
        parts = (value.dt.year(), value.dt.month(), value.dt.day())
        year, month, day = (part.cast(api.Int64) for part in parts)
        value = year * 10000 + month * 100 + day
    else:
        worth = grain or Fraction(1)
        least, most = -(-spec.least // worth), spec.greatest // worth
        times = int(worth / leaf.grain)
        if dtype not in (nw.UInt64, nw.Int128, nw.UInt128):
            value = value.cast(api.Int64)
    inside = (value >= int(least)) & (value <= int(most))
    bad = (~inside).fill_null(False)
    kept = api.when(inside).then(value).cast(api.Int64)
    kept = kept * times if times != 1 else kept
    start = 0 if default is None else int(default / leaf.grain)
    known = inside.fill_null(False) if default is None else ~bad
    return {f"n:{spec.id}": kept.fill_null(start), f"n:{spec.id}?": known}, bad


def _options(api: Any, spec: InputSpec, column: str, default: Any) -> tuple[dict[str, Any], Any]:
    text = api.col(column).cast(api.String).str.replace_all(UNSEEN, "")
    names = [option_names(spec, option) for option in spec.options]
    every = [name for own in names for name in own]
    ids = [option.id for option in spec.options]
    code = api.lit(0 if default is None else ids.index(default), api.Int64)
    for index, own in enumerate(names):
        code = api.when(text.is_in(own)).then(api.lit(index, api.Int64)).otherwise(code)
    # A blank text is as good as null.
    bad = ~text.is_in([*every, ""]).fill_null(True)
    known = text.is_in(every).fill_null(False) if default is None else ~bad
    return {f"c:{spec.id}": code, f"c:{spec.id}?": known}, bad


def _constant(api: Any, spec: InputSpec, value: Any) -> dict[str, Any]:
    def whole(number: int) -> Any:
        return api.lit(number, api.Int64)

    name, yes = spec.id, api.lit(True)
    if isinstance(value, Fraction):
        leaf = leaf_of(spec)
        assert leaf is not None
        return {f"n:{name}": whole(int(value / leaf.grain)), f"n:{name}?": yes}
    ids = [option.id for option in spec.options]
    found = {f"c:{name}?": yes}
    if isinstance(value, str):
        return found | {f"c:{name}": whole(ids.index(value))}
    for option in ids:
        found[f"s:{name}={option}"] = api.lit(option in value)
        found[f"q:{name}={option}"] = whole(value.count(option))
        found[f"r:{name}={option}"] = whole(longest_run(value, option))
    return found


def any_of(flags: Iterable[Any]) -> Any:
    """Whether any flag holds; None where there is none."""
    found = [flag for flag in flags if flag is not None]
    return reduce(or_, found) if found else None


def _no_column(name: str, known: Iterable[str]) -> str:
    near, listed = nearest(name, list(known)), ", ".join(known)
    return said(
        f"表中没有“{name}”这一栏；" + (f"是否指“{near}”？" if near else "") + f"有：{listed}",
        f"the frame has no column {name!r}; "
        + (f"did you mean {near!r}? " if near else "")
        + f"it has: {listed}",
    )


def _twice(one: str, other: str, name: str) -> str:
    return said(
        f"“{one}”和“{other}”两栏都表示 {name}；请用 columns= 指明用哪一栏",
        f"columns {one!r} and {other!r} both mean {name}; choose one with columns=",
    )
