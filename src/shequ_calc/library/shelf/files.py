"""The files of a shelf, shipped and the user's own, and what tells at a glance that one changed.

A listing takes one look at the time of each file and opens none. A time says too little of a file
that was written a moment before it was read: such files are known by their content until they rest
(:mod:`.shelving`).
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ...quantity import Label
from ..format.problems import PolicyProblems, Problem

__all__ = ["Listing", "listed", "named_itself", "policy_files", "policy_id", "shipped_dir"]

_SUFFIXES = (".yaml", ".yml")
# Of a link that leads nowhere: what lies there is said when it is read.
_NO_TIME = 0


@cache
def shipped_dir() -> Path:
    """The folder of the shipped policies: in the installed package, or in the source tree."""
    installed = Path(__file__).resolve().parents[2] / "policies"
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[4] / "policies"


def policy_id(path: Path) -> str:
    """The id of the policy in ``path``: the file's stem."""
    return path.stem


class Listing:
    """The policy files of some folders. ``text`` is the same for as long as none was added, removed
    or written; ``folders`` has a folder at a time its path, the names in it and their times."""

    def __init__(self, folders: list[tuple[str, list[str], list[int]]]) -> None:
        self.folders = folders
        self.text = "\n".join(f"{folder!r}{names}{times}" for folder, names, times in folders)

    def times(self) -> dict[str, int]:
        """The time in nanoseconds that each file last changed, by its path."""
        return {
            os.path.join(folder, name): time
            for folder, names, times in self.folders
            for name, time in sorted(zip(names, times, strict=True))
        }


def listed(own: Iterable[Path] = ()) -> Listing:
    """The shipped policy files, and those of the user's folders and of the folders in them.

    ``SHEQU_POLICIES`` names further folders, separated as in ``PATH``. Raises PolicyProblems for a
    folder or file that is not there, and for a folder without any policy file.
    """
    return Listing(
        [found for place in (shipped_dir(), *_extra(), *own) for found in _looked_into(place)]
    )


def policy_files(own: Iterable[Path] = ()) -> list[Path]:
    """The files of :func:`listed`: the shipped ones, then those of the user's folders, each in the
    order of their names."""
    return [Path(path) for path in listed(own).times()]


def named_itself(path: str, own: Iterable[Path]) -> bool:
    """Whether a file was named as such, and not only the folder that it lies in."""
    return path in map(str, (*_extra(), *own))


def _extra() -> list[Path]:
    return [Path(part) for part in os.environ.get("SHEQU_POLICIES", "").split(os.pathsep) if part]


def _looked_into(place: Path) -> list[tuple[str, list[str], list[int]]]:
    path = str(place)
    missing = Label("没有这个文件夹或文件", "no such folder or file")
    try:
        if os.path.isdir(path):
            missing = Label("文件夹里没有 *.yaml 文件", "no *.yaml file in this folder")
            found = _inside(path)
        else:
            folder, name = os.path.split(path)
            found = [(folder, [name], [_time(os.stat(path))])]
    except OSError:
        found = []
    if not any(names for _, names, _ in found):
        raise PolicyProblems([Problem(path, 1, 1, "", "", missing)])
    return found


if sys.platform == "win32":  # pragma: no cover
    # There the other one is the time at which the file was made.
    def _time(about: os.stat_result) -> int:
        return about.st_mtime_ns

else:

    def _time(about: os.stat_result) -> int:
        """When a file last changed, its name and place included: no program can set it back."""
        return about.st_ctime_ns


def _inside(folder: str) -> list[tuple[str, list[str], list[int]]]:
    names = os.listdir(folder)
    files = [name for name in names if name.endswith(_SUFFIXES)]
    found = [(folder, files, _times(folder, files))]
    others = set(names).difference(files) if len(files) < len(names) else ()
    for name in sorted(others):
        path = os.path.join(folder, name)
        if not name.startswith(".") and stat.S_ISDIR(os.lstat(path).st_mode):
            found += _inside(path)
    return found


def _times(folder: str, names: list[str]) -> list[int]:
    look = os.stat
    try:
        if os.stat in os.supports_dir_fd:
            # To look from the folder itself spares the system the way there, file by file.
            opened = os.open(folder, os.O_RDONLY)
            try:
                return [_time(look(name, dir_fd=opened)) for name in names]
            finally:
                os.close(opened)
        return [_time(look(os.path.join(folder, name))) for name in names]
    except OSError:
        return [_time_or_none(os.path.join(folder, name)) for name in names]


def _time_or_none(path: str) -> int:
    try:
        return _time(os.stat(path))
    except OSError:
        return _NO_TIME
