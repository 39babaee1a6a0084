"""How findings are shown: the format, the file, the columns; or text to be read."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ...language import said
from ..failures import UsageFault
from .groups import Group, Text, option

__all__ = ["FORMATS", "Shown", "TextFormat", "names_in"]

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md", "text")


class Shown(Group):
    """How the findings are to be shown."""

    format: Annotated[
        Text,
        option(
            "-f",
            "--format",
            zh="输出格式：table csv tsv json jsonl md text（可粘贴的文字）",
            en="Output: table, csv, tsv, json, jsonl, md or text (to be pasted)",
            metavar="FORMAT",
        ),
    ] = None
    output: Annotated[
        Text,
        option(
            "-o",
            "--output",
            zh="写入文件（按后缀定格式，含 xlsx、html、parquet、txt）",
            en="Write a file (its suffix says the format, xlsx, html, parquet and txt included)",
            metavar="FILE",
        ),
    ] = None
    columns: Annotated[
        Text,
        option(
            "--columns",
            zh="只要这些栏，逗号分隔",
            en="Only these columns, with commas",
            metavar="NAMES",
        ),
    ] = None
    value: Annotated[
        Text,
        option(
            "--value",
            zh="只输出一个数：low 或 high",
            en="One bare number: low or high",
            metavar="low|high",
        ),
    ] = None
    force: Annotated[
        bool,
        option(
            "--force",
            zh="-o 可以写在所读的表格上，代替它",
            en="-o may replace the table that is read",
        ),
    ] = False
    cite: Annotated[
        bool, typer.Option("--cite", help=said("显示出处", "Show where each figure stands"))
    ] = False
    whole: Annotated[
        bool,
        typer.Option(
            "--all",
            help=said(
                "列出全部：不指定地方时也列其中、参考、期限等；台账逐条列出每个社区的结果",
                "Everything: parts, references and deadlines without a place, too; of a ledger "
                "each finding of each community",
            ),
        ),
    ] = False

    @property
    def style(self) -> str:
        """The format on standard output: what was asked for, else a table on a terminal and CSV
        in a pipe."""
        return self.format or ("table" if sys.stdout.isatty() else "csv")

    def column_names(self) -> tuple[str, ...] | None:
        """What ``--columns`` names, None without it."""
        return names_in(self.columns) if self.columns else None

    def spare(self, *read: Text) -> None:
        """Raises UsageFault where ``-o`` names one of the files that are read."""
        if not self.output or self.force:
            return
        for file in read:
            there = file and os.path.exists(self.output) and os.path.exists(file)
            if there and os.path.samefile(self.output, str(file)):
                raise UsageFault(_same_file(self.output))

    def check(self) -> None:
        """Raises UsageFault for a format, an end or a file that cannot be."""
        if self.format not in (None, *FORMATS):
            listed = ", ".join(FORMATS)
            raise UsageFault(
                said(
                    f"-f 不能是“{self.format}”；可用：{listed}",
                    f"-f cannot be {self.format!r}; accepted: {listed}",
                )
            )
        if self.output and self.format:
            _check_agree(self.output, self.format)
        suffix = Path(self.output or "").suffix.lower()
        if self.columns and (self.format == "text" or suffix in (".txt", ".html")):
            named = f"-o *{suffix}" if self.output else "-f text"
            raise UsageFault(
                said(
                    f"{named} 写的是整条结果，没有列可选；要选列请用 -f md 或 csv",
                    f"{named} writes whole findings and has no columns to choose; take -f md or "
                    "csv",
                )
            )
        if self.value not in (None, "low", "high"):
            raise UsageFault(
                said(
                    f"--value 不能是“{self.value}”；可用：low, high",
                    f"--value cannot be {self.value!r}; accepted: low, high",
                )
            )


def names_in(*texts: str) -> tuple[str, ...]:
    """What commas separate; a column's name may have spaces."""
    joined = ",".join(texts).replace("，", ",")
    return tuple(name.strip() for name in joined.split(",") if name.strip())


def _same_file(output: str) -> str:
    path = Path(output)
    other = path.with_stem(f"{path.stem}-{said('结果', 'answers')}")
    return said(
        f"-o {output} 就是所读的表格，会被结果代替；请换一个名字，如 {other}，确要代替请加 --force",
        f"-o {output} is the table that is read, and would be lost; choose another name, such as "
        f"{other}, or say --force to replace it",
    )


def _check_agree(output: str, style: str) -> None:
    from ...render.output import SUFFIXES

    suffix = Path(output).suffix.lower()
    if suffix not in SUFFIXES or suffix in (f".{style}", ".txt" if style == "text" else ""):
        return
    raise UsageFault(
        said(
            f"-f {style} 与 -o {output} 不一致：文件的格式看后缀，请去掉 -f",
            f"-f {style} and -o {output} disagree: the suffix says a file's format; leave out -f",
        )
    )


class TextFormat(Group):
    """Text to be read, or JSON."""

    format: Annotated[
        Text,
        option(
            "-f",
            "--format",
            zh="输出格式：json；不写则为文字",
            en="Output: json; text without it",
            metavar="FORMAT",
        ),
    ] = None

    @property
    def json(self) -> bool:
        """Whether JSON is asked for; ``table`` is the text. Raises UsageFault for others."""
        if self.format in (None, "table"):
            return False
        if self.format == "json":
            return True
        raise UsageFault(
            said(
                f"-f 不能是“{self.format}”；这里可用：json（不写 -f 则为文字）",
                f"-f cannot be {self.format!r}; accepted here: json (text without -f)",
            )
        )
