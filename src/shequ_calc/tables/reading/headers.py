"""Which column of a ledger means what: places, the community's name, and inputs.

A header is understood by its words, whatever their case, width and white space, and with its unit
in brackets: 户数（户）, ``Population (persons)``. A unit that changes the amounts (万元, 元/月) is
kept and put after every bare number of the column; one that is not understood leaves the column
alone rather than guess.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...inputs import BUILT_IN, InputError, read_input, words_of
from ...language import said
from ...library.format.suggestions import nearest
from ...policy import InputSpec
from ...record import replace
from ..layout.heads import head_key, head_meaning, levels_of, unit_words
from .errors import TableError, unknown_input

__all__ = ["NAME", "PLACES", "Understood", "Vocabulary", "repeated", "unique_headers", "unused"]

NAME = "name"
PLACES = ("province", "city", "county", "place")
_USUAL = words_of("heads")
_ROLES = {role: _USUAL[role] for role in (*PLACES, NAME)}
# Heads of the day since when somebody has worked, the likest to mean years of service first.
_SINCE = {"years": _USUAL["years-since"]}
_BRACKETED = re.compile(r"(.+?)[(\[【]([^()\[\]【】]*)[)\]】]")
# 户数 Households: a head in both languages.
_BILINGUAL = re.compile(r"(.*[\u4e00-\u9fff）)])\s*([A-Za-z][A-Za-z .,()/%'-]*)")
_UNIT_WORDS = re.compile(r"[(（\[【/][^()（）]*元[^()（）]*[)）\]】]?$")
# What stands about a head without changing what it is meant for: 2023年…, 上年末…, …总数.
_TRIMMED = re.compile(
    r"^(?:[0-9]{4}年?度?|上年度?|本年度?|当年|全年|年度?|年末|现有|实有|辖区|社区)+|"
    r"(?:情况|总数|总额|金额|数额|合计|人数|数量|数|（.*）)+$"
)
_PLAIN_ASIDE = re.compile(r"([0-9]{4}年?(度|末|底|初)?|必填|选填|可不填|required|optional)")
_PERIODS = ("每月", "月", "每年", "年度", "全年", "年")
_WIDE = Fraction(10**18)


@dataclass(frozen=True, slots=True)
class Understood:
    """What the columns of a ledger mean.

    ``inputs`` maps a column to the input it gives, ``places`` a role to its column. ``derived``
    lists columns that have to be made: (new column, column of the ledger, what to put after bare
    numbers).
    """

    inputs: Mapping[str, str]
    places: Mapping[str, str]
    name: str | None
    derived: tuple[tuple[str, str, str], ...]

    @property
    def used(self) -> dict[str, str]:
        """The ledger's columns and what each was taken for, in no order of importance."""
        made = {new: column for new, column, _ in self.derived}
        found = {column: role for role, column in self.places.items()}
        if self.name is not None:
            found[self.name] = NAME
        for column, name in self.inputs.items():
            found.setdefault(made.get(column, column), name)
        return found


def _key(text: str) -> str:
    return re.sub(r"^(所属|所在)", "", head_key(text).strip("*:："))


