"""Place 1, Werkvoorraad: what to do now."""
