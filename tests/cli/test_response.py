"""``social-value response``: the workbook that bidders fill in goes out, and comes back as bid files."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from social_value.files.forms.bid_return.return_form import bid_return
from social_value.files.forms.write import form_bytes
from social_value.files.load import load
from social_value.files.yaml_source import read_yaml
from social_value.model.bid import Bid
from tests.cli.command import Done, social_value
from tests.faults.procurement import SMALL, write
from tests.files.returns.person import Typed, cell_of, fill_in

SOUND: dict[str, Typed] = {
    "supplier/name": "Gamma Ltd",
    "price/total": 130.5,
    "declarations/living-wage/value": "yes",
    "measures/carbon/value": 3,
    "statements/S1": "At the door.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a procurement that has no bid and no score yet, in the folder from which commands run."""
    monkeypatch.chdir(tmp_path)
    method = {name: text for name, text in SMALL.items() if name == "procurement.yaml"}
    write(tmp_path / "small", method)
    return Path("small")


def returned(folder: Path, name: str, **changes: Typed) -> Path:
    """Return a workbook that a bidder filled in, apart from some changes."""
    form = bid_return(load(folder).inputs)
    return fill_in(form_bytes(form), form, {**SOUND, **changes}, Path("returns") / name)


def cell(folder: Path, key: str) -> str:
    """Return the address of a cell to fill in."""
    return cell_of(bid_return(load(folder).inputs), key)


