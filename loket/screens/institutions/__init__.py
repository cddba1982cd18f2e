"""Place 2, Instellingen, and what is done to institutions from their list."""
