"""What is said beside a figure, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..inputs import BUILT_IN
from ..language import said
from ..library.shelf.law import Law
from ..outcomes.line import Line
from ..places.place import division
from ..policy import LEVEL_NAMES, Document, Provision
from ..quantity import UNITS, Label, grouped
from ..rules.bounds import NOT_FOR, PERHAPS_FOR
from ..rules.doubts import World
from ..rules.nodes import Condition, Rank, Rule, descend
from ..rules.walk import Mark, Note
from .evaluation import Outcome

__all__ = [
    "assumed",
    "needed",
    "notes_on",
    "option_name",
    "ranked",
    "reading_name",
    "reason",
    "replacing",
    "source_notes",
    "taken",
    "way_to_give",
    "why",
]

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
    return said("，", ", ").join(option_name(law, *taken) for taken in world.items())


def option_name(law: Law, doubt: str, option: str) -> str:
    """The name of one way to read an open text."""
    point = law.points.get(doubt)
    label = point.options.get(option) if point else AUTOMATIC.get(option)
    return (label or Label(option, option)).said()


def reason(law: Law, doubt: str) -> Label:
    """What a document leaves open."""
    point = law.points.get(doubt)
    return point.why if point else _ROUNDING if "#round" in doubt else _EDGE


def why(law: Law, doubt: str) -> str:
    """Why a text can be read in more than one way."""
    left = reason(law, doubt)
    return said(f"有不同读法：{left.zh}", f"read in more than one way: {left.en}")


def taken(law: Law, point: str) -> str:
    """In which of its ways an open text is read where no figure turns on it."""
    first = next(iter(law.points[point].options.values()))
    left = reason(law, point)
    return said(
        f"读法：{left.zh}；此处取“{first.zh}”",
        f"reading: {left.en}; taken here: {first.en}",
    )


def notes_on(law: Law, asked: Line, outcome: Outcome, status: str) -> Iterable[str]:
    """All notes on a line's figure: conditions, readings, assumptions, what is missing; of one
    that is ``not-for`` what is asked about, for whom it is."""
    provision, unit = asked.provision, asked.unit
    if asked.meant and outcome.marks() & {NOT_FOR, PERHAPS_FOR}:
        yield _for_whom(law, asked.meant, unit)
    elif status == "not-for":
        yield said(
            "不适用于所给的岗位、地方或人员", "not for the post, place or person that is given"
        )
    if status == "not-for":
        yield from _reported(law, provision)
        return
    if provision.only_where:
        yield (said(f"仅限：{provision.only_where.zh}", f"only where {provision.only_where.en}"))
    for doubt in outcome.doubts:
        yield why(law, doubt)
    for point in provision.points:
        yield taken(law, point)
    yield from _marks(law, outcome.marks())
    for beside in dict.fromkeys(note for _, ends in outcome.worlds for note in ends.notes):
        yield _on_bounds(law, beside, unit)
    for part in outcome.amounts():
        level = LEVEL_NAMES[part.level]
        for text in (*_marks(law, part.marks), *(_on_bounds(law, one, unit) for one in part.notes)):
            yield said(f"{level.zh}承担的部分：{text}", f"the part of the {level.en}: {text}")
    names = {payer.assumption for payer in provision.payers if payer.assumption}
    for name in sorted(names):
        yield assumed(law.assumptions[name])
    if provision.part_of:
        label = _called(law, provision.part_of)
        yield said(f"其中：含在“{label}”内", f"part of: {label}")
    if provision.on_top_of:
        label = _called(law, provision.on_top_of)
        yield said(f"另计：在“{label}”之外", f"on top of: {label}")
    yield from (replacing(law, old) for old in law.replaced_by(provision))
    if provision.opens:
        yield provision.opens.said()
    for note in provision.notes:
        yield note.said()
    yield from _reported(law, provision)


def _for_whom(law: Law, meant: Condition, unit: str) -> str:
    from ..library.shelf.rule_names import LawNames
    from ..wording.description import condition_text

    words = condition_text(meant, LawNames(law, unit))
    return said(f"只适用于：{words}", f"only where {words}")


def replacing(law: Law, old: Provision) -> str:
    """Which provision of a higher place another one stands for."""
    place = division(law.policy(old).place)
    return said(
        f"取代{place.name}的“{old.label.zh}”（{old.id}）",
        f"in place of {place.english}'s “{old.label.en}” ({old.id})",
    )


_SEEN = {
    "opening": Label(
        "来源只看过开头，后文可能另有规定",
        "only the opening of its source was seen; what follows may say otherwise",
    ),
    "report": Label("只见到对它的报道", "only a report about it was seen"),
}


def source_notes(document: Document) -> Iterable[Label]:
    """What must be known of where a document's words are from."""
    if document.kind == "draft":
        yield Label("出自征求意见稿，尚未施行", "from a draft, which is not in force")
    if document.seen in _SEEN:
        yield _SEEN[document.seen]
    if document.trust == "B":
        yield Label("来源是转载，不是官方网站", "its source is a reprint, no official site")


