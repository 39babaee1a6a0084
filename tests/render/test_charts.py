"""Pictures of findings, on a terminal, in a page, in a workbook: the figures are the findings'."""

from __future__ import annotations

import re
import zipfile
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import in_lang, shequ
from shequ_calc.render.charts.chart import Band, Bar, Bars, Dot, Point
from shequ_calc.render.charts.drawing import drawn_png, drawn_svg
from shequ_calc.render.charts.plot import plotted
from shequ_calc.render.wrap import cells

CHANGCHUN = ("--city", "changchun", "--on", "2024-06-30", "--lang", "zh", "--quiet")
LEDGER = "社区,户数,实有人数\n甲,4200,15\n乙,900,20\n丙,8000,\n"


def ledger(tmp_path: Path, text: str = LEDGER) -> str:
    source = tmp_path / "台账.csv"
    source.write_text(text, "utf-8")
    return str(source)


def test_a_sweep_is_drawn_from_end_to_end() -> None:
    line = ("staffing", "--vary", "households=3000..4200:100", "--only", "jilin/posts", "--plot")
    found = shequ(*line, *CHANGCHUN)
    assert found.code == 0, found.err
    lines = found.out.splitlines()
    assert lines[0] == "长春市社工岗"
    # 4,200 households: 12 to 19 by one reading, 17 to 19 by the other.
    assert lines[2].strip().startswith("19 ┤")
    assert lines[2].rstrip().endswith("█")
    assert "3,000" in lines[-3]
    assert lines[-3].endswith("4,200")
    assert all(cells(one) <= 100 for one in lines)


@pytest.mark.parametrize(
    ("question", "said"),
    [("staffing", "● 实有"), ("check", "不足和超出的社区数，按条款")],
)
def test_a_ledger_is_drawn(tmp_path: Path, question: str, said: str) -> None:
    found = shequ(question, ledger(tmp_path), *CHANGCHUN, "--plot")
    assert found.code in (0, 1), found.err
    assert said in found.out


def test_money_is_drawn_by_payer(tmp_path: Path) -> None:
    source = ledger(tmp_path, "社区\n甲\n乙\n")
    kunming = ("--city", "kunming", "--on", "2024-06-30", "--lang", "zh", "--quiet")
    found = shequ("budget", source, *kunming, "--plot")
    assert found.code == 0, found.err
    sums = shequ("budget", source, *kunming, "--sum", "payer", "-f", "csv").out
    lows = dict(re.findall(r"^(\w+),community,year,yuan,(\d+)", sums, re.MULTILINE))
    # Each level's sum stands at the end of its bar, as --sum payer has it.
    drawn = dict(re.findall(r"^(\S+) +[█▏▎▍▌▋▊▉]+ (?:≥ )?([\d,]+)", found.out, re.MULTILINE))
    words = {"province": "省级", "unstated": "未注明"}
    assert {words[name]: low for name, low in lows.items()} == {
        name: low.replace(",", "") for name, low in drawn.items()
    }


def test_where_nothing_moves_there_is_nothing_to_draw() -> None:
    found = shequ("staffing", "--vary", "households=100..200:100", *CHANGCHUN, "--only",
                  "jilin/first-secretary", "--plot")  # fmt: skip
    assert found.code == 2
    assert "没有可画的图" in found.err


@pytest.mark.parametrize(
    "more", [("-f", "csv"), ("--wide",), ("--sum", "all"), ("--columns", "low"), ("--all",)]
)
def test_a_plot_takes_nothing_else(tmp_path: Path, more: tuple[str, ...]) -> None:
    found = shequ("staffing", ledger(tmp_path), *CHANGCHUN, "--plot", *more)
    assert found.code == 2
    assert f"不与 {more[0]}" in found.err


def test_a_plot_needs_a_table() -> None:
    found = shequ("staffing", *CHANGCHUN, "--plot")
    assert found.code == 2
    assert "--plot 需要表格" in found.err


