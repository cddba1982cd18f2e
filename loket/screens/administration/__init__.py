"""Beheer: what an admin keeps."""
