"""Policies held against their documents: what is proved, what is not, and where it stands."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from audited import FILES
from commands import shequ
from made_up import rule_of
from shequ_calc.library.checks.stated import rules_of
from shequ_calc.library.format.problems import PolicyProblems
from shequ_calc.library.format.rule_schema import RULE_KEYS
from shequ_calc.library.format.source import Source, parse
from shequ_calc.library.proof.clauses import Outline, cited_path
from shequ_calc.library.proof.figures import figures
from shequ_calc.library.proof.of_files import shaped
from shequ_calc.library.proof.proofs import Proof
from shequ_calc.library.proof.texts import Texts
from shequ_calc.library.proof.verify import verify
from shequ_calc.library.shelf.load import load_policy
from shequ_calc.rules import nodes as r

HERE = Path(__file__).parents[1] / "proof"
POLICY, TEXTS = HERE / "policies" / "riverside.yaml", HERE / "texts"
ORDINARY = (HERE / "policies" / "ordinary.yaml").read_text(encoding="utf-8")
RIVERSIDE = POLICY.read_text(encoding="utf-8")
SOURCES = Path(__file__).parents[3] / "shared" / "sources"

with_sources = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the five documents are not beside the project"
)


@cache
def texts(folder: Path) -> Texts:
    return Texts(folder)


def proofs(text: str, folder: Path = TEXTS) -> tuple[Proof, ...]:
    source = parse(text, "policy.yaml")
    return verify(shaped(source), source, texts(folder))


def unproved(text: str, folder: Path = TEXTS) -> list[Proof]:
    return [proof for proof in proofs(text, folder) if proof.status == "unproved"]


def changed(before: str, after: str) -> str:
    assert RIVERSIDE.count(before) == 1, before
    return RIVERSIDE.replace(before, after)


def line_of(text: str, words: str) -> int:
    (line,) = [number for number, line in enumerate(text.splitlines(), 1) if words in line]
    return line


# The made-up policy


def test_everything_is_proved_or_declared() -> None:
    found = proofs(RIVERSIDE)
    assert [proof for proof in found if proof.status == "unproved"] == []
    declared = [
        (proof.provision, proof.text, proof.by)
        for proof in found
        if proof.status == "declared" and isinstance(proof.by, str)
    ]
    assert declared == [
        ("posts", "12", "readings base-above-2000: top"),
        ("transfer", "2035-03-01", "readings five-years-from: issue"),
        ("transfer", "2035-12-31", "readings five-years-from: transfer"),
        ("operating", "10%", "assume street-tenth"),
        ("grade-step", "9", "assume equal-steps"),
    ]
    read_as = [
        (proof.provision, proof.kind, proof.text)
        for proof in found
        if proof.status == "declared" and not isinstance(proof.by, str)
    ]
    assert read_as == [
        ("transfer", "force", "must"),
        ("office", "bound", "10000"),
        ("office", "bound", "25000"),
    ]


def test_what_proves_a_number() -> None:
    by = {(one.provision, one.text): one.by for one in proofs(RIVERSIDE) if one.kind != "phrase"}
    assert by["operating", "30%"] == "市级承担30%"
    assert by["posts", "8"] == "2000户以下社区,可按8至12人左右配备"
    assert by["office", "2030-12-31"] == "自2031年1月1日起,由每年1万元提高到2.5万元"
    assert by["allowance", "12"] == ("一年12个月", "twelve months in a year")


def test_numbers_of_actual_are_not_the_documents() -> None:
    assert "77" in RIVERSIDE
    assert not [proof for proof in proofs(RIVERSIDE) if proof.text == "77"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("{floor: 60000}", "{floor: 50000}", "50000 cannot be read from the cited phrases"),
        ("{floor: 60000}", "{floor: 50000}", "they hold: 6万元, 每年, 30%"),
        ("share: 30%", "share: 40%", "40% cannot be read"),
        ("of: 2000000,", "of: 2000001,", "2000001 cannot be read"),
        # A number of the phrase, but of another kind of thing
        ("rule: {floor: 1}", "rule: {floor: 3}", "3 cannot be read"),
        # One end of a range alone, and two ends that are no range
        ("{about: {between: [8, 12]}}", "{about: {between: [12, 12]}}", "no range 12-12"),
        ("{about: {between: [8, 12]}}", "{about: {between: [8, 13]}}", "no range 8-13"),
        ("{about: {between: [8, 12]}}", "{about: 12}", "12 cannot be read"),
        # The same number twice, another passed over
        ("1-city: {floor: 180000}", "1-city: {floor: 90000}", "nothing reads “18万元”"),
        # Words that say there is none say nothing of a part of a sum
        ("add: 1, round: inward", "add: 0, round: inward", "0 cannot be read"),
        # Numbers under a declaration whose words do not say them
        ("about: 12\n", "about: 11\n", "option top of the reading base-above-2000"),
        ("by: 9}}}", "by: 8}}}", "assumption equal-steps"),
        ("share: 10%, assume", "share: 12%, assume", "assumption street-tenth"),
        ("{cap: {date: 2035-03-01}}", "{cap: {date: 2035-12-31}}", "option issue"),
        # Days
        ("{cap: {date: 2030-12-31}}", "{cap: {date: 2030-11-30}}", "2030-11-30 cannot be read"),
        ("from: 2031-01-01", "from: 2031-02-01", "2031-02-01 cannot be read"),
        ("until: 2030-12-31", "until: 2030-12-30", "2030-12-30 cannot be read"),
        # Twelve is known only as the months of a year
        ("[12, {ref: allowance}]", "[13, 900]", "13 cannot be read"),
        ("[1, {ref: areas}]", "[12, {ref: areas}]", "12 cannot be read"),
        ("rule: 15\n", "rule: 12\n", "12 cannot be read"),
    ],
)
def test_a_number_that_is_not_there(before: str, after: str, said: str) -> None:
    wrong = unproved(changed(before, after))
    line = RIVERSIDE[: RIVERSIDE.index(before)].count("\n") + 1
    told = [one.reason.en for one in wrong if one.line == line]
    assert any(said in one for one in told), told
    assert all(one.reason.zh for one in wrong)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{minus: [15, 5]}", ""),
        ("{minus: [15, 15]}", "“15项”, like the number it is taken from"),
        ("{minus: [15, 5, 15]}", "no number is taken from itself"),
        ("{minus: [{sum: [15, 5]}, 5]}", ""),
    ],
)
def test_no_number_is_taken_from_itself(rule: str, said: str) -> None:
    before = "        role: reference\n        rule: 15\n"
    wrong = unproved(changed(before, before.replace("rule: 15", f"rule: {rule}")))
    told = [one.reason.en for one in wrong if one.kind == "number"]
    assert all(said in one for one in told), told
    assert bool(told) == bool(said)


def test_a_number_that_the_rules_do_not_have() -> None:
    text = changed("        role: reference\n        rule: 15\n", "        rule: 5\n")
    assert "nothing reads “15项”" in unproved(text)[0].reason.en
    view = "    views:\n      before:\n        questions: [check]\n        role: reference\n"
    # What was before need not be in a rule, where what holds now is.
    assert unproved(changed(f"{view}        rule: 15\n", "")) == []


def test_twelve_months_of_a_monthly_amount_that_is_cited() -> None:
    assert not unproved(changed("[12, {ref: allowance}]", "[12, 900]"))


def test_an_add_that_is_left_out_is_one() -> None:
    text = changed("phrase: 每增加400户增加1人}", "phrase: 每增加400户}")
    wrong = unproved(text)
    assert {one.text for one in wrong} == {"1"}
    assert {one.line for one in wrong} == {
        number for number, line in enumerate(text.splitlines(), 1) if "every: 400}" in line
    }


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # Another clause, a clause above, one that is not there
        ("二(一), phrase: 专职", "二(二), phrase: 专职", "not under 二(二) but under 二(一)"),
        ("二(一), phrase: 专职", "二, phrase: 专职", "not under 二 but under 二(一)"),
        ("二(一), phrase: 专职", "四, phrase: 专职", "not under 四 but under 二(一)"),
        ("一 三是, phrase", "一 二是, phrase", "not under 一 二是 but under 一 三是"),
        # The same heading in the other document of the text
        ("staff, clause: 三2, phrase: 由15项", "funds, clause: 三2, phrase: 由15项", "no 三2"),
        # Words that do not stand there
        ("党务人员2名以上", "党务人员2位以上", "nearest words there: “专职党务人员2名以上”"),
        ("phrase: 四个等次", "phrase: 四种级差", "the phrase is not in 二(二)"),
        ("phrase: 四个等次", "phrase: 四个等次和其他要求", "the nearest words"),
        # A number cut in two
        ("phrase: 由15项减少至5项", "phrase: 5项减少至5项", "cuts a number in two"),
        ("phrase: 覆盖率达到100%", "phrase: 覆盖率达到10", "cuts a number in two"),
        # Not enough words
        ("phrase: 配备1名片长", "phrase: 配备", "it stands 3 times under 二(一)"),
    ],
)  # fmt: skip
def test_a_phrase_that_does_not_stand_there(before: str, after: str, said: str) -> None:
    text = changed(before, after)
    line = RIVERSIDE[: RIVERSIDE.index(before)].count("\n") + 1
    wrong = [one for one in unproved(text) if one.kind == "phrase" and one.line == line]
    assert [one for one in wrong if said in one.reason.en], [one.reason.en for one in wrong]


def test_points_within_a_paragraph_need_not_be_cited() -> None:
    assert not unproved(RIVERSIDE.replace("clause: 一 二是", "clause: 一"))


@pytest.mark.parametrize(
    ("phrase", "same"),
    [
        ("社区运转经费每年不低于6万元", "社区运转经费 每年不低于６万元"),
        ('"50个示范社区,安排奖补资金200万元"', "50个示范社区，安排奖补资金200万元"),
        ("推行“一岗一签”", '推行"一岗一签"'),
        ("每200-300户居民划分1个片区", "每200—300户居民划分1个片区"),
    ],
)
def test_width_quotes_and_white_space_do_not_matter(phrase: str, same: str) -> None:
    assert not unproved(changed(f"phrase: {phrase}", f"phrase: {same}"))


@pytest.mark.parametrize(
    "path", [POLICY, *(pytest.param(path, marks=with_sources) for path in FILES)],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_a_phrase_moved_to_another_clause_is_reported_on_its_line(path: Path) -> None:
    folder = TEXTS if path == POLICY else SOURCES
    source = parse(path.read_text(encoding="utf-8"), path.name)
    data = shaped(source)
    documents = data["documents"]
    for key, body in data["provisions"].items():
        for index, cite in enumerate(body["cite"]):
            outline = texts(folder).outline(documents[cite["document"]], documents.values())
            assert isinstance(outline, Outline)
            right = cited_path(cite["clause"])
            paths = {label: cited_path(label) for label in outline.labels}
            # A clause above may stand for its points (一是), and is no other clause.
            others = [label for label, path in paths.items() if right[: len(path)] != path]
            moved = copy.deepcopy(data)
            moved["provisions"][key]["cite"][index]["clause"] = others[index % len(others)]
            line = source.marks["provisions", key, "cite", index, "phrase"][0]
            told = [one for one in verify(moved, source, texts(folder)) if one.line == line]
            assert "unproved" in {one.status for one in told if one.text == cite["phrase"]}


# Ordinary words


def test_ordinary_rules_are_proved() -> None:
    assert [(one.provision, one.text) for one in unproved(ORDINARY)] == []


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        ("senior: 300", "senior: 0", "持高级证书的每月补贴300元"),
        ("performance: 30%}, take: p", "performance: 40%}, take: p", "40%"),
        ("base: 70%, performance: 30%", "base: 60%, performance: 40%", "60%"),
        ("{from: 30000, to", "{from: 3, to", "3"),
        ("each: 20}", "each: 10}", "由每户10元提高到每户20元"),
        ("{from: 3, is: 40}", "{from: 3, is: 0}", "年满3年的每月加40元,不满3年的不加"),
        ("to: 4000, is: 5", "below: 4000, is: 5", None),
    ],
)
def test_and_what_they_do_not_say_is_not(right: str, wrong: str, text: str | None) -> None:
    assert right in ORDINARY
    found = {one.text for one in unproved(ORDINARY.replace(right, wrong, 1))}
    assert text is None or text in found, found


# Every figure of a rule is looked at


def literals(rule: r.Node) -> Iterator[Fraction]:
    """The numbers in the nodes that are evaluated, less those that change nothing."""
    for node in r.descend(rule):
        match node:
            case r.Number():
                yield node.value
            case r.Steps():
                yield node.beyond
            case r.Rate() if node.per != 1:
                yield node.per
            case r.Round() if node.to != 1:
                yield node.to
            case r.Share():
                yield from dict(node.parts).values()
            case r.Bracket():
                yield from (end for end in (node.low, node.high) if end is not None)


@pytest.mark.parametrize(
    "path",
    [POLICY, *FILES],
    ids=lambda path: path.stem,
)
def test_no_number_of_a_rule_is_overlooked(path: Path) -> None:
    policy = load_policy(path)
    source = parse(path.read_text(encoding="utf-8"), path.name)
    for key, provision in policy.provisions.items():
        seen: Counter[Fraction] = Counter()
        for rule in rules_of(provision):
            if rule.kind != "actual":
                for figure in figures(rule.rule, None, lambda _: None, source.written):
                    day = Fraction(figure.date.replace("-", "")) if figure.date else None
                    seen[figure.value if day is None else day] += 1  # type: ignore[index]
        rules = [
            *(version.rule for version in provision.versions),
            *(view.rule for view in provision.views),
            *(payer.amount for payer in provision.payers if payer.amount is not None),
            *(one.meant for one in (provision, *provision.views) if one.meant is not None),
        ]
        there = Counter(value for rule in rules for value in literals(rule))
        del seen[Fraction(0)], there[Fraction(0)]
        assert seen == there, key


IS = {"not": {"is": {"of": "post", "in": ["1-a"]}}}


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("5", "5"),
        ({"date": "2030-01-31"}, "2030-01-31"),
        ({"floor": "5"}, "5"),
        ({"cap": {"above": {"below": {"about": "5"}}}}, "5"),
        ({"between": ["2", "3"]}, "2 3"),
        ({"sum": ["2", {"minus": ["9", "3"]}]}, "2 9 3"),
        ({"multiply": ["2", {"ref": "posts"}]}, "2"),
        ({"divide": {"of": "6", "by": {"between": ["2", "3"]}}}, "6 2 3"),
        ({"higher-of": ["2", {"lower-of": ["3", "0"]}]}, "2 3 0"),
        ({"higher-of": ["households", {"known": ["posts", "0"]}]}, ""),
        ({"known": ["posts", "0"]}, "0"),
        ({"round": {"of": "7", "way": "up", "to": "1"}}, "7"),
        ({"round": {"of": "7", "way": "up", "to": "100"}}, "7 100"),
        ({"steps": {"of": "households", "beyond": "0", "every": "4", "add": "1"}}, "4 1"),
        ({"steps": {"of": "households", "beyond": "9", "every": "4", "add": "1"}}, "9 4 1"),
        ({"rate": {"of": "households", "each": "3", "per": "1"}}, "3"),
        ({"rate": {"of": "households", "each": "3", "per": "1000"}}, "3 1000"),
        ({"brackets": {"of": "years", "rows": [{"from": "0", "below": "3", "is": "1"}]}}, "3 1"),
        ({"brackets": {"of": "years", "rows": [{"over": "3", "to": "5", "is": "1"}]}}, "3 5 1"),
        ({"case": {"of": "post", "is": {"1-a": "2"}, "otherwise": "3"}}, "2 3"),
        ({"share": {"of": "100", "parts": {"a": "70%", "b": "30%"}, "take": "a"}}, "100 70% 30%"),
        ({"readings": {"of": "point", "is": {"a": "1", "b": "2"}}}, "1 2"),
        ({"assume": {"name": "some", "is": "4"}}, "4"),
        ({"age": {"born": "birth", "at": {"date": "2030-01-31"}}}, "2030-01-31"),
        ({"count": {"of": "results", "value": "1-bad"}}, ""),
        ({"run": {"of": "results", "value": "1-bad"}}, ""),
        ({"rank": {"of": "education", "option": "2-college"}}, ""),
        ({"ref": "posts"}, ""),
        ({"input": "posts"}, ""),
        ({"no-amount": {"zh": "5人", "en": "5"}}, ""),
        (
            {"when": {"if": {"all": [{"at-least": ["years", "3"]}, IS]}, "then": "1", "else": "2"}},
            "3 1 2",
        ),
    ],
)  # fmt: skip
def test_the_figures_of_each_shape(rule: object, found: str) -> None:
    written = Source("", [], rule, {}, {}, frozenset()).written
    those = figures(rule_of(rule), "count", lambda _: None, written)
    assert " ".join(figure.text for figure in those) == found


def test_each_shape_has_its_figures_tested() -> None:
    (mark,) = test_the_figures_of_each_shape.pytestmark  # type: ignore[attr-defined]
    shown = json.dumps([rule for rule, _ in mark.args[1]])
    assert [key for key in RULE_KEYS if f'"{key}"' not in shown] == []


# Texts

TEXT_OF_STAFF = "    text: opinions.txt\n  funds"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (TEXT_OF_STAFF, "  funds", "names no text"),
        (TEXT_OF_STAFF, "    text: other.txt\n  funds", "there is no other.txt in"),
        (TEXT_OF_STAFF, "    text: ../texts/opinions.txt\n  funds", "without a folder"),
        ("title: 关于社区人员的意见", "title: 关于社区人手的意见", "stands on no line of its own"),
    ],
)  # fmt: skip
def test_a_document_without_its_text(before: str, after: str, said: str) -> None:
    wrong = unproved(changed(before, after))
    assert wrong[0].kind == "document"
    assert said in wrong[0].reason.en
    assert wrong[0].line == line_of(RIVERSIDE, "  staff:")
    phrases = [one for one in wrong if one.kind == "phrase"]
    assert {one.reason.en for one in phrases} == {"there is no text to look in"}
    # What can be read from the phrases themselves is read.
    assert not [one for one in wrong if one.kind == "number"]


def test_a_document_that_is_not_declared() -> None:
    wrong = unproved(
        changed("staff, clause: 三2, phrase: 由15项", "stuff, clause: 三2, phrase: 由15项")
    )
    assert [one.kind for one in wrong] == ["document", "phrase"]
    assert "no such document" in wrong[0].reason.en


def test_a_text_as_windows_writes_it(tmp_path: Path) -> None:
    words = (TEXTS / "opinions.txt").read_text(encoding="utf-8")
    (tmp_path / "opinions.txt").write_text(words, encoding="gb18030", newline="\r\n")
    assert not unproved(RIVERSIDE, tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "opinions.txt").write_bytes(b"\xef\xbb\xbf" + words.encode())
    assert not unproved(RIVERSIDE, tmp_path / "sub")


def test_a_text_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "opinions.txt").write_bytes(b"\xff\xfe\x00\x80\xff\xff")
    assert "neither UTF-8 nor GB18030" in unproved(RIVERSIDE, tmp_path)[0].reason.en


# The command


def run(*arguments: str, sources: Path = TEXTS) -> tuple[int, str]:
    result = shequ("policy", "verify", *arguments, "--sources", str(sources))
    return result.code, result.out + result.err


def test_the_command_on_a_policy_that_is_right() -> None:
    code, said = run(str(POLICY))
    assert code == 0
    assert (
        f"{POLICY}:82:32: riverside/posts: number 12: declared, reading base-above-2000: top"
        in said
    )
    assert "riverside: phrases: 26 proved; numbers: 47 proved, 5 declared; not proved: 0" in said
    code, said = run(str(POLICY), "--lang", "zh")
    assert "riverside：引文证实26处；数证实47个、声明5个；未证实0处" in said
    assert "riverside/posts: 数 12：由读法声明，base-above-2000: top" in said


def test_the_command_on_a_policy_that_is_wrong(tmp_path: Path) -> None:
    copy = tmp_path / "riverside.yaml"
    text = changed("{floor: 60000}", "{floor: 50000}")
    copy.write_text(text, encoding="utf-8")
    code, said = run(str(copy))
    assert code == 1
    line = line_of(text, "{floor: 50000}")
    assert f"{copy}:{line}:19: riverside/operating: number 50000: 50000 cannot be read" in said
    code, said = run(str(copy), "--lang", "zh")
    assert f"{copy}:{line}:19: riverside/operating: 数 50000：引文里读不出 50000；有：6万元" in said


def test_json(tmp_path: Path) -> None:
    copy = tmp_path / "riverside.yaml"
    copy.write_text(changed("{floor: 60000}", "{floor: 50000}"), encoding="utf-8")
    code, said = run(str(copy), "-f", "json")
    data = json.loads(said)
    assert code == 1
    assert data["policies"] == [
        {"policy": "riverside", "file": str(copy), "proved": 72, "noted": 0, "declared": 8}
        | {"unproved": 1}
    ]
    (wrong,) = [item for item in data["items"] if item["status"] == "unproved"]
    assert wrong["provision"] == "riverside/operating"
    assert (wrong["kind"], wrong["text"], wrong["by"]) == ("number", "50000", None)
    right = next(item for item in data["items"] if item["text"] == "30%")
    assert (right["by"], right["reason"], right["line"]) == ("市级承担30%", None, 220)


def test_a_policy_that_extends_another(tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text(
        """\
