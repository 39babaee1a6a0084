"""Validation: every mistake in a policy file is told with its line, its field and a way out."""

from __future__ import annotations

import random
import re
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import in_lang, shequ
from shequ_calc.library.checks.many_files import check_files
from shequ_calc.library.checks.validate import validate
from shequ_calc.library.format.file_content import SIZE_LIMIT, content_of, text_of
from shequ_calc.library.format.problems import PROBLEM_LIMIT, PolicyProblems, Problem
from shequ_calc.library.format.source import parse
from shequ_calc.library.shelf.build import build_policy
from shequ_calc.library.shelf.files import shipped_dir
from shequ_calc.library.shelf.load import load_policy

pytestmark = pytest.mark.whole_shelf

BROKEN = sorted((Path(__file__).parents[1] / "broken").glob("*.yaml"))
SHIPPED = sorted(shipped_dir().rglob("*.yaml"))
CHINESE = re.compile("[一-鿿]")
VALID = """\
place: "320500"
label: {zh: 测试市城市社区, en: "Test city: urban communities"}
documents:
  rules: {title: 意见, issuer: 民政局, kind: norm, issued: 2021-03-01, in-force: 2021}
provisions:
"""


def provision(
    rule: str,
    key: str = "asked",
    *,
    unit: str = "person",
    scope: str = "community",
    period: str = "",
    more: str = "",
) -> str:
    """A provision of a made-up file, its rule as YAML."""
    head = f"""\
{key}:
  label: {{zh: 所问, en: what is asked}}
  questions: [staffing]
  force: must
  unit: {unit}
  scope: {scope}
  cite: [{{document: rules, clause: 一, phrase: 5人}}]
"""
    head += f"  period: {period}\n" if period else ""
    head += f"  rule:\n{indent(rule, '    ')}\n" if rule else ""
    return indent(head + indent(more, "  "), "  ")


STAFF = provision("5", "staff")
PAY = provision("60000", "pay", unit="yuan", scope="person", period="year")
ALLOWANCE = provision("200", "allowance", unit="yuan", scope="person", period="month")
FUNDS = provision("50000", "funds", unit="yuan", period="year")


def problems(text: str, **known: object) -> list[Problem]:
    """What is wrong with a file; what is right must build, too."""
    try:
        data = validate(parse(text, "made-up.yaml"), **known)  # type: ignore[arg-type]
    except PolicyProblems as err:
        return err.problems
    build_policy(data, "made-up", "made-up.yaml", "")
    return []


def told(text: str, **known: object) -> str:
    return "\n".join(in_lang("en", problem.text) for problem in problems(text, **known))


# One mistake each


def test_there_is_a_file_for_each_kind_of_mistake() -> None:
    assert len(BROKEN) >= 45


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_told_of_where_it_is_broken(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    line, *words = lines[0].removeprefix("# expect: ").split(" | ")
    with pytest.raises(PolicyProblems) as raised:
        load_policy(path)
    (problem,) = raised.value.problems
    said = in_lang("zh", problem.text) + in_lang("en", problem.text)
    assert words
    assert [word for word in words if word not in said] == []
    assert f"line {problem.line}" == line
    assert problem.quote == lines[problem.line - 1].rstrip()[:160] or path.stem == "file-empty"
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    assert in_lang("zh", problem.text).startswith(f"{path}:{problem.line}:{problem.column}: ")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_both_languages_are_spoken(path: Path) -> None:
    with pytest.raises(PolicyProblems) as raised:
        load_policy(path)
    for problem in raised.value.problems:
        zh, en = (
            in_lang("zh", problem.text).split("\n")[0],
            in_lang("en", problem.text).split("\n")[0],
        )
        assert CHINESE.search(zh.partition(": ")[2])
        assert zh != en
        # Chinese in an English message is only what the file itself, or a place, is called.
        said = re.sub(r"['\"{:].*", "", en.rpartition(f"{problem.path}: ")[2])
        assert not CHINESE.search(said)


# Whole files


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_files_are_valid(path: Path) -> None:
    others = [one for one in SHIPPED if one != path]
    assert check_files([path], others).problems == ((path, ()),)


def test_everything_is_told_in_one_run() -> None:
    text = VALID + provision("{flor: 5}", more="scop: x\n") + provision("{ref: staf}", "other")
    text += provision("{between: [9, 3]}", "third") + STAFF.replace("unit: person", "unit: persn")
    found = problems(text)
    fields = [problem.path for problem in found]
    assert fields == sorted(fields, key=lambda field: [p.line for p in found if p.path == field])
    assert set(fields) == {
        "provisions.asked.rule",
        "provisions.asked.scop",
        "provisions.other.rule.ref",
        "provisions.third.rule.between",
        "provisions.staff.unit",
    }


def test_a_misspelt_key_is_told_once_and_not_as_missing_too() -> None:
    (problem,) = problems(VALID + STAFF.replace("scope:", "scop:"))
    assert problem.path == "provisions.staff.scop"


def test_a_mention_of_an_entry_that_is_itself_wrong_is_no_second_mistake() -> None:
    text = VALID + STAFF.replace("force: must", "force: shall") + provision("{ref: staff}")
    assert [problem.path for problem in problems(text)] == ["provisions.staff.force"]


# What is no policy at all


def refusal(content: bytes) -> str:
    with pytest.raises(PolicyProblems) as raised:
        validate(parse(text_of(content, "f.yaml"), "f.yaml"))
    return in_lang("en", raised.value.text)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "f.yaml:1:1: the file is empty"),
        (b"# nothing here\n\n", "the file is empty"),
        (b"---\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8 text"),
        ("place: 苏州\n".encode("gbk"), "not UTF-8 text"),
        ("place: x\n".encode("utf-16"), "not UTF-8 text"),
        (b"place: x\nlabel: \x00\n", "f.yaml:2:8: not a text file"),
        (b"PK\x03\x04", "the control character U+0003"),
        (b"just words", "a mapping (key: value) belongs here"),
        (b"{" * 100_000, "a key must be a plain word"),
        (b"[" * 100_000, "nested more than 60 levels deep"),
        (b"- " * 100_000, "nested more than 60 levels deep"),
        (b"a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "anchors and aliases (&a)"),
    ],
    ids=range(13),
)
def test_what_is_no_policy_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_file_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(PolicyProblems, match=r"the file has 100,000,000 bytes") as raised:
        load_policy(path)
    assert "字节" in in_lang("zh", raised.value.text)
    path.write_bytes(b"#" * SIZE_LIMIT)
    assert len(content_of(path)) == SIZE_LIMIT


