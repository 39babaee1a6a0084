"""A checked policy file as text that is read without checking it again.

Three lines of JSON: a head that says what it was made from and by, and what is asked of every
policy (where it holds, what it answers, its ids); then the data, read only when the policy is
needed, and its worked examples, read only when they are run. It holds for exactly the content its
digest names and the version that made it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any
from zlib import crc32

from ...record import Record
from ...version import __version__

__all__ = ["FORMAT", "Compiled", "compiled", "digest_of", "dumped", "foreign", "loaded"]

FORMAT = 5  # to be raised whenever the data of a policy changes its shape within a version


class Compiled(Record):
    """A checked policy: its head, and ``data``, or the text of it for as long as nobody asked.

    ``key`` stands for all that the checking depended on, ``digest`` for the file's content alone.
    ``place`` is a division code, ``extends`` the policy it extends or "". ``questions`` are those
    that a provision or view answers; ``inputs`` and ``provisions`` are its ids, without the
    policy's own, ``refers`` the full ids of other policies' provisions that it names.
    """

    key: str
    digest: str
    place: str
    extends: str
    questions: tuple[str, ...]
    inputs: tuple[str, ...]
    provisions: tuple[str, ...]
    refers: tuple[str, ...]
    body: bytes
    cases: bytes

    def data(self) -> dict[str, Any]:
        """The data, as the schema let it through; what its ``cases`` are is read when they are
        called, since no answer needs them."""
        found: dict[str, Any] = json.loads(self.body)
        found["cases"] = lambda: json.loads(self.cases)
        return found


def digest_of(content: bytes) -> str:
    """What identifies a file's content: its SHA-256, in hex digits."""
    return str(_sha256()(content).hexdigest())


@cache
def _sha256() -> Any:
    # hashlib loads OpenSSL, which takes longer than everything that is read here; the
    # interpreter's own SHA-256 has had two names.
    for name in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(name).sha256
        except (ImportError, AttributeError):
            continue
    raise ImportError("this Python has no SHA-256")


def compiled(data: Mapping[str, Any], key: str, digest: str) -> Compiled:
    """Checked ``data`` of the content that ``digest`` names."""
    provisions = data["provisions"]
    asked = dict.fromkeys(
        question
        for provision in provisions.values()
        for one in (provision, *provision["views"].values())
        for question in one["questions"]
    )
    return Compiled(
        key,
        digest,
        data["place"],
        data.get("extends") or "",
        tuple(asked),
        tuple(data["inputs"]),
        tuple(provisions),
        tuple(dict.fromkeys(foreign(provisions))),
        _json({name: part for name, part in data.items() if name != "cases"}),
        _json(data["cases"]),
    )


_REFERENCES = ("ref", "part-of", "on-top-of", "replaces")


def foreign(data: Any) -> Iterator[str]:
    """The provisions of other policies that checked data name."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name in _REFERENCES:
                several = value if isinstance(value, list) else [value]
                yield from (one for one in several if isinstance(one, str) and "/" in one)
            else:
                yield from foreign(value)
    elif isinstance(data, list):
        for value in data:
            yield from foreign(value)


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def dumped(policy: Compiled) -> bytes:
    """The text of a compiled policy."""
    head = {
        "shequ": [__version__, FORMAT],
        "key": policy.key,
        "digest": policy.digest,
        "size": len(policy.body),
        "sum": crc32(policy.body + policy.cases),
        "place": policy.place,
        "extends": policy.extends,
        "questions": policy.questions,
        "inputs": policy.inputs,
        "provisions": policy.provisions,
        "refers": policy.refers,
    }
    return b"\n".join((_json(head), policy.body, policy.cases, b""))


def loaded(text: bytes, key: str) -> Compiled | None:
    """The compiled policy in ``text``; None where it is not whole, not of what ``key`` names, or
    made by another version."""
    first, _, rest = text.partition(b"\n")
    body, _, cases = rest.partition(b"\n")
    cases = cases[:-1]
    try:
        head = json.loads(first)
        if (
            head["shequ"] != [__version__, FORMAT]
            or head["key"] != key
            or head["size"] != len(body)
            or head["sum"] != crc32(body + cases)
        ):
            return None
        return Compiled(
            key,
            head["digest"],
            head["place"],
            head["extends"],
            tuple(head["questions"]),
            tuple(head["inputs"]),
            tuple(head["provisions"]),
            tuple(head["refers"]),
            body,
            cases,
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
