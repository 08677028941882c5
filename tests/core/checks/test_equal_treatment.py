"""What rewards who a bidder is, and what only looks like it."""

from __future__ import annotations

import pytest

from social_value.core.checks.equal_treatment import attribute_named, attribute_rewarded


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("supplier.sector", "sector"),
        ("supplier.size", "sector"),
        ("sector", "sector"),
        ("legal-form", "sector"),
        ("is-sme", "sector"),
        ("VCSE status", "sector"),
        ("Size of the bidder", "sector"),
        ("bidder_is_a_charity", "sector"),
        ("supplier.registered-address", "address"),
        ("members.area", "address"),
        ("registered-office", "address"),
        ("Location of the supplier", "address"),
        ("is-local", "address"),
        ("size", None),
        ("price", None),
        ("spend-with-smes", None),
        ("sme-spend-share", None),
        ("vcse-subcontracts", None),
        ("local-paid-hours", None),
        ("priority-area-reach", None),
        ("local-suppliers-used", None),
        ("headcount", None),
    ],
)
def test_a_name_is_an_attribute_only_as_a_whole(name: str, expected: str | None) -> None:
    """An id or title is an attribute of the bidder where all of it is one, not where a part of it is."""
    assert attribute_named(name) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Extra marks for being an SME.",
        "Bidders that are social enterprises do better.",
        "The size of the bidder decides.",
        "10 points for charities.",
        "A bonus to mutuals",
        "The bidder's legal form",
        "Whether your organisation is a small business",
        "Marks are given to bidders that are small or medium-sized enterprises.",
        "Community interest companies receive five extra points.",
        "Is your organisation a not-for-profit? Yes earns 100 marks.",
        "Any bidder that is an SME receives ten marks.",
        "Bidders must be registered charities",
        "Is a small or medium-sized enterprise",
    ],
)
def test_a_reward_for_the_kind_of_bidder_is_seen(text: str) -> None:
    """Plain wording, with the bidder named or understood."""
    assert attribute_rewarded(text) == "sector"


@pytest.mark.parametrize(
    "text",
    [
        "Marks for being based in the borough",
        "Preference for local suppliers",
        "The registered office of the bidder",
        "Bidders who are headquartered in the city",
        "Whether the supplier is located near the town hall",
        "Proximity of the bidder to the depot",
        "The bidder has its head office within the borough.",
        "The bidder has its registered office in the borough",
        "Local firms score higher.",
        "The tenderer must be registered in Leeds",
        "Is based in the county",
    ],
)
def test_a_reward_for_the_address_is_seen(text: str) -> None:
    """Plain wording, with the bidder named or understood."""
    assert attribute_rewarded(text) == "address"


@pytest.mark.parametrize(
    "text",
    [
        "Spend with small firms under this contract",
        "Paid hours worked by residents",
        "Share of the contract spent with social enterprises",
        "A diverse supply chain with SMEs, charities and mutuals",
        "Subcontracts for VCSEs and for local suppliers",
        "The size of the bidder earns no marks.",
        "Whatever the sector of the bidder, its plan is read the same way.",
        "This competition is reserved for mutuals; being a mutual is a condition of it.",
        "Work placements at firms that are based in the town",
        "How volunteers work with organisations that are charities",
        "Support that fits the size of the organisation it is given to",
        "Points for mutual aid schemes",
        "How local the food is",
        "An office for residents that is within a mile of the station",
        "How well the supplier is organised",
        "How people who use the service and the supplier are registered in the booking system.",
        "How the supplier is registered in the booking system.",
        "We ask whether the tenderer is based near a rail line so that travel emissions fall.",
        "Bidders of any size may bid.",
        "Local firms get charging points and training.",
        "Is a living wage employer",
        "Is registered with the regulator",
    ],
)
def test_what_is_done_under_the_contract_is_no_attribute(text: str) -> None:
    """Spend, hours, places and reservations are the honest ways, and pass; so does a text that denies a reward."""
    assert attribute_rewarded(text) is None


def test_nearness_to_users_may_count_in_light_touch_contracts() -> None:
    """For light touch contracts the law lets how near a supplier is to the users count, and not its head office."""
    assert attribute_rewarded("Distance between the supplier and the people it serves", light_touch=True) is None
    assert attribute_rewarded("The head office of the bidder", light_touch=True) == "address"
