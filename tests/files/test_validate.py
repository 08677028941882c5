"""Tests of validating folders and single files."""

from __future__ import annotations

from pathlib import Path

import pytest

from social_value.core.checks.validation_report import Report
from social_value.errors import CannotRunError
from social_value.files.validating import validate_paths
from tests.faults.procurement import ALPHA, BIDS_CSV, FLAT, PROCUREMENT, SCORES_CSV, SMALL, changed, write

ROOT = Path(__file__).resolve().parents[2]
SCALE = """\
kind: scale
schema: 1
id: our-scale
licence: OGL-3.0
confidence: unverified
levels:
  - {level: 0, marks: 0, descriptor: Nothing}
  - {level: 1, marks: 50, descriptor: Half}
  - {level: 2, marks: 100, descriptor: All}
"""
REGISTER = """\
kind: register
schema: 1
id: our-rates
title: Our rates
licence: OGL-3.0
source: {title: Treasurer}
confidence: unverified
entries:
  - id: standard
    description: Our rate.
    unit: percent a year
    values:
      - from: 2024-04-01
        schedule:
          - {from_year: 0, to_year: 30, percent: 3.5}
          - {from_year: 31, percent: 3}
        reference: {title: Paper 1}
      - from: 2026-04-01
        schedule: [{from_year: 0, percent: 3}]
        reference: {title: Paper 2}
"""
FRAMEWORK = """\
kind: framework
schema: 1
id: our-model
title: Our model
version: "2026"
publisher: Example Council
licence: OGL-3.0
references: [{title: Our model}]
scales:
  two:
    levels:
      - {level: 0, marks: 0, descriptor: Nothing}
      - {level: 1, marks: 100, descriptor: All}
themes:
  - id: work
    title: Work
    outcomes:
      - id: fair-work
        title: Fair work
        criteria:
          - {id: W1, title: Pay, pillar: social, confidence: unverified}
          - {id: W2, title: Hours, pillar: social, confidence: unverified}
        measures:
          - {id: jobs, title: Jobs, unit: FTE, confidence: unverified}
"""


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Validate from the folder above."""
    monkeypatch.chdir(tmp_path)


def validated(*paths: str) -> Report:
    """Return the report on some paths."""
    return validate_paths([Path(path) for path in paths])


def said(report: Report) -> list[tuple[str, str]]:
    """Return code and place of each finding."""
    return [(finding.code, str(finding.place)) for finding in report.findings]


class TestWhatIsChecked:
    """Procurements, catalogue folders and files, each looked at once."""

    def test_procurements_below_a_folder_are_found(self) -> None:
        """Every folder that holds a procurement.yaml is one, however deep it stands."""
        write(Path("all/2026/small"), SMALL)
        write(Path("all/2027/flat"), FLAT)
        report = validated("all")
        assert (report.procurements, report.files, report.findings) == (2, 0, ())

    def test_files_that_belong_to_no_procurement_are_checked_alone(self) -> None:
        """The files of a catalogue stand for themselves; those of a procurement are counted with it."""
        write(Path("all/small"), SMALL)
        write(Path("all/frameworks"), {"scales/our-scale.yaml": SCALE, "registers/our-rates.yaml": REGISTER})
        report = validated("all")
        assert (report.procurements, report.files, report.findings) == (1, 2, ())

    def test_a_catalogue_file_that_would_not_be_found_is_told(self) -> None:
        """A framework with the wrong ending would pass every check unread; elsewhere the ending is not ours."""
        write(Path("all"), {"mkdocs.yml": "x: 1\n", "frameworks/.hidden.yml": "x: 1\n"})
        write(Path("all/frameworks/local"), {"our-scale.yml": SCALE})
        (found,) = validated("all").findings
        assert (found.code, str(found.place)) == ("unexpected-file", "all/frameworks/local/our-scale.yml")
        assert found.way_out == "Rename it to our-scale.yaml."
        assert validated("all/frameworks").findings == (found,)

    def test_a_catalogue_folder_inside_a_procurement_is_checked(self) -> None:
        """A local scale that no criterion uses yet is held against its rules all the same."""
        write(Path("all/small"), SMALL)
        write(Path("all/small/frameworks/scales"), {"our-scale.yaml": SCALE.replace("licence:", "license:")})
        assert said(validated("all")) == [("unknown-key", "all/small/frameworks/scales/our-scale.yaml:4:1")]

    @pytest.mark.parametrize("folder", ["repository", "."])
    def test_a_fault_of_a_shared_file_is_said_once(self, folder: str) -> None:
        """However many procurements use the scale, and whatever they call it, its fault is one finding."""
        method = changed(PROCUREMENT, "scale: zero-to-five", "scale: our-scale")
        for name in ("first", "second"):
            write(Path(folder, "procurements", name), {**SMALL, "procurement.yaml": method})
        write(Path(folder, "frameworks"), {"our-scale.yaml": changed(SCALE, "marks: 50", "marks: 101")})
        assert said(validated(folder)) == [
            ("out-of-range", f"{Path(folder, 'frameworks').as_posix()}/our-scale.yaml:8:23")
        ]

    def test_naming_a_thing_twice_looks_at_it_once(self) -> None:
        """A folder, the folder above it, and the file that makes it one are one procurement."""
        write(Path("small"), SMALL)
        report = validated("small", ".", "small/procurement.yaml", "small")
        assert (report.procurements, report.files) == (1, 0)

    def test_the_method_stands_for_its_procurement(self) -> None:
        """Naming procurement.yaml checks the whole folder, as an editor or a hook would ask."""
        write(Path("small"), {**SMALL, "bids/beta.yaml": changed(SMALL["bids/beta.yaml"], "total: 150", "total: 0")})
        assert said(validated("small/procurement.yaml")) == [("zero-price", "small/bids/beta.yaml:5:8")]

    @pytest.mark.parametrize("name", sorted(SMALL))
    def test_a_file_of_a_procurement_stands_for_all_of_it(self, name: str) -> None:
        """A hook that names one changed file hears what it breaks elsewhere, once however many files it names."""
        broken = {**SMALL, "bids/beta.yaml": changed(SMALL["bids/beta.yaml"], "total: 150", "total: 0")}
        write(Path("small"), broken)
        report = validated(f"small/{name}", "small/bids/alpha.yaml", "small/bids", "small")
        assert said(report) == [("zero-price", "small/bids/beta.yaml:5:8")]
        assert (report.procurements, report.files) == (1, 0)
        assert report.paths == tuple(sorted(f"small/{one}" for one in SMALL))

    @pytest.mark.parametrize("files", [SMALL, FLAT], ids=["yaml", "flat"])
    @pytest.mark.parametrize("name", ["procurment.yaml", "Procurement.YAML", "procurement.yml", "method.yaml"])
    def test_a_procurement_under_another_name_is_told(self, name: str, files: dict[str, str]) -> None:
        """Its bids and scores would pass unweighed; one finding says what to rename."""
        write(Path("all/sound"), SMALL)
        write(Path("all/small"), {name if one == "procurement.yaml" else one: text for one, text in files.items()})
        (found,) = validated("all").findings
        assert (found.code, str(found.place)) == ("unexpected-file", f"all/small/{name}")
        assert found.way_out == "Rename it to procurement.yaml."

    @pytest.mark.parametrize("name", ["Procurement.yaml", "procurement.yml"])
    def test_a_misspelt_procurement_is_told_where_a_hook_names_it(self, name: str) -> None:
        """A file that is called like the method is meant as one, also where only that file was changed."""
        write(Path("small"), {name if one == "procurement.yaml" else one: text for one, text in SMALL.items()})
        assert said(validated(f"small/{name}")) == [("unexpected-file", f"small/{name}")]

    @pytest.mark.parametrize(
        ("files", "first"), [(SMALL, "bids/alpha.yaml"), (FLAT, "bids.csv"), ({"bids/x.yml": ALPHA}, "bids/x.yml")]
    )
    def test_bids_without_a_procurement_are_told(self, files: dict[str, str], first: str) -> None:
        """One finding for each folder, at its first file: nothing says how its bids are marked."""
        write(Path("all/sound"), SMALL)
        write(Path("all/small"), {one: text for one, text in files.items() if one != "procurement.yaml"})
        assert said(validated("all")) == [("procurement-missing", f"all/small/{first}")]

    def test_a_folder_of_bids_without_a_procurement_is_told(self) -> None:
        """Naming the folder of bids itself hides nothing."""
        write(Path("small"), {"bids/alpha.yaml": ALPHA})
        assert said(validated("small/bids")) == [("procurement-missing", "small/bids/alpha.yaml")]

    def test_tables_and_yaml_of_others_are_no_bids(self) -> None:
        """A table of another kind that has our file's name, and YAML that names no kind of ours, are passed over."""
        write(Path("all/small"), SMALL)
        write(Path("all/other"), {"scores.csv": "team,goals\na,1\n", "deploy.yml": "kind: Deployment\n"})
        assert validated("all").findings == ()

    @pytest.mark.parametrize("name", sorted(SMALL))
    def test_a_file_outside_any_procurement_is_checked_as_its_kind(self, name: str) -> None:
        """A file by itself is read as the kind it says it is."""
        file = Path(name).name.replace("procurement.yaml", "method.yaml")
        write(Path("alone"), {file: SMALL[name]})
        assert validated(f"alone/{file}").findings == ()
        write(Path("alone"), {file: SMALL[name].replace("schema: 1", "schema: 2")})
        assert said(validated(f"alone/{file}")) == [("unknown-value", f"alone/{file}:2:9")]

    def test_a_single_flat_file_is_checked_as_what_it_is(self) -> None:
        """bids.csv and scores.csv are read as such, not as YAML."""
        write(Path("flat"), FLAT)
        assert validated("flat/bids.csv", "flat/scores.csv").findings == ()
        write(
            Path("flat"), {"bids.csv": BIDS_CSV.replace("120", "nan"), "scores.csv": SCORES_CSV.replace("S1,5", "S1,x")}
        )
        assert said(validated("flat/bids.csv", "flat/scores.csv")) == [
            ("not-a-number", "flat/bids.csv:2:3"),
            ("not-a-number", "flat/scores.csv:2:4"),
        ]

    def test_the_files_of_other_tools_are_passed_over(self) -> None:
        """What stands below a name that begins with a dot is YAML of somebody else."""
        write(Path("all/.github/workflows"), {"ci.yaml": "on: push\n"})
        write(Path("all"), {".pre-commit-config.yaml": "repos: []\n"})
        write(Path("all/.cache/old"), SMALL)
        write(Path("all/small"), SMALL)
        report = validated("all")
        assert (report.procurements, report.files, report.findings) == (1, 0, ())

    def test_a_path_that_does_not_exist_cannot_be_checked(self) -> None:
        """A misspelt path is no success, even beside one that exists."""
        write(Path("small"), SMALL)
        with pytest.raises(CannotRunError, match="smal does not exist"):
            validated("small", "smal")

    def test_nothing_to_check_is_no_success(self) -> None:
        """A folder without anything of ours says so."""
        Path("empty").mkdir()
        with pytest.raises(CannotRunError, match="nothing to check in empty") as raised:
            validated("empty")
        assert raised.value.way_out == "A procurement folder holds procurement.yaml."

    def test_the_shipped_catalogue_and_examples_are_sound(self) -> None:
        """Everything that is shipped passes its own checks."""
        report = validate_paths([ROOT / "frameworks", ROOT / "examples"])
        assert report.procurements >= 2
        assert report.files >= 4
        assert not report.fails(strict=False)

    def test_findings_of_several_procurements_are_sorted(self) -> None:
        """Whatever order the paths are named in, findings come by file and line."""
        broken = {**SMALL, "procurement.yaml": changed(PROCUREMENT, "weight: 60", "weight: 61")}
        write(Path("b"), broken)
        write(Path("a"), {**broken, "bids/alpha.yaml": changed(ALPHA, "total: 120", "total: x")})
        assert said(validated("b", "a")) == [
            ("not-a-number", "a/bids/alpha.yaml:5:16"),
            ("weights-do-not-sum", "b/procurement.yaml:18:3"),
        ]


