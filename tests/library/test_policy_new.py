"""``policy new``: a file that is right as soon as its blanks are filled."""

from __future__ import annotations

import re

import pytest

from commands import shequ

BLANK = re.compile(r"^(\s*(?:- )?[a-z-]+:)  # .*(?:e\.g\.|例如) (.+)$", re.MULTILINE)
OPTIONAL = re.compile(r"^#(?=\S|  )", re.MULTILINE)


def template(lang: str, *place: str) -> str:
    result = shequ("policy", "new", *place, "--lang", lang)
    assert result.code == 0, result.err
    return result.out


def filled(text: str) -> str:
    """Every blank with the example that its comment gives."""
    done, count = BLANK.subn(r"\1 \2", text)
    assert count == 11
    return done


@pytest.fixture
def checked(tmp_path):
    def check(text: str) -> None:
        path = tmp_path / "own" / "taizhou.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        result = shequ("policy", "validate", str(path))
        assert (result.code, result.out) == (0, "")
        result = shequ("policy", "test", "--policies", str(path))
        assert result.code == 0, result.out

    return check


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_validates_and_passes_its_case_when_the_blanks_are_filled(lang, checked):
    checked(filled(template(lang, "--place", "泰州")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_still_does_with_everything_optional_put_to_use(lang, checked):
    text = filled(template(lang, "--place", "泰州"))
    used = OPTIONAL.sub("", text)
    assert used.count("\n  operating-funds:") == 1
    checked(used)


def test_it_does_not_validate_before(tmp_path):
    path = tmp_path / "taizhou.yaml"
    path.write_text(template("en", "--place", "泰州"), encoding="utf-8")
    result = shequ("policy", "validate", str(path))
    assert result.code == 1
    assert "documents.notice.title: nothing is written here" in result.out
    assert "# full title without 《》" in result.out  # the line quoted says what belongs there


def test_a_wrong_figure_in_the_case_is_found(tmp_path):
    text = filled(template("en", "--place", "泰州")).replace("low: 10", "low: 11")
    path = tmp_path / "taizhou.yaml"
    path.write_text(text, encoding="utf-8")
    result = shequ("policy", "test", "--policies", str(path))
    assert result.code == 1
    assert "expected 11, got 10" in result.out


def test_the_first_line_names_the_schema():
    first = template("zh", "--place", "321200").splitlines()[0]
    assert first == "# yaml-language-server: $schema=./shequ.schema.json"


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (("--place", "泰州"), "321200"),
        (("--place", "台州"), "331000"),
        (("--place", "331000"), "331000"),
        (("--place", "taizhou", "--province", "jiangsu"), "321200"),
        (("--city", "泰州"), "321200"),
        (("--place", "南昌", "--county", "南昌县"), "360121"),
    ],
)
def test_places(place, code):
    assert f'\nplace: "{code}"\n' in template("en", *place)


def test_an_ambiguous_place_lists_the_candidates():
    result = shequ("policy", "new", "--place", "taizhou")
    assert (result.code, result.out) == (2, "")
    assert "321200  Taizhou, Jiangsu" in result.err
    assert "331000  Taizhou, Zhejiang" in result.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--place", "泰洲"), "Nearest:"),
        ((), "--place 泰州"),
    ],
)
def test_no_place(arguments, words):
    result = shequ("policy", "new", *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_a_place_that_has_a_policy_is_said():
    result = shequ("policy", "new", "--city", "nanchang")
    assert result.code == 0
    assert "extends: nanchang" in result.err


def test_a_file_is_written_and_never_written_over(tmp_path):
    path = tmp_path / "taizhou.yaml"
    assert shequ("policy", "new", "--place", "泰州", "-o", str(path)).code == 0
    assert path.read_bytes() == template("en", "--place", "泰州").encode()
    path.write_text("mine", encoding="utf-8")
    again = shequ("policy", "new", "--place", "泰州", "-o", str(path))
    assert again.code == 2
    assert "there already" in again.err
    assert path.read_text(encoding="utf-8") == "mine"
