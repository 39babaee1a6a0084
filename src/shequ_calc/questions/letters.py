"""Sentences about verdicts: what is said in a note, and what a clerk can put into a letter.

A sentence is made of pieces: words, and places for numbers. For one community the places are
filled at once; for a table the words of one community serve all that differ in numbers only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from ..language import joined, said, spoken
from ..library.shelf.law import Law
from ..measures import LEVELS
from ..outcomes.line import Line
from ..policy import Citation, Document
from ..quantity import UNITS, Label
from ..record import Record
from .notes import ranked

__all__ = ["Place", "Says", "Sentence", "amount_words", "cited", "filled", "letter"]


class Place(Record):
    """Where a number stands: ``low``, ``high``, ``actual``, ``gap`` or a level that pays, in the
    reading of that number (None: over all readings)."""

    name: str
    reading: int | None = None


Sentence: TypeAlias = tuple[str | Place, ...]
_LEVELS = {
    "province": Label("省级", "the province"),
    "city": Label("市级", "the city"),
    "county": Label("县（市、区）", "the county or district"),
    "street": Label("街道", "the street office"),
    "community": Label("社区", "the community"),
}
_BINDS = {
    "must": Label("应", " must be "),
    "should": Label("原则上应", " should in principle be "),
    "target": Label("力争", ": the target is "),
    "may": Label("可以", " may be "),
    "fact": Label("，文件所述为", ": the document reports "),
}
_PER = {
    "year": Label("每年", " a year"),
    "month": Label("每月", " a month"),
    "quarter": Label("每季度", " a quarter"),
    "two-years": Label("每两年", " every two years"),
    "three-years": Label("每三年", " every three years"),
    "term": Label("每届", " a term"),
}


def amount_words(asked: Line, law: Law) -> Callable[[str, Fraction], str]:
    """How numbers of a provision are written: by the name of the place, and the number."""
    levels = ranked(asked.rule, law)

    def written(name: str, value: Fraction) -> str:
        from ..measures import quantity

        if asked.unit == "date" and name == "gap":
            return quantity(value, UNITS["day"])
        if levels and name != "gap" and 1 <= value <= len(levels):
            return levels[int(value) - 1].said()
        return quantity(value, UNITS[asked.unit])

    return written


def filled(
    sentence: Sentence, written: Callable[[str, Fraction], str], values: Mapping[Place, Fraction]
) -> str:
    """A sentence with its numbers put in."""
    return "".join(
        piece if isinstance(piece, str) else written(piece.name, values[piece])
        for piece in sentence
    )


class Says(Record):
    """What a letter speaks of: a provision's verdict, and what is known of its two sides.

    ``needs`` are labels of what is missing, ``readings`` the verdict in each reading where they
    do not agree, ``payers`` the levels that make a gap good ("unstated" among them),
    ``beside`` what is to be said behind it: what was taken or assumed, what other parts get.
    """

    asked: Line
    verdict: str
    low: bool
    high: bool
    same: bool
    actual: bool
    least: bool
    below: bool
    wavers: bool
    about: bool
    doubtful: bool
    figure: bool
    needs: tuple[str, ...]
    readings: Sentence
    payers: tuple[str, ...]
    cites: tuple[Citation, ...]
    document: Document
    beside: tuple[str, ...]

    @property
    def torn(self) -> bool:
        """Whether it is the readings that keep it from being judged: then no one figure is
        required."""
        return self.verdict == "unknown" and bool(self.readings) and not self.needs


def cited(asked: Line, law: Law, figures: Collection[Fraction]) -> tuple[Citation, ...]:
    """The citations a letter quotes: those whose words hold one of the ``figures`` that apply,
    else all. All are of one document, the first that is quoted."""
    from ..library.proof.numerals import stated

    cites = law.cites[asked.provision.id]
    told = [
        cite
        for cite in cites
        if any(not {*one.values, one.high}.isdisjoint(figures) for one in stated(cite.phrase))
    ] or cites
    return tuple(cite for cite in dict.fromkeys(told) if cite.document == told[0].document)


def letter(says: Says) -> Sentence:
    """Where the rule stands, what it asks, what there is, and what follows, in one sentence; then
    what else is to be said, a sentence each."""
    pieces = [*said(_chinese(says), _english(says))]
    for text in says.beside:
        pieces.append(said(f"{text}。", f" {text[:1].upper()}{text[1:]}."))
    joined: list[str | Place] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)


def _source(document: Document) -> str:
    """A document by title and number; of a reply that it is one, and which norm it reports."""
    title = document.title if "《" in document.title else f"《{document.title}》"
    beside = [document.number] if document.number else []
    norm = document.reports
    if norm:
        reported = f"《{norm.title}》" + (f"（{norm.number}）" if norm.number else "")
        beside.append(said(f"答复，转述{reported}", f"a reply, reporting {reported}"))
    elif document.kind == "draft":
        beside.append(said("征求意见稿，尚未施行", "a draft, which is not in force"))
    elif document.kind == "reply":
        beside.append(said("答复，不是规范性文件", "a reply, which is not a norm itself"))
    if not beside:
        return title
    return said(f"{title}（{'；'.join(beside)}）", f"{title} ({'; '.join(beside)})")


def _quoted(cites: Sequence[Citation]) -> str:
    """Each clause with the words quoted from it."""
    clauses: dict[str, list[str]] = {}
    for cite in cites:
        clauses.setdefault(cite.clause, []).append(f"“{_inner(cite.phrase)}”")
    between, beside = said(("、", ""), (", ", " "))
    inside = said("", ", ")
    return between.join(f"{clause}{beside}{inside.join(said)}" for clause, said in clauses.items())


def _inner(phrase: str) -> str:
    """A phrase as it is quoted: quotation marks inside others are single ones."""
    return phrase.replace("“", "‘").replace("”", "’")


def _chinese(says: Says) -> Iterable[str | Place]:
    asked = says.asked
    yield f"按{_source(says.document)}{_quoted(says.cites)}，"
    # What must not be below a figure is the pay, not its floor.
    yield asked.label.zh.removesuffix("下限")
    if not says.torn:
        yield from _required(says)
    if says.actual:
        yield from ("实际为" if says.torn else "，实际为", Place("actual"))
    lead = "，不论按哪种读法都" if says.doubtful else "，"
    match says.verdict:
        case "met":
            may = "属“可以”，不设下限，" if says.below else ""
            yield f"{lead}{may}符合规定。"
        case "near":
            yield from (f"{lead}与约数相差", Place("gap"), "，在一成以内，属接近。")
        case "short" | "over":
            more = "至少" if says.least else ""
            word = "不足" if says.verdict == "short" else "超出"
            if asked.unit == "date":
                word = "早于期限" if says.verdict == "short" else "逾期"
            yield from (f"{lead}{word}{more}", Place("gap"))
            yield from _payers_zh(says.payers)
            yield "。"
        case _:
            yield from _unknown(says)


def _payers_zh(payers: Sequence[str]) -> Iterable[str | Place]:
    if payers == ("unstated",):
        yield "，由哪一级承担文件未写明"
    elif len(payers) == 1:
        yield f"，应由{_LEVELS[payers[0]].zh}承担"
    elif payers:
        yield "，其中"
        for index, level in enumerate(payers):
            yield "、" if index else ""
            yield _LEVELS[level].zh + "承担" if level in _LEVELS else "未写明由谁承担"
            yield Place(level)


def _english(says: Says) -> Iterable[str | Place]:
    asked = says.asked
    yield f"Under {_source(says.document)} {_quoted(says.cites)}, {asked.label.en}"
    if not says.torn:
        yield from _required(says)
    if says.doubtful and says.verdict != "unknown":
        yield ", whichever way the text is read"
    if says.actual:
        yield from (": " if says.torn else "; ", "the actual figure is ", Place("actual"))
    match says.verdict:
        case "met":
            may = " (what may be done need not be: no least number is set)" if says.below else ""
            yield f", which meets the rule{may}."
        case "near":
            yield from (", ", Place("gap"), " off, within a tenth of an approximate figure.")
        case "short" | "over":
            yield ", at least " if says.least else ", "
            word = " short" if says.verdict == "short" else " too much"
            if asked.unit == "date":
                word = " early" if says.verdict == "short" else " late"
            yield from (Place("gap"), word)
            yield from _payers_en(says.payers)
            yield "."
        case _:
            yield from _unknown(says)


def _payers_en(payers: Sequence[str]) -> Iterable[str | Place]:
    if payers == ("unstated",):
        yield "; the document does not say which level pays"
    elif len(payers) == 1:
        yield f", to be paid by {_LEVELS[payers[0]].en}"
    elif payers:
        yield ", of which "
        for index, level in enumerate(payers):
            yield ", " if index else ""
            yield Place(level)
            yield f" by {_LEVELS[level].en}" if level in _LEVELS else " by nobody that is named"


def _required(says: Says) -> Iterable[str | Place]:
    zh = spoken() == "zh"
    asked = says.asked
    if not says.figure:
        yield said("没有可比的数额", ": no figure to compare")
        return
    per = _PER[asked.period].said() if asked.period in _PER and asked.unit == "yuan" else ""
    about = (said("约", "about ")) if says.about else ""
    yield _BINDS[asked.provision.force].said()
    yield said(per, "")
    date = asked.unit == "date"
    if says.low and says.high:
        yield ("为" if zh and asked.provision.force != "fact" else "") + about
        yield Place("low")
        if not says.same:
            yield from (said("至", " to "), Place("high"))
    elif says.low:
        level = asked.unit in (*LEVELS, "level")
        least = said("不低于" if level else "不少于", "no less than " if level else "at least ")
        yield said("不早于", "not before ") if date else least
        yield from (about, Place("low"))
    else:
        yield (said("不晚于" if date else "不超过", "not after " if date else "no more than "))
        yield from (about, Place("high"))
    yield said("", per)


def _unknown(says: Says) -> Iterable[str | Place]:
    if says.needs:
        listed = joined(says.needs)
        yield said(f"，缺少{listed}，无法判断。", f"; without {listed} this cannot be judged.")
    elif says.readings:
        yield (
            said("，文件有不同读法，无法判断：", "; the text can be read in more than one way: ")
        )
        yield from says.readings
        yield said("。", ".")
    elif says.wavers:
        yield said(
            "，该标准随一个本身是范围的数而定，无法判断。",
            "; the standard follows a figure that is itself a range, so this cannot be judged.",
        )
    else:
        yield said("，无法判断。", "; this cannot be judged.")
