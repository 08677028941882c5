"""``social-value explain``: the whole derivation of a bid's marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from social_value.cli.options import AsOf, Folder, NoProgress, Quiet
from social_value.cli.run import scored
from social_value.errors import CannotRunError

if TYPE_CHECKING:
    from social_value.core.inputs import Inputs, Leaf


def explain(
    folder: Folder,
    bid: Annotated[str, typer.Option("--bid", metavar="ID", help="The bid to explain.", show_default=False)],
    criterion: Annotated[
        str | None, typer.Option("--criterion", metavar="ID", help="Only this criterion, or the parts of it.")
    ] = None,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Explain every mark of a bid: what it said, the formula in words with its source, and the arithmetic."""
    from social_value.cli.options import day
    from social_value.findings import nearest
    from social_value.render.explain import beside_marks, explanation

    loaded, evaluation = scored(folder, day(as_of), progress=not (quiet or no_progress))
    inputs = loaded.inputs
    if bid not in inputs.bids_by_id:
        raise CannotRunError(f'There is no bid "{bid}".', nearest(bid, inputs.bids_by_id))
    leaves = _leaves(inputs, criterion)
    whole = criterion is None
    beside = beside_marks(evaluation, bid) if whole else ()
    for line in (*explanation(evaluation, bid, leaves, whole=whole), *beside):
        typer.echo(line)


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