place: "321200"
label: {zh: 补充, en: more}
extends: riverside
provisions:
  training:
    label: {zh: 培训, en: training}
    questions: [check]
    force: must
    unit: time
    scope: person
    cite: [{document: staff, clause: 二(二), phrase: 书记每年培训一遍}]
    rule: {floor: 2}
""",
        encoding="utf-8",
    )
    code, said = run(str(more), "--policies", str(POLICY))
    assert code == 1
    assert f"{more}:12:19: riverside/training: number 2: 2 cannot be read" in said
    code, said = run(str(more))
    assert code == 2
    assert "there is no policy 'riverside'; there is:" in said


def test_no_broken_file_breaks_the_proof() -> None:
    files = sorted(
        path for path in (Path(__file__).parents[1] / "broken").iterdir() if path.is_file()
    )
    assert files
    for path in files:
        code, said = run(str(path))
        assert code in (1, 2), f"{path}: {said}"


def test_wrong_use(tmp_path: Path) -> None:
    code, said = run(str(POLICY), sources=tmp_path / "none")
    assert code == 2
    assert "--sources" in said
    code, said = run(str(tmp_path / "none.yaml"))
    assert code == 2
    assert "none.yaml" in said
    code, said = run(str(POLICY), "-f", "xlsx")
    assert code == 2


# The shipped policies


@with_sources
def test_the_shipped_policies_are_proved() -> None:
    result = shequ("policy", "verify", "--sources", str(SOURCES))
    assert result.code == 0, result.out
    counts = re.findall(r"^(\w+): phrases: (\d+) proved.*not proved: (\d+)$", result.out, re.M)
    assert {name for name, _, _ in counts} >= {"chongqing", "jilin", "linyi", "nanchang", "yunnan"}
    assert all(int(phrases) > 0 and wrong == "0" for _, phrases, wrong in counts)


@with_sources
def test_only_so_much_is_declared() -> None:
    """What the five policies add to their documents, so that nothing is declared unnoticed."""
    declared = Counter(
        (path.stem, proof.provision, proof.by if isinstance(proof.by, str) else proof.kind)
        for path in FILES
        for proof in proofs(path.read_text(encoding="utf-8"), SOURCES)
        if proof.status == "declared"
    )
    assert declared == {
        ("jilin", "posts", "readings base-above-3000: fifteen"): 1,
        ("jilin", "recruitment-phase", "readings three-years-from: from-april"): 1,
        ("jilin", "recruitment-phase", "readings three-years-from: from-september"): 1,
        ("jilin", "recruitment-phase", "readings three-years-from: budget-years"): 1,
        ("jilin", "direct-recruitment", "assume nobody-else-directly"): 1,
        ("jilin", "transfer-cutoff", "assume issued-when-signed"): 1,
        ("jilin", "goals", "assume to-the-end-of-the-year"): 3,
        ("nanchang", "duty-items", "readings duties-left: three-lists"): 1,
        ("nanchang", "training-assessed", "assume every-assessment"): 1,
        ("nanchang", "grades", "assume usual-grades"): 9,
        ("nanchang", "grade-pay", "assume pay-scale"): 2,
        ("jilin", "recruitment-age", "assume recruited-since-the-issue"): 1,
        ("jilin", "recruitment-degree", "assume recruited-since-the-issue"): 1,
        ("nanchang", "recruitment-age", "assume recruited-since-the-reply"): 1,
        ("nanchang", "recruitment-degree", "assume recruited-since-the-reply"): 1,
        ("yunnan", "training-funds", "readings training-payer: other"): 1,
        ("linyi", "reply", "document"): 1,
        ("linyi", "recent-years", "document"): 1,
        ("linyi", "smart-communities", "document"): 1,
        ("linyi", "owners-committee-guidance", "document"): 1,
        ("linyi", "grid-opinions", "document"): 1,
        ("nanchang", "reply", "document"): 1,
        ("nanchang", "burden-opinions", "document"): 1,
        ("nanchang", "plates-notice", "document"): 1,
        ("jilin", "recruitment-phase", "bound"): 1,
        ("jilin", "service-circle", "bound"): 2,
        ("jilin", "service-circle", "force"): 1,
        ("linyi", "grid-staff", "force"): 1,
        ("nanchang", "plates-outside", "bound"): 1,
        ("nanchang", "plates-inside", "bound"): 1,
        ("nanchang", "neighbourhood-centre", "bound"): 3,
        ("nanchang", "neighbourhood-centre", "force"): 1,
        ("nanchang", "centres", "force"): 1,
        ("yunnan", "training-coverage", "force"): 1,
        ("yunnan", "certificates", "bound"): 3,
    }


def lines_told(text: str, folder: Path) -> set[int]:
    """The lines that are reported; a number or a day that is none has not even the right shape."""
    try:
        return {proof.line for proof in unproved(text, folder)}
    except PolicyProblems as err:
        return {problem.line for problem in err.problems}


@pytest.mark.parametrize(
    "path", [POLICY, *(pytest.param(path, marks=with_sources) for path in FILES)],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_one_digit_changed_is_reported_on_its_line(path: Path) -> None:
    """Every digit of every proved number is raised by one (9 becomes 0)."""
    folder = TEXTS if path == POLICY else SOURCES
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    tried, blind = 0, []
    for proof in proofs(text, folder):
        if proof.kind == "phrase" or proof.status != "proved":
            continue
        line = lines[proof.line - 1]
        start = line.find(proof.text, proof.column - 1)
        if start < 0:
            # A one that the rule leaves out stands for the whole of its steps.
            assert proof.text == "1"
            continue
        for at in (index for index, sign in enumerate(proof.text) if sign.isdigit()):
            digit = str((int(proof.text[at]) + 1) % 10)
            other = f"{proof.text[:at]}{digit}{proof.text[at + 1 :]}"
            mended = f"{line[:start]}{other}{line[start + len(proof.text) :]}"
            text_now = "\n".join([*lines[: proof.line - 1], mended, *lines[proof.line :]])
            tried += 1
            if proof.line not in lines_told(text_now, folder):
                blind.append((proof.provision, proof.text, other))
    assert tried > 10
    assert blind == []


# What a text says of its document


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: 关于社区人员的意见", "title: 关于社区人员的决定"),
        ("issuer: 某市委办公室", "issuer: 某省委办公室"),
        ("issued: 2030-03-01", "issued: 2030-03-11"),
    ],
)
def test_document_data_that_its_text_does_not_say(before: str, after: str) -> None:
    text = RIVERSIDE.replace(before, after, 1)
    line = line_of(text, after)
    (wrong,) = [one for one in unproved(text) if one.line == line]
    assert wrong.kind == "document"
    assert f"the text does not say '{after.partition(': ')[2]}" in wrong.reason.en


def test_a_policy_is_named_by_its_id_as_for_test_and_show() -> None:
    riverside = ("--policies", str(POLICY), "--sources", str(TEXTS))
    by_id = shequ("policy", "verify", "riverside", *riverside)
    assert by_id.code == 0
    assert by_id.out == shequ("policy", "verify", str(POLICY), *riverside).out
    unknown = shequ("policy", "verify", "riversid", *riverside)
    assert unknown.code == 2
    assert "there is no policy or file 'riversid'; accepted: " in unknown.err
    assert "did you mean riverside?" in unknown.err


# Documents of which there are notes alone

LAKESIDE = """
place: "321200"
label: {zh: 湖滨县, en: Lakeside}
documents:
  measures:
    title: 湖滨县社区工作者管理办法
    number: 湖民发〔2023〕9号
    issuer: 湖滨县民政局
    kind: norm
    issued: 2023-05
    in-force: 2023-05
    noted: lakeside-2023.txt
    seen: opening
    trust: B
