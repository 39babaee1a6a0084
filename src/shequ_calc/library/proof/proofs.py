"""What was found out about a policy file, phrase by phrase and number by number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ...quantity import Label

__all__ = ["NO_WORDS", "STATUSES", "Proof", "Verified"]

STATUSES = ("proved", "noted", "declared", "unproved")
NO_WORDS = Label("", "")


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about one phrase, number or document of a policy file.

    ``kind`` is phrase, number, date or document; ``provision`` is the key of the provision (of the
    document, for a document). ``status`` is proved, noted, declared or unproved. ``by`` says what
    proves or declares it: the clause, the words, the reading or the assumption; ``reason`` why
    nothing does. ``line`` and ``column`` count from 1.
    """

    line: int
    column: int
    provision: str
    kind: str
    text: str
    status: str
    by: str | Label = ""
    reason: Label = NO_WORDS


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found out about one policy file: the id of its policy and every proof."""

    file: str
    policy: str
    proofs: tuple[Proof, ...]

    def count(self, status: str, kinds: Collection[str]) -> int:
        """How many proofs of some kinds have a status."""
        return sum(one.status == status and one.kind in kinds for one in self.proofs)
