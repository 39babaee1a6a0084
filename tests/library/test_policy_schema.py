"""The JSON Schema for editors: it says what the format says, and words on everything."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from audited import BY_ID
from commands import shequ
from shequ_calc.library.format.problems import PolicyProblems
from shequ_calc.library.format.rule_schema import CONDITION_KEYS, RULE_KEYS
from shequ_calc.library.format.schema import PolicyFile
from shequ_calc.library.format.schema_words import WORDS
from shequ_calc.library.format.source import parse

pytestmark = pytest.mark.whole_shelf

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "shequ.schema.json"
SHIPPED = sorted((ROOT / "policies").rglob("*.yaml"))
OWN = sorted([*(ROOT / "examples" / "policies").glob("*.yaml")])
SCHEMA: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def data_of(path: Path) -> Any:
    return parse(path.read_text(encoding="utf-8"), path.name).data


def test_the_committed_file_is_what_the_command_prints():
    """Renew it with ``shequ policy schema > shequ.schema.json``."""
    result = shequ("policy", "schema")
    assert result.code == 0
    assert result.out == COMMITTED.read_text(encoding="utf-8")


def test_it_is_a_json_schema():
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", [*SHIPPED, *OWN], ids=lambda path: path.name)
def test_policies_satisfy_it(path):
    assert [error.message for error in VALIDATOR.iter_errors(data_of(path))] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_files_name_it(path):
    first, *_ = path.read_text(encoding="utf-8").splitlines()
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / name).resolve() == COMMITTED


def test_numbers_may_be_numbers_as_an_editor_reads_them():
    data = data_of(BY_ID["yunnan"])
    data["provisions"]["training-funds"]["rule"] = 5000
    data["documents"]["reply"]["in-force"] = 2022
    assert VALIDATOR.is_valid(data)


def _set(data: Any, path: str, value: Any) -> None:
    *way, last = path.split(".")
    for key in way:
        data = data[int(key)] if isinstance(data, list) else data[key]
    if value is None:
        del data[last]
    else:
        data[int(last) if isinstance(data, list) else last] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("place", None),
        ("place", "南昌"),
        ("lable", {"zh": "名", "en": "name"}),
        ("label", {"zh": "名"}),
        ("documents.reply.kind", "letter"),
        ("documents.reply.issued", "2020-13-01"),
        ("inputs.posts.unit", "people"),
        ("readings.full-years.options", {"completed": {"zh": "满", "en": "full"}}),
        ("provisions.workers.force", "shall"),
        ("provisions.workers.cite", []),
        ("provisions.workers.cite.0.phrase", "字" * 61),
        ("provisions.workers.rule", None),
        ("provisions.workers.rule", {"floors": "2"}),
        ("provisions.workers.rule", {"floor": "2", "cap": "3"}),
        ("provisions.workers.rule", {"floor": {"at-least": ["posts", "3"]}}),
        ("provisions.workers.rule", "010"),
        ("provisions.workers.rule", -1),
        ("provisions.workers.rule", "Households"),
        ("provisions.workers.rule", {"steps": {"of": "households", "evry": "300"}}),
        ("provisions.workers.rule", {"between": ["1", "2", "3"]}),
        ("provisions.workers.versions", [{"from": "2020", "rule": "5"}]),
        (
            "provisions.workers.rule",
            {"brackets": {"of": "posts", "rows": [{"to": "3", "below": "4", "is": "1"}]}},
        ),
        ("provisions.Workers", {}),
        ("cases.0.ask", "explain"),
    ],
)
def test_what_is_wrong_does_not_pass(path, value):
    data = copy.deepcopy(data_of(BY_ID["nanchang"]))
    assert VALIDATOR.is_valid(data)
    _set(data, path, value)
    assert not VALIDATOR.is_valid(data)


def test_it_takes_what_the_format_takes_and_no_more():
    """Held against the broken files: what their shape makes invalid, and what only their sense."""
    refused = 0
    for path in sorted((ROOT / "tests" / "broken").glob("*.yaml")):
        try:
            data = data_of(path)
        except PolicyProblems:
            continue  # not readable as YAML at all
        try:
            PolicyFile.model_validate(data)
        except ValidationError:
            refused += 1
            assert not VALIDATOR.is_valid(data), path.name
        else:
            assert [error.message for error in VALIDATOR.iter_errors(data)] == [], path.name
    assert refused > 20


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("5", True), ("1.2", True), ("70%", True), ("7/10", True), (".5", True), ("0", True),
        ("0.05", True), ("7/0.5", True), ("7/0", False), ("7/0.0", False), ("010", False),
        ("-1", False), ("1e3", False), ("5万", False), ("1,000", False), ("%", False), ("", False),
    ],
)  # fmt: skip
def test_figures_are_those_of_the_format(text, takes):
    data = data_of(BY_ID["nanchang"])
    data["provisions"]["workers"]["rule"] = text
    try:
        PolicyFile.model_validate(data)
        taken = True
    except ValidationError:
        taken = False
    assert (taken, VALIDATOR.is_valid(data)) == (takes, takes)


def test_every_key_of_every_model_has_words_and_no_words_are_left_over():
    definitions = {"PolicyFile": SCHEMA, **SCHEMA["definitions"]}
    models = {name: body for name, body in definitions.items() if "properties" in body}
    assert set(models) == set(WORDS)
    for name, body in models.items():
        assert set(body["properties"]) == set(WORDS[name]) - {""}, name
        assert all(one["description"] for one in body["properties"].values()), name


def test_the_one_key_unions_are_what_an_editor_can_use():
    for union, keys in (("rule", RULE_KEYS), ("condition", CONDITION_KEYS)):
        members = [one["$ref"].rpartition("/")[2] for one in SCHEMA["definitions"][union]["oneOf"]]
        nodes = [SCHEMA["definitions"][name] for name in members if name != "scalar"]
        assert [node["required"] for node in nodes] == [[key] for key in keys]
        assert all(list(node["properties"]) == node["required"] for node in nodes)
        assert not any(node["additionalProperties"] for node in nodes)
