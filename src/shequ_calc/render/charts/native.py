"""Charts of a workbook, which its reader can change: each over cells of a hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from ...language import said
from .chart import Band, Bars, Chart

if TYPE_CHECKING:
    from typing import Any

    Book = Any  # xlsxwriter has no types of its own
    Sheet = Any

__all__ = ["write_charts"]

_Column: TypeAlias = tuple[str, Sequence[Fraction | str | None]]
_FIRST, _SECOND, _INK = "#2F6DB3", "#C4722B", "#222222"
_TALL, _WIDE, _BAR = 380, 900, 26
_CELL = 20  # pixels of a row


def write_charts(book: Book, sheet: Sheet, charts: Sequence[Chart], row: int) -> None:
    """Put all charts on ``sheet`` from ``row`` down, one below the other, for A4 upright."""
    data = book.add_worksheet(said("图的数据", "chart data"))
    data.hide()
    columns: list[_Column] = []
    for chart in charts:
        first = len(columns)
        if isinstance(chart, Band):
            columns += _band_columns(chart)
            made, height = _band(book, chart, data.get_name(), columns, first)
        else:
            columns += _bar_columns(chart)
            made, height = _bars(book, chart, data.get_name(), first)
        made.set_title({"name": chart.title, "name_font": {"size": 13}, "overlay": False})
        made.set_size({"width": _WIDE, "height": height})
        made.show_hidden_data()
        sheet.insert_chart(row, 0, made, {"description": chart.title})
        row += height // _CELL + 2
    depth = max(len(cells) for _, cells in columns)
    for at, (head, _) in enumerate(columns):
        data.write_string(0, at, head)
    for line in range(depth):
        for at, (_, cells) in enumerate(columns):
            cell = cells[line] if line < len(cells) else None
            if isinstance(cell, str):
                data.write_string(line + 1, at, cell)
            elif cell is not None:
                data.write_number(line + 1, at, cell)
    sheet.print_area(0, 0, row, 5)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)


def _band_columns(chart: Band) -> list[_Column]:
    return [
        (chart.x, [point.x for point in chart.line]),
        (said("规定的下限", "the rule, at least"), [point.low for point in chart.line]),
        (said("规定的上限", "the rule, at most"), [point.high for point in chart.line]),
        (said("社区", "community"), [dot.name for dot in chart.dots]),
        (chart.x, [dot.x for dot in chart.dots]),
        (said("各社区下限", "communities, at least"), [dot.low for dot in chart.dots]),
        (said("各社区上限", "communities, at most"), [dot.high for dot in chart.dots]),
        (said("实有", "there is"), [dot.actual for dot in chart.dots]),
    ]


def _band(
    book: Book, chart: Band, sheet: str, columns: Sequence[_Column], first: int
) -> tuple[Any, int]:
    made = book.add_chart({"type": "scatter"})
    line = {"line": {"color": _FIRST, "width": 1.5}, "marker": {"type": "none"}}
    looks = (
        (0, 1, line),
        (0, 2, line),
        (4, 5, _marker("short_dash", _INK)),
        (4, 6, _marker("short_dash", _INK)),
        (4, 7, _marker("circle", _SECOND)),
    )
    for x, y, look in looks:
        head, cells = columns[first + y]
        if any(cell is not None for cell in cells):
            last = len(cells)
            made.add_series(
                {
                    "name": head,
                    "categories": [sheet, 1, first + x, last, first + x],
                    "values": [sheet, 1, first + y, last, first + y],
                    **look,
                }
            )
    made.set_x_axis({"name": chart.x, "num_format": "#,##0", "min": 0})
    made.set_y_axis({"name": chart.y, "num_format": "#,##0", "min": 0})
    made.set_legend({"position": "bottom"})
    return made, _TALL


def _marker(kind: str, colour: str) -> dict[str, object]:
    fill = {"color": colour}
    return {"marker": {"type": kind, "size": 6, "fill": fill, "border": fill}}


def _bar_columns(chart: Bars) -> list[_Column]:
    return [
        (said("项目", "item"), [bar.label for bar in chart.bars]),
        *(
            (part, [bar.values[at] for bar in chart.bars])
            for at, part in enumerate(chart.parts)
        ),
    ]  # fmt: skip


def _bars(book: Book, chart: Bars, sheet: str, first: int) -> tuple[Any, int]:
    made = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = len(chart.bars)
    for at, colour in zip(range(len(chart.parts)), (_FIRST, _SECOND), strict=False):
        labels = {}
        if at == len(chart.parts) - 1 and len(chart.parts) == 1:
            texts = [{"value": bar.text} for bar in chart.bars]
            labels = {"data_labels": {"value": True, "custom": texts, "position": "inside_base"}}
        made.add_series(
            {
                "name": chart.parts[at],
                "categories": [sheet, 1, first, last, first],
                "values": [sheet, 1, first + 1 + at, last, first + 1 + at],
                "fill": {"color": colour},
                "gap": 50,
                **labels,
            }
        )
    made.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    made.set_x_axis({"name": chart.x, "num_format": "#,##0", "label_position": "low"})
    made.set_legend({"position": "bottom"} if len(chart.parts) > 1 else {"none": True})
    return made, max(220, 110 + _BAR * last)
