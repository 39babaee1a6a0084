"""The shelf of policies: the shipped ones and the user's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...places.place import Division, chain, division
from ...policy import Policy
from ...quantity import Label
from ...record import Record
from ..format.file_content import content_of
from ..format.problems import PolicyProblems, Problem
from .compiled import Compiled, digest_of
from .load import checked, checked_again, policy_id

__all__ = ["Catalog", "Failed", "policy_files", "shipped_dir"]

_LISTED = 6  # provisions named in a message


@cache
def shipped_dir() -> Path:
    """The folder of the shipped policies: in the installed package, or in the source tree."""
    installed = Path(__file__).resolve().parents[2] / "policies"
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parents[4] / "policies"


def policy_files(own: Iterable[Path] = ()) -> list[Path]:
    """The shipped policy files, then those of the user's folders, in the order of their names.

    ``SHEQU_POLICIES`` names further folders, separated as in ``PATH``.
    """
    files: list[Path] = []
    for place in (shipped_dir(), *_extra(), *own):
        found = [place] if place.is_file() else _inside(place)
        if not found:
            missing = Label("没有这个文件夹或文件", "no such folder or file")
            if place.exists():
                missing = Label("文件夹里没有 *.yaml 文件", "no *.yaml file in this folder")
            raise PolicyProblems([Problem(str(place), 1, 1, "", "", missing)])
        files.extend(found)
    return files


def _extra() -> list[Path]:
    return [Path(part) for part in os.environ.get("SHEQU_POLICIES", "").split(os.pathsep) if part]


def _inside(folder: Path) -> list[Path]:
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [folder / name for name in names if name.endswith((".yaml", ".yml"))]


class _Head(Record):
    """What is asked of every policy on the shelf, without building it: where it holds, which
    questions it answers, and its ids."""

    place: str
    questions: frozenset[str]
    inputs: tuple[str, ...]
    provisions: tuple[str, ...]


def _head(policy: Policy) -> _Head:
    asked = frozenset(
        question
        for provision in policy.provisions.values()
        for questions in (provision.questions, *(view.questions for view in provision.views))
        for question in questions
    )
    return _Head(policy.place, asked, tuple(policy.inputs), tuple(policy.provisions))


class _Shelved:
    """A policy file on the shelf, its policy built when it is first asked for."""

    def __init__(self, path: Path, read: Callable[[bool], Compiled]) -> None:
        self.path = path
        self.file = read(False)
        self.digest = self.file.digest[:16]
        self._read = read
        self._under: _Shelved | None = None
        self._built: Policy | None = None

    def over(self, under: _Shelved) -> list[str]:
        """Put this file over the policy it extends; the keys of what it replaces there."""
        from .extend import extended

        self._under = under
        self.digest = f"{under.digest}+{self.digest}"
        return extended(under.data(), self.file.data())[1]

    def head(self, name: str) -> _Head:
        own = self.file
        provisions = tuple(f"{name}/{key}" for key in own.provisions)
        if self._under is None:
            return _Head(own.place, frozenset(own.questions), own.inputs, provisions)
        base = self._under.head(name)
        return _Head(
            base.place,
            base.questions | set(own.questions),
            tuple(dict.fromkeys((*base.inputs, *own.inputs))),
            tuple(dict.fromkeys((*base.provisions, *provisions))),
        )

    def data(self) -> dict[str, Any]:
        """The checked data, with what it says put into what it extends."""
        if self._under is None:
            return self.file.data()
        from .extend import extended

        return extended(self._under.data(), self.file.data())[0]

    def policy(self, name: str) -> Policy:
        from .build import build_policy

        if self._built is None:
            try:
                self._built = build_policy(self.data(), name, str(self.path), self.digest)
            except (LookupError, TypeError, ValueError, AttributeError):
                # A kept copy that cannot be built from is no better than none.
                self.file = self._read(True)
                self._built = build_policy(self.data(), name, str(self.path), self.digest)
        return self._built


class _Shelf(Mapping[str, Policy]):
    def __init__(self, files: Mapping[str, _Shelved]) -> None:
        self.files = files

    def __getitem__(self, name: str) -> Policy:
        return self.files[name].policy(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def __contains__(self, name: object) -> bool:
        return name in self.files


class Failed(Record):
    """A policy file that is not valid, and the code of the place it is for."""

    path: Path
    place: str
    problems: PolicyProblems

    def label(self) -> Label:
        """One line that names the file and what is first wrong with it."""
        first = self.problems.problems[0]
        where = f"{self.path}:{first.line}"
        return Label(
            f"{where} 有错，{self.place} 的政策未读入；shequ policy validate {self.path} 列出问题",
            f"{where} is not valid, and no policy for {self.place} is read from it; "
            f"shequ policy validate {self.path} lists what is wrong",
        )


class Catalog:
    """Policies by id. A later file of the same id replaces an earlier one; one that extends a
    policy replaces or adds its provisions one by one, under the id of the policy it extends.

    A policy is built when it is first looked at. ``replaced`` says, line by line, what the user's
    own files replaced, and ``doubled`` what they say a second time, which is counted twice.
    ``failed`` has, by policy id, the files of a folder that are not valid: they stop what concerns
    their place, and nothing else.
    """

    def __init__(self, policies: Mapping[str, Policy], replaced: tuple[Label, ...] = ()) -> None:
        self.policies = policies
        self.replaced = replaced
        self.doubled: tuple[Label, ...] = ()
        self.failed: dict[str, Failed] = {}
        self._heads = (
            {name: file.head(name) for name, file in policies.files.items()}
            if isinstance(policies, _Shelf)
            else {name: _head(policy) for name, policy in policies.items()}
        )

    @classmethod
    def load(cls, own: Iterable[Path] = ()) -> Catalog:
        """All policies. Raises PolicyProblems with what is wrong in the first file that fails and
        was named itself, or does not say what place it is for."""
        found: dict[str, _Shelved] = {}
        replaced: list[Label] = []
        failed: dict[str, Failed] = {}
        own = tuple(own)
        for path in policy_files(own):
            name = policy_id(path)
            try:
                shelved = _shelved(path, found)
                base = shelved.file.extends
                if base and base not in found:
                    known = ", ".join(found)
                    message = f"extends {base!r}, which is no policy at hand; there are: {known}"
                    raise PolicyProblems([Problem(str(path), 1, 1, "extends", "", message)])
            except PolicyProblems as err:
                place = _place_meant(path, name, found, failed)
                if path.parent == shipped_dir() or path in (*_extra(), *own) or not place:
                    raise
                failed[name] = Failed(path, place, err)
                continue
            if base:
                keys = shelved.over(found[base])
                found[base] = shelved
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
                old = found[name].path
                replaced.append(Label(f"{path} 替换了 {old}", f"{path} replaces {old}"))
            found[name] = shelved
        catalog = cls(_Shelf(found), tuple(replaced))
        catalog.doubled = tuple(_doubled(found, catalog.places()))
        catalog.failed = failed
        return catalog

    @classmethod
    def kept(cls, own: Iterable[Path] = ()) -> Catalog:
        """What ``load`` gives; the same one as before for as long as the files say the same."""
        key = _contents(own)
        found = _KEPT.get(key)
        if found is None:
            found = cls.load(own)
            if _contents(own) == key:
                _KEPT.clear()
                _KEPT[key] = found
        return found

    def covering(self, division: Division) -> tuple[Policy, ...]:
        """The policies that hold at a division, the most local first. Raises PolicyProblems where
        a file for it, or for a place above it, is not valid."""
        codes = [link.code for link in chain(division)]
        for one in self.failed.values():
            if one.place in codes:
                raise one.problems
        heads = self._heads.items()
        return tuple(
            self.policies[name] for code in codes for name, head in heads if head.place == code
        )

    def answers(self, division: Division, question: str) -> bool:
        """Whether a policy that holds at a division has a provision for a question."""
        codes = {link.code for link in chain(division)}
        heads = self._heads.values()
        return any(head.place in codes and question in head.questions for head in heads)

    def places(self) -> dict[str, str]:
        """The division code of every policy by its id."""
        return {name: head.place for name, head in self._heads.items()}

    def input_ids(self) -> frozenset[str]:
        """The ids of the inputs that the policies declare."""
        return frozenset(name for head in self._heads.values() for name in head.inputs)

    def provision_ids(self) -> list[str]:
        """The full ids of all provisions, in the order of the files."""
        return [name for head in self._heads.values() for name in head.provisions]


# The last catalogue and what its files said, by their bytes: a file's time says too little.
_KEPT: dict[tuple[tuple[str, str], ...], Catalog] = {}


def _contents(own: Iterable[Path]) -> tuple[tuple[str, str], ...]:
    return tuple((str(path), digest_of(content_of(path))) for path in policy_files(own))


def _doubled(files: Mapping[str, _Shelved], places: Mapping[str, str]) -> Iterator[Label]:
    """Policies of one place that share provisions: both hold, so that both are counted."""
    for index, (name, place) in enumerate(places.items()):
        for earlier in list(places)[:index]:
            if places[earlier] != place:
                continue
            under, over = files[earlier], files[name]
            keys = {one.partition("/")[2] for one in under.head(earlier).provisions}
            own = [one.partition("/")[2] for one in over.head(name).provisions]
            shared = [key for key in own if key in keys]
            if not shared:
                continue
            listed = ", ".join(shared[:_LISTED])
            zh = f"{listed} 等 {len(shared)} 条" if len(shared) > _LISTED else listed
            more = f" and {len(shared) - _LISTED} more" if len(shared) > _LISTED else ""
            where = division(place)
            yield Label(
                f"{under.path} 和 {over.path} 都是{where.name}的政策，都有 {zh}：两份都有效，"
                f"会各算一次；只改几条请在 {over.path.name} 里写 extends: {earlier}，"
                f"要整份替换请把文件名改为 {earlier}.yaml",
                f"{under.path} and {over.path} are both policies of {where.english}, and both have "
                f"{listed}{more}: both hold, and each is counted; to change some of them, write "
                f"extends: {earlier} in {over.path.name}; to replace the file, call it "
                f"{earlier}.yaml",
            )


def _place_meant(
    path: Path, name: str, found: Mapping[str, _Shelved], failed: Mapping[str, Failed]
) -> str:
    """The code of the place that a file which is not valid is for; "" where it does not say."""
    import re

    text = content_of(path).decode("utf-8", "replace")
    if under := re.search(r"^extends:\s*([a-z][a-z0-9-]*)", text, re.MULTILINE):
        name = under[1]
    if name in found:
        return found[name].head(name).place
    if name in failed:
        return failed[name].place
    code = re.search(r"""^place:\s*["']?([0-9]{6})\b""", text, re.MULTILINE)
    return code[1] if code else ""


def _shelved(path: Path, found: Mapping[str, _Shelved]) -> _Shelved:
    """The file at ``path``; one of the user's own is held against those shelved before it."""
    if path.parent == shipped_dir():
        return _Shelved(path, lambda again: (checked_again if again else checked)(path))
    name = policy_id(path)
    known = [
        one for other, file in found.items() if other != name for one in file.head(other).provisions
    ]
    shelved = _Shelved(path, lambda again: (checked_again if again else checked)(path, known))
    under = found.get(shelved.file.extends)
    if under is None:
        return shelved
    base = under.digest, under.data()
    return _Shelved(path, lambda again: (checked_again if again else checked)(path, known, base))
