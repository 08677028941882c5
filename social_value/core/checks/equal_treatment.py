"""Who a bidder is, how large, and where it is registered: reported, and never scored.

Scoring any of them in an open competition puts equal treatment at risk (Procurement Act 2023, section 12(2) and (3)).
The honest ways are others: a reserved competition, a gate, and what is spent and done under the contract.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Literal

from social_value.codes.act import ADDRESS_SCORED, ADDRESS_WORDED, SECTOR_SCORED, SECTOR_WORDED
from social_value.core.inputs import Inputs
from social_value.findings import Finding, Key, Place
from social_value.model.criteria import Criterion, Gate
from social_value.model.framework import Framework, FrameworkCriterion
from social_value.model.procurement import Procurement
from social_value.model.scale import ScaleFile, ScoringScale

Attribute = Literal["sector", "address"]

_WHO = r"(?:bidder|supplier|tenderer|contractor|applicant|organisation|company|firm|provider|member)s?"
_FORM = r"(?:sector|legal (?:form|status|structure))"
_SMALL = r"(?:(?:micro,? )?small(?:,? (?:(?:and|or|to|and/or) )?medium(?:[- ]sized)?)?|medium[- ]sized|micro)"
_UNPAID = r"(?:not[- ]for[- ]profit|non[- ]?profit)"
_KIND = (
    r"(?:(?:registered |public service )?(?:sme|vcse|mutual|charity|social enterprise|co-?operative|community interest "
    rf"company|{_UNPAID}(?: (?:organisation|company|body))?|{_SMALL} (?:firm|business|enterprise|company)))"
)
_KINDS = (
    r"(?:(?:registered |public service )?(?:smes|vcses|mutuals|charities|social enterprises|co-?operatives|community "
    rf"interest companies|{_UNPAID}(?:s| (?:organisations|companies|bodies))"
    rf"|{_SMALL} (?:firms|businesses|enterprises|companies)))"
)
_SITE = r"(?:registered (?:address|office)|head office|address|postcode|headquarters)"
_NAMES: dict[Attribute, str] = {
    "sector": (
        rf"(?:is )?(?:{_WHO} )?(?:{_FORM}|sme|vcse|mutual|charity|social enterprise)(?: status| of (?:the )?{_WHO})?"
        rf"|{_WHO} (?:size|is (?:an? )?{_KIND})|size of (?:the )?{_WHO}"
    ),
    "address": (
        rf"{_WHO} (?:{_SITE}|area|location|region|office|is local)|{_SITE}(?: of (?:the )?{_WHO})?|is local"
        rf"|local (?:bidder|(?:supplier|firm|company|business) status)|location of (?:the )?{_WHO}"
    ),
}
"""Ids, figures and titles of measures that are an attribute of the bidder, as whole names with spaces between words."""

_ONE = r"(?:bidder|tenderer|applicant|the supplier|your (?:organisation|company|firm))"
_SEVERAL = r"(?:bidders|tenderers|applicants|you)"
_BIDDER = rf"(?:{_ONE}|{_SEVERAL})"
_MUST_BE = r"(?:must|should|has to|have to) be"
_BIDDER_IS = (
    rf"(?:{_ONE} (?:(?:that|who|which) )?(?:is|{_MUST_BE})|{_SEVERAL} (?:(?:that|who|which) )?(?:are|{_MUST_BE}))"
)
_REWARD = (
    r"\b(?:marks?|points?|credit|bonus|preference|uplift)(?: (?:is|are|will be) (?:given|awarded))? (?:for|to) "
    r"(?:being )?"
)
_AMOUNT = (
    r"(?:an?|the|extra|bonus|additional|more|higher|full|maximum|top|all|\d+(?:\.\d+)?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|fifteen|twenty)"
)
_EARN = (
    r"(?:(?:will )?(?:score|rank)s? (?:higher|better|more|extra|full)|(?:will )?(?:receive|earn|get|gain|score|win"
    rf"|(?:is|are|be) (?:given|awarded))s? (?:{_AMOUNT} )*(?:marks?|points?|preference)\b)"
)
_ENDS = r"(?=\s*(?:[.,;:)]|$|(?:and|or|bidders?|bidding|status)\b))"
_TOWN = (
    r"(?:borough|county|city|town|village|parish|district|region|area|council|country|county council|community|"
    r"locality|neighbourhood|(?:city|town) (?:hall|centre))"
)
_LIST = r"(?:system|register|portal|database|scheme|platform|programme|list|app)"
_BASED = (
    rf"(?:(?:based|located|headquartered) (?:(?:in|within|inside)\b|locally\b|near (?:[\w-]+ ){{0,2}}{_TOWN}\b)"
    rf"|registered (?:locally\b|(?:in|within|inside|near) (?!(?:[\w-]+ ){{0,3}}{_LIST}s?\b)))"
)
_LOCAL = r"local (?:bidder|supplier|firm|company|companie|business|businesse|provider|contractor)s?"
_WORDING: dict[Attribute, str] = {
    "sector": (
        rf"\b(?:{_FORM}|size) of (?:the |each |a )?(?:bidder|tenderer|applicant)s?\b"
        rf"|\b(?:bidder|tenderer|applicant)(?:'s|’s) (?:{_FORM}|size)\b|\b{_BIDDER_IS} (?:an? {_KIND}|{_KINDS})\b"
        rf"|\b(?:is|are) {_BIDDER} (?:an? {_KIND}|{_KINDS})\b|\bbeing an? {_KIND}\b"
        rf"|{_REWARD}(?:an? {_KIND}|{_KINDS}){_ENDS}"
        rf"|\b(?:{_KIND}|{_KINDS}) {_EARN}|^(?:is|are|{_MUST_BE}) (?:an? {_KIND}|{_KINDS}){_ENDS}"
    ),
    "address": (
        rf"\b{_SITE} of (?:the |each |a )?(?:bidder|tenderer|applicant)s?\b"
        rf"|\b(?:bidder|tenderer|applicant)(?:'s|’s) {_SITE}\b|\b{_BIDDER_IS} {_BASED}|\b(?:is|are) {_BIDDER} {_BASED}"
        rf"|\b{_BIDDER} (?:(?:that|who|which) )?(?:has|have|must have) (?:its|their|your|an?) {_SITE}\b"
        rf"|^(?:is|are|{_MUST_BE}) {_BASED}|^(?:has|have|must have) (?:its|their|an?) {_SITE}\b"
        rf"|{_REWARD}(?:{_BASED}|(?:a )?{_LOCAL}{_ENDS})|\b{_LOCAL} {_EARN}"
    ),
}
"""Wording that rewards or asks for an attribute of the bidder; what could well be meant otherwise is left to people."""
_STEMS: dict[Attribute, tuple[str, ...]] = {
    "sector": (
        *("sector", "legal ", "size", "sme", "vcse", "mutual", "charit", "social enterprise", "operative"),
        *("community interest", "profit", "small", "medium", "micro"),
    ),
    "address": ("registered", "office", "address", "postcode", "headquarter", "based", "located", "local"),
}
"""One of these is in everything that the wording matches; to look for them first saves most of the time."""
_NAME_STEMS: dict[Attribute, tuple[str, ...]] = {
    "sector": _STEMS["sector"],
    "address": (*_STEMS["address"], "head office", "area", "location", "region"),
}
"""The same for the names."""
_NEARNESS = re.compile(rf"\b(?:proximity|distance|nearness) (?:of|from|between) (?:the )?{_BIDDER}\b")
_UNDER_THE_CONTRACT = re.compile(r"\bspen[dt]\w*|\bsub-?contract\w*|\bsupply[ -]chains?\b")
"""What is planned under the contract, the same for every bidder, is no attribute of the bidder."""
_RESERVED = re.compile(r"\breserv(?:ed|ation)\b")
"""Who may bid for a reserved contract is a condition of the whole text that speaks of it."""
_RESERVED_FOR = re.compile(r"\breserved (?:for|to)\b")
_ROUTES: dict[Attribute, str] = {
    "sector": rf"\b(?:{_KIND}|{_KINDS}|{_SMALL} suppliers|supported employment)\b",
    "address": rf"\b(?:{_BASED}|{_LOCAL}\b)",
}
"""For whom a contract may be reserved, by the attribute that a gate then asks for."""
_SENTENCE_END = re.compile(r"[.?]\s")
_DENIED = re.compile(
    r"\b(?:no|not(?![- ]for[- ]profit)|never|nor|regardless|whatever|whoever|wherever|irrespective|without"
    rf"|(?:of|in|from|at) any (?:{_FORM}|size|kind|place|area|location))\b"
)
"""A sentence that says an attribute does not count."""
_WORDS: dict[Attribute, str] = {
    "sector": "sector, size or legal form of the bidder",
    "address": "address or location of the bidder",
}


# Most files hold none of the stems, so the long patterns are only compiled once a text holds one.
_compiled = cache(re.compile)


def attribute_named(name: str) -> Attribute | None:
    """Return which attribute of a bidder an id or a figure is, such as ``supplier.sector`` or ``is-sme``."""
    plain_name = " ".join(re.split(r"[\W_]+", name.casefold())).strip()
    likely = [kind for kind, stems in _NAME_STEMS.items() if any(stem in plain_name for stem in stems)]
    return next((kind for kind in likely if _compiled(_NAMES[kind]).fullmatch(plain_name)), None)


def attribute_rewarded(text: str, light_touch: bool = False) -> Attribute | None:
    """Return which attribute of the bidder a text rewards or asks for, by its wording.

    For light touch contracts how near a supplier is to the people who use the service may count (section 23(6)).

    >>> attribute_rewarded("Extra marks for being an SME"), attribute_rewarded("Spend with SMEs under this contract")
    ('sector', None)
    """
    folded = " ".join(text.casefold().split())
    sentences = () if _RESERVED.search(folded) else _SENTENCE_END.split(folded)
    return next((kind for sentence in sentences if (kind := _rewarded_in(sentence, light_touch))), None)


def _rewarded_in(sentence: str, light_touch: bool) -> Attribute | None:
    likely = [kind for kind, stems in _STEMS.items() if any(stem in sentence for stem in stems)]
    near = not light_touch and _NEARNESS.search(sentence) is not None
    if not (likely or near) or _UNDER_THE_CONTRACT.search(sentence) or _DENIED.search(sentence):
        return None
    return "address" if near else next((kind for kind in likely if _compiled(_WORDING[kind]).search(sentence)), None)


def _said(kind: Attribute, who: str, what: str, place: Place) -> Iterator[Finding]:
    """Yield the finding on an attribute that is read for certain; ``what`` says how it is used."""
    message = f"{who} {what} the {_WORDS[kind]}."
    way_out = (
        "Score what is done or spent under the contract, the same for every bidder; or reserve the competition where "
        "the law allows it."
    )
    if kind == "sector":
        yield SECTOR_SCORED.at(place, message, way_out)
    else:
        yield ADDRESS_SCORED.at(place, message, way_out)


_Text = tuple[str, tuple[Key, ...]]
"""A text, and the keys that lead to it."""


def _worded(
    who: str, texts: Iterable[_Text], place: Place, light_touch: bool = False, allowed: Collection[Attribute] = ()
) -> Iterator[Finding]:
    """Yield the finding on the first text whose wording rewards or asks for an attribute that is not allowed."""
    for text, keys in texts:
        kind = attribute_named(text) or attribute_rewarded(text, light_touch)
        if kind is None or kind in allowed:
            continue
        message = f"{who} is worded as if the {_WORDS[kind]} counted."
        way_out = (
            "Ask for what is done or spent under the contract, the same for every bidder; or waive it, with the reason "
            "why it means something else or the route by which the competition is reserved."
        )
        if kind == "sector":
            yield SECTOR_WORDED.at(place.at(*keys), message, way_out)
        else:
            yield ADDRESS_WORDED.at(place.at(*keys), message, way_out)
        return


def _words_of(criterion: Criterion | FrameworkCriterion) -> Iterator[_Text]:
    yield criterion.title or "", ("title",)
    yield criterion.description or "", ("description",)
    if isinstance(criterion, Criterion):
        yield criterion.question or "", ("question",)
    for number, text in enumerate(criterion.sub_criteria):
        yield text, ("sub_criteria", number)


def _words_of_scale(scale: ScoringScale) -> Iterator[_Text]:
    for number, level in enumerate(scale.levels):
        yield level.descriptor or "", ("levels", number, "descriptor")


def bidders_treated_equally(inputs: Inputs) -> Iterator[Finding]:
    """No criterion, gate or measure reads who the bidder is or where it is, and none is worded as if it did."""
    procurement = inputs.procurement
    light_touch = procurement.contract is not None and procurement.contract.service == "light-touch"
    for leaf in inputs.leaves:
        read = attribute_named(getattr(leaf.score, "of", None) or "")
        if read is not None:
            yield from _said(read, f'"{leaf.id}"', "reads", inputs.at(*leaf.keys, "score", "of"))
        else:
            yield from _worded(f'"{leaf.id}"', _words_of(leaf.criterion), inputs.at(*leaf.keys), light_touch)
    yield from _scales(procurement.scales, inputs.at("scales"), light_touch)
    yield from _gates(procurement.gates, inputs.at("gates"), light_touch, _reserved(procurement))
    yield from _measures(((measure.id, measure.title) for measure in procurement.measures), inputs.at("measures"))


def _reserved(procurement: Procurement) -> set[Attribute]:
    """Return the attributes that a contract is reserved by, in the procurement's own words; a gate may ask for them."""
    if procurement.reservation is not None:
        return {"sector", "address"}
    folded = " ".join(f"{procurement.title}. {procurement.description or ''}".casefold().split())
    said = [rest for sentence in _SENTENCE_END.split(folded) for rest in _RESERVED_FOR.split(sentence)[1:]]
    return {kind for kind, pattern in _ROUTES.items() if any(_compiled(pattern).search(rest) for rest in said)}


