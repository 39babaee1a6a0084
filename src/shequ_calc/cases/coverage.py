"""Which provisions of a policy no worked example expects, and which arms none takes."""

from __future__ import annotations

from collections.abc import Iterator

from ..inputs import InputError
from ..library.shelf.catalog import Catalog
from ..outcomes.line import Line
from ..places.place import PlaceError
from ..policy import Case, Policy
from ..questions.findings import lines_in
from ..questions.request import AskError, Request, evaluation_for
from ..record import Record
from .arms import Place, arms_of, taken
from .running import place_of, viewed

__all__ = ["Coverage", "arms_taken", "coverage_of"]


class Coverage(Record):
    """What the worked examples of a policy reach.

    ``provisions`` and ``arms`` are all there are, by key and by place in the file;
    ``not_expected`` and ``not_taken`` those that no example reaches.
    """

    policy: str
    provisions: tuple[str, ...]
    arms: tuple[Place, ...]
    not_expected: tuple[str, ...]
    not_taken: tuple[Place, ...]

    @property
    def whole(self) -> bool:
        """Whether every provision is expected and every arm taken."""
        return not self.not_expected and not self.not_taken


def coverage_of(policy: Policy, catalog: Catalog) -> Coverage:
    """What the worked examples of a policy reach, each asked as a user would ask it."""
    expected: set[str] = set()
    reached: set[Place] = set()
    for case in policy.cases:
        names = [one.provision.partition("@")[0] for one in case.expect]
        expected.update(name.rpartition("/")[2] for name in names)
        reached.update(arms_taken(policy, case, catalog))
    own = policy.provisions.values()
    arms = tuple(dict.fromkeys(place for provision in own for place in arms_of(provision)))
    keys = tuple(provision.key for provision in own)
    return Coverage(
        policy.id,
        keys,
        arms,
        tuple(key for key in keys if key not in expected),
        tuple(place for place in arms if place not in reached),
    )


def arms_taken(policy: Policy, case: Case, catalog: Catalog) -> Iterator[Place]:
    """The places of the arms that an example takes on the way to what it expects."""
    try:
        place = place_of(policy, case)
        request = Request(case.question, place, case.given, case.on)
        evaluation, errors = evaluation_for(catalog.covering(place), place, request)
    except (AskError, InputError, PlaceError):
        return
    law = evaluation.law
    lines = list(lines_in(law, case.question))
    for line in [] if errors else _expected(policy, case, lines):
        rules = [line.rule]
        if case.question == "check" and line.actual is not None:
            rules.append(line.actual)
        if case.question == "budget":
            rules += [payer.amount for payer in line.payers if payer.amount is not None]
        for world in evaluation.doubts(rules).worlds():
            for rule in rules:
                yield from taken(evaluation.walk(world), rule, law.rules)


def _expected(policy: Policy, case: Case, lines: list[Line]) -> Iterator[Line]:
    for one in case.expect:
        name, _, view = one.provision.partition("@")
        full = name if "/" in name else f"{policy.id}/{name}"
        found = [
            line
            for line in lines
            if full in (line.provision.id, f"{policy.id}/total") and viewed(line, view)
        ]
        # As findings are: of several lines of a provision the first is meant, of a total all.
        yield from found if name.endswith("total") else found[:1]
