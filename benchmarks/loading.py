"""Strict loading against plain loading of the same file, in turns in one process.

Usage: loading.py FILE ROUNDS; prints the medians of both as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import yaml

from benchmarks.timing import Sample, medians
from social_value.files.yaml_source import parse_yaml


def strict(content: bytes) -> object:
    """Read as we do: exact numbers, the place of every value, and every refusal."""
    return parse_yaml(content, "file.yaml").data


def plain(content: bytes) -> object:
    """Read as PyYAML does with libyaml."""
    return yaml.load(content, yaml.CSafeLoader)


def timed(read: Callable[[bytes], object], content: bytes) -> Sample:
    """Read once and measure; memory is that of both readers together, so it is left out."""
    wall, cpu = time.perf_counter(), time.process_time()
    read(content)
    return Sample(time.perf_counter() - wall, time.process_time() - cpu, 0)


def main() -> None:
    """Measure both readers and print the medians."""
    content, rounds = Path(sys.argv[1]).read_bytes(), int(sys.argv[2])
    if strict(content) != exact(plain(content)):
        sys.exit("the two readers disagree")
    pairs = [(timed(strict, content), timed(plain, content)) for _ in range(rounds)]
    ours, peer = (medians(side) for side in zip(*pairs, strict=True))
    print(json.dumps({"ours": asdict(ours), "peer": asdict(peer)}))


def exact(value: object) -> object:
    """Turn the binary numbers of plain loading into the decimals that were written: they have few digits here."""
    if isinstance(value, dict):
        return {key: exact(one) for key, one in value.items()}
    if isinstance(value, list):
        return [exact(one) for one in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
