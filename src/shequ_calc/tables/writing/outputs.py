"""What is to be made of a table's findings: which shape, in which format, to where."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from ...finding import FIELDS, VERDICTS
from ...language import said
from ...library.shelf.catalog import Catalog
from ...policy import Provision, View
from ...quantity import UNITS
from ...record import Record
from ...render.charts.chart import Chart
from ...render.columns import with_exact
from ...render.output import SUFFIXES, no_letters
from ...render.parquet import places_of
from ...render.summary.markdown import markdown_lines
from ..engine import Engine
from ..reading.errors import TableError
from ..reading.ledger import Ledger
from .formats import Delimited, Json, Markdown, Sink, encoding_named
from .letters import Letters
from .parquet import Parquet
from .shapes import CITATION, Chosen, Long, Shape, Wide
from .summary import OnScreen, Page, SummaryOfRows
from .sums import Sums
from .terminal import Aligned, Pasted, Screen
from .workbook import Book

__all__ = [
    "EXACT_IN",
    "Output",
    "chosen_of",
    "labels_of",
    "shape_of",
    "sink_of",
    "style_of",
    "units_of",
    "with_told",
]

EXACT_IN = ("json", "jsonl", "parquet")  # formats in which ratios carry their fractions, too

_TOTALLED = ("table", "md", "xlsx")  # formats for people: a program adds up for itself
_COUNTS = ("rows", "unanswered", "communities", *VERDICTS)  # columns of sums

_FOR_PEOPLE = (
    "division_name", "label", "low", "high", "unit", "period", "scope", "force", "basis", "status",
    "role", "payers", "readings", "needs", "notes", "question", "division", "place", "provision",
)  # fmt: skip
_IN_PAGES = ("division_name", "label", "low", "high", "unit", "period", "force", "status", "notes")


class Output(Record):
    """What the asker wants: ``file`` or standard output, ``format`` where it is not the file's,
    ``columns`` of them, ``sums`` or ``wide`` lines instead of long ones. ``raw`` leaves texts as
    they are, ``cite`` shows where figures stand, ``stamped`` puts the stamp beside the file. A
    workbook opens on a sheet to be read, whose rows are grouped by the column ``by``, unless
    ``raw_sheet`` asks for the lines alone; with ``every_line`` nothing has a row a community.
    ``plot`` draws in characters instead of writing."""

    format: str | None = None
    file: str | None = None
    columns: tuple[str, ...] | None = None
    sums: tuple[str, ...] = ()
    wide: bool = False
    raw: bool = False
    cite: bool = False
    stamped: bool = False
    encoding: str | None = None
    raw_sheet: bool = False
    by: str | None = None
    every_line: bool = False
    plot: bool = False

    def summary(self, style: str) -> bool:
        """Whether a row of the ledger is a row of what is written, for a person to read."""
        if self.every_line or self.wide or self.sums or self.columns is not None:
            return False
        return style in ("table", "md", "html", "plot") or (style == "xlsx" and not self.raw_sheet)


def style_of(output: Output) -> str:
    """The format that is to be written. Raises TableError for what cannot be."""
    style = output.format or ("table" if sys.stdout.isatty() else "csv")
    if output.file:
        suffix = Path(output.file).suffix.lower()
        if suffix not in SUFFIXES:
            raise TableError(_unknown(suffix or Path(output.file).name))
        style = "text" if suffix == ".txt" else suffix[1:]
    if output.plot:
        _check_plot(output)
        return "plot"
    if output.wide and output.sums:
        raise TableError(said("--wide 和 --sum 不能同用", "--wide and --sum exclude each other"))
    if style in ("text", "html") and (output.wide or output.sums or output.columns is not None):
        named = "-f text" if style == "text" else "-o *.html"
        raise TableError(
            said(
                f"{named} 写的是整条结果，不与 --wide、--sum、--columns 同用；表格可用 md 或 csv",
                f"{named} writes whole findings, without --wide, --sum and --columns; for a table "
                "take md or csv",
            )
        )
    if output.stamped and not output.file:
        raise TableError(said("--stamp 需要 -o 文件", "--stamp needs a file: -o FILE"))
    if output.encoding is not None:
        encoding_named(output.encoding)
        if style not in ("csv", "tsv"):
            raise TableError(
                said("--encoding-out 只用于 csv 和 tsv", "--encoding-out is for csv and tsv only")
            )
    return style


def shape_of(
    output: Output,
    style: str,
    question: str,
    ledger: Ledger,
    engine: Engine | None = None,
    catalog: Catalog | None = None,
) -> Shape | None:
    """The shape asked for; None for a wide one before there is an engine to say its columns.
    Raises TableError."""
    if output.sums:
        return chosen_of(output, Sums(question, ledger, output.sums, total=style in _TOTALLED))
    if output.wide:
        if engine is None or catalog is None:
            return None
        wide = Wide(ledger.columns, engine.keys, labels_of(catalog, engine.keys))
        return chosen_of(output, wide)
    fields: Sequence[str] = [name for name in FIELDS if output.cite or name not in CITATION]
    if style == "xlsx":
        fields = [*_FOR_PEOPLE, *(CITATION if output.cite else ())]
    elif style in ("table", "text"):
        fields = FIELDS
    elif style == "md":
        fields = [*_IN_PAGES, *(CITATION if output.cite else ())]
    elif style in EXACT_IN:
        fields = with_exact(fields)
    shape = Long(ledger.columns, fields, output.columns)
    with_told(shape, output, style)
    return shape


def with_told(shape: Long, output: Output, style: str, more: Sequence[str] = ()) -> None:
    """Have findings tell what a workbook or a stamp needs of them besides the columns; ``more``
    are fields of the question's own."""
    if style == "xlsx" or output.stamped:
        shape.fields = tuple(dict.fromkeys((*shape.fields, "provision", "unit", "role")))
    if output.summary(style):
        shape.fields = tuple(dict.fromkeys((*shape.fields, *FIELDS, *more)))


