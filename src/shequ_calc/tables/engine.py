"""Questions put to every row of a table: numbers by one program, words by example.

Rows are grouped by the law of their place. For each group a plan gives the numbers of all rows at
once; for each signature one row is answered as a single community, and lends its words to the
others. Where a plan cannot be made, its rows are answered one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ..finding import FIELDS, Finding
from ..language import said
from ..library.shelf.catalog import Catalog
from ..library.shelf.law import in_force
from ..outcomes.line import picks
from ..places.place import Division, division
from ..policy import InputSpec
from ..questions.evaluation import Evaluation
from ..questions.findings import Told, lines_in
from ..questions.plausible import YEARLY, unlikely
from ..questions.request import AskError, Request, chosen, put, unanswered
from .plan.birth_days import born_too_late_in
from .plan.group import Group, Groups
from .plan.open_days import agreeing, agreeing_wide, open_days
from .plan.plan import Part, leaf_of
from .reading.cells import read_column
from .reading.row_places import ROLES, PlaceReader
from .writing.lines import failed_lines, frame_of, lines_of, wide_row

if TYPE_CHECKING:
    import polars as pl

    from .reading.ledger import Ledger

__all__ = ["Answered", "Engine"]

_Given = Callable[[int], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Answered:
    """The findings of a batch, a line each, in the order of rows; and how many rows were read."""

    findings: pl.DataFrame
    rows: int
    errors: int


class Engine:
    """Answers one question for tables of communities.

    ``given`` holds input texts that count where a cell is blank, ``place`` the place of rows that
    name none; ``joint`` stands between the items of a list; with ``whole``, whole
    numbers of wide tables are numbers and not texts. Raises AskError for an input that
    nobody knows.
    """

    ends: tuple[str, ...] = ("low", "high", "status")  # of every provision in a wide table
    partly = False  # whether a row with a cell that cannot be read is answered without that cell

    def __init__(
        self,
        question: str,
        catalog: Catalog,
        *,
        given: Mapping[str, str],
        place: Division | None,
        on: str,
        only: tuple[str, ...] = (),
        columns: Sequence[str] | None = None,
        joint: str = "; ",
        whole: bool = False,
    ) -> None:
        request = Request(question, place, given, on, only)
        self._only = chosen(request, catalog)
        self._request = request
        self._catalog = catalog
        self._places = PlaceReader(catalog, place)
        self._joint = joint
        self._whole = whole
        self._wanted = tuple(columns) if columns is not None else FIELDS
        self._groups = Groups(catalog, request)
        self._unlikely: list[str] = []
        self._at: set[str] | None = None  # the policies that hold in one of the rows

    def check(self, ledger: Ledger) -> None:
        """Raises AskError where a table names no place and nothing that a rule asks for."""
        if ledger.places or ledger.inputs or self._request.place is not None:
            return
        raise AskError(
            said(
                "表中只有社区名称，没有写明地方；可加“城市”或“区县”一栏，或用 --city 给出；"
                "别的栏名可用 --map 栏名=city 指明",
                "the table has names of communities and no place; add a column city or county, or "
                "give --city; --map HEADER=city says that a column of another name is one",
            )
        )

    def only_at(self, cells: Iterable[Sequence[str | None]]) -> None:
        """The place cells of all rows (province, city, county, any place) are these."""
        places = PlaceReader(self._catalog, self._request.place)
        found = dict.fromkeys(places.read(one) for one in cells)
        there = (one for one in found if isinstance(one, Division))
        self._at = {policy.id for one in there for policy in self._catalog.covering(one)}

    def _holds(self, policy: str) -> bool:
        """Whether a policy holds in one of the rows, as far as that is known."""
        return self._at is None or policy in self._at

    @cached_property
    def keys(self) -> list[str]:
        """What a wide table has columns for: every provision, and view of one, that can answer;
        the total last. With a place, those that hold there; where the places of all rows are known
        (:meth:`only_at`), those that hold in one of them."""
        place = self._request.place
        if place is not None:
            groups = [self._catalog.covering(place)]
        else:
            codes = dict.fromkeys(self._catalog.places().values())
            groups = [self._catalog.covering(division(code)) for code in codes]
        keys: dict[str, None] = {}
        question = self._request.question
        for policies in groups:
            if not policies:
                continue
            law = in_force(policies, self._request.on)
            asked = [
                one
                for one in lines_in(law, question)
                if self._meant(one.provision.id, one.view) and self._holds(one.provision.policy)
            ]
            keys |= dict.fromkeys(one.key for one in asked)
            total = law.total
            policy = total.partition("/")[0]
            if question == "budget" and self._meant(total) and self._holds(policy):
                keys[total] = None
        return list(keys)

    def _meant(self, provision: str, view: str = "") -> bool:
        return picks(self._only, provision, view)

    def _meant_key(self, key: str) -> bool:
        provision, _, view = key.partition("@")
        return self._meant(provision, view)

    def rest(self, _first_row: int) -> pl.DataFrame | None:
        """Lines that belong to no row, after the last; their rows are numbered from here on."""
        return None

    def answer(
        self, batch: pl.DataFrame, ledger: Ledger, first_row: int, *, wide: bool = False
    ) -> Answered:
        """The findings of a batch of all-text columns, whose first row is number ``first_row``.

        They are a line each, or (``wide``) a line a row: ``KEY.low``, ``KEY.high``, ``KEY.status``
        for each of ``keys``, texts like the others, null where a row's place has no such
        provision, and a last column ``notes`` with the reason of a row that could not be answered.
        """
        import polars as pl

        inputs = {name: column for column, name in ledger.inputs.items()}
        used = dict.fromkeys((*inputs.values(), *ledger.places.values(), *ledger.headed.values()))
        texts = batch.select(pl.col(name).str.strip_chars().replace("", None) for name in used)
        rows = pl.int_range(first_row, first_row + len(batch), eager=True)
        frame = pl.DataFrame({"__row": rows, "__code": self._place_codes(texts, ledger, len(rows))})
        groups = self._groups.of(frame["__code"], self._known(inputs))
        parts: list[pl.DataFrame] = []
        errors = 0
        for group, index in groups:
            if isinstance(group, str):
                parts.append(self._failed(rows.gather(index), [group] * len(index), wide))
                errors += len(index)
                continue
            cells, own = texts.select(inputs.values()), frame
            if len(groups) > 1:
                cells, own = cells[index] if inputs else cells, own[index]
            found, failed = self._answered(group, cells, own, inputs, wide)
            parts += found
            errors += failed
        if wide:
            whole = self._together(parts)
        else:
            parts = parts or [frame_of([], self._wanted, self._joint)]
            whole = pl.concat(parts)
        if len(parts) > 1:
            whole = whole.sort("__row", maintain_order=True)
        return Answered(whole, len(batch), errors)

    def _together(self, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """Wide lines with the same columns throughout."""
        import polars as pl

        every = [*(f"{key}.{end}" for key in self.keys for end in self.ends), "notes"]
        schema: dict[str, pl.DataType | type[pl.DataType]] = {"__row": pl.Int64}
        schemas = [part.schema for part in parts]
        for name in every:
            kinds = {own[name] for own in schemas if name in own}
            schema[name] = kinds.pop() if len(kinds) == 1 else pl.String()
        if not parts:
            return pl.DataFrame(schema=schema)
        alike = []
        for part, own in zip(parts, schemas, strict=True):
            columns = part.with_columns(
                pl.col(name).cast(kind) if name in own else pl.lit(None, kind).alias(name)
                for name, kind in schema.items()
                if own.get(name) != kind
            )
            alike.append(columns.select(list(schema)))
        return pl.concat(alike)

    def _known(self, inputs: Iterable[str]) -> frozenset[str]:
        """The inputs of which anything may be given."""
        return frozenset((*inputs, *self._request.given))

    # Places

    def place_notes(self) -> list[str]:
        """What is to be said of how the rows' places were understood, each once."""
        return list(dict.fromkeys(self._places.notes))

    def unlikely_notes(self) -> list[str]:
        """What is to be said of amounts that can hardly be meant, each once."""
        return list(dict.fromkeys(self._unlikely))

    def _place_codes(self, texts: pl.DataFrame, ledger: Ledger, length: int) -> pl.Series:
        """The code of each row's place, or "!" and the reason why it has none."""
        import polars as pl

        own, headed = ledger.places, ledger.headed
        roles = [role for role in ROLES if role in own or role in headed]
        if not roles:
            place = self._places.read((None,) * len(ROLES))
            code = place if isinstance(place, str) else place.code
            code = f"!{place}" if isinstance(place, str) else code
            return pl.repeat(code, length, dtype=pl.String, eager=True)
        columns = {role: own[role] if role in own else headed[role] for role in roles}
        cells = texts.select(pl.col(column).alias(role) for role, column in columns.items())
        different = cells.unique(maintain_order=True)
        codes = []
        for row in different.iter_rows(named=True):
            place = self._places.read(tuple(row.get(role) for role in ROLES))
            codes.append(f"!{place}" if isinstance(place, str) else place.code)
        keyed = different.with_columns(pl.Series("__code", codes, dtype=pl.String))
        return cells.join(keyed, on=roles, how="left", nulls_equal=True, maintain_order="left")[
            "__code"
        ]

    def _answered(
        self,
        group: Group,
        cells: pl.DataFrame,
        frame: pl.DataFrame,
        inputs: Mapping[str, str],
        wide: bool,
    ) -> tuple[list[pl.DataFrame], int]:
        opened = open_days(cells, inputs, group.readers, self._request.on)
        if opened is None:
            return self._answered_as_read(group, cells, frame, inputs, wide)
        parts, failed = self._answered_as_read(group, opened.cells, frame, inputs, wide)
        if not opened.rows or not parts:
            return parts, failed
        import polars as pl

        mine = frame[list(opened.rows)]
        rows = dict(zip(mine["__row"], map(opened.names.__getitem__, opened.rows), strict=True))
        others = [
            self._answered_as_read(group, other, mine, inputs, wide)[0] for other in opened.others
        ]
        if wide:
            each = [self._together(one) for one in others]
            whole = agreeing_wide(self._together(parts), each, rows)
            return [whole], whole["notes"].count()
        whole = agreeing(pl.concat(parts), [pl.concat(one) for one in others], rows, self._joint)
        return [whole], whole.filter(pl.col("status") == "error")["__row"].n_unique()

    def _answered_as_read(
        self,
        group: Group,
        cells: pl.DataFrame,
        frame: pl.DataFrame,
        inputs: Mapping[str, str],
        wide: bool,
    ) -> tuple[list[pl.DataFrame], int]:
        import polars as pl

        frame, wrong = self._read(group, cells, frame, inputs)
        parts: list[pl.DataFrame] = []
        failed = 0
        if any(errors.null_count() < len(errors) for errors in wrong.values()):
            reasons = pl.select(pl.coalesce(wrong.values())).to_series()
            bad = reasons.is_not_null()
            rows = frame["__row"].filter(bad)
            parts.append(self._failed(rows, reasons.filter(bad).to_list(), wide))
            failed = len(rows)
            if self.partly:
                frame, cells = _without(wrong, frame, cells, inputs)
            else:
                frame, cells = frame.filter(~bad), cells.filter(~bad) if inputs else cells
        if len(frame):
            read = {name: column for name, column in inputs.items() if name in group.readers}
            given = self._given(cells, read)
            told, unanswered_rows = self._told(group, frame, given, wide)
            parts += told
            failed += unanswered_rows
        return parts, failed

    def _read(
        self, group: Group, cells: pl.DataFrame, frame: pl.DataFrame, inputs: Mapping[str, str]
    ) -> tuple[pl.DataFrame, dict[str, pl.Series]]:
        """The frame with the columns that a group's plan reads, and the errors of each input."""
        import polars as pl

        empty = pl.repeat(None, len(frame), dtype=pl.String, eager=True)
        wrong: dict[str, pl.Series] = {}
        for name, reader in group.readers.items():
            texts = cells[inputs[name]] if name in inputs else empty
            leaf = leaf_of(reader.spec)
            columns, errors = read_column(texts, reader, leaf, self._request.given.get(name))
            frame = frame.with_columns(**columns)
            wrong[name] = errors
            if name in YEARLY and leaf is not None:
                self._look_at(reader.spec, frame, leaf.grain)
        if late := born_too_late_in(frame, group.law, group.readers):
            # Which of the two days is wrong is not known, so that neither counts.
            for name, reader in group.readers.items():
                if reader.spec.kind == "date":
                    wrong[name] = pl.select(pl.coalesce(wrong[name], *late)).to_series()
        return frame, wrong

    def _look_at(self, spec: InputSpec, frame: pl.DataFrame, grain: Fraction) -> None:
        """Note the ends of a column of amounts that can hardly be meant."""
        amounts = frame.filter(f"n:{spec.id}?")[f"n:{spec.id}"]
        for end in {amounts.min(), amounts.max()} - {None}:
            assert isinstance(end, int)
            self._unlikely += filter(None, [unlikely(spec, end * grain)])

    def _given(self, cells: pl.DataFrame, inputs: Mapping[str, str]) -> _Given:
        def of(index: int) -> dict[str, str]:
            row = cells.row(index, named=True) if inputs else {}
            known = {
                name: row[column] for name, column in inputs.items() if row[column] is not None
            }
            return {**self._request.given, **known}

        return of

    # Answers

    def _told(
        self, group: Group, frame: pl.DataFrame, given: _Given, wide: bool
    ) -> tuple[list[pl.DataFrame], int]:
        import polars as pl

        if group.plan is None:
            return self._one_by_one(group, frame, given, wide)
        if wide:
            found = group.run_wide(frame, self._meant_key, whole=self._whole)
            if found is None:
                return [self._silent(frame, wide)], len(frame)
            return [found], 0
        numbers, signature = group.run(frame)
        words = signature.columns[1:]
        split: dict[tuple[object, ...], pl.DataFrame] = {(): signature}
        if words:
            split = signature.partition_by(words, as_dict=True, maintain_order=True)
        parts: list[pl.DataFrame] = []
        failed = 0
        for key, members in split.items():
            at = members["__at"]
            if key not in group.examples:
                first = int(at[0])
                place = division(frame["__code"][first])
                group.examples[key] = self._example(group, place, given(first))
            told = group.examples[key]
            if not told:
                parts.append(self._silent(frame[at], wide=False))
                failed += len(members)
                continue
            own = numbers if len(split) == 1 else numbers[at]
            lines = [
                lines_of(own, part, one, order, self._wanted, self._joint)
                for order, (_, part, one) in enumerate(told)
            ]
            parts.append(pl.concat(lines))
        return [pl.concat(parts).sort("__row", "__order", maintain_order=True)], failed

    def _put(self, evaluation: Evaluation, place: Division) -> list[Told]:
        """The question put to a single row."""
        return put(evaluation, self._request.question, place)

    def _across(self, told: Sequence[tuple[str, Finding]]) -> dict[str, str | None]:
        """A single row's findings side by side."""
        return wide_row(told)

    def _example(
        self, group: Group, place: Division, given: dict[str, str]
    ) -> list[tuple[str, Part, Told]]:
        """One row answered as a single community: each finding with its key, and the part of the
        plan that has its numbers."""
        evaluation = group.evaluation(place, given)
        said = self._put(evaluation, place)
        assert group.plan is not None
        return [
            (part.asked.key if part.asked else one.finding.provision, part, one)
            for part, one in zip(group.plan.parts, said, strict=False)
            if self._meant(one.finding.provision, one.finding.view)
        ]

    def _one_by_one(
        self, group: Group, frame: pl.DataFrame, given: _Given, wide: bool
    ) -> tuple[list[pl.DataFrame], int]:
        import polars as pl

        question = self._request.question
        keys = [asked.key for asked in lines_in(group.law, question)]
        keys.append(group.law.total)
        lines: list[tuple[int, Finding]] = []
        across: list[dict[str, object]] = []
        silent: list[int] = []
        for index, (row, code) in enumerate(frame.select("__row", "__code").iter_rows()):
            evaluation = group.evaluation(division(code), given(index))
            said = self._put(evaluation, division(code))
            told = [
                (key, one.finding)
                for key, one in zip(keys, said, strict=False)
                if self._meant_key(key)
            ]
            if not told:
                silent.append(index)
                continue
            lines += [(row, finding) for _, finding in told]
            across.append({"__row": row, **self._across(told)})
        parts = [frame_of(lines, self._wanted, self._joint)]
        if wide:
            parts = [pl.DataFrame(across, infer_schema_length=None)] if across else []
        if silent:
            parts.append(self._silent(frame[silent], wide))
        return parts, len(silent)

    def _silent(self, frame: pl.DataFrame, wide: bool) -> pl.DataFrame:
        """Rows of places where no provision answers the question."""
        codes = frame["__code"]
        reasons = {
            code: unanswered(Request(self._request.question, division(code), {}, ""), [])
            for code in codes.unique()
        }
        return self._failed(frame["__row"], [reasons[code] for code in codes], wide)

    def _failed(self, rows: pl.Series, reasons: list[str], wide: bool) -> pl.DataFrame:
        if wide:
            import polars as pl

            return pl.DataFrame({"__row": rows, "notes": pl.Series(reasons, dtype=pl.String)})
        return failed_lines(rows, reasons, self._request.question, self._wanted)


def _without(
    wrong: Mapping[str, pl.Series],
    frame: pl.DataFrame,
    cells: pl.DataFrame,
    inputs: Mapping[str, str],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows as if cells that cannot be read were blank."""
    import polars as pl

    for name, errors in wrong.items():
        fine = errors.is_null()
        flags = [flag for flag in (f"n:{name}?", f"c:{name}?") if flag in frame.columns]
        frame = frame.with_columns(pl.col(flag) & fine for flag in flags)
        if name in inputs:
            cells = cells.with_columns(pl.when(fine).then(pl.col(inputs[name])))
    return frame, cells
