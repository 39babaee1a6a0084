"""By which rules: those of a day, some of them only, and the policies at hand."""

# No postponed annotations here: commands are built from them, and texts would be evaluated.
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...language import joined, said
from ...quantity import halfwidth
from ..failures import UsageFault, lang_fault
from .groups import Group, Text, Texts, option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...library.shelf.catalog import Catalog, Failed

__all__ = ["Rules", "Shelf", "checked_lang"]

_FIRST_YEAR = 1949  # no rule of the time before is asked for

_LISTED = 4  # files that are named in one line
_TODAY = ("今天", "今日", "today")


class Rules(Group):
    """Which rules: those of a day, and some of them only."""

    on: Annotated[
        Text,
        option(
            "--on",
            zh="按哪一天的规定，默认今天",
            en="The rules of which day (default: today)",
            metavar="DATE",
        ),
    ] = None
    only: Annotated[
        Texts,
        option(
            "--only",
            zh="只要这一条（可重复）",
            en="Only this provision (repeatable)",
            metavar="PROVISION",
        ),
    ] = None

    def day(self) -> str:
        """The day ``--on`` names, today where it is not given. Raises UsageFault."""
        text = self.on
        if text is None or text.strip().casefold() in _TODAY:
            return datetime.date.today().isoformat()
        body = halfwidth(text).replace("/", "-").replace(".", "-")
        body = body.replace("年", "-").replace("月", "-").replace("日", "")
        if len(body) == len("20240630") and body.isdigit():
            body = f"{body[:4]}-{body[4:6]}-{body[6:]}"
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
                f"--on cannot be {text!r}; give a day from {_FIRST_YEAR} on, the year in four "
                "digits, such as 2024-06-30",
            )
        )

    def names(self) -> tuple[str, ...]:
        """What ``--only`` names."""
        return tuple(name for item in self.only or () for name in item.replace(",", " ").split())


def checked_lang(lang: Text) -> Text:
    """The language typed. Raises UsageFault for one that is not spoken."""
    if lang not in (None, "", "zh", "en"):
        raise lang_fault(lang)
    return lang


class Shelf(Group):
    """Which policies are at hand, and how we speak."""

    policies: Annotated[
        Texts,
        option(
            "--policies",
            zh="另加政策文件或文件夹（可重复）",
            en="A folder or file of policies of your own (repeatable)",
            metavar="DIR",
        ),
    ] = None
    # What it says was heeded before anything was parsed, since help and errors speak it, too.
    lang: Annotated[
        Text,
        typer.Option(
            "--lang",
            help=said("语言：zh 或 en", "Language: zh or en"),
            show_default=False,
            metavar="zh|en",
            callback=checked_lang,
        ),
    ] = None
    trust: Annotated[
        Text,
        option(
            "--trust",
            zh="A：只按官方来源的文件回答",
            en="A: answer by documents of official sources alone",
            metavar="A|B",
        ),
    ] = None
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=said("不显示提示", "No hints on stderr"))
    ] = False

    def catalog(self) -> "Catalog":
        """The shipped policies and the user's own; what these replace, or say a second time, is
        said on stderr.

        The files of a folder that are not valid are named there, too, and stop what concerns their
        places. Raises PolicyProblems with what is wrong in one that was named itself.
        """
        from ...library.shelf.catalog import Catalog

        catalog = Catalog.load([Path(one) for one in self.policies or ()], self._trusted())
        if failed := list(catalog.failed.values()):
            print(f"shequ: {_broken(failed)}", file=sys.stderr)
        if not self.quiet:
            told = [*catalog.replaced, *catalog.doubled]
            for one in told[:_LISTED]:
                print(f"shequ: {one.said()}", file=sys.stderr)
            if more := len(told) - len(told[:_LISTED]):
                print(f"shequ: {_more(more)}", file=sys.stderr)
        return catalog

    def _trusted(self) -> str:
        """The least trust that ``--trust`` asks for, in a document and all that rests on it."""
        from ...policy import TRUST

        given = (self.trust or TRUST[-1]).upper()
        if given not in TRUST:
            listed = joined(TRUST)
            raise UsageFault(
                said(
                    f"--trust 不能是“{self.trust}”；可用：{listed}（A 只要官方来源，B 全部）",
                    f"--trust cannot be {self.trust!r}; accepted: {listed} (A official sources "
                    "alone, B all of them)",
                )
            )
        return given


def _more(count: int) -> str:
    return said(
        f"还有{count}处同样的情况；shequ policy validate 全部列出",
        f"{count} more of the kind; shequ policy validate lists them all",
    )


def _broken(failed: "Sequence[Failed]") -> str:
    """One line on the files that are not valid."""
    first = failed[0]
    where = f"{first.path}:{first.problems.problems[0].line}"
    named = ", ".join(str(one.path) for one in failed[1:_LISTED])
    more = said(f"；还有 {named}" if named else "", f"; nor {named}" if named else "")
    if len(failed) > _LISTED:
        more += said(f" 等{len(failed) - 1}个", f" and {len(failed) - _LISTED} more")
    place = first.place or said("哪个地方看不出", "a place it does not tell")
    return said(
        f"{where} 有错，{place} 的政策未读入{more}；shequ policy validate {first.path} 列出问题",
        f"{where} is not valid, and no policy for {place} is read from it{more}; "
        f"shequ policy validate {first.path} lists what is wrong",
    )
