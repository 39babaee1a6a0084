"""A file that extends a policy: what it adds, and what it replaces, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["extended"]

_TABLES = ("documents", "readings", "assumptions", "inputs", "provisions")


def extended(base: Mapping[str, Any], own: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The data of ``base`` with what ``own`` says put in, and the keys of what it replaced.

    Documents, readings, assumptions, inputs and provisions are replaced or added one by one; the
    worked examples are ``own``'s, since those of the base may no longer hold.
    """
    merged = {**base, "label": own["label"], "cases": own["cases"]}
    replaced: list[str] = []
    for table in _TABLES:
        replaced += [f"{table}.{key}" for key in own[table] if key in base[table]]
        merged[table] = {**base[table], **own[table]}
    return merged, replaced
