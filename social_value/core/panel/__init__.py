"""What evaluators see of the bids, and what makes their scores fit to be used."""