def unique_headers(cells: Sequence[str | None]) -> list[str]:
    """Headers as column names: a blank one is called by its number, a repeated one is numbered."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        text = " ".join((cell or "").split()).lstrip("_") or said(f"列{number}", f"column_{number}")
        name, times = text, 1
        while name in names:
            times += 1
            name = f"{text}_{times}"
        names.append(name)
    return names


def repeated(
    cells: Sequence[str | None],
    columns: Sequence[str],
    used: Mapping[str, str],
    mapped: Container[str],
) -> list[str]:
    """A line on each header that stands more than once where only its first column is used.

    ``cells`` are the headers as they stand, ``columns`` what they are called, ``used`` the columns
    that mean something, with what; of those in ``mapped`` a --map has decided.
    """
    more: dict[str, list[str]] = {}
    for cell, column in zip(cells, columns, strict=True):
        text = " ".join((cell or "").split()).lstrip("_")
        if column != text and text in used and column not in used and column not in mapped:
            more.setdefault(text, []).append(column)
    return [_repeated(first, others, used[first]) for first, others in more.items()]


def unused(
    columns: Iterable[str], used: Mapping[str, str], mapped: Container[str], words: Vocabulary
) -> list[str]:
    """A line on the columns that mean nothing and were probably meant to; those in ``mapped`` a
    --map has decided."""
    found = {
        column: meant
        for column in columns
        if column not in used and column not in mapped
        if (meant := words.meant_by(column)) and meant not in used.values()
    }
    if not found:
        return []
    zh = "、".join(f"{column}（是否指 {meant}？）" for column, meant in found.items())
    en = ", ".join(f"{column} (did you mean {meant}?)" for column, meant in found.items())
    column, meant = next(iter(found.items()))
    return [
        said(
            f"未用的栏：{zh}；请用 --map '{column}={meant}' 指明",
            f"columns not used: {en}; say so with --map '{column}={meant}'",
        )
    ]


class Vocabulary:
    """The words that headers are looked up in; ``specs`` holds every input of the catalog,
    ``mapping`` says of some headers what they mean."""

    def __init__(
        self, specs: Mapping[str, InputSpec], mapping: Mapping[str, str] | None = None
    ) -> None:
        self._specs = specs
        self._chosen = frozenset(_key(header) for header in mapping or ())
        self._words: dict[str, list[str]] = {}
        # An input's own name counts for more than a header that another input lists too.
        for name in specs:
            self._words.setdefault(_key(name), [name])
        for role, words in _ROLES.items():
            for word in words:
                self._words.setdefault(_key(word), [role])
        taken = set(self._words)
        for name, spec in specs.items():
            for word in (*spec.headers, spec.label.zh, spec.label.en):
                key = _key(word)
                if key not in taken and name not in self._words.setdefault(key, []):
                    self._words[key].append(name)
        # What an input is usually called counts where no policy calls another so.
        for name in specs:
            for word in _USUAL.get(name, ()):
                self._words.setdefault(_key(word), [name])

    def known(self, header: str | None) -> bool:
        """Whether a header means anything at all."""
        if not header:
            return False
        return _key(header) in self._chosen or bool(self._meanings(header)[0])

    def _meanings(self, header: str) -> tuple[list[str], str]:
        """What a header means (none, one, or several inputs that share it), and its unit where
        that changes the amounts."""
        *groups, last = levels_of(header)
        if groups and _key(header) not in self._words:
            if unit_words(last):
                return self._meanings(f"{'/'.join(groups)}（{last}）")
            header = head_meaning(header, self.known)
        key = _key(header)
        if key in self._words:
            return self._words[key], ""
        found = _BRACKETED.fullmatch(key)
        body, unit = (found[1], found[2]) if found else (key, "")
        meant = self._words.get(body, [])
        if not meant and (both := _BILINGUAL.fullmatch(header.strip())):
            chinese = self._meanings(both[1].strip())
            return chinese if chinese[0] else self._meanings(both[2])
        if not meant and (period := next((p for p in _PERIODS if p in body), "")):
            meant, unit = self._of_period(body, unit, period)
        units = [self._unit(name, unit) for name in meant]
        if not units or None in units or len(set(units)) > 1:
            return [], ""
        return meant, units[0] or ""

    def _of_period(self, body: str, unit: str, period: str) -> tuple[list[str], str]:
        """The amounts of money that a head means beside the word for a period (月报酬, 人均月薪酬),
        and their unit with it."""
        for rest in (body.replace(period, "", 1), body.replace(period, "年", 1)):
            meant = self._words.get(rest, [])
            if meant and all(self._specs[n].unit == "yuan" for n in meant if n in self._specs):
                return (
                    meant,
                    unit if "/" in unit else f"{unit or '元'}/{'月' if '月' in period else '年'}",
                )
        return [], ""

    def _unit(self, name: str, words: str) -> str | None:
        """What to put after bare numbers: "" where the unit is that of the input, None where the
        words are no unit of it."""
        if not words or _PLAIN_ASIDE.fullmatch(words):
            return ""
        spec = self._specs.get(name)
        if spec is None or spec.kind != "number":
            return None
        try:
            value = read_input(replace(spec, least=Fraction(0), greatest=_WIDE), f"1{words}")
        except InputError:
            return None
        return "" if value == 1 else words

    def meant_by(self, header: str) -> str:
        """The input or place that a header which means nothing is probably meant for; "" for
        none."""
        body = re.sub(_UNIT_WORDS, "", _key(header))
        body = re.sub(r"[(（\[【].*?[)）\]】]", "", body)
        bare = re.sub(_TRIMMED, "", body)
        for text in (body, bare):
            if text and (meant := self._words.get(text)):
                return meant[0]
        near = nearest(bare, [word for word in self._words if len(word) > 1]) if bare else ""
        return self._words[near][0] if near and not bare.isascii() else ""

    def understand(
        self, columns: Sequence[str], mapping: Mapping[str, str], units: Sequence[str] = ()
    ) -> Understood:
        """What each column means; ``mapping`` says it for some, and "" that one means nothing.
        ``units`` are those of amounts that have none in their header.

        Raises TableError where two columns mean the same, where a mapping names what there is
        not, and where no column is of any use.
        """
        mapped = self._mapped(columns, mapping)
        chosen = set(mapped.values())
        inputs: dict[str, str] = {}
        roles: dict[str, str] = {}
        owners: dict[str, str] = {}
        derived: list[tuple[str, str, str]] = []
        for column in columns:
            if column in mapped:
                meant = [mapped[column]] if mapped[column] else []
                suffix = self._mapped_unit(column, mapped[column])
            else:
                meant, suffix = self._meanings(column)
                meant = [name for name in meant if name not in chosen]
            for name in meant:
                if name in owners:
                    raise TableError(_twice(owners[name], column, name))
                owners[name] = column
                if name not in self._specs:
                    roles[name] = column
                elif (unit := suffix or self._titled(column, name, units)) or column in inputs:
                    new = f"__{name}"
                    derived.append((new, column, unit))
                    inputs[new] = name
                else:
                    inputs[column] = name
        for name, words in _SINCE.items():
            keys = [_key(word) for word in words]
            found = {_key(column): column for column in columns if column not in mapped}
            since = next((found[key] for key in keys if key in found), None)
            if name in self._specs and name not in owners and since and since not in inputs:
                inputs[since] = name
        name_column = roles.pop(NAME, None)
        if not inputs and not roles and name_column is None:
            raise TableError(self._unusable(columns))
        return Understood(inputs, roles, name_column, tuple(derived))

    def _titled(self, column: str, name: str, units: Sequence[str]) -> str:
        """The unit that a title gives to an amount of money whose header has none of its own."""
        if self._specs[name].unit != "yuan" or _UNIT_WORDS.search(column):
            return ""
        return next((unit for unit in units if self._unit(name, unit)), "")

    @staticmethod
    def column_of(head: str, columns: Sequence[str]) -> str | None:
        """The column that ``--map`` names by a head, None where there is none."""
        keys = {_key(column): column for column in reversed(columns)}
        return head if head in columns else keys.get(_key(head))

    def _mapped(self, columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
        targets = {key: names[0] for key, names in self._words.items() if len(names) == 1}
        mapped: dict[str, str] = {}
        for given, target in mapping.items():
            column = self.column_of(given, columns)
            if column is None:
                raise TableError(_no_column(given, columns))
            if target.strip() and _key(target) not in targets:
                raise TableError(unknown_input("--map", target, self._specs))
            mapped[column] = targets[_key(target)] if target.strip() else ""
        return mapped

    def _mapped_unit(self, column: str, name: str) -> str:
        found = _BRACKETED.fullmatch(_key(column))
        return (self._unit(name, found[2]) or "") if name and found else ""

    def _unusable(self, columns: Sequence[str]) -> str:
        places = "、".join(words[1] for role, words in _ROLES.items() if role != NAME)
        first = [self._specs.get(name, spec) for name, spec in BUILT_IN.items()]
        zh = "、".join(spec.headers[0] for spec in first)
        en = ", ".join((*PLACES, *(spec.id for spec in first)))
        rest = len(self._specs) - len(first)
        more = f"{rest} more input{'' if rest == 1 else 's'}"
        headers = _clipped(columns)
        return said(
            f"表中没有可用的栏。第一行的栏名是：{headers}；可识别的有：{places}、{zh}，"
            f"以及各政策的其他{rest}个输入项；别的栏名可用 --map 户数=households 指明",
            f"no column of the table is of use. Its first row reads: {headers}; looked for: {en}, "
            f"and {more} of the policies; name others with --map Homes=households",
        )


def _clipped(words: Iterable[str]) -> str:
    shown = [word if len(word) <= 20 else word[:20] + "…" for word in words]
    return ", ".join(shown[:12]) + (" …" if len(shown) > 12 else "")


def _twice(first: str, other: str, name: str) -> str:
    return said(
        f"“{first}”和“{other}”两栏都表示 {name}；请用 --map '{other}={name}' 指明用哪一栏",
        f"columns {first!r} and {other!r} both mean {name}; choose one with --map '{other}={name}'",
    )


def _repeated(first: str, others: Sequence[str], name: str) -> str:
    listed = ", ".join(others)
    unused = f"{listed} {'was' if len(others) == 1 else 'were'} not"
    return said(
        f"“{first}”一栏有{len(others) + 1}个：取第一个作 {name}，未用 {listed}"
        f"（用 --map '{others[0]}={name}' 改选）",
        f"the header {first!r} stands {len(others) + 1} times: the first was read as {name}, "
        f"{unused} (choose with --map '{others[0]}={name}')",
    )


def _no_column(given: str, columns: Sequence[str]) -> str:
    near = nearest(given, columns)
    return said(
        f"--map：表中没有“{given}”这一栏；"
        + (f"是否指“{near}”？" if near else "")
        + f"有：{_clipped(columns)}",
        f"--map: the table has no column {given!r}; "
        + (f"did you mean {near!r}? " if near else "")
        + f"it has: {_clipped(columns)}",
    )
