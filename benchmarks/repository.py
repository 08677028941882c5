"""A repository of frameworks as a policy team keeps it: curated ones, and local ones that extend them."""

from __future__ import annotations

from pathlib import Path

PILLARS = ("financial", "environmental", "social", "quality")
CRITERIA, MEASURES = 20, 20


def write_repository(folder: Path, frameworks: int) -> None:
    """Write so many frameworks; each fifth extends the one before it."""
    target = folder / "frameworks"
    target.mkdir(parents=True)
    for number in range(frameworks):
        text = _local(number) if number % 5 == 4 else _curated(number)
        (target / f"bench-{number:03d}.yaml").write_text(text, encoding="utf-8")


def _head(number: int) -> str:
    return (
        "# A framework of the benchmark.\n"
        f'kind: framework\nschema: 1\nid: bench-{number:03d}\ntitle: Benchmark framework {number}\nversion: "2026"\n'
        f"publisher: Example Council\nlicence: CC0-1.0\nreferences: [{{title: Cabinet paper {number}}}]\n"
        "published_on: 2026-04-01\nconfidence: unverified\nillustrative: true\n"
    )


def _local(number: int) -> str:
    changes = "".join(f"    c{one:02d}: {{title: Criterion {one} as our town asks it}}\n" for one in range(CRITERIA))
    return f"{_head(number)}extends: bench-{number - 1:03d}\nchanges:\n  criteria:\n{changes}"


def _curated(number: int) -> str:
    themes = "".join(_theme(theme) for theme in range(5))
    return f"{_head(number)}scales:\n{_scale('five')}{_scale('four')}themes:\n{themes}"


def _scale(name: str) -> str:
    levels = "".join(
        f"      - {{level: {level}, label: Level {level}, marks: {level * 25}, "
        f'descriptor: "What an answer at level {level} looks like, in the words of the guidance."}}\n'
        for level in range(5)
    )
    return f"  {name}-levels:\n    title: Scale of {name}\n    levels:\n{levels}"


def _theme(theme: int) -> str:
    outcomes = "".join(_outcome(2 * theme + part) for part in range(2))
    return f"  - id: theme-{theme}\n    title: Theme {theme}\n    outcomes:\n{outcomes}"


def _outcome(outcome: int) -> str:
    ours = (2 * outcome, 2 * outcome + 1)
    criteria = "".join(
        f"          - id: c{one:02d}\n"
        f"            title: Criterion {one} of the framework\n"
        f"            description: What a bidder is asked to show for criterion {one}, in a sentence of some length.\n"
        f"            sub_criteria: [How it will be done, Who will do it, How it will be shown]\n"
        f"            pillar: {PILLARS[one % 4]}\n"
        f"            scale: {('five', 'four')[one % 2]}-levels\n"
        f"            weight: 5\n"
        f"            confidence: unverified\n"
        for one in ours
    )
    measures = "".join(
        f"          - {{id: m{one:02d}, title: Measure {one}, unit: people, "
        f'description: "Counted once a year, by head.", confidence: unverified}}\n'
        for one in ours
    )
    return (
        f"      - id: outcome-{outcome}\n        title: Outcome {outcome}\n"
        f"        criteria:\n{criteria}        measures:\n{measures}"
    )
