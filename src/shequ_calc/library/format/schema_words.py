"""What an editor says of every key and node of a policy file, in Chinese and in English.

Model name → key → words; the key "" is the model itself (a node of one key is what its key is).
Kept in one table so that the words can be read side by side; a test holds it against the models.
"""

from __future__ import annotations

from ...policy import TOPICS
from ...quantity import UNITS

__all__ = ["SCALAR_WORDS", "WORDS"]

_UNITS = ", ".join(f"{unit.id} {unit.zh.removeprefix('个')}".strip() for unit in UNITS.values())
_FORCES = (
    "效力 / what force it has: must 必须、应、不低于; should 原则上、一般; may 可; "
    "target 力争、目标; fact 既成做法或数额 / a stated practice or amount"
)
_SCOPE = (
    "一个数额对应什么 / what one amount is for: community 每个社区, person 每人, household 每户, "
    "street 每个街道, city 全市, province 全省"
)
_PERIOD = "周期 / what time it is for: year 每年, month 每月, term 每届, once 一次性"
_QUESTIONS = (
    "回答哪些问题 / which questions it answers: staffing 人员, budget 经费, salary 薪酬, check 核对"
)
_ROLE = (
    "在合计中的作用 / what totals do with it: line 计入 counted, part 其中、不再计入 contained in "
    "another line, reference 仅供参考 not counted"
)
_TOPIC = "主题，把各地的同类条款并排 / what it is about, so that places stand side by side: " + (
    ", ".join(f"{topic} {label.zh}" for topic, label in TOPICS.items())
)
_ACTUAL = "核对时与规则相比的实有数 / what `check` holds against the rule: mostly an input's id"
_PAIR = "两个要比较的量 / the two amounts compared"
_WAY = (
    "取整 / rounding: down 满了才算, up 不足也算, nearest 四舍五入, inward 使每份都在范围内, "
    "outward 文件未写明，两种读法 silent: down and up are two readings"
)
_CATEGORY = "类别输入项的标识 / the id of a category input"

SCALAR_WORDS = {
    "id": "标识：小写字母、数字、连字符 / an id: lower-case letters, digits, hyphens",
    "figure": "数，精确值：5、1.2、70%、7/10 / an exact number",
    "end": "数，或 none（没有这一端）/ an exact number, or none for an open end",
    "date": "日期：2020、2020-04 或 2020-04-30 / a year, a month or a day",
    "day": "完整的日期：2020-04-30 / a full date",
    "reference": "条款标识，或 政策/条款 / a provision's id, or policy/id of another file",
    "scalar": "数，或输入项的标识 / a number, or the id of an input",
    "text": "文字；含 : # , 或括号时加引号 / a text; quote it if it holds : # , or brackets",
    "rule": "规则：一个数、一个输入项，或一个节点 / a rule: a number, an input, or one node",
    "condition": "条件：一个节点 / a condition: one node",
}

