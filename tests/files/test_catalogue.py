"""Tests of finding frameworks, scales and registers by id."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.errors import InputError
from social_value.files.catalogue import Catalogue, is_shipped_id, local_folders, shipped_folder
from social_value.findings import Finding
from social_value.fingerprint import digest
from social_value.model.framework import Framework
from social_value.model.register import Register
from social_value.model.scale import ScaleFile
from tests.faults.procurement import write

SHIPPED = {
    "zero-to-five": "scales",
    "zero-to-four": "scales",
    "pass-fail": "scales",
    "green-book-discount-rates": "registers",
}
SCALE = """\
kind: scale
schema: 1
id: our-scale
title: {title}
licence: OGL-3.0
confidence: unverified
levels:
  - {{level: 0, marks: 0}}
  - {{level: 1, marks: 100}}
"""


def scale(title: str = "Ours") -> str:
    """Return a sound scale with the id `our-scale`."""
    return SCALE.format(title=title)


def refused(folder: Path, item_id: str) -> Finding:
    """Return the finding that looking up a scale raises."""
    with pytest.raises(InputError) as raised:
        Catalogue(folder).find(ScaleFile, item_id)
    (found,) = raised.value.findings
    return found


def title_of(folder: Path) -> str | None:
    """Return the title of the scale that is found as `our-scale`, if any."""
    found = Catalogue(folder).find(ScaleFile, "our-scale")
    return found[0].title if found else None


class TestShipped:
    """The catalogue that comes with the tool."""

    @pytest.mark.parametrize("item_id", sorted(SHIPPED))
    def test_each_shipped_file_is_found_by_its_id(self, item_id: str, tmp_path: Path) -> None:
        """A file of the catalogue is found from anywhere, with its digest and a name that holds on every machine."""
        folder, catalogue = SHIPPED[item_id], Catalogue(tmp_path)
        is_scale = folder == "scales"
        found = catalogue.find(ScaleFile, item_id) if is_scale else catalogue.find(Register, item_id)
        assert found is not None
        item, document, sha256 = found
        assert item.id == item_id
        assert document.path == f"frameworks/{folder}/{item_id}.yaml"
        assert sha256 == digest((shipped_folder() / folder / f"{item_id}.yaml").read_bytes())

    def test_every_file_is_named_after_its_id(self, tmp_path: Path) -> None:
        """No id is used twice, and each is known as shipped."""
        names = [path.stem for path in shipped_folder().rglob("*.yaml")]
        assert sorted(names) == sorted(set(names))
        assert set(Catalogue(tmp_path).ids) == set(names) >= set(SHIPPED)
        assert all(map(is_shipped_id, names))
        assert not is_shipped_id("our-scale")

    def test_an_unknown_id_is_not_found(self, tmp_path: Path) -> None:
        """What nobody has is None, so that the caller can name the place where it was asked for."""
        assert Catalogue(tmp_path).find(ScaleFile, "nowhere") is None
        assert Catalogue(tmp_path).find(Framework, "nowhere") is None


class TestLocal:
    """Folders of the user's own."""

    def test_the_nearest_folder_wins(self, tmp_path: Path) -> None:
        """The same id beside the procurement and above it means the one beside it."""
        folder = tmp_path / "council" / "procurement"
        folder.mkdir(parents=True)
        assert title_of(folder) is None
        write(tmp_path / "frameworks", {"our-scale.yaml": scale("far")})
        assert title_of(folder) == "far"
        write(tmp_path / "council" / "frameworks", {"scales/our-scale.yaml": scale("nearer")})
        assert title_of(folder) == "nearer"
        write(folder / "frameworks", {"a/b/our-scale.yaml": scale("nearest")})
        assert title_of(folder) == "nearest"

    def test_the_top_of_a_repository_is_the_end(self, tmp_path: Path) -> None:
        """A folder above the repository is not searched, whoever it belongs to."""
        folder = tmp_path / "repository" / "procurement"
        folder.mkdir(parents=True)
        write(tmp_path / "frameworks", {"our-scale.yaml": scale("outside")})
        (tmp_path / "repository" / ".git").mkdir()
        assert title_of(folder) is None
        write(tmp_path / "repository" / "frameworks", {"our-scale.yaml": scale("inside")})
        assert title_of(folder) == "inside"
        assert [path.parent.name for path in local_folders(folder)] == ["repository"]

    def test_the_shipped_folder_is_not_taken_for_a_local_one(self) -> None:
        """A procurement inside the checkout does not see the shipped catalogue twice."""
        assert shipped_folder() not in list(local_folders(shipped_folder().parent / "examples" / "contact-tracing"))

    def test_only_yaml_files_are_items(self, tmp_path: Path) -> None:
        """Notes and other files in the folder are passed over."""
        write(tmp_path / "frameworks", {"our-scale.yml": scale(), "our-scale.txt": "x", "README.md": "x"})
        assert title_of(tmp_path) is None

    def test_a_local_file_is_named_from_its_folder_down(self, tmp_path: Path) -> None:
        """The name in the report does not show where on a machine the folder stands."""
        write(tmp_path / "frameworks", {"local/our-scale.yaml": scale()})
        found = Catalogue(tmp_path).find(ScaleFile, "our-scale")
        assert found is not None
        assert found[1].path == "frameworks/local/our-scale.yaml"

    def test_a_shipped_id_may_not_be_taken(self, tmp_path: Path) -> None:
        """A local file with the id of a shipped one is refused when the id is used, without a machine's path."""
        write(tmp_path / "frameworks", {"mine/pass-fail.yaml": scale()})
        found = refused(tmp_path, "pass-fail")
        assert (found.code, str(found.place)) == ("shipped-id-taken", "frameworks/mine/pass-fail.yaml:3:5")
        assert Catalogue(tmp_path).find(ScaleFile, "zero-to-five") is not None

    def test_the_id_is_the_name_of_the_file(self, tmp_path: Path) -> None:
        """A file whose id differs from its name is refused, at its id."""
        write(tmp_path / "frameworks", {"other.yaml": scale()})
        found = refused(tmp_path, "other")
        assert (found.code, str(found.place)) == ("id-differs-from-file", "frameworks/other.yaml:3:5")

    def test_a_file_of_another_kind_is_refused(self, tmp_path: Path) -> None:
        """A register where a scale is asked for is one finding, at its kind."""
        found = refused(tmp_path, "green-book-discount-rates")
        assert found.code == "wrong-kind"
        assert found.message == '"green-book-discount-rates" is a register, not a scale.'

    def test_a_malformed_file_is_refused_with_its_line(self, tmp_path: Path) -> None:
        """What is wrong in a local file is said as for any other file."""
        write(tmp_path / "frameworks", {"our-scale.yaml": scale().replace("licence:", "license:")})
        found = refused(tmp_path, "our-scale")
        assert (found.code, str(found.place)) == ("unknown-key", "frameworks/our-scale.yaml:5:1")
        assert found.way_out == 'Did you mean "licence"?'
