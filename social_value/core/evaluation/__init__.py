"""The whole job, from inputs to a result: statuses, ranks, reasons, and what is still to be decided."""
