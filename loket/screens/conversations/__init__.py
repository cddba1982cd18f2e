"""Place 4, Gesprekken: the list, the week and one conversation."""