def chosen_of(output: Output, shape: Shape) -> Shape:
    """The columns that are wanted of a shape that is not long."""
    return shape if output.columns is None else Chosen(shape, output.columns)


def labels_of(catalog: Catalog, keys: Sequence[str]) -> dict[str, str]:
    """The words for what a wide table has columns for."""
    found = _provisions(catalog, keys).items()
    return {key: item.label.said() if item else said("合计", "total") for key, item in found}


def units_of(catalog: Catalog, keys: Sequence[str]) -> dict[str, str]:
    """The units of what a table may tell of, by key; a total is in yuan."""
    found = _provisions(catalog, keys).items()
    return {key: item.unit if item else "yuan" for key, item in found}


def _provisions(catalog: Catalog, keys: Sequence[str]) -> dict[str, Provision | View | None]:
    """The provision of each key, or its view; None for a total."""
    found: dict[str, Provision | View | None] = {}
    for key in keys:
        name, _, view_id = key.partition("@")
        provision = catalog.policies[name.partition("/")[0]].provisions.get(name)
        views = provision.views if provision else ()
        found[key] = next((view for view in views if view.id == view_id), provision)
    return found


def sink_of(
    output: Output,
    style: str,
    stream: IO[bytes],
    shape: Shape,
    *,
    texts: Sequence[str],
    numbers: Sequence[str],
    ending: Callable[[], tuple[Mapping[str, str], Sequence[Sequence[str]]]],
    units: Callable[[], Mapping[str, str]],
    summary: SummaryOfRows | None = None,
    letters: Callable[[], Letters] | None = None,
    charts: Callable[[], Sequence[Chart]] = tuple,
    title: str = "",
) -> Sink:
    """Where the lines go. ``texts`` are own columns that hold no numbers, whatever they look
    like, ``numbers`` those that give numbers to a rule; ``ending`` gives stamp and sources once
    all is written, ``units`` the units by key, ``charts`` the pictures of ``summary`` once it is
    whole; ``title`` stands above the pages of lines."""
    encoding = encoding_named(output.encoding) if output.encoding else "utf-8"
    match style:
        case "json" | "jsonl":
            return Json(stream, shape.columns, array=style == "json")
        case "xlsx":
            return Book(
                stream,
                shape.columns,
                ending=ending,
                texts=texts,
                numbers=numbers,
                units=units() if shape.wide else None,
                summary=summary,
                charts=charts,
                one_page=bool(output.sums),
                title=title,
            )
        case "text":
            return Pasted(stream, shape.columns)
        case "docx" if letters:
            return letters()
        case "docx":
            raise TableError(no_letters())
        case "md" if summary:
            return Page(stream, lambda: markdown_lines(summary.grid()), summary)
        case "html" if summary:
            from ...render.report.page import page_lines
            from ...render.report.report import of_a_table

            def page() -> Iterable[str]:
                return page_lines(of_a_table(summary.grid(), tuple(charts())))

            return Page(stream, page, summary)
        case "plot" if summary:
            return Page(stream, lambda: _plotted(charts()), summary)
        case "html":
            raise TableError(
                said(
                    "花名册不写成 html；请用 .xlsx 或 .csv",
                    "a roster is not written as html; use .xlsx or .csv",
                )
            )
        case "md":
            return Markdown(stream, shape.columns)
        case "parquet":
            return Parquet(stream, shape.columns, _places(output, shape, units()))
        case "table" if summary:
            return OnScreen(stream, summary, cite=output.cite, color=_in_color())
        case "table":
            if output.columns is not None or not isinstance(shape, Long):
                return Aligned(stream, shape.columns, units() if shape.wide else {})
            return Screen(stream, shape.columns, cite=output.cite, color=_in_color())
    return Delimited(
        stream,
        shape.columns,
        separator="\t" if style == "tsv" else ",",
        excel=bool(output.file) and style == "csv",
        safe=not output.raw,
        encoding=encoding,
    )


