"""Rosters: a second table with a line for every worker, told apart by community."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ...language import said
from ...policy import InputSpec
from ...quantity import FEN, halfwidth, number_text
from ..plan.plan import leaf_of
from ..reading.cells import Reader, read_column
from ..reading.errors import TableError
from ..reading.ledger import FAULT, LINE, Ledger
from ..reading.opening import open_table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Roster", "View"]

_WORKER = ("worker", "姓名", "工作者", "人员姓名", "工作人员", "name")
# What a roster tells of its community: how many have which certificate.
_HOLDERS = {
    "assistant-social-workers": "assistant",
    "social-workers": "social-worker",
    "senior-social-workers": "senior",
}
_HEADS = ("posts", "cadres")  # everybody in the roster
_TRAINED, _PAY = "cadres-trained", "average-pay-paid"


class View:
    """Rows that stand in memory, with what their columns mean: as much of a ledger as is asked
    of one."""

    def __init__(
        self, columns: Sequence[str], inputs: Mapping[str, str], places: Mapping[str, str]
    ) -> None:
        self.columns = list(columns)
        self.inputs = dict(inputs)
        self.places = dict(places)
        self.headed: dict[str, str] = {}
        self.name: str | None = None


class _Communities(View):
    """The communities that a roster names, as a table of its own."""

    def __init__(self, frame: pl.DataFrame, name: str, places: Mapping[str, str]) -> None:
        super().__init__(frame.columns, {}, places)
        self.name = name
        self.numbers: list[str] = []
        self.hints: list[str] = []
        self.total: int | None = len(frame)
        self.share: float | None = None
        self._frame = frame

    def batches(self, size: int = 50_000) -> Iterator[pl.DataFrame]:
        """The communities, in the order in which the roster first names them."""
        return self._frame.iter_slices(size)

    def left_out(self) -> list[str]:
        """Every row is a community: the roster has left out what is none."""
        return []

    def close(self) -> None:
        """Nothing was put aside."""


class Roster:
    """The workers of a table, and what its columns mean. ``frame`` has a row a worker, all texts,
    ``__worker`` the worker's name or line; ``columns`` are its own, ``mapped`` the heads of
    ``mapping`` that it has (those of ``elsewhere`` it need not have); ``faults`` are lines that
    could not be read, ``hints`` lines that the asker may want to read."""

    def __init__(
        self,
        source: str,
        specs: Mapping[str, InputSpec],
        mapping: Mapping[str, str] | None = None,
        elsewhere: Container[str] = (),
    ) -> None:
        import polars as pl

        self._specs = specs
        with _opened(source, specs, mapping or {}, elsewhere) as ledger:
            self.columns = list(ledger.columns)
            self.mapped = frozenset(ledger.mapping)
            self.inputs = dict(ledger.inputs)
            self.places = dict(ledger.places)
            self.community = ledger.name
            own = [
                column
                for column in ledger.columns
                if halfwidth(column).casefold() in _WORKER and column != self.community
            ][:1]
            ledger.name_rows([*ledger.named, *own])
            frames = list(ledger.batches())
            hints = (ledger.meanings(), *ledger.hints, *ledger.left_out())
            self.hints = [_of_roster(hint) for hint in hints]
        frame = pl.concat(frames, how="diagonal") if frames else pl.DataFrame()
        if not len(frame):
            raise TableError(said(f"{source}: 花名册没有内容", f"{source}: the roster is empty"))
        line = said("第", "line ") + frame[LINE].cast(pl.String) + said("行", "")
        named = frame[own[0]].str.strip_chars().replace("", None) if own else None
        names = line if named is None else named.zip_with(named.is_not_null(), line)
        frame = frame.with_columns(names.alias("__worker"))
        self.faults: list[tuple[str, str]] = []
        if FAULT in frame.columns:
            bad = frame.filter(pl.col(FAULT).is_not_null())
            self.faults = list(bad.select("__worker", FAULT).iter_rows())
            frame = frame.filter(pl.col(FAULT).is_null()).drop(FAULT)
        self.frame = frame.with_columns(pl.int_range(pl.len()).alias("__at"))
        self.total = len(frame) + len(self.faults)
        self.errors = 0
        self._seen: set[int] = set()
        self._counts = self._tell()

    # Whose workers they are

    def ledger(self) -> View:
        """The communities the roster names, where there is no table of communities."""
        import polars as pl

        columns = list(dict.fromkeys(self.places.values()))
        if self.community is None:
            name = said("社区", "community")
            found = self.frame.select(pl.lit("—").alias(name), *columns)
        else:
            name = self.community
            found = self.frame.select(name, *columns).filter(pl.col(name).is_not_null())
        return _Communities(found.unique(maintain_order=True), name, self.places)

    def of(self, batch: pl.DataFrame, ledger: Ledger | View) -> pl.DataFrame:
        """The workers of a batch of communities: ``__at`` of the worker, ``__index`` of the row."""
        import polars as pl

        if ledger.name is None and self.community is not None:
            raise TableError(
                said(
                    "社区表没有“社区名称”一栏，花名册对不上；可用 --map 栏名=name 指定",
                    "the table of communities has no column with their names for the roster to "
                    "go by; use --map HEADER=name",
                )
            )
        if self.community is None and ledger.name is not None and len(batch) > 1:
            raise TableError(
                said(
                    "花名册没有“社区”一栏，不知道每人属于哪个社区",
                    "the roster has no column community to say whose worker each is",
                )
            )
        pairs = [(self.community, ledger.name)] if self.community and ledger.name else []
        pairs += [(self.places[r], ledger.places[r]) for r in self.places if r in ledger.places]
        keys = [f"__k{k}" for k in range(len(pairs))]
        mine = self.frame.select(
            "__at", *(_key(own).alias(k) for k, (own, _) in zip(keys, pairs, strict=True))
        )
        theirs = batch.select(
            pl.int_range(pl.len()).alias("__index"),
            *(_key(other).alias(k) for k, (_, other) in zip(keys, pairs, strict=True)),
        )
        if not keys:
            found = mine.join(theirs, how="cross")
        else:
            found = mine.join(theirs, on=keys, how="inner")
        self._seen.update(found["__at"].to_list())
        return found.select("__at", "__index").sort("__index", "__at")

    def left(self) -> pl.DataFrame:
        """The workers who were in no community so far."""
        import polars as pl

        return self.frame.filter(~pl.col("__at").is_in(sorted(self._seen)))

    @property
    def unplaced(self) -> int:
        """How many workers stand in no listed community, or on a line that could not be read."""
        return len(self.left()) + len(self.faults)

    def note(self) -> str:
        """What became of the workers, on one line."""
        left, faults, total = len(self.left()), len(self.faults), self.total
        workers = "1 worker" if total == 1 else f"{total:,} workers"
        bad = self.errors + faults
        fine = total - left - bad
        return said(
            f"花名册{total:,}人：已核对{fine:,}人，不在所列社区{left:,}人，有误{bad:,}人",
            f"{workers} in the roster: {fine:,} checked, {left:,} in no listed community, "
            f"{bad:,} in error",
        )

    # What they tell of their community

    def _tell(self) -> pl.DataFrame:
        """What counts of every worker: a column each, null where a cell does not say."""
        import polars as pl

        columns: dict[str, pl.Series | pl.Expr] = {}
        for name in _HEADS:
            columns[name] = pl.lit(1, pl.Int64)
        certificate = self._read("certificate")
        if certificate is not None:
            ids = [option.id for option in self._specs["certificate"].options]
            for name, option in _HOLDERS.items():
                holds = (certificate == ids.index(option)).cast(pl.Int64)
                columns[name] = holds
        times, hours = self._read("trainings-in-year"), self._read("training-hours")
        trained = times if times is not None else hours
        if trained is not None:
            columns[_TRAINED] = (trained > 0).cast(pl.Int64)
        pay = self._read("pay-paid")
        if pay is not None:
            columns[_PAY] = pay
        return self.frame.select("__at").with_columns(**columns)

    def _read(self, name: str) -> pl.Series | None:
        """The numbers of an input, null where blank or unreadable; None without such a column."""
        column = next((c for c, meant in self.inputs.items() if meant == name), None)
        if column is None or name not in self._specs:
            return None
        spec = self._specs[name]
        texts = self.frame[column].str.strip_chars().replace("", None)
        read, _ = read_column(texts, Reader(spec, {}), leaf_of(spec), None)
        kind = "c" if spec.options else "n"
        values, known = read[f"{kind}:{name}"], read[f"{kind}:{name}?"]
        return values.zip_with(known, values.clear(len(values)))

    def counts(self, workers: pl.DataFrame, rows: int) -> dict[str, list[str | None]]:
        """By input, what the roster tells of each of ``rows`` communities: null where it names
        no worker of one, or a worker's cell is blank. Average pay is rounded down to the fen,
        which keeps it on its side of any bound."""
        import polars as pl

        told = [name for name in self._counts.columns if name != "__at" and name in self._specs]
        grouped = (
            workers.join(self._counts, on="__at")
            .group_by("__index")
            .agg(
                pl.len().alias("__n"),
                *(pl.col(n).sum() for n in told),
                *(pl.col(n).null_count().alias(f"__{n}") for n in told),
            )
        )
        found: dict[str, list[str | None]] = {name: [None] * rows for name in told}
        for row in grouped.iter_rows(named=True):
            for name in told:
                if row[f"__{name}"]:
                    continue
                text = str(row[name])
                if name == _PAY:
                    text = number_text(Fraction(row[name] // row["__n"]) * FEN)
                found[name][row["__index"]] = text
        return found


def _of_roster(hint: str) -> str:
    return said(f"花名册：{hint}", f"roster: {hint}")


def _key(column: str) -> pl.Expr:
    import polars as pl

    return pl.col(column).str.replace_all(r"\s+", "").str.to_lowercase()


def _opened(
    source: str,
    specs: Mapping[str, InputSpec],
    mapping: Mapping[str, str],
    elsewhere: Container[str],
) -> Ledger:
    """The roster as a table. Where both the community and the worker have a column of names, the
    one called ``name`` is the worker's."""
    try:
        return open_table(source, mapping=mapping, specs=specs, elsewhere=elsewhere)
    except TableError:
        for header in ("name", "名称"):
            try:
                more = {**mapping, header: ""}
                return open_table(source, mapping=more, specs=specs, elsewhere=elsewhere)
            except TableError:
                continue
        raise
