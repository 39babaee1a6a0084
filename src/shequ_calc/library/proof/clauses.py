"""The plain text of a document, split along its headings, and where a phrase stands in it.

Headings are 第三章, 第五条, 一、 and (一) and 1. and (1) at the beginning of a line, and 一是 in a
paragraph; an unnumbered section (下一步…) is told by the paragraph that opens it. A text that holds
several documents is split by their titles first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

__all__ = ["Clause", "Line", "NoSuchTitle", "Outline", "cited_path", "lines_of", "nearest", "plain"]

Line = tuple[int, str]
"""A line of a text: its number, counting from 1, and what it says, folded by :func:`plain`."""

_FOLD = dict.fromkeys(map(ord, "“”„‟「」『』〝〞"), '"') | dict.fromkeys(map(ord, "‘’‚‛"), "'")
_FOLD |= dict.fromkeys(map(ord, "—–―─‐‑−〜"), "-") | {ord("〈"): "<", ord("〉"): ">", ord("∶"): ":"}

_CN = "[一二三四五六七八九十百]+"
_NUMBERS = "一二三四五六七八九"
_CHAPTER, _PART, _ARTICLE, _FIRST, _SECOND, _THIRD, _FOURTH, _INLINE = range(8)
_ROOT = -1
_HEADINGS = (
    (_CHAPTER, re.compile(f"第({_CN})章"), "第{}章"),
    (_PART, re.compile(f"第({_CN})节"), "第{}节"),
    (_ARTICLE, re.compile(f"第({_CN})条"), "第{}条"),
    (_FIRST, re.compile(f"({_CN})、"), "{}"),
    (_SECOND, re.compile(rf"\(({_CN})\)"), "({})"),
    (_THIRD, re.compile(r"(\d{1,2})[.、](?!\d)"), "{}"),
    (_FOURTH, re.compile(r"\((\d{1,2})\)"), "({})"),
)
_INLINE_HEADING = re.compile(rf"(?:^|(?<=[。;:,.、!?\")]))({_CN})是")
_OPENINGS = ("下一步", "下一阶段", "今后")
_ENDINGS = tuple("。;:!?.")
_UNNUMBERED = "§"
_STEPS = re.compile(
    rf"(?P<named>第{_CN}[章节条]|{_CN}是|\((?:{_CN}|\d{{1,2}})\))"
    rf"|(?P<first>{_CN})(?:、|(?=[\s(\d]|$))|(?P<third>\d{{1,2}})[.、]?(?!\d)|(?P<words>[^()\s,、]+)"
)


def plain(text: str) -> str:
    """``text`` without white space, full width made half, and one shape for quotes and dashes."""
    folded = unicodedata.normalize("NFKC", text).translate(_FOLD)
    return "".join(
        sign for sign in folded if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )


class NoSuchTitle(ValueError):
    """A text that should hold several documents has no line with the title of one."""


def lines_of(text: str, title: str = "", titles: Sequence[str] = ()) -> list[Line]:
    """The lines of a text that are not empty, from the title of the document on, where that
    stands on a line (or up to three lines) of its own, to the next of the other ``titles``.

    Raises NoSuchTitle where the text holds several documents and has no such line for this one.
    """
    numbered = ((number, plain(raw)) for number, raw in enumerate(text.splitlines(), 1))
    lines = [(number, line) for number, line in numbered if line]
    wanted = {plain(one) for one in (title, *titles) if one}
    starts = {one: at for one in wanted if (at := _title_line(lines, one)) is not None}
    start = starts.get(plain(title))
    if start is None:
        if len(wanted) > 1:
            raise NoSuchTitle(title)
        return lines
    end = min((at for at in starts.values() if at > start), default=len(lines))
    return lines[start:end]


def _title_line(lines: list[Line], title: str) -> int | None:
    """Where a title stands alone: the last such place, since a list of contents comes first."""
    found = None
    for at in range(len(lines)):
        joined = ""
        for _, line in lines[at : at + 3]:
            joined += line
            if joined == title:
                found = at
    return found


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of text under one heading path, without what stands under lower headings.

    ``path`` holds the tokens from the top (``("二", "(三)", "2")``); that of an unnumbered section
    is ``§`` and the paragraph that opens it. ``line`` is where the piece begins.
    """

    path: tuple[str, ...]
    line: int
    text: str

    @property
    def label(self) -> str:
        """The heading path as a person writes it: ``二(三)2``, ``二 一是``, ``下一步(三)``."""
        words = ""
        for token in self.path:
            said = _short(token) if token.startswith(_UNNUMBERED) else token
            words += f" {said}" if words[-1:].isalnum() and said[:1] in _NUMBERS + "十" else said
        return words


def _short(token: str) -> str:
    lead = token.removeprefix(_UNNUMBERED)
    return next((words for words in _OPENINGS if words in lead), lead[:6])


