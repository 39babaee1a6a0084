"""What a community comes to on a sheet: the cells it works with, and its findings, as formulas.

They are made from the plan that answers tables. ``{r}`` stands in a formula for the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..ages import age_pairs
from ..carriers import Flag
from ..carriers.program import Step
from ..carriers.sheet import Formulas
from ..language import said
from ..policy import InputSpec
from ..quantity import number_text
from ..questions.notes import reading_name
from ..render.vocabulary import BASES, STATUSES
from ..tables.plan.group import Group
from ..tables.plan.plan import Part
from .facts import LIVE, bad_cell, facts_of_cell

__all__ = ["GroupSheet", "LiveFinding", "LiveReading", "Options", "Working"]

# Where a category's names and their numbers stand.
Options = Callable[[InputSpec], tuple[str, str]]


@dataclass(slots=True)
class Working:
    """A cell to work with: its header, its formula ("" for what stays as it is), and what its
    value is: a column of the facts by its name, or a step."""

    header: str
    formula: str
    value: str | Step


@dataclass(frozen=True, slots=True)
class LiveReading:
    """One reading's ends as formulas, and its name, which is there where the readings differ.
    ``now`` are the steps and flags that say what they come to: whether they differ, then for both
    ends whether it is known, and its column."""

    name: str
    label: str
    low: str
    high: str
    differs: Flag
    ends: tuple[tuple[Flag, Step | int], tuple[Flag, Step | int]]


@dataclass(frozen=True, slots=True)
class LiveFinding:
    """A finding's fields as formulas, each "" where there is none; ``part`` has its numbers."""

    key: str
    part: Part
    low: str
    high: str
    status: str
    about: str
    basis: str
    needs: str
    readings: tuple[LiveReading, ...]