def test_a_file_full_of_mistakes_is_told_of_within_reason() -> None:
    text = VALID + "".join(provision(f"{{ref: none-{n}}}", f"p{n}") for n in range(500))
    assert len(problems(text)) == PROBLEM_LIMIT


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_random_bytes_are_refused_in_words(content: bytes) -> None:
    assert refusal(content).startswith("f.yaml:")


@given(st.text(alphabet="{}[]:,-?!&*'\"|>%@` \n\tab#1<.", max_size=60))
@settings(max_examples=150, deadline=None)
def test_random_signs_are_refused_in_words(text: str) -> None:
    assert refusal(text.encode()).startswith("f.yaml:")


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_policy_damaged_at_random_is_valid_or_told_of(chance: random.Random) -> None:
    lines = chance.choice([*SHIPPED, *BROKEN]).read_text(encoding="utf-8").split("\n")
    for _ in range(3):
        index = chance.randrange(len(lines))
        match chance.randrange(3):
            case 0:
                lines[index] = ""
            case 1:
                lines.insert(index, chance.choice(lines))
            case 2:
                sign, other = chance.choice("{}[],:-"), chance.choice(["", "{", ": ", "5"])
                lines[index] = lines[index].replace(sign, other, 1)
    # Whatever is not refused must build: `problems` builds it.
    for problem in problems("\n".join(lines)):
        assert in_lang("zh", problem.text)


# Units: what agrees is let through


@pytest.mark.parametrize(
    ("rule", "unit", "scope", "period"),
    [
        ("{multiply: [{ref: staff}, {ref: pay}]}", "yuan", "community", "year"),
        ("{multiply: [{ref: pay}, {ref: staff}]}", "yuan", "community", "year"),
        ("{multiply: [12, {ref: allowance}]}", "yuan", "person", "year"),
        ("{multiply: [12, {ref: staff}, {ref: allowance}]}", "yuan", "community", "year"),
        ("{multiply: [12, 800, {ref: staff}]}", "yuan", "community", "year"),
        ("{multiply: [5, {ref: pay}]}", "yuan", "community", "year"),
        ("{divide: {of: {ref: pay}, by: 12}}", "yuan", "person", "month"),
        ("{divide: {of: {ref: pay}, by: 4}}", "yuan", "person", "quarter"),
        ("{multiply: [3, {ref: allowance}]}", "yuan", "person", "quarter"),
        ("{divide: {of: {ref: funds}, by: 8}}", "yuan", "person", "year"),
        ("{multiply: [20%, {ref: funds}]}", "yuan", "community", "year"),
        ("{sum: [30000, {multiply: [20, households]}]}", "yuan", "community", "year"),
        ("{rate: {of: households, each: 5000, per: 1000}}", "yuan", "community", "year"),
        ("{rate: {of: population, each: 3, per: 1000, round: up}}", "person", "community", ""),
        ("{higher-of: [average-wage, {ref: pay}]}", "yuan", "person", "year"),
        ("{multiply: [1.2, disposable-income]}", "yuan", "person", "year"),
        ("{multiply: [posts, average-wage]}", "yuan", "community", "year"),
        ("{multiply: [2, households]}", "person", "community", ""),
        ("{minus: [{ref: staff}, 1]}", "person", "community", ""),
        ("{minus: [{rank: {of: education}}, 1]}", "level", "person", ""),
        ("{round: {of: {multiply: [60%, posts]}, way: up}}", "person", "community", ""),
        ("{round: {of: {divide: {of: households, by: 300}}, way: down}}", "grid", "community", ""),
        ("{when: {if: {more-than: [households, 3000]}, then: 5, else: {ref: staff}}}",
         "person", "community", ""),
        ("{case: {of: post, is: {chief: 1.2}, otherwise: 1}}", "ratio", "person", ""),
    ],
)  # fmt: skip
def test_units_that_agree_are_let_through(rule: str, unit: str, scope: str, period: str) -> None:
    asked = provision(rule, unit=unit, scope=scope, period=period)
    assert told(VALID + STAFF + PAY + ALLOWANCE + FUNDS + asked) == ""