class TestCatalogueFiles:
    """What is wrong inside a scale, a register or a framework."""

    @pytest.mark.parametrize(
        ("name", "text", "old", "new", "expected"),
        [
            ("our-scale", SCALE, "marks: 50", "marks: 101", ("out-of-range", 8)),
            ("our-scale", SCALE, "level: 1, marks: 50", "level: 1, marks: 0", None),
            ("our-scale", SCALE, "marks: 0,", "marks: 60,", ("scale-not-rising", 7)),
            ("our-scale", SCALE, "level: 1,", "level: 2,", ("duplicate-id", 7)),
            ("our-scale", SCALE, "licence:", "license:", ("unknown-key", 4)),
            ("our-rates", REGISTER, "from_year: 31", "from_year: 32", ("schedule-gap", 16)),
            ("our-rates", REGISTER, "from_year: 31", "from_year: 30", ("schedule-gap", 16)),
            ("our-rates", REGISTER, "to_year: 30, ", "", ("schedule-gap", 16)),
            ("our-rates", REGISTER, "from: 2026-04-01", "from: 2024-04-01", ("values-out-of-order", 13)),
            ("our-rates", REGISTER, "from: 2026-04-01", "from: 2020-04-01", ("values-out-of-order", 13)),
            (
                "our-rates", REGISTER, "        schedule: [{from_year: 0, percent: 3}]\n", "        value: 3\n", None,
            ),
            ("our-rates", REGISTER, "        schedule: [{from_year: 0, percent: 3}]\n", "", ("invalid-value", 18)),
            (
                "our-rates", REGISTER, "schedule: [{from_year: 0, percent: 3}]",
                "schedule: [{from_year: 0, percent: 3}]\n        value: 3", ("invalid-value", 18),
            ),
            ("our-rates", REGISTER, "source:", "sorce:", ("unknown-key", 6)),
            ("our-model", FRAMEWORK, "id: W2", "id: w1", ("duplicate-id", 22)),
            ("our-model", FRAMEWORK, "{level: 1, marks: 100,", "{level: 0, marks: 100,", ("duplicate-id", 12)),
            ("our-model", FRAMEWORK, 'version: "2026"', "version: 2026", ("not-text", 5)),
            ("our-model", FRAMEWORK, "Pay, pillar: social", "Pay, pillar: soc", ("unknown-value", 21)),
            ("our-model", FRAMEWORK, "id: work", "id: ../work", ("invalid-id", 15)),
        ],
    )  # fmt: skip
    def test_each_fault_is_found_on_its_line(
        self, name: str, text: str, old: str, new: str, expected: tuple[str, int] | None
    ) -> None:
        """One fault is one finding on its line; what is odd but sound is none."""
        write(Path("frameworks"), {f"{name}.yaml": changed(text, old, new)})
        found = [(finding.code, finding.place.line) for finding in validated("frameworks").findings]
        assert found == ([] if expected is None else [expected])

    @pytest.mark.parametrize(
        ("name", "text"), [("our-scale", SCALE), ("our-rates", REGISTER), ("our-model", FRAMEWORK)]
    )
    def test_sound_files_have_no_findings(self, name: str, text: str) -> None:
        """The files that the faults above are made from are sound."""
        write(Path("frameworks"), {f"{name}.yaml": text})
        assert validated("frameworks").findings == ()

    def test_a_file_is_named_after_its_id(self) -> None:
        """The catalogue finds by file name, so the two must agree."""
        write(Path("frameworks"), {"other.yaml": SCALE})
        assert said(validated("frameworks")) == [("id-differs-from-file", "frameworks/other.yaml:3:5")]

    def test_a_shipped_id_may_not_be_taken(self) -> None:
        """A changed copy of a shipped scale needs an id of its own; a copy to the letter means the same."""
        shipped = (ROOT / "frameworks" / "scales" / "pass-fail.yaml").read_text(encoding="utf-8")
        write(Path("ours"), {"pass-fail.yaml": changed(shipped, "marks: 0", "marks: 50")})
        assert [finding.code for finding in validated("ours").findings] == ["shipped-id-taken"]
        write(Path("ours"), {"pass-fail.yaml": shipped})
        assert validated("ours").findings == ()

    @pytest.mark.parametrize("folder", ["ours", "."])
    def test_a_taken_id_hides_nothing_of_what_builds_on_it(self, folder: str) -> None:
        """The shipped file is what others are held against, whatever the local one says, and however it is called."""
        shipped = (ROOT / "frameworks" / "triad-base.yaml").read_text(encoding="utf-8")
        local = (ROOT / "frameworks" / "local" / "city-region-place.yaml").read_text(encoding="utf-8")
        low = changed(changed(local, "id: city-region-place", "id: low"), "{floor: 35,", "{floor: 25,")
        mild = changed(shipped, "floor: 30,", "floor: 20,")
        write(Path(folder, "frameworks"), {"low.yaml": low})
        alone = validated(folder).findings
        assert [finding.code for finding in alone] == ["locked-override"]
        write(Path(folder, "frameworks"), {"triad-base.yaml": mild})
        together = validated(folder).findings
        assert [finding for finding in together if finding.code != "shipped-id-taken"] == list(alone)
        assert [finding.code for finding in together].count("shipped-id-taken") == 1

    @pytest.mark.parametrize(
        ("text", "way_out"),
        [
            ("kind: scael\n", 'Did you mean "scale"?'),
            ("schema: 1\n", "Use one of: bid,"),
            ("kind: 5\n", "Use one of: bid,"),
            ("kind: [scale]\n", "Use one of: bid,"),
        ],
    )
    def test_an_unknown_kind_names_the_known_ones(self, text: str, way_out: str) -> None:
        """A file that does not say what it is gets one finding with the kinds there are."""
        write(Path("frameworks"), {"x.yaml": text})
        (found,) = validated("frameworks").findings
        assert (found.code, found.place.line) == ("unknown-kind", 1)
        assert found.way_out.startswith(way_out)


class TestStrict:
    """Warnings fail only where that is asked for."""

    def test_a_warning_fails_under_strict_alone(self) -> None:
        """A procurement without an environmental pillar is warned of."""
        method = changed(PROCUREMENT, "pillar: environmental", "pillar: quality")
        write(Path("small"), {**SMALL, "procurement.yaml": method})
        report = validated("small")
        assert said(report) == [("pillar-missing", "small/procurement.yaml:18:3")]
        assert (report.fails(strict=False), report.fails(strict=True)) == (False, True)

    def test_a_clean_report_never_fails(self) -> None:
        """Without findings there is nothing to be strict about."""
        write(Path("small"), SMALL)
        assert not validated("small").fails(strict=True)
