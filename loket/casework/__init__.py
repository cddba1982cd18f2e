"""What people do: one verb a function, one transaction each, input checked with every error at once."""
