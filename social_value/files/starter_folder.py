"""Writing a small procurement to begin from into a folder of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from social_value.core.starter.files import identifier, starter_files
from social_value.core.starter.offered_criteria import DEFAULT_SCALE
from social_value.core.starter.quantity_and_quality import QUANTITY_AND_QUALITY, quantity_and_quality_lines
from social_value.errors import CannotRunError, InputError
from social_value.files.disk import write_folder
from social_value.files.frameworks import Opened, Shelf, Shelves
from social_value.findings import nearest
from social_value.model.scale import ScaleFile, ScoringScale


def write_starter(folder: Path, framework_id: str | None, as_of: date | None, force: bool) -> None:
    """Write a procurement that validates and scores, with the criteria of a framework where one is named.

    Raises CannotRunError where the framework is not there or is a module, and InputError where it has errors.
    """
    shelf = Shelves().at(folder)
    opened = framework_to_use(shelf, framework_id) if framework_id is not None else None
    whole = opened.resolution.framework if opened and opened.resolution else None
    scales = dict(opened.scales) | dict(whole.scales) if opened and whole else {}
    if DEFAULT_SCALE not in scales:
        scales[DEFAULT_SCALE] = _default_scale(shelf)
    files = starter_files(folder.resolve().name, whole, scales, as_of)
    if files is None:
        message = f"No weights were found that keep every limit of {framework_id}."
        raise CannotRunError(message, "Check its weight ranges and its policy, or begin without --framework.")
    write_folder(folder, files, force)


def write_method(folder: Path, method: str, *, whole: bool, force: bool) -> None:
    """Write a short method without bids. ``whole`` tells that what only a whole procurement reads was asked for too.

    Raises CannotRunError where there is no such method, or the two do not go together.
    """
    if method != QUANTITY_AND_QUALITY:
        raise CannotRunError(f'There is no method "{method}" to begin from.', f"Write --method {QUANTITY_AND_QUALITY}.")
    if whole:
        raise CannotRunError("--method writes a method of its own.", "Leave --framework and --as-of out.")
    lines = quantity_and_quality_lines(identifier(folder.resolve().name))
    write_folder(folder, {"procurement.yaml": "".join(f"{line}\n" for line in lines)}, force)


def framework_to_use(shelf: Shelf, framework_id: str) -> Opened:
    """Open a framework that a procurement may name. Raises CannotRunError or InputError where it may not."""
    opened = shelf.open_id(framework_id)
    if opened is None:
        known = shelf.catalogue.ids_of("framework")
        raise CannotRunError(
            f'There is no framework "{framework_id}".',
            nearest(framework_id, known) or "`social-value frameworks list` shows those there are.",
        )
    if opened.resolution is None:
        raise InputError(opened.findings)
    if opened.resolution.framework.module:
        way_out = f"Name a framework that includes it, or write one with `include: [{framework_id}]`."
        raise CannotRunError(f'"{framework_id}" is a module: a part of frameworks.', way_out)
    return opened


def _default_scale(shelf: Shelf) -> ScoringScale:
    item = shelf.catalogue.find(ScaleFile, DEFAULT_SCALE)
    if item is None:
        raise CannotRunError(f'The shipped scale "{DEFAULT_SCALE}" is missing.', "Install the tool again.")
    return item[0]
