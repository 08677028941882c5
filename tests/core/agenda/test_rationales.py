"""Questions about rationales: what is asked, and above all what is not."""

from __future__ import annotations

from typing import Any

import pytest

from social_value.core.agenda.agenda import Agenda, agenda_of
from social_value.core.agenda.own_words import says_nothing_of_its_own, stems
from social_value.core.agenda.requirements import published_in, requirements_named
from social_value.files.load import load
from tests.core.builders import OUT_OF_FIVE, consensus, inputs_of, levels, offer, procurement, sheet
from tests.test_examples import EVERY_EXAMPLE

Data = dict[str, Any]
SCALE = {
    "levels": [
        {"level": 0, "marks": 0, "label": "Fail", "descriptor": "The answer misses the question."},
        {
            "level": 1,
            "marks": 100,
            "label": "Good",
            "descriptor": "Nearly everything asked, with evidence of delivery.",
        },
    ]
}
ASKED = "How residents without work are recruited and kept on, with three years of follow-up."


def seats(*reasons: tuple[str, str, str], agreed: str = "", method: Data | None = None) -> Agenda:
    """Return the agenda of one criterion with these reasons, each with its evaluator and bid."""
    sheets: dict[str, Data] = {}
    for evaluator, bid, reason in reasons:
        one = sheets.setdefault(evaluator, sheet(evaluator))
        one["scores"].append({"bid": bid, "criterion": "q", "level": 1, "rationale": reason})
    bids = sorted({bid for _, bid, _ in reasons})
    panel = consensus(*((bid, "q", 1) for bid in bids)) if agreed else None
    for one in panel["scores"] if panel else ():
        one["rationale"] = agreed
    made = method or procurement([levels("q", "100", title="Local jobs", description=ASKED)])
    made["scales"] = {"out-of-five": SCALE}
    statements = {bid: {"q": f"We are {bid} and hold PAS 2060; Lamp Street Trust leads."} for bid in bids}
    return agenda_of(inputs_of(made, [offer(bid, statements=statements[bid]) for bid in bids], sheets.values(), panel))


def asked(found: Agenda, kind: str) -> list[tuple[str, str]]:
    """Return the bid and the words of each question of a kind."""
    return sorted(
        (one.seat.bid_id, question.words)
        for one in found.every_item
        for question in one.questions
        if question.kind == kind
    )


@pytest.mark.parametrize(
    "reason",
    [
        "Good.",
        "The answer has nearly everything asked, with evidence.",
        "A very good answer overall: nearly everything asked is evidenced.",
        "How residents without work are recruited and kept on is well answered.",
    ],
)
def test_a_reason_that_repeats_the_scale_or_the_question_is_asked_about(reason: str) -> None:
    """A label, a descriptor in other order, and the question in other forms of its words say nothing of the bid."""
    [(bid, words)] = asked(seats(("x", "a", reason)), "paraphrase")
    assert bid == "a"
    assert words.startswith("The reason of x repeats")


@pytest.mark.parametrize(
    "reason",
    [
        "As section 2 of the bid says, mentors phone every Friday.",
        "Good, but the depot in Corvane closes at noon.",
        "Recruits residents through the two job centres and keeps a mentor for each of them.",
        "Evidence is good: 41 of 52 recruits stayed.",
    ],
)
def test_a_reason_that_says_something_of_the_bid_is_left_alone(reason: str) -> None:
    """Words of its own, beside those of the scale, are enough."""
    assert asked(seats(("x", "a", reason)), "paraphrase") == []


@pytest.mark.parametrize("reason", ["x", "4", "Fine plan.", "vans vans vans"])
def test_a_reason_of_hardly_a_word_is_asked_about(reason: str) -> None:
    """So is that of the panel, with what stands there."""
    found = asked(seats(("x", "a", reason), ("y", "a", "Vans run late."), agreed=reason), "paraphrase")
    said = f'is no more than "{reason}". What does this bid say?'
    assert [words for _, words in found] == [f"The reason of consensus {said}", f"The reason of x {said}"]


def test_a_reason_without_any_word_says_nothing() -> None:
    """Signs alone are no reason."""
    assert says_nothing_of_its_own("...", stems([]))


