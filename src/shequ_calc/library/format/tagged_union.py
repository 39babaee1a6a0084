"""Nodes told apart by their one key: the key decides which model checks a node.

So a misspelt key gives one message, and not one for each kind of node there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Tag

from .scalars import Model

__all__ = ["by_one_key"]


def _one_key(value: Any) -> str | None:
    if isinstance(value, Model):
        return next(iter(type(value).model_fields)).rstrip("_").replace("_", "-")
    if isinstance(value, str):
        return "scalar"
    if isinstance(value, dict) and len(value) == 1:
        return str(next(iter(value)))
    return None


def by_one_key(models: Mapping[str, type[Model]], scalar: Any = None) -> Any:
    """The type of a node that is one of ``models``, by its key; with ``scalar``, a bare text is of
    that type."""
    members: Any = Annotated[scalar, Tag("scalar")] if scalar is not None else None
    for key, model in models.items():
        tagged: Any = Annotated[model, Tag(key)]
        members = tagged if members is None else members | tagged
    return Annotated[members, Discriminator(_one_key)]
