"""Which place a row names: its cells resolved once for each different combination."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import said
from ...library.shelf.catalog import Catalog
from ...places.place import AmbiguousPlace, Division, PlaceError, contains, look_up, resolve
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
        province, city, county, place = cells
        if not any(cells):
            return self._within or self._unnamed()
        try:
            if not (province or city or county):
                assert place
                return self._of_any_level(place)
            found = resolve(province=province, city=city, county=county, notes=self.notes)
            if place:
                inside = look_up(place, found, self.notes)
                return inside[0]
        except AmbiguousPlace as err:
            near = [one for one in err.candidates if self._within and contains(self._within, one)]
            meant = near[0] if len(near) == 1 else place_meant(err, self._catalog)
            return meant or str(err)
        except PlaceError as err:
            return str(err)
        assert found is not None
        return found

    def _of_any_level(self, place: str) -> Division:
        found = look_up(place, self._within, self.notes)
        highest = [one for one in found if one.level == found[0].level]
        if len(highest) > 1:
            raise AmbiguousPlace(place, tuple(highest))
        return highest[0]

    def _unnamed(self) -> str:
        return said(
            "这一行没有写明地方；可在表中加“城市”或“区县”一栏，或用 --city 给出",
            "the row names no place; add a column city or county, or give --city",
        )
