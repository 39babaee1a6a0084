"""Questions and their answers: from what was asked to findings."""

from __future__ import annotations

from .request import (
    Answers,
    AskError,
    Nothing,
    Request,
    ask,
    evaluation_for,
    explain_provision,
    place_meant,
)

__all__ = [
    "Answers",
    "AskError",
    "Nothing",
    "Request",
    "ask",
    "evaluation_for",
    "explain_provision",
    "place_meant",
]
