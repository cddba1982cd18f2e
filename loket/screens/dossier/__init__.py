"""All of one institution."""
