"""The names that a rule uses: inputs and their options, provisions, readings, assumptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from ...inputs import BUILT_IN
from ...quantity import exact
from ..format.source import Where
from ..format.suggestions import accepted
from .brackets import check_rows
from .declarations import Declared
from .fractions import fraction_in
from .rule_data import Node, is_number, node_of

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

    def check(self, node: Node) -> None:
        """Everything that can be said of a node by itself."""
        check = getattr(self, "_" + node.key.replace("-", "_"), None)
        if check is not None:
            check(node.body, node.path)

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

    def _input(self, body: str, path: Where) -> None:
        self._of_kind(body, path, "number", "date")

    def _ref(self, body: str, path: Where) -> None:
        self.provision(body, path)

    def _case(self, body: Any, path: Where) -> None:
        name = body["of"]
        if self._of_kind(name, (*path, "of"), "category"):
            for option in body["is"]:
                self.option(name, option, (*path, "is", option))

    def _is(self, body: Any, path: Where) -> None:
        if self._of_kind(body["of"], (*path, "of"), "category", "set"):
            for index, option in enumerate(body["in"]):
                self.option(body["of"], option, (*path, "in", index))

    def _rank(self, body: Any, path: Where) -> None:
        if self._of_kind(body["of"], (*path, "of"), "category") and body.get("option"):
            self.option(body["of"], body["option"], (*path, "option"))

    def _count(self, body: Any, path: Where) -> None:
        if self._of_kind(body["of"], (*path, "of"), "sequence"):
            self.option(body["of"], body["value"], (*path, "value"))

    _run = _count

    def _readings(self, body: Any, path: Where) -> None:
        if self.declared("readings", body["of"], (*path, "of"), "读法", "reading"):
            self.point_options(body["of"], body["is"], (*path, "is"))

    def _assume(self, body: Any, path: Where) -> None:
        self.declared("assumptions", body["name"], (*path, "name"), "假定", "assumption")

    # Figures

    def _between(self, body: Any, path: Where) -> None:
        low, high = body
        numbers = [one for one in body if is_number(one)]
        if len(numbers) == 2 and exact(low) > exact(high):
            self._add(
                path,
                f"范围的下端 {low} 大于上端 {high}；小的写在前面",
                f"the range begins with {low} and ends with {high}; the lower number comes first",
            )

    def _divisor(self, divisor: Any, path: Where) -> None:
        ends = [divisor] if isinstance(divisor, str) else divisor["between"]
        if isinstance(divisor, dict):
            self._between(ends, (*path, "between"))
        if any(exact(end) == 0 for end in ends):
            self._add(path, "不能除以 0", "nothing can be divided by 0")

    def _divide(self, body: Any, path: Where) -> None:
        self._divisor(body["by"], (*path, "by"))

    def _steps(self, body: Any, path: Where) -> None:
        self._divisor(body["every"], (*path, "every"))

    def _rate(self, body: Any, path: Where) -> None:
        self._divisor(body["per"], (*path, "per"))

    def _round(self, body: Any, path: Where) -> None:
        self._divisor(body["to"], (*path, "to"))

    def _share(self, body: Any, path: Where) -> None:
        parts = body["parts"]
        whole = sum((exact(part) for part in parts.values()), Fraction(0))
        if whole != 1:
            self._add(
                (*path, "parts"),
                f"各部分合计是 {whole}，应为 1（100%）",
                f"the parts add up to {whole}; they must make 1 (100%)",
            )
        if body["take"] not in parts:
            hint = accepted(body["take"], parts)
            self._add(
                (*path, "take"),
                f"没有叫 {body['take']} 的部分{hint.zh}",
                f"no part is called {body['take']!r}{hint.en}",
            )

    def _brackets(self, body: Any, path: Where) -> None:
        of = node_of(body["of"], (*path, "of"))
        whole = fraction_in(of, self._names.inputs, self._names.units) is None
        spec = self._names.inputs.get(of.body) if of.key == "input" else None
        ends = (
            (spec.least, spec.greatest) if spec and spec.kind == "number" else (Fraction(0), None)
        )
        check_rows(body, path, ends, whole, self._add)
