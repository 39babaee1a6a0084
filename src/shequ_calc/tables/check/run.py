"""Checks of a table: the same run as for other questions, with verdicts to write and to sum up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...finding import CHECKED, FIELDS
from ...language import spoken
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import in_force
from ...places.place import division
from ...questions.check_summary import Closing
from ...questions.findings import lines_in
from ...record import replace
from ...render.columns import with_exact
from ..engine import Engine
from ..reading.ledger import Ledger
from ..run import TableAsk, answer_table
from ..tally import Tally
from ..writing.formats import Sink
from ..writing.outputs import EXACT_IN, Output, chosen_of, labels_of, with_told
from ..writing.shapes import CITATION, Long, Shape, Wide
from ..writing.summary import SummaryOfRows
from .engine import CheckEngine
from .sums import CheckSums
from .verdicts import NEEDED, take_long, take_wide

if TYPE_CHECKING:
    import polars as pl

    from .roster import Roster

__all__ = ["check_table"]

_FOR_PEOPLE = (
    "division_name", "worker", "label", "low", "high", "unit", "period", "scope", "force",
    "actual", "verdict", "gap", "gap_payers", "letter", "needs", "notes", "status", "role",
    "payers", "readings", "basis", "question", "division", "place", "provision",
)  # fmt: skip
_IN_PAGES = (
    "division_name", "worker", "label", "low", "high", "unit", "force", "actual", "verdict",
    "gap", "letter", "notes",
)  # fmt: skip


class _Long(Long):
    names = (*FIELDS, *CHECKED, "worker")


class _Wide(Wide):
    ends = {"verdict": ("结论", "verdict"), "actual": ("实际", "actual"), "gap": ("差额", "gap")}
    told = "verdict"


class _Tally(Tally):
    """What the verdicts of the rows come to."""

    def __init__(self, closing: Closing, catalog: Catalog, on: str, workers: bool) -> None:
        super().__init__()
        self.closing = closing
        self._catalog, self._on = catalog, on
        self._persons = "worker" if workers else None
        self.fields = (*super().fields, *NEEDED, *(["worker"] if workers else []))
        self._words: dict[str, pl.DataFrame] = {}

    def take(self, found: pl.DataFrame, rows: int, errors: int, *, wide: bool) -> None:
        """Count a batch."""
        self.count(found, rows, errors, wide=wide)
        if wide:
            keys = [name[:-8] for name in found.columns if name.endswith(".verdict")]
            self.provisions |= {key.partition("@")[0]: None for key in keys}
            take_wide(self.closing, found, self._fixed(keys))
        else:
            self.provisions |= dict.fromkeys(
                found["provision"].drop_nulls().unique(maintain_order=True)
            )
            take_long(self.closing, found, self._persons)
        self.decided = self.closing.decided

    def _fixed(self, keys: Sequence[str]) -> dict[str, pl.DataFrame]:
        """What is the same in every row: a frame of one row a key."""
        import polars as pl

        if not self._words:
            for code in dict.fromkeys(self._catalog.places().values()):
                law = in_force(self._catalog.covering(division(code)), self._on)
                for one in lines_in(law, "check"):
                    self._words[one.key] = pl.DataFrame(
                        {
                            "provision": [one.provision.id],
                            f"label_{spoken()}": [one.label.said()],
                            "role": [one.role],
                            "scope": [one.scope],
                            "unit": [one.unit],
                            "period": [one.period],
                            "force": [one.provision.force],
                        }
                    )
        return {key: self._words[key] for key in keys}


def check_table(
    ask: TableAsk,
    catalog: Catalog,
    *,
    fail_on: str,
    letters: bool,
    roster: Roster | None = None,
    into: Callable[[SummaryOfRows, Tally], Sink] | None = None,
) -> tuple[int, Closing]:
    """Read, check, write; the exit code of the run itself, and what the verdicts come to.

    With a ``roster`` its workers are checked one by one; ``into`` is where lines go that are not to
    be written. Raises as ``answer_table`` does.
    """
    if roster is not None or letters:
        # Several workers stand in the row of one community, and a letter has several sentences.
        ask = replace(ask, output=replace(ask.output, every_line=True))
    closing = Closing(fail_on)
    tally = _Tally(closing, catalog, ask.on, roster is not None)

    def make(question: str, catalog: Catalog, **settings: object) -> Engine:
        settings.pop("whole", None)
        if roster is None:
            return CheckEngine(question, catalog, **settings)  # type: ignore[arg-type]
        from .roster_engine import RosterEngine

        return RosterEngine(roster, question, catalog, **settings)

    def shaped(
        output: Output,
        style: str,
        _question: str,
        ledger: Ledger,
        engine: Engine | None = None,
        catalog: Catalog | None = None,
    ) -> Shape | None:
        if output.sums:
            return chosen_of(output, CheckSums(ledger, output.sums, workers=roster is not None))
        if output.wide:
            if engine is None or catalog is None:
                return None
            labels = labels_of(catalog, engine.keys)
            return chosen_of(output, _Wide(ledger.columns, engine.keys, labels))
        return _long(output, style, ledger, letters, roster)

    table = roster.ledger() if roster is not None and not ask.reading.source else None
    code = answer_table(ask, catalog, make=make, shaped=shaped, tally=tally, table=table, into=into)  # type: ignore[arg-type]
    return code, closing


def _long(output: Output, style: str, ledger: Ledger, letters: bool, roster: Roster | None) -> Long:
    workers = roster is not None
    cite = CITATION if output.cite else ()
    fields: list[str] = [name for name in FIELDS if output.cite or name not in CITATION]
    fields += CHECKED
    if workers:
        fields.insert(0, "worker")
    if style == "xlsx":
        fields = [*_FOR_PEOPLE, *cite]
    elif style in ("table", "text"):
        fields = [*FIELDS, *CHECKED, *(["worker"] if workers else [])]
    elif style == "md":
        fields = [*_IN_PAGES, *cite]
    if style in EXACT_IN:
        fields = with_exact(fields)
    left = {"" if letters else "letter", "" if workers else "worker"}
    fields = [name for name in fields if name not in left]
    asked = output.columns
    if style == "table" and asked is None:
        # On a screen a row is told by its place and name.
        told = [*ledger.places.values(), *([ledger.name] if ledger.name else [])]
        names = _Long.called(ledger.columns)
        asked = (*(names[column] for column in told if column in names), *fields)
    more = roster.columns if roster is not None else ()
    shape = _Long(ledger.columns, fields, asked, more)
    with_told(shape, output, style, (*CHECKED, *(["worker"] if workers else [])))
    return shape
