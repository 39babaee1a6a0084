"""What is wrong with a policy file: where it stands, what it says and what is accepted."""

from __future__ import annotations

from collections.abc import Iterable

from ...quantity import Label
from ...record import Record

__all__ = ["PROBLEM_LIMIT", "PolicyProblems", "Problem"]

PROBLEM_LIMIT = 200  # a file with more is no policy, and telling more would not help


class Problem(Record):
    """One thing wrong with a file: ``line`` and ``column`` count from 1, ``quote`` is the line.

    ``message`` is a label where it speaks both languages.
    """

    file: str
    line: int
    column: int
    path: str
    quote: str
    message: str | Label

    def text(self) -> str:
        """The problem as lines for a person: place, path of the field, message, line quoted."""
        said = self.message if isinstance(self.message, str) else self.message.said()
        where = f"{self.file}:{self.line}:{self.column}"
        head = f"{where}: {self.path}: {said}" if self.path else f"{where}: {said}"
        return f"{head}\n    {self.quote.strip()}" if self.quote.strip() else head


class PolicyProblems(ValueError):
    """A file that is no valid policy; ``problems`` lists every one found, in order of line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.line, problem.column))
        super().__init__(self.text())

    def text(self) -> str:
        """Every problem, one after the other."""
        return "\n".join(problem.text() for problem in self.problems)
