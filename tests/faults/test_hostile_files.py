"""Files that are made to harm whoever reads them, and ids that try to leave the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Done, social_value
from tests.faults.findings_said import findings_said
from tests.faults.procurement import ALPHA, FLAT, PROCUREMENT, SMALL, changed, write
from tests.work import calls_of

SHIPPED_SCALE = "frameworks/scales/zero-to-five.yaml"


@pytest.fixture(autouse=True)
def _in_the_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every command from the folder above the procurement."""
    monkeypatch.chdir(tmp_path)


def refused(done: Done, code: str) -> None:
    """Check that a run ended in findings of one kind and gave no result."""
    assert done.code == 1, done.err
    assert not done.out
    assert "Traceback" not in done.err
    assert {said.code for said in findings_said(done.err)} == {code}


def test_aliases_that_multiply_are_refused_unread() -> None:
    """Nine levels of ten aliases would be a thousand million values; each alias is refused where it stands."""

    def calls(levels: int) -> int:
        lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
        write(Path("small"), {**SMALL, "bids/alpha.yaml": ALPHA + "\n".join(lines) + "\n"})
        refused(social_value("score", "small"), "alias")
        return calls_of(lambda: social_value("score", "small"))

    assert calls(9) < 2.2 * calls(5)


def test_merge_keys_that_multiply_are_refused_unread() -> None:
    """Each level merges the one before it twice, which takes other readers twice as long a level."""
    lines = ["m0: &m0 {a: 1}"] + [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, 26)]
    write(Path("small"), {**SMALL, "bids/alpha.yaml": ALPHA + "\n".join(lines) + "\n"})
    done = social_value("score", "small")
    assert done.code == 1
    assert {said.code for said in findings_said(done.err)} <= {"alias", "merge-key"}


@pytest.mark.parametrize("name", ["bids/alpha.yaml", "bids.csv", "scores.csv", "procurement.yaml", "consensus.yaml"])
def test_a_file_of_100_mb_is_refused_unread(name: str) -> None:
    """A file of 100 MB is refused by its size, with the most that is read."""
    write(Path("small"), FLAT if name.endswith(".csv") else SMALL)
    with (Path("small") / name).open("wb") as stream:
        stream.truncate(100_000_000)
    done = social_value("score", "small")
    refused(done, "file-too-large")
    assert "32 MiB" in done.err


def test_thousands_of_unknown_keys_are_counted_at_once() -> None:
    """Twice as many unknown keys are no more than twice the work."""

    def calls(number: int) -> int:
        write(Path("small"), {**SMALL, "bids/alpha.yaml": ALPHA + "".join(f"key-{n}: 1\n" for n in range(number))})
        done = social_value("score", "small")
        assert done.err.splitlines()[-1] == f"Found {number} errors."
        return calls_of(lambda: social_value("score", "small"))

    assert calls(2000) < 2.2 * calls(1000)


@pytest.mark.parametrize("item_id", ["zero-to-five", "pass-fail"])
def test_a_local_file_may_not_take_the_id_of_a_shipped_one(item_id: str) -> None:
    """A local scale with a shipped id would change what a reader of the report relies on."""
    shipped = (Path(__file__).parents[2] / "frameworks" / "scales" / f"{item_id}.yaml").read_text(encoding="utf-8")
    mild = shipped.replace("marks: 0", "marks: 50")
    method = changed(PROCUREMENT, "scale: zero-to-five", f"scale: {item_id}")
    write(Path("small"), {**SMALL, "procurement.yaml": method, f"frameworks/{item_id}.yaml": mild})
    done = social_value("score", "small")
    refused(done, "shipped-id-taken")
    (said,) = findings_said(done.err)
    assert said.path == f"frameworks/{item_id}.yaml"
    assert "Rename" in said.way_out


def test_a_path_in_an_id_reads_no_other_file() -> None:
    """A framework id that is a path is refused, and nothing of the file it points to is shown."""
    write(Path("small"), {**SMALL, "procurement.yaml": changed(PROCUREMENT, "fictional: true", "framework: ../secret")})
    Path("secret.yaml").write_text("kind: framework\npassword: canary-7\n", encoding="utf-8")
    done = social_value("score", "small")
    refused(done, "invalid-id")
    assert "canary" not in done.err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fictional: true", "framework: zero-to-five", '"zero-to-five" is a scale, not a framework.'),
        (
            "scale: zero-to-five",
            "scale: green-book-discount-rates",
            '"green-book-discount-rates" is a register, not a scale.',
        ),
    ],
)
def test_an_item_of_another_kind_is_said_in_one_line(old: str, new: str, message: str) -> None:
    """Naming a scale where a framework belongs is one finding, not one for each of its keys."""
    write(Path("small"), {**SMALL, "procurement.yaml": changed(PROCUREMENT, old, new)})
    done = social_value("score", "small")
    refused(done, "wrong-kind")
    (said,) = findings_said(done.err)
    assert said.message == message


def test_a_file_of_another_kind_is_said_in_one_line() -> None:
    """A score file among the bids is one finding, not one for each of its keys."""
    write(Path("small"), {**SMALL, "bids/gamma.yaml": SMALL["scores/evaluator-1.yaml"]})
    done = social_value("score", "small")
    refused(done, "unknown-value")
    (said,) = findings_said(done.err)
    assert (said.path, said.line, said.message) == ("small/bids/gamma.yaml", 1, 'kind cannot be "scores".')


def test_a_file_name_cannot_steer_the_terminal() -> None:
    """An escape sequence in the name of a stray file is printed as text."""
    write(Path("small"), SMALL)
    (Path("small") / "bids" / "\x1b[31mred.txt").write_text("", encoding="utf-8")
    done = social_value("score", "small")
    refused(done, "unexpected-file")
    assert "\x1b" not in done.err
    assert r"\x1b[31mred.txt" in done.err
