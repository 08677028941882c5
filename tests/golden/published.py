"""Reading published data, and scoring a procurement the way a user does: from files, to a ranking."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from social_value.core.evaluation.evaluate import evaluate
from social_value.core.evaluation.results import Evaluation
from social_value.files.load import load
from tests.generate import Case

Data = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
_DATA = Path(__file__).parent / "data"


def published_json(name: str) -> Any:  # noqa: ANN401 - whatever the publisher wrote
    """Return a published JSON file, with every number exact."""
    return json.loads((_DATA / name).read_text(encoding="utf-8"), parse_float=Decimal)


def published_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scored(
    folder: Path,
    method: Data,
    bids: Iterable[Data],
    scores: Iterable[Data] = (),
    agreed: Data | None = None,
    decided: Data | None = None,
) -> Evaluation:
    """Write a procurement as files, read them back and score it."""
    case = Case(0, method, list(bids), list(scores), agreed, decided)
    return evaluate(load(case.write(folder)).inputs)
