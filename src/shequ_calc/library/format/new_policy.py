"""A new policy file for a place: what must be filled in, and what can be added.

Blanks are keys without a value, each with a comment that says what belongs there and an example.
Lines of YAML that can be put to use begin with ``#`` and no space, comments with ``#`` and one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...language import said
from ...places.place import Division, path_name

__all__ = ["policy_template"]

_HEAD = """\
# yaml-language-server: $schema=./shequ.schema.json
#
# {title}
"""

_ZH = """\
# 1. 凡冒号后面空着的地方，照注释里的“例如”填写；其余的按需要改。
# 2. 行首的 # 后面没有空格的，是可以启用的内容：去掉这个 #。
# 3. 文字里有 : # , 或括号的要加引号；缩进用空格。标识（键）用小写字母、数字和连字符。
# 4. 编辑器要补全和检查的话，在同一文件夹里运行 shequ policy schema > shequ.schema.json
# 5. 填好后：shequ policy validate {file}，再 shequ policy test --policies .
place: "{code}"
label:
  zh: {name}城市社区
  en: "{english}: urban communities"

# 所引的文件，每份一个标识，条款里用它引用。
documents:
  notice:
    title:  # 全称，不加书名号，例如 关于加强城市社区工作者队伍建设的意见
    issuer:  # 发文机关，例如 中共某某市委办公室
    kind: norm  # norm 规范性文件；reply 答复（转述别的文件）
    issued:  # 落款日期，例如 2024-05-01
    in-force:  # 起施行，年、月、日均可，例如 2024-05-01
#    number: 某办发〔2024〕1号
#    reports: {{title: 所转述文件的全称, number: 其文号}}  # 只在 kind: reply 时
#    text: notice-2024.txt  # 正文的文件名，供 shequ policy verify 核对

# 文字有几种读法的地方：每种读法都会算，第一个为默认。规则里写 readings: {{of: base, is: {{…}}}}
#readings:
#  base:
#    why: {{zh: 哪里不明确, en: what is open}}
#    options:
#      wide: {{zh: 一种读法, en: one way to read it}}
#      narrow: {{zh: 另一种读法, en: another}}

# 文件没写、计算又需要的。规则里写 assume: {{name: whole-year, is: …}}
#assumptions:
#  whole-year: {{zh: 按全年十二个月计, en: for all twelve months}}

# 要从外面给出的数。内置的有：{inputs}
#inputs:
#  funds-received:
#    label: {{zh: 实拨运转经费, en: operating funds received}}
#    unit: yuan
#    period: year
#    headers: [运转经费]

# 条款。一条一个标识；rule 里可用的节点见 docs/policy-format.md 或编辑器的提示。
provisions:
  workers:
    label: {{zh: 社区工作者, en: community workers}}
    questions: [staffing, check]  # staffing 人员，budget 经费，salary 薪酬，check 核对
    force: must  # must 必须、应；should 原则上、一般；may 可；target 力争；fact 既成做法
    unit: person  # person 人，household 户，grid 网格，yuan 元，item 项，post 岗位 …
    scope: community  # community 每个社区，person 每人，street 每个街道，city 全市，province 全省
    cite:
      - document: notice
        clause:  # 条款位置，例如 二(三)
        phrase:  # 写有数字的几个字，至多60字，例如 每300户配备1名
    rule:  # 一个数、一个输入项或一个节点，例如 {{steps: {{of: households, every: 300, add: 1}}}}
    actual: posts  # 核对时与规则相比的实有数
#  operating-funds:
#    label: {{zh: 运转经费, en: operating funds}}
#    questions: [budget, check]
#    force: must
#    unit: yuan
#    scope: community
#    period: year  # year 每年，month 每月，term 每届，once 一次性
#    cite:
#      - {{document: notice, clause: 三(一), phrase: 每月不低于5000元}}
#    rule:
#      floor:
#        assume:
#          name: whole-year
#          is: {{multiply: [12, {{readings: {{of: base, is: {{wide: 5000, narrow: 4000}}}}}}]}}
#    actual: funds-received
#    payers:  # 由谁承担（只对钱）；不写比例和数额的承担其余
#      - {{level: city, share: 50%}}
#      - {{level: county}}
#    notes:
#      - {{zh: 说明, en: a remark}}

# 算例：手算一遍，写下应得的结果，由 shequ policy test 运行。
cases:
  - ask: staffing
    given: {{households: 3000}}
    on:  # 按哪一天的规定，例如 2024-06-30
    expect:
      workers:
        low:  # 低端（没有就写 none），例如 10
        high:  # 高端（没有就写 none），例如 10
    because:  # 怎么算出来的，例如 3000÷300=10
