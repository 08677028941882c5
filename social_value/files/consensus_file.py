"""The panel's consensus as the text of its file."""

from __future__ import annotations

from social_value.files.yaml_writer import yaml_text
from social_value.model.scores import Consensus

CONSENSUS = "consensus.yaml"


def consensus_text(consensus: Consensus) -> str:
    """Return the text of ``consensus.yaml``."""
    scores = [score.model_dump(exclude_none=True, exclude_defaults=True) for score in consensus.scores]
    meetings = [meeting.model_dump() for meeting in consensus.meetings]
    minutes = {"meetings": meetings} if meetings else {}
    return yaml_text({"kind": "consensus", "schema": 1, **minutes, "scores": scores})
