"""The chapters of a report that tell of the rules: where they stand, how they were read, and whom
to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...language import joined, said
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import Law, in_force
from ...places.place import division
from ...policy import Document, Policy, Provision
from ...questions.notes import assumed, option_name, reason, source_notes, taken
from ...render.report.report import Block, Chapter
from ...render.summary.grid import Cell, Grid, Group, Head, Row, Section
from ...render.wrap import clean
from ...rules.nodes import Assume, Node, Readings, children
from ..writing.provenance import sources

__all__ = ["rule_chapters"]

_TOPICS = 6  # provisions that an issuer is named for


def rule_chapters(catalog: Catalog, provisions: Iterable[str], on: str) -> Iterator[Chapter]:
    """Where each provision stands, how open texts were read, and who can say more."""
    names = list(dict.fromkeys(provisions))
    found: list[tuple[Law, Provision]] = []
    laws: dict[str, Law] = {}
    for name in names:
        policy = catalog.policies[name.partition("/")[0]]
        provision = policy.provisions.get(name)
        if provision is not None:
            law = laws.setdefault(policy.id, _law(catalog, policy, on))
            found.append((law, provision))
    yield Chapter(said("适用的规定", "The rules applied"), (_sources(catalog, names, on),))
    readings = list(_readings(found))
    if readings:
        title = said("读法和假定", "Readings and assumptions")
        yield Chapter(title, tuple(readings))
    asked = list(_issuers(found))
    if asked:
        lead = said(
            "对文件的含义有疑问，应问发文机关：",
            "What a document means is for those to say who issued it:",
        )
        blocks: tuple[Block, ...] = (lead, *asked)
        yield Chapter(said("向谁询问", "Whom to ask"), blocks)


def _law(catalog: Catalog, policy: Policy, on: str) -> Law:
    return in_force(catalog.covering(division(policy.place)), on)


def _sources(catalog: Catalog, names: Sequence[str], on: str) -> Grid:
    rows = []
    for _, label, title, number, issued, clause, phrase in sources(catalog, names, on=on):
        aside = said("，", ", ").join(one for one in (number, issued) if one)
        document = title + (said(f"（{aside}）", f" ({aside})") if aside else "")
        cells = tuple(Cell(clean(text)) for text in (document, clause, phrase))
        rows.append(Row((clean(label),), cells))
    heads = [said("文件", "document"), said("条款", "clause"), said("原文", "the words")]
    return Grid(
        "", "", (said("规定", "provision"),), (False,),
        tuple(Head(head, words=True) for head in heads),
        (Group("", tuple(rows)),), (), (),
    )  # fmt: skip


def _readings(found: Sequence[tuple[Law, Provision]]) -> Iterator[Section]:
    """Texts that can be read in more than one way, what is taken for granted, and documents that
    were not seen whole."""
    open_texts: dict[str, list[str]] = {}
    granted: dict[str, list[str]] = {}
    seen: dict[str, None] = {}
    for law, provision in found:
        label = provision.label.said()
        for node in _nodes(law.rules[provision.id]):
            if isinstance(node, Readings):
                names = [option_name(law, node.doubt, option) for option, _ in node.options]
                listed = said("；", "; ").join(names)
                why = reason(law, node.doubt).said()
                text = said(f"{why}；读法：{listed}", f"{why}; readings: {listed}")
                open_texts.setdefault(text, []).append(label)
            elif isinstance(node, Assume):
                granted.setdefault(assumed(law.assumptions[node.name]), []).append(label)
        for doubt in provision.points:
            open_texts.setdefault(taken(law, doubt), []).append(label)
        for cite in law.cites[provision.id]:
            document = law.document(provision, cite)
            for note in source_notes(document):
                seen[f"{_called(document)}{said('：', ': ')}{note.said()}"] = None
    yield from _section(said("有不同读法的", "Read in more than one way"), _labelled(open_texts))
    yield from _section(said("文件未写明、作了假定的", "Taken for granted"), _labelled(granted))
    yield from _section(said("未见全文的", "Not seen whole"), list(seen))


def _labelled(texts: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{joined(dict.fromkeys(labels))}{said('：', ': ')}{text}"
            for text, labels in texts.items()]  # fmt: skip


def _section(title: str, lines: Sequence[str]) -> Iterator[Section]:
    if lines:
        yield Section(title, tuple(clean(line) for line in lines))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _nodes(child)


def _issuers(found: Sequence[tuple[Law, Provision]]) -> Iterator[Grid]:
    """Who issued each document, and what of it is applied."""
    documents: dict[tuple[str, str], tuple[Document, dict[str, None]]] = {}
    for law, provision in found:
        for cite in law.cites[provision.id]:
            document = law.document(provision, cite)
            key = document.title, document.number
            documents.setdefault(key, (document, {}))[1][provision.label.said()] = None
    rows = [
        Row(
            (clean(document.issuer or said("未注明", "not named")),),
            (Cell(clean(_called(document))), Cell(clean(_few(list(labels))))),
        )
        for document, labels in documents.values()
    ]
    if rows:
        heads = (said("文件", "document"), said("管什么", "what it governs"))
        yield Grid(
            "", "", (said("发文机关", "issued by"),), (False,),
            tuple(Head(head, words=True) for head in heads),
            (Group("", tuple(rows)),), (), (),
        )  # fmt: skip


def _few(labels: Sequence[str]) -> str:
    more = len(labels) - _TOPICS
    rest = said(f"等{len(labels)}项", f" and {more} more") if more > 0 else ""
    return joined(labels[:_TOPICS]) + rest


def _called(document: Document) -> str:
    name = document.title if "《" in document.title else f"《{document.title}》"
    return name + (
        said(f"（{document.number}）", f" ({document.number})") if document.number else ""
    )