def tampered(path: Path, change: Callable[[Workbook], None]) -> Path:
    """Change a workbook outside the cells that were to be filled in."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    change(book)
    book.save(path)
    return path


def bid_files(folder: Path) -> list[str]:
    """Return the names of the bid files."""
    return sorted(path.name for path in (folder / "bids").glob("*")) if (folder / "bids").exists() else []


def test_every_finding_of_every_file_is_printed(folder: Path) -> None:
    """Forty cells that were written beside a form do not hide the wrong price of the next one."""

    def scribble(book: Workbook) -> None:
        for row in range(1, 41):
            book["Price"].cell(row, 9).value = "subject to contract"

    many = tampered(returned(folder, "many.xlsx"), scribble)
    last = returned(folder, "zlast.xlsx", **{"supplier/name": "Delta Ltd", "price/total": "about 5"})
    done = read(folder, many, last, "--check")
    assert done.code == 1
    for row in range(1, 41):
        assert f"many.xlsx Price!I{row} error added-cell" in done.err
    assert f"zlast.xlsx Price!{cell(folder, 'price/total')} error wrong-answer-kind" in done.err
    assert " more." not in done.err


def read(folder: Path, *words: str | Path) -> Done:
    """Run the command that reads returns."""
    return social_value("response", "read", folder, *words)


class TestMake:
    """The workbook goes out."""

    def test_it_is_the_same_for_every_bidder(self, folder: Path) -> None:
        """Made twice, the workbook is byte for byte the same, and says whom to send it to."""
        for name in ("one.xlsx", "two.xlsx"):
            done = social_value("response", "make", folder, "-o", name)
            assert (done.code, done.out) == (0, "")
            assert done.err == f"Written: {name}\nSend the same file to every bidder.\n"
        assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()

    def test_it_asks_for_what_the_method_uses_and_for_nothing_else(self, folder: Path) -> None:
        """A total price, one gate, one measure and one question; nothing is promised and nothing is discounted."""
        social_value("response", "make", folder, "-o", "return.xlsx")
        sheets = openpyxl.load_workbook("return.xlsx").sheetnames
        assert sheets == ["Instructions", "Supplier", "Price", "Declarations", "Measures", "Question 1", "About"]

    def test_a_file_that_exists_is_kept(self, folder: Path) -> None:
        """It is replaced with --force only."""
        Path("return.xlsx").write_text("mine", encoding="utf-8")
        assert social_value("response", "make", folder, "-o", "return.xlsx").code == 2
        assert Path("return.xlsx").read_text(encoding="utf-8") == "mine"
        assert social_value("response", "make", folder, "-o", "return.xlsx", "--force").code == 0

    def test_an_unsound_method_goes_nowhere(self, folder: Path) -> None:
        """Weights that do not add up are found before any bidder sees them."""
        path = folder / "procurement.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("weight: 60", "weight: 50"), encoding="utf-8")
        done = social_value("response", "make", folder, "-o", "return.xlsx")
        assert done.code == 1
        assert "weights-do-not-sum" in done.err
        assert not Path("return.xlsx").exists()


class TestRead:
    """Filled-in workbooks come back."""

    def test_a_return_becomes_a_bid_file(self, folder: Path) -> None:
        """The file is named after the supplier, says what the return says, and the whole is validated."""
        done = read(folder, returned(folder, "a.xlsx"))
        assert (done.code, done.out) == (0, "")
        assert done.err == "Written: small/bids/gamma-ltd.yaml, from returns/a.xlsx\n1 read: no errors.\n"
        source = read_yaml(folder / "bids" / "gamma-ltd.yaml", "gamma-ltd.yaml")
        assert Bid.model_validate(source.data) == Bid.model_validate(
            {
                "kind": "bid",
                "schema": 1,
                "id": "gamma-ltd",
                "supplier": {"name": "Gamma Ltd"},
                "price": {"total": Decimal("130.5")},
                "declarations": {"living-wage": {"value": True}},
                "measures": {"carbon": {"value": 3}},
                "statements": {"S1": "At the door."},
            }
        )

    def test_the_bid_file_names_its_schema_where_the_procurement_does(self, folder: Path) -> None:
        """An editor finds the schema of the bid beside that of the procurement, one folder further up."""
        path = folder / "procurement.yaml"
        line = "# yaml-language-server: $schema=../schemas/procurement.schema.json\n"
        path.write_text(line + path.read_text(encoding="utf-8"), encoding="utf-8")
        read(folder, returned(folder, "a.xlsx"))
        first = (folder / "bids" / "gamma-ltd.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../../schemas/bid.schema.json"

    def test_what_is_missing_is_named_by_file_sheet_and_cell(self, folder: Path) -> None:
        """A text where a number belongs and an answer that was forgotten are each said once, and nothing is written."""
        path = returned(folder, "a.xlsx", **{"price/total": "about 100", "declarations/living-wage/value": ""})
        done = read(folder, path)
        assert done.code == 1
        price, gate = cell(folder, "price/total"), cell(folder, "declarations/living-wage/value")
        assert f"returns/a.xlsx Price!{price} error wrong-answer-kind: " in done.err
        assert f"returns/a.xlsx Declarations!{gate} error declaration-missing: " in done.err
        assert done.err.endswith("Found 2 errors.\n")
        assert bid_files(folder) == []

    def test_a_change_outside_the_inputs_is_named_and_nothing_else(self, folder: Path) -> None:
        """A bidder that changes the unit of a measure is found out at exactly that cell."""

        def change(book: Workbook) -> None:
            book["Measures"]["C4"] = "tonnes"

        done = read(folder, tampered(returned(folder, "a.xlsx"), change))
        assert done.code == 1
        found = [line for line in done.err.splitlines() if " error " in line]
        assert len(found) == 1
        assert found[0].startswith("returns/a.xlsx Measures!C4 error ")
        assert bid_files(folder) == []

    def test_every_file_is_reported_and_none_is_written_where_one_has_an_error(self, folder: Path) -> None:
        """Two returns are faulty in different ways, a third is sound: both faults are said, no bid is written."""
        paths = [
            returned(folder, "a.xlsx", **{"supplier/name": ""}),
            returned(folder, "b.xlsx"),
            returned(folder, "c.xlsx", **{"supplier/name": "Delta", "measures/carbon/value": ""}),
        ]
        done = read(folder, *paths)
        assert done.code == 1
        assert [line.split()[0] for line in done.err.splitlines() if " error " in line] == [
            "returns/a.xlsx",
            "returns/c.xlsx",
        ]
        assert bid_files(folder) == []

    def test_a_file_that_is_no_workbook_is_said_beside_the_others(self, folder: Path) -> None:
        """An unreadable file does not hide what is wrong with the next one."""
        junk = Path("returns") / "junk.xlsx"
        faulty = returned(folder, "a.xlsx", **{"supplier/name": ""})
        junk.write_bytes(b"%PDF-1.7")
        done = read(folder, junk, faulty)
        assert done.code == 1
        assert {line.split()[0] for line in done.err.splitlines() if " error " in line} == {
            "returns/a.xlsx",
            "returns/junk.xlsx",
        }

    def test_checking_writes_nothing(self, folder: Path) -> None:
        """With --check a sound return is read and left alone."""
        done = read(folder, returned(folder, "a.xlsx"), "--check")
        assert (done.code, done.out, done.err) == (0, "", "1 read: no errors. Nothing was written.\n")
        assert bid_files(folder) == []

    def test_an_error_in_the_bid_that_would_be_written_writes_none(self, folder: Path) -> None:
        """A price of 0 is no fault of the workbook, and of the bid; it is found before anything is written.

        A way out is obeyed once: with the price corrected, both returns become bids.
        """
        sound = returned(folder, "b.xlsx", **{"supplier/name": "Delta"})
        done = read(folder, sound, returned(folder, "a.xlsx", **{"price/total": 0}))
        assert done.code == 1
        assert f"returns/a.xlsx Price!{cell(folder, 'price/total')} error zero-price: " in done.err
        assert bid_files(folder) == []
        assert read(folder, sound, returned(folder, "a.xlsx", **{"price/total": 110})).code == 0
        assert bid_files(folder) == ["delta.yaml", "gamma-ltd.yaml"]

    def test_checking_finds_the_same(self, folder: Path) -> None:
        """What is wrong with a workbook, with its bid, or with what stands in its place is said with --check too."""
        zero = returned(folder, "zero.xlsx", **{"price/total": 0})
        assert read(folder, zero, "--check") == read(folder, zero)
        sound = returned(folder, "a.xlsx")
        read(folder, sound)
        checked = read(folder, sound, "--check")
        assert (checked.code, "small/bids/gamma-ltd.yaml exists already" in checked.err) == (2, True)
        assert checked == read(folder, sound)

    def test_a_fault_of_another_bid_is_mended_by_its_own_return(self, folder: Path) -> None:
        """A bid file with a price of 0 stops every return but the one that takes its place."""
        read(folder, returned(folder, "a.xlsx"))
        path = folder / "bids" / "gamma-ltd.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("130.5", "0"), encoding="utf-8")
        other = returned(folder, "b.xlsx", **{"supplier/name": "Delta"})
        done = read(folder, other)
        assert (done.code, "small/bids/gamma-ltd.yaml:" in done.err) == (1, True)
        assert bid_files(folder) == ["gamma-ltd.yaml"]
        assert read(folder, other, returned(folder, "a.xlsx"), "--force").code == 0
        assert bid_files(folder) == ["delta.yaml", "gamma-ltd.yaml"]

    def test_a_return_made_before_the_method_changed_is_refused(self, folder: Path) -> None:
        """Bidders must all have answered the method that is marked."""
        path = returned(folder, "a.xlsx")
        procurement = folder / "procurement.yaml"
        text = procurement.read_text(encoding="utf-8")
        procurement.write_text(text.replace("ceiling: 200", "ceiling: 210"), encoding="utf-8")
        done = read(folder, path)
        assert done.code == 1
        assert "error made-for-another: " in done.err
        assert bid_files(folder) == []


class TestWhichBid:
    """Which bid file a return becomes."""

    def test_two_returns_of_one_supplier_are_an_error(self, folder: Path) -> None:
        """The name differs in capitals and spaces only; neither of the two counts by chance."""
        done = read(folder, returned(folder, "a.xlsx"), returned(folder, "b.xlsx", **{"supplier/name": "GAMMA  Ltd"}))
        assert done.code == 1
        assert "returns/b.xlsx error supplier-returned-twice: returns/a.xlsx is a return of the same" in done.err
        assert bid_files(folder) == []

    def test_a_second_return_replaces_the_first_with_force_only(self, folder: Path) -> None:
        """Without --force nothing is written, also where another return of the same run is new."""
        read(folder, returned(folder, "a.xlsx"))
        again = returned(folder, "b.xlsx", **{"price/total": 140})
        other = returned(folder, "c.xlsx", **{"supplier/name": "Delta"})
        done = read(folder, again, other)
        assert done.code == 2
        assert "small/bids/gamma-ltd.yaml exists already; nothing was written." in done.err
        assert bid_files(folder) == ["gamma-ltd.yaml"]
        assert read(folder, again, other, "--force").code == 0
        assert bid_files(folder) == ["delta.yaml", "gamma-ltd.yaml"]
        assert "price: {total: 140}" in (folder / "bids" / "gamma-ltd.yaml").read_text(encoding="utf-8")

    def test_a_bid_keeps_its_file_whatever_that_is_called(self, folder: Path) -> None:
        """A return of a supplier that has a bid takes the place of that bid, and its id stays."""
        read(folder, returned(folder, "a.xlsx"), "--id", "g1")
        done = read(folder, returned(folder, "b.xlsx", **{"price/total": 140}), "--force")
        assert done.code == 0, done.err
        assert bid_files(folder) == ["g1.yaml"]

    def test_what_only_the_authority_writes_is_kept(self, folder: Path) -> None:
        """A bid that was withdrawn stays so when its return is read again."""
        read(folder, returned(folder, "a.xlsx"))
        path = folder / "bids" / "gamma-ltd.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "status: withdrawn\n", encoding="utf-8")
        assert read(folder, returned(folder, "b.xlsx"), "--force").code == 0
        assert load(folder).inputs.bids[0].status == "withdrawn"

    def test_a_comparator_is_one_because_the_authority_says_so(self, folder: Path) -> None:
        """With --comparator the bid is never ranked, and it need not answer the gates."""
        path = returned(folder, "a.xlsx", **{"supplier/name": "In-house", "declarations/living-wage/value": ""})
        assert read(folder, path, "--comparator").code == 0
        assert load(folder).inputs.bids[0].role == "comparator"

    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("../../etc/passwd", "etc-passwd.yaml"),
            ('=HYPERLINK("http://x")', "hyperlink-http-x.yaml"),
            ("NUL", "nul-bid.yaml"),
            ("[red]Acme[/]", "red-acme.yaml"),
            ("東京", "bid.yaml"),
        ],
    )
    def test_a_name_is_text_and_no_path(self, name: str, file: str, folder: Path) -> None:
        """Whatever a supplier is called, its bid is a file of the folder of bids, and the name stands in it."""
        done = read(folder, returned(folder, "a.xlsx", **{"supplier/name": name}))
        assert done.code == 0, done.err
        assert bid_files(folder) == [file]
        assert load(folder).inputs.bids[0].supplier.name == name

    def test_a_supplier_with_a_row_in_bids_csv_is_not_given_a_second_bid(self, folder: Path) -> None:
        """One of the two would have to go, and that is for a person to do."""
        (folder / "bids.csv").write_text("bid,supplier,price,carbon\ng,Gamma Ltd,120,3\n", encoding="utf-8")
        done = read(folder, returned(folder, "a.xlsx"))
        assert done.code == 2
        assert "Gamma Ltd has a bid in small/bids.csv already." in done.err

    @pytest.mark.parametrize("bid_id", ["../x", "", "a b", "x" * 65])
    def test_an_id_must_be_one(self, bid_id: str, folder: Path) -> None:
        """An id that is given by hand is no path either."""
        done = read(folder, returned(folder, "a.xlsx"), "--id", bid_id)
        assert done.code == 2
        assert "cannot be an id" in done.err

    def test_the_bid_of_another_supplier_is_never_replaced(self, folder: Path) -> None:
        """Neither by its id nor by the name of its file, whatever is forced."""
        read(folder, returned(folder, "a.xlsx"), "--id", "g1")
        other = returned(folder, "b.xlsx", **{"supplier/name": "Delta"})
        done = read(folder, other, "--id", "G1", "--force")
        assert done.code == 2
        assert '"g1" is the bid of "Gamma Ltd", and returns/b.xlsx is of "Delta"' in done.err
        (folder / "bids" / "g1.yaml").rename(folder / "bids" / "delta.yaml")
        done = read(folder, other, "--force")
        assert done.code == 2
        assert done.err == (
            "small/bids/delta.yaml exists already; nothing was written.\nRead it with --id and another id.\n"
        )

    @pytest.mark.parametrize(
        "name",
        [
            "G\N{CYRILLIC SMALL LETTER A}mma Ltd",
            "Gamm\N{GREEK SMALL LETTER ALPHA} ltd",
            "\N{FULLWIDTH LATIN CAPITAL LETTER G}amma Ltd",
        ],
    )
    def test_a_name_that_only_looks_the_same_replaces_nothing(self, name: str, folder: Path) -> None:
        """Both names are shown and --id is asked for; either way out is obeyed once, and helps."""
        read(folder, returned(folder, "a.xlsx"))
        typed: dict[str, Typed] = {"supplier/name": name, "price/total": 140}
        twin = returned(folder, "b.xlsx", **typed)
        for words in ((), ("--force",), ("--check",)):
            done = read(folder, twin, *words)
            assert done.code == 1
            assert f"returns/b.xlsx Supplier!{cell(folder, 'supplier/name')} error which-bid-unclear: " in done.err
            assert (f'"{name}"' in done.err, '"Gamma Ltd"' in done.err) == (True, True)
        assert "{total: 130.5}" in (folder / "bids" / "gamma-ltd.yaml").read_text(encoding="utf-8")
        assert read(folder, twin, "--id", "gamma-2").code == 0
        assert bid_files(folder) == ["gamma-2.yaml", "gamma-ltd.yaml"]
        (folder / "bids" / "gamma-2.yaml").unlink()
        assert read(folder, twin, "--id", "gamma-ltd", "--force").code == 0
        assert "{total: 140}" in (folder / "bids" / "gamma-ltd.yaml").read_text(encoding="utf-8")

    def test_two_returns_whose_names_look_the_same_are_shown_both(self, folder: Path) -> None:
        """Of two returns in one run, nobody but a person can say whether they are of one supplier."""
        twin = "G\N{CYRILLIC SMALL LETTER A}mma Ltd"
        done = read(folder, returned(folder, "a.xlsx"), returned(folder, "b.xlsx", **{"supplier/name": twin}))
        assert done.code == 1
        assert f'"Gamma Ltd" there, "{twin}" here' in done.err

    def test_a_return_of_a_supplier_with_two_bids_names_the_one_it_is(self, folder: Path) -> None:
        """With --force alone the first of the two would be replaced by what may be the second."""
        read(folder, returned(folder, "a.xlsx"))
        read(folder, returned(folder, "b.xlsx"), "--id", "variant")
        again = returned(folder, "c.xlsx", **{"price/total": 140})
        done = read(folder, again, "--force")
        assert (done.code, "has 2 bids: gamma-ltd, variant." in done.err) == (1, True)
        assert read(folder, again, "--id", "variant", "--force").code == 0
        assert "{total: 140}" in (folder / "bids" / "variant.yaml").read_text(encoding="utf-8")

    def test_two_bids_of_one_supplier_have_two_ids(self, folder: Path) -> None:
        """A second bid of the same supplier is made with --id, and validation says that it is its second tender."""
        read(folder, returned(folder, "a.xlsx"))
        done = read(folder, returned(folder, "b.xlsx"), "--id", "variant")
        assert done.code == 0
        assert "warning supplier-twice" in done.out
        assert bid_files(folder) == ["gamma-ltd.yaml", "variant.yaml"]

    def test_an_id_is_for_one_file(self, folder: Path) -> None:
        """Two returns cannot become one bid."""
        done = read(folder, returned(folder, "a.xlsx"), returned(folder, "b.xlsx"), "--id", "one")
        assert done.code == 2
        assert "--id names one bid" in done.err
