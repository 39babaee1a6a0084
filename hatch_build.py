"""Compiles the shipped policies when the wheel is built, so that nobody has to at run time."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["CompiledPolicies", "compiled_policies"]


def compiled_policies(root: Path) -> dict[str, bytes]:
    """The compiled copy of every policy in the source tree at ``root``, by policy id.

    Raises PolicyProblems for a file that is no valid policy: then there is to be no wheel.
    """
    sys.path.insert(0, str(root / "src"))
    try:
        from shequ_calc.library.shelf.compiled import dumped
        from shequ_calc.library.shelf.load import to_ship
    finally:
        sys.path.remove(str(root / "src"))
    files = sorted((root / "policies").rglob("*.yaml"))
    return {path.stem: dumped(to_ship(path)) for path in files}


class CompiledPolicies(BuildHookInterface[Any]):
    """Puts the compiled copies beside the policies of a wheel; an editable install needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the copies where the builder takes them from."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory()
        for name, text in compiled_policies(Path(self.root)).items():
            path = Path(self._folder.name) / f"{name}.json"
            path.write_bytes(text)
            build_data["force_include"][str(path)] = f"shequ_calc/policies/compiled/{name}.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Nothing is left in the source tree, nor beside it."""
        if version != "editable":
            self._folder.cleanup()
