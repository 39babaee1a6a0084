"""What two versions of a policy change, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language import said
from ...library.shelf.difference import Change, FieldChange
from ...quantity import Label

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


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """The changes for reading, section by section, and how many there are of each kind."""
    section = ""
    for change in changes:
        if change.section != section:
            if section:
                yield ""
            section = change.section
            yield _SECTIONS[section].said()
        label = change.label.said()
        yield f"{_SIGNS[change.kind]} {change.id}  {label}".rstrip()
        for field in change.fields:
            yield from _field(change.kind, field)
    if changes:
        yield ""
    yield _counted(changes)


def _field(kind: str, field: FieldChange) -> Iterator[str]:
    before, after = field.before.said(), field.after.said()
    if kind != "changed":
        yield from _said(field.key, after or before)
    elif field.before == field.after:
        alike = said("写法不同，意思的说法相同", "written otherwise, said alike")
        yield from _said(field.key, alike)
    elif before == after:
        # Only the words of the other language differ.
        other = said("en", "zh")
        yield from _turned(
            f"{field.key} ({other})", getattr(field.before, other), getattr(field.after, other)
        )
    else:
        yield from _turned(field.key, before, after)


def _said(key: str, text: str) -> Iterator[str]:
    colon = said("：", ": ")
    first, *more = text.split("\n")
    if not more:
        yield f"    {key}{colon}{first}"
        return
    yield f"    {key}{colon.rstrip()}"
    yield from (f"      {line}" for line in (first, *more))


def _turned(key: str, before: str, after: str) -> Iterator[str]:
    none = said("（无）", "(none)")
    before, after = before or none, after or none
    colon = said("：", ": ")
    if "\n" not in before + after and len(before) + len(after) <= 70:
        yield f"    {key}{colon}{before} → {after}"
        return
    yield f"    {key}{colon.rstrip()}"
    yield from (f"      - {line}" for line in before.split("\n"))
    yield from (f"      + {line}" for line in after.split("\n"))


def _counted(changes: Sequence[Change]) -> str:
    if not changes:
        return said("没有不同", "no difference")
    counts = {kind: sum(one.kind == kind for one in changes) for kind in _KINDS}
    return said(
        "，".join(f"{_KINDS[kind].zh}{count}处" for kind, count in counts.items() if count),
        ", ".join(f"{count} {kind}" for kind, count in counts.items() if count),
    )


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
