"""The bid file that a return becomes: its name, what stands in it, and when it takes the place of an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from social_value.core.identity import bid_id, look
from social_value.core.inputs import Inputs
from social_value.errors import CannotRunError
from social_value.files.disk import read_bytes, write_atomically
from social_value.files.folder_reading import BIDS, PROCUREMENT
from social_value.files.forms.bid_return.bid_returned import Data
from social_value.files.forms.form import Answers
from social_value.files.yaml_writer import yaml_text
from social_value.findings import Finding
from social_value.fingerprint import digest
from social_value.model.base import is_identifier
from social_value.model.bid import Bid

_MODELINE = "# yaml-language-server: $schema="


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for beside the files: an id, the role of a comparator, replacing, only looking, a lot."""

    bid_id: str | None = None
    comparator: bool = False
    force: bool = False
    check: bool = False
    as_of: date | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """A filled-in workbook, with what it says and what was found in it. ``content`` is empty where it is unreadable."""

    path: Path
    content: Data
    findings: tuple[Finding, ...]
    answers: Answers = field(default_factory=dict)

    @property
    def supplier(self) -> str | None:
        """The name of its supplier, where it gives one."""
        supplier = self.content.get("supplier")
        name = supplier.get("name") if isinstance(supplier, dict) else None
        return name if isinstance(name, str) else None


@dataclass(frozen=True, slots=True)
class Planned:
    """A bid file that is to be written: the return that it comes from, and whether it replaces the same bid."""

    origin: Return
    target: Path
    content: bytes
    replaces: bool


def planned_bids(folder: Path, inputs: Inputs, returns: Iterable[Return], wish: Wish) -> tuple[Planned, ...]:
    """Return the bid file that each return becomes. Raises CannotRunError where it would be that of somebody else."""
    return tuple(_planned(folder, inputs, returns, wish))


def _planned(folder: Path, inputs: Inputs, returns: Iterable[Return], wish: Wish) -> Iterator[Planned]:
    taken = {bid.id for bid in inputs.published.bids}
    head = _modeline(folder)
    for bid_return in returns:
        earlier = _earlier(inputs, bid_return, wish.bid_id)
        own_id = (
            earlier.id if earlier else wish.bid_id or bid_id(f"{bid_return.supplier or ''} {wish.lot or ''}", taken)
        )
        taken.add(own_id)
        target = _target(folder, inputs, own_id, earlier)
        text = yaml_text(_whole(bid_return.content, own_id, earlier, wish))
        sha256 = digest(read_bytes(bid_return.path, bid_return.path.as_posix()))
        origin = f"# Read from a returned workbook with the SHA-256 {sha256}"
        yield Planned(bid_return, target, f"{head}{origin}\n{text}".encode(), earlier is not None)


def _earlier(inputs: Inputs, bid_return: Return, wanted: str | None) -> Bid | None:
    """Return the bid that a return takes the place of: the one that was named, else that of the same supplier."""
    if wanted is not None:
        if not is_identifier(wanted):
            raise CannotRunError(f'"{wanted}" cannot be an id.', "Use letters, digits, - and _, at most 64.")
        named = next((bid for bid in inputs.bids if bid.id.casefold() == wanted.casefold()), None)
        if named is not None and look(named.supplier.name) != look(bid_return.supplier or ""):
            path, name = bid_return.path.as_posix(), bid_return.supplier
            message = (
                f'"{named.id}" is the bid of "{named.supplier.name}", and {path} is of "{name}", another supplier.'
            )
            raise CannotRunError(message, "Use another id, or remove that bid first.")
        return named
    return next((bid for bid in inputs.bids if look(bid.supplier.name) == look(bid_return.supplier or "")), None)


def _target(folder: Path, inputs: Inputs, own_id: str, earlier: Bid | None) -> Path:
    """Return the bid file: that of the earlier bid, else a new one in the folder of bids."""
    if earlier is None:
        return folder / BIDS / f"{own_id}.yaml"
    path = Path(inputs.place(("bid", earlier.id)).path)
    if path.suffix != ".yaml":
        way_out = f"Take its row out of {path.as_posix()} first, and read the return again."
        raise CannotRunError(f"{earlier.supplier.name} has a bid in {path.as_posix()} already.", way_out)
    return path


def _whole(content: Data, own_id: str, earlier: Bid | None, wish: Wish) -> Data:
    """Return a whole bid file, in the order of the model.

    What only the authority writes into a bid is kept where an earlier one is replaced: its role, whether it was
    withdrawn, whose it is where names differ, and marks that were fixed elsewhere.
    """
    kept = (
        earlier.model_dump(include={"role", "status", "bidder", "recorded"}, exclude_defaults=True) if earlier else {}
    )
    role: Data = {"role": "comparator"} if wish.comparator else {}
    lot: Data = {"lot": wish.lot} if wish.lot is not None else {}
    whole: Data = {"kind": "bid", "schema_version": 1, "id": own_id, **lot, **kept, **role, **content}
    named = {name: field.alias or name for name, field in Bid.model_fields.items()}
    return {alias: whole[name] for name, alias in named.items() if name in whole}


def _modeline(folder: Path) -> str:
    """Return the line that names the schema of a bid to editors, where the procurement names its own to them."""
    first = read_bytes(folder / PROCUREMENT, PROCUREMENT).decode("utf-8-sig").partition("\n")[0].strip()
    schema = first.removeprefix(_MODELINE)
    if schema == first or not schema.endswith("/procurement.schema.json"):
        return ""
    place = schema.removesuffix("procurement.schema.json")
    up = "" if place.startswith("/") or "://" in place else "../"
    return f"{_MODELINE}{up}{place}bid.schema.json\n"


def check_replaceable(planned: Sequence[Planned], force: bool) -> None:
    """Raise CannotRunError where a bid file exists that may not be replaced.

    With ``force`` the file of the same bid is replaced; a file that holds another bid never is.
    """
    # A link that leads nowhere does not exist, and a file written in its place would replace it all the same.
    existing = [
        planned_bid for planned_bid in planned if planned_bid.target.exists() or planned_bid.target.is_symlink()
    ]
    foreign = [planned_bid for planned_bid in existing if not planned_bid.replaces]
    kept = foreign if force else existing
    if kept:
        which, plural = " and ".join(planned_bid.target.as_posix() for planned_bid in kept), len(kept) > 1
        message = f"{which} {'exist' if plural else 'exists'} already; nothing was written."
        way_out = "Read it with --id and another id." if foreign else "Replace it with --force."
        raise CannotRunError(message, way_out)


def write_bids(planned: Sequence[Planned]) -> None:
    """Write bid files, each whole, that may be written."""
    for planned_bid in planned:
        planned_bid.target.parent.mkdir(exist_ok=True)
        write_atomically(planned_bid.target, planned_bid.content, planned_bid.replaces)
