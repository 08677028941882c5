"""What every command does with a procurement: read it, score it, and name places in its files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from social_value.errors import InputError

if TYPE_CHECKING:
    from social_value.core.evaluation.results import Evaluation
    from social_value.core.inputs import Inputs
    from social_value.files.load import Loaded

Result = TypeVar("Result")


def read(folder: Path, as_of: date | None, progress: bool) -> Loaded:
    """Read a procurement. Raises InputError or CannotRunError."""
    from social_value.files.load import load
    from social_value.render.progress import stage

    with stage("Reading", progress):
        return load(folder, as_of)


def scored(folder: Path, as_of: date | None, progress: bool, lot: str | None = None) -> tuple[Loaded, Evaluation]:
    """Read and score a procurement, or the lot that is named where it has lots.

    Raises InputError with resolved places, CannotRunError or NotReadyError.
    """
    from social_value.core.evaluation.evaluate import evaluate

    loaded = read(folder, as_of, progress).of_lot(lot)
    return loaded, score_with(evaluate, loaded, progress)


def score_with(evaluate: Callable[[Inputs], Result], loaded: Loaded, progress: bool) -> Result:
    """Score what was read. Raises InputError with resolved places, or NotReadyError."""
    from social_value.render.progress import stage

    try:
        with stage("Scoring", progress):
            return evaluate(loaded.inputs)
    except InputError as problem:
        raise InputError(loaded.resolve(problem.findings)) from None
