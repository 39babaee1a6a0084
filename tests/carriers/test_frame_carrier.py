"""The frame carrier is the number carrier for many rows: the same ends, flags, marks and notes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from random_rules import FEN, KINDS, ONE, facts_given, trees, worlds
from rule_maker import OPTIONS, Rules
from shequ_calc.carriers.frame import FrameCarrier, FrameTerm, Leaf
from shequ_calc.carriers.number import Facts, NumberCarrier, longest_run
from shequ_calc.carriers.program import BITS, OverflowRisk, Program, Step, _divided
from shequ_calc.rules import nodes as r
from shequ_calc.rules.walk import Value, Walk

# Of all figures that test_properties draws the denominators divide 300.
DRAWN = {"x": Leaf(Fraction(1, 300), 300_000), "y": Leaf(Fraction(1, 300), 300_000)}
LEDGER = {
    "households": Leaf(ONE, 9000),
    "members": Leaf(ONE, 100),
    "grade": Leaf(ONE, 20),
    "wage": Leaf(FEN, 10_000_000),
    "born": Leaf(ONE, 99991231),
}


def columns_of(
    rows: Sequence[Facts], leaves: Mapping[str, Leaf], options: Mapping[str, tuple[str, ...]]
) -> pl.DataFrame:
    """Facts as the columns that the frame carrier reads."""
    data: dict[str, list[Any]] = {"row": list(range(len(rows)))}
    for name, leaf in leaves.items():
        values = [row.get(name) for row in rows]
        data[f"n:{name}"] = [0 if v is None else int(Fraction(v) / leaf.grain) for v in values]  # type: ignore[arg-type]
        data[f"n:{name}?"] = [v is not None for v in values]
    for name, words in options.items():
        given_ = [row.get(name) for row in rows]
        data[f"c:{name}?"] = [v is not None for v in given_]
        data[f"c:{name}"] = [words.index(v) if isinstance(v, str) else 0 for v in given_]
        for word in words:
            items = [v if isinstance(v, tuple) else () for v in given_]
            data[f"q:{name}={word}"] = [one.count(word) for one in items]
            data[f"r:{name}={word}"] = [longest_run(one, word) for one in items]
    return pl.DataFrame(data)


def compared(
    rule: r.Rule,
    rows: Sequence[Facts],
    world: Mapping[str, str],
    grain: Fraction | None,
    leaves: Mapping[str, Leaf],
    options: Mapping[str, tuple[str, ...]],
    **how: Any,
) -> None:
    """Walk once over columns and once over every row, and hold all that comes of it together.
    Raises OverflowRisk where columns will not have the rule."""
    program = Program()
    carrier = FrameCarrier(program, leaves, options, frozenset(), {})
    walk = Walk(carrier, {}, world)
    value, sure = walk.settled(rule, grain), walk.sure(rule, grain)
    terms = [value.low, value.high, *(term for note in value.notes for term in note.terms)]
    terms += [sure.low, sure.high]
    flags = [
        value.low_ok, value.high_ok, *value.marks.values(), *(note.flag for note in value.notes),
        sure.low_ok, sure.high_ok,
    ]  # fmt: skip
    steps = [term.step for term in terms if term.step is not None]
    steps += [flag for flag in flags if isinstance(flag, Step)]
    stages, roots = program.stages(steps, **how)
    frame: Any = nw.from_native(columns_of(rows, leaves, options))
    if how.get("api") is pl:
        frame = frame.to_native()
    for stage in stages:
        frame = frame.with_columns(*(expression.alias(name) for name, expression in stage))
    done = frame.select("row", *(root.alias(f"{k}") for k, root in enumerate(roots)))
    found = dict(zip([step.index for step in steps], range(len(steps)), strict=True))

    for row, facts in zip(nw.to_native(done, pass_through=True).rows(), rows, strict=True):

        def number(term: FrameTerm, row: tuple[Any, ...] = row) -> Fraction:
            if term.step is None:
                return term.scale
            whole = row[1 + found[term.step.index]]
            assert type(whole) is int
            assert term.step.least <= whole <= term.step.most
            return whole * term.scale

        def truth(flag: object, row: tuple[Any, ...] = row) -> bool:
            return row[1 + found[flag.index]] if isinstance(flag, Step) else bool(flag)

        one = Walk(NumberCarrier(facts), {}, world)
        plain: Value[Fraction] = one.settled(rule, grain)
        for its, own in ((value, plain), (sure, one.sure(rule, grain))):
            assert truth(its.low_ok) == own.low_ok
            assert truth(its.high_ok) == own.high_ok
            assert number(its.low) == own.low or not own.low_ok
            assert number(its.high) == own.high or not own.high_ok
        told = {mark for mark, flag in value.marks.items() if truth(flag)}
        assert told == {mark for mark, flag in plain.marks.items() if flag}
        notes = [
            (note.key, *map(number, note.terms), note.part)
            for note in value.notes
            if truth(note.flag)
        ]
        assert notes == [(note.key, *note.terms, note.part) for note in plain.notes if note.flag]


@given(
    trees(),
    st.lists(facts_given, min_size=1, max_size=6),
    worlds,
    st.sampled_from([None, ONE, FEN]),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=300)
def test_columns_get_what_each_row_gets(
    rule: r.Rule,
    rows: list[Facts],
    world: Mapping[str, str],
    grain: Fraction | None,
    by_floats: bool,
    native: bool,
) -> None:
    how = {"by_floats": by_floats, **({"api": pl} if native else {})}
    try:
        compared(rule, rows, world, grain, DRAWN, {"kind": KINDS}, **how)
    except OverflowRisk:
        event("more than 64 bits")


@pytest.mark.parametrize("part", range(8))
def test_every_node_of_the_algebra_on_columns(part: int) -> None:
    refused = 0
    for seed in range(part * 40, part * 40 + 40):
        rules = Rules(seed)
        rule = rules.rule(rules.random.randrange(1, 4))
        rows: list[Facts] = [rules.facts() for _ in range(5)]
        rows.append({name: value for name, value in rows[0].items() if name != "households"})
        rows.append({})
        world = {"d": rules.random.choice(("down", "up")), "edge": "upper", "which": "b"}
        for grain in (None, ONE, FEN):
            try:
                options = {"post": OPTIONS, "results": OPTIONS}
                compared(rule, rows, world, grain, LEDGER, options, by_floats=seed % 2 == 0)
            except OverflowRisk:
                refused += 1
    assert refused < 12  # of 120


def test_what_could_leave_64_bits_is_refused_and_what_cannot_is_exact() -> None:
    product = r.Product((r.Input("a"), r.Input("b")))
    most = 3_037_000_499  # the greatest whole number whose square is below 2 to the 63rd
    rows: list[Facts] = [
        {"a": Fraction(most), "b": Fraction(most)},
        {"a": ONE, "b": Fraction(most)},
    ]
    compared(product, rows, {}, None, {"a": Leaf(ONE, most), "b": Leaf(ONE, most)}, {})
    with pytest.raises(OverflowRisk):
        compared(product, rows, {}, None, {"a": Leaf(ONE, most + 1), "b": Leaf(ONE, most + 1)}, {})
    third = r.Round(r.Divide(r.Input("a"), r.Number(Fraction(3))), "down", ONE, "")
    with pytest.raises(OverflowRisk):
        # So large a quotient is not safe where engines divide as floats do.
        compared(third, [], {}, None, {"a": Leaf(ONE, 2**60)}, {}, by_floats=True)
    compared(third, [{"a": Fraction(2**60)}], {}, None, {"a": Leaf(ONE, 2**60)}, {})


class Floating:
    """A whole number that is divided as engines do it that have no other way."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __floordiv__(self, by: int) -> Floating:
        return Floating(math.floor(float(self.value) / float(by)))

    def __mul__(self, by: int) -> Floating:
        return Floating(self.value * by)

    def __add__(self, more: Floating | int) -> Floating:
        return Floating(self.value + (more.value if isinstance(more, Floating) else more))

    def __sub__(self, less: Floating | int) -> Floating:
        return Floating(self.value - (less.value if isinstance(less, Floating) else less))


