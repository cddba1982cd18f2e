"""Whole made-up worlds of canonical tables, and an independent reckoning of the figures they must give."""
