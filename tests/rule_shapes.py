"""Every shape of rule the design lists, written as a policy would, and worked out by hand."""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    name: str
    words: str
    rule: str
    values: list[tuple[str, str]]
    unit: str = "person"


COUNTS = [
    Shape("flat", "每个社区配备5人", "'5'", [("", "5")]),
    Shape("floor", "不少于2人", "floor: 2", [("", "2..")]),
    Shape("cap", "不超过7人", "cap: 7", [("", "..7")]),
    Shape("more than", "超过5人", "above: 5", [("", "6..")]),  # 5 itself is not more than 5
    Shape("less than", "不足5人", "below: 5", [("", "..4")]),
    Shape("range", "2至3人", "between: [2, 3]", [("", "2..3")]),
    Shape("about", "9人左右", "about: 9", [("", "~9")]),
    Shape(
        "one per N",
        "每满300户配备1名",
        "steps: {of: households, every: 300}",
        [("households=299", "0"), ("households=300", "1"), ("households=4300", "14")],  # 14.33
    ),
    Shape(
        "one per N, a part counts",
        "每300户配备1名,不足300户按300户计",
        "steps: {of: households, every: 300, round: up}",
        [("households=1", "1"), ("households=300", "1"), ("households=301", "2")],
    ),
    Shape(
        "one per N, not said how to round",
        "每300户左右配备1名",
        "about: {steps: {of: households, every: 300, round: outward}}",
        [("households=4200", "~14"), ("households=4300", "~14 | 15")],  # 14.33: down 14, up 15
    ),
    Shape(
        "one per N1-N2, inward",
        "每300至500户划分1个网格",
        "steps: {of: households, every: {between: [300, 500]}, round: inward}",
        [
            ("households=300", "1"),
            ("households=500", "1"),
            ("households=600", "2"),  # 600/500 = 1.2, 600/300 = 2
            ("households=4200", "9..14"),  # 8.4 up, 14
            ("households=501", "none-fits"),  # 1.002 up is 2, 1.67 down is 1
            ("households=599", "none-fits"),  # 599/500 = 1.2 up is 2, 599/300 = 1.997 down is 1
            ("households=299", "none-fits"),
        ],
        "grid",
    ),
    Shape(
        "rate x size, per 1,000 households",
        "每千户配备2名,按比例,四舍五入",
        "rate: {of: households, each: 2, per: 1000, round: nearest}",
        [("households=4200", "8"), ("households=4250", "9")],  # 8.4; 8.5 goes up
    ),
    Shape(
        "the larger of rate x size and a floor",
        "按每千户2名配备,最少5名",
        "higher-of: [{rate: {of: households, each: 2, per: 1000, round: down}}, 5]",
        [("households=4200", "8"), ("households=1200", "5")],  # 8.4 down; 2.4 down is 2
    ),
    Shape(
        "fixed plus ratio",
        "配备3名,每500户增配1名",
        "sum: [3, {steps: {of: households, every: 500}}]",
        [("households=499", "3"), ("households=2700", "8")],  # 3 + 5
    ),
    Shape(
        "bracket table over one input",
        "1000户以下3名,1000户(不含)至3000户5名,3000户(不含)以上8名",
        """
brackets:
  of: households
  rows:
    - {from: 0, to: 1000, is: 3}
    - {over: 1000, to: 3000, is: 5}
    - {over: 3000, is: 8}
""",
        [
            ("households=1000", "3"),
            ("households=1001", "5"),
            ("households=3000", "5"),
            ("households=3001", "8"),
        ],
    ),
    Shape(
        "bracket table over two inputs",
        "1000户以下：人口3000以下3名,以上4名;1000户以上：人口3000以下5名,以上7名(以上均不含)",
        """
brackets:
  of: households
  rows:
    - to: 1000
      is:
        brackets:
          of: population
          rows: [{to: 3000, is: 3}, {over: 3000, is: 4}]
    - over: 1000
      is:
        brackets:
          of: population
          rows: [{to: 3000, is: 5}, {over: 3000, is: 7}]
""",
        [
            ("households=1000 population=3000", "3"),
            ("households=1000 population=3001", "4"),
            ("households=1001 population=3000", "5"),
            ("households=1001 population=3001", "7"),
            ("households=1001", "needs-input population"),
        ],
    ),
    Shape(
        "a shared edge is two readings",
        "1000-2000户4名,2000-3000户6名",
        """
brackets:
  of: households
  shared-edges: readings
  gaps: no-amount
  rows: [{from: 1000, to: 2000, is: 4}, {from: 2000, to: 3000, is: 6}]
""",
        [
            ("households=1999", "4"),
            ("households=2000", "4 | 6"),
            ("households=2001", "6"),
            ("households=999", "no-amount"),
            ("households=3001", "no-amount"),
        ],
    ),
    Shape(
        "steps above a threshold, the whole capped",
        "2000户配5名,超过2000户的每500户增配1名,最多9名",
        "lower-of: [{sum: [5, {steps: {of: households, beyond: 2000, every: 500}}]}, 9]",
        [
            ("households=800", "5"),
            ("households=2499", "5"),
            ("households=2500", "6"),
            ("households=3999", "8"),  # 1999/500 = 3.998
            ("households=9000", "9"),  # 5 + 14
        ],
    ),
    Shape(
        "steps of a range, from a range",
        "3000户以下10至15人左右,每增加300-500户可增设1个",
        """
sum:
  - about: {between: [10, 15]}
  - steps: {of: households, beyond: 3000, every: {between: [300, 500]}, add: 1}
""",
        [
            ("households=3000", "~10..15"),
            ("households=3300", "~10..16"),
            ("households=3500", "~11..16"),
            ("households=4200", "~12..19"),  # 1200/500 = 2.4, 1200/300 = 4
        ],
    ),
    Shape(
        "value by category",
        "老旧小区6名,商品房小区4名,其他5名",
        "case: {of: area-kind, is: {old: 6, new: 4}, otherwise: 5}",
        [
            ("area-kind=old", "6"),
            ("area-kind=商品房小区", "4"),
            ("area-kind=fringe", "5"),
            ("", "needs-input area-kind"),
        ],
    ),
    Shape(
        "a category the rule leaves out",
        "老旧小区6名,商品房小区4名",
        "case: {of: area-kind, is: {old: 6, new: 4}}",
        [("area-kind=old", "6"), ("area-kind=fringe", "not-for")],
    ),
    Shape(
        "either-or inputs",
        "500户以上或者800人以上的配3名,其他2名",
        """
when:
  if: {any: [{at-least: [households, 500]}, {at-least: [population, 800]}]}
  then: 3
  else: 2
""",
        [
            ("households=500", "3"),  # one that holds is enough: nothing is needed
            ("population=800", "3"),
            ("households=499 population=799", "2"),
            ("households=499", "needs-input population"),
            ("", "needs-input households population"),
        ],
    ),
    Shape(
        "quota, compared cross-multiplied",
        "党员不少于社工的60%的,增配1名",
        """
when:
  if: {at-least: [{multiply: [100, party-posts]}, {multiply: [60, posts]}]}
  then: 1
  else: 0
""",
        [
            ("party-posts=6 posts=10", "1"),  # 600 >= 600
            ("party-posts=4 posts=7", "0"),  # 400 < 420
            ("party-posts=0 posts=0", "1"),  # no post, no quota missed, nothing divided by zero
        ],
    ),
    Shape(
        "runs of years",
        "连续2年优秀或者累计3年优秀的,晋升1级",
        """
when:
  if:
    any:
      - at-least: [{run: {of: results, value: excellent}}, 2]
      - at-least: [{count: {of: results, value: excellent}}, 3]
  then: 1
  else: 0
""",
        [
            ("results=good,excellent,excellent", "1"),
            ("results=excellent,good,excellent", "0"),
            ("results=excellent,good,excellent,poor,excellent", "1"),
            ("", "needs-input results"),
        ],
        "grade",
    ),
    Shape(
        "ordered categories",
        "本科以上2级,大专1级,其他0级",
        """
when:
  if: {at-least: [{rank: {of: education}}, {rank: {of: education, option: bachelor}}]}
  then: 2
  else:
    when:
      if: {equal: [{rank: {of: education}}, {rank: {of: education, option: college}}]}
      then: 1
      else: 0
""",
        [
            ("education=doctor", "2"),
            ("education=bachelor", "2"),
            ("education=大专", "1"),
            ("education=senior-middle", "0"),
            ("", "needs-input education"),
        ],
        "grade",
    ),
    Shape(
        "named without amount",
        "按照有关规定配备",
        "no-amount: {zh: 按有关规定, en: as elsewhere provided}",
        [("", "no-amount")],
    ),
]

