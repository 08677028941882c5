"""The sheets that are lists: they hold what was published and do not follow edits."""
