"""docs/policy-format.md: every YAML example in it is validated and computed.

A block that begins with ``place:`` is a whole file with cases of its own. Any other is a fragment:
keys of a file (``inputs:``, ``provisions:`` …) or of one provision, put into a small file here.
Comments in it such as ``# households 4200 → 12..19`` say what it must give; ``# id: … → …`` names
one of several provisions. What fragments declare may be used by all others, as on the page.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commands import shequ
from shequ_calc.finding import Finding
from shequ_calc.library.checks.validate import validate
from shequ_calc.library.format.rule_schema import CONDITION_KEYS, RULE_KEYS
from shequ_calc.library.format.schema_words import WORDS
from shequ_calc.library.format.source import parse
from shequ_calc.library.shelf.build import build_policy
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.places.place import division
from shequ_calc.quantity import number_text
from shequ_calc.questions import Request, ask

PAGE = Path(__file__).parents[2] / "docs" / "policy-format.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^# (?:([a-z][a-z-]*): )?(.*?) ?→ (.+)$", re.MULTILINE)
ROW = re.compile(r"^\| (.+?) \| `(.+?)` \| (.+?) \|$", re.MULTILINE)
DECLARED = ("documents", "readings", "assumptions", "inputs")
FILE_KEYS = {*DECLARED, "provisions"}
NOTICE = {
    "title": "虚构的通知",
    "issuer": "测试",
    "kind": "norm",
    "issued": "2015-01-01",
    "in-force": "2015-01-01",
}
FRAME = {
    "label": {"zh": "所问", "en": "what is asked"},
    "questions": ["staffing"],
    "force": "must",
    "unit": "person",
    "scope": "community",
    "cite": [{"document": "opinions", "clause": "一", "phrase": "虚构"}],
}


class Example(NamedTuple):
    """A block of the page and the line it stands in."""

    text: str
    line: int

    @property
    def whole(self) -> bool:
        return self.text.startswith("place:")

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = parse(self.text, f"line {self.line}").data
        return found

    @property
    def markers(self) -> list[tuple[str, str, str]]:
        return MARKER.findall(self.text)


EXAMPLES = [
    Example(match[1], TEXT.count("\n", 0, match.start()) + 2) for match in BLOCK.finditer(TEXT)
]
WHOLE = [example for example in EXAMPLES if example.whole]
FRAGMENTS = [example for example in EXAMPLES if not example.whole]


def at(example: Example) -> str:
    return f"line {example.line}"


# Whole files


@pytest.fixture
def folder(tmp_path):
    """A folder with one file of the page, beside the first one where it builds on that."""

    def make(example: Example) -> Path:
        if example is not WHOLE[0] and "haibin" in example.text:
            (tmp_path / "haibin.yaml").write_text(WHOLE[0].text, encoding="utf-8")
        name = "haibin" if example is WHOLE[0] else "later"
        (tmp_path / f"{name}.yaml").write_text(example.text, encoding="utf-8")
        return tmp_path

    return make


@pytest.mark.parametrize("example", WHOLE, ids=at)
def test_a_whole_file_validates_and_passes_its_cases(example, folder):
    own = ("--policies", str(folder(example)))
    assert example.data["cases"]
    result = shequ("policy", "validate", *own)
    assert (result.code, result.out) == (0, "")
    result = shequ("policy", "test", *own)
    assert result.code == 0, result.out


@pytest.mark.parametrize("example", WHOLE, ids=at)
def test_its_cases_can_fail(example, folder):
    own = folder(example)
    path = max(own.glob("*.yaml"), key=lambda one: one.name == "later.yaml")
    wrong = re.sub(r"(low: )(\d+)", r"\g<1>9\2", path.read_text(encoding="utf-8"))
    path.write_text(wrong, encoding="utf-8")
    assert shequ("policy", "test", "--policies", str(own)).code == 1


# Fragments


def declarations() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {key: {} for key in DECLARED}
    for example in FRAGMENTS:
        for key in DECLARED:
            found[key] |= example.data.get(key, {})
    found["documents"]["opinions"] = NOTICE
    return found


@cache
def file_of(text: str) -> str:
    """The minimal file around a fragment: with what it uses of what the page declares."""
    data: dict[str, Any] = parse(text, "page").data
    bodies = data["provisions"] if set(data) <= FILE_KEYS else {"asked": data}
    provisions = {name: {**FRAME, **body} for name, body in bodies.items()}
    body = json.dumps(provisions)
    used: dict[str, dict[str, Any]] = {}
    every = declarations()
    for key in ("documents", "assumptions", "inputs", "readings"):
        around = body + json.dumps(used)
        used[key] = {
            name: said
            for name, said in every[key].items()
            if re.search(rf"(?<![a-z-]){name}(?![a-z-])", around)
            and not (key == "inputs" and name in ("grade", "seat") and "inputs" not in data)
        }
    whole = {
        "place": "321200",
        "label": {"zh": "本页的例子", "en": "an example of the page"},
        **{key: value for key, value in used.items() if value},
        "provisions": provisions,
    }
    # JSON is YAML, and has no anchors for what stands in it twice.
    return json.dumps(whole, ensure_ascii=False)


@cache
def catalog_of(text: str) -> Catalog:
    policy = build_policy(validate(parse(file_of(text), "page")), "page", "page", "")
    return Catalog({"page": policy})


def number(value: Fraction | None, unit: str) -> str:
    if value is None:
        return ""
    text = number_text(value)
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if unit == "date" else text


def said(finding: Finding) -> str:
    """A finding as the page writes it: ``9..14``, ``~14 | 15``, ``3.. needs-input households``."""

    def ends(low: Fraction | None, high: Fraction | None) -> str:
        first, last = number(low, finding.unit), number(high, finding.unit)
        return first if first == last else f"{first}..{last}"

    each = [ends(one.low, one.high) for one in finding.readings]
    text = " | ".join(each) or ends(finding.low, finding.high)
    text = f"~{text}" if finding.about and text else text
    state = "" if finding.status == "computed" else finding.status
    return " ".join(part for part in (text, state, *finding.needs) if part)


def answer(text: str, provision: str, given: str) -> Finding:
    facts = dict(pair.split(" ", 1) for pair in given.split(", ") if pair)
    on = facts.pop("on", "2024-01-01")
    catalog = catalog_of(text)
    asked = catalog.policies["page"].provisions[f"page/{provision or 'asked'}"]
    question = next(one for one in asked.questions if one != "check")
    request = Request(question, division("321200"), facts, on, (asked.id,))
    return ask(request, catalog).findings[0]


@pytest.mark.parametrize(
    ("example", "provision", "given", "expected"),
    [
        pytest.param(example, *marker, id=f"line {example.line}: {' '.join(marker)}")
        for example in FRAGMENTS
        for marker in example.markers
    ],
)
def test_a_fragment_gives_what_the_page_says(example, provision, given, expected):
    assert said(answer(example.text, provision, given)) == expected


@pytest.mark.parametrize("example", FRAGMENTS, ids=at)
def test_every_fragment_is_computed_or_used(example):
    """One that only declares something must be used by one that computes."""
    if example.markers:
        return
    data = example.data
    assert set(data) <= set(DECLARED)
    used = "\n".join(file_of(one.text) for one in FRAGMENTS if one.markers)
    for key in DECLARED:
        for name in data.get(key, {}):
            assert f'"{name}": {{' in used, name


# The table of words


ROWS = ROW.findall(TEXT.partition("## From words to YAML")[2].partition("## ")[0])
WORDED = (
    "不低于 不超过 左右 每满 每增加 以上 以下 不满 超过 至 就高 另 其中 上年度 封顶 其余 四舍五入"
)


@pytest.mark.parametrize(("words", "rule", "gives"), ROWS, ids=[row[0][:12] for row in ROWS])
def test_the_table_of_words(words, rule, gives):
    finding = answer(f"rule: {rule}\n", "", "households 4200")
    assert said(finding) == gives.replace("\\|", "|")


def test_the_table_has_the_words_that_matter():
    section = TEXT.partition("## From words to YAML")[2].partition("## Rules, node by node")[0]
    for one in WORDED.split():
        assert one in section, one
    assert len(ROWS) >= 18


# Nothing of the format is left out


@pytest.mark.parametrize("key", [*RULE_KEYS, *CONDITION_KEYS])
def test_every_node_has_an_example_that_is_computed(key):
    shown = [one.text for one in FRAGMENTS if one.markers]
    assert any(re.search(rf"[\s{{]{key}: ", text) or f"{key}:\n" in text for text in shown)


@pytest.mark.parametrize(
    "model",
    ["PolicyFile", "DocumentModel", "ProvisionModel", "ViewModel", "PayerModel", "InputModel",
     "VersionModel", "CaseModel", "ExpectModel", "OptionModel", "Row", "RoundBody", "AgeBody"],
)  # fmt: skip
def test_every_key_is_told_of(model):
    for key in set(WORDS[model]) - {""}:
        assert re.search(rf"`{key}`|(?<![a-z-]){key}:", TEXT), key


def test_links_within_the_page_lead_somewhere():
    heads = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
    for link in re.findall(r"\]\(#([^)]+)\)", TEXT):
        assert link in anchors, link
