"""The forms: one module a kind of record."""
