"""What two versions of a policy change, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..library.shelf.difference import Change, FieldChange
from ..quantity import Label

__all__ = ["change_lines", "change_records"]

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_KINDS = {
    "added": Label("新增", "added"),
    "removed": Label("删去", "removed"),
    "changed": Label("改动", "changed"),
}
_SECTIONS = {
    "policy": Label("政策", "policy"),
    "documents": Label("文件", "documents"),
    "readings": Label("读法", "readings"),
    "assumptions": Label("假定", "assumptions"),
    "inputs": Label("输入项", "inputs"),
    "provisions": Label("条款", "provisions"),
    "cases": Label("算例", "worked examples"),
}


def change_lines(changes: Sequence[Change], lang: str) -> Iterator[str]:
    """The changes for reading, section by section, and how many there are of each kind."""
    section = ""
    for change in changes:
        if change.section != section:
            if section:
                yield ""
            section = change.section
            yield _SECTIONS[section].in_(lang)
        label = change.label.in_(lang)
        yield f"{_SIGNS[change.kind]} {change.id}  {label}".rstrip()
        for field in change.fields:
            yield from _field(change.kind, field, lang)
    if changes:
        yield ""
    yield _counted(changes, lang)


def _field(kind: str, field: FieldChange, lang: str) -> Iterator[str]:
    before, after = field.before.in_(lang), field.after.in_(lang)
    if kind != "changed":
        yield from _said(field.key, after or before, lang)
    elif field.before == field.after:
        alike = "写法不同，意思的说法相同" if lang == "zh" else "written otherwise, said alike"
        yield from _said(field.key, alike, lang)
    elif before == after:
        # Only the words of the other language differ.
        other = "en" if lang == "zh" else "zh"
        yield from _turned(
            f"{field.key} ({other})", field.before.in_(other), field.after.in_(other), lang
        )
    else:
        yield from _turned(field.key, before, after, lang)


def _said(key: str, text: str, lang: str) -> Iterator[str]:
    colon = "：" if lang == "zh" else ": "
    first, *more = text.split("\n")
    if not more:
        yield f"    {key}{colon}{first}"
        return
    yield f"    {key}{colon.rstrip()}"
    yield from (f"      {line}" for line in (first, *more))


def _turned(key: str, before: str, after: str, lang: str) -> Iterator[str]:
    none = "（无）" if lang == "zh" else "(none)"
    before, after = before or none, after or none
    colon = "：" if lang == "zh" else ": "
    if "\n" not in before + after and len(before) + len(after) <= 70:
        yield f"    {key}{colon}{before} → {after}"
        return
    yield f"    {key}{colon.rstrip()}"
    yield from (f"      - {line}" for line in before.split("\n"))
    yield from (f"      + {line}" for line in after.split("\n"))


def _counted(changes: Sequence[Change], lang: str) -> str:
    if not changes:
        return "没有不同" if lang == "zh" else "no difference"
    counts = {kind: sum(one.kind == kind for one in changes) for kind in _KINDS}
    if lang == "zh":
        return "，".join(f"{_KINDS[kind].zh}{count}处" for kind, count in counts.items() if count)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)


def change_records(changes: Sequence[Change]) -> list[dict[str, object]]:
    """The changes as JSON data: every text in both languages, null where there is none."""
    return [
        {
            "change": change.kind,
            "section": change.section,
            "id": change.id or None,
            "label": _both(change.label),
            "fields": [
                {"key": one.key, "before": _both(one.before), "after": _both(one.after)}
                for one in change.fields
            ],
        }
        for change in changes
    ]


def _both(label: Label) -> dict[str, str] | None:
    return {"zh": label.zh, "en": label.en} if label.zh or label.en else None
