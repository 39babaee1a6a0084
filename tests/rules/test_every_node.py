"""A node has its place in every module that CONTRIBUTING lists under "Add a node"."""

from __future__ import annotations

import pytest

from made_up import rule_of
from rule_maker import Rules
from shequ_calc.library.format.rule_schema import CONDITION_KEYS, RULE_KEYS
from shequ_calc.library.proof.figures import STEPS
from shequ_calc.library.shelf.build_rule import RuleBuilder
from shequ_calc.rules import nodes as r
from shequ_calc.rules.walk import TRUTHS, VALUES
from shequ_calc.wording.amounts import AMOUNTS
from shequ_calc.wording.choices import CHOICES, CONDITIONS

KINDS = [
    kind
    for kind in vars(r).values()
    if isinstance(kind, type)
    and issubclass(kind, r.Rule | r.Condition)
    and kind not in (r.Rule, r.Condition)
]


def kinds_in(rules: list[r.Rule]) -> set[type]:
    return {type(node) for rule in rules for node in r.descend(rule)}


PLACES = {
    "rules/walk.py": {*VALUES, *TRUTHS},
    "wording/amounts.py or wording/choices.py": {*AMOUNTS, *CHOICES, *CONDITIONS},
    "library/proof/figures.py": {*STEPS},
    # A rule by itself has no other provision to refer to.
    "tests/rule_maker.py": kinds_in([Rules(seed).rule(5) for seed in range(100)]) | {r.Ref},
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_node_has_all_its_places(kind: type) -> None:
    assert [place for place, kinds in PLACES.items() if kind not in kinds] == []


@pytest.mark.parametrize("key", [*RULE_KEYS, *CONDITION_KEYS])
def test_what_the_schema_takes_is_built(key: str) -> None:
    assert hasattr(RuleBuilder, "_" + key.replace("-", "_"))


def test_nodes_say_where_they_stand_and_are_equal_wherever_that_is() -> None:
    data = {"sum": ["1", {"higher-of": ["households", {"ref": "grids"}]}]}
    rule = rule_of(data)
    assert [node.place for node in r.descend(rule)] == [
        ("sum",),
        ("sum", 0),
        ("sum", 1, "higher-of"),
        ("sum", 1, "higher-of", 0),
        ("sum", 1, "higher-of", 1, "ref"),
    ]
    again = r.placed(rule_of(data), ("elsewhere",))
    assert (again, hash(again)) == (rule, hash(rule))
    assert r.Number.__match_args__ == ("value",)
