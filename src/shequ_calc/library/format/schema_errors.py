"""What the schema finds wrong, said in the words of the file and with the nearest right key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ForwardRef, NamedTuple, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from typing_extensions import TypeAliasType

from ...quantity import UNITS, Label
from . import rule_schema
from .chinese_keywords import meant_by
from .problems import PROBLEM_LIMIT, Problem
from .scalars import Words, Wrong
from .schema import PolicyFile
from .source import Source, Where
from .suggestions import accepted, nearest

__all__ = ["shape_problems"]

Error = Mapping[str, Any]
_EXAMPLES = {
    "label": "label: {zh: …, en: …}",
    "cite": "cite: [{document: …, clause: …, phrase: …}]",
    "place": 'place: "360100"',
    "provisions": "provisions: {…}",
}
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]+(,[0-9]+)+(\.[0-9]+)?")
_CONDITIONS = set(rule_schema.CONDITION_KEYS)
_RULES = set(rule_schema.RULE_KEYS)


class _Spot(NamedTuple):
    """Where an error stands: its path in the file, and the model that was expected there."""

    path: Where
    model: type[BaseModel] | None


def shape_problems(err: ValidationError, source: Source) -> list[Problem]:
    """Everything that the schema found, one problem for each slip."""
    errors = [(error, _spot(error["loc"], source.data)) for error in err.errors()[:PROBLEM_LIMIT]]
    missing: dict[Where, list[str]] = {}
    for error, spot in errors:
        if error["type"] == "missing":
            missing.setdefault(spot.path, []).append(str(error["loc"][-1]))
    meant: set[Where] = set()
    problems: list[Problem] = []
    for error, spot in errors:
        if error["type"] == "extra_forbidden":
            parent, key = spot.path[:-1], str(spot.path[-1])
            near = nearest(key, missing.get(parent, ()))
            if near:
                meant.add((*parent, near))
            problems += _extra(spot, source, errors)
    for error, spot in errors:
        if error["type"] == "extra_forbidden":
            continue
        if error["type"] == "missing":
            key = str(error["loc"][-1])
            if (*spot.path, key) not in meant:
                problems.append(source.problem(spot.path, _missing(key, spot.path), key=True))
        else:
            label = _said(error, spot)
            problems.append(source.problem(spot.path, label, key=error["input"] is None))
    return problems


# Where an error stands


def _spot(loc: tuple[str | int, ...], data: Any) -> _Spot:
    """The path of an error in the file: the schema's location less the tags of its unions."""
    kind: Any = PolicyFile
    path: Where = ()
    for part in loc:
        kind, tags = _bare(kind)
        if tags:
            kind = tags.get(str(part))
            continue
        kind = _inside(kind, part)
        held = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if held:
            data, path = data[part], (*path, part)
    kind, tags = _bare(kind)
    model = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
    return _Spot(path, model)


def _bare(kind: Any) -> tuple[Any, dict[str, Any]]:
    """A type less its annotations and its None, and the members of a tagged union by tag."""
    while True:
        if isinstance(kind, (str, ForwardRef)):
            name = kind if isinstance(kind, str) else kind.__forward_arg__
            kind = getattr(rule_schema, name, None)
        elif isinstance(kind, TypeAliasType):
            kind = kind.__value__
        elif get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        else:
            members = [one for one in get_args(kind) if one is not type(None)]
            if get_origin(kind) in (list, dict, None) or not members:
                return kind, {}
            tags = {
                mark.tag: one for one in members for mark in get_args(one)[1:]
                if get_origin(one) is Annotated and isinstance(mark, Tag)
            }  # fmt: skip
            if tags:
                return None, tags
            if len(members) > 1:
                return None, {}
            kind = members[0]