class TestSameText:
    """The same text twice was not written about both."""

    def test_for_several_bids(self) -> None:
        """Capitals, signs and the bid's own name are no difference."""
        found = asked(
            seats(("x", "alpha", "Alpha runs a van, daily."), ("x", "beta", "beta runs a VAN daily")), "same-text"
        )
        assert [bid for bid, _ in found] == ["alpha", "beta"]
        assert "the one for beta." in found[0][1]

    def test_by_several_evaluators(self) -> None:
        """Each of the two is named beside the other."""
        reason = "Runs a van to every depot on each day."
        found = asked(seats(("x", "a", reason), ("y", "a", reason)), "same-text")
        assert [words.split(",")[0] for _, words in found] == ["The reason of x is", "The reason of y is"]
        assert "the one of y." in found[0][1]

    def test_by_the_panel_and_an_evaluator(self) -> None:
        """A consensus needs a reason of its own."""
        reason = "Runs a van to every depot on each day."
        found = asked(seats(("x", "a", reason), ("y", "a", "Vans run late."), agreed=reason), "same-text")
        assert len(found) == 2

    def test_different_texts_are_left_alone(self) -> None:
        """One word is a difference."""
        found = seats(("x", "a", "Runs a van to every depot."), ("y", "a", "Runs a van to no depot."))
        assert asked(found, "same-text") == []


class TestNotPublished:
    """A requirement that nobody published is a question."""

    PUBLISHED = published_in(
        [ASKED, "Holds PAS 2060.", "Lamp Street Trust", "The real Living Wage", "Cyber Essentials"]
    )

    @pytest.mark.parametrize(
        ("reason", "named"),
        [
            ("Holds no ISO 14001 certificate.", ("ISO 14001",)),
            ("Certified to BS EN ISO 9001:2015 throughout.", ("BS EN ISO 9001:2015",)),
            ("They are not Investors in People.", ("Investors in People",)),
            ("Only two years' experience of recruiting.", ("two years' experience",)),
            ("The site must open within 6 weeks.", ("6 weeks",)),
            ("Lacks a turnover record of 12 months.", ("12 months",)),
            ("Nobody is a member of the Borough Care Network, which is required.", ("Borough Care Network",)),
        ],
    )
    def test_what_is_asked_about(self, reason: str, named: tuple[str, ...]) -> None:
        """Standards and accreditations always; names and quantities where the sentence says they are needed."""
        assert requirements_named(reason, self.PUBLISHED) == named

    @pytest.mark.parametrize(
        "reason",
        [
            "Holds PAS 2060 and says so.",
            "Must follow recruits for 3 years, and does.",
            "Lacks a plan that Lamp Street Trust could lead.",
            "Does not hold Cyber Essentials.",
            "Interpreters join within two minutes and visits run on two days only.",
            "Visit logs from Ickerdale show 412 people reached who had no telephone number.",
            "Leeds City Council took up the same plan last year.",
            "Manchester should be served. Evening visits are missing.",
            "Without Friday calls, recruits in Corvane are lost.",
        ],
    )
    def test_what_is_left_alone(self, reason: str) -> None:
        """What was published or is the bid's own, and what is only told of the bid, raises no question."""
        assert requirements_named(reason, self.PUBLISHED) == ()

    def test_it_is_said_with_the_words_of_the_reason(self) -> None:
        """The bid's own statement and the criterion's words are known; the rest is asked about, word for word."""
        reason = "Holds PAS 2060 and follows recruits for three years, but holds no ISO 27001."
        [(_, words)] = asked(seats(("x", "a", reason)), "not-published")
        assert words.startswith('The reason of x names "ISO 27001"')


@pytest.mark.parametrize("folder", EVERY_EXAMPLE, ids=lambda path: path.name)
def test_no_question_about_the_reasons_of_the_examples(folder: Any) -> None:  # noqa: ANN401 - a path
    """The rationales of the shipped examples were written about their bids: nothing is asked of them."""
    found = agenda_of(load(folder).inputs)
    assert [question for one in found.every_item for question in one.questions] == []


def test_the_scale_of_the_builders_is_left_alone() -> None:
    """A reason that only numbers the section is the bid's own."""
    method = procurement([levels("q", "100")])
    method["scales"] = {"out-of-five": OUT_OF_FIVE}
    found = agenda_of(inputs_of(method, [offer("a")], [sheet("x", ("a", "q", 3))]))
    assert asked(found, "paraphrase") == []


@pytest.mark.parametrize(
    ("reason", "comparison"),
    [
        ("The rota is better than the others, which name nobody.", "better than the others"),
        ("Names more local partners than any other bidder does.", "more local partners than any other bidder"),
        ("Unlike Bid B it names a depot manager for weekends.", "Unlike Bid B"),
        ("The strongest of the bids on the training of volunteers.", "The strongest of the bids"),
        ("Response times are better than before and more than asked for.", None),
        ("Offers more than the other services of the town need.", None),
    ],
)
def test_a_reason_that_compares_bids_is_asked_about(reason: str, comparison: str | None) -> None:
    """Each answer is judged by the scale, and not by another bid."""
    found = asked(seats(("x", "a", reason)), "compares-bids")
    said = [words.split('"')[1] for _, words in found]
    assert said == ([comparison] if comparison else [])
