"""Bringing files in: which files, what the trial says of them, and the import itself."""
