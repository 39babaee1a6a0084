"""What a wheel carries beside the YAML: the same policies, compiled."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from shequ_calc.library.format.problems import PolicyProblems
from shequ_calc.library.shelf.compiled import digest_of, loaded
from shequ_calc.library.shelf.files import shipped_dir
from shequ_calc.library.shelf.load import validated

pytestmark = pytest.mark.whole_shelf

ROOT = Path(__file__).parents[1]
pytest.importorskip("hatchling", reason="the build backend is not installed here")


@pytest.fixture
def hook(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    import hatch_build

    yield hatch_build
    del sys.modules["hatch_build"]


def test_every_shipped_policy_is_compiled_to_what_validation_gives(hook):
    copies = hook.compiled_policies(ROOT)
    files = sorted(shipped_dir().rglob("*.yaml"))
    assert sorted(copies) == [path.stem for path in files]
    for path in files:
        content = path.read_bytes()
        found = loaded(copies[path.stem], digest_of(content))
        assert found is not None, path.name
        assert found.data() == validated(path, content)
        assert found.provisions == tuple(found.data()["provisions"])


def test_a_policy_with_a_mistake_makes_no_wheel(hook, tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "wrong.yaml").write_text("place: nowhere\n")
    with pytest.raises(PolicyProblems, match=r"wrong\.yaml"):
        hook.compiled_policies(tmp_path)


@pytest.mark.parametrize(("version", "some"), [("standard", True), ("editable", False)])
def test_a_wheel_takes_the_copies_and_an_editable_install_none(hook, version, some, tmp_path):
    made = hook.CompiledPolicies(str(ROOT), {}, None, None, str(tmp_path), "wheel")
    data = {"force_include": {}}
    made.initialize(version, data)
    targets = data["force_include"].values()
    assert len(targets) == (len(list(shipped_dir().rglob("*.yaml"))) if some else 0)
    assert all(target.startswith("shequ_calc/policies/compiled/") for target in targets)
    assert all(Path(source).read_bytes() for source in data["force_include"])
    made.finalize(version, data, "")
    assert not any(Path(source).exists() for source in data["force_include"])
