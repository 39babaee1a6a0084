"""The format of a policy file, as pydantic models: the border that every file passes.

The models check shape, words and figures; what needs more than one place of the file at once
(references, units, bracket edges) is checked in :mod:`shequ_calc.library.checks.consistency`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from ...policy import (
    DOCUMENT_KINDS,
    FORCES,
    LEVELS,
    PERIODS,
    QUESTIONS,
    SCOPES,
    SEEN,
    TOPICS,
    TRUST,
)
from ...quantity import UNITS
from .rule_schema import Condition, Rule
from .scalars import Date, End, Figure, FullDate, Id, Model, Reference, Text, Words, Wrong

__all__ = ["PHRASE_LIMIT", "PolicyFile"]

PHRASE_LIMIT = 60

if TYPE_CHECKING:
    Question: TypeAlias = str
    Force: TypeAlias = str
    UnitId: TypeAlias = str
    Scope: TypeAlias = str
    Period: TypeAlias = str
    Level: TypeAlias = str
    DocumentKind: TypeAlias = str
    Seen: TypeAlias = str
    Trust: TypeAlias = str
    Topic: TypeAlias = str
else:
    Question = Literal[QUESTIONS]
    Force = Literal[FORCES]
    UnitId = Literal[tuple(UNITS)]
    Scope = Literal[SCOPES]
    Period = Literal[PERIODS]
    Level = Literal[LEVELS]
    DocumentKind = Literal[tuple(DOCUMENT_KINDS)]
    Seen = Literal[SEEN]
    Trust = Literal[TRUST]
    Topic = Literal[tuple(TOPICS)]


class NormModel(Model):
    """The norm that a reply reports."""

    title: Text
    number: Text | None = None


class NotInTextModel(Model):
    """Whence the fields of a document are that its text does not say."""

    title: Words | None = None
    number: Words | None = None
    issuer: Words | None = None
    issued: Words | None = None


class DocumentModel(Model):
    """A document: a norm, a reply that reports one, or the draft of one."""

    title: Text
    issuer: Text
    kind: DocumentKind
    number: Text | None = None
    issued: Annotated[Date | None, Field(description="left out where it is not known")] = None
    in_force: Annotated[Date, Field(description="in force from; a year or a month will do")]
    reports: NormModel | None = None
    text: Annotated[Text | None, Field(description="file name of its plain text, for verify")] = (
        None
    )
    noted: Annotated[Text | None, Field(description="file name of the notes of its phrases")] = None
    not_in_text: NotInTextModel | None = None
    seen: Seen = "whole"
    trust: Trust = "A"
    notes: list[Words] = []

    @model_validator(mode="after")
    def _one_source(self) -> DocumentModel:
        if self.text is not None and self.noted is not None:
            raise Wrong(
                "text 和 noted 只能写一个：有全文的写 text，只有摘记的写 noted",
                "give text or noted, not both: text where its words are at hand, noted where only "
                "notes of its phrases are",
            )
        return self


class ReadingPointModel(Model):
    """An open text: why it is open, and the ways to read it, the default first."""

    why: Words
    options: Annotated[dict[Id, Words], Field(min_length=2)]


class OptionModel(Model):
    """One value of a category input."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    label: Words
    aliases: list[Text] = []


class PlaceReadings(Model):
    """A place whose category is open: the reading point and the category under each reading."""

    readings: Id
    is_: Annotated[dict[Id, str], Field(min_length=2)]


def _place_value(value: Any) -> str:
    return "readings" if isinstance(value, (dict, PlaceReadings)) else "option"


PlaceValue = Annotated[
    Annotated[str, Tag("option")] | Annotated[PlaceReadings, Tag("readings")],
    Discriminator(_place_value),
]


class InputModel(Model):
    """A fact that can be given from outside."""

    label: Words | None = None
    kind: Literal["number", "category", "set", "sequence", "date"] = "number"
    unit: UnitId | None = None
    period: Literal["year", "month"] | None = None
    least: Figure = "0"
    greatest: Figure | None = None
    options: list[OptionModel] = []
    headers: list[Text] = []
    hint: Words | None = None
    by_place: dict[Annotated[str, StringConstraints(pattern=r"^\d{6}$")], PlaceValue] = {}


class CitationModel(Model):
    """Where a figure stands: document, heading path, and the few words that hold it."""

    document: Id
    clause: Text
    phrase: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PHRASE_LIMIT)
    ]


