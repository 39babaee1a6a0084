"""``shequ policy``: the policies listed, shown, validated and tested."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...language import said
from ..failures import UsageFault
from ..options.groups import added, expanded
from ..options.output import TextFormat
from ..options.rules import Rules, Shelf
from .writing import add_to, near_policy

if TYPE_CHECKING:
    from ...library.shelf.catalog import Catalog
    from ...policy import Policy

__all__ = ["app"]

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help=said("查看和检查政策文件。", "List, show, validate and test the policies."),
    context_settings={"help_option_names": ["-h", "--help"]},
)

_FILES = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE]...",
        help=said("文件或文件夹，默认全部", "Files or folders (default: all)"),
    ),
]
_PROVED = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[POLICY]...",
        help=said(
            "政策，或文件、文件夹；默认全部", "Policies, or files and folders (default: all)"
        ),
    ),
]
_ID = Annotated[
    str, typer.Argument(metavar="POLICY", help=said("政策，如 jilin", "A policy, as jilin"))
]


@app.callback()
@expanded
def policy(shelf: Annotated[Shelf, "policies", "trust", "quiet"]) -> None:
    """Takes the language before the command as well as after it, as the program itself does."""


@added(app, "list", "列出政策：地方、内容、日期", "The policies: places, topics, dates")
def list_(format_: TextFormat, shelf: Annotated[Shelf, "trust", "quiet"]) -> None:
    """Every policy that is on the shelf; text, or JSON with -f json."""
    from ...render.policy.record import json_text, policy_summary
    from ...render.text import policy_list_lines

    as_json = format_.json
    catalog = shelf.catalog()
    at_hand = list(catalog.policies.values())
    if as_json:
        typer.echo(json_text([policy_summary(policy) for policy in at_hand]))
    else:
        typer.echo("\n".join(policy_list_lines(at_hand)))


@added(app, "show", "逐条显示一个政策", "A policy, provision by provision")
def show(
    policy: _ID,
    rules: Annotated[Rules, "only"],
    format_: TextFormat,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """The policy as a person reads it, or every provision as JSON."""
    from ...library.shelf.law import in_force
    from ...places.place import division
    from ...render.policy.record import json_text, policy_record
    from ...render.text import policy_lines

    as_json = format_.json
    catalog = shelf.catalog()
    found = _known(policy, catalog)
    law = in_force(catalog.covering(division(found.place)), rules.day())
    if as_json:
        typer.echo(json_text(policy_record(found, law)))
    else:
        typer.echo("\n".join(policy_lines(found, law)))


def _known(name: str, catalog: "Catalog") -> "Policy":
    """The policy with the id ``name``. Raises AskError."""
    from ...questions import AskError

    if name in catalog.policies:
        return catalog.policies[name]
    if name in catalog.failed:
        raise catalog.failed[name].problems
    hint, known = near_policy(name, catalog), ", ".join(catalog.policies)
    if Path(name).is_file() and Path(name).stem not in catalog.policies:
        stem = Path(name).stem
        hint = said(
            f"文件要这样给：{stem} --policies {name}；",
            f"a file is given as {stem} --policies {name}; ",
        )
    raise AskError(
        said(
            f"没有政策 {name}；{hint}现有：{known}",
            f"no policy {name!r}; {hint}there is: {known}",
        )
    )


@added(app, "validate", "检查政策文件是否合格", "Check policy files for mistakes")
def validate(
    *,
    files: _FILES = None,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """Every problem in one run; exit 1 if there is any."""
    from ...library.checks.many_files import check_files
    from ...library.shelf.files import policy_files

    own = [Path(one) for one in shelf.policies or ()]
    checked = check_files(_opened(files) or policy_files(own), own)
    for _, found in checked.problems:
        for problem in found:
            typer.echo(problem.text())
    if not shelf.quiet:
        for told in (*checked.index.replaced, *checked.index.extending(), *checked.index.doubled):
            typer.echo(told.said(), err=True)
    count, problems = len(checked.problems), sum(len(found) for _, found in checked.problems)
    typer.echo(
        said(
            f"{count}个文件，{problems}处问题",
            f"{count} file{'s' * (count != 1)}, {problems} problem{'s' * (problems != 1)}",
        ),
        err=True,
    )
    if problems:
        raise typer.Exit(1)


def _named(files: list[Path] | None, at_hand: list[Path]) -> list[Path]:
    """What is given, with the file of a policy in the place of its id. Raises AskError."""
    from ...library.format.suggestions import accepted
    from ...questions import AskError

    ids = {file.stem: file for file in at_hand}  # of one name, the later one counts
    for one in files or ():
        if not one.exists() and one.stem == str(one) and one.stem not in ids:
            hint = accepted(one.stem, ids)
            raise AskError(
                said(
                    f"没有政策或文件 {one}{hint.zh}",
                    f"there is no policy or file {one.stem!r}{hint.en}",
                )
            )
    return [one if one.exists() else ids.get(str(one), one) for one in files or ()]


def _opened(files: list[Path] | None) -> list[Path]:
    """The files that are named, those of a folder in its place. Raises PolicyProblems for a folder
    without any."""
    from ...library.shelf.files import policy_files

    shipped = len(policy_files())
    return [
        file
        for one in files or ()
        for file in (policy_files([one])[shipped:] if one.is_dir() else [one])
    ]


@added(app, "test", "运行政策文件里的算例", "Run the worked examples in the policy files")
def test(
    *,
    policy: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[POLICY]...", help=said("政策，默认全部", "Policies (default: all)")
        ),
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help=said(
                "另列没有算例的条款和没有算例走到的分支",
                "Also the provisions that no case expects, and the arms that none takes",
            ),
        ),
    ] = False,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """Every case: what was expected, what came out, and how; exit 1 if one fails, or, with
    --coverage, if something is not reached."""
    from ...cases.running import run_cases
    from ...render.policy.cases import failure_lines

    catalog = shelf.catalog()
    passed, failed = 0, 0
    failures: list[str] = []
    meant = [_known(name, catalog) for name in policy or ()] or list(catalog.policies.values())
    for one in meant:
        for result in run_cases(one, catalog):
            if result.failures:
                failed += 1
                failures += failure_lines(result, Path(one.origin))
            else:
                passed += 1
    for line in failures:
        typer.echo(line)
    typer.echo(said(f"{passed}个通过，{failed}个不符", f"{passed} passed, {failed} failed"))
    reached = [_reached(one, catalog) for one in meant] if coverage else []
    if failures or (catalog.failed and not policy) or not all(reached):
        raise typer.Exit(1)


def _reached(policy: "Policy", catalog: "Catalog") -> bool:
    """Print what the cases of a policy reach; whether that is everything."""
    from ...cases.coverage import coverage_of
    from ...render.policy.coverage import coverage_lines

    found = coverage_of(policy, catalog)
    for line in coverage_lines(found, Path(policy.origin)):
        typer.echo(line)
    return found.whole


@added(
    app,
    "verify",
    "对照文件原文，证实每处引文和每个数",
    "Prove every phrase and every number against the documents' texts",
)
def verify(
    *,
    files: _PROVED = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="DIR",
            show_default=False,
            help=said("文件原文（纯文本）所在的文件夹", "The folder with the plain texts"),
        ),
    ] = None,
    format_: TextFormat,
    shelf: Annotated[Shelf, "trust", "quiet"],
) -> None:
    """What is not proved and what is declared, with its line; exit 1 if anything is not proved."""
    from ...library.proof.of_files import verify_files
    from ...library.proof.texts import Texts
    from ...library.shelf.files import policy_files, shipped_dir
    from ...render.policy.proofs import proof_lines, proof_records
    from ...render.policy.record import json_text

    as_json = format_.json
    folder = sources or shipped_dir().parent.parent / "shared" / "sources"
    if not folder.is_dir():
        raise UsageFault(
            said(
                f"没有文件夹 {folder}；用 --sources 指明原文所在的文件夹",
                f"no folder {folder}; name the folder with the texts by --sources DIR",
            )
        )
    at_hand = policy_files([Path(one) for one in shelf.policies or ()])
    named = _named(files, at_hand)
    found = list(verify_files(_opened(named) or at_hand, at_hand, Texts(folder)))
    if as_json:
        typer.echo(json_text(proof_records(found)))
    else:
        typer.echo("\n".join(proof_lines(found)))
    if any(proof.status == "unproved" for one in found for proof in one.proofs):
        raise typer.Exit(1)


add_to(app)
