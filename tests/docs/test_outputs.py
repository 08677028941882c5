"""docs/outputs.md names what the outputs hold."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from social_value.model.register import ValueType
from social_value.render.csv_and_markdown import COLUMNS
from tests.cli.command import social_value
from tests.docs.pages import ROOT, Reader
from tests.lots import REPAIRS

PAGE = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
PILLARS = {"financial", "environmental", "social", "quality"}
VALUE_TYPES = {"economic", "environmental", "fiscal", "wellbeing"}
"""Keys that are the pillars and the types of value of a procurement."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """Return JSON that, all together, has every key: relative marks, findings, a framework, and what is outstanding."""
    reader = Reader(tmp_path_factory.mktemp("outputs"))
    _make_example_rich(reader.top)
    found = []
    for command in (
        "score examples/contact-tracing",
        "score examples/fcdo-services-2024",
        "score examples/repair-hub",
        "moderate examples/contact-tracing",
        "route examples/contact-tracing",
        "validate examples",
    ):
        code, said = reader.run(f"social-value {command} --format json")
        assert code == 0, said
        found.append(json.loads(said))
    found.append(json.loads(social_value("score", REPAIRS, "--format", "json").out))
    shutil.copytree(REPAIRS, reader.top / "repairs", ignore=shutil.ignore_patterns("scores"))
    found.append(json.loads(social_value("validate", reader.top / "repairs", "--format", "json").out))
    found.append(_in_stages(reader.top))
    return found


def _in_stages(top: Path) -> object:
    """Return the result of meals with the cheapest alone going on to quality."""
    shutil.copytree(ROOT / "tests" / "good" / "meals", top / "meals")
    method = top / "meals" / "procurement.yaml"
    stages = (
        "procedure: competitive-flexible\nstages:\n  counts: all\n  order:\n"
        "    - {id: price, criteria: [F1], goes_on: {best: 1, ties: include}}\n"
        "    - {id: quality, criteria: [E1, S1, S2]}\n"
    )
    method.write_text(f"{method.read_text(encoding='utf-8')}\n{stages}", encoding="utf-8")
    return json.loads(social_value("score", top / "meals", "--format", "json").out)


def _make_example_rich(top: Path) -> None:
    example = top / "examples" / "contact-tracing"
    method = example / "procurement.yaml"
    text = method.read_text(encoding="utf-8")
    linear = "{rule: linear, of: price-per-success, zero_at: 28, full_at: 16}"
    assert linear in text
    method.write_text(
        f"{text.replace(linear, '{rule: lowest-price-ratio}')}\nframework: our-council\n"
        "low_bid: {below_mean_percent: 5}\n",
        encoding="utf-8",
    )
    framework = (ROOT / "docs" / "file-formats.md").read_text(encoding="utf-8").split("kind: framework")[1]
    (top / "frameworks" / "our-council.yaml").write_text(
        f"kind: framework{framework.partition('```')[0]}", encoding="utf-8"
    )


def keys_in(value: object) -> Iterator[str]:
    """Yield every key below a value, save the keys of columns, which a table names itself."""
    if isinstance(value, dict):
        yield from value
        for key, part in value.items():
            yield from keys_in(part) if key != "cells" else ()
    elif isinstance(value, list):
        for part in value:
            yield from keys_in(part)


def test_every_key_of_the_json_is_on_the_page(documents: list[object]) -> None:
    """No program meets a key that the page does not name."""
    keys = {key for document in documents for key in keys_in(document)} - PILLARS - set(get_args(ValueType))
    assert {
        "stages",
        "standing",
        "assessed",
        "deciding",
        "losing",
        "about",
        "fingerprint",
        "arithmetic",
        "severity",
    } <= keys
    assert {key for key in keys if f"`{key}`" not in PAGE} == set()


def test_the_formats_have_the_names_that_the_page_gives(documents: list[object]) -> None:
    """The `schema` of each output is on the page."""
    for document in documents:
        assert isinstance(document, dict)
        assert f"`{document['schema']}`" in PAGE


def test_the_columns_of_the_csv_are_on_the_page() -> None:
    """The page gives the header of the CSV as it is."""
    assert f"`{','.join(COLUMNS)}`" in PAGE
