"""Place 7, Dashboard."""
