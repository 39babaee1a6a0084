"""Text for reading: an explanation, a policy as a person reads it, the list of policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..library.shelf.law import Law
from ..library.shelf.rule_names import LawNames
from ..places.place import division
from ..policy import Document, Policy, Provision, Version
from ..quantity import Label, number_text
from ..questions.explain import Arithmetic, Explanation
from ..wording import describe
from .finding_text import basis_text, figure, force_text, role_text
from .vocabulary import LEVELS, PERIODS, QUESTIONS, SCOPES, word

__all__ = ["explanation_lines", "policy_lines", "policy_list_lines"]


def explanation_lines(explanations: Sequence[Explanation], law: Law, lang: str) -> Iterator[str]:
    """An explanation, line by line: rule, arithmetic, result, notes, where it stands."""
    zh = lang == "zh"
    provision = explanations[0].provision
    yield f"{provision.label.in_(lang)}  {provision.id}"
    for explanation in explanations:
        finding = explanation.finding
        yield ""
        if len(explanations) > 1:
            yield f"— {finding.label(lang)} —"
        yield "规则" if zh else "Rule"
        yield from _indented(explanation.rule)
        if explanation.arithmetic:
            yield "计算" if zh else "Arithmetic"
            for arithmetic in explanation.arithmetic:
                yield from _arithmetic(arithmetic, lang)
        yield "结果" if zh else "Result"
        words = "，" if zh else ", "
        kind = words.join((force_text(finding.force, lang), basis_text(finding.basis, lang)))
        yield f"  {figure(finding, lang)}{'（' if zh else ' ('}{kind}{'）' if zh else ')'}"
        if finding.notes:
            yield "说明" if zh else "Notes"
            for note in finding.notes:
                yield f"  · {note}"
    yield ""
    yield "出处" if zh else "Where it stands"
    yield from _citations(provision, law)


def _indented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"  {line}"


def _arithmetic(arithmetic: Arithmetic, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    margin = "  "
    if arithmetic.reading:
        yield f"{margin}{'读法' if zh else 'reading'}{'：' if zh else ': '}{arithmetic.reading}"
        margin += "  "
    if arithmetic.given:
        yield f"{margin}{arithmetic.given}"
    if arithmetic.low == arithmetic.high:
        yield f"{margin}{arithmetic.low}"
        return
    if arithmetic.low:
        yield f"{margin}{'下限' if zh else 'low'}  {arithmetic.low}"
    if arithmetic.high:
        yield f"{margin}{'上限' if zh else 'high'}  {arithmetic.high}"


def _citations(provision: Provision, law: Law) -> Iterator[str]:
    for cite in law.cites[provision.id]:
        document = law.document(provision, cite)
        yield f"  {_title(document)} {cite.clause}：“{cite.phrase}”"


def _title(document: Document) -> str:
    number = f"{document.number}，" if document.number else ""
    return f"《{document.title}》（{number}{document.issued}）"


def policy_list_lines(policies: Sequence[Policy], lang: str) -> Iterator[str]:
    """The policies, with place, topics, number of provisions and dates of their documents."""
    zh = lang == "zh"
    for policy in policies:
        place = division(policy.place)
        topics = [
            word(QUESTIONS, question, lang)
            for question in QUESTIONS
            if question in policy.questions
        ]
        count = len(policy.provisions)
        dates = "、".join(dict.fromkeys(d.issued for d in policy.documents.values()))
        provisions = f"{count}条" if zh else f"{count} provisions"
        name = policy.label.in_(lang)
        where = f"{place.label(lang)} {place.code}"
        yield f"{policy.id:<12}{where}  {name}"
        yield f"{'':<12}{provisions} · {('、' if zh else ', ').join(topics)} · {dates}"


def policy_lines(policy: Policy, law: Law, lang: str) -> Iterator[str]:
    """A policy provision by provision: label, force, scope, the rule in words, citations."""
    zh = lang == "zh"
    place = division(policy.place)
    yield f"{policy.label.in_(lang)}  {policy.id}"
    yield f"{place.label(lang)} {place.code}"
    yield ""
    yield "文件" if zh else "Documents"
    for document in policy.documents.values():
        yield from _document(document, lang)
    for provision in policy.provisions.values():
        yield ""
        yield from _provision(provision, law, lang)
    if policy.readings:
        yield ""
        yield "读法" if zh else "Readings"
        for point in policy.readings.values():
            yield f"  {point.id.partition(':')[2]}{'：' if zh else ': '}{point.why.in_(lang)}"
            for index, option in enumerate(point.options.values()):
                default = ("（默认）" if zh else " (default)") if index == 0 else ""
                yield f"    · {option.in_(lang)}{default}"
    if policy.assumptions:
        yield ""
        yield "假定" if zh else "Assumptions"
        for name, words in policy.assumptions.items():
            yield f"  {name.partition(':')[2]}{'：' if zh else ': '}{words.in_(lang)}"


def _document(document: Document, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    kind = {"norm": Label("规范性文件", "norm"), "reply": Label("答复", "reply")}[document.kind]
    yield f"  {_title(document)}"
    yield f"    {document.issuer} · {kind.in_(lang)}"
    if document.reports:
        number = f"（{document.reports.number}）" if document.reports.number else ""
        yield f"    {'转述' if zh else 'reports'} 《{document.reports.title}》{number}"
    for note in document.notes:
        yield f"    {note.in_(lang)}"


def _provision(provision: Provision, law: Law, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    topics = ("、" if zh else ", ").join(word(QUESTIONS, q, lang) for q in provision.questions)
    yield f"{provision.label.in_(lang)}  {provision.id}"
    kind = [force_text(provision.force, lang), topics, word(SCOPES, provision.scope, lang)]
    if provision.period:
        kind.append(word(PERIODS, provision.period, lang))
    if provision.role != "line":
        kind.append(role_text(provision.role, lang))
    yield f"  {' · '.join(kind)}"
    names = LawNames(law, lang, provision.unit)
    for version in provision.versions:
        head = _dates(version, zh)
        if head:
            yield f"  {head}"
        yield from _indented(describe(version.rule, lang, names))
    for view in provision.views:
        yield f"  — {view.label.in_(lang)}"
        inner = describe(view.rule, lang, LawNames(law, lang, view.unit))
        yield from ("  " + line for line in _indented(inner))
    yield from _payers(provision, law, lang)
    if provision.only_where:
        yield f"  {'仅限：' if zh else 'only where '}{provision.only_where.in_(lang)}"
    for note in (*([provision.opens] if provision.opens else []), *provision.notes):
        yield f"  · {note.in_(lang)}"
    for cite in dict.fromkeys(cite for version in provision.versions for cite in version.cite):
        yield f"  {cite.clause}：“{cite.phrase}”"


def _payers(provision: Provision, law: Law, lang: str) -> Iterator[str]:
    zh = lang == "zh"
    names = LawNames(law, lang, "yuan")
    parts = []
    for payer in provision.payers:
        level = word(LEVELS, payer.level, lang)
        if payer.share is not None:
            said = f"{number_text(payer.share * 100)}%"
        elif payer.amount is not None:
            said = describe(payer.amount, lang, names)
        elif len(provision.payers) == 1:
            said = "全部" if zh else "all of it"
        else:
            said = "其余" if zh else "the rest"
        if payer.assumption:
            words = names.assumption(payer.assumption)
            said += f"（假定：{words}）" if zh else f" (assumed: {words})"
        parts.append(f"{level} {said}")
    if parts:
        yield f"  {'承担：' if zh else 'paid by: '}{'；'.join(parts) if zh else '; '.join(parts)}"


def _dates(version: Version, zh: bool) -> str:
    if version.begins and version.ends:
        return (
            f"{version.begins}至{version.ends}："
            if zh
            else f"from {version.begins} to {version.ends}:"
        )
    if version.begins:
        return f"自{version.begins}起：" if zh else f"from {version.begins}:"
    if version.ends:
        return f"{version.ends}以前：" if zh else f"until {version.ends}:"
    return ""
