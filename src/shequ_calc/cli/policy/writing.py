"""``shequ policy new``, ``schema`` and ``diff``: what helps to write a policy and to change one."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...language import said
from ..failures import UsageFault
from ..options.community import Place
from ..options.groups import Text, added, option
from ..options.output import TextFormat
from ..options.rules import Shelf

if TYPE_CHECKING:
    from ...library.shelf.catalog import Catalog
    from ...places.place import Division
    from ...policy import Policy

__all__ = ["add_to", "near_policy"]

_OUT = Annotated[
    Text,
    option(
        "-o", "--output", zh="写入新文件（UTF-8）", en="Write a new file (UTF-8)", metavar="FILE"
    ),
]
_OVER = Annotated[
    Text,
    option(
        "-o",
        "--output",
        zh="写入文件（UTF-8），已有的会被替换",
        en="Write a file (UTF-8), over one there is",
        metavar="FILE",
    ),
]
_VERSION = said("政策标识或文件", "A policy's id, or a file")


def add_to(app: typer.Typer) -> None:
    """Make the commands of this module commands of ``app``."""
    added(
        app,
        "new",
        "给一个地方写新政策：一份带注释、待填写的 YAML 文件",
        "A new policy for a place: a commented YAML file to be filled in",
    )(new)
    added(
        app,
        "cases",
        "为一条规定拟出算例：每个边界、选项、读法、日期各一例，供人核对",
        "Propose worked examples for a provision, at every edge, option, reading and date",
    )(cases)
    added(
        app,
        "schema",
        "政策文件格式的 JSON Schema，供编辑器补全和检查",
        "The format of policy files as JSON Schema, for editors",
    )(schema)
    added(
        app,
        "diff",
        "一个政策的两个版本有什么不同，逐条列出。只是列出，不是检查：有无不同都以 0 结束。",
        "What two versions of a policy change, provision by provision. It tells and does not "
        "judge: the exit code is 0 whether they differ or not.",
    )(diff)


def new(
    *,
    place: Annotated[
        str | None,
        typer.Option(
            "--place",
            metavar="PLACE",
            show_default=False,
            help=said("中文、拼音、英文或代码", "Chinese, pinyin, English or code"),
        ),
    ] = None,
    within: Place,
    output: _OUT = None,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """The file on standard output; hints on stderr."""
    from ...library.format.new_policy import policy_template
    from ...places.place import resolve

    division = _division(
        place, resolve(city=within.city, province=within.province, county=within.county)
    )
    catalog = shelf.catalog()
    for policy in catalog.policies.values():
        if policy.place == division.code:
            hint = said(
                f"已有 {policy.id}；要增补或替换其中几条，请在新文件里加上 extends: {policy.id}",
                f"there is {policy.id} already; to add to it or to replace some of it, write "
                f"extends: {policy.id} in the new file",
            )
            print(f"shequ: {hint}", file=sys.stderr)
    _written(policy_template(division), output)


def cases(
    *,
    provision: Annotated[
        str,
        typer.Argument(metavar="PROVISION", help=said("条款，如 jilin/posts", "As jilin/posts")),
    ],
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """Examples on standard output, each to be checked by a person before it is kept."""
    from ...cases.proposals import proposed
    from ...questions.request import Request, chosen_one
    from ...render.policy.cases import case_lines

    catalog = shelf.catalog()
    name = chosen_one(Request("check", None, {}, "", (provision,)), catalog)
    policy = catalog.policies[name.partition("/")[0]]
    for case in proposed(policy, policy.provisions[name], catalog):
        typer.echo("\n".join(case_lines(case)))


def _division(name: str | None, within: "Division | None") -> "Division":
    """The one place that ``--place`` names, in ``within`` if given; else ``within`` itself."""
    from ...places.place import AmbiguousPlace, look_up

    if name is not None:
        found = look_up(name, within)
        if len(found) > 1:
            raise AmbiguousPlace(name, found, "place")
        return found[0]
    if within is None:
        raise UsageFault(
            said(
                "请写明地方，例如 --place 泰州、--city 泰州 或 --place 321200",
                "name the place, as --place 泰州, --city 泰州 or --place 321200",
            )
        )
    return within


def schema(*, output: _OVER = None, shelf: Annotated[Shelf, "policies", "trust", "quiet"]) -> None:
    """The schema on standard output; it speaks both languages."""
    from ...library.format.json_schema import json_schema_text

    _written(json_schema_text(), output, again=True)


def diff(
    *,
    before: Annotated[str, typer.Argument(metavar="A", help=_VERSION)],
    after: Annotated[str, typer.Argument(metavar="B", help=_VERSION)],
    format_: TextFormat,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """Text, also in a pipe; JSON with -f json. Exit 0 whether they differ or not."""
    from ...library.shelf.difference import differences
    from ...places.place import division
    from ...render.policy.changes import change_lines, change_records
    from ...render.policy.record import json_text

    as_json = format_.json
    own = [Path(one) for one in shelf.policies or ()]
    catalog = shelf.catalog()
    old, new_ = (_version(name, own, catalog) for name in (before, after))
    others = tuple(one for one in catalog.covering(division(new_.place)) if one.id != new_.id)
    changes = differences(old, new_, others)
    if as_json:
        typer.echo(json_text(change_records(changes)))
    else:
        typer.echo("\n".join(change_lines(changes)))


def _version(name: str, own: list[Path], catalog: "Catalog") -> "Policy":
    """The policy that an id or a file name means; one that extends another is put into it."""
    from ...library.shelf.catalog import Catalog
    from ...questions import AskError

    path = Path(name)
    if name not in catalog.policies and path.is_file():
        at_hand = Catalog.load([*own, path]).policies.values()
        return next(one for one in at_hand if one.origin == str(path))
    if name in catalog.policies:
        return catalog.policies[name]
    hint, known = near_policy(name, catalog), ", ".join(catalog.policies)
    raise AskError(
        said(
            f"没有政策或文件 {name}；{hint}现有政策：{known}",
            f"no policy and no file {name!r}; {hint}the policies are: {known}",
        )
    )


def near_policy(name: str, catalog: "Catalog") -> str:
    """A hint at the policy whose id is most like ``name``, or like the name of a file; "" if none
    is."""
    from difflib import get_close_matches

    near = get_close_matches(Path(name).stem, list(catalog.policies), 1, 0.5)
    return said(f"是否指 {near[0]}？", f"did you mean {near[0]}? ") if near else ""


def _written(text: str, output: str | None, *, again: bool = False) -> None:
    """``text`` on standard output, or in a file, which is only written over where ``again``."""
    if output is None:
        typer.echo(text, nl=False)
        return
    path = Path(output)
    if path.exists() and not again:
        raise UsageFault(
            said(f"{output} 已经有了；请换个名字", f"{output} is there already; give another name")
        )
    path.write_text(text, encoding="utf-8", newline="\n")
