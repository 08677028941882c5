"""The use of data: routes, registers, prompts on ethics, benefit with control, and pilots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from social_value.core.checks import findings_of
from social_value.core.clarifications.flags import GATE_FLAGGED
from social_value.core.clarifications.questions_to_bidders import Clarification, clarifications_of
from social_value.core.evaluation.evaluate import evaluate
from social_value.core.inputs import Inputs
from tests.catalogue.shipped import FRAMEWORKS
from tests.core.builders import Data, statuses, totals
from tests.core.lending import column_of, figure, lending, section_of, shown

MODULE = FRAMEWORKS["data-governance"]
PROMPTS = [{"id": prompt.id, "asks": prompt.asks} for prompt in MODULE.prompts()]
ANSWERS = {prompt["id"]: "We thought about it." for prompt in PROMPTS}
PERSONAL: Data = {"personal": True, "shared": False}
NOT_PERSONAL: Data = {"personal": False, "shared": False}
OPEN = {"licence": "OGL-3.0", "cadence": "every month"}
RESEARCH = {"application": "The data board decides."}
PORTABLE = {"format": "CSV", "citizen_route": "Download", "exit_days": 30}
ACCESS: Data = {"open": OPEN, "research": RESEARCH, "portability": PORTABLE}
WHOLE_PILOT: Data = {
    "title": "Lockers",
    "budget": 5_000,
    "stop_rule": "Ten loans a week",
    "fallback": "A counter",
    "review_date": "2027-10-01",
}


def dataset(name: str = "loans", **more: object) -> Data:
    """Return a data set about nobody, with every route filled."""
    return {"id": name, "title": "Loans", "personal": False, "access": ACCESS, **more}


def without(data: Data, *keys: str) -> Data:
    """Return data without some of its keys."""
    return {key: value for key, value in data.items() if key not in keys}


def asked(inputs: Inputs) -> tuple[Clarification, ...]:
    """Return the questions to the bidder."""
    return clarifications_of(evaluate(inputs)).get("a", ())


def codes(bid: Data, **method: object) -> list[str]:
    """Return the codes of the questions that a bid raises."""
    return [one.code for one in asked(lending({"a": bid}, (), **{"data": NOT_PERSONAL, **method}))]


def routes_gate(consequence: str = "disregard") -> list[Data]:
    """Return a gate on complete routes."""
    gate = {"id": "g", "title": "Routes", "asks": "figure", "of": "data-routes-complete", "at_least": 100}
    return [gate | {"consequence": consequence}]


def prompts_gate() -> list[Data]:
    """Return a gate on answered prompts."""
    gate = {"id": "g", "title": "Ethics of data", "asks": "figure", "of": "ethics-unanswered", "at_most": 0}
    return [gate | {"consequence": "not-awardable"}]


# --- SM-20 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "complete", "words"),
    [
        (ACCESS, 3, "complete; application: The data board decides."),
        (without(ACCESS, "research"), 2, "incomplete: no application"),
        (ACCESS | {"research": {}}, 2, "incomplete: no application"),
        (
            ACCESS | {"research": {"not_applicable": "It holds no people."}},
            3,
            "complete; not applicable: It holds no people.",
        ),
        (ACCESS | {"research": {"not_applicable": "n/a"}}, 2, "incomplete: no reason; not applicable: n/a"),
    ],
)
def test_sm_20_a_route_is_filled_or_has_a_reason(access: Data, complete: int, words: str) -> None:
    """Blank: incomplete. Not applicable with a reason: complete; without one: incomplete."""
    section = section_of(lending({"a": {"datasets": [dataset(access=access)]}}, data=NOT_PERSONAL))
    assert column_of(section, "datasets", "research") == [words]
    assert (shown(section, "routes_complete"), shown(section, "routes")) == (complete, 3)
    assert shown(section, "data_routes_complete") == Fraction(100 * complete, 3)


@pytest.mark.parametrize(("route", "key"), [("open", "cadence"), ("portability", "exit_days"), ("open", "licence")])
def test_sm_20_each_part_of_a_route_is_asked_for(route: str, key: str) -> None:
    """A route without one of its parts is incomplete, and the question names the route."""
    access = ACCESS | {route: without(ACCESS[route], key)}
    (question,) = asked(lending({"a": {"datasets": [dataset(access=access)]}}, data=NOT_PERSONAL))
    assert question.code == "data-route-incomplete"
    assert question.question.startswith(f"Data set 1 of your bid: please complete the {route} route, or say why")


def test_sm_20_completeness_can_be_a_gate() -> None:
    """A bid with every route passes; one with a blank route, or no data set, does not, and the gate names it."""
    blank = dataset("visits", access=without(ACCESS, "open"))
    bids: Mapping[str, Data] = {
        "a": {"datasets": [dataset()]},
        "b": {"datasets": [dataset(), blank]},
        "c": {"datasets": []},
    }
    evaluation = evaluate(lending(bids, data=NOT_PERSONAL, gates=routes_gate()))
    assert statuses(evaluation) == {"a": "ranked", "b": "disregarded", "c": "disregarded"}
    assert evaluation.result("b").reasons == ("Routes: 83.333333... is below 100 (incomplete: visits open)",)


def test_a_gate_on_a_figure_is_not_asked_about_as_an_answer() -> None:
    """The bidder gave no answer that it could confirm: it is asked where its bid shows what the gate asks for."""
    inputs = lending({"a": {"datasets": []}}, data=NOT_PERSONAL, gates=routes_gate("flag"))
    question = next(one.question for one in asked(inputs) if one.code == GATE_FLAGGED)
    assert question == (
        'Your bid is recorded as not meeting "Routes". Please say where it shows what is asked for there.'
    )


# --- SM-21 ----------------------------------------------------------------------------------------

REGISTERS = NOT_PERSONAL | {"registers": [{"id": "places", "title": "Places", "steward": "County"}]}
LIVE = {"kind": "local-live", "keyed_to": "places", "steward": "Town", "refresh": "every hour"}


def test_sm_21_local_data_names_its_key_its_steward_and_its_refresh() -> None:
    """Local data with all three raises nothing; without its key, its steward or its refresh a question is asked."""
    assert codes({"datasets": [dataset(**LIVE)]}, data=REGISTERS) == []
    for key in ("keyed_to", "steward", "refresh"):
        assert codes({"datasets": [dataset(**without(LIVE, key))]}, data=REGISTERS) == ["local-data-incomplete"]


def test_sm_21_a_second_copy_of_a_register_is_flagged() -> None:
    """A data set that says it copies a listed register, or has its id, is flagged; another register is not."""
    assert codes({"datasets": [dataset(kind="canonical", copies="places")]}, data=REGISTERS) == ["register-copied"]
    assert codes({"datasets": [dataset("Places", kind="canonical")]}, data=REGISTERS) == ["register-copied"]
    assert codes({"datasets": [dataset("benches", kind="canonical")]}, data=REGISTERS) == []


# --- SM-22 ----------------------------------------------------------------------------------------


def test_sm_22_the_gate_shows_the_prompt_that_is_not_answered() -> None:
    """Fourteen of fifteen answered: the gate is not met, and names the fifteenth."""
    bids = {
        "a": {"ethics": without(ANSWERS, "harm-kept-small"), "datasets": [dataset()]},
        "b": {"ethics": ANSWERS, "datasets": [dataset()]},
    }
    evaluation = evaluate(lending(bids, data=PERSONAL | {"prompts": PROMPTS}, gates=prompts_gate()))
    assert statuses(evaluation) == {"a": "not-awardable", "b": "ranked"}
    assert evaluation.result("a").reasons == ("Ethics of data: 1 is above 0 (not answered: harm-kept-small)",)
    assert len(PROMPTS) == 15


def test_sm_22_an_answer_that_says_nothing_is_none() -> None:
    """Fewer than three words answer no prompt."""
    said = {"ethics": ANSWERS | {"laws": "n/a"}, "datasets": [dataset()]}
    assert figure(evaluate(lending({"a": said}, data=PERSONAL | {"prompts": PROMPTS})), "ethics-unanswered") == 1


@pytest.mark.parametrize(("profile", "count"), [(PERSONAL, 15), ({"personal": False, "shared": True}, 15)])
def test_sm_22_the_prompts_of_the_framework_are_asked(profile: Data, count: int) -> None:
    """Where personal or shared data is handled, every prompt of the framework is asked."""
    assert len(replace(lending({"a": {}}, data=profile), framework=MODULE).prompts) == count


def test_sm_22_none_is_asked_where_no_personal_or_shared_data_is_handled() -> None:
    """The procurement says so, and the gate is met by a bid that answers nothing."""
    inputs = lending({"a": {}}, data=NOT_PERSONAL | {"prompts": PROMPTS}, gates=prompts_gate())
    assert replace(inputs, framework=MODULE).prompts == ()
    assert statuses(evaluate(inputs)) == {"a": "ranked"}


def test_sm_22_a_negative_effect_without_mitigation_is_asked_about() -> None:
    """A named harm comes with what keeps it small."""
    harm = {"effect": "A list could leak."}
    (question,) = asked(lending({"a": {"negative_effects": [harm]}}, data=NOT_PERSONAL))
    assert question.code == "effect-without-mitigation"
    assert question.question == (
        "Negative effect 1 of your bid: please say what keeps it small, and who watches over it."
    )
    assert codes({"negative_effects": [harm | {"mitigation": "Two people may read it."}]}) == []


# --- SM-24 ----------------------------------------------------------------------------------------

FLOW = {"dataset": "loans", "purpose": "Reminders", "benefit_to_citizen": "No fees", "citizen_control": "A switch"}


@pytest.mark.parametrize("missing", ["citizen_control", "purpose", "benefit_to_citizen"])
def test_sm_24_benefit_comes_with_control_and_purpose(missing: str) -> None:
    """A use of personal data that lacks control, purpose or benefit raises a question; a whole one raises none."""
    people = [dataset(personal=True)]
    assert codes({"datasets": people, "data_flows": [FLOW]}) == []
    assert codes({"datasets": people, "data_flows": [without(FLOW, missing)]}) == ["data-flow-incomplete"]


def test_sm_24_data_about_people_has_a_use() -> None:
    """A personal data set of which no use is stated is asked about."""
    assert codes({"datasets": [dataset(personal=True)]}) == ["data-flow-incomplete"]


# --- SM-23 ----------------------------------------------------------------------------------------


def test_sm_23_a_whole_pilot_within_the_cap_changes_no_mark() -> None:
    """Evaluators are told not to mark it down for being new, and the total is that of the bid without it."""
    inputs = lending({"a": {"pilot": WHOLE_PILOT}}, pilot={"cap_share": "0.05"})
    (standing,) = column_of(section_of(inputs), "pilots", "standing")
    assert standing == "Complete and within the published share. Do not mark it down for being new."
    assert column_of(section_of(inputs), "pilots", "share") == [5]
    assert asked(inputs) == ()
    assert totals(evaluate(inputs)) == totals(evaluate(lending({"a": {}}, pilot={"cap_share": "0.05"})))


def test_sm_23_a_pilot_over_the_cap_is_flagged() -> None:
    """5,001 of 100,000 is above 5%; where no share is published any pilot is above it."""
    over = {"pilot": WHOLE_PILOT | {"budget": 5_001}}
    inputs = lending({"a": over}, pilot={"cap_share": "0.05"})
    assert [one.code for one in asked(inputs)] == ["pilot-over-cap"]
    assert column_of(section_of(inputs), "pilots", "standing") == ["Above the published share."]
    assert codes({"pilot": WHOLE_PILOT}) == ["pilot-over-cap"]
    assert totals(evaluate(inputs)) == totals(evaluate(lending({"a": {}})))


@pytest.mark.parametrize("missing", ["stop_rule", "fallback", "review_date"])
def test_sm_23_an_incomplete_pilot_is_asked_about(missing: str) -> None:
    """A pilot says what ends it, what is done then, and when it is looked at."""
    inputs = lending({"a": {"pilot": without(WHOLE_PILOT, missing)}}, pilot={"cap_share": "0.05"})
    assert [one.code for one in asked(inputs)] == ["pilot-incomplete"]
    assert column_of(section_of(inputs), "pilots", "standing") == ["Not complete."]


def test_no_question_repeats_what_a_bidder_wrote() -> None:
    """What a bid calls its parts could name another bidder, so a question names them by number."""
    bids: Mapping[str, Data] = {
        "a": {
            "datasets": [dataset("zebra-trust", personal=True, access={})],
            "negative_effects": [{"effect": "zebra-trust"}],
        },
        "zebra-trust": {},
    }
    inputs = lending(bids, data=PERSONAL)
    assert len(asked(inputs)) == 5
    assert not any("zebra" in one.question for one in asked(inputs))
    assert [one.code for one in findings_of(inputs) if one.place.path == "bid/zebra-trust"] == ["datasets-missing"]
