"""``social-value schema``: the JSON Schema of a file, for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Kind(StrEnum):
    """Kinds of file."""

    PROCUREMENT = "procurement"
    BID = "bid"
    SCORES = "scores"
    CONSENSUS = "consensus"
    DECISIONS = "decisions"
    PANEL = "panel"
    PSEUDONYMS = "pseudonyms"
    FRAMEWORK = "framework"
    SCALE = "scale"
    REGISTER = "register"


def schema(
    kind: Annotated[Kind, typer.Argument(help="Kind of file.", show_default=False)],
) -> None:
    """Print the JSON Schema of a kind of file, with a description of every key."""
    import json

    from social_value.core.schema import json_schema

    typer.echo(json.dumps(json_schema(kind.value), indent=2, ensure_ascii=False))