def _plotted(charts: Sequence[Chart]) -> Iterator[str]:
    """The pictures one below the other. Raises TableError where there are none."""
    if not charts:
        raise TableError(
            said(
                "没有可画的图：没有哪一项结果随一个数而变；例如 --vary households=500..8000:100",
                "there is nothing to draw: no figure moves with one number; as in "
                "--vary households=500..8000:100",
            )
        )
    from ...render.charts.plot import plotted
    from ...render.terminal.table import terminal_width

    for number, chart in enumerate(charts):
        if number:
            yield ""
        yield from plotted(chart, terminal_width())


def _check_plot(output: Output) -> None:
    """Raises TableError for what a picture in characters cannot be asked for."""
    others = {
        "-o": output.file, "-f": output.format, "--wide": output.wide, "--sum": output.sums,
        "--columns": output.columns is not None, "--all": output.every_line,
    }  # fmt: skip
    for name, given in others.items():
        if given:
            raise TableError(
                said(
                    f"--plot 在终端上画图，不与 {name} 同用；-o *.html、*.xlsx 里也有图",
                    f"--plot draws on the terminal, without {name}; -o *.html and *.xlsx have "
                    "charts, too",
                )
            )


def _in_color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _places(output: Output, shape: Shape, units: Mapping[str, str]) -> dict[str, int]:
    """The decimal places of each column's numbers: side by side those of their provision, else
    the most that any may have."""
    # Ratios are never summed.
    met = [unit for unit in units.values() if not output.sums or UNITS[unit].grain]
    most = places_of(met)
    places = {}
    for column in shape.columns:
        key = column.name.rpartition(".")[0]
        needed = places_of([units[key]]) if shape.wide and key in units else most
        places[column.name] = 0 if output.sums and column.name in _COUNTS else needed
    return places


def _unknown(given: str) -> str:
    accepted = ", ".join(SUFFIXES)
    return said(
        f"不知道 {given} 是什么格式；文件名可以这样结尾：{accepted}",
        f"{given!r} names no format; a file name may end in {accepted}",
    )
