"""``social-value frameworks``: the catalogue, one framework, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from social_value.files.frameworks import Opened

app = typer.Typer(
    help="List the catalogue, show one framework, or say what changed between two.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ShownFormat(StrEnum):
    """Formats on standard output."""

    TEXT = "text"
    JSON = "json"


Start = Annotated[
    Path,
    typer.Argument(metavar="[PATH]", help="Folder from which local frameworks are looked for.", show_default=False),
]
Format = Annotated[ShownFormat, typer.Option("--format", help="Format on standard output.")]


@app.command("list")
def list_catalogue(path: Start = Path(), output_format: Format = ShownFormat.TEXT) -> None:
    """List frameworks, modules, scales and registers: those that come with the tool, and local ones."""
    from social_value.errors import InputError
    from social_value.files.catalogue_listing import catalogue_list
    from social_value.render.frameworks.catalogue_list import list_json, list_text

    listing, findings = catalogue_list(path)
    entries = [(listed.item, listed.shipped) for listed in listing]
    if output_format is ShownFormat.JSON:
        typer.echo(list_json(entries), nl=False)
    else:
        _print(list_text(entries))
    if findings:
        raise InputError(findings)


@app.command("show")
def show(
    item_id: Annotated[str, typer.Argument(metavar="ID", help="Framework, register or scale.", show_default=False)],
    path: Start = Path(),
    output_format: Format = ShownFormat.TEXT,
) -> None:
    """Show one framework with everything it is built on, or one register or scale."""
    from social_value.files.catalogue_listing import item_to_show
    from social_value.model.register import Register
    from social_value.model.scale import ScaleFile
    from social_value.render.frameworks.documents import item_json
    from social_value.render.frameworks.values import register_text, scale_text

    item = item_to_show(item_id, path)
    as_json = output_format is ShownFormat.JSON
    if isinstance(item, Register):
        _print([item_json(item, "register").rstrip("\n")] if as_json else register_text(item))
    elif isinstance(item, ScaleFile):
        _print([item_json(item, "scale").rstrip("\n")] if as_json else scale_text(item))
    else:
        _show_framework(item, as_json)


def _show_framework(opened: Opened, as_json: bool) -> None:
    from social_value.core.provenance import framework_fingerprint
    from social_value.render.frameworks.documents import framework_json
    from social_value.render.frameworks.tree import framework_text

    resolution = opened.resolution
    if resolution is not None:
        fingerprint = framework_fingerprint(resolution.framework, [part.framework for part in resolution.chain])
        text = framework_json(resolution, fingerprint).rstrip("\n")
        _print([text] if as_json else framework_text(resolution, fingerprint))


@app.command("diff")
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="Id of a framework, or its file.", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="B", help="Id of a framework, or its file.", show_default=False)],
    path: Start = Path(),
    output_format: Format = ShownFormat.TEXT,
) -> None:
    """Say in plain words what changed from one framework to another; a file stands for an older or newer version."""
    from social_value.core.frameworks.difference import differences
    from social_value.files.catalogue_listing import framework_to_compare
    from social_value.render.frameworks.changed import difference_text
    from social_value.render.frameworks.documents import difference_json

    opened = [framework_to_compare(name, path) for name in (before, after)]
    first, second = (side.resolution.framework for side in opened if side.resolution is not None)
    changes = differences(first, second)
    if output_format is ShownFormat.JSON:
        typer.echo(difference_json(first, second, changes), nl=False)
    else:
        _print(difference_text(first, second, changes))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
