"""Why a number is not proved, in the words a policy maintainer is told."""

from __future__ import annotations

from collections.abc import Sequence

from ...quantity import Label
from .evidence import Words
from .figures import Figure

__all__ = ["STRANGE", "TOO_THIN", "doubled", "not_in_rules", "subtracted", "unread", "unsaid"]


STRANGE = Label(
    "引文没有数，也没有一个词见于这一条的名称、说明或输入项；请改引文，或在 notes 写明它说的是什么",
    "the phrase holds no number and shares no word with the label, the notes or the inputs of the "
    "provision; cite other words, or say in a note what they are about",
)
TOO_THIN = Label(
    "引文只有数，没有写明是什么的数；请多引几个字",
    "the phrase says a number and not what it counts; quote a few words more",
)


def unread(figure: Figure, words: Sequence[Words]) -> Label:
    """Nothing cited states the figure."""
    said = list(dict.fromkeys(one.said.text for one in words))
    if not said:
        return Label(
            f"引文里没有数，读不出 {figure.text}；请引用写有这个数的原文，或写成读法、假定",
            "the cited phrases hold no number; cite the words that do, or declare a reading or "
            "an assumption",
        )
    zh, en = "、".join(said), ", ".join(said)
    if figure.span:
        ends = "-".join(str(end) for end in figure.span)
        return Label(
            f"引文里没有 {ends} 这一区间；有：{zh}",
            f"the cited phrases hold no range {ends}; they hold: {en}",
        )
    return Label(
        f"引文里读不出 {figure.text}；有：{zh}",
        f"{figure.text} cannot be read from the cited phrases; they hold: {en}",
    )


def unsaid(figure: Figure, words: Sequence[Words]) -> Label:
    """Neither anything cited nor the declaration that the figure rests on states it."""
    before, last = unread(figure, words), figure.declared[-1]
    if last.by == "assume":
        return Label(
            f"{before.zh}；假定 {last.name} 的文字里也没有，请写进假定",
            f"{before.en}; nor do the words of the assumption {last.name} say it: say it there",
        )
    return Label(
        f"{before.zh}；读法 {last.name} 的选项 {last.option} 里也没有，请写进选项",
        f"{before.en}; nor do the words of the option {last.option} of the reading {last.name} "
        "say it: say it there",
    )


def doubled(read: Words, over: Words) -> Label:
    """Two figures are read from the same words, while others are passed over."""
    return Label(
        f"与另一个数同读自“{read.said.text}”，而“{over.said.text}”没有用到",
        f"like another number it is read from “{read.said.text}”, while nothing reads "
        f"“{over.said.text}”",
    )


def subtracted(words: Words) -> Label:
    """A number is taken from itself."""
    return Label(
        f"与被减的数同读自“{words.said.text}”；一个数不能减去它自己",
        f"it is read from “{words.said.text}”, like the number it is taken from; no number is "
        "taken from itself",
    )


def not_in_rules(words: Words) -> Label:
    """A phrase states a number that no rule has."""
    return Label(
        f"引文写有“{words.said.text}”，规则里没有这个数；请改规则，或缩短引文",
        f"it states “{words.said.text}”, and no rule has that number; mend the rule, or quote "
        "fewer words",
    )
