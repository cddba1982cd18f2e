"""The figures: what a question is, and what it comes to."""
