"""What is said beside a figure, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..inputs import BUILT_IN
from ..language import said
from ..library.shelf.law import Law
from ..policy import Provision
from ..quantity import UNITS, Label, grouped
from .evaluation import Outcome, World

__all__ = ["assumed", "needed", "notes_on", "reading_name", "why"]

_BY_SET = ("party-members", "posts")  # inputs that no option bears the name of

AUTOMATIC = {
    "down": Label("舍去不足部分", "rounded down"),
    "up": Label("不足部分进一", "rounded up"),
    "lower": Label("分界值归前一档", "the shared edge in the lower bracket"),
    "upper": Label("分界值归后一档", "the shared edge in the upper bracket"),
}
_ROUNDING = Label("文件未写明取整方式", "the document does not say how to round")
_EDGE = Label("分界值同属两档", "two brackets include the same edge")


def reading_name(law: Law, world: World) -> str:
    """The name of a reading: the options it takes, in the words of the policy."""
    names = []
    for doubt, option in world.items():
        point = law.points.get(doubt)
        label = point.options.get(option) if point else AUTOMATIC.get(option)
        names.append((label or Label(option, option)).said())
    return said("，", ", ").join(names)


def why(law: Law, doubt: str) -> str:
    """Why a text can be read in more than one way."""
    point = law.points.get(doubt)
    reason = point.why if point else _ROUNDING if "#round" in doubt else _EDGE
    return said(f"有不同读法：{reason.zh}", f"read in more than one way: {reason.en}")


def notes_on(law: Law, provision: Provision, outcome: Outcome, unit: str) -> Iterable[str]:
    """All notes on a provision's figure: conditions, readings, assumptions, what is missing."""
    if provision.only_where:
        yield (said(f"仅限：{provision.only_where.zh}", f"only where {provision.only_where.en}"))
    for doubt in outcome.doubts:
        yield why(law, doubt)
    for doubt in provision.points:
        point = law.points[doubt]
        first = next(iter(point.options.values()))
        yield (
            said(
                f"读法：{point.why.zh}；此处取“{first.zh}”",
                f"reading: {point.why.en}; taken here: {first.en}",
            )
        )
    yield from _marks(law, outcome)
    yield from _nearest(outcome, unit)
    names = {payer.assumption for payer in provision.payers if payer.assumption}
    for name in sorted(names):
        yield assumed(law.assumptions[name])
    if provision.part_of:
        whole = next((p for p in _all(law) if p.id == provision.part_of), None)
        label = whole.label.said() if whole else provision.part_of
        yield said(f"其中：含在“{label}”内", f"part of: {label}")
    if provision.on_top_of:
        base = next((p for p in _all(law) if p.id == provision.on_top_of), None)
        label = base.label.said() if base else provision.on_top_of
        yield said(f"另计：在“{label}”之外", f"on top of: {label}")
    if provision.opens:
        yield provision.opens.said()
    for note in provision.notes:
        yield note.said()
    yield from _reported(law, provision)


def _all(law: Law) -> Iterable[Provision]:
    for policy in law.policies:
        yield from policy.provisions.values()


def assumed(words: Label) -> str:
    """What had to be assumed."""
    return said(f"假定：{words.zh}", f"assumed: {words.en}")


def _marks(law: Law, outcome: Outcome) -> Iterable[str]:
    marks = sorted(outcome.marks())
    for kind, name in marks:
        if kind == "assumed":
            yield assumed(law.assumptions[name])
        elif kind == "no-amount":
            yield said(*name.split("\n"))
        elif kind == "gap":
            yield said("没有一档适用于所给的值", "no bracket covers the value given")
    for kind, name in marks:
        if kind == "needs":
            yield needed(law, name)


def needed(law: Law, name: str) -> str:
    """What is missing: how it is given, its label and where such a figure is published."""
    spec = law.inputs[name]
    hint = spec.hint.said()
    given = f"--{name}" if name in BUILT_IN and name not in _BY_SET else f"--set {name}=…"
    return said(
        f"需要 {given}（{spec.label.zh}）" + (f"：{hint}" if hint else ""),
        f"needs {given} ({spec.label.en})" + (f": {hint}" if hint else ""),
    )


def _nearest(outcome: Outcome, unit: str) -> Iterable[str]:
    for key, terms in dict.fromkeys(note for _, ends in outcome.worlds for note in ends.notes):
        below, above = terms
        kind, *span = key.split()
        if kind == "nearest":
            low, high = grouped(below), grouped(above)
            yield said(
                f"没有合适的整数；两侧最接近的是{low}和{high}",
                f"no whole number fits; the nearest on either side are {low} and {high}",
            )
            continue
        from ..wording import quantity

        least, most = (grouped(Fraction(end)) for end in span)
        few, many = (quantity(count, UNITS[unit]) for count in (below, above))
        few += said(f"（每个超过{most}）", f" (over {most} each)") if below else ""
        yield said(
            f"没有合适的整数；两侧最接近的是{few}和{many}（每个不足{least}）",
            f"no whole number fits; the nearest on either side are {few} and {many} "
            f"(under {least} each)",
        )


def _reported(law: Law, provision: Provision) -> Iterable[str]:
    for cite in law.cites[provision.id][:1]:
        document = law.document(provision, cite)
        if document.kind != "reply":
            continue
        norm = document.reports
        if norm:
            title = f"《{norm.title}》" + (f"（{norm.number}）" if norm.number else "")
            yield said(f"答复所转述：{title}", f"as a reply reports: {title}")
        else:
            yield (said("出自答复，不是规范性文件", "from a reply, which is not a norm itself"))
