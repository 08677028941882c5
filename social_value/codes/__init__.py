"""The codes of findings: what each means, what it protects, and what to do about it."""
