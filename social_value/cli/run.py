"""What every command does with a procurement: read it, score it, and name places in its files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from social_value.errors import InputError

if TYPE_CHECKING:
    from social_value.core.results import Evaluation
    from social_value.files.load import Loaded


def scored(folder: Path, as_of: date | None, progress: bool) -> tuple[Loaded, Evaluation]:
    """Read and score a procurement. Raises InputError with resolved places, CannotRunError or NotReadyError."""
    from social_value.core.evaluation import evaluate
    from social_value.files.load import load
    from social_value.render.progress import stage

    with stage("Reading", progress):
        loaded = load(folder, as_of)
    try:
        with stage("Scoring", progress):
            return loaded, evaluate(loaded.inputs)
    except InputError as problem:
        raise InputError(loaded.resolve(problem.findings)) from None
