"""The shelf of policies: the shipped ones and the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from ..place import Division, chain
from ..policy import Policy
from .load import load_policy, policy_id
from .problems import PolicyProblems, Problem

__all__ = ["Catalog", "policy_files", "shipped_dir"]


@cache
def shipped_dir() -> Path:
    """The folder of the shipped policies: in the installed package, or in the source tree."""
    installed = Path(__file__).resolve().parents[1] / "policies"
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[3] / "policies"


def policy_files(own: Iterable[Path] = ()) -> list[Path]:
    """The shipped policy files, then those of the user's folders, in the order of their names.

    ``SHEQU_POLICIES`` names further folders, separated as in ``PATH``.
    """
    extra = [Path(part) for part in os.environ.get("SHEQU_POLICIES", "").split(os.pathsep) if part]
    files: list[Path] = []
    for place in (shipped_dir(), *extra, *own):
        found = (
            [place] if place.is_file() else sorted([*place.glob("*.yaml"), *place.glob("*.yml")])
        )
        if not found:
            missing = "no such folder" if not place.exists() else "no *.yaml file in this folder"
            raise PolicyProblems([Problem(str(place), 1, 1, "", "", missing)])
        files.extend(found)
    return files


class Catalog:
    """Policies by id. A later file of the same id replaces an earlier one; one that extends a
    policy replaces or adds its provisions one by one."""

    def __init__(self, policies: Mapping[str, Policy], replaced: tuple[str, ...] = ()) -> None:
        self.policies = policies
        self.replaced = replaced

    @classmethod
    def load(cls, own: Iterable[Path] = ()) -> Catalog:
        """All policies. Raises PolicyProblems with what is wrong in the first file that fails."""
        policies: dict[str, Policy] = {}
        for path in policy_files(own):
            policies[policy_id(path)] = load_policy(path)
        return cls(policies)

    def covering(self, division: Division) -> tuple[Policy, ...]:
        """The policies that hold at a division, the most local first."""
        codes = [link.code for link in chain(division)]
        return tuple(
            policy for code in codes for policy in self.policies.values() if policy.place == code
        )
