"""``social-value route``: which reservations are open to a procurement, with reason, source, date and confidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import social_value

METHOD = """\
kind: procurement
schema: 1
id: test
title: Support
commenced_on: 2026-10-05
evaluation:
  method: weighted-sum
  rounding: {places: 2, direction: half-up, at: total, rank_on: exact}
criteria:
  - {id: S1, pillar: social, weight: 100, score: {rule: scale, scale: zero-to-five}}
"""
COUNCIL = "authority: {name: Example Council, type: sub-central}\n"
CENTRAL = "authority: {name: Example Office, type: central}\n"
LOCAL, UK, SMALL = "below-threshold-local", "below-threshold-uk", "below-threshold-sme-vcse"


def contract(value: int, service: str = "services", years: int = 2, vat: str = "included", more: str = "") -> str:
    """Return a contract as a procurement states it."""
    return (
        f"contract: {{estimated_value: {value}, currency: GBP, vat: {vat}, years: {years}, service: {service}{more}}}\n"
    )


def answer(folder: Path, text: str, *words: str) -> dict[str, Any]:
    """Return what the command says of each reservation of a procurement, by id."""
    folder.mkdir(exist_ok=True)
    (folder / "procurement.yaml").write_text(METHOD + text, encoding="utf-8")
    done = social_value("route", folder, "--format", "json", *words)
    assert done.code == 0, done.err
    said = json.loads(done.out)
    assert said["schema"] == "social-value/route@1"
    return {one["id"]: one for one in said["reservations"]}


def test_sm_11_six_years_of_light_touch_close_the_reservation_for_mutuals(tmp_path: Path) -> None:
    """A contract of six years is closed to mutuals because its term is over five years, and the Act was read for it."""
    six = answer(tmp_path, COUNCIL + contract(900_000, "light-touch", 6))["public-service-mutual"]
    assert six["outcome"] == "closed"
    assert six["reasons"] == ["term over five years: the contract runs for 6 years"]
    assert (six["confidence"], six["as_of"], six["stale"]) == ("official", "2026-11-30", False)
    assert six["reference"]["title"] == "Procurement Act 2023, section 33"


def test_sm_11_five_years_are_not_over_five(tmp_path: Path) -> None:
    """Exactly five years are within the limit; with every other fact stated the reservation is open."""
    stated = contract(900_000, "light-touch", 5, more=", reservable_services: true")
    five = answer(tmp_path, COUNCIL + stated + "procedure: competitive-flexible\n")["public-service-mutual"]
    assert five["outcome"] == "open"
    assert five["confidence"] == "secondary"  # the threshold was read in a secondary source


@pytest.mark.parametrize(
    ("authority", "value", "vat", "outcome"),
    [
        (COUNCIL, 180_000, "included", "open"),
        (COUNCIL, 250_000, "included", "closed"),
        (COUNCIL, 207_719, "included", "open"),
        (COUNCIL, 207_720, "included", "closed"),
        (COUNCIL, 180_000, "excluded", "closed"),  # 216,000 with VAT
        (CENTRAL, 135_017, "included", "open"),
        (CENTRAL, 135_018, "included", "closed"),
        (CENTRAL, 180_000, "included", "closed"),
    ],
)
@pytest.mark.parametrize("kind", [LOCAL, UK])
def test_sm_11_ordinary_services_are_held_against_the_threshold_of_the_authority(
    tmp_path: Path, kind: str, authority: str, value: int, vat: str, outcome: str
) -> None:
    """£180,000 of a council is below 207,720 and open, £250,000 is closed; central government has a lower threshold."""
    assert answer(tmp_path, authority + contract(value, vat=vat))[kind]["outcome"] == outcome


def test_sm_11_nothing_below_the_threshold_is_shown_as_official(tmp_path: Path) -> None:
    """What was read in part, or in notes of others, says so."""
    said = answer(tmp_path, COUNCIL + contract(180_000))
    assert {said[kind]["confidence"] for kind in (LOCAL, UK, SMALL)} == {"secondary"}


@pytest.mark.parametrize(("day", "stale"), [("2028-11-30", False), ("2028-12-01", True)])
def test_sm_11_a_rule_read_too_long_ago_is_stale(tmp_path: Path, day: str, stale: bool) -> None:
    """24 months after the day on which a rule was read, every answer says that it must be read again."""
    said = answer(tmp_path, COUNCIL + contract(180_000), "--as-of", day)
    assert {one["stale"] for one in said.values()} == {stale}
    assert ("older than it keeps" in social_value("route", tmp_path, "--as-of", day).out) is stale


def test_sm_11_an_old_threshold_is_stale_too(tmp_path: Path) -> None:
    """A procurement that commences two years after the threshold was set is not told by it without a warning."""
    text = COUNCIL + contract(180_000)
    later = METHOD.replace("2026-10-05", "2028-01-02")
    (tmp_path / "procurement.yaml").write_text(later + text, encoding="utf-8")
    said = json.loads(social_value("route", tmp_path, "--format", "json").out)["reservations"]
    stale = {one["id"]: one["stale"] for one in said}
    assert stale[LOCAL]
    assert stale["supported-employment"]


def test_sm_11_councils_had_to_wait_for_the_order(tmp_path: Path) -> None:
    """Before 4 February 2026 a council is told of section 17, and central government is not."""
    january = METHOD.replace("2026-10-05", "2026-02-03")
    for authority, outcome in ((COUNCIL, "needs-a-check"), (CENTRAL, "open")):
        (tmp_path / "procurement.yaml").write_text(january + authority + contract(100_000), encoding="utf-8")
        said = json.loads(social_value("route", tmp_path, "--format", "json").out)["reservations"]
        assert next(one for one in said if one["id"] == LOCAL)["outcome"] == outcome


def test_sm_11_central_government_reserves_for_small_firms_only_with_a_place(tmp_path: Path) -> None:
    """PPN 005 allows it only beside a place; a council needs none."""
    assert answer(tmp_path, COUNCIL + contract(100_000))[SMALL]["outcome"] == "open"
    alone = answer(tmp_path, CENTRAL + contract(100_000))[SMALL]
    assert alone["outcome"] == "needs-a-check"
    assert "only together with a place" in alone["reasons"][0]
    both = f"reservation: {{kind: {UK}, also: [{SMALL}]}}\n"
    assert answer(tmp_path, CENTRAL + contract(100_000) + both)[SMALL]["outcome"] == "open"


def test_sm_11_the_act_does_not_govern_scotland(tmp_path: Path) -> None:
    """A procurement with the Scottish framework has none of these reservations; Wales needs a check."""
    said = answer(tmp_path, COUNCIL + contract(100_000) + "framework: scotland\n")
    assert {one["outcome"] for one in said.values()} == {"closed"}
    said = answer(tmp_path, COUNCIL + contract(100_000) + "framework: wales-wfg\n")
    assert said[LOCAL]["outcome"] == "needs-a-check"


@pytest.mark.parametrize(
    ("kind", "bought"),
    [("supported-employment", "services"), ("public-service-mutual", "light-touch")],
)
def test_sm_11_thresholds_of_wales_were_not_read(tmp_path: Path, kind: str, bought: str) -> None:
    """Contracts that the Welsh Ministers regulate have thresholds of their own, so no reservation of Wales is open."""
    stated = contract(900_000, bought, 5, more=", reservable_services: true")
    facts = f"{COUNCIL}{stated}procedure: competitive-flexible\n"
    assert answer(tmp_path, facts)[kind]["outcome"] == "open"
    welsh = answer(tmp_path, f"{facts}framework: wales-wfg\n")[kind]
    assert welsh["outcome"] == "needs-a-check"
    assert "thresholds of their own" in welsh["reasons"][0]


def test_sm_11_before_the_first_rule_nothing_is_official(tmp_path: Path) -> None:
    """Of a procurement that commenced before the Act the register says nothing, and passes nothing for official."""
    early = contract(900_000) + "procedure: competitive-flexible\n"
    folder = tmp_path / "early"
    folder.mkdir()
    text = (METHOD + COUNCIL + early).replace("2026-10-05", "2024-10-05")
    (folder / "procurement.yaml").write_text(text, encoding="utf-8")
    done = social_value("route", folder)
    assert "commenced on 2024-10-05" in done.out
    assert "official" not in done.out


def test_what_is_unknown_of_the_contract_is_said_once(tmp_path: Path) -> None:
    """A procurement that states no contract is told so in words that make a sentence."""
    (tmp_path / "procurement.yaml").write_text(METHOD, encoding="utf-8")
    done = social_value("route", tmp_path)
    assert "Authority not stated; contract not stated; commenced on 2026-10-05. Rules: uk-reservations." in done.out


def test_sm_11_what_is_not_stated_needs_a_check(tmp_path: Path) -> None:
    """Without facts nothing is open, and each missing fact is named with its key."""
    said = answer(tmp_path, "")
    assert {one["outcome"] for one in said.values()} == {"needs-a-check"}
    reasons = " ".join(reason for one in said.values() for reason in one["reasons"])
    for key in ("`authority.type`", "`contract.service`", "`contract.years`", "`procedure`"):
        assert key in reasons


def test_sm_11_an_open_procedure_may_not_be_reserved(tmp_path: Path) -> None:
    """Sections 32 and 33 are for competitive flexible procedures alone."""
    said = answer(tmp_path, COUNCIL + contract(900_000) + "procedure: open\n")["supported-employment"]
    assert said["outcome"] == "closed"
    assert "competitive flexible" in said["reasons"][0]


def test_the_day_of_commencement_is_asked_for(tmp_path: Path) -> None:
    """Without any day an open reservation needs a check, and the text says that its age was not checked."""
    (tmp_path / "procurement.yaml").write_text(
        METHOD.replace("commenced_on: 2026-10-05\n", "") + COUNCIL + contract(180_000), encoding="utf-8"
    )
    shown = social_value("route", tmp_path)
    assert "NEEDS A CHECK: Below the threshold: suppliers in one local area" in shown.out
    assert "No day is known" in shown.out


def test_the_text_names_outcome_reason_source_and_confidence(tmp_path: Path) -> None:
    """A commissioner reads the same as a program."""
    answer(tmp_path, COUNCIL + contract(900_000, "light-touch", 6))
    shown = social_value("route", tmp_path).out
    assert "CLOSED: Public service mutuals [public-service-mutual]\n    term over five years" in shown
    assert "Source: Procurement Act 2023, section 33; official; read on 2026-11-30" in shown


def test_an_unknown_register_is_named(tmp_path: Path) -> None:
    """A register that is not there, or that holds no reservations, ends with 2 and the nearest that does."""
    answer(tmp_path, COUNCIL)
    for name in ("uk-reservation", "uk-vat"):
        done = social_value("route", tmp_path, "--rules", name)
        assert done.code == 2
        assert f'There is no register "{name}" with reservations.' in done.err
        assert "uk-reservations" in done.err
