"""The shipped catalogue as the tool reads it, and the data sets that it was taken from."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

from social_value.core.schema import MODELS
from social_value.files.catalogue import shipped_folder
from social_value.files.into_models import build
from social_value.files.yaml_source import read_yaml
from social_value.model.framework import Framework
from social_value.model.register import DatedValue, Register, RegisterEntry
from social_value.model.scale import ScaleFile

DATA = Path(__file__).parent / "data"
OURS = "The social-value contributors"


def _read(path: Path) -> Framework | Register | ScaleFile:
    document = read_yaml(path, path.name)
    item = build(MODELS[str(document.data["kind"])], document)
    assert isinstance(item, Framework | Register | ScaleFile)
    return item


PATHS = {path.stem: path for path in sorted(shipped_folder().rglob("*.yaml"))}
ITEMS = {name: _read(path) for name, path in PATHS.items()}
FRAMEWORKS = {name: item for name, item in ITEMS.items() if isinstance(item, Framework)}
REGISTERS = {name: item for name, item in ITEMS.items() if isinstance(item, Register)}
SCALES = {name: item for name, item in ITEMS.items() if isinstance(item, ScaleFile)}


def entry(register: str, name: str) -> RegisterEntry:
    """Return an entry of a shipped register."""
    found = REGISTERS[register].entry(name)
    assert found is not None
    return found


def latest(register: str, name: str) -> DatedValue:
    """Return the latest value of an entry."""
    found = entry(register, name).on(None)
    assert found is not None
    return found


def figure(register: str, name: str) -> Fraction:
    """Return the latest single value of an entry, exactly."""
    value = latest(register, name).value
    assert value is not None
    return Fraction(value)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a data set."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
