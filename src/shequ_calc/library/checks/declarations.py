"""What a policy file declares, and with it the policy that it extends: the names it may use."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...inputs import BUILT_IN
from ...policy import InputSpec, Provision
from ..format.source import Source
from ..shelf.build import input_spec, provision_of
from ..shelf.compiled import foreign

__all__ = ["Declared", "declared_in"]

Data = Mapping[str, Any]
SECTIONS = ("documents", "readings", "assumptions", "inputs", "provisions")


@dataclass
class Declared:
    """The names of a file by section, and what they stand for.

    ``names`` also has the names of entries that the schema refused, so that a mistake in an entry
    does not make every mention of it one. ``judged`` is false where the file extends a policy that
    is not at hand, whose names are not known. ``refers`` says whether the file names provisions of
    other policies. ``used`` gathers what is mentioned, by section.
    """

    policy: str
    names: Mapping[str, list[str]]
    points: Mapping[str, Data]
    inputs: Mapping[str, InputSpec]
    provisions: Mapping[str, Provision]
    known: Collection[str]
    judged: bool
    refers: bool
    used: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in SECTIONS})

    @property
    def units(self) -> dict[str, str]:
        """The units of the file's provisions, by full id."""
        return {provision.id: provision.unit for provision in self.provisions.values()}

    def own(self, reference: str) -> str:
        """The key of a provision of this file that ``reference`` names; "" for other policies'."""
        policy, stroke, key = reference.rpartition("/")
        return key if not stroke or policy == self.policy else ""

    def others(self, policy: str) -> list[str]:
        """The full ids of another policy's provisions, if it is at hand."""
        return sorted(one for one in self.known if one.startswith(f"{policy}/"))


def declared_in(
    data: Data, source: Source, known: Collection[str] | None, base: Data | None
) -> Declared:
    """The names that a file may use."""
    under: Data = base or {}
    extends = data.get("extends") or ""
    stem = source.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    raw = source.data if isinstance(source.data, dict) else {}
    names: dict[str, list[str]] = {}
    for section in SECTIONS:
        written = raw.get(section)
        own = list(written) if isinstance(written, dict) else list(data[section])
        names[section] = list(dict.fromkeys([*own, *under.get(section, ())]))
    policy = extends or stem
    inputs = dict(BUILT_IN)
    for holder in (under, data):
        inputs |= {
            key: input_spec(policy, key, body) for key, body in holder.get("inputs", {}).items()
        }
    provisions = {**under.get("provisions", {}), **data["provisions"]}
    return Declared(
        policy=policy,
        names=names,
        points={**under.get("readings", {}), **data["readings"]},
        inputs=inputs,
        provisions={
            key: provision_of(policy, key, body, inputs) for key, body in provisions.items()
        },
        known=known or (),
        judged=not extends or base is not None,
        refers=any(foreign(data["provisions"])),
    )
