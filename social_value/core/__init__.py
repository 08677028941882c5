"""Pure functions from inputs to results: no disk, no clock, no printing."""
