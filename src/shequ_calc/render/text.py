"""Text for reading: an explanation, a policy as a person reads it, the list of policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language import joined, said
from ..library.shelf.law import Law
from ..library.shelf.rule_names import LawNames
from ..places.place import division
from ..policy import DOCUMENT_KINDS, Document, Policy, Provision, Version
from ..quantity import number_text
from ..questions.explain import Arithmetic, Explanation, Point
from ..questions.notes import replacing, source_notes
from ..wording.description import condition_text, describe
from .finding_text import field_text, figure
from .vocabulary import FORCES, LEVELS, PERIODS, QUESTIONS, ROLES, SCOPES, SEEN, word

__all__ = ["explanation_lines", "policy_lines", "policy_list_lines"]


def explanation_lines(explanations: Sequence[Explanation], law: Law) -> Iterator[str]:
    """An explanation, line by line: rule, arithmetic, result, notes, where it stands."""
    provision = explanations[0].provision
    yield f"{provision.label.said()}  {provision.id}"
    for explanation in explanations:
        finding = explanation.finding
        yield ""
        if len(explanations) > 1:
            yield f"— {finding.label()} —"
        yield said("规则", "Rule")
        yield from _indented(explanation.rule)
        if explanation.points:
            yield said("读法", "Readings")
            for point in explanation.points:
                yield from _point(point)
        if explanation.arithmetic:
            yield said("计算", "Arithmetic")
            for arithmetic in explanation.arithmetic:
                yield from _arithmetic(arithmetic)
        yield said("结果", "Result")
        words = said("，", ", ")
        kind = words.join(field_text(finding, name) for name in ("force", "basis"))
        yield f"  {figure(finding)}{said('（', ' (')}{kind}{said('）', ')')}"
        shown = {point.note for point in explanation.points}
        notes = [note for note in finding.notes if note not in shown]
        if notes:
            yield said("说明", "Notes")
            for note in notes:
                yield f"  · {note}"
    yield ""
    yield said("出处", "Where it stands")
    yield from _citations(provision, law)


def _indented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"  {line}"


def _arithmetic(arithmetic: Arithmetic) -> Iterator[str]:
    margin = "  "
    if arithmetic.reading:
        yield f"{margin}{said('读法', 'reading')}{said('：', ': ')}{arithmetic.reading}"
        margin += "  "
    if arithmetic.given:
        yield f"{margin}{arithmetic.given}"
    for line in arithmetic.decided:
        yield f"{margin}{line}"
    if arithmetic.low == arithmetic.high:
        yield f"{margin}{arithmetic.low}"
    else:
        if arithmetic.low:
            yield f"{margin}{said('下限', 'low')}  {arithmetic.low}"
        if arithmetic.high:
            yield f"{margin}{said('上限', 'high')}  {arithmetic.high}"
    for level, line in arithmetic.payers:
        yield f"{margin}{word(LEVELS, level)}  {line}"


def _point(point: Point) -> Iterator[str]:
    """Why a text is open, the id under which the policy declares it, and each way to read it."""
    yield f"  {point.why}" + (f"  {point.id}" if point.id else "")
    for option in point.options:
        chosen = said("（此处所取）", " (taken here)") if option == point.taken else ""
        yield f"    · {option}{chosen}"


def _citations(provision: Provision, law: Law) -> Iterator[str]:
    for cite in law.cites[provision.id]:
        document = law.document(provision, cite)
        yield f"  {_title(document)} {cite.clause}：“{cite.phrase}”"


def _title(document: Document) -> str:
    issued = document.issued or said("成文日期不详", "day of issue not known")
    beside = "，".join(text for text in (document.number, issued) if text)
    return f"《{document.title}》（{beside}）"


def policy_list_lines(policies: Sequence[Policy]) -> Iterator[str]:
    """The policies, with place, topics, number of provisions and dates of their documents."""
    for policy in policies:
        place = division(policy.place)
        topics = [
            word(QUESTIONS, question) for question in QUESTIONS if question in policy.questions
        ]
        count = len(policy.provisions)
        dates = "、".join(
            dict.fromkeys(filter(None, (d.issued for d in policy.documents.values())))
        )
        provisions = said(f"{count}条", f"{count} provisions")
        name = policy.label.said()
        where = f"{place.label()} {place.code}"
        yield f"{policy.id:<12}{where}  {name}"
        yield f"{'':<12}{provisions} · {(said('、', ', ')).join(topics)} · {dates}"
        sources = dict.fromkeys(_source(one) for one in policy.documents.values())
        yield f"{'':<12}{said('来源：', 'sources: ')}{said('；', '; ').join(sources)}"


def _source(document: Document) -> str:
    """How far a document was seen, and where."""
    seen = word(SEEN, document.seen)
    return said(
        f"{seen}（{'官方' if document.trust == 'A' else '转载'}）",
        f"{seen} ({'official' if document.trust == 'A' else 'a reprint'})",
    )


def policy_lines(policy: Policy, law: Law) -> Iterator[str]:
    """A policy provision by provision: label, force, scope, the rule in words, citations."""
    place = division(policy.place)
    yield f"{policy.label.said()}  {policy.id}"
    yield f"{place.label()} {place.code}"
    yield ""
    yield said("文件", "Documents")
    for document in policy.documents.values():
        yield from _document(document)
    for provision in policy.provisions.values():
        yield ""
        yield from _provision(provision, law)
    if policy.readings:
        yield ""
        yield said("读法", "Readings")
        for point in policy.readings.values():
            yield f"  {point.id.partition(':')[2]}{said('：', ': ')}{point.why.said()}"
            for index, option in enumerate(point.options.values()):
                default = (said("（默认）", " (default)")) if index == 0 else ""
                yield f"    · {option.said()}{default}"
    if policy.assumptions:
        yield ""
        yield said("假定", "Assumptions")
        for name, words in policy.assumptions.items():
            yield f"  {name.partition(':')[2]}{said('：', ': ')}{words.said()}"


def _document(document: Document) -> Iterator[str]:
    yield f"  {_title(document)}"
    yield f"    {document.issuer} · {DOCUMENT_KINDS[document.kind].said()}"
    for note in source_notes(document):
        yield f"    {note.said()}"
    if document.reports:
        number = f"（{document.reports.number}）" if document.reports.number else ""
        yield f"    {said('转述', 'reports')} 《{document.reports.title}》{number}"
    for note in document.notes:
        yield f"    {note.said()}"


def _provision(provision: Provision, law: Law) -> Iterator[str]:
    topics = joined(word(QUESTIONS, q) for q in provision.questions)
    yield f"{provision.label.said()}  {provision.id}"
    kind = [word(FORCES, provision.force), topics, word(SCOPES, provision.scope)]
    if provision.period:
        kind.append(word(PERIODS, provision.period))
    if provision.role != "line":
        kind.append(word(ROLES, provision.role))
    yield f"  {' · '.join(kind)}"
    names = LawNames(law, provision.unit)
    if provision.meant:
        words = condition_text(provision.meant, names)
        yield f"  {said('只适用于：', 'only where ')}{words}"
    for version in provision.versions:
        head = _dates(version)
        if head:
            yield f"  {head}"
        yield from _indented(describe(version.rule, names))
    for view in provision.views:
        yield f"  — {view.label.said()}"
        inner = describe(view.rule, LawNames(law, view.unit))
        yield from ("  " + line for line in _indented(inner))
    yield from _payers(provision, law)
    if provision.only_where:
        yield f"  {said('仅限：', 'only where ')}{provision.only_where.said()}"
    for note in (*([provision.opens] if provision.opens else []), *provision.notes):
        yield f"  · {note.said()}"
    yield from _replacing(provision, law)
    for cite in dict.fromkeys(cite for version in provision.versions for cite in version.cite):
        yield f"  {cite.clause}：“{cite.phrase}”"


def _replacing(provision: Provision, law: Law) -> Iterator[str]:
    """What stands in whose place on the day that was asked for."""
    for name in provision.replaces:
        old = law.provision(name)
        text = replacing(law, old) if old else said(f"取代 {name}", f"in place of {name}")
        standing = law.replaced.get(name) == provision.id
        unless = "" if standing else said("（这一天未取代）", " (not on this day)")
        yield f"  · {text}{unless}"
    if new := law.provision(law.replaced.get(provision.id, "")):
        yield f"  · {said(f'已由 {new.id} 取代', f'{new.id} stands in its place')}"


def _payers(provision: Provision, law: Law) -> Iterator[str]:
    names = LawNames(law, "yuan")
    parts = []
    for payer in provision.payers:
        level = word(LEVELS, payer.level)
        if payer.share is not None:
            part = f"{number_text(payer.share * 100)}%"
        elif payer.amount is not None:
            part = describe(payer.amount, names)
        elif len(provision.payers) == 1:
            part = said("全部", "all of it")
        else:
            part = said("其余", "the rest")
        if payer.assumption:
            words = names.assumption(payer.assumption)
            part += said(f"（假定：{words}）", f" (assumed: {words})")
        parts.append(f"{level} {part}")
    if parts:
        yield f"  {said('承担：', 'paid by: ')}{said('；', '; ').join(parts)}"


def _dates(version: Version) -> str:
    if version.begins and version.ends:
        return said(
            f"{version.begins}至{version.ends}：", f"from {version.begins} to {version.ends}:"
        )
    if version.begins:
        return said(f"自{version.begins}起：", f"from {version.begins}:")
    if version.ends:
        return said(f"{version.ends}以前：", f"until {version.ends}:")
    return ""
