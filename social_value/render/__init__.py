"""The only code that knows rich; results as text for people and machines."""
