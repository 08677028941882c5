"""Writes docs/formulas.md from the registries: ``.venv/bin/python -m tests.docs.reference``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from social_value.core.figures.registry import FIGURES, FigureRule
from social_value.core.reads.binding import REGISTERED
from social_value.core.rules.formulas import FORMULAS, Formula
from social_value.core.rules.methods import METHODS, Method
from social_value.core.rules.parameter_kinds import Kind

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formulas.md"

_OPENING = """\
# Formulas, figures and methods

<!-- This page is written by tests/docs/reference.py from the code. Change the code, then write it again. -->

Everything that can turn what a bid says into marks, taken from the code that does it. A procurement names each entry
by its id. How to write them in a file is in [file-formats.md](file-formats.md).

In the formulas, *lowest*, *highest* and *mean* are taken over the pool: the bids that are not withdrawn, not
disregarded and not comparators. Every formula gives a share, which is limited to 0 to 1 and multiplied by 100 to give
marks. A **relative** formula depends on the other bids: removing a losing bid can change the winner. An **absolute**
formula does not.

- [Formulas that mark a price](#formulas-that-mark-a-price)
- [Rules that mark any figure](#rules-that-mark-any-figure)
- [Marks that are given, not worked out](#marks-that-are-given-not-worked-out)
- [Figures](#figures)
- [Evaluation methods](#evaluation-methods)
"""
_GIVEN = """\
## Marks that are given, not worked out

| Rule | Marks |
| --- | --- |
| `scale` | the marks of the level that the evaluators gave, on the scale that the criterion names |
| `recorded` | marks that were fixed elsewhere, such as a published result; each bid states them |
"""


def page() -> str:
    """Return the text of docs/formulas.md."""
    if not REGISTERED:
        raise LookupError("no formula is registered")
    formulas = sorted(FORMULAS.values(), key=lambda rule: _module(rule.share))
    price = [rule for rule in formulas if rule.is_price_formula]
    rules = [rule for rule in formulas if not rule.is_price_formula]
    parts = [
        _OPENING,
        "## Formulas that mark a price\n\nThey read `price` unless the criterion names another figure with `of`.\n",
        *map(_formula, price),
        "## Rules that mark any figure\n\nThe criterion names the figure or measure with `of`.\n",
        *map(_formula, rules),
        _GIVEN,
        "## Figures\n\nAny other id that `of` names is a measure, and its figure is the value that the bid states.\n",
        *map(_figure, sorted(FIGURES.values(), key=lambda rule: _module(rule.work))),
        (
            "## Evaluation methods\n\nQuality is the weighted sum of all criteria, from 0 to what the weights add up "
            "to: 100, or `out_of`.\n"
        ),
        *map(_method, METHODS.values()),
    ]
    return "\n".join(parts)


def _module(function: Callable[..., object]) -> int:
    """Return the place of a function's module in the order of pages, whichever module was imported first."""
    return [module.__name__ for module in REGISTERED].index(function.__module__)


def _entry(name: str, summary: str, rows: Iterator[tuple[str, str]]) -> str:
    lines = [f"### `{name}`", "", summary, "", "| | |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {label} | {value} |" for label, value in rows), ""])


def _formula(formula: Formula) -> str:
    return _entry(formula.id, formula.summary, _formula_rows(formula))


def _formula_rows(formula: Formula) -> Iterator[tuple[str, str]]:
    yield "Share of the marks", formula.words
    yield "Kind", "relative" if formula.relative else "absolute"
    yield "Parameters", _parameters(formula.parameters) or "none"
    yield ("Price of zero" if formula.is_price_formula else "Figure of zero"), formula.zero_price
    yield "All equal", formula.all_equal
    yield "Source", formula.source


def _parameters(kinds: Mapping[str, Kind]) -> str:
    return ", ".join(f"`{name}`: {kind.words}" for name, kind in kinds.items())


def _figure(figure: FigureRule) -> str:
    return _entry(figure.id, figure.summary, _figure_rows(figure))


def _figure_rows(figure: FigureRule) -> Iterator[tuple[str, str]]:
    yield "Figure", figure.words
    yield "Unit", figure.unit.format(currency="currency of the contract")
    yield "Kind", "relative" if figure.relative else "absolute"
    if figure.by is not None:
        yield figure.by.words, f"`{figure.id}:{figure.by.key.upper()}`"
    yield "Source", figure.source


def _method(method: Method) -> str:
    return _entry(method.id, method.summary, _method_rows(method))


def _method_rows(method: Method) -> Iterator[tuple[str, str]]:
    yield "Total", method.words
    yield "Unit", method.unit.format(currency="currency of the contract", out_of="100, or of `out_of`")
    yield "Best", method.best
    optional = "`price_of`, `quality_minimum`"
    if method.needs_minimum:
        optional = "`price_of`; `quality_minimum` is required"
    names = _parameters(method.parameters)
    yield "Parameters", "; ".join(part for part in (names, optional if method.reads_price else "") if part) or "none"
    yield "Source", method.source


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