@pytest.mark.parametrize(
    ("rule", "unit", "scope", "period", "words"),
    [
        ("{multiply: [population, {ref: pay}]}", "yuan", "person", "year",
         "the provision asks for yuan per person"),
        ("{divide: {of: {ref: pay}, by: 4}}", "yuan", "person", "month", "a quarter or a year"),
        ("{divide: {of: {ref: pay}, by: 12}}", "yuan", "community", "year", "yuan per person"),
        ("{multiply: [{ref: pay}, average-wage]}", "yuan", "person", "year", "cannot be multipl"),
        ("{multiply: [{ref: staff}, {ref: staff}]}", "person", "community", "", "persons"),
        ("{between: [{ref: staff}, households]}", "person", "community", "", "ends of a range"),
        ("{known: [posts, households]}", "person", "community", "", "stands in for one another"),
        ("{minus: [households, {ref: staff}]}", "household", "community", "", "a difference"),
        ("{case: {of: post, is: {chief: households}, otherwise: posts}}", "person", "community",
         "", "the cases must agree"),
        ("{multiply: [20%, households]}", "yuan", "community", "year", "this gives households"),
        ("{multiply: [1.5, posts]}", "person", "community", "", "name the rounding"),
        ("{sum: [{ref: staff}, 0.5]}", "person", "community", "", "name the rounding"),
    ],
)  # fmt: skip
def test_units_that_do_not_agree_are_told_of(
    rule: str, unit: str, scope: str, period: str, words: str
) -> None:
    asked = provision(rule, unit=unit, scope=scope, period=period)
    assert words in told(VALID + STAFF + PAY + ALLOWANCE + FUNDS + asked)


def test_a_view_may_take_its_own_provision_as_it_is_for_another_scope() -> None:
    view = "views:\n  all: {questions: [budget], scope: community, rule: {ref: REF}}\n"
    own = provision(
        "60000", "own", unit="yuan", scope="person", period="year", more=view.replace("REF", "own")
    )
    other = own.replace("ref: own", "ref: pay")
    assert told(VALID + own) == ""
    assert "this gives yuan per person" in told(VALID + PAY + other)


# Tables, versions, shares: what is right is let through


