"""Who is paid under a bid in the end."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from social_value.model.base import Identifier, Record, Share, Text

Sector = Literal["private", "public", "vcse", "mutual", "mixed"]


class Delivery(Record):
    """A part of the price, and the organisation that it ends up with."""

    organisation: Text = Field(description="Name of the organisation.")
    sector: Sector | None = Field(default=None, description="Reported, never scored; not stated where absent.")
    role: Literal["lead", "member", "subcontractor"] = Field(description="Its part in the contract.")
    value_share: Share = Field(description="Its share of the price; all shares add up to 1.")
    area: Identifier | None = Field(default=None, description="Area in which the money is spent.")
