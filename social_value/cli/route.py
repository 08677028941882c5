"""``social-value route``: which reservations are open to a procurement, and why."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from social_value.cli.options import AsOf, Folder, day


class RouteFormat(StrEnum):
    """Formats on standard output."""

    TABLE = "table"
    JSON = "json"


def route(
    folder: Folder,
    output_format: Annotated[
        RouteFormat, typer.Option("--format", help="Format of the answer on standard output.")
    ] = RouteFormat.TABLE,
    rules: Annotated[
        str | None,
        typer.Option("--rules", metavar="ID", help="Register of reservations to ask, in place of the usual one."),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Say of every reservation whether it is open, closed or needs a check, with reason, source and how sure that is.

    Open, closed or in need of a check, the exit code is 0: the answer is no fault of the files.
    """
    from social_value.core.law.open_routes import route_results
    from social_value.files.load import load
    from social_value.files.reservation_register import with_routes
    from social_value.render.route_text import route_json, route_text

    inputs, register_id = with_routes(load(folder, day(as_of)), folder, rules)
    results = route_results(inputs, register_id)
    shown = route_json if output_format is RouteFormat.JSON else route_text
    sys.stdout.write(shown(inputs, register_id, results))
