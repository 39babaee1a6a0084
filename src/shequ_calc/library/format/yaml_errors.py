"""What a YAML parser says, put so that a maintainer who is no programmer can mend it."""

from __future__ import annotations

import re

from ...quantity import Label

__all__ = ["syntax_words"]

_QUOTE = Label("文字里有 : # , 或括号时请加引号", "quote a text that holds : # , or brackets")
_KNOWN: tuple[tuple[str, Label], ...] = (
    (
        "mapping values are not allowed",
        Label(
            f"这里不能再有“键: 值”：或缩进不对；{_QUOTE.zh}",
            f"no second 'key: value' may stand here: the line is indented wrongly, or {_QUOTE.en}",
        ),
    ),
    (
        "could not find expected ':'",
        Label("键后面缺少冒号和空格", "a colon and a space are missing after a key"),
    ),
    (
        "expected ',' or '}'",
        Label(f"花括号没有合上，或缺少逗号；{_QUOTE.zh}",
              f"a }} or a comma is missing; {_QUOTE.en}"),
    ),
    (
        "expected ',' or ']'",
        Label(f"方括号没有合上，或缺少逗号；{_QUOTE.zh}",
              f"a ] or a comma is missing; {_QUOTE.en}"),
    ),
    (
        "expected key",
        Label(
            "缩进和上文不一致，或引号后面还有文字",
            "the indentation differs from the lines above, or text follows a closing quote",
        ),
    ),
    (
        "expected '-' indicator",
        Label("列表的每一项都要以 - 开头，并对齐", "each item of the list begins with -, aligned"),
    ),
    (
        "unexpected end of stream",
        Label("引号没有合上", "a quote is not closed"),
    ),
    (
        "cannot start any token",
        Label("文字不能以这个符号开头；请加引号", "a text cannot begin with this sign; quote it"),
    ),
    (
        "unknown escape character",
        Label("双引号里的 \\ 有特别的意思；请改用单引号",
              "a \\ inside double quotes is special; use single quotes"),
    ),
    (
        "block sequence entries are not allowed",
        Label("列表项（-）要另起一行，并比键多缩进", "list items (-) begin on a line of their own"),
    ),
)  # fmt: skip


def syntax_words(said: str, quote: str, above: str) -> Label:
    """The message for what the parser ``said`` of the line quoted and the one above it."""
    indent = re.match(r"\s*", quote)
    if indent and "\t" in indent.group():
        return Label(
            "不是合格的 YAML：行首有制表符；缩进请用空格",
            "not readable as YAML: a tab indents the line; use spaces",
        )
    words = next((label for part, label in _KNOWN if part in said), Label("", ""))
    zh, en = words.zh or said, f"{words.en} ({said})" if words.en else said
    if "：" in quote or "：" in above:
        zh += "；键后面的冒号要用半角（:），后面空一格"
        en += "; the colon after a key is the half-width one (:), followed by a space"
    return Label(f"不是合格的 YAML：{zh}", f"not readable as YAML: {en}")
