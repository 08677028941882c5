"""Rules: what turns a figure into a share of the marks, and quality and price into the figure that is ranked."""
