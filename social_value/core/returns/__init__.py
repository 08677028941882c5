"""What bidders are asked to send back, and which bid a return becomes."""
