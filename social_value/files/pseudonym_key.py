"""Which bid stands behind each pseudonym, for whoever runs the procurement and for nobody who scores."""

from __future__ import annotations

from social_value.core.inputs import Inputs
from social_value.core.panel.pseudonyms import pseudonyms
from social_value.core.provenance import method_fingerprint
from social_value.files.yaml_writer import yaml_text


def key_text(inputs: Inputs) -> str:
    """Return the key as text. It is never read back: it is worked out again from the procurement."""
    known = {
        name: {"bid": bid, "supplier": inputs.bids_by_id[bid].supplier.name} for bid, name in pseudonyms(inputs).items()
    }
    lot = {"lot": inputs.lot.id} if inputs.lot is not None else {}
    named = {"procurement": inputs.procurement.id, **lot, "method": method_fingerprint(inputs)}
    return yaml_text({**named, "pseudonyms": known})
