"""Who a bidder is, how large, and where it is registered: reported, and never scored.

Scoring any of them in an open competition puts equal treatment at risk (Procurement Act 2023, section 12(2) and (3)).
The honest ways are others: a reserved competition, a gate, and what is spent and done under the contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from social_value.core.inputs import Inputs
from social_value.findings import Finding, Place, error
from social_value.model.framework import Framework

Attribute = Literal["sector", "address"]

_WHO = r"(?:bidder|supplier|tenderer|contractor|applicant|organisation|company|firm|provider|member)s?"
_FORM = r"(?:sector|legal (?:form|status|structure))"
_KIND = r"(?:sme|vcse|mutual|charity|social enterprise|co-?operative|small (?:firm|business|enterprise|company))"
_KINDS = r"(?:smes|vcses|mutuals|charities|social enterprises|co-?operatives|small (?:firms|businesses|enterprises))"
_SITE = r"(?:registered (?:address|office)|head office|address|postcode|headquarters)"
_NAMES: dict[Attribute, re.Pattern[str]] = {
    "sector": re.compile(
        rf"(?:is )?(?:{_WHO} )?(?:{_FORM}|sme|vcse|mutual|charity|social enterprise)(?: status| of (?:the )?{_WHO})?"
        rf"|{_WHO} (?:size|is (?:an? )?{_KIND})|size of (?:the )?{_WHO}"
    ),
    "address": re.compile(
        rf"{_WHO} (?:{_SITE}|area|location|region|office|is local)|{_SITE}(?: of (?:the )?{_WHO})?|is local"
        rf"|local (?:bidder|(?:supplier|firm|company|business) status)|location of (?:the )?{_WHO}"
    ),
}
"""Ids, figures and titles of measures that are an attribute of the bidder, as whole names with spaces between words."""

_BIDDER = r"(?:(?:bidder|tenderer|applicant)s?|the supplier|your (?:organisation|company|firm))"
_IS = r"(?:(?:that|who|which) )?(?:is|are)"
_REWARD = r"\b(?:marks?|points?|credit|bonus|preference|uplift)(?: (?:is|are|will be) given)? (?:for|to) (?:being )?"
_ENDS = r"(?=\s*(?:[.,;:)]|$|(?:and|or|bidders?|bidding|status)\b))"
_BASED = r"(?:based|located|registered|headquartered) (?:in|within|inside|near|locally)\b"
_WORDING: dict[Attribute, re.Pattern[str]] = {
    "sector": re.compile(
        rf"\b(?:{_FORM}|size) of (?:the |each |a )?(?:bidder|tenderer|applicant)s?\b"
        rf"|\b(?:bidder|tenderer|applicant)(?:'s|’s) (?:{_FORM}|size)\b|\b{_BIDDER} {_IS} (?:an? {_KIND}|{_KINDS})\b"
        rf"|\bbeing an? {_KIND}\b|{_REWARD}(?:an? {_KIND}|{_KINDS}){_ENDS}"
    ),
    "address": re.compile(
        rf"\b{_SITE} of (?:the |each |a )?(?:bidder|tenderer|applicant)s?\b"
        rf"|\b(?:bidder|tenderer|applicant)(?:'s|’s) {_SITE}\b|\b{_BIDDER} {_IS} {_BASED}|{_REWARD}{_BASED}"
        rf"|{_REWARD}(?:a )?local (?:bidder|supplier|firm|company|companie|business|businesse)s?{_ENDS}"
    ),
}
"""Wording that rewards an attribute of the bidder beyond doubt; what could be meant otherwise is left to people."""
_NEARNESS = re.compile(rf"\b(?:proximity|distance|nearness) (?:of|from|between) (?:the )?{_BIDDER}\b")
_UNDER_THE_CONTRACT = re.compile(r"\bspen[dt]\w*|\bsub-?contract\w*|\bsupply[ -]chains?\b")
"""What is planned under the contract, the same for every bidder, is no attribute of the bidder."""
_RESERVED = re.compile(r"\breserv(?:ed|ation)\b")
"""Who may bid for a reserved contract is a condition of the whole text that speaks of it."""
_DENIED = re.compile(r"\b(?:no|not|never|nor|regardless|whatever|whoever|wherever|irrespective|without|any)\b")
"""A sentence that says an attribute does not count."""
_WORDS: dict[Attribute, str] = {
    "sector": "sector, size or legal form of the bidder",
    "address": "address or location of the bidder",
}


def attribute_named(name: str) -> Attribute | None:
    """Return which attribute of a bidder an id or a figure is, such as ``supplier.sector`` or ``is-sme``."""
    plain_name = " ".join(re.split(r"[\W_]+", name.casefold())).strip()
    return next((kind for kind, pattern in _NAMES.items() if pattern.fullmatch(plain_name)), None)


def attribute_rewarded(text: str, light_touch: bool = False) -> Attribute | None:
    """Return which attribute of the bidder a text rewards, where that is beyond doubt.

    For light touch contracts how near a supplier is to the people who use the service may count (section 23(6)).

    >>> attribute_rewarded("Extra marks for being an SME"), attribute_rewarded("Spend with SMEs under this contract")
    ('sector', None)
    """
    folded = " ".join(text.casefold().split())
    sentences = () if _RESERVED.search(folded) else re.split(r"\.\s", folded)
    return next((kind for sentence in sentences if (kind := _rewarded_in(sentence, light_touch))), None)


def _rewarded_in(sentence: str, light_touch: bool) -> Attribute | None:
    if _UNDER_THE_CONTRACT.search(sentence) or _DENIED.search(sentence):
        return None
    if not light_touch and _NEARNESS.search(sentence):
        return "address"
    return next((kind for kind, pattern in _WORDING.items() if pattern.search(sentence)), None)


def _said(kind: Attribute | None, who: str, what: str, place: Place) -> Iterator[Finding]:
    """Yield the finding on one attribute; ``what`` says how it is used."""
    message = f"{who} {what} the {_WORDS[kind]}." if kind else ""
    way_out = (
        "Score what is done or spent under the contract, the same for every bidder; or reserve the competition where "
        "the law allows it."
    )
    if kind == "sector":
        yield error("sector-scored", place, message, way_out)
    elif kind == "address":
        yield error("address-scored", place, message, way_out)


def bidders_treated_equally(inputs: Inputs) -> Iterator[Finding]:
    """No criterion, gate or measure reads who the bidder is or where it is."""
    procurement = inputs.procurement
    light_touch = procurement.contract is not None and procurement.contract.service == "light-touch"
    for leaf in inputs.leaves:
        read = attribute_named(getattr(leaf.score, "of", None) or "")
        if read is not None:
            yield from _said(read, f'"{leaf.id}"', "reads", inputs.at(*leaf.keys, "score", "of"))
            continue
        for key in ("title", "description"):
            rewarded = attribute_rewarded(getattr(leaf.criterion, key) or "", light_touch)
            if rewarded is not None:
                yield from _said(rewarded, f'"{leaf.id}"', "rewards", inputs.at(*leaf.keys, key))
                break
    for number, gate in enumerate(procurement.gates):
        yield from _said(attribute_named(gate.of or ""), f'"{gate.id}"', "reads", inputs.at("gates", number, "of"))
    yield from _measures(((one.id, one.title) for one in procurement.measures), inputs.at("measures"))


def _measures(measures: Iterator[tuple[str, str]], place: Place) -> Iterator[Finding]:
    for number, (name, title) in enumerate(measures):
        kind = attribute_named(name) or attribute_named(title)
        yield from _said(kind, f'the measure "{name}"', "is", place.at(number))


def framework_treats_equally(framework: Framework, place: Place) -> Iterator[Finding]:
    """No criterion, gate or measure that a framework offers reads who the bidder is or where it is."""
    for number, gate in enumerate(framework.gates):
        yield from _said(attribute_named(gate.of or ""), f'"{gate.id}"', "reads", place.at("gates", number, "of"))
    for t, theme in enumerate(framework.themes):
        for o, outcome in enumerate(theme.outcomes):
            here = place.at("themes", t, "outcomes", o)
            yield from _measures(((one.id, one.title) for one in outcome.measures), here.at("measures"))
            for n, criterion in enumerate(outcome.criteria):
                for key in ("title", "description"):
                    rewarded = attribute_rewarded(getattr(criterion, key) or "")
                    if rewarded is not None:
                        yield from _said(rewarded, f'"{criterion.id}"', "rewards", here.at("criteria", n, key))
                        break