WORDS: dict[str, dict[str, str]] = {
    "PolicyFile": {
        "": "一个地方的政策 / one place's policy",
        "place": "六位区划代码，加引号 / six-digit GB/T 2260 code of the place, quoted",
        "label": "政策的名称 / what the policy is called",
        "extends": "在哪个政策之上增补或替换 / the policy that this file adds to, entry by entry",
        "documents": "所引文件，按标识 / the documents cited, by id",
        "readings": "有几种读法的文字 / texts that can be read in more than one way, by id",
        "assumptions": "文件没写、但计算需要的假定 / not in the text but needed, by id",
        "inputs": "要从外面给出的数，或改写内置项 / facts given from outside, by id",
        "provisions": "条款，按标识 / the provisions, by id",
        "cases": "算例 / worked examples, run by `shequ policy test`",
    },
    "Words": {
        "": "中英文 / a text in both languages",
        "zh": "中文 / Chinese",
        "en": "英文 / English",
    },
    "DocumentModel": {
        "": "一份文件 / a document",
        "title": "全称，不加书名号 / full title, without 《》",
        "issuer": "发文机关 / who issued it",
        "kind": "norm 规范性文件; reply 答复，转述别的文件; draft 征求意见稿 / what it is",
        "number": "文号 / document number",
        "issued": "落款日期，不详则不写 / day it is signed, left out where it is not known",
        "in-force": "起施行：年、月、日均可 / in force from; a year or a month will do",
        "reports": "答复转述的文件 / the norm that a reply reports",
        "text": "正文的文件名，供 verify / file name of its plain text, for `verify`",
        "noted": "摘记的文件名，供 verify，没有正文时用 / file name of the notes of its phrases",
        "not-in-text": "文本里没有的项目从何而来 / whence what its text does not say is",
        "seen": "whole 看过全文; opening 只看过开头; report 只见报道 / how far its page was seen",
        "trust": "A 官方来源; B 转载 / A an official source, B a reprint",
        "notes": "关于文件的说明 / remarks on the document",
    },
    "NotInTextModel": {
        "": "文本里没有的项目从何而来 / whence what the text of a document does not say is",
        "title": "全称 / the title",
        "number": "文号 / the number",
        "issuer": "发文机关 / the issuer",
        "issued": "落款日期 / the day it is signed",
    },
    "NormModel": {
        "": "被转述的文件 / the norm a reply reports",
        "title": "全称 / full title",
        "number": "文号 / document number",
    },
    "ReadingPointModel": {
        "": "有几种读法之处 / a text that is open",
        "why": "为什么不明确 / why it is open",
        "options": "各种读法，第一个为默认 / the ways to read it, the default first",
    },
    "InputModel": {
        "": "一个输入项 / a fact given from outside",
        "label": "名称 / what it is called",
        "kind": (
            "number 数; category 选一; set 可选几个; sequence 按时间排列; date 日期 / "
            "number, one option, several, options in order of time, or a day"
        ),
        "unit": f"单位 / what it counts: {_UNITS}",
        "period": "金额的周期 / money a year or a month",
        "least": "最小值 / least value taken",
        "greatest": "最大值 / greatest value taken",
        "options": "选项；有高低的按由低到高 / the options, in rising order where they have one",
        "headers": "表格里表示它的列名 / column headers that mean it",
        "hint": "从哪里查到 / where the figure is found",
        "by-place": "各地的默认选项 / the option that follows from the place, by code",
    },
    "OptionModel": {
        "": "一个选项 / one option",
        "id": "标识 / id",
        "label": "名称 / what it is called",
        "aliases": "也可这样写 / other words that mean it",
    },
    "PlaceReadings": {
        "": "该地属于哪一类有几种读法 / a place whose category is open",
        "readings": "读法点的标识 / id of the reading point",
        "is": "每种读法下的选项 / the option under each reading",
    },
    "CitationModel": {
        "": "出处 / where a figure stands",
        "document": "文件标识 / id of the document",
        "clause": "条款位置，如 二(三)2 / heading path, as 二(三)2",
        "phrase": "写有数字的几个字，最多60字 / the few words that hold it, at most 60 characters",
    },
    "ProvisionModel": {
        "": "一条规定 / one rule with its citation",
        "label": "名称 / what it is called",
        "questions": _QUESTIONS,
        "force": _FORCES,
        "unit": f"结果的单位 / unit of the result: {_UNITS}",
        "scope": _SCOPE,
        "period": _PERIOD,
        "role": _ROLE,
        "topic": _TOPIC,
        "cite": "出处，至少一处 / where it stands, at least once",
        "read-as": "规则为何与原文用词不同 / why the rule says otherwise than the words",
        "for": "适用于谁，写条件 / whom it is for, as a condition",
        "rule": "规则 / the rule; or give versions",
        "versions": "按日期的几个版本 / dated versions, in place of rule",
        "views": "换一个口径或周期再说一遍 / said again for another scope or period, by id",
        "payers": "由谁承担 / who bears it",
        "only-where": "只在什么情况下有 / due only where this holds",
        "part-of": "其中：包含在哪一条里 / contained in this provision",
        "on-top-of": "另：在哪一条之外另加 / paid beside this provision",
        "replaces": "替换上级的哪一条 / the provision of a higher place that it replaces",
        "points": "不影响数字的读法点 / reading points that do not change the figure",
        "notes": "说明 / remarks shown with the result",
        "opens": "合计没有上限的原因 / why a total with this line is open above",
        "actual": _ACTUAL,
    },
    "ReadAsModel": {
        "": "规则与原文用词不同的理由 / why a rule says otherwise than the words",
        "bound": "界限（不低于、以下、左右……）/ the bound",
        "force": "效力（应、原则上、可、力争）/ the force",
        "period": "期间（每年、每月……）/ the period",
        "option": "类别（哪个数属于哪一类）/ which case an amount belongs to",
    },
    "VersionModel": {
        "": "一个版本 / a rule and when it holds",
        "from": "起（含）/ from, included",
        "until": "止（含）/ until, included",
        "rule": "规则 / the rule",
        "cite": "这一版本的出处 / where this version stands, if elsewhere",
    },
    "ViewModel": {
        "": "换一个口径的说法 / the provision said again",
        "questions": _QUESTIONS,
        "label": "名称 / what it is called",
        "unit": f"单位，缺省同条款 / unit: {_UNITS}",
        "scope": _SCOPE,
        "period": _PERIOD,
        "role": _ROLE,
        "for": "适用于谁，缺省同条款 / whom it is for; of the same scope, as its provision",
        "rule": "规则，常用 ref 引用本条 / the rule, often a ref to its own provision",
        "actual": _ACTUAL,
    },
    "PayerModel": {
        "": "一个承担方；share、amount 都不写则承担其余 / a payer; with neither key, of the rest",
        "level": "province 省级, city 市级, county 县级, street 街道, unstated 未写明 / who pays",
        "share": "比例 / the share it bears",
        "amount": "定额 / the amount it bears",
        "assume": "所依据的假定 / the assumption this rests on",
    },
    "CaseModel": {
        "": "一个算例 / a worked example",
        "ask": "问什么 / the question: staffing 人员, budget 经费, salary 薪酬, check 核对",
        "place": "哪个地方，缺省为本政策的地方 / which place, by default the policy's own",
        "given": "给出的输入项 / what is given, by input id",
        "on": "按哪一天的规定 / the rules of which day",
        "expect": "应得的结果，按条款 / what must come out: by id, id@month or id@person",
        "because": "怎么算出来的 / how it is worked out by hand",
    },
    "ExpectModel": {
        "": "应得的结果，只比较写了的项 / what must come out; only what is written is compared",
        "low": "低端；none 没有 / lower end, none if open",
        "high": "高端；none 没有 / upper end, none if open",
        "unit": "单位 / unit",
        "scope": "范围 / scope",
        "period": "期间；none 不分期间 / period; none if it has none",
        "force": "效力 / force",
        "status": "状态，如 computed、needs-input / status",
        "basis": "stated 原文, derived 推算, assumed 假定",
        "about": "是否约数 / whether it is approximate: yes or no",
        "role": "作用 / role",
        "readings": "各读法的数，以 ; 隔开 / the readings' figures, as 14; 15",
        "payers": "承担，如 province=1000; unstated=4000 / who bears what",
        "needs": "缺的输入项 / inputs that are missing",
        "verdict": "核对结论 / the verdict of a check: met, near, short, over or unknown",
        "actual": "实际数 / the actual figure of a check; none if not known",
        "gap": "差额 / what is missing or too much; none if not known",
    },
    "RefNode": {"ref": "另一条款的结果 / what another provision gives"},
    "InputNode": {
        "input": "输入项，同直接写标识 / an input; the same as its bare id",
    },
    "DateNode": {"date": "一个日期 / a day of the calendar"},
    "NoAmountNode": {
        "no-amount": "未明确数额：说明为什么没有数 / named without an amount, and why",
    },
    "FloorNode": {"floor": "不低于、不少于、至少、以上 / the number and more"},
    "CapNode": {"cap": "不超过、最多、以内、以下 / the number and less"},
    "AboveNode": {"above": "超过、多于：不含本数 / more than the number"},
    "BelowNode": {"below": "不满、不足：不含本数 / less than the number"},
    "AboutNode": {"about": "左右、约 / the number, approximate"},
    "BetweenNode": {"between": "A至B，由当地定 / a range left to the office: two ends"},
    "SumNode": {"sum": "各部分相加 / parts added up"},
    "MinusNode": {"minus": "第一个减去其余，不低于零 / the first less the others"},
    "MultiplyNode": {"multiply": "相乘 / factors multiplied"},
    "DivideNode": {"divide": "除以写明的数 / divided by a stated number or range"},
    "DivideBody": {
        "": "除法",
        "of": "被除的量 / what is divided",
        "by": "除数：一个数，或 {between: [a, b]} / the divisor: a number or a range",
    },
    "Span": {"": "写明的范围 / a stated range", "between": "两端 / its two ends"},
    "HigherOfNode": {"higher-of": "就高：取较高的 / the higher of several"},
    "LowerOfNode": {"lower-of": "就低、封顶：取较低的 / the lower of several"},
    "KnownNode": {"known": "第一个已知的 / the first of several that is known"},
    "RoundNode": {"round": "取整 / rounded to whole numbers"},
    "RoundBody": {
        "": "取整",
        "of": "要取整的量 / what is rounded",
        "way": _WAY,
        "to": "取到多少的倍数，默认1 / to multiples of what, by default 1",
    },
    "StepsNode": {"steps": "每满、每增加N增M / so many for each step"},
    "StepsBody": {
        "": "每满N增M",
        "of": "按什么计 / what is counted",
        "every": "每多少：一个数，或 {between: [300, 500]} / the size of a step",
        "beyond": "从多少以上起算，默认0 / counted from this threshold, by default 0",
        "add": "每步增多少，默认1 / what each step adds, by default 1",
        "round": _WAY + "；默认 down / by default down",
    },
    "RateNode": {"rate": "每千户N元：按比例 / so much for each, in proportion"},
    "RateBody": {
        "": "按比例",
        "of": "按什么计 / what is counted",
        "each": "每份多少 / how much for each",
        "per": "每多少，默认1 / for how many, by default 1",
        "round": _WAY + "；不写则不取整 / without it nothing is rounded",
    },
    "BracketsNode": {"brackets": "分档表 / a bracket table"},
    "BracketsBody": {
        "": "分档表",
        "of": "按什么分档 / what the brackets are over",
        "rows": "各档，由低到高 / the rows, in rising order",
        "shared-edges": (
            "readings：相邻两档都含的数有两种读法 / an edge that two rows both include is "
            "open: two readings"
        ),
        "gaps": "no-amount：两档之间文件没写 / what lies between the rows is left open",
    },
    "Row": {
        "": "一档：from、to 含本数，over、below 不含 / one row",
        "at": "只指这一个数 / this one number",
        "from": "多少以上（含）/ from, the number included",
        "over": "超过多少（不含）/ over, the number excluded",
        "to": "多少以下（含）/ to, the number included",
        "below": "不满多少（不含）/ below, the number excluded",
        "is": "这一档的规则 / what holds in this row",
    },
    "CaseNode": {"case": "按类别取值 / a value by category"},
    "CaseBody": {
        "": "按类别",
        "of": _CATEGORY,
        "is": "每个选项的规则 / the rule for each option",
        "otherwise": "其余的 / what holds for the others",
    },
    "WhenNode": {"when": "如果…则…否则… / a value under a condition"},
    "WhenBody": {
        "": "条件取值",
        "if": "条件 / the condition",
        "then": "成立时 / what holds then",
        "else": "不成立时 / what holds else",
    },
    "ShareNode": {"share": "分成几份取一份，各份之和等于总数 / one part of a split"},
    "ShareBody": {
        "": "分成",
        "of": "总数 / the whole",
        "parts": "各份的比例，合计为1 / the parts by name; together 1",
        "take": "取哪一份 / which part this is",
    },
    "ReadingsNode": {"readings": "文字有几种读法，各算各的 / an open text"},
    "ReadingsBody": {
        "": "几种读法",
        "of": "readings: 里的标识 / the id under readings:",
        "is": "每种读法的规则 / the rule under each option",
    },
    "AssumeNode": {"assume": "文件没写、靠假定的规则 / a rule the text does not state"},
    "AssumeBody": {
        "": "假定",
        "name": "assumptions: 里的标识 / the id under assumptions:",
        "is": "规则 / the rule",
    },
    "AgeNode": {"age": "周岁 / age in whole years at a date"},
    "AgeBody": {
        "": "周岁",
        "born": "出生日期 / day of birth",
        "at": "计算年龄的日期 / day the age counts",
        "grows": (
            "on-birthday 满多少周岁; after-birthday 过了生日就算下一岁 / completed years, or a "
            "year begun counts"
        ),
    },
    "CountNode": {"count": "累计：某选项出现几次 / how often an option stands"},
    "CountBody": {
        "": "次数",
        "of": "序列输入项的标识 / the id of a sequence input",
        "value": "要数的选项 / the option counted",
    },
    "RunNode": {"run": "连续：某选项最长连续几次 / the longest unbroken run"},
    "RankNode": {"rank": "有序类别里的第几位，最低为1 / rank in an ordered category"},
    "RankBody": {
        "": "名次",
        "of": _CATEGORY,
        "option": "写明的选项；不写则按给出的 / a stated option; without it the one given",
    },
    "AtLeastNode": {"at-least": f"第一个不少于第二个；{_PAIR}"},
    "AtMostNode": {"at-most": f"第一个不多于第二个；{_PAIR}"},
    "MoreThanNode": {"more-than": f"第一个多于第二个；{_PAIR}"},
    "LessThanNode": {"less-than": f"第一个少于第二个；{_PAIR}"},
    "EqualNode": {"equal": f"两个相等；{_PAIR}"},
    "IsNode": {"is": "类别属于其中之一 / a category is one of some options"},
    "IsBody": {"": "属于", "of": _CATEGORY, "in": "哪些选项 / the options that count"},
    "AllNode": {"all": "都成立 / every condition holds"},
    "AnyNode": {"any": "有一个成立 / at least one condition holds"},
    "NotNode": {"not": "不成立 / the condition does not hold"},
}
