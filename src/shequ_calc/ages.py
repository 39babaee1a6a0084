"""Days of birth that cannot be: after the day at which an age is asked.

Nobody has an age before being born, so that such a pair of days is a slip in one of them and not
an age of 0, with which every upper limit would be kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from .library.shelf.law import Law
from .policy import InputSpec
from .quantity import Label
from .rules.nodes import Age, Input, Number, Rule, descend

__all__ = ["age_pairs", "born_too_late"]

Pair = tuple[str, str | Fraction]


def age_pairs(law: Law) -> tuple[Pair, ...]:
    """Every age that the provisions in force ask for: the input with the day of birth, and the
    input with the day asked, or that day itself as yyyymmdd."""
    return tuple(
        dict.fromkeys(pair for rule in _rules(law) for pair in map(_pair, _ages(rule)) if pair)
    )


def _rules(law: Law) -> Iterator[Rule]:
    for provision in law.provisions.values():
        actuals = [provision.actual, *(view.actual for view in provision.views)]
        yield law.rules[provision.id]
        yield from (view.rule for view in provision.views)
        yield from (actual for actual in actuals if actual is not None)


def _ages(rule: Rule) -> Iterator[Age]:
    return (node for node in descend(rule) if isinstance(node, Age))


def _pair(age: Age) -> Pair | None:
    match age.born, age.at:
        case Input(born), Input(at):
            return born, at
        case Input(born), Number(day):
            return born, day
    return None


def born_too_late(
    inputs: Mapping[str, InputSpec], pair: Pair, born: Fraction, at: Fraction
) -> Label:
    """What to say of a day of birth (yyyymmdd) after the day asked."""
    name, other = pair
    spec = inputs[name]
    asked = Label("", "")
    if isinstance(other, str):
        label = inputs[other].label
        asked = Label(f"{label.zh}（{other}）", f"{other} ")
    return Label(
        f"{spec.label.zh}（{name}）{_day(born)} 晚于{asked.zh or '所问的日期'}{_day(at)}，"
        "算不出年龄；请更正其中一个",
        f"{name} {_day(born)} is after {asked.en or 'the day asked, '}{_day(at)}: there is no age "
        "then; correct one of the two",
    )


def _day(number: Fraction) -> str:
    text = f"{int(number):08d}"
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"
