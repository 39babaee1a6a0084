"""What made a file: version, question, date asked for, policies with their digests, time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from .. import __version__
from ..language import said
from ..library.catalog import Catalog
from ..render.words import QUESTIONS

__all__ = ["stamp"]


def stamp(
    catalog: Catalog, policies: Iterable[str], *, question: str, on: str, source: str, lang: str
) -> dict[str, str]:
    """The lines of the stamp, in ``lang``. ``policies`` are the ids of those that were used;
    ``source`` is where the rows came from."""
    made = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    lines = {
        said("程序", "program"): f"shequ {__version__}",
        said("问题", "question"): QUESTIONS[question].in_(lang),
        said("所用表格", "table"): source,
        said("按哪一天的规定", "rules in force on"): on,
        said("生成时间", "made"): made,
    }
    for name in dict.fromkeys(policies):
        policy = catalog.policies[name]
        lines[said(f"政策 {name}", f"policy {name}")] = f"{policy.label.in_(lang)} ({policy.digest})"
    return {key: value for key, value in lines.items() if value}
