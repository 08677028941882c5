"""The peer of validating a repository: every file loaded with libyaml and held against the JSON Schema.

Usage: jsonschema_repository.py SCHEMA FOLDER; exit code 1 where a file does not fit. What a team would write in CI.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator


def as_json(value: object) -> object:
    """Turn the dates that PyYAML makes back into the texts that JSON has."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def main() -> int:
    """Validate every file, and say how many there were."""
    validator = Draft202012Validator(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    files = sorted(Path(sys.argv[2]).rglob("*.yaml"))
    faults = 0
    for path in files:
        document = as_json(yaml.load(path.read_bytes(), yaml.CSafeLoader))
        for fault in validator.iter_errors(document):
            faults += 1
            print(f"{path}: {fault.message}")
    print(f"{len(files)} files, {faults} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
