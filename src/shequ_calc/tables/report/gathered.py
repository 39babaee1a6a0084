"""A question put to every row of a ledger, and what each row gives kept for a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...language import said
from ...library.shelf.catalog import Catalog
from ...questions.check_summary import Closing
from ...record import Record, replace
from ...render.charts.chart import Chart
from ..check.run import check_table
from ..reading.errors import TableError
from ..run import TableAsk, answer_table
from ..tally import Tally
from ..writing.charts import charts_of
from ..writing.formats import Direct
from ..writing.outputs import Output
from ..writing.summary import SummaryOfRows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Gathered", "gathered"]


class Gathered(Record):
    """What a question gives: the rows, how many there are and how many could not be answered, the
    provisions that answered, pictures, and of a check what its verdicts come to."""

    question: str
    summary: SummaryOfRows
    rows: int
    faults: int
    provisions: tuple[str, ...]
    charts: Sequence[Chart]
    closing: Closing | None
    code: int


class _Kept(Direct):
    """Takes rows in and writes nothing."""

    def __init__(self, summary: SummaryOfRows, tally: Tally) -> None:
        self.summary, self.tally = summary, tally

    def gather(self, own: pl.DataFrame, found: pl.DataFrame, first_row: int) -> None:
        """The rows of a batch."""
        self.summary.take(own, found, first_row)

    def write(self, lines: pl.DataFrame) -> None:
        """Rows are all that it has."""

    def close(self) -> None:
        """There is nothing to write."""


def gathered(ask: TableAsk, catalog: Catalog, question: str, by: str | None) -> Gathered:
    """Put ``question`` to the rows that ``ask`` names. Raises as ``answer_table`` does, and
    TableError for more rows than a person may leaf through."""
    asked = replace(ask, question=question, output=Output(format="table", by=by))
    kept: list[_Kept] = []

    def into(summary: SummaryOfRows, tally: Tally) -> _Kept:
        kept.append(_Kept(summary, tally))
        return kept[0]

    closing = None
    if question == "check":
        code, closing = check_table(asked, catalog, fail_on="must", letters=False, into=into)
    else:
        code = answer_table(asked, catalog, into=into)
    summary, tally = kept[0].summary, kept[0].tally
    if summary.left:
        raise TableError(
            said(
                f"表中有{tally.rows:,}行，一份报告最多收{summary.most:,}行；请按区县分开做",
                f"there are {tally.rows:,} rows, and a report takes in {summary.most:,} at most; "
                "write one a county",
            )
        )
    return Gathered(
        question,
        summary,
        tally.rows,
        tally.errors,
        tuple(tally.provisions),
        charts_of(summary, ask.given),
        closing,
        code,
    )
