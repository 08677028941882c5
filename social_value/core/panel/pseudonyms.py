"""What evaluators call the bids: by name, or by pseudonyms from which nothing can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from social_value.core.inputs import Inputs
from social_value.core.provenance import method_fingerprint
from social_value.fingerprint import digest, fingerprint
from social_value.model.bid import Bid

_LETTERS = 26
_SHORTEST_NAME = 3
"""Fewest characters of a name that is looked for in written answers."""
LEGAL_FORMS = frozenset(["ltd", "limited", "plc", "llp", "cic", "cio", "inc", "gmbh"])
"""Last words that no common phrase has."""
_BETWEEN_WORDS = r"[\s_\u2010-\u2013-]"
_APOSTROPHES = "'’‘\u02bc"
WITHHELD = "[name withheld]"
"""What stands in place of a name. It is the same for every bid, so that it never says which one is named."""


def is_anonymous(inputs: Inputs) -> bool:
    """Tell whether evaluators see pseudonyms in place of suppliers."""
    panel = inputs.procurement.panel
    return panel is not None and panel.anonymous_bids


def pseudonyms(inputs: Inputs) -> Mapping[str, str]:
    """Return the pseudonym of every bid, in the order of the pseudonyms.

    What was allotted when the first score sheet was made never changes, and a bid that came later gets the next letter.
    Bids that are allotted together follow a digest of the whole contents of all bids and the bid's id, so that their
    order leaks neither names nor the order in which bids came in, and nobody can work it out who has not been given all
    of every bid.
    """
    allotted, taken = _allotted(inputs)
    seal = bids_seal(inputs)
    later = sorted((bid.id for bid in inputs.bids if bid.id not in allotted), key=lambda bid: _digest(seal, bid))
    known = allotted | {bid: f"Bid {_letters(number)}" for number, bid in enumerate(later, start=taken)}
    return dict(sorted(known.items(), key=lambda pair: (len(pair[1]), pair[1])))


def _allotted(inputs: Inputs) -> tuple[dict[str, str], int]:
    """Return what was allotted to the bids of these inputs, and how many letters are taken up to the last of them.

    The letter of a bid that is no longer there stays taken.
    """
    kept = {allotted.bid: allotted.shown_as for allotted in inputs.pseudonyms.bids} if inputs.pseudonyms else {}
    elsewhere = {bid.id for bid in inputs.published.bids} - inputs.bids_by_id.keys()
    taken = [_number(name) for bid, name in kept.items() if bid not in elsewhere]
    return {bid: name for bid, name in kept.items() if bid in inputs.bids_by_id}, max(taken, default=-1) + 1


def _digest(seal: str, bid_id: str) -> str:
    return digest(f"{seal}\n{bid_id}".encode())


def bids_seal(inputs: Inputs) -> str:
    """Return a digest of procurement, method and the whole contents of all bids, prices and commitments among them.

    It is shown to nobody: whoever knew it could work out the pseudonyms. A withdrawal leaves it as it was, so that
    the other bids keep theirs.
    """
    bids = {bid.id: bid.model_dump(by_alias=True, exclude_defaults=True, exclude={"status"}) for bid in inputs.bids}
    return fingerprint(["pseudonyms", inputs.procurement.id, method_fingerprint(inputs), bids])


def _letters(number: int) -> str:
    """Return A to Z, then AA and so on.

    >>> _letters(0), _letters(25), _letters(26), _letters(52)
    ('A', 'Z', 'AA', 'BA')
    """
    letters = chr(ord("A") + number % _LETTERS)
    return letters if number < _LETTERS else _letters(number // _LETTERS - 1) + letters


def _number(pseudonym: str) -> int:
    """Return the place of a pseudonym among all of them.

    >>> _number("Bid A"), _number("Bid Z"), _number("Bid AA"), _number("Bid BA")
    (0, 25, 26, 52)
    """
    number = 0
    for letter in pseudonym.removeprefix("Bid "):
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


@dataclass(frozen=True)
class Naming:
    """How evaluators are told of the bids. ``known`` holds each bid's pseudonym; it is empty where names are shown.

    ``seal`` goes into every digest that evaluators see, so that none of them lets anybody try out who is who.
    """

    bids: Mapping[str, Bid]
    known: Mapping[str, str] = field(default_factory=dict)
    seal: str | None = None

    def label(self, bid_id: str) -> str:
        """What a bid is called: its pseudonym, or its id and its supplier."""
        return self.known.get(bid_id) or f"{bid_id}: {self.bids[bid_id].supplier.name}"

    def in_order(self) -> tuple[str, ...]:
        """Ids of all bids in the order in which evaluators see them."""
        return tuple(self.known or self.bids)

    def masked(self, text: str, of: str) -> str:
        """Return a text about or of a bid, in which every name that gives a bid away is withheld."""
        for names in self._looked_for(of):
            text = names.withheld(text)
        return text

    def gives_away(self, text: str, of: str) -> bool:
        """Tell whether a text of a bid names a supplier, a member or a bid although names are not shown."""
        return self.masked(text, of) != text

    def _looked_for(self, of: str) -> Iterator[_Names]:
        """Yield what is looked for in a text about a bid: names of all bidders, and the bid's own id.

        The ids of other bids are looked for only where they hold a digit: an id such as ``in-house`` is a common word.
        """
        if self.known:
            yield from self._of_all
            yield _Names((_folded(of),), in_small_letters=True)

    @cached_property
    def _of_all(self) -> tuple[_Names, _Names]:
        names = {name for bid in self.bids.values() for name in names_of(bid)}
        phrases = {name for name in names if _may_be_a_phrase(name)}
        ids = {bid for bid in self.bids if _has_digit(bid)}
        return (
            _Names(map(_folded, (names - phrases) | ids), in_small_letters=True),
            _Names(map(_folded, phrases), in_small_letters=False),
        )


class _Names:
    """Names to look for in texts. Those that could be a common phrase do not count in small letters alone."""

    def __init__(self, folded: Iterable[str], *, in_small_letters: bool) -> None:
        long_enough = {name for name in folded if len(name) >= _SHORTEST_NAME}
        longest_first = sorted(long_enough, key=lambda name: (-len(name), name))
        names = "|".join(map(_pattern, longest_first)) or r"(?!)"
        self._found = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
        self._in_small_letters = in_small_letters

    def withheld(self, text: str) -> str:
        """Return a text without the names."""
        return self._found.sub(self._in_place_of, text)

    def _in_place_of(self, match: re.Match[str]) -> str:
        return WITHHELD if self._in_small_letters or match[0] != match[0].lower() else match[0]


def names_of(bid: Bid) -> Iterator[str]:
    """Yield every name that gives a bid away: of its supplier, in each form that is known, and of who performs it."""
    yield bid.supplier.name
    yield from bid.supplier.known_as
    yield from (member.name for member in bid.members)
    yield from (part.organisation for part in bid.delivery)


def _may_be_a_phrase(name: str) -> bool:
    """Tell whether a name, in small letters, could be words of a sentence, such as "In-house team"."""
    return name != name.lower() and not _has_digit(name) and _folded(name).split()[-1] not in LEGAL_FORMS


def _has_digit(name: str) -> bool:
    return any(sign.isdigit() for sign in name)


def _folded(name: str) -> str:
    """Return a name in the one form of all its spellings.

    >>> _folded("Signal & Loom"), _folded("signal_and-loom"), _folded("Women’s Rooms")
    ('signal and loom', 'signal and loom', "women's rooms")
    """
    spelt = re.sub(f"[{_APOSTROPHES}]", "'", name.replace("&", " and "))
    return " ".join(re.split(f"{_BETWEEN_WORDS}+", spelt.strip())).lower()


def _pattern(folded: str) -> str:
    """Return a pattern of all spellings of a folded name."""
    parts = (f"{_BETWEEN_WORDS}+".join(map(re.escape, part.split())) for part in folded.split(" and "))
    either = rf"(?:{_BETWEEN_WORDS}+and{_BETWEEN_WORDS}+|{_BETWEEN_WORDS}*&{_BETWEEN_WORDS}*)"
    return either.join(parts).replace("'", f"[{_APOSTROPHES}]")


def naming_of(inputs: Inputs) -> Naming:
    """Return how the evaluators of a procurement are told of its bids."""
    if not is_anonymous(inputs):
        return Naming(inputs.bids_by_id)
    return Naming(inputs.bids_by_id, pseudonyms(inputs), bids_seal(inputs))
