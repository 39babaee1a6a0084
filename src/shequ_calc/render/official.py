"""Documents of Word in the layout of official ones, by GB/T 9704-2012 (the format of official
documents of Party and government organs): page, types, sizes and spacing."""

from __future__ import annotations

from typing import Any

from ..language import said

__all__ = ["HEADING", "SUBHEADING", "TEXT", "TITLE", "new_document", "paragraph", "typed"]

TITLE, HEADING, SUBHEADING, TEXT = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_LATIN = "Times New Roman"


def new_document() -> Any:
    """An empty document of such pages. Raises ValueError where the library for it is missing."""
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
    return document


def paragraph(
    document: Any,
    text: str,
    font: str,
    size: float,
    *,
    centred: bool = False,
    indented: bool = False,
    style: str | None = None,
) -> Any:
    """A paragraph of ``text`` at the end of the document, ``size`` points high; ``indented`` by two
    characters. Returns it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    made = document.add_paragraph(style=style)
    layout = made.paragraph_format
    leading = 36 if size > 16 else 28 if size == 16 else size * 1.5
    layout.line_spacing, layout.space_before, layout.space_after = Pt(leading), Pt(0), Pt(0)
    if centred:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.space_after = Pt(28)
    if indented:
        layout.first_line_indent = Pt(2 * size)
    run = made.add_run(text)
    run._element.insert(0, typed(font, size))
    return made


def typed(font: str, size: float, *, bold: bool = False) -> Any:
    """The look of a run of text, in black."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    look = OxmlElement("w:rPr")
    fonts = OxmlElement("w:rFonts")
    for name, value in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{name}"), value)
    look.append(fonts)
    for name, value in (("b", str(int(bold))), ("color", "000000"), ("sz", str(round(size * 2)))):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), value)
        look.append(element)
    return look
