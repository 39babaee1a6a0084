"""Checks of every row of a table: the numbers of a plan, and words line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ...finding import CHECKED, Finding
from ...places.place import Division, division
from ...policy import LEVELS
from ...questions.check import checked, told
from ...questions.evaluation import Evaluation
from ...questions.findings import Told
from ...questions.letters import Place, amount_words
from ...render.columns import EXACT
from ...rules.doubts import World
from ..engine import Engine
from ..plan.check_plan import CheckPlan, Held
from ..plan.group import Group
from ..plan.plan import Fine
from ..writing.lines import decimal, exact_texts, frame_of, grain_of, lines_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["BESIDE", "CheckEngine"]

# Of every provision in a wide table; the first three are shown.
BESIDE = ("verdict", "actual", "gap", "about", "gap_payers")
_NUMBERED = ("division", "division_name", "low", "high", *EXACT, "payers", "readings")
_SENTENCES = ("notes", "letter")
_Given = Callable[[int], dict[str, str]]


class CheckEngine(Engine):
    """Answers the question of check. Its findings also carry what CHECKED names."""

    ends = BESIDE
    included: frozenset[str] | None = None  # keys; None is all
    excluded: frozenset[str] = frozenset()

    def _meant_key(self, key: str) -> bool:
        inside = self.included is None or key in self.included
        return inside and key not in self.excluded and super()._meant_key(key)

    def _silenced(self, plan: CheckPlan) -> bool:
        """Whether something would be asked here if it were not left to others."""
        asked = [part.asked for part in plan.parts if part.asked]
        return any(
            one.key in self.excluded and self._meant(one.provision.id, one.view) for one in asked
        )

    def _put(self, evaluation: Evaluation, place: Division) -> list[Told]:
        from ...questions.check import check

        return check(evaluation, place, letters="letter" in self._wanted)

    def _across(self, findings: Sequence[tuple[str, Finding]]) -> dict[str, str | None]:
        row: dict[str, str | None] = {}
        for key, finding in findings:
            extra = dict(finding.extra)
            extra["about"] = "true" if finding.about else "false"
            row |= {f"{key}.{name}": extra.get(name) or None for name in BESIDE}
        return row

    def _told(
        self, group: Group, frame: pl.DataFrame, given: _Given, wide: bool
    ) -> tuple[list[pl.DataFrame], int]:
        import polars as pl

        plan = group.plan
        if not isinstance(plan, CheckPlan):
            return self._one_by_one(group, frame, given, wide)
        own = [
            (order, held)
            for order, held in enumerate(plan.held)
            if held.part.asked and self._meant_key(held.part.asked.key)
        ]
        if not own and (self.included is not None or self._silenced(plan)):
            return [], 0
        if not own:
            return [self._silent(frame, wide)], len(frame)
        numbers, signature = group.run(frame)
        words = _Words(self, group, frame, given)
        lines = [self._lines(numbers, signature, held, order, words) for order, held in own]
        if wide:
            about = [frame.with_columns(words.about(frame["__code"])) for frame in lines]
            return [_beside(about, [held for _, held in own])], 0
        whole = pl.concat(lines).sort("__row", "__order", maintain_order=True)
        said = words.table()[whole["__code"]]
        stamp = [name for name in whole.columns if name.startswith("__") and name != "__code"]
        both = pl.concat([whole.drop("__code"), said], how="horizontal")
        return [both.select(*stamp, *self._wanted)], 0

    def _lines(
        self,
        numbers: pl.DataFrame,
        signature: pl.DataFrame,
        held: Held,
        order: int,
        words: _Words,
    ) -> pl.DataFrame:
        """One provision for every row: its numbers, and ``__code`` of its words."""
        import polars as pl

        names = [f"__w{k}" for k in held.words]
        split: dict[tuple[object, ...], pl.DataFrame] = {(): signature}
        if names:
            keyed = signature.select("__at", *names)
            split = keyed.partition_by(names, as_dict=True, maintain_order=True)
        numbers = numbers.select("__row", "__code", "__name", *sorted(_columns(held)))
        pieces = []
        for key, members in split.items():
            at = members["__at"]
            one, code = words.of(held, order, key, int(at[0]))
            rows = numbers if len(split) == 1 else numbers[at]
            pieces.append(self._piece(rows, held, one, order, code, words))
        return pl.concat(pieces)

    def _piece(
        self, rows: pl.DataFrame, held: Held, one: Told, order: int, code: int, words: _Words
    ) -> pl.DataFrame:
        import polars as pl

        joint = self._joint
        plain = [name for name in _NUMBERED if name in self._wanted]
        lines = lines_of(rows, held.part, one, order, plain, joint)
        extra = dict(one.finding.extra)
        grain = grain_of(one.finding.unit)
        columns: list[pl.Expr | pl.Series] = [pl.lit(code, pl.Int64).alias("__code")]
        for name, column in (("actual", held.actual), ("gap", held.gap)):
            number = decimal(pl.col(column), grain) if extra.get(name) else None
            columns.append(_cells(rows, number, name))
        columns.append(pl.lit(extra["verdict"] or None, pl.String).alias("verdict"))
        good = _good(held, grain) if extra["gap_payers"] else None
        columns.append(_cells(rows, good, "gap_payers"))
        for name in _SENTENCES:
            if name in self._wanted:
                columns.append(words.sentences(rows, held, one, name).alias(name))
        return lines.with_columns(columns)


def _cells(rows: pl.DataFrame, text: pl.Expr | None, name: str) -> pl.Expr | pl.Series:
    """A text worked out of each row's numbers, under a name; or nothing."""
    import polars as pl

    if text is None:
        return pl.lit(None, pl.String).alias(name)
    return rows.select(text.alias(name))[name]


