"""What is asked about: the place, what is given of a community, and how many of them."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
import inspect
import os
import sys
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

from ...inputs import BUILT_IN
from ...language import said
from ...places.place import Division
from ...quantity import NumberError, halfwidth, parse_amount
from ..failures import UsageFault
from .groups import Group, Text, Texts, option, parameter

if TYPE_CHECKING:
    from ...library.shelf.catalog import Catalog

__all__ = ["COMMUNITIES", "Facts", "Place"]

COMMUNITIES = (
    "communities",
    "按这么多个同样的社区计算全市",
    "For a city of so many communities alike",
)


_PLACES = ("province", "city", "county")


class Place(Group):
    """Which place; the three narrow each other."""

    city: Annotated[
        Text,
        option(
            "--city",
            zh="地级市、州或直辖市：中文、拼音、英文或代码",
            metavar="PLACE",
            en="Prefecture-level city or municipality: Chinese, pinyin, English or code",
        ),
    ] = None
    province: Annotated[Text, option("--province", zh="省级", en="Province", metavar="PLACE")] = (
        None
    )
    county: Annotated[
        Text, option("--county", zh="区、县", en="District or county", metavar="PLACE")
    ] = None

    def division(self, catalog: "Catalog") -> Division | None:
        """The division that the three name together, or else the environment's SHEQU_PROVINCE,
        SHEQU_CITY and SHEQU_COUNTY, which is said; None for none of them. Raises PlaceError."""
        if self.city is None and self.province is None and self.county is None:
            usual = {name: os.environ.get(f"SHEQU_{name.upper()}") or None for name in _PLACES}
            if not any(usual.values()):
                return None
            told = " ".join(f"SHEQU_{name.upper()}={text}" for name, text in usual.items() if text)
            print(f"shequ: {said(f'按环境变量 {told}', f'by {told}')}", file=sys.stderr)
            return Place(**usual).division(catalog)
        from ...places.place import AmbiguousPlace, path_name, resolve
        from ...questions import place_meant

        try:
            notes: list[str] = []
            found = resolve(city=self.city, province=self.province, county=self.county, notes=notes)
            for note in notes:
                print(f"shequ: {note}", file=sys.stderr)
            return found
        except AmbiguousPlace as err:
            meant = place_meant(err, catalog)
            if meant is None:
                raise
            name = f"{path_name(meant)} ({meant.code})"
            said_so = said(f"“{err.text}”按{name}计算", f"{err.text!r} is taken as {name}")
            print(f"shequ: {said_so}", file=sys.stderr)
            return meant


class Facts(Group):
    """What is given of a community: texts by input id, and those of ``--set``.

    ``Annotated[Facts, ...]`` names the inputs that have an option of their own: the id of a
    built-in one, or (id, help in Chinese, help in English). ``COMMUNITIES`` stands among them.
    """

    named: Mapping[str, Text]
    pairs: Texts

    @classmethod
    def parameters(cls, *inputs: Any) -> list[inspect.Parameter]:
        """An option for each of ``inputs``, and ``--set``."""
        given = [
            parameter(name.replace("-", "_"), made, None) for name, made in map(_input, inputs)
        ]
        return [*given, parameter("set_", _SET, None)]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Facts":
        """The texts by input id, from the values by parameter name."""
        named = {name.replace("_", "-"): text for name, text in values.items() if name != "set_"}
        return cls(named, values["set_"])

    def given(self, place: Division | None, catalog: "Catalog") -> dict[str, str]:
        """Input texts by id; those of ``--set`` may be called as the place's documents call them.
        Raises UsageFault, also for an input that is given twice."""
        from ...questions.called import input_called

        given: dict[str, str] = {}
        written: dict[str, str] = {}
        for name, text in self.named.items():
            if text is not None and name != "communities":
                given[name], written[name] = text, f"--{name} {text}"
        for pair in self.pairs or ():
            name, sign, text = halfwidth(pair).partition("=")
            name, text = input_called(name.strip(), place, catalog), text.strip()
            if not sign or not name:
                raise UsageFault(
                    said(
                        f"--set 应写成 名称=值，例如 party-members=120；给的是“{pair}”",
                        f"--set takes ID=VALUE, as in party-members=120; given: {pair!r}",
                    )
                )
            own = f"--set {name}={text}"
            if name in written:
                raise UsageFault(
                    said(
                        f"{name} 给了两次：{written[name]} 和 {own}；请只留一个",
                        f"{name} is given twice: {written[name]} and {own}; keep one",
                    )
                )
            given[name], written[name] = text, own
        return given

    def communities(self) -> int | None:
        """How many communities alike, from 1 to a million; None where it is not said. Raises
        UsageFault."""
        text = self.named.get("communities")
        if text is None:
            return None
        try:
            value = parse_amount(text, ("个", "个社区"))
        except NumberError:
            value = Fraction(0)
        if value.denominator != 1 or not 1 <= value <= 1_000_000:
            raise UsageFault(
                said(
                    f"--communities 不能是“{text}”；应为 1 至 1,000,000 的整数，例如 120",
                    f"--communities cannot be {text!r}; give a whole number from 1 to 1,000,000, "
                    "as 120",
                )
            )
        return int(value)


_SET = Annotated[
    Texts,
    option(
        "--set",
        zh="其他输入项，如 party-members=120（可重复）",
        en="Any other input, as party-members=120 (repeatable)",
        metavar="ID=VALUE",
    ),
]


def _input(wanted: str | tuple[str, str, str]) -> tuple[str, object]:
    """The id of an input, and its option."""
    if isinstance(wanted, tuple):
        name, zh, en = wanted
        metavar = "N" if wanted is COMMUNITIES else "VALUE"
        return name, Annotated[Text, option(f"--{name}", zh=zh, en=en, metavar=metavar)]
    spec = BUILT_IN[wanted]
    zh, en = spec.label
    if spec.options:
        listed = " | ".join(choice.id for choice in spec.options)
        zh, en = f"{zh}：{listed}", f"{en}: {listed}"
    elif spec.unit == "yuan":
        zh, en = f"{zh}，元/年（也可写 6500/月）", f"{en}, yuan a year (or 6500/month)"
    return wanted, Annotated[Text, option(f"--{wanted}", zh=zh, en=en, metavar="VALUE")]
