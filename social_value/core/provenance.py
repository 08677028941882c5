"""Where a result comes from: tool version, fingerprints, and the digest of every file that was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from social_value import __version__
from social_value.core.inputs import Inputs
from social_value.fingerprint import fingerprint
from social_value.model.base import Record
from social_value.model.framework import Framework


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read: its path from the procurement's folder, and the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FrameworkStamp:
    """The framework that a procurement used."""

    id: str
    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What stands behind a result."""

    version: str
    fingerprint: str
    framework: FrameworkStamp | None
    files: tuple[InputFile, ...]
    as_of: date | None


def provenance(inputs: Inputs, files: tuple[InputFile, ...]) -> Provenance:
    """Return the provenance of a result: one fingerprint of the resolved method, and the files' digests."""
    return Provenance(__version__, method_fingerprint(inputs), _framework(inputs), files, inputs.as_of)


def method_fingerprint(inputs: Inputs) -> str:
    """Return the fingerprint of the resolved method.

    It covers the procurement with all its lots, its framework with every file that this was put together from, the
    scales that either names, and each register that is read, the whole of it: which of its values enter a result can
    change with the bids.
    """
    return fingerprint(
        {
            "procurement": _content(inputs.published.procurement),
            "framework": _framework_content(inputs.framework, inputs.chain) if inputs.framework else None,
            "scales": {name: _content(scale) for name, scale in inputs.scales.items()},
            "registers": {name: _content(register) for name, register in inputs.registers.items()},
        }
    )


def _framework(inputs: Inputs) -> FrameworkStamp | None:
    framework = inputs.framework
    if framework is None:
        return None
    return FrameworkStamp(framework.id, framework.version, framework_fingerprint(framework, inputs.chain))


def framework_fingerprint(framework: Framework, chain: Sequence[Framework]) -> str:
    """Return the fingerprint of a framework with everything that it was put together from."""
    return fingerprint(_framework_content(framework, chain))


def _framework_content(framework: Framework, chain: Sequence[Framework]) -> object:
    """Return what a framework comes to, and what each file says where it was put together from several.

    The files count too, so that no value in any of them can change unseen.
    """
    parts = [_content(part) for part in chain] if len(chain) > 1 else []
    return {"resolved": _content(framework), "parts": parts}


def _content(record: Record) -> object:
    """Return what a file says; a key that was left out and one that states its default are the same.

    Waivers are left out: they say which findings stand, and decide nothing that bidders were told. So is the deadline:
    one that is put off leaves the method as it was.
    """
    return record.model_dump(by_alias=True, exclude_defaults=True, exclude={"waivers", "tender_deadline"})
