"""The table that a person reads as a page: whole in one file, and whatever stands in it is text."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from commands import shequ

LEDGER = "街道,社区,户数\n南街,甲,4200\n南街,乙,900\n北街,丙,8000\n北街,丁,九百\n"
HOSTILE = '街道,社区,户数\n南街,"<script>alert(1)</script>",4200\n南街,"{{ 7 * 7 }}&amp;",900\n'


def page(tmp_path: Path, ledger: str = LEDGER, *more: str, lang: str = "zh") -> str:
    source, out = tmp_path / "l.csv", tmp_path / "人员.html"
    source.write_text(ledger, "utf-8")
    line = ("staffing", str(source), "--city", "changchun", "--on", "2024-06-30", "--lang", lang)
    found = shequ(*line, *more, "-o", str(out), "--quiet")
    assert found.code == 0, found.err
    return out.read_text("utf-8")


def text_of(row: str) -> list[str]:
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    return [unescape(re.sub(r"<a .*?</a>|<[^>]+>", "", cell)) for cell in cells]


def rows(html: str) -> list[list[str]]:
    return [text_of(row) for row in re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL)]


def test_a_row_a_community(tmp_path: Path) -> None:
    html = page(tmp_path)
    assert "<h1>长春市社区人员配备测算表</h1>" in html
    assert '<html lang="zh-CN">' in html
    found = rows(html)
    assert found[0][:4] == ["甲", "4200", "约12–19人", "约9–17人"]
    assert found[3][:2] == ["丁", "九百"]
    assert found[3][2].startswith("无法计算：")
    (total,) = re.findall(r"<tfoot>(.*?)</tfoot>", html, re.DOTALL)
    assert text_of(total)[:2] == ["合计", "约42–65人"]


def test_groups_have_titles_and_subtotals(tmp_path: Path) -> None:
    html = page(tmp_path, LEDGER, "--by", "街道")
    assert re.findall(r'scope="rowgroup"[^>]*>(.*?)</th>', html) == ["南街", "北街"]
    subtotals = re.findall(r'<tr class="sum">(.*?)</tr>', html, re.DOTALL)
    assert text_of(subtotals[0])[:2] == ["小计", "约22–34人"]


def test_each_mark_leads_to_its_note(tmp_path: Path) -> None:
    html = page(tmp_path)
    marks = set(re.findall(r'href="#(note-[\d-]+)"', html))
    assert marks <= set(re.findall(r'id="(note-[\d-]+)"', html))
    assert len(marks) > 5


def test_names_stay_text(tmp_path: Path) -> None:
    html = page(tmp_path, HOSTILE)
    assert html.count("<script>") == 1
    assert rows(html)[0][0] == "<script>alert(1)</script>" or "&lt;script&gt;alert(1)" in html
    assert "{{ 7 * 7 }}&amp;amp;" in html


def test_the_page_runs_its_own_script_alone_and_asks_for_nothing(tmp_path: Path) -> None:
    html = page(tmp_path)
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', html)
    policy = unescape(policy)
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.search(r"(src|href)=[\"'](?!#)", html)
    assert "http://" not in html
    assert "https://" not in html


def test_one_community_is_a_list(tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    found = shequ("budget", "--city", "kunming", "-o", str(out), "--lang", "en")
    assert found.code == 0
    html = out.read_text("utf-8")
    assert '<html lang="en">' in html
    first = rows(html)[0]
    assert first[:2] == ["operating funds", "≥ 50,000 yuan a year"]


@pytest.mark.parametrize("more", [("--wide",), ("--sum", "city"), ("--columns", "low")])
def test_there_are_no_columns_to_choose(tmp_path: Path, more: tuple[str, ...]) -> None:
    source = tmp_path / "l.csv"
    source.write_text(LEDGER, "utf-8")
    out = str(tmp_path / "x.html")
    found = shequ("staffing", str(source), "--city", "changchun", "-o", out, *more)
    assert found.code == 2
    assert "-o *.html writes whole findings" in found.err


def test_without_its_library_it_says_how_to_come_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    out = tmp_path / "x.html"
    found = shequ("budget", "--city", "kunming", "-o", str(out))
    assert found.code == 2
    assert "html needs jinja2: pip install 'shequ-calc[report]'" in found.err
    assert not out.exists()


def in_browser(tmp_path: Path, html: str, script: str = "") -> tuple[str, str]:
    """The page as a browser has it after ``script``, and what the browser had to say."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("Chromium shows the page: it is not here")
    if script:
        # The page lets nobody else's script run: here it is asked to.
        html = re.sub(r'<meta http-equiv="Content-Security-Policy".*?>', "", html)
        html = html.replace("</body>", f"<script>{script}</script></body>")
    copy = tmp_path / "shown.html"
    copy.write_text(html, "utf-8")
    line = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--enable-logging=stderr", f"--user-data-dir={tmp_path / 'profile'}",
        "--virtual-time-budget=3000", "--dump-dom", copy.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(line, check=True, capture_output=True, text=True, timeout=120)
    return done.stdout, "\n".join(s for s in done.stderr.splitlines() if "CONSOLE" in s)


def test_it_sorts_by_its_heads(tmp_path: Path) -> None:
    click = "const b=document.querySelectorAll('thead button')[1]; b.click();"
    shown, said = in_browser(tmp_path, page(tmp_path), click)
    assert [row[0] for row in rows(shown)] == ["乙", "甲", "丙", "丁"]
    assert 'aria-sort="ascending"' in shown
    assert not said
    shown, _ = in_browser(tmp_path, page(tmp_path), click + "b.click();")
    assert [row[0] for row in rows(shown)][-3:] == ["丙", "甲", "乙"]


def test_it_filters_by_what_is_typed(tmp_path: Path) -> None:
    typed = (
        "const f=document.querySelector('.find input'); f.value='丙 8000';"
        "f.dispatchEvent(new Event('input'));"
    )
    shown, said = in_browser(tmp_path, page(tmp_path), typed)
    hidden = re.findall(r'<tr data-row="1"( hidden="")?>', shown)
    assert [bool(one) for one in hidden] == [True, True, False, True]
    assert ">1 / 4</output>" in shown
    assert not said


def test_a_figure_opens_into_what_it_rests_on(tmp_path: Path) -> None:
    click = "document.querySelector('td[data-x]').click();"
    shown, said = in_browser(tmp_path, page(tmp_path), click)
    (opened,) = re.findall(r'<tr class="opened".*?</tr>', shown, re.DOTALL)
    assert "社工岗：约12–19人（可以，推算）" in opened
    assert "读法“以15人为基数”：约17–19人" in opened
    assert "可按10至15人左右" in opened
    assert not said
    again, _ = in_browser(tmp_path, page(tmp_path), click + click)
    assert 'class="opened"' not in again


def test_a_figure_opens_by_keyboard(tmp_path: Path) -> None:
    press = (
        "const k=(key)=>document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown',{key,bubbles:true}));"
        "document.querySelector('td[data-x]').focus(); k('ArrowDown'); k('Enter');"
    )
    shown, said = in_browser(tmp_path, page(tmp_path), press)
    (opened,) = re.findall(r'<tr class="opened".*?</tr>', shown, re.DOTALL)
    assert "社工岗：约10–15人" in opened
    assert not said


def test_a_browser_has_nothing_to_say_of_it(tmp_path: Path) -> None:
    _, said = in_browser(tmp_path, page(tmp_path, HOSTILE))
    assert not said
