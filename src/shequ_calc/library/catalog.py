"""The shelf of policies: the shipped ones and the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..place import Division, chain
from ..policy import Policy
from ..quantity import Label
from .build import build_policy
from .extend import extended
from .load import policy_data, policy_id
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
    policy replaces or adds its provisions one by one, under the id of the policy it extends.

    ``replaced`` says, line by line, what the user's own files replaced.
    """

    def __init__(self, policies: Mapping[str, Policy], replaced: tuple[Label, ...] = ()) -> None:
        self.policies = policies
        self.replaced = replaced

    @classmethod
    def load(cls, own: Iterable[Path] = ()) -> Catalog:
        """All policies. Raises PolicyProblems with what is wrong in the first file that fails."""
        found: dict[str, tuple[dict[str, Any], Path, str]] = {}
        replaced: list[Label] = []
        for path in policy_files(own):
            data, digest = policy_data(path)
            name, base = policy_id(path), data.get("extends")
            if base:
                if base not in found:
                    known = ", ".join(found)
                    message = f"extends {base!r}, which is no policy at hand; there are: {known}"
                    raise PolicyProblems([Problem(str(path), 1, 1, "extends", "", message)])
                under, _, before = found[base]
                data, keys = extended(under, data)
                found[base] = (data, path, f"{before}+{digest}")
                if keys:
                    listed = ", ".join(keys)
                    replaced.append(
                        Label(
                            f"{path} 替换了 {base} 的 {listed}",
                            f"{path} replaces in {base}: {listed}",
                        )
                    )
                continue
            if name in found:
                old = found[name][1]
                replaced.append(Label(f"{path} 替换了 {old}", f"{path} replaces {old}"))
            found[name] = (data, path, digest)
        policies = {
            name: build_policy(data, name, str(path), digest)
            for name, (data, path, digest) in found.items()
        }
        return cls(policies, tuple(replaced))

    def covering(self, division: Division) -> tuple[Policy, ...]:
        """The policies that hold at a division, the most local first."""
        codes = [link.code for link in chain(division)]
        return tuple(
            policy for code in codes for policy in self.policies.values() if policy.place == code
        )
