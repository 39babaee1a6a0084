"""Findings as records: JSON, JSON lines, CSV, TSV and a Markdown table.

The JSON is written here rather than by ``json.dumps`` because exact numbers have to keep their
digits: a fraction becomes its decimal text and never passes through a float.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import TextIO

from ..finding import CHECKED, FIELDS, Finding
from ..language import said
from ..quantity import fraction_text, number_text
from .columns import columns_of, extras, header
from .finding_text import checked_text, field_text, figure

__all__ = [
    "FIELDS",
    "FORMATS",
    "chosen",
    "csv_rows",
    "json_of",
    "json_text",
    "jsonl_lines",
    "record",
    "safe_cell",
    "write_text",
]

FORMATS = ("csv", "tsv", "json", "jsonl", "md", "text")
_SHORT = 80
_RUN = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = r"[+-]?\d+(\.\d+)?%?"


def record(finding: Finding) -> dict[str, object]:
    """The finding as the record of the contract, its fields in the order of ``FIELDS``.

    A number is an int, or an exact Fraction where it has decimals. A ratio also carries its
    ends as exact text. What the finding has besides its fields comes last.
    """
    found: dict[str, object] = {}
    ratio = finding.unit == "ratio"
    for name in FIELDS:
        value = getattr(finding, name)
        if name in ("low", "high"):
            found[name] = _number(value)
            if ratio and name == "high":
                found["low_exact"] = _exact(finding.low)
                found["high_exact"] = _exact(finding.high)
        elif name == "payers":
            found[name] = [
                {"level": p.level, "low": _number(p.low), "high": _number(p.high)} for p in value
            ]
        elif name == "readings":
            found[name] = [
                {"name": r.name, "low": _number(r.low), "high": _number(r.high)} for r in value
            ]
        elif name in ("needs", "notes"):
            found[name] = list(value)
        else:
            found[name] = value
    for name, text in extras(finding).items():
        found[name] = _checked(name, text) if name in CHECKED else text
    return found


def _checked(name: str, text: str) -> object:
    """What a check adds as values: numbers, and who makes a gap good as a list."""
    if name == "gap_payers":
        items = [item.partition("=") for item in text.split("; ") if item]
        ends = [(level, _number(Fraction(amount))) for level, _, amount in items]
        return [{"level": level, "low": end, "high": end} for level, end in ends]
    if name in ("actual", "gap"):
        return _number(Fraction(text)) if text else None
    return text or None


def _number(value: Fraction | None) -> int | Fraction | None:
    if value is None or value.denominator != 1:
        return value
    return value.numerator


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else fraction_text(value)


# JSON


def json_text(findings: Sequence[Finding], columns: Sequence[str] | None = None) -> str:
    """An array of records, a field a line; what is short stays on one line."""
    columns = None if columns is None else columns_of(columns, findings)
    records = [_lines_of(chosen(finding, columns), 1) for finding in findings]
    return "[\n" + ",\n".join(records) + "\n]\n" if records else "[]\n"


def jsonl_lines(findings: Sequence[Finding], columns: Sequence[str] | None = None) -> Iterator[str]:
    """One record a line, without the line ends."""
    columns = None if columns is None else columns_of(columns, findings)
    for finding in findings:
        yield _json(chosen(finding, columns))


def chosen(finding: Finding, columns: Sequence[str] | None) -> dict[str, object]:
    """The record, or some columns of it, each there whether or not the record has it."""
    found = record(finding)
    if columns is None:
        return found
    found["label"], found["figure"] = finding.label(), figure(finding)
    return {name: found.get(name) for name in columns}


def json_of(value: object, *, readable: bool = False) -> str:
    """JSON for records and what holds them: texts, whole numbers, exact fractions, lists and
    mappings. On one line, or ``readable``: what is long has an item a line."""
    return _lines_of(value, 0).lstrip() if readable else _json(value)


def _lines_of(value: object, depth: int) -> str:
    """``value`` indented to ``depth``, on one line where it is short."""
    margin = "  " * depth
    if not isinstance(value, (Mapping, list, tuple)):
        return margin + _json(value)
    if len(value) < _SHORT / 8 and len(text := _json(value)) <= _SHORT:
        return margin + text
    if not isinstance(value, Mapping):
        items = [_lines_of(item, depth + 1) for item in value]
        return f"{margin}[\n" + ",\n".join(items) + f"\n{margin}]"
    items = [
        f"{margin}  {_json(str(key))}: {_lines_of(item, depth + 1).lstrip()}"
        for key, item in value.items()
    ]
    return f"{margin}{{\n" + ",\n".join(items) + f"\n{margin}}}"


def _json(value: object) -> str:
    if isinstance(value, str):
        return _quoting()(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        return number_text(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_json, value)) + "]"
    if isinstance(value, Mapping):
        items = [f"{_json(str(key))}: {_json(item)}" for key, item in value.items()]
        return "{" + ", ".join(items) + "}"
    raise TypeError(f"no JSON for {type(value).__name__}")


@cache
def _quoting() -> Callable[[object], str]:
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False).encode


# CSV


def csv_rows(
    findings: Sequence[Finding],
    columns: Sequence[str] | None = None,
    *,
    excel: bool = False,
) -> Iterator[list[str]]:
    """The header, then a row of texts a finding.

    With ``excel`` the header is in the language spoken and no text can be taken for a formula.
    """
    names = columns_of(columns, findings)
    yield [safe_cell(header(name)) for name in names] if excel else list(names)
    for finding in findings:
        row = _row(finding, names)
        yield [safe_cell(cell) for cell in row] if excel else row


def safe_cell(text: str) -> str:
    """``text`` such that a spreadsheet shows it and runs nothing; numbers stay as they are."""
    if text.lstrip(" ").startswith(_RUN) and not re.fullmatch(_NUMBER, text):
        return "'" + text
    return text


def _row(finding: Finding, names: Sequence[str]) -> list[str]:
    more = extras(finding)
    return [more[name] if name in more else _cell(finding, name) for name in names]


def _cell(finding: Finding, name: str) -> str:
    match name:
        case "label":
            return finding.label()
        case "figure":
            return figure(finding)
        case "low_exact" | "high_exact":
            value = finding.low if name == "low_exact" else finding.high
            return (_exact(value) or "") if finding.unit == "ratio" else ""
        case "low" | "high":
            return _plain(getattr(finding, name))
        case "about":
            return "true" if finding.about else "false"
        case "needs" | "notes":
            return "; ".join(getattr(finding, name))
        case "payers":
            return "; ".join(f"{p.level}={_between(p.low, p.high)}" for p in finding.payers)
        case "readings":
            return "; ".join(f"{r.name}={_between(r.low, r.high)}" for r in finding.readings)
    return str(getattr(finding, name, "") or "")


def _plain(value: Fraction | None) -> str:
    return "" if value is None else number_text(value)


def _between(low: Fraction | None, high: Fraction | None) -> str:
    """One number where both ends agree, ``48000..49000``, ``50000..``, or nothing."""
    if low is None and high is None:
        return ""
    return _plain(low) if low == high else f"{_plain(low)}..{_plain(high)}"


# Markdown


def _md_lines(findings: Sequence[Finding], columns: Sequence[str] | None) -> Iterator[str]:
    if columns is None:
        from .summary.listing import listed
        from .summary.markdown import markdown_lines

        return markdown_lines(listed(findings))
    return _md_rows(findings, columns)


def _md_rows(findings: Sequence[Finding], columns: Sequence[str]) -> Iterator[str]:
    names = columns_of(columns, findings)
    yield _md_line([header(name) for name in names])
    yield "|" + "|".join(" ---: " if name == "figure" else " --- " for name in names) + "|"
    for finding in findings:
        yield _md_line([_md_cell(finding, name) for name in names])


def _md_cell(finding: Finding, name: str) -> str:
    match name:
        case "force" | "basis" | "status" | "role" | "topic" | "seen":
            return field_text(finding, name)
        case "verdict" | "actual" | "gap":
            return checked_text(finding, name)
    return _row(finding, [name])[0]


def _md_line(texts: Sequence[str]) -> str:
    return "| " + " | ".join(map(_md_escaped, texts)) + " |"


def _md_escaped(text: str) -> str:
    for old, new in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("*", "\\*"), ("`", "\\`")):
        text = text.replace(old, new)
    return "<br>".join(text.splitlines())


def write_text(
    findings: Sequence[Finding],
    format: str,
    stream: TextIO,
    *,
    columns: Sequence[str] | None = None,
    excel: bool = False,
) -> None:
    """Write findings as ``csv``, ``tsv``, ``json``, ``jsonl``, ``md`` or ``text``.

    Lines end in LF on every system and the text is UTF-8, so a real stream is set to that first.
    ``excel`` is for a file to be opened by a double click: BOM, CRLF, headers in the language
    spoken, and nothing in it that could run. Raises ValueError for an unknown format or column,
    before anything is written.
    """
    if format not in FORMATS:
        accepted = ", ".join(FORMATS)
        raise ValueError(
            said(
                f"没有 {format} 这种格式；可用：{accepted}",
                f"no format is called {format!r}; accepted: {accepted}",
            )
        )
    if columns is not None:
        columns = columns_of(columns, findings)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="")
    match format:
        case "json":
            stream.write(json_text(findings, columns))
        case "jsonl":
            stream.writelines(f"{line}\n" for line in jsonl_lines(findings, columns))
        case "md":
            stream.writelines(f"{line}\n" for line in _md_lines(findings, columns))
        case "text":
            from .pasted import pasted_lines

            stream.writelines(f"{line}\n" for line in pasted_lines(findings))
        case _:
            _write_csv(findings, format, stream, columns, excel)


def _write_csv(
    findings: Sequence[Finding],
    format: str,
    stream: TextIO,
    columns: Sequence[str] | None,
    excel: bool,
) -> None:
    import csv

    if excel:
        stream.write("\ufeff")
    writer = csv.writer(
        stream,
        delimiter="\t" if format == "tsv" else ",",
        lineterminator="\r\n" if excel else "\n",
    )
    writer.writerows(csv_rows(findings, columns, excel=excel))
