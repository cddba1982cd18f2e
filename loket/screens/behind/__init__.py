"""What stands behind a number: a list of exactly the records that it counted."""
