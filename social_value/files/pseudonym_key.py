"""Which bid stands behind each pseudonym, for whoever runs the procurement and for nobody who scores.

``pseudonyms.yaml`` keeps what was allotted and is read back; the key is for people.
"""

from __future__ import annotations

from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import pseudonyms
from social_value.core.provenance import method_fingerprint
from social_value.files.yaml_writer import yaml_text

PSEUDONYMS = "pseudonyms.yaml"


def pseudonyms_text(inputs: Inputs) -> str:
    """Return the text of ``pseudonyms.yaml``: what was allotted before, as it was, and what is allotted now."""
    kept = {allotted.bid: allotted.shown_as for allotted in inputs.pseudonyms.bids} if inputs.pseudonyms else {}
    allotted = [{"bid": bid, "shown_as": name} for bid, name in {**pseudonyms(inputs), **kept}.items()]
    return yaml_text({"kind": "pseudonyms", "schema": 1, "bids": allotted})


def key_text(inputs: Inputs) -> str:
    """Return the key as text. It is never read back."""
    known = {
        name: {"bid": bid, "supplier": inputs.bids_by_id[bid].supplier.name} for bid, name in pseudonyms(inputs).items()
    }
    lot = {"lot": inputs.lot.id} if inputs.lot is not None else {}
    named = {"procurement": inputs.procurement.id, **lot, "method": method_fingerprint(inputs)}
    return yaml_text({**named, "pseudonyms": known})
