"""A shelf of many files: its index, what an edit costs, and files that are not valid."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from commands import shequ
from shequ_calc.library.proof import verify
from shequ_calc.library.shelf import cache, shelving
from shequ_calc.library.shelf.catalog import Catalog, shelf_index

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.shelves import made_shelf

# Enough of them for several processes to share the work.
COUNT = 40


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("SHEQU_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(cache, "_UNWRITTEN", {})
    # So that the files just written are known by their times, as those of yesterday are.
    monkeypatch.setattr(shelving, "_REST", -1_000_000_000)
    return made_shelf(tmp_path / "own", COUNT)


def test_every_file_is_in_the_index(shelf):
    index = shelf_index([shelf])
    own = [file for file in index.files() if Path(file.path).parent == shelf]
    assert len(own) == COUNT
    assert {file.questions for file in own} == {("staffing", "budget", "salary")}
    assert {file.provisions for file in own} == {("workers", "work-fund", "certificate-allowance")}
    assert shelf_index([shelf]).listing == index.listing


def test_after_an_edit_one_file_is_validated_and_the_edit_counts(shelf, validations):
    Catalog.load([shelf])
    Catalog.load([shelf])
    validations.clear()
    file = shelf / "own-0003.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("label: {zh: 社区工作者", "label: {zh: 社工"), encoding="utf-8")
    found = Catalog.load([shelf]).policies["own-0003"].provisions["own-0003/workers"]
    assert found.label.zh == "社工"
    assert validations == ["own-0003.yaml"]


def test_an_added_and_a_removed_file_are_seen(shelf, validations):
    before = Catalog.load([shelf])
    assert "own-0003" in before.policies
    (shelf / "own-0003.yaml").unlink()
    assert "own-0003" not in Catalog.load([shelf]).policies
    deeper = shelf / "county"
    deeper.mkdir()
    made_shelf(deeper / "more", 1)
    assert "own-0000" in Catalog.load([shelf]).policies
    assert str(deeper / "more" / "own-0000.yaml") in {
        file.path for file in shelf_index([shelf]).files()
    }


def test_one_broken_file_among_many_stops_nobody_else(shelf):
    broken = shelf / "own-0007.yaml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("force: must", "force: mist"))
    told = shequ(
        "budget", "--city", "kunming", "--only", "yunnan/total", "--value", "low", "--policies",
        str(shelf), "--quiet",
    )  # fmt: skip
    assert (told.code, told.out) == (0, "303000\n")
    assert told.err.count("\n") == 1
    assert f"{broken}:14 is not valid" in told.err
    checked = shequ("policy", "validate", str(shelf))
    assert checked.code == 1
    assert f"{broken}:14:12: provisions.workers.force: unknown word 'mist'" in checked.out
    assert f"{COUNT} files, 3 problems" in checked.err


def test_validate_judges_only_what_changed(shelf, validations, monkeypatch):
    first = shequ("policy", "validate", str(shelf))
    assert (first.code, first.out) == (0, "")
    judged = []
    contradictions = verify.contradictions

    def counting(data, source, base=None):
        judged.append(Path(source.file).name)
        return contradictions(data, source, base)

    monkeypatch.setattr(verify, "contradictions", counting)
    validations.clear()
    assert shequ("policy", "validate", str(shelf)).code == 0
    assert (judged, validations) == ([], [])
    file = shelf / "own-0003.yaml"
    text = file.read_text(encoding="utf-8")
    assert "rule: {floor: 60000}" in text
    file.write_text(text.replace("rule: {floor: 60000}", "rule: {cap: 60000}"), encoding="utf-8")
    told = shequ("policy", "validate", str(shelf))
    assert judged == validations == ["own-0003.yaml"]
    assert told.code == 1
    assert f"{file}:29:17: provisions.work-fund" in told.out


def test_validate_says_what_is_replaced_extended_and_doubled(shelf, tmp_path):
    more = tmp_path / "more"
    more.mkdir()
    text = (shelf / "own-0003.yaml").read_text(encoding="utf-8")
    (more / "own-0003.yaml").write_text(text, encoding="utf-8")
    (more / "again.yaml").write_text(
        (shelf / "own-0004.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    told = shequ("policy", "validate", "--policies", str(shelf), "--policies", str(more))
    assert f"{more / 'own-0003.yaml'} replaces {shelf / 'own-0003.yaml'}" in told.err
    assert "and both have workers, work-fund, certificate-allowance" in told.err
    assert told.code == 0
