"""Putting a framework together: order, additions, changes, and what stands against it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.core.frameworks.written import BASE, said, whole

EXTENDS = "extends: base\n"
THEME = "themes: [{{id: a, title: A, outcomes: [{{id: b, title: B, {}}}]}}]\n"
MODULE = """\
module: true
themes:
  - id: digital
    title: Digital
    outcomes:
      - id: skills
        title: Skills
        criteria: [{id: D1, title: Skills, pillar: social, confidence: secondary}]
policy:
  - {rule: outcome-count, at_most: 3, severity: warning, reference: {title: Note}, confidence: secondary, id: few}
"""


def local(text: str) -> list[tuple[str, str, str]]:
    """Return what stands against a framework that extends the base and says this."""
    return said("local", base=BASE, local=EXTENDS + text)


class TestAdditions:
    """What a local framework has beside its base."""

    def test_nothing_is_left_to_look_up(self) -> None:
        """The whole has everything of the base, and names neither base nor module nor change any more."""
        text = EXTENDS + "include: [module]\nchanges: {criteria: {S1: {weight: 12}}}\n"
        found = whole("local", base=BASE, module=MODULE, local=text).framework
        assert (found.id, found.extends, found.include, found.changes) == ("local", None, (), None)
        assert [one.id for one in found.criteria()] == ["F1", "S1", "D1"]
        assert [rule.id for rule in found.policy] == ["wage", "triad", "few"]
        assert found.criteria()[1].weight == Decimal(12)
        assert list(found.scales) == ["three"]

    def test_a_theme_that_is_there_takes_in_outcomes_and_criteria(self) -> None:
        """The same theme and outcome ids add to them, after what was there; the first title stays."""
        text = """\
themes:
  - id: people
    title: Other words
    outcomes:
      - id: work
        title: Other words
        criteria: [{id: S2, title: More, pillar: social, confidence: unverified}]
      - id: care
        title: Care
        measures: [{id: hours, title: Hours, unit: hours, confidence: unverified}]
"""
        found = whole("local", base=BASE, local=EXTENDS + text).framework
        (theme,) = found.themes
        assert (theme.title, [one.id for one in theme.outcomes]) == ("People", ["work", "care"])
        assert [one.id for one in theme.outcomes[0].criteria] == ["F1", "S1", "S2"]
        assert theme.outcomes[0].title == "Good work"

    def test_sm_26_what_an_outcome_depends_on_is_added_to(self) -> None:
        """A local framework adds needs to an outcome of its base, each once, and may name an outcome of its own."""
        text = """\
themes:
  - id: people
    title: People
    outcomes:
      - {id: work, title: Good work, needs: [care, care]}
      - {id: care, title: Care}
"""
        found = whole("local", base=BASE, local=EXTENDS + text).framework
        assert [one.needs for one in found.outcomes()] == [("care",), ()]

    def test_sm_26_a_circle_that_a_local_framework_closes_is_said_there(self) -> None:
        """The base is sound; what closes the circle is the local file."""
        text = """\
themes:
  - id: people
    title: People
    outcomes:
      - {id: care, title: Care, needs: [work]}
      - {id: work, title: Good work, needs: [care]}
