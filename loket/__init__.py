"""loket: the case-tracking terminal application of the UZ-loket."""
