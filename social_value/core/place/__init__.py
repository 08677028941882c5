"""Where the value of a bid lands, whom it reaches, and who is paid."""
