"""Place 6, Aanbod, and referring a request to it."""
