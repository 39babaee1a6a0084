"""Which place a row names: its cells resolved once for each different combination."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import said
from ...library.shelf.catalog import Catalog
from ...places.path import MIDDLES
from ...places.place import (
    AmbiguousPlace,
    Division,
    PlaceError,
    contains,
    find,
    look_up,
    path_name,
    resolve,
)
from ...questions import place_meant

__all__ = ["PlaceReader"]

ROLES = ("province", "city", "county", "place")


class PlaceReader:
    """Divisions by the texts of a row's place cells; ``within`` is the place a flag gives."""

    def __init__(self, catalog: Catalog, within: Division | None) -> None:
        self._catalog = catalog
        self._within = within
        self._seen: dict[tuple[str | None, ...], Division | str] = {}
        self.notes: list[str] = []  # on names that are none of today's divisions

    def read(self, cells: Sequence[str | None]) -> Division | str:
        """The division that cells (province, city, county, any place) name, or why none."""
        key = tuple(cells)
        if key not in self._seen:
            self._seen[key] = self._resolved(key)
        return self._seen[key]

    def _resolved(self, cells: tuple[str | None, ...]) -> Division | str:
        province, city, county, place = (text and _named(text) for text in cells)
        if not any((province, city, county, place)):
            return self._within or self._unnamed()
        try:
            if not (province or city or county):
                assert place
                return self._bounded(self._of_any_level(place))
            found = resolve(province=province, city=city, county=county, notes=self.notes)
            assert found is not None
            return self._bounded(look_up(place, found, self.notes)[0] if place else found)
        except AmbiguousPlace as err:
            if self._within is None:
                return place_meant(err, self._catalog) or str(err)
            near = [one for one in err.candidates if contains(self._within, one)]
            if len(near) > 1:
                return str(err)
            return near[0] if near else _outside(err.text, self._within)
        except PlaceError as err:
            return str(err)

    def _bounded(self, found: Division) -> Division | str:
        """What a row names, where the place of a flag leaves it room: the narrower of the two."""
        if self._within is None or contains(self._within, found):
            return found
        if contains(found, self._within):
            return self._within
        return _outside(path_name(found), self._within)

    def _of_any_level(self, place: str) -> Division:
        # A name of any level is the widest one's: 河北 is the province, not a district of Tianjin.
        found = find(place, ("province",)) or look_up(place, None, self.notes)
        inside = [one for one in found if self._within and contains(self._within, one)]
        found = tuple(inside) or found
        highest = [one for one in found if one.level == found[0].level]
        if len(highest) > 1:
            raise AmbiguousPlace(place, tuple(highest))
        return highest[0]

    def _unnamed(self) -> str:
        return said(
            "这一行没有写明地方；可在表中加“城市”或“区县”一栏，或用 --city 给出",
            "the row names no place; add a column city or county, or give --city",
        )


def _named(text: str) -> str | None:
    """What a cell names; nothing where it only says that there is no level between."""
    return None if "".join(text.split()) in MIDDLES else text


def _outside(name: str, within: Division) -> str:
    bound = path_name(within)
    return said(
        f"这一行写的是{name}，不在选项给出的{bound}之内；请改该行，或去掉选项",
        f"the row names {name}, which is not in {bound}, the place that an option gives; mend the "
        "row, or leave the option out",
    )