"""
        assert [code for code, *_ in local(text)] == ["needs-circular"]

    def test_the_period_of_the_base_holds_unless_the_local_one_says_otherwise(self) -> None:
        """`commenced` and `applies_to` are inherited; a stated period replaces the base's."""
        base = BASE + "commenced: {from: 2025-10-01}\napplies_to: {value_at_least: 5000000}\n"
        inherited = whole("local", base=base, local=EXTENDS).framework
        assert str(inherited.commenced and inherited.commenced.from_day) == "2025-10-01"
        assert inherited.applies_to is not None
        own = whole("local", base=base, local=EXTENDS + "commenced: {from: 2026-01-01}\n").framework
        assert str(own.commenced and own.commenced.from_day) == "2026-01-01"

    def test_a_module_that_two_ways_lead_to_is_taken_once(self) -> None:
        """Base and local may include the same module, and a module may include another."""
        base = BASE + "include: [module]\n"
        other = "module: true\ninclude: [module]\n"
        found = whole("local", base=base, module=MODULE, other=other, local=EXTENDS + "include: [module, other]\n")
        assert [one.id for one in found.framework.criteria()] == ["D1", "F1", "S1"]
        assert [rule.id for rule in found.framework.policy] == ["few", "wage", "triad"]
        assert [part.id for part in found.chain] == ["module", "base", "other", "local"]

    def test_two_ways_that_disagree_are_an_error(self) -> None:
        """A module that changes what another way brings unchanged is named; by one way alone it may change it."""
        other = "module: true\ninclude: [module]\nchanges: {criteria: {D1: {title: Other}}}\n"
        texts = {"base": BASE, "module": MODULE, "other": other}
        ((code, at, message),) = said("local", **texts, local=EXTENDS + "include: [module, other]\n")
        assert (code, at) == ("conflicting-change", "frameworks/local.yaml include.1")
        assert message.startswith('other changes the criterion "D1" of module, which is taken in by another way')
        assert said("local", **texts, local=EXTENDS + "include: [other]\n") == []

    def test_where_each_thing_comes_from_is_kept(self) -> None:
        """Every criterion knows the file that wrote it, and who changed it since."""
        text = EXTENDS + "include: [module]\nchanges: {criteria: {S1: {title: Work}}}\n"
        found = whole("local", base=BASE, module=MODULE, local=text)
        assert found.origin("criterion", "D1").part.id == "module"
        assert found.origin("criterion", "S1").part.id == "base"
        assert [one.part.id for one in found.changes_of("criterion", "S1")] == ["local"]
        assert found.changes_of("criterion", "F1") == ()

    @pytest.mark.parametrize(
        ("text", "place", "what"),
        [
            ("scales: {Three: {levels: [{level: 0, marks: 0}, {level: 1, marks: 9}]}}\n", "scales.Three", "scale"),
            (
                "gates: [{id: living-wage, title: X, asks: declaration, consequence: flag, confidence: official}]\n",
                "gates.0",
                "gate",
            ),
            (
                THEME.format("criteria: [{id: s1, title: X, pillar: social, confidence: official}]"),
                "themes.0.outcomes.0.criteria.0",
                "criterion",
            ),
            (
                THEME.format("measures: [{id: jobs, title: X, unit: u, confidence: official}]"),
                "themes.0.outcomes.0.measures.0",
                "measure",
            ),
        ],
    )
    def test_an_id_that_is_taken_is_said_with_both_files(self, text: str, place: str, what: str) -> None:
        """Scales, gates, criteria and measures are new or they are changes, and capitals do not make them new."""
        ((code, at, message),) = local(text)
        assert (code, at) == ("duplicate-id", f"frameworks/local.yaml {place}")
        assert message.startswith(f"the {what} ")
        assert "of local.yaml is already in base.yaml" in message

    def test_a_module_that_clashes_is_said_where_it_is_included(self) -> None:
        """What neither base nor module is to blame for is said of the file that brings them together."""
        module = MODULE.replace("D1", "S1")
        ((code, at, message),) = said("local", base=BASE, module=module, local=EXTENDS + "include: [module]\n")
        assert (code, at) == ("duplicate-id", "frameworks/local.yaml include.0")
        assert message == 'the criterion "S1" of module.yaml is already in base.yaml.'


