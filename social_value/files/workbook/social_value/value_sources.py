"""The table of sources on Social value: where each value comes from, under which licence, and how sure it is."""

from __future__ import annotations

from social_value.core.valuation.proxies import Proxy
from social_value.files.sheets.page import Page
from social_value.files.workbook.social_value.value_cells import begin
from social_value.files.workbook.social_value.value_plan import ValuePlan

_HEADS = ("Measure", "Register", "Value of", "Licence", "Confidence", "In force from", "Source and notes")
_LAST = 10
"""Column up to which the words of a source are written."""


def write_sources(page: Page, plan: ValuePlan) -> None:
    """Write the source, licence and confidence of every value that the procurement names."""
    if plan.basis is None:
        return
    begin(page, plan.sources.title_row, "Sources of the values", _HEADS[:-1])
    page.over(len(_HEADS) - 1, _HEADS[-1], _LAST, "head")
    for name, row in plan.sources.rows.items():
        proxy = plan.basis.measures[name].proxy
        words, day = _words(proxy), proxy.value.from_day.isoformat()
        page.row_over(row, words, len(_HEADS) - 1, _LAST)
        texts = (name, proxy.register.id, proxy.entry.id, proxy.register.licence, proxy.confidence, day)
        for column, text in enumerate(texts):
            page.text(column, text, "top")
        page.over(len(texts), words, _LAST)


def _words(proxy: Proxy) -> str:
    source = proxy.value.reference
    cited = f"{source.title}, {source.href}" if source.href else source.title
    shape = "Illustrative: replace it. " if proxy.value.illustrative else ""
    return f"{shape}{proxy.entry.description} {cited}. {proxy.entry.notes or ''}".strip()
