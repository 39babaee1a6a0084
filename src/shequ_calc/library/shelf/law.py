"""The policies in force at a place on a day: which provisions hold, with which rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...inputs import BUILT_IN
from ...policy import Citation, Document, InputSpec, Policy, Provision, ReadingPoint, Version
from ...quantity import Label
from ...record import Record
from ...rules.nodes import NoAmount, Readings, Ref, Rule

__all__ = ["Law", "first_day", "in_force", "last_day", "when_in_force"]


class Law(Record):
    """Everything that holds at a place on a day.

    ``rules`` has an entry for every provision, also for one that is replaced or not in force, so
    that references always lead somewhere; ``provisions`` lists those that hold, ``lapsed`` those
    that do not hold on that day. ``cites`` are the citations of the version in force.
    """

    policies: tuple[Policy, ...]
    provisions: Mapping[str, Provision]
    lapsed: Mapping[str, Provision]
    rules: Mapping[str, Rule]
    cites: Mapping[str, tuple[Citation, ...]]
    inputs: Mapping[str, InputSpec]
    points: Mapping[str, ReadingPoint]
    assumptions: Mapping[str, Label]
    on: str

    def document(self, provision: Provision, cite: Citation) -> Document:
        """The document a citation of a provision names."""
        owner = next(policy for policy in self.policies if policy.id == provision.policy)
        return owner.documents[cite.document]


def first_day(date: str) -> str:
    """The first day a date as imprecise as ``2017`` or ``2017-03`` can mean."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def last_day(date: str) -> str:
    """The last day a date as imprecise as ``2017`` or ``2017-03`` can mean."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        import calendar

        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:7]))[1]:02d}"
    return date


def when_in_force(policy: Policy, provision: Provision, on: str) -> Label:
    """Until when a provision that is not in force on a day was, and from when it will be."""
    before = [version.ends for version in provision.versions if _ended(version, on)]
    after = [_begins(policy, version) for version in provision.versions if not _ended(version, on)]
    zh, en = [f"至{end}" for end in before[-1:]], [f"until {end}" for end in before[-1:]]
    zh += [f"自{begin}起" for begin in after[:1]]
    en += [f"from {begin}" for begin in after[:1]]
    return Label("，".join(zh), ", ".join(en))


def _begins(policy: Policy, version: Version) -> str:
    """The date from which a version holds: its own, or that of the document it cites first. "" is
    not known: of what ended before its document began, the document reports no more than that."""
    if version.begins or not version.cite:
        return version.begins
    document = policy.documents.get(version.cite[0].document)
    if document is None or (
        version.ends and first_day(version.ends) <= first_day(document.in_force)
    ):
        return ""
    return document.in_force


def _begun(policy: Policy, version: Version, on: str) -> bool:
    begins = _begins(policy, version)
    return not begins or first_day(begins) <= on


def _ended(version: Version, on: str) -> bool:
    return bool(version.ends) and last_day(version.ends) < on


def _version_name(version: Version) -> Label:
    begins, ends = version.begins, version.ends
    since, until = _in_chinese(begins), _in_chinese(ends)
    if begins and ends:
        return Label(f"{since}至{until}的标准", f"the rule from {begins} to {ends}")
    if begins:
        return Label(f"{since}起的标准", f"the rule from {begins} on")
    return Label(f"{until}及以前的标准", f"the rule until {ends}")


def _in_chinese(date: str) -> str:
    return "".join(
        f"{int(part)}{name}" for part, name in zip(date.split("-"), "年月日", strict=False) if part
    )


def in_force(policies: Sequence[Policy], on: str) -> Law:
    """What holds on the day ``on`` of ``policies``, which are given the most local first.

    Inside a year or month that a document leaves imprecise, both versions are readings. A
    provision that replaces one of a higher place takes its place in every reference.
    """
    rules: dict[str, Rule] = {}
    cites: dict[str, tuple[Citation, ...]] = {}
    holding: dict[str, Provision] = {}
    lapsed: dict[str, Provision] = {}
    inputs: dict[str, InputSpec] = dict(BUILT_IN)
    points: dict[str, ReadingPoint] = {}
    assumptions: dict[str, Label] = {}
    replaced: dict[str, str] = {}
    for policy in reversed(policies):
        inputs |= policy.inputs
        points |= policy.readings
        assumptions |= policy.assumptions
    for policy in policies:
        for provision in policy.provisions.values():
            possible = [
                version
                for version in provision.versions
                if _begun(policy, version, on) and not _ended(version, on)
            ]
            if not possible:
                lapsed[provision.id] = provision
                ended = [version for version in provision.versions if _ended(version, on)]
                rules[provision.id] = NoAmount(Label(f"{on} 未施行", f"not in force on {on}"))
                cites[provision.id] = (ended or provision.versions)[-1 if ended else 0].cite
                continue
            holding[provision.id] = provision
            cites[provision.id] = possible[-1].cite
            if len(possible) == 1:
                rules[provision.id] = possible[0].rule
            else:
                doubt = f"{provision.id}#version"
                names = [_version_name(version) for version in possible]
                why = Label(
                    "生效的具体日期文件未写明", "the document does not give the day it took effect"
                )
                points[doubt] = ReadingPoint(doubt, why, {name.en: name for name in names})
                options = zip(names, possible, strict=True)
                rules[provision.id] = Readings(doubt, tuple((n.en, v.rule) for n, v in options))
            if provision.replaces:
                replaced[provision.replaces] = provision.id
    for old, new in replaced.items():
        if old in rules:
            rules[old] = Ref(new)
            holding.pop(old, None)
            lapsed.pop(old, None)
    return Law(tuple(policies), holding, lapsed, rules, cites, inputs, points, assumptions, on)