def _inside(kind: Any, part: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        kind.model_rebuild()
        fields = (field for field in kind.model_fields.values() if field.alias == part)
        return next((field.annotation for field in fields), None)
    if get_origin(kind) in (list, dict):
        return get_args(kind)[-1]
    return None


def _keys(model: type[BaseModel]) -> list[str]:
    model.model_rebuild()
    return [field.alias or name for name, field in model.model_fields.items()]


# What is said of it


def _missing(key: str, path: Where) -> Label:
    if key in ("zh", "en") and path:
        zh, en = ("中文", "Chinese") if key == "zh" else ("英文", "English")
        return Label(f"缺少{zh}文字（{key}:）", f"the {en} text ({key}:) is missing")
    example = _EXAMPLES.get(key, f"{key}: …")
    return Label(f"缺少 {key}；请写 {example}", f"{key} is missing; write {example}")


def _extra(spot: _Spot, source: Source, errors: list[tuple[Any, _Spot]]) -> Iterator[Problem]:
    parent, key = spot.path[:-1], str(spot.path[-1])
    holder = _at(source.data, parent)
    value = holder.get(key)
    if value is None and parent in source.flow:
        line = source.lines[source.keys[spot.path][0] - 1]
        if (first := _cut(holder, key, parent, errors, line)) is not None:
            name, text = first
            label = _comma_in_number(name, text) or Label(
                f'花括号里的逗号把文字断开了；请加引号：{name}: "{text}"',
                f'a comma inside {{…}} ends the text; quote the text: {name}: "{text}"',
            )
            yield source.problem((*parent, name), label, key=True)
        return
    model = _owner(source.data, parent)
    hint = accepted(key, _keys(model)) if model else Label("", "")
    yield source.problem(
        spot.path, Label(f"不认识的键 {key}{hint.zh}", f"unknown key {key!r}{hint.en}"), key=True
    )


def _cut(
    holder: Mapping[str, Any], key: str, parent: Where, errors: list[tuple[Any, _Spot]], line: str
) -> tuple[str, str] | None:
    """The key whose text a comma cut, with the whole text; None if an earlier part tells it."""
    unknown = {
        spot.path[-1] for error, spot in errors
        if error["type"] == "extra_forbidden" and spot.path[:-1] == parent
    }  # fmt: skip
    keys = list(holder)
    index = keys.index(key)
    if index and keys[index - 1] in unknown and holder[keys[index - 1]] is None:
        return None
    before = keys[index - 1] if index else key
    text = str(holder[before] if index else "")
    while index < len(keys) and keys[index] in unknown and holder[keys[index]] is None:
        comma = ", " if f", {keys[index]}" in line else ","
        text, index = f"{text}{comma}{keys[index]}", index + 1
    return before, text


def _comma_in_number(name: str, text: str) -> Label | None:
    """What to say of a number written with commas, which YAML cuts in pieces; None for a text."""
    body = text.replace(" ", "")
    if not _GROUPED.fullmatch(body):
        return None
    # 5,0 may be 50, 5.0 or two numbers: only thousands tell which number was cut.
    whole = body.replace(",", "") if _THOUSANDS.fullmatch(body) else "…"
    return Label(
        f"花括号里的逗号把 {body} 断开了；数里不用逗号，请写 {name}: {whole}",
        f"a comma inside {{…}} cuts {body} in pieces; write the number without it: {name}: {whole}",
    )


def _owner(data: Any, path: Where) -> type[BaseModel] | None:
    """The model that is expected at a path of the file (tags are read off the data's own keys)."""
    kind: Any = PolicyFile
    for part in path:
        kind = _resolved(kind, data)
        kind, data = _inside(kind, part), data[part]
    kind = _resolved(kind, data)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _resolved(kind: Any, data: Any) -> Any:
    kind, tags = _bare(kind)
    if not tags:
        return kind
    if isinstance(data, dict):
        names = [*data, "span", "readings"]
        return next((_bare(tags[name])[0] for name in names if name in tags), None)
    return None


def _at(data: Any, path: Where) -> Any:
    for part in path:
        data = data[part]
    return data


def _said(error: Error, spot: _Spot) -> Label:
    kind, given, ctx = str(error["type"]), error["input"], error.get("ctx") or {}
    wrong = ctx.get("error")
    if isinstance(wrong, Wrong):
        return wrong.label
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _node(given, str(ctx.get("expected_tags", "")), spot.path)
    if given is None:
        return Label("这里是空的；请写上值，或删去这一行", "nothing is written here; give a value")
    if kind == "literal_error":
        return _choice(str(given), str(ctx["expected"]))
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return _mapping(given, spot.model)
    if kind == "list_type":
        return Label(
            "这里要写列表：每项以 - 开头，或写在 [ ] 里",
            "a list belongs here: items that begin with -, or stand in [ ]",
        )
    if kind == "string_type":
        if spot.path[-1:] == ("share",) and isinstance(given, dict):
            return Label(
                "share 是一个比例；随情况而变的写 amount：{multiply: [{case: …}, {ref: 本条款}]}",
                "share is one ratio; where it depends on something, write amount: "
                "{multiply: [{case: …}, {ref: this provision}]}",
            )
        return Label(
            "这里要写一个值，不是列表或映射；文字里有 : , 或括号时请加引号",
            "a single value belongs here; quote a text that holds : , or brackets",
        )
    return _measured(kind, given, ctx, spot) or Label(str(error["msg"]), str(error["msg"]))


def _measured(kind: str, given: Any, ctx: Mapping[str, Any], spot: _Spot) -> Label | None:
    if kind in ("too_short", "too_long"):
        least, most = ctx.get("min_length"), ctx.get("max_length")
        number, has = (least or most), ctx.get("actual_length")
        items = "item belongs" if number == 1 else "items belong"
        word = ("至少", "at least") if kind == "too_short" else ("至多", "at most")
        return Label(
            f"这里要有{word[0]} {number} 项，现有 {has} 项",
            f"{word[1]} {number} {items} here, found {has}",
        )
    if kind == "string_too_long":
        most = ctx["max_length"]
        if spot.path and spot.path[-1] == "phrase":
            return Label(
                f"引文有 {len(given)} 字，最多 {most} 字；只引写有数字的几个字",
                f"the phrase has {len(given)} characters, at most {most} are quoted; "
                "give only the few words that hold the figure",
            )
        return Label(
            f"文字有 {len(given)} 字，最多 {most} 字",
            f"the text has {len(given)} characters, at most {most}",
        )
    if kind == "string_too_short":
        return Label("文字是空的", "the text is empty")
    if kind == "string_pattern_mismatch":
        return _pattern(str(given), str(ctx["pattern"]))
    return None


def _pattern(given: str, pattern: str) -> Label:
    if pattern == r"^\d{6}$":
        code = _code_of(given)
        zh, en = (f"；{given} 的代码是 {code}", f"; {given} is {code}") if code else ("", "")
        return Label(
            f"{given!r} 不是六位区划代码{zh}", f"{given!r} is no six-digit code of a place{en}"
        )
    if "/" in pattern:
        return Label(
            f"{given!r} 不是条款标识；请写 id，或 政策/id",
            f"{given!r} names no provision; write its id, or policy/id",
        )
    return Label(
        f"{given!r} 不能作选项标识：用小写字母、数字和连字符",
        f"{given!r} is no option id: lower-case letters, digits and hyphens",
    )


def _code_of(given: str) -> str:
    from ...places.place import find

    found = find(given)
    return found[0].code if len(found) == 1 else ""


def _choice(given: str, expected: str) -> Label:
    options = re.findall(r"'([^']*)'", expected)
    units = [one.id for one in UNITS.values() if given and given in (one.zh.lstrip("个"), one.zh)]
    likely = [word for word in (*units, *meant_by(given.strip())) if word in options]
    hint = accepted(likely[0] if likely else given, options)
    return Label(f"不认识 {given!r}{hint.zh}", f"unknown word {given!r}{hint.en}")


def _mapping(given: Any, model: type[BaseModel] | None) -> Label:
    if model is Words:
        return Label(
            f"中英文都要写：{{zh: {given}, en: …}}", f"write both languages: {{zh: {given}, en: …}}"
        )
    keys = ", ".join(_keys(model)) if model else ""
    zh, en = (f"，可用的键：{keys}", f", with the keys {keys}") if keys else ("", "")
    return Label(f"这里要写“键: 值”{zh}", f"a mapping (key: value) belongs here{en}")


def _node(given: Any, tags: str, path: Where) -> Label:
    known = [one for one in re.findall(r"'([^']*)'", tags) if one != "scalar"]
    condition = (
        "at-least" in known
        or path[-1:] in (("if",), ("not",))
        or path[-2:-1] in (("all",), ("any",))
        or (isinstance(given, dict) and bool(_CONDITIONS & set(given)))
    )
    if not isinstance(given, dict) or len(given) != 1:
        return _not_one(given, condition)
    (key,) = given
    if key in _CONDITIONS | _RULES:
        there = ("条件", "a condition") if "at-least" in known else ("规则", "a rule")
        here = ("规则", "a rule") if key in _RULES else ("条件", "a condition")
        return Label(
            f"{key} 是{here[0]}，这里要写{there[0]}", f"{key} is {here[1]}; {there[1]} belongs here"
        )
    hint = accepted(key, known)
    what = ("条件", "condition") if "at-least" in known else ("规则", "rule")
    return Label(f"不认识的{what[0]} {key}{hint.zh}", f"unknown {what[1]} {key!r}{hint.en}")


def _not_one(given: Any, condition: bool) -> Label:
    form = "{at-least: […]}" if condition else "5, households, {sum: […]}"
    if given is None:
        return Label(f"这里缺少规则；例如 {form}", f"a rule is missing here; for example {form}")
    if not isinstance(given, dict):
        return Label(
            f"这里要写一条规则，不是列表；例如 {form}",
            f"one rule belongs here, not a list; for example {form}",
        )
    keys = list(given)
    nodes = [key for key in keys if key in _RULES | _CONDITIONS]
    others = ", ".join(key for key in keys if key not in nodes)
    if len(nodes) == 1:
        pieces = [str(given[nodes[0]]), *(key for key in keys if given[key] is None)]
        if keys[0] == nodes[0] and len(pieces) == len(keys):
            cut = _comma_in_number(nodes[0], ",".join(pieces))
            if cut is not None:
                return cut
        return Label(
            f"{others} 与 {nodes[0]} 并列；应写在 {nodes[0]} 里面（多缩进一级）",
            f"{others} stands beside {nodes[0]}; write it inside {nodes[0]}, indented further",
        )
    shown = ", ".join(keys) or "{}"
    if condition:
        listed = ", ".join(rule_schema.CONDITION_KEYS)
        return Label(
            f"一个条件只有一个键，这里有 {len(keys)} 个（{shown}）；可用：{listed}",
            f"a condition has one key, here are {len(keys)} ({shown}); accepted: {listed}",
        )
    return Label(
        f"一条规则只有一个键，这里有 {len(keys)} 个（{shown}）；例如 {form}",
        f"a rule has one key, here are {len(keys)} ({shown}); for example {form}",
    )
