"""What a check found as letters: one to each community, in the layout of an official letter.

Page, type and spacing follow GB/T 9704-2012 (the format of official documents of Party and
government organs): A4 with margins of 37, 35, 28 and 26 mm, a title in size 2 of 小标宋, the text
in size 3 of 仿宋, 28 points a line. Where a computer has none of these types it takes its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO, Any

from ..finding import Finding
from ..language import joined, said
from ..record import Record
from .wrap import clean

__all__ = ["Letter", "letter_of", "write_letters"]

_TITLE, _HEADING, _TEXT = "方正小标宋简体", "黑体", "仿宋_GB2312"
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
    try:
        import docx
    except ModuleNotFoundError:
        raise ValueError(
            said(
                "写 docx 需要 python-docx：pip install 'shequ-calc[report]'",
                "docx needs python-docx: pip install 'shequ-calc[report]'",
            )
        ) from None
    from docx.shared import Mm

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    for number, letter in enumerate(letters):
        _write(document, letter, on, new_page=number > 0)
    document.save(stream)


def _write(document: Any, letter: Letter, on: str, *, new_page: bool) -> None:
    title = _paragraph(
        document, said("关于社区有关情况核对结果的函", "On the check of the community"),
        _TITLE, 22, centred=True,
    )  # fmt: skip
    title.paragraph_format.page_break_before = new_page
    to = letter.name or letter.place
    _paragraph(document, to + said("：", ":"), _TEXT, 16)
    about = said(
        f"现按{letter.place}{on}有效的规定，将你社区有关情况的核对结果函告如下。",
        f"By the rules in force in {letter.place} on {on}, your community was found as follows.",
    )
    _paragraph(document, about, _TEXT, 16, indented=True)
    if letter.fault:
        text = said(f"所报数据无法核对：{letter.fault}", f"It could not be checked: {letter.fault}")
        _paragraph(document, text, _TEXT, 16, indented=True)
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
            _paragraph(document, numbered, _HEADING, 16, indented=True)
            for text in texts:
                _paragraph(document, text, _TEXT, 16, indented=True)


def _listed(labels: Sequence[str]) -> tuple[str, ...]:
    return (joined(labels) + said("。", "."),) if labels else ()


def _paragraph(
    document: Any, text: str, font: str, size: int, *, centred: bool = False, indented: bool = False
) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing, layout.space_after = Pt(28 if size == 16 else 36), Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.space_after = Pt(28)
    if indented:
        layout.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return paragraph
