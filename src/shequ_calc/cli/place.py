"""``shequ place``: a place's code, names, seat, and the policies that hold there."""

# No postponed annotations here: the command is built from them, and texts would be evaluated.
import json
import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from ..language import Label, joined, said
from .options.community import Place
from .options.groups import command
from .options.output import TextFormat
from .options.rules import Shelf

__all__ = ["app"]

app, _command = command(
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
            help=said("中文、拼音、英文或代码", "Chinese, pinyin, English or code"),
        ),
    ],
    within: Annotated[Place, "county"],
    format_: TextFormat,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """Every division the name can mean, the highest level first; text, or JSON with -f json."""
    from ..places.place import look_up, resolve

    as_json = format_.json
    notes: list[str] = []
    outer = resolve(city=within.city, province=within.province, notes=notes)
    found = look_up(name, outer, notes)
    for note in notes:
        print(f"shequ: {note}", file=sys.stderr)
    catalog = shelf.catalog()
    records = [_record(one, catalog) for one in found]
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    typer.echo("\n\n".join(_text(record) for record in records))


def _record(division: object, catalog: object) -> dict[str, object]:
    from ..community import seat_category
    from ..library.shelf.catalog import Catalog
    from ..places.divisions import other_names
    from ..places.former import former_names
    from ..places.place import Division, children, path_name, seat_of
    from ..places.place import division as by_code
    from ..places.zones import zones_in

    assert isinstance(division, Division)
    assert isinstance(catalog, Catalog)
    seat = by_code(division.seat) if division.seat else None
    return {
        "code": division.code,
        "level": division.level,
        "name": division.name,
        "pinyin": division.pinyin,
        "english": division.english,
        "path": path_name(division),
        "seat": seat.code if seat else None,
        "seat_name": seat.label() if seat else None,
        "seat_of": [one.code for one in seat_of(division)],
        "seat_of_names": [one.label() for one in seat_of(division)],
        "seat_category": seat_category(division),
        "divisions": len(children(division)),
        "names": other_names(division),
        "former": [
            {
                "code": one.division.code,
                "name": one.division.name,
                "english": one.division.english,
                "ended": one.ended,
                "how": one.how,
                "document": one.document or None,
            }
            for one in former_names(division)
        ],
        "zones": [zone.names[0] for zone in zones_in(division)],
        "policies": [policy.id for policy in catalog.covering(division)],
    }


_LEVELS = {
    "country": Label("国家", "country"),
    "province": Label("省级", "province level"),
    "prefecture": Label("地级", "prefecture level"),
    "county": Label("县级", "county level"),
}


def _text(record: Mapping[str, object]) -> str:
    level = _LEVELS[str(record["level"])].said()
    policies = record["policies"]
    assert isinstance(policies, list)
    names = record["seat_of_names"]
    assert isinstance(names, list)
    rows = [
        (said("级别", "level"), level),
        (said("名称", "names"), f"{record['name']}  {record['english']}  {record['pinyin']}"),
        (said("所在", "within"), record["path"]),
    ]
    if record["seat"]:
        rows.append((said("驻地", "seat"), f"{record['seat_name']} ({record['seat']})"))
    if names:
        rows.append((said("是其驻地", "seat of"), joined(names)))
    if record["divisions"]:
        rows.append((said("下辖", "divisions"), record["divisions"]))
    rows += [*_listed(said("又称", "also"), record["names"]), *_former(record["former"])]
    rows += _listed(said("开发区", "zones"), record["zones"])
    none = said("无", "none")
    rows.append((said("政策", "policies"), ", ".join(policies) or none))
    width = 10
    lines = [f"{record['code']}  {said(record['name'], record['english'])}"]
    lines += [f"  {_padded(str(name), width)}{value}" for name, value in rows]
    return "\n".join(lines)


_SHOWN = 12  # names of one kind


def _listed(label: str, names: object) -> list[tuple[str, object]]:
    """A line of names, or none."""
    assert isinstance(names, list)
    rest = len(names) - _SHOWN
    more = [said(f"另有{rest}个", f"{rest} more")] if rest > 0 else []
    return [(label, joined([*names[:_SHOWN], *more]))] if names else []


def _former(former: object) -> list[tuple[str, object]]:
    assert isinstance(former, list)
    names = [
        f"{said(one['name'], one['english'])} ({one['code']}, {said('至', 'until ')}{one['ended']})"
        for one in former
    ]
    return _listed(said("曾用", "former"), names)


def _padded(text: str, width: int) -> str:
    """``text`` filled to a width on a terminal, where a Chinese character takes two columns."""
    return text + " " * max(1, width - sum(2 if ord(char) > 0x2E7F else 1 for char in text))