MONEY = [
    Shape(
        "rate x households",
        "按每户20元安排",
        "rate: {of: households, each: 20}",
        [("households=4200", "84000")],
        "yuan",
    ),
    Shape(
        "rate per 1,000 households",
        "按每千户1万元安排",
        "rate: {of: households, each: 10000, per: 1000}",
        [("households=4213", "42130")],
        "yuan",
    ),
    Shape(
        "rate x heads",
        "按常住人口每人每年不低于2.5元",
        "floor: {rate: {of: population, each: 2.5}}",
        [("population=9001", "22502.5..")],
        "yuan",
    ),
    Shape(
        "rate x party members, the larger of it and a floor",
        "党建经费按每名党员200至300元,且不低于1万元",
        "higher-of: [{rate: {of: party-members, each: {between: [200, 300]}}}, 10000]",
        [
            ("party-members=100", "20000..30000"),
            ("party-members=40", "10000..12000"),  # 8,000 to 12,000
            ("party-members=20", "10000"),  # 4,000 to 6,000
        ],
        "yuan",
    ),
    Shape(
        "percent of an outside index",
        "不低于上年度平均工资的70%",
        "floor: {multiply: [70%, average-wage]}",
        [
            ("average-wage=78001", "54600.7.."),
            ("average-wage=6500/month", "54600.."),  # 78,000 a year
            ("", "needs-input average-wage"),
        ],
        "yuan",
    ),
    Shape(
        "base x grade coefficient",
        "基本工资×级别系数：1级1.0,每高1级加0.05",
        "multiply: [base-wage, {sum: [1, {multiply: [0.05, {minus: [grade, 1]}]}]}]",
        [
            ("base-wage=36000 grade=1", "36000"),
            ("base-wage=36000 grade=8", "48600"),  # x 1.35
        ],
        "yuan",
    ),
    Shape(
        "pay as a sum of parts",
        "基本报酬3.6万元、级别报酬每级1200元、绩效6000至9000元,职业津贴另定",
        """
sum:
  - 36000
  - multiply: [1200, grade]
  - between: [6000, 9000]
""",
        [("grade=5", "48000..51000"), ("", "42000.. needs-input grade")],  # 36,000 + 6,000
        "yuan",
    ),
    Shape(
        "a sum with a part that has no amount",
        "基本报酬3.6万元,另按规定发放津贴",
        "sum: [36000, {no-amount: {zh: 津贴按规定, en: allowances elsewhere}}]",
        [("", "36000..")],
        "yuan",
    ),
    Shape(
        "increments by full periods of service",
        "每满3年增加1200元,最多增加6次",
        "lower-of: [{steps: {of: years, every: 3, add: 1200}}, 7200]",
        [("years=2", "0"), ("years=3", "1200"), ("years=11", "3600"), ("years=40", "7200")],
        "yuan",
    ),
    Shape(
        "certificate table by month",
        "助理社工师每月200元,社工师300元,高级500元",
        """
multiply:
  - 12
  - case: {of: certificate, is: {none: 0, assistant: 200, social-worker: 300, senior: 500}}
""",
        [("certificate=中级", "3600"), ("certificate=none", "0"), ("", "needs-input certificate")],
        "yuan",
    ),
    Shape(
        "certificate table, once",
        "取得助理社工师一次性奖励1000元,社工师2000元",
        "case: {of: certificate, is: {assistant: 1000, social-worker: 2000}, otherwise: 0}",
        [("certificate=assistant", "1000"), ("certificate=senior", "0")],
        "yuan",
    ),
    Shape(
        "70/30 split: base",
        "报酬的70%为基本部分",
        "share: {of: base-wage, parts: {base: 70%, performance: 30%}, take: base}",
        [("base-wage=78000", "54600"), ("base-wage=0.05", "0.04")],  # 3.5 and 1.5 fen of 5
        "yuan",
    ),
    Shape(
        "70/30 split: performance",
        "报酬的30%为绩效",
        "share: {of: base-wage, parts: {base: 70%, performance: 30%}, take: performance}",
        [("base-wage=78000", "23400"), ("base-wage=0.05", "0.01")],
        "yuan",
    ),
]

