"""Place 9, Programma: learning sessions and fit-gap analyses."""
