"""``shequ place``: a place's code, names, seat, and the policies that hold there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated

import typer

from . import options as o
from .answer import language_of, shelf
from .text_or_json import TextFormat, as_json

__all__ = ["app"]

app, _command = o.command(
    "place",
    "查找地方：代码、名称、驻地，以及适用的政策。",
    "Look up a place: its code, names, seat, and the policies that hold there.",
)


@_command
def place(
    name: Annotated[
        str,
        typer.Argument(
            metavar="PLACE",
            help=o.said("中文、拼音、英文或代码", "Chinese, pinyin, English or code"),
        ),
    ],
    province: o.Province = None,
    city: o.City = None,
    format_: TextFormat = None,
    policies: o.Policies = None,
    lang: o.Lang = None,
) -> None:
    """Every division the name can mean, the highest level first; text, or JSON with -f json."""
    from ..places.place import look_up, resolve

    spoken = language_of(lang)
    wanted = as_json(format_)
    within = resolve(city=city, province=province) if city or province else None
    found = look_up(name, within)
    catalog = shelf(policies, spoken)
    records = [_record(one, catalog, spoken) for one in found]
    if wanted:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    typer.echo("\n\n".join(_text(record, spoken) for record in records))


def _record(division: object, catalog: object, lang: str) -> dict[str, object]:
    from ..community import seat_category
    from ..library.shelf.catalog import Catalog
    from ..places.place import Division, children, path_name, seat_of
    from ..places.place import division as by_code

    assert isinstance(division, Division)
    assert isinstance(catalog, Catalog)
    seat = by_code(division.seat) if division.seat else None
    return {
        "code": division.code,
        "level": division.level,
        "name": division.name,
        "pinyin": division.pinyin,
        "english": division.english,
        "path": path_name(division, lang),
        "seat": seat.code if seat else None,
        "seat_name": seat.label(lang) if seat else None,
        "seat_of": [one.code for one in seat_of(division)],
        "seat_of_names": [one.label(lang) for one in seat_of(division)],
        "seat_category": seat_category(division),
        "divisions": len(children(division)),
        "policies": [policy.id for policy in catalog.covering(division)],
    }


_LEVELS = {
    "country": ("国家", "country"),
    "province": ("省级", "province level"),
    "prefecture": ("地级", "prefecture level"),
    "county": ("县级", "county level"),
}


def _text(record: Mapping[str, object], lang: str) -> str:
    zh = lang == "zh"
    level = _LEVELS[str(record["level"])][0 if zh else 1]
    policies = record["policies"]
    assert isinstance(policies, list)
    names = record["seat_of_names"]
    assert isinstance(names, list)
    rows = [
        ("级别" if zh else "level", level),
        ("名称" if zh else "names", f"{record['name']}  {record['english']}  {record['pinyin']}"),
        ("所在" if zh else "within", record["path"]),
    ]
    if record["seat"]:
        rows.append(("驻地" if zh else "seat", f"{record['seat_name']} ({record['seat']})"))
    if names:
        rows.append(("是其驻地" if zh else "seat of", ("、" if zh else ", ").join(names)))
    if record["divisions"]:
        rows.append(("下辖" if zh else "divisions", record["divisions"]))
    none = "无" if zh else "none"
    rows.append(("政策" if zh else "policies", ", ".join(policies) or none))
    width = 10
    lines = [f"{record['code']}  {record['name'] if zh else record['english']}"]
    lines += [f"  {_padded(str(name), width)}{value}" for name, value in rows]
    return "\n".join(lines)


def _padded(text: str, width: int) -> str:
    """``text`` filled to a width on a terminal, where a Chinese character takes two columns."""
    return text + " " * max(1, width - sum(2 if ord(char) > 0x2E7F else 1 for char in text))