class TestLocks:
    """What a base keeps as it is."""

    def test_a_locked_floor_may_not_be_lowered(self) -> None:
        """The finding names base, local, the local value and the limit, at the value in the local file."""
        (finding,) = local("changes: {pillars: {social: {floor: 20}}}\n")
        assert finding == (
            "locked-override",
            "frameworks/local.yaml changes.pillars.social.floor",
            "local lowers the social floor of base from 30 to 20; the lowest it may be is 30.",
        )

    def test_a_locked_floor_may_be_raised(self) -> None:
        """More than the base asks for is accepted, and the lock stays for those who build on the local one."""
        found = whole("local", base=BASE, local=EXTENDS + "changes: {pillars: {social: {floor: 40}}}\n")
        assert found.framework.pillars["social"].floor == Decimal(40)
        third = "extends: local\nchanges: {pillars: {social: {floor: 35, locked: false}}}\n"
        raised = EXTENDS + "changes: {pillars: {social: {floor: 40}}}\n"
        ((code, _, message),) = said("third", base=BASE, local=raised, third=third)
        assert code == "locked-override"
        assert message == "third lowers the social floor of local from 40 to 35; the lowest it may be is 40."

    def test_the_consequence_of_a_locked_floor_stays(self) -> None:
        """A floor without its consequence is no floor."""
        ((code, at, message),) = local("changes: {pillars: {social: {consequence: flag}}}\n")
        assert (code, at) == ("locked-override", "frameworks/local.yaml changes.pillars.social.consequence")
        assert "from not-awardable to flag" in message

    def test_a_pillar_written_again_is_held_to_the_lock_too(self) -> None:
        """The lock cannot be got round by writing the pillar beside `changes`."""
        ((code, at, _),) = local("pillars: {social: {floor: 20, consequence: not-awardable}}\n")
        assert (code, at) == ("locked-override", "frameworks/local.yaml pillars.social.floor")

    def test_a_locked_criterion_may_not_be_changed_at_all(self) -> None:
        """Not even its title; one finding, whatever the number of keys."""
        (finding,) = local("changes: {criteria: {F1: {title: Cost, weight: 30}}}\n")
        assert finding == (
            "locked-override",
            "frameworks/local.yaml changes.criteria.F1",
            'local changes the criterion "F1" of base, which is locked there.',
        )

    def test_a_locked_rule_may_not_be_replaced(self) -> None:
        """A rule with the same id takes the place of the base's only where that is not locked."""
        rule = "policy: [{{rule: pillars-required, pillars: [quality], severity: warning, reference: {{title: Ours}}, "
        rule += "confidence: official, id: {id}}}]\n"
        ((code, at, message),) = local(rule.format(id="wage"))
        assert (code, at) == ("locked-override", "frameworks/local.yaml policy.0")
        assert message == 'local replaces the policy rule "wage" of base, which is locked there.'
        found = whole("local", base=BASE, local=EXTENDS + rule.format(id="triad"))
        assert [(one.id, one.reference.title) for one in found.framework.policy] == [
            ("wage", "Note"),
            ("triad", "Ours"),
        ]
        assert [part.id for part in found.policy_parts] == ["base", "local"]


class TestRanges:
    """Weights stay inside what the base allows."""

    def test_a_weight_outside_the_range_names_base_local_and_limit(self) -> None:
        """The finding stands at the weight in the local file."""
        (finding,) = local("changes: {criteria: {S1: {weight: 25}}}\n")
        assert finding == (
            "override-out-of-range",
            "frameworks/local.yaml changes.criteria.S1.weight",
            'local gives "S1" of base the weight 25; the highest it may be is 20.',
        )

    @pytest.mark.parametrize("weight", [10, 20])
    def test_both_ends_of_a_range_are_inside(self, weight: int) -> None:
        """The lowest and the highest weight are allowed."""
        text = EXTENDS + f"changes: {{criteria: {{S1: {{weight: {weight}}}}}}}\n"
        assert whole("local", base=BASE, local=text).framework.criteria()[1].weight == weight

    def test_a_weight_of_nothing_is_below_a_range(self) -> None:
        """A weight of 0 is a weight."""
        ((code, _, message),) = local("changes: {criteria: {S1: {weight: 0}}}\n")
        assert (code, message[-27:]) == ("override-out-of-range", "the lowest it may be is 10.")

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("criteria: {S1: {weight_range: {at_least: 5}}}", "criteria.S1.weight_range"),
            ("pillars: {social: {weight_range: {at_most: 61}}}", "pillars.social.weight_range"),
        ],
    )
    def test_a_range_may_not_be_wider(self, text: str, place: str) -> None:
        """Neither that of a criterion nor that of a pillar; the end that is left out stays the base's."""
        ((code, at, message),) = local(f"changes: {{{text}}}\n")
        assert (code, at) == ("override-out-of-range", f"frameworks/local.yaml changes.{place}")
        assert "the range may only be narrower than" in message

    def test_a_narrower_range_keeps_the_end_it_leaves_out(self) -> None:
        """Only the keys that are named change."""
        text = EXTENDS + "changes: {criteria: {S1: {weight_range: {at_least: 12}}}}\n"
        limits = whole("local", base=BASE, local=text).framework.criteria()[1].weight_range
        assert limits is not None
        assert (limits.at_least, limits.at_most) == (Decimal(12), Decimal(20))

    def test_a_range_that_leaves_the_weight_behind_is_noticed(self) -> None:
        """Narrowing the range past the base's weight needs another weight too."""
        ((code, at, _),) = local("changes: {criteria: {S1: {weight_range: {at_least: 15}}}}\n")
        assert (code, at) == ("weight-outside-range", "frameworks/local.yaml changes.criteria.S1.weight_range")


