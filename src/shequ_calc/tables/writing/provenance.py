"""What made a file: version, question, date asked for, policies with their digests, time; and
where the figures in it stand."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from ...language import joined, said
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import Law, in_force
from ...places.place import division
from ...render.output import replacing
from ...render.vocabulary import QUESTIONS
from ...version import __version__

__all__ = ["put_beside", "sources", "stamp"]


def stamp(
    catalog: Catalog, policies: Iterable[str], *, questions: Iterable[str], on: str, source: str
) -> dict[str, str]:
    """The lines of the stamp, in the language spoken.

    ``policies`` are the ids of those that were used; ``source`` is where the rows came from.
    """
    made = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    lines = {
        said("程序", "program"): f"shequ {__version__}",
        said("问题", "question"): joined(QUESTIONS[question].said() for question in questions),
        said("所用表格", "table"): source,
        said("按哪一天的规定", "rules in force on"): on,
        said("生成时间", "made"): made,
    }
    for name in dict.fromkeys(policies):
        policy = catalog.policies[name]
        lines[said(f"政策 {name}", f"policy {name}")] = f"{policy.label.said()} ({policy.digest})"
    return {key: value for key, value in lines.items() if value}


def put_beside(path: Path, lines: Mapping[str, str]) -> None:
    """Write the stamp of the file at ``path`` beside it, as ``NAME.stamp.json``. Raises OSError."""
    text = json.dumps(lines, ensure_ascii=False, indent=2) + "\n"

    def fill(binary: IO[bytes]) -> None:
        binary.write(text.encode())

    replacing(path.with_name(f"{path.name}.stamp.json"), fill)


def sources(catalog: Catalog, provisions: Iterable[str], *, on: str) -> list[tuple[str, ...]]:
    """Where each provision stands: its id, label, documents, their numbers and dates, clauses and
    the words that hold the figure. A total stands nowhere."""
    laws: dict[str, Law] = {}
    rows: list[tuple[str, ...]] = []
    for name in dict.fromkeys(provisions):
        policy = catalog.policies[name.partition("/")[0]]
        provision = policy.provisions.get(name)
        if provision is None:
            continue
        if policy.id not in laws:
            laws[policy.id] = in_force(catalog.covering(division(policy.place)), on)
        law = laws[policy.id]
        cites = law.cites[name]
        documents = [law.document(provision, cite) for cite in cites]
        rows.append(
            (
                name,
                provision.label.said(),
                _joined(document.title for document in documents),
                _joined(document.number for document in documents),
                _joined(document.issued for document in documents),
                _joined(cite.clause for cite in cites),
                _joined(cite.phrase for cite in cites),
            )
        )
    return rows


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
