"""The shelf of policies: the shipped ones and the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ...places.place import Division, chain
from ...policy import TRUST, Policy, Provision
from ...record import Record, replace
from ..format.problems import PolicyProblems
from .cache import cached_index, keep_index
from .files import listed, named_itself, policy_id
from .index import File, Index, index_of
from .load import code_digest, layered

__all__ = ["Catalog", "Failed", "shelf_index"]


class _Shelf(Mapping[str, Policy]):
    """The policies of an index by id, each built when it is first looked at."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._built: dict[str, Policy] = {}

    def __getitem__(self, name: str) -> Policy:
        if name not in self._built:
            files = self._index.named(name)
            if not files:
                raise KeyError(name)
            self._built[name] = _built(name, files)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_places(self._index))

    def __len__(self) -> int:
        return len(_places(self._index))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self._index.named(name))


def _built(name: str, files: tuple[File, ...]) -> Policy:
    from .build import build_policy

    origin, digest = files[-1].path, "+".join(part[:16] for part in files[-1].digest.split("+"))
    try:
        return build_policy(layered(files), name, origin, digest)
    except (LookupError, TypeError, ValueError, AttributeError):
        # A kept copy that cannot be built from is no better than none.
        return build_policy(layered(files, again=True), name, origin, digest)


def _places(index: Index) -> dict[str, str]:
    """The division code of every policy by its id, in the order of the codes: a country, its
    provinces one after the other, and in each its cities and counties."""
    places = {file.id: file.place for file in index.files()}
    return dict(sorted(places.items(), key=lambda item: item[1]))


class Failed(Record):
    """A policy file that is not valid, and the code of the place it is for, "" where it does not
    tell."""

    path: Path
    place: str
    problems: PolicyProblems


class Catalog:
    """Policies by id. A later file of the same id replaces an earlier one; one that extends a
    policy replaces or adds its provisions one by one, under the id of the policy it extends.

    A policy is built when it is first looked at. ``replaced`` says, line by line, what the user's
    own files replaced, and ``doubled`` what they say a second time, which is counted twice.
    ``failed`` has, by policy id, the files of a folder that are not valid: they stop what concerns
    their place, and nothing else.
    """

    def __init__(
        self, policies: Mapping[str, Policy], index: Index | None = None, trust: str = TRUST[-1]
    ) -> None:
        self.policies = policies
        self._trust = trust
        self._index = index or _index_of(policies)
        self.replaced, self.doubled = self._index.replaced, self._index.doubled

    @classmethod
    def load(cls, own: Iterable[Path] = (), trust: str = TRUST[-1]) -> Catalog:
        """All policies, which answer by documents of at least so much ``trust``.

        Raises PolicyProblems with what is wrong in a file that was named itself, and for a folder
        that is not there.
        """
        own = tuple(own)
        index = shelf_index(own)
        for file in index.broken():
            if named_itself(file.path, own):
                raise file.fault()
        return cls(_Shelf(index), index, trust)

    @classmethod
    def kept(cls, own: Iterable[Path] = ()) -> Catalog:
        """What ``load`` gives; the same one as before for as long as the files say the same."""
        found = cls.load(own)
        key = found._index.listing
        before = _KEPT.get(key)
        if before and not found._index.fresh:
            return before
        _KEPT.clear()
        _KEPT[key] = found
        return found

    @property
    def failed(self) -> dict[str, Failed]:
        """The files that are not valid, by the ids that their policies would have."""
        return {
            policy_id(Path(file.path)): Failed(Path(file.path), file.place, file.fault())
            for file in self._index.broken()
        }

    def covering(self, division: Division) -> tuple[Policy, ...]:
        """The policies that hold at a division, the most local first. Raises PolicyProblems where
        a file for it, or for a place above it, is not valid."""
        return self._policies(file.id for file in self._files(division))

    def answering(self, division: Division, question: str) -> tuple[Policy, ...]:
        """Those of :meth:`covering` that an answer can turn on: what has the question, and what
        names provisions of that or is named by it. All, where none has it. Raises PolicyProblems
        as that does."""
        files = self._files(division)
        names = {file.id for file in files if question in file.questions}
        refers: dict[str, set[str]] = {file.id: set() for file in files}
        for file in files:
            refers[file.id].update(one.partition("/")[0] for one in file.refers)
        before = 0
        while names and len(names) > before:
            before = len(names)
            named = set().union(*(refers[one] for one in names))
            names |= {one for one, others in refers.items() if one in named or others & names}
        return self._policies(file.id for file in files if file.id in names or not names)

    def _files(self, division: Division) -> list[File]:
        files = [file for link in chain(division) for file in self._index.at(link.code)]
        for file in files:
            if file.problems:
                raise file.fault()
        return files

    def _policies(self, names: Iterable[str]) -> tuple[Policy, ...]:
        return tuple(_trusted(self.policies[one], self._trust) for one in dict.fromkeys(names))

    def answers(self, division: Division, question: str) -> bool:
        """Whether a policy that holds at a division has a provision for a question."""
        return any(
            question in file.questions
            for link in chain(division)
            for file in self._index.at(link.code)
        )

    def answers_itself(self, division: Division, question: str) -> bool:
        """Whether a policy of the division's own has one, and not only those of higher places."""
        return any(question in file.questions for file in self._index.at(division.code))

    def answering_inside(self, division: Division, question: str) -> list[str]:
        """The codes of places inside a province or a city whose own policies have a question."""
        if division.level == "county":
            return []
        files = self._index.below(division.code)
        return sorted({file.place for file in files if question in file.questions})

    def places(self) -> dict[str, str]:
        """The division code of every policy by its id, in the order of the codes."""
        return _places(self._index)

    def input_ids(self) -> frozenset[str]:
        """The ids of the inputs that the policies declare."""
        return self._index.inputs

    def named(self, name: str) -> list[str]:
        """The full ids that a name stands for: its own, or those of all policies that have a
        provision with this id. ``total`` is one of every policy."""
        policy, stroke, key = name.partition("/")
        if not stroke and name == "total":
            return [f"{one}/total" for one in self.places()]
        files = self._index.named(policy) if stroke else self._index.holding(name)
        if stroke and key != "total":
            files = tuple(file for file in files if key in file.provisions)
        return list(dict.fromkeys(f"{file.id}/{key if stroke else name}" for file in files))

    def provision_ids(self) -> list[str]:
        """The full ids of all provisions, those of one policy together."""
        found: dict[str, dict[str, None]] = {name: {} for name in self.places()}
        for file in self._index.files():
            found[file.id] |= dict.fromkeys(file.provisions)
        return [f"{name}/{key}" for name, keys in found.items() for key in keys]