class Outline:
    """A document's text by its headings, in the order of the text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.clauses = tuple(_joined(_pieces(lines)))

    def under(self, path: tuple[str, ...]) -> tuple[Clause, ...]:
        """What stands under a cited path, lower headings included; empty if there is no such
        heading. Chapters and sections (章, 节) above an article may be left out."""
        return tuple(clause for clause in self.clauses if _leads(path, clause.path))

    def at(self, path: tuple[str, ...]) -> tuple[Clause, ...]:
        """What stands under a cited path itself. Of the headings below it only 一是, 二是 … may be
        left out, since they divide a paragraph and no clause."""
        return tuple(
            clause
            for clause in self.under(path)
            if all(token.endswith("是") for token in _cited_part(path, clause.path)[len(path) :])
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """The heading paths there are, as a person writes them."""
        return tuple(dict.fromkeys(clause.label for clause in self.clauses if clause.path))


def _cited_part(cited: tuple[str, ...], path: tuple[str, ...]) -> tuple[str, ...]:
    if cited and cited[0].endswith(("章", "节")):
        return path
    return tuple(token for token in path if not re.fullmatch(f"第{_CN}[章节]", token))


def _leads(cited: tuple[str, ...], path: tuple[str, ...]) -> bool:
    path = _cited_part(cited, path)
    return len(path) >= len(cited) and all(
        want == token or (token.startswith(_UNNUMBERED) and len(want) > 1 and want in token)
        for want, token in zip(cited, path, strict=False)
    )


def cited_path(clause: str) -> tuple[str, ...]:
    """The tokens of a clause as a policy cites it: ``二(四)``, ``一、(四)``, ``一(四)一是``,
    ``二 一是``, ``第五条``, ``下一步(三)``."""
    text = unicodedata.normalize("NFKC", clause).strip()
    return tuple(
        next(token for token in match.groups() if token) for match in _STEPS.finditer(text)
    )


@dataclass(slots=True)
class _Place:
    """A heading on the way down to where the reading is, with the last number of each rank."""

    rank: int
    token: str
    last: dict[int, int] = field(default_factory=dict)


_Piece = tuple[tuple[_Place, ...], int, str]


def _joined(pieces: Sequence[_Piece]) -> Iterator[Clause]:
    """Clauses, from pieces of which neighbours under one heading belong together."""
    at = 0
    while at < len(pieces):
        trail, number, text = pieces[at]
        at += 1
        while at < len(pieces) and pieces[at][0] == trail:
            text += pieces[at][2]
            at += 1
        yield Clause(tuple(place.token for place in trail[1:]), number, text)


def _pieces(lines: Sequence[Line]) -> list[_Piece]:
    places = [_Place(_ROOT, "")]
    pieces: list[_Piece] = []
    ended = True
    for number, line in lines:
        heading = _heading(line, places)
        if heading is not None:
            rank, count, token = heading
            _leave(places, rank)
            if count == 1 and rank in places[-1].last:
                _open_section(places, pieces)
            places[-1].last[rank] = count
            places.append(_Place(rank, token))
        elif line.startswith(_OPENINGS):
            _leave(places, _FIRST)
            places.append(_Place(_FIRST, _UNNUMBERED + line))
        elif ended:
            # A new paragraph, and not a line that the one before runs into.
            _leave(places, _INLINE)
        _read(line, number, places, pieces)
        ended = line.endswith(_ENDINGS)
    return pieces


def _heading(line: str, places: list[_Place]) -> tuple[int, int, str] | None:
    """The heading a line begins with, if its number goes on from the last or begins anew."""
    for rank, pattern, shape in _HEADINGS:
        if match := pattern.match(line):
            figures = match[1].isdigit()
            count = int(match[1]) if figures else _count(match[1])
            parent = next(place for place in reversed(places) if place.rank < rank)
            last = parent.last.get(rank, 0)
            goes_on = count == last + 1 if figures else count >= last
            return (rank, count, shape.format(match[1])) if goes_on or count == 1 else None
    return None


def _count(numeral: str) -> int:
    total = digit = 0
    for sign in numeral:
        if sign in _NUMBERS:
            digit = _NUMBERS.index(sign) + 1
        else:
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
    return total + digit


def _leave(places: list[_Place], rank: int) -> None:
    while places[-1].rank >= rank:
        places.pop()


def _open_section(places: list[_Place], pieces: list[_Piece]) -> None:
    """Numbers that begin anew open an unnumbered section, named by the paragraph before them."""
    _, number, lead = pieces[-1]
    headed = any(pattern.match(lead) for _, pattern, _ in _HEADINGS)
    rank = max(places[-1].rank, 0)
    if places[-1].rank > _ROOT:
        places.pop()
    places.append(_Place(rank, _UNNUMBERED + ("" if headed else lead)))
    if not headed:
        pieces[-1] = (tuple(places), number, lead)


def _read(line: str, number: int, places: list[_Place], pieces: list[_Piece]) -> None:
    """Add a line to the pieces, cut where 一是, 二是 … begin."""
    start = 0
    for match in _INLINE_HEADING.finditer(line):
        count = _count(match[1])
        parent = places[-2] if places[-1].rank == _INLINE else places[-1]
        if count not in (1, parent.last.get(_INLINE, 0) + 1):
            continue
        if match.start() > start:
            pieces.append((tuple(places), number, line[start : match.start()]))
        _leave(places, _INLINE)
        parent.last[_INLINE] = count
        places.append(_Place(_INLINE, f"{match[1]}是"))
        start = match.start()
    pieces.append((tuple(places), number, line[start:]))


def nearest(text: str, phrase: str) -> str:
    """The words of ``text`` that are most like ``phrase``; "" where nothing is."""
    block = SequenceMatcher(None, text, phrase, autojunk=False).find_longest_match()
    if block.size < 3:
        return ""
    start = max(block.a - block.b, 0)
    return text[start : start + len(phrase)]
