"""Numbers as documents and people write them, and as they are written back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import in_lang
from shequ_calc.quantity import (
    FEN,
    LONGEST,
    UNITS,
    Label,
    NumberError,
    exact,
    fraction_text,
    grouped,
    halfwidth,
    number_text,
    parse_amount,
    round_half_up,
)

# Literals of a policy file


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", Fraction(5)),
        ("0", Fraction(0)),
        ("1.2", Fraction(6, 5)),
        ("2.50", Fraction(5, 2)),
        (".5", Fraction(1, 2)),
        ("70%", Fraction(7, 10)),
        ("0.5%", Fraction(1, 200)),
        ("7/10", Fraction(7, 10)),
        ("1.5/0.3", Fraction(5)),
        ("-3", Fraction(-3)),
        (" 12 ", Fraction(12)),
        ("0.1", Fraction(1, 10)),  # and not the float nearest to it
    ],
)
def test_literals_are_exact(text: str, value: Fraction) -> None:
    assert exact(text) == value


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "1e3", "nan", "inf", "1,000", "5万", "1/2%", "1/2/3", "7/", "/7", "٣"]
)
def test_other_literals_are_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        exact(text)
    assert str(caught.value) == f"{text!r} is not a number; write 5, 1.2, 70% or 7/10"


def test_nothing_is_divided_by_zero() -> None:
    with pytest.raises(NumberError, match="'7/0' divides by zero"):
        exact("7/0")


def test_a_message_never_repeats_an_endless_literal() -> None:
    with pytest.raises(NumberError) as caught:
        exact("9" * 100_000)
    assert len(str(caught.value)) < 120
    with pytest.raises(NumberError, match="is not a number"):
        exact("divides by zero")


# What people type


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4200", 4200),
        ("4,200", 4200),
        ("1,234,567.8", Fraction("1234567.8")),
        ("４２００", 4200),
        ("４，２００", 4200),
        ("４２００．５", Fraction("4200.5")),
        (" 4 200 ", 4200),
        ("4200户", 4200),
        ("4200 Households", 4200),
        ("5万", 50000),
        ("5万元", 50000),
        ("1.5万", 15000),
        ("1.5 万元", 15000),
        ("3千", 3000),
        ("2.5亿", 250_000_000),
        ("5百万", 5_000_000),
        ("+7", 7),
        ("-7", -7),
        ("0", 0),
    ],
)
def test_amounts_as_typed(text: str, value: int | Fraction) -> None:
    assert parse_amount(text, ("户", "households", "元")) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "户",
        "万",
        "4,20",
        "42,00",
        ",420",
        "4,200,",
        "1,2345",
        "4.2.0",
        "1e3",
        "1E3",
        "nan",
        "inf",
        "0x10",
        "4_200",
        "四千二百",
        "12万3千",
        "--5",
        "5人",
        "٤٢٠٠",
        "9" * (LONGEST + 1),
        "1" + "亿" * 100_000,
    ],
)
def test_other_texts_are_no_amounts(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_amount(text, ("户",))
    assert str(caught.value) == text


def test_the_longest_suffix_is_taken() -> None:
    assert parse_amount("3个网格", ("格", "个网格")) == 3
    with pytest.raises(NumberError):
        parse_amount("3个网格", ("格",))


def test_full_width_signs_become_half_width() -> None:
    assert halfwidth("　４，２００（户）％　") == "4,200(户)%"


@given(st.integers(0, 10**12), st.integers(0, 10**6))
def test_what_is_grouped_for_reading_can_be_typed_again(whole: int, millionths: int) -> None:
    value = whole + Fraction(millionths, 10**6)
    assert parse_amount(grouped(value)) == value
    assert parse_amount(number_text(value)) == value
    assert exact(number_text(value)) == value


# Written back


@pytest.mark.parametrize(
    ("value", "bare", "read"),
    [
        ("0", "0", "0"),
        ("100", "100", "100"),
        ("1000", "1000", "1,000"),
        ("55317.65", "55317.65", "55,317.65"),
        ("1234567.5", "1234567.5", "1,234,567.5"),
        ("1/3", "0.333333", "0.333333"),
        ("2/3", "0.666667", "0.666667"),
        ("-2/3", "-0.666667", "-0.666667"),
        ("1/10000000", "0", "0"),
        ("-1/10000000", "0", "0"),
        ("999999.9999996", "1000000", "1,000,000"),
        ("-1234.5", "-1234.5", "-1,234.5"),
        ("-0.5", "-0.5", "-0.5"),
    ],
)
def test_numbers_are_written_plainly(value: str, bare: str, read: str) -> None:
    assert number_text(Fraction(value)) == bare
    assert grouped(Fraction(value)) == read


def test_a_fraction_stays_one() -> None:
    assert fraction_text(Fraction(6, 5)) == "6/5"
    assert fraction_text(Fraction(12)) == "12"


@pytest.mark.parametrize(
    ("value", "grain", "rounded"),
    [
        ("2.5", "1", "3"),
        ("2.499", "1", "2"),
        ("-2.5", "1", "-2"),
        ("0.005", "0.01", "0.01"),
        ("0.0049", "0.01", "0"),
        ("12345", "10", "12350"),
    ],
)
def test_halves_go_up(value: str, grain: str, rounded: str) -> None:
    assert round_half_up(Fraction(value), Fraction(grain)) == Fraction(rounded)


@given(st.fractions(), st.sampled_from([Fraction(1), FEN, Fraction(10), Fraction(1, 3)]))
def test_rounding_is_to_the_nearest_multiple(value: Fraction, grain: Fraction) -> None:
    rounded = round_half_up(value, grain)
    assert (rounded / grain).denominator == 1
    assert -grain / 2 < rounded - value <= grain / 2


# Units and labels


def test_units_have_names_in_both_languages_and_a_grain() -> None:
    for name, unit in UNITS.items():
        assert unit.id == name
        assert bool(in_lang("zh", unit.text)) == bool(in_lang("en", unit.text))
        assert unit.grain is None or unit.grain > 0
    assert UNITS["person"].grain == 1
    assert UNITS["yuan"].grain == FEN
    assert UNITS["ratio"].grain is None


def test_a_label_speaks_the_language_asked_for() -> None:
    assert in_lang("zh", Label("户", "household").said) == "户"
    assert in_lang("en", Label("户", "household").said) == "household"
