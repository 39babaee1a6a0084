"""A table of communities in place of flags: what it is, and what is made of it."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
from typing import Annotated

import typer

from ...language import said
from ..failures import UsageFault
from .groups import Group, Text, Texts, option

__all__ = ["Table"]


class Table(Group):
    """The options of a table as they were typed."""

    file: Annotated[
        Text,
        typer.Argument(
            metavar="[FILE]",
            help=said(
                "社区表格（csv tsv json jsonl xlsx parquet；- 为标准输入），代替逐项给数",
                "A table of communities (csv, tsv, json, jsonl, xlsx, parquet; - is standard "
                "input)",
            ),
            show_default=False,
        ),
    ] = None
    sheet: Annotated[
        Text,
        option(
            "--sheet",
            zh="工作表的名称或序号，all 为全部",
            en="The sheet of a workbook, by name or number; all for every one",
            metavar="NAME",
        ),
    ] = None
    header: Annotated[
        Text,
        option(
            "--header",
            zh="表头所在的行，如 3 或 2-3；栏名在一列里时为列的字母",
            en="The row of the heads, as 3 or 2-3; the letter of their column where they stand "
            "in one",
            metavar="ROW",
        ),
    ] = None
    all_rows: Annotated[
        bool,
        option(
            "--all-rows",
            zh="合计、标题、表注各行也计入",
            en="Keep rows of totals, headings and notes as communities",
        ),
    ] = False
    visible: Annotated[
        bool,
        option(
            "--visible",
            zh="隐藏或筛掉的行不计入",
            en="Leave out rows that are hidden or filtered away",
        ),
    ] = False
    loose: Annotated[
        bool,
        option(
            "--loose-cells",
            zh="约3000、4200（含公寓）按所写的数计，/、无当作空白",
            en="Take 约3000 or 4200（含公寓） for the number written, / or 无 for a blank",
        ),
    ] = False
    encoding: Annotated[
        Text,
        option(
            "--encoding",
            zh="表格的编码，默认自动识别 UTF-8 和 GB18030",
            en="The table's encoding (UTF-8 and GB18030 are recognised)",
            metavar="NAME",
        ),
    ] = None
    kind: Annotated[
        Text,
        option(
            "--from",
            zh="表格的格式，默认看后缀和内容",
            en="The table's format, where suffix and content do not tell",
            metavar="FORMAT",
        ),
    ] = None
    mapping: Annotated[
        Texts,
        option(
            "--map",
            zh="某一栏的含义，如 户数=households（可重复）",
            en="What a column means, as Homes=households (repeatable)",
            metavar="COLUMN=ID",
        ),
    ] = None
    vary: Annotated[
        Texts,
        option(
            "--vary",
            zh="不用表格，逐个取值，如 households=500..8000:100（可重复）",
            en="Instead of a table: every value, as households=500..8000:100 (repeatable)",
            metavar="ID=A..B:STEP",
        ),
    ] = None
    wide: Annotated[
        bool,
        option(
            "--wide",
            zh="每个社区一行，各条规定并列",
            en="A line a community, its provisions side by side",
        ),
    ] = False
    sums: Annotated[
        Texts,
        option(
            "--sum",
            zh="合计，按 place、payer、provision 或表中任一栏，逗号分隔",
            en="Sums by place, payer, provision or any column of the table, with commas",
            metavar="KEYS",
        ),
    ] = None
    by: Annotated[
        Text,
        option(
            "--by",
            zh="工作簿的汇总表按表中某一栏分组小计，如 街道",
            en="Group the summary sheet of a workbook by a column of the table, with subtotals",
            metavar="COLUMN",
        ),
    ] = None
    raw_sheet: Annotated[
        bool,
        option(
            "--raw-sheet",
            zh="工作簿只有逐条明细，没有汇总表",
            en="A workbook of the full lines alone, without the summary sheet",
        ),
    ] = False
    plot: Annotated[
        bool,
        option(
            "--plot",
            zh="在终端上画图：结果随户数怎样变、钱由谁出、缺口在哪里",
            en="Draw on the terminal: figures over households, money by payer, gaps",
        ),
    ] = False
    raw: Annotated[
        bool,
        option(
            "--raw",
            zh="不处理像公式的文字",
            en="Leave texts that look like formulas as they are",
        ),
    ] = False
    strict: Annotated[
        bool,
        option(
            "--strict-rows", zh="有一行读不了就以 2 退出", en="Exit 2 if any row could not be read"
        ),
    ] = False
    encoding_out: Annotated[
        Text,
        option(
            "--encoding-out",
            zh="输出 csv 的编码，如 gb18030",
            en="The encoding of the CSV written, as gb18030",
            metavar="NAME",
        ),
    ] = None
    stamp: Annotated[
        bool,
        option(
            "--stamp",
            zh="在输出文件旁写明版本、政策摘要、日期",
            en="Beside the file, one that says version, policies and date",
        ),
    ] = False
    live: Annotated[
        bool,
        option(
            "--live",
            zh="写成会重算的工作簿：改了数，结果随之变（-o FILE.xlsx）",
            en="A workbook that goes on counting: change a cell, the findings follow "
            "(-o FILE.xlsx)",
        ),
    ] = False

    @property
    def named(self) -> bool:
        """Whether there is a table at all. Raises UsageFault where there is none for its
        options, and where there are two."""
        if self.file and self.vary:
            raise UsageFault(said("FILE 和 --vary 不能同用", "FILE and --vary exclude each other"))
        if self.file or self.vary:
            return True
        alone = {
            "--sheet": self.sheet, "--encoding": self.encoding, "--from": self.kind,
            "--map": self.mapping, "--header": self.header, "--all-rows": self.all_rows,
            "--visible": self.visible, "--loose-cells": self.loose, "--wide": self.wide,
            "--sum": self.sums, "--raw": self.raw, "--by": self.by, "--plot": self.plot,
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