def _called(law: Law, name: str) -> str:
    """The label of a provision, or of what stands in its place here."""
    provision = law.provision(law.standing_for(name))
    return provision.label.said() if provision else name


def assumed(words: Label) -> str:
    """What had to be assumed."""
    return said(f"假定：{words.zh}", f"assumed: {words.en}")


def _marks(law: Law, holding: frozenset[Mark]) -> Iterable[str]:
    marks = sorted(holding)
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


def way_to_give(name: str) -> str:
    """How an input is typed: ``--seat``, or ``--set residents=…`` where it has no option."""
    return f"--{name}" if name in BUILT_IN and name not in _BY_SET else f"--set {name}=…"


def needed(law: Law, name: str) -> str:
    """What is missing: how it is given, its label and where such a figure is published."""
    spec = law.inputs[name]
    hint = spec.hint.said()
    given = way_to_give(name)
    return said(
        f"需要 {given}（{spec.label.zh}）" + (f"：{hint}" if hint else ""),
        f"needs {given} ({spec.label.en})" + (f": {hint}" if hint else ""),
    )


def ranked(rule: Rule, law: Law) -> tuple[Label, ...]:
    """The names of the levels in rising order where a rule is about a category's rank."""
    for node in descend(rule):
        if isinstance(node, Rank):
            labels = {option.id: option.label for option in law.inputs[node.of].options}
            return tuple(labels[option] for option in node.options)
    return ()


def _on_bounds(law: Law, note: Note[Fraction], unit: str) -> str:
    """A note that the walk leaves beside a figure, or beside what the figure is made of."""
    from ..measures import quantity

    key, *span = note.key.split()
    named = law.provision(note.provision)
    of = named.unit if named else unit
    # What a part counts is not known here, and what is merely nearest is no amount.
    bare = key == "nearest" or (note.part and not named)
    a, b = (grouped(term) if bare else quantity(term, UNITS[of]) for term in note.terms)
    if span and not note.terms[0]:
        key += "-first"
    least, most = ([grouped(Fraction(end)) for end in span] or ["", ""])[:2]
    text = _ON_BOUNDS[key].said().format(a=a, b=b, least=least, most=most)
    if named:
        return _OF_NAMED.said().format(name=named.label.said(), text=text)
    return _OF_A_PART.said().format(text=text) if note.part else text


_OF_NAMED = Label("“{name}”：{text}", "“{name}”: {text}")
_OF_A_PART = Label("其中一部分：{text}", "a part of it: {text}")
_ON_BOUNDS = {
    "nearest": Label(
        "没有合适的整数；两侧最接近的是{a}和{b}",
        "no whole number fits; the nearest on either side are {a} and {b}",
    ),
    "nearest-each": Label(
        "没有合适的整数；两侧最接近的是{a}（每个超过{most}）和{b}（每个不足{least}）",
        "no whole number fits; the nearest on either side are {a} (over {most} each) "
        "and {b} (under {least} each)",
    ),
    "nearest-each-first": Label(
        "没有合适的整数；两侧最接近的是{a}和{b}（每个不足{least}）",
        "no whole number fits; the nearest on either side are {a} and {b} (under {least} each)",
    ),
    "cap-below": Label(
        "上限{a}低于所限的部分至少要有的{b}，文件未写明如何处理；此处按上限计",
        "the cap of {a} is below {b}, the least of what it limits, and the document does not say "
        "which gives way; the cap is taken here",
    ),
    "floor-above": Label(
        "下限{a}高于所限的部分至多能有的{b}，文件未写明如何处理；此处按下限计",
        "the floor of {a} is above {b}, the most of what it limits, and the document does not say "
        "which gives way; the floor is taken here",
    ),
    "cut-to-line": Label(
        "{a}多于本项所余的{b}，按{b}计",
        "{a} is more than the {b} that is left of the line, and is cut to it",
    ),
    "floor-wavers": Label(
        "下限随一个本身是范围的数而定，在{a}与{b}之间",
        "the floor follows a figure that is itself a range: it lies between {a} and {b}",
    ),
    "cap-wavers": Label(
        "上限随一个本身是范围的数而定，在{a}与{b}之间",
        "the cap follows a figure that is itself a range: it lies between {a} and {b}",
    ),
}


def _reported(law: Law, provision: Provision) -> Iterable[str]:
    documents = dict.fromkeys(law.document(provision, cite) for cite in law.cites[provision.id])
    yield from dict.fromkeys(note.said() for one in documents for note in source_notes(one))
    for document in [*documents][:1]:
        if document.kind != "reply":
            continue
        norm = document.reports
        if norm:
            title = f"《{norm.title}》" + (f"（{norm.number}）" if norm.number else "")
            yield said(f"答复所转述：{title}", f"as a reply reports: {title}")
        else:
            yield (said("出自答复，不是规范性文件", "from a reply, which is not a norm itself"))
