"""``social-value explain``: the whole derivation of a bid's marks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from social_value.cli.options import AsOf, Folder, Lot, NoProgress, Quiet, day
from social_value.cli.run import read, score_with, scored
from social_value.errors import CannotRunError

if TYPE_CHECKING:
    from social_value.core.evaluation.results import Evaluation
    from social_value.core.inputs import Inputs, Leaf
    from social_value.core.lots.lots_together import Across


def explain(
    folder: Folder,
    bid: Annotated[str, typer.Option("--bid", metavar="ID", help="The bid to explain.", show_default=False)],
    criterion: Annotated[
        str | None, typer.Option("--criterion", metavar="ID", help="Only this criterion, or the parts of it.")
    ] = None,
    lot: Lot = None,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Explain every mark of a bid: what it said, the formula in words with its source, and the arithmetic.

    Where the procurement has lots, the whole of a bid ends with what the lots come to together, unless --lot is given.
    """
    from social_value.render.explanation import beside_marks, explanation
    from social_value.render.lots_text import across_explained

    evaluation, across = _evaluated(folder, bid, lot, day(as_of), progress=not (quiet or no_progress))
    leaves = _leaves(evaluation.inputs, criterion)
    whole = criterion is None
    beside = beside_marks(evaluation, bid) if whole else ()
    for line in (*explanation(evaluation, bid, leaves, whole=whole), *beside):
        typer.echo(line)
    for line in across_explained(across, evaluation, bid) if across is not None and criterion is None else ():
        typer.echo(line)


def _evaluated(
    folder: Path, bid: str, lot: str | None, as_of: date | None, progress: bool
) -> tuple[Evaluation, Across | None]:
    """Return the evaluation that a bid is in, and where it is in a lot and none was named, the lots together."""
    from social_value.core.evaluation.evaluate import evaluate
    from social_value.core.lots.evaluate_lots import evaluate_lots

    if lot is not None:
        loaded, evaluation = scored(folder, as_of, progress, lot)
        _check_bid(loaded.inputs, bid)
        return evaluation, None
    loaded = read(folder, as_of, progress)
    if not loaded.inputs.procurement.lots:
        evaluation = score_with(evaluate, loaded, progress)
        _check_bid(loaded.inputs, bid)
        return evaluation, None
    _check_bid(loaded.inputs, bid)
    lots = score_with(evaluate_lots, loaded, progress)
    return next(of_lot for of_lot in lots.lots if bid in of_lot.inputs.bids_by_id), lots.across


def _check_bid(inputs: Inputs, bid: str) -> None:
    from social_value.findings import nearest

    if bid not in inputs.bids_by_id:
        raise CannotRunError(f'There is no bid "{bid}".', nearest(bid, inputs.bids_by_id))


def _leaves(inputs: Inputs, criterion: str | None) -> tuple[Leaf, ...]:
    """Return the criteria to explain; a criterion that holds parts stands for them."""
    from social_value.findings import nearest

    if criterion is None:
        return inputs.leaves
    leaves = tuple(leaf for leaf in inputs.leaves if criterion in (leaf.id, *(parent.id for parent in leaf.parents)))
    if not leaves:
        known = {name for leaf in inputs.leaves for name in (leaf.id, *(parent.id for parent in leaf.parents))}
        raise CannotRunError(f'There is no criterion "{criterion}".', nearest(criterion, known))
    return leaves
