"""Compiled policies and indexes between runs: one entry per content of a file, and one per shelf,
in the user's cache folder.

``SHEQU_CACHE=off`` goes without; any other value names the folder. Nothing here ever fails: what
cannot be read is made again, and what cannot be written is made again the next time.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from ...version import __version__
from . import index
from .compiled import FORMAT, Compiled, digest_of, dumped, loaded
from .index import Index

__all__ = ["cache_dir", "cached", "cached_index", "keep", "keep_index", "mark", "marked"]

_SHELF = "shelf-"
_MOST = 512  # entries that are kept beside those of the shelves
_TIMES = 4
_A_LINE = 250  # bytes that an index has for a file, or less

_UNWRITTEN: dict[str, Compiled] = {}


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
    text = _read(_entry(key))
    found = None if text is None else loaded(text, key)
    return found or _UNWRITTEN.get(key)


def keep(policy: Compiled) -> None:
    """Make an entry, whole or not at all; where that cannot be done it is this process that
    remembers."""
    if not _write(_entry(policy.key), dumped(policy)):
        if len(_UNWRITTEN) >= _MOST:
            _UNWRITTEN.clear()
        _UNWRITTEN[policy.key] = policy


def marked(key: str) -> bool:
    """Whether :func:`mark` was told of ``key``."""
    return _read(_entry(key)) == key.encode()


def mark(key: str) -> None:
    """Keep in mind that what ``key`` names was found to be right."""
    _write(_entry(key), key.encode())


def cached_index(name: str, code: str) -> Index | None:
    """The index of the shelf that ``name`` stands for, made by the code ``code``; None where there
    is no sound one."""
    text = _read(_index_entry(name))
    return None if text is None else index.loaded(text, code)


def keep_index(made: Index, name: str, code: str) -> None:
    """Keep an index as an entry is kept, and forget what none has named for long."""
    path = _index_entry(name)
    _write(path, made.dumped(code))
    if path:
        with suppress(OSError):
            _forget_old(path.parent)


def _index_entry(name: str) -> Path | None:
    return _entry(f"{_SHELF}{digest_of(name.encode('utf-8', 'surrogatepass'))}")


def _read(path: Path | None) -> bytes | None:
    try:
        return path.read_bytes() if path else None
    except (OSError, ValueError, MemoryError):
        return None


def _write(path: Path | None, text: bytes) -> bool:
    """Whether an entry was written."""
    if path is None:
        return False
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(temporary, "xb") as binary:
                binary.write(text)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, ValueError):
        return False
    return True


def _forget_old(folder: Path) -> None:
    """Forget the oldest entries where there are several times as many as the shelves have files: a
    file that was edited leaves the entry of what it said before."""
    with os.scandir(folder) as found:
        own = [entry for entry in found if entry.name.endswith((".json", ".tmp"))]
    shelves = sum(entry.stat().st_size for entry in own if entry.name.startswith(_SHELF))
    most = _MOST + shelves // _A_LINE * _TIMES
    if len(own) > most:
        own.sort(key=lambda entry: entry.stat().st_mtime)
        for entry in own[: len(own) - most]:
            os.unlink(entry.path)
