"""Compiled policies between runs: one entry per content of a file, in the user's cache folder.

``SHEQU_CACHE=off`` goes without; any other value names the folder. Nothing here ever fails: what
cannot be read is made again, and what cannot be written is made again the next time.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from ...version import __version__
from .compiled import FORMAT, Compiled, dumped, loaded

__all__ = ["cache_dir", "cached", "keep"]

_MOST = 256  # entries that are kept; the oldest go first


def cache_dir() -> Path | None:
    """The folder of the cache, whether it is there or not; None where there is to be none."""
    asked = os.environ.get("SHEQU_CACHE", "")
    if asked.casefold() == "off":
        return None
    if asked:
        return Path(asked)
    home = os.path.expanduser("~")
    known = os.path.isabs(home)
    if sys.platform == "win32":  # pragma: no cover
        local = os.environ.get("LOCALAPPDATA", "")
        base = local or (os.path.join(home, "AppData", "Local") if known else "")
    else:
        # The convention says that a relative path is not to be followed.
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):
            own = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
            base = os.path.join(home, *own) if known else ""
    return Path(base, "shequ") if base else None


def _entry(key: str) -> Path | None:
    folder = cache_dir()
    python = sys.implementation.cache_tag or "python"
    name = f"{key[:32]}.{__version__}-{FORMAT}.{python}.json"
    return folder / name if folder else None


def cached(key: str) -> Compiled | None:
    """The entry of what ``key`` names; None where there is no sound one."""
    path = _entry(key)
    if path is None:
        return None
    try:
        return loaded(path.read_bytes(), key)
    except (OSError, ValueError, MemoryError):
        return None


def keep(policy: Compiled) -> None:
    """Make an entry, whole or not at all, where that can be done."""
    path = _entry(policy.key)
    if path is None:
        return
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(temporary, "xb") as binary:
                binary.write(dumped(policy))
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _forget_old(path.parent)
    except (OSError, ValueError):
        return


def _forget_old(folder: Path) -> None:
    with os.scandir(folder) as found:
        own = [entry for entry in found if entry.name.endswith((".json", ".tmp"))]
    if len(own) > _MOST:
        own.sort(key=lambda entry: entry.stat().st_mtime)
        for entry in own[: len(own) - _MOST]:
            os.unlink(entry.path)
