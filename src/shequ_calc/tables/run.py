"""A question put to a table: from the file that was named to the file that is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias

from ..inputs import BUILT_IN
from ..language import said
from ..library.shelf.catalog import Catalog
from ..places.place import Division, division
from ..policy import InputSpec
from ..questions.request import Request
from ..record import Record, replace
from ..render.output import replacing
from .engine import Engine
from .places_named import place_cells, read_twice
from .progress import Progress
from .reading.grids import Layout
from .reading.ledger import FAULT, Ledger
from .reading.opening import open_table
from .reading.prefetch import prefetched
from .reading.sweep import sweep
from .tally import Tally
from .writing.charts import charts_of
from .writing.formats import JOINT, Sink
from .writing.letters import Letters
from .writing.lines import failed_lines
from .writing.outputs import Output, shape_of, sink_of, style_of, units_of
from .writing.provenance import put_beside, sources, stamp
from .writing.shapes import Shape, Wide
from .writing.summary import OnScreen, SummaryOfRows, page_title
from .writing.terminal import Aligned, Screen

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Reading",
    "TableAsk",
    "answer_table",
    "open_ledger",
    "places_that_answer",
    "report_reading",
    "report_rows",
    "specs_of",
]  # fmt: skip

_FIRST = 5_000  # rows of the first part, from which is seen what a row comes to
_LINES = 80_000  # held at a time
_CELLS = 4_000_000  # of wide lines, held at a time
_Batch: TypeAlias = "tuple[pl.DataFrame, pl.DataFrame, int]"
_ROWS, _COLUMNS = 150_000, 60  # rows at a time; fewer of those that have more columns


class Reading(Record):
    """Where the rows come from: a path or ``-``, or else ``vary``; and how they are read."""

    source: str = ""
    vary: tuple[str, ...] = ()
    layout: Layout = Layout()
    encoding: str | None = None
    kind: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    elsewhere: frozenset[str] = frozenset()  # heads of the mapping that need not be there


class TableAsk(Record):
    """A question about a table of communities. ``given`` holds input texts for rows that have
    none, ``place`` the place of rows that name none; with ``strict`` a row in error is a
    failure."""

    question: str
    place: Division | None
    given: Mapping[str, str]
    on: str
    only: tuple[str, ...]
    reading: Reading
    output: Output
    strict: bool = False
    quiet: bool = False


def specs_of(catalog: Catalog) -> dict[str, InputSpec]:
    """Every input there is by id; one that several policies declare has the headers of all."""
    specs: dict[str, InputSpec] = dict(BUILT_IN)
    for policy in catalog.policies.values():
        for name, spec in policy.inputs.items():
            old = specs.get(name)
            words = (*(old.headers if old else ()), *spec.headers, spec.label.zh, spec.label.en)
            specs[name] = replace(old or spec, headers=tuple(dict.fromkeys(words)))
    return specs


def answer_table(
    request: TableAsk,
    catalog: Catalog,
    *,
    make: Callable[..., Engine] = Engine,
    shaped: Callable[..., Shape | None] = shape_of,
    tally: Tally | None = None,
    table: Ledger | None = None,
    into: Callable[[SummaryOfRows, Tally], Sink] | None = None,
) -> int:
    """Read, answer, write; the exit code.

    ``make``, ``shaped`` and ``tally`` are what a question does in its own way, ``table`` what is
    read where it is not the table that was asked for, ``into`` where lines go that are not to be
    written.

    Raises TableError, AskError and OSError. Whatever is raised, a file that was to be written is
    there as it was before.
    """
    style = style_of(request.output)
    specs = specs_of(catalog)
    tally = tally or Tally()
    with closing(table or open_ledger(request, specs, catalog)) as ledger:
        shape = shaped(request.output, style, request.question, ledger)
        engine = make(
            request.question,
            catalog,
            given=request.given,
            place=request.place,
            on=request.on,
            only=request.only,
            columns=tuple(dict.fromkeys((*(shape.fields if shape else ()), *tally.fields))),
            whole=style in ("csv", "tsv", "parquet"),
            joint="; " if style in ("csv", "tsv", "md") else JOINT,
        )
        engine.check(ledger)
        if shape is None and request.place is None and read_twice(request.reading.source):
            # Side by side, every place of the shelf would have columns, also those of no row.
            with closing(open_ledger(request, specs, catalog)) as again:
                engine.only_at(place_cells(again))
        shape = shape or shaped(request.output, style, request.question, ledger, engine, catalog)
        assert shape is not None
        report_reading(request, ledger)
        _write(request, style, catalog, ledger, engine, shape, tally, specs, into)
    if not request.quiet:
        for note in (*engine.place_notes(), *engine.unlikely_notes()):
            print(f"shequ: {note}", file=sys.stderr)
    return report_rows(request, tally, ledger)


def report_reading(request: TableAsk, ledger: Ledger) -> None:
    """Say how a table that was read is understood."""
    if request.reading.source and not request.quiet:
        for hint in (ledger.meanings(), *ledger.hints):
            print(f"shequ: {hint}", file=sys.stderr)


def open_ledger(request: TableAsk, specs: Mapping[str, InputSpec], catalog: Catalog) -> Ledger:
    """The ledger that was asked for, or the sweep. Raises TableError and OSError."""
    how = request.reading
    if how.source:
        return open_table(
            how.source,
            layout=how.layout,
            encoding=how.encoding,
            kind=how.kind,
            mapping=dict(how.mapping),
            specs=specs,
            within=request.place,
            elsewhere=how.elsewhere,
        )
    codes: list[str] = []
    if request.place is None:
        anywhere = Request(request.question, None, {}, request.on, only=request.only)
        codes = places_that_answer(anywhere, catalog)
    return sweep(how.vary, specs, codes, given=request.given, place=request.place)


def places_that_answer(request: Request, catalog: Catalog) -> list[str]:
    """The codes of every place that can answer, as for one community without a place."""
    owners = {
        name.partition("/")[0]
        for name in catalog.provision_ids()
        if {name, name.partition("/")[2]} & {one.partition("@")[0] for one in request.only}
    }
    codes = [code for name, code in catalog.places().items() if not owners or name in owners]
    different = dict.fromkeys(codes)
    return [code for code in different if catalog.answers(division(code), request.question)]


def _write(
    request: TableAsk,
    style: str,
    catalog: Catalog,
    ledger: Ledger,
    engine: Engine,
    shape: Shape,
    tally: Tally,
    specs: Mapping[str, InputSpec],
    into: Callable[[SummaryOfRows, Tally], Sink] | None,
) -> None:
    def ending() -> tuple[dict[str, str], list[tuple[str, ...]]]:
        provisions = list(tally.provisions)
        policies = sorted({name.partition("/")[0] for name in provisions})
        table = request.reading
        source = table.source or " ".join(f"--vary {text}" for text in table.vary)
        made = stamp(catalog, policies, questions=[request.question], source=source, on=request.on)
        return made, sources(catalog, provisions, on=request.on)

    def fill(stream: IO[bytes]) -> None:
        batches = _answers(engine, ledger, shape, tally, request.question)
        if isinstance(shape, Wide):
            batches = _narrowed(shape, batches)
        texts = [*ledger.places.values(), *([ledger.name] if ledger.name else [])]
        name = Path(request.reading.source).name
        summary = None
        if request.output.summary(style):
            summary = SummaryOfRows(
                request.question, ledger, catalog, on=request.on, by=request.output.by,
                source=name, specs=specs,
            )  # fmt: skip
        sink = (
            into(summary, tally)
            if into and summary
            else sink_of(
                request.output,
                style,
                stream,
                shape,
                texts=texts,
                numbers=ledger.numbers,
                ending=ending,
                units=lambda: units_of(catalog, engine.keys),
                summary=summary,
                title=page_title(request.question, request.on, name),
                charts=lambda: charts_of(summary, request.given) if summary else (),
                letters=(lambda: Letters(stream, ledger.name, request.on))
                if "letter" in shape.fields
                else None,
            )
        )
        try:
            with (
                Progress(request.output.file, request.quiet) as progress,
                closing(prefetched(batches)) as coming,
            ):
                for own, found, first in coming:
                    sink.gather(own, found, first)
                    lines = shape.lines(sink.prepare(own), found, first)
                    if lines is not None:
                        sink.write(lines)
                    progress.show(tally.rows, ledger.share)
            rest = shape.rest()
            if rest is not None:
                sink.write(rest)
            sink.close()
        except BaseException:
            sink.abandon()
            raise
        if isinstance(sink, (Screen, Aligned, OnScreen)) and sink.left and not request.quiet:
            print(f"shequ: {_more(sink.left)}", file=sys.stderr)

    name = request.output.file
    try:
        if name:
            replacing(Path(name), fill)
            if request.output.stamped:
                put_beside(Path(name), ending()[0])
        else:
            sys.stdout.flush()
            fill(sys.stdout.buffer)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as err:
        # What the system calls a temporary file, or nothing at all, is this file to the asker.
        if err.filename and not str(err.filename).endswith(".tmp"):
            raise
        where = name or said("标准输出", "standard output")
        raise OSError(err.errno, err.strerror or str(err), where) from None


def _answers(
    engine: Engine, ledger: Ledger, shape: Shape, tally: Tally, question: str
) -> Iterator[_Batch]:
    """Batch by batch: the ledger's own cells, the findings, and the number of the first row."""
    first = 1
    columns = len(shape.columns) if isinstance(shape, Wide) else 0
    with closing(prefetched(ledger.batches(_ROWS * _COLUMNS // max(_COLUMNS, columns)))) as read:
        for batch in _parted(read, shape, tally):
            if FAULT in batch.columns:
                found, errors = _with_faults(engine, ledger, shape, tally, batch, first, question)
            else:
                answered = engine.answer(batch, ledger, first, wide=shape.wide)
                found, errors = answered.findings, answered.errors
            tally.take(found, len(batch), errors, wide=shape.wide)
            tally.place(batch, first, ledger.name)
            yield batch.select(ledger.columns), found, first
            first += len(batch)
    rest = engine.rest(first)
    if rest is not None and not shape.wide:
        import polars as pl

        tally.take(rest, 0, 0, wide=False)
        blank = pl.Series([None] * len(rest), dtype=pl.String)
        yield pl.DataFrame(dict.fromkeys(ledger.columns, blank)), rest, first


def _parted(batches: Iterator[pl.DataFrame], shape: Shape, tally: Tally) -> Iterator[pl.DataFrame]:
    """The batches, or parts of them where a row comes to so many lines that memory would fill."""
    for batch in batches:
        at = 0
        while at < len(batch):
            size = max(_FIRST, _CELLS // len(shape.columns))
            if not shape.wide:
                each = tally.lines / tally.rows if tally.rows else _LINES / _FIRST
                size = max(_FIRST, int(_LINES / max(each, 0.1)))
            yield batch.slice(at, size)
            at += size


def _narrowed(shape: Wide, batches: Iterator[_Batch]) -> Iterator[_Batch]:
    """The same batches. Where there is but one, policies that hold nowhere get no columns."""
    head = list(islice(batches, 2))
    if len(head) == 1:
        shape.narrow(head[0][1])
    return chain(head, batches)


def _with_faults(
    engine: Engine,
    ledger: Ledger,
    shape: Shape,
    tally: Tally,
    batch: pl.DataFrame,
    first: int,
    question: str,
) -> tuple[pl.DataFrame, int]:
    """The findings of a batch some of whose rows could not even be read."""
    import polars as pl

    fine = batch[FAULT].is_null()
    parts: list[pl.DataFrame] = []
    errors = 0
    if fine.any():
        answered = engine.answer(batch.filter(fine).drop(FAULT), ledger, 0, wide=shape.wide)
        number = pl.Series(fine.arg_true() + first, dtype=pl.Int64)
        row = number.gather(answered.findings["__row"]).alias("__row")
        parts.append(answered.findings.with_columns(row))
        errors = answered.errors
    rows = pl.Series("__row", (~fine).arg_true() + first, dtype=pl.Int64)
    reasons = batch[FAULT].drop_nulls()
    if shape.wide:
        # Whole numbers may have come as numbers, and not as texts.
        types = parts[0].schema if parts else pl.Schema()
        names = [column.name for column in shape.columns if column.kind != "ledger"]
        blank = {name: types.get(name, pl.String()) for name in names}
        parts.append(pl.DataFrame(schema={"__row": pl.Int64(), **blank}))
        parts.append(pl.DataFrame([rows, reasons.alias("notes")]))
    else:
        fields = tuple(dict.fromkeys((*shape.fields, *tally.fields)))
        parts.append(failed_lines(rows, reasons.to_list(), question, fields))
    whole = pl.concat(parts, how="diagonal").sort("__row", maintain_order=True)
    return whole, errors + len(rows)


def report_rows(request: TableAsk, tally: Tally, ledger: Ledger) -> int:
    """Say how many rows there were and what became of them; the exit code."""
    answered = tally.rows - tally.errors
    if not request.quiet:
        for line in ledger.left_out():
            print(f"shequ: {line}", file=sys.stderr)
        rows = "1 row" if tally.rows == 1 else f"{tally.rows:,} rows"
        line = said(
            f"读取{tally.rows:,}行：{answered:,}行有结果，{tally.errors:,}行有误",
            f"{rows} read: {answered:,} answered, {tally.errors:,} in error",
        )
        if tally.reason:
            first = tally.reason.splitlines()[0]
            line += said(
                f"；第一处：{tally.where}{tally.where and '：'}{first}",
                f"; the first: {tally.where}{tally.where and ': '}{first}",
            )
        print(f"shequ: {line}", file=sys.stderr)
    if request.strict and tally.errors:
        return 2
    return 0 if tally.decided else 3


def _more(count: int) -> str:
    are = "is" if count == 1 else "are"
    return said(
        f"另有{count:,}条没有显示；用 -o 写入文件，或 -f csv",
        f"{count:,} more {are} not shown; write a file with -o, or use -f csv",
    )
