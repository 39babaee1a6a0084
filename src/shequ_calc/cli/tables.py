"""A table of communities instead of flags: its options, and the way to its answer."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..language import said
from ..record import Record
from .failures import UsageFault

if TYPE_CHECKING:
    from ..library.shelf.catalog import Catalog
    from ..questions import Request
    from .answer import Shown
    from .check_summary import Checking

__all__ = [
    "Encoding", "EncodingOut", "File", "From", "Live", "Map", "Raw", "Sheet", "Stamp", "StrictRows",
    "Sums", "Tabled", "Vary", "Wide", "answer_live", "answer_tabled", "check_live",
]  # fmt: skip


def _option(*names: str, zh: str, en: str, metavar: str | None = None) -> typer.models.OptionInfo:
    option = typer.Option(*names, help=said(zh, en), show_default=False, metavar=metavar)
    assert isinstance(option, typer.models.OptionInfo)
    return option


File = Annotated[
    str | None,
    typer.Argument(
        metavar="[FILE]",
        help=said(
            "社区表格（csv tsv json jsonl xlsx parquet；- 为标准输入），代替逐项给数",
            "A table of communities (csv, tsv, json, jsonl, xlsx, parquet; - is standard input)",
        ),
        show_default=False,
    ),
]
Sheet = Annotated[
    str | None,
    _option(
        "--sheet",
        zh="工作表的名称或序号",
        en="The sheet of a workbook, by name or number",
        metavar="NAME",
    ),
]
Encoding = Annotated[
    str | None,
    _option(
        "--encoding",
        zh="表格的编码，默认自动识别 UTF-8 和 GB18030",
        en="The table's encoding (UTF-8 and GB18030 are recognised)",
        metavar="NAME",
    ),
]
From = Annotated[
    str | None,
    _option(
        "--from",
        zh="表格的格式，默认看后缀和内容",
        en="The table's format, where suffix and content do not tell",
        metavar="FORMAT",
    ),
]
Map = Annotated[
    list[str] | None,
    _option(
        "--map",
        zh="某一栏的含义，如 户数=households（可重复）",
        en="What a column means, as Homes=households (repeatable)",
        metavar="COLUMN=ID",
    ),
]
Vary = Annotated[
    list[str] | None,
    _option(
        "--vary",
        zh="不用表格，逐个取值，如 households=500..8000:100（可重复）",
        en="Instead of a table: every value, as households=500..8000:100 (repeatable)",
        metavar="ID=A..B:STEP",
    ),
]
Wide = Annotated[
    bool,
    _option(
        "--wide",
        zh="每个社区一行，各条规定并列",
        en="A line a community, its provisions side by side",
    ),
]
Sums = Annotated[
    list[str] | None,
    _option(
        "--sum",
        zh="合计，按 place、payer、provision 或表中任一栏，逗号分隔",
        en="Sums by place, payer, provision or any column of the table, with commas",
        metavar="KEYS",
    ),
]
Raw = Annotated[
    bool,
    _option(
        "--raw",
        zh="不处理像公式的文字",
        en="Leave texts that look like formulas as they are",
    ),
]
StrictRows = Annotated[
    bool,
    _option(
        "--strict-rows", zh="有一行读不了就以 2 退出", en="Exit 2 if any row could not be read"
    ),
]
EncodingOut = Annotated[
    str | None,
    _option(
        "--encoding-out",
        zh="输出 csv 的编码，如 gb18030",
        en="The encoding of the CSV written, as gb18030",
        metavar="NAME",
    ),
]
Live = Annotated[
    bool,
    _option(
        "--live",
        zh="写成会重算的工作簿：改了数，结果随之变（-o FILE.xlsx）",
        en="A workbook that goes on counting: change a cell, the findings follow (-o FILE.xlsx)",
    ),
]
Stamp = Annotated[
    bool,
    _option(
        "--stamp",
        zh="在输出文件旁写明版本、政策摘要、日期",
        en="Beside the file, one that says version, policies and date",
    ),
]


class Tabled(Record):
    """The options of a table as they were typed."""

    file: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    kind: str | None = None
    mapping: list[str] | None = None
    vary: list[str] | None = None
    wide: bool = False
    sums: list[str] | None = None
    raw: bool = False
    strict: bool = False
    encoding_out: str | None = None
    stamp: bool = False
    live: bool = False

    @property
    def asked(self) -> bool:
        """Whether there is a table at all. Raises UsageFault where there is none for its
        options, and where there are two."""
        if self.file and self.vary:
            raise UsageFault(said("FILE 和 --vary 不能同用", "FILE and --vary exclude each other"))
        if self.file or self.vary:
            return True
        alone = {
            "--sheet": self.sheet, "--encoding": self.encoding, "--from": self.kind,
            "--map": self.mapping, "--wide": self.wide, "--sum": self.sums, "--raw": self.raw,
            "--strict-rows": self.strict, "--encoding-out": self.encoding_out,
        }  # fmt: skip
        for name, value in alone.items():
            if value:
                raise UsageFault(
                    said(
                        f"{name} 需要表格：写上文件名，或用 --vary",
                        f"{name} needs a table: name a FILE, or use --vary",
                    )
                )
        return False


def answer_tabled(
    tabled: Tabled,
    request: "Request",
    shown: "Shown",
    catalog: "Catalog",
    checking: "Checking | None" = None,
) -> int:
    """Put a question to every row of a table; the exit code. Raises UsageFault."""
    from ..tables.run import Reading, TableAsk, answer_table
    from ..tables.writing.outputs import Output

    if shown.value:
        raise UsageFault(
            said("--value 不用于表格；请用 -f csv", "--value is not for tables; use -f csv")
        )
    if request.communities is not None:
        raise UsageFault(
            said(
                "--communities 不用于表格：每一行是一个社区",
                "--communities is not for tables: each row is one community",
            )
        )
    ask = TableAsk(
        question=request.question,
        place=request.place,
        given=request.given,
        on=request.on,
        only=request.only,
        reading=Reading(
            tabled.file or "",
            tuple(tabled.vary or ()),
            tabled.sheet,
            tabled.encoding,
            tabled.kind,
            tuple(_pair(text) for text in tabled.mapping or ()),
        ),
        output=Output(
            format=shown.format,
            file=shown.output,
            columns=_names([shown.columns]) if shown.columns else None,
            sums=_names(tabled.sums or ()),
            wide=tabled.wide,
            raw=tabled.raw,
            cite=shown.cite,
            stamped=tabled.stamp,
            encoding=tabled.encoding_out,
        ),
        strict=tabled.strict,
        quiet=shown.quiet,
    )
    if checking is not None:
        from .check_summary import tabled_check

        return tabled_check(ask, catalog, checking, shown)
    if tabled.live:
        from ..live import live_table

        return live_table(ask, catalog)
    return answer_table(ask, catalog)


def answer_live(tabled: Tabled, request: "Request", shown: "Shown", catalog: "Catalog") -> int:
    """Write the workbook of one community; the exit code. Raises UsageFault."""
    from ..live import live_form
    from ..questions import ask

    assert shown.output is not None
    answers = ask(request, catalog)
    live_form(request, catalog, shown.output, stamped=tabled.stamp)
    if not shown.quiet:
        for warning in answers.warnings:
            print(f"shequ: {warning}", file=sys.stderr)
    return 0


def check_live(tabled: Tabled, request: "Request", shown: "Shown") -> None:
    """Raises UsageFault for what a workbook that goes on counting cannot be asked for."""
    if not (shown.output or "").lower().endswith(".xlsx"):
        raise UsageFault(
            said("--live 需要工作簿：-o FILE.xlsx", "--live needs a workbook: -o FILE.xlsx")
        )
    others = {
        "--sum": tabled.sums, "--columns": shown.columns, "--value": shown.value,
        "--vary": tabled.vary, "--format": shown.format, "--communities": request.communities,
        "--raw": tabled.raw, "--encoding-out": tabled.encoding_out,
    }  # fmt: skip
    for name, value in others.items():
        if value:
            raise UsageFault(
                said(f"--live 不能与 {name} 同用", f"--live and {name} exclude each other")
            )


def _names(texts: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    """What commas separate; a column's name may have spaces."""
    joined = ",".join(texts).replace("，", ",")
    return tuple(name.strip() for name in joined.split(",") if name.strip())


def _pair(text: str) -> tuple[str, str]:
    column, sign, name = text.replace("＝", "=").rpartition("=")
    if not sign or not column.strip():
        raise UsageFault(
            said(
                f"--map 应写成 栏名=输入项，例如 户数=households；给的是“{text}”",
                f"--map takes COLUMN=ID, as in Homes=households; given: {text!r}",
            )
        )
    return column.strip(), name.strip()