PEOPLE = [
    Shape(
        "grade from post, years, degree and certificate; the higher counts, not the sum",
        "正职7级起、18级封顶,副职4级起、15级封顶,每满3年升1级;本科高1级、硕士以上高2级,"
        "助理社工师高1级、社工师高2级、高级高3级,学历和职称就高不累加",
        """
lower-of:
  - case: {of: post, is: {chief: 18, deputy: 15}}
  - sum:
      - case: {of: post, is: {chief: 7, deputy: 4}}
      - steps: {of: years, every: 3, add: 1}
      - higher-of:
          - case: {of: education, is: {bachelor: 1, master: 2, doctor: 2}, otherwise: 0}
          - case: {of: certificate, is: {assistant: 1, social-worker: 2, senior: 3}, otherwise: 0}
""",
        [
            ("post=chief years=10 education=master certificate=assistant", "12"),  # 7 + 3 + 2
            ("post=chief years=10 education=college certificate=senior", "13"),  # 7 + 3 + 3
            ("post=chief years=0 education=college certificate=none", "7"),
            ("post=deputy years=30 education=doctor certificate=senior", "15"),  # 4 + 10 + 3
            # Without the certificate at least 7 + 3 + 2, and at most the cap.
            ("post=chief years=10 education=master", "12..18 needs-input certificate"),
        ],
        "grade",
    ),
    Shape(
        "eligibility limit widened for groups, the widest counting",
        "不超过35周岁,退役军人放宽到40周岁,持证社工放宽到45周岁",
        """
cap:
  higher-of:
    - 35
    - when: {if: {is: {of: groups, in: [veteran]}}, then: 40, else: 0}
    - when: {if: {is: {of: groups, in: [certified]}}, then: 45, else: 0}
""",
        [
            ("groups=model", "..35"),
            ("groups=veteran", "..40"),
            ("groups=veteran;certified", "..45"),
            ("groups=[]", "..35"),
        ],
        "year",
    ),
    Shape(
        "age at a date, completed years",
        "周岁按已满计",
        "age: {born: birth-date, at: closing-date}",
        [
            ("birth-date=1984-06-30 closing-date=2024-06-29", "39"),
            ("birth-date=1984-06-30 closing-date=2024-06-30", "40"),
            ("birth-date=1984-06-30 closing-date=2025-06-29", "40"),  # 40 years and 364 days
            ("birth-date=1984-06-30 closing-date=2025-06-30", "41"),
            ("birth-date=1984-02-29 closing-date=2024-02-28", "39"),
            ("birth-date=1984-02-29 closing-date=2024-02-29", "40"),
            ("birth-date=1984-02-29 closing-date=2025-02-28", "40"),  # no 29th: the day after
            ("birth-date=1984-02-29 closing-date=2025-03-01", "41"),
        ],
        "year",
    ),
    Shape(
        "age at a date, to the birthday and no longer",
        "周岁到生日为止",
        "age: {born: birth-date, at: closing-date, grows: after-birthday}",
        [
            ("birth-date=1984-06-30 closing-date=2024-06-30", "40"),
            ("birth-date=1984-06-30 closing-date=2024-07-01", "41"),
            ("birth-date=1984-06-30 closing-date=2025-06-29", "41"),  # 40 years and 364 days
            ("birth-date=1984-02-29 closing-date=2024-02-29", "40"),
            ("birth-date=1984-02-29 closing-date=2024-03-01", "41"),
        ],
        "year",
    ),
    Shape(
        "both readings of an age",
        "40周岁以下",
        """
readings:
  of: full-years
  is:
    completed: {age: {born: birth-date, at: closing-date}}
    to-birthday: {age: {born: birth-date, at: closing-date, grows: after-birthday}}
""",
        [
            ("birth-date=1984-06-30 closing-date=2024-06-30", "40"),  # the birthday: both say 40
            ("birth-date=1984-06-30 closing-date=2025-06-29", "40 | 41"),
        ],
        "year",
    ),
]