@given(st.integers(2, 10**12), st.data())
@settings(max_examples=500)
def test_a_quotient_by_floats_is_the_whole_one(by: int, data: st.DataObject) -> None:
    largest = min(2**55, BITS // by - 17)
    quotient = data.draw(st.one_of(st.integers(0, largest), st.integers(largest - 5, largest)))
    rest = data.draw(st.sampled_from([0, 1, by // 2, by - 1]))
    value = quotient * by + rest
    step = Program().step("div", Program().column("n", 0, value), by, least=0, most=largest)
    # The expression is plain arithmetic, so that it can be tried on any numbers.
    assert _divided(step, Floating(value), by).value == quotient
    assert _divided(step, value, by) == quotient


def test_a_quotient_by_floats_alone_would_be_wrong() -> None:
    assert (Floating(2**60 + 3) // 3).value != (2**60 + 3) // 3


def test_duckdb_divides_whole_numbers_as_whole_numbers() -> None:
    values = [2**62 + 1, 2**62 - 1, 3 * 10**18 + 2, 0, 1]
    program = Program()
    column = program.column("n", 0, 2**62 + 1)
    _, (expression,) = program.stages([program.step("div", column, 3, least=0, most=2**62)])
    relation = duckdb.from_arrow(pl.DataFrame({"n": values}).to_arrow())
    done = nw.from_native(relation).select(expression.alias("q")).to_native().fetchall()
    assert [row[0] for row in done] == [value // 3 for value in values]