@pytest.mark.parametrize(
    "table",
    [
        "{of: households, rows: [{to: 1000, is: 5}, {from: 1001, is: 8}]}",
        "{of: households, rows: [{to: 9, is: 5}, {over: 9, to: 20, is: 6}, {over: 20, is: 8}]}",
        "{of: households, rows: [{from: 1, below: 1000, is: 5}, {from: 1000, is: 8}]}",
        "{of: households, shared-edges: readings, rows: [{to: 1000, is: 5}, {from: 1000, is: 8}]}",
        "{of: households, gaps: no-amount, rows: [{to: 9, is: 5}, {from: 20, to: 30, is: 8}]}",
        "{of: average-wage, rows: [{to: 50000, is: 5}, {over: 50000, is: 8}]}",
        "{of: {ref: staff}, rows: [{to: 4, is: 5}, {from: 5, is: 8}]}",
        "{of: {steps: {of: households, every: 300}}, rows: [{to: 4, is: 5}, {from: 5, is: 8}]}",
    ],
)  # fmt: skip
def test_tables_without_gaps_and_overlaps_are_let_through(table: str) -> None:
    assert told(VALID + STAFF + provision(f"{{brackets: {table}}}")) == ""


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("{of: average-wage, rows: [{to: 50000, is: 5}, {from: 50001, is: 8}]}", "a gap after"),
        ("{of: average-wage, rows: [{below: 50000, is: 5}, {over: 50000, is: 8}]}", "a gap after"),
        ("{of: households, rows: [{to: 1000, is: 5}, {from: 1000.5, is: 8}]}", ""),
        ("{of: households, rows: [{to: 1000, is: 5}, {from: 999.5, is: 8}]}", "overlaps"),
        ("{of: households, gaps: no-amount, rows: [{to: 9, is: 5}, {from: 8, is: 8}]}", "overlaps"),
    ],
)
def test_between_whole_numbers_there_is_no_gap(table: str, words: str) -> None:
    found = told(VALID + provision(f"{{brackets: {table}}}"))
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        ("{until: 2017, rule: 5}, {from: 2017, rule: 6}", ""),
        ("{until: 2017-06, rule: 5}, {from: 2017, rule: 6}", ""),
        ("{until: 2017-06-30, rule: 5}, {from: 2017-07-01, rule: 6}", ""),
        ("{until: 2015, rule: 5}, {from: 2017, rule: 6}", ""),
        ("{until: 2017-06-30, rule: 5}, {from: 2017-06-30, rule: 6}", "overlaps"),
        ("{until: 2018-01, rule: 5}, {from: 2017, rule: 6}", "overlaps"),
        ("{until: 2017, rule: 5}, {until: 2019, rule: 6}", "a later version needs from"),
    ],
)
def test_versions_may_overlap_only_where_the_date_is_open(versions: str, words: str) -> None:
    found = told(VALID + provision("", more=f"versions: [{versions}]\n"))
    assert words in found
    assert bool(found) == bool(words)


# Other policies


def test_a_provision_of_another_policy_is_judged_where_that_policy_is_at_hand() -> None:
    text = VALID + provision("{ref: jiangsu/staf}", more="replaces: jiangsu/staf\n")
    assert told(text) == ""
    assert told(text, known={"zhejiang/staff"}) == ""
    found = told(text, known={"jiangsu/staff", "zhejiang/staf"})
    assert found.count("the policy jiangsu has no provision 'jiangsu/staf'") == 2
    assert "did you mean jiangsu/staff?" in found


def test_a_file_that_extends_another_may_use_what_that_one_declares() -> None:
    base = validate(parse(VALID + STAFF, "base.yaml"))
    text = VALID.replace("documents:", "extends: base\ndocuments:") + provision("{ref: staff}")
    text = text[: text.index("documents:")] + text[text.index("provisions:") :]
    assert told(text) == ""
    assert told(text, base=base) == ""
    assert "no provision 'staf'" in told(text.replace("ref: staff", "ref: staf"), base=base)
    households = text.replace("unit: person", "unit: household")
    assert "this gives persons, the provision asks for households" in told(households, base=base)


def test_a_circle_may_close_through_the_policy_extended() -> None:
    base = validate(parse(VALID + STAFF + provision("{ref: staff}", "first"), "base.yaml"))
    text = VALID.replace("documents:", "extends: base\ndocuments:")
    text += provision("{sum: [1, {ref: first}]}", "staff")
    assert "a circle: staff → first → staff" in told(text, base=base)


def test_files_are_held_against_one_another(tmp_path: Path) -> None:
    base, own, lost = (tmp_path / f"{name}.yaml" for name in ("base", "own", "lost"))
    base.write_text(VALID + STAFF, encoding="utf-8")
    extends = VALID.replace("documents:", "extends: base\ndocuments:")
    own.write_text(extends + provision("{ref: staf}"), encoding="utf-8")
    lost.write_text(extends.replace("base", "bases") + STAFF, encoding="utf-8")
    found = dict(check_files([own, lost], [base]).problems)
    assert "did you mean staff?" in in_lang("en", found[own][0].text)
    assert "there is no policy 'bases'; accepted: " in found[lost][0].text()
    assert "; did you mean base?" in found[lost][0].text()
    assert len(found[own]) == len(found[lost]) == 1


# The command


def test_the_command_lists_every_problem_and_exits_1(tmp_path: Path) -> None:
    path = tmp_path / "made-up.yaml"
    path.write_text(VALID + STAFF.replace("person", "persn"), encoding="utf-8")
    run = shequ("policy", "validate", str(path))
    assert run.code == 1
    assert f"{path}:10:11: provisions.staff.unit: unknown word 'persn'" in run.out
    assert "\n    unit: persn\n" in run.out
    chinese = shequ("policy", "validate", "--lang", "zh", str(path))
    assert "不认识 'persn'；可用：" in chinese.out
    assert "是否指 person？" in chinese.out


def test_the_command_finds_nothing_in_what_is_shipped() -> None:
    run = shequ("policy", "validate")
    assert (run.code, run.out) == (0, "")
    assert f"{len(SHIPPED)} files, 0 problems" in run.err
