"""Policies as plain objects: documents, provisions with their citations, inputs, readings.

A policy is one place's file. It is built by :mod:`shequ_calc.library` and never changes; what it
holds is exactly what the file says, with literals made exact and references made full ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from .quantity import FEN, PART_OF_A_YEAR, UNITS, Label
from .record import Record
from .rules.nodes import Condition, Rule

__all__ = [
    "DOCUMENT_KINDS",
    "FORCES",
    "LEVELS",
    "LEVEL_NAMES",
    "PERIODS",
    "QUESTIONS",
    "ROLES",
    "SCOPES",
    "SEEN",
    "TOPICS",
    "TRUST",
    "Case",
    "Citation",
    "Document",
    "Expectation",
    "InputSpec",
    "Norm",
    "Option",
    "Payer",
    "Policy",
    "Provision",
    "ReadingPoint",
    "Version",
    "View",
]

_NO_WORDS = Label("", "")
QUESTIONS = ("staffing", "budget", "salary", "check")
FORCES = ("must", "should", "may", "target", "fact")
SCOPES = ("community", "person", "household", "street", "county", "city", "province")
PERIODS = ("year", "quarter", "month", "two-years", "three-years", "term", "once")
# How many of the shorter period make the longer.
TURNS = {("month", "year"): 12, ("quarter", "year"): 4, ("month", "quarter"): 3}
ROLES = ("line", "part", "total", "reference")
DOCUMENT_KINDS = {
    "norm": Label("规范性文件", "norm"),
    "reply": Label("答复", "reply"),
    "draft": Label("征求意见稿", "draft"),
}
# How far the source of a document was seen: the whole page, only its opening, or a report about it.
SEEN = ("whole", "opening", "report")
# A: an official site, a law database, a paper of the state or the Party. B: a reprint naming it.
TRUST = ("A", "B")
TOPICS = {
    "posts": Label("员额", "workers and posts"),
    "grids": Label("网格", "grids"),
    "committees": Label("两委成员", "committee members"),
    "community-size": Label("社区规模", "size of a community"),
    "operating-funds": Label("运转经费", "operating funds"),
    "service-funds": Label("服务群众专项经费", "service funds"),
    "party-funds": Label("党建经费", "funds for Party work"),
    "project-funds": Label("项目与奖补", "grants for projects"),
    "personnel-cost": Label("人员支出", "cost of the workers"),
    "premises": Label("用房", "premises"),
    "pay-floor": Label("报酬底线", "least pay"),
    "average-pay": Label("平均报酬", "average pay"),
    "base-pay": Label("基本报酬", "basic pay"),
    "performance-pay": Label("绩效", "performance pay"),
    "allowance": Label("津贴补贴", "allowances"),
    "certificate": Label("职业资格补贴", "allowance for a certificate"),
    "benefits": Label("社会保险等待遇", "insurance and benefits"),
    "grades": Label("等级", "grades of pay"),
    "hiring": Label("招聘条件", "who may be hired"),
    "training": Label("教育培训", "training"),
    "assessment": Label("考核与退出", "assessment and exit"),
    "term": Label("任期与协议", "terms of office and contract"),
    "duties": Label("减负与事项", "duties and relief from them"),
    "services": Label("服务设施与覆盖", "services and their reach"),
    "organisations": Label("社会组织与志愿服务", "organisations and volunteers"),
    "goals": Label("目标与期限", "goals and deadlines"),
}
LEVEL_NAMES = {
    "province": Label("省级", "province"),
    "city": Label("市级", "city"),
    "county": Label("区县", "county"),
    "street": Label("街道", "street"),
    "community": Label("社区", "community"),
    "unstated": Label("未注明", "unstated"),
}
LEVELS = tuple(LEVEL_NAMES)


class Norm(Record):
    """The norm a reply reports."""

    title: str
    number: str


class Document(Record):
    """A document a policy cites. Dates are ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; "" is none.

    ``text`` names its plain text, ``noted`` the notes of its phrases where the text is not at hand.
    """

    id: str
    title: str
    issuer: str
    kind: str
    number: str
    issued: str
    in_force: str
    reports: Norm | None
    text: str
    notes: tuple[Label, ...]
    noted: str = ""
    seen: str = "whole"
    trust: str = "A"


class Citation(Record):
    """Where a figure stands: document id, heading path, and the few words that hold it."""

    document: str
    clause: str
    phrase: str


class ReadingPoint(Record):
    """An open text: why it can be read in more than one way, and the ways, the default first."""

    id: str
    why: Label
    options: Mapping[str, Label]


class Option(Record):
    """One value of a category input, with other words that mean it."""

    id: str
    label: Label
    aliases: tuple[str, ...]


class InputSpec(Record):
    """A fact that can be given from outside: what it is called, counts and may at most be.

    ``kind`` is ``number``, ``category``, ``set`` (several options), ``sequence`` (options in
    order of time) or ``date``. ``by_place`` gives a category by division code, either an option
    or (reading point, option per reading). Money is in yuan a ``period``.
    """

    id: str
    label: Label
    kind: str
    unit: str
    least: Fraction
    greatest: Fraction
    period: str = ""
    options: tuple[Option, ...] = ()
    headers: tuple[str, ...] = ()
    hint: Label = _NO_WORDS
    by_place: Mapping[str, str | tuple[str, Mapping[str, str]]] = MappingProxyType({})

    @property
    def grain(self) -> Fraction | None:
        """What every value of a number is a whole multiple of; None where it may be any."""
        if self.unit == "year":
            return PART_OF_A_YEAR
        if self.unit == "yuan" and self.period == "month":
            # A yearly figure given for a monthly input is a twelfth of it, and stays exact.
            return FEN / 12
        return UNITS[self.unit].grain if self.unit else None


class Payer(Record):
    """Who bears a line: a share of it, an amount, or (neither) what the others leave."""

    level: str
    share: Fraction | None
    amount: Rule | None
    assumption: str


class View(Record):
    """A provision said again for another scope or period, or asked by another question.

    ``meant`` is the condition under which a post, place or person is meant at all (None: all are).
    """

    id: str
    questions: tuple[str, ...]
    label: Label
    unit: str
    scope: str
    period: str
    role: str
    rule: Rule
    actual: Rule | None
    meant: Condition | None = None


class Version(Record):
    """A rule and the days it holds: from and until, as imprecise as the document is."""

    begins: str
    ends: str
    rule: Rule
    cite: tuple[Citation, ...]


class Provision(Record):
    """One rule with its citation. ``id`` is full (``jilin/posts``); money is in yuan.

    ``versions`` holds at least one entry. ``actual`` is what ``check`` holds against the rule.
    ``replaces`` are provisions of higher places in whose place it stands. ``points`` are reading
    points taken at their default without changing a figure, ``meant`` is the condition under which
    a post, place or person is meant (None: all are). ``topic`` is one of TOPICS, "" where the file
    gives none.
    """

    id: str
    label: Label
    questions: tuple[str, ...]
    force: str
    unit: str
    scope: str
    period: str
    role: str
    versions: tuple[Version, ...]
    views: tuple[View, ...]
    payers: tuple[Payer, ...]
    only_where: Label | None
    part_of: str
    on_top_of: str
    replaces: tuple[str, ...]
    points: tuple[str, ...]
    notes: tuple[Label, ...]
    opens: Label | None
    actual: Rule | None
    meant: Condition | None = None
    topic: str = ""

    @property
    def policy(self) -> str:
        """The id of the policy it belongs to."""
        return self.id.partition("/")[0]

    @property
    def key(self) -> str:
        """Its id within the policy."""
        return self.id.partition("/")[2]


class Expectation(Record):
    """What a worked example expects of one provision: field names to the texts they must have."""

    provision: str
    fields: Mapping[str, str | None]


class Case(Record):
    """A worked example: a question, what is given, and the findings it must lead to."""

    question: str
    place: str
    given: Mapping[str, str]
    on: str
    expect: tuple[Expectation, ...]
    because: str


class Policy(Record):
    """One place's rules. ``place`` is a division code."""

    id: str
    place: str
    label: Label
    documents: Mapping[str, Document]
    readings: Mapping[str, ReadingPoint]
    assumptions: Mapping[str, Label]
    inputs: Mapping[str, InputSpec]
    provisions: Mapping[str, Provision]
    read_cases: Callable[[], tuple[Case, ...]]
    origin: str
    digest: str

    @property
    def cases(self) -> tuple[Case, ...]:
        """Its worked examples."""
        return self.read_cases()

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it answers, by its provisions or by a view of one."""
        asked: set[str] = set()
        for provision in self.provisions.values():
            asked.update(provision.questions, *(view.questions for view in provision.views))
        return tuple(question for question in QUESTIONS if question in asked)
