"""Which criteria stand under each theme, and which theme has none."""

from __future__ import annotations

from social_value.core.evaluation.results import Evaluation
from social_value.core.frameworks.themes import theme_of, themes_of
from social_value.core.inputs import Leaf, walk
from social_value.core.sections.cells import text, total
from social_value.core.sections.readings import weight_of
from social_value.core.sections.section import Column, Row, Table

NO_CRITERION, NO_THEME = "no criterion", "no theme"


def themes_table(evaluation: Evaluation) -> Table | None:
    """Return the table where criteria or the procurement name themes; a theme without a criterion is listed too."""
    inputs = evaluation.inputs
    if not inputs.procurement.themes and not any(leaf.criterion.theme for leaf in walk(inputs.procurement.criteria)):
        return None
    under: dict[str | None, list[Leaf]] = {theme: [] for theme in themes_of(inputs)}
    for leaf in inputs.leaves:
        under.setdefault(theme_of(inputs, leaf), []).append(leaf)
    titles = themes_of(inputs)
    rows = [_row(evaluation, theme or "", titles.get(theme or "", NO_THEME), leaves) for theme, leaves in under.items()]
    columns = (
        Column("theme", "Theme"),
        Column("title", "Title"),
        Column("criteria", "Criteria"),
        Column("weight", "Weight", "marks"),
    )
    note = "Several criteria may stand under one theme. A theme without a criterion is not asked of anybody."
    return Table("themes", "Themes", columns, tuple(rows), note)


def _row(evaluation: Evaluation, theme: str, title: str, leaves: list[Leaf]) -> Row:
    names = "; ".join(f"{leaf.id} {leaf.criterion.label}" if leaf.criterion.title else leaf.id for leaf in leaves)
    weight = total([weight_of(evaluation, leaf.id) for leaf in leaves])
    return Row((text(theme), text(title), text(names or NO_CRITERION), weight))
