"""The names that a rule uses: inputs and their options, provisions, readings, assumptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import cast

from ...inputs import BUILT_IN
from ...quantity import number_text
from ...rules import nodes as r
from ..format.source import Where
from ..format.suggestions import accepted
from .brackets import check_rows
from .declarations import Declared
from .fractions import fraction_in

__all__ = ["Add", "References"]

Add = Callable[[Where, str, str], None]
_KINDS = {
    "number": ("数", "a number"),
    "category": ("类别", "a category"),
    "set": ("多选类别", "a set of options"),
    "sequence": ("逐期类别", "a sequence"),
    "date": ("日期", "a date"),
}


class References:
    """Checks the names and the figures of one node at a time; what is used is noted."""

    def __init__(self, names: Declared, add: Add) -> None:
        self._names = names
        self._add = add

    def check(self, node: r.Node) -> None:
        """Everything that can be said of a node by itself."""
        check = _CHECKS.get(type(node))
        if check is not None:
            cast("Callable[[References, r.Node], None]", check)(self, node)

    # Names

    def declared(self, section: str, name: str, path: Where, zh: str, en: str) -> bool:
        """Whether ``name`` is declared in a section; a problem where it is not."""
        self._names.used[section].add(name)
        known = self._names.names[section]
        if name in known or not self._names.judged:
            return name in known
        hint = accepted(name, known)
        self._add(path, f"没有声明{zh} {name}{hint.zh}", f"no {en} {name!r} is declared{hint.en}")
        return False

    def provision(self, reference: str, path: Where) -> None:
        """A provision of this file, or of another policy that is at hand."""
        key = self._names.own(reference)
        if key:
            self._own_provision(key, path)
            return
        policy = reference.partition("/")[0]
        there = self._names.others(policy)
        if there and reference not in there:
            hint = accepted(reference, there)
            self._add(
                path,
                f"政策 {policy} 没有条款 {reference}{hint.zh}",
                f"the policy {policy} has no provision {reference!r}{hint.en}",
            )

    def _own_provision(self, key: str, path: Where) -> None:
        known = self._names.names["provisions"]
        if key in known or not self._names.judged:
            return
        if path[-1] == "ref" and key in self._input_names():
            self._add(
                path,
                f"{key} 是输入项，不是条款；请直接写 {key}",
                f"{key!r} is an input and no provision; write it bare: {key}",
            )
            return
        hint = accepted(key, known)
        self._add(path, f"没有条款 {key}{hint.zh}", f"no provision {key!r}{hint.en}")

    def _input_names(self) -> list[str]:
        return [*self._names.names["inputs"], *BUILT_IN]

    def input_known(self, name: str, path: Where) -> bool:
        """Whether an input is declared or built in; a problem where it is neither."""
        self._names.used["inputs"].add(name)
        if name in self._input_names():
            return True
        if self._names.judged:
            hint = accepted(name, self._input_names())
            zh, en = f"没有输入项 {name}{hint.zh}", f"no input {name!r}{hint.en}"
            if name in self._names.names["provisions"]:
                zh = f"{name} 是条款，不是输入项；请写 {{ref: {name}}}"
                en = f"{name!r} is a provision and no input; write {{ref: {name}}}"
            self._add(path, zh, en)
        return False

    def _of_kind(self, name: str, path: Where, *kinds: str) -> bool:
        if not self.input_known(name, path) or name not in self._names.inputs:
            return False
        kind = self._names.inputs[name].kind
        if kind in kinds:
            return True
        has, wanted = _KINDS[kind], _KINDS[kinds[0]]
        self._add(
            path,
            f"输入项 {name} 是{has[0]}，这里要用{wanted[0]}",
            f"the input {name!r} is {has[1]}; {wanted[1]} belongs here",
        )
        return False

    def option(self, name: str, option: str, path: Where) -> None:
        """Whether ``option`` is one of an input's."""
        spec = self._names.inputs.get(name)
        known = [one.id for one in spec.options] if spec else []
        if spec and option not in known:
            hint = accepted(option, known)
            self._add(
                path,
                f"{name} 没有选项 {option}{hint.zh}",
                f"{name} has no option {option!r}{hint.en}",
            )

    def point_options(self, point: str, options: Iterable[str], path: Where) -> None:
        """Whether the options of a reading point are all there, and no others."""
        declared = self._names.points.get(point)
        if declared is None:
            return
        given, known = list(options), list(declared["options"])
        for option in given:
            if option not in known:
                hint = accepted(option, known)
                self._add(
                    (*path, option),
                    f"读法 {point} 没有选项 {option}{hint.zh}",
                    f"the reading {point} has no option {option!r}{hint.en}",
                )
        missing = [option for option in known if option not in given]
        if missing and all(option in known for option in given):
            listed = ", ".join(missing)
            self._add(
                path,
                f"读法 {point} 的选项要写全，还缺 {listed}",
                f"every option of the reading {point} belongs here; missing: {listed}",
            )

    def _input(self, node: r.Input) -> None:
        self._of_kind(node.id, node.place, "number", "date")

    def _ref(self, node: r.Ref) -> None:
        self.provision(node.provision, node.place)

    def _options(self, node: r.Node, name: str, options: Mapping[str, Where], *kinds: str) -> None:
        if self._of_kind(name, (*node.place, "of"), *kinds):
            for option, where in options.items():
                self.option(name, option, (*node.place, *where))

    def _case(self, node: r.Case) -> None:
        options: dict[str, Where] = {option: ("is", option) for option, _ in node.cases}
        self._options(node, node.of, options, "category")

    def _is(self, node: r.IsOneOf) -> None:
        options: dict[str, Where] = {
            option: ("in", index) for index, option in enumerate(node.options)
        }
        self._options(node, node.of, options, "category", "set")

    def _rank(self, node: r.Rank) -> None:
        options: dict[str, Where] = {node.option: ("option",)} if node.option else {}
        self._options(node, node.of, options, "category")

    def _count(self, node: r.Count) -> None:
        self._options(node, node.of, {node.value: ("value",)}, "sequence")

    def _readings(self, node: r.Readings) -> None:
        point = node.doubt.partition(":")[2]
        if self.declared("readings", point, (*node.place, "of"), "读法", "reading"):
            self.point_options(point, [name for name, _ in node.options], (*node.place, "is"))

    def _assume(self, node: r.Assume) -> None:
        name = node.name.partition(":")[2]
        self.declared("assumptions", name, (*node.place, "name"), "假定", "assumption")

    # Figures

    def _between(self, node: r.Between) -> None:
        match node:
            case r.Between(r.Number(low), r.Number(high)) if low > high:
                first, last = number_text(low), number_text(high)
                self._add(
                    node.place,
                    f"范围的下端 {first} 大于上端 {last}；小的写在前面",
                    f"the range begins with {first} and ends with {last}; "
                    "the lower number comes first",
                )

    def _not_zero(self, divisors: Iterable[Fraction], path: Where) -> None:
        if not all(divisors):
            self._add(path, "不能除以 0", "nothing can be divided by 0")

    def _stated(self, divisor: r.Rule, path: Where) -> None:
        numbers = (one.value for one in r.descend(divisor) if isinstance(one, r.Number))
        self._not_zero(numbers, path)

    def _divide(self, node: r.Divide) -> None:
        self._stated(node.by, (*node.place, "by"))

    def _steps(self, node: r.Steps) -> None:
        self._stated(node.every, (*node.place, "every"))

    def _rate(self, node: r.Rate) -> None:
        self._not_zero((node.per,), (*node.place, "per"))

    def _round(self, node: r.Round) -> None:
        self._not_zero((node.to,), (*node.place, "to"))

    def _share(self, node: r.Share) -> None:
        parts = dict(node.parts)
        whole = sum(parts.values(), Fraction(0))
        if whole != 1:
            self._add(
                (*node.place, "parts"),
                f"各部分合计是 {whole}，应为 1（100%）",
                f"the parts add up to {whole}; they must make 1 (100%)",
            )
        if node.take not in parts:
            hint = accepted(node.take, parts)
            self._add(
                (*node.place, "take"),
                f"没有叫 {node.take} 的部分{hint.zh}",
                f"no part is called {node.take!r}{hint.en}",
            )

    def _brackets(self, node: r.Brackets) -> None:
        whole = fraction_in(node.of, self._names.inputs, self._names.units) is None
        spec = self._names.inputs.get(node.of.id) if isinstance(node.of, r.Input) else None
        ends = (
            (spec.least, spec.greatest) if spec and spec.kind == "number" else (Fraction(0), None)
        )
        check_rows(node, ends, whole, self._add)


_CHECKS: dict[type, object] = {
    r.Input: References._input,
    r.Ref: References._ref,
    r.Case: References._case,
    r.IsOneOf: References._is,
    r.Rank: References._rank,
    r.Count: References._count,
    r.Readings: References._readings,
    r.Assume: References._assume,
    r.Between: References._between,
    r.Divide: References._divide,
    r.Steps: References._steps,
    r.Rate: References._rate,
    r.Round: References._round,
    r.Share: References._share,
    r.Brackets: References._brackets,
}