def _trusted(policy: Policy, trust: str) -> Policy:
    """A policy that answers by what is trusted so much alone; what rests on other documents can be
    referred to, and is asked for nothing."""
    wanted = TRUST[: TRUST.index(trust) + 1]
    doubted = {name for name, one in policy.documents.items() if one.trust not in wanted}
    if not doubted:
        return policy

    def silenced(provision: Provision) -> Provision:
        cited = {cite.document for version in provision.versions for cite in version.cite}
        if not cited & doubted:
            return provision
        views = tuple(replace(view, questions=()) for view in provision.views)
        return replace(provision, questions=(), views=views, replaces=())

    provisions = {name: silenced(one) for name, one in policy.provisions.items()}
    return replace(policy, provisions=provisions)


def shelf_index(own: Iterable[Path] = ()) -> Index:
    """The index of the shelf; the one of before for as long as no file was added, removed or
    written. Raises PolicyProblems for a folder or file that is not there."""
    listing, code = listed(own), code_digest()
    name = "\n".join(folder for folder, _, _ in listing.folders)
    known = cached_index(name, code)
    if known and not known.fresh and known.listing == listing.text:
        return known
    from .shelving import shelved

    made = shelved(listing, known)
    keep_index(made, name, code)
    return made


# The last catalogue, by the listing of its files.
_KEPT: dict[str, Catalog] = {}


def _index_of(policies: Mapping[str, Policy]) -> Index:
    """The index of policies that were built already."""
    files = [
        File(
            policy.place,
            name,
            policy.origin,
            -1,
            policy.digest,
            questions=policy.questions,
            inputs=tuple(policy.inputs),
            provisions=tuple(one.key for one in policy.provisions.values()),
        )
        for name, policy in policies.items()
    ]
    return index_of("", files, False, frozenset(), (), ())