def test_a_page_has_the_picture_as_text(tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    found = shequ("staffing", ledger(tmp_path), *CHANGCHUN, "-o", str(out))
    assert found.code == 0, found.err
    (svg,) = re.findall(r"<svg.*?</svg>", out.read_text("utf-8"), re.DOTALL)
    assert ">户数（户）</text>" in svg
    assert ">长春市社工岗</text>" in svg
    assert 'fill="currentColor"' in svg
    assert " style=" not in svg


def test_a_workbook_has_a_chart_over_the_figures(tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    found = shequ("staffing", ledger(tmp_path), *CHANGCHUN, "-o", str(out))
    assert found.code == 0, found.err
    book = openpyxl.load_workbook(out)
    (chart,) = book["说明"]._charts
    assert chart.__class__.__name__ == "ScatterChart"
    data = book["图的数据"]
    assert data.sheet_state == "hidden"
    rows = [row[3:] for row in data.iter_rows(min_row=2, max_row=4, values_only=True)]
    # 4,200: 12-19; 900: 10-15; 8,000: 10 + 5000 // 500 = 20 to 15 + 5000 // 300 = 31.
    assert rows == [("甲", 4200, 12, 19, 15), ("乙", 900, 10, 15, 20), ("丙", 8000, 20, 31, None)]
    line = {row[0]: row[1:3] for row in data.iter_rows(min_row=2, max_col=3, values_only=True)}
    assert line[2982] == (10, 15)
    assert line[7980] == (19, 31)


def test_names_stay_text(tmp_path: Path) -> None:
    text = 'community,households\n"<script>alert(1)</script>",4200\n=1+1,900\n'
    source, out = ledger(tmp_path, text), tmp_path / "x.html"
    assert shequ("staffing", source, *CHANGCHUN, "-o", str(out)).code == 0
    assert "<script>alert" not in out.read_text("utf-8")
    book = tmp_path / "x.xlsx"
    assert shequ("staffing", source, *CHANGCHUN, "-o", str(book)).code == 0
    with zipfile.ZipFile(book) as parts:
        assert not any(b"<f>1+1" in parts.read(name) for name in parts.namelist())


def some(number: Fraction | int | None) -> Fraction | None:
    return None if number is None else Fraction(number)


ends = st.one_of(st.none(), st.integers(0, 10**9))
points = st.lists(st.tuples(st.integers(0, 10**7), ends, ends), max_size=30)


@given(points, points, st.integers(40, 120))
def test_no_line_is_wider_than_the_window(
    line: list[tuple[int, int | None, int | None]],
    dots: list[tuple[int, int | None, int | None]],
    width: int,
) -> None:
    band = Band(
        "t", "x", "y",
        tuple(Point(Fraction(x), some(a), some(b)) for x, a, b in sorted(line, key=lambda p: p[0])),
        tuple(Dot("n", Fraction(x), some(a), some(b), some(a)) for x, a, b in dots),
    )  # fmt: skip
    shown = in_lang("zh", lambda: list(plotted(band, width)))
    assert all(cells(one) <= width for one in shown)


def test_no_bars_and_no_points_are_drawn_as_well() -> None:
    assert list(plotted(Bars("t", "x", ("a",), ()))) == ["t"]
    assert list(plotted(Band("t", "x", "y", ()))) == ["t"]


def test_a_picture_for_paper_is_png_and_svg() -> None:
    bars = Bars("题", "元", ("下限",), (Bar("省级<b>", (Fraction(5),), "≥ 5"),))
    png, svg = in_lang("zh", drawn_png, bars)
    assert png.startswith(b"\x89PNG")
    assert "省级&lt;b&gt;" in svg
    assert "省级<b>" not in drawn_svg(bars)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=20))
def test_any_text_can_be_drawn(text: str) -> None:
    bars = Bars(text, text, (text,), (Bar(text, (Fraction(5),), text),))
    band = Band(text, text, text, (), (Dot(text, Fraction(1), Fraction(1), None),))
    for chart in (bars, band):
        _, svg = drawn_png(chart)
        ElementTree.fromstring(svg)


def test_without_its_library_it_says_how_to_come_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    out = tmp_path / "x.html"
    found = shequ("staffing", ledger(tmp_path), *CHANGCHUN, "-o", str(out))
    assert found.code == 2
    assert "pip install 'shequ-calc[report]'" in found.err
    assert not out.exists()
