"""What many verdicts come to: communities that keep everything, what is missed most, and the
money that would close every gap, by who makes it good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ..finding import Finding
from ..language import said
from ..outcomes.verdicts import FAILED, failing
from ..policy import LEVELS
from ..quantity import Label, grouped

__all__ = ["FATES", "Closing", "closing_of", "counts_money"]

FATES = ("met", "clear", "missed", "undecided")
_FATES = {
    "met": Label("全部符合{n}个", "everything kept in {n}"),
    "clear": Label("能判断的都符合{n}个", "all that can be judged kept in {n}"),
    "missed": Label("有不足或超出{n}个", "something missed in {n}"),
    "undecided": Label("都无法判断{n}个", "nothing to be judged in {n}"),
}
_LEVELS = {
    "province": Label("省级", "province"),
    "city": Label("市级", "city"),
    "county": Label("区县", "county"),
    "street": Label("街道", "street office"),
    "community": Label("社区", "community"),
    "unstated": Label("未注明", "unstated"),
}
_PERIODS = {"year": Label("每年", "a year"), "month": Label("每月", "a month")}


def counts_money(role: str, scope: str, unit: str, *, worker: bool) -> bool:
    """Whether a gap is money of one community or one worker: lines only, since parts are inside
    them. What one person is short of counts where the person is known."""
    return role == "line" and unit == "yuan" and (scope == "community" or worker)


class Closing:
    """Adds up verdicts. ``failed`` says whether any of them is one to fail on."""

    def __init__(self, fail_on: str) -> None:
        self.fail_on = fail_on
        self.failed = self.decided = False
        self.fates = dict.fromkeys(FATES, 0)
        self.missed: dict[tuple[str, str], int] = {}
        self.money: dict[str, dict[str, Fraction]] = {}
        self.apart = 0

    def judge(self, verdict: str, force: str, about: bool) -> None:
        """Note what one verdict, or many alike, mean for the exit."""
        self.decided = self.decided or verdict not in ("", "unknown")
        self.failed = self.failed or failing(verdict, force, about, self.fail_on)

    def community(self, verdicts: Iterable[str]) -> None:
        """Count a community by all of its verdicts."""
        told = set(verdicts)
        self.fates[fate_of(told)] += 1

    def miss(self, provision: str, label: str, communities: int) -> None:
        """Count communities that miss a provision."""
        key = provision, label
        self.missed[key] = self.missed.get(key, 0) + communities

    def owe(self, period: str, level: str, amount: Fraction) -> None:
        """Add money that is missing."""
        own = self.money.setdefault(period, {})
        own[level] = own.get(level, Fraction(0)) + amount

    def lines(self) -> Iterator[str]:
        """The summary, a line each."""
        told = [(name, count) for name, count in self.fates.items() if count]
        if told:
            parts = [_FATES[name].said().format(n=f"{count:,}") for name, count in told]
            total = sum(self.fates.values())
            head = said(f"共{total:,}个社区：", f"{_communities(total)}: ")
            yield head + said("，", ", ").join(parts)
        if self.missed:
            most = max(self.missed.values())
            names = [key for key, count in self.missed.items() if count == most]
            shown = said("、", "; ").join(said(f"{label}（{own}）", f"{label} ({own})")
                                                for own, label in names[:3])  # fmt: skip
            more = said("等", " and others") if len(names) > 3 else ""
            yield (
                said(
                    f"问题最集中的条款：{shown}{more}，{most:,}个社区",
                    f"missed most: {shown}{more}, by {_communities(most)}",
                )
            )
        for period, levels in self.money.items():
            total_money = sum(levels.values(), Fraction(0))
            each = [
                f"{_LEVELS[level].said()} {_money(levels[level])}{said('元', '')}"
                for level in LEVELS
                if levels.get(level)
            ]
            per = _PERIODS[period].said() if period in _PERIODS else ""
            listed = said("，", ", ").join(each)
            yield (
                said(
                    f"补足全部缺口{per}共需{_money(total_money)}元：{listed}",
                    f"closing every gap takes {_money(total_money)} yuan {per}".rstrip()
                    + f": {listed}",
                )
            )
        if self.apart:
            yield (
                said(
                    f"另有{self.apart:,}处按人均或分项计的缺口，未计入上面的合计",
                    f"{self.apart:,} more gaps are per head or parts of others, and not added",
                )
            )


def fate_of(verdicts: set[str]) -> str:
    """What becomes of a community with these verdicts."""
    if verdicts & set(FAILED):
        return "missed"
    if not verdicts & {"met", "near"}:
        return "undecided"
    return "clear" if "unknown" in verdicts else "met"


def _communities(count: int) -> str:
    return "1 community" if count == 1 else f"{count:,} communities"


def _money(value: Fraction) -> str:
    whole, dot, part = grouped(value).partition(".")
    return f"{whole}.{part.ljust(2, '0')}" if dot else whole


def closing_of(findings: Iterable[Finding], fail_on: str) -> Closing:
    """The closing of single communities, one a division."""
    closing = Closing(fail_on)
    verdicts: dict[str, list[str]] = {}
    for finding in findings:
        extra = dict(finding.extra)
        verdict = extra.get("verdict", "")
        verdicts.setdefault(finding.division, []).append(verdict)
        closing.judge(verdict, finding.force, finding.about)
        if verdict in FAILED:
            closing.miss(finding.provision, finding.label(), 1)
        if verdict == "short" and finding.unit == "yuan":
            if not counts_money(finding.role, finding.scope, finding.unit, worker=False):
                closing.apart += 1
                continue
            for item in extra["gap_payers"].split("; "):
                level, _, amount = item.partition("=")
                closing.owe(finding.period or "", level, Fraction(amount))
    for own in verdicts.values():
        closing.community(own)
    return closing
