"""Which pictures the findings of a table make: posts over households, money by payer, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ...finding import FIELDS, Finding
from ...language import joined, said
from ...places.place import division
from ...quantity import UNITS, NumberError, number_text, parse_amount
from ...render.charts.chart import Band, Bar, Bars, Chart, Dot, Point
from ...render.finding_text import money_span
from ...render.summary.entries import Entry
from ...render.summary.payers import borne
from ...render.vocabulary import LEVELS, PERIODS, word
from ...rules.nodes import Input
from ..engine import Engine
from ..reading.sweep import sweep
from .summary import SummaryOfRows, SummaryRow
from .terminal import finding_in

__all__ = ["charts_of"]

_POINTS = 400  # at which a rule is worked out for its band
_PLACES, _EACH = 3, 3  # places that get a band; bands of one place in a sweep
_BARS = 15
_COUNTED = ("person", "post", "grid")


def charts_of(summary: SummaryOfRows, given: Mapping[str, str]) -> list[Chart]:
    """The pictures of the rows taken in. ``given`` are the inputs of rows that have none. A sweep
    over more than one input makes none."""
    if summary.sweeps:
        return list(_bands(summary, given, summary.swept)) if summary.swept else []
    match summary.question:
        case "staffing":
            return list(_bands(summary, given, "households"))
        case "budget":
            return list(_money(summary.rows))
        case "check":
            return list(_gaps(summary.rows))
    return []


def _bands(summary: SummaryOfRows, given: Mapping[str, str], name: str) -> Iterator[Chart]:
    """A band for each of the places with the most rows; of a sweep, of each figure that moves."""
    at = summary.cell_of(name)
    if at is None:
        return
    places: dict[str, list[tuple[Fraction, SummaryRow]]] = {}
    for row in summary.rows:
        x = _number(row.cells[at])
        if x is not None and row.code:
            places.setdefault(row.code, []).append((x, row))
    most = sorted(places.items(), key=lambda item: -len(item[1]))[:_PLACES]
    for code, rows in most:
        if len(rows) < 2:
            continue
        moving = _moving([row for _, row in rows], summary.question)
        for key in moving[: _EACH if summary.sweeps else 1]:
            yield _band(summary, given, name, code, rows, key)


def _moving(rows: Sequence[SummaryRow], question: str) -> list[str]:
    """The keys of lines whose figures are not the same in all rows, posts before others."""
    ends: dict[str, set[tuple[Fraction | None, Fraction | None]]] = {}
    first: dict[str, Finding] = {}
    for row in rows:
        for entry in row.entries:
            finding = entry.finding
            counted = question != "staffing" or finding.unit in _COUNTED
            if entry.told and finding.role in ("line", "total") and counted:
                ends.setdefault(entry.key, set()).add((finding.low, finding.high))
                first.setdefault(entry.key, finding)
    moving = [key for key, seen in ends.items() if len(seen) > 1]
    return sorted(moving, key=lambda key: (first[key].topic != "posts", first[key].unit == "grid"))


def _band(
    summary: SummaryOfRows,
    given: Mapping[str, str],
    name: str,
    code: str,
    rows: Sequence[tuple[Fraction, SummaryRow]],
    key: str,
) -> Band:
    found = [(x, row, entry) for x, row in rows for entry in row.entries if entry.key == key]
    finding = found[0][2].finding
    unit = UNITS[finding.unit]
    spec = summary.specs[name]
    x_unit = UNITS.get(spec.unit)
    place = summary.place_of(found[0][1])
    head = said(f"{place}{finding.label()}", f"{finding.label()}, {place}")
    told = [(x, row, entry) for x, row, entry in found if entry.told]
    if summary.sweeps:
        ordered = sorted(told, key=lambda item: item[0])
        line = [Point(x, entry.finding.low, entry.finding.high) for x, _, entry in ordered]
        dots: list[Dot] = []
    else:
        line = _line(summary, given, name, code, finding, max(x for x, _ in rows))
        at = _actual(summary, finding)
        dots = [_dot(summary, x, row, entry, at) for x, row, entry in told]
    shown = x_unit.text() if x_unit else ""
    return Band(
        head,
        spec.label.said() + said(f"（{shown}）" if shown else "", ""),
        unit.text(),
        tuple(line),
        tuple(dots),
    )


def _dot(summary: SummaryOfRows, x: Fraction, row: SummaryRow, entry: Entry, at: int | None) -> Dot:
    low, high = entry.finding.low, entry.finding.high
    actual = _number(row.cells[at]) if at is not None else None
    return Dot(summary.name_of(row), x, low, high, actual)


def _actual(summary: SummaryOfRows, finding: Finding) -> int | None:
    """The cell that says what there is of a figure, where the ledger has one."""
    policy = summary.catalog.policies[finding.place]
    provision = policy.provisions.get(finding.provision)
    if provision is None or not isinstance(provision.actual, Input):
        return None
    return summary.cell_of(provision.actual.id)


def _line(
    summary: SummaryOfRows,
    given: Mapping[str, str],
    name: str,
    code: str,
    finding: Finding,
    last: Fraction,
) -> list[Point]:
    """What the rule gives from 0 to a little above ``last``; nothing where it asks for more."""
    place = division(code)
    step = max(1, int(last * 21 / 20) // _POINTS)
    text = f"{name}=0..{number_text(Fraction(step * (_POINTS + 1)))}:{step}"
    others = {key: value for key, value in given.items() if key != name}
    engine = Engine(
        summary.question, summary.catalog, given=others, place=place, on=summary.on,
        only=(finding.provision,), columns=FIELDS,
    )  # fmt: skip
    line = []
    with sweep((text,), summary.specs, given=others, place=place) as ledger:
        for batch in ledger.batches(_POINTS + 2):
            answered = engine.answer(batch, ledger, 1, wide=False).findings
            xs = batch[ledger.columns[0]].to_list()
            for found in answered.iter_rows(named=True):
                one = finding_in(found, ())
                same = (one.label_zh, one.scope, one.unit) == (
                    finding.label_zh, finding.scope, finding.unit
                )  # fmt: skip
                if same and one.status == "computed":
                    line.append(Point(Fraction(xs[found["__row"] - 1]), one.low, one.high))
    return line


def _money(rows: Sequence[SummaryRow]) -> Iterator[Chart]:
    """What each level of government bears, a picture a period."""
    entries = [entry for row in rows for entry in row.entries]
    shares = borne(entries)
    for period in dict.fromkeys(one.period for one in shares):
        bars = [
            Bar(
                word(LEVELS, one.level),
                (one.low,),
                money_span(one.low, one.high),
            )
            for one in shares
            if one.period == period
        ]
        every = word(PERIODS, period)
        yield Bars(
            said(f"{every}经费，按承担方（下限）", f"money {every}, by payer (at least)"),
            said("元", "yuan"),
            (said("下限", "at least"),),
            tuple(bars),
        )


def _gaps(rows: Sequence[SummaryRow]) -> Iterator[Chart]:
    """How many communities are short of a provision or over it, the most missed first."""
    counts: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    for row in rows:
        for entry in row.entries:
            if entry.tone in ("short", "over"):
                counts.setdefault(entry.key, [0, 0])[entry.tone == "over"] += 1
                labels.setdefault(entry.key, entry.finding.label())
    most = sorted(counts.items(), key=lambda item: -sum(item[1]))[:_BARS]
    if not most:
        return
    parts = [
        (at, part)
        for at, part in enumerate((said("不足", "short"), said("超出", "over")))
        if any(each[at] for _, each in most)
    ]
    bars = [
        Bar(
            label,
            tuple(Fraction(each[at]) for at, _ in parts),
            joined(f"{part} {each[at]}" for at, part in parts if each[at]),
        )
        for label, (_, each) in zip(_apart([labels[key] for key, _ in most]), most, strict=True)
    ]
    title = said("不足和超出的社区数，按条款", "communities short or over, by provision")
    yield Bars(title, said("社区数", "communities"), tuple(part for _, part in parts), tuple(bars))


def _apart(labels: Sequence[str]) -> list[str]:
    """The labels, those that two provisions share told apart by a number."""
    seen: dict[str, int] = {}
    told = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        told.append(f"{label} ({seen[label]})" if seen[label] > 1 else label)
    return told


def _number(text: str) -> Fraction | None:
    try:
        return parse_amount(text)
    except NumberError:
        return None
