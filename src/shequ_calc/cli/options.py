"""Options that several commands share, with their help in the language asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from ..inputs import BUILT_IN
from ..language import said
from ..places.place import Division

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog

__all__ = [
    "Certificate", "Cite", "City", "Columns", "Communities", "County", "Disposable", "Education",
    "Format", "Given", "Grade", "Graduate", "Households", "Lang", "On", "Only", "Output",
    "Policies", "Population", "Post", "Province", "Quiet", "Seat", "ValueEnd", "Wage", "Years",
    "command", "place_asked", "said",
]  # fmt: skip


def _input(name: str) -> typer.models.OptionInfo:
    spec = BUILT_IN[name]
    words = spec.label.said()
    if spec.options:
        words += said("：", ": ") + " | ".join(option.id for option in spec.options)
    elif spec.unit == "yuan":
        words += said("，元/年（也可写 6500/月）", ", yuan a year (or 6500/month)")
    option = typer.Option(f"--{name}", help=words, show_default=False, metavar="VALUE")
    assert isinstance(option, typer.models.OptionInfo)
    return option


def _text(*names: str, zh: str, en: str, metavar: str = "TEXT") -> typer.models.OptionInfo:
    option = typer.Option(*names, help=said(zh, en), show_default=False, metavar=metavar)
    assert isinstance(option, typer.models.OptionInfo)
    return option


Text: TypeAlias = str | None
Texts: TypeAlias = list[str] | None

City = Annotated[
    Text,
    _text(
        "--city",
        zh="地级市、州或直辖市：中文、拼音、英文或代码",
        metavar="PLACE",
        en="Prefecture-level city or municipality: Chinese, pinyin, English or code",
    ),
]
Province = Annotated[Text, _text("--province", zh="省级", en="Province", metavar="PLACE")]
County = Annotated[Text, _text("--county", zh="区、县", en="District or county", metavar="PLACE")]
Households = Annotated[Text, _input("households")]
Population = Annotated[Text, _input("population")]
Post = Annotated[Text, _input("post")]
Grade = Annotated[Text, _input("grade")]
Years = Annotated[Text, _input("years")]
Education = Annotated[Text, _input("education")]
Certificate = Annotated[Text, _input("certificate")]
Seat = Annotated[Text, _input("seat")]
Wage = Annotated[Text, _input("average-wage")]
Disposable = Annotated[Text, _input("disposable-income")]
Graduate = Annotated[Text, _input("graduate-pay")]
Communities = Annotated[
    Text,
    _text(
        "--communities",
        zh="按这么多个同样的社区计算全市",
        en="For a city of so many communities alike",
        metavar="N",
    ),
]
On = Annotated[
    Text,
    _text(
        "--on",
        zh="按哪一天的规定，默认今天",
        en="The rules of which day (default: today)",
        metavar="DATE",
    ),
]
Given = Annotated[
    Texts,
    _text(
        "--set",
        zh="其他输入项，如 party-members=120（可重复）",
        en="Any other input, as party-members=120 (repeatable)",
        metavar="ID=VALUE",
    ),
]
Only = Annotated[
    Texts,
    _text(
        "--only",
        zh="只要这一条（可重复）",
        en="Only this provision (repeatable)",
        metavar="PROVISION",
    ),
]
Format = Annotated[
    Text,
    _text(
        "-f",
        "--format",
        zh="输出格式：table csv tsv json jsonl md",
        en="Output: table, csv, tsv, json, jsonl or md",
        metavar="FORMAT",
    ),
]
Output = Annotated[
    Text,
    _text(
        "-o",
        "--output",
        zh="写入文件（按后缀定格式，含 xlsx、parquet）",
        en="Write a file (its suffix says the format, xlsx and parquet included)",
        metavar="FILE",
    ),
]


def checked_lang(lang: Text) -> Text:
    """The language typed. Raises UsageFault for one that is not spoken."""
    if lang not in (None, "", "zh", "en"):
        from .failures import lang_fault

        raise lang_fault(lang)
    return lang


# What it says was heeded before anything was parsed, since help and errors speak it, too.
Lang = Annotated[
    Text,
    typer.Option(
        "--lang",
        help=said("语言：zh 或 en", "Language: zh or en"),
        show_default=False,
        metavar="zh|en",
        callback=checked_lang,
    ),
]
Columns = Annotated[
    Text,
    _text(
        "--columns",
        zh="只要这些栏，逗号分隔",
        en="Only these columns, with commas",
        metavar="NAMES",
    ),
]
ValueEnd = Annotated[
    Text,
    _text(
        "--value",
        zh="只输出一个数：low 或 high",
        en="One bare number: low or high",
        metavar="low|high",
    ),
]
Policies = Annotated[
    Texts,
    _text(
        "--policies",
        zh="另加政策文件或文件夹（可重复）",
        en="A folder or file of policies of your own (repeatable)",
        metavar="DIR",
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help=said("不显示提示", "No hints on stderr"))
]
Cite = Annotated[
    bool, typer.Option("--cite", help=said("显示出处", "Show where each figure stands"))
]


def command(name: str, zh: str, en: str) -> tuple[typer.Typer, Callable[..., object]]:
    """An app with one command, and the decorator that makes a function that command."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    settings = {"help_option_names": ["-h", "--help"]}
    return app, app.command(name, help=said(zh, en), context_settings=settings)


def place_asked(city: Text, province: Text, county: Text, catalog: Catalog) -> Division | None:
    """The division that --city, --province and --county name together. Raises PlaceError."""
    if city is None and province is None and county is None:
        return None
    from ..places.place import AmbiguousPlace, path_name, resolve
    from ..questions import place_meant

    try:
        return resolve(city=city, province=province, county=county)
    except AmbiguousPlace as err:
        meant = place_meant(err, catalog)
        if meant is None:
            raise
        name = f"{path_name(meant)} ({meant.code})"
        said_so = said(f"“{err.text}”按{name}计算", f"{err.text!r} is taken as {name}")
        print(f"shequ: {said_so}", file=sys.stderr)
        return meant