COMBINED = [
    Shape(
        "category, rate, floor, cap and share at once",
        "老旧小区每户15元、其他每户10元,不低于3万元、不超过10万元,其中六成用于服务",
        """
share:
  of:
    lower-of:
      - 100000
      - higher-of:
          - 30000
          - multiply: [households, {case: {of: area-kind, is: {old: 15}, otherwise: 10}}]
  parts: {service: 60%, office: 40%}
  take: service
""",
        [
            ("households=4201 area-kind=old", "37809"),  # 63,015 x 0.6
            ("households=1000 area-kind=new", "18000"),  # 30,000 x 0.6
            ("households=9000 area-kind=old", "60000"),  # 100,000 x 0.6
            ("households=4200", "18000..60000 needs-input area-kind"),
        ],
        "yuan",
    ),
    Shape(
        "two readings inside a sum, with steps above a threshold",
        "10至15人,超过3000户每500户增1人,从10或15起算",
        """
sum:
  - readings: {of: counted-from, is: {few: 10, many: 15}}
  - steps: {of: households, beyond: 3000, every: 500}
""",
        [("households=3000", "10 | 15"), ("households=4200", "12 | 17")],
    ),
    Shape(
        "an assumed grade only where none is given",
        "级别由街道核定,未核定的按年限推算",
        """
known:
  - grade
  - assume: {name: usual, is: {sum: [1, {steps: {of: years, every: 3}}]}}
""",
        [("grade=9 years=30", "9"), ("years=7", "3"), ("", "1.. needs-input years")],
        "grade",
    ),
    Shape(
        "brackets of a number of grids that may not fit",
        "网格8个以下配2名,9个以上配3名",
        """
brackets:
  of: {steps: {of: households, every: {between: [300, 500]}, round: inward}}
  rows: [{to: 8, is: 2}, {from: 9, is: 3}]
""",
        [
            ("households=2400", "2"),  # 5 to 8 grids
            ("households=4200", "3"),  # 9 to 14
            ("households=3600", "2..3"),  # 8 to 12: either row
            ("households=550", "none-fits"),
        ],
    ),
]

