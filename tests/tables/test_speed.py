"""What is done to be fast changes nothing: columns written together, batches made ahead."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_calc.tables.reading.prefetch import prefetched
from shequ_calc.tables.writing.formats import Delimited
from shequ_calc.tables.writing.shapes import Column

NAMES = ("own", "a/x.low", "a/x.high", "a/x.status", "a/y.low", "a/y.status", "notes")
KINDS = ("ledger", "number", "number", "optional", "number", "optional", "optional")
texts = st.sampled_from([None, "甲", "b c", "1,5", 'say "a"', "two\nlines", "cr\rhere"])
whole = st.sampled_from([None, 0, 7])
status = st.sampled_from([None, "computed", "none-fits"])
CELLS = (texts, whole, whole, status, whole, status, texts)
TYPES = (pl.String, pl.Int64, pl.Int64, pl.String, pl.Int64, pl.String, pl.String)


@given(st.data(), st.integers(0, 5))
def test_what_is_written_is_what_each_cell_says(data: st.DataObject, height: int) -> None:
    frame = pl.DataFrame(
        {
            name: [data.draw(cell)] * height
            if data.draw(st.booleans())
            else [data.draw(cell) for _ in range(height)]
            for name, cell in zip(NAMES, CELLS, strict=True)
        },
        schema=dict(zip(NAMES, TYPES, strict=True)),
    )
    stream = io.BytesIO()
    columns = [Column(name, name, kind) for name, kind in zip(NAMES, KINDS, strict=True)]
    sink = Delimited(stream, columns, safe=False)
    own = sink.prepare(frame.select("own"))
    sink.write(pl.concat([own, frame.drop("own")], how="horizontal"))
    sink.close()
    text = io.StringIO(stream.getvalue().decode(), newline="")
    rows = list(csv.reader(text))
    said = [["" if cell is None else str(cell) for cell in row] for row in frame.iter_rows()]
    assert rows == [list(NAMES), *said]


def test_items_made_ahead_come_in_order_and_no_further_than_one() -> None:
    made: list[int] = []

    def items():  # type: ignore[no-untyped-def]
        for number in range(5):
            made.append(number)
            yield number

    coming = prefetched(items())
    assert next(coming) == 0
    coming.close()
    assert made in ([0], [0, 1])
    assert list(prefetched(items())) == [0, 1, 2, 3, 4]
    assert list(prefetched(iter(()))) == []


def test_what_goes_wrong_ahead_is_said_where_it_is_waited_for() -> None:
    def items():  # type: ignore[no-untyped-def]
        yield 1
        raise ValueError("the second")

    coming = prefetched(items())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="the second"):
        next(coming)