class GroupSheet:
    """The columns of a group's rows on the sheet of workings, and their findings.

    ``parts`` are those that are asked for, by their keys; ``inputs`` says by id in which cell an
    input is put in; ``sheet`` is the name of the sheet of workings, whose columns from ``first``
    on are free. Raises OverflowRisk where numbers can be larger than a spreadsheet keeps.
    """

    def __init__(
        self,
        group: Group,
        parts: Mapping[str, Part],
        inputs: Mapping[str, str],
        *,
        sheet: str,
        first: int,
        options: Options,
    ) -> None:
        assert group.plan is not None
        self.group = group
        self.columns: list[Working] = []
        self._plan = group.plan
        self.first = first
        self._sheet = f"'{sheet}'!"
        self._facts: dict[str, str] = {}
        self._live: dict[str, tuple[str, str]] = {}
        self._bad = ""
        self._read(inputs, options)
        wanted = [one for part in parts.values() for one in self._wanted(part)]
        roots = list({one.index: one for one in wanted if isinstance(one, Step)}.values())
        self._cells: dict[int, str] = {}
        self._formulas = Formulas(roots, self._fact, self._cell)
        for column in self.columns:
            if isinstance(column.value, Step):
                column.formula = self._here(self._formulas.cells[column.value.index])
        self.findings = [self._finding(key, part) for key, part in parts.items()]

    def steps(self) -> dict[str, Step]:
        """The steps whose values are written, by their indices."""
        own: list[object] = [column.value for column in self.columns]
        for finding in self.findings:
            for reading in finding.readings:
                own += [reading.differs, *(one for end in reading.ends for one in end)]
        return {str(step.index): step for step in own if isinstance(step, Step)}

    # Cells

    def _new(self, header: str, formula: str, value: str | Step) -> str:
        from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

        letters = xl_col_to_name(self.first + len(self.columns))
        self.columns.append(Working(header, self._here(formula), value))
        return f"{self._sheet}${letters}{{r}}"

    def _here(self, formula: str) -> str:
        """A formula for the sheet of workings itself."""
        return formula.replace(self._sheet, "")

    def _read(self, inputs: Mapping[str, str], options: Options) -> None:
        """The facts in the cells of inputs, and whether any of them cannot be read."""
        wrong = []
        for name, reader in self.group.readers.items():
            spec = reader.spec
            if name not in inputs or spec.kind not in LIVE:
                continue
            lists = options(spec) if spec.kind == "category" else ("", "")
            known, value = facts_of_cell(spec, inputs[name], *lists)
            kind = "c" if spec.kind == "category" else "n"
            label = spec.label.said()
            flag = self._new(said(f"{label}：已填", f"{label}: given"), known, f"{kind}:{name}?")
            cell = self._new(label, f"IF({flag},{value},0)", f"{kind}:{name}")
            self._facts |= {f"{kind}:{name}?": flag, f"{kind}:{name}": cell}
            self._live[name] = flag, cell
            wrong.append(bad_cell(inputs[name], flag))
        wrong += self._born_too_late()
        if wrong:
            formula = wrong[0] if len(wrong) == 1 else f"OR({','.join(wrong)})"
            self._bad = self._new(said("有误", "unreadable"), formula, "bad")

    def _born_too_late(self) -> list[str]:
        """Whether a day of birth lies after the day at which an age is asked."""
        late = []
        for name, other in age_pairs(self.group.law):
            if name not in self._live or (isinstance(other, str) and other not in self._live):
                continue
            known, born = self._live[name]
            if isinstance(other, str):
                also, at = self._live[other]
                late.append(f"AND({known},{also},{born}>{at})")
            else:
                late.append(f"AND({known},{born}>{int(other)})")
        return late

    def _fact(self, column: str) -> str:
        """Where a column of the data stands."""
        if column not in self._facts:
            name, _, reading = column.partition(":")[2].rstrip("?").partition("@")
            by_place = "@" in column
            if by_place and column.endswith("?"):
                return "TRUE"
            if by_place:
                self._facts[column] = self._by_place(name, reading)
            else:
                self._facts[column] = self._new(column.partition(":")[2], "", column)
        return self._facts[column]

    def _by_place(self, name: str, reading: str) -> str:
        """The number of the option that follows from the place, where no other is put in."""
        point, readings = self.group.by_place[name]
        ids = [option.id for option in self.group.law.inputs[name].options]
        option = readings[reading] if point else next(iter(readings.values()))
        if name not in self._live:
            return str(ids.index(option))
        flag, cell = self._live[name]
        return f"IF({flag},{cell},{ids.index(option)})"

    def _cell(self, step: Step) -> str:
        if step.index not in self._cells:
            number = len(self._cells) + 1
            self._cells[step.index] = self._new(said(f"第{number}步", f"step {number}"), "", step)
        return self._cells[step.index]

    # Findings

    def _wanted(self, part: Part) -> list[Step | Flag]:
        standing = part.standing
        ends = [
            self._plan.columns[name]
            for flag, name in ((standing.low, part.low), (standing.high, part.high))
            if flag is not False
        ]
        flags = [flag for flag, _ in standing.statuses] + [flag for _, flag in standing.marks]
        readings: list[Step | Flag] = []
        if part.differs is not False:
            readings = [part.differs]
            for (_, *columns), known in zip(part.worlds, part.known, strict=True):
                readings += [*known, *(self._plan.columns[name] for name in columns)]
        return [*ends, standing.present, standing.low, standing.high, *flags, *readings]

    def _flag(self, flag: Flag) -> str:
        if isinstance(flag, Step):
            return self._formulas.text(flag)
        return "TRUE" if flag is True else "FALSE"

    def _if(self, flag: Flag, then: str, otherwise: str = '""') -> str:
        if flag is True or flag is False:
            return then if flag is True else otherwise
        return f"IF({self._flag(flag)},{then},{otherwise})"

    def _finding(self, key: str, part: Part) -> LiveFinding:
        basis = self._word(BASES["stated"].said())
        for kind in ("derived", "assumed"):
            word = self._word(BASES[kind].said())
            basis = self._if_any(self._marked(part, kind), word, basis)
        about = self._marked(part, "about")
        ends = (part.standing.low, part.low), (part.standing.high, part.high)
        low, high = (self._end(part, flag, column) for flag, column in ends)
        needs = [
            self._if(flag, self._word(self._label(name) + said("；", "; ")))
            for (kind, name), flag in part.standing.marks
            if kind == "needs" and flag is not False
        ]
        return LiveFinding(
            key,
            part,
            self._guarded(low) if low else "",
            self._guarded(high) if high else "",
            self._status(part),
            self._told(part, self._if_any(about, self._word(said("约", "about")), '""'))
            if about
            else "",
            self._told(part, basis),
            self._told(part, "&".join(needs)) if needs else "",
            tuple(self._readings(part)) if part.differs is not False else (),
        )

    def _readings(self, part: Part) -> Iterator[LiveReading]:
        for (world, *columns), known in zip(part.worlds, part.known, strict=True):
            name = said("读法：", "reading: ") + reading_name(self.group.law, world)
            low, high = (
                self._told(part, self._if(part.differs, self._end(part, flag, column) or '""'))
                for flag, column in zip(known, columns, strict=True)
            )
            label = self._told(part, self._if(part.differs, self._word(name)))
            both = [(flag, self._plan.columns[c]) for flag, c in zip(known, columns, strict=True)]
            yield LiveReading(name, label, low, high, part.differs, (both[0], both[1]))

    def _label(self, name: str) -> str:
        spec = self.group.law.inputs.get(name)
        return spec.label.said() if spec else name

    def _word(self, text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    def _marked(self, part: Part, kind: str) -> list[Flag]:
        marks = part.standing.marks
        return [flag for (own, _), flag in marks if own == kind and flag is not False]

    def _if_any(self, flags: list[Flag], then: str, otherwise: str) -> str:
        if not flags or any(flag is True for flag in flags):
            return then if flags else otherwise
        texts = list(dict.fromkeys(map(self._flag, flags)))
        condition = texts[0] if len(texts) == 1 else f"OR({','.join(texts)})"
        return f"IF({condition},{then},{otherwise})"

    def _end(self, part: Part, flag: Flag, column: str) -> str:
        """An end where it is known; "" where it never is."""
        if flag is False:
            return ""
        value = self._plan.columns[column]
        unit = part.asked.unit if part.asked else "yuan"
        if isinstance(value, Step):
            text = self._formulas.text(value, int(1 / part.grain))
            if unit == "date":
                day = self._formulas.text(value)
                text = f"DATE(INT(({day})/10000),MOD(INT(({day})/100),100),MOD({day},100))"
        else:
            text = number_text(Fraction(value) * part.grain)
            if unit == "date":
                text = f"DATE({value // 10000},{value // 100 % 100},{value % 100})"
        return self._if(flag, text)

    def _status(self, part: Part) -> str:
        text = '""'
        for flag, status in reversed(part.standing.statuses):
            text = self._if(flag, self._word(STATUSES[status].said()), text)
        error = self._word(STATUSES["error"].said())
        return self._guarded(self._if(part.standing.present, text), error)

    def _told(self, part: Part, text: str) -> str:
        """A field's formula, empty where there is no such finding."""
        return self._guarded(self._if(part.standing.present, text))

    def _guarded(self, text: str, otherwise: str = '""') -> str:
        """``text``, but ``otherwise`` where a cell of the row cannot be read."""
        return f"IF({self._bad},{otherwise},{text})" if self._bad else text
