"""What a person always gives can stand in the environment; a flag wins, and it is said."""

from __future__ import annotations

from pathlib import Path

from commands import shequ

ONE = ("budget", "--only", "operating-funds", "--value", "low")


def test_a_place_from_the_environment_is_used_and_said() -> None:
    found = shequ(*ONE, SHEQU_CITY="kunming")
    assert (found.code, found.out) == (0, "50000\n")
    assert "shequ: by SHEQU_CITY=kunming" in found.err


def test_they_narrow_each_other_as_flags_do() -> None:
    found = shequ("staffing", "--households", "4200", "-f", "csv", "--columns", "division",
                  SHEQU_PROVINCE="jilin", SHEQU_CITY="jilin")  # fmt: skip
    assert set(found.out.split()[1:]) == {"220200"}
    assert "SHEQU_PROVINCE=jilin SHEQU_CITY=jilin" in found.err


def test_a_flag_wins() -> None:
    found = shequ(*ONE, "--city", "kunming", SHEQU_CITY="changchun", SHEQU_COUNTY="nowhere")
    assert (found.code, found.out) == (0, "50000\n")
    assert "SHEQU_" not in found.err


def test_a_place_there_is_not_is_an_error() -> None:
    found = shequ(*ONE, SHEQU_CITY="kunmin")
    assert found.code == 2
    assert "kunming" in found.err.lower()


def test_it_is_the_place_of_rows_that_name_none(tmp_path: Path) -> None:
    ledger = tmp_path / "l.csv"
    ledger.write_text("name,city\na,\nb,昆明\n", "utf-8")
    line = ("budget", str(ledger), "--only", "operating-funds", "-f", "csv", "--columns")
    found = shequ(*line, "name,division", SHEQU_CITY="kunming")
    assert found.out.splitlines()[1:] == ["a,530100", "b,530100"]


def test_the_language() -> None:
    assert "社区运转经费" in shequ("budget", "--city", "kunming", "-f", "md", SHEQU_LANG="zh").out
    english = shequ("budget", "--city", "kunming", "-f", "md", "--lang", "en", SHEQU_LANG="zh").out
    assert "operating funds" in english