def _columns(held: Held) -> Iterable[str]:
    """The columns of numbers that a line is made from."""
    part = held.part
    yield from {
        part.low,
        part.high,
        *(name for _, low, high in part.worlds for name in (low, high)),
    }
    yield from (name for pair in part.payers.values() for name in pair)
    yield from (name for pair in (*part.exact, *held.exact) for name, _ in pair)
    if held.worlds:
        own = {held.actual, held.gap, *(n for _, actual, gap in held.worlds for n in (actual, gap))}
        yield from own | set((held.good or {}).values())


def _good(held: Held, grain: Fraction) -> pl.Expr:
    """Who makes a gap good, and how much of it each."""
    import polars as pl

    pieces: list[pl.Expr] = []
    good = held.good or {}
    for index, level in enumerate(sorted(good, key=LEVELS.index)):
        pieces.append(pl.lit(("; " if index else "") + f"{level}="))
        pieces.append(decimal(pl.col(good[level]), grain))
    return pl.concat_str(pieces)


def _beside(lines: Sequence[pl.DataFrame], held: Sequence[Held]) -> pl.DataFrame:
    """Verdict, actual figure and gap of each provision side by side, a row a line."""
    import polars as pl

    columns: list[pl.DataFrame] = []
    for frame, one in zip(lines, held, strict=True):
        assert one.part.asked is not None
        ordered = frame.sort("__row")
        if not columns:
            columns.append(ordered.select("__row"))
        key = one.part.asked.key
        columns.append(ordered.select(pl.col(name).alias(f"{key}.{name}") for name in BESIDE))
    return pl.concat(columns, how="horizontal")


