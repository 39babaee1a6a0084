"""The policies in force at a place on a day: which provisions hold, with which rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...inputs import BUILT_IN
from ...policy import Citation, Document, InputSpec, Policy, Provision, ReadingPoint, Version, View
from ...quantity import Label
from ...record import Record
from ...rules.nodes import NoAmount, Readings, Ref, Rule

__all__ = ["Law", "first_day", "in_force", "last_day", "when_in_force"]


class Law(Record):
    """Everything that holds at a place on a day.

    ``rules`` has an entry for every provision, also for one that is replaced or not in force, so
    that references always lead somewhere; ``provisions`` lists those that hold, ``lapsed`` those
    that do not hold on that day, ``replaced`` those in whose place another one stands, by whose id.
    ``cites`` are the citations of the version in force.
    """

    policies: tuple[Policy, ...]
    provisions: Mapping[str, Provision]
    lapsed: Mapping[str, Provision]
    replaced: Mapping[str, str]
    rules: Mapping[str, Rule]
    cites: Mapping[str, tuple[Citation, ...]]
    inputs: Mapping[str, InputSpec]
    points: Mapping[str, ReadingPoint]
    assumptions: Mapping[str, Label]
    on: str

    def document(self, provision: Provision, cite: Citation) -> Document:
        """The document a citation of a provision names."""
        return self.policy(provision).documents[cite.document]

    def policy(self, provision: Provision) -> Policy:
        """The policy that a provision belongs to."""
        return next(policy for policy in self.policies if policy.id == provision.policy)

    def provision(self, name: str) -> Provision | None:
        """The provision with a full id, in force or not; None where no policy here has it."""
        found = (policy.provisions.get(name) for policy in self.policies)
        return next((provision for provision in found if provision), None)

    @property
    def total(self) -> str:
        """The id of the budget's total: that of the most local policy with a line for it."""
        summing = (policy for policy in self.policies if any(_may_be_summed(policy)))
        return f"{next(summing, self.policies[0]).id}/total"

    def standing_for(self, name: str) -> str:
        """The id of what stands in the place of a provision: its own, where nothing replaces it."""
        while name in self.replaced:
            name = self.replaced[name]
        return name

    def replaced_by(self, provision: Provision) -> list[Provision]:
        """The provisions in whose place one stands here."""
        names = [one for one in provision.replaces if self.replaced.get(one) == provision.id]
        return [old for name in names if (old := self.provision(name))]


def _may_be_summed(policy: Policy) -> Iterator[bool]:
    """Of each line of a policy, whether it is money of a community's year, due in any case."""
    due = ("yuan", "community", "year", "line")
    for provision in policy.provisions.values():
        lines: list[Provision | View] = [provision, *provision.views]
        for one in lines:
            yearly = (one.unit, one.scope, one.period, one.role) == due
            yield yearly and "budget" in one.questions and not provision.only_where


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
    """Until when a provision that is not in force on a day was, and from when it will be; or from
    when it is reported, where a reply does not say since when there is what it reports."""
    before = [version.ends for version in provision.versions if _ended(version, on)]
    after = [version for version in provision.versions if not _ended(version, on)]
    zh, en = [f"至{end}" for end in before[-1:]], [f"until {end}" for end in before[-1:]]
    for version in after[:1]:
        begins, document = _begins(policy, version), _first_cited(policy, version)
        same = document and document.kind == "reply" and document.issued.startswith(begins)
        if same and begins:
            zh.append(f"答复所述自{begins}起，此前是否施行未写明")
            en.append(f"reported from {begins} on; whether it was before, the reply does not say")
        else:
            zh.append(f"自{begins}起")
            en.append(f"from {begins}")
    return Label("，".join(zh), ", ".join(en))


def _first_cited(policy: Policy, version: Version) -> Document | None:
    return policy.documents.get(version.cite[0].document) if version.cite else None


def _begins(policy: Policy, version: Version) -> str:
    """The date from which a version holds: its own, or that of the document it cites first. "" is
    not known: of what ended before its document began, the document reports no more than that."""
    document = _first_cited(policy, version)
    if version.begins or document is None:
        return version.begins
    if version.ends and first_day(version.ends) <= first_day(document.in_force):
        return ""
    return document.in_force


def _begun(policy: Policy, version: Version, on: str) -> bool:
    begins = _begins(policy, version)
    return not begins or first_day(begins) <= on


def _perhaps_later(policy: Policy, version: Version, on: str) -> bool:
    """Whether what a reply reports may not have begun on a day: that is open inside the year or
    month which it begins in, until the day of the reply."""
    begins = _begins(policy, version)
    document = _first_cited(policy, version)
    if document is None or document.kind != "reply" or not _inside(on, begins):
        return False
    return on < document.issued or _inside(on, document.issued)


def _inside(on: str, date: str) -> bool:
    """Whether a day lies in a year or month."""
    return 0 < len(date) < len(on) and on.startswith(date)


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


_NOT_YET = Label("当时尚未施行", "not in force yet")
_BY_THEN = Label("当时已施行", "in force by then")
_NOTHING_YET = Label("如当时尚未施行，则没有标准", "nothing, if it was not in force yet")


def _in_chinese(date: str) -> str:
    return "".join(
        f"{int(part)}{name}" for part, name in zip(date.split("-"), "年月日", strict=False) if part
    )


def in_force(policies: Sequence[Policy], on: str) -> Law:
    """What holds on the day ``on`` of ``policies``, which are given the most local first.

    Inside a year or month that a document leaves imprecise, both versions are readings, or that
    what a reply reports was in force and that it was not yet. A
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
            ways = [(_version_name(version), version.rule) for version in possible]
            doubt = f"{provision.id}#version"
            if len(ways) == 1 and _perhaps_later(policy, possible[0], on):
                ways = [(_NOT_YET, NoAmount(_NOTHING_YET)), (_BY_THEN, possible[0].rule)]
                # What begins together is in force together.
                begins, cite = _begins(policy, possible[0]), possible[0].cite[0]
                doubt = f"{policy.id}:{cite.document}#version-{begins}"
            if len(ways) == 1:
                rules[provision.id] = possible[0].rule
            else:
                why = Label(
                    "生效的具体日期文件未写明", "the document does not give the day it took effect"
                )
                points[doubt] = ReadingPoint(doubt, why, {name.en: name for name, _ in ways})
                rules[provision.id] = Readings(doubt, tuple((n.en, rule) for n, rule in ways))
            # The most local that replaces a provision stands in its place.
            for old in provision.replaces:
                replaced.setdefault(old, provision.id)
    replaced = {old: new for old, new in replaced.items() if old in rules}
    for old, new in replaced.items():
        rules[old] = Ref(new)
        holding.pop(old, None)
        lapsed.pop(old, None)
    return Law(
        tuple(policies), holding, lapsed, replaced, rules, cites, inputs, points, assumptions, on
    )
