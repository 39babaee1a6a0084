"""What is kept of a checked policy, and that it never is a reason to fail."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audited import BY_ID
from commands import shequ
from shequ_calc.library.format.problems import PolicyProblems
from shequ_calc.library.shelf import cache, compiled, load
from shequ_calc.library.shelf.catalog import Catalog
from shequ_calc.library.shelf.files import shipped_dir
from shequ_calc.record import replace

ROOT = Path(__file__).parents[2]
YUNNAN = BY_ID["yunnan"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache folder of the test's own, not there yet."""
    monkeypatch.setenv("SHEQU_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(cache, "_UNWRITTEN", {})
    return tmp_path / "kept"


@pytest.fixture
def policy(tmp_path):
    """A policy file of the user's own, which no wheel has a compiled copy of."""
    path = tmp_path / "mine.yaml"
    path.write_bytes(YUNNAN.read_bytes() + b"\n# of my own\n")
    return path


def entries(folder):
    """The kept policies, beside the index of the shelf."""
    return sorted(path for path in folder.glob("*.json") if not path.name.startswith("shelf-"))


def funds(path):
    """The least operating funds that the file's rule gives, from the answer to a whole question."""
    result = shequ(
        "budget", "--city", "kunming", "--policies", str(path), "--only", "mine/operating-funds",
        "--value", "low", "--quiet",
    )  # fmt: skip
    assert result.code == 0, result.err
    return result.out.strip()


def test_a_second_reading_validates_nothing_and_gives_the_same(folder, policy, validations):
    first = load.checked(policy)
    again = load.checked(policy)
    assert validations == ["mine.yaml"]
    assert again == first
    found = again.data()
    found["cases"] = found["cases"]()
    assert found == load.validated(policy, policy.read_bytes())


def test_the_kept_data_are_exactly_the_validated_ones():
    for path in sorted(shipped_dir().rglob("*.yaml")):
        data = load.validated(path, path.read_bytes())
        assert json.loads(json.dumps(data)) == data, path.name


def test_an_edit_within_the_same_second_counts(folder, policy):
    about = policy.stat()
    assert funds(policy) == "50000"
    text = policy.read_text("utf-8")
    policy.write_text(text.replace("50000", "60000"), "utf-8")
    os.utime(policy, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert funds(policy) == "60000"


def test_a_clock_that_goes_back_changes_nothing(folder, policy, validations):
    load.checked(policy)
    (entry,) = entries(folder)
    os.utime(entry, (0, 0))
    os.utime(policy, (time.time() + 10**6, time.time() + 10**6))
    load.checked(policy)
    assert validations == ["mine.yaml"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[:10],
        lambda text: text[: len(text) // 2],
        lambda text: text[:-2],
        lambda text: text[:-20] + b"x" * 20,
        lambda text: b"\x00\xff" * 1000,
        lambda text: b"[]\n[]\n",
        lambda text: b"[" * 100_000 + b"\n",
        lambda text: text.replace(b'"key"', b'"kex"', 1),
        lambda text: text.replace(b'"place"', b'"plaza"', 1),
        lambda text: text.replace(b"50000", b"60000"),
        lambda text: b"\n".join([text.split(b"\n")[0], b"{}", b""]),
    ],
)
def test_a_damaged_entry_is_made_again(folder, policy, validations, damage):
    load.checked(policy)
    (entry,) = entries(folder)
    sound = entry.read_bytes()
    entry.write_bytes(damage(sound))
    load.checked(policy)
    assert validations == ["mine.yaml"] * 2
    assert entry.read_bytes() == sound


def test_an_entry_of_other_content_is_not_believed(folder, policy, tmp_path, validations):
    other = tmp_path / "other.yaml"
    other.write_text(policy.read_text("utf-8").replace("50000", "60000"), "utf-8")
    load.checked(other)
    (foreign,) = entries(folder)
    load.checked(policy)
    (own,) = set(entries(folder)) - {foreign}
    own.write_bytes(foreign.read_bytes())
    assert funds(policy) == "50000"


def test_an_entry_that_nothing_can_be_built_from_is_made_again(folder, policy, validations):
    digest = compiled.digest_of(policy.read_bytes())
    Catalog.load([policy])
    (entry,) = [path for path in entries(folder) if digest in path.read_text("utf-8")]
    kept = compiled.loaded(
        entry.read_bytes(), json.loads(entry.read_bytes().split(b"\n")[0])["key"]
    )
    data = kept.data()
    del data["cases"], data["provisions"]["operating-funds"]["unit"]
    cache.keep(replace(kept, body=json.dumps(data).encode()))
    assert (
        "unit"
        not in json.loads(entry.read_bytes().split(b"\n")[1])["provisions"]["operating-funds"]
    )
    validations.clear()
    found = Catalog.load([policy]).policies["mine"].provisions["mine/operating-funds"]
    assert found.unit == "yuan"
    assert validations == ["mine.yaml"]


def test_another_version_keeps_its_own(folder, policy, validations, monkeypatch):
    load.checked(policy)
    for module in (cache, compiled):
        monkeypatch.setattr(module, "__version__", "99.0")
    load.checked(policy)
    assert validations == ["mine.yaml"] * 2
    assert len(entries(folder)) == 2


def test_another_format_is_not_believed(folder, policy, monkeypatch):
    text = compiled.dumped(load.checked(policy))
    key = load.checked(policy).key
    assert compiled.loaded(text, key) is not None
    monkeypatch.setattr(compiled, "FORMAT", compiled.FORMAT + 1)
    assert compiled.loaded(text, key) is None


def test_what_a_file_extends_counts(folder, tmp_path, validations):
    policy = tmp_path / "more.yaml"
    policy.write_text("extends: yunnan\n", "utf-8")
    data = load.checked(YUNNAN).data()
    validations.clear()
    with pytest.raises(PolicyProblems):
        load.checked(policy, ("one", data))
    text = YUNNAN.read_text("utf-8")
    policy.write_text("extends: yunnan\n" + text, "utf-8")
    validations.clear()
    load.checked(policy, ("one", data))
    load.checked(policy, ("one", data))
    load.checked(policy, ("two", data))
    assert validations == ["more.yaml"] * 2


def test_a_name_of_another_policy_is_judged_where_that_one_changed(folder, tmp_path, validations):
    """The file that names a provision is not validated again for an edit of the other."""
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    text = YUNNAN.read_text("utf-8")
    first.write_text(text, "utf-8")
    second.write_text(
        text.replace("rule: {floor: 50000}", "rule: {ref: first/operating-funds}", 1), "utf-8"
    )
    assert "first/operating-funds" in second.read_text("utf-8")
    Catalog.load([tmp_path])
    validations.clear()
    first.write_text(text + "\n# edited\n", "utf-8")
    assert not Catalog.load([tmp_path]).failed
    assert validations == ["first.yaml"]
    renamed = text.replace("operating-funds", "running-funds")
    first.write_text(renamed.replace("topic: running", "topic: operating"), "utf-8")
    (failed,) = Catalog.load([tmp_path]).failed.values()
    assert failed.path == second
    first.write_text(text, "utf-8")
    assert not Catalog.load([tmp_path]).failed


def test_a_full_disk_is_no_reason_to_fail(folder, policy, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(cache.os, "replace", full)
    assert funds(policy) == "50000"
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(folder, policy, validations):
    folder.write_text("a file where the folder should be")
    assert funds(policy) == "50000"
    assert validations.count("mine.yaml") == 1
    assert funds(policy) == "50000"
    assert validations.count("mine.yaml") == 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who is root may write anywhere"
)
def test_a_read_only_folder_is_no_reason_to_fail(folder, policy):
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert funds(policy) == "50000"
    assert list(folder.iterdir()) == []


def test_off_keeps_nothing(tmp_path, policy, validations, monkeypatch):
    monkeypatch.setenv("SHEQU_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.cache_dir() is None
    load.checked(policy)
    load.checked(policy)
    assert validations == ["mine.yaml"]
    assert not (tmp_path / "xdg").exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="where Linux keeps caches")
def test_where_the_cache_is(tmp_path, monkeypatch):
    monkeypatch.delenv("SHEQU_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.cache_dir() == tmp_path / "xdg" / "shequ"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.cache_dir() == tmp_path / ".cache" / "shequ"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache.cache_dir() == tmp_path / ".cache" / "shequ"
    monkeypatch.setenv("SHEQU_CACHE", "elsewhere")
    assert cache.cache_dir() == Path("elsewhere")


def test_old_entries_make_room(folder, policy, monkeypatch):
    monkeypatch.setattr(cache, "_MOST", 6)
    monkeypatch.setattr(cache, "_TIMES", 0)
    folder.mkdir()
    for age in range(5):
        old = folder / f"old{age}.json"
        old.write_text("")
        os.utime(old, (age, age))
    other = folder / "not-ours.txt"
    other.write_text("")
    Catalog.load([policy])
    kept = {path.name for path in folder.iterdir()}
    assert not kept & {f"old{age}.json" for age in range(5)}
    assert "not-ours.txt" in kept
    assert len(kept) == 1 + 6


def test_many_at_once(folder, policy):
    """Processes that all find nothing kept, and all make it at the same time."""
    code = (
        "import sys; from pathlib import Path; from shequ_calc.library.shelf.load import checked; "
        "print(len(checked(Path(sys.argv[1])).data()['provisions']))"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(policy)], env=environ, stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    printed = {run.communicate()[0].strip() for run in runs}
    assert all(run.returncode == 0 for run in runs)
    assert printed == {str(len(load.checked(policy).data()["provisions"])).encode()}
    assert len(entries(folder)) == len(list(folder.iterdir())) == 1


def test_a_mistake_is_told_every_time_in_the_same_words(folder, tmp_path, monkeypatch):
    path = tmp_path / "wrong.yaml"
    path.write_text(YUNNAN.read_text("utf-8").replace("force:", "farce:", 1), "utf-8")
    first = shequ("budget", "--city", "kunming", "--policies", str(path))
    again = shequ("budget", "--city", "kunming", "--policies", str(path))
    assert first.code == again.code == 2
    assert first.err == again.err
    assert "farce" in first.err
    monkeypatch.setenv("SHEQU_CACHE", "off")
    assert shequ("budget", "--city", "kunming", "--policies", str(path)).err == first.err


def test_a_compiled_copy_beside_a_file_counts_only_for_its_content(folder, tmp_path, validations):
    path = tmp_path / "yunnan.yaml"
    path.write_bytes(YUNNAN.read_bytes())
    (tmp_path / load.COMPILED).mkdir()
    copy = tmp_path / load.COMPILED / "yunnan.json"
    copy.write_bytes(compiled.dumped(load.to_ship(path)))
    validations.clear()
    assert load.checked(path).data()["place"] == "530000"
    assert validations == []
    path.write_bytes(YUNNAN.read_bytes() + b"\n# changed\n")
    assert load.checked(path).data()["place"] == "530000"
    assert validations == ["yunnan.yaml"]
