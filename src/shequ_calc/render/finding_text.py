"""How a finding reads to a person: its figure, and what kind of statement it is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..finding import Finding
from ..language import joined, said
from ..quantity import UNITS, Label, Unit, fraction_text, grouped, number_text
from ..record import replace
from .vocabulary import LEVELS, VERDICTS, VOCABULARIES, word

__all__ = [
    "checked_text",
    "date_text",
    "document_text",
    "field_text",
    "figure",
    "gap_payer_texts",
    "has_number",
    "money_span",
    "payer_texts",
    "place_text",
    "reading_figure",
    "source_text",
    "words_instead",
]

_AGE = Unit("age", "岁", "years old", Fraction(1))
_ONE_EACH = frozenset({"yuan", "hour", "minute", "day", "time", "round"})
_NEVER = frozenset({"not-in-force", "error"})
_PER = {
    "person": Label("人", "per person"),
    "household": Label("户", "per household"),
    "street": Label("街道", "per street office"),
}
_EVERY = {
    "year": Label("年", "a year"),
    "month": Label("月", "a month"),
    "quarter": Label("季度", "a quarter"),
    "two-years": Label("两年", "every two years"),
    "three-years": Label("三年", "every three years"),
    "term": Label("届", "a term"),
}
_WHOLE = {
    "county": Label("全县", "county-wide"),
    "city": Label("全市", "city-wide"),
    "province": Label("全省", "province-wide"),
}
_ONCE = Label("一次性", "once")


def field_text(finding: Finding, name: str) -> str:
    """A field of a closed vocabulary, such as ``force`` or ``status``, in a word."""
    return word(VOCABULARIES[name], getattr(finding, name) or "")


def has_number(finding: Finding) -> bool:
    """Whether there is a figure to show: what is not in force shows none."""
    known = finding.low is not None or finding.high is not None
    return known and finding.status not in _NEVER


def figure(finding: Finding) -> str:
    """The range with its unit, period and scope, or the status in words: ``≥ 50,000元/年``."""
    if not has_number(finding):
        return words_instead(finding)
    if finding.unit == "date":
        return _dates(finding.low, finding.high, finding.about)
    if finding.levels:
        return _ranked(finding)
    unit = _unit(finding)
    text = _counted(finding, unit)
    return text + _suffix(finding, unit)


def reading_figure(finding: Finding, index: int) -> str:
    """The figure of one of the finding's readings."""
    reading = finding.readings[index]
    if reading.low is None and reading.high is None:
        return "—"
    return figure(replace(finding, low=reading.low, high=reading.high))


def words_instead(finding: Finding) -> str:
    """What is said where there is no number, or beside one that does not simply hold."""
    match finding.status:
        case "needs-input" if finding.needs:
            return (said("缺：", "needs: ")) + joined(finding.needs)
        case "no-amount":
            return said("未明确数额", "named, no amount")
        case "none-fits":
            return said("无合适整数", "no whole number fits")
        case "conditional":
            return said("有条件", "only where it applies")
        case "computed":
            return "—"
    return field_text(finding, "status")


def checked_text(finding: Finding, name: str) -> str:
    """What a check found, in words: the ``verdict``, or ``actual`` and ``gap`` with their unit."""
    text = dict(finding.extra).get(name, "")
    if name == "verdict":
        return word(VERDICTS, text)
    if not text or (name == "gap" and not Fraction(text)):
        return ""
    value, unit = Fraction(text), finding.unit
    if name == "gap" and unit == "date":
        unit = "day"
    plain = replace(finding, low=value, high=value, unit=unit, about=False, status="computed")
    if name == "gap":
        plain = replace(plain, levels=())
    return figure(replace(plain, scope="community", period=None))


def gap_payer_texts(finding: Finding) -> list[str]:
    """Each level that makes a gap good with its part; a single one is only named."""
    items = [item.partition("=") for item in dict(finding.extra).get("gap_payers", "").split("; ")]
    if len(items) == 1:
        return [word(LEVELS, items[0][0])] if items[0][0] else []
    return [f"{word(LEVELS, level)} {_money([Fraction(part)])[0]}" for level, _, part in items]


def payer_texts(finding: Finding) -> list[str]:
    """Each level with what it bears; a single one bears all of the line and is only named."""
    if len(finding.payers) == 1:
        return [word(LEVELS, finding.payers[0].level)]
    return [f"{word(LEVELS, p.level)} {money_span(p.low, p.high)}" for p in finding.payers]


def source_text(finding: Finding) -> str:
    """Documents with number and day, the clause and the phrase; "" of what stands nowhere."""
    return f"{document_text(finding)} {place_text(finding)}".strip()


def document_text(finding: Finding) -> str:
    """The documents that a finding rests on, with number and day; "" where there is none."""
    if not finding.document:
        return ""
    beside = said("，", ", ").join(one for one in (finding.number, finding.issued) if one)
    name = finding.document if "《" in finding.document else f"《{finding.document}》"
    return name + (said(f"（{beside}）", f" ({beside})") if beside else "")


