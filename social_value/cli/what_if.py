"""``social-value what-if``: how firm a result is, and what other weights, prices or bids would make of it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from social_value.cli.options import AsOf, Folder, Lot, NoProgress, Quiet, day
from social_value.cli.run import scored
from social_value.errors import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from social_value.core.evaluation.results import Evaluation
    from social_value.core.what_if.other_framework import OtherFramework
    from social_value.core.what_if.scored_again import Asked, Changed, FormulaAsked
    from social_value.core.what_if.sweep import Sweep
    from social_value.files.load import Loaded


class WhatIfFormat(StrEnum):
    """Formats on standard output."""

    TABLE = "table"
    JSON = "json"


class Values(StrEnum):
    """Ends of the range of each value."""

    LOW = "low"
    CENTRAL = "central"
    HIGH = "high"


def what_if(
    folder: Folder,
    weight: Annotated[
        list[str] | None,
        typer.Option("--weight", metavar="ID=N", help="Another weight of a criterion or pillar; all others scale."),
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="BID", help="Leave a bid out, as if it had never come in.")
    ] = None,
    formula: Annotated[
        str | None,
        typer.Option(
            "--formula",
            metavar="[ID=]FORMULA[:KEY=N,...]",
            help="Another price formula, such as fixed-bounds:floor=0,ceiling=900000.",
        ),
    ] = None,
    framework: Annotated[
        str | None, typer.Option("--framework", metavar="ID", help="Read the procurement under another framework.")
    ] = None,
    values: Annotated[Values | None, typer.Option("--values", help="Score this end of every value's range.")] = None,
    swept: Annotated[
        str | None,
        typer.Option(
            "--sweep",
            metavar="ID",
            help="Walk the weight of a criterion or pillar from 0 to 100, or to what totals are out of.",
        ),
    ] = None,
    output_format: Annotated[
        WhatIfFormat, typer.Option("--format", help="Format on standard output.")
    ] = WhatIfFormat.TABLE,
    lot: Lot = None,
    as_of: AsOf = None,
    quiet: Quiet = False,
    no_progress: NoProgress = False,
) -> None:
    """Say how firm the result is, or what would change it. The published result stays as it is.

    Without options: margin, close calls, switching weights, levels, bids and prices that decide. Options combine.
    """
    from social_value.core.what_if.scored_again import Asked

    asked = Asked(
        dict(_weight(statement) for statement in weight or ()),
        tuple(dict.fromkeys(drop or ())),
        _formula(formula) if formula is not None else None,
        values.value if values is not None else None,
        framework,
    )
    progress = not (quiet or no_progress)
    loaded, evaluation = scored(folder, day(as_of), progress, lot)
    if asked.anything or swept is not None:
        _asked((folder, lot), loaded, evaluation, asked, swept, output_format, progress)
    else:
        _firmness(loaded, evaluation, output_format, progress)


def _firmness(loaded: Loaded, evaluation: Evaluation, output_format: WhatIfFormat, progress: bool) -> None:
    from social_value.core.what_if.firmness import firmness_of
    from social_value.render.progress import stage

    with stage("Trying every change", progress):
        firmness = firmness_of(evaluation)
    if output_format is WhatIfFormat.JSON:
        from social_value.core.provenance import provenance
        from social_value.render.what_if_json import firmness_json

        sys.stdout.write(firmness_json(evaluation, provenance(loaded.inputs, loaded.files), firmness))
    else:
        from social_value.core.what_if.firmness_section import firmness_section, one_page
        from social_value.render.section_tables import print_section

        print_section(one_page(firmness_section(evaluation, firmness)), evaluation, sys.stdout)


def _asked(
    where: tuple[Path, str | None],
    loaded: Loaded,
    evaluation: Evaluation,
    asked: Asked,
    swept: str | None,
    output_format: WhatIfFormat,
    progress: bool,
) -> None:
    from social_value.core.provenance import provenance
    from social_value.core.what_if.scored_again import changed
    from social_value.render.progress import stage

    under, other = _under(where, loaded, asked.framework_id, progress)
    outcome: Changed | None = None
    sweep: Sweep | None = None
    if other is None or other.valid:
        with stage("Scoring what is asked", progress):
            outcome = changed(evaluation, asked, under.inputs if under is not None else None)
            sweep = _swept(outcome, swept) if swept is not None else None
    if output_format is WhatIfFormat.JSON:
        from social_value.render.what_if_json import what_if_json

        stamp = provenance(loaded.inputs, loaded.files)
        sys.stdout.write(what_if_json(evaluation, stamp, outcome if asked.anything else None, other, sweep))
    else:
        from social_value.render.what_if_text import print_what_if

        print_what_if(evaluation, outcome if asked.anything else None, other, sweep, sys.stdout)


def _under(
    where: tuple[Path, str | None], loaded: Loaded, framework_id: str | None, progress: bool
) -> tuple[Loaded | None, OtherFramework | None]:
    """Return the procurement as another framework resolves it, and what would then be found."""
    if framework_id is None:
        return None, None
    from dataclasses import replace

    from social_value.core.what_if.other_framework import other_framework
    from social_value.files.catalogue_listing import framework_to_compare
    from social_value.files.load import load
    from social_value.render.progress import stage

    folder, lot = where
    with stage("Reading the other framework", progress):
        framework_to_compare(framework_id, folder)
        under = load(folder, loaded.inputs.as_of, framework_id=framework_id).of_lot(lot)
    other = other_framework(loaded.inputs, under.inputs)
    return under, replace(other, new=under.resolve(other.new), gone=loaded.resolve(other.gone))


def _swept(outcome: Changed, name: str) -> Sweep:
    """Sweep the weight of a target. Raises CannotRunError where that is too much for the field."""
    from social_value.core.what_if.structures import Budget, BudgetSpent
    from social_value.core.what_if.sweep import MOST_CELLS, sweep
    from social_value.core.what_if.targets import move_of, target_named

    field = outcome.settled.field
    try:
        return sweep(outcome.settled, move_of(field, target_named(field.inputs, name)), Budget(MOST_CELLS))
    except BudgetSpent:
        way_out = "Ask for single weights with --weight instead."
        raise CannotRunError("the field is too large to be marked again at every weight.", way_out) from None


def _weight(text: str) -> tuple[str, Fraction]:
    name, sign, number = text.partition("=")
    value = _number(number)
    if not sign or value is None:
        raise typer.BadParameter(f'"{text}" is not of the form ID=N, such as F1=25.', param_hint="--weight")
    from fractions import Fraction

    return name, Fraction(value)


def _formula(text: str) -> FormulaAsked:
    from social_value.core.what_if.scored_again import FormulaAsked

    head, _, tail = text.partition(":")
    criterion, named, formula_id = head.rpartition("=")
    parts = [part.partition("=") for part in tail.split(",")] if tail else []
    if any(not sign for _, sign, _ in parts):
        words = f'"{text}" is not of the form [ID=]FORMULA[:KEY=N,...], such as fixed-bounds:floor=0,ceiling=900000.'
        raise typer.BadParameter(words, param_hint="--formula")
    return FormulaAsked(criterion if named else None, formula_id, _parameters(parts))


def _parameters(parts: Sequence[tuple[str, str, str]]) -> dict[str, Decimal | str]:
    return {key: value if (number := _number(value)) is None else number for key, _, value in parts}


def _number(text: str) -> Decimal | None:
    """Read a number as the files write them: digits, and a point."""
    from decimal import Decimal

    whole, point, rest = text.removeprefix("-").partition(".")
    plain = whole.isascii() and whole.isdigit() and (not point or (rest.isascii() and rest.isdigit()))
    return Decimal(text) if plain and len(whole + rest) <= 15 else None
