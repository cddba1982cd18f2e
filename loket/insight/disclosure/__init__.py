"""Which figures may leave the house: small counts are suppressed, and so is whatever would reveal them."""
