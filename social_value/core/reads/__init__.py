"""What a method reads: registered rules and figures bound to what a file says, and what it asks of a bid for them."""
