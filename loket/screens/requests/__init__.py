"""Place 3, Vragen."""
