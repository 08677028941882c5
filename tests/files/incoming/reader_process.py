"""Reads forms each in a process of its own that may use 500 MB, and prints what became of each as JSON.

The limit of time is far beyond what any of them takes; it ends what would never end.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from pathlib import Path

from social_value.errors import InputError, SocialValueError
from social_value.files.forms.form_reading import read_form
from tests.files.forms.demo import DEMO

MEMORY, SECONDS = 500_000_000, 120


def outcome(path: Path) -> dict[str, object]:
    """Read one file within the limits; a crash of the process is its outcome too."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with os.fdopen(writing, "w") as pipe:
            json.dump(_read(path), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    _, status, used = os.wait4(child, 0)
    told = json.loads(text) if text else {"traceback": f"the process ended with {status}"}
    return {**told, "memory": used.ru_maxrss}


def _read(path: Path) -> dict[str, object]:
    try:
        _, findings = read_form(path, DEMO)
    except InputError as problem:
        findings = problem.findings
    except (SocialValueError, Exception):  # noqa: BLE001 - that nothing else is raised is what is tested
        return {"traceback": traceback.format_exc()}
    told = [(finding.code, str(finding.place), finding.message, finding.way_out) for finding in findings]
    return {"findings": told}


if __name__ == "__main__":
    print(json.dumps({name: outcome(Path(name)) for name in sys.argv[1:]}))  # noqa: T201
