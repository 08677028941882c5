"""The only code that knows disk, YAML, CSV and Excel."""
