"""The workbook that a bidder fills in: how it is laid out, and the bid that its answers say."""
