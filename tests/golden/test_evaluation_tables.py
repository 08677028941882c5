"""Published tables of scores, restated as procurements.

Where a table prints domain scores or panel marks, they are recorded marks: the weighted sum is what is tested.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.files.load import load
from tests.core.builders import evaluated, offer, procurement, ranks, recorded, rounding, totals
from tests.golden.published import EXAMPLES, published_rows, scored

FCDO = published_rows("fcdo_services_health_safety_system_2024_5_bidders.csv")
BIDDERS = {f"bidder-{letter.lower()}": f"Bidder {letter}" for letter in "ABCDE"}
TECHNICAL = [row for row in FCDO if row["criterion"].startswith("Question")]
[TECHNICAL_TOTAL] = [row for row in FCDO if row["criterion"].startswith("Total Technical")]
[PRICE] = [row for row in FCDO if row["section"] == "price"]
[OVERALL] = [row for row in FCDO if row["section"] == "overall"]


def assert_is_the_fcdo_result(found: Evaluation) -> None:
    """Compare technical totals, price and overall sums of the five bidders with the release."""
    for bid, name in BIDDERS.items():
        pillars = {pillar.pillar: pillar.weighted for pillar in found.result(bid).pillars}
        assert pillars["quality"] == Fraction(TECHNICAL_TOTAL[name])
        assert pillars["financial"] == Fraction(PRICE[name])
        assert found.result(bid).published == Decimal(OVERALL[name])
    assert ranks(found) == {"bidder-e": 1, "bidder-a": 2, "bidder-c": 3, "bidder-b": 4, "bidder-d": 5}


def test_fcdo_services_from_the_published_percentages(tmp_path: Path) -> None:
    """Eight questions and price, each as the weighted percentage in the release, add up to its totals exactly."""
    criteria = [recorded(f"Q{number}", row["weight_percent"]) for number, row in enumerate(TECHNICAL, 1)]
    criteria.append(recorded("P1", PRICE["weight_percent"], "financial"))
    bids = []
    for bid, name in BIDDERS.items():
        weighted = {f"Q{number}": row[name] for number, row in enumerate(TECHNICAL, 1)} | {"P1": PRICE[name]}
        bids.append(offer(bid, weighted=weighted))
    assert_is_the_fcdo_result(scored(tmp_path, procurement(criteria), bids))


def test_fcdo_services_from_marks_out_of_five() -> None:
    """The shipped example holds levels out of 5, those of the table, and reproduces the same totals."""
    found = evaluate(load(EXAMPLES / "fcdo-services-2024").inputs)
    for number, row in enumerate(published_rows("fcdo_services_health_safety_system_2024_marks_out_of_5.csv"), 1):
        for bid, name in BIDDERS.items():
            assert found.settled.marked(f"Q{number}", bid).read == int(row[name])
    assert_is_the_fcdo_result(found)


def test_the_welsh_deprivation_index() -> None:
    """Eight domains at 22, 22, 15, 14, 10, 7, 5 and 5 per cent give the published score of every small area.

    Each domain is a criterion and its score out of 100 a recorded mark. The domain scores are rounded to one place,
    so the sum is within 0.1 of the published score.
    """
    rows = published_rows("wales_deprivation_index_2019_weighted_sum_3_authorities.csv")
    domains = {key: weight[1] for key in rows[0] if (weight := re.search(r"\(weight (\d+)%\)", key))}
    assert list(domains.values()) == ["22", "22", "15", "14", "10", "7", "5", "5"]
    names = {key: f"D{number}" for number, key in enumerate(domains, 1)}
    criteria = [recorded(names[key], weight, "social") for key, weight in domains.items()]
    bids = [offer(row["lsoa"], marks={name: row[key] for key, name in names.items()}) for row in rows]
    found = evaluated(procurement(criteria, round_to=rounding(3)), bids)
    for row in rows:
        total = found.result(row["lsoa"]).published
        assert total is not None
        assert abs(total - Decimal(row["published_overall_score"])) <= Decimal("0.1"), row["lsoa"]


def test_a_coffee_panel() -> None:
    """Ten attributes of up to 10 marks each add up to the panel's published total of up to 100.

    Each attribute is a criterion of weight 10 and ten times its score a recorded mark, so weighted marks are the
    panel's scores. The panel's averages are rounded, so the sum is within 0.02 of the published total.
    """
    rows = published_rows("robusta_coffee_panel_scores_28_samples.csv")
    attributes = [key for key in rows[0] if key not in ("sample", "country", "published_total")]
    names = {key: f"C{number}" for number, key in enumerate(attributes, 1)}
    criteria = [recorded(name, "10") for name in names.values()]
    bids = [
        offer(f"sample-{row['sample']}", marks={name: 10 * Decimal(row[key]) for key, name in names.items()})
        for row in rows
    ]
    found = totals(evaluated(procurement(criteria), bids))
    assert len(found) == 28
    for row in rows:
        total = found[f"sample-{row['sample']}"]
        assert total is not None
        assert abs(Decimal(total) - Decimal(row["published_total"])) <= Decimal("0.02"), row["sample"]