class _Words:
    """The words of a group of rows: for each line and signature those of the first row that had
    it, worked out as a single community."""

    def __init__(
        self, engine: CheckEngine, group: Group, frame: pl.DataFrame, given: _Given
    ) -> None:
        self._engine, self._group = engine, group
        self._frame, self._given = frame, given
        self._rows: list[tuple[int, Finding]] = []
        self._known: dict[tuple[object, ...], tuple[Told, int]] = {}

    def of(self, held: Held, order: int, key: tuple[object, ...], at: int) -> tuple[Told, int]:
        """The finding whose words count, and the number of its row in the table of words."""
        examples = self._group.examples
        name = (order, *key)
        if name not in examples:
            place = division(self._frame["__code"][at])
            evaluation = self._group.evaluation(place, self._given(at))
            assert held.part.asked is not None
            one = told(
                evaluation,
                checked(evaluation, held.part.asked),
                place,
                letters="letter" in self._engine._wanted,
            )
            examples[name] = [(held.part.asked.key, held.part, one)]
        one = examples[name][0][2]
        self._rows.append((0, one.finding))
        return one, len(self._rows) - 1

    def table(self) -> pl.DataFrame:
        """The words that do not depend on numbers, a row for each finding that has been used."""
        engine = self._engine
        varying = {*_NUMBERED, *_SENTENCES, *CHECKED}
        names = [name for name in engine._wanted if name not in varying]
        frame = frame_of(self._rows, names, engine._joint)
        return frame.select(names)

    def about(self, codes: pl.Series) -> pl.Series:
        """Whether what is required is approximate, by the number of the words."""
        import polars as pl

        flags = pl.Series("about", ["true" if f.about else "false" for _, f in self._rows])
        return flags[codes]

    def sentences(self, rows: pl.DataFrame, held: Held, one: Told, name: str) -> pl.Series:
        """The sentences of a field with each row's own numbers, joined as lists are."""
        import polars as pl

        joint = self._engine._joint if name == "notes" else ""
        sentences = one.sentences.get(name)
        if sentences is None:
            plain = joint.join(getattr(one.finding, name, ())) or None
            return pl.repeat(plain, len(rows), dtype=pl.String, eager=True)
        assert held.part.asked is not None
        written = amount_words(held.part.asked, self._group.law)
        pieces: list[pl.Expr] = []
        for index, sentence in enumerate(dict.fromkeys(sentences)):
            pieces += [pl.lit(joint)] if index and joint else []
            for piece in sentence:
                if isinstance(piece, Place):
                    pieces.append(pl.lit(_written(rows, held, one, piece, written)))
                else:
                    pieces.append(pl.lit(str(piece)))
        if not pieces:
            return pl.repeat(None, len(rows), dtype=pl.String, eager=True)
        text = rows.select("__row", pl.concat_str(pieces).alias("text"))["text"]
        return text.replace("", None) if name == "letter" else text


def _column(held: Held, one: Told, place: Place) -> str:
    """The column of the number that stands in a place."""
    if place.reading is not None:
        world: World = one.judged[place.reading]
        _, actual, gap = next(
            own for own in held.worlds if all(own[0].get(n) == o for n, o in world.items())
        )
        return actual if place.name == "actual" else gap
    fixed = {"low": held.part.low, "high": held.part.high, "actual": held.actual, "gap": held.gap}
    return fixed.get(place.name) or (held.good or {})[place.name]


def _fine(held: Held, one: Told, place: Place) -> list[Fine]:
    """The columns of which one, the least or the greatest, stands in a place of a ratio's
    sentence."""
    if place.name in ("low", "high"):
        return [ends[place.name == "high"] for ends in held.part.exact]
    own = [pair[place.name == "gap"] for pair in held.exact]
    if place.reading is not None:
        world: World = one.judged[place.reading]
        return [
            next(
                fine
                for (its, *_), fine in zip(held.worlds, own, strict=True)
                if all(its.get(n) == o for n, o in world.items())
            )
        ]
    return own if place.name == "gap" else own[:1]


def _written(
    rows: pl.DataFrame,
    held: Held,
    one: Told,
    place: Place,
    written: Callable[[str, Fraction], str],
) -> pl.Series:
    """The number in a place as words; every number is put into words once."""
    import polars as pl

    name = place.name
    if held.exact:
        pick = max if name == "high" else min
        return exact_texts(rows, _fine(held, one, place), pick, lambda value: written(name, value))
    column, grain = rows[_column(held, one, place)], grain_of(one.finding.unit)
    different = column.unique().to_list()
    texts = [written(name, number * grain) for number in different]
    if len(different) == 1:
        return pl.repeat(texts[0], len(column), dtype=pl.String, eager=True)
    return column.replace_strict(different, texts, return_dtype=pl.String)
