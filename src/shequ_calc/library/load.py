"""From a policy file to a plain policy: read, validated, built.

pydantic is imported here and nowhere above, and only when a file really is validated.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ..policy import Policy
from .build import build_policy
from .problems import PolicyProblems, Problem

__all__ = ["digest_of", "load_policy", "policy_data", "policy_id", "validated"]


def policy_id(path: Path) -> str:
    """The id of the policy in ``path``: the file's stem."""
    return path.stem


def digest_of(content: bytes) -> str:
    """What identifies a file's content: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


def validated(path: Path, content: bytes) -> dict[str, Any]:
    """The data of a policy file, checked and with defaults filled in. Raises PolicyProblems."""
    from .source import SIZE_LIMIT, parse
    from .validate import validate

    name = str(path)
    if len(content) > SIZE_LIMIT:
        size = f"the file has {len(content):,} bytes; at most {SIZE_LIMIT:,} are read"
        raise PolicyProblems([Problem(name, 1, 1, "", "", size)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = content[: err.start].count(b"\n") + 1
        message = "not UTF-8 text; save the file as UTF-8"
        raise PolicyProblems([Problem(name, line, 1, "", "", message)]) from None
    return validate(parse(text, name))


def policy_data(path: Path) -> tuple[dict[str, Any], str]:
    """The checked data of a policy file and its digest. Raises PolicyProblems and OSError."""
    content = path.read_bytes()
    return validated(path, content), digest_of(content)


def load_policy(path: Path) -> Policy:
    """The policy in a file that extends none. Raises PolicyProblems and OSError."""
    data, digest = policy_data(path)
    return build_policy(data, policy_id(path), str(path), digest)
