"""What cannot be understood as one place, and the message that says what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language import Label, said
from .divisions import Division, contains, path_name

__all__ = [
    "CITY_PROVINCES",
    "LISTED",
    "AmbiguousPlace",
    "PlaceError",
    "UnknownPlace",
    "is_city",
    "is_direct",
]

# Province-level divisions that are also cities: `--city` accepts them.
CITY_PROVINCES = frozenset({"110000", "120000", "310000", "500000", "810000", "820000"})
LISTED = 8  # candidates shown in a message


class PlaceError(ValueError):
    """What was given is not one place.

    `text` is what was given, `candidates` what may have been meant, `option` the option it was
    given to (city, province, county), `within` the place it was looked for in, if any.
    """

    def __init__(
        self,
        text: str,
        candidates: tuple[Division, ...] = (),
        option: str = "place",
        within: Division | None = None,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.candidates = candidates
        self.option = option
        self.within = within

    def __str__(self) -> str:
        """What was given, what is accepted and the nearest right things, one to a line."""
        return "\n".join([*self._head(), *_listing(self.candidates)])

    def _head(self) -> Iterator[str]:
        yield _shorten(self.text)


class UnknownPlace(PlaceError):
    """Nothing of the kind asked for answers to the text; candidates are the nearest, or none."""

    def _head(self) -> Iterator[str]:
        text, kind = _shorten(self.text), _KINDS[self.option].said()
        place = path_name(self.within) if self.within else ""
        inside = said(f"{place}内", f" in {place}") if place else ""
        yield said(
            f"{inside}没有“{text}”这个{kind}。可写中文全称、简称、拼音、英文或行政区划代码。",
            f"No {kind} called “{text}”{inside}. "
            "Accepted: Chinese name, full or short, pinyin, English or GB/T 2260 code.",
        )
        from .zones import zone_like  # only for a message

        if zone_like(self.text):
            yield said(
                "开发区不是行政区划；请写明它所在的市或区县，如 --city 长春 --county 净月高新区。",
                "A development zone is no division; name the city or county it lies in, as "
                "--city 长春 --county 净月高新区.",
            )
        if not self.candidates:
            return
        if self.within and not contains(self.within, self.candidates[0]):
            yield said("别处有：", "Elsewhere:")
        else:
            yield said("最接近的：", "Nearest:")


class AmbiguousPlace(PlaceError):
    """Several divisions answer to the text; candidates are all of them, `why` says how they came
    to bear one name, where it is a former one."""

    def __init__(
        self,
        text: str,
        candidates: tuple[Division, ...] = (),
        option: str = "place",
        within: Division | None = None,
        why: Sequence[str] = (),
    ) -> None:
        super().__init__(text, candidates, option, within)
        self.why = tuple(why)

    def _head(self) -> Iterator[str]:
        text, count = _shorten(self.text), len(self.candidates)
        yield from self.why
        yield said(
            f"“{text}”可指{count}个地方，请写代码或全称，或用上一级的选项缩小范围：",
            f"“{text}” may be any of {count} places; give the code or the full name, "
            "or narrow it with the option of the level above:",
        )


_KINDS = {
    "place": Label("地方", "place"),
    "province": Label("省份", "province"),
    "city": Label("地级或直辖的市、州", "city or prefecture"),
    "county": Label("区县", "county or district"),
}


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def is_city(d: Division) -> bool:
    return d.level == "prefecture" or d.code in CITY_PROVINCES


def is_direct(d: Division) -> bool:
    # GB/T 2260 gives 90 in the middle to county-level units governed by the province itself.
    return d.level == "county" and d.code[2:4] == "90"


def _option(d: Division) -> str:
    if is_city(d) or is_direct(d):
        return "--city"
    return "" if d.level == "country" else f"--{d.level}"


def _listing(found: tuple[Division, ...]) -> Iterator[str]:
    for d in found[:LISTED]:
        yield f"  {d.code}  {path_name(d)}  {_option(d)}".rstrip()
    if (rest := len(found) - LISTED) > 0:
        yield said(f"  ……另有{rest}个", f"  … and {rest} more")
