"""Asking: which policies answer for a place, with which facts, and which findings were meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..community import facts_of, options_by_place
from ..finding import Finding
from ..inputs import BUILT_IN, InputError
from ..language import joined, said
from ..library.shelf.catalog import Catalog
from ..library.shelf.law import Law, in_force
from ..outcomes.line import picks, views_called
from ..places.place import AmbiguousPlace, Division, contains, division
from ..policy import Policy
from ..quantity import halfwidth
from ..record import Record
from .evaluation import Evaluation
from .plausible import YEARLY, unlikely_of

if TYPE_CHECKING:
    from .explain import Explanation
    from .findings import Told

__all__ = [
    "Answers",
    "AskError",
    "Nothing",
    "Request",
    "ask",
    "chosen",
    "chosen_one",
    "evaluation_for",
    "explain_provision",
    "place_meant",
    "put",
    "unanswered",
    "uncovered",
]


class AskError(ValueError):
    """A question that cannot be put: the message says what was given and what is accepted."""


class Nothing(Exception):
    """No policy covers the place, or none can answer; the message says which ones there are."""


class Request(Record):
    """One question about one community. ``given`` holds input texts by input id; ``place`` is the
    division asked about, None for every place that can answer."""

    question: str
    place: Division | None
    given: Mapping[str, str]
    on: str
    only: tuple[str, ...] = ()
    communities: int | None = None
    letters: bool = False


class Answers(Record):
    """The findings, and what else the asker should be told (one line each).

    ``silent`` holds, without a place, the findings of places that say nothing for what was given.
    """

    findings: list[Finding]
    warnings: list[str]
    silent: Sequence[Finding] = ()


def _check_inputs(request: Request, catalog: Catalog) -> None:
    for name in request.given:
        if name not in BUILT_IN and name not in catalog.input_ids():
            from .unknown_names import unknown_input

            raise AskError(unknown_input(name, request.place, catalog))


def evaluation_for(
    policies: tuple[Policy, ...], place: Division | None, request: Request
) -> tuple[Evaluation, dict[str, InputError]]:
    """The evaluation of a request under the policies of one place, and the inputs they refuse."""
    law = in_force(policies, request.on)
    facts, errors = facts_of(law, request.given)
    return Evaluation(law, facts, options_by_place(law, place), place), errors


def ask(request: Request, catalog: Catalog) -> Answers:
    """The findings of a request. Raises AskError, InputError and Nothing."""
    _check_inputs(request, catalog)
    only = chosen(request, catalog)
    warnings: list[str] = []
    if request.place is not None:
        policies = catalog.answering(request.place, request.question)
        if not policies:
            raise Nothing(uncovered(request.place, catalog))
        groups = [(request.place, policies)]
    else:
        places = [division(code) for code in dict.fromkeys(catalog.places().values())]
        groups = [
            (place, catalog.answering(place, request.question))
            for place in places
            if catalog.answers_itself(place, request.question)
        ]
    findings: list[Finding] = []
    silent: list[Finding] = []
    for place, policies in groups:
        evaluation, errors = evaluation_for(policies, place, request)
        if not YEARLY.keys().isdisjoint(evaluation.facts):
            odd = unlikely_of(evaluation.law.inputs, evaluation.facts)
            warnings += [text for text in odd if text not in warnings]
        if errors and request.place is not None:
            raise next(iter(errors.values()))
        builtin = [
            err for name, err in errors.items() if BUILT_IN.get(name) and not BUILT_IN[name].options
        ]
        if builtin:
            raise builtin[0]
        if errors:
            warnings.append(f"{place.label()}: {next(iter(errors.values()))}")
            continue
        said = put(
            evaluation,
            request.question,
            place,
            request.communities,
            letters=request.letters,
        )
        own = [one.finding for one in said]
        if only:
            own = [finding for finding in own if picks(only, finding.provision, finding.view)]
        if request.place is None and not any(_says_something(f) for f in own):
            silent += own
            continue
        findings += own
    if not findings and only:
        # Line for by name, a provision says what it needs.
        findings = silent
    if not findings:
        from .unknown_names import not_here

        why = not_here(only, request.question, request.place, catalog)
        raise Nothing(why or unanswered(request, warnings))
    if request.place is not None and not only:
        warnings += _inside(request.place, request.question, catalog)
    return Answers(findings, warnings, silent)


def _inside(place: Division, question: str, catalog: Catalog) -> Iterator[str]:
    """Which places inside the one that was asked about have rules of their own."""
    codes = catalog.answering_inside(place, question)
    if codes:
        named = joined(division(code).label() for code in codes[:_NAMED])
        more = len(codes) - _NAMED
        rest = said(f"等{len(codes)}地", f" and {more} more") if more > 0 else ""
        yield said(
            f"其下另有自己规定的：{named}{rest}；加 --city 或 --county 分别来问",
            f"inside it there are rules of their own: {named}{rest}; ask for each by --city or "
            "--county",
        )


_NAMED = 5
_ANSWERS = ("computed", "conditional", "none-fits")


def _says_something(finding: Finding) -> bool:
    if finding.question == "check":
        return dict(finding.extra).get("verdict") not in ("", "unknown")
    return finding.status in _ANSWERS


def place_meant(err: AmbiguousPlace, catalog: Catalog) -> Division | None:
    """The one place of an ambiguous name that a question of policies can mean.

    That is the only candidate a policy covers, unless another bears the same full name: 五华区 in
    Kunming rather than 五华县, but neither of two 朝阳区.
    """
    covered = [one for one in err.candidates if catalog.covering(one)]
    if len(covered) != 1:
        return None
    (meant,) = covered
    namesakes = [one for one in err.candidates if one.name == meant.name]
    return meant if len(namesakes) == 1 else None


def put(
    evaluation: Evaluation,
    question: str,
    place: Division | None,
    communities: int | None = None,
    *,
    letters: bool = False,
) -> list[Told]:
    """What a question gives in one evaluation, every finding with the readings it lists.

    ``letters`` adds to each verdict of a check a sentence for a letter.
    """
    # Each command imports its own question.
    if question == "budget":
        from .budget import budget

        return budget(evaluation, place, communities)
    if question == "staffing":
        from .staffing import staffing

        return staffing(evaluation, place)
    if question == "check":
        from .check import check

        return check(evaluation, place, letters=letters)
    from .salary import salary

    return salary(evaluation, place)


def chosen(request: Request, catalog: Catalog) -> set[str]:
    """What ``--only`` names: full ids of provisions, and of views by an @ and the view's own id
    (``chongqing/director-pay@monthly``). Raises AskError."""
    if not request.only:
        return set()
    wanted: set[str] = set()
    for given in request.only:
        name, at, word = halfwidth(given).casefold().partition("@")
        found = catalog.named(name)
        if not found:
            policy = name.partition("/")[0]
            if policy in catalog.failed:
                raise catalog.failed[policy].problems
            from .called import provisions_called
            from .unknown_names import unknown_provision

            if called := provisions_called(name, catalog):
                wanted.update(called)
                continue

            raise AskError(unknown_provision(name, catalog))
        wanted.update(_views(found, word, catalog) if at else found)
    return wanted


def _views(ids: Iterable[str], word: str, catalog: Catalog) -> Iterator[str]:
    """The views of some provisions that a word names. Raises AskError where there is none."""
    words: dict[str, None] = {}
    found = False
    for name in ids:
        policy = catalog.policies[name.partition("/")[0]]
        provision = policy.provisions.get(name)
        for view in views_called(provision, word) if provision else ():
            found = True
            yield f"{name}@{view}"
        if provision:
            words |= dict.fromkeys(view.id for view in provision.views)
    if not found:
        listed = joined(words)
        raise AskError(
            said(
                f"没有口径 {word}；有：{listed}" if words else f"这一条没有别的口径（@{word}）",
                f"no view is called {word!r}; there is: {listed}"
                if words
                else f"it has no view, and none called {word!r}",
            )
        )


def chosen_one(request: Request, catalog: Catalog) -> str:
    """The full id of the one provision that ``--only`` names, of itself or of a view of it; of
    several, the one of the place that is asked about. Raises AskError."""
    wanted = {one.partition("@")[0] for one in chosen(request, catalog)}
    if len(wanted) > 1 and request.place is not None:
        here = {policy.id for policy in catalog.covering(request.place)}
        wanted = {one for one in wanted if one.partition("/")[0] in here} or wanted
    if len(wanted) != 1:
        listed = ", ".join(sorted(wanted))
        raise AskError(
            said(
                f"{request.only[0]} 可指{len(wanted)}条，请写全：{listed}",
                f"{request.only[0]} may be any of {len(wanted)}; give one of {listed}",
            )
        )
    (name,) = wanted
    if name.endswith("/total") and name not in catalog.provision_ids():
        raise AskError(
            said(
                f"{name} 是合计，不是条款；请用 shequ budget",
                f"{name} is a total, not a provision; use shequ budget",
            )
        )
    return name


def uncovered(place: Division, catalog: Catalog) -> str:
    """What to say where no policy covers a place: which places are covered."""
    every = [(policy, division(code)) for policy, code in catalog.places().items()]
    inside = [(policy, own) for policy, own in every if contains(place, own)]
    listed = said("、", ", ")
    names = listed.join(f"{own.label()} ({policy})" for policy, own in (inside or every))
    there = (
        said("其下有：", "inside it there is: ")
        if inside
        else said("现有政策的地方：", "places covered: ")
    )
    return said(
        f"{place.name}（{place.code}）没有适用的政策；{there}{names}",
        f"no policy covers {place.english} ({place.code}); {there}{names}",
    )


def unanswered(request: Request, warnings: list[str]) -> str:
    """What to say where no provision answers a question."""
    if warnings:
        return "; ".join(warnings)
    words = {"staffing": "人员配备", "budget": "经费", "salary": "薪酬", "check": "核对"}
    where = request.place.label() if request.place else said("现有政策", "the policies")
    return said(
        f"{where}没有可回答的{words.get(request.question, request.question)}条款",
        f"nothing in {where} answers the question of {request.question}",
    )


def explain_provision(request: Request, catalog: Catalog) -> tuple[list[Explanation], Law]:
    """The explanations of the one provision a request names, and the law they stand under.

    Without a place the provision's own place counts. Raises AskError, InputError and Nothing.
    """
    from .explain import explain

    _check_inputs(request, catalog)
    name = chosen_one(request, catalog)
    own = catalog.policies[name.partition("/")[0]]
    place = request.place or division(own.place)
    policies = catalog.covering(place)
    if own not in policies:
        from .unknown_names import not_here

        elsewhere = not_here({name}, "", place, catalog) if policies else ""
        raise Nothing(elsewhere or uncovered(place, catalog))
    evaluation, errors = evaluation_for(policies, place, request)
    for err in errors.values():
        raise err
    provision = own.provisions[name]
    return explain(evaluation, provision, place), evaluation.law
