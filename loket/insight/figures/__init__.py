"""The figures: how they are defined, what can be asked of them, and what they come to."""