Cite = Annotated[list[CitationModel], Field(min_length=1)]


def _how_many(value: Any) -> str:
    return "several" if isinstance(value, list) else "one"


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


Several = Annotated[
    Annotated[Reference, Tag("one")]
    | Annotated[list[Reference], Field(min_length=1), Tag("several")],
    Discriminator(_how_many),
]


class VersionModel(Model):
    """A rule and when it holds: ``from`` and ``until`` may be a day, a month or a year."""

    from_: Date | None = None
    until: Date | None = None
    rule: Rule
    cite: list[CitationModel] = []


class ViewModel(Model):
    """A provision said again for another scope or period, or for another question."""

    questions: Annotated[list[Question], Field(min_length=1)]
    label: Words | None = None
    unit: UnitId | None = None
    scope: Scope | None = None
    period: Period | None = None
    role: Literal["line", "part", "reference"] = "part"
    for_: Condition | None = None
    rule: Rule
    actual: Rule | None = None


class PayerModel(Model):
    """Who bears a line: a share of it, an amount, or what the others leave."""

    level: Level
    share: Figure | None = None
    amount: Rule | None = None
    assume: Id | None = None

    @model_validator(mode="after")
    def _one_way(self) -> PayerModel:
        if self.share is not None and self.amount is not None:
            raise Wrong(
                "share 和 amount 只能写一个；都不写则承担其余部分",
                "give share or amount, not both; neither takes what the others leave",
            )
        return self


class ReadAsModel(Model):
    """Why a rule says otherwise than the words of its phrases."""

    bound: Words | None = None
    force: Words | None = None
    period: Words | None = None
    option: Words | None = None


class ProvisionModel(Model):
    """One rule with its citation."""

    label: Words
    questions: Annotated[list[Question], Field(min_length=1)]
    force: Force
    unit: UnitId
    scope: Scope
    period: Period | None = None
    role: Literal["line", "part", "reference"] = "line"
    topic: Topic | None = None
    cite: Cite
    read_as: ReadAsModel | None = None
    for_: Annotated[Condition | None, Field(description="whom it is for")] = None
    rule: Rule | None = None
    versions: list[VersionModel] = []
    views: dict[Id, ViewModel] = {}
    payers: list[PayerModel] = []
    only_where: Words | None = None
    part_of: Reference | None = None
    on_top_of: Reference | None = None
    replaces: Annotated[Several, AfterValidator(_listed)] = []
    points: list[Id] = []
    notes: list[Words] = []
    opens: Annotated[
        Words | None, Field(description="why a total with this line is open above")
    ] = None
    actual: Annotated[Rule | None, Field(description="what check holds against the rule")] = None

    @model_validator(mode="after")
    def _rule_or_versions(self) -> ProvisionModel:
        if (self.rule is None) == (not self.versions):
            raise Wrong(
                "rule 和 versions 要写一个，也只能写一个",
                "give rule or versions: one of them, and not both",
            )
        return self


class ExpectModel(Model):
    """What a worked example expects of a provision; only what is written is compared."""

    low: End | None = None
    high: End | None = None
    unit: str | None = None
    scope: str | None = None
    period: str | None = None
    force: str | None = None
    status: str | None = None
    basis: str | None = None
    about: Literal["yes", "no"] | None = None
    role: str | None = None
    readings: str | None = None
    payers: str | None = None
    needs: str | None = None
    verdict: str | None = None
    actual: End | None = None
    gap: End | None = None


class CaseModel(Model):
    """A worked example."""

    ask: Literal["staffing", "budget", "salary", "check"]
    place: Text | None = None
    given: dict[str, str] = {}
    on: FullDate = "2024-01-01"
    expect: Annotated[dict[str, ExpectModel], Field(min_length=1)]
    because: Text


class PolicyFile(Model):
    """A policy: one place's rules, with the documents they come from."""

    place: Annotated[
        str, StringConstraints(pattern=r"^\d{6}$"), Field(description="GB/T 2260 code of the place")
    ]
    label: Words
    extends: Id | None = None
    documents: dict[Id, DocumentModel] = {}
    readings: dict[Id, ReadingPointModel] = {}
    assumptions: dict[Id, Words] = {}
    inputs: dict[Id, InputModel] = {}
    provisions: Annotated[dict[Id, ProvisionModel], Field(min_length=1)]
    cases: list[CaseModel] = []
