"""Made-up policies for the tests: put through the schema, built, and asked as a user asks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import indent

from pydantic import TypeAdapter

from shequ_calc.finding import Finding
from shequ_calc.language import speak
from shequ_calc.library.checks.validate import validate
from shequ_calc.library.format.rule_schema import Rule as RuleSchema
from shequ_calc.library.format.source import parse
from shequ_calc.library.shelf.build import build_policy
from shequ_calc.library.shelf.build_rule import RuleBuilder
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.places.place import division
from shequ_calc.policy import Policy
from shequ_calc.quantity import number_text
from shequ_calc.questions import Request, ask
from shequ_calc.rules.nodes import Rule

HERE = Path(__file__).parent / "policies"


@cache
def built(text: str, name: str) -> Policy:
    file = f"{name}.yaml"
    return build_policy(validate(parse(text, file), unused=False), name, file, "")


def rule_of(data: object) -> Rule:
    """The rule that ``data`` describes, as it may stand in a policy file."""
    schema = TypeAdapter(RuleSchema)
    whole = schema.dump_python(schema.validate_python(data), by_alias=True, exclude_none=True)
    return RuleBuilder("made-up", "posts", "person", {}).rule(whole, ())


@cache
def catalog_of(*names: str) -> Catalog:
    texts = ((HERE / f"{name}.yaml").read_text(encoding="utf-8") for name in names)
    return Catalog({name: built(text, name) for name, text in zip(names, texts, strict=True)})


def facts(given: str) -> dict[str, str]:
    """``households=4200 post=chief`` as input texts by input id."""
    return dict(pair.split("=", 1) for pair in given.split())


def ends(low: object, high: object) -> str:
    """``9..14``, ``5`` where both are the same, ``2..`` and ``..7`` where one is open."""
    first, last = ("" if end is None else number_text(end) for end in (low, high))  # type: ignore[arg-type]
    return first if first == last else f"{first}..{last}"


def ask_rule(
    rule: str, given: str = "", unit: str = "person", scope: str = "community", lang: str = "en"
) -> Finding:
    """What one rule, written as YAML, gives in the frame of ``policies/frame.yaml``."""
    speak(lang)
    period = "period: year" if unit == "yuan" else ""
    frame = (HERE / "frame.yaml").read_text(encoding="utf-8")
    head = frame.replace("$UNIT", unit).replace("$SCOPE", scope).replace("$PERIOD", period)
    policy = built(head + indent(rule.strip("\n"), " " * 6), "made-up")
    request = Request("staffing", division("330000"), facts(given), "2024-01-01")
    return ask(request, Catalog({"made-up": policy})).findings[0]


def ask_policies(
    names: str,
    question: str,
    place: str,
    given: str = "",
    on: str = "2024-01-01",
    communities: int | None = None,
) -> dict[str, Finding]:
    """What the policies of ``policies/NAME.yaml`` answer, by provision id; of several findings
    of one provision (its views) the first."""
    request = Request(question, division(place), facts(given), on, communities=communities)
    found: dict[str, Finding] = {}
    for finding in ask(request, catalog_of(*names.split())).findings:
        found.setdefault(finding.provision, finding)
    return found


def said(finding: Finding) -> str:
    """A finding in a few characters: ``9..14``, ``~14`` for about 14, ``14 | 15`` for two
    readings, and the status with what is needed where it is not simply computed."""
    each = [ends(one.low, one.high) for one in finding.readings]
    text = " | ".join(each) if each else ends(finding.low, finding.high)
    text = "~" + text if finding.about else text
    state = "" if finding.status == "computed" else finding.status
    return (
        " ".join(part for part in ("" if text == ".." else text, state, *finding.needs) if part)
        or "open"
    )
