"""The sheet Method: what was published before the bids came in, with the numbers that formulas read as inputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from social_value.core.inputs import Leaf
from social_value.core.reads.binding import BoundFormula
from social_value.files.sheets.page import Page
from social_value.files.sheets.references import fixed, span
from social_value.files.workbook.calculation.valuation_method import value_facts
from social_value.files.workbook.plan import METHOD, Report
from social_value.model.base import Reference
from social_value.model.scale import ScaleFile, ScoringScale
from social_value.model.scoring import RecordedScore, ScaleScore
from social_value.wording import CONSEQUENCE_LABELS, PILLAR_LABELS

_WIDTHS = (24, 40, 13, 13, 58, 30, 46)


@dataclass
class MethodCells:
    """Cells of Method that formulas refer to: parameters of criteria and of the method, levels of scales."""

    parameters: dict[tuple[str, str], str] = field(default_factory=dict)
    method: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


class MethodSheet:
    """Writes the sheet from the top down and notes where its numbers stand."""

    def __init__(self, page: Page, report: Report) -> None:
        self.page = page
        self.report = report
        self.cells = MethodCells()
        self._next = 2

    def write(self) -> MethodCells:
        """Write the sheet."""
        self.page.widths(_WIDTHS)
        self.page.head("Method", "What was published before the bids came in. Cells marked input may be changed.")
        self._facts("Procurement", list(_procurement(self.report)))
        self._evaluation()
        basis = self.report.evaluation.field.terms.basis
        if basis is not None:
            self._facts("Social value in money", list(value_facts(basis)))
        self._criteria()
        self._parameters()
        self._scales()
        self._facts("Sources and registers", list(_sources(self.report)))
        self.page.set_up(2)
        return self.cells

    def _row(self, *cells: tuple[str, str]) -> int:
        row = self._next
        self.page.row_for(
            row, {column: text for column, (text, style) in enumerate(cells) if style == "wrapped"} or {0: ""}
        )
        for column, (text, style) in enumerate(cells):
            self.page.text(column, text, style)
        self._next += 1
        return row

    def _section(self, title: str, *heads: str) -> None:
        self._next += 1
        self._row(*((title if column == 0 else "", "section") for column in range(len(_WIDTHS))))
        if heads:
            self._row(*((head, "head-left") for head in heads))

    def _facts(self, title: str, facts: list[tuple[str, str]]) -> None:
        self._section(title)
        for label, text in facts:
            self.page.fact(self._next, label, text, len(_WIDTHS) - 1)
            self._next += 1

    def _evaluation(self) -> None:
        bound = self.report.evaluation.field.method
        self._facts("Evaluation method", list(_method(self.report)))
        for name, value in bound.parameters.items():
            row = self._row((f"{name} (input)", "top"))
            self.page.number(1, value, "input|General")
            self.cells.method[name] = fixed(row, 1, METHOD)

    def _criteria(self) -> None:
        heads = ("Criterion", "Title and description", "Pillar", "Weight", "Marks", "Reads", "Source of the rule")
        self._section("Criteria", *heads)
        for leaf in self.report.leaves:
            self._row(*((text, "wrapped") for text in _criterion(self.report, leaf)))
            self.page.formula(3, self.report.weight(leaf), leaf.points, "top-centre|General")

    def _parameters(self) -> None:
        self._section("Parameters of the rules", "Criterion", "Parameter", "Value (input)", "", "In words")
        for leaf in self.report.leaves:
            bound = self.report.bound(leaf)
            for name, value in bound.parameters.items() if bound else ():
                row = self._row((leaf.id, "top"), (name, "top"))
                if isinstance(value, Fraction):
                    self.page.number(2, value, "input|General")
                    self.cells.parameters[leaf.id, name] = fixed(row, 2, METHOD)
                elif isinstance(value, str):
                    self.page.text(2, value, "centre")
                else:
                    bands = "; ".join(f"{band.words}: {float(band.marks):g} marks" for band in value.rows)
                    self.page.text(4, bands, "wrapped")

    def _scales(self) -> None:
        heads = ("Scale", "Label", "Level", "Marks (input)", "Descriptor", "Source")
        scales = list(_scales_used(self.report))
        if scales:
            self._section("Scales", *heads)
        for name, scale in scales:
            first = self._next
            for step in scale.levels:
                source = _scale_source(scale) if self._next == first else ""
                texts = [(text or "", "wrapped") for text in (name, step.label, "", "", step.descriptor, source)]
                self._row(*texts)
                self.page.number(2, step.level, "number|General")
                self.page.number(3, step.marks, "input|General")
            last = self._next - 1
            self.cells.labels[name], self.cells.levels[name], self.cells.marks[name] = (
                span(first, last, column, METHOD) for column in (1, 2, 3)
            )


def _procurement(report: Report) -> Iterator[tuple[str, str]]:
    inputs = report.evaluation.inputs
    procurement, framework, stamp = inputs.procurement, inputs.framework, report.provenance.framework
    yield "Procurement", f"{procurement.title} ({procurement.id})"
    if procurement.description:
        yield "Description", procurement.description
    if procurement.fictional:
        yield "Fictional", "Everything in this procurement is invented."
    if procurement.authority:
        yield "Authority", f"{procurement.authority.name} ({procurement.authority.type})"
    if procurement.commenced_on:
        yield "Commenced on", procurement.commenced_on.isoformat()
    if framework is None or stamp is None:
        yield "Framework", "None: the procurement states its own criteria."
    else:
        yield "Framework", f"{framework.title} ({stamp.id}), version {stamp.version}"
        yield "Publisher and licence", f"{framework.publisher}; {framework.licence}"
        yield "Framework fingerprint", stamp.fingerprint


def _method(report: Report) -> Iterator[tuple[str, str]]:
    bound, rounding = report.evaluation.field.method, report.rounding
    evaluation = report.evaluation.inputs.procurement.evaluation
    yield "Method", f"{bound.method.id}: {bound.method.words}"
    yield "Unit and best", f"{report.evaluation.unit}; the {bound.method.best} is first"
    yield "Source", bound.method.source
    if bound.method.reads_price:
        yield "Price", str(bound.price_of)
    if bound.quality_minimum is not None:
        words = CONSEQUENCE_LABELS[bound.quality_minimum.consequence]
        yield "Quality minimum", f"{float(bound.quality_minimum.marks):g} marks (sheet Gates); below it: {words}"
    yield (
        "Rounding",
        f"{rounding.places_in_words}, {rounding.direction}, at {rounding.at}; ranked on {rounding.rank_on}",
    )
    yield "Ties", ", then ".join(evaluation.tie_break) or "Equal totals share a rank; no step is published."


def _criterion(report: Report, leaf: Leaf) -> tuple[str, ...]:
    criterion = leaf.criterion
    parents = " > ".join(parent.label for parent in leaf.parents)
    title = f"{parents} > {criterion.label}" if parents else criterion.label
    related = next((level.subject_matter for level in reversed(leaf.line) if level.subject_matter), None)
    subject = f"Subject matter: {related}" if related else None
    described = "\n".join(filter(None, (title, criterion.description, subject)))
    pillar = PILLAR_LABELS[leaf.pillar] if leaf.pillar else ""
    return (leaf.id, described, pillar, "", *_rule(report, leaf))


def _rule(report: Report, leaf: Leaf) -> tuple[str, str, str]:
    score, bound = leaf.score, report.bound(leaf)
    if isinstance(score, ScaleScore):
        return f"scale: marks of the level on {score.scale}", "level", ""
    if isinstance(score, RecordedScore):
        return f"recorded: {score.reason}", "recorded marks", score.source
    if bound is None:
        return "", "", ""
    return _formula_words(bound), f"{report.title_of(bound.of)} ({bound.of})", bound.formula.source


def _formula_words(bound: BoundFormula) -> str:
    kind = "relative: depends on the other bids" if bound.relative else "absolute"
    zero = f"; a figure of zero earns {bound.zero_price}" if bound.zero_price else ""
    return f"{bound.formula.id}: {bound.formula.words}, limited to 0 to 1, times 100; {kind}{zero}"


def _scales_used(report: Report) -> Iterator[tuple[str, ScoringScale]]:
    names = dict.fromkeys(leaf.score.scale for leaf in report.leaves if isinstance(leaf.score, ScaleScore))
    for name in names:
        scale = report.evaluation.inputs.scale(name)
        if scale is not None:
            yield name, scale


def _scale_source(scale: ScoringScale) -> str:
    licence = f"{scale.licence}; {scale.confidence}" if isinstance(scale, ScaleFile) else ""
    return "; ".join(filter(None, (scale.title, _cited(scale.source) if scale.source else "", licence)))


def _cited(reference: Reference) -> str:
    return f"{reference.title}, {reference.href}" if reference.href else reference.title


def _sources(report: Report) -> Iterator[tuple[str, str]]:
    inputs = report.evaluation.inputs
    for reference in inputs.framework.references if inputs.framework else ():
        yield "Framework", _cited(reference)
    for register in inputs.registers.values():
        yield "Register", f"{register.title} ({register.id}); {register.licence}; {register.confidence}"
        yield "Its source", _cited(register.source)
    if inputs.procurement.record:
        yield "Published record", inputs.procurement.record.reference
    if not (inputs.framework or inputs.registers or inputs.procurement.record):
        yield "Sources", "The criteria above name the source of each rule."
