"""The records: SQLModel tables, closed lists, state tables, errors. Imports nothing of ours."""
