"""Bid returns out and back: making the workbook of a procurement, and turning filled-in ones into bid files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from social_value.core.checks import method_findings
from social_value.core.inputs import Inputs
from social_value.core.returns.asked import Asked, asked_of
from social_value.core.returns.identity import bid_id, look
from social_value.errors import CannotRunError, InputError
from social_value.files.disk import read_bytes, write_atomically
from social_value.files.forms.bid_return.bid import Data, bid_content
from social_value.files.forms.bid_return.form import bid_return
from social_value.files.forms.bid_return.taken import Taken
from social_value.files.forms.form import Form
from social_value.files.forms.read import read_form
from social_value.files.forms.write import form_bytes
from social_value.files.load import BIDS, PROCUREMENT, Loaded, load
from social_value.files.validate import procurement_findings
from social_value.files.validation import build
from social_value.files.yaml_source import parse_yaml
from social_value.files.yaml_writer import yaml_text
from social_value.findings import Finding, Place, error, has_errors
from social_value.fingerprint import digest
from social_value.model.base import is_identifier
from social_value.model.bid import Bid

_MODELINE = "# yaml-language-server: $schema="
Role = Literal["bidder", "comparator"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for beside the files: an id, the role of a comparator, replacing, only looking."""

    bid_id: str | None = None
    comparator: bool = False
    force: bool = False
    check: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """A filled-in workbook, with what it says and what was found in it. ``content`` is empty where it is unreadable."""

    path: Path
    content: Data
    findings: tuple[Finding, ...]

    @property
    def supplier(self) -> str | None:
        """The name of its supplier, where it gives one."""
        supplier = self.content.get("supplier")
        name = supplier.get("name") if isinstance(supplier, dict) else None
        return name if isinstance(name, str) else None


@dataclass(frozen=True, slots=True)
class Received:
    """What came of reading returns: bid files by the workbook that each comes from, and every finding."""

    bids: tuple[tuple[Path, Path], ...]
    findings: tuple[Finding, ...]


def make_return(folder: Path, output: Path, force: bool, as_of: date | None = None) -> None:
    """Write the workbook that bidders of a procurement fill in. Raises InputError where its method has errors."""
    write_atomically(output, form_bytes(bid_return(_sound(folder, as_of).inputs)), force)


def read_returns(folder: Path, paths: Sequence[Path], wish: Wish) -> Received:
    """Read filled-in workbooks and write a bid file for each; where any has an error, none is written.

    Raises InputError with the findings of every workbook, and CannotRunError where a bid file exists already.
    """
    loaded = _sound(folder, wish.as_of)
    form, asked = bid_return(loaded.inputs), asked_of(loaded.inputs)
    returns = [_read(path, form, asked, wish.comparator) for path in paths]
    findings = [finding for one in returns for finding in one.findings]
    findings += _told_twice(returns)
    if has_errors(findings):
        raise InputError(findings)
    planned = list(_planned(folder, loaded.inputs, returns, wish))
    if wish.check:
        return Received((), tuple(findings))
    _refuse_existing([target for _, target, _ in planned], wish.force)
    for _, target, content in planned:
        target.parent.mkdir(exist_ok=True)
        write_atomically(target, content, wish.force)
    findings += _of_the_whole(folder, loaded.inputs, wish)
    return Received(tuple((path, target) for path, target, _ in planned), tuple(findings))


def _of_the_whole(folder: Path, before: Inputs, wish: Wish) -> Iterator[Finding]:
    """Yield what is found in the whole procurement; that nobody has scored yet is no news while bids come in."""
    awaits_scores = not before.scores and before.consensus is None
    for finding in procurement_findings(folder, wish.as_of):
        if not (awaits_scores and finding.code == "score-missing"):
            yield finding


def _sound(folder: Path, as_of: date | None) -> Loaded:
    """Read a procurement whose method has no errors; its bids and scores are not looked into."""
    loaded = load(folder, as_of)
    found = loaded.resolve(method_findings(loaded.inputs))
    if has_errors(found):
        raise InputError(found)
    return loaded


def _read(path: Path, form: Form, asked: Asked, comparator: bool) -> Return:
    try:
        answers, findings = read_form(path, form)
    except InputError as problem:
        return Return(path, {}, problem.findings)
    taken = Taken(path.as_posix(), answers, comparator)
    content = bid_content(taken, asked)
    told = {finding.place for finding in findings if has_errors([finding])}
    # An answer that could not be read, or whose cell is gone, is reported once, by the reader, and is not missing too.
    more = (finding for finding in taken.findings if finding.place.keys[-1] and finding.place not in told)
    return Return(path, content, (*findings, *more))


def _told_twice(returns: Iterable[Return]) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for one in returns:
        if one.supplier is None:
            continue
        first = seen.setdefault(look(one.supplier), one.path)
        if first is not one.path:
            message = f"{first.as_posix()} is a return of the same supplier."
            way_out = "Name the one that counts. For two bids of one supplier, read each by itself with --id."
            yield error("supplier-returned-twice", Place(one.path.as_posix()), message, way_out)


def _planned(folder: Path, inputs: Inputs, returns: Iterable[Return], wish: Wish) -> Iterator[tuple[Path, Path, bytes]]:
    """Yield each workbook with the bid file that it becomes and the content of that file."""
    taken = {bid.id for bid in inputs.bids}
    head = _modeline(folder)
    for one in returns:
        earlier = _earlier(inputs, one, wish.bid_id)
        own_id = earlier.id if earlier else wish.bid_id or bid_id(one.supplier or "", taken)
        taken.add(own_id)
        target = _target(folder, inputs, own_id, earlier)
        text = yaml_text(_whole(one.content, own_id, earlier, wish))
        build(Bid, parse_yaml(text.encode(), target.as_posix()))
        origin = f"# Read from a returned workbook with the SHA-256 {digest(read_bytes(one.path, one.path.as_posix()))}"
        yield one.path, target, f"{head}{origin}\n{text}".encode()


def _earlier(inputs: Inputs, one: Return, wanted: str | None) -> Bid | None:
    """Return the bid that a return takes the place of: the one that was named, else that of the same supplier."""
    if wanted is not None:
        if not is_identifier(wanted):
            raise CannotRunError(f'"{wanted}" cannot be an id.', "Use letters, digits, - and _, at most 64.")
        return next((bid for bid in inputs.bids if bid.id.casefold() == wanted.casefold()), None)
    return next((bid for bid in inputs.bids if look(bid.supplier.name) == look(one.supplier or "")), None)


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
    withdrawn, and marks that were fixed elsewhere.
    """
    kept = earlier.model_dump(include={"role", "status", "recorded"}, exclude_defaults=True) if earlier else {}
    role: Data = {"role": "comparator"} if wish.comparator else {}
    whole: Data = {"kind": "bid", "schema_version": 1, "id": own_id, **kept, **role, **content}
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


def _refuse_existing(targets: Sequence[Path], force: bool) -> None:
    existing = [target.as_posix() for target in targets if target.exists() or target.is_symlink()]
    if existing and not force:
        which = " and ".join(existing)
        raise CannotRunError(f"{which} exists already; nothing was written.", "Replace it with --force, or use --id.")
