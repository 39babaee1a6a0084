"""What a check found as letters: one to each community, in the layout of an official letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any

from ..finding import Finding
from ..language import joined, said
from ..record import Record
from .official import HEADING, TEXT, TITLE, new_document, paragraph
from .wrap import clean

__all__ = ["Letter", "letter_of", "write_letters"]

_MISSED = ("short", "over", "near")


class Letter(Record):
    """A letter: to whom, from which place's rules, the sentences of what is missed and of what the
    readings leave open, what is met, what could not be judged for want of data, and ``fault`` where
    nothing could."""

    name: str
    place: str
    missed: tuple[str, ...]
    open: tuple[str, ...]
    met: tuple[str, ...]
    lacking: tuple[str, ...]
    fault: str = ""


def letter_of(name: str, findings: Sequence[Finding]) -> Letter:
    """The letter about a community's findings, to ``name``."""
    missed, left_open, met, lacking, fault = [], [], [], [], ""
    for finding in findings:
        more = dict(finding.extra)
        verdict, sentence = more.get("verdict", ""), clean(more.get("letter", ""))
        if finding.status == "error":
            fault = clean(joined(finding.notes))
        elif verdict in _MISSED:
            missed.append(sentence)
        elif verdict == "met":
            met.append(clean(finding.label()))
        elif verdict == "unknown" and finding.needs:
            lacking.append(clean(finding.label()))
        elif verdict == "unknown":
            left_open.append(sentence)
    places = dict.fromkeys(finding.division_name for finding in findings if finding.division_name)
    return Letter(
        clean(name),
        joined(places),
        tuple(dict.fromkeys(missed)),
        tuple(dict.fromkeys(left_open)),
        tuple(dict.fromkeys(met)),
        tuple(dict.fromkeys(lacking)),
        fault,
    )


def write_letters(letters: Iterable[Letter], stream: IO[bytes], on: str) -> None:
    """Write letters to a document of Word, each on a page of its own; ``on`` is the day whose rules
    count. Raises ValueError where the library for it is missing."""
    document = new_document()
    for number, letter in enumerate(letters):
        _write(document, letter, on, new_page=number > 0)
    document.save(stream)


def _write(document: Any, letter: Letter, on: str, *, new_page: bool) -> None:
    title = paragraph(
        document, said("关于社区有关情况核对结果的函", "On the check of the community"),
        TITLE, 22, centred=True,
    )  # fmt: skip
    title.paragraph_format.page_break_before = new_page
    to = letter.name or letter.place
    paragraph(document, to + said("：", ":"), TEXT, 16)
    about = said(
        f"现按{letter.place}{on}有效的规定，将你社区有关情况的核对结果函告如下。",
        f"By the rules in force in {letter.place} on {on}, your community was found as follows.",
    )
    paragraph(document, about, TEXT, 16, indented=True)
    if letter.fault:
        text = said(f"所报数据无法核对：{letter.fault}", f"It could not be checked: {letter.fault}")
        paragraph(document, text, TEXT, 16, indented=True)
    parts = (
        (said("不符合规定的", "What is missed"), letter.missed),
        (said("文件有不同读法、未作判断的", "What the documents leave open"), letter.open),
        (said("符合规定的", "What is met"), _listed(letter.met)),
        (said("缺少数据、未能核对的", "What could not be checked"), _listed(letter.lacking)),
    )
    numbers = iter(said("一二三四", "1234"))
    for heading, texts in parts:
        if texts:
            numbered = f"{next(numbers)}{said('、', '. ')}{heading}"
            paragraph(document, numbered, HEADING, 16, indented=True)
            for text in texts:
                paragraph(document, text, TEXT, 16, indented=True)


def _listed(labels: Sequence[str]) -> tuple[str, ...]:
    return (joined(labels) + said("。", "."),) if labels else ()
