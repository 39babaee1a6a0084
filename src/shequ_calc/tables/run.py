"""A question put to a table: from the file that was named to the file that is written."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..finding import FIELDS
from ..inputs import BUILT_IN
from ..language import said
from ..library.catalog import Catalog
from ..place import Division, division
from ..policy import InputSpec
from ..questions import Nothing
from ..record import Record, replace
from ..render.output import SUFFIXES, replacing
from .book import Book
from .engine import Answered, Engine
from .faults import TableError
from .reading import FAULT, Ledger, open_table
from .shapes import CITATION, Column, Long, Wide
from .showing import Aligned, Screen
from .stamp import stamp
from .sums import FIELDS_NEEDED, Sums
from .sweep import sweep
from .writing import JOINT, Delimited, Json, Markdown, Sink, encoding_named

if TYPE_CHECKING:
    import polars as pl

__all__ = ["TableAsk", "answer_table", "specs_of"]

_PATIENCE = 1.0  # seconds before progress is shown


class TableAsk(Record):
    """A question about a table of communities, how to read it, and what to make of it.

    ``source`` is a path or ``-``, "" where ``vary`` makes the rows. ``given`` holds input texts
    for rows that have none.
    """

    question: str
    place: Division | None
    given: Mapping[str, str]
    on: str
    lang: str
    only: tuple[str, ...] = ()
    source: str = ""
    vary: tuple[str, ...] = ()
    sheet: str | None = None
    encoding: str | None = None
    kind: str | None = None
    mapping: Mapping[str, str] = {}  # noqa: RUF012
    format: str | None = None
    output: str | None = None
    columns: tuple[str, ...] | None = None
    sums: tuple[str, ...] = ()
    wide: bool = False
    raw: bool = False
    strict: bool = False
    stamped: bool = False
    cite: bool = False
    encoding_out: str | None = None
    quiet: bool = False


class _Counts:
    """What became of the rows, and which policies answered."""

    def __init__(self) -> None:
        self.rows = self.errors = 0
        self.decided = False
        self.policies: dict[str, None] = {}


def specs_of(catalog: Catalog) -> dict[str, InputSpec]:
    """Every input there is by id; one that several policies declare has the headers of all."""
    specs: dict[str, InputSpec] = dict(BUILT_IN)
    for policy in catalog.policies.values():
        for name, spec in policy.inputs.items():
            old = specs.get(name)
            headers = tuple(dict.fromkeys((*(old.headers if old else ()), *spec.headers)))
            specs[name] = replace(old or spec, headers=headers)
    return specs


def answer_table(ask: TableAsk, catalog: Catalog) -> int:
    """Read, answer, write; the exit code. Raises TableError and AskError before anything is
    written, and OSError; whatever is raised, no half file is left."""
    style = _style(ask)
    with _opened(ask, catalog) as ledger:
        engine_columns, make = _plan(ask, style, ledger)
        engine = Engine(
            ask.question,
            catalog,
            given=ask.given,
            place=ask.place,
            on=ask.on,
            lang=ask.lang,
            only=ask.only,
            columns=engine_columns,
            joint=JOINT if style in ("json", "jsonl", "table", "xlsx") else "; ",
        )
        engine.check(ledger)
        if not ask.quiet:
            for hint in (ledger.meanings(), *ledger.hints) if ask.source else ():
                print(f"shequ: {hint}", file=sys.stderr)
        counts = _Counts()
        lines: dict[str, str] = {}
        run = make(engine, catalog, lines)

        def fill(stream: IO[bytes]) -> None:
            run(stream, ledger, counts)

        if ask.output:
            replacing(Path(ask.output), fill)
            if ask.stamped:
                _stamp_beside(ask, catalog, counts)
        else:
            sys.stdout.flush()
            fill(sys.stdout.buffer)
            sys.stdout.buffer.flush()
    return _told(ask, counts)


def _style(ask: TableAsk) -> str:
    """The format that is to be written. Raises TableError for one there is not."""
    if ask.encoding_out:
        encoding_named(ask.encoding_out)
    if not ask.output:
        return ask.format or ("table" if sys.stdout.isatty() else "csv")
    suffix = Path(ask.output).suffix.lower()
    if suffix not in SUFFIXES:
        given, accepted = suffix or Path(ask.output).name, ", ".join(SUFFIXES)
        raise TableError(
            said(
                f"不知道 {given} 是什么格式；文件名可以这样结尾：{accepted}",
                f"{given!r} names no format; a file name may end in {accepted}",
            )
        )
    return suffix[1:]


def _opened(ask: TableAsk, catalog: Catalog) -> Ledger:
    specs = specs_of(catalog)
    if ask.source:
        return open_table(
            ask.source,
            sheet=ask.sheet,
            encoding=ask.encoding,
            kind=ask.kind,
            mapping=ask.mapping,
            specs=specs,
        )
    codes: list[str] = []
    if ask.place is None:
        places = dict.fromkeys(catalog.places().values())
        codes = [code for code in places if catalog.answers(division(code), ask.question)]
    return sweep(ask.vary, specs, codes)


_Run = Callable[[IO[bytes], Ledger, _Counts], None]
_Make = Callable[[Engine, Catalog, dict[str, str]], _Run]


def _plan(ask: TableAsk, style: str, ledger: Ledger) -> tuple[tuple[str, ...], _Make]:
    """The fields that the engine has to give, and what makes the run once there is one."""
    if ask.sums:
        return FIELDS_NEEDED, lambda engine, catalog, lines: _summing(ask, style, catalog)
    if ask.wide:
        return ("status",), lambda engine, catalog, lines: _siding(ask, style, engine, catalog)
    fields = [name for name in FIELDS if ask.cite or name not in CITATION]
    if style == "xlsx":
        fields = _for_people(ask)
    elif style == "md" and ask.columns is None:
        fields = ["label", "low", "high", "unit", "period", "force", "basis", "status", "notes"]
        fields += ["clause"] if ask.cite else []
    shape = Long(ledger.columns, fields, ask.lang, ask.columns)
    wanted = tuple(dict.fromkeys([*shape.fields, "status", "place", "low", "high"]))
    if style in ("xlsx", "table"):
        wanted = FIELDS
    wanted = tuple(
        dict.fromkeys(f"label_{ask.lang}" if name == "label" else name for name in wanted)
    )
    return wanted, lambda engine, catalog, lines: _listing(ask, style, shape, engine, catalog)
