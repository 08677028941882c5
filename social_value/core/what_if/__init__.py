"""What would change the answer: other weights, levels, prices and bids, each worked out exactly."""
