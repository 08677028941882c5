"""How many generated cases a test tries: some in ``make test``, many more in ``make soak``.

``SOAK`` in the environment asks for the larger samples, and ``SEED`` says where they begin, so that every soak tries
others and any of them can be repeated. This is the only module that reads either.
"""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("SOAK"))
SEED = int(os.environ.get("SEED", "0")) if SOAK else 0
_APART = 10_000_000  # samples of neighbouring seeds do not meet


def sample(normal: int, soak: int) -> int:
    """Return how many cases to try.

    >>> sample(100, 1_000) in (100, 1_000)
    True
    """
    return soak if SOAK else normal


def seeds(normal: int, soak: int, first: int = 0) -> range:
    """Return the seeds of the cases to try: in a soak those from its own seed on.

    >>> len(seeds(100, 1_000, first=7)) in (100, 1_000)
    True
    """
    begin = first + SEED * _APART
    return range(begin, begin + sample(normal, soak))
