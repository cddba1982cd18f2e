"""Place 8, WensenScan."""