"""

_EN = """\
# 1. Fill in whatever is empty after its colon, as the comment's "e.g." shows; change the rest as
# you need it.
# 2. Lines that begin with # and no space can be put to use: take that # away.
# 3. Quote a text that holds : # , or brackets; indent with spaces. Ids (keys) are lower-case
# letters, digits and hyphens.
# 4. For an editor that completes and checks: shequ policy schema > shequ.schema.json, right here.
# 5. When filled in: shequ policy validate {file}, then shequ policy test --policies .
place: "{code}"
label:
  zh: {name}城市社区
  en: "{english}: urban communities"

# The documents cited, each under an id that the provisions use.
documents:
  notice:
    title:  # full title without 《》, e.g. 关于加强城市社区工作者队伍建设的意见
    issuer:  # who issued it, e.g. 中共某某市委办公室
    kind: norm  # norm, or reply (a letter that reports another norm)
    issued:  # the day it is signed, e.g. 2024-05-01
    in-force:  # in force from; a year or a month will do, e.g. 2024-05-01
#    number: 某办发〔2024〕1号
#    reports: {{title: 所转述文件的全称, number: 其文号}}  # only with kind: reply
#    text: notice-2024.txt  # file name of its plain text, for shequ policy verify

# Where the text can be read in more than one way: each is computed, the first is the default. A
# rule says readings: {{of: base, is: {{…}}}}
#readings:
#  base:
#    why: {{zh: 哪里不明确, en: what is open}}
#    options:
#      wide: {{zh: 一种读法, en: one way to read it}}
#      narrow: {{zh: 另一种读法, en: another}}

# What the document does not say but a figure needs. A rule: assume: {{name: whole-year, is: …}}
#assumptions:
#  whole-year: {{zh: 按全年十二个月计, en: for all twelve months}}

# Facts given from outside. Built in are: {inputs}
#inputs:
#  funds-received:
#    label: {{zh: 实拨运转经费, en: operating funds received}}
#    unit: yuan
#    period: year
#    headers: [运转经费]

# The provisions, each under an id. The nodes of a rule: docs/policy-format.md, or your editor.
provisions:
  workers:
    label: {{zh: 社区工作者, en: community workers}}
    questions: [staffing, check]  # staffing, budget, salary, check
    force: must  # must 必须 应, should 原则上 一般, may 可, target 力争, fact a stated practice
    unit: person  # person, household, grid, yuan, item, post …
    scope: community  # community, person, street, city, province: what one amount is for
    cite:
      - document: notice
        clause:  # heading path, e.g. 二(三)
        phrase:  # the few words that hold the figure, at most 60, e.g. 每300户配备1名
    rule:  # a number, an input or one node, e.g. {{steps: {{of: households, every: 300, add: 1}}}}
    actual: posts  # what check holds against the rule
#  operating-funds:
#    label: {{zh: 运转经费, en: operating funds}}
#    questions: [budget, check]
#    force: must
#    unit: yuan
#    scope: community
#    period: year  # year, month, term, once
#    cite:
#      - {{document: notice, clause: 三(一), phrase: 每月不低于5000元}}
#    rule:
#      floor:
#        assume:
#          name: whole-year
#          is: {{multiply: [12, {{readings: {{of: base, is: {{wide: 5000, narrow: 4000}}}}}}]}}
#    actual: funds-received
#    payers:  # who bears it (money only); one without share or amount bears the rest
#      - {{level: city, share: 50%}}
#      - {{level: county}}
#    notes:
#      - {{zh: 说明, en: a remark}}

# Worked examples: work one out by hand, write down what must come out; shequ policy test runs it.
cases:
  - ask: staffing
    given: {{households: 3000}}
    on:  # the rules of which day, e.g. 2024-06-30
    expect:
      workers:
        low:  # the lower end (none if open), e.g. 10
        high:  # the upper end (none if open), e.g. 10
    because:  # how it is worked out, e.g. 3000÷300=10
"""


def policy_template(division: Division) -> str:
    """A policy file for ``division`` with comments in the language spoken.

    Its first line names the schema for the YAML language server.
    """
    from ...inputs import BUILT_IN

    known = (said(f"{one.id} {one.label.zh}", one.id) for one in BUILT_IN.values())
    words = {
        "code": division.code,
        "name": division.name,
        "english": division.english,
        "file": f"{division.pinyin}.yaml",
        "inputs": "\n".join(_wrapped(known, said("、", ", "))),
    }
    title = path_name(division)
    head = _HEAD.format(title=said(f"{title}：政策", f"Policies of {title}"))
    return head + (said(_ZH, _EN)).format(**words)


def _wrapped(words: Iterator[str], between: str) -> Iterator[str]:
    """The words on comment lines, the first of which has already begun."""
    line, room = " " * 24, 76
    for word in words:
        if line.strip() and len(line) + len(word) > room:
            yield line.strip()
            line = "# "
        line += word + between
    yield line.strip().rstrip("、,")
