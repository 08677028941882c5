"""The sheets of sections: what a report shows beside the marks."""
