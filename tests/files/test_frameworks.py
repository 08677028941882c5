"""Frameworks on disk: found, read once, put together, and faults said once in the right file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from social_value.errors import InputError
from social_value.files.load import load
from social_value.files.validating import validate_paths
from social_value.files.yaml_source import parse_yaml
from tests.core.frameworks.written import BASE, HEAD
from tests.faults.procurement import SMALL, write

LOCAL = HEAD.format(id="local") + "extends: base\n"
SCALE = """\
kind: scale
schema: 1
id: shared
licence: CC0-1.0
confidence: unverified
levels:
  - {level: 0, marks: 0, descriptor: Nothing.}
  - {level: 1, marks: 100, descriptor: All.}
"""
LOWERS = LOCAL + "changes:\n  pillars:\n    social:\n      floor: 20\n"


def found(*paths: Path) -> list[tuple[str, str]]:
    """Return code and place of every finding, with the place from the test's own folder down."""
    return [(one.code, str(one.place).split("/repository/")[-1]) for one in validate_paths(paths).findings]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return the top of a repository with a base and a local framework."""
    top = tmp_path / "repository"
    (top / ".git").mkdir(parents=True)
    write(top / "frameworks", {"base.yaml": HEAD.format(id="base") + BASE, "local/local.yaml": LOCAL})
    return top


class TestValidate:
    """What `validate` says of frameworks."""

    def test_a_base_and_its_local_framework_are_sound(self, repository: Path) -> None:
        """The folder of both has no findings."""
        assert found(repository) == []

    def test_a_lowered_floor_is_said_at_its_line(self, repository: Path) -> None:
        """The finding names base, local and limit, and stands at the value in the local file."""
        write(repository / "frameworks", {"local/local.yaml": LOWERS})
        (finding,) = validate_paths([repository]).findings
        assert finding.code == "locked-override"
        assert str(finding.place).endswith("/repository/frameworks/local/local.yaml:13:14")
        assert finding.message == "local lowers the social floor of base from 30 to 20; the lowest it may be is 30."

    def test_a_fault_of_a_base_is_said_once(self, repository: Path) -> None:
        """However many frameworks and procurements build on it, and whichever file is read first."""
        base = (HEAD.format(id="base") + BASE).replace("weight: 14", "weight: 25")
        locals_ = {f"{name}.yaml": LOCAL.replace("id: local", f"id: {name}") for name in ("a-local", "z-local")}
        write(repository / "frameworks", {"base.yaml": base, **locals_})
        write(
            repository / "procurement", {**SMALL, "procurement.yaml": SMALL["procurement.yaml"] + "framework: local\n"}
        )
        assert found(repository) == [("weight-outside-range", "frameworks/base.yaml:31:21")]

    def test_a_fault_of_a_base_is_said_where_only_the_local_file_is_checked(self, repository: Path) -> None:
        """The base's path is named, from its folder down."""
        write(repository / "frameworks", {"base.yaml": HEAD.format(id="base") + "extends: nowhere\n"})
        assert found(repository / "frameworks" / "local") == [("unknown-base", "frameworks/base.yaml:9:10")]

    def test_a_circle_is_one_finding(self, repository: Path) -> None:
        """All members are checked, and one of them is named."""
        write(repository / "frameworks", {"base.yaml": HEAD.format(id="base") + "extends: local\n"})
        assert found(repository) == [("circular-extends", "frameworks/base.yaml:9:10")]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("extends: bases\n", ("unknown-base", "frameworks/local/local.yaml:9:10")),
            ("include: [base]\n", ("not-a-module", "frameworks/local/local.yaml:9:11")),
            ("include: [nothing]\n", ("unknown-module", "frameworks/local/local.yaml:9:11")),
            ("", ("framework-empty", "frameworks/local/local.yaml:1:1")),
            ("extends: base\nchanges: {criteria: {S1: {weight: 21}}}\n",
             ("override-out-of-range", "frameworks/local/local.yaml:10:35")),
            ("extends: base\nchanges: {criteria: {S1: {scale: four}}}\n",
             ("unknown-scale", "frameworks/local/local.yaml:10:34")),
            ("extends: base\nchanges: {criteria: {S1: {weight_range: {at_least: 15, at_most: 12}}}}\n",
             ("range-reversed", "frameworks/local/local.yaml:10:41")),
        ],
    )  # fmt: skip
    def test_each_fault_is_one_finding_with_its_place(
        self, repository: Path, text: str, expected: tuple[str, str]
    ) -> None:
        """One code, one place, in the local file."""
        write(repository / "frameworks", {"local/local.yaml": HEAD.format(id="local") + text})
        assert found(repository) == [expected]

    def test_a_misspelt_base_is_named(self, repository: Path) -> None:
        """The nearest framework is offered, never a scale or register."""
        write(repository / "frameworks", {"local/local.yaml": HEAD.format(id="local") + "extends: bse\n"})
        (finding,) = validate_paths([repository]).findings
        assert finding.way_out == 'Did you mean "base"?'

    def test_a_shared_scale_is_known(self, repository: Path) -> None:
        """A scale may be the framework's own, its base's, or a file."""
        text = LOCAL + "changes: {criteria: {S1: {scale: shared}}}\n"
        write(repository / "frameworks", {"local/local.yaml": text, "scales/shared.yaml": SCALE})
        assert found(repository) == []

    def test_a_module_may_hold_gates_alone(self, repository: Path) -> None:
        """A part for others to include needs no themes."""
        gate = "gates: [{id: g, title: G, asks: declaration, consequence: flag, confidence: official}]\n"
        write(repository / "frameworks", {"module.yaml": HEAD.format(id="module") + "module: true\n" + gate})
        assert found(repository) == []

    def test_hundreds_of_frameworks_read_their_base_once(
        self, repository: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What many files share is read from disk and parsed once in a run."""
        names = [f"local-{number}" for number in range(30)]
        write(repository / "frameworks", {f"{one}.yaml": LOCAL.replace("id: local", f"id: {one}") for one in names})
        read: list[str] = []
        parse = parse_yaml

        def counted(content: bytes, shown: str) -> Any:  # noqa: ANN401  # passes on what it was given
            read.append(shown)
            return parse(content, shown)

        monkeypatch.setattr("social_value.files.catalogue.parse_yaml", counted)
        assert found(repository) == []
        assert read == ["frameworks/base.yaml"]


class TestLoad:
    """What a procurement gets."""

    def procurement(self, repository: Path, framework: str, extra: str = "") -> Path:
        """Return a small procurement that names a framework."""
        text = SMALL["procurement.yaml"].replace("commenced_on", f"framework: {framework}\ncommenced_on") + extra
        write(repository / "procurement", {**SMALL, "procurement.yaml": text})
        return repository / "procurement"

    def test_the_framework_is_put_together(self, repository: Path) -> None:
        """The procurement sees the base's measures and scales under the local framework's id."""
        text = LOCAL + "changes: {criteria: {S1: {weight: 12}}}\n"
        write(repository / "frameworks", {"local/local.yaml": text})
        inputs = load(self.procurement(repository, "local")).inputs
        assert inputs.framework is not None
        assert (inputs.framework.id, inputs.framework.extends) == ("local", None)
        assert [one.id for one in inputs.chain] == ["base", "local"]
        assert set(inputs.measures) == {"jobs"}
        assert inputs.scale("three") is not None

    def test_every_file_of_the_chain_is_among_the_digests(self, repository: Path) -> None:
        """Base, local and the shared scales that their criteria name were read, and their bytes are on record."""
        text = LOCAL + "changes: {criteria: {S1: {scale: shared}}}\n"
        write(repository / "frameworks", {"local/local.yaml": text, "scales/shared.yaml": SCALE})
        loaded = load(self.procurement(repository, "local"))
        paths = [one.path for one in loaded.files]
        chain = ["frameworks/base.yaml", "frameworks/local/local.yaml", "frameworks/scales/shared.yaml"]
        assert [path for path in paths if path in chain] == chain
        assert set(chain) <= set(loaded.sources)
        assert "shared" in loaded.inputs.scales
        assert len(paths) == len(set(paths))

    @pytest.mark.parametrize(
        ("framework", "code"),
        [("module", "module-used-alone"), ("bsae", "unknown-framework"), ("shared", "wrong-kind")],
    )
    def test_only_a_framework_may_be_named(self, repository: Path, framework: str, code: str) -> None:
        """A module is a part, and a scale is no framework."""
        module = HEAD.format(id="module") + "module: true\n" + BASE
        write(repository / "frameworks", {"module.yaml": module, "scales/shared.yaml": SCALE})
        with pytest.raises(InputError) as raised:
            load(self.procurement(repository, framework))
        assert [one.code for one in raised.value.findings] == [code]

    def test_what_is_wrong_in_the_chain_stops_the_procurement(self, repository: Path) -> None:
        """The finding stands in the framework's file, with its line."""
        write(repository / "frameworks", {"local/local.yaml": LOWERS})
        with pytest.raises(InputError) as raised:
            load(self.procurement(repository, "local"))
        assert [str(one.place) for one in raised.value.findings] == ["frameworks/local/local.yaml:13:14"]
