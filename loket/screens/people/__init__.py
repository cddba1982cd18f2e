"""People at institutions and parties: where they work, and what they were part of."""
