"""One line that becomes a record, from anywhere."""