def place_text(finding: Finding) -> str:
    """Where in its document a finding stands: the clause, and the phrase that holds it."""
    return finding.clause + (f"“{finding.phrase}”" if finding.phrase else "")


def date_text(value: Fraction) -> str:
    """A date kept as the number 20200930, as ``2020-09-30``; a month or a year likewise."""
    digits = number_text(value)
    if len(digits) == 8:
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return f"{digits[:4]}-{digits[4:]}" if len(digits) == 6 else digits


def money_span(low: Fraction | None, high: Fraction | None) -> str:
    """A range of yuan, without the unit: ``≥ 50,000``, ``55.50–317.65``."""
    return _span(low, high, _money(_ends(low, high)))


def _money(values: Sequence[Fraction]) -> list[str]:
    """Whole yuan, or all ends to the fen where one has any: ``55.50``, ``317.65``."""
    if all(value.denominator == 1 for value in values):
        return [grouped(value) for value in values]
    texts = [grouped(value).partition(".") for value in values]
    return [f"{whole}.{part.ljust(2, '0')}" for whole, _, part in texts]


def _ends(low: Fraction | None, high: Fraction | None) -> list[Fraction]:
    return [value for value in (low, high) if value is not None]


def _span(
    low: Fraction | None, high: Fraction | None, texts: Sequence[str], about: str = ""
) -> str:
    """``texts`` are the known ends, written out; ``about`` goes before the number."""
    if low is None or high is None:
        if not texts:
            return "—"
        return f"{'≤' if low is None else '≥'} {about}{texts[0]}"
    return about + (texts[0] if low == high else f"{texts[0]}–{texts[1]}")


def _unit(finding: Finding) -> Unit:
    # An age is counted in years; only the label tells it from a length of time.
    if finding.unit == "year" and "年龄" in finding.label_zh:
        return _AGE
    return UNITS.get(finding.unit) or Unit(finding.unit, finding.unit, finding.unit, None)


def _counted(finding: Finding, unit: Unit) -> str:
    low, high = finding.low, finding.high
    about = (said("约", "about ")) if finding.about else ""
    values = _ends(low, high)
    if unit.id == "ratio":
        return _span(low, high, _ratios(values), about)
    texts = _money(values) if unit.id == "yuan" else [grouped(value) for value in values]
    if unit.id == "grade":
        noun = "grade " if low == high or None in (low, high) else "grades "
        return _span(low, high, texts, about + said("", noun)) + said(unit.zh, "")
    single = unit == _AGE and values[-1] == 1
    noun = "year old" if single else unit.noun(values[-1])
    return _span(low, high, texts, about) + said(unit.zh, f" {noun}" if noun else "")


def _ratios(values: Sequence[Fraction]) -> list[str]:
    if all(0 <= value <= 1 and (value * 10_000).denominator == 1 for value in values):
        return [f"{number_text(value * 100)}%" for value in values]
    return [
        grouped(value) if (value * 1_000_000).denominator == 1 else fraction_text(value)
        for value in values
    ]


def _ranked(finding: Finding) -> str:
    """A range of the levels of a category by name: ``大专及以上``."""
    low, high = (
        None if end is None else finding.levels[min(int(end), len(finding.levels)) - 1]
        for end in (finding.low, finding.high)
    )
    if low is None:
        return said(f"{high}及以下", f"{high} or below")
    if high is None:
        return said(f"{low}及以上", f"{low} or above")
    return low if low == high else said(f"{low}至{high}", f"{low} to {high}")


def _suffix(finding: Finding, unit: Unit) -> str:
    """What one amount is for: a person, a month, the whole city. A community goes unsaid."""
    scope, period = finding.scope, finding.period or ""
    each = [_PER[scope]] if _said(scope, unit) else []
    each += [_EVERY[period]] if period in _EVERY else []
    aside = [_WHOLE[scope]] if scope in _WHOLE else []
    aside += [_ONCE] if period == "once" else []
    text = ""
    if each:
        text = said("/" + "·".join(e.zh for e in each), " " + " ".join(e.en for e in each))
    if aside:
        text += said(f"（{'，'.join(a.zh for a in aside)}）", ", " + ", ".join(a.en for a in aside))
    return text


def _said(scope: str, unit: Unit) -> bool:
    """Whether ``per person`` and the like is said: not of what a person is, as an age is."""
    if scope in ("street", "household"):
        return unit.id != "ratio"
    return scope == "person" and unit.id in _ONE_EACH


def _dates(low: Fraction | None, high: Fraction | None, about: bool) -> str:
    head = (said("约", "about ")) if about else ""
    match (low, high):
        case (None, Fraction() as end):
            return said(f"不晚于{head}{date_text(end)}", f"by {head}{date_text(end)}")
        case (Fraction() as start, None):
            return said(f"{head}{date_text(start)}起", f"from {head}{date_text(start)}")
        case (Fraction() as start, Fraction() as end) if start != end:
            joint = said("至", " to ")
            return f"{head}{date_text(start)}{joint}{date_text(end)}"
    values = _ends(low, high)
    return head + date_text(values[0])
