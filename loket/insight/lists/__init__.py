"""Lists of records, a page at a time: one module a kind of record, on one way of reading."""
