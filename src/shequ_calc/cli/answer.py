"""What staffing, budget and salary share: from options to findings, from findings to output."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import said
from ..quantity import NumberError, halfwidth, parse_amount
from ..record import Record
from .failures import UsageFault
from .options import place_asked
from .tables import Tabled, answer_live, answer_tabled, check_live

if TYPE_CHECKING:
    from ..finding import Finding
    from ..library.shelf.catalog import Catalog
    from ..questions import Answers, Request
    from .check_summary import Checking

__all__ = ["FORMATS", "Shown", "answer", "day", "given_inputs", "shelf"]

_FIRST_YEAR = 1949  # no rule of the time before is asked for

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")


class Shown(Record):
    """How the findings are to be shown."""

    format: str | None = None
    output: str | None = None
    columns: str | None = None
    value: str | None = None
    quiet: bool = False
    cite: bool = False


def day(text: str | None) -> str:
    """The day ``--on`` names, today where it is not given. Raises UsageFault."""
    if text is None:
        return datetime.date.today().isoformat()
    body = halfwidth(text).replace("/", "-").replace(".", "-")
    body = body.replace("年", "-").replace("月", "-").replace("日", "")
    try:
        year, month, number = (int(part) for part in body.split("-"))
        # 17-6-30 is meant for 2017, or for the 17th of June; no policy is of the year 17.
        if year >= _FIRST_YEAR:
            return datetime.date(year, month, number).isoformat()
    except ValueError:
        pass
    raise UsageFault(
        said(
            f"--on 不能是“{text}”；请写成一个日期（年份四位，{_FIRST_YEAR}年以后），"
            "例如 2024-06-30",
            f"--on cannot be {text!r}; give a day from {_FIRST_YEAR} on, the year in four digits, "
            "such as 2024-06-30",
        )
    )


def given_inputs(named: Mapping[str, str | None], pairs: Sequence[str] | None) -> dict[str, str]:
    """Input texts by id, from the options and from ``--set``. Raises UsageFault, also for an
    input that is given twice."""
    given: dict[str, str] = {}
    written: dict[str, str] = {}
    for name, text in named.items():
        if text is not None:
            given[name], written[name] = text, f"--{name} {text}"
    for pair in pairs or ():
        name, sign, text = halfwidth(pair).partition("=")
        name, text = name.strip(), text.strip()
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


def communities_of(text: str | None) -> int | None:
    """How many communities alike, from 1 to a million. Raises UsageFault."""
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


def shelf(policies: Sequence[str] | None, *, quiet: bool = False) -> Catalog:
    """The shipped policies and the user's own; what these replace, or say a second time, is said on
    stderr.

    Raises PolicyProblems with what is wrong in the first file that fails.
    """
    from ..library.shelf.catalog import Catalog

    catalog = Catalog.load([Path(one) for one in policies or ()])
    if not quiet:
        for told in (*catalog.replaced, *catalog.doubled):
            print(f"shequ: {told.said()}", file=sys.stderr)
    return catalog


def answer(
    question: str,
    place: tuple[str | None, str | None, str | None],
    inputs: tuple[Mapping[str, str | None], Sequence[str] | None],
    on: str | None,
    only: Sequence[str] | None,
    policies: Sequence[str] | None,
    shown: Shown,
    communities: str | None = None,
    *,
    tabled: Tabled,
    checking: Checking | None = None,
) -> int:
    """Put one question, or one for every row of a table, and show the findings; the exit code."""
    from ..questions import Request, ask

    _check(shown)
    catalog = shelf(policies, quiet=shown.quiet)
    request = Request(
        question,
        place_asked(*place, catalog),
        given_inputs(*inputs),
        day(on),
        tuple(name for item in only or () for name in item.replace(",", " ").split()),
        communities_of(communities),
        checking is not None and checking.valid().explain,
    )
    if tabled.stamp and not shown.output:
        needs = said("--stamp 需要 -o 文件", "--stamp needs a file: -o FILE")
        raise UsageFault(needs)
    if tabled.live:
        check_live(tabled, request, shown)
    if tabled.asked or (checking is not None and checking.workers):
        return answer_tabled(tabled, request, shown, catalog, checking)
    if tabled.live:
        return answer_live(tabled, request, shown, catalog)
    answers = ask(request, catalog)
    if shown.value:
        from .single_value import print_end

        return print_end(answers.findings, shown.value)
    _show(answers, shown, lambda: _stamp(request, answers, catalog), tabled.stamp)
    if checking is not None:
        from .check_summary import summed_up

        return summed_up(answers.findings, checking, shown)
    decided = any(f.status not in ("needs-input", "error") or _has_end(f) for f in answers.findings)
    return 0 if decided else 3


def _has_end(finding: Finding) -> bool:
    return finding.low is not None or finding.high is not None


def _check(shown: Shown) -> None:
    if shown.format not in (None, *FORMATS):
        listed = ", ".join(FORMATS)
        raise UsageFault(
            said(
                f"-f 不能是“{shown.format}”；可用：{listed}",
                f"-f cannot be {shown.format!r}; accepted: {listed}",
            )
        )
    if shown.output and shown.format:
        _check_agree(shown.output, shown.format)
    if shown.value not in (None, "low", "high"):
        raise UsageFault(
            said(
                f"--value 不能是“{shown.value}”；可用：low, high",
                f"--value cannot be {shown.value!r}; accepted: low, high",
            )
        )


def _check_agree(output: str, style: str) -> None:
    from ..render.output import SUFFIXES

    suffix = Path(output).suffix.lower()
    if suffix not in SUFFIXES or suffix == f".{style}":
        return
    raise UsageFault(
        said(
            f"-f {style} 与 -o {output} 不一致：文件的格式看后缀，请去掉 -f",
            f"-f {style} and -o {output} disagree: the suffix says a file's format; leave out -f",
        )
    )


def _stamp(request: Request, answers: Answers, catalog: Catalog) -> dict[str, str]:
    from ..tables.writing.provenance import stamp

    policies = [finding.place for finding in answers.findings]
    return stamp(catalog, policies, question=request.question, on=request.on, source="")


def _show(
    answers: Answers, shown: Shown, stamp: Callable[[], dict[str, str]], beside: bool
) -> None:
    columns = tuple(shown.columns.replace(",", " ").split()) if shown.columns else None
    try:
        _write(answers, shown, columns, stamp)
    except ValueError as err:
        raise UsageFault(str(err)) from None
    if beside and shown.output:
        from ..tables.writing.provenance import put_beside

        put_beside(Path(shown.output), stamp())
    if not shown.quiet:
        for warning in answers.warnings:
            print(f"shequ: {warning}", file=sys.stderr)


def _write(
    answers: Answers,
    shown: Shown,
    columns: tuple[str, ...] | None,
    stamp: Callable[[], dict[str, str]],
) -> None:
    if shown.output:
        from ..render.output import write_file

        path = Path(shown.output)
        made = stamp() if path.suffix.lower() == ".xlsx" else {}
        write_file(answers.findings, path, columns=columns, stamp=made)
    else:
        terminal = sys.stdout.isatty()
        style = shown.format or ("table" if terminal else "csv")
        if style == "table":
            from ..render.table import print_table

            print_table(answers.findings, cite=shown.cite, stream=sys.stdout, color=terminal)
        else:
            from ..render.records import write_text

            write_text(answers.findings, style, sys.stdout, columns=columns)