def _scales(scales: Mapping[str, ScoringScale], place: Place, light_touch: bool = False) -> Iterator[Finding]:
    for name, scale in scales.items():
        yield from _worded(f'the scale "{name}"', _words_of_scale(scale), place.at(name), light_touch)


def _gates(
    gates: Iterable[Gate], place: Place, light_touch: bool = False, reserved: Collection[Attribute] = ()
) -> Iterator[Finding]:
    for number, gate in enumerate(gates):
        read = attribute_named(gate.of or "")
        if read is not None:
            yield from _said(read, f'"{gate.id}"', "reads", place.at(number, "of"))
        else:
            yield from _worded(f'"{gate.id}"', [(gate.title, ("title",))], place.at(number), light_touch, reserved)


def _measures(measures: Iterator[tuple[str, str]], place: Place) -> Iterator[Finding]:
    for number, (name, title) in enumerate(measures):
        kind = attribute_named(name) or attribute_named(title)
        if kind is not None:
            yield from _said(kind, f'the measure "{name}"', "is", place.at(number))


def framework_treats_equally(framework: Framework, place: Place) -> Iterator[Finding]:
    """Nothing that a framework offers reads who the bidder is or where it is, or is worded as if it did."""
    yield from _gates(framework.gates, place.at("gates"))
    yield from _scales(framework.scales, place.at("scales"))
    for t, theme in enumerate(framework.themes):
        for o, outcome in enumerate(theme.outcomes):
            here = place.at("themes", t, "outcomes", o)
            yield from _measures(((measure.id, measure.title) for measure in outcome.measures), here.at("measures"))
            for n, criterion in enumerate(outcome.criteria):
                yield from _worded(f'"{criterion.id}"', _words_of(criterion), here.at("criteria", n))


def scale_treats_equally(scale: ScaleFile, place: Place) -> Iterator[Finding]:
    """No level of a shared scale is worded as if who the bidder is or where it is counted."""
    yield from _worded(f'the scale "{scale.id}"', _words_of_scale(scale), place)