provisions:
  workers:
    label: {zh: 专职工作人员, en: workers}
    questions: [staffing]
    force: must
    unit: person
    scope: community
    topic: posts
    cite: [{document: measures, clause: 摘记, phrase: 配备专职工作人员5人至9人}]
    rule: {between: [5, 9]}
  office:
    label: {zh: 工作经费, en: office funds}
    questions: [budget]
    force: must
    unit: yuan
    period: year
    scope: community
    topic: operating-funds
    cite: [{document: measures, clause: 摘记, phrase: 每年不低于3万元}]
    rule: {floor: 30000}
"""


def test_what_was_only_noted_is_never_proved() -> None:
    found = proofs(LAKESIDE)
    assert [(one.kind, one.text, one.status) for one in found] == [
        ("phrase", "配备专职工作人员5人至9人", "noted"),
        ("number", "5", "noted"),
        ("number", "9", "noted"),
        ("phrase", "每年不低于3万元", "noted"),
        ("number", "30000", "noted"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("5人至9人}]", "5人至7人}]", "the nearest: “每个社区配备专职工作人员5人至9人”"),
        ("每年不低于3万元", "低于3万", "不低于"),
        ("每年不低于3万元", "每年不低于5万元", "the nearest: “每年不低于3万元的工作经费”"),
        ("[5, 9]", "[5, 8]", "hold no range 5-8"),
        ("{floor: 30000}", "{cap: 30000}", "the words say a floor"),
        ("seen: opening", "seen: whole", "the notes say seen: opening"),
        ("trust: B", "trust: A", "the notes say trust: B"),
        ("issued: 2023-05\n", "issued: 2023-06\n", "the text does not say '2023-06'"),
        ("湖民发〔2023〕9号", "湖民发〔2023〕8号", "does not say '湖民发〔2023〕8号'"),
        ("lakeside-2023", "lakeside-2022", "there is no lakeside-2022.txt"),
    ],
)
def test_what_is_not_as_noted(before: str, after: str, said: str) -> None:
    assert LAKESIDE.count(before) == 1
    told = [one.reason.en for one in unproved(LAKESIDE.replace(before, after))]
    assert [one for one in told if said in one], told


def test_a_document_has_its_text_or_notes_of_it(tmp_path: Path) -> None:
    path = tmp_path / "lakeside.yaml"
    text = LAKESIDE.replace("    seen: op", "    text: a.txt\n    seen: op")
    path.write_text(text, encoding="utf-8")
    told = shequ("policy", "validate", str(path))
    assert told.code == 1
    assert "give text or noted, not both" in told.out


def test_verify_counts_what_was_noted(tmp_path: Path) -> None:
    path = tmp_path / "lakeside.yaml"
    path.write_text(LAKESIDE, encoding="utf-8")
    told = shequ("policy", "verify", str(path), "--sources", str(TEXTS))
    assert told.code == 0
    assert told.out == (
        "lakeside: no text at hand, notes alone: 5 phrases and numbers as noted, 0 declared; "
        "not as noted: 0\n"
    )
