"""What needs more than one place of a file at once: names, units, tables, versions, circles.

The checks walk over the nodes, which know their place in the file; each small module knows one
kind of mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any

from ...policy import PERIODS, Provision, View
from ...quantity import UNITS, Label, exact, number_text
from ...rules.nodes import NoAmount, Ref, descend
from ..format.problems import PROBLEM_LIMIT, Problem
from ..format.source import Source, Where
from .cases import check_case
from .circles import circles
from .declarations import Declared, declared_in
from .extent import Extent
from .fractions import fraction_in
from .place_codes import code_problem
from .references import References
from .stated import Stated, rules_of
from .units import Dims, declared
from .versions import check_versions

__all__ = ["consistency_problems"]

Data = Mapping[str, Any]
_UNUSED = {
    "documents": ("没有条款引用这个文件", "no provision cites this document"),
    "readings": ("没有规则用到这个读法，也没有列在 points 里", "nothing uses this reading"),
    "assumptions": ("没有规则用到这个假定", "no rule uses this assumption"),
    "inputs": ("没有规则用到这个输入项", "no rule uses this input"),
}  # fmt: skip


def consistency_problems(
    data: Data,
    source: Source,
    known: Collection[str] | None = None,
    base: Data | None = None,
    *,
    unused: bool = True,
) -> list[Problem]:
    """Everything wrong between the parts of a file whose shape is right.

    ``known``, ``base`` and ``unused`` are as for :func:`.validate.validate`.
    """
    check = _Check(data, source, known, base)
    with suppress(_Enough):
        check.run(unused)
    return check.problems


class _Enough(Exception):
    """There are more problems than anyone reads."""


class _Check:
    def __init__(
        self, data: Data, source: Source, known: Collection[str] | None, base: Data | None
    ) -> None:
        self.data = data
        self.source = source
        self.base: Data = base or {}
        self.names: Declared = declared_in(data, source, known, base)
        self.problems: list[Problem] = []
        self.references = References(self.names, self.add)

    def add(self, path: Where, zh: str, en: str, *, key: bool = False) -> None:
        self.problems.append(self.source.problem(path, Label(zh, en), key=key))
        if len(self.problems) >= PROBLEM_LIMIT:
            raise _Enough

    def run(self, unused: bool) -> None:
        self.place(self.data["place"], ("place",))
        for name, body in self.data["inputs"].items():
            self.input(name, body)
        stated = {
            key: list(rules_of(self.names.provisions[key])) for key in self.data["provisions"]
        }
        for key, body in self.data["provisions"].items():
            self.provision(key, body)
            for one in stated[key]:
                for node in descend(one.rule):
                    self.references.check(node)
        self.units(stated)
        if not self.circles():
            extent = Extent(self.names, self.add)
            for rules in stated.values():
                for one in rules:
                    extent.check(one)
        for index, case in enumerate(self.data["cases"]):
            check_case(case, ("cases", index), self.names, self.references, self.add)
        if unused:
            self.unused()

    # Places and inputs

    def place(self, code: str, path: Where) -> None:
        wrong = code_problem(code)
        if wrong:
            self.add(path, *wrong)

    def input(self, name: str, body: Data) -> None:
        from ...inputs import BUILT_IN

        path: Where = ("inputs", name)
        spec, written = self.names.inputs[name], self.source.data["inputs"][name]
        for field in ("kind", "unit"):
            base = getattr(BUILT_IN[name], field) if name in BUILT_IN else ""
            if name in BUILT_IN and field in written and written[field] != base:
                self.add(
                    (*path, field),
                    f"{name} 是已有的输入项，{field} 不能改；请另取标识",
                    f"{name} is a built-in input, whose {field} stays {base or 'none'}; "
                    "choose another id",
                )
        if spec.kind in ("category", "set", "sequence"):
            self._options(name, body, path)
        elif body["options"]:
            zh = "日期" if spec.kind == "date" else "数"
            self.add(
                (*path, "options"),
                f"{name} 是{zh}，没有选项；请写 kind: category",
                f"{name} is a {spec.kind} and has no options; write kind: category",
            )
        elif spec.kind == "number" and spec.least > spec.greatest:
            least, greatest = number_text(spec.least), number_text(spec.greatest)
            self.add(
                (*path, "greatest" if "greatest" in body else "least"),
                f"最小值 {least} 大于最大值 {greatest}",
                f"the least value {least} is above the greatest, {greatest}",
            )
        for code, value in body["by-place"].items():
            at = (*path, "by-place", code)
            self.place(code, at)
            if isinstance(value, str):
                self.references.option(name, value, at)
                continue
            point = value["readings"]
            if self.references.declared("readings", point, (*at, "readings"), "读法", "reading"):
                self.references.point_options(point, value["is"], (*at, "is"))
            for reading, option in value["is"].items():
                self.references.option(name, option, (*at, "is", reading))

    def _options(self, name: str, body: Data, path: Where) -> None:
        if not self.names.inputs[name].options:
            self.add(
                path,
                f"{name} 要写 options：有哪些选项",
                f"{name} needs options: what it can be",
            )
        seen: set[str] = set()
        for index, option in enumerate(body["options"]):
            if option["id"] in seen:
                self.add(
                    (*path, "options", index, "id"),
                    f"选项 {option['id']} 写了两次",
                    f"the option {option['id']!r} stands twice",
                )
            seen.add(option["id"])

    # Provisions

    def provision(self, key: str, body: Data) -> None:
        path: Where = ("provisions", key)
        self._citations(body["cite"], (*path, "cite"))
        for index, version in enumerate(body["versions"]):
            self._citations(version["cite"], (*path, "versions", index, "cite"))
        check_versions(body["versions"], (*path, "versions"), self.add)
        for field in ("part-of", "on-top-of"):
            if body.get(field):
                self._other(key, body[field], (*path, field))
        for index, old in enumerate(body["replaces"]):
            self._other(key, old, (*path, "replaces", index))
        for index, point in enumerate(body["points"]):
            self.references.declared("readings", point, (*path, "points", index), "读法", "reading")
        self._payers(body["payers"], (*path, "payers"))
        self._bare(self.names.provisions[key], path)

    def _bare(self, provision: Provision, path: Where) -> None:
        """What a provision cannot do without for what it is: a yearly total leaves out money of
        no period, and a line of a check that is held against nothing is never decided."""
        if provision.unit == "yuan" and not provision.period and _counts(provision):
            self.add(
                path,
                "金额要写 period：" + "、".join(PERIODS) + "；一次性的写 period: once",
                f"money needs a period: {', '.join(PERIODS)}; what is paid once, period: once",
                key=True,
            )
        lines: list[tuple[Provision | View, Where]] = [(provision, path)]
        lines += [(view, (*path, "views", view.id)) for view in provision.views]
        for one, at in lines:
            if "check" in one.questions and one.role == "line" and one.actual is None:
                self.add(
                    at,
                    "回答 check 的条款要写 actual：拿什么来核对，多为输入项的标识；"
                    "只供参考的写 role: reference",
                    "a line of check needs actual: what is held against the rule, mostly the id "
                    "of an input; what is only shown has role: reference",
                    key=True,
                )
        flat = next((i for i, one in enumerate(provision.payers) if one.amount is not None), None)
        for view, at in lines[1:]:
            other = (view.period, view.scope) != (provision.period, provision.scope)
            if flat is not None and other and "budget" in view.questions:
                self.add(
                    at,
                    f"payers[{flat}] 的 amount 是条款自己期间、范围的金额，"
                    "不能用于另一期间、范围的经费；改写 share，或把这一视图另立为条款",
                    f"the amount of payers[{flat}] is for the provision's own period and scope, "
                    "not for a budget of another; write a share, or a provision, not a view",
                    key=True,
                )

    def _citations(self, cites: list[Data], path: Where) -> None:
        for index, cite in enumerate(cites):
            at = (*path, index, "document")
            self.references.declared("documents", cite["document"], at, "文件", "document")

    def _other(self, key: str, reference: str, path: Where) -> None:
        own = self.names.own(reference)
        if "replaces" in path and own:
            self.add(
                path,
                f"replaces 写的是上级地方的条款，形如 yunnan/{own}；这里的 {own} 是本文件的",
                f"replaces names a provision of a higher place, as yunnan/{own}; "
                f"{own!r} is this file's own",
            )
        elif own == key:
            self.add(path, f"{key} 指向自己", f"{key!r} refers to itself")
        else:
            self.references.provision(reference, path)

    def _payers(self, payers: list[Data], path: Where) -> None:
        rest = [
            index
            for index, payer in enumerate(payers)
            if payer.get("share") is None and payer.get("amount") is None
        ]
        if len(rest) > 1:
            self.add(
                (*path, rest[1]),
                "承担其余部分的只能有一方；请给这一方写 share 或 amount",
                "only one payer can bear the rest; give this one a share or an amount",
            )
        whole = sum((exact(payer["share"]) for payer in payers if payer.get("share")), Fraction(0))
        if whole > 1:
            self.add(
                path, f"各方比例合计 {whole}，超过 1", f"the shares add up to {whole}, above 1"
            )
        elif whole == 1 and rest:
            self.add(
                (*path, rest[0]),
                "各方比例合计已是 1，这一方没有可承担的",
                "the shares already add up to 1; nothing is left for this payer",
            )
        for index, payer in enumerate(payers):
            if payer.get("assume"):
                at = (*path, index, "assume")
                self.references.declared("assumptions", payer["assume"], at, "假定", "assumption")

    # Between provisions

    def units(self, stated: Mapping[str, list[Stated]]) -> None:
        units = self.names.units
        dims = {
            one.id: declared(one.unit, one.scope, one.period)
            for one in self.names.provisions.values()
        }
        checker = Dims(
            self.names.inputs, dims, self.source, lambda path, label: self.add(path, *label)
        )
        for rules in stated.values():
            for one in rules:
                checker.check(one)
                if UNITS[one.unit].grain != 1:
                    continue
                where = fraction_in(one.rule, self.names.inputs, units)
                if where is not None:
                    unit = UNITS[one.unit]
                    self.add(
                        where,
                        f"{unit.zh.removeprefix('个') or '日期'}要是整数，这里可能有小数；"
                        "请写明取整方式 round: down、up、nearest、inward 或 outward",
                        f"{unit.en or 'dates'} come whole, and this can give a fraction; name the "
                        "rounding: down, up, nearest, inward or outward",
                    )

    def circles(self) -> bool:
        """Whether provisions go in circles: by their rules, or by what they are part of."""
        # What this file puts over the one it extends may close a circle through that one.
        rules = {
            key: [
                self.names.own(node.provision)
                for version in provision.versions
                for node in descend(version.rule)
                if isinstance(node, Ref)
            ]
            for key, provision in self.names.provisions.items()
        }
        found = list(circles(rules))
        for circle in found:
            self._circle(circle)
        for field in ("part-of", "on-top-of"):
            edges = {
                key: [self.names.own(body[field])] if body.get(field) else []
                for key, body in self.data["provisions"].items()
            }
            for circle in circles(edges):
                if len(circle) > 2:
                    self._circle(circle, field)
        return bool(found)

    def _circle(self, circle: tuple[str, ...], field: str = "") -> None:
        shown = " → ".join(circle)
        path: Where = ("provisions", circle[-2], field) if field else ("provisions", circle[-2])
        self.add(
            path,
            f"条款互相引用成了圈：{shown}",
            f"provisions go in a circle: {shown}",
            key=not field,
        )

    def unused(self) -> None:
        from ...inputs import BUILT_IN

        for section, (zh, en) in _UNUSED.items():
            elsewhere = {*self.base.get(section, ()), *(BUILT_IN if section == "inputs" else ())}
            for name in self.data[section]:
                if name not in self.names.used[section] and name not in elsewhere:
                    self.add((section, name), zh, en, key=True)


def _counts(provision: Provision) -> bool:
    """Whether a version of a provision gives a figure."""
    return any(not isinstance(version.rule, NoAmount) for version in provision.versions)
