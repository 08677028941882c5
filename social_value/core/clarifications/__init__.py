"""Questions to bidders: one for every flag on a bid, in neutral words that name no other bidder."""