class TestChain:
    """What a framework builds on can be followed to its end."""

    def test_a_circle_is_named_in_order(self) -> None:
        """Whichever member is looked at, the finding is the same one, at the member whose id comes first."""
        texts = {"a": "extends: b\n", "b": "extends: c\n", "c": "extends: a\n", "d": "extends: c\n"}
        expected = [
            (
                "circular-extends",
                "frameworks/a.yaml extends",
                "a framework cannot be a part of itself: a extends b, b extends c, c extends a.",
            )
        ]
        assert [said(one, **texts) for one in texts] == [expected] * 4

    def test_a_framework_that_extends_itself_is_a_circle(self) -> None:
        """The smallest circle has one member."""
        ((code, _, message),) = said("a", a="extends: a\n")
        assert (code, message) == ("circular-extends", "a framework cannot be a part of itself: a extends a.")

    def test_modules_that_include_each_other_are_a_circle(self) -> None:
        """The verb of each link is the one that the file uses."""
        ((code, _, message),) = said("a", a="include: [b]\n", b="module: true\ninclude: [a]\n")
        assert code == "circular-extends"
        assert message.endswith("a includes b, b includes a.")

    def test_eight_frameworks_are_the_longest_chain(self) -> None:
        """The ninth is refused, and what extends that is not refused once more."""
        texts = {"f1": BASE} | {f"f{number}": f"extends: f{number - 1}\n" for number in range(2, 11)}
        assert said("f8", **texts) == []
        ((code, at, _),) = said("f9", **texts)
        assert (code, at) == ("extends-too-deep", "frameworks/f9.yaml extends")
        assert said("f10", **texts) == said("f9", **texts)

    @pytest.mark.parametrize(
        ("text", "code", "place", "message"),
        [
            ("extends: bsae\n", "unknown-base", "extends", 'local extends "bsae", and there is no such framework.'),
            (
                "include: [modul]\n",
                "unknown-module",
                "include.0",
                'local includes "modul", and there is no such framework.',
            ),
            (
                "include: [base]\n",
                "not-a-module",
                "include.0",
                'local includes "base", which is a framework of its own',
            ),
            ("extends: module\n", "module-used-alone", "extends", 'local extends "module", which is a module'),
        ],
    )
    def test_what_cannot_be_built_on_is_said(self, text: str, code: str, place: str, message: str) -> None:
        """Each at the name, in the file that names it."""
        ((found, at, words),) = said("local", base=BASE, module=MODULE, local=text)
        assert (found, at) == (code, f"frameworks/local.yaml {place}")
        assert words.startswith(message)

    def test_what_is_wrong_below_is_said_of_the_file_below(self) -> None:
        """A fault of the base carries the base's path, and nothing more is said of the local file."""
        found = said("local", base="extends: nowhere\n", local=EXTENDS + "changes: {criteria: {X: {weight: 1}}}\n")
        assert [(code, at) for code, at, _ in found] == [("unknown-base", "frameworks/base.yaml extends")]

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("criteria: {S11: {weight: 12}}", "criteria.S11"),
            ("measures: {job: {unit: people}}", "measures.job"),
            ("pillars: {quality: {floor: 10}}", "pillars.quality"),
        ],
    )
    def test_a_change_of_nothing_is_noticed(self, text: str, place: str) -> None:
        """An id that nothing below has is named."""
        ((code, at, _),) = local(f"changes: {{{text}}}\n")
        assert (code, at) == ("unknown-id", f"frameworks/local.yaml changes.{place}")


class TestConsistency:
    """A framework agrees with itself once it is put together."""

    def test_a_floor_needs_its_consequence(self) -> None:
        """Nobody knows what it means to fall below a floor without one."""
        ((code, at, _),) = local("pillars: {quality: {floor: 10}}\n")
        assert (code, at) == ("floor-without-consequence", "frameworks/local.yaml pillars.quality.floor")

    @pytest.mark.parametrize(
        ("rule", "place"),
        [
            ("rule: gate-required, gate: living-wages", "policy.0.gate"),
            ("rule: criterion-required, criterion: S9", "policy.0.criterion"),
            ("rule: minimum-weight, percent: 10, of: {themes: [peple]}", "policy.0.of.themes"),
        ],
    )
    def test_policy_names_what_is_on_offer(self, rule: str, place: str) -> None:
        """A rule that nobody could satisfy is refused where it is written."""
        ((code, at, _),) = local(
            f"policy: [{{{rule}, severity: error, reference: {{title: Note}}, confidence: official}}]\n"
        )
        assert (code, at) == ("unknown-id", f"frameworks/local.yaml {place}")
