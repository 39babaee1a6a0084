"""Empty ledgers: the columns that the rules of a place need, explained, with drop-downs.

What is filled in goes straight back in: every header is one that the reader understands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from ...community import options_by_place
from ...inputs import BUILT_IN
from ...language import joined, said
from ...library.shelf.catalog import Catalog
from ...library.shelf.law import Law, in_force
from ...outcomes.line import picks
from ...places.place import CITY_PROVINCES, Division, children, division
from ...policy import InputSpec
from ...quantity import UNITS, grouped
from ...questions.findings import lines_in
from ...questions.used_inputs import inputs_in
from ...record import Record
from ...render.vocabulary import QUESTIONS
from ...render.workbook import Formats, finish, write_text
from ...render.wrap import cells
from ...rules.nodes import Rule
from ..reading.headers import Vocabulary

__all__ = ["Field", "fields_of", "write_template"]

_ROWS = 5000  # to which drop-downs reach
_LISTED = 255  # characters that a drop-down may list by itself


class Field(Record):
    """A column of an empty ledger: the input it gives ("" for names and places), its header, what
    is accepted in it, what it is needed for, and where such a figure is published. ``choices``
    make a drop-down."""

    id: str
    header: str
    accepted: str
    needed: str
    hint: str
    choices: tuple[str, ...]


def fields_of(
    catalog: Catalog,
    place: Division | None,
    questions: Sequence[str],
    on: str,
    only: Collection[str] = (),
) -> list[Field]:
    """The columns for communities of ``place`` (of every place with a policy, where None): the
    community's name, where it lies, and every input that a rule of the questions looks at (of the
    provisions ``only`` names by their full ids, where it names any)."""
    places = [place] if place is not None else _places(catalog)
    specs: dict[str, InputSpec] = {}
    needed: dict[str, dict[str, None]] = {}
    for one in places:
        law = in_force(catalog.covering(one), on)
        # What follows from the place need not be asked for; what follows in more than one
        # reading may be.
        known = {name for name, (point, _) in options_by_place(law, one).items() if not point}
        for question in questions:
            for name in _inputs(law, question, only):
                if name not in known:
                    specs.setdefault(name, law.inputs[name])
                    needed.setdefault(name, {})[question] = None
    order = [*(name for name in BUILT_IN if name in specs)]
    order += [name for name in specs if name not in BUILT_IN]
    words = Vocabulary(specs)
    return [
        Field("", said("社区名称", "name"), said("文字", "any text"), "", "", ()),
        *_place_fields(place),
        *(
            Field(
                name,
                _header(specs[name], words),
                _accepted(specs[name]),
                ", ".join(QUESTIONS[question].said() for question in needed[name]),
                specs[name].hint.said(),
                _choices(specs[name]),
            )
            for name in order
        ),
    ]


def _places(catalog: Catalog) -> list[Division]:
    return [division(code) for code in dict.fromkeys(catalog.places().values())]


def _inputs(law: Law, question: str, only: Collection[str]) -> dict[str, None]:
    """The inputs that the rules of a question look at, references followed."""
    rules: list[Rule] = []
    for asked in lines_in(law, question):
        if not picks(only, asked.provision.id, asked.view):
            continue
        if question == "check":
            # What is asked of a person belongs into a roster, but for the pay of the one chief.
            if asked.actual is None or (asked.scope == "person" and asked.unit != "yuan"):
                continue
            rules.append(asked.actual)
        rules.append(asked.rule)
        if question == "budget":
            rules += [payer.amount for payer in asked.provision.payers if payer.amount is not None]
    return inputs_in(law, rules)


def _place_fields(place: Division | None) -> Iterator[Field]:
    """A column for each level below the country that rows may differ in, and the place itself."""
    by_name = said("中文、拼音或代码", "Chinese, pinyin or code")
    province, city, county = (
        said("省份", "province"),
        said("城市", "city"),
        said("区县", "county"),
    )
    level = place.level if place is not None else "country"
    if place is None or level == "country":
        yield Field("", province, by_name, "", "", ())
        yield Field("", city, by_name, "", "", ())
        yield Field("", county, by_name, "", "", ())
        return
    inside = tuple(one.label() for one in children(place))
    if level == "province" and place.code not in CITY_PROVINCES:
        yield Field("", city, by_name, "", "", inside)
        yield Field("", county, by_name, "", "", ())
    elif level == "county":
        yield Field("", county, by_name, "", "", (place.label(),))
    else:
        yield Field("", city, by_name, "", "", (place.label(),))
        yield Field("", county, by_name, "", "", inside)


def _header(spec: InputSpec, words: Vocabulary) -> str:
    """A header that means this input and no other: its label with the unit, or its id."""
    label = spec.label.said()
    unit = UNITS.get(spec.unit)
    name = unit.text() if unit else ""
    if spec.period and name:
        name += {"year": said("/年", "/year"), "month": said("/月", "/month")}[spec.period]
    for header in ((said(f"{label}（{name}）", f"{label} ({name})")), label):
        if name or header == label:
            found = words.understand([header], {}) if words.known(header) else None
            if found is not None and found.inputs == {header: spec.id}:
                return header
    return spec.id


def _accepted(spec: InputSpec) -> str:
    unit = UNITS.get(spec.unit)
    match spec.kind:
        case "category":
            return said("选一项：", "one of: ") + _listed(_choices(spec))
        case "set":
            return said("可选多项，用分号隔开：", "any of, with semicolons: ") + _listed(
                option.label.said() for option in spec.options
            )
        case "sequence":
            return said(
                "按时间先后，用分号隔开：", "in order of time, with semicolons: "
            ) + _listed(option.label.said() for option in spec.options)
        case "date":
            return said("日期，例如 1985-03-01", "a date, as 1985-03-01")
    low, high = grouped(spec.least), grouped(spec.greatest)
    whole = spec.grain == 1
    name = unit.text() if unit else ""
    if spec.unit == "yuan":
        per = {"year": said("/年", " a year"), "month": said("/月", " a month")}.get(
            spec.period, ""
        )
        return said(f"{low} 至 {high} 元{per}", f"{low} to {high} yuan{per}")
    if whole:
        return said(f"{low} 至 {high} 的整数", f"a whole number from {low} to {high}") + (
            said(f"（{name}）", f" ({name})") if name else ""
        )
    return said(f"{low} 至 {high} 的数", f"a number from {low} to {high}")


def _choices(spec: InputSpec) -> tuple[str, ...]:
    if spec.kind != "category":
        return ()
    return tuple(option.label.said() for option in spec.options)


def _listed(items: Iterable[str]) -> str:
    return joined(items)


def write_template(fields: Sequence[Field], stream: IO[bytes], stamp: Mapping[str, str]) -> None:
    """The ledger as a workbook: headers with drop-downs, an explanation of each column, and what
    made it. Raises OSError."""
    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    formats = Formats(book)
    ledger = book.add_worksheet(said("台账", "ledger"))
    notes = book.add_worksheet(said("填写说明", "columns"))
    lists = book.add_worksheet(said("选项", "choices"))
    widths = [cells(field.header) + 4 for field in fields]
    for at, field in enumerate(fields):
        ledger.write_string(0, at, field.header, formats.head)
        if field.choices:
            ledger.data_validation(1, at, _ROWS, at, _drop_down(lists, at, field, formats))
            widths[at] = max(widths[at], max(map(cells, field.choices)) + 4)
    for at, width in enumerate(widths):
        ledger.set_column(at, at, min(width, 40))
    ledger.freeze_panes(1, 0)
    _explain(notes, fields, formats, stamp)
    lists.hide()
    book.close()


def _drop_down(lists: Any, at: int, field: Field, formats: Formats) -> dict[str, Any]:
    """A list to choose from; other spellings are warned of and may stay."""
    source: Any = list(field.choices)
    if sum(map(len, source)) + len(source) > _LISTED or any("," in one for one in source):
        from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

        for row, choice in enumerate(field.choices):
            write_text(lists, row, at, choice, formats)
        span = xl_range_abs(0, at, len(field.choices) - 1, at)
        source = f"='{lists.get_name()}'!{span}"
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": field.header[:32],
        "error_message": said("不在列表里，确定保留吗？", "Not in the list. Keep it?"),
    }


def _explain(
    sheet: Any, fields: Sequence[Field], formats: Formats, stamp: Mapping[str, str]
) -> None:
    heads = [
        said("栏", "column"),
        said("可以填", "accepted"),
        said("用于", "needed for"),
        said("到哪里查", "where it is published"),
    ]
    widths = [cells(head) + 4 for head in heads]
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head, formats.head)
    for row, field in enumerate(fields, 1):
        for at, text in enumerate((field.header, field.accepted, field.needed, field.hint)):
            write_text(sheet, row, at, text, formats)
            widths[at] = max(widths[at], cells(text) + 2)
    for number, (key, value) in enumerate(stamp.items(), len(fields) + 2):
        write_text(sheet, number, 0, key, formats)
        write_text(sheet, number, 1, value, formats)
    finish(sheet, widths, len(fields))
