"""A ledger on a terminal: a line a community, folded to the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import shequ
from shequ_calc.render.wrap import cells

LEDGER = "街道,社区,户数\n" + "".join(f"南街,第{n}社区,{500 + 90 * n}\n" for n in range(40))


def shown(tmp_path: Path, *more: str, columns: int = 100, ledger: str = LEDGER) -> list[str]:
    source = tmp_path / "l.csv"
    source.write_text(ledger, "utf-8")
    line = ("staffing", str(source), "--city", "changchun", "-f", "table", "--lang", "zh", *more)
    found = shequ(*line, "--quiet", columns=columns)
    assert found.code == 0, found.err
    return found.out.splitlines()


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_a_line_or_two_a_community_in_any_window(tmp_path: Path, columns: int) -> None:
    lines = shown(tmp_path, columns=columns)
    assert max(map(cells, lines)) <= columns
    assert len([line for line in lines if line.startswith("第")]) in (40, 80)
    assert len(lines) < 80 + 80


def test_figures_and_totals_stand_under_their_heads(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    row = next(line for line in lines if line.startswith("第10社区"))
    # 1,400 households: 10 to 15 posts, 3 or 4 grids.
    assert row.split()[:3] == ["第10社区", "1400", "约10–15人"]
    assert "3–4个网格" in row
    total = next(line for line in lines if line.startswith("合计"))
    assert cells(total.partition("人")[0]) <= cells(row)


def test_what_has_no_room_is_named(tmp_path: Path) -> None:
    lines = shown(tmp_path, columns=40)
    text = "".join(line.strip() for line in lines)
    assert "窗口放不下的栏：" in text
    assert "辅警" in text.partition("窗口放不下的栏：")[2]
    assert "窗口放不下的栏：" not in "".join(shown(tmp_path, columns=260))


def test_all_lists_each_finding(tmp_path: Path) -> None:
    assert len(shown(tmp_path, "--all")) > 400


def test_a_check_leaves_no_verdict_out(tmp_path: Path) -> None:
    source = tmp_path / "l.csv"
    source.write_text(
        "社区,城市,实有人数,户数,运转经费\n甲,长春,17,2800,\n乙,昆明,,,42000\n", "utf-8"
    )
    found = shequ("check", str(source), "-f", "table", "--lang", "zh", "--quiet", columns=50)
    assert found.code == 1
    assert "17人、超出2人" in found.out
    assert "42,000元、不足8,000元" in found.out
    assert "窗口放不下的栏" not in found.out


@pytest.mark.whole_shelf
def test_communities_of_several_places_each_have_their_figures(tmp_path: Path) -> None:
    source = tmp_path / "l.csv"
    source.write_text("社区,城市,户数\n甲,长春,4200\n丙,北京,2000\n", "utf-8")
    line = ("staffing", str(source), "-f", "table", "--lang", "zh", "--quiet")
    found = shequ(*line, columns=100).out
    assert "约12–19人" in found
    # 2,000 households of Beijing: 14 to 18 workers.
    assert "14–18人" in found
    assert "窗口放不下的栏" not in found


def test_a_sweep_adds_nothing_up() -> None:
    line = ("staffing", "--vary", "households=3000..6000:1000", "--city", "changchun")
    found = shequ(*line, "-f", "table", "--lang", "zh", "--quiet").out
    assert "约10–15人" in found
    assert "合计" not in found
    assert any(line.split()[:1] == ["户数"] for line in found.splitlines())


def test_sources_come_with_cite(tmp_path: Path) -> None:
    assert "依据" not in shown(tmp_path)
    assert "依据" in shown(tmp_path, "--cite")


def test_an_error_says_why_in_its_line(tmp_path: Path) -> None:
    lines = shown(tmp_path, ledger=LEDGER + "南街,坏社区,九百\n")
    (row,) = (line for line in lines if line.startswith("坏社区"))
    assert "无法计算：" in row
