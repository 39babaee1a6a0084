"""What can be wrong with a table as a whole; what is wrong with one row is said in its row."""

from __future__ import annotations

from ...questions import AskError

__all__ = ["TableError"]


class TableError(AskError):
    """A table that cannot be read or written: the message says what was given and what is
    accepted."""
