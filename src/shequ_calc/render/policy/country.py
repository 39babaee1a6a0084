"""What is held for which place of the country, as a page: by province, from which documents, and
what was looked for and not found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...language import joined
from ...places.place import Division, chain, division, divisions
from ...policy import TOPICS, Document, Policy
from ..vocabulary import SEEN

__all__ = ["country_page"]

_HEAD = """\
# What is on the shelf

Made from the policies and from [sought.yaml](sought.yaml); do not edit. Under each province stand
the places of which rules are held, what they are about, and the documents they rest on: their
numbers and days, how far each page was seen, and whether it is an official site (A) or a reprint
(B). Your city is not here? A YAML file adds it: [policy-format.md](policy-format.md) tells how, and
`shequ policy new --place 泰州 -o taizhou.yaml` begins one. What a province has holds in its cities
and counties, too, and what the country has holds everywhere.
"""


def country_page(policies: Iterable[Policy], sought: Iterable[Mapping[str, str]]) -> str:
    """The page in Markdown. ``sought`` has ``place`` (a province's code), ``what`` and ``why``."""
    by_province: dict[str, list[Policy]] = {}
    for policy in policies:
        by_province.setdefault(_province(policy.place).code, []).append(policy)
    missing: dict[str, list[str]] = {}
    for one in sought:
        missing.setdefault(one["place"], []).append(f"{one['what']}: {one['why']}.")
    return "\n".join([_HEAD, *_provinces(by_province, missing)])


def _province(code: str) -> Division:
    own = division(code)
    return next((link for link in chain(own) if link.level == "province"), own)


def _provinces(held: Mapping[str, list[Policy]], missing: Mapping[str, list[str]]) -> Iterator[str]:
    provinces = sorted(divisions("province"), key=lambda one: one.code)
    places = [division("000000"), *provinces]
    without = [one for one in places if one.code not in held and one.code not in missing]
    for place in places:
        if place in without:
            continue
        yield f"\n## {place.name} {place.english}\n"
        if place.code in held:
            yield "| place | policy | about | documents |"
            yield "| --- | --- | --- | --- |"
            yield from map(_row, sorted(held[place.code], key=lambda one: one.place))
        else:
            yield "Nothing yet."
        if place.code in missing:
            yield "\nLooked for and not held:\n"
            yield from (f"- {text}" for text in missing[place.code])
    if without:
        yield "\n## Nothing yet\n"
        yield f"{joined(f'{one.name} {one.english}' for one in without)}."


def _row(policy: Policy) -> str:
    place = division(policy.place)
    about = {one.topic: None for one in policy.provisions.values() if one.topic}
    documents = dict.fromkeys(_document(one) for one in policy.documents.values())
    cells = (
        f"{place.name} {place.english} {place.code}",
        f"`{policy.id}`, {len(policy.provisions)} provisions",
        joined(TOPICS[topic].en for topic in about),
        "; ".join(documents),
    )
    return f"| {' | '.join(cells)} |"


def _document(document: Document) -> str:
    name = document.title if "《" in document.title else f"《{document.title}》"
    told = [text for text in (document.number, document.issued) if text]
    return f"{name} ({', '.join([*told, SEEN[document.seen].en, document.trust])})"
