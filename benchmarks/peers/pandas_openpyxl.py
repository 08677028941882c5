"""The peer: what an analyst writes today with pandas and openpyxl. Values only, one chart, a formatted header.

Usage: pandas_openpyxl.py FOLDER REPORT.xlsx, where the folder holds framework.yaml and bids.csv.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill

RESULTS = ["rank", "bid", "supplier", "price", "quality", "social_gbp", "price_score", "social_score", "total"]


def scored(framework: dict[str, Any], bids: pd.DataFrame) -> pd.DataFrame:
    """Return the bids with their scores, total and rank, each rounded to two places in binary floating point."""
    levels = [one for one in framework["criteria"] if one["kind"] == "scored"]
    quantities = [one for one in framework["criteria"] if one["kind"] == "quantity"]
    bids["quality"] = sum(bids[one["id"]] / one["max"] * one["weight"] for one in levels).round(2)
    money = sum(bids[one["id"]] * one["proxy"] * (1 - one["deadweight"]) for one in quantities)
    bids["social_gbp"] = money.round(2)
    bids["price_score"] = (bids["price"].min() / bids["price"] * 100).round(2)
    bids["social_score"] = (bids["social_gbp"] / bids["social_gbp"].max() * 100).round(2)
    bids["total"] = (
        bids["quality"] * framework["quality_weight"] / 100
        + bids["price_score"] * framework["price_weight"] / 100
        + bids["social_score"] * framework["social_weight"] / 100
    ).round(2)
    bids["rank"] = bids["total"].rank(ascending=False, method="min").astype(int)
    return bids


def write(framework: dict[str, Any], bids: pd.DataFrame, report: Path) -> None:
    """Write the sheets Summary, Scores and Criteria."""
    with pd.ExcelWriter(report, engine="openpyxl") as book:
        bids.sort_values("rank")[RESULTS].to_excel(book, sheet_name="Summary", index=False)
        bids.to_excel(book, sheet_name="Scores", index=False)
        pd.DataFrame(framework["criteria"]).to_excel(book, sheet_name="Criteria", index=False)
        summary = book.sheets["Summary"]
        for cell in summary[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="D9E1F2")
        chart = BarChart()
        chart.add_data(Reference(summary, min_col=9, min_row=1, max_row=21), titles_from_data=True)
        chart.set_categories(Reference(summary, min_col=2, min_row=2, max_row=21))
        summary.add_chart(chart, "L2")


def main() -> None:
    """Score the bids of a folder and write the report."""
    folder, report = Path(sys.argv[1]), Path(sys.argv[2])
    framework = yaml.safe_load((folder / "framework.yaml").read_bytes())
    bids = pd.read_csv(folder / "bids.csv")
    write(framework, scored(framework, bids), report)


if __name__ == "__main__":
    main()
