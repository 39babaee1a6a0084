"""Cells to facts: texts of a table's columns as whole numbers and option numbers.

What is a bare whole number is read by the dataframe at once. Every other text is read once, by the
same reader as an option on the command line, so that a cell and an option never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ...carriers.frame import Leaf
from ...carriers.number import longest_run
from ...inputs import InputError, read_input
from ...language import Label, said
from ...policy import InputSpec
from ...quantity import FEN
from .odd_cells import remedy

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Reader", "read_column"]

Read = Fraction | str | tuple[str, ...]


@dataclass(slots=True)
class Reader:
    """Reads the texts of one input under one law, each text once."""

    spec: InputSpec
    seen: dict[str, Read | InputError]

    def read(self, text: str) -> Read | InputError:
        """The value of a text, or why it has none."""
        if text not in self.seen:
            try:
                self.seen[text] = read_input(self.spec, text)
            except InputError as err:
                known = remedy(text) if self.spec.kind == "number" else None
                self.seen[text] = _with(err, known) if known else err
        return self.seen[text]


def _with(err: InputError, remedy: Label) -> InputError:
    return InputError(said(f"{err}；{remedy.zh}", f"{err}; {remedy.en}"))


def read_column(
    texts: pl.Series, reader: Reader, leaf: Leaf | None, default: str | None
) -> tuple[dict[str, pl.Series], pl.Series]:
    """The columns that the frame carrier reads for an input, and the error of each cell or null.

    ``texts`` are cells, null where blank; a blank cell takes ``default``, if there is one.
    """
    if default is not None:
        texts = texts.fill_null(default)
    if reader.spec.kind in ("number", "date"):
        return _numbers(texts, reader, leaf or Leaf(Fraction(1), 0))
    return _options(texts, reader)


def _numbers(
    texts: pl.Series, reader: Reader, leaf: Leaf
) -> tuple[dict[str, pl.Series], pl.Series]:
    import polars as pl

    name, spec = reader.spec.id, reader.spec
    grains = 1 / leaf.grain
    plain = texts.cast(pl.Int64, strict=False)
    if spec.kind == "date" or grains.denominator != 1:
        plain = _nothing(len(texts), pl.Int64)
    else:
        least, most = -(-spec.least // 1), spec.greatest // 1
        fits = (plain >= int(least)) & (plain <= int(most))
        plain = plain.zip_with(fits.fill_null(False), _nothing(len(texts), pl.Int64)) * int(grains)
        if leaf.grain == FEN:
            plain = plain.zip_with(plain.is_not_null(), _fen(texts, int(least), int(most)))
    rest = texts.filter(plain.is_null() & texts.is_not_null()).unique().to_list()
    errors = _nothing(len(texts), pl.String)
    if rest:
        values: list[int | None] = []
        messages: list[str | None] = []
        for text in rest:
            value = reader.read(text)
            whole = value / leaf.grain if isinstance(value, Fraction) else None
            fine = whole is not None and whole.denominator == 1
            values.append(int(whole) if fine and whole is not None else None)
            messages.append(None if fine else _message(value, text, reader))
        keys = pl.Series(rest, dtype=pl.String)
        read = _mapped(texts, keys, pl.Series(values, dtype=pl.Int64), pl.Int64)
        plain = plain.zip_with(plain.is_not_null(), read)
        errors = _mapped(texts, keys, pl.Series(messages, dtype=pl.String), pl.String)
    return {f"n:{name}": plain.fill_null(0), f"n:{name}?": plain.is_not_null()}, errors


def _fen(texts: pl.Series, least: int, most: int) -> pl.Series:
    """Yuan with one or two decimal places in fen, null for every other text."""
    import polars as pl

    plain = texts.str.contains(r"^\d{1,12}\.\d{1,2}$").fill_null(False)
    if not plain.any():
        return _nothing(len(texts), pl.Int64)
    whole, part = texts.str.extract(r"^(\d+)\."), texts.str.extract(r"\.(\d+)$")
    fen = (whole + (part + "0").str.slice(0, 2)).cast(pl.Int64, strict=False)
    fits = plain & (fen >= least * 100) & (fen <= most * 100)
    return fen.zip_with(fits.fill_null(False), _nothing(len(texts), pl.Int64))


def _message(value: object, text: str, reader: Reader) -> str:
    if isinstance(value, InputError):
        return str(value)
    return said(
        f"{reader.spec.label.zh}（{reader.spec.id}）：“{text}”小数位数太多",
        f"{reader.spec.id}: {text!r} has too many decimal places",
    )


def _options(texts: pl.Series, reader: Reader) -> tuple[dict[str, pl.Series], pl.Series]:
    import polars as pl

    name = reader.spec.id
    ids = [option.id for option in reader.spec.options]
    keys = texts.drop_nulls().unique().to_list()
    read = {text: reader.read(text) for text in keys}
    index = pl.Series(keys, dtype=pl.String)

    def mapped(values: list[object], dtype: type[pl.DataType]) -> pl.Series:
        return _mapped(texts, index, pl.Series(values, dtype=dtype), dtype)

    failed = [str(read[t]) if isinstance(read[t], InputError) else None for t in keys]
    errors = mapped(list(failed), pl.String)
    known = texts.is_not_null() & errors.is_null()
    columns = {f"c:{name}?": known}
    if reader.spec.kind == "category":
        codes = [ids.index(v) if isinstance(v := read[t], str) else None for t in keys]
        columns[f"c:{name}"] = mapped(list(codes), pl.Int64).fill_null(0)
        return columns, errors
    for option in ids:
        for kind, of in (("s", _holds), ("q", _times), ("r", _run)):
            values = [of(v, option) if isinstance(v := read[t], tuple) else None for t in keys]
            column = mapped(list(values), pl.Int64).fill_null(0)
            columns[f"{kind}:{name}={option}"] = column > 0 if kind == "s" else column
    return columns, errors


def _holds(items: tuple[str, ...], option: str) -> int:
    return int(option in items)


def _times(items: tuple[str, ...], option: str) -> int:
    return items.count(option)


def _run(items: tuple[str, ...], option: str) -> int:
    return longest_run(items, option)


def _mapped(
    texts: pl.Series, keys: pl.Series, values: pl.Series, dtype: type[pl.DataType]
) -> pl.Series:
    """``values`` by text, null for a text that is no key."""
    if not len(keys):
        return _nothing(len(texts), dtype)
    return texts.replace_strict(keys, values, default=None, return_dtype=dtype)


def _nothing(length: int, dtype: type[pl.DataType]) -> pl.Series:
    import polars as pl

    return pl.repeat(None, length, dtype=dtype, eager=True)
