"""Logging a conversation while it runs."""