_GRIDS = "steps: {of: households, every: {between: [300, 500]}, round: inward}"
BESIDE_NOTHING = [
    Shape(
        "at least 9 beside grids that may not fit",
        "按网格数配备,不少于9名",
        f"higher-of: [{{{_GRIDS}}}, 9]",
        [("households=550", "9.."), ("households=4200", "9..14")],
    ),
    Shape(
        "at most 20 beside grids that may not fit",
        "按网格数配备,最多20名",
        f"lower-of: [{{{_GRIDS}}}, 20]",
        [("households=550", "..20"), ("households=4200", "9..14")],
    ),
    Shape(
        "5 on top of grids that may not fit",
        "按网格数配备,另配5名",
        f"sum: [5, {{{_GRIDS}}}]",
        [("households=550", "5.."), ("households=4200", "14..19")],
    ),
    Shape(
        "what 10 leave beside grids that may not fit",
        "10名中除网格员外的",
        f"minus: [10, {{{_GRIDS}}}]",
        [("households=550", "..10"), ("households=1000", "7..8")],  # 2 or 3 grids
    ),
]
BRANCHES = [
    Shape(
        "rounding that is not said, in each of two readings",
        "每300户或每400户1名,取整未写明",
        """
readings:
  of: counted-from
  is:
    few: {steps: {of: households, every: 400, round: outward}}
    many: {steps: {of: households, every: 300, round: outward}}
""",
        # 4300/400 = 10.75, 4300/300 = 14.33; 4000/400 = 10, 4000/300 = 13.33; 1200 is 3 and 4.
        [
            ("households=4300", "10 | 11 | 14 | 15"),
            ("households=1200", "3 | 4"),
        ],
    ),
    Shape(
        "rounding that is not said, in the second reading alone",
        "20名,或每300户1名,取整未写明",
        """
readings:
  of: counted-from
  is: {few: 20, many: {steps: {of: households, every: 300, round: outward}}}
""",
        [("households=4300", "20 | 14 | 15"), ("households=4200", "20 | 14")],
    ),
]

EVERY = [*COUNTS, *MONEY, *PEOPLE, *COMBINED, *BESIDE_NOTHING, *BRANCHES]
