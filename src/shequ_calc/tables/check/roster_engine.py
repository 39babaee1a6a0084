"""Checks with a roster: workers one by one, summed by community, beside what the community has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...finding import CHECKED, FIELDS
from ...language import said, spoken
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import in_force
from ...outcomes.line import Line
from ...places.place import division
from ...questions.findings import lines_in
from ...render.columns import EXACT
from ...render.vocabulary import VERDICTS as WORDS
from ...rules.nodes import Age, Count, Input, Rank, Rule, children
from ..engine import Answered
from ..reading.ledger import Ledger
from ..writing.lines import failed_lines
from .engine import CheckEngine
from .roster import Roster, View

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RosterEngine"]

_COUNTED = ("met", "near", "short", "over", "unknown")
_KEPT = (
    "question", "place", "provision", "division", "division_name", "label_zh", "label_en",
    "topic", "force", "document", "number", "issued", "clause", "phrase", "seen", "trust",
)  # fmt: skip


class RosterEngine(CheckEngine):
    """Checks communities, and the workers of each; a field ``worker`` tells whose finding it is."""

    def __init__(self, roster: Roster, question: str, catalog: Catalog, **settings: object) -> None:
        wanted = settings.pop("columns", None) or FIELDS
        assert isinstance(wanted, tuple)
        self._theirs = [name for name in wanted if name in roster.columns and name not in FIELDS]
        plain = tuple(name for name in wanted if name != "worker" and name not in self._theirs)
        super().__init__(question, catalog, columns=plain, **settings)  # type: ignore[arg-type]
        self._roster = roster
        self._asked_for = wanted
        keys = _personal(catalog, self._request.on, frozenset(roster.inputs.values()))
        self.excluded = keys
        more = tuple(dict.fromkeys((*plain, *FIELDS, *CHECKED[:4])))
        if "letter" in plain:
            more = tuple(dict.fromkeys((*more, "letter")))
        self._people = CheckEngine(question, catalog, columns=more, **settings)  # type: ignore[arg-type]
        self._people.included = keys
        self._people.partly = True

    def answer(
        self, batch: pl.DataFrame, ledger: Ledger | View, first_row: int, *, wide: bool = False
    ) -> Answered:
        """As for a table without a roster, with the lines of each community's workers after its
        own. A figure that the ledger leaves out is counted from the roster."""
        import polars as pl

        workers = self._roster.of(batch, ledger)
        counted, view = self._counted(batch, ledger, workers)
        own = super().answer(counted, view, first_row, wide=wide)  # type: ignore[arg-type]
        if not len(workers):
            return own if wide else Answered(self._shaped([own.findings]), own.rows, own.errors)
        people = self._checked(batch, ledger, workers, first_row)
        summed = self._summed(people)
        if wide:
            beside = _beside(own.findings, summed, self.excluded)
            return Answered(beside, own.rows, own.errors)
        self._roster.errors += int((people["status"] == "error").sum())
        people = people.filter((pl.col("status") == "error") | pl.col("verdict").is_not_null())
        whole = self._shaped([own.findings, summed, people])
        return Answered(whole, own.rows, own.errors)

    def rest(self, _first_row: int) -> pl.DataFrame | None:
        """The workers that stand in no listed community, and lines that could not be read."""
        import polars as pl

        left = self._roster.left()
        names = left["__worker"].to_list()
        reasons = [said("花名册中的社区不在社区表中", "in no listed community")] * len(names)
        if self._roster.community:
            reasons = [
                said(
                    f"花名册中的社区“{community or ''}”不在社区表中",
                    f"the roster's community {community or ''!r} is not in the table",
                )
                for community in left[self._roster.community].to_list()
            ]
        names += [name for name, _ in self._roster.faults]
        reasons += [reason for _, reason in self._roster.faults]
        if not names:
            return None
        rows = pl.int_range(_first_row, _first_row + len(names), eager=True)
        lines = failed_lines(rows, reasons, self._request.question, self._wanted)
        return self._shaped([lines.with_columns(pl.Series("worker", names, dtype=pl.String))])

    def _counted(
        self, batch: pl.DataFrame, ledger: Ledger | View, workers: pl.DataFrame
    ) -> tuple[pl.DataFrame, View]:
        """The batch with what the roster tells where the ledger has no figure."""
        import polars as pl

        columns = {name: column for column, name in ledger.inputs.items()}
        inputs = dict(ledger.inputs)
        for name, texts in self._roster.counts(workers, len(batch)).items():
            told = pl.Series(texts, dtype=pl.String)
            column = columns.get(name)
            if column is None and name in self._request.given:
                continue
            if column is None:
                column = f"__roster:{name}"
                inputs[column] = name
                batch = batch.with_columns(told.alias(column))
                continue
            given = batch[column].str.strip_chars().replace("", None)
            batch = batch.with_columns(given.zip_with(given.is_not_null(), told).alias(column))
        view = View(batch.columns, inputs, ledger.places)
        view.name = ledger.name
        return batch, view

    def _checked(
        self, batch: pl.DataFrame, ledger: Ledger | View, workers: pl.DataFrame, first_row: int
    ) -> pl.DataFrame:
        """A line for each finding of each worker: ``__row`` is the community's, ``__at`` theirs."""
        import polars as pl

        roster = self._roster
        mine = roster.frame[workers["__at"]]
        theirs = batch[workers["__index"]]
        joined = pl.concat(
            [
                mine.rename({name: f"w:{name}" for name in mine.columns}),
                theirs.rename({name: f"c:{name}" for name in theirs.columns}),
            ],
            how="horizontal",
        )
        known = set(roster.inputs.values())
        inputs = {f"w:{column}": name for column, name in roster.inputs.items()}
        inputs |= {f"c:{c}": name for c, name in ledger.inputs.items() if name not in known}
        places = {role: f"c:{column}" for role, column in ledger.places.items()}
        places = places or {role: f"w:{column}" for role, column in roster.places.items()}
        found = self._people.answer(
            joined,
            View(joined.columns, inputs, places),  # type: ignore[arg-type]
            0,
        ).findings
        at = found["__row"]
        return found.with_columns(
            (workers["__index"][at] + first_row).alias("__row"),
            workers["__at"][at].alias("__at"),
            mine["__worker"][at].alias("worker"),
            *(mine[name][at].alias(name) for name in self._theirs),
        )

    def _summed(self, people: pl.DataFrame) -> pl.DataFrame:
        """The verdicts of a community's workers on each provision, as one finding: how many must
        keep it, how many do."""
        import polars as pl

        lines = people.filter(pl.col("verdict").is_not_null())
        # Of whom nothing at all could be read.
        failed = people.filter(pl.col("status") == "error")
        wrong = failed.join(lines, on=["__row", "__at"], how="anti")
        wrong = wrong.group_by("__row").len("__wrong")
        grouped = lines.group_by("__row", "__order", maintain_order=True).agg(
            *(pl.col(name).first() for name in _KEPT),
            pl.col("unit").first().alias("__unit"),
            pl.col("basis").first(),
            *(
                (pl.col("verdict") == name).sum().cast(pl.Int64).alias(f"__{name}")
                for name in _COUNTED
            ),
            pl.col("gap")
            .filter(pl.col("verdict") == "short")
            .cast(pl.Decimal(38, 2))
            .sum()
            .alias("__money"),
            pl.len().cast(pl.Int64).alias("__n"),
        )
        grouped = grouped.join(wrong, on="__row", how="left", maintain_order="left").with_columns(
            pl.col("__wrong").fill_null(0).cast(pl.Int64)
        )
        grouped = grouped.with_columns(
            pl.col("__n") + pl.col("__wrong"), pl.col("__unknown") + pl.col("__wrong")
        )
        missed = pl.col("__short") + pl.col("__over")
        verdict = (
            pl.when(missed > 0)
            .then(pl.lit("short"))
            .when(pl.col("__unknown") > 0)
            .then(pl.lit("unknown"))
            .when(pl.col("__near") > 0)
            .then(pl.lit("near"))
            .otherwise(pl.lit("met"))
        )
        decided = pl.col("__unknown") == 0
        each = [
            pl.when(pl.col(f"__{name}") > 0).then(
                pl.format(said(f"{WORDS[name].zh}{{}}人", f"{{}} {name}"), f"__{name}")
            )
            for name in _COUNTED
        ]
        told = pl.concat_list(each).list.drop_nulls().list.join(said("、", ", "))
        counts = pl.format(said("花名册{}人：{}", "roster of {}: {}"), "__n", told)
        money = pl.format(
            said("；缺口合计{}元", "; {} yuan short in all"),
            pl.col("__money").cast(pl.String).str.replace(r"\.?0+$", ""),
        )
        owed = (pl.col("__unit") == "yuan") & (pl.col("__short") > 0)
        notes = counts + pl.when(owed).then(money).otherwise(pl.lit(""))
        label = pl.col(f"label_{spoken()}")
        nothing, text = pl.lit(None, pl.String), pl.lit
        return grouped.with_columns(
            pl.col("__n").alias("__low"),
            pl.lit(None, pl.Int64).alias("__high"),
            label.alias("label"),
            pl.lit(1, pl.Int64).alias("__grain"),
            text("part").alias("role"),
            text("community").alias("scope"),
            pl.col("__n").cast(pl.String).alias("low"),
            text("person").alias("unit"),
            *(nothing.alias(n) for n in ("high", "period", "needs", "payers", "readings", *EXACT)),
            nothing.alias("gap_payers"),
            text("false").alias("about"),
            text("computed").alias("status"),
            notes.alias("notes"),
            verdict.alias("verdict"),
            pl.when(decided).then(pl.col("__met").cast(pl.String)).alias("actual"),
            pl.when(verdict != "unknown").then(missed.cast(pl.String)).alias("gap"),
            (label + (said("：", ": ")) + notes).alias("letter"),
        )

    def _shaped(self, frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """Lines of communities, sums and workers in order, with the columns asked for."""
        import polars as pl

        wanted = [name for name in self._asked_for if name != "worker"]
        alike = []
        for block, frame in enumerate(frames):
            blank = dict.fromkeys(("worker", *self._theirs), pl.lit(None, pl.String))
            blank["__at"] = pl.lit(-1, pl.Int64)
            more = [value.alias(name) for name, value in blank.items() if name not in frame.columns]
            stamp = ["__row", "__low", "__high", "__grain", "__order"]
            at = pl.lit(int(block == 2)).alias("__block")
            own = frame.with_columns(more)
            alike.append(own.select(*stamp, at, pl.col("__at").cast(pl.Int64), "worker", *wanted))
        whole = pl.concat(alike)
        return whole.sort("__row", "__block", "__at", "__order", maintain_order=True).drop(
            "__block", "__at"
        )


def _beside(own: pl.DataFrame, summed: pl.DataFrame, keys: frozenset[str]) -> pl.DataFrame:
    """A wide table with the sums of workers in the columns of what they are about."""
    import polars as pl

    for key in sorted(keys):
        if f"{key}.verdict" not in own.columns:
            continue
        name, _, _ = key.partition("@")
        mine = summed.filter(pl.col("provision") == name).select(
            "__row",
            *(
                pl.col(end).alias(f"{key}.{end}")
                for end in ("verdict", "actual", "gap", "about", "gap_payers")
            ),
        )
        ends = mine.columns[1:]
        joined = own.drop(ends).join(
            mine.unique("__row", keep="first"), on="__row", how="left", maintain_order="left"
        )
        own = joined.select(own.columns)
    return own


def _personal(catalog: Catalog, on: str, inputs: frozenset[str]) -> frozenset[str]:
    """What is asked of a person, and of which the roster has something to hold against it."""
    keys: set[str] = set()
    for code in dict.fromkeys(catalog.places().values()):
        law = in_force(catalog.covering(division(code)), on)
        for one in lines_in(law, "check"):
            if one.scope == "person" and _of(one) & inputs - {"post"}:
                keys.add(one.key)
    return frozenset(keys)


def _of(asked: Line) -> frozenset[str]:
    return frozenset(_inputs(asked.actual)) if asked.actual is not None else frozenset()


def _inputs(node: object) -> set[str]:
    found: set[str] = set()
    if isinstance(node, Input):
        found.add(node.id)
    if isinstance(node, (Count, Rank)):
        found.add(node.of)
    if isinstance(node, (Rule, Age)):
        for child in children(node):
            found |= _inputs(child)
    return found
