"""``social-value panel``: who is expected to score what, and how far they have come."""

from __future__ import annotations

import sys

from social_value.cli.options import AsOf, Folder, Lot, day


def panel(folder: Folder, lot: Lot = None, as_of: AsOf = None) -> None:
    """Print who is expected to score what: allocated, issued, returned, recused, and what is still due.

    With lots there is a row for each evaluator and lot. The exit code is 0 while scores are due.
    """
    from social_value.core.checks import findings_of
    from social_value.core.lot_inputs import lots_of
    from social_value.core.panel.panel_standing import panel_standing
    from social_value.errors import InputError
    from social_value.files.load import load
    from social_value.findings import has_errors
    from social_value.render.panel_table import print_panel

    loaded = load(folder, day(as_of))
    whole = loaded.of_lot(lot).inputs if lot is not None else loaded.inputs
    findings = loaded.resolve(findings_of(whole))
    if has_errors(findings):
        raise InputError(findings)
    standings = [standing for part in lots_of(whole) or (whole,) for standing in panel_standing(part)]
    print_panel(standings, whole.procurement.title, sys.stdout)
