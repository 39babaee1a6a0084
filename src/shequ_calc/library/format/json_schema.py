"""The format as JSON Schema, for editors: they complete and check a policy while it is written.

What pydantic makes of the models is put into the shape that editors work with best: the unions of
one-key nodes once each (``rule``, ``condition``), scalars by name, words on every key. Scalars are
text in a policy file, while an editor reads ``5`` as a number: both are taken.
"""

from __future__ import annotations

import json
import re
from typing import Any, get_args

from pydantic.json_schema import GenerateJsonSchema

from . import scalars
from .schema import PolicyFile
from .schema_words import SCALAR_WORDS, WORDS

__all__ = ["json_schema", "json_schema_text"]

_NUMBER = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_DIVISOR = rf"(?!0*(\.0*)?\s*$){_NUMBER}"
_FIGURE = rf"\s*\+?(?!0[0-9]+\s*$){_NUMBER}\s*(%|/\s*{_DIVISOR})?\s*"
_ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
_DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_PLAIN = ["string", "number"]
_SCALARS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": f"^{_ID}$"},
    "figure": {"type": _PLAIN, "pattern": f"^{_FIGURE}$", "minimum": 0},
    "end": {"type": _PLAIN, "pattern": f"^({_FIGURE}|none)$", "minimum": 0},
    "date": {"type": ["string", "integer"], "pattern": f"^{_DATE}$"},
    "day": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "reference": {"type": "string", "pattern": "^([a-z][a-z0-9-]*/)?[a-z][a-z0-9-]*$"},
    "scalar": {"type": _PLAIN, "pattern": f"^({_FIGURE}|{_ID})$", "minimum": 0},
    "text": {"type": _PLAIN, "minLength": 1, "maxLength": 1000},
}
_VALIDATED = {
    scalars.Id: "id",
    scalars.Figure: "figure",
    scalars.End: "end",
    scalars.Date: "date",
    scalars.FullDate: "day",
    scalars.Scalar: "scalar",
}
# The last function that a scalar goes through tells which one it is.
_NAMED = {
    [mark.func for mark in get_args(kind) if hasattr(mark, "func")][-1]: name
    for kind, name in _VALIDATED.items()
}
# What one place of a mapping cannot say alone.
_TOGETHER: dict[str, dict[str, Any]] = {
    "ProvisionModel": {"oneOf": [{"required": ["rule"]}, {"required": ["versions"]}]},
    "PayerModel": {"not": {"required": ["share", "amount"]}},
    "Row": {
        "not": {
            "anyOf": [
                {"required": both}
                for both in (
                    ["from", "over"],
                    ["to", "below"],
                    *(["at", edge] for edge in ("from", "over", "to", "below")),
                )
            ]
        }
    },
}
_UNIONS = ("Rule", "Condition")  # the named types of the rule schema
_MARK = "x-scalar"


class _Generator(GenerateJsonSchema):
    """pydantic's generator, which also says by name which scalar a text is."""

    def function_after_schema(self, schema: Any) -> dict[str, Any]:
        made = super().function_after_schema(schema)
        name = _NAMED.get(schema["function"]["function"])
        return {**made, _MARK: name} if name else made


def json_schema() -> dict[str, Any]:
    """The schema of a policy file (JSON Schema, draft 7, which the YAML language server takes)."""
    made = PolicyFile.model_json_schema(by_alias=True, schema_generator=_Generator)
    models = {"PolicyFile": {k: v for k, v in made.items() if k != "$defs"}, **made["$defs"]}
    unions = {name: _union(models.pop(name)["oneOf"]) for name in _UNIONS}
    shaped = {name: _model(name, model) for name, model in models.items()}
    defs = {
        **{name: _worded(body, SCALAR_WORDS[name]) for name, body in _SCALARS.items()},
        **{name.lower(): _worded(one, SCALAR_WORDS[name.lower()]) for name, one in unions.items()},
        **dict(sorted(shaped.items())),
    }
    whole = defs.pop("PolicyFile")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **whole,
        "title": "shequ policy",
        "definitions": defs,
    }


def json_schema_text() -> str:
    """The schema as text, Chinese as it is."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def _worded(body: dict[str, Any], words: str) -> dict[str, Any]:
    return {"description": words, **body}


def _model(name: str, model: dict[str, Any]) -> dict[str, Any]:
    words = WORDS[name]
    keys = {
        key: _worded(_shaped(body), words[key]) for key, body in model.get("properties", {}).items()
    }
    shape = {
        "type": "object",
        "properties": keys,
        **({"required": model["required"]} if "required" in model else {}),
        "additionalProperties": False,
        **_TOGETHER.get(name, {}),
    }
    said = words.get("") or next(iter(words.values()))
    return {"title": _title(name, list(keys)), **_worded(shape, said)}


def _title(name: str, keys: list[str]) -> str:
    """What an editor calls the whole of a mapping, beside the keys in it."""
    if name.endswith("Node"):
        return "{" + keys[0] + "}"
    words = re.findall("[A-Z][a-z]*", name.removesuffix("Model").removesuffix("Body"))
    return " ".join(words).lower()


def _shaped(body: dict[str, Any]) -> dict[str, Any]:
    """What stands at a key, with shared parts by reference and what is only pydantic's left out."""
    if "anyOf" in body:
        real = [one for one in body["anyOf"] if one.get("type") != "null"]
        if len(real) == 1:
            return _shaped(real[0])
    if "oneOf" in body:
        return _union(body["oneOf"])
    if "$ref" in body:
        return _reference(body["$ref"].rpartition("/")[2])
    kind = body.get("type")
    if kind == "array":
        limits: dict[str, Any] = {k: body[k] for k in ("minItems", "maxItems") if k in body}
        return {"type": "array", "items": _shaped(body["items"]), **limits}
    if kind == "object":
        return _mapping(body)
    return _scalar(body)


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name.lower() if name in _UNIONS else name}"}


def _union(members: list[dict[str, Any]]) -> dict[str, Any]:
    # An editor says what is wrong by the first member: for what fits none, by a node.
    inner = sorted(members, key=lambda one: "$ref" not in one)
    return {"oneOf": [_shaped(one) for one in inner]}


def _mapping(body: dict[str, Any]) -> dict[str, Any]:
    least = {"minProperties": body["minProperties"]} if "minProperties" in body else {}
    if "patternProperties" in body:
        ((pattern, inner),) = body["patternProperties"].items()
        held: dict[str, Any] = {"patternProperties": {pattern: _shaped(inner)}}
        return {"type": "object", **held, "additionalProperties": False, **least}
    keys = body.get("propertyNames", {})
    named = {"propertyNames": _reference("id")} if _MARK in keys else {}
    inner = _shaped(body["additionalProperties"])
    return {"type": "object", **named, "additionalProperties": inner, **least}


def _scalar(body: dict[str, Any]) -> dict[str, Any]:
    default = {"default": body["default"]} if body.get("default") else {}
    if "enum" in body or "const" in body:
        return {"enum": body.get("enum") or [body["const"]], **default}
    if _MARK in body:
        return {**_reference(body[_MARK]), **default}
    pattern, limits = body.get("pattern", ""), body.get("maxLength")
    if "/" in pattern:
        return _reference("reference")
    if pattern == r"^\d{6}$":
        return {"type": ["string", "integer"], "pattern": pattern}
    if pattern:
        return {"type": _PLAIN, "pattern": pattern}
    if limits == 1000 or limits is None:
        return {**_reference("text"), **default}
    return {"type": _PLAIN, "minLength": 1, "maxLength": limits}
